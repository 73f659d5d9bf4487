package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// longestName is how many tokens a name of the table of the world is looked for in.
const longestName = 8

// names finds names, the longest at each place.
func (c *Cast) names() {
	entities := make([]int, len(c.doc.Tokens)) // 1 + index of the entity that begins there
	for k, e := range c.doc.Entities {
		first := e.First
		if upos := c.upos(first); first+1 < e.Last && (upos == "ADJ" || upos == "NOUN") && !hasCapital(c.doc.Form(first)) && capital(c.doc.Form(first+1)) {
			first++ // "the federal Harbour Commission"
		}
		if first < e.Last {
			entities[first] = k + 1
		}
	}
	for s := range c.doc.Sentences {
		sentence := &c.doc.Sentences[s]
		for i := sentence.First; i < sentence.Last; {
			i = max(i+1, c.nameAt(i, sentence.Last, entities, c.loud[s]))
		}
	}
	c.lastNamesAlone()
}

// lastNamesAlone adds last names that stand alone, of people whom the report
// names in full, and first words of firms, where neither the engine nor a tag
// took them for names: mostly the first words of sentences and headlines.
func (c *Cast) lastNamesAlone() {
	last := map[string]bool{}
	for _, f := range c.found {
		if f.kind == verbale.Person && f.form == verbale.Named && f.last-f.first > 1 && capital(c.doc.Form(f.last-1)) {
			last[c.at(f.last-1)] = true
			if first := world.Fold(c.doc.Form(f.first)); f.last-f.first == 2 && strings.Contains(c.at(f.last-1), "-") && c.world.Gender(first) == 0 && !men[first] && !women[first] {
				last[c.at(f.first)] = true // "Ban Ki-moon", whose family is Ban
			}
		}
	}
	firms := map[string]bool{}
	for _, f := range c.found {
		if f.kind == verbale.Organisation && f.entry == nil && f.rule == "entity" && f.last-f.first > 1 && f.last-f.first < 5 && len(c.at(f.first)) > 4 &&
			!c.taken[max(0, f.first-1)] && c.world.Gender(world.Fold(c.doc.Form(f.first))) == 0 && !c.is(c.at(f.first), lexicon.Body) && len(c.world.Find(c.doc.Form(f.first), c.year)) == 0 {
			firms[c.at(f.first)] = !last[c.at(f.first)]
		}
	}
	small := map[string]bool{} // words that are written small somewhere
	for i := range c.doc.Tokens {
		if (last[c.at(i)] || firms[c.at(i)]) && !capital(c.doc.Form(i)) {
			small[c.at(i)] = true
		}
	}
	for i := range c.doc.Tokens {
		word := c.at(i)
		if c.taken[i] || !last[word] && !firms[word] || small[word] || len(word) < 3 || !capital(c.doc.Form(i)) ||
			c.isTitle(i) && !(last[word] && c.standsAlone(i)) || c.isCalendar(i) {
			continue
		}
		switch c.upos(i) {
		case "NOUN", "PROPN", "ADJ", "X", "VERB":
			if c.upos(i+1) != "PROPN" && c.upos(i-1) != "PROPN" {
				kind := verbale.Person
				if !last[word] {
					kind = verbale.Organisation
				}
				c.take(i, i+1)
				c.add(&found{first: i, last: i + 1, form: verbale.Named, kind: kind, rule: "short-name", name: c.doc.Form(i)})
			}
		}
	}
}

// standsAlone reports whether a word that is a title by itself has no name after it and
// no article before it: "King said", of Steve King.
func (c *Cast) standsAlone(i int) bool {
	switch c.at(i - 1) {
	case "the", "a", "an", "his", "her", "their", "our", "former", "-":
		return false
	}
	return !capital(c.doc.Form(min(i+1, len(c.doc.Tokens)-1))) && c.at(i+1) != "of" && c.at(i+1) != "and"
}

// isAdherents reports whether a word alone means those who are of a party or a
// faith, and are nobody's name: "Democrats".
func (c *Cast) isAdherents(i int) bool {
	return (c.ofAdherents(c.at(i)) || c.isPeople(i)) && capital(c.doc.Form(i)) && c.upos(i) != "ADJ" &&
		!(c.upos(i+1) == "PROPN" && capital(c.doc.Form(i+1))) && !(c.upos(i-1) == "PROPN" && c.taken[i-1])
}

