package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// standpoint is for whom an actor speaks and of which country it is, by ids in the table
// of the world.
type standpoint struct {
	sides   []string
	country string
}

// side adds whom an office binds.
func (s *standpoint) side(ids ...string) {
	for _, id := range ids {
		if !slices.Contains(s.sides, id) {
			s.sides = append(s.sides, id)
		}
	}
}

// of notes a country, the first that is told.
func (s *standpoint) of(id string) {
	if s.country == "" {
		s.country = id
	}
}

// standpointOf says for whom an actor speaks. Only an office that binds a state or body
// speaks for it: a head of state or government, a minister, an envoy, a spokesman, an
// official; everyone else is of a country and speaks for himself, or for his body.
func (c *Cast) standpointOf(a *local) standpoint {
	var s standpoint
	switch a.Type {
	case verbale.State:
		s.country = a.World
	case verbale.Organisation, verbale.Collective:
		c.ofBody(a, &s)
	case verbale.Person:
		c.ofOffices(a, &s)
		c.ofTerms(a, &s)
		c.officeAtHome(a, &s)
	case verbale.Office:
		c.ofOffices(a, &s)
		if len(a.Roles) == 0 {
			s.side(a.sides...)
		}
	default:
		c.ofNoun(a, &s)
	}
	if s.country == "" && len(s.sides) == 1 {
		s.country = c.world.CountryOf(s.sides[0])
	}
	if s.country == "" && (a.party == "republican" || a.party == "democratic") && c.namesBody("w-usa") {
		s.country = "w-usa"
	}
	return s
}

// ofBody says for whom a body speaks: a ministry for its state, an administration that
// is called after a head of state for his.
func (c *Cast) ofBody(a *local, s *standpoint) {
	if a.World != "" {
		if sides := c.world.SpeaksFor(a.World); len(sides) > 0 && sides[0] != a.World {
			s.side(sides...)
		}
		s.of(c.world.CountryOf(a.World))
		return
	}
	words := nameParts(a.Name)
	if len(words) > 1 && words[len(words)-1] == "administration" {
		for _, b := range c.actors {
			if b.Type == verbale.Person && b.holds("head-of-state", "head-of-government") && slices.Contains(strings.Fields(b.key), words[len(words)-2]) {
				s.side(b.sides...)
			}
		}
	}
	if len(words) > 1 && words[len(words)-1] == "office" { // "the U.S. trade representative's office"
		if m, ok := c.stateBegins(a.Name); ok {
			s.side(m)
		}
	}
}

// stateBegins returns the state that a name begins with.
func (c *Cast) stateBegins(name string) (string, bool) {
	words := strings.Fields(name)
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	for n := min(3, len(words)-1); n > 0; n-- {
		for _, m := range c.world.Find(strings.Join(words[:n], " "), c.year) {
			if m.Type == verbale.State && m.How != world.ByPlace {
				return m.ID, true
			}
		}
	}
	return "", false
}

// ofOffices adds what the offices say that the report gives.
func (c *Cast) ofOffices(a *local, s *standpoint) {
	for _, role := range a.Roles {
		office, ok := c.officeOf(role.Title)
		of := role.OfWorld
		if of == "" && ok {
			of = c.stateOfOffice(office)
		}
		if of == "" && ok && world.Binds(office.Kind) && !role.Former {
			of = c.servedBy(a, role.Evidence.Text)
		}
		if of == "" {
			if of = c.placeIn(role); of != "" {
				s.of(c.world.CountryOf(of))
			}
			continue
		}
		e := c.world.ByID(of)
		if e == nil {
			continue
		}
		s.of(c.world.CountryOf(of))
		switch {
		case role.Former || ok && ofOwnBody(office, role.Title):
		case e.Type != verbale.State && e.Of == "": // of an organisation whoever is of it
			s.side(of)
		case ok && (world.Binds(office.Kind) || c.leads(role, office, e)):
			s.side(c.world.SpeaksFor(of)...)
		}
	}
}

// servedBy returns the ministry, or the state of the holder of an office, whom the words
// of an office name without the state: "commerce ministry spokesman", "adviser to
// President Roth".
func (c *Cast) servedBy(a *local, office string) string {
	words := nameParts(office)
	for i := range words {
		for n := min(5, len(words)-i); n > 1; n-- {
			if body, ok := c.world.BodyKind(strings.Join(words[i:i+n], " ")); ok {
				return c.onlyBody("-" + body.Kind)
			}
		}
	}
	if slices.Contains(words, "ministry") {
		return c.world.CountryOf(c.onlyBody("-ministry"))
	}
	for _, b := range c.actors {
		if b == a || b.Type != verbale.Person || b.key == "" || len(b.sides) != 1 || !b.holds("head-of-state", "head-of-government", "foreign-minister") {
			continue
		}
		if last := b.key[strings.LastIndexByte(b.key, ' ')+1:]; slices.Contains(words, last) {
			return b.sides[0]
		}
	}
	return ""
}

// onlyBody returns the body of a kind, by how its id ends, that a report names with its
// state; "" where it names those of several states.
func (c *Cast) onlyBody(kind string) string {
	only := ""
	for _, a := range c.actors {
		if a.World == "" || !strings.HasSuffix(a.World, kind) {
			continue
		}
		if only != "" && c.world.CountryOf(only) != c.world.CountryOf(a.World) {
			return ""
		}
		only = a.World
	}
	return only
}

