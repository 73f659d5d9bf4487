package paper

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
)

// Actor is a place where a report names an actor, also by an adjective.
type Actor struct {
	Run  page.Run
	Key  string // names the state, body or person that is meant; the same for who speaks for it
	Self string // names who is meant itself
	How  How
	// Person is whether a person is meant, whomever he speaks for.
	Person bool
}

// How says in what way words name an actor.
type How uint8

// The ways.
const (
	ByMention   How = iota // words that mean an actor of the report
	ByAdjective            // "Norlander"
	ByCapital              // a capital
	AsName                 // the name of a state
	ByPronoun              // "his"
)

// Draft is one paper of a report.
type Draft struct {
	Name       page.Run // the fullest phrase for it
	Label      string   // what it is called where one phrase names several: "Weir declaration"; else ""
	Kind       verbale.PaperKind
	Family     string // nouns of one family can mean the same paper
	Named      bool   // the phrase is a proper name
	Key        string // of a proper name: its words, in lower case
	Authors    []page.Run
	Addressees []page.Run
	Parties    []page.Run
	When       int // index of the time expression that is its own day; -1
	Answers    int // index of the draft that it answers; -1
	Mentions   []Mention
	About      []string // words that say what it is about, in lower case, sorted
	Wishes     []Wish
	Sure       Sureness
}

// Mention is a phrase that means a paper.
type Mention struct {
	Run  page.Run
	Head int
	Tied bool // "the document" and the like, tied to a paper that was named before
}

// Sureness says how much tells that words mean a paper, least first.
type Sureness uint8

// How sure it is.
const (
	Unsure  Sureness = iota // the noun alone, which can mean other things
	Told                    // an author, a receiver or a party is told
	Written                 // the noun means nothing else, or it is said to be written
	ByName                  // it has a name
)

// Wish is what somebody wants of a paper.
type Wish struct {
	Value string   // "confidential" or "public"
	Of    page.Run // empty where it is not told
	Run   page.Run // the words that tell it
}
