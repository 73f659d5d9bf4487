package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// The constructions of this file have what is said or who says it before the verb: relative
// clauses, passives, and participles beside a noun.

// canSpeak reports whether a noun can name who speaks: a name, a person, a body or a paper.
func (f *finder) canSpeak(t int) bool {
	switch token := &f.doc.Tokens[t]; token.UPOS {
	case "PROPN":
		return true
	case "NOUN":
		return f.words.NounForm(f.Lower(t)).Has(lexicon.Person | lexicon.Human | lexicon.Man | lexicon.Woman | lexicon.Source | lexicon.Servant |
			lexicon.Unnamed | lexicon.Body | lexicon.Group | lexicon.Paper | lexicon.Officer | lexicon.Adherent | lexicon.PairStates | lexicon.PairPeople)
	}
	return false
}

// modifies reports whether a verb is a participle beside the noun of those who say it: "the
// pilots demanding an answer".
func (f *finder) modifies(verb int) bool {
	h := f.Head(verb)
	return f.doc.Tokens[verb].XPOS == "VBG" && f.doc.Tokens[verb].DepRel == "acl" && h >= 0 && h < verb && f.canSpeak(h)
}

// readModifier reads "the pilots demanding an answer".
func (f *finder) readModifier(verb int) (plainSaying, bool) {
	h := f.Head(verb)
	source := f.trimmed(page.Run{First: f.Left(h), Last: f.Left(verb)})
	for source.Len() > 1 && f.doc.Tokens[source.First].UPOS == "ADP" {
		source.First++
	}
	p := plainSaying{outer: verb, source: source}
	if source.Len() == 0 || !source.Holds(h) || !f.free(source) || f.nobody(source, verb) {
		return p, false
	}
	p.said = f.complementsOf(verb, f.frameOf(verb))
	return p, true
}

// withAgent reports whether a verb is a passive that says by whom, and of which what is
// denied, offered or asked for is the subject: "the claim was denied by the guild", "a truce
// offered by the islands".
func (f *finder) withAgent(verb int) bool {
	if f.doc.Tokens[verb].XPOS != "VBN" && f.doc.Tokens[verb].XPOS != "VBD" || f.frameOf(verb)&lexicon.Phrase == 0 {
		return false
	}
	agent := f.agentOf(verb)
	if agent < 0 || !f.canSpeak(agent) || f.outside(agent) {
		return false
	}
	return f.passive(verb) || f.doc.Tokens[verb].DepRel == "acl"
}

// charged reports whether a verb is a passive that says of what its subject is accused, or
// what it is taken for: "a ship suspected of carrying arms", "the map was branded a forgery".
func (f *finder) charged(verb int) bool {
	if f.doc.Tokens[verb].XPOS != "VBN" && f.doc.Tokens[verb].XPOS != "VBD" || f.infinitive(verb) {
		return false
	}
	if !f.passive(verb) && f.doc.Tokens[verb].DepRel != "acl" {
		return false
	}
	return f.chargeOf(verb).Len() > 0
}

// chargeOf returns of what somebody is accused, or what something is taken for.
func (f *finder) chargeOf(verb int) page.Run {
	frames := f.frameOf(verb)
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) != verb || f.outside(t) {
			continue
		}
		first, rel := f.Lower(f.Left(t)), f.doc.Tokens[t].DepRel
		of := frames&lexicon.Of != 0 && first == "of" && (rel == "obl" || rel == "advcl")
		as := frames&lexicon.As != 0 && (first == "as" && (rel == "obl" || rel == "advcl") || rel == "xcomp" && f.doc.Tokens[t].UPOS != "VERB" && f.passive(verb))
		if of || as {
			return f.trimmed(page.Run{First: f.Left(t), Last: f.clauseEnd(t)})
		}
	}
	return page.Run{}
}

