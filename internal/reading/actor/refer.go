package actor

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// offices whose holder is one person at a time, so that the office names a
// person.
var singular = lexicon.SetOf("head-of-state head-of-government foreign-minister defence-minister monarch heir supreme-leader secretary-general high-representative")

// ofHereState returns the state in which the report was written.
func (t *teller) ofHereState() int {
	e := t.world.ByID(t.here)
	at := t.ofWorld(&found{entry: e, name: e.Name})
	if t.actors[at].Name == "" {
		t.actors[at].Name = e.Name
	}
	return at
}

// isCalled reports whether a state can be called a kingdom or republic, which its
// official name says.
func (t *teller) isCalled(a *local, noun string) bool {
	switch noun {
	case "kingdom", "republic":
		e := t.world.ByID(a.World)
		return e != nil && strings.Contains(world.Fold(e.Official), noun)
	}
	return true
}

// toldOf returns the actor of a noun that the report told of before without a name,
// and that is not tied so far: "an official of the bank … this official"; -1 where
// nobody is.
func (t *teller) toldOf(k int) int {
	f := t.found[k]
	if !t.isDefinite(f.first) || f.kind != verbale.Person {
		return -1
	}
	for j := k - 1; j >= max(0, k-reach); j-- {
		g := t.found[j]
		if f.sentence-g.sentence > reachBack {
			return -1
		}
		if g.form != verbale.Nominal || g.noun != f.noun || g.many != f.many || g.chain >= 0 || !g.indefinite || t.inName(g) {
			continue
		}
		if t.found[j].of != f.of && f.of != "" {
			return -1
		}
		g.chain = t.unnamed(j)
		return g.chain
	}
	return -1
}

// saidOf returns the actor of which a noun phrase says what it is: "Roth is a
// lawyer", who is the lawyer from there on.
func (t *teller) saidOf(f *found) int {
	subject := t.subjectOf(f.head)
	for _, g := range t.found {
		if g.first > subject {
			break
		}
		if g.chain < 0 || t.rootOf(g) != subject && g.head != subject {
			continue
		}
		a := t.actors[g.chain]
		if person := a.Type == verbale.Person || a.Type == verbale.Unnamed; person != (f.kind == verbale.Person) || a.many != f.many {
			return -1
		}
		a.nouns = append(a.nouns, f.noun)
		return g.chain
	}
	return -1
}

// sameOwner reports whether nothing speaks against a noun's being of the state or
// body that an actor is of: "the Israeli sources" are not the Palestinian ones.
func (t *teller) sameOwner(a *local, f *found) bool {
	if f.of == "" {
		return true
	}
	sides := t.world.SidesOf(f.of, t.setting.Day)
	return slices.ContainsFunc(a.sides, func(side string) bool { return slices.Contains(sides, side) })
}

// ordinals count the points of a paper.
var ordinals = lexicon.SetOf("first second third fourth fifth sixth seventh eighth ninth tenth last three two one")

// severalAtOnce are kinds of offices that many hold at a time, so that a report names who
// it is of whom it says no more than the place: "the Vermont senator".
var severalAtOnce = lexicon.SetOf("legislator governor mayor judge")

// formerHolder returns the person spoken of last before a mention who held the office
// that it says was held before: "the former secretary of state".
func (t *teller) formerHolder(k int) int {
	f := t.found[k]
	first := f.first
	for first < f.head && !formerly[t.at(first)] {
		first++
	}
	if first >= f.head {
		return -1
	}
	of := ""
	if t.at(f.last) == "of" && t.upos(f.last+1) == "NOUN" {
		of = t.at(f.last + 1)
	}
	return t.latest(k, func(a *local) bool {
		return a.Type == verbale.Person && slices.Contains(a.were, f.noun) && (of == "" || slices.Contains(a.were, of)) &&
			t.genderFits(a, f.noun) && !t.otherParty(a, f)
	})
}

// genderFits reports whether nothing is known of an actor against a noun that only
// a man or only a woman is called.
func (t *teller) genderFits(a *local, noun string) bool {
	_, gender := t.classOf(noun)
	return gender == 0 || a.gender == 0 || gender == a.gender
}

