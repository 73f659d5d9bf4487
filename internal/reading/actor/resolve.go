package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// Resolution is what Resolve finds out: the actors of the report, its mentions,
// each tied to an actor or to none, and for each statement its speakers and
// addressees.
type Resolution struct {
	Actors   []verbale.LocalActor
	Mentions []verbale.Mention
	Ties     []verbale.Tie
}

// Resolve says which mentions mean the same actor, and who spoke each statement
// to whom.
func (c *Cast) Resolve(statements []draft.Statement) Resolution { return c.resolve(statements, nil) }

func (c *Cast) resolve(statements []draft.Statement, choose func(Choice) int) Resolution {
	c.chainNames()
	c.chainAcronyms()
	c.chainInitials()
	t := c.newTeller(statements)
	t.choose = choose
	t.chainRest()
	t.speakers()
	t.withinQuotations()
	return c.resolution(t)
}

// chainNames ties names to actors: those of the table of the world, then full
// names, then last names.
func (c *Cast) chainNames() {
	c.lastNamesOfPlaces()
	c.namesOfPress()
	for _, f := range c.found {
		if f.form == verbale.Named && !f.silent && f.entry != nil {
			f.chain = c.ofWorld(f)
		}
	}
	c.lastNamesOfPeople()
	c.firstWordsOfFirms()
	for _, full := range []bool{true, false} {
		for _, f := range c.found {
			if f.form == verbale.Named && !f.silent && f.entry == nil && f.chain < 0 && f.body == "" &&
				(len(nameParts(f.name)) > 1) == full {
				f.chain = c.byName(f)
			}
		}
	}
	for _, f := range c.found {
		if f.chain >= 0 && f.form == verbale.Named {
			c.learn(f)
		}
	}
	for _, a := range c.actors {
		c.settle(a)
	}
	c.joinByWorld()
}

// lastNamesOfPeople takes single words that the engine took for bodies for people
// where the report gives a person of that last name.
func (c *Cast) lastNamesOfPeople() {
	last := map[string]bool{}
	for _, f := range c.found {
		parts := nameParts(f.name)
		if f.form != verbale.Named || len(parts) == 0 || len(parts) == 1 && f.title == "" {
			continue
		}
		if f.kind == verbale.Person {
			k := len(parts) - 1
			last[parts[k]] = true
			for k > 1 && world.Particle(parts[k-1]) {
				k--
				last[strings.Join(parts[k:], " ")] = true
			}
		}
	}
	for _, f := range c.found {
		if f.form != verbale.Named || f.entry != nil || !last[world.Fold(f.name)] {
			continue
		}
		switch {
		case f.kind == verbale.Organisation:
			f.kind = verbale.Person
		case f.rule == "place" && !c.isWhere(f.first, f.last) && c.at(f.first-1) != ",":
			f.kind, f.silent, f.rule = verbale.Person, false, "last-name"
		}
	}
}

// firstWordsOfFirms takes single words that nobody of the report bears as a name
// for the body whose name they begin.
func (c *Cast) firstWordsOfFirms() {
	begins, borne, of := map[string]bool{}, map[string]bool{}, map[string]string{}
	known := map[string]*found{} // those of which the table of the world has such a name
	for _, f := range c.found {
		parts := nameParts(f.name)
		if f.form == verbale.Named && f.entry != nil && f.kind == verbale.Organisation && len(parts) == 3 && parts[1] == "of" {
			known[parts[0]] = f
		}
		if f.form != verbale.Named || f.entry != nil || len(parts) < 2 || len(parts) > 3 {
			continue
		}
		if f.rule == "body" && followings[f.noun] { // "the Reed administration" is called after a person
			borne[parts[0]] = true
			continue
		}
		if f.kind == verbale.Organisation {
			begins[parts[0]] = !adjectival(parts[0])
			if parts[1] == "of" {
				if known := of[parts[0]]; known != "" && known != f.name {
					of[parts[0]] = "-"
				} else {
					of[parts[0]] = f.name
				}
			}
		} else {
			for _, part := range parts {
				borne[part] = true
			}
		}
	}
	for _, f := range c.found {
		if name := world.Fold(f.name); f.form == verbale.Named && f.entry == nil && begins[name] && !borne[name] && f.title == "" &&
			(f.kind == verbale.Person || f.kind == verbale.UnknownType) {
			f.kind = verbale.Organisation
		} else if full := of[name]; f.form == verbale.Named && f.entry == nil && len(full) > 1 && c.at(f.first-1) == "the" {
			f.kind, f.body, f.name = verbale.Organisation, "", full // "the House of Lords … the House"
		} else if g := known[name]; g != nil && f.form == verbale.Named && f.entry == nil && f.chain < 0 && c.at(f.first-1) == "the" && of[name] == "" {
			f.kind, f.body, f.chain = verbale.Organisation, "", g.chain
		}
	}
}

