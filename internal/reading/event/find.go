package event

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// Find returns the deeds that a report tells, in order of the words that tell them.
// Times are the spans of the report's time expressions of days and times of day, in
// order; a draft names the one that dates it by its index. Papers are the phrases of
// the report that mean papers.
func Find(p *page.Page, times []lang.Span, papers []Paper) []Draft {
	f := newFinder(p, times)
	for _, x := range papers {
		f.paperAt[x.Head], f.paperEnd[x.Run.Last], f.paperFirst[x.Head] = true, x.Head, x.Run.First
	}
	var drafts []Draft
	for i := range p.Doc.Tokens {
		switch f.token(i).UPOS {
		case "VERB":
			if d, ok := f.verb(i); ok {
				drafts = append(drafts, d)
			}
		case "NOUN":
			if d, ok := f.noun(i); ok {
				drafts = append(drafts, d)
			}
		}
	}
	slices.SortStableFunc(drafts, func(a, b Draft) int { return cmp.Compare(a.Trigger.First, b.Trigger.First) })
	return slices.CompactFunc(drafts, func(a, b Draft) bool { return a.Trigger == b.Trigger }) // a noun and the verb above it
}

// verb is the deed that a verb tells.
func (f *finder) verb(i int) (Draft, bool) {
	meanings := f.meanings(i)
	if len(meanings) == 0 || f.rel(i) == "amod" || f.rel(i) == "compound" {
		return Draft{}, false
	}
	a := f.argsOf(i)
	for k := range meanings {
		if d, ok := f.meant(i, &meanings[k], a); ok {
			return d, true
		}
	}
	return Draft{}, false
}

// meanings are the deeds that a verb with its particle may tell: those of the two
// together, else those of the verb, where the particle does not make it another.
func (f *finder) meanings(i int) []deed.Meaning {
	lemma := f.token(i).Lemma
	particle := f.the(i, "compound:prt")
	if next := i + 1; particle < 0 && next < len(f.Doc.Tokens) && (f.token(next).UPOS == "ADP" || f.token(next).UPOS == "ADV") {
		if both := deed.OfVerb(lemma + " " + f.Lower(next)); both != nil { // whatever its sentence takes it for
			return both
		}
	}
	if particle < 0 {
		return deed.OfVerb(lemma)
	}
	if both := deed.OfVerb(lemma + " " + f.Lower(particle)); both != nil {
		return both
	}
	switch f.Lower(particle) {
	case "over", "out", "off", "back":
		return deed.OfVerb(lemma)
	}
	return nil
}

// meant is the deed that a verb tells in one of its meanings, where what stands
// beside it is what the meaning needs.
func (f *finder) meant(i int, m *deed.Meaning, a args) (Draft, bool) {
	if !f.meets(i, m, a) {
		return Draft{}, false
	}
	if m.Frame == deed.Light {
		return f.light(i, a)
	}
	d := f.draft(i, m, "verb")
	f.fill(&d, i, m, a)
	if len(d.Initiators)+len(d.Recipients) == 0 && d.Paper.Len() == 0 {
		return d, false
	}
	f.finish(&d, i, a)
	return d, f.isTold(&d, i, a)
}

// draft begins a deed at the word that tells it.
func (f *finder) draft(i int, m *deed.Meaning, where string) Draft {
	return Draft{
		Type: verbale.EventType(m.Type), Step: verbale.Step(m.Step), Predicate: m.Word, Trigger: page.Run{First: i, Last: i + 1},
		When: -1, Rule: where + "-" + string(m.Frame),
	}
}

