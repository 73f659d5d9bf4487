package evaluation_test

import (
	"math"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
)

func TestReadKinds(t *testing.T) {
	t.Parallel()
	rows, err := evaluation.ReadKinds(strings.NewReader("report\tcue\tcontent\tfirst\tsecond\na\t4-8\t9-12 20-30\tsay\tdemand\n"))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%v, %v", rows, err)
	}
	row := rows[0]
	if row.Report != "a" || row.First != "say" || row.Second != "demand" || row.Statement.Cue[0].End != 8 || row.Statement.Content[1].Start != 20 {
		t.Errorf("%+v", row)
	}
	for _, broken := range []string{"h\na\tb\n", "h\na\tx-2\t1-2\tsay\tsay\n", "h\na\t1-2\t1\tsay\tsay\n"} {
		if _, err := evaluation.ReadKinds(strings.NewReader(broken)); err == nil {
			t.Errorf("%q: no error", broken)
		}
	}
}

// TestKappa takes a table that can be worked out by hand: 20 both say yes, 15 both
// say no, 5 and 10 differ, so that 0.7 agree and 0.5 would by chance.
func TestKappa(t *testing.T) {
	t.Parallel()
	var l evaluation.Labels
	for pair, n := range map[[2]string]int{{"yes", "yes"}: 20, {"no", "no"}: 15, {"yes", "no"}: 5, {"no", "yes"}: 10} {
		for range n {
			l.Add(pair[0], pair[1])
		}
	}
	if l.N() != 50 || l.Same() != 35 || math.Abs(l.Kappa()-0.4) > 1e-9 {
		t.Errorf("n %d, same %d, kappa %f", l.N(), l.Same(), l.Kappa())
	}
}
