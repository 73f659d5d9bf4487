package evaluation

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
)

// SameActor reports whether a system's actor is the one that gold names, in a
// report of that name.
type SameActor func(document string, gold, system verbale.ActorRef) bool

// StatementPair is a statement of gold and the one of the system that is taken
// for it; either is nil where the other stands alone.
type StatementPair struct {
	Gold, System *verbale.Statement
	// Borderline marks a pair that is not counted, since a fair reader could
	// leave out the statement of gold.
	Borderline bool
}

// FoundBy says what makes one statement the other.
type FoundBy string

// The ways in which a statement can be found: by a cue that overlaps, or where
// one of the two has none, by half of the contents shared; or by the contents
// alone, of whose bytes together six in ten are shared.
const (
	ByCue     FoundBy = "cue"
	ByContent FoundBy = "content"
)

// StatementScores says how well the statements of reports agree with gold.
//
// A statement is found where one of the system's has a cue that overlaps; where
// one of the two has no cue, where half of their contents together is shared.
// [PairStatementsBy] may ask for more. Each is paired at most once, the closest
// first. Top-level statements are those that are nested in no other, by gold for
// what gold has and by the system for what it has alone. A component agrees exactly
// where all its pieces are the same, and roughly where any of them overlap; it
// is counted where gold or the system has it. Fields are compared among pairs.
type StatementScores struct {
	Found          Score
	Top, Nested    Score    // of Found
	Days           Score    // days on which it was said, among the pairs
	Exact, Overlap [3]Score // by component: source, cue, content
	Fields         [len(fields)]FieldScore
}

// FieldScore says how often a field of paired statements is right.
type FieldScore struct {
	Right, Of       int // among all pairs; a field that both leave empty is right
	RightTold, Told int // among pairs where gold has a value, or one that is not the usual
}

// Accuracy is the share of right ones among all pairs, in per cent.
func (s FieldScore) Accuracy() float64 { return share(s.Right, s.Of) }

// AccuracyTold is the share of right ones where gold has a value, in per cent.
func (s FieldScore) AccuracyTold() float64 { return share(s.RightTold, s.Told) }

func (s *FieldScore) count(right, told bool) {
	s.Of++
	s.Right += count(right)
	if told {
		s.Told++
		s.RightTold += count(right)
	}
}

func (s *FieldScore) add(t FieldScore) {
	s.Right += t.Right
	s.Of += t.Of
	s.RightTold += t.RightTold
	s.Told += t.Told
}

// Add adds the counts of t.
func (s *StatementScores) Add(t *StatementScores) {
	s.Found.Add(t.Found)
	s.Top.Add(t.Top)
	s.Nested.Add(t.Nested)
	s.Days.Add(t.Days)
	for c := range Components {
		s.Exact[c].Add(t.Exact[c])
		s.Overlap[c].Add(t.Overlap[c])
	}
	for i := range s.Fields {
		s.Fields[i].add(t.Fields[i])
	}
}

// MarkBorderline marks the pairs whose statement of gold is among those.
func MarkBorderline(pairs []StatementPair, borderline map[string]bool) {
	for i := range pairs {
		pairs[i].Borderline = pairs[i].Gold != nil && borderline[pairs[i].Gold.ID]
	}
}

// PairStatements is [PairStatementsBy] by cues.
func PairStatements(gold, system []verbale.Statement) []StatementPair {
	return PairStatementsBy(ByCue, gold, system)
}

// PairStatementsBy pairs the statements of one report. Pairs stand in the order
// of gold, then what only the system has in its own order.
func PairStatementsBy(by FoundBy, gold, system []verbale.Statement) []StatementPair {
	type candidate struct {
		gold, system  int
		cue, contents int // shared bytes of the cue; shared per mille of the contents
		exact         int
	}
	var candidates []candidate
	for g := range gold {
		for s := range system {
			c := candidate{gold: g, system: s,
				cue:      shared(gold[g].Cue, system[s].Cue),
				contents: likeness(gold[g].Content, system[s].Content),
				exact:    count(sameSpans(gold[g].Cue, system[s].Cue)),
			}
			cueless := len(gold[g].Cue) == 0 || len(system[s].Cue) == 0
			found := c.cue > 0 || cueless && c.contents >= 500
			if by == ByContent {
				found = c.contents >= 600
			}
			if found {
				candidates = append(candidates, c)
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.exact, a.exact), cmp.Compare(b.contents, a.contents), cmp.Compare(b.cue, a.cue))
	})
	partner := make([]*verbale.Statement, len(gold))
	taken := make([]bool, len(system))
	for _, c := range candidates {
		if partner[c.gold] == nil && !taken[c.system] {
			partner[c.gold], taken[c.system] = &system[c.system], true
		}
	}
	var pairs []StatementPair
	for g := range gold {
		pairs = append(pairs, StatementPair{Gold: &gold[g], System: partner[g]})
	}
	for s := range system {
		if !taken[s] {
			pairs = append(pairs, StatementPair{System: &system[s]})
		}
	}
	return pairs
}