// ownedBy reports whether a phrase says whose somebody is, by name or by a pronoun:
// "the province's tax commissioner", "his father" is nobody who was spoken of before.
func (t *teller) ownedBy(f *found) bool {
	if f.first < f.head && (isPossessive(t.at(f.first)) || t.at(f.first) == "my" || t.at(f.first) == "our") {
		return true
	}
	for i := f.first; i < f.head; i++ {
		if t.at(i) == "'s" || t.at(i) == "’s" || t.upos(i) == "PROPN" && !t.isPlace(i, f.head) {
			return true
		}
	}
	return false
}

// namedLater returns the one person of the report who holds the office that a
// noun in the first sentences names, before the name: "A former party chairman
// said …".
func (t *teller) namedLater(f *found) int {
	if f.sentence > 2 || f.many || t.is(f.noun, lexicon.Unnamed) {
		return -1
	}
	if _, ok := t.world.Office(f.title); !ok {
		return -1
	}
	only := -1
	for i, a := range t.actors {
		if a.Type != verbale.Person || len(a.Names) == 0 || !t.canMean(a, f) {
			continue
		}
		if f.of != "" && t.otherSide(i, f.of) {
			continue
		}
		if only >= 0 {
			return -1
		}
		only = i
	}
	return only
}

// otherSide reports whether an actor is known to speak for others than a state or
// body.
func (t *teller) otherSide(i int, of string) bool {
	sides := t.world.SidesOf(of, t.setting.Day)
	return len(t.actors[i].sides) > 0 && !slices.ContainsFunc(t.actors[i].sides, func(side string) bool { return slices.Contains(sides, side) })
}

// salient returns the person whom a report speaks of when it calls somebody by a
// noun that says something new of him: "the Ghanaian", "the striker".
func (t *teller) salient(f *found) int {
	c, gender := t.classOf(f.noun)
	if c != human {
		return -1
	}
	pronoun := *f
	pronoun.name = "he"
	if gender == 'f' {
		pronoun.name = "she"
	}
	best, ok := t.antecedentOf(&pronoun, -1, gender == 0, func(a *local) bool { return !t.holdsOther(a, f) && !t.otherParty(a, f) })
	if !ok || best.chain < 0 || t.actors[best.chain].Type != verbale.Person {
		return -1
	}
	return best.chain
}

// particular are kinds of offices of which hardly anybody holds two at once.
var particular = lexicon.SetOf("head-of-state head-of-government foreign-minister defence-minister minister envoy monarch heir legislator governor mayor",
	"judge spokesperson secretary-general high-representative cleric")

// holdsOther reports whether an actor is known to hold another office than the one
// that a noun names: who was called a minister is not "the ambassador".
func (t *teller) holdsOther(a *local, f *found) bool {
	o, ok := t.world.Office(f.title)
	if !ok || !particular[o.Kind] || len(a.kinds) == 0 || slices.Contains(a.kinds, o.Kind) || slices.Contains(a.nouns, f.noun) {
		return false
	}
	return slices.ContainsFunc(a.kinds, func(kind string) bool { return particular[kind] })
}

// holderHere returns the holder of an office of which it is not said whose: of
// somebody named later in the report, of the state that was spoken of last in
// the sentence, of the state in which the report was written.
func (t *teller) holderHere(k int) int {
	f := t.found[k]
	found := -1
	for i, a := range t.actors {
		if a.Type == verbale.Person && t.canMean(a, f) {
			if found >= 0 {
				found = -2
				break
			}
			found = i
		}
	}
	if found >= 0 {
		return found
	}
	for j := k - 1; j >= 0 && t.found[j].sentence == f.sentence; j-- {
		if f.of = t.spokenOf(t.found[j]); f.of != "" {
			if i := t.holder(k); i >= 0 {
				return i
			}
			break
		}
	}
	if f.of = t.here; f.of != "" {
		if i := t.holder(k); i >= 0 {
			return i
		}
	}
	f.of = ""
	return -1
}

