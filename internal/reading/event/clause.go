package event

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// finder holds a page with what hangs on each word.
type finder struct {
	*page.Page
	times       []lang.Span
	first, next []int       // the first word that hangs on a word, and the one after it; -1
	entity      []int       // index of the name that holds a token; -1
	paperAt     []bool      // whether a word is the head of a phrase that means a paper
	paperEnd    map[int]int // heads of such phrases by the word after them
	paperFirst  map[int]int // their first words by their heads
}

// Paper is a phrase that means a paper, with the word on which the others hang.
type Paper struct {
	Run  page.Run
	Head int
}

func newFinder(p *page.Page, times []lang.Span) *finder {
	n := len(p.Doc.Tokens)
	f := &finder{Page: p, times: times, first: make([]int, n), next: make([]int, n), entity: make([]int, n),
		paperAt: make([]bool, n), paperEnd: map[int]int{}, paperFirst: map[int]int{}}
	for i := range n {
		f.first[i], f.next[i], f.entity[i] = -1, -1, -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := p.Head(i); h >= 0 {
			f.next[i] = f.first[h]
			f.first[h] = i
		}
	}
	for e := range p.Doc.Entities {
		for i := p.Doc.Entities[e].First; i < p.Doc.Entities[e].Last; i++ {
			f.entity[i] = e
		}
	}
	return f
}

// hanging yields the words that hang on i, in order of the text.
func (f *finder) hanging(i int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for at := f.first[i]; at >= 0 && yield(at); {
			at = f.next[at]
		}
	}
}

func (f *finder) token(i int) *lang.Token { return &f.Doc.Tokens[i] }

// rel is the relation of a word to its head without its subtype.
func (f *finder) rel(i int) string {
	rel, _, _ := strings.Cut(f.token(i).DepRel, ":")
	return rel
}

// the is the first word that hangs on i by one of some relations; -1.
func (f *finder) the(i int, rels ...string) int {
	for at := range f.hanging(i) {
		if slices.Contains(rels, f.token(at).DepRel) {
			return at
		}
	}
	return -1
}

// caseOf is the preposition of a phrase in lower case: "to", "in", or "" for
// none; of several the first word.
func (f *finder) caseOf(i int) string {
	if at := f.the(i, "case"); at >= 0 {
		return f.Lower(at)
	}
	return ""
}

// under is the word at the end of the chain of conjuncts that begins above i: the
// first of "a, b and c".
func (f *finder) firstConjunct(i int) int {
	for steps := 0; f.rel(i) == "conj" && f.Head(i) >= 0 && steps < maxSteps; steps++ {
		i = f.Head(i)
	}
	return i
}

// maxSteps bounds every way up a tree.
const maxSteps = 16

// args are the words that fill the places of a clause.
type args struct {
	subject, object, indirect int // -1: none
	passive                   bool
}

// argsOf finds the subject and the object of a verb as the sentence means them:
// of a passive the agent and the subject, of a participle or a relative clause the
// noun that it hangs on, of an infinitive what governs it, of a second verb of a
// coordination what the first has.
func (f *finder) argsOf(verb int) args {
	a := args{subject: f.the(verb, "nsubj"), object: f.the(verb, "obj"), indirect: f.the(verb, "iobj")}
	if at := f.the(verb, "nsubj:pass"); at >= 0 {
		a = args{subject: f.the(verb, "obl:agent"), object: at, indirect: f.the(verb, "iobj"), passive: true}
		if f.the(verb, "obj") >= 0 { // "Hale was handed the reply"
			a.indirect, a.object = at, f.the(verb, "obj")
		}
	}
	if own := f.ownSubject(verb); own >= 0 && a.subject < 0 && f.rel(verb) != "acl" {
		a.subject = own
	}
	switch head := f.Head(verb); f.rel(verb) {
	case "acl":
		f.fromNoun(verb, head, &a)
	case "xcomp", "advcl", "ccomp":
		if a.subject < 0 && !a.passive && (f.rel(verb) != "ccomp") {
			a.subject = f.controller(verb, head)
		}
	case "conj":
		if above := f.firstConjunct(verb); above != verb && f.token(above).UPOS == "VERB" && a.subject < 0 && !a.passive {
			f.fromConjunct(verb, above, &a)
		}
	}
	f.besideVerb(verb, &a)
	f.afterPaper(verb, &a)
	a.subject, a.object = f.antecedent(verb, a.subject), f.antecedent(verb, a.object)
	return a
}