// adjectival reports whether a word is an adjective by its ending, as "European" and
// "Democratic" are, with which the names of many bodies begin.
func adjectival(word string) bool {
	for _, ending := range []string{"an", "ish", "ese", "ern", "ic"} {
		if len(word) > 5 && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// joinByWorld makes one of actors that are one in the table of the world, which
// knows a name in several spellings.
func (c *Cast) joinByWorld() {
	first := map[string]int{}
	for i, a := range c.actors {
		if a.World == "" {
			continue
		}
		to, ok := first[a.World]
		if !ok {
			first[a.World] = i
			continue
		}
		for _, f := range c.found {
			if f.chain == i {
				f.chain = to
			}
		}
		b := c.actors[to]
		b.Roles, b.nouns, b.kinds = append(b.Roles, a.Roles...), append(b.nouns, a.nouns...), append(b.kinds, a.kinds...)
		for _, name := range a.Names {
			if !slices.Contains(b.Names, name) {
				b.Names = append(b.Names, name)
			}
		}
		a.World = "" // nothing is tied to it now
	}
}

// ofWorld returns the actor of an entry of the table of the world.
func (c *Cast) ofWorld(f *found) int {
	for i, a := range c.actors {
		if a.World == f.entry.ID {
			return i
		}
	}
	a := &local{LocalActor: verbale.LocalActor{Type: f.entry.Type, World: f.entry.ID}, key: world.Fold(f.name)}
	a.nouns = append(a.nouns, f.entry.Words...)
	if f.noun != "" {
		a.nouns = append(a.nouns, f.noun)
	}
	if f.entry.Type == verbale.State {
		a.nouns = append(a.nouns, "government", "country", "state", "nation", "cabinet", "authorities", "administration")
	}
	if f.entry.Of != "" {
		a.sides = []string{f.entry.Of}
		a.nouns = append(a.nouns, strings.Split(f.entry.Kind, "-")...)
	}
	c.actors = append(c.actors, a)
	return len(c.actors) - 1
}

// nameParts are the folded words of a name without titles.
func nameParts(name string) []string { return strings.Fields(world.Fold(name)) }

// byName ties a name to the actor of the same words, or of which it is the last
// name, the first or a shorter form.
func (c *Cast) byName(f *found) int {
	parts := nameParts(f.name)
	if len(parts) == 0 {
		return -1
	}
	key := strings.Join(parts, " ")
	best, when := -1, -1<<30
	for i, a := range c.actors {
		if a.World != "" && a.Type != verbale.Person || !typesFit(a.Type, f.kind) {
			continue
		}
		kind := f.kind
		if kind == verbale.UnknownType && a.Type != "" {
			kind = a.Type
		}
		if !c.sameName(strings.Fields(a.key), parts, kind, byGiven(f)) || !c.titlesFit(a, f) {
			continue
		}
		// The one spoken of last before it; else the first after it.
		distance := a.last - f.first
		if a.last > f.first {
			distance = -1<<20 - distance
		} else if byGiven(f) && len(parts) == 1 && strings.Contains(a.key, " ") && c.paragraphOf(a.last) != c.paragraphOf(f.first) {
			distance = -1 << 19 // "Sir Edward" of two: whom the paragraph has named so, else the one whom the report named first
		}
		if a.key == key {
			distance += 1 << 24
		}
		if f.kind == verbale.UnknownType && a.Type == verbale.Person && len(parts) == 1 {
			distance += 1 << 23 // a last name sooner than the first word of a firm's
		}
		if own := strings.Fields(a.key); len(parts) == 1 && len(own) > 1 && own[len(own)-1] == parts[0] && kind == verbale.Person {
			distance += 1 << 25 // a last name sooner than the first of two words
		}
		if g := c.genderOf(f); g != 0 && g == a.gender {
			distance += 1 << 22
		}
		if distance > when {
			best, when = i, distance
		}
	}
	if best >= 0 {
		a := c.actors[best]
		if len(key) > len(a.key) {
			a.key = key
		}
		if a.Type == verbale.UnknownType {
			a.Type = f.kind
		}
		a.last = f.first
		if a.gender == 0 {
			a.gender = c.genderOf(f)
		}
		return best
	}
	if i := c.byGivenName(f, parts); i >= 0 {
		return i
	}
	if f.kind == verbale.UnknownType && len(parts) == 1 {
		return -1
	}
	c.actors = append(c.actors, &local{LocalActor: verbale.LocalActor{Type: f.kind}, key: key, last: f.first, gender: c.genderOf(f)})
	return len(c.actors) - 1
}

func (c *Cast) paragraphOf(token int) int { return c.doc.Sentences[c.doc.SentenceOf(token)].Paragraph }

// byGivenName ties a given name alone to the only person of the report who has it.
func (c *Cast) byGivenName(f *found, parts []string) int {
	if f.kind != verbale.Person || len(parts) != 1 {
		return -1
	}
	only := -1
	for i, a := range c.actors {
		if given, rest, _ := strings.Cut(a.key, " "); a.Type == verbale.Person && given == parts[0] && rest != "" {
			if only >= 0 {
				return -1
			}
			only = i
		}
	}
	return only
}

func typesFit(a, b verbale.ActorType) bool {
	return a == b || a == verbale.UnknownType || b == verbale.UnknownType ||
		a == verbale.Organisation && b == verbale.Group || a == verbale.Group && b == verbale.Organisation
}

// sameName reports whether two names of one report can be one's: equal, or the
// shorter made of words of the longer, with its last or first word, or given
// names that begin alike. Given says that the shorter may be a given name alone.
func (c *Cast) sameName(a, b []string, kind verbale.ActorType, given bool) bool {
	if slices.Equal(a, b) {
		return true
	}
	if kind == verbale.Person {
		a, b = withoutParticles(a), withoutParticles(b)
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 0 {
		return false
	}
	if kind == verbale.Organisation || kind == verbale.Group {
		// "the Acme Group" is "Acme" where that begins it.
		if len(b) > 1 && len(a) > len(b) && slices.Equal(a[:len(b)], b) { // "Acme Bay Capital Management" is "Acme Bay"
			return !slices.ContainsFunc(a[len(b):], func(word string) bool { return !firmWords[word] })
		}
		return len(b) == 1 && len(b[0]) > 3 && a[0] == b[0] && !c.is(b[0], lexicon.Body) && len(a) <= 3
	}
	last := a[len(a)-1]
	if b[len(b)-1] == last {
		if len(b) == 1 || len(a) == 1 {
			return true
		}
		// Given names: one list holds the other, or initials of it.
		for i, given := range b[:len(b)-1] {
			if world.Particle(given) {
				continue
			}
			at := slices.IndexFunc(a[:len(a)-1], func(g string) bool {
				return g == given || len(given) == 1 && strings.HasPrefix(g, given) || len(g) == 1 && strings.HasPrefix(given, g)
			})
			if at < 0 && i == 0 {
				return false
			}
		}
		return true
	}
	if len(b) == 1 && len(a) > 1 {
		if strings.TrimSuffix(last, "s") == strings.TrimSuffix(b[0], "s") && len(b[0]) > 4 {
			return true
		}
		// A surname that comes first ("Xi Jinping … Xi"), or a double one ("Bethmann Hollweg").
		if given && a[0] == b[0] {
			return true
		}
		return a[0] == b[0] && !men[b[0]] && !women[b[0]] || slices.Contains(a[1:], b[0]) && !men[b[0]] && !women[b[0]]
	}
	// "Bethmann Hollweg" and "von Bethmann Hollweg": the shorter one ends the longer.
	return len(b) > 1 && slices.Equal(a[len(a)-len(b):], b)
}

// byGiven reports whether a mention has a title that goes with a given name:
// "Sir Edward", "King George".
func byGiven(f *found) bool {
	for _, word := range strings.Fields(f.title) {
		switch word {
		case "sir", "dame", "king", "queen", "emperor", "empress", "tsar", "pope", "prince", "princess", "archduke":
			return true
		}
	}
	return false
}

// withoutParticles takes "von", "de", … off the beginning of a name.
func withoutParticles(parts []string) []string {
	for len(parts) > 1 && world.Particle(parts[0]) {
		parts = parts[1:]
	}
	return parts
}

// titlesFit reports whether the titles of a name speak against an actor: Mr.
// and Mrs. of one last name are two.
func (c *Cast) titlesFit(a *local, f *found) bool {
	gender := c.genderOf(f)
	return gender == 0 || a.gender == 0 || gender == a.gender
}

// genderOf returns 'm' or 'f' where the title or given name of a mention says so.
func (c *Cast) genderOf(f *found) byte {
	for _, word := range append(strings.Fields(f.title), strings.Fields(strings.ToLower(f.name))...) {
		word = bare(word)
		switch {
		case menTitles[word]:
			return 'm'
		case womenTitles[word]:
			return 'f'
		}
	}
	if f.kind == verbale.Person || f.kind == verbale.UnknownType {
		if parts := nameParts(f.name); len(parts) > 1 && !world.Particle(parts[0]) {
			return c.world.Gender(parts[0])
		}
	}
	return 0
}

// learn adds what a name tells of its actor.
func (c *Cast) learn(f *found) {
	a := c.actors[f.chain]
	a.mentions++
	text := strings.Join(strings.Fields(c.text(f.first, f.last)), " ")
	if f.how != world.ByDemonym && !slices.Contains(a.Names, text) {
		a.Names = append(a.Names, text)
	}
	a.Roles = append(a.Roles, f.roles...)
	if a.gender == 0 {
		a.gender = c.genderOf(f)
	}
	if f.title != "" {
		a.nouns = append(a.nouns, strings.Fields(f.title)...)
		for _, word := range strings.Fields(f.title) {
			a.nouns = append(a.nouns, spelt[bare(word)]...)
			if p := partyOf(word); p != "" {
				a.party = p
			}
		}
	}
	if a.party == "" && c.at(f.last) == "(" {
		switch letter, _, _ := strings.Cut(c.at(f.last+1), "-"); letter { // "(R-Texas)"
		case "r":
			a.party = "republican"
		case "d":
			a.party = "democratic"
		}
	}
	name := strings.Join(strings.Fields(f.name), " ")
	if e := f.entry; e != nil {
		switch {
		case e.Type == verbale.State && world.Fold(name) != world.Fold(e.Official):
			name = e.Name
		case e.Of != "" && e.Type != verbale.State || e.Type == verbale.Collective:
			name = e.Name
		}
	}
	if rest := strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the "); a.Type != verbale.Person && a.Type != verbale.Collective && rest != "" {
		name = rest
	}
	if isLongerName(name, a.Name) {
		a.Name = name
	}
}

// isLongerName reports whether a name is a fuller one than another; one all in
// capitals is not.
func isLongerName(a, b string) bool {
	if b == "" {
		return true
	}
	if loud := len(a) > 5 && a == strings.ToUpper(a); loud {
		return false
	}
	if loud := len(b) > 5 && b == strings.ToUpper(b); loud {
		return true
	}
	return len(a) > len(b)
}

// settle draws what follows from names and offices: the entry in the table of
// the world, the office, the nouns that can mean the actor, its sides.
func (c *Cast) settle(a *local) {
	if a.Type == verbale.Person && a.World == "" {
		c.identify(a)
	}
	for _, role := range a.Roles {
		a.nouns = append(a.nouns, strings.Fields(world.Fold(role.Title))...)
		if o, ok := c.officeOf(role.Title); ok && !slices.Contains(a.kinds, o.Kind) {
			a.kinds = append(a.kinds, o.Kind)
		}
		if role.Former {
			a.were = append(a.were, strings.Fields(world.Fold(role.Title))...)
		}
		if role.OfWorld != "" && !role.Former {
			a.sides = append(a.sides, c.world.SidesOf(role.OfWorld, c.setting.Day)...)
		}
	}
	if a.Type == verbale.Person && a.World != "" {
		p := c.world.PersonByID(a.World)
		if given, _, ok := strings.Cut(world.Fold(p.Name), " "); ok && a.gender == 0 {
			a.gender = c.world.Gender(given)
		}
		for _, t := range p.Terms {
			if t.Until != "" && t.Until < c.setting.Day {
				a.were = append(a.were, strings.Fields(world.Fold(t.Office))...)
			}
			if !t.Holds(c.setting.Day) && c.setting.Day != "" { // a report without a day can mean any of them
				continue
			}
			a.nouns = append(a.nouns, strings.Fields(world.Fold(t.Office))...)
			if t.Kind != "" {
				a.kinds = append(a.kinds, t.Kind)
			}
			if len(a.sides) == 0 {
				a.sides = append(a.sides, t.Of)
			}
		}
	}
	if a.Type == verbale.Organisation || a.Type == verbale.Group {
		a.nouns = append(a.nouns, strings.Fields(world.Fold(a.Name))...)
	}
	if a.Type == verbale.Person && a.World == "" && len(a.sides) == 0 && c.governsHere(a) {
		a.sides = c.world.SidesOf(c.here, c.setting.Day)
	}
	slices.Sort(a.sides)
	a.sides = slices.Compact(a.sides)
	if len(a.Roles) > 0 {
		a.Office = a.Roles[0].Title
		for _, role := range a.Roles {
			if !role.Former {
				a.Office = role.Title
				break
			}
		}
	}
}

func (c *Cast) officeOf(title string) (world.Office, bool) {
	words := strings.Fields(title)
	for n := len(words); n >= 1; n-- {
		for i := 0; i+n <= len(words); i++ {
			if o, ok := c.world.Office(strings.Join(words[i:i+n], " ")); ok {
				return o, true
			}
		}
	}
	return world.Office{}, false
}

// identify ties a person to the table of the world: by a full name, where no
// office of another state speaks against it; by a last name only where exactly
// one of that name held an office on the day and the report names the state.
func (c *Cast) identify(a *local) {
	var held []string
	for _, role := range a.Roles {
		if role.OfWorld != "" {
			held = append(held, c.world.SidesOf(role.OfWorld, "")...)
		}
	}
	fits := func(p *world.Person, strict bool) bool {
		sides := c.world.SidesOf(p.ID, "")
		if len(held) > 0 {
			return slices.ContainsFunc(sides, func(side string) bool { return slices.Contains(held, side) })
		}
		return !strict || slices.ContainsFunc(sides, c.names1)
	}
	if strings.Contains(a.key, " ") {
		var found []*world.Person
		key := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(a.key, " jr"), " sr"), ",")
		for _, p := range c.world.People(key, c.setting.Day) {
			if fits(p, !p.Known() && !c.governs(a)) {
				found = append(found, p)
			}
		}
		if len(found) == 1 || len(found) > 1 && found[0].Held(c.setting.Day) && !found[1].Held(c.setting.Day) {
			a.World = found[0].ID
		}
		return
	}
	for _, title := range a.nouns {
		if !crowns[title] {
			continue
		}
		for _, p := range c.world.People(title+" "+a.key, c.setting.Day) { // "King George" is a name of the table
			if p.Held(c.setting.Day) && c.setting.Day != "" {
				a.World = p.ID
				return
			}
		}
	}
	var found []*world.Person
	for _, p := range c.world.PeopleByLastName(a.key, c.setting.Day) {
		if fits(p, true) {
			found = append(found, p)
		}
	}
	if len(found) == 1 && c.setting.Day != "" {
		a.World = found[0].ID
	}
	if a.World == "" && len(held) == 0 {
		a.World = c.byOffice(a)
	}
}

