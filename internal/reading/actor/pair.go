package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// several returns the actors that a plural means whom the report names side by
// side before: "Roth and Okafor met. Both said …", "the two countries". It returns
// nil where it means no such pair.
func (t *teller) several(f *found) []int {
	for i := range pluralCases {
		if c := &pluralCases[i]; c.holds(t, f) {
			return c.find(t, f)
		}
	}
	return nil
}

// pluralCase is one way in which a plural means several. The first that holds counts;
// each has a sentence in TestPluralCases.
type pluralCase struct {
	name  string
	holds func(t *teller, f *found) bool
	find  func(t *teller, f *found) []int
}

var pluralCases = []pluralCase{
	// "Ada Roth met Per Holm. A joint statement said …"
	{"joint-paper", func(t *teller, f *found) bool {
		return f.form == verbale.Nominal && t.is(f.noun, lexicon.Paper) && t.isJoint(f)
	}, (*teller).jointly},
	{"family", func(t *teller, f *found) bool {
		return f.form == verbale.Named && strings.HasSuffix(f.name, "s")
	}, (*teller).family},
	{"they", func(t *teller, f *found) bool {
		return f.form == verbale.Pronominal && (t.plural(f.name) || f.name == "both")
	}, (*teller).pairOfPronoun},
	{"two-states", func(t *teller, f *found) bool {
		return f.form == verbale.Nominal && t.saysTwo(f) && t.is(singularOf(f.noun), lexicon.PairStates)
	}, func(t *teller, f *found) []int { return t.pairOfStates(f, isBodyOrState) }},
	{"two-people", func(t *teller, f *found) bool {
		return f.form == verbale.Nominal && (t.saysTwo(f) || t.isDefinite(f.first) && f.many) &&
			t.is(singularOf(f.noun), lexicon.PairPeople)
	}, func(t *teller, f *found) []int { return t.pairOf(f, isOnePerson) }},
	{"the-two", func(t *teller, f *found) bool {
		return f.form == verbale.Nominal && t.saysTwo(f) && (f.noun == "two" || f.noun == "both")
	}, func(t *teller, f *found) []int { return t.pairOf(f, isOne) }},
	{"latter", func(t *teller, f *found) bool {
		return f.noun == "latter" || f.noun == "former" && t.isDefinite(f.first)
	},
		(*teller).oneOfPair},
}

// isJoint reports whether a paper is one of several, as its words say, or those by which
// the report called it before.
func (t *teller) isJoint(f *found) bool {
	for i := f.first; i < f.head; i++ {
		if t.at(i) == "joint" {
			return true
		}
	}
	if !t.isDefinite(f.first) || f.head-f.first > 1 {
		return false
	}
	for k := len(t.found) - 1; k >= 0; k-- {
		if g := t.found[k]; g.first < f.first && g.form == verbale.Nominal && g.noun == f.noun {
			return f.sentence-g.sentence < 2*reachBack && t.isJoint(g)
		}
	}
	return false
}

// jointly returns those who issued a paper of several: for whom the two speak of whom the
// sentences before tell together.
func (t *teller) jointly(f *found) []int {
	list, _ := t.sideBySide(f, isOne)
	if list == nil {
		list = t.twoBefore(f, func(a *local) bool { return isOnePerson(a) && len(t.standpointOf(a).sides) == 1 })
	}
	var sides []int
	for _, i := range list {
		sides = appendNew(sides, t.sideActor(i))
	}
	if len(sides) < 2 {
		return nil
	}
	return sides
}

// Who can be one of a pair.
func isOnePerson(a *local) bool   { return a.Type == verbale.Person }
func isBodyOrState(a *local) bool { return a.Type == verbale.State || a.Type == verbale.Organisation }
func isOne(a *local) bool         { return !a.many && (isOnePerson(a) || isBodyOrState(a)) }

