package paper

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// phrase is a noun that can mean a paper with what stands around it.
type phrase struct {
	head  int
	run   page.Run
	noun  *deed.Paper
	draft bool     // a draft of such a paper
	det   string   // "the", "a", "both", "this", …; "" for none
	owner page.Run // before "'s"; empty for none
	own   int      // a possessive pronoun; -1
	// before are actors that stand as adjectives or nouns before the head, tail
	// what follows it after prepositions.
	before    []int // indices of actors
	tail      []tail
	capital   bool  // a name by its capitals
	written   bool  // "written", "formal", "signed"
	other     bool  // "another", "new", "second": not one that was named before
	number    bool  // "resolution 1737"
	plain     bool  // nothing but an article stands beside it
	joined    int   // the noun that it is joined to and shares its words with; -1
	adoptedIn []int // names of the places where it was made: "the declarations adopted in Weir and Brenn"
	outer     []int // nouns that name its draft or its text: "drafts of an agreement"
}

// tail is a phrase after a preposition.
type tail struct {
	prep string
	run  page.Run
}

// phraseAt is the phrase of a noun that can mean a paper.
func (f *finder) phraseAt(i int) (phrase, bool) {
	t := f.token(i)
	if t.UPOS != "NOUN" && t.UPOS != "PROPN" || f.inPersonOrPlace(i) {
		return phrase{}, false
	}
	noun := deed.PaperOf(t.Lemma)
	if noun == nil {
		noun = deed.PaperOf(f.Lower(i))
	}
	if noun == nil {
		noun = deed.PaperOf(strings.TrimSuffix(f.Lower(i), "s"))
	}
	if noun == nil || f.modifies(i) {
		return phrase{}, false
	}
	x := phrase{head: i, run: page.Run{First: i, Last: i + 1}, noun: noun, own: -1, joined: -1}
	f.left(&x)
	if noun.Family == "letter" && f.inHeading(i) && x.owner.Len() == 0 && x.own < 0 { // where a phrase begins is not told there
		x.run.First = max(x.run.First, i-1)
	}
	f.right(&x)
	f.adopted(&x)
	x.capital = f.isTitle(&x)
	x.plain = x.owner.Len() == 0 && x.own < 0 && len(x.before) == 0 && len(x.tail) == 0 && !x.capital && !x.number && x.head-x.run.First <= 1 && !x.draft
	return x, true
}

// modifies reports whether a noun stands before another that it belongs to: "treaty
// obligations".
func (f *finder) modifies(i int) bool {
	if f.Lower(i) == "final" || i+1 >= len(f.Doc.Tokens) || f.Sentence(i) != f.Sentence(i+1) {
		return false
	}
	if f.token(i).Lemma == "draft" && f.token(i+1).UPOS == "ADJ" {
		for k := i + 2; k < len(f.Doc.Tokens) && k < i+5 && f.Sentence(k) == f.Sentence(i); k++ {
			if u := f.token(k).UPOS; u != "ADJ" && u != "NOUN" && u != "PROPN" {
				break
			} else if u != "ADJ" && deed.PaperOf(f.token(k).Lemma) != nil {
				return true
			}
		}
	}
	next := f.token(i + 1)
	if f.token(i).End == next.Start && (next.UPOS == "PART" || next.UPOS == "PUNCT") && next.XPOS != "HYPH" {
		return false
	}
	if next.XPOS == "HYPH" {
		return true
	}
	return (next.UPOS == "NOUN" || next.UPOS == "PROPN") && !f.isTime(i+1) && f.Head(i) == i+1
}

// inPersonOrPlace reports whether a word is in the name of a person, a place or a
// body that is no paper's.
func (f *finder) inPersonOrPlace(i int) bool {
	for k := i - 1; k >= 0 && k > i-3 && f.isCapital(i) && f.isCapital(k); k-- { // "Mr. Bonar Law"
		switch f.Lower(k) {
		case "mr.", "mr", "mrs.", "mrs", "ms.", "dr.", "sir", "lord":
			return true
		}
	}
	for e := range f.entitiesAt(i) {
		x := &f.Doc.Entities[e]
		within := f.Head(i) >= x.First && f.Head(i) < x.Last
		if x.Label == "PER" && x.Last-x.First > 1 || x.Label == "ORG" && x.Last-1 > i && within {
			return true
		}
	}
	return false
}