// crowns are titles that stand before a given name alone.
var crowns = lexicon.SetOf("king queen emperor empress tsar czar kaiser sultan pope")

// governs reports whether a report gives somebody an office of government.
func (c *Cast) governs(a *local) bool {
	return slices.ContainsFunc(a.Roles, func(role verbale.LocalRole) bool {
		o, ok := c.officeOf(role.Title)
		return ok && o.Sector == "GOV" && o.Kind != "spokesperson" && o.Kind != "leader"
	})
}

// governsHere reports whether a report gives somebody an office that is held at
// home, and names no state to it: "Finance Minister Lazar Ilic" is that of the
// state in which the report was written. Of presidents and foreign ministers, who
// travel, that is not so.
func (c *Cast) governsHere(a *local) bool {
	e := c.world.ByID(c.here)
	if e == nil || e.Type != verbale.State {
		return false
	}
	home := false
	for _, role := range a.Roles {
		if role.Of != "" || role.Former {
			return false
		}
		title, _, _ := strings.Cut(role.Title, " of ")
		words := strings.Fields(title)
		for n := min(3, len(words)); n > 0; n-- { // the office that the title ends with: "deputy director" is no deputy
			if o, ok := c.world.Office(strings.Join(words[len(words)-n:], " ")); ok {
				home = home || atHome[o.Kind]
				break
			}
		}
	}
	return home
}

