package actor

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// class is what a noun names, as far as a pronoun can tell.
type class byte

const (
	thing class = iota
	human
	body // several people who act as one
)

// candidate is something that a pronoun can mean: a mention, or a noun that is
// none. A pronoun that means a thing is tied to nobody.
type candidate struct {
	*found
	class  class
	gender byte // of a noun: 'm', 'f' or 0
	noun   bool // no mention so far
	root   int  // the token by which it hangs in its sentence's tree
}

// reachBack is how many sentences back an antecedent is looked for.
const reachBack = 3

// findCandidates lists what pronouns can mean: the mentions, and the nouns that
// are none.
func (t *teller) findCandidates() {
	at := map[int]bool{} // heads of mentions
	for _, f := range t.found {
		at[f.head] = true
		if f.form == verbale.Nominal && t.subjectOf(f.head) >= 0 {
			continue // "Roth is a candidate": what is said of one, and no other
		}
		c := candidate{found: f}
		switch {
		case f.form == verbale.Pronominal && (t.first(f)):
			continue
		case f.silent:
			c.class = thing
		case f.kind == verbale.Person:
			c.class = human
		case f.kind == verbale.UnknownType && f.form != verbale.Named:
			c.class, c.gender = t.classOf(f.noun)
		default:
			c.class = body
		}
		if f.form == verbale.Nominal {
			if _, gender := t.classOf(f.noun); gender != 0 {
				c.gender = gender
			}
		}
		t.candidates = append(t.candidates, c)
	}
	for i := range t.doc.Tokens {
		if t.taken[i] || at[i] || t.upos(i) != "NOUN" || t.subjectOf(i) >= 0 || t.upos(i+1) == "NOUN" && t.doc.Tokens[i].Head == i+1 {
			continue
		}
		single := t.doc.Tokens[i].Lemma
		cl, gender := t.classOf(single)
		many := strings.HasSuffix(t.doc.Tokens[i].XPOS, "S")
		if t.doc.Tokens[i].DepRel == "appos" || i+1 < len(t.taken) && t.taken[i+1] && cl == human {
			continue // it says what somebody is who is named beside it
		}
		f := t.phrase(i, t.sentenceOf(i).First, single, many, kindOf(cl))
		f.rule, f.chain, f.sentence = "antecedent", -1, t.doc.SentenceOf(i)
		t.candidates = append(t.candidates, candidate{found: f, class: cl, gender: gender, noun: true})
	}
	for i := range t.candidates {
		t.candidates[i].root = t.rootOf(t.candidates[i].found)
	}
	sort.SliceStable(t.candidates, func(i, j int) bool { return t.candidates[i].head < t.candidates[j].head })
}

// subjectOf returns the subject of which a noun is said by a form of "be"; -1
// where it is none.
func (t *teller) subjectOf(noun int) int {
	sentence := t.sentenceOf(noun)
	subject, is := -1, false
	for i := max(sentence.First, noun-12); i < noun; i++ {
		if t.doc.Tokens[i].Head != noun {
			continue
		}
		switch t.doc.Tokens[i].DepRel {
		case "nsubj":
			subject = i
		case "cop":
			is = true
		}
	}
	if !is {
		return -1
	}
	return subject
}

// rootOf returns the token of a mention, with its titles, whose head lies
// outside: of "Prime Minister Ana Lopes" that is "Minister".
func (t *teller) rootOf(f *found) int {
	first := min(f.first, f.outerFirst())
	for i := first; i < f.last; i++ {
		if h := t.doc.Tokens[i].Head; h < first || h >= f.last {
			if u := t.upos(i); u == "NOUN" || u == "PROPN" || u == "PRON" || u == "ADJ" || u == "NUM" {
				return i
			}
		}
	}
	return f.head
}

func kindOf(c class) verbale.ActorType {
	switch c {
	case human:
		return verbale.Person
	case body:
		return verbale.Organisation
	}
	return verbale.UnknownType
}

// classOf tells what a noun names, and the gender that it implies.
func (c *Cast) classOf(noun string) (class, byte) {
	switch {
	case c.is(noun, lexicon.Woman) || strings.HasSuffix(noun, "woman"):
		return human, 'f'
	case c.is(noun, lexicon.Man) || strings.HasSuffix(noun, "man") && len(noun) > 5:
		return human, 'm'
	case c.is(noun, lexicon.Person|lexicon.Noble|lexicon.Human) || c.isSource(noun) || noun == "year-old":
		return human, 0
	case strings.HasSuffix(noun, "ist") || strings.HasSuffix(noun, "ician") || strings.HasSuffix(noun, "eer") && len(noun) > 5:
		return human, 0
	case c.is(noun, lexicon.Body|lexicon.Group):
		return body, 0
	}
	if _, ok := c.world.Office(noun); ok {
		return human, 0
	}
	return thing, 0
}

