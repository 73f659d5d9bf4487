// Package press answers which articles an export of a press database holds:
// Nexis and Nexis Uni, Factiva, ProQuest, Europresse and NewsBank, as text or as
// the text of an RTF, Word or HTML file.
//
// Each article is a report, named EXPORT!ID by its accession number where it has
// one. Its text is the title, an empty line and the body; the labels are
// metadata, each value with the label that it stood under (origin "record: PD"),
// and are no part of the text, so that they are never read as sentences. The day
// is that of publication, never that of loading or of the export. A text that
// looks like an export of a make that is not known is refused, with the number
// of articles that it seems to hold. The time is linear in the text.
package press

import (
	"fmt"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// Splitters are the makes of exports, in the order in which they are tried. The
// last takes none of them apart: it refuses what looks like another make.
func Splitters() []intake.Splitter {
	return []intake.Splitter{
		splitter("Factiva export", factiva),
		splitter("Nexis export", nexis),
		splitter("Nexis Uni export", nexisUni),
		splitter("ProQuest export", proquest),
		splitter("Europresse export", europresse),
		splitter("NewsBank export", newsbank),
		{Name: "export of a press database", Match: func(text string) bool { return countUnknown(text) > 1 }, Split: refuse},
	}
}

// A finder finds the articles of one make in the lines of a text, none where it
// is of another make.
type finder func(text string, lines []line) []article

func splitter(name string, find finder) intake.Splitter {
	return intake.Splitter{
		Name: name, Extractor: "press/1",
		Match: func(text string) bool { return len(find(text, linesOf(text))) > 0 },
		Split: func(whole intake.Report, out *intake.Sink) (bool, error) {
			articles := find(whole.Text, linesOf(whole.Text))
			if len(articles) == 0 {
				return false, nil
			}
			if err := out.Taken(fmt.Sprintf("%s of %s", name, counted(len(articles)))); err != nil {
				return true, err
			}
			for _, a := range articles {
				if err := out.Report(a.report(whole)); err != nil {
					return true, err
				}
			}
			return true, nil
		},
	}
}

func counted(n int) string {
	if n == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// line is one line of a text without the white space at its ends.
type line struct {
	lang.Span
	words  string
	indent int  // bytes of white space before it
	first  bool // a blank line, or none at all, stands before it
}

func (l line) blank() bool { return l.words == "" }

// linesOf divides a text into lines.
func linesOf(text string) []line {
	var lines []line
	first := true
	for at := 0; at < len(text); {
		end := len(text)
		next := end
		if i := strings.IndexAny(text[at:], "\r\n"); i >= 0 {
			end = at + i
			next = end + 1
			if text[end] == '\r' && next < len(text) && text[next] == '\n' {
				next++
			}
		}
		const blank = " \t\f\v\u00A0\uFEFF"
		words := strings.TrimLeft(text[at:end], blank)
		start := end - len(words)
		words = strings.TrimRight(words, blank)
		lines = append(lines, line{lang.Span{Start: start, End: start + len(words)}, words, start - at, first})
		first = words == ""
		at = next
	}
	return lines
}

// article is one article of an export.
type article struct {
	id       string
	number   int         // its first line, from 1
	title    lang.Span   // may be empty
	body     []lang.Span // stretches, in order
	facts    []verbale.Fact
	dateline string
}

// say adds a value with the label that it stood under.
func (a *article) say(field, label, value string) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" {
		return
	}
	switch field {
	case intake.FieldLanguage:
		if tag, ok := languages[strings.ToLower(value)]; ok {
			value = tag
		} else {
			field = "language as given"
		}
	case intake.FieldTitle, intake.FieldOutlet, intake.FieldPublished, intake.FieldURI:
	default:
		value = intake.JSONString(value)
	}
	a.facts = append(a.facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromRecord.At(label)})
}

// languages are the names of languages as labels print them.
var languages = map[string]string{
	"english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt", "russian": "ru", "chinese": "zh",
	"arabic": "ar", "dutch": "nl", "polish": "pl", "turkish": "tr", "ukrainian": "uk", "anglais": "en", "français": "fr", "greek": "el", "japanese": "ja", "korean": "ko",
}

// report makes the report of an article of a whole text.
func (a *article) report(whole intake.Report) intake.Report {
	var b intake.MapBuilder
	var layout []verbale.Part
	if a.title.Len() > 0 {
		b.Append(whole.Text, whole.Map, a.title)
		layout = []verbale.Part{{Span: lang.Span{End: b.Len()}, Kind: verbale.Title}}
		a.say(intake.FieldTitle, "headline", a.title.Text(whole.Text))
	}
	for _, span := range a.body {
		if span.Len() == 0 {
			continue
		}
		if b.Len() > 0 {
			b.Make("\n\n", placeOf(whole.Map, span.Start))
		}
		b.Append(whole.Text, whole.Map, span)
	}
	facts := append(a.facts, intake.DatelineFacts(a.dateline, verbale.FromRecord.At("dateline"))...)
	return intake.Report{ID: a.id, Text: b.String(), Map: b.Map(), Facts: facts, Layout: layout, Line: a.number, Encoding: whole.Encoding,
		Bytes: whole.Bytes, Member: whole.Member, Offset: whole.Offset}
}

