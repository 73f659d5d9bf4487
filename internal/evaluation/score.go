// Package evaluation answers how well what Verbale reads agrees with what
// people annotated: gold against rows, one file a measure. Gold and answers go
// in, counts come out; a [Score] turns counts into precision, recall and F1.
// Nothing is written and nothing decides by these figures but tests.
package evaluation

// Score counts what gold has, what the system has, and what agrees.
type Score struct {
	Gold, System, Correct int
}

// Add adds the counts of t.
func (s *Score) Add(t Score) {
	s.Gold += t.Gold
	s.System += t.System
	s.Correct += t.Correct
}

// Precision is the share of the system's items that agree, in per cent; 0 where
// there are none.
func (s Score) Precision() float64 { return share(s.Correct, s.System) }

// Recall is the share of gold's items that agree, in per cent; 0 where there are
// none.
func (s Score) Recall() float64 { return share(s.Correct, s.Gold) }

// F1 is the harmonic mean of precision and recall, in per cent.
func (s Score) F1() float64 { return share(2*s.Correct, s.Gold+s.System) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}
