package identity

import (
	"cmp"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// Summary is an actor of the dossier, made from all its profiles.
type Summary struct {
	Name  string
	Type  verbale.ActorType
	Sides []string // keys, sorted; those of a declaration are not among them
}

// Summarise puts together what profiles of one actor know: the fullest name,
// the type, the sides. A state, and a body or collective for which no report
// names a side, is its own side. Known is the table of the world.
func Summarise(known *world.World, id string, profiles []Profile) Summary {
	var s Summary
	types := map[verbale.ActorType]int{}
	var names []string
	for _, p := range profiles {
		types[p.Type]++
		names = append(names, p.Name)
		s.Sides = append(s.Sides, p.Sides...)
	}
	s.Name = Fullest(names)
	for _, t := range verbale.ActorTypes {
		if t != verbale.UnknownType && types[t] > types[s.Type] || s.Type == "" && types[t] > 0 {
			s.Type = t
		}
	}
	if s.Type == verbale.Person {
		s.Name = withRank(s.Name, profiles)
	}
	if len(s.Sides) == 0 && s.Type != verbale.State && s.Type != verbale.Person {
		s.Sides = known.SpeaksFor(id)
	}
	if s.Type == verbale.State || len(s.Sides) == 0 && speaksForItself(s.Type) {
		s.Sides = []string{id}
	}
	s.Sides = distinct(s.Sides)
	return s
}

// withRank puts the rank before the name of a person who has no given name,
// where reports do: "Baron Szemere", "King Otto". Of several the fullest.
func withRank(name string, profiles []Profile) string {
	words := nameWords(name)
	for len(words) > 1 && world.Particle(words[0]) {
		words = words[1:]
	}
	if len(words) != 1 {
		return name
	}
	full := ""
	for _, p := range profiles {
		for _, other := range p.Names {
			if rankOf(other) != "" && strings.HasSuffix(other, " "+name) && isFullerName(other, full) {
				full = other
			}
		}
	}
	return cmp.Or(full, name)
}

func speaksForItself(t verbale.ActorType) bool {
	return t == verbale.Organisation || t == verbale.Collective || t == verbale.Group
}
