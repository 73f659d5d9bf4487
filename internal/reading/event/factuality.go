package event

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// governing is what a verb above an infinitive, a form in -ing or a noun makes of the
// deed that they tell.
func governing(lemma string) (verbale.EventFactuality, bool) {
	of := deed.Above(lemma)
	return verbale.EventFactuality(of), of != ""
}

// factuality says whether a deed happened, as the words around it have it. Verb is
// the word that governs its clause, trigger the word that tells it.
func (f *finder) factuality(verb, trigger int) verbale.EventFactuality {
	if f.negated(verb) || verb != trigger && f.negated(trigger) {
		return verbale.EventDenied
	}
	if f.token(verb).UPOS != "VERB" {
		return f.ofNoun(verb)
	}
	if of, ok := f.ofAuxiliaries(verb); ok {
		return of
	}
	if of, ok := f.ofGerund(verb, trigger); ok {
		return of
	}
	if f.isToCome(verb) {
		return verbale.EventPlanned
	}
	if f.isInfinitive(verb) {
		head := f.Head(verb)
		if head >= 0 && (f.token(head).Lemma == "have" || f.token(head).Lemma == "need") {
			if of, ok := f.ofAuxiliaries(head); ok {
				return of
			}
			return verbale.EventWished
		}
		if head >= 0 {
			if of, ok := governing(f.token(head).Lemma); ok {
				if f.negated(head) && of != verbale.EventDenied {
					return verbale.EventDenied
				}
				return of
			}
		}
		return verbale.EventPlanned
	}
	return verbale.EventHappened
}

// isToCome reports whether a verb stands after "due to", "set to" and the like, wherever
// its sentence hangs them: "the talks were due to resume".
func (f *finder) isToCome(verb int) bool {
	if verb < 2 || f.Lower(verb-1) != "to" || f.Sentence(verb-2) != f.Sentence(verb) {
		return false
	}
	switch f.Lower(verb - 2) {
	case "due", "set", "scheduled", "expected", "supposed", "likely", "slated", "about", "planned":
		return true
	}
	return false
}

// ofWould is what "would" makes of a deed: the future as told in the past ("said she
// would sign on Monday"), else what is only supposed.
func (f *finder) ofWould(verb int) verbale.EventFactuality {
	head := f.Head(verb)
	for steps := 0; head >= 0 && f.rel(verb) == "conj" && steps < maxSteps; steps++ {
		verb, head = head, f.Head(head)
	}
	if head >= 0 && f.rel(verb) == "ccomp" && (f.token(head).XPOS == "VBD" || f.the(head, "aux") >= 0 && f.token(head).XPOS == "VBN") &&
		page.IsSpeech(f.Lower(head)) && f.the(verb, "advcl") < 0 {
		return verbale.EventPlanned
	}
	return verbale.EventPossible
}

// ofGerund is what the words above a form in -ing make of a deed: "interest in signing",
// "will start preparing", "abstained from signing", "by signing".
func (f *finder) ofGerund(verb, trigger int) (verbale.EventFactuality, bool) {
	head := f.Head(verb)
	if f.token(verb).XPOS != "VBG" || head < 0 || f.the(verb, "aux") >= 0 {
		return "", false
	}
	preposition := f.the(verb, "mark", "case")
	if own := f.ownSubject(verb); own >= 0 && preposition < 0 {
		switch f.caseOf(own) {
		case "of", "about", "for", "against":
			return verbale.EventPossible, true
		case "without", "from":
			return verbale.EventDenied, true
		}
	}
	switch {
	case f.rel(verb) == "acl" && f.token(head).UPOS == "NOUN" && preposition >= 0:
		return verbale.EventPossible, true
	case f.rel(verb) == "xcomp" && f.token(head).UPOS == "VERB" && preposition < 0 && verb == trigger:
		if of, ok := governing(f.token(head).Lemma); ok && of != verbale.EventPlanned {
			return of, true
		}
		return f.factuality(head, head), true
	case preposition < 0 || f.token(head).UPOS != "VERB" && f.token(head).UPOS != "ADJ":
		return "", false
	}
	of, known := governing(f.token(head).Lemma)
	switch f.Lower(preposition) {
	case "from", "without":
		return verbale.EventDenied, true
	case "by", "in", "after", "while", "when":
		if f.token(head).UPOS == "VERB" {
			return f.factuality(head, head), true
		}
	case "about", "of", "against", "before", "on", "towards", "toward":
		return verbale.EventPossible, true
	case "for":
		if known {
			return of, true
		}
	}
	return "", false
}