// fill says who stands where in a frame.
func (f *finder) fill(d *Draft, verb int, m *deed.Meaning, a args) {
	d.Initiators = f.people(a.subject)
	switch frame := m.Frame; frame {
	case deed.Mutual:
		with := f.oblique(verb, a, "with")
		if m.Needs == "withsb" {
			with = f.withSomebody(verb, a)
		}
		d.Recipients = append(f.people(f.notMatter(m, a.object)), f.people(with)...)
	case deed.Goes:
		d.Recipients = f.targets(f.notThing(a.object))
		if to := f.oblique(verb, a, "to", "in", "into", "at"); to >= 0 && len(d.Recipients) == 0 && f.isName(to, "LOC") {
			d.Place = f.phrase(to)
		}
	case deed.Acts, deed.Orders, deed.Quits:
		switch d.Type {
		case verbale.EventAttack, verbale.EventDetention, verbale.EventSanction:
			d.Recipients = f.targets(f.notThing(a.object))
		case verbale.EventTest: // of a thing
		default:
			d.Recipients = f.people(f.notThing(a.object))
		}
		if frame == deed.Quits {
			d.Recipients = f.people(f.oblique(verb, a, "against"))
		}
	case deed.Brings:
		d.Recipients = f.people(f.taker(f.oblique(verb, a, "to")))
		d.Paper = f.paper(f.oblique(verb, a, "with"))
	case deed.Onto:
		if on := f.oblique(verb, a, "on", "at"); on >= 0 && f.isName(on, "LOC") {
			d.Place = f.phrase(on)
		} else {
			d.Recipients = f.targets(on)
		}
	case deed.Against:
		d.Recipients = f.targets(f.oblique(verb, a, "on", "against", "from"))
	case deed.Gives:
		d.Recipients = append(f.people(f.taker(a.indirect)), f.people(f.taker(f.oblique(verb, a, "to")))...)
		d.Paper = f.paper(a.object)
		if len(d.Recipients) == 0 {
			d.Recipients = f.beforePaper(verb, a.object)
		}
	case deed.Gets:
		d.Recipients, d.Initiators = d.Initiators, f.people(f.taker(f.oblique(verb, a, "from", "by")))
		d.Paper = f.paper(a.object)
	case deed.Moves:
		d.Initiators, d.Recipients = f.people(f.taker(f.oblique(verb, a, "from"))), f.people(f.taker(a.object))
		if len(d.Recipients) == 0 {
			d.Recipients = f.people(f.taker(f.oblique(verb, a, "to")))
		}
		d.Paper = f.paper(a.subject)
	case deed.OfPaper:
		if d.Paper = f.paper(a.object); m.Needs == "onpaper" {
			d.Paper = f.paper(f.oblique(verb, args{object: -1}, "on", "onto", "to"))
		}
		if d.Type == verbale.EventSigning || d.Type == verbale.EventAgreement { // else the paper is with them, and not the deed
			d.Recipients = f.people(f.oblique(verb, a, "with"))
		}
	}
	d.Through = f.people(f.oblique(verb, a, "through", "via"))
}

// beforePaper is whom "to" names between a verb and the paper after it, wherever the
// sentence hangs them: "handed over to the envoy Jon Hale Norland's answer".
func (f *finder) beforePaper(verb, object int) []page.Run {
	to := verb + 1
	if to < len(f.Doc.Tokens) && f.rel(to) == "compound" {
		to++
	}
	first, is := f.paperFirst[object]
	if !is || to >= first || f.Lower(to) != "to" || to+1 >= first {
		return nil
	}
	for i := to + 1; i < first; i++ {
		if u := f.token(i).UPOS; u != "DET" && u != "ADJ" && u != "NOUN" && u != "PROPN" && u != "ADP" {
			return nil
		}
	}
	return []page.Run{{First: to + 1, Last: first}}
}

// violent reports whether a killing is told as somebody's deed: by a person, a body,
// forces or arms, or in an attack, and not in a storm or a fire.
func (f *finder) violent(verb, subject int) bool {
	if subject >= 0 && f.token(subject).UPOS != "PRON" {
		return f.isPerson(subject) || f.isName(subject, "ORG", "LOC") || f.isClass(subject, "force") || f.isClass(subject, "arms") ||
			f.isClass(subject, "fighter") || f.isAttack(subject)
	}
	for at := range f.hanging(verb) {
		if rel := f.rel(at); (rel == "obl" || rel == "advcl") && f.isAttack(at) {
			return true
		}
	}
	return subject >= 0 && f.isPerson(subject)
}

// isAttack reports whether a noun names an attack.
func (f *finder) isAttack(i int) bool {
	m := f.deedOfNoun(i)
	return m != nil && m.Type == string(verbale.EventAttack)
}

// goer reports whether a subject can be somebody who visits: no number, no forces, no
// thing that is sent.
func (f *finder) goer(i int) bool {
	return i >= 0 && f.token(i).UPOS != "NUM" && len(f.classes(i)) == 0 && (f.isPerson(i) || f.isPeople(i) || f.isSomebody(i))
}

// toSomewhere reports whether a phrase names a place, a body or an office to which
// one can go.
func (f *finder) toSomewhere(i int) bool {
	return i >= 0 && (f.isName(i, "LOC", "ORG") || f.isClass(i, "seat"))
}

// isIntransitive reports whether a deed of the frame Acts needs no object: voting.
func (f *finder) isIntransitive(m *deed.Meaning) bool {
	return m.Type == string(verbale.EventVote)
}

// isClass reports whether a noun, or what it is a part or a number of ("two of the
// drafts", "dozens of troops"), names a thing of a class.
func (f *finder) isClass(i int, class string) bool {
	if slices.Contains(f.classes(i), class) || class == "paper" && f.paperAt[i] {
		return true
	}
	for at := range f.hanging(i) {
		switch rel := f.rel(at); {
		case rel == "conj" && f.token(at).UPOS == "NOUN", rel == "nmod" && f.caseOf(at) == "of" && f.isQuantity(i):
			if slices.Contains(f.classes(at), class) {
				return true
			}
		}
	}
	return false
}

