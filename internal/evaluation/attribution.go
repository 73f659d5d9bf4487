package evaluation

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Component is one of the three parts of an attribution.
type Component int

// The components of an attribution, in the order of the tables.
const (
	SourceSpans Component = iota
	CueSpans
	ContentSpans
)

// Components lists the components.
var Components = []Component{SourceSpans, CueSpans, ContentSpans}

// String returns the component's name.
func (c Component) String() string { return [...]string{"source", "cue", "content"}[c] }

// Attribution is who said what as spans of a text: for each component its
// pieces, ascending.
type Attribution [3][]lang.Span

// OutermostAttributions turns statements into attributions. PolNeAR lets each
// token be part of one attribution only, the outer one, so that what is nested
// in another statement is left out, and so is what has no cue.
func OutermostAttributions(statements []verbale.Statement) []Attribution {
	var all []Attribution
	for i := range statements {
		s := &statements[i]
		if s.Parent != nil || len(s.Cue) == 0 {
			continue
		}
		var a Attribution
		for c, excerpts := range [][]verbale.Excerpt{s.Source, s.Cue, s.Content} {
			for _, e := range excerpts {
				a[c] = append(a[c], e.Span)
			}
		}
		all = append(all, a)
	}
	return all
}

// OverlapScore is the measure that CofeNet calls Jaccard: a gold span counts by
// the best overlap that the system has with it, a span of the system that
// overlaps no gold counts as nothing.
type OverlapScore struct {
	Sum   float64 // of the overlaps, each 0 to 1
	Spans int     // gold spans, and spans of the system that touch none
}

// Mean returns the mean overlap, in per cent.
func (s OverlapScore) Mean() float64 {
	if s.Spans == 0 {
		return 0
	}
	return 100 * s.Sum / float64(s.Spans)
}

// LinkedScore counts whole attributions on both sides, since one of the system
// can agree with several of gold.
type LinkedScore struct {
	Gold, Found    int // attributions of gold, and those that the system has
	System, Agreed int // attributions of the system, and those that gold has
}

// Precision returns the share of the system's attributions that gold has, in per cent.
func (s LinkedScore) Precision() float64 { return share(s.Agreed, s.System) }

// Recall returns the share of gold's attributions that the system has, in per cent.
func (s LinkedScore) Recall() float64 { return share(s.Found, s.Gold) }

// F1 is the harmonic mean of precision and recall, in per cent.
func (s LinkedScore) F1() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// AttributionScores says how well attributions agree with gold, in two ways.
//
// Exact, Begin and Overlap are those of CofeNet (Wang et al., COLING 2022), by
// component: a span is a run of tokens within one paragraph, the pieces of a
// discontinuous one count apart, and the components are independent of each
// other. Begin looks at the first token of a span alone.
//
// Linked are those of Citron: the cue overlaps; the cue overlaps and all pieces
// of the source agree; the cue overlaps and all pieces of the content agree;
// all three agree exactly.
type AttributionScores struct {
	Exact, Begin [3]Score
	Overlap      [3]OverlapScore
	Linked       [4]LinkedScore
}

// LinkedNames are the names of AttributionScores.Linked.
var LinkedNames = [4]string{"cue overlaps", "and source equal", "and content equal", "all equal"}

// Add adds the counts of t.
func (s *AttributionScores) Add(t AttributionScores) {
	for c := range s.Exact {
		s.Exact[c].Add(t.Exact[c])
		s.Begin[c].Add(t.Begin[c])
		s.Overlap[c].Sum += t.Overlap[c].Sum
		s.Overlap[c].Spans += t.Overlap[c].Spans
	}
	for i := range s.Linked {
		s.Linked[i].Gold += t.Linked[i].Gold
		s.Linked[i].Found += t.Linked[i].Found
		s.Linked[i].System += t.Linked[i].System
		s.Linked[i].Agreed += t.Linked[i].Agreed
	}
}

// Attributions compares the attributions of one text with gold. Spans are
// compared by the tokens of doc that they touch.
func Attributions(doc *lang.Document, gold, system []Attribution) AttributionScores {
	var scores AttributionScores
	runs := newRunner(doc)
	g, s := runs.attributions(gold), runs.attributions(system)
	for c := range Components {
		scores.component(c, distinct(g, c), distinct(s, c))
	}
	scores.link(g, s)
	return scores
}

// component scores one component, whose runs of tokens come in order.
func (s *AttributionScores) component(c int, gold, system []run) {
	s.Exact[c] = Score{Gold: len(gold), System: len(system)}
	s.Begin[c] = Score{Gold: len(gold), System: len(system)}
	inSystem, beginsInSystem := map[run]bool{}, map[int]bool{}
	for _, r := range system {
		inSystem[r], beginsInSystem[r.first] = true, true
	}
	inGold := map[run]bool{}
	for _, r := range gold {
		inGold[r] = true
		if beginsInSystem[r.first] {
			s.Begin[c].Correct++
		}
		s.Overlap[c].Spans++
		if inSystem[r] {
			s.Exact[c].Correct++
			s.Overlap[c].Sum++
			continue
		}
		s.Overlap[c].Sum += bestOverlap(r, system)
	}
	for _, r := range system {
		if !inGold[r] && bestOverlap(r, gold) == 0 {
			s.Overlap[c].Spans++
		}
	}
}

// link scores whole attributions.
func (s *AttributionScores) link(gold, system []attributionRuns) {
	agree := [4]func(a, b attributionRuns) bool{
		func(a, b attributionRuns) bool { return touch(a[CueSpans], b[CueSpans]) },
		func(a, b attributionRuns) bool {
			return touch(a[CueSpans], b[CueSpans]) && same(a[SourceSpans], b[SourceSpans])
		},
		func(a, b attributionRuns) bool {
			return touch(a[CueSpans], b[CueSpans]) && same(a[ContentSpans], b[ContentSpans])
		},
		func(a, b attributionRuns) bool {
			return same(a[CueSpans], b[CueSpans]) && same(a[SourceSpans], b[SourceSpans]) && same(a[ContentSpans], b[ContentSpans])
		},
	}
	for i, test := range agree {
		s.Linked[i] = LinkedScore{Gold: len(gold), System: len(system), Found: among(gold, system, test), Agreed: among(system, gold, test)}
	}
}

// among counts those of a that agree with one of b.
func among(a, b []attributionRuns, agree func(a, b attributionRuns) bool) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			if agree(x, y) {
				n++
				break
			}
		}
	}
	return n
}
