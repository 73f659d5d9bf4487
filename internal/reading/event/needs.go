package event

import "verbale.dev/verbale/internal/lexicon/deed"

// meets reports whether what stands beside a verb is what a meaning of it needs.
func (f *finder) meets(verb int, m *deed.Meaning, a args) bool {
	if m.Needs == "" {
		return a.object >= 0 || m.Frame != deed.Acts || f.isIntransitive(m)
	}
	if need, is := needs[m.Needs]; is {
		return need(f, verb, a)
	}
	return a.object >= 0 && f.isClass(a.object, m.Needs)
}

// needs are the conditions of the table of deeds that are no class of things.
var needs = map[string]func(f *finder, verb int, a args) bool{
	"event": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.eventNoun(a.object)
	},
	"people": func(f *finder, verb int, a args) bool {
		return a.subject >= 0 && f.isPeople(a.subject)
	},
	"person": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.isPerson(a.object)
	},
	"actor": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && (f.isPerson(a.object) || f.isName(a.object, "ORG", "LOC") || f.token(a.object).UPOS == "PROPN")
	},
	// Nobody meets an aim or a demand: it is fulfilled.
	"encounter": func(f *finder, verb int, a args) bool {
		if a.passive || a.object >= 0 && !f.canAct(a.object) {
			return false
		}
		with := f.oblique(verb, a, "with")
		return with < 0 || f.canAct(with)
	},
	"hosted": func(f *finder, _ int, a args) bool {
		return a.object >= 0 && f.canAct(a.object) && !f.eventNoun(a.object)
	},
	"byforceon": byForceOn,
	// Whoever speaks to the press makes a statement.
	"withsb": func(f *finder, verb int, a args) bool {
		with := f.withSomebody(verb, a)
		return a.object < 0 && with >= 0 && f.the(verb, "ccomp", "parataxis") < 0
	},
	"discussed": func(f *finder, verb int, a args) bool {
		with := f.oblique(verb, args{object: -1}, "with")
		return with >= 0 && f.canAct(with) && !f.isClass(with, "hearer")
	},
	"ofevent": func(f *finder, verb int, a args) bool {
		of := f.oblique(verb, args{object: -1}, "of", "from", "out", "away")
		return a.object < 0 && of >= 0 && f.deedOfNoun(of) != nil
	},
	"onpaper": func(f *finder, verb int, a args) bool {
		on := f.oblique(verb, args{object: -1}, "on", "onto", "to")
		return a.object < 0 && on >= 0 && f.isClass(on, "paper")
	},
	// Of one side alone nobody knows with whom it agrees.
	"sides": func(f *finder, verb int, a args) bool {
		if a.subject < 0 || f.the(verb, "xcomp") < 0 {
			return false
		}
		several := f.token(a.subject).XPOS == "NNS" || f.token(a.subject).XPOS == "NNPS" || f.the(a.subject, "conj") >= 0 || f.Lower(a.subject) == "they"
		return several && f.canAct(a.subject)
	},
	// "Pardon me" frees nobody.
	"prisonerof": func(f *finder, _ int, a args) bool {
		return a.object >= 0 && f.isPerson(a.object) && (f.token(a.object).UPOS != "PRON" || a.subject >= 0 && f.token(a.subject).UPOS != "PRON")
	},
	// What a state protests it says.
	"crowd": func(f *finder, _ int, a args) bool {
		return a.subject >= 0 && a.object < 0 && f.isPeople(a.subject) && !f.isName(a.subject, "LOC")
	},
	"captive": func(f *finder, _ int, a args) bool {
		return a.object >= 0 && (f.isPerson(a.object) || f.isName(a.object, "PER", "LOC") || f.isClass(a.object, "seat") ||
			f.isClass(a.object, "craft") || f.isClass(a.object, "force") || f.isClass(a.object, "fighter"))
	},
	"paperasthing": paperAsThing,
	// What was sanctioned is named: "that was not sanctioned" tells of an approval.
	"target": func(f *finder, _ int, a args) bool {
		return a.object >= 0 && (f.token(a.object).UPOS != "PRON" || f.isPerson(a.object))
	},
	"with": func(f *finder, verb int, a args) bool {
		return f.oblique(verb, a, "with") >= 0
	},
	"withpaper": func(f *finder, verb int, a args) bool {
		with := f.oblique(verb, a, "with")
		return with >= 0 && f.isClass(with, "paper")
	},
	"papertosb": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.isClass(a.object, "paper") && f.taker(f.oblique(verb, a, "to")) >= 0
	},
	"paperbysb": addressed,
	"papergoes": paperGoes,
	"tosb": func(f *finder, verb int, a args) bool {
		to := f.oblique(verb, a, "to")
		return a.object < 0 && to >= 0 && (f.isPerson(to) || f.isSomebody(to)) && f.the(verb, "ccomp", "parataxis") < 0
	},
	"to": toSomewhere,
	"for": func(f *finder, verb int, a args) bool {
		return f.goer(a.subject) && f.toSomewhere(f.oblique(verb, a, "for"))
	},
	"as": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.oblique(verb, a, "as") >= 0
	},
	"persondeed": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.the(verb, "xcomp", "ccomp", "advcl") >= 0
	},
	"violence": func(f *finder, verb int, a args) bool {
		return a.object >= 0 && f.violent(verb, a.subject)
	},
	"byforce": func(f *finder, verb int, a args) bool {
		return a.subject >= 0 && f.isClass(a.subject, "force")
	},
	"toward": toward,
	"deed": func(f *finder, verb int, a args) bool {
		return f.the(verb, "xcomp", "ccomp") >= 0 && f.token(verb).XPOS != "VBG"
	},
}

