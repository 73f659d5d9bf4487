package warc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// converted is the text of a page as somebody took it out of the page before (WET): a
// line a block of the page, navigation and all.
type converted struct {
	text   string
	layout []verbale.Part
}

// Bounds of what counts as prose, and as an article: some ten words to a line, some
// seventy words in all, as of a page that does not say what it is.
const (
	leastLine    = 60  // bytes
	leastArticle = 350 // bytes
)

// convert takes a text for an article if most of it is prose; nil where it is none. What
// stands before its first line of prose and after its last one, but for the title, is
// around the article: it is kept and not read.
func convert(raw []byte) *converted {
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return nil
	}
	c := &converted{text: string(raw)}
	first, last, prose, whole, at := -1, -1, 0, 0, 0
	var title lang.Span
	for line := range strings.Lines(c.text) {
		words := strings.TrimSpace(line)
		start := at + strings.Index(line, words)
		at += len(line)
		whole += len(words)
		if title.Len() == 0 && words != "" {
			title = lang.Span{Start: start, End: start + len(words)}
		}
		if !isProse(words) {
			continue
		}
		prose += len(words)
		if first < 0 {
			first = start
		}
		last = start + len(words)
	}
	if prose < leastArticle || 2*prose < whole {
		return nil
	}
	around := func(start, end int) {
		if strings.TrimSpace(c.text[start:end]) != "" {
			c.layout = append(c.layout, verbale.Part{Span: lang.Span{Start: start, End: end}})
		}
	}
	if title.Start < first {
		c.layout = append(c.layout, verbale.Part{Span: title, Kind: verbale.Title})
		around(title.End, first)
	}
	around(last, len(c.text))
	return c
}

// isProse reports whether a line is a sentence or more of them.
func isProse(line string) bool {
	if len(line) < leastLine {
		return false
	}
	line = strings.TrimRight(line, `"')”’»`)
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "!") || strings.HasSuffix(line, "?")
}

func (c *converted) report(r *record) intake.Report {
	var b intake.MapBuilder
	b.Copy(c.text, 0)
	rep := intake.Report{ID: r.address(), Text: c.text, Map: b.Map(), Layout: c.layout}
	if r.address() != "" {
		rep.Facts = append(rep.Facts, verbale.Fact{Field: intake.FieldURI, Value: r.address(), Origin: verbale.FromRecord.At("WARC-Target-URI")})
	}
	return rep
}