// besideVerb mends three faults of the tree: after a particle a phrase without a
// preposition is the object; of an office and a name that both hang on
// the verb it takes the name, and it takes a name for the subject that stands right
// before a verb without one, hung on the day before it: "on May 9 Norland received".
func (f *finder) besideVerb(verb int, a *args) {
	if particle := f.the(verb, "compound:prt"); particle >= 0 && a.object < 0 && !a.passive { // "called off the visit"
		for at := range f.hanging(verb) {
			if f.token(at).DepRel == "obl" && at > particle && f.caseOf(at) == "" && !f.isTime(at) {
				a.object = at
				break
			}
		}
	}
	if a.passive || verb == 0 {
		return
	}
	if before := verb - 1; a.subject < 0 && f.entity[before] >= 0 && f.Sentence(before) == f.Sentence(verb) && f.rel(before) == "nmod" {
		if past := f.token(verb).XPOS; past == "VBD" || past == "VBZ" {
			a.subject = f.headOfName(before)
		}
	}
	if a.subject < 0 || f.isName(a.subject, "PER") || a.subject > verb {
		return
	}
	for at := range f.hanging(verb) {
		if at > a.subject && at < verb && f.token(at).DepRel == "nsubj" && f.isName(at, "PER") {
			a.subject = at
			return
		}
	}
}

// afterPaper gives a participle that stands right after a phrase which means a paper
// that paper for its object, wherever its sentence hangs it: "a letter to Hale on the
// harbour sent on Monday".
func (f *finder) afterPaper(verb int, a *args) {
	if past := f.token(verb).XPOS; past != "VBN" && past != "VBD" || f.the(verb, "aux", "aux:pass", "nsubj", "nsubj:pass") >= 0 {
		return
	}
	at := verb
	if at > 0 && f.Lower(at-1) == "," {
		at--
	}
	if head, is := f.paperEnd[at]; is && f.Sentence(head) == f.Sentence(verb) && f.Head(head) != verb {
		*a = args{subject: f.the(verb, "obl:agent"), object: head, indirect: -1, passive: true}
	}
}

// fromNoun fills the place that the noun a participle or a relative clause hangs on
// takes in it.
func (f *finder) fromNoun(verb, noun int, a *args) {
	relative := f.token(verb).DepRel == "acl:relcl"
	switch {
	case relative: // its pronoun is taken for the noun by antecedent
		if a.subject >= 0 && a.object < 0 && !a.passive && !isRelative(f.Lower(a.subject)) {
			a.object = noun
		}
	case f.token(verb).XPOS == "VBN" && a.object < 0:
		a.object, a.subject, a.passive = noun, f.the(verb, "obl:agent"), true
	case f.token(verb).XPOS == "VBG" && a.subject < 0:
		a.subject = noun
	}
}

// controller is whose act an infinitive or a participle is: the object of the verb
// above where it has one and the words are an infinitive, else its subject.
func (f *finder) controller(verb, head int) int {
	if head < 0 {
		return -1
	}
	if object := f.the(head, "obj", "iobj"); object >= 0 && (f.rel(verb) == "xcomp" || f.isInfinitive(verb) && f.objectReaches(object, verb)) {
		return object
	}
	above := f.argsOfPlain(head)
	return above
}

// objectReaches reports whether an object stands right before the "to" of an
// infinitive: "expects Spain and Italy to sign", wherever the infinitive hangs.
func (f *finder) objectReaches(object, verb int) bool {
	to := f.the(verb, "mark")
	_, wants := governing(f.token(f.Head(object)).Lemma)
	return to > 0 && wants && f.Subtree(object).Last == to
}

// ownSubject is the noun right before a form in -ing that it is said of, wherever the
// sentence hangs the two: "the chance of Spain and Italy signing"; -1.
func (f *finder) ownSubject(verb int) int {
	before := verb - 1
	if before < 0 || f.token(verb).XPOS != "VBG" || f.the(verb, "aux", "mark", "nsubj") >= 0 || f.Sentence(before) != f.Sentence(verb) ||
		f.token(before).UPOS != "NOUN" && f.token(before).UPOS != "PROPN" || f.isTime(before) {
		return -1
	}
	if f.entity[before] >= 0 {
		before = f.headOfName(before)
	}
	for steps := 0; f.Head(before) > before && f.Head(before) < verb && steps < maxSteps; steps++ {
		before = f.Head(before)
	}
	first := f.firstConjunct(before)
	if !f.canAct(first) || f.caseOf(first) == "" && f.rel(first) != "obj" {
		return -1
	}
	return first
}

