package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// segment is a run of text that is shown in one way.
type segment struct {
	start   int
	Text    string
	Role    string // "content", "cue", "source" or ""
	Tag     int    // of the side whose words it is
	Opens   []opening
	Lit     bool // it is what the address names
	Here    bool // the first segment that is
	Hit     bool // a word that was looked for
	Struck  bool
	Mention string // id of an actor that is named or referred to
	Named   string // its name
	Date    string // value of a time expression
	Of      int    // number of the innermost statement that it belongs to; 0 is none
}

// opening is the mark before the first words of a statement.
type opening struct {
	Number  int // of the statement in its report, from 1
	ID      string
	Address string
	Label   string // for those who do not see the mark
	Tag     int
}

// marked is a span with what it adds to the look of its text.
type marked struct {
	lang.Span
	apply func(*segment)
}

// cut divides text, which begins at byte base, at the borders of the spans.
// Later spans of the list go over earlier ones. The cost is linear in the text and in
// the number of spans at each place.
func cut(text string, base int, spans []marked) []segment {
	borders := []int{base, base + len(text)}
	inside := make([]int, 0, len(spans))
	for i, s := range spans {
		if s.Start >= base+len(text) || s.End <= base {
			continue
		}
		inside = append(inside, i)
		borders = append(borders, max(s.Start, base), min(s.End, base+len(text)))
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	// A span of an address need not be on rune borders.
	borders = slices.DeleteFunc(borders, func(b int) bool { return b < base+len(text) && !utf8.RuneStart(text[b-base]) })
	var segments []segment
	for k := 0; k+1 < len(borders); k++ {
		from, until := borders[k], borders[k+1]
		s := segment{start: from, Text: shown(text[from-base : until-base])}
		for _, i := range inside {
			if spans[i].Start <= from && until <= spans[i].End {
				spans[i].apply(&s)
			}
		}
		segments = append(segments, s)
	}
	return segments
}

// shown returns text as a page may show it: controls and marks that turn the
// direction of the text become U+FFFD, line ends of all kinds become "\n".
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return -1
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return '\ufffd'
		}
		return r
	}, text)
}

// statementSpans lists the spans of a statement; n is its number.
func statementSpans(s *verbale.Statement, tag, n int) []marked {
	struck := s.Status == verbale.Struck
	role := func(name string) func(*segment) {
		return func(g *segment) { g.Role, g.Tag, g.Struck, g.Of = name, tag, struck, n }
	}
	var spans []marked
	for _, e := range s.Content {
		spans = append(spans, marked{e.Span, role("content")})
	}
	for _, e := range s.Source {
		spans = append(spans, marked{e.Span, role("source")})
	}
	for _, e := range s.Cue {
		spans = append(spans, marked{e.Span, role("cue")})
	}
	return spans
}

// hitSpans finds the words of a question in text, which begins at byte base.
func hitSpans(text string, base int, words string) []marked {
	var spans []marked
	for _, hit := range query.NewFinder(words).In(text) {
		spans = append(spans, marked{lang.Span{Start: base + hit.Start, End: base + hit.End}, func(g *segment) { g.Hit = true }})
	}
	return spans
}

// excerptLimit is how many bytes of a paragraph a list shows around a
// statement, on either side.
const excerptLimit = 160

// excerptOf shows a statement in its sentences: the paragraphs that hold it,
// cut to the sentences around it, with the words of the query marked.
func excerptOf(s *verbale.Statement, tag int, passages []verbale.Excerpt, query string) [][]segment {
	spans := statementSpans(s, tag, 0)
	all := slices.Concat(s.Source, s.Cue, s.Content)
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b verbale.Excerpt) int { return cmp.Compare(a.Start, b.Start) })
	var lines [][]segment
	for _, p := range passages {
		first, last := -1, -1
		for _, e := range all {
			if e.Start >= p.Start && e.End <= p.End {
				if first < 0 {
					first = e.Start - p.Start
				}
				last = max(last, e.End-p.Start)
			}
		}
		if first < 0 {
			continue
		}
		from, until := sentencesAround(p.Text, first, last)
		text := p.Text[from:until]
		within := spans
		if query != "" {
			within = slices.Concat(spans, hitSpans(text, p.Start+from, query))
		}
		line := cut(text, p.Start+from, within)
		if from > 0 {
			line = append([]segment{{Text: "… "}}, line...)
		}
		if until < len(strings.TrimRightFunc(p.Text, unicode.IsSpace)) {
			line = append(line, segment{Text: " …"})
		}
		lines = append(lines, line)
	}
	return lines
}

// sentencesAround widens [first, last) to where a sentence seems to begin and
// end, but no farther than excerptLimit. It is for showing only: what a
// sentence is, lang knows.
func sentencesAround(text string, first, last int) (from, until int) {
	from = 0
	for i := first - 1; i > 0; i-- {
		if first-i > excerptLimit && text[i] == ' ' {
			from = i + 1
			break
		}
		if text[i] == ' ' && i > 1 && ends(text[:i]) && startsUpper(text[i+1:]) {
			from = i + 1
			break
		}
	}
	trimmed := len(strings.TrimRightFunc(text, unicode.IsSpace))
	until = trimmed
	for i := last; i < trimmed; i++ {
		if i-last > excerptLimit && text[i] == ' ' || text[i] == ' ' && ends(text[:i]) && startsUpper(text[i+1:]) {
			until = i
			break
		}
	}
	return from, max(until, last)
}

func ends(text string) bool {
	text = strings.TrimRight(text, `"'”’»)`)
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?")
}

func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"'“‘«„( `))
	return unicode.IsUpper(r)
}
