package evaluation_test

import (
	"fmt"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/timeml"
	"verbale.dev/verbale/lang"
)

func systemTimex(start, end int, kind verbale.TimeType, value string) verbale.TimeExpression {
	t := verbale.TimeExpression{Type: kind, Value: value}
	t.Span = lang.Span{Start: start, End: end}
	return t
}

func goldTimex(start, end int, kind, value string) timeml.Timex {
	return timeml.Timex{Span: lang.Span{Start: start, End: end}, Type: kind, Value: value}
}

func TestTimexScores(t *testing.T) {
	t.Parallel()
	document := &timeml.Document{Text: fmt.Sprintf("%50s", ""), Timexes: []timeml.Timex{
		goldTimex(0, 8, "DATE", "2022-02-03"),
		goldTimex(10, 20, "DATE", "2022-02"),
		goldTimex(22, 30, "DURATION", "P2W"),
		goldTimex(32, 32, "DATE", "2022"), // empty: not counted
		goldTimex(34, 40, "DATE", "2021"),
	}}
	answers := []verbale.TimeExpression{
		systemTimex(0, 8, verbale.Date, "2022-02-03"), // all right
		systemTimex(8, 9, verbale.Date, "2022"),       // not in gold
		systemTimex(12, 14, verbale.Date, "2022-02"),  // overlaps; gold is paired once
		systemTimex(15, 20, verbale.Date, "2022-03"),  // overlaps the same
		systemTimex(22, 30, verbale.Date, "P2W"),      // another type
	}
	pairs := evaluation.PairTimexes(document, answers)
	scores := evaluation.ScoreTimexes(pairs)
	want := evaluation.TimexScores{
		Strict:  evaluation.Score{Gold: 4, System: 5, Correct: 2},
		Relaxed: evaluation.Score{Gold: 4, System: 5, Correct: 3},
		Type:    evaluation.Score{Gold: 4, System: 5, Correct: 2},
		Value:   evaluation.Score{Gold: 4, System: 5, Correct: 3},
	}
	if scores != want {
		t.Errorf("scores %+v, want %+v", scores, want)
	}
	if len(pairs) != 6 {
		t.Errorf("%d pairs, want four of gold and two that stand alone", len(pairs))
	}
}

// TestValueF1IsThatOfTheOfficialScorer: the share of right values among the
// relaxed matches, times the relaxed F1.
func TestValueF1IsThatOfTheOfficialScorer(t *testing.T) {
	t.Parallel()
	relaxed := evaluation.Score{Gold: 40, System: 50, Correct: 30}
	value := evaluation.Score{Gold: 40, System: 50, Correct: 24}
	official := float64(value.Correct) / float64(relaxed.Correct) * relaxed.F1()
	if difference := value.F1() - official; difference > 1e-9 || difference < -1e-9 {
		t.Errorf("value F1 is %f, want %f", value.F1(), official)
	}
}
