package intake

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// repairer is the extractor of a text that was mended.
const repairer = "repair/1"

// repair mends a text that was decoded twice or holds HTML that was not decoded, and
// gives the map to what it was; "" where nothing is wrong with it. Characters are
// those that they were before, entities those that they name, tags of paragraphs and
// breaks are line breaks, and other tags are left out. It is linear.
func repair(text string) (mended string, to Map, told string) {
	twice, first := twiceDecoded(text)
	markup, tag := undecoded(text)
	if twice < leastGarbled && markup < leastGarbled {
		return "", nil, ""
	}
	switch {
	case twice < leastGarbled:
		told = fmt.Sprintf("it held HTML that was not decoded: %d places like %q, and is mended", markup, tag)
	case markup < leastGarbled:
		told = fmt.Sprintf("it was decoded twice: %d places like %q, and is mended", twice, first)
	default:
		told = fmt.Sprintf("it was decoded twice and held HTML that was not decoded: %d places like %q, %d like %q, and is mended", twice, first, markup, tag)
	}
	var b MapBuilder
	mend(&b, text, twice >= leastGarbled, markup >= leastGarbled)
	return b.String(), b.Map(), told
}

// mend adds a text to a map and mends it.
func mend(b *MapBuilder, text string, twice, markup bool) {
	kept := 0 // what is copied begins here
	for i := 0; i < len(text); {
		size, words := 1, ""
		changed := false
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			size, words = twiceAt(text[i:])
			changed = twice && words != ""
		case markup && (c == '&' || c == '<'):
			if n := markupAt(text[i:]); n > 0 {
				size, words, changed = n, meantBy(text[i:i+n]), true
			}
		}
		if !changed {
			i += size
			continue
		}
		b.Copy(text[kept:i], kept)
		if text[i] == '<' {
			b.Replace(words, i, i+size)
		} else {
			b.Decode(words, i, i+size)
		}
		i += size
		kept = i
	}
	b.Copy(text[kept:], kept)
}

// meantBy is what an entity or a tag stands for.
func meantBy(markup string) string {
	if markup[0] == '&' {
		if words := html.UnescapeString(markup); !strings.Contains(words, "\x00") {
			return words
		}
		return markup
	}
	switch strings.ToLower(strings.Trim(markup, "</> ")) {
	case "b", "i", "em", "strong", "span":
		return ""
	}
	return "\n"
}

// repair mends the text of a report, its values and what is told of stretches of it.
// It returns what was wrong, "" for nothing.
func (rep *Report) repair() string {
	mended, to, told := repair(rep.Text)
	if told == "" {
		return ""
	}
	inner := rep.Map
	if inner == nil && rep.ByteBase > 0 {
		inner = Map{{0, len(rep.Text), rep.ByteBase, rep.ByteBase + len(rep.Text), Copied}}
	}
	rep.Text, rep.Map, rep.ByteBase = mended, to.Compose(inner), 0
	rep.Layout = slices.Clone(rep.Layout)
	for i := range rep.Layout {
		rep.Layout[i].Span = to.made(rep.Layout[i].Span)
	}
	rep.Layout = slices.DeleteFunc(rep.Layout, func(p verbale.Part) bool { return p.Len() <= 0 })
	rep.Facts = slices.Clone(rep.Facts)
	for i := range rep.Facts {
		f := &rep.Facts[i]
		var b MapBuilder
		mend(&b, f.Value, true, true)
		f.Value = b.String()
		if f.Span != nil {
			span := to.made(*f.Span)
			f.Span = &span
		}
	}
	return told
}

// made returns the stretch of the text that was made of a stretch of the source, where
// the runs are in the order of the source.
func (m Map) made(source lang.Span) lang.Span {
	at := func(place int) int {
		i, _ := slices.BinarySearchFunc(m, place, func(r Run, place int) int {
			if r.SourceEnd <= place {
				return -1
			}
			return 1
		})
		switch {
		case i == len(m):
			if i == 0 {
				return 0
			}
			return m[i-1].TextEnd
		case m[i].Kind == Copied:
			return m[i].Text + max(0, place-m[i].Source)
		}
		return m[i].Text
	}
	return lang.Span{Start: at(source.Start), End: max(at(source.Start), at(source.End))}
}