// atHome are the kinds of offices whose holders seldom speak abroad.
var atHome = lexicon.SetOf("minister heir mayor governor legislator")

// byOffice returns the id of the one person of a last name whom the table of the
// world knows in the office that an undated report gives, or in one that a report
// says was held before.
func (c *Cast) byOffice(a *local) string {
	only := ""
	for _, role := range a.Roles {
		o, ok := c.officeOf(role.Title)
		if !ok || !singular[o.Kind] || c.setting.Day != "" && !role.Former {
			continue
		}
		for _, p := range c.world.PeopleOfLastName(a.key) {
			if slices.ContainsFunc(p.Terms, func(t world.Term) bool {
				return t.Kind == o.Kind && (c.setting.Day == "" || t.Until != "" && t.Until < c.setting.Day)
			}) && p.ID != only {
				if only != "" {
					return ""
				}
				only = p.ID
			}
		}
	}
	return only
}

// names1 reports whether the report names a state or organisation, or a body of it.
func (c *Cast) names1(id string) bool { return c.namesBody(id) }

// chainAcronyms ties an acronym in brackets to the name before it.
func (c *Cast) chainAcronyms() {
	for k, f := range c.found {
		if f.form != verbale.Named || c.at(f.first-1) != "(" || c.at(f.last) != ")" || k == 0 {
			continue
		}
		before := c.found[k-1]
		for j := k - 1; j >= 0 && j > k-4; j-- {
			if c.found[j].form == verbale.Named && c.found[j].last == f.first-1 && c.found[j].chain >= 0 {
				before = c.found[j]
			}
		}
		if before.last != f.first-1 || before.chain < 0 || before.chain == f.chain || before.form != verbale.Named {
			continue
		}
		letters := world.Fold(f.name)
		if !acronymOf(letters, world.Fold(before.name)) {
			continue
		}
		for _, other := range c.found {
			if other.form == verbale.Named && other.entry == nil && world.Fold(other.name) == letters {
				other.chain, other.silent = before.chain, false
				c.learn(other)
			}
		}
	}
}