// isPeople reports whether a plural means people of a country, and not the
// state: "Americans want", "many Iranians", but not "the Russians refused".
func (c *Cast) isPeople(i int) bool {
	if !strings.HasSuffix(c.at(i), "ans") && !strings.HasSuffix(c.at(i), "is") || c.at(i-1) == "the" || c.at(i+1) == "and" || c.at(i-1) == "and" {
		return false
	}
	m, n := c.worldAt(i, i+1)
	return n == 1 && m.How == world.ByDemonym && m.Type == verbale.State && c.at(i) != "swiss"
}

// newspaperAt returns the end of a newspaper's name that begins with the place
// where it is printed: "Hamburg Morning Post".
func (c *Cast) newspaperAt(place, end int) int {
	last := 0
	for i := place; i < end && i < place+3 && capital(c.doc.Form(i)); i++ {
		switch word := world.Press(c.at(i)); {
		case word.Ends:
			last = i + 1
		case !word.Within:
			return last
		}
	}
	return last
}

func (c *Cast) take(first, last int) {
	for i := first; i < last; i++ {
		c.taken[i] = true
	}
}

func (c *Cast) addName(first, last int, kind verbale.ActorType, rule string) *found {
	c.take(first, last)
	return c.add(&found{first: first, last: last, form: verbale.Named, kind: kind, rule: rule, name: c.text(first, last)})
}

// worldAt returns the longest name of the table of the world that begins at
// token i, and how many tokens it has.
func (c *Cast) worldAt(i, end int) (world.Match, int) {
	if i >= end {
		return world.Match{}, 0
	}
	form := c.doc.Form(i)
	if !capital(form) && c.at(i-1) != "the" && !strings.HasSuffix(c.at(i), "ing") && !hasCapital(form) {
		return world.Match{}, 0
	}
	for n := min(longestName, end-i, c.world.Longest()); n >= 1; n-- {
		if c.upos(i+n-1) == "PUNCT" || n > 1 && !hasCapital(c.doc.Form(i+n-1)) && hasCapital(form) && c.upos(i+n-1) != "NOUN" {
			continue
		}
		text := c.text(i, i+n)
		for _, m := range c.world.Find(text, c.year) {
			if c.acceptable(i, n, text, m) {
				return m, n
			}
		}
	}
	return world.Match{}, 0
}

// acceptable reports whether a stretch of tokens can be that name: acronyms
// have capitals, and so has all that is no collective.
func (c *Cast) acceptable(i, n int, text string, m world.Match) bool {
	if m.Type != verbale.Collective && !hasCapital(text) {
		return false
	}
	if n > 1 {
		return true
	}
	letters := strings.ReplaceAll(text, ".", "")
	if len(letters) <= 4 && strings.EqualFold(letters, m.Code) || len(letters) <= 3 {
		if strings.ToUpper(letters) != letters {
			return m.Type == verbale.State && strings.EqualFold(text, m.Name)
		}
	}
	switch c.upos(i) {
	case "VERB", "AUX", "ADP", "PRON", "DET", "INTJ", "CCONJ", "SCONJ", "ADV":
		return false
	}
	if m.How == world.ByPlace || m.Type == verbale.Group {
		return c.upos(i) == "PROPN"
	}
	return true
}

// addMatch adds a name of the table of the world. Where a city or place only
// says where something happened, it is no actor.
func (c *Cast) addMatch(first, last int, m world.Match) int {
	f := c.addName(first, last, m.Type, "world")
	f.entry, f.how = m.Entry, m.How
	if m.Of != "" && c.here != "" && c.here != m.Of {
		// "The Foreign Office" of a report from Berlin is that of Berlin.
		if body, ok := c.world.BodyKind(c.text(first, last)); ok && body.Kind == m.Kind {
			if e := c.world.Body(c.here, body.Kind); e != nil {
				f.entry, f.how = e, world.ByName
			}
		}
	}
	switch m.How {
	case world.ByPlace:
		f.silent, f.rule = true, "place"
	case world.ByCapital:
		f.rule = "capital"
		if c.isWhere(first, last) {
			f.silent, f.rule = true, "place"
		}
	case world.ByDemonym:
		f.rule = "demonym"
	}
	return last
}

