package actor

import (
	"fmt"
	"hash/crc32"

	"verbale.dev/verbale"
)

// Evidence is one thing that speaks for an antecedent, or against it; the weight
// of each is in the table of weights, by the sort of the word.
type Evidence uint8

// What is seen of a candidate and of the word that can mean it.
const (
	anyone Evidence = iota // whoever it is

	// What it is.
	knownGender  // of the word's gender
	oneOfState   // a state, for "she"
	person       // a person by name
	officeHolder // the holder of an office, without a name
	unnamedOne   // a source without a name
	organisation
	state
	grouping     // a group or a loose collective
	manyOnes     // a plural
	manyBodies   // a plural of bodies: "alliances"
	namedUnknown // a name of which it is not known whose kind it is
	otherThing

	// How far off it stands: in sentences, in candidates, in paragraphs.
	sameSentence
	oneBack
	twoBack
	threeBack
	nearest
	secondNearest
	thirdNearest
	fourthOrFifth
	sixthToNinth
	fartherOne
	sameParagraph
	nextParagraph
	farParagraph

	// Its place in its sentence, alone and beside that of the word.
	asSubject
	rootSubject // of the main clause
	asObject
	asOblique
	ofNoun
	asPossessor // only says whose something is
	asConjunct
	asApposed
	inCompound
	firstPlace // begins its sentence
	subjectToSubject
	subjectToObject
	subjectToOther
	ownerToSubject // the word is "his", "its", "their" before a noun
	ownerToObject
	ownerToOther
	objectToSubject // the word is neither subject nor owner
	objectToObject
	objectToOther
	commanding       // is subject of a clause that the word's clause belongs to
	lastMainSubject  // of the main clause of the sentence before
	paragraphSubject // of the main clause of the paragraph's first sentence
	namedAfter       // "In his address, Mr. Roth said"

	// By what words.
	byName
	byFullName
	byNominal
	byIndefinite
	byPronoun
	byNoun // no mention so far
	byIndefiniteNoun

	// Who speaks.
	sameQuotation
	quotedAway         // stands in a quotation, the word does not
	outsideQuotation   // the word stands in one, it does not
	ownContent         // stands in what the word is the source of
	aSource            // of any statement
	speakerOfWords     // of the statement in whose content the word stands
	lastSpeaker        // who spoke last, for a word that speaks
	lastSpeakerOfOther // who spoke last, for another

	// How much the report is about it.
	onceBefore // the same stands nearer once
	twiceBefore
	oftenBefore
	meantLast // by the last pronoun of the word's kind
	mostNamed // of those of its sort
	secondNamed
	inHeadline // in the first paragraph

	evidences
)

// Sort is what sort of word looks for its antecedent.
type Sort uint8

// Sorts of words, each with weights of its own.
const (
	One     Sort = iota // "he", "she"
	Speaker             // "he", "she" as the source of a statement
	It                  // "it"
	They                // "they"
	Sorts   = 4
)

// watcher weighs candidates for one word, from the nearest on.
type watcher struct {
	*teller
	f          *found
	sort       Sort
	source     bool
	here, told int // statements whose quotation, and whose content, holds the word
	own        int // the statement of which the word is the source; -1
	paragraph  int
	subject    bool
	owner      bool
	alike      int // actor of the last pronoun of its kind; -1
	between    int
	last       int   // actor that spoke last before it; -1
	seen       []int // actors of the candidates that stand nearer
	on         []Evidence
}

// look begins to look for the antecedent of a word.
func (t *teller) look(f *found) *watcher {
	w := &watcher{teller: t, f: f, here: t.within[f.head], told: t.told[f.head], own: -1, paragraph: t.doc.Sentences[f.sentence].Paragraph,
		subject: t.isSubject(f.head), owner: isPossessive(f.name) && t.doc.Tokens[f.head].DepRel == "nmod:poss", alike: -1,
		last: t.spokeLast(f.head)}
	if s, ok := t.bySource[f]; ok {
		w.source, w.own = true, s
	}
	switch {
	case t.neuter(f.name):
		w.sort = It
	case t.plural(f.name):
		w.sort = They
	case w.source:
		w.sort = Speaker
	}
	return w
}

// back is how many sentences lie between a candidate and the word. A long quotation
// before "she said" is no distance.
func (w *watcher) back(g candidate) int {
	if w.here < 0 {
		return w.outside[w.f.sentence] - w.outside[g.sentence]
	}
	return w.f.sentence - g.sentence
}