// leads reports whether a head, chief or leader is that of a state, or of a body that
// speaks for one: "the Norwegian leader", but not "the Norwegian opposition's leader".
func (c *Cast) leads(role verbale.LocalRole, office world.Office, of *world.Entry) bool {
	if office.Kind != "leader" {
		return false
	}
	if of.Type != verbale.State {
		sides := c.world.SpeaksFor(of.ID)
		return len(sides) > 0 && sides[0] != of.ID
	}
	words := nameParts(role.Title)
	if len(words) == 1 {
		return words[0] == "leader" || words[0] == "chairman"
	}
	return slices.ContainsFunc(words, func(word string) bool { return world.Standing(word).Governs })
}

// ofOwnBody reports whether a title is held in a body that speaks for itself: "president
// of the Harbour Association", "chairman of the foreign affairs committee".
func ofOwnBody(office world.Office, title string) bool {
	if strings.HasSuffix(office.Kind, "minister") {
		return false
	}
	return slices.ContainsFunc(nameParts(strings.ReplaceAll(title, "'s", "")), func(word string) bool { return world.Standing(word).Itself })
}

// ofTerms adds what the table of the world knows of the offices of a person.
func (c *Cast) ofTerms(a *local, s *standpoint) {
	p := c.world.PersonByID(a.World)
	if p == nil {
		return
	}
	for _, t := range p.Terms {
		if !t.Holds(c.setting.Day) && c.setting.Day != "" {
			continue
		}
		s.of(c.world.CountryOf(t.Of))
		if e := c.world.ByID(t.Of); t.Office == "" || world.Binds(t.Kind) || t.Kind == "leader" || e != nil && e.Type != verbale.State {
			s.side(c.world.SpeaksFor(t.Of)...)
		}
	}
	s.of(c.world.CountryOf(a.World))
}

// officeAtHome adds the state in which the report was written for who has an office there.
func (c *Cast) officeAtHome(a *local, s *standpoint) {
	if len(s.sides) > 0 || s.country != "" || a.World != "" || !c.governsHere(a) {
		return
	}
	s.of(c.world.CountryOf(c.here))
	if slices.ContainsFunc(a.kinds, func(kind string) bool { return kind == "minister" || kind == "heir" || kind == "spokesperson" }) {
		s.side(c.here)
	}
}

// ofNoun says for whom those speak whom a report does not name, or names as a group:
// officials for whose officials they are, lawmakers, scholars and voters for themselves.
func (c *Cast) ofNoun(a *local, s *standpoint) {
	states := c.statesIn(a.Name)
	for _, id := range append(slices.Clone(a.sides), states...) {
		if e := c.world.ByID(id); e != nil && e.Type == verbale.State && len(states) < 2 {
			s.of(id)
		}
	}
	if sides := c.world.SpeaksFor(a.servant); len(sides) > 0 && sides[0] != a.servant { // a clerk of a ministry, too
		s.side(sides...)
		return
	}
	phrase := ""
	for _, word := range nameParts(a.Name) {
		phrase += singularOf(word) + " "
	}
	office, ok := c.officeOf(phrase)
	if !slices.ContainsFunc(a.nouns, c.serves) || ofOwnBody(office, strings.ReplaceAll(phrase, "white house", "")) {
		return
	}
	s.side(a.sides...)
	if len(states) > 1 { // "Norwegian and Finnish officials"
		s.side(states...)
	}
	if len(s.sides)+len(a.sideOf) > 0 {
		return
	}
	if of := c.stateOfOffice(office); ok && of != "" {
		s.side(of)
	} else if of := c.servedBy(a, phrase); of != "" {
		s.side(c.world.SpeaksFor(of)...)
	}
}

// serves reports whether a noun is one for those who speak for a government.
func (c *Cast) serves(noun string) bool {
	o, ok := c.world.Office(singularOf(noun))
	return world.Standing(noun).Serves || world.Standing(singularOf(noun)).Serves || ok && world.Binds(o.Kind) && o.Sector != "MIL"
}

// stateOfOffice returns the state that alone has an office of that name, where the
// report is of a time that knows the name and names the state.
func (c *Cast) stateOfOffice(o world.Office) string {
	if o.Of == "" || c.year != 0 && c.year < 1950 || !c.namesBody(o.Of) {
		return ""
	}
	return o.Of
}

// statesIn lists the states that words name, by their names or their peoples.
func (c *Cast) statesIn(words string) []string {
	var states []string
	list := strings.Fields(words)
	for i := 0; i < len(list); i++ {
		for n := min(3, len(list)-i); n > 0; n-- {
			name := strings.Trim(strings.Join(list[i:i+n], " "), ",")
			at := slices.IndexFunc(c.world.Find(name, c.year), func(m world.Match) bool {
				return m.Type == verbale.State && (m.How == world.ByName || m.How == world.ByDemonym)
			})
			if at < 0 || !hasCapital(name) {
				continue
			}
			if id := c.world.Find(name, c.year)[at].ID; !slices.Contains(states, id) {
				states = append(states, id)
			}
			i += n - 1
			break
		}
	}
	return states
}

// placeIn returns the state in which a place lies that the words of an office name: "the
// Texas governor".
func (c *Cast) placeIn(role verbale.LocalRole) string {
	words := strings.Fields(role.Evidence.Text)
	for i := range words {
		for n := min(3, len(words)-i); n > 0; n-- {
			name := strings.Trim(strings.Join(words[i:i+n], " "), ",.")
			if !hasCapital(name) {
				continue
			}
			for _, m := range c.world.Find(name, c.year) {
				if m.How == world.ByPlace {
					return m.ID
				}
			}
		}
	}
	return ""
}

// namesBody reports whether a report names a state, or a body of it.
func (c *Cast) namesBody(state string) bool {
	return state == c.here || slices.ContainsFunc(c.actors, func(a *local) bool {
		if a.World == state {
			return true
		}
		e := c.world.ByID(a.World)
		return e != nil && e.Of == state
	})
}