// chainInitials ties names in capitals to the one longer name of the report that
// they are the initials of, though no brackets say so.
func (c *Cast) chainInitials() {
	for _, f := range c.found {
		letters := initials(f.name)
		if f.form != verbale.Named || f.entry != nil || f.silent && f.rule != "initials" || letters == "" {
			continue
		}
		only := -1
		for i, a := range c.actors {
			if i == f.chain || a.Type == verbale.Person || a.Type == verbale.State || !slices.ContainsFunc(a.Names, func(name string) bool {
				return strings.Contains(name, " ") && acronymOf(letters, world.Fold(name))
			}) {
				continue
			}
			if only >= 0 {
				only = -2
				break
			}
			only = i
		}
		if only < 0 {
			continue
		}
		if old := f.chain; old >= 0 {
			for _, g := range c.found {
				if g.chain == old {
					g.chain = only
				}
			}
		}
		f.chain, f.silent = only, false
		c.learn(f)
	}
}

// initials returns the letters, folded, of a name of one word in capitals, or
// nothing.
func initials(name string) string {
	letters := world.Fold(strings.ReplaceAll(name, ".", ""))
	if len(letters) < 2 || strings.Contains(letters, " ") || strings.ToUpper(name) != name {
		return ""
	}
	return letters
}

// acronymOf reports whether letters are the first ones of the words of a name.
func acronymOf(letters, name string) bool {
	full, short := "", ""
	for _, word := range strings.Fields(name) {
		full += word[:1]
		if word != "of" && word != "and" && word != "the" && word != "for" {
			short += word[:1]
		}
	}
	return len(letters) > 1 && (letters == full || letters == short)
}

