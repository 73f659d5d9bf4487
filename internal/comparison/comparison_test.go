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