// pairOfPronoun returns the pair that "they" or "both" mean; nil for "they" where a
// plural stands nearer.
func (t *teller) pairOfPronoun(f *found) []int {
	list, at := t.sideBySide(f, isOne)
	if list != nil && f.name != "both" {
		if best, ok := t.antecedent(f, -1); ok && best.head > at {
			return nil
		}
	}
	if list == nil && t.saysTwo(f) {
		return t.twoBefore(f, isOne)
	}
	return list
}

// pairOfStates returns the pair of "the two countries", "both sides": those named side
// by side, else the only two that the report knows.
func (t *teller) pairOfStates(f *found, fit func(*local) bool) []int {
	list, _ := t.sideBySide(f, fit)
	if list == nil {
		list = t.onlyTwo(f, fit)
	}
	if list == nil && f.noun == "sides" {
		return t.twoBefore(f, isOne)
	}
	return list
}

// pairOf returns the pair that a plural noun means.
func (t *teller) pairOf(f *found, fit func(*local) bool) []int {
	if t.is(singularOf(f.noun), lexicon.PairStates) {
		return t.pairOfStates(f, fit)
	}
	list, _ := t.sideBySide(f, fit)
	if list == nil && t.saysTwo(f) {
		if t.is(singularOf(f.noun), lexicon.Runner) {
			fit = func(a *local) bool { return isOnePerson(a) && !a.holds("head-of-state", "head-of-government") }
		}
		return t.twoBefore(f, fit)
	}
	return list
}

// oneOfPair returns "the former" or "the latter" of a pair.
func (t *teller) oneOfPair(f *found) []int {
	list, _ := t.sideBySide(f, func(a *local) bool { return !a.many })
	switch {
	case len(list) != 2:
		return nil
	case f.noun == "former":
		return list[:1]
	}
	return list[1:]
}

// saysTwo reports whether a plural phrase says "two" or "both".
func (t *teller) saysTwo(f *found) bool {
	for i := max(0, f.first-1); i < f.last; i++ {
		switch t.at(i) {
		case "two", "both":
			return true
		}
	}
	return false
}

func singularOf(noun string) string {
	if n := len(noun); n > 3 && noun[n-1] == 's' {
		if noun[n-3:] == "ies" {
			return noun[:n-3] + "y"
		}
		return noun[:n-1]
	}
	return noun
}

// sideBySide returns the actors of the last coordination of two names or more
// before a mention, and the token at which it ends. Names of which nothing is known
// can be of it: "Norland and Drennia signed. Both …".
func (t *teller) sideBySide(f *found, fit func(*local) bool) ([]int, int) {
	fits := func(g *found) bool {
		return g.form == verbale.Named && (t.actsAsState(g) || !g.silent) && (g.chain < 0 && t.actsAsState(g) || g.chain < 0 && g.kind == verbale.UnknownType ||
			g.chain >= 0 && (fit(t.actors[g.chain]) || t.actors[g.chain].Type == verbale.UnknownType && t.actors[g.chain].Source == nil))
	}
	for k := len(t.found) - 1; k > 0; k-- {
		h := t.found[k]
		if h.first >= f.first || h.form != verbale.Named {
			continue
		}
		if f.sentence-h.sentence > 2 {
			break
		}
		list, first := []*found{}, h
		if fits(h) {
			list = append(list, h)
		}
		for j := k - 1; j >= 0 && len(list) > 0; j-- {
			g := t.found[j]
			gap, link := t.between(g, first)
			if g.sentence != h.sentence || gap > 2 {
				break
			}
			joins := link == "and" || link == "," && len(list) > 1
			if gap > 0 && joins && fits(g) && t.typeOf(g) == t.typeOf(h) && !slices.Contains(list, g) {
				list, first = append(list, g), g
			}
		}
		if len(list) > 1 {
			slices.Reverse(list)
			return t.chainsOf(list), h.last
		}
	}
	return nil, -1
}