// isWhere reports whether a city stands where something happens, and does not
// act: after a preposition of place, between commas after another place, before
// a comma and its country.
func (c *Cast) isWhere(first, last int) bool {
	switch c.at(first - 1) {
	case "in", "at", "near", "outside", "into", "around", "across", "through", "via", "inside", "throughout", "reached", "left", "visited", "visit", "visiting":
		return true
	case "to", "from", "for", "of", "toward", "towards":
		for k := first - 2; k >= max(0, first-6); k-- {
			switch c.at(k) {
			case "flew", "travelled", "traveled", "arrived", "fly", "travel", "travelling", "traveling", "trip", "visit", "returned",
				"return", "came", "went", "go", "moved", "sent", "ambassador", "envoy", "minister", "flight", "road", "streets", "suburb",
				"capital", "city", "miles", "kilometres", "kilometers", "km", "north", "south", "east", "west", "outskirts", "heading":
				return true
			}
		}
	case "the":
		return true // "the Washington summit"
	case ",":
		return c.at(last) == ","
	}
	return c.upos(last) == "NOUN" && c.at(last) != "'s" && !strings.HasSuffix(c.at(last), "s") && c.at(first-1) != ""
}

// bodyOfState adds a body of the state that the name before it names: "Russian
// Foreign Ministry", "France's government".
func (c *Cast) bodyOfState(first, last, end int, m world.Match) (int, bool) {
	at := last
	if c.at(at) == "'s" || c.at(at) == "’s" || c.at(at) == "'" || c.at(at) == "’" {
		at++
	}
	if m2, n := c.worldAt(at, end); n > 0 && m2.Of == m.ID { // "US Department of State"
		c.take(first, at+n)
		c.add(&found{first: first, last: at + n, form: verbale.Named, kind: m2.Type, rule: "body", name: c.text(at, at+n), entry: m2.Entry})
		return at + n, true
	}
	if m2, n := c.worldAt(at, end); n > 0 && m2.Of != "" && m2.How == world.ByName && c.doc.Tokens[at+n-1].UPOS == "PROPN" {
		if entry := c.world.Body(c.stateOf(m), m2.Kind); entry != nil { // "the Peruvian Congress", of which another state's is known by the name alone
			c.take(first, at+n)
			c.add(&found{first: first, last: at + n, form: verbale.Named, kind: entry.Type, rule: "body", name: c.text(first, at+n), entry: entry})
			return at + n, true
		}
	}
	for n := min(5, end-at); n >= 1; n-- {
		body, ok := c.world.BodyKind(c.text(at, at+n))
		if !ok || c.upos(at+n) == "NOUN" && n == 1 || c.partOfTitle(at+n, end) {
			continue
		}
		state := c.stateOf(m)
		entry := c.world.Body(state, body.Kind)
		if entry == nil {
			continue
		}
		// The state is a mention of its own, within that of the body.
		inner := c.add(&found{first: first, last: last, form: verbale.Named, kind: verbale.State, rule: "demonym", name: c.text(first, last), entry: m.Entry, how: m.How})
		inner.silent = entry.Type == verbale.State
		c.take(first, at+n)
		f := c.add(&found{first: first, last: at + n, form: verbale.Named, kind: entry.Type, rule: "body", name: c.text(first, at+n), entry: entry})
		f.noun = lastWord(body.Phrases[0])
		if body.Kind == "people" || body.Kind == "rebels" {
			f.entry, f.kind = nil, verbale.Group
		}
		return at + n, true
	}
	return first, false
}

// bodyOfPerson adds the campaign or administration that is called by the name of
// a person: "the Roth campaign". The person is a mention of its own within.
func (c *Cast) bodyOfPerson(first, last, end int) bool {
	at := last
	if c.at(at) == "'s" || c.at(at) == "’s" {
		at++
	}
	if c.upos(at) == "ADJ" && c.at(at+1) == "campaign" && at+1 < end { // "the Roth presidential campaign"
		at++
	}
	if !followings[c.at(at)] {
		return false
	}
	if c.at(first) == "the" {
		first++
	}
	if at >= end || last-first > 3 || first >= last || c.upos(at+1) == "NOUN" || c.isTitle(at+1) || c.holdsBody(first, last) {
		return false
	}
	c.take(first, at+1)
	person := c.add(&found{first: first, last: last, form: verbale.Named, kind: verbale.Person, rule: "person", name: c.text(first, last)})
	person.head = last - 1
	f := c.add(&found{first: first, last: at + 1, form: verbale.Named, kind: verbale.Organisation, rule: "body", name: c.text(first, at+1), head: at})
	f.noun = c.at(at)
	f.name = c.doc.Form(last-1) + " " + c.doc.Form(at) // of "Clara Reed's campaign" and "the Reed campaign" alike
	if campaign := c.doc.Form(last-1) + " campaign"; (f.noun == "team" || f.noun == "camp") && strings.Contains(c.doc.Text, campaign) {
		f.name = campaign
	}
	return true
}

