package evaluation

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/lang"
)

// RowBetween is a row that stands on words of several reports, a paper or a step of
// one: in gold, or as it was derived.
type RowBetween struct {
	Places     []Place
	Kind       string              // of a paper its kind, of a transfer its step
	Factuality string              // of a transfer
	Days       map[string]string   // by field; "" or none where no day is told
	Who        map[string][]string // ids of gold actors by field; of gold those it names, of the system those that its rows can mean
	Sure       int                 // per mille; of the system
	Borderline bool                // of gold: neither missed nor false
	Name       string              // for people
}

// Place is where a row stands.
type Place struct {
	Document string
	Span     lang.Span
}

// RowPair is a row of gold with the one that was found for it; either may be missing.
type RowPair struct{ Gold, System *RowBetween }

// PairRows pairs rows: those whose places share half of the words of the shorter one or
// more, one to one, the greatest overlap first. Texts are by the names of documents.
func PairRows(texts map[string]string, gold, system []RowBetween) []RowPair {
	type overlap struct{ gold, system, shared int }
	at := map[string][]int{} // rows of the system by document
	for s := range system {
		for _, p := range system[s].Places {
			if list := at[p.Document]; len(list) == 0 || list[len(list)-1] != s {
				at[p.Document] = append(list, s)
			}
		}
	}
	var overlaps []overlap
	for g := range gold {
		near := map[int]bool{}
		for _, p := range gold[g].Places {
			for _, s := range at[p.Document] {
				near[s] = true
			}
		}
		for s := range near {
			if shared := sharedWords(texts, gold[g].Places, system[s].Places); shared > 0 {
				overlaps = append(overlaps, overlap{g, s, shared})
			}
		}
	}
	slices.SortFunc(overlaps, func(a, b overlap) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.gold, b.gold), cmp.Compare(a.system, b.system))
	})
	takenGold, takenSystem := make([]bool, len(gold)), make([]bool, len(system))
	var pairs []RowPair
	for _, o := range overlaps {
		if !takenGold[o.gold] && !takenSystem[o.system] {
			takenGold[o.gold], takenSystem[o.system] = true, true
			pairs = append(pairs, RowPair{&gold[o.gold], &system[o.system]})
		}
	}
	for g := range gold {
		if !takenGold[g] {
			pairs = append(pairs, RowPair{Gold: &gold[g]})
		}
	}
	for s := range system {
		if !takenSystem[s] {
			pairs = append(pairs, RowPair{System: &system[s]})
		}
	}
	return pairs
}

// sharedWords counts the words that places share which share half of the shorter one.
func sharedWords(texts map[string]string, a, b []Place) int {
	sum := 0
	for _, p := range a {
		best := 0
		for _, q := range b {
			if p.Document != q.Document {
				continue
			}
			text := texts[p.Document]
			shared := words(text, intersection(p.Span, q.Span))
			if shorter := min(words(text, p.Span), words(text, q.Span)); 2*shared >= shorter {
				best = max(best, shared)
			}
		}
		sum += best
	}
	return sum
}

// RowScores counts rows between reports.
type RowScores struct {
	Found            Score
	Kind, Factuality Score            // of those found
	Days             map[string]Score // of those found, by field: told by gold, told by the system, right
	Who              map[string]Score // the same
}

// Add counts pairs. What is borderline counts on neither side.
func (s *RowScores) Add(pairs []RowPair) {
	if s.Days == nil {
		s.Days, s.Who = map[string]Score{}, map[string]Score{}
	}
	for _, p := range pairs {
		if p.Gold != nil && p.Gold.Borderline {
			continue
		}
		if p.Gold != nil {
			s.Found.Gold++
		}
		if p.System != nil {
			s.Found.System++
		}
		if p.Gold == nil || p.System == nil {
			continue
		}
		s.Found.Correct++
		tally(&s.Kind, true, true, p.Gold.Kind == p.System.Kind)
		tally(&s.Factuality, true, true, p.Gold.Factuality == p.System.Factuality)
		for field, day := range p.Gold.Days {
			score := s.Days[field]
			given := p.System.Days[field]
			tally(&score, day != "", given != "", day != "" && day == given)
			s.Days[field] = score
		}
		for field, who := range p.Gold.Who {
			score := s.Who[field]
			tallyWho(&score, who, p.System.Who[field])
			s.Who[field] = score
		}
	}
}

func tally(s *Score, gold, system, right bool) {
	if gold {
		s.Gold++
	}
	if system {
		s.System++
	}
	if right {
		s.Correct++
	}
}
