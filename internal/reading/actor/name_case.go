package actor

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// nameCase is one way in which a name begins at a token. The first that holds and
// reads something counts; each has a sentence in TestNameCases.
type nameCase struct {
	name  string
	label string // what the engine took the name for: "PER", "ORG", "LOC"; "" for any
	holds func(n *nameStart) bool
	read  func(n *nameStart) (next int, ok bool) // adds what it reads; next is the token after it
}

// nameStart is a token at which a name can begin.
type nameStart struct {
	*Cast
	i, end   int // the token, and the end of what can belong to the name
	entities []int
	loud     bool
	match    world.Match // what the table of the world has there
	n        int         // tokens of the match; 0 without one
	last     int         // end of the name that the engine marked; 0 without one
	label    string      // of that name
}

func anyName(*nameStart) bool { return true }

// unmarked reports whether neither the engine nor the table of the world has a name here.
func (n *nameStart) unmarked() bool { return n.last == 0 && n.n == 0 && !n.loud }

// no says that no name begins here.
func (n *nameStart) no() (int, bool) { return n.i, true }

// person adds the words that the engine marked as a person.
func (n *nameStart) person() (int, bool) { return n.addPerson(n.i, n.last), true }

// entity adds words up to a token as a body.
func (n *nameStart) entity(last int) (int, bool) {
	n.addName(n.i, last, verbale.Organisation, "entity")
	return last, true
}

// passed takes words that are a name of nobody.
func (n *nameStart) passed() (int, bool) {
	n.take(n.i, n.last)
	return n.last, true
}

// silent adds a name that is no mention by itself.
func (n *nameStart) silent(kind verbale.ActorType, rule string) (int, bool) {
	n.add(&found{first: n.i, last: n.last, form: verbale.Named, kind: kind, rule: rule, name: n.text(n.i, n.last), silent: true})
	return n.last, true
}

// newspaper adds the newspaper whose name begins with a place.
func (n *nameStart) newspaper() (int, bool) {
	for _, place := range []int{n.i + n.n, n.last} {
		if place <= n.i || n.label != "LOC" && n.label != "" && !(place == n.i+n.n && n.n > 0) {
			continue
		}
		if paper := n.newspaperAt(place, n.end); paper > n.last && (n.match.How != world.ByDemonym || n.n == 0) {
			n.addName(n.i, paper, verbale.Organisation, "newspaper")
			return paper, true
		}
	}
	return 0, false
}

// isPaper reports whether a marked name is that of a treaty or a law.
func (n *nameStart) isPaper() bool {
	return n.is(n.at(n.last-1), lexicon.Instrument) || n.is(n.at(n.i), lexicon.Instrument) ||
		n.is(n.at(n.headOfName(n.i, n.last)), lexicon.Instrument)
}

// isTitled reports whether a name that the engine took for a body has what a person's has.
func (n *nameStart) isTitled() bool {
	given := men[n.at(n.i)] || women[n.at(n.i)] || n.addressed(n.i)
	return (given || n.withoutTitles(n.i, n.last) > n.i) && !n.holdsBody(n.i, n.last)
}

// isAddressed reports whether a name that the engine took for a place has the title of
// a person.
func (n *nameStart) isAddressed() bool {
	return (n.addressed(n.i) || n.addressed(n.i+1) && n.i+1 < n.last) && !n.holdsBody(n.i, n.last)
}

