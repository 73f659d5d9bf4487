package position_test

import (
	"slices"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/position"
	"verbale.dev/verbale/lang"
)

func at(document, text string) []verbale.Located {
	return []verbale.Located{{Document: document, Version: "v", Excerpt: verbale.Excerpt{Span: lang.Span{End: len(text)}, Text: text}}}
}

// TestOf keeps the last own word of each side, and says that it is another than before.
func TestOf(t *testing.T) {
	t.Parallel()
	norland, dole := verbale.ActorRef{ID: "norland", Name: "Norland"}, verbale.ActorRef{ID: "dole", Name: "Dole"}
	early, late := "1931-05-01", "1931-05-09"
	r := &verbale.Request{ID: "r", Kind: verbale.RequestDemand, What: at("one", "a lower toll"), Answers: []verbale.Answer{
		{By: []verbale.ActorRef{dole}, On: &late, How: verbale.Meets, Account: verbale.Own, Evidence: at("two", "we shall lower it")},
		{By: []verbale.ActorRef{dole}, On: &early, How: verbale.Refuses, Account: verbale.Own, Evidence: at("one", "we shall not")},
		{By: []verbale.ActorRef{dole}, On: &late, How: verbale.PassesOver, Account: verbale.Ascribed, Evidence: at("two", "Sudland is silent")},
	}, Named: []verbale.Naming{{By: []verbale.ActorRef{norland}, Account: verbale.Own, Evidence: at("one", "a lower toll")}}}
	stands := position.OfRequests([]*verbale.Request{r}, func(string) *string { return &early })
	side := func(by verbale.ActorRef) verbale.ActorRef {
		if by.ID == "dole" {
			return verbale.ActorRef{ID: "sudland", Name: "Sudland"}
		}
		return by
	}
	for range 2 {
		rows := position.Of(stands, side)
		if len(rows) != 2 || rows[0].Side.ID != "norland" || rows[0].Kind != "demands" {
			t.Fatalf("%+v", rows)
		}
		if p := rows[1]; p.Kind != "meets" || p.Before != 1 || !slices.Equal(p.Differs, []string{"kind"}) || p.By.ID != "dole" || p.Topic.Name != "a lower toll" {
			t.Errorf("%+v", p)
		}
		slices.Reverse(stands)
	}
}
