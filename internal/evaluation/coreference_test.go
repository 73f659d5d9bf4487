package evaluation_test

import (
	"math"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
)

// TestCoreference checks the measures on the example by which B³ was introduced
// (Bagga and Baldwin 1998): two chains of five and one of two, joined in part.
func TestCoreference(t *testing.T) {
	t.Parallel()
	gold := evaluation.Clusters{{"1", "2", "3", "4", "5"}, {"6", "7"}, {"8", "9", "A", "B", "C"}}
	joined := evaluation.Clusters{{"1", "2", "3", "4", "5"}, {"6", "7", "8", "9", "A", "B", "C"}}
	var c evaluation.Coreference
	c.Add(gold, joined)
	if p := c.MUC.RightOfSystem / c.MUC.System; math.Abs(p-0.9) > 1e-9 {
		t.Errorf("MUC precision %f, want 0.9", p)
	}
	if p := c.BCubed.RightOfSystem / c.BCubed.System; math.Abs(p-0.762) > 1e-3 {
		t.Errorf("B³ precision %f, want 0.762", p)
	}
	var same evaluation.Coreference
	same.Add(gold, gold)
	if math.Abs(same.Average()-100) > 1e-9 {
		t.Errorf("gold against itself is %f", same.Average())
	}
	mentions, found, right := evaluation.Tied(gold, joined, func(string) bool { return true })
	if mentions != 12 || found != 12 || right != 10 {
		t.Errorf("tied %d of %d of %d", right, found, mentions)
	}
}
