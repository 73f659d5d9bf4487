package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// labelMeaning is what a label says about the date after it.
type labelMeaning uint8

const (
	noLabel labelMeaning = iota
	ofPublication
	ofUpdate // says nothing about the day of publication
	ofSaving // somebody printed, saved or fetched the text on that day
)

// dateLabels may stand before a date in a line of its own, in lower case.
var dateLabels = []struct {
	label   string
	meaning labelMeaning
}{
	{"published", ofPublication}, {"published on", ofPublication}, {"published at", ofPublication}, {"first published", ofPublication}, {"first published on", ofPublication},
	{"originally published", ofPublication}, {"originally published on", ofPublication}, {"publication date", ofPublication}, {"date published", ofPublication}, {"date of publication", ofPublication},
	{"posted", ofPublication}, {"posted on", ofPublication}, {"posted at", ofPublication}, {"date", ofPublication}, {"dated", ofPublication}, {"issued", ofPublication}, {"issued on", ofPublication},
	{"released", ofPublication}, {"released on", ofPublication}, {"release date", ofPublication}, {"date of release", ofPublication}, {"created", ofPublication}, {"filed", ofPublication}, {"filed on", ofPublication}, {"publié le", ofPublication},
	{"updated", ofUpdate}, {"updated on", ofUpdate}, {"updated at", ofUpdate}, {"last updated", ofUpdate}, {"last updated on", ofUpdate}, {"last update", ofUpdate}, {"modified", ofUpdate},
	{"last modified", ofUpdate}, {"last modified on", ofUpdate}, {"mis à jour le", ofUpdate},
	{"printed", ofSaving}, {"printed on", ofSaving}, {"print date", ofSaving}, {"date printed", ofSaving}, {"downloaded", ofSaving}, {"downloaded on", ofSaving}, {"download date", ofSaving}, {"date downloaded", ofSaving}, {"retrieved", ofSaving},
	{"retrieved on", ofSaving}, {"date retrieved", ofSaving}, {"accessed", ofSaving}, {"accessed on", ofSaving}, {"access date", ofSaving}, {"date accessed", ofSaving}, {"last accessed", ofSaving}, {"last accessed on", ofSaving}, {"viewed", ofSaving}, {"viewed on", ofSaving},
	{"saved", ofSaving}, {"saved on", ofSaving}, {"exported", ofSaving}, {"exported on", ofSaving}, {"export date", ofSaving}, {"generated", ofSaving}, {"generated on", ofSaving}, {"archived", ofSaving}, {"archived on", ofSaving}, {"captured", ofSaving},
	{"captured on", ofSaving}, {"crawled", ofSaving}, {"scanned", ofSaving}, {"scanned on", ofSaving}, {"report created", ofSaving}, {"report generated", ofSaving}, {"report date", ofSaving}, {"report information", ofSaving}, {"load-date", ofSaving}, {"load date", ofSaving},
	{"certificate issued on", ofSaving}, {"certificat émis le", ofSaving}, {"copyright", ofSaving}, {"©", ofSaving}, {"(c)", ofSaving}, {"date and time", ofSaving}, {"job number", ofSaving},
}

// savedHeads begin a line that heads the particulars of an export; a date in
// the next line is that of the export.
var savedHeads = []string{"report information", "user name:", "job number:", "print request", "search terms:", "client/matter:", "search type:"}

// meaningOf reads what stands before a date: a label, perhaps with what stands
// before it in the line. Rest is that, without the marks at its end.
func meaningOf(before string) (meaning labelMeaning, rest string) {
	before = strings.TrimRight(before, " \t\u00A0:")
	lower := strings.ToLower(before)
	longest := 0
	for _, known := range dateLabels {
		if len(known.label) <= longest || !strings.HasSuffix(lower, known.label) {
			continue
		}
		cut := len(lower) - len(known.label)
		if first, _ := utf8.DecodeLastRuneInString(lower[:cut]); cut > 0 && (unicode.IsLetter(first) || unicode.IsDigit(first)) {
			continue
		}
		longest, meaning = len(known.label), known.meaning
	}
	if longest > 0 && len(lower) == len(before) {
		return meaning, strings.TrimRight(before[:len(before)-longest], stampMarks)
	}
	// The label may stand apart: "Report Information from ProQuest February 8".
	for _, known := range dateLabels {
		if known.meaning == ofSaving && strings.HasPrefix(lower, known.label) && !wordContinues(lower, len(known.label)) {
			return ofSaving, ""
		}
	}
	if rest = strings.Trim(before, stampMarks); strings.EqualFold(rest, "the") {
		rest = ""
	}
	return noLabel, rest
}

