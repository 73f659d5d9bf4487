package query

import (
	"verbale.dev/verbale"
)

// What a search finds.
const (
	FoundActor     = "actor"
	FoundStatement = "statement"
	FoundPassage   = "passage"
	FoundReport    = "report"
)

// Hit is one thing that a search found, with words that carry it: the passage; the
// content of a statement, from its first word to its last; a name of an actor in a
// report; the title of a report.
type Hit struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	Short    string `json:"short"`
	verbale.Excerpt
	What string  `json:"what" doc:"passage, statement, actor or report."`
	ID   *string `json:"id" doc:"Of the statement, the actor or the report; a passage has none."`
	Name *string `json:"name" doc:"The speaker of a statement, the actor's name, the outlet of a report; null where there is none."`

	// Marked is the excerpt, shortened, with each word looked for between U+0002 and
	// U+0003.
	Marked string `json:"-"`
	// Number is that of a statement in this dossier.
	Number int64 `json:"-"`
}

// FoundGroup is what a search found of one kind, the best first.
type FoundGroup struct {
	What  string `json:"what" doc:"actor, statement, passage or report."`
	Total int    `json:"total" doc:"How many there are, of which hits are the first."`
	Hits  []*Hit `json:"hits"`
}

// Instead is a search that finds something where one finds nothing.
type Instead struct {
	Search string `json:"search" doc:"As it is typed."`
	Why    string `json:"why" doc:"spelling, or what was taken away."`
	Total  int    `json:"total" doc:"How many passages hold its words."`
}

// Found is the answer to a search. Groups without anything are left out.
type Found struct {
	Groups  []FoundGroup `json:"groups" doc:"Actors, statements, passages, reports, in that order."`
	Missed  []Miss       `json:"missed" doc:"Values of fields that mean nothing in this dossier."`
	Instead []Instead    `json:"instead" doc:"What to ask in its place, where nothing was found."`
}