// placeOf returns the byte of the source that a byte of the text was made from.
func placeOf(m intake.Map, at int) int {
	if cut := m.Slice(lang.Span{Start: at, End: at + 1}); len(cut) > 0 {
		return cut[0].Source
	}
	return 0
}

// stretch returns the span from the first to the last line that is not blank,
// empty where all are.
func stretch(lines []line) lang.Span {
	for len(lines) > 0 && lines[0].blank() {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].blank() {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return lang.Span{}
	}
	return lang.Span{Start: lines[0].Start, End: lines[len(lines)-1].End}
}

// wordsOf joins the words of lines.
func wordsOf(lines []line) string {
	var words []string
	for _, l := range lines {
		if !l.blank() {
			words = append(words, l.words)
		}
	}
	return strings.Join(words, " ")
}

// isDay reports whether words are a date that names its year.
func isDay(words string) bool {
	_, ok := intake.ParseTime(words)
	return ok
}

// isCopyright reports whether a line is the notice under an article.
func isCopyright(words string) bool {
	lower := strings.ToLower(words)
	return strings.HasPrefix(lower, "copyright") || strings.HasPrefix(lower, "(c) ") || strings.HasPrefix(lower, "© ") || strings.HasPrefix(lower, "all rights reserved") ||
		strings.HasPrefix(lower, "tous droits réservés")
}

// labelled cuts a line into a label of a table and what stands after it.
func labelled(words string, labels map[string]string) (label, value string, ok bool) {
	colon := strings.IndexByte(words, ':')
	if colon <= 0 || colon > 40 {
		return "", "", false
	}
	label = strings.TrimSpace(words[:colon])
	if _, known := labels[label]; !known {
		return "", "", false
	}
	return label, strings.TrimSpace(words[colon+1:]), true
}

// refuse tells of an export of a make that is not known.
func refuse(whole intake.Report, out *intake.Sink) (bool, error) {
	n := countUnknown(whole.Text)
	return true, out.Refuse(&intake.Fault{Cause: intake.NotReadYet, Offset: -1,
		Reason: fmt.Sprintf("it looks like an export of %s of a make that is not known", counted(n)), Advice: "save each article as a file of its own, or export them as a table"})
}

// countUnknown counts the articles that a text seems to hold: lines like "3 of
// 40" with rising numbers, or three labels or more that come in the same order
// again and again.
func countUnknown(text string) int {
	next, of := 1, 0
	labels := map[string]int{}
	lines := linesOf(text)
	for _, l := range lines {
		if n, m, ok := numbered(l.words); ok && n == next && (of == 0 || of == m) {
			next, of = next+1, m
		}
		if colon := strings.IndexByte(l.words, ':'); colon > 1 && colon <= 30 && strings.Contains(exportLabels, "|"+strings.ToLower(l.words[:colon])+"|") {
			labels[strings.ToLower(l.words[:colon])]++
		}
	}
	if of > 1 && next-1 == of {
		return of
	}
	often := map[int]int{}
	for _, n := range labels {
		often[n]++
	}
	most := 0
	for n, kinds := range often {
		if n > 1 && kinds >= 3 {
			most = max(most, n)
		}
	}
	return most
}

// exportLabels are labels that databases and archives print before the
// particulars of an article.
const exportLabels = "|title|headline|source|publication|date|published|publication date|author|byline|section|page|pages|length|words|word count|language|url|abstract|text|full text|body|copyright|document id|record|accession number|edition|publisher|newspaper|"

// numbered reads "3 of 40", "Document 3 of 40", "Article 3/40".
func numbered(words string) (n, of int, ok bool) {
	if len(words) > 40 {
		return 0, 0, false
	}
	fields := strings.Fields(strings.ToLower(strings.ReplaceAll(words, "/", " of ")))
	if len(fields) > 0 && strings.Contains("|document|article|record|item|result|no.|#|", "|"+fields[0]+"|") {
		fields = fields[1:]
	}
	if len(fields) < 3 || len(fields) > 4 || fields[1] != "of" {
		return 0, 0, false
	}
	if len(fields) == 4 && !strings.Contains("|documents|articles|records|items|results|", "|"+fields[3]+"|") {
		return 0, 0, false
	}
	n, of = number(fields[0]), number(fields[2])
	return n, of, n > 0 && of >= n
}

// number reads figures of at most seven digits; 0 where there are none.
func number(s string) int {
	n := 0
	if len(s) == 0 || len(s) > 7 {
		return 0
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}
