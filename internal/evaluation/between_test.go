package evaluation

import (
	"testing"

	"verbale.dev/verbale/lang"
)

// TestScoreLayer compares two annotations of one report by hand.
func TestScoreLayer(t *testing.T) {
	texts := map[string]string{"a.txt": "Lenzia wants the port opened. Dole refused it. Rank will wait until May."}
	row := func(start, end int, borderline bool, fields map[string]string) LayerRow {
		return LayerRow{Worded{Words: []ReportSpan{{"a.txt", lang.Span{Start: start, End: end}}}, Borderline: borderline}, fields}
	}
	elsewhere := LayerRow{Worded: Worded{Words: []ReportSpan{{"b.txt", lang.Span{Start: 0, End: 9}}}}}
	first := []LayerRow{
		row(13, 28, false, map[string]string{"by": "lenzia", "due": ""}),
		row(30, 45, false, map[string]string{"by": "dole", "due": ""}),
		elsewhere,
	}
	second := []LayerRow{
		row(17, 28, false, map[string]string{"by": "lenzia", "due": "soon"}),
		row(47, 71, false, nil),
		row(30, 34, true, map[string]string{"by": "rank"}),
	}
	s := ScoreLayer(texts, first, second)
	if want := (Score{Gold: 1, System: 2, Correct: 1}); s.Found != want {
		t.Errorf("found %+v, want %+v", s.Found, want)
	}
	if want := (Score{Gold: 1, System: 1, Correct: 1}); s.Fields["by"] != want {
		t.Errorf("by %+v, want %+v", s.Fields["by"], want)
	}
	if want := (Score{System: 1}); s.Fields["due"] != want {
		t.Errorf("due %+v, want %+v", s.Fields["due"], want)
	}
}

// TestPairWorded finds a row at one of the places that tell it, however many there are,
// and counts the other rows that are pieces of it.
func TestPairWorded(t *testing.T) {
	texts := map[string]string{"a.txt": "Dole will close the port on Friday, he said.", "b.txt": "The port, Dole vowed, shuts on Friday at the latest, come what may."}
	at := func(report string, start, end int) ReportSpan {
		return ReportSpan{report, lang.Span{Start: start, End: end}}
	}
	gold := []Worded{{Words: []ReportSpan{at("a.txt", 5, 24), at("b.txt", 23, 38)}}}
	system := []Worded{
		{Words: []ReportSpan{at("a.txt", 0, 34)}},  // seven words, of which four are gold's
		{Words: []ReportSpan{at("b.txt", 23, 66)}}, // nine words, of which three are gold's
		{Words: []ReportSpan{at("b.txt", 0, 8)}},
	}
	paired := PairWorded(texts, gold, system)
	if len(paired) != 1 || paired[0] != 0 {
		t.Fatalf("paired %v, want the first", paired)
	}
	if n := Pieces(texts, gold, system, paired); n != 1 {
		t.Errorf("%d pieces, want 1", n)
	}
}