// followings are nouns for those who stand behind a person.
var followings = lexicon.SetOf("campaign administration camp team")

// partOfTitle reports whether words after a body make an office of it:
// "Russian government spokesman" holds the body, "Russian Defence Minister"
// does not.
func (c *Cast) partOfTitle(i, end int) bool {
	return i < end && (c.at(i) == "minister" || c.at(i) == "secretary")
}

func lastWord(phrase string) string { return phrase[strings.LastIndexByte(phrase, ' ')+1:] }

func (c *Cast) stateOf(m world.Match) string {
	if m.Of != "" {
		return m.Of
	}
	return m.ID
}

// bodyAlone adds a body that is named without its state ("the Foreign
// Ministry") or with the state after it ("the Foreign Ministry of Ukraine").
func (c *Cast) bodyAlone(i, end int) (int, bool) {
	if !capital(c.doc.Form(i)) {
		return i, false
	}
	for n := min(5, end-i); n >= 1; n-- {
		text := c.text(i, i+n)
		body, ok := c.world.BodyKind(text)
		if !ok || n == 1 && c.upos(i) != "PROPN" || n > 1 && !capital(c.doc.Form(i+n-1)) {
			continue
		}
		last, state := i+n, ""
		if c.at(last) == "of" || c.at(last) == "in" {
			after := last + 1
			if c.at(after) == "the" {
				after++
			}
			if after < end {
				if m, k := c.worldAt(after, end); k > 0 && m.Type == verbale.State {
					state, last = m.ID, after+k
				}
			}
		}
		f := c.addName(i, last, verbale.Organisation, "body")
		f.noun, f.body = lastWord(body.Phrases[0]), body.Kind
		if state != "" {
			f.entry, f.body = c.world.Body(state, body.Kind), ""
		}
		return last, true
	}
	return i, false
}

// holdsBody reports whether a word of a name is that of a body.
func (c *Cast) holdsBody(first, last int) bool {
	for i := first; i < last; i++ {
		if c.is(c.at(i), lexicon.Body) {
			return true
		}
	}
	return false
}

// personOfWorld returns the end of the full name of somebody whom the table of
// the world knows in an office, which begins at a token; the token where none does.
func (c *Cast) personOfWorld(i, end int) int {
	if !capital(c.doc.Form(i)) {
		return i
	}
	for n := min(4, end-i); n > 1; n-- {
		if !hasCapital(c.doc.Form(i + n - 1)) {
			continue
		}
		for _, p := range c.world.People(c.text(i, i+n), c.setting.Day) {
			if p.Known() {
				return i + n
			}
		}
	}
	return i
}

// properRun returns the end of a run of proper nouns that begins at token i;
// i where none does.
func (c *Cast) properRun(i, end int, entities []int) int {
	proper := func(k int) bool {
		return k < end && c.upos(k) == "PROPN" && (capital(c.doc.Form(k)) || k > i && elided(c.doc.Form(k))) && !c.isCalendar(k) && (k == i || entities[k] == 0)
	}
	if !proper(i) {
		return i
	}
	k := i + 1
	for k < end {
		switch {
		case proper(k):
			k++
		case world.Particle(c.at(k)) && proper(k+1):
			k += 2
		default:
			return k
		}
	}
	return k
}

// elided reports whether a word is a last name with a particle in it: "d'Arcy".
func elided(form string) bool {
	return len(form) > 3 && (form[1] == '\'' || strings.HasPrefix(form[1:], "’")) && hasCapital(form)
}

// isFeast reports whether a word is the name of a feast.
func isFeast(word string) bool { return word == "christmas" || word == "easter" || word == "ramadan" }

