package evaluation

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// ToldEvent is a place where a report tells an event: in gold, or as it was read.
type ToldEvent struct {
	Evidence   lang.Span
	Type       string
	Factuality string
	On         string // "" where no day is told
	Background bool
	By, To     []string // of gold the ids that it names, of the system those that its actors can mean
	Borderline bool     // of gold: neither missed nor false
}

// EventPair is a telling of gold with the one that was read for it; either may be
// missing.
type EventPair struct{ Gold, System *ToldEvent }

// EventScores counts events over several reports.
type EventScores struct {
	Found            Score
	Type, Factuality Score // of those found: right, of all
	Days, By, To     Score // of those found: told by gold, given, right
	Background       Score // the same
}

// PairEvents pairs the tellings of one report: those that share half of the words of
// the shorter one or more, one to one, the greatest overlap first.
func PairEvents(text string, gold, system []ToldEvent) []EventPair {
	type overlap struct{ gold, system, shared int }
	var overlaps []overlap
	for g := range gold {
		for s := range system {
			shared := words(text, intersection(gold[g].Evidence, system[s].Evidence))
			shorter := min(words(text, gold[g].Evidence), words(text, system[s].Evidence))
			if shared > 0 && 2*shared >= shorter {
				overlaps = append(overlaps, overlap{g, s, shared})
			}
		}
	}
	slices.SortStableFunc(overlaps, func(a, b overlap) int { return cmp.Compare(b.shared, a.shared) })
	takenGold, takenSystem := make([]bool, len(gold)), make([]bool, len(system))
	var pairs []EventPair
	for _, o := range overlaps {
		if takenGold[o.gold] || takenSystem[o.system] {
			continue
		}
		takenGold[o.gold], takenSystem[o.system] = true, true
		pairs = append(pairs, EventPair{&gold[o.gold], &system[o.system]})
	}
	for g := range gold {
		if !takenGold[g] {
			pairs = append(pairs, EventPair{Gold: &gold[g]})
		}
	}
	for s := range system {
		if !takenSystem[s] {
			pairs = append(pairs, EventPair{System: &system[s]})
		}
	}
	return pairs
}

// Add counts pairs. What is borderline counts on neither side.
func (s *EventScores) Add(pairs []EventPair) {
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
		count := func(score *Score, right bool) {
			score.Gold++
			score.System++
			if right {
				score.Correct++
			}
		}
		count(&s.Type, p.Gold.Type == p.System.Type)
		count(&s.Factuality, p.Gold.Factuality == p.System.Factuality)
		tally(&s.Days, p.Gold.On != "", p.System.On != "", p.Gold.On != "" && p.Gold.On == p.System.On)
		tally(&s.Background, p.Gold.Background, p.System.Background, p.Gold.Background && p.System.Background)
		tallyWho(&s.By, p.Gold.By, p.System.By)
		tallyWho(&s.To, p.Gold.To, p.System.To)
	}
}

// tallyWho counts who is told: right where the system can mean each whom gold names.
func tallyWho(s *Score, gold, system []string) {
	missing := slices.ContainsFunc(gold, func(id string) bool { return !slices.Contains(system, id) })
	tally(s, len(gold) > 0, len(system) > 0, len(gold) > 0 && !missing)
}

func intersection(a, b lang.Span) lang.Span {
	return lang.Span{Start: max(a.Start, b.Start), End: max(max(a.Start, b.Start), min(a.End, b.End))}
}

// words counts the words that begin within a span of a text.
func words(text string, span lang.Span) int {
	n, before := 0, false
	for at := span.Start; at < span.End; {
		r, size := utf8.DecodeRuneInString(text[at:])
		of := unicode.IsLetter(r) || unicode.IsDigit(r)
		if of && !before {
			n++
		}
		before = of || before && (r == '\'' || r == '’' || r == '-')
		at += size
	}
	return n
}
