package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// spelt are the nouns for people whose title reports shorten.
var spelt = map[string][]string{
	"sen": {"senator", "lawmaker"}, "senator": {"lawmaker"}, "rep": {"representative", "congressman", "congresswoman", "lawmaker"},
	"gov": {"governor"}, "gen": {"general"}, "col": {"colonel"}, "capt": {"captain"}, "lt": {"lieutenant"}, "maj": {"major"},
	"adm": {"admiral"}, "sgt": {"sergeant"}, "prof": {"professor"}, "dr": {"doctor"},
	"candidate": {"nominee", "hopeful", "contender"}, "nominee": {"candidate", "contender"}, "hopeful": {"candidate", "contender"},
}

// partyOf returns the party that a word before an office names, in one word for
// each; "" where it names none.
func partyOf(word string) string {
	switch word {
	case "republican", "gop":
		return "republican"
	case "democratic", "democrat":
		return "democratic"
	case "conservative", "tory":
		return "conservative"
	case "labour", "liberal", "socialist", "communist", "green":
		return word
	}
	return ""
}

// otherParty reports whether a phrase names a party that is not an actor's.
func (t *teller) otherParty(a *local, f *found) bool {
	if a.party == "" {
		return false
	}
	for i := f.first; i <= f.head; i++ {
		if p := partyOf(t.at(i)); p != "" {
			return p != a.party
		}
	}
	return false
}

// holds reports whether an actor holds an office of one of some kinds.
func (a *local) holds(kinds ...string) bool {
	return slices.ContainsFunc(a.kinds, func(kind string) bool { return slices.Contains(kinds, kind) })
}

// isPlace reports whether a proper noun before a noun is a place: "the Vermont
// senator".
func (t *teller) isPlace(i, end int) bool {
	if m, n := t.worldAt(i, end); n > 0 {
		return m.How == world.ByPlace
	}
	for _, g := range t.found {
		if g.first > i {
			break
		}
		if g.last > i {
			return g.silent && g.rule == "place"
		}
	}
	return false
}

// isBodyAt reports whether a token is of the name of a body or state.
func (t *teller) isBodyAt(i int) bool {
	for _, g := range t.found {
		if g.first > i {
			break
		}
		if g.last > i && g.form == verbale.Named {
			return g.kind == verbale.Organisation || g.kind == verbale.State
		}
	}
	return false
}

// campaign ties "his campaign" to that of the person whom the pronoun means, and
// makes it where the report has not named it; whoever has one is a candidate.
func (t *teller) campaign(k int, source bool) (int, bool) {
	f := t.found[k]
	if f.noun != "campaign" && f.noun != "team" && f.noun != "camp" || f.many {
		return -1, false
	}
	person := -1
	for _, g := range t.found[k:min(len(t.found), k+4)] {
		if g.first == f.first && g.form == verbale.Pronominal && (t.masculine(g.name) || t.feminine(g.name)) {
			if g.chain < 0 {
				g.chain = t.pronoun(g, -1)
			}
			person = g.chain
		}
	}
	if person < 0 || t.actors[person].Type != verbale.Person || t.actors[person].key == "" {
		return -1, false
	}
	a := t.actors[person]
	last := a.key[strings.LastIndexByte(a.key, ' ')+1:]
	for i, b := range t.actors {
		if b.Type == verbale.Organisation && (slices.Contains(b.nouns, "campaign") || slices.Contains(b.nouns, f.noun)) &&
			slices.Contains(strings.Fields(strings.ReplaceAll(world.Fold(b.Name), "'s", "")), last) {
			return i, true
		}
	}
	if f.noun == "campaign" {
		a.nouns = append(a.nouns, "candidate", "nominee", "contender")
	}
	if !source {
		return -1, false
	}
	at := t.alone(f)
	words := strings.Fields(a.Name)
	b := t.actors[at]
	b.Name = words[len(words)-1] + " " + f.noun
	b.Names, b.Type = []string{b.Name}, verbale.Organisation
	b.sideOf = []int{person}
	return at, true
}

// bodyOfKind returns the body named last that is of the kind which a definite
// noun names: "the agency", "the paper", "the union", "the drug company".
func (t *teller) bodyOfKind(k int) int {
	f := t.found[k]
	if f.many || f.indefinite || !t.isDefinite(f.first) || t.ownedBy(f) || isPossessive(t.at(f.first)) {
		return -1
	}
	switch t.at(f.last) {
	case "of", "for", "that", "which", "behind", "called", "to":
		return -1 // said of it what makes it known
	}
	fit := kindsOfBodies[f.noun]
	if fit == nil {
		return -1
	}
	for j := k - 1; j >= max(0, k-reach); j-- {
		g := t.found[j]
		if f.sentence-g.sentence > 6 {
			break
		}
		if g.chain >= 0 && g.form == verbale.Named && t.within[g.head] < 0 && t.actors[g.chain].Type == verbale.Organisation &&
			fit(t.actors[g.chain]) {
			return g.chain
		}
	}
	return -1
}

// kindsOfBodies tell for nouns which bodies they can mean by the words of their
// names.
var kindsOfBodies = map[string]func(*local) bool{
	"agency": isAgency, "bureau": isAgency, "department": isAgency, "commission": isAgency, "regulator": isAgency,
	"company": isFirm, "firm": isFirm, "corporation": isFirm, "airline": isFirm, "carrier": isFirm, "manufacturer": isFirm,
	"automaker": isFirm, "retailer": isFirm, "bank": isFirm, "developer": isFirm, "operator": isFirm,
	"newspaper": isPress, "paper": isPress, "daily": isPress, "tabloid": isPress, "magazine": isPress, "outlet": isPress,
	"network": isPress, "broadcaster": isPress, "website": isPress, "publication": isPress,
	"union": func(a *local) bool { return says(a, unionWords) },
	"group": isGroup, "organization": isGroup, "organisation": isGroup, "association": isGroup, "charity": isGroup, "nonprofit": isGroup,
	"foundation": isGroup, "campaign": func(a *local) bool { return says(a, campaignWord) },
}

var (
	agencyWords   = lexicon.SetOf("agency bureau office department service administration authority commission board centers fbi cia irs epa sec fda")
	unionWords    = lexicon.SetOf("union unions workers brotherhood teamsters federation association")
	officialWords = lexicon.SetOf("congress senate house parliament court university college school ministry police army campaign")
	campaignWord  = lexicon.SetOf("campaign")
	partyWords    = lexicon.SetOf("party campaign committee congress senate house parliament court university college school institute ministry council police army caucus")
)

// firmWords end names of firms and are often left out.
var firmWords = lexicon.SetOf("capital management partners group holdings holding inc llc ltd plc ag sa corp corporation company co international",
	"industries enterprises investments limited")

func says(a *local, words map[string]bool) bool {
	return slices.ContainsFunc(strings.Fields(world.Fold(a.Name)), func(word string) bool { return words[word] })
}

func isPress(a *local) bool {
	return slices.ContainsFunc(strings.Fields(world.Fold(a.Name)), func(word string) bool { return world.Press(word).Name })
}
func isAgency(a *local) bool { return says(a, agencyWords) && !isPress(a) }
func isFirm(a *local) bool {
	return a.World == "" && !isPress(a) && !says(a, partyWords) && !says(a, agencyWords) && !says(a, unionWords)
}
func isGroup(a *local) bool {
	return !isPress(a) && !says(a, officialWords)
}
