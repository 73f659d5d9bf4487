package identity

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// Voice is who speaks in a statement: ids of actors and of their sides.
type Voice struct {
	Speakers []string
	Sides    []string
	Press    bool // all of them are newspapers, agencies or stations
}

var pressPlurals = wordSet("newspapers dailies tabloids")

// IsPress reports whether a name is that of a newspaper, agency or station, which
// tells what others said as the report itself does: "the Harbour Times", "state
// radio", "the PTK news agency".
func IsPress(name string) bool {
	words := strings.Fields(Fold(name))
	for len(words) > 1 && (words[len(words)-1] == "reports" || words[len(words)-1] == "report") {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if (last == "agency" || last == "agencies") && len(words) > 1 {
		before := words[len(words)-2]
		return before == "news" || before == "press"
	}
	word := world.Press(last)
	return word.Name || word.Noun || pressPlurals[last]
}

// AccountOf says by whose account a speaker said something: the report's own
// where nobody stands between, or where all tellers are the speaker; else
// another of the speaker's side, or another side. Tellers are the speakers of
// the statements that hold this one, the innermost first; the press tells as the
// report itself does. Whoever has no side that is known is of another side.
func AccountOf(speaker Voice, tellers []Voice) verbale.Account {
	account := verbale.Own
	for _, teller := range tellers {
		switch {
		case teller.Press, meet(speaker.Speakers, teller.Speakers):
		case meet(speaker.Sides, teller.Sides) || meet(speaker.Speakers, teller.Sides) || meet(speaker.Sides, teller.Speakers):
			account = verbale.SameSide
		default:
			return verbale.Ascribed
		}
	}
	return account
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// Summary is an actor of the dossier, made from all its profiles.
type Summary struct {
	Name  string
	Type  verbale.ActorType
	Sides []string // keys, sorted; those of a declaration are not among them
}

// Summarise puts together what profiles of one actor know: the fullest name,
// the type, the sides. A state, and a body or collective for which no report
// names a side, is its own side.
func Summarise(id string, profiles []Profile) Summary {
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
	if len(s.Sides) == 0 && s.Type != verbale.State {
		s.Sides = world.Load().SidesOf(id, "")
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
			if rankOf(other) != "" && strings.HasSuffix(other, " "+name) && fuller(other, full) {
				full = other
			}
		}
	}
	return cmp.Or(full, name)
}

func speaksForItself(t verbale.ActorType) bool {
	return t == verbale.Organisation || t == verbale.Collective || t == verbale.Group
}
