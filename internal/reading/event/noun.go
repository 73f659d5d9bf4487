package event

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// eventNoun reports whether a noun tells of a deed when a verb that says nothing
// else governs it.
func (f *finder) eventNoun(i int) bool { return f.deedOfNoun(i) != nil }

// deedOfNoun is the deed that a noun names, nil where it names none.
func (f *finder) deedOfNoun(i int) *deed.Meaning {
	if t := f.token(i); t.UPOS == "NOUN" || t.UPOS == "PROPN" {
		meanings := deed.OfNoun(t.Lemma)
		for m := range meanings {
			if f.nounMeets(i, &meanings[m]) {
				return &meanings[m]
			}
		}
	}
	return nil
}

// It does not where a word before it makes it another: "press conference", "hunger
// strike", "test case".
func (f *finder) nounMeets(i int, m *deed.Meaning) bool {
	for at := range f.hanging(i) {
		if f.rel(at) == "compound" || f.rel(at) == "amod" {
			if slices.Contains(deed.ClassesOf(f.Lower(at)), "unlike") || m.Word == "strike" && f.Lower(at) == "general" {
				return false
			}
		}
	}
	switch m.Needs {
	case "":
		return true
	case "ofprisoner":
		for at := range f.hanging(i) {
			if f.rel(at) == "nmod" && f.caseOf(at) == "of" && (f.isClass(at, "prisoner") || f.isName(at, "PER")) {
				return true
			}
		}
	case "ofit":
		for at := range f.hanging(i) {
			if f.rel(at) == "nmod" && f.caseOf(at) == "of" && deed.OfNoun(f.token(at).Lemma) != nil {
				return true
			}
		}
	case "plural":
		return f.token(i).XPOS == "NNS"
	case "phone":
		for at := range f.hanging(i) {
			switch f.Lower(at) {
			case "telephone", "phone", "video", "conference":
				return true
			}
		}
	}
	return false
}

// light is the deed that the object of a verb tells which says nothing else: "held
// talks with Hale in Porto".
func (f *finder) light(verb int, a args) (Draft, bool) {
	m := f.deedOfNoun(a.object)
	if m == nil {
		return Draft{}, false
	}
	d := f.draft(a.object, m, "light")
	d.Initiators = f.people(a.subject)
	d.Recipients = f.people(f.oblique(verb, a, "with", "against"))
	if m.Type == string(verbale.EventAttack) {
		d.Recipients = f.targets(f.oblique(verb, a, "on", "against"))
	}
	if f.token(verb).Lemma == "host" { // who lends the place to others
		var d2 Draft
		f.participants(&d2, a.object)
		if all := append(d2.Initiators, d2.Recipients...); len(all) > 0 {
			d.Through, d.Initiators, d.Recipients = d.Initiators, all, nil
		}
	}
	if m.Frame == deed.Goes {
		d.Recipients = nil
	}
	f.finish(&d, verb, a)
	return d, f.isTold(&d, verb, a)
}

// occurs are the verbs by which a deed named by their subject takes place.
func occurs(lemma string) bool { return slices.Contains(deed.ClassesOf(lemma), "occurs") }

// noun is the deed that a noun tells: as subject of a verb by which it takes place,
// or with the name of who took part in it and a day or a place.
func (f *finder) noun(i int) (Draft, bool) {
	m := f.deedOfNoun(i)
	if m == nil {
		return Draft{}, false
	}
	head := f.Head(i)
	if head >= 0 && f.token(i).DepRel == "nsubj" || head >= 0 && f.token(i).DepRel == "nsubj:pass" { // "talks are due to resume"
		if below := f.the(head, "xcomp"); below >= 0 && f.isToCome(below) {
			head = below
		}
	}
	switch rel := f.token(i).DepRel; {
	case head >= 0 && (rel == "nsubj" || rel == "nsubj:pass") && f.token(head).UPOS == "VERB" && occurs(f.token(head).Lemma):
		return f.occurring(i, head, m)
	case rel == "obj" || rel == "nsubj:pass" || rel == "compound" || rel == "amod":
		return Draft{}, false // the verb tells what was done with it
	}
	d := f.draft(i, m, "noun")
	f.participants(&d, i)
	f.finish(&d, i, args{subject: -1, object: -1, indirect: -1})
	who := len(d.Initiators) + len(d.Recipients)
	if d.When >= 0 || d.Place.Len() > 0 {
		return d, who > 0
	}
	d.Rule = "named-" + string(m.Frame)
	return d, f.isNamed(&d, i)
}

// isNamed reports whether a noun tells of a deed by what hangs on it alone, on no day and
// at no place that is told: both who did it and to whom, or whose it was, or, of what is
// called off or set free, what or whom: "her talks with Hale", "the cancellation of the
// meeting".
func (f *finder) isNamed(d *Draft, i int) bool {
	if len(d.Initiators) > 0 && len(d.Recipients) > 0 {
		return true
	}
	switch d.Type {
	case verbale.EventRelease:
		return len(d.Recipients) > 0
	case verbale.EventCancellation:
		for at := range f.hanging(i) {
			if f.rel(at) == "nmod" && f.caseOf(at) == "of" && f.deedOfNoun(at) != nil {
				return true
			}
		}
	}
	return len(d.Initiators) > 0 && f.the(i, "nmod:poss") >= 0
}

// occurring is the deed that the subject of a verb tells by which it takes place.
func (f *finder) occurring(i, verb int, m *deed.Meaning) (Draft, bool) {
	if f.token(verb).Lemma == "take" && f.the(verb, "obj", "compound:prt") < 0 {
		return Draft{}, false
	}
	d := f.draft(i, m, "occurs")
	f.participants(&d, i)
	f.finish(&d, verb, args{subject: i, object: -1, indirect: -1})
	if lemma := f.token(verb).Lemma; d.Factuality == verbale.EventHappened && (lemma == "schedule" || lemma == "plan") {
		d.Factuality = verbale.EventPlanned
	}
	return d, f.isTold(&d, verb, args{subject: i, object: -1, indirect: -1})
}

// participants fills who took part in a deed that a noun names: "Brook's meeting
// with Hale", "talks between the guild and the crews", "the visit of Hale".
func (f *finder) participants(d *Draft, i int) {
	for at := range f.hanging(i) {
		switch {
		case f.isTime(at):
		case f.token(at).DepRel == "nmod:poss":
			d.Initiators = append(d.Initiators, f.people(at)...)
		case f.rel(at) != "nmod":
		case f.caseOf(at) == "of" && d.Type == verbale.EventRelease:
			d.Recipients = append(d.Recipients, f.people(at)...)
		case f.caseOf(at) == "of" && d.Type == verbale.EventAttack: // of what they attack
			d.Recipients = append(d.Recipients, f.targets(at)...)
		case f.caseOf(at) == "on" && d.Type == verbale.EventAttack:
			d.Recipients = append(d.Recipients, f.targets(at)...)
		case f.caseOf(at) == "between", f.caseOf(at) == "among", f.caseOf(at) == "by", f.caseOf(at) == "of" && f.isSomebody(at):
			d.Initiators = append(d.Initiators, f.people(at)...)
		case f.caseOf(at) == "with", f.caseOf(at) == "against":
			d.Recipients = append(d.Recipients, f.people(at)...)
		}
	}
}

// isSomebody reports whether a noun is a name or a pronoun.
func (f *finder) isSomebody(i int) bool {
	return f.entity[i] >= 0 || f.token(i).UPOS == "PROPN" || f.token(i).UPOS == "PRON"
}

// empty is a run of nothing.
var empty page.Run