var nameCases = []nameCase{
	{"adherents", "", func(n *nameStart) bool { return n.isAdherents(n.i) }, (*nameStart).no},
	{"newspaper", "", anyName, (*nameStart).newspaper},
	{"body-of-a-state", "", func(n *nameStart) bool {
		return n.n > 0 && n.match.Type == verbale.State && n.match.How != world.ByPlace
	}, func(n *nameStart) (int, bool) { return n.bodyOfState(n.i, n.i+n.n, n.end, n.match) }},
	{"unmarked-body", "", (*nameStart).unmarked, func(n *nameStart) (int, bool) { return n.bodyAlone(n.i, n.end) }},
	{"proper-nouns", "", (*nameStart).unmarked, func(n *nameStart) (int, bool) {
		run := n.properRun(n.i, n.end, n.entities)
		if run <= n.i {
			return 0, false
		}
		return n.addRun(n.i, run), true
	}},
	{"unmarked-person", "", (*nameStart).unmarked, func(n *nameStart) (int, bool) {
		last := n.personOfWorld(n.i, n.end)
		if last <= n.i {
			return 0, false
		}
		return n.addPerson(n.i, last), true
	}},
	{"of-the-world", "", func(n *nameStart) bool { return n.n > 0 && n.i+n.n >= n.last },
		func(n *nameStart) (int, bool) { return n.addMatch(n.i, n.i+n.n, n.match), true }},
	{"none", "", func(n *nameStart) bool { return n.last == 0 }, (*nameStart).no},
	{"body-of-a-person", "", func(n *nameStart) bool { return n.bodyOfPerson(n.i, n.last, n.end) },
		func(n *nameStart) (int, bool) { return n.last + 1, true }},
	{"person", "PER", anyName, (*nameStart).person},
	{"body", "ORG", anyName, func(n *nameStart) (int, bool) {
		next, ok := n.bodyAlone(n.i, n.end)
		return next, ok && next >= n.last
	}},
	// An office that the engine took for a body.
	{"office", "ORG", func(n *nameStart) bool { return n.withoutTitles(n.i, n.last) == n.last }, (*nameStart).no},
	{"person-taken-for-a-body", "ORG", (*nameStart).isTitled, (*nameStart).person},
	{"paper", "ORG", (*nameStart).isPaper, (*nameStart).passed},
	{"entity", "ORG", anyName, func(n *nameStart) (int, bool) { return n.entity(n.last) }},
	{"bank-of-a-place", "LOC", func(n *nameStart) bool {
		return n.i+2 < n.last && n.at(n.i+1) == "of" && (n.is(n.at(n.i), lexicon.Body) || world.Press(n.at(n.i)).Ends)
	}, func(n *nameStart) (int, bool) { return n.entity(n.last) }},
	{"paper-of-a-place", "LOC", func(n *nameStart) bool {
		return world.Press(n.at(n.last)).Ends && n.upos(n.last) == "PROPN" && capital(n.doc.Form(n.last))
	}, func(n *nameStart) (int, bool) { return n.entity(n.last + 1) }},
	{"person-taken-for-a-place", "LOC", (*nameStart).isAddressed, (*nameStart).person},
	{"place", "LOC", anyName, func(n *nameStart) (int, bool) {
		n.take(n.i, n.last)
		return n.silent(verbale.State, "place")
	}},
	{"of-the-world-within", "", func(n *nameStart) bool { return n.n > 0 },
		func(n *nameStart) (int, bool) { return n.addMatch(n.i, n.i+n.n, n.match), true }},
	// From here on names that the engine takes for none of the three. Initials are of a
	// body, perhaps, that the report names in full: chainInitials tells.
	{"initials", "", func(n *nameStart) bool { return n.last == n.i+1 && initials(n.text(n.i, n.last)) != "" },
		func(n *nameStart) (int, bool) { return n.silent(verbale.Organisation, "initials") }},
	{"addressed", "", func(n *nameStart) bool { return n.addressed(n.i) }, (*nameStart).person},
	{"one-word", "", func(n *nameStart) bool {
		return n.holdsBody(n.i, n.last) || n.last == n.i+1 && n.upos(n.i) == "PROPN"
	}, (*nameStart).no},
	// A law, a prize, a feast: its last words are no name by themselves.
	{"thing", "", anyName, (*nameStart).passed},
}

// nameAt adds the name that begins at token i, if one does, and returns the token
// after it.
func (c *Cast) nameAt(i, end int, entities []int, loud bool) int {
	next, _ := c.nameStartAt(i, end, entities, loud).first()
	return next
}

// nameStartAt looks at what the engine and the table of the world have at token i.
func (c *Cast) nameStartAt(i, end int, entities []int, loud bool) *nameStart {
	n := &nameStart{Cast: c, i: i, end: end, entities: entities, loud: loud}
	n.match, n.n = c.worldAt(i, end)
	if n.n > 0 && n.match.Type == verbale.Organisation && i+n.n < end {
		if after := c.at(i + n.n); after == "prince" || after == "princess" { // "Crown Prince Otto"
			n.n = 0
		}
	}
	if k := entities[i]; k > 0 && !loud {
		e := c.doc.Entities[k-1]
		n.last, n.label = min(e.Last, end), e.Label
		for n.last > i+1 && (c.at(n.last-1) == "'s" || c.at(n.last-1) == "’s") {
			n.last--
		}
	}
	return n
}

// first returns what the first case reads, and its name.
func (n *nameStart) first() (next int, name string) {
	for k := range nameCases {
		c := &nameCases[k]
		if c.label != "" && c.label != n.label || !c.holds(n) {
			continue
		}
		if next, ok := c.read(n); ok {
			return next, c.name
		}
	}
	return n.i, ""
}