// findAlike finds whom the last pronoun of the word's kind meant, before a candidate.
func (w *watcher) findAlike(from int) {
	for j := from - 1; j >= 0; j-- {
		g := w.candidates[j]
		if w.back(g) > reachBack {
			return
		}
		if g.form == verbale.Pronominal && g.chain >= 0 && g.head < w.f.head && (w.masculine(g.name) == w.masculine(w.f.name) && w.feminine(g.name) == w.feminine(w.f.name) &&
			w.neuter(g.name) == w.neuter(w.f.name)) {
			w.alike = g.chain
			return
		}
	}
}

// fits reports whether a candidate can be meant by a pronoun, and begins a list of
// what speaks for it.
func (w *watcher) fits(g candidate, pronoun string) bool {
	many, kind, gender := g.many, kindOf(g.class), g.gender
	if g.chain >= 0 {
		a := w.actors[g.chain]
		many, kind = a.many, a.Type
		if a.gender != 0 {
			gender = a.gender
		}
	}
	w.on = append(w.on[:0], anyone)
	switch {
	case w.masculine(pronoun) || w.feminine(pronoun):
		wanted := byte('m')
		if w.feminine(pronoun) {
			wanted = 'f'
		}
		if gender != 0 && gender != wanted || many || g.silent {
			return false
		}
		w.note(knownGender, gender == wanted)
		switch kind {
		case verbale.Person:
			return w.is(person)
		case verbale.Office:
			return w.is(officeHolder)
		case verbale.Unnamed:
			return w.is(unnamedOne)
		case verbale.State:
			w.on = append(w.on, oneOfState)
			return wanted == 'f' && w.year > 0 && w.year < 1960 // as papers once wrote
		case verbale.UnknownType:
			w.on = append(w.on, namedUnknown)
			return g.form == verbale.Named
		}
	case w.neuter(pronoun):
		if many {
			return false
		}
		switch kind {
		case verbale.Organisation, verbale.Group:
			return w.is(organisation)
		case verbale.State:
			return w.is(state)
		case verbale.UnknownType:
			if g.form == verbale.Named && !g.silent {
				return w.is(namedUnknown)
			}
			return w.is(otherThing)
		}
	case w.plural(pronoun):
		switch {
		case g.silent:
			return false
		case many:
			w.is(manyOnes)
			w.note(manyBodies, g.class == body)
			return true
		case kind == verbale.Collective || kind == verbale.Group:
			return w.is(grouping)
		case kind == verbale.Organisation:
			return w.is(organisation)
		case kind == verbale.State:
			return w.is(state)
		}
	}
	return false
}

// is adds a piece of evidence for a candidate that can be meant.
func (w *watcher) is(e Evidence) bool {
	w.on = append(w.on, e)
	return true
}

// weigh says how much speaks for a candidate that fits, the nearest first.
func (w *watcher) weigh(g candidate, back int) int {
	w.distance(g, back)
	w.role(g, back)
	w.form(g)
	w.speech(g)
	w.standing(g)
	sum := 0
	for _, e := range w.on {
		sum += int(w.weights[e][w.sort])
	}
	return sum
}

// note adds a piece of evidence where it holds.
func (w *watcher) note(e Evidence, is bool) {
	if is {
		w.on = append(w.on, e)
	}
}

// distance sees how far off a candidate stands.
func (w *watcher) distance(g candidate, back int) {
	w.on = append(w.on, sameSentence+Evidence(max(0, min(back, 3))))
	n := nearest
	switch {
	case w.between >= 10:
		n = fartherOne
	case w.between >= 6:
		n = sixthToNinth
	case w.between >= 3:
		n = fourthOrFifth
	default:
		n = nearest + Evidence(w.between)
	}
	w.between++
	w.on = append(w.on, n, sameParagraph+Evidence(max(0, min(w.paragraph-w.doc.Sentences[g.sentence].Paragraph, 2))))
}