// between returns how many tokens stand between two mentions that may be named side by
// side, and the word before the second; what is said of either does not count: "Roth
// (left) and engineer Holm", "Roth, mayor of Porto, and Holm".
func (t *teller) between(g, h *found) (gap int, link string) {
	start, end := h.first, max(g.last, g.outer[1])
	if h.outer[1] > 0 {
		start = min(start, h.outer[0])
	}
	if t.at(end) == "(" && t.at(end+2) == ")" {
		end += 3
	}
	for start > end+1 && (t.upos(start-1) == "NOUN" && t.Head(start-1) >= h.first && t.Head(start-1) < h.last || t.at(start-1) == "the") {
		start--
	}
	gap = start - end
	if gap > 2 && gap < 9 && t.at(g.last) == "," && t.at(start-1) == "and" && t.at(start-2) == "," {
		gap = 2 // "Grassley, Republican of Iowa, and Leahy"
	}
	return gap, t.at(start - 1)
}

// actsAsState reports whether a name that nothing is known of but that it is a place is
// a subject, alone or with others: "Norland and Drennia signed".
func (t *teller) actsAsState(f *found) bool {
	if f.entry != nil || f.rule != "place" || f.first > 0 && t.isWhere(f.first, f.last) {
		return false
	}
	root := t.rootOf(f)
	for n := 0; n < 4 && t.doc.Tokens[root].DepRel == "conj" && t.Head(root) >= 0; n++ {
		root = t.Head(root)
	}
	return t.isSubject(root)
}

// typeOf returns the type of the actor of a mention, of one without an actor its own.
func (t *teller) typeOf(f *found) verbale.ActorType {
	if f.chain < 0 {
		return f.kind
	}
	return t.actors[f.chain].Type
}

// chainsOf returns the actors of mentions, which it makes where there are none.
func (t *teller) chainsOf(list []*found) []int {
	var chains []int
	for _, g := range list {
		g.silent = false
		if g.chain < 0 {
			if i := slices.IndexFunc(t.actors, func(a *local) bool { return a.key == world.Fold(g.name) && a.Source == nil }); i >= 0 {
				g.chain = i
			} else {
				g.chain = t.alone(g)
			}
		}
		chains = appendNew(chains, g.chain)
	}
	return chains
}

// family returns the people of one last name whom a plural of it means: "the
// Mosses", "Khans".
func (t *teller) family(f *found) []int {
	name := world.Fold(f.name)
	one := strings.TrimSuffix(name, "s")
	if f.last != f.first+1 || len(one) < 3 {
		return nil
	}
	var list []int
	for i, a := range t.actors {
		if a.Type != verbale.Person {
			continue
		}
		switch own := a.key[strings.LastIndexByte(a.key, ' ')+1:]; {
		case own == name:
			return nil
		case strings.Contains(a.key, " ") && (own == one || own+"e" == one):
			list = append(list, i)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// twoBefore returns the only two actors of a sort of whom the sentences before a
// mention speak, as few of them as hold two.
func (t *teller) twoBefore(f *found, fit func(*local) bool) []int {
	var list []int
	sentence := f.sentence
	for k := len(t.found) - 1; k >= 0; k-- {
		g := t.found[k]
		if g.first >= f.first || g.chain < 0 || g.silent || !fit(t.actors[g.chain]) || t.possessive(g) && g.sentence == f.sentence {
			continue
		}
		if f.sentence-g.sentence > reachBack || len(list) == 2 && g.sentence != sentence {
			break
		}
		sentence = g.sentence
		list = appendNew(list, g.chain)
	}
	if len(list) != 2 {
		return nil
	}
	slices.Reverse(list)
	return list
}

// onlyTwo returns the two states of a report that names no third before a
// mention; nil where it names more or less.
func (t *teller) onlyTwo(f *found, fit func(*local) bool) []int {
	var list []int
	for _, g := range t.found {
		if g.first >= f.first {
			break
		}
		if g.form == verbale.Named && g.chain >= 0 && !g.silent && t.actors[g.chain].Type == verbale.State && fit(t.actors[g.chain]) {
			list = appendNew(list, g.chain)
		}
	}
	if len(list) != 2 {
		return nil
	}
	return list
}