// isCalendar reports whether a word is of the calendar, and no name: "May"
// before a verb or after a given name is one.
func (c *Cast) isCalendar(i int) bool {
	word := bare(c.at(i))
	if capital(word) {
		return false // a namesake
	}
	switch word {
	case "march":
		if c.upos(i+1) == "VERB" && c.upos(i-1) != "ADP" && c.upos(i-1) != "ADJ" && c.upos(i-1) != "NUM" {
			return false // "March said"
		}
	case "may", "april", "june", "august":
		if men[c.at(i-1)] || women[c.at(i-1)] || c.titleBefore(i) || c.upos(i+1) == "VERB" || c.at(i+1) == "'s" {
			return false
		}
	}
	month, _ := calendar.MonthNamed(word)
	_, weekday := calendar.WeekdayNamed(word) // "sun" and "sat" are words of other things as well
	return month > 0 || weekday || isFeast(word)
}

// addRun adds a run of proper nouns as a person where a title or the table says
// so, as a body where one of its words does; else it waits for what ties to it.
func (c *Cast) addRun(first, last int) int {
	for i := first; i < last; i++ {
		if c.is(c.at(i), lexicon.Body) && i > first {
			c.addName(first, last, verbale.Organisation, "proper-nouns")
			return last
		}
	}
	core := c.withoutTitles(first, last)
	if core == last { // nothing but titles
		return last
	}
	titled := core > first || c.titleBefore(first)
	for k := first + 1; !titled && k < last-1; k++ { // the label of a section run into a name
		if len(c.world.People(c.text(k, last), c.setting.Day)) > 0 && len(c.world.People(c.text(first, last), c.setting.Day)) == 0 {
			return c.addPerson(k, last)
		}
	}
	if !titled && c.doc.Tokens[last-1].XPOS == "NNPS" && !c.is(c.at(last-1), lexicon.Instrument) {
		c.addName(first, last, verbale.Group, "proper-nouns") // "Republicans"
		return last
	}
	if titled || len(c.world.People(c.text(core, last), c.setting.Day)) > 0 || last-core > 1 && (men[c.at(core)] || women[c.at(core)]) {
		return c.addPerson(first, last)
	}
	c.addName(first, last, verbale.UnknownType, "proper-nouns")
	return last
}

// titleBefore reports whether the word before a name is a title.
func (c *Cast) titleBefore(first int) bool {
	word := bare(c.at(first - 1))
	if honorifics[word] || ranks[word] {
		return true
	}
	_, office := c.world.Office(word)
	return office && c.at(first-2) != "of"
}

// headOfName returns the word of a name that stands before its first preposition:
// "Charter for Rivers".
func (c *Cast) headOfName(first, last int) int {
	for i := first + 1; i < last; i++ {
		if c.upos(i) == "ADP" {
			return i - 1
		}
	}
	return last - 1
}

// addressed reports whether a name that begins at a token is that of a person by
// the honorific or rank before it, which no body or place has.
func (c *Cast) addressed(first int) bool {
	word := bare(c.at(first - 1))
	return (honorifics[word] || ranks[word]) && word != "saint" && word != "st" && capital(c.doc.Form(first-1))
}

// withoutTitles returns the first token of a name that is no title.
func (c *Cast) withoutTitles(first, last int) int {
	core := first
	for i := first; i < last; i++ {
		word := bare(c.at(i))
		_, office := c.world.Office(word)
		if before := bare(c.at(i - 1)); i == last-1 && (before == "mr" || before == "ms" || before == "mrs") {
			break // "Mr. Prince"
		}
		if honorifics[word] || ranks[word] || office {
			core = i + 1
		} else if c.partOfOffice(i) && (i > first || c.at(i-1) == "of" || c.partOfOffice(i-1)) {
			core = i + 1
		} else if !modifiers[word] && !c.isOfWorld(i) && word != "of" && word != "for" && word != "the" {
			break
		}
	}
	return core
}

func (c *Cast) isOfWorld(i int) bool {
	found := c.world.Find(c.doc.Form(i), c.year)
	return len(found) > 0 && found[0].How == world.ByDemonym
}

