package citation

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// The bounds, in bytes, of what a quotation takes in beside the content.
const (
	wordReach    = 60  // to the border of a word that a span cuts through
	bracketReach = 200 // to the bracket that closes or opens one
	shownGap     = 160 // a longer stretch between two pieces is not shown
)

// omitted stands for words between two passages that a quotation leaves out.
const omitted = "[…]"

// words are the words of the statement as they stand, on one line. What stands
// between two pieces of its content is shown in square brackets, since the sense
// may hang on it: the report itself marks no gap there. Only the clause that
// tells who speaks is left out ("…"), and what is too long or in another
// paragraph ("[…]": two passages).
func (s Source) words() string {
	pieces := s.passages()
	var b strings.Builder
	for i, piece := range pieces {
		if i > 0 {
			b.WriteString(s.between(pieces[i-1].End, piece.Start))
		}
		b.WriteString(oneLine(piece.Text))
	}
	return b.String()
}

// passages are the pieces of the content, begun and ended on the borders of
// words and brackets. Without the report's text they are as they are.
func (s Source) passages() []verbale.Excerpt {
	if s.Text == "" {
		return s.Statement.Content
	}
	var passages []verbale.Excerpt
	for _, piece := range s.Statement.Content {
		span := onBorders(s.Text, piece.Span)
		if last := len(passages) - 1; last >= 0 && span.Start < passages[last].End {
			span.Start = passages[last].Start
			span.End = max(span.End, passages[last].End)
			passages = passages[:last]
		}
		passages = append(passages, verbale.Excerpt{Span: span, Text: s.Text[span.Start:span.End]})
	}
	return passages
}

// between is what is written for the bytes from one piece of the content to the
// next.
func (s Source) between(from, to int) string {
	if s.Text == "" {
		return " … "
	}
	gap := lang.Span{Start: from, End: to}
	text := s.Text[from:to]
	own := func(e verbale.Excerpt) bool { return e.Overlaps(gap) }
	switch {
	case !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return oneLine(text)
	case slices.ContainsFunc(s.Statement.Cue, own) || slices.ContainsFunc(s.Statement.Source, own):
		return " … "
	case len(text) > shownGap || strings.ContainsRune(text, '\n'):
		return " " + omitted + " "
	}
	return " [" + strings.TrimSpace(oneLine(text)) + "] "
}

// oneLine puts one space where white space is.
func oneLine(text string) string {
	joined := strings.Join(strings.Fields(text), " ")
	if text != "" && unicode.IsSpace(rune(text[0])) {
		joined = " " + joined
	}
	if last := len(text) - 1; last >= 0 && unicode.IsSpace(rune(text[last])) && joined != " " {
		joined += " "
	}
	return joined
}

// onBorders widens a span of a text to the borders of words, and to the bracket
// that belongs to one within it. It never leaves the line.
func onBorders(text string, span lang.Span) lang.Span {
	if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
		return span
	}
	first := strings.LastIndexByte(text[:span.Start], '\n') + 1
	last := len(text)
	if i := strings.IndexByte(text[span.End:], '\n'); i >= 0 {
		last = span.End + i
	}
	if start := wordStart(text, span.Start, first); span.Start-start <= wordReach {
		span.Start = start
	}
	if end := wordEnd(text, span.End, last); end-span.End <= wordReach {
		span.End = end
	}
	opened, closed := unmatched(text[span.Start:span.End])
	if opened > 0 {
		if i := strings.IndexAny(text[span.End:last], ")]"); i >= 0 && i < bracketReach {
			span.End += i + 1
		}
	}
	if closed > 0 {
		if i := strings.LastIndexAny(text[first:span.Start], "(["); i >= 0 && span.Start-first-i < bracketReach {
			span.Start = first + i
		}
	}
	return span
}

// wordStart is where the word begins that at stands within, at itself where it
// stands between words.
func wordStart(text string, at, first int) int {
	if next, _ := utf8.DecodeRuneInString(text[at:]); !ofWord(next) {
		return at
	}
	for at > first {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !ofWord(r) {
			break
		}
		at -= size
	}
	return at
}