// pronoun returns the actor that a pronoun of the third person means; -1 where it
// means none that is known. Not is an actor that it cannot be.
func (t *teller) pronoun(f *found, not int) int {
	best, ok := t.antecedent(f, not)
	if i := t.bodySpeaksOn(f, best, ok); i >= 0 && i != not {
		return i
	}
	if !ok {
		return -1
	}
	if best.chain < 0 {
		if _, source := t.bySource[f]; source && t.neuter(f.name) && (t.is(best.found.noun, lexicon.Paper) || t.is(singularOf(best.found.noun), lexicon.Part)) {
			return t.lastPaper(f)
		}
		if best.class == thing || best.silent {
			return -1
		}
		t.introduce(best)
	}
	chain := best.chain
	if a := t.actors[chain]; a.gender == 0 && (a.Type == verbale.Person || a.Type == verbale.Unnamed) {
		switch {
		case t.masculine(f.name):
			a.gender = 'm'
		case t.feminine(f.name):
			a.gender = 'f'
		}
	}
	return chain
}

// bodySpeaksOn returns the body that spoke in the sentence before "it said", which goes on
// rather than one that it spoke of: "The ministry said that Norway would wait. 'We will
// answer,' it said."; -1 where something nearer can be meant.
func (t *teller) bodySpeaksOn(f *found, best candidate, ok bool) int {
	i, source := t.bySource[f]
	if !source || !t.neuter(f.name) || t.choose != nil || ok && best.sentence == f.sentence && t.Quoted(best.head) < 0 {
		return -1
	}
	at := sort.Search(len(t.sayings), func(i int) bool { return t.sayings[i].head >= f.first })
	if at == 0 {
		return -1
	}
	s, content := t.sayings[at-1], t.statements[i].Content[0]
	if t.paragraphOf(s.head) != t.paragraphOf(f.first) && t.Quoted(t.doc.TokenAt(content.Start)) < 0 {
		return -1
	}
	if t.outside[f.sentence]-t.outside[t.doc.SentenceOf(s.head)] > 1 || t.actors[s.chain].Type != verbale.Organisation {
		return -1
	}
	return s.chain
}

// introduce makes an actor of a noun that a pronoun means, or ties it to the one
// that the same noun meant before: "the parents … they … the parents … they".
func (t *teller) introduce(c candidate) {
	if c.noun {
		t.extra = append(t.extra, c.found)
	}
	if !c.indefinite || c.many {
		for k := len(t.made) - 1; k >= 0; k-- {
			if g := t.made[k]; g.noun == c.found.noun && g.many == c.many && t.within[g.head] == t.within[c.head] {
				c.found.chain = g.chain
				return
			}
		}
	}
	c.found.chain = t.alone(c.found)
	a := t.actors[c.found.chain]
	a.gender = c.gender
	if c.class == human {
		a.Type = verbale.Unnamed
		a.Source = &verbale.UnnamedSource{Number: t.number(c.found)}
	}
	t.made = append(t.made, c.found)
}

// antecedent returns the candidate that fits a pronoun best.
func (t *teller) antecedent(f *found, not int) (candidate, bool) {
	best, ok := t.antecedentOf(f, not, false, nil)
	if !ok || t.choose != nil || best.chain < 0 || !t.masculine(f.name) && !t.feminine(f.name) || t.actors[best.chain].Type != verbale.Person || t.actors[best.chain].gender != 0 {
		return best, ok
	}
	// "Robin Roth met Anna Lund. She said …": of two who are named together, whose name tells.
	known, tells := t.antecedentOf(f, not, false, func(a *local) bool {
		return a.Type == verbale.Person && (a.gender == 'f') == t.feminine(f.name) && a.gender != 0
	})
	if tells && known.form == verbale.Named && best.form == verbale.Named && t.Head(known.root) == t.Head(best.root) {
		return known, true
	}
	return best, ok
}

