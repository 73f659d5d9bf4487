package page_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestPage checks on any text that paragraphs and sentences divide the tokens, that
// every subtree holds its token, and that a token within a quotation knows it.
func TestPage(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	word := rapid.SampledFrom([]string{"The ferry", "left", "“", "”", "late", ".", "\n", "\n\n", "and", "Ida Brandt", "wrote", ",", "\x80", " "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 40).Draw(t, "words"), " ")
		p := page.New(analyzer.Analyze(text), nil)
		next := 0
		for k, run := range p.Paragraphs() {
			if run.First != next || run.Len() == 0 {
				t.Fatalf("paragraph %d begins at token %d and not at %d in %q", k, run.First, next, text)
			}
			for i := run.First; i < run.Last; i++ {
				if p.Paragraph(i) != k {
					t.Fatalf("token %d is in paragraph %d and not in %d in %q", i, p.Paragraph(i), k, text)
				}
			}
			next = run.Last
		}
		if next != len(p.Doc.Tokens) {
			t.Fatalf("paragraphs end at token %d of %d in %q", next, len(p.Doc.Tokens), text)
		}
		for i, token := range p.Doc.Tokens {
			if s := p.Doc.Sentences[p.Sentence(i)]; i < s.First || i >= s.Last {
				t.Fatalf("token %d is not in its sentence in %q", i, text)
			}
			if run := p.Subtree(i); !run.Holds(i) || p.Head(i) != token.Head || (p.Depth(i) == 0) != (token.Head < 0) {
				t.Fatalf("token %d has the subtree %v, head %d and depth %d in %q", i, run, p.Head(i), p.Depth(i), text)
			}
			if head := token.Head; head >= 0 && !p.Subtree(head).Contains(p.Subtree(i)) {
				t.Fatalf("the subtree of token %d does not hold that of %d in %q", head, i, text)
			}
			q := p.Quoted(i)
			for k, quotation := range p.Quotations() {
				if quotation.Holds(i) != (k == q) {
					t.Fatalf("token %d says that quotation %d holds it in %q", i, q, text)
				}
			}
		}
		if p.Lower(-1) != "" || p.Lower(len(p.Doc.Tokens)) != "" {
			t.Fatal("a word outside the report")
		}
	})
}

// TestLower checks that words are lowered as a whole.
func TestLower(t *testing.T) {
	t.Parallel()
	p := page.New(lang.NewAnalyzer().Analyze("ÉMILE Wrote."), nil)
	if got := p.Lower(0) + " " + p.Lower(1); got != "émile wrote" {
		t.Errorf("got %q", got)
	}
}

// TestWrappedLine checks that a line that goes on in a small letter begins no
// paragraph where the line before did not end.
func TestWrappedLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"The ferry to\n\nthe island left late.":  1,
		"The ferry left.\n\nthe island was far.": 2,
		"The ferry left\n\nThe island was far.":  2,
	} {
		if got := len(page.New(lang.NewAnalyzer().Analyze(text), nil).Paragraphs()); got != want {
			t.Errorf("%q has %d paragraphs, not %d", text, got, want)
		}
	}
}