// addressed reports whether somebody addressed a paper: one that "is addressed to Hale"
// is for him, whether anybody sent it or not.
func addressed(f *finder, verb int, a args) bool {
	to := f.oblique(verb, a, "to")
	return a.object >= 0 && a.subject >= 0 && f.isClass(a.object, "paper") && to >= 0 && to != a.subject
}

// withSomebody is with or to whom a verb of talking says that it is done, -1 where that
// is nobody or the press.
func (f *finder) withSomebody(verb int, a args) int {
	with := f.oblique(verb, a, "with", "to")
	if with < 0 || !f.canAct(with) || f.isClass(with, "hearer") || f.isTime(with) {
		return -1
	}
	return with
}

// paperAsThing reports whether a paper goes as a thing: an answer that is given is said,
// unless it is written.
func paperAsThing(f *finder, verb int, a args) bool {
	if a.object < 0 || !f.isClass(a.object, "paper") {
		return false
	}
	switch lemma := f.token(a.object).Lemma; lemma {
	case "answer", "reply", "response", "statement", "report", "message", "refusal":
		written := false
		for at := range f.hanging(a.object) {
			written = written || f.rel(at) == "amod" && (f.Lower(at) == "written" || f.Lower(at) == "formal")
		}
		return written || lemma != "statement" && f.token(verb).Lemma == "deliver" && f.taker(f.oblique(verb, a, "to")) >= 0
	}
	return true
}

// byForceOn reports whether an attack is one by force: on what can be hit, not by what
// is said or written, nor by one person "for" something or "as" something, which is done
// in words.
func byForceOn(f *finder, verb int, a args) bool {
	if a.object < 0 || !f.canBeHit(a.object) || f.oblique(verb, args{object: -1}, "for", "as", "over") >= 0 {
		return false
	}
	if a.subject < 0 {
		return true
	}
	inWords := f.isName(a.subject, "PER") || f.token(a.subject).UPOS == "PRON" && (f.Lower(a.subject) == "he" || f.Lower(a.subject) == "she")
	return f.canBeHit(a.subject) && !(inWords && (f.isName(a.object, "PER", "LOC") || !f.isPlaceOrForce(a.object)))
}

// isPlaceOrForce reports whether a noun names what only force is used on.
func (f *finder) isPlaceOrForce(i int) bool {
	return f.isClass(i, "seat") || f.isClass(i, "force") || f.isClass(i, "craft") || f.isPerson(i) && !f.isName(i, "PER")
}

func toward(f *finder, verb int, a args) bool {
	return f.goer(a.subject) && f.oblique(verb, a, "to", "in", "into", "at") >= 0
}

// paperGoes reports whether what goes, arrives or reaches somebody is a paper.
func paperGoes(f *finder, verb int, a args) bool {
	if a.subject < 0 || a.passive || !f.isClass(a.subject, "paper") || f.isClass(a.subject, "law") || f.isClass(a.subject, "accord") {
		return false
	}
	return a.object >= 0 && (f.isPerson(a.object) || f.isSomebody(a.object)) || a.object < 0 && f.oblique(verb, a, "to", "in") >= 0
}

func toSomewhere(f *finder, verb int, a args) bool {
	return f.goer(a.subject) && f.toSomewhere(f.oblique(verb, a, "to"))
}
