// Package draft answers: what do the stages of reading hand on to each other
// before it is a row?
//
// A [Statement] is what attribution finds out about one saying; actor reads it to
// say who spoke, and scene fills in where, when and by which means. reading makes a
// row of it at the end.
//
// Cost: a draft shares its excerpts with the row that is made of it.
package draft

import "verbale.dev/verbale"

// Statement is a statement in the making. Its fields mean what those of
// verbale.Statement mean; KindCase, AddressedTo, ToAct and OwnAct are no part of the row.
type Statement struct {
	ID   string
	Part verbale.PartKind

	Source  []verbale.Excerpt
	Cue     []verbale.Excerpt
	Content []verbale.Excerpt

	Mode       verbale.Mode
	SetApart   []verbale.Excerpt
	Kind       verbale.Kind
	KindCase   string // which case of cue and complement gave the kind; "" without a cue
	PLOVER     *verbale.PLOVERCode
	CAMEO      *string
	Factuality verbale.Factuality
	Repeats    bool

	AddressedTo []verbale.Excerpt // the words that name to whom it was said
	ToAct       []verbale.Excerpt // the words that name who is to do what is demanded, or whom a threat is for
	OwnAct      *OwnAct           // nil where it makes no difference whose act it tells of
	Account     verbale.Account
	Channel     *verbale.Channel
	Occasion    *verbale.Excerpt

	SaidOn     *string
	SaidOnFrom *verbale.DateOrigin
	NotAfter   *string

	RespondsTo []verbale.Response
	Parent     *string

	Rule       string
	Confidence int // per mille
}

// OwnAct is what a statement is if the one whose act it tells of turns out to be the
// speaker or whom the speaker speaks for: "Ruritania will wait" is foretold by others
// and intended by its minister.
type OwnAct struct {
	Subject verbale.Excerpt // whose act it is
	Kind    verbale.Kind
	PLOVER  *verbale.PLOVERCode
	CAMEO   *string
}

// Row makes the row of a statement, without its document, its speakers and its
// addressees.
func (s *Statement) Row() verbale.Statement {
	return verbale.Statement{
		ID: s.ID, Part: s.Part, Source: s.Source, Cue: s.Cue, Content: s.Content,
		Mode: s.Mode, SetApart: s.SetApart, Kind: s.Kind, PLOVER: s.PLOVER, CAMEO: s.CAMEO, Factuality: s.Factuality, Repeats: s.Repeats,
		Speakers: []verbale.ActorRef{}, Addressees: []verbale.ActorRef{},
		Account: s.Account, Channel: s.Channel, Occasion: s.Occasion,
		SaidOn: s.SaidOn, SaidOnFrom: s.SaidOnFrom, NotAfter: s.NotAfter, RespondsTo: s.RespondsTo, Parent: s.Parent,
		Rule: s.Rule, Confidence: s.Confidence, Status: verbale.Unread, Corrected: []string{},
	}
}

// Rows makes the rows of statements, in their order.
func Rows(statements []Statement) []verbale.Statement {
	rows := make([]verbale.Statement, len(statements))
	for i := range statements {
		rows[i] = statements[i].Row()
	}
	return rows
}
