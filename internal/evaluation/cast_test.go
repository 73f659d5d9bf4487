package evaluation_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/lang"
)

func TestCast(t *testing.T) {
	t.Parallel()
	const text = "Anna Berg met Carl Dorn. She told him that Berg was late. Dorn left."
	at := func(from, to int) verbale.Excerpt {
		return verbale.Excerpt{Span: lang.Span{Start: from, End: to}, Text: text[from:to]}
	}
	report := &gold.Report{Text: text, Mentions: []gold.Mention{
		{Actor: "anna", Excerpt: at(0, 9)},   // Anna Berg
		{Actor: "carl", Excerpt: at(14, 23)}, // Carl Dorn
		{Actor: "anna", Excerpt: at(25, 28)}, // She
		{Actor: "carl", Excerpt: at(34, 37)}, // him
		{Actor: "anna", Excerpt: at(43, 47)}, // Berg
		{Actor: "carl", Excerpt: at(58, 62)}, // Dorn
	}}
	system := []verbale.Mention{
		{Excerpt: at(0, 9), Chain: 0},
		{Excerpt: at(19, 23), Chain: 1},  // Dorn of Carl Dorn: less than half
		{Excerpt: at(25, 28), Chain: 0},  // right
		{Excerpt: at(34, 37), Chain: 0},  // carl merged into anna
		{Excerpt: at(43, 47), Chain: 2},  // anna split
		{Excerpt: at(58, 62), Chain: 1},  // right
		{Excerpt: at(63, 67), Chain: -1}, // not in gold
	}
	cast, s := evaluation.Actors([]evaluation.MentionedReport{{Gold: report, System: system, Actors: []string{"A", "D", "B"}}})
	if s.Mentions != 6 || s.Found != 5 || s.Right != 3 || s.Split != 2 || s.Merged != 1 {
		t.Errorf("scores %+v", s)
	}
	if id, _ := cast.Gold("D"); id != "carl" {
		t.Errorf("D is cast for %q", id)
	}
	if id, ok := cast.Gold("B"); ok {
		t.Errorf("B is cast for %q, though anna is taken", id)
	}
	var says []string
	for _, m := range evaluation.Miscast(cast, evaluation.MentionedReport{Gold: report, System: system, Actors: []string{"A", "D", "B"}}) {
		says = append(says, m.Gold.Text+": "+m.Says())
	}
	want := []string{"Carl Dorn: no mention", "him: anna", "Berg: another actor"}
	if len(says) != len(want) {
		t.Fatalf("miscast %q, want %q", says, want)
	}
	for i := range want {
		if says[i] != want[i] {
			t.Errorf("miscast %q, want %q", says[i], want[i])
		}
	}
	forms := map[verbale.MentionForm]int{}
	for _, f := range s.Forms {
		forms[f.Form] = f.Mentions
	}
	if forms[verbale.Named] != 4 || forms[verbale.Pronominal] != 2 {
		t.Errorf("forms %v", forms)
	}
}