// leadingLabel returns the meaning of the label that a line begins with.
func leadingLabel(words string) labelMeaning {
	lower, longest, meaning := strings.ToLower(words), 0, noLabel
	for _, known := range dateLabels {
		if len(known.label) > longest && strings.HasPrefix(lower, known.label) && !wordContinues(lower, len(known.label)) {
			longest, meaning = len(known.label), known.meaning
		}
	}
	return meaning
}

// stampMarks set a date off from what stands beside it in its line.
const stampMarks = " \t\u00A0,|•·-–—:;()[]/"

// mostHeader is the longest line, in bytes, that tells the day of a report.
const mostHeader = 140

// dateLine takes a paragraph that tells a day and no news: a date with its day
// of the week and its time in any order, alone, after a label ("First published
// on"), or beside the name of a paper, a place, an author or an occasion
// ("Harbour Gazette - 7 May 2031", "Port Solvei, 7 May 2031", "By ADA LUND May
// 7, 2031", "Weekly Press Briefing – May 7, 2031"). What was printed, saved or
// fetched on a day says nothing about the report's.
func (r *recogniser) dateLine(span lang.Span) bool {
	words := span.Text(r.text)
	if len(words) > mostHeader || strings.ContainsAny(words, "\r\n\"“”") || creditEnds(words) {
		return false
	}
	if r.saved || isSavedHead(words) {
		r.saved = isSavedHead(words)
		if r.saved || r.onlyStamp(words) {
			return true
		}
	}
	if at, size := findStamp(words, 0); size == 0 || at < 0 {
		meaning := leadingLabel(words)
		return (meaning == ofUpdate || meaning == ofSaving) && strings.ContainsAny(words, "0123456789") && !strings.HasSuffix(words, ".")
	}
	line := stampedLine{recogniser: r, span: span, words: words}
	return line.read() && line.settle()
}

// stampedLine is a line of the head on its way to be taken for one that dates the report.
type stampedLine struct {
	*recogniser
	span      lang.Span
	words     string
	from      int       // byte of words after the last date
	published lang.Span // the date that is the report's
	author    lang.Span
	title     string // what stands before the date, set off from it
	taken     bool   // a date of it has a meaning
}

// stampForms are what a date in a line of the head can be, by what stands before it, in
// the order in which they are tried. The first that is one takes the date.
var stampForms = []struct {
	name string // an example
	is   func(l *stampedLine, meaning labelMeaning, rest string, at int) bool
	take func(l *stampedLine, stamp lang.Span, rest string)
}{
	{"Printed on 7 May 2031", func(_ *stampedLine, meaning labelMeaning, _ string, _ int) bool { return meaning == ofSaving },
		func(l *stampedLine, _ lang.Span, _ string) { l.taken = true }},
	{"Updated 7 May 2031", func(_ *stampedLine, meaning labelMeaning, _ string, _ int) bool { return meaning == ofUpdate },
		func(l *stampedLine, stamp lang.Span, _ string) {
			l.told = append(l.told, spanFact(l.text, "updated", verbale.FromText, stamp))
			l.taken = true
		}},
	{"two days without a word about the second", func(l *stampedLine, _ labelMeaning, _ string, _ int) bool { return l.published.Len() > 0 }, nil},
	{"First published on 7 May 2031", func(_ *stampedLine, meaning labelMeaning, rest string, _ int) bool {
		return meaning == ofPublication && (rest == "" || isNames(rest)) || rest == ""
	}, func(l *stampedLine, stamp lang.Span, _ string) { l.published, l.taken = stamp, true }},
	{"By ADA LUND May 7, 2031", func(_ *stampedLine, _ labelMeaning, rest string, _ int) bool {
		return strings.HasPrefix(strings.ToLower(rest), "by ") && isNames(rest[3:])
	}, func(l *stampedLine, stamp lang.Span, rest string) {
		l.published, l.taken = stamp, true
		start := l.span.Start + l.from
		l.author = trimSpan(l.text, lang.Span{Start: start + 3, End: start + len(strings.TrimRight(rest, stampMarks))})
	}},
	{"Harbour Gazette - 7 May 2031", func(l *stampedLine, _ labelMeaning, rest string, at int) bool {
		return isNames(rest) && setOff(rest, l.words[l.from+strings.Index(l.words[l.from:at], rest)+len(rest):at])
	}, func(l *stampedLine, stamp lang.Span, rest string) {
		l.published, l.taken = stamp, true
		l.title = strings.TrimRight(rest, stampMarks)
	}},
}