// extent returns the tokens of the whole phrase of a mention: with article,
// titles, apposition and what a noun is of, as far as they stand on its line.
func (t *teller) extent(f *found) (first, last int) {
	c := t.Cast
	first, last = f.first, f.last
	if f.outer[1] > 0 {
		first, last = min(first, f.outer[0]), max(last, f.outer[1])
	}
	if f.form == verbale.Named && f.how != world.ByDemonym && c.at(first-1) == "the" && first > c.sentenceOf(f.first).First-1 && first > 0 {
		first--
	}
	if f.form == verbale.Nominal {
		last = max(last, c.ofPhrase(f))
		if s, ok := t.bySource[f]; ok && len(t.heads[s]) == 1 && len(t.statements[s].Source) > 0 && f.chain >= 0 && c.actors[f.chain].Type == verbale.Unnamed {
			if source := t.statements[s].Source[0]; source.Contains(c.doc.Tokens[f.head].Span) { // "a member who would not give her name"
				start, end := c.tokens(source.Span)
				first, last = min(first, start), max(last, end)
				for last > first && c.at(last-1) == "," {
					last--
				}
			}
		}
	}
	if strings.ContainsAny(c.text(first, last), "\r\n") {
		return f.first, f.last
	}
	return first, last
}

// ofPhrase returns the token after the "of" phrase that a noun carries: "the envoys
// of the friendly states"; that after the noun where it carries none.
func (c *Cast) ofPhrase(f *found) int {
	last := f.last
	if c.at(last) != "of" || c.doc.Tokens[last].Head <= last {
		return last
	}
	of := c.doc.Tokens[last].Head
	if c.doc.Tokens[of].Head != f.head || c.doc.Tokens[of].DepRel != "nmod" || of-last > 8 {
		return last
	}
	end := c.sentenceOf(f.head).Last
	for last = of + 1; last < end; last++ { // what hangs on the noun right after it: "of the ministry’s", "of States"
		if h := c.doc.Tokens[last].Head; h != of && h != last-1 || c.upos(last) == "PUNCT" || c.upos(last) == "VERB" || c.upos(last) == "ADP" || c.upos(last) == "CCONJ" ||
			c.doc.Tokens[last].DepRel == "nmod" || c.doc.Tokens[last].DepRel == "case" {
			break
		}
	}
	return last
}