// antecedentOf is antecedent for a word of either gender, where it may be, and, where
// fit is not nil, among the actors that are fit alone.
func (t *teller) antecedentOf(f *found, not int, either bool, fit func(*local) bool) (candidate, bool) {
	w := t.look(f)
	from := sort.Search(len(t.candidates), func(i int) bool { return t.candidates[i].head >= f.first })
	after := t.subjectAfter(f) // "In his address, Mr. Roth said": told of before it is named
	if after >= 0 {
		from = sort.Search(len(t.candidates), func(i int) bool { return t.candidates[i].head > after+4 })
	}
	w.findAlike(from)
	bound := -1 // the actor that is subject of the pronoun's own verb
	best, most := -1, w.least()
	options := t.options[:0]
	for j := from - 1; j >= 0; j-- {
		g := t.candidates[j]
		if g.head > f.head && (g.form != verbale.Named || after >= g.last || after < min(g.first, g.outerFirst())) {
			continue
		}
		back := w.back(g)
		if back > reachBack {
			break
		}
		if g.first <= f.head && f.head < g.last || g.chain >= 0 && g.chain == not || g.found == f {
			continue
		}
		if g.chain < 0 && g.form == verbale.Pronominal {
			continue
		}
		if w.source && t.neuter(f.name) && t.isMute(g) {
			continue
		}
		if !w.fits(g, f.name) && !(either && w.fits(g, "she")) || fit != nil && (g.chain < 0 || !fit(t.actors[g.chain])) {
			continue
		}
		if t.isBound(g, f) {
			bound = g.chain
			continue
		}
		if g.chain >= 0 && g.chain == bound {
			continue
		}
		score := w.weigh(g, back)
		if t.choose != nil {
			options = append(options, Option{Head: g.head, Actor: t.actorOf(g.chain), Evidence: slices.Clone(w.on), candidate: j})
		}
		if score > most {
			best, most = j, score
		}
	}
	if t.choose != nil && len(options) > 0 {
		best = t.choose(Choice{Head: f.head, Form: f.form, Sort: w.sort, Source: w.source, Statement: t.statementOf(f), Options: options})
		if best >= 0 {
			best = options[best].candidate
		}
	}
	t.options = options[:0]
	if best < 0 {
		return candidate{}, false
	}
	return t.candidates[best], true
}

// isMute reports whether a candidate is a thing that says nothing, neither a paper
// nor a part of one, nor has it spoken.
func (t *teller) isMute(g candidate) bool {
	if g.class != thing || g.silent || t.is(g.found.noun, lexicon.Paper) || t.is(singularOf(g.found.noun), lexicon.Part) {
		return false
	}
	_, spoke := t.bySource[g.found]
	return !spoke
}

// subjectAfter returns the subject of a sentence that begins with a phrase or
// clause before it that holds the pronoun; -1 where none does.
func (t *teller) subjectAfter(f *found) int {
	sentence := t.doc.Sentences[f.sentence]
	if f.head-sentence.First > 12 || t.within[f.head] >= 0 {
		return -1
	}
	for i := f.head + 1; i < min(sentence.Last, f.head+16); i++ {
		if token := t.doc.Tokens[i]; token.Head == sentence.Root && token.DepRel == "nsubj" {
			for k := i - 1; k > f.head; k-- {
				if t.at(k) == "," {
					return i
				}
			}
			return -1
		}
	}
	return -1
}

// isBound reports whether a mention and a pronoun are arguments of one verb, of
// whom only a reflexive can mean the other: "Grey told him".
func (t *teller) isBound(g candidate, f *found) bool {
	a, b := t.doc.Tokens[g.root], t.doc.Tokens[f.head]
	if f.sentence != g.sentence || t.reflexive(f) {
		return false
	}
	if isPossessive(f.name) && b.DepRel == "nmod:poss" {
		return false
	}
	if a.DepRel == "conj" && a.Head >= 0 { // "Grey and Sazonov told them"
		return a.Head == f.head
	}
	return a.Head >= 0 && a.Head == b.Head || b.Head == g.root || a.Head == f.head
}

// commands reports whether the clause of a pronoun depends on that of which a
// mention is the subject.
func (t *teller) commands(root int, f *found) bool {
	top := t.doc.Tokens[root].Head
	for i, n := t.doc.Tokens[f.head].Head, 0; i >= 0 && n < 12; i, n = t.doc.Tokens[i].Head, n+1 {
		if i == top {
			return true
		}
	}
	return false
}

func (t *teller) reflexive(f *found) bool {
	return strings.HasSuffix(f.name, "self") || f.name == "themselves"
}

func isPossessive(name string) bool {
	switch name {
	case "his", "her", "its", "their", "hers", "theirs":
		return true
	}
	return false
}

func (t *teller) isObject(i int) bool {
	switch t.doc.Tokens[i].DepRel {
	case "obj", "iobj":
		return true
	}
	return false
}

// isSubject reports whether a token is a subject.
func (t *teller) isSubject(i int) bool {
	switch t.doc.Tokens[i].DepRel {
	case "nsubj", "nsubj:pass", "csubj", "nsubj:outer":
		return true
	}
	return false
}
