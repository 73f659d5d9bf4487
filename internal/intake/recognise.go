package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Recognition is what a text says about itself.
type Recognition struct {
	// Parts are in order, disjoint, on rune borders, without white space at
	// their ends, and cover all that is to be read as sentences: not the front
	// matter, the dateline, the byline and the lines that only give a date.
	Parts []verbale.Part
	// Facts are the values found, in order of rank of their origin, each with
	// its span.
	Facts []verbale.Fact
}

// headZone is how many paragraphs from the start are looked at for a title,
// byline, date or dateline. In the wire and archive reports nothing of the kind
// stands further down that is not part of the story.
const headZone = 8

// teaserWords is the longest first line without a stop that is a heading under
// a given title, and not the lead of the story, in words.
const teaserWords = 15

// Recognise finds title, date of publication, byline, dateline and parts in a
// text. Title is the title that was given for it, or "": a paragraph that
// repeats it is the title, and another first line is then a heading. Any bytes
// give a well-formed result; the time is linear in the length of the text.
func Recognise(text, title string) Recognition { return recognise(text, title, nil) }

// recognise is Recognise for a text some of whose stretches are known.
func recognise(text, title string, layout []verbale.Part) Recognition {
	r := recogniser{text: text, given: strings.TrimSpace(title), layout: layout}
	facts, start := frontMatter(text)
	r.facts = facts
	for _, f := range facts {
		if f.Field == FieldTitle && r.given == "" {
			r.given = f.Value
		}
	}
	r.units = unitsOf(text, start)
	for i := range r.units {
		r.unit(i)
	}
	if kind := r.kindOf(); kind != "" {
		r.told = append(r.told, verbale.Fact{Field: FieldKind, Value: string(kind), Origin: verbale.FromText})
	}
	return Recognition{r.parts, append(r.facts, append(r.lined, r.told...)...)}
}

// recogniser goes over the units of a text once.
type recogniser struct {
	text  string
	given string      // the title as given, or ""
	units []lang.Span // paragraphs
	parts []verbale.Part
	facts []verbale.Fact // from the front matter
	lined []verbale.Fact // from the dateline
	told  []verbale.Fact // from the text

	layout []verbale.Part // what the markup of the file told

	titled, dated, bylined, listed bool
	saved                          bool // the line before told of an export or a print
	boxed                          bool // the line before stands in a box of facts
}

// unit decides what paragraph i is.
func (r *recogniser) unit(i int) {
	span := r.units[i]
	if i < headZone {
		span = r.datePrefix(span)
		if span.Len() == 0 {
			return
		}
	}
	words := span.Text(r.text)
	if part, told := toldAt(r.layout, span); told {
		r.marked(i, span, part)
		return
	}
	switch {
	case r.aside(i, words):
		if i < headZone && !r.dated {
			r.mailDay(span)
		}
		r.listed = true // a body part does not reach over it
	case i < headZone && (r.dateHeadline(span) || r.dateLine(span) || r.byline(span)):
	case isCaption(words):
		r.add(verbale.Caption, span)
	case i < headZone && r.dateline(span):
	case i < headZone && r.isGivenTitle(words):
		r.title(span)
	case strings.HasPrefix(words, "#"):
		r.markdown(span)
	case !r.hasKind(verbale.Body) && !r.titled && !r.hasKind(verbale.Heading) && titleLike(words) && r.proseFollows(i):
		switch {
		case r.given == "":
			r.title(span)
		case len(strings.Fields(words)) <= teaserWords:
			r.add(verbale.Heading, span)
		default: // a lead that lacks its stop
			r.add(verbale.Body, span)
		}
	case headingLike(words) && r.proseFollows(i) && !r.listStands(i):
		r.add(verbale.Heading, span)
	default:
		r.add(verbale.Body, span)
	}
}

// add appends a part. Body paragraphs in a row are one part; captions, titles
// and headings are each their own.
func (r *recogniser) add(kind verbale.PartKind, span lang.Span) {
	if last := len(r.parts) - 1; kind == verbale.Body && last >= 0 && r.parts[last].Kind == verbale.Body && !r.listed {
		r.parts[last].End = span.End
		return
	}
	r.listed = false
	r.parts = append(r.parts, verbale.Part{Span: span, Kind: kind})
}

func (r *recogniser) hasKind(kind verbale.PartKind) bool {
	for _, p := range r.parts {
		if p.Kind == kind {
			return true
		}
		if len(r.parts) > headZone {
			return true // past the head, which is what is asked about
		}
	}
	return false
}

func (r *recogniser) title(span lang.Span) {
	r.titled = true
	r.add(verbale.Title, span)
	r.told = append(r.told, spanFact(r.text, FieldTitle, verbale.FromText, span))
}