// argsOfPlain is the subject of a verb as the words around it have it, without a
// way further up but through its conjuncts.
func (f *finder) argsOfPlain(verb int) int {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		if at := f.the(verb, "nsubj", "nsubj:pass"); at >= 0 {
			return f.antecedent(verb, at)
		}
		switch f.rel(verb) {
		case "conj", "xcomp":
			verb = f.Head(verb)
		default:
			return -1
		}
	}
	return -1
}

// fromConjunct gives a second verb the subject of the first: of an active one its
// subject, of a participle after a passive what the passive is about.
func (f *finder) fromConjunct(verb, first int, a *args) {
	above := f.the(first, "nsubj:pass")
	if past := f.token(verb).XPOS; above >= 0 && (past == "VBN" || past == "VBD") && a.object < 0 && f.the(verb, "aux") < 0 {
		a.object, a.passive = above, true
		return
	}
	a.subject = f.argsOfPlain(first)
}

func isRelative(word string) bool {
	return word == "who" || word == "which" || word == "that" || word == "whom"
}

// antecedent is the noun that a relative pronoun within the clause of a verb stands
// for, else the word itself.
func (f *finder) antecedent(verb, i int) int {
	if i < 0 || !isRelative(f.Lower(i)) || f.token(i).UPOS == "DET" {
		return i
	}
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		if f.token(verb).DepRel == "acl:relcl" {
			return f.Head(verb)
		}
		if f.rel(verb) != "conj" && f.rel(verb) != "xcomp" {
			break
		}
		verb = f.Head(verb)
	}
	return i
}

// people lists the conjuncts of a phrase that can act as runs, each without its
// relative clause and without the conjuncts.
func (f *finder) people(i int) []page.Run {
	if i < 0 {
		return nil
	}
	return f.conjuncts(i, f.canAct, nil)
}

// targets is people with things that force can be used on, seize or restrict: "the
// port", "three banks".
func (f *finder) targets(i int) []page.Run {
	if i < 0 {
		return nil
	}
	return f.conjuncts(i, f.canBeHit, nil)
}

// conjuncts adds the phrases of a coordination that pass to runs.
func (f *finder) conjuncts(i int, pass func(int) bool, runs []page.Run) []page.Run {
	if pass(i) {
		runs = append(runs, f.phrase(i))
	}
	for at := range f.hanging(i) {
		if f.rel(at) == "conj" && f.token(at).UPOS != "VERB" {
			runs = f.conjuncts(at, pass, runs)
		}
	}
	return runs
}

// phrase is the run of a noun with what belongs to it: not its conjuncts, clauses,
// appositions, nor the preposition before it.
func (f *finder) phrase(i int) page.Run {
	run := page.Run{First: i, Last: i + 1}
	for at := range f.hanging(i) {
		switch f.rel(at) {
		case "det", "amod", "compound", "flat", "nummod", "nmod", "fixed":
			if strings.HasPrefix(f.token(at).DepRel, "nmod") && at > i && f.caseOf(at) != "of" {
				continue
			}
			if at < i && f.caseOf(at) != "" && f.token(at).DepRel != "nmod:poss" { // what stands between a verb and its object is not of the object
				continue
			}
			run.First, run.Last = min(run.First, f.Left(at)), max(run.Last, f.Right(at))
		}
	}
	for k := i + 1; k+1 < run.Last; k++ { // the day belongs to the deed
		if f.token(k).UPOS == "ADP" && f.isTime(k+1) {
			run.Last = k
		}
	}
	return f.withName(run)
}

// withName widens a run to the person's name that follows it without a comma: "the
// ambassador Jon Hale".
func (f *finder) withName(run page.Run) page.Run {
	if next := run.Last; next < len(f.Doc.Tokens) && f.isName(next, "PER") && f.Sentence(next) == f.Sentence(run.First) {
		if name := f.nameRun(next); name.First == next && run.Holds(f.Head(f.headOfName(next))) {
			run.Last = name.Last
		}
	}
	return run
}