// role sees the place of a candidate in its sentence, and beside that of the word.
func (w *watcher) role(g candidate, back int) {
	root := w.doc.Tokens[g.root]
	subject, object := w.isSubject(g.root), w.isObject(g.root)
	main := subject && root.Head == w.doc.Sentences[g.sentence].Root
	w.note(asSubject, subject)
	w.note(rootSubject, main)
	w.note(asObject, object)
	switch root.DepRel {
	case "obl", "obl:agent", "obl:unmarked":
		w.on = append(w.on, asOblique)
	case "nmod":
		w.on = append(w.on, ofNoun)
	case "conj":
		w.on = append(w.on, asConjunct)
	case "appos":
		w.on = append(w.on, asApposed)
	case "compound":
		w.on = append(w.on, inCompound)
	}
	w.note(asPossessor, w.possessive(g.found) || root.DepRel == "nmod:poss")
	w.note(firstPlace, min(g.first, g.outerFirst()) == w.doc.Sentences[g.sentence].First)
	pair := objectToSubject
	switch {
	case w.subject:
		pair = subjectToSubject
	case w.owner:
		pair = ownerToSubject
	}
	switch {
	case object:
		pair++
	case !subject:
		pair += 2
	}
	w.on = append(w.on, pair)
	w.note(commanding, back == 0 && subject && w.commands(g.root, w.f))
	w.note(lastMainSubject, main && back == 1)
	w.note(paragraphSubject, main && w.doc.Sentences[g.sentence].Paragraph == w.paragraph && g.sentence < w.f.sentence &&
		(g.sentence == 0 || w.doc.Sentences[g.sentence-1].Paragraph != w.paragraph))
	w.note(namedAfter, g.head > w.f.head)
}

// form sees by what words a candidate is called.
func (w *watcher) form(g candidate) {
	switch {
	case g.noun && g.indefinite:
		w.on = append(w.on, byIndefiniteNoun)
	case g.noun:
		w.on = append(w.on, byNoun)
	case g.form == verbale.Named:
		w.on = append(w.on, byName)
		w.note(byFullName, g.last-g.first > 1)
	case g.form == verbale.Pronominal:
		w.on = append(w.on, byPronoun)
	case g.indefinite:
		w.on = append(w.on, byIndefinite)
	default:
		w.on = append(w.on, byNominal)
	}
}

// speech sees who speaks, the candidate, the word or both.
func (w *watcher) speech(g candidate) {
	there := w.within[g.head]
	switch {
	case there >= 0 && there == w.here:
		w.on = append(w.on, sameQuotation)
	case there >= 0:
		w.on = append(w.on, quotedAway)
	case w.here >= 0:
		w.on = append(w.on, outsideQuotation)
	}
	w.note(ownContent, w.own >= 0 && w.inContent(&w.statements[w.own], g.head))
	s, speaks := w.bySource[g.found]
	w.note(aSource, speaks)
	w.note(speakerOfWords, speaks && s == w.told)
	if g.chain >= 0 && g.chain == w.last {
		w.note(lastSpeaker, w.source)
		w.note(lastSpeakerOfOther, !w.source)
	}
}

// standing sees how much the report is about a candidate.
func (w *watcher) standing(g candidate) {
	if g.chain < 0 {
		return
	}
	n := 0
	for _, chain := range w.seen {
		if chain == g.chain {
			n++
		}
	}
	switch {
	case n > 3:
		w.on = append(w.on, oftenBefore)
	case n > 1:
		w.on = append(w.on, twiceBefore)
	case n > 0:
		w.on = append(w.on, onceBefore)
	}
	w.seen = append(w.seen, g.chain)
	w.note(meantLast, g.chain == w.alike)
	if g.chain < len(w.standings) {
		switch w.standings[g.chain].rank {
		case 1:
			w.on = append(w.on, mostNamed)
		case 2:
			w.on = append(w.on, secondNamed)
		}
		w.note(inHeadline, w.standings[g.chain].headline)
	}
}

// Weights say how much each piece of evidence speaks for an antecedent, by the sort
// of the word for which it is looked for, in 1/Unit of a natural unit. They never
// change and are shared by all who read.
type Weights [evidences][Sorts]int16

// Shipped returns the weights in the binary.
func Shipped() *Weights { return &shipped }

// Fingerprint identifies the weights.
func (w *Weights) Fingerprint() string {
	hash := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	for _, row := range w {
		for _, weight := range row {
			hash.Write([]byte{byte(weight), byte(weight >> 8)})
		}
	}
	return fmt.Sprintf("antecedents-%08x", hash.Sum32())
}

// Unit is what the integers of the table of weights are made of: so many of them
// are a natural unit.
const Unit = 16

// Enough is what a candidate must be worth more than, unless the word is a source:
// one and a half natural units below nobody, since a pronoun of a report about people and bodies means one of them
// more often than those of all kinds of texts that the weights were learnt from.
// Tuned on the news, interviews and speeches of GUM's training part.
const Enough = -3 * Unit / 2

// least is what a candidate must be worth more than: whoever speaks is somebody.
func (w *watcher) least() int {
	if w.source {
		return -1 << 20
	}
	return Enough
}