// ScoreStatements counts the pairs of one report.
func ScoreStatements(pairs []StatementPair, same SameActor) StatementScores {
	var scores StatementScores
	world := pairing{same: same, goldOf: map[string]string{}}
	for _, p := range pairs {
		if p.Gold != nil && p.System != nil {
			world.goldOf[p.System.ID] = p.Gold.ID
		}
	}
	for _, p := range pairs {
		if p.Borderline {
			continue
		}
		found := Score{Gold: count(p.Gold != nil), System: count(p.System != nil), Correct: count(p.Gold != nil && p.System != nil)}
		scores.Found.Add(found)
		if nested(p) {
			scores.Nested.Add(found)
		} else {
			scores.Top.Add(found)
		}
		for c := range Components {
			gold, system := componentOf(p.Gold, c), componentOf(p.System, c)
			has := Score{Gold: count(len(gold) > 0), System: count(len(system) > 0)}
			scores.Exact[c].Add(has)
			scores.Overlap[c].Add(has)
			if len(gold) > 0 && len(system) > 0 {
				scores.Exact[c].Correct += count(sameSpans(gold, system))
				scores.Overlap[c].Correct += count(shared(gold, system) > 0)
			}
		}
		if p.Gold == nil || p.System == nil {
			continue
		}
		scores.Days.Add(Score{
			Gold: count(p.Gold.SaidOn != nil), System: count(p.System.SaidOn != nil),
			Correct: count(p.Gold.SaidOn != nil && equal(p.Gold.SaidOn, p.System.SaidOn)),
		})
		for i, f := range fields {
			scores.Fields[i].count(f.judge(&world, p))
		}
	}
	return scores
}

func nested(p StatementPair) bool {
	if p.Gold != nil {
		return p.Gold.Parent != nil
	}
	return p.System.Parent != nil
}

// Differences names the fields in which a pair differs. It is empty for a pair
// that is none.
func Differences(pairs []StatementPair, p StatementPair, same SameActor) []string {
	world := pairing{same: same, goldOf: map[string]string{}}
	for _, q := range pairs {
		if q.Gold != nil && q.System != nil {
			world.goldOf[q.System.ID] = q.Gold.ID
		}
	}
	if p.Gold == nil || p.System == nil {
		return nil
	}
	var names []string
	for c, component := range Components {
		if !sameSpans(componentOf(p.Gold, c), componentOf(p.System, c)) {
			names = append(names, component.String())
		}
	}
	for _, f := range fields {
		if right, _ := f.judge(&world, p); !right {
			names = append(names, f.name)
		}
	}
	return names
}

func componentOf(s *verbale.Statement, c int) []verbale.Excerpt {
	if s == nil {
		return nil
	}
	return [...][]verbale.Excerpt{s.Source, s.Cue, s.Content}[c]
}

func sameSpans(a, b []verbale.Excerpt) bool {
	return slices.EqualFunc(a, b, func(x, y verbale.Excerpt) bool { return x.Span == y.Span })
}

// shared returns how many bytes two lists of disjoint spans have in common.
func shared(a, b []verbale.Excerpt) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// likeness returns the shared share of the bytes that either has, per mille.
func likeness(a, b []verbale.Excerpt) int {
	common := shared(a, b)
	all := -common
	for _, list := range [][]verbale.Excerpt{a, b} {
		for _, e := range list {
			all += e.Len()
		}
	}
	if all == 0 {
		return 0
	}
	return 1000 * common / all
}