// spokenOf returns the state of which a mention speaks: that which it names, that
// whose capital a scene is laid in ("In Vienna, the chancellor …"), or the one for
// which somebody acts ("Mr. Roth must ask the chancellor"); "" where it is none.
func (t *teller) spokenOf(f *found) string {
	if f.form == verbale.Named && f.silent && f.how == world.ByCapital && f.entry != nil && f.entry.Type == verbale.State {
		return f.entry.ID
	}
	if f.chain < 0 {
		return ""
	}
	switch a := t.actors[f.chain]; {
	case a.Type == verbale.State:
		return a.World
	case a.Type == verbale.Person && len(a.sides) == 1 && f.form == verbale.Named:
		if e := t.world.ByID(a.sides[0]); e != nil && e.Type == verbale.State {
			return e.ID
		}
	}
	return ""
}

// inName reports whether a noun stands right before a name that it is a title of.
func (t *teller) inName(f *found) bool { return f.last < len(t.taken) && t.taken[f.head] }

// apposed returns the person whose apposition or title a noun phrase is.
func (t *teller) apposed(k int) int {
	f := t.found[k]
	at := t.doc.Tokens[f.head].Start
	for j := k + 1; j < min(len(t.found), k+4); j++ { // "Democrat Ana Lopes"
		if g := t.found[j]; g.kind == verbale.Person && g.form == verbale.Named && g.first == f.last && g.chain >= 0 &&
			!f.many && (t.doc.Tokens[f.head].Head >= g.first && t.doc.Tokens[f.head].Head < g.last || t.doc.Tokens[t.rootOf(g)].Head == f.head) {
			return g.chain
		}
	}
	for j := max(0, k-6); j < min(len(t.found), k+7); j++ {
		g := t.found[j]
		if g.kind != verbale.Person || g.form != verbale.Named || g.chain < 0 || g.sentence != f.sentence {
			continue
		}
		for _, role := range g.roles {
			if role.Evidence.Start <= at && at < role.Evidence.End {
				return g.chain
			}
		}
	}
	return -1
}

// canMean reports whether a noun phrase without an owner can mean an actor: the
// words of its office, or that of an unnamed source, hold the noun.
func (t *teller) canMean(a *local, f *found) bool {
	if a.many != f.many || a.Type != verbale.Person && a.Type != verbale.Unnamed && a.Type != verbale.Office && a.Type != verbale.UnknownType {
		return false
	}
	if t.otherParty(a, f) {
		return false
	}
	if !t.genderFits(a, f.noun) {
		return false
	}
	if o, ok := t.world.Office(f.title); ok && abbreviated[f.title] && slices.Contains(a.kinds, o.Kind) {
		return true
	}
	if strings.Contains(f.title, " ") {
		return strings.Contains(" "+strings.Join(a.nouns, " ")+" ", " "+f.title+" ")
	}
	return slices.Contains(a.nouns, f.noun)
}

// abbreviated are titles that no office spells so: "the Russian FM" is whoever
// the report calls foreign minister.
var abbreviated = lexicon.SetOf("fm pm")

// isPerson reports whether a general noun for people can mean a person.
func (t *teller) isPerson(a *local, noun string) bool {
	has := a.holds
	if !t.genderFits(a, noun) {
		return false
	}
	switch noun {
	case "diplomat":
		return has("foreign-minister", "deputy-minister", "envoy", "spokesperson", "high-representative")
	case "official", "politician", "statesman":
		return len(a.kinds) > 0
	case "leader":
		return has("head-of-state", "head-of-government", "leader", "supreme-leader", "monarch", "opposition-leader")
	case "lawmaker":
		return has("legislator")
	case "envoy", "negotiator":
		return has("envoy")
	case "chief", "head", "boss":
		return has("head-of-state", "head-of-government", "leader", "secretary-general", "supreme-leader", "executive", "chief", "minister", "foreign-minister")
	case "candidate", "nominee", "billionaire", "businessman", "businesswoman", "democrat", "republican", "mogul", "incumbent", "man", "gentleman":
		return len(a.key) > 0
	case "woman", "lady":
		return a.gender == 'f'
	}
	return false
}