// addPerson adds a person; titles within the words are read later.
func (c *Cast) addPerson(first, last int) int {
	// What the engine cut off: "Ban Ki" and "moon", "Bethmann" and "Hollweg".
	for last < len(c.doc.Tokens) && c.upos(last) == "PROPN" && capital(c.doc.Form(last)) && !c.taken[last] && last-first < 6 &&
		c.doc.SentenceOf(last) == c.doc.SentenceOf(first) && !c.isCalendar(last) && !c.isTitle(last) {
		if _, n := c.worldAt(last, last+1); n > 0 {
			break
		}
		last++
	}
	if last == first+1 && (c.addressed(first) && c.goesOn(last) || c.endsInTitle(first, last)) {
		last++ // "Major Voja" and "Ilitsch", which no tag takes for a name
	}
	first, last = c.withParticles(first, last)
	if last-first > 2 && (c.at(last) == "'s" || c.at(last) == "’s") { // "handed to Jan Novak Washington's answer"
		if m, n := c.worldAt(last-1, last); n == 1 && m.Type == verbale.State && m.How != world.ByPlace {
			last--
		}
	}
	core := c.withoutTitles(first, last)
	if core >= last {
		return last // "the President" is a nominal
	}
	if !hasCapital(c.doc.Form(core)) && !world.Particle(c.at(core)) {
		return last // no name begins so
	}
	c.take(first, last)
	f := c.add(&found{first: core, last: last, form: verbale.Named, kind: verbale.Person, rule: "person", name: c.text(core, last)})
	f.head = last - 1
	return last
}

// endsInTitle reports whether the word after a given name is a title by itself and the
// last name here: "Senator Per Judge left".
func (c *Cast) endsInTitle(first, last int) bool {
	return last < len(c.doc.Tokens) && c.isTitle(last) && capital(c.doc.Form(last)) && !honorifics[bare(c.at(last))] && c.titleBefore(first) &&
		(c.upos(last+1) == "VERB" || c.upos(last+1) == "AUX" || c.at(last+1) == ",") && c.doc.SentenceOf(last) == c.doc.SentenceOf(first)
}

// goesOn reports whether a word after a given name is the last name by its
// capital alone: it stands on the same line and is nowhere written small.
func (c *Cast) goesOn(i int) bool {
	if i >= len(c.doc.Tokens) || c.taken[i] || !capital(c.doc.Form(i)) || c.isTitle(i) || c.isCalendar(i) || c.doc.SentenceOf(i) != c.doc.SentenceOf(i-1) {
		return false
	}
	if _, n := c.worldAt(i, i+1); n > 0 {
		return false
	}
	for k := range c.doc.Tokens {
		word := c.at(k)
		if word == c.at(i) && !capital(c.doc.Form(k)) {
			return false
		}
	}
	return c.upos(i) == "NOUN" || c.upos(i) == "ADJ" || c.upos(i) == "X"
}

// withParticles widens a name over the particles that the engine cut it at:
// "Baron" and "van der Elst", "Herr" and "von Below", "Marquis di" and "San Remo".
func (c *Cast) withParticles(first, last int) (int, int) {
	end := last
	for end < len(c.doc.Tokens) && world.Particle(c.at(end)) {
		end++
	}
	if end > last && end < len(c.doc.Tokens) && c.isTitle(last-1) && capital(c.doc.Form(end)) && !c.taken[end] && c.upos(end) == "PROPN" &&
		c.doc.SentenceOf(end) == c.doc.SentenceOf(first) {
		for last = end + 1; last < len(c.doc.Tokens) && c.upos(last) == "PROPN" && capital(c.doc.Form(last)) && c.doc.Tokens[last].DepRel == "flat"; last++ {
		}
	}
	start := first
	for start > 0 && world.Particle(c.at(start-1)) {
		start--
	}
	if start < first && c.addressed(start) {
		first = start
	}
	return first, last
}

func (c *Cast) isTitle(i int) bool {
	word := bare(c.at(i))
	_, office := c.world.Office(word)
	return office || honorifics[word] || ranks[word]
}

// order brings mentions into the order of the text, outer before inner, and
// drops those within a longer name but for states within their bodies.
func (c *Cast) order() {
	slices.SortStableFunc(c.found, func(a, b *found) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.last - a.last
	})
	c.found = slices.CompactFunc(c.found, func(a, b *found) bool { return a.first == b.first && a.last == b.last })
}
