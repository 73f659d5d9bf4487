package page_test

import (
	"testing"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestNamesakes holds words that are verbs or modals elsewhere: those in brackets are
// names, the others are not.
func TestNamesakes(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for _, test := range []struct {
		text, word string
		names      []bool // of each place of the word
	}{
		{"Theresa May met Per Holm. “It is late,” May told him. May also promised help.", "May", []bool{true, true, true}},
		{"Theresa May left in May. She may return. May left.", "May", []bool{true, false, true}},
		{"Editor Can Dundar met Holm. Can said it was late. Can Holm sing?", "Can", []bool{true, true, false}},
		{"The envoy Mohamed Said met Holm. “We sign,” Said said. “It is noon,” added Said.", "Said", []bool{true, true, true}},
		{"Ada Will met Holm. Will said so. Will Holm sing?", "Will", []bool{true, true, false}},
		{"Will Holm sing? He will. Said a friend: he sings.", "Will", []bool{false}},
		{"Holm Will Meet Tarn In Port Hald. Will said no.", "Will", []bool{false, false}},
	} {
		p := page.New(analyzer.Analyze(test.text), nil)
		k := 0
		for i, token := range p.Doc.Tokens {
			if p.Doc.Form(i) != test.word {
				continue
			}
			if got := token.UPOS == "PROPN" && p.Lower(i) == test.word; k < len(test.names) && got != test.names[k] {
				t.Errorf("%q in %q, place %d: a name: %v (%s)", test.word, test.text, k, got, token.UPOS)
			}
			k++
		}
		for s := range p.Doc.Sentences {
			roots := 0
			for i := p.Doc.Sentences[s].First; i < p.Doc.Sentences[s].Last; i++ {
				if p.Doc.Tokens[i].Head < 0 {
					roots++
				}
				if p.Depth(i) >= 60 {
					t.Errorf("%q: a circle in the tree", test.text)
				}
			}
			if roots != 1 || p.Doc.Tokens[p.Doc.Sentences[s].Root].Head >= 0 {
				t.Errorf("%q: sentence %d has %d roots", test.text, s, roots)
			}
		}
	}
}
