package evaluation

import (
	"slices"

	"verbale.dev/verbale"
)

// pairing is what the fields of one report's pairs are judged by.
type pairing struct {
	same   SameActor
	goldOf map[string]string // id of gold's statement by that of the system's
}

// statementField is a field of a statement and how it is judged: whether it is
// right, and whether gold has a value for it.
type statementField struct {
	name  string
	judge func(*pairing, StatementPair) (right, told bool)
}

// fields lists the fields that a person can judge, in the order of the tables.
var fields = [...]statementField{
	{"part", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Part == p.System.Part, p.Gold.Part != verbale.Body
	}},
	{"mode", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Mode == p.System.Mode, true
	}},
	{"set apart", func(_ *pairing, p StatementPair) (bool, bool) {
		return sameSpans(p.Gold.SetApart, p.System.SetApart), len(p.Gold.SetApart) > 0
	}},
	{"kind", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Kind == p.System.Kind, p.Gold.Kind != verbale.Say
	}},
	{"factuality", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Factuality == p.System.Factuality, p.Gold.Factuality != verbale.Asserted
	}},
	{"repeats", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Repeats == p.System.Repeats, p.Gold.Repeats
	}},
	{"speaker", func(w *pairing, p StatementPair) (bool, bool) {
		return w.sameActors(p, p.Gold.Speakers, p.System.Speakers, true), len(p.Gold.Speakers) > 0
	}},
	{"addressees", func(w *pairing, p StatementPair) (bool, bool) {
		return w.sameActors(p, p.Gold.Addressees, p.System.Addressees, false), len(p.Gold.Addressees) > 0
	}},
	{"account", func(_ *pairing, p StatementPair) (bool, bool) {
		return p.Gold.Account == p.System.Account, p.Gold.Account != verbale.Own
	}},
	{"channel", func(_ *pairing, p StatementPair) (bool, bool) {
		return equal(p.Gold.Channel, p.System.Channel), p.Gold.Channel != nil
	}},
	{"said on", func(_ *pairing, p StatementPair) (bool, bool) {
		return equal(p.Gold.SaidOn, p.System.SaidOn), p.Gold.SaidOn != nil
	}},
	{"said on, from", func(_ *pairing, p StatementPair) (bool, bool) {
		return equal(p.Gold.SaidOnFrom, p.System.SaidOnFrom), p.Gold.SaidOnFrom != nil
	}},
	{"not after", func(_ *pairing, p StatementPair) (bool, bool) {
		return equal(p.Gold.NotAfter, p.System.NotAfter), p.Gold.NotAfter != nil
	}},
	{"responds to", func(w *pairing, p StatementPair) (bool, bool) {
		return w.sameResponse(p), len(p.Gold.RespondsTo) > 0
	}},
	{"parent", func(w *pairing, p StatementPair) (bool, bool) {
		return equal(p.Gold.Parent, w.gold(p.System.Parent)), p.Gold.Parent != nil
	}},
}

// FieldNames lists the names of StatementScores.Fields.
func FieldNames() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// sameActors reports whether both name the same actors, or where only the
// first counts, the same first one.
func (w *pairing) sameActors(p StatementPair, gold, system []verbale.ActorRef, first bool) bool {
	if first {
		gold, system = gold[:min(1, len(gold))], system[:min(1, len(system))]
	}
	if len(gold) != len(system) {
		return false
	}
	for _, g := range gold {
		if !slices.ContainsFunc(system, func(s verbale.ActorRef) bool { return w.same(p.Gold.Document, g, s) }) {
			return false
		}
	}
	return true
}

// sameResponse reports whether both reply to nothing, to one statement, or to
// what the same words name.
func (w *pairing) sameResponse(p StatementPair) bool {
	if len(p.Gold.RespondsTo) == 0 {
		return len(p.System.RespondsTo) == 0
	}
	for _, g := range p.Gold.RespondsTo {
		for _, s := range p.System.RespondsTo {
			if g.Len() > 0 && g.Overlaps(s.Span) || g.Statement != nil && equal(g.Statement, w.gold(s.Statement)) {
				return true
			}
		}
	}
	return false
}

// gold returns the id of gold's statement that is paired with the system's.
// One that is paired with none is told from one that is not there.
func (w *pairing) gold(system *string) *string {
	if system == nil {
		return nil
	}
	id := w.goldOf[*system]
	return &id
}

func equal[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
