package evaluation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestPairEvents(t *testing.T) {
	t.Parallel()
	const text = "On Monday Brook handed the reply to Hale. They met in Porto. It rained, and the treaty was signed."
	told := func(words, kind, factuality, on string) evaluation.ToldEvent {
		at := strings.Index(text, words)
		return evaluation.ToldEvent{Evidence: lang.Span{Start: at, End: at + len(words)}, Type: kind, Factuality: factuality, On: on}
	}
	border := told("It rained", "other", "happened", "")
	border.Borderline = true
	pairs := evaluation.PairEvents(text,
		[]evaluation.ToldEvent{told("Brook handed the reply to Hale", "transfer", "happened", "1931-05-04"), told("They met in Porto", "meeting", "happened", ""), border},
		[]evaluation.ToldEvent{told("On Monday Brook handed the reply", "transfer", "planned", "1931-05-04"), told("It rained", "other", "happened", ""),
			told("the treaty was signed", "signing", "happened", "")})
	var s evaluation.EventScores
	s.Add(pairs)
	if s.Found.Gold != 2 || s.Found.System != 2 || s.Found.Correct != 1 || s.Type.Correct != 1 || s.Factuality.Correct != 0 || s.Days.Correct != 1 {
		t.Errorf("%+v", s)
	}
}