// holder returns the actor who holds the office of the state or body that a
// noun phrase names: one of the report, else one of the table of the world.
func (t *teller) holder(k int) int {
	f := t.found[k]
	sides := t.world.SidesOf(f.of, t.setting.Day)
	of := func(a *local) bool {
		return slices.ContainsFunc(a.sides, func(side string) bool { return slices.Contains(sides, side) })
	}
	if i := t.latest(k, func(a *local) bool { return of(a) && t.canMean(a, f) }); i >= 0 {
		return i
	}
	if t.is(f.noun, lexicon.Person) {
		runs := func(a *local) bool { // for an office of a party, whose state another may govern
			return !t.is(f.noun, lexicon.Runner) || !a.holds("head-of-state", "head-of-government") || slices.Contains(a.nouns, f.noun)
		}
		if i := t.latest(k, func(a *local) bool { return a.Type == verbale.Person && of(a) && runs(a) && t.isPerson(a, f.noun) }); i >= 0 {
			return i
		}
	}
	// Named only later in the report: the one of that office.
	found := -1
	for i, a := range t.actors {
		if a.Type == verbale.Person && of(a) && t.canMean(a, f) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	if found >= 0 {
		return found
	}
	o, ok := t.world.Office(f.title)
	if !ok || !singular[o.Kind] || t.setting.Day == "" {
		return -1
	}
	p := t.world.Holder(o.Kind, f.of, t.setting.Day)
	if p == nil || !slices.ContainsFunc(p.Terms, func(term world.Term) bool {
		return term.Of == f.of && term.Holds(t.setting.Day) && sameOffice(term.Office, f.title)
	}) {
		return -1 // a chancellor is no prime minister
	}
	for i, a := range t.actors {
		if a.World == p.ID {
			return i
		}
	}
	a := &local{LocalActor: verbale.LocalActor{Name: p.Name, Type: verbale.Person, World: p.ID, Names: []string{}}, key: world.Fold(p.Name), last: f.head}
	if role, ok := t.role(f.first, f.last); ok {
		a.Roles = append(a.Roles, role)
	}
	t.actors = append(t.actors, a)
	t.settle(a)
	return len(t.actors) - 1
}

// sameOffice reports whether a title means an office: its words, or those that
// papers use for it everywhere.
func sameOffice(office, title string) bool {
	switch office = world.Fold(office); {
	case office == title || strings.HasPrefix(office, title+" to ") || strings.HasSuffix(office, " "+title):
		return true
	case office == "foreign minister":
		return title == "fm"
	case office == "prime minister":
		return title == "premier" || title == "pm"
	case office == "emperor":
		return title == "tsar" || title == "czar" || title == "kaiser"
	}
	return false
}

// office makes an actor of an office whose holder is not named.
func (t *teller) office(f *found) int {
	at := t.alone(f)
	a := t.actors[at]
	a.Type = verbale.Office
	a.nouns = append(strings.Fields(f.title), f.noun)
	if e := t.world.ByID(f.of); e != nil {
		a.sides = t.world.SidesOf(f.of, t.setting.Day)
	}
	if role, ok := t.role(f.first, f.last); ok {
		a.Roles = append(a.Roles, role)
		a.Office = role.Title
		if role.Of != "" {
			a.Name = role.Of + " " + role.Title
		}
	}
	return at
}

// body ties a noun for an organisation to the last actor whose name holds it.
func (t *teller) body(k int, source bool) int {
	f := t.found[k]
	if i, ok := t.ofWhom(k); ok {
		return i
	}
	if f.of != "" {
		if e := t.world.ByID(f.of); e != nil && slices.Contains(e.Words, f.noun) {
			return -1
		}
		if i := t.latest(k, func(a *local) bool {
			return slices.Contains(a.nouns, f.noun) && slices.Contains(a.sides, f.of)
		}); i >= 0 {
			return i
		}
		if body, ok := t.world.BodyKind(f.noun); ok {
			if e := t.world.Body(f.of, body.Kind); e != nil {
				f.entry = e
				at := t.ofWorld(f)
				if t.actors[at].Name == "" {
					t.actors[at].Name = e.Name
				}
				return at
			}
		}
	} else if !f.indefinite {
		if i, ok := t.campaign(k, source); ok {
			return i
		}
		if f.noun == "administration" {
			if i := t.latest(k, func(a *local) bool { return a.Type == verbale.Organisation && slices.Contains(a.nouns, f.noun) }); i >= 0 {
				return i
			}
		}
		if i := t.ofHere(f); i >= 0 {
			return i
		}
		fits := func(a *local) bool {
			return (a.Type == verbale.Organisation || a.Type == verbale.State || a.Type == verbale.Group) && slices.Contains(a.nouns, f.noun)
		}
		if i := t.latest(k, fits); i >= 0 {
			return i
		}
	}
	if i := t.bodyOfKind(k); i >= 0 {
		return i
	}
	if !source {
		return -1
	}
	if f.many || f.indefinite {
		return t.unnamed(k)
	}
	if i := t.salientBody(f); i >= 0 {
		return i
	}
	return t.alone(f)
}

// ofWhom returns the state whose government a phrase means that says by a pronoun
// whose it is: "her government", of a state or of somebody who acts for one. It
// reports false where the phrase says nothing of the kind; the actor is -1 where it
// is not known whose.
func (t *teller) ofWhom(k int) (int, bool) {
	f := t.found[k]
	if f.noun != "government" && f.noun != "cabinet" || !isPossessive(t.at(f.first)) || f.first == f.head {
		return -1, false
	}
	for _, g := range t.found[k+1:] {
		if g.first > f.first {
			break
		}
		if g.head != f.first || g.form != verbale.Pronominal {
			continue
		}
		if g.chain < 0 {
			g.chain = t.pronoun(g, -1)
		}
		if g.chain < 0 {
			return -1, true
		}
		if side := t.sideActor(g.chain); t.actors[side].Type == verbale.State {
			return side, true
		}
		return -1, true
	}
	return -1, true
}

// salientBody returns the organisation whom a report speaks of when it calls it
// by a noun that its name does not hold: "the agency", "the union".
func (t *teller) salientBody(f *found) int {
	if !t.isDefinite(f.first) || f.head-f.first > 1 || isPossessive(t.at(f.first)) || kindsOfBodies[f.noun] == nil || world.Press(f.noun).Noun {
		return -1
	}
	pronoun := *f
	pronoun.name = "it"
	best, ok := t.antecedentOf(&pronoun, -1, false, func(a *local) bool { return a.Type == verbale.Organisation })
	if !ok || best.chain < 0 {
		return -1
	}
	return best.chain
}

// ofHere returns the government, ministry or army of the state in which a
// report was written, which is what its own paper calls by that name alone.
func (t *teller) ofHere(f *found) int {
	e := t.world.ByID(t.here)
	if e == nil || e.Type != verbale.State {
		return -1
	}
	kind := ""
	switch f.noun {
	case "government", "cabinet", "administration":
		kind = "government"
	case "ministry":
		if i := t.ofMinister(f); i >= 0 {
			return i
		}
		kind = "foreign-ministry"
	case "army", "military":
		kind = "military"
	case "parliament":
		kind = "parliament"
	default:
		return -1
	}
	for i, a := range t.actors { // another ministry of that state is named
		if a.World != "" && a.World != e.ID && slices.Contains(a.sides, e.ID) && slices.Contains(a.nouns, f.noun) {
			return i
		}
	}
	body := t.world.Body(e.ID, kind)
	for i, a := range t.actors {
		if a.World == body.ID {
			return i
		}
	}
	f.entry = body
	at := t.ofWorld(f)
	t.actors[at].Name = body.Name
	return at
}

// ofMinister returns the ministry of the minister who was spoken of last before a
// mention: "Foreign Minister Ana Lopes … the ministry".
func (t *teller) ofMinister(f *found) int {
	for k := len(t.found) - 1; k >= 0; k-- {
		g := t.found[k]
		if g.first >= f.first || g.chain < 0 || t.actors[g.chain].Type != verbale.Person {
			continue
		}
		a := t.actors[g.chain]
		for _, kind := range []string{"foreign", "defence"} {
			if !slices.Contains(a.kinds, kind+"-minister") || len(a.sides) != 1 {
				continue
			}
			e := t.world.Body(a.sides[0], kind+"-ministry")
			if e == nil {
				continue
			}
			at := t.ofWorld(&found{entry: e, name: e.Name, noun: "ministry"})
			if t.actors[at].Name == "" {
				t.actors[at].Name = e.Name
			}
			return at
		}
	}
	return -1
}

// latest returns the actor that was mentioned last before a mention, outside
// quotations first, and that is fit; -1 where none is within reach.
func (t *teller) latest(k int, fit func(*local) bool) int {
	for _, within := range []bool{false, true} {
		for j := k - 1; j >= max(0, k-reach); j-- {
			g := t.found[j]
			if g.chain >= 0 && (t.within[g.head] >= 0) == within && fit(t.actors[g.chain]) {
				return g.chain
			}
		}
	}
	return -1
}

// issuer returns who issued a paper that speaks: the owner that its words name;
// else the owner of the paper of that noun which was told of last, or the side of
// whoever is the subject where the report tells of it. What parties have made with each other speaks for itself.
func (t *teller) issuer(k int) int {
	f := t.found[k]
	if i := t.ownerIn(f); i >= 0 {
		return i
	}
	for j := k - 1; j >= 0; j-- {
		if g := t.found[j]; g.form == verbale.Nominal && t.samePaper(g.noun, f.noun) && g.many == f.many {
			if f.indefinite {
				break // another one
			}
			if g.chain >= 0 {
				return g.chain
			}
			if i := t.ownerIn(g); i >= 0 {
				return i
			}
		}
	}
	if i := t.sentBefore(k); i >= 0 {
		return i
	}
	if i := t.bodyThatSpoke(f); i >= 0 {
		return i
	}
	return t.alone(f)
}

// sentBefore returns the sender of the first paper of its noun that is told of before a
// mention; -1 for another one, and for what parties have made with each other.
func (t *teller) sentBefore(k int) int {
	f := t.found[k]
	if f.indefinite || t.is(singularOf(f.noun), lexicon.Mutual) {
		return -1
	}
	for j := range k {
		if g := t.found[j]; g.form == verbale.Nominal && g.noun == f.noun {
			if i := t.sender(j); i >= 0 {
				return i
			}
		}
	}
	return -1
}

// bodyThatSpoke returns the body that spoke last before a paper of which nothing says
// whose it is, a sentence or two before: "UNHCR said it was ready. … a statement said".
func (t *teller) bodyThatSpoke(f *found) int {
	if f.noun != "statement" && f.noun != "communique" && f.noun != "declaration" {
		return -1
	}
	at := sort.Search(len(t.sayings), func(i int) bool { return t.sayings[i].head >= f.first })
	if at == 0 {
		return -1
	}
	s := t.sayings[at-1]
	if f.sentence-t.doc.SentenceOf(s.head) > 2 || t.actors[s.chain].Type != verbale.Organisation {
		return -1
	}
	return s.chain
}

// samePaper reports whether two nouns are used of one paper: a poll is also
// called a survey.
func (c *Cast) samePaper(a, b string) bool {
	return a == b || c.words.Noun(a).Alike != "" && c.words.Noun(a).Alike == c.words.Noun(b).Alike
}

// ownerIn returns the actor whose paper a phrase says that it is; -1 where it says of nobody.
func (t *teller) ownerIn(f *found) int {
	for _, c := range ownerCases() {
		if owner := c.find(t, f); owner >= 0 {
			return owner
		}
	}
	return -1
}

// ownerCase is one way in which a phrase says whose paper it is.
type ownerCase struct {
	name string
	find func(t *teller, f *found) int
}

// ownerCases are the ways in which a phrase says whose paper it is, of which the first that
// finds somebody counts; each has a sentence in TestOwnerCases. It is a function, since what
// a pronoun means can depend on whose a paper is.
func ownerCases() []ownerCase {
	return []ownerCase{
		{"named-before", (*teller).ownerNamed}, // "Russia's letter"
		{"pronoun-before", (*teller).ownerPronoun},
		{"of-state", func(t *teller, f *found) int { // "the Russian letter"
			if f.of == "" {
				return -1
			}
			return slices.IndexFunc(t.actors, func(a *local) bool { return a.World == f.of })
		}},
		{"by", func(t *teller, f *found) int { return t.ownerAfter(f, "by", "from") }},      // "a poll by the Harbour Institute"
		{"that", func(t *teller, f *found) int { return t.ownerAfter(f, "that", "which") }}, // "a letter that Mr. Roth left"
	}
}

// ownerNamed returns the owner who is named within a phrase before its noun, or right before
// it as its possessor.
func (t *teller) ownerNamed(f *found) int {
	for _, g := range t.found {
		if g.first >= f.last {
			break
		}
		if g.chain < 0 || g.first < f.first-3 || g.last > f.head {
			continue
		}
		possessor := t.possessive(g) && g.last >= f.first-1
		switch {
		case possessor && t.is(f.noun, lexicon.Personal):
			return g.chain
		case possessor || g.first >= f.first:
			return t.sideOfNamed(g.chain)
		}
	}
	return -1
}

// ownerPronoun returns the owner whom the pronoun at the head of a phrase means: "his second
// tweet".
func (t *teller) ownerPronoun(f *found) int {
	for _, g := range t.found {
		if g.first > f.first {
			break
		}
		if g.first != f.first || g.form != verbale.Pronominal || !t.masculine(g.name) && !t.feminine(g.name) && !t.neuter(g.name) {
			continue
		}
		if g.chain < 0 {
			g.chain = t.pronoun(g, -1)
		}
		switch {
		case g.chain < 0:
		case t.is(f.noun, lexicon.Personal):
			return g.chain
		default:
			return t.sideOfNamed(g.chain)
		}
	}
	return -1
}

// ownerAfter returns the owner who is named after a phrase and one of two words.
func (t *teller) ownerAfter(f *found, one, other string) int {
	if next := t.at(f.last); next != one && next != other {
		return -1
	}
	if m := t.mentionAt(f.last + 1); m != nil && m.chain >= 0 && m.form == verbale.Named && !m.silent {
		return t.sideOfNamed(m.chain)
	}
	return -1
}

// sideOfNamed is the side of a person, whose letters speak for it, else the
// actor itself.
func (t *teller) sideOfNamed(chain int) int {
	if t.actors[chain].Type == verbale.Person {
		return t.sideActor(chain)
	}
	return chain
}

// mentionAt returns the mention whose phrase begins at a token.
func (t *teller) mentionAt(token int) *found {
	for _, g := range t.found {
		if g.first == token || g.outer[1] > 0 && g.outer[0] == token || g.first == token+1 && t.at(token) == "the" {
			return g
		}
		if g.first > token+1 {
			break
		}
	}
	return nil
}

// lastPaper returns who issued the paper that a report speaks of before a
// mention: "It accuses …", "its fifth point", "the sixth".
func (t *teller) lastPaper(f *found) int {
	for k := len(t.found) - 1; k >= 0; k-- {
		g := t.found[k]
		if g.first >= f.first || g.form != verbale.Nominal || !t.is(g.noun, lexicon.Paper) {
			continue
		}
		if f.sentence-g.sentence > 4 {
			return -1
		}
		if g.chain >= 0 {
			return g.chain
		}
		if _, speaks := t.bySource[g]; !speaks {
			if i := t.ownerIn(g); i >= 0 {
				return i
			}
			if i := t.sender(k); i >= 0 {
				return i
			}
		}
		if i := t.issuer(k); t.actors[i].Type == verbale.State || t.actors[i].Type == verbale.Organisation {
			return i
		}
		return -1
	}
	return -1
}

// sender returns the state or body for which the first named one of a sentence
// acts that tells of a paper, before the paper.
func (t *teller) sender(paper int) int {
	first := paper
	for first > 0 && t.found[first-1].sentence == t.found[paper].sentence {
		first--
	}
	for i := first; i < paper; i++ {
		f := t.found[i]
		if f.chain < 0 || f.silent || f.form != verbale.Named {
			continue
		}
		if t.onlyTellsOf(f.head, t.found[paper].head) {
			return -1
		}
		switch a := t.actors[f.chain]; {
		case a.Type == verbale.State || a.Type == verbale.Organisation:
			return f.chain
		case a.Type == verbale.Person && len(a.sides) > 0:
			return t.sideActor(f.chain)
		}
		return -1
	}
	return -1
}

// onlyTellsOf reports whether a paper stands in what its actor says and not among what he
// does: "Roth noted that the accords left the well to both towns".
func (t *teller) onlyTellsOf(actor, paper int) bool {
	for i := paper; i >= 0; i = t.Head(i) {
		if inside := t.Subtree(i); actor >= inside.First && actor < inside.Last {
			return false
		}
		if t.doc.Tokens[i].DepRel == "ccomp" {
			return true
		}
	}
	return false
}

// unnamed makes an actor of a source that the report does not name, with what
// is said of it. "The official" is the one that was spoken of before.
func (t *teller) unnamed(k int) int {
	f := t.found[k]
	if !f.indefinite {
		if i := t.latest(k, func(a *local) bool {
			return a.Type == verbale.Unnamed && a.many == f.many && slices.Contains(a.nouns, f.noun)
		}); i >= 0 {
			return i
		}
	}
	at := t.alone(f)
	a := t.actors[at]
	a.Type = verbale.Unnamed
	a.nobody = !t.isSomebody(f)
	source := a.Source
	sentence := t.sentenceOf(f.head)
	end := f.last
	if s, ok := t.bySource[f]; ok && len(t.statements[s].Source) > 0 {
		for _, e := range t.statements[s].Source {
			_, last := t.tokens(e.Span)
			end = max(end, last)
		}
		if full := strings.Join(strings.Fields(t.statements[s].Source[0].Text), " "); len(t.heads[s]) == 1 && t.heads[s][0] == k && t.statements[s].Source[0].Contains(t.doc.Tokens[f.head].Span) {
			a.Name = described(full)
			a.Names = []string{a.Name}
		}
	}
	for j := max(0, k-4); j < len(t.found) && t.found[j].first < end; j++ {
		g := t.found[j]
		if g.chain < 0 || g.first < f.first || g == f {
			continue
		}
		owner := t.actors[g.chain]
		if owner.Type == verbale.Unnamed || owner.Type == verbale.UnknownType {
			continue
		}
		source.Affiliation = owner.Name
		if owner.Type == verbale.Organisation {
			a.servant = owner.World
		}
		a.sides = append(a.sides, owner.sides...)
		if owner.World != "" {
			a.sides = append(a.sides, t.world.SidesOf(owner.World, t.setting.Day)...)
		} else if len(owner.sides) == 0 && (owner.Type != verbale.Person || t.is(f.noun, lexicon.Servant)) {
			a.sideOf = append(a.sideOf, g.chain)
		}
		break
	}
	slices.Sort(a.sides)
	a.sides = slices.Compact(a.sides)
	source.Terms, source.Reason = t.terms(f.head, sentence.Last)
	return at
}

// number says how many an unnamed source is.
func (t *teller) number(f *found) string {
	for i := f.first; i < f.head; i++ {
		switch word := t.at(i); {
		case word == "several" || word == "many" || word == "some" || t.upos(i) == "NUM":
			return word
		}
	}
	if f.many {
		return "several"
	}
	return "one"
}

// terms finds, in the sentence of a source and the one after it, the words that
// say on what terms it spoke, and why it is not named.
func (t *teller) terms(head, end int) (terms, reason *verbale.Excerpt) {
	if s := t.doc.SentenceOf(head); s+1 < len(t.doc.Sentences) && t.doc.Sentences[s+1].Paragraph == t.doc.Sentences[s].Paragraph {
		end = t.doc.Sentences[s+1].Last
	}
	for i := head + 1; i < end; i++ {
		anonymous := t.at(i) == "anonymity" || t.at(i) == "unnamed" || (t.at(i) == "named" || t.at(i) == "identified" || t.at(i) == "quoted") && (t.at(i-1) == "be" || t.at(i-2) == "not" || t.at(i-1) == "not")
		if !anonymous || t.within[i] >= 0 {
			continue
		}
		first := i
		for first > head+1 && i-first < 7 && t.upos(first-1) != "PUNCT" && t.at(first-1) != "who" && t.at(first-1) != "he" && t.at(first-1) != "she" && t.at(first-1) != "they" {
			first--
		}
		terms = t.excerpt(first, i+1)
		for k := i + 1; k < min(end, i+4); k++ {
			if t.at(k) == "because" || t.at(k) == "since" || t.at(k) == "as" {
				last := k
				for last < end && t.at(last) != "." && t.at(last) != "," && t.at(last) != ";" {
					last++
				}
				reason = t.excerpt(k, last)
				break
			}
		}
		return terms, reason
	}
	return nil, nil
}

// excerpt returns the words of a run of tokens; nil where a line ends in it.
func (t *teller) excerpt(first, last int) *verbale.Excerpt {
	if first >= last {
		return nil
	}
	span := page.Run{First: first, Last: last}.Span(t.doc)
	text := span.Text(t.doc.Text)
	if strings.ContainsAny(text, "\r\n") {
		return nil
	}
	return &verbale.Excerpt{Span: span, Text: text}
}
