// Package identity answers: which actors of different reports are one, and for
// whom do they speak?
//
// In go profiles, which are what reports know of their actors ([ProfilesOf]);
// out come actors ([Settle]). Every profile belongs to one block, and a block is
// settled by itself, from its profiles in any order: a new report settles only
// the blocks of its own actors again. What a person declared (merge, split) is
// laid over the result by [Declarations].
//
// Two profiles are one actor where
//
//   - both are the same in the table of the world, or
//   - both are of one full name, and no two states have them speak for themselves, or
//   - their given names are one in two spellings or alphabets ("Sergei", "Sergey"), or
//   - one has an initial or a short form of the other's given name, or its last
//     name alone, and an office or a side that both have in common supports it,
//     and it fits no third.
//
// What is left apart though a name fits is listed as perhaps the same. A last
// name alone without office and side is never joined with that of another
// report, and an unnamed source, or a paper that speaks, never with anything.
//
// Law: the actors are a function of the set of profiles. Cost: sorting, and
// quadratic in the different full names of one block that begin alike, which are
// people of one last name; the reports that share a profile do not count.
package identity

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// Profile is what one or more reports know of an actor. Its zero fields are
// not known. Lists are sorted and hold nothing twice.
type Profile struct {
	Type    verbale.ActorType `json:"type"`
	Name    string            `json:"name"`              // the fullest name
	Names   []string          `json:"names,omitempty"`   // other names
	World   string            `json:"world,omitempty"`   // id in the table of the world
	Sides   []string          `json:"sides,omitempty"`   // keys of those for whom it speaks
	States  []string          `json:"states,omitempty"`  // those of Sides that are states
	Country string            `json:"country,omitempty"` // id in the table of the world of the state that it is of
	Offices []string          `json:"offices,omitempty"` // folded titles, with the key of the body after " | "
	Report  string            `json:"report,omitempty"`  // report and ordinal, of one that is never joined by name
}

// ProfilesOf returns a profile for each actor of a report.
func ProfilesOf(actors []verbale.LocalActor, report string) []Profile {
	profiles, known := make([]Profile, len(actors)), world.Load()
	for i, local := range actors {
		p := Profile{Type: local.Type, Name: spaced(local.Name), World: local.World, Country: local.Country}
		for _, name := range local.Names {
			if name = spaced(name); name != p.Name {
				p.Names = append(p.Names, name)
			}
			if rank := rankOf(name); rank != "" && local.Type == verbale.Person {
				p.Offices = append(p.Offices, rank+" | by birth")
			}
		}
		for _, side := range local.Sides {
			if side < 0 || side >= len(actors) {
				continue
			}
			key := keyOf(actors[side].World, actors[side].Type, actors[side].Name)
			p.Sides = append(p.Sides, key)
			if actors[side].Type == verbale.State {
				p.States = append(p.States, key)
			}
		}
		for _, id := range local.Speaks { // of states and bodies that the report does not name, too
			p.Sides = append(p.Sides, id)
			if isState(known, id) {
				p.States = append(p.States, id)
			}
		}
		for _, role := range local.Roles {
			of := cmp.Or(role.OfWorld, Fold(role.Of), local.Country) // a senator is one of his country
			p.Offices = append(p.Offices, Fold(role.Title)+" | "+of)
		}
		p.Names, p.Sides, p.States, p.Offices = distinct(p.Names), distinct(p.Sides), distinct(p.States), distinct(p.Offices)
		if !joinable(p) || p.Type == verbale.UnknownType && local.Source != nil {
			p.Report = report + "\x00" + strconv.Itoa(i)
		}
		profiles[i] = p
	}
	return profiles
}

// isState reports whether an entry of the table of the world is a state.
func isState(known *world.World, id string) bool {
	e := known.ByID(id)
	return e != nil && e.Type == verbale.State
}

// rankOf returns the title of rank that a name begins with: "Baron Giesl" of two
// reports is one, where "Giesl" alone might not be.
func rankOf(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	switch first {
	case "count", "countess", "baron", "baroness", "prince", "princess", "marquis", "duke", "duchess", "king", "queen",
		"emperor", "empress", "archduke", "sheikh", "ayatollah", "pope":
		return first
	}
	return ""
}

