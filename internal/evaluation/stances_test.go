package evaluation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestReadStances(t *testing.T) {
	t.Parallel()
	const good = `{"text":"x","sha256":"00","sentence":[0,40],"stances":[{"actors":[[0,6]],"stance":"asks","point":[10,20]}]}`
	all, err := evaluation.ReadStances(strings.NewReader(good))
	if err != nil || len(all) != 1 || all[0].Stances[0].Point != (lang.Span{Start: 10, End: 20}) {
		t.Errorf("%+v, %v", all, err)
	}
	for _, bad := range []string{
		"", "{", strings.Replace(good, "asks", "hopes", 1), strings.Replace(good, "[10,20]", "[10,41]", 1), strings.Replace(good, "[0,6]", "[6,6]", 1),
	} {
		if _, err := evaluation.ReadStances(strings.NewReader(bad)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

func TestStanceScores(t *testing.T) {
	t.Parallel()
	const text = "LENZIA, supported by SUDLAND, proposed closing the port at night."
	span := func(words string) lang.Span {
		at := strings.Index(text, words)
		return lang.Span{Start: at, End: at + len(words)}
	}
	point := span("closing the port at night")
	gold := evaluation.StanceSentence{Sentence: lang.Span{End: len(text)}, Stances: []evaluation.GoldStance{
		{Actors: []lang.Span{span("LENZIA")}, Stance: "proposes", Point: point},
		{Actors: []lang.Span{span("SUDLAND")}, Stance: "supports", Point: point},
	}}
	var s evaluation.StanceScores
	s.Add(text, gold, []evaluation.TakenStance{
		{Actor: "Sudland", Stance: "opposes", Point: []lang.Span{span("closing the port")}},
		{Actor: "Lenzia", Stance: "proposes", Point: []lang.Span{point}},
		{Actor: "Lenzia", Stance: "asks", Point: []lang.Span{span("at night")}},
	})
	if s.Points != (evaluation.Score{Gold: 2, System: 3, Correct: 2}) || s.Actors.Correct != 2 || s.Triples.Correct != 1 {
		t.Errorf("%+v", s)
	}
	if s.Stances["proposes"] != (evaluation.Score{Gold: 1, System: 1, Correct: 1}) || s.Stances["supports"] != (evaluation.Score{Gold: 1}) {
		t.Errorf("%+v", s.Stances)
	}
}