// ofAuxiliaries is what the auxiliaries of a verb, or of the first of a
// coordination, make of the deed.
func (f *finder) ofAuxiliaries(verb int) (verbale.EventFactuality, bool) {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		for at := range f.hanging(verb) {
			if f.rel(at) != "aux" {
				continue
			}
			switch f.token(at).Lemma {
			case "will", "shall":
				if f.Lower(at) == "would" || f.Lower(at) == "'d" {
					return f.ofWould(verb), true
				}
				if f.Lower(at) == "should" {
					return verbale.EventWished, true
				}
				return verbale.EventPlanned, true
			case "must", "should", "ought":
				return verbale.EventWished, true
			case "would":
				return f.ofWould(verb), true
			case "may", "might", "can", "could":
				return verbale.EventPossible, true
			}
		}
		if f.rel(verb) != "conj" || f.the(verb, "nsubj", "nsubj:pass") >= 0 {
			break
		}
		verb = f.Head(verb)
	}
	return "", false
}

// ofNoun is what the adjectives of a noun and the verb above it make of a deed.
func (f *finder) ofNoun(noun int) verbale.EventFactuality {
	for at := range f.hanging(noun) {
		switch f.Lower(at) {
		case "planned", "scheduled", "upcoming", "next", "forthcoming", "future", "coming":
			return verbale.EventPlanned
		case "possible", "potential", "proposed":
			return verbale.EventPossible
		case "cancelled", "canceled", "aborted", "scrapped":
			return verbale.EventDenied
		}
	}
	if head := f.Head(noun); head >= 0 {
		if of, ok := governing(f.token(head).Lemma); ok {
			return of
		}
		if of, ok := f.ofAuxiliaries(head); ok {
			return of
		}
	}
	return verbale.EventHappened
}

// negated reports whether a word is negated: "did not meet", "no talks", "without
// signing", "never met", "neither met".
func (f *finder) negated(i int) bool {
	for at := range f.hanging(i) {
		switch f.Lower(at) {
		case "not", "n't", "n’t", "never", "no", "neither", "without":
			return true
		}
		if rel := f.rel(at); (rel == "nsubj" || rel == "obj") && f.the(at, "det") >= 0 && f.Lower(f.the(at, "det")) == "no" {
			return true
		}
	}
	return false
}

// isTold reports whether the words tell of a deed at all, and not of one that is
// promised not to be done, or done as a rule: what "will not" be done, a plain present
// without a day, and a form in -ing that no other verb has. What stands after "if" or
// "whether", and what is done with "any", is possible.
func (f *finder) isTold(d *Draft, verb int, a args) bool {
	anyOf := f.isAny(a.object) || f.isAny(a.subject) || d.Trigger.First != verb && f.isAny(d.Trigger.First)
	if f.conditional(verb) || anyOf && d.Factuality != verbale.EventDenied {
		d.Factuality = verbale.EventPossible
		return d.Trigger.First == verb
	}
	if d.Factuality == verbale.EventDenied {
		if of, ok := f.ofAuxiliaries(verb); ok && of != verbale.EventDenied {
			return false
		}
	}
	t := f.token(verb)
	if t.UPOS != "VERB" {
		return true
	}
	if t.XPOS == "VBG" && f.the(verb, "aux") < 0 {
		switch f.rel(verb) {
		case "xcomp":
			return true
		case "advcl", "acl", "conj", "obl", "nmod":
			return d.Factuality != verbale.EventPossible || d.When >= 0
		}
		return false
	}
	return d.When >= 0 || f.isInfinitive(verb) || !f.isPlainPresent(verb)
}

// isPlainPresent reports whether a verb stands in the present by itself, also as a
// passive that names nobody who does it: "the guild meets", "when a deal is signed".
func (f *finder) isPlainPresent(verb int) bool {
	switch f.token(verb).XPOS {
	case "VBZ", "VBP", "VB":
		return f.the(verb, "aux", "aux:pass") < 0
	case "VBN", "VBD":
		be := f.the(verb, "aux:pass")
		return be >= 0 && f.the(verb, "aux", "obl:agent") < 0 && (f.Lower(be) == "is" || f.Lower(be) == "are")
	}
	return false
}

// isAny reports whether a noun is of none in particular: "any deal", "whatever deal".
func (f *finder) isAny(i int) bool {
	if i < 0 {
		return false
	}
	at := f.the(i, "det")
	if at < 0 {
		return false
	}
	switch f.Lower(at) {
	case "any", "whatever", "whichever", "every", "each":
		return true
	}
	return false
}

// conditional reports whether a clause stands within a condition.
func (f *finder) conditional(verb int) bool {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		for at := range f.hanging(verb) {
			if f.rel(at) == "mark" {
				switch f.Lower(at) {
				case "if", "unless", "whether":
					return true
				}
			}
		}
		verb = f.Head(verb)
	}
	return false
}

// isInfinitive reports whether a verb stands with "to", itself or as a second one.
func (f *finder) isInfinitive(verb int) bool {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		if at := f.the(verb, "mark"); at >= 0 && f.Lower(at) == "to" {
			return true
		}
		if f.rel(verb) != "conj" {
			return false
		}
		verb = f.Head(verb)
	}
	return false
}