// read goes over the dates of the line; false where one of them is none of a line that
// dates a report.
func (l *stampedLine) read() bool {
	for at, size := findStamp(l.words, 0); size > 0; at, size = findStamp(l.words, l.from) {
		meaning, rest := meaningOf(l.words[l.from:at])
		known := false
		for i := range stampForms {
			form := &stampForms[i]
			if !form.is(l, meaning, rest, at) {
				continue
			}
			if known = form.take != nil; known {
				form.take(l, lang.Span{Start: l.span.Start + at, End: l.span.Start + at + size}, rest)
			}
			break
		}
		if !known {
			return false
		}
		l.from = at + size
	}
	after := strings.Trim(l.words[l.from:], stampMarks+".")
	return l.taken && (after == "" || isNames(after) && len(strings.Fields(after)) <= 6 && !wordBefore(l.words[l.from:]))
}

// settle takes over what the line says; false where it is a title after all.
func (l *stampedLine) settle() bool {
	r := l.recogniser
	if l.published.Len() == 0 {
		return true
	}
	switch {
	case r.dated:
		if l.title != "" {
			return false
		}
		r.add(verbale.Heading, l.span) // a second date is not of the whole
		return true
	case l.title != "" && len(strings.Fields(l.title)) >= 3 && !r.titled && r.given == "" && len(r.parts) == 0:
		r.title(l.span)
	case l.title != "" && r.isGivenTitle(l.title):
		r.title(l.span)
	}
	r.published(l.published)
	if l.author.Len() > 0 && !r.bylined {
		r.bylined = true
		r.told = append(r.told, spanFact(r.text, fieldAuthor, verbale.FromText, l.author))
	}
	return true
}

// onlyStamp reports whether words are a date and nothing else.
func (r *recogniser) onlyStamp(words string) bool {
	at, size := findStamp(words, 0)
	return size > 0 && strings.Trim(words[:at]+words[at+size:], stampMarks+".") == ""
}

func isSavedHead(words string) bool {
	lower := strings.ToLower(words)
	for _, head := range savedHeads {
		if strings.HasPrefix(lower, head) {
			_, size := findStamp(words, 0)
			return size == 0
		}
	}
	return false
}

// findStamp finds the first date that names its year in a line from byte from
// on, with what belongs to it.
func findStamp(words string, from int) (at, size int) {
	border := true
	for at = from; at < len(words); {
		r, n := utf8.DecodeRuneInString(words[at:])
		if border && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if _, size := scanStamp(words[at:]); size > 0 {
				return at, size
			}
		}
		border = !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '/' && r != '-' || r == ' '
		at += n
	}
	return 0, 0
}

// setOff reports whether a date is set off from the names before it by a mark,
// or the names are few: "Nordpost 7 February 2022" is a line of its own, "the
// accord of 7 February 2022" is not.
func setOff(names, gap string) bool {
	if names == "" || strings.ContainsAny(gap, ",|•·-–—:;()[]/\t") || strings.Contains(gap, "  ") {
		return true
	}
	return len(strings.Fields(names)) <= 3
}

// smallInNames may stand among the words of a name, in lower case.
const smallInNames = "|of|the|and|for|in|at|on|to|with|by|de|la|le|du|des|et|van|von|der|den|und|al|el|bin|a|an|di|da|do|y|&|min|read|mins|pm|am|p.m.|a.m.|p.|pp.|page|edition|late|final|early|online|print|section|from|"

// endsOpen are words after which a date belongs to what stands before it.
const endsOpen = "|of|on|in|to|from|until|till|by|since|before|after|between|and|for|at|the|a|an|dated|"

// isNames reports whether words are names and no news: all begin with a capital
// or a figure but for the small words of names, without the end of a sentence,
// and the last is none that a date depends on.
func isNames(words string) bool {
	words = strings.Trim(words, stampMarks)
	fields := strings.Fields(words)
	if len(fields) == 0 || len(fields) > 14 || strings.HasSuffix(words, "?") || strings.HasSuffix(words, "!") {
		return false
	}
	for i, field := range fields {
		field = strings.Trim(field, stampMarks)
		first, _ := utf8.DecodeRuneInString(field)
		switch {
		case field == "", unicode.IsUpper(first), unicode.IsDigit(first), first == '@', first == '#':
		case strings.Contains(smallInNames, "|"+strings.ToLower(field)+"|"):
			if i == len(fields)-1 && strings.Contains(endsOpen, "|"+strings.ToLower(field)+"|") {
				return false
			}
		case first == '\'' || first == '’' || strings.HasPrefix(strings.ToLower(field), "d'") || strings.HasPrefix(strings.ToLower(field), "al-"):
		default:
			return false
		}
	}
	last := strings.ToLower(strings.Trim(fields[len(fields)-1], stampMarks))
	return !strings.Contains(endsOpen, "|"+last+"|")
}

// wordBefore reports whether what follows a date goes on without a mark, as in
// a sentence.
func wordBefore(after string) bool {
	trimmed := strings.TrimLeft(after, " \u00A0")
	first, _ := utf8.DecodeRuneInString(trimmed)
	return unicode.IsLower(first)
}
