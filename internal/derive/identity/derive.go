package identity

import (
	"verbale.dev/verbale/internal/world"
)

// Member is a profile as its block has it.
type Member struct {
	Profile Profile
	Key     string // Profile.ID
	Base    string // id of the actor that it was last; "" of one that is new
	Past    bool   // no current version has it
}

// ID orders the profiles of a block.
func (m Member) ID() string { return m.Key }

// Row is one actor of a block, before what a person declared.
type Row struct {
	ID      string
	Members []string // ids of its profiles, sorted
	Aliases []string // other ids that it is known by, sorted
	Perhaps []string // ids of actors of the block that it may be, sorted
	Past    bool     // no current version speaks of it; it is known by no other id
}

// Deriver derives the actors of blocks of profiles.
type Deriver struct{}

// Layer is "identity".
func (Deriver) Layer() string { return "identity" }

// Limit is what a block of 100,000 reports does not come to by far: the most
// profiles that one was seen to have is in docs/decisions/0019.
func (Deriver) Limit() int { return 20_000 }

// Derive says which of the profiles are one actor. Profiles that no current version
// has are actors by themselves.
func (Deriver) Derive(_ string, members []Member) []Row {
	var rows []Row
	var profiles []Profile
	var ids []string
	for _, m := range members {
		if m.Past {
			rows = append(rows, Row{ID: m.Profile.Key(), Members: []string{m.Key}, Past: true})
			continue
		}
		profiles, ids = append(profiles, m.Profile), append(ids, m.Key)
	}
	for _, actor := range settleSorted(profiles, ids) {
		row := Row{ID: actor.ID, Aliases: actor.Aliases, Perhaps: actor.Perhaps}
		for _, i := range actor.Members {
			row.Members = append(row.Members, ids[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// Bearer is a profile of an actor, as what the dossier says of that is made of it.
type Bearer struct {
	Profile Profile
	Key     string // Profile.ID
}

// ID orders the profiles of an actor.
func (b Bearer) ID() string { return b.Key }

// Summaries derives what a dossier says of an actor: name, type and sides. A block
// is an actor by its id, with what a person joined and cut applied.
type Summaries struct {
	World    *world.World
	Declared func() *Declarations // what a person declared, as it holds for the settlement
}

// Layer is "actor".
func (Summaries) Layer() string { return "actor" }

// Limit is none: nothing is compared with each other.
func (Summaries) Limit() int { return 0 }

// Derive returns the summary of the actor, and nothing of one that nobody bears.
func (s Summaries) Derive(id string, bearers []Bearer) []Summary {
	if len(bearers) == 0 {
		return nil
	}
	profiles := make([]Profile, len(bearers))
	for i, b := range bearers {
		profiles[i] = b.Profile
	}
	made := Summarise(s.World, id, profiles)
	declared := s.Declared()
	if name := declared.Name(id); name != "" {
		made.Name = name
	}
	if kind := declared.Type(id); kind != "" {
		made.Type = kind
	}
	return []Summary{made}
}