// readCharge reads "the ship was suspected by the guild of carrying arms".
func (f *finder) readCharge(verb int) (plainSaying, bool) {
	p := plainSaying{outer: verb, before: true, said: said{cueEnd: verb + 1}}
	whom := f.antecedent(verb, f.Left(verb))
	if f.passive(verb) {
		whom = f.phraseOf(verb, "nsubj:pass")
		if whom.Len() > 0 && f.relativeAt(whom.Last-1) {
			whom = f.antecedent(verb, whom.Last)
		}
	}
	charge := f.chargeOf(verb)
	if agent := f.agentOf(verb); agent >= 0 && f.canSpeak(agent) {
		p.source = f.agentPhrase(verb, charge.First)
	}
	p.contents = append(runs(whom), charge)
	return p, whom.Len() > 0 && whom.Last <= verb
}

// readAgent reads "the claim was denied by the guild".
func (f *finder) readAgent(verb int) (plainSaying, bool) {
	p := plainSaying{outer: verb, before: true, said: said{cueEnd: verb + 1}}
	p.source = f.agentPhrase(verb, len(f.doc.Tokens))
	if p.source.Len() == 0 || f.infinitive(verb) {
		return p, false
	}
	var content page.Run
	if f.passive(verb) {
		content = f.phraseOf(verb, "nsubj:pass")
		if content.Len() > 0 && f.relativeAt(content.Last-1) {
			content = f.antecedent(verb, content.Last)
		}
	} else {
		content = f.antecedent(verb, f.Left(verb))
	}
	p.contents = runs(content)
	return p, content.Len() > 0 && f.doc.Tokens[f.rootOf(content)].UPOS != "PRON"
}

// relativeAt reports whether a token is a relative pronoun.
func (f *finder) relativeAt(t int) bool {
	return strings.HasPrefix(f.doc.Tokens[t].XPOS, "W") || f.Lower(t) == "that" && f.doc.Tokens[t].UPOS == "PRON"
}

// antecedent returns the phrase of the noun on which the clause of a verb hangs, up to a
// token: that of "which" in "the claim, which the guild denied".
func (f *finder) antecedent(verb, last int) page.Run {
	h := f.Head(verb)
	if h < 0 || h > verb || f.doc.Tokens[h].UPOS != "NOUN" && f.doc.Tokens[h].UPOS != "PROPN" {
		return page.Run{}
	}
	run := page.Run{First: f.Left(h), Last: last}
	for run.First < h && (f.doc.Tokens[run.First].UPOS == "ADP" || f.doc.Tokens[run.First].UPOS == "PUNCT" || f.doc.Tokens[run.First].UPOS == "CCONJ") {
		run.First++
	}
	return f.trimmed(run)
}

// ofAntecedent reports whether a verb is that of a relative clause whose pronoun is what is
// said: "the claim, which the guild denied", "the claim the guild denied".
func (f *finder) ofAntecedent(verb int) bool {
	if f.doc.Tokens[verb].DepRel != "acl:relcl" || f.frameOf(verb)&lexicon.Phrase == 0 || f.passive(verb) || f.infinitive(verb) {
		return false
	}
	object := -1
	for t := f.Left(verb); t < f.Right(verb); t++ {
		if rel := f.doc.Tokens[t].DepRel; f.Head(t) == verb && (rel == "obj" || rel == "ccomp" || rel == "xcomp") {
			object = t
		}
	}
	return object < 0 && f.ownSubject(verb).Len() > 0 || object >= 0 && object < verb && f.relativeAt(object)
}

// readAntecedent reads "the claim, which the guild denied".
func (f *finder) readAntecedent(verb int) (plainSaying, bool) {
	p := plainSaying{outer: verb, before: true, source: f.ownSubject(verb), said: said{cueEnd: verb + 1}}
	if p.source.Len() == 0 || p.source.First > verb || f.relativeAt(p.source.First) || f.nobody(p.source, verb) {
		return p, false
	}
	content := f.antecedent(verb, p.source.First)
	p.contents = runs(content)
	return p, content.Len() > 0
}