// left takes in what stands before the noun: its adjectives, its article, who owns
// it. A participle at the begin that stands after a noun is a verb: "they endorsed".
func (f *finder) left(x *phrase) {
	f.widenLeft(x)
	for x.run.First < x.head && x.run.First > 0 && f.token(x.run.First).UPOS == "VERB" && f.Lower(x.run.First) != "written" {
		if u := f.token(x.run.First - 1).UPOS; u != "NOUN" && u != "PROPN" && u != "PRON" && u != "ADV" && u != "CCONJ" {
			return
		}
		x.run.First++
	}
}

func (f *finder) widenLeft(x *phrase) {
	first := f.Doc.Sentences[f.Sentence(x.head)].First
	for i := x.head - 1; i >= first; i-- {
		t := f.token(i)
		switch {
		case t.XPOS == "POS":
			if owner := f.ownerBefore(i); owner.Len() > 0 {
				x.owner, x.run.First = owner, owner.First
			}
			return
		case t.XPOS == "PRP$":
			x.own, x.run.First = i, i
			return
		case t.UPOS == "DET":
			x.det, x.run.First = f.Lower(i), i
			if i > first && (f.Lower(i-1) == "both" || f.Lower(i-1) == "all") {
				x.det, x.run.First = f.Lower(i-1), i-1
			}
			x.other = x.other || x.det == "another"
			return
		case f.isTime(i) && t.UPOS != "NUM":
			return
		case !f.before(x, i):
			return
		}
		x.run.First = i
		f.note(x, i)
	}
}

// before reports whether a word can stand within a phrase before its noun.
func (f *finder) before(x *phrase, i int) bool {
	if t := f.token(i); t.XPOS == "VBG" && f.isCapital(i) && f.isCapital(i+1) { // "the Visiting Envoys Agreement"
		return i > f.Doc.Sentences[f.Sentence(i)].First
	}
	switch t := f.token(i); t.UPOS {
	case "ADJ":
		return true
	case "NOUN", "PROPN":
		return f.Head(i) > i || f.actorAt[i] >= 0 || f.isCapital(i)
	case "NUM":
		return true
	case "VERB":
		return t.XPOS == "VBN" && f.Head(i) > i || f.Lower(i) == "written"
	case "CCONJ":
		return f.Lower(i) == "and" && i > 0 && f.joins(i)
	case "PUNCT":
		return t.XPOS == "HYPH"
	}
	return false
}

// joins reports whether "and" stands between two names that both belong to what
// follows: "the Weir and Brenn declarations".
func (f *finder) joins(i int) bool {
	names := func(k int) bool {
		return f.actorAt[k] >= 0 || f.token(k).UPOS == "PROPN" || f.token(k).UPOS == "ADJ" && f.isCapital(k)
	}
	return names(i-1) && names(i+1) && deed.PaperOf(f.Lower(i-1)) == nil
}

// note notes what a word before the noun says of the paper.
func (f *finder) note(x *phrase, i int) {
	switch lower := f.Lower(i); {
	case lower == "draft":
		x.draft = true
	case lower == "another" || lower == "new" || lower == "second" || lower == "separate":
		x.other = true
	case isWritten(f.token(i).Lemma) || lower == "formal" || lower == "signed" || lower == "joint" || lower == "official":
		x.written = true
	case lower == "two" || lower == "three":
		x.det = lower
	}
	if a := f.actorAt[i]; a >= 0 && f.actors[a].Run.First == i && f.actors[a].Run.Last <= x.head {
		x.before = append(x.before, a)
	}
}

func isWritten(lemma string) bool { return lemma == "written" || lemma == "write" }

// ownerBefore is the run of who owns a thing, before the "'s" at i: the mention of an
// actor that ends there; of a name that the place of an owner was joined to, the
// place.
func (f *finder) ownerBefore(i int) page.Run {
	best := page.Run{}
	for _, a := range f.endingAt[i] {
		if run := f.actors[a].Run; run.Len() > best.Len() {
			best = run
		}
	}
	if best.Len() > 1 {
		for _, a := range f.endingAt[i] {
			if x := &f.actors[a]; x.How == ByCapital && x.Run.Len() == 1 && f.startsPerson(best) {
				return x.Run
			}
		}
	}
	if best.Len() == 0 && i > 0 && !f.isTime(i-1) {
		best = page.Run{First: i - 1, Last: i}
		for best.First > 0 && f.Sentence(best.First-1) == f.Sentence(i) {
			if t := f.token(best.First - 1); t.UPOS != "ADJ" && t.UPOS != "PROPN" && t.UPOS != "NOUN" && t.UPOS != "DET" {
				break
			}
			best.First--
		}
	}
	return best
}