// isGivenTitle reports whether words are the title that was given, but for
// white space and a stop at its end.
func (r *recogniser) isGivenTitle(words string) bool {
	if r.titled || r.given == "" || len(words) > 2*len(r.given)+2 {
		return false
	}
	fold := func(s string) string { return strings.TrimSuffix(strings.Join(strings.Fields(s), " "), ".") }
	return strings.EqualFold(fold(words), fold(r.given))
}

// marked takes a paragraph of which the markup of the file told what it is.
func (r *recogniser) marked(i int, span lang.Span, part verbale.Part) {
	if part.Kind != verbale.Body && part.Kind != "" {
		if span.Start > part.Start && i > 0 && r.units[i-1].End > part.Start {
			return // the part was taken with its first paragraph
		}
		span = trimSpan(r.text, part.Span)
	}
	switch part.Kind {
	case "":
		r.listed = true // a body part does not reach over it
	case verbale.Title:
		if r.titled {
			r.add(verbale.Heading, span)
			return
		}
		r.title(span)
	case verbale.Body:
		if i < headZone && (r.dateLine(span) || r.byline(span) || r.dateline(span)) {
			return
		}
		r.add(verbale.Body, span)
	default:
		r.add(part.Kind, span)
	}
}

// markdown takes a heading of Markdown: the first is the title where none was
// given. The marks are not part of it.
func (r *recogniser) markdown(span lang.Span) {
	words := strings.TrimLeft(span.Text(r.text), "#")
	if words == "" || words[0] != ' ' || strings.ContainsAny(words, "\r\n") {
		r.add(verbale.Body, span)
		return
	}
	span.Start = span.End - len(words)
	span = trimSpan(r.text, span)
	if r.given == "" && !r.titled && len(r.parts) == 0 {
		r.title(span)
		return
	}
	r.add(verbale.Heading, span)
}

// datePrefix takes "date 2022-02-09" off the start of a paragraph, as some
// collections write it before their texts.
func (r *recogniser) datePrefix(span lang.Span) lang.Span {
	words := span.Text(r.text)
	const mark = "date "
	if r.dated || len(words) < len(mark) || !strings.EqualFold(words[:len(mark)], mark) {
		return span
	}
	date, size := scanISO(words[len(mark):])
	if size == 0 || !date.full() {
		return span
	}
	at := lang.Span{Start: span.Start + len(mark), End: span.Start + len(mark) + size}
	r.published(at)
	return trimSpan(r.text, lang.Span{Start: at.End, End: span.End})
}

// mailDay takes the day out of the line "Date:" of a mail that was stored as
// text.
func (r *recogniser) mailDay(span lang.Span) {
	words := span.Text(r.text)
	label, value, _ := strings.Cut(words, ":")
	if !strings.EqualFold(label, "date") && !strings.EqualFold(label, "sent") {
		return
	}
	if _, ok := ParseTime(value); ok {
		r.published(trimSpan(r.text, lang.Span{Start: span.Start + len(label) + 1, End: span.End}))
	}
}

func (r *recogniser) published(span lang.Span) {
	r.dated = true
	r.told = append(r.told, spanFact(r.text, FieldPublished, verbale.FromText, span))
}

// dateHeadline takes a paragraph like "February 4, 2022, 10:11 Talks resume in
// Geneva": a date, and a headline after it.
func (r *recogniser) dateHeadline(span lang.Span) bool {
	words := span.Text(r.text)
	date, size := scanDate(words)
	if r.dated || size == 0 || !date.full() {
		return false
	}
	clock := ""
	if _, n := scanStamp(words); n > size {
		clock, size = "timed", n
	}
	headline := trimSpan(r.text, lang.Span{Start: span.Start + size, End: span.End})
	stamp := trimSpan(r.text, lang.Span{Start: span.Start, End: headline.Start})
	if strings.HasSuffix(stamp.Text(r.text), ",") {
		stamp.End--
	}
	if headline.Start == span.Start+size && headline.Len() > 0 && clock == "" || !titleLike(headline.Text(r.text)) || !startsUpper(headline.Text(r.text)) {
		return false
	}
	r.published(stamp)
	if r.titled {
		r.add(verbale.Heading, headline)
	} else {
		r.title(headline)
	}
	return true
}

