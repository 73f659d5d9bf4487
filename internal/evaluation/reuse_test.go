package evaluation_test

import (
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestScoreReuse(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"a": "one two three four five six", "b": "one two three four five six", "c": "one two"}
	span := func(start, end int) lang.Span { return lang.Span{Start: start, End: end} }
	golden := []evaluation.ReusedPair{{DocumentA: "a", DocumentB: "b", A: span(0, 13), B: span(0, 13), Origin: "a"}}
	system := []evaluation.ReusedPair{
		{DocumentA: "b", DocumentB: "a", A: span(4, 13), B: span(4, 13), Origin: "b"},
		{DocumentA: "a", DocumentB: "c", A: span(0, 7), B: span(0, 7)},
	}
	s := evaluation.ScoreReuse(golden, system, texts)
	if s.Found.Correct != 1 || s.Found.Gold != 1 || s.Found.System != 2 || s.Wrong != 1 || s.Directions != 1 || s.Right != 0 || s.Other != 1 {
		t.Errorf("%+v", s)
	}
}