// wordEnd is where the word ends that at stands within.
func wordEnd(text string, at, last int) int {
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); !ofWord(before) {
		return at
	}
	for at < last {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !ofWord(r) {
			break
		}
		at += size
	}
	return at
}

func ofWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// unmatched counts the brackets that a text opens and does not close, and those
// that it closes and did not open.
func unmatched(text string) (opened, closed int) {
	for _, r := range text {
		switch r {
		case '(', '[':
			opened++
		case ')', ']':
			if opened == 0 {
				closed++
			} else {
				opened--
			}
		}
	}
	return opened, closed
}

// asking are words with which a report tells of a question rather than of what
// was answered.
var asking = regexp.MustCompile(`(?i)\b(asked|asking|question|questions|queried)\b`)

// sentenceEnd is where a sentence may end.
var sentenceEnd = regexp.MustCompile(`[.!?]["'”’)\]]*\s|\n`)

// occasion is the occasion of the statement where its words cannot belong to
// another: they stand in the sentence that tells who speaks, outside of what was
// said, of what it replies to and of a question. Without the report's text the
// spans alone decide.
func (s Source) occasion() string {
	o := s.Statement.Occasion
	if o == nil {
		return ""
	}
	for _, reply := range s.Statement.RespondsTo {
		if reply.Overlaps(o.Span) {
			return ""
		}
	}
	for _, piece := range s.Statement.Content {
		if piece.Overlaps(o.Span) {
			return ""
		}
	}
	if s.Text != "" && len(s.Statement.Cue) > 0 {
		cue := s.Statement.Cue[0].Span
		from, to := min(cue.End, o.End), max(cue.Start, o.Start)
		if from < to && (sentenceEnd.MatchString(s.outsideContent(from, to)) || asking.MatchString(s.Text[from:to])) {
			return ""
		}
	}
	return oneLine(strings.TrimSpace(o.Text))
}

// outsideContent is the text from one offset to another without the statement's
// content, in which other sentences may end.
func (s Source) outsideContent(from, to int) string {
	var b strings.Builder
	for _, piece := range s.Statement.Content {
		if piece.Start >= to || piece.End <= from {
			continue
		}
		b.WriteString(s.Text[from:max(from, piece.Start)])
		from = min(to, piece.End)
	}
	b.WriteString(s.Text[from:to])
	return b.String()
}

// ended are words as they close a sentence: the comma before a closing mark
// gives way to a stop, as the manuals of style allow.
func ended(words string) string {
	trimmed := strings.TrimRight(words, `"”’'`)
	marks := words[len(trimmed):]
	switch {
	case trimmed == "":
		return words
	case strings.HasSuffix(trimmed, ","):
		return strings.TrimSuffix(trimmed, ",") + "." + marks
	case strings.ContainsAny(trimmed[len(trimmed)-1:], ".!?") || strings.HasSuffix(trimmed, "…"):
		return words
	}
	return trimmed + "." + marks
}

// inMarks are the words as a sentence of one's own quotes them: in curly marks
// where all are the speaker's own, with single ones within. What the report words
// itself is put into no marks.
func (s Source) inMarks() string {
	if s.Statement.Mode != verbale.Direct {
		return s.words()
	}
	pieces := s.passages()
	var b strings.Builder
	b.WriteString("“")
	for i, piece := range pieces {
		words := strings.Trim(oneLine(piece.Text), ` "“”„`)
		if i > 0 {
			b.WriteString(withoutDoubleMarks(s.between(pieces[i-1].End, piece.Start)))
		}
		if i+1 < len(pieces) {
			words = strings.TrimSuffix(words, ",")
		}
		b.WriteString(singleMarks.Replace(words))
	}
	b.WriteString("”")
	return b.String()
}

var singleMarks = strings.NewReplacer("“", "‘", "”", "’", `"`, "'")

func withoutDoubleMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”„`, r) {
			return -1
		}
		return r
	}, text)
}
