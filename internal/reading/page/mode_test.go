package page_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestMode checks how much of a content is quoted. A content stands in [ ], a cue in
// { }; neither is part of the text.
func TestMode(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		mode  verbale.Mode
		apart string
	}{
		{`[“We sail at noon,”] the pilot {said}.`, verbale.Direct, ""},
		{`The pilot {said} [that they would “sail at noon” or never].`, verbale.Mixed, ""},
		{`The pilot {said} [that the “harbour” was shut].`, verbale.Indirect, "“harbour”"},
		{`The pilot {said} [that the harbour was shut].`, verbale.Indirect, ""},
		{`[‘Noon’], the pilot {said}.`, verbale.Direct, ""},
		{`[“The ‘old harbour’ is shut,”] the pilot {said}.`, verbale.Direct, "‘old harbour’"},
		{`“The mate {says} [that the harbour is shut],” the pilot wrote.`, verbale.Indirect, ""},
		{`“The mate {says} [‘all is well’],” the pilot wrote.`, verbale.Direct, ""},
	} {
		var at [4]int
		text := test.text
		for i, bracket := range []string{"[", "]", "{", "}"} {
			at[i] = strings.Index(test.text, bracket)
			text = strings.Replace(text, bracket, "", 1)
			for _, other := range []string{"[", "]", "{", "}"} {
				if k := strings.Index(test.text, other); k < strings.Index(test.text, bracket) {
					at[i]--
				}
			}
		}
		excerpt := func(start, end int) []verbale.Excerpt {
			span := lang.Span{Start: start, End: end}
			return []verbale.Excerpt{{Span: span, Text: span.Text(text)}}
		}
		p := page.New(lang.Tokenize(text), nil)
		content, cue := p.Runs(excerpt(at[0], at[1])), p.Runs(excerpt(at[2], at[3]))
		mode, runs := p.Mode(content, cue[0].First)
		var apart []string
		for _, e := range p.Excerpts(runs) {
			apart = append(apart, e.Text)
		}
		if mode != test.mode || strings.Join(apart, "; ") != test.apart {
			t.Errorf("%s is %s with %q set apart, not %s with %q", test.text, mode, apart, test.mode, test.apart)
		}
	}
}

// TestExcerptsStopAtLines checks that words over a line break are two excerpts and
// one run.
func TestExcerptsStopAtLines(t *testing.T) {
	t.Parallel()
	p := page.New(lang.Tokenize("the ferry to\nthe island"), nil)
	excerpts := p.Excerpts([]page.Run{{First: 0, Last: 5}, {First: 2, Last: 2}})
	if len(excerpts) != 2 || excerpts[0].Text != "the ferry to" || excerpts[1].Text != "the island" {
		t.Errorf("got %v", excerpts)
	}
	if runs := p.Runs(excerpts); len(runs) != 1 || runs[0] != (page.Run{First: 0, Last: 5}) {
		t.Errorf("got %v", runs)
	}
}
