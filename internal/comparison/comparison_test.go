package comparison_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/comparison"
	"verbale.dev/verbale/lang"
)

// rendered makes a statement of a text in which the content stands between braces.
func rendered(id, document string, mode verbale.Mode, text string) (*verbale.Statement, string) {
	s := &verbale.Statement{ID: id, Document: document, Version: "0123456789abcdef", Mode: mode}
	var plain strings.Builder
	start := 0
	for _, r := range text {
		switch r {
		case '{':
			start = plain.Len()
		case '}':
			s.Content = append(s.Content, verbale.Excerpt{Span: lang.Span{Start: start, End: plain.Len()}, Text: plain.String()[start:]})
		default:
			plain.WriteRune(r)
		}
	}
	return s, plain.String()
}

func TestOf(t *testing.T) {
	t.Parallel()
	a, textA := rendered("s-a", "one", verbale.Direct, `{"The sluice will stay shut,"} she said. {"No barge may pass the gate."}`)
	b, textB := rendered("s-b", "two", verbale.Indirect, `She said {that the sluice will not stay shut and no barge may pass}.`)
	for _, order := range [][]*verbale.Statement{{a, b}, {b, a}} {
		c := comparison.Of(&verbale.Utterance{ID: "u-a"}, order)
		if c.Base != "s-a" {
			t.Fatalf("compared with %s, which is not the fullest direct rendering", c.Base)
		}
		kinds := map[string]bool{}
		for _, d := range c.Differences {
			kinds[d.Type] = true
			for _, side := range []struct {
				at   *verbale.Located
				text string
			}{{d.A, textA}, {d.B, textB}} {
				if side.at != nil && side.text[side.at.Start:side.at.End] != side.at.Text {
					t.Errorf("%q is not what stands at %v", side.at.Text, side.at.Span)
				}
			}
		}
		if !kinds["negation"] {
			t.Errorf("the negation is not among %+v", c.Differences)
		}
	}
	if c := comparison.Of(&verbale.Utterance{}, nil); c.Base != "" || len(c.Differences) != 0 {
		t.Errorf("of nothing: %+v", c)
	}
}

// TestLay lays three reports of a briefing side by side: the same sentences in another
// order, one turned into its opposite, and words that one report alone has.
func TestLay(t *testing.T) {
	t.Parallel()
	a, _ := rendered("s-a", "one", verbale.Direct, `{"The upper sluice stays shut until the survey is signed. No barge may pass the lower gate. Ask the wardens of Arvik."}`)
	b1, _ := rendered("s-b", "two", verbale.Direct, `{"No barge may pass the lower gate,"} he said.`)
	b2, _ := rendered("s-c", "two", verbale.Direct, `                                              {"The upper sluice stays shut until the survey is signed,"} he said.`)
	c, _ := rendered("s-d", "three", verbale.Indirect, `He said {that the upper sluice does not stay shut until the survey is signed}. {"The harbour fair opens on Sunday."}`)
	all := []*verbale.Statement{a, b1, b2, c}
	want := comparison.Lay(all)
	if want.Base.Statements[0] != a || len(want.Columns) != 2 || len(want.Rows) != 4 {
		t.Fatalf("%d columns, %d rows", len(want.Columns), len(want.Rows))
	}
	if odd := want.Columns[0]; odd.Document != "three" || !odd.Odd {
		t.Errorf("the odd one is not first: %s", odd.Document)
	}
	two := 1
	if cell := want.Rows[1].Cells[two]; !cell.Agrees() || want.Rows[0].Cells[two].Moved == cell.Moved {
		t.Errorf("one of the two sentences has moved, and one is the same: %+v", want.Rows)
	}
	if last := want.Rows[3]; len(last.Base) != 0 || len(last.Cells[0].Words) != 1 {
		t.Errorf("what one report alone has is not last: %+v", last)
	}
	text := comparison.Text(comparison.Of(&verbale.Utterance{ID: "u-a", Tellings: 3}, all), all, func(name string) string { return name })
	for _, part := range []string{"(the odd one)", "(the same)", "{+does not stay+}(negation)", "independent: not known", "order 1"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	back := comparison.Lay([]*verbale.Statement{c, b2, b1, a})
	if got := comparison.Text(comparison.Of(&verbale.Utterance{}, []*verbale.Statement{c, b2, b1, a}), all, strings.ToUpper); back.Base.Statements[0] != a || got == "" {
		t.Error("the order of reports matters")
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	a, textA := rendered("s-a", "one", verbale.Direct, `The fair is over. {"The sluice stays shut,"} she said.`)
	b, textB := rendered("s-b", "one", verbale.Direct, `The fair is open. {"The sluice does not stay shut,"} she said. Bells rang.`)
	changes := comparison.Versions(
		&comparison.Version{Document: "one", Version: "a", Text: textA, Statements: []*verbale.Statement{a}},
		&comparison.Version{Document: "one", Version: "b", Text: textB, Statements: []*verbale.Statement{b}})
	if len(changes) < 3 || !changes[0].Quoted || changes[0].Type != "negation" || changes[len(changes)-1].Type != "added" {
		t.Errorf("%+v", changes)
	}
}