// joinable reports whether a profile is enough to take actors of two reports
// for one.
func joinable(p Profile) bool {
	switch p.Type {
	case verbale.Unnamed:
		return false
	case verbale.Person:
		return p.World != "" || strings.Contains(p.Name, " ") || len(p.Sides)+len(p.Offices) > 0
	case verbale.UnknownType:
		return p.World != "" || strings.Contains(p.Name, " ")
	}
	return p.World != "" || proper(p.Name)
}

// proper reports whether a name holds a word with a capital after an article:
// "the ministry" is not enough to know one by.
func proper(name string) bool {
	for _, word := range strings.Fields(name) {
		first := firstRune(word)
		if lower := strings.ToLower(word); lower == "the" || lower == "this" || lower == "our" || lower == "their" || lower == "its" {
			continue
		}
		if unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first) || unicode.IsDigit(first) {
			return true
		}
	}
	return false
}

// ID returns the id of a profile: of equal profiles the same.
func (p Profile) ID() string {
	return "f-" + digest(string(p.Type), p.Name, strings.Join(p.Names, "\x01"), p.World, strings.Join(p.Sides, "\x01"),
		strings.Join(p.Offices, "\x01"), p.Report, p.Country)
}

// Block returns the name of the block that a profile is settled in.
func (p Profile) Block() string {
	switch {
	case p.Report != "" && p.Type == verbale.Person:
		return "alone:" + skeleton(lastName(p.Name)) + ":" + p.Report
	case p.Report != "":
		return "alone:" + p.Report
	case p.Type == verbale.Person:
		return "person:" + skeleton(lastName(p.Name))
	case p.World != "":
		return "world:" + p.World
	}
	return "name:" + initialsOf(p.Name)
}

// Lone reports whether a profile is a person of whom one report knows the last
// name and nothing else; Near is the block of those that it may be.
func (p Profile) Lone() bool { return p.Report != "" && p.Type == verbale.Person }

// Near returns the block of the people of the last name of p.
func (p Profile) Near() string { return "person:" + skeleton(lastName(p.Name)) }

// Key is the id that a profile has where it is an actor by itself.
func (p Profile) Key() string {
	if p.Report != "" {
		return "a-" + digest(kindOf(p.Type), Fold(p.Name), p.Report)
	}
	return keyOf(p.World, p.Type, p.Name)
}

func keyOf(world string, kind verbale.ActorType, name string) string {
	if world != "" {
		return world
	}
	return "a-" + digest(kindOf(kind), Fold(name))
}

// kindOf parts people from all that is not: bodies, groups and what is unknown
// may be called one another.
func kindOf(t verbale.ActorType) string {
	switch t {
	case verbale.Person, verbale.Unnamed:
		return string(t)
	}
	return "body"
}

// Actor is one actor of the dossier, of one block.
type Actor struct {
	ID      string
	Members []int    // indices of its profiles, ascending
	Aliases []string // ids that its profiles have by themselves, sorted, without ID
	Perhaps []string // ids of actors of the block that it may be
}

// Settle says which of the profiles of one block are one actor. The result
// does not depend on their order but for Members, which are indices.
func Settle(profiles []Profile) []Actor {
	order := make([]int, len(profiles))
	for i := range order {
		order[i] = i
	}
	ids := make([]string, len(profiles))
	for i, p := range profiles {
		ids[i] = p.ID()
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(ids[i], ids[j]) })
	sorted, sortedIDs := make([]Profile, len(order)), make([]string, len(order))
	for to, from := range order {
		sorted[to], sortedIDs[to] = profiles[from], ids[from]
	}
	actors := settleSorted(sorted, sortedIDs)
	for i := range actors {
		for j, member := range actors[i].Members {
			actors[i].Members[j] = order[member]
		}
		slices.Sort(actors[i].Members)
	}
	return actors
}

// settleSorted is Settle for profiles in order of their ids.
func settleSorted(profiles []Profile, ids []string) []Actor {
	s := settler{profiles: profiles, ids: ids, parent: newForest(len(profiles)), perhaps: map[[2]int]bool{}}
	s.settle()
	return s.actors()
}

// Fold brings names to one form, as the table of the world has them.
func Fold(name string) string { return world.Fold(name) }

func spaced(name string) string { return strings.Join(strings.Fields(name), " ") }

func distinct[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

func firstRune(word string) rune {
	for _, r := range word {
		return r
	}
	return 0
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}