// resolution spells the result.
func (c *Cast) resolution(t *teller) Resolution {
	r := Resolution{Ties: t.ties, Actors: []verbale.LocalActor{}}
	c.found = append(c.found, t.extra...)
	c.order()
	// Actors that nothing ties to anything are let go; the others keep their order.
	used := make([]bool, len(c.actors))
	for _, f := range c.found {
		if f.chain >= 0 && !f.silent {
			used[f.chain] = true
		}
	}
	for _, tie := range t.ties {
		for _, list := range [][]int{tie.Speakers, tie.Addressees} {
			for _, i := range list {
				used[i] = true
			}
		}
	}
	place := make([]int, len(c.actors))
	for i, a := range c.actors {
		place[i] = -1
		if used[i] {
			place[i] = len(r.Actors)
			r.Actors = append(r.Actors, a.LocalActor)
		}
	}
	for i, a := range c.actors {
		if !used[i] {
			continue
		}
		to := &r.Actors[place[i]]
		stands := c.standpointOf(a)
		to.Sides, to.Speaks, to.Country = nil, stands.sides, stands.country
		for k, other := range c.actors {
			if used[k] && k != i && (other.World != "" && slices.Contains(stands.sides, other.World) || slices.Contains(a.sideOf, k)) {
				to.Sides = append(to.Sides, place[k])
			}
		}
		switch {
		case to.Type == verbale.State:
			to.Sides, to.Speaks = nil, nil
		case a.nobody:
			to.Type = verbale.UnknownType
		}
	}
	for i := range r.Ties {
		for _, list := range []*[]int{&r.Ties[i].Speakers, &r.Ties[i].Addressees} {
			*list = slices.Clone(*list) // two statements may have their speakers of one list
			for k, at := range *list {
				(*list)[k] = place[at]
			}
		}
	}
	for _, f := range c.found {
		if f.silent || f.chain < 0 && f.form != verbale.Named {
			continue
		}
		first, last := t.extent(f)
		span := page.Run{First: first, Last: last}.Span(c.doc)
		text := span.Text(c.doc.Text)
		if strings.ContainsAny(text, "\r\n") {
			continue
		}
		m := verbale.Mention{Excerpt: verbale.Excerpt{Span: span, Text: text}, First: first, Last: last, Head: f.head,
			Form: f.form, Type: f.kind, Chain: -1, Rule: f.rule}
		if f.chain >= 0 {
			m.Chain, m.Type = place[f.chain], c.actors[f.chain].Type
		}
		if m.Type == "" {
			m.Type = verbale.UnknownType
		}
		r.Mentions = append(r.Mentions, m)
	}
	return r
}