// classes are the classes of things that a noun names, also within a title in
// capitals ("the Treaty of Porto").
func (f *finder) classes(i int) []string {
	if classes := deed.ClassesOf(f.token(i).Lemma); classes != nil {
		return classes
	}
	return deed.ClassesOf(f.Lower(i))
}

// isQuantity reports whether a word counts what hangs on it: "thousands of troops",
// "both of the drafts", "a copy of the letter".
func (f *finder) isQuantity(i int) bool {
	switch f.token(i).UPOS {
	case "NUM", "DET", "PRON":
		return true
	}
	switch f.token(i).Lemma {
	case "dozen", "hundred", "thousand", "million", "copy", "number", "set", "series", "part", "text":
		return true
	}
	return false
}

// isName reports whether a word is in a name with one of some labels.
func (f *finder) isName(i int, labels ...string) bool {
	return f.entity[i] >= 0 && slices.Contains(labels, f.Doc.Entities[f.entity[i]].Label)
}

// isPerson reports whether a noun means persons: a name of one, a pronoun of one, or
// a noun with which one is named ("Deputy Minister Jon Hale").
func (f *finder) isPerson(i int) bool {
	switch t := f.token(i); {
	case f.isName(i, "PER"):
		return true
	case t.UPOS == "PRON":
		switch f.Lower(i) {
		case "he", "she", "they", "him", "her", "them", "us", "me", "we", "i":
			return true
		}
		return false
	}
	for at := range f.hanging(i) {
		if f.isName(at, "PER") && (f.rel(at) == "appos" || f.rel(at) == "flat" || f.rel(at) == "conj") {
			return true
		}
	}
	return f.isClass(i, "person")
}

// taker returns i, or -1 where it is a thing that is said or written, to which a
// paper can be an answer but which cannot take it.
func (f *finder) taker(i int) int {
	if i < 0 || f.isClass(i, "paper") || f.isClass(i, "said") {
		return -1
	}
	return i
}

// isPeople reports whether a noun means several or a body: a plural, a name, or a
// coordination.
func (f *finder) isPeople(i int) bool {
	t := f.token(i)
	return t.XPOS == "NNS" || t.UPOS == "PROPN" || f.the(i, "conj") >= 0 || f.Lower(i) == "they" || f.Lower(i) == "we"
}

// notThing returns i, or -1 where it is a thing that is done with and not somebody
// that something is done to.
func (f *finder) notThing(i int) int {
	if i < 0 || slices.Contains(f.classes(i), "force") {
		return -1
	}
	return i
}

// notMatter is notThing of an encounter: what is negotiated is nobody.
func (f *finder) notMatter(m *deed.Meaning, i int) int {
	if m.Word == "negotiate" || m.Word == "discuss" {
		return -1
	}
	return f.notThing(i)
}

// paper is the phrase of a noun that means a paper, of a coordination the whole;
// empty where it means none.
func (f *finder) paper(i int) page.Run {
	if i < 0 || !f.isClass(i, "paper") {
		return page.Run{}
	}
	run := f.phrase(i)
	if first, known := f.paperFirst[i]; known { // to whom it goes can stand between the verb and it
		run.First = max(run.First, first)
	}
	for at := range f.hanging(i) {
		if f.rel(at) == "conj" && f.isClass(at, "paper") {
			run.Last = max(run.Last, f.phrase(at).Last)
		}
	}
	return run
}

// oblique is the first phrase beside a verb, or beside its object (to which a
// parser may hang it), that begins with one of some prepositions; -1.
func (f *finder) oblique(verb int, a args, prepositions ...string) int {
	for at := range f.hanging(verb) {
		if rel := f.rel(at); (rel == "obl" || rel == "nmod") && slices.Contains(prepositions, f.caseOf(at)) && !f.isTime(at) {
			return at
		}
	}
	if a.object < 0 || a.object < verb {
		return -1
	}
	for at := range f.hanging(a.object) {
		if f.rel(at) == "nmod" && slices.Contains(prepositions, f.caseOf(at)) && !f.isTime(at) {
			return at
		}
	}
	return -1
}

// isTime reports whether a word stands within a time expression.
func (f *finder) isTime(i int) bool {
	span := f.token(i).Span
	at, _ := slices.BinarySearchFunc(f.times, span, func(t, s lang.Span) int { return cmp.Compare(t.End, s.Start+1) })
	return at < len(f.times) && f.times[at].Start < span.End
}
