package gold

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// mark is a stretch of an anchor between braces.
type mark struct {
	label string // the word after the brace; "" where the anchor's marks have none
	span  lang.Span
}

// anchor is a stretch of text with marks in it.
type anchor struct {
	place int    // which of the places where the words stand, from 1; 0 where they stand once
	words string // without braces
	marks []mark // spans into words, in order of their opening braces
}

// parseAnchor reads an anchor. Where labelled, the word after each opening
// brace names the mark. An anchor without braces is one mark without a name.
func parseAnchor(text string, labelled bool) (anchor, error) {
	var words strings.Builder
	var open []int
	var a anchor
	text, a.place = cutPlace(text)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\\':
			if i+1 < len(text) {
				i++
				words.WriteByte(text[i])
			} else {
				return anchor{}, fmt.Errorf("the anchor ends in a backslash; write the character that it stands before")
			}
		case '{':
			label := ""
			if labelled {
				end := strings.IndexByte(text[i:], ' ')
				if end < 2 || strings.ContainsAny(text[i+1:i+end], "{}\\") {
					return anchor{}, fmt.Errorf("an opening brace has no name after it; write {s …}, {q …} or another of docs/gold.md")
				}
				label = text[i+1 : i+end]
				i += end
			}
			open = append(open, len(a.marks))
			a.marks = append(a.marks, mark{label: label, span: lang.Span{Start: words.Len(), End: -1}})
		case '}':
			if len(open) == 0 {
				return anchor{}, fmt.Errorf("a closing brace has no opening one")
			}
			m := &a.marks[open[len(open)-1]]
			open = open[:len(open)-1]
			m.span.End = words.Len()
			if m.span.Len() == 0 {
				return anchor{}, fmt.Errorf("the braces hold no words")
			}
		default:
			words.WriteByte(c)
		}
	}
	if len(open) > 0 {
		return anchor{}, fmt.Errorf("an opening brace has no closing one")
	}
	a.words = words.String()
	if a.words == "" {
		return anchor{}, fmt.Errorf("the anchor is empty; copy the words from the text")
	}
	if len(a.marks) == 0 && !labelled {
		a.marks = []mark{{span: lang.Span{End: len(a.words)}}}
	}
	return a, nil
}

// cutPlace takes "@2 " off the head of an anchor.
func cutPlace(text string) (rest string, place int) {
	head, after, ok := strings.Cut(text, " ")
	if digits, marked := strings.CutPrefix(head, "@"); ok && marked {
		if n, err := strconv.ParseUint(digits, 10, 16); err == nil && n > 0 {
			return after, int(n)
		}
	}
	return text, 0
}

// resolve finds the anchor in the text and returns its marks as spans of the
// text, in the order of a.marks.
func (a anchor) resolve(text string) ([]verbale.Excerpt, error) {
	at := strings.Index(text, a.words)
	if at < 0 {
		return nil, fmt.Errorf("the text does not hold %q; copy the words exactly as they stand there", shorten(a.words))
	}
	if a.place == 0 && strings.Contains(text[at+1:], a.words) {
		return nil, fmt.Errorf("the text holds %q more than once; give more of the words around it", shorten(a.words))
	}
	for range a.place - 1 {
		next := strings.Index(text[at+1:], a.words)
		if next < 0 {
			return nil, fmt.Errorf("the text does not hold %q at %d places", shorten(a.words), a.place)
		}
		at += 1 + next
	}
	excerpts := make([]verbale.Excerpt, len(a.marks))
	for i, m := range a.marks {
		span := lang.Span{Start: at + m.span.Start, End: at + m.span.End}
		excerpts[i] = verbale.Excerpt{Span: span, Text: span.Text(text)}
		if strings.TrimSpace(excerpts[i].Text) != excerpts[i].Text {
			return nil, fmt.Errorf("%q begins or ends with a space; move the brace", shorten(excerpts[i].Text))
		}
	}
	return excerpts, nil
}

// resolveOne finds an anchor that has one mark.
func resolveOne(text, anchorText string) (verbale.Excerpt, error) {
	a, err := parseAnchor(anchorText, false)
	if err != nil {
		return verbale.Excerpt{}, err
	}
	if len(a.marks) != 1 {
		return verbale.Excerpt{}, fmt.Errorf("the anchor has %d pairs of braces; it needs one", len(a.marks))
	}
	excerpts, err := a.resolve(text)
	if err != nil {
		return verbale.Excerpt{}, err
	}
	return excerpts[0], nil
}

func sortExcerpts(list []verbale.Excerpt) {
	slices.SortFunc(list, func(a, b verbale.Excerpt) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}

// shorten keeps a message on one line.
func shorten(words string) string {
	const most = 60
	runes := []rune(words)
	if len(runes) <= most {
		return words
	}
	return string(runes[:most]) + "…"
}
