package evaluation

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/timeml"
)

// TimexScores says how well time expressions agree with a gold standard in
// TimeML, in the measures of TempEval-3 (UzZaman et al., 2013, task A).
//
// An expression of gold is found strictly where one of the system has its
// extent, and relaxed where one overlaps it. Type and value count as correct
// where they equal those of gold on a relaxed match; their F1 is, as in the
// official scorer, the share of correct ones among the relaxed matches times
// the relaxed F1. The document's creation time is not counted, nor are tags
// without text.
type TimexScores struct {
	Strict, Relaxed, Type, Value Score
}

// TimexMeasure is one line of TimexScores.
type TimexMeasure struct {
	Name  string
	Score Score
}

// Measures lists the scores with their names.
func (s *TimexScores) Measures() []TimexMeasure {
	return []TimexMeasure{{"strict", s.Strict}, {"relaxed", s.Relaxed}, {"type", s.Type}, {"value", s.Value}}
}

// Add adds the counts of t.
func (s *TimexScores) Add(t TimexScores) {
	s.Strict.Add(t.Strict)
	s.Relaxed.Add(t.Relaxed)
	s.Type.Add(t.Type)
	s.Value.Add(t.Value)
}

// TimexPair is an expression of gold and the one of the system that overlaps
// it; either is nil where the other stands alone.
type TimexPair struct {
	Gold   *timeml.Timex
	System *verbale.TimeExpression
}

// Strict reports whether both have the same extent.
func (p TimexPair) Strict() bool { return p.Relaxed() && p.Gold.Span == p.System.Span }

// Relaxed reports whether there are both.
func (p TimexPair) Relaxed() bool { return p.Gold != nil && p.System != nil }

// SameType reports whether there are both, of one type.
func (p TimexPair) SameType() bool { return p.Relaxed() && p.Gold.Type == string(p.System.Type) }

// SameValue reports whether there are both, with one value.
func (p TimexPair) SameValue() bool { return p.Relaxed() && p.Gold.Value == p.System.Value }

// PairTimexes pairs the expressions of gold with those of the system, each at
// most once: those of the same extent first, then in the order of the text. The
// result is in the order of the text, but for what the system has in addition,
// which stands where its neighbours do. System must be in order.
func PairTimexes(gold *timeml.Document, system []verbale.TimeExpression) []TimexPair {
	partner := make([]int, len(gold.Timexes)) // of each of gold: its index in system plus one
	taken := make([]bool, len(system))
	for _, exact := range []bool{true, false} {
		first := 0
		for g := range gold.Timexes {
			t := gold.Timexes[g]
			if t.Len() == 0 || partner[g] != 0 {
				continue
			}
			for first < len(system) && system[first].End <= t.Start {
				first++
			}
			for s := first; s < len(system) && system[s].Start < t.End; s++ {
				if !taken[s] && system[s].Overlaps(t.Span) && (!exact || system[s].Span == t.Span) {
					partner[g], taken[s] = s+1, true
					break
				}
			}
		}
	}
	var pairs []TimexPair
	next := 0
	alone := func(before int) {
		for next < len(system) && system[next].Start < before {
			if !taken[next] {
				pairs = append(pairs, TimexPair{System: &system[next]})
			}
			next++
		}
	}
	for g := range gold.Timexes {
		t := &gold.Timexes[g]
		if t.Len() == 0 {
			continue
		}
		alone(t.Start)
		pair := TimexPair{Gold: t}
		if partner[g] != 0 {
			pair.System = &system[partner[g]-1]
		}
		pairs = append(pairs, pair)
	}
	alone(len(gold.Text) + 1)
	return pairs
}

// ScoreTimexes counts pairs.
func ScoreTimexes(pairs []TimexPair) TimexScores {
	var s TimexScores
	var all Score
	for _, p := range pairs {
		if p.Gold != nil {
			all.Gold++
		}
		if p.System != nil {
			all.System++
		}
	}
	s = TimexScores{all, all, all, all}
	for _, p := range pairs {
		s.Strict.Correct += count(p.Strict())
		s.Relaxed.Correct += count(p.Relaxed())
		s.Type.Correct += count(p.SameType())
		s.Value.Correct += count(p.SameValue())
	}
	return s
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