func (f *finder) startsPerson(run page.Run) bool {
	for e := range f.entitiesAt(run.First) {
		if f.Doc.Entities[e].Label == "PER" {
			return true
		}
	}
	return false
}

// maxTails is how many phrases after prepositions are taken for a noun's.
const maxTails = 4

// right takes in what follows the noun: its number, and phrases after prepositions.
func (f *finder) right(x *phrase) {
	last := f.Doc.Sentences[f.Sentence(x.head)].Last
	i := x.head + 1
	if i < last && f.token(i).UPOS == "NUM" && (x.noun.Family == "resolution" || x.noun.Kind == "treaty") && !f.isTime(i) {
		x.number = true
		i++
	}
	x.run.Last = i
	for range maxTails {
		if i+1 >= last || !f.belongs(x, i) {
			return
		}
		run := f.chunk(i+1, last)
		if run.Len() == 0 || f.isTime(i+1) && f.Lower(i) != "of" {
			return
		}
		x.tail = append(x.tail, tail{f.Lower(i), run})
		i = run.Last
		x.run.Last = i
	}
}

// adopted notes the places after which a paper is called that is said to have been
// made there: "the declarations adopted in Weir and Brenn".
func (f *finder) adopted(x *phrase) {
	i := x.run.Last
	if x.noun.Family != "declaration" && x.noun.Family != "pact" || i+2 >= len(f.Doc.Tokens) || f.Sentence(i+2) != f.Sentence(x.head) || f.Lower(i+1) != "in" {
		return
	}
	switch f.token(i).Lemma {
	case "adopt", "sign", "conclude", "agree":
	default:
		return
	}
	run := f.chunk(i+2, f.Doc.Sentences[f.Sentence(x.head)].Last)
	for k := run.First; k < run.Last; k++ {
		if f.isPlace(k) && (k == 0 || f.entities[k-1] != f.entities[k]) {
			x.adoptedIn = append(x.adoptedIn, k)
		}
	}
	if f.token(x.head).XPOS != "NNS" && len(x.adoptedIn) > 1 {
		x.adoptedIn = nil
	}
}

// belongs reports whether a preposition after a noun can begin a phrase that belongs
// to it and not to the verb.
func (f *finder) belongs(x *phrase, i int) bool {
	switch f.Lower(i) {
	case "of", "between", "on", "with", "about", "by", "from", "for", "among":
		return f.token(i).UPOS == "ADP"
	case "to":
		switch x.noun.Family {
		case "answer", "letter", "petition":
			return f.token(i+1).UPOS != "VERB"
		}
	}
	return false
}

// chunk is a noun phrase from i on, with what is joined to it by "and" and commas.
func (f *finder) chunk(i, last int) page.Run {
	run := page.Run{First: i, Last: i}
	noun := false
	for ; i < last; i++ {
		t := f.token(i)
		switch {
		case t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON" && t.XPOS != "WDT" && t.XPOS != "WP":
			noun = true
			run.Last = i + 1
		case t.UPOS == "DET" || t.UPOS == "ADJ" || t.UPOS == "NUM" || t.XPOS == "POS" || t.XPOS == "HYPH":
			if t.UPOS == "DET" && noun && f.Lower(i-1) != "and" && f.Lower(i-1) != "," {
				return run
			}
			if t.UPOS == "NUM" || t.XPOS == "POS" {
				run.Last = i + 1
			}
		case noun && f.Lower(i) == "and" && i+1 < last && f.goesOn(i+1, last):
		case noun && f.Lower(i) == "," && i+1 < last && f.isList(i+1, last):
		case t.XPOS == "VBN" && !noun, f.isCapital(i) && t.UPOS != "AUX" && t.UPOS != "SCONJ":
		default:
			return run
		}
	}
	return run
}

// isList reports whether a list of actors goes on after a comma, up to its "and".
func (f *finder) isList(i, last int) bool {
	for steps := 0; i < last && steps < 10; steps, i = steps+1, i+1 {
		switch t := f.token(i); {
		case deed.PaperOf(t.Lemma) != nil || deed.PaperOf(f.Lower(i)) != nil:
			return false
		case f.Lower(i) == "and":
			return f.goesOn(i+1, last)
		case t.UPOS == "PROPN", t.UPOS == "DET", t.UPOS == "ADJ", f.Lower(i) == ",":
		default:
			return false
		}
	}
	return false
}