// byline takes a paragraph like "By Jane Doe and John Roe".
func (r *recogniser) byline(span lang.Span) bool {
	words := span.Text(r.text)
	if r.bylined || len(words) > 120 || len(words) < 4 || !strings.EqualFold(words[:3], "by ") || strings.ContainsAny(words, "\n0123456789") {
		return false
	}
	fields := strings.Fields(words[3:])
	if len(fields) < 2 || len(fields) > 14 || strings.HasSuffix(words, ".") || strings.HasSuffix(words, ":") {
		return false
	}
	for _, field := range fields {
		first, _ := utf8.DecodeRuneInString(field)
		switch strings.ToLower(strings.Trim(field, ",()")) {
		case "and", "of", "de", "van", "von", "der", "den", "al", "el", "bin", "in", "for", "the", "writer", "writers", "sportswriter", "sportswriters", "correspondent", "correspondents", "editor", "staff", "reporter", "at", "diplomatic", "political", "foreign", "chief", "bureau", "news", "central", "contributor":
		default:
			if !unicode.IsUpper(first) && first != '(' && first != '@' {
				return false
			}
		}
	}
	r.bylined = true
	r.told = append(r.told, spanFact(r.text, fieldAuthor, verbale.FromText, lang.Span{Start: span.Start + 3, End: span.End}))
	return true
}

// dateline takes the dateline off a paragraph and adds the rest as body.
func (r *recogniser) dateline(span lang.Span) bool {
	if len(r.lined) > 0 {
		return false
	}
	line, ok := scanDateline(span.Text(r.text))
	if !ok {
		return false
	}
	for _, field := range []struct {
		name string
		span lang.Span
	}{{FieldDatelinePlace, line.place}, {FieldDatelineDate, line.date}, {FieldDatelineAgency, line.agency}} {
		if field.span.Len() > 0 {
			at := lang.Span{Start: span.Start + field.span.Start, End: span.Start + field.span.End}
			r.lined = append(r.lined, spanFact(r.text, field.name, verbale.FromDateline, at))
		}
	}
	if line.fullDate {
		stamp := r.lined[len(r.lined)-1]
		for _, f := range r.lined {
			if f.Field == FieldDatelineDate {
				stamp = f
			}
		}
		stamp.Field = FieldPublished
		r.lined = append(r.lined, stamp)
	}
	r.listed = true // a body part does not reach over a dateline
	r.add(verbale.Body, trimSpan(r.text, lang.Span{Start: span.Start + line.end, End: span.End}))
	return true
}

// proseFollows reports whether the next paragraph reads like sentences. A line
// before another line without a stop is part of a list or a table.
func (r *recogniser) proseFollows(i int) bool {
	if i+1 >= len(r.units) {
		return false
	}
	next := r.units[i+1].Text(r.text)
	return len(next) > 120 || endsSentence(next) || i+1 < headZone && (isCaption(next) || r.aboutReport(next))
}

// aboutReport reports whether a paragraph of the head looks like a byline or a
// date, which may stand between a title and its story.
func (r *recogniser) aboutReport(words string) bool {
	probe := recogniser{text: words}
	whole := lang.Span{End: len(words)}
	return probe.byline(whole) || probe.dateLine(whole)
}

// listStands reports whether the paragraph before i is an unfinished line of
// the body too, or announces a list, so that i is one of its items.
func (r *recogniser) listStands(i int) bool {
	last := len(r.parts) - 1
	if i == 0 || last < 0 || r.parts[last].Kind != verbale.Body {
		return false
	}
	before := r.units[i-1].Text(r.text)
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, ",") || !endsSentence(before) && len(before) <= 100
}

// titleLike reports whether words could be a title: one line of three to thirty
// words that does not end like a sentence.
func titleLike(words string) bool {
	if len(words) > 200 || strings.ContainsAny(words, "\r\n") || strings.Contains(words, "://") || bulleted(words) {
		return false
	}
	n := len(strings.Fields(words))
	last, _ := utf8.DecodeLastRuneInString(words)
	mark, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words, quotes))
	question := (mark == '?' || mark == '!') && n <= 15
	return n >= 3 && n <= 30 && (question || !endsSentence(words)) && !strings.ContainsRune(".:;,-–—", last)
}

// headingLike reports whether words could be a heading between paragraphs.
func headingLike(words string) bool {
	if len(words) > 100 || strings.ContainsAny(words, "\r\n") || strings.Contains(words, "://") || bulleted(words) || endsSentence(words) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(words)
	return len(strings.Fields(words)) <= 12 && startsUpper(words) && strings.IndexFunc(words, unicode.IsLetter) >= 0 &&
		(unicode.IsLetter(last) || unicode.IsDigit(last) || last == '\'' || last == '’' || last == '”' || last == '"' || last == ')')
}

func startsUpper(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	return unicode.IsUpper(first) || unicode.IsDigit(first)
}

// quotes are the marks that may close a quotation, in any country.
const quotes = "\"'”’»“«"

// endsSentence reports whether words end with a mark that ends a sentence,
// within quotation marks and brackets or not.
func endsSentence(words string) bool {
	words = strings.TrimRight(words, quotes+")]*_ ")
	last, _ := utf8.DecodeLastRuneInString(words)
	return strings.ContainsRune(".!?…。？！", last) && words != ""
}

func bulleted(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	return strings.ContainsRune("•*·▪►◦⦁-–—", first)
}
