package actor

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// isSomebody reports whether a noun means people or a body, as far as the noun
// itself tells: "the organisers", "a think-tank", but not "the measure" and not
// "some". What is no more than words that speak is no one in the cast.
func (t *teller) isSomebody(f *found) bool {
	if t.at(f.first) == "whose" {
		return false // whoever the clause is of
	}
	if f.kind == verbale.Person || f.kind == verbale.Organisation {
		return true
	}
	switch t.upos(f.head) {
	case "PROPN": // a name that nothing took for one
		return !t.isCalendar(f.head)
	case "ADJ": // "the wounded"
		return f.head > f.first && t.at(f.first) == "the"
	case "NOUN":
		return t.means(f.noun)
	}
	if t.at(f.last) != "of" {
		return false
	}
	for i := f.last + 1; i < min(f.last+6, len(t.doc.Tokens)); i++ { // "one of the organisers"
		if t.upos(i) == "NOUN" && t.upos(i+1) != "NOUN" && t.upos(i+1) != "PART" {
			return t.means(t.at(i))
		}
	}
	return false
}

// means reports whether a noun, in the singular or plural, is one for people or a
// body.
func (c *Cast) means(noun string) bool {
	for _, word := range []string{noun, singularOf(noun)} {
		if is, _ := c.classOf(word); is != thing || callings[word] {
			return true
		}
	}
	return isAgent(singularOf(noun))
}

// isAgent reports whether a noun is by its ending one for somebody who does
// something: "organiser", "investigator", "participant".
func isAgent(noun string) bool {
	if len(noun) < 5 || noAgents[noun] || strings.HasSuffix(noun, "ment") {
		return false
	}
	for _, ending := range []string{"er", "or", "ent", "ant", "ian", "yst", "ee", "ite", "men", "people", "folk"} {
		if strings.HasSuffix(noun, ending) {
			return true
		}
	}
	return false
}

// callings are further nouns for people and bodies, that no ending tells.
var callings = lexicon.SetOf("advocate clerk relative conservative progressive liberal moderate eyewitness pundit skeptic sceptic netizen local mp operative",
	"diehard vet associate guerrilla hawk dove pontiff native signatory troop military regime prosecution watchdog surrogate cleric",
	"mps eyewitnesses businesses personnel outlet station professional friend islamist militia police clergy nobility royalty workforce electorate opposition leadership management utility")

// noAgents end as those who do something, and are things.
var noAgents = lexicon.SetOf("order number letter paper computer matter answer offer power tower river quarter chapter center border cover banner",
	"poster folder server browser tracker trailer thriller disaster chamber charter register encounter gender layer shelter timber",
	"winter summer october november december september weather water other latter former another either together",
	"newsletter placeholder reminder remainder rather barrier career corner counter danger fever filter finger flower hunger laser",
	"litter manner meter metre theater theatre monster murder supper temper tender trigger wonder disorder blocker",
	"factor error sector indicator mirror labor labour color colour behavior behaviour terror horror floor corridor motor minor",
	"major humor rumor rumour tumor vector favor favour honor honour tenor",
	"event incident accident percent precedent content talent accent continent extent intent component element ingredient",
	"current rent torrent patent descent consent dissent segment equivalent deterrent",
	"plant grant restaurant warrant variant remnant covenant pollutant constant",
	"degree coffee decree guarantee levee spree website site opposite suite elite composite median")

// described returns the words that a source is known by where it has no name:
// those of the source up to a clause that is only added. "An official, who spoke
// by night," is "An official"; "a clerk who saw it" stays as it is.
func described(source string) string {
	words := strings.Fields(source)
	for i := 1; i < len(words); i++ {
		if strings.HasSuffix(words[i-1], ",") && addsClause(strings.ToLower(words[i])) {
			words = words[:i]
		}
	}
	for len(words) > 1 && addsClause(strings.ToLower(words[len(words)-1])) {
		words = words[:len(words)-1] // a clause that attribution cut off
	}
	return strings.TrimRight(strings.Join(words, " "), ",;")
}

// addsClause reports whether a word begins a relative clause.
func addsClause(word string) bool { return isRelative(word) || word == "whose" || word == "whom" }