// goesOn reports whether the words after "and" or a comma are one more actor.
func (f *finder) goesOn(i, last int) bool {
	for k := i; k < last && k < i+6; k++ {
		if f.isCapital(k) && (deed.PaperOf(f.token(k).Lemma) != nil || deed.PaperOf(f.Lower(k)) != nil) { // a paper of its own
			return false
		}
	}
	for steps := 0; i < last && steps < 4; steps, i = steps+1, i+1 {
		if f.actorAt[i] >= 0 || f.token(i).UPOS == "PROPN" {
			return true
		}
		if u := f.token(i).UPOS; u != "DET" && u != "ADJ" && u != "CCONJ" {
			return false
		}
	}
	return false
}

// isTitle reports whether a phrase is a proper name: the noun in capitals beside
// other words in capitals that are no author, or a place before it.
func (f *finder) isTitle(x *phrase) bool {
	if x.number || len(x.adoptedIn) > 0 {
		return true
	}
	if f.inHeading(x.head) { // capitals say nothing there
		return false
	}
	if f.isCapital(x.head) && x.head > f.Doc.Sentences[f.Sentence(x.head)].First {
		if f.nameWord(x.head-1) && x.head-1 >= x.run.First {
			return true
		}
		return len(x.tail) > 0 && (x.tail[0].prep == "of" || x.tail[0].prep == "on" || x.tail[0].prep == "for") && f.isCapitalWord(x.tail[0].run)
	}
	switch x.noun.Family {
	case "pact", "declaration", "note":
		for k := x.run.First; k < x.head; k++ {
			if f.isPlace(k) && (x.owner.Len() == 0 || k >= x.owner.Last) {
				return true
			}
		}
	}
	return false
}

// inHeading reports whether a word stands in a title or a heading.
func (f *finder) inHeading(i int) bool {
	at := f.token(i).Start
	for _, part := range f.Parts {
		if part.Start <= at && at < part.End {
			return part.Kind == verbale.Title || part.Kind == verbale.Heading
		}
	}
	return false
}

// nameWord reports whether a word in capitals can be part of a paper's name, as an
// adjective that names its author cannot.
func (f *finder) nameWord(i int) bool {
	if i < 0 || !f.isCapital(i) || f.token(i).UPOS == "DET" {
		return false
	}
	a := f.actorAt[i]
	return a < 0 || f.actors[a].How != ByAdjective
}

func (f *finder) isCapitalWord(run page.Run) bool {
	for i := run.First; i < run.Last; i++ {
		if f.token(i).UPOS != "DET" {
			return f.isCapital(i)
		}
	}
	return false
}

// isPlace reports whether a word names a place that a paper can be called after: a
// town, and no state.
func (f *finder) isPlace(i int) bool {
	if a := f.actorAt[i]; a >= 0 && f.actors[a].How == ByCapital {
		return true
	}
	for e := range f.entitiesAt(i) {
		if f.Doc.Entities[e].Label == "LOC" {
			a := f.actorAt[i]
			return a < 0 || !strings.HasPrefix(f.actors[a].Self, "w-")
		}
	}
	return false
}

func (f *finder) isCapital(i int) bool {
	form := f.Doc.Form(i)
	return form != "" && 'A' <= form[0] && form[0] <= 'Z'
}

// actorsIn are the actors that a run names, the widest each.
func (f *finder) actorsIn(run page.Run) []page.Run {
	var found []page.Run
	for i := run.First; i < run.Last; i++ {
		best := page.Run{}
		for _, a := range f.startingAt[i] {
			if r := f.actors[a].Run; r.Last <= run.Last && r.Len() > best.Len() {
				best = r
			}
		}
		if best.Len() > 0 {
			found = append(found, best)
			i = best.Last - 1
		}
	}
	return found
}

// keysOf are the keys of actors, in order, each once.
func (f *finder) keysOf(runs []page.Run) []string {
	var keys []string
	for _, run := range runs {
		if key := f.keyOf(run); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (f *finder) keyOf(run page.Run) string {
	if run.Len() == 0 {
		return ""
	}
	for _, a := range f.startingAt[run.First] {
		if f.actors[a].Run == run {
			return f.actors[a].Key
		}
	}
	if a, known := f.pronounAt[run.First]; known && run.Len() == 1 {
		return f.actors[a].Key
	}
	for i := run.Last - 1; i >= run.First; i-- { // the last actor within it
		if a := f.actorAt[i]; a >= 0 && run.Contains(f.actors[a].Run) {
			return f.actors[a].Key
		}
	}
	return ""
}
