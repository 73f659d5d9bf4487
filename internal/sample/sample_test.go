package sample_test

import (
	"fmt"
	"slices"
	"testing"

	"verbale.dev/verbale/internal/sample"
)

func TestOrderChangesNoDraw(t *testing.T) {
	t.Parallel()
	draw := func(seed uint64, order []int) []int {
		c := sample.Choice[int]{N: 20, Seed: seed}
		for _, i := range order {
			c.Offer(fmt.Sprint("s-", i), i)
		}
		return c.Rows()
	}
	var order []int
	for i := range 1000 {
		order = append(order, i)
	}
	first := draw(1, order)
	slices.Reverse(order)
	if again := draw(1, order); len(first) != 20 || !slices.Equal(first, again) {
		t.Errorf("%v, and the other way round %v", first, again)
	}
	if other := draw(2, order); slices.Equal(first, other) {
		t.Errorf("seeds 1 and 2 draw the same: %v", other)
	}
	if few := draw(1, order[:5]); len(few) != 5 {
		t.Errorf("of five rows %d are drawn", len(few))
	}
	if none := (&sample.Choice[int]{}).Rows(); len(none) != 0 {
		t.Errorf("a choice of none draws %v", none)
	}
}

// TestEveryRowIsAsLikely draws 50 of 100 with 400 seeds; each is to be drawn about
// half of the times.
func TestEveryRowIsAsLikely(t *testing.T) {
	t.Parallel()
	times := make([]int, 100)
	for seed := range uint64(400) {
		c := sample.Choice[int]{N: 50, Seed: seed}
		for i := range times {
			c.Offer(fmt.Sprint(i), i)
		}
		for _, i := range c.Rows() {
			times[i]++
		}
	}
	if low, high := slices.Min(times), slices.Max(times); low < 150 || high > 250 {
		t.Errorf("rows are drawn %d to %d times of 400", low, high)
	}
}

func TestScore(t *testing.T) {
	t.Parallel()
	got := ""
	for _, l := range sample.Score([]sample.Marked{
		{ID: "1", Class: "say", Confidence: 950, Row: sample.Right, Fields: map[string]sample.Verdict{"speaker": sample.Wrong, "kind": sample.Unread}},
		{ID: "2", Class: "say", Confidence: 1000, Row: sample.Right, Fields: map[string]sample.Verdict{"speaker": sample.Right, "kind": sample.Right}},
		{ID: "3", Class: "deny", Confidence: 420, Row: sample.Wrong, Fields: map[string]sample.Verdict{"speaker": sample.Wrong}},
		{ID: "4", Class: "deny", Confidence: 420},
	}) {
		got += fmt.Sprintf("%s %d/%d %d [%d %d]\n", l.Of, l.Right, l.N, l.Share, l.Low, l.High)
	}
	// The intervals were worked out apart from this code.
	want := `rows 2/3 667 [208 939]
kind 2/2 1000 [342 1000]
speaker 1/2 500 [95 905]
of deny 0/1 0 [0 793]
of say 2/2 1000 [342 1000]
confidence 1000 to 1000 1/1 1000 [207 1000]
confidence 900 to 999 1/1 1000 [207 1000]
confidence 400 to 499 0/1 0 [0 793]
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	missed := sample.Score([]sample.Marked{{Found: 2}, {Found: 1, Missed: 1}, {}})
	if len(missed) != 1 || missed[0].N != 4 || missed[0].Right != 3 {
		t.Errorf("of sentences: %v", missed)
	}
}

func TestParseVerdict(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]sample.Verdict{"y": sample.Right, " YES ": sample.Right, "0": sample.Wrong, "?": sample.Unread, "": sample.Unread} {
		if got, err := sample.ParseVerdict(cell); got != want || err != nil {
			t.Errorf("%q is %v, %v", cell, got, err)
		}
	}
	if _, err := sample.ParseVerdict("perhaps"); err == nil {
		t.Error("perhaps is a mark")
	}
}
