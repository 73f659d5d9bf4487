package event

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/lexicon/deed"
)

// actor are the traits of nouns that mean somebody: a person, a body, several as one.
const actor = lexicon.Person | lexicon.Noble | lexicon.Human | lexicon.Man | lexicon.Woman | lexicon.Source | lexicon.Adherent |
	lexicon.Runner | lexicon.Servant | lexicon.Unnamed | lexicon.Body | lexicon.Group | lexicon.Officer

// doers are the classes of things that deeds are done with or to which can do one too.
var doers = []string{"person", "force", "envoy", "fighter", "prisoner", "seat", "craft", "arms"}

// canAct reports whether a word can mean somebody who does a deed or to whom it is
// done, and not what is written, said, planned or done: "the envoys", "they", not
// "the resistance" or "those".
func (f *finder) canAct(i int) bool {
	t := f.token(i)
	switch {
	case t.UPOS == "PRON":
		return f.isPerson(i) || f.Lower(i) == "it" || f.Lower(i) == "who" || f.Lower(i) == "its" || f.token(i).XPOS == "PRP$"
	case f.isName(i, "PER", "ORG", "LOC"):
		return deed.OfNoun(f.Lower(i)) == nil
	case t.UPOS == "NUM", t.UPOS == "DET":
		return f.isQuantity(i) && f.ofActors(i)
	case t.UPOS == "VERB":
		return false
	}
	return f.nounActs(i) || f.isQuantity(i) && f.ofActors(i)
}

// nounActs is canAct of a noun or an adjective that stands for one.
func (f *finder) nounActs(i int) bool {
	t := f.token(i)
	lemma := strings.ToLower(t.Lemma)
	word := lexicon.Load().NounForm(f.Lower(i))
	if word.Lemma == "" {
		word = lexicon.Load().Noun(lemma)
	}
	switch {
	case word.Has(actor), f.isPerson(i):
		return true
	case slices.ContainsFunc(f.classes(i), func(class string) bool { return slices.Contains(doers, class) }):
		return true
	case slices.ContainsFunc(f.classes(i), func(class string) bool { return class != "solid" && class != "unlike" }), deed.OfNoun(lemma) != nil, word.IsCue():
		return false
	case t.UPOS == "PROPN", t.UPOS == "ADJ":
		return true
	}
	return !abstract(lemma)
}

// ofActors reports whether what a number or a quantity counts can act: "two of the
// envoys", "some 200 senators", "three".
func (f *finder) ofActors(i int) bool {
	for at := range f.hanging(i) {
		if f.rel(at) == "nmod" && f.caseOf(at) == "of" {
			return f.canAct(at)
		}
	}
	return f.token(i).UPOS == "NUM" && f.Lower(i) != "one"
}

// canBeHit reports whether a word can mean somebody or something that force is used on
// or that is seized or restricted, and not what is written, said or planned, which is
// attacked in words alone: "the port", not "the announcement".
func (f *finder) canBeHit(i int) bool {
	t := f.token(i)
	switch {
	case f.canAct(i):
		return true
	case t.UPOS != "NOUN" && t.UPOS != "PROPN":
		return false
	}
	lemma := strings.ToLower(t.Lemma)
	word := lexicon.Load().Noun(lemma)
	if deed.OfNoun(lemma) != nil || word.IsCue() || word.Has(lexicon.Paper) || word.Has(lexicon.Said) || deed.PaperOf(lemma) != nil {
		return false
	}
	for _, class := range f.classes(i) {
		switch class {
		case "paper", "accord", "law", "said", "standard", "penalty", "tie", "wanting", "war":
			return false
		}
	}
	return !abstract(lemma)
}

// abstract reports whether a noun is formed as those for what cannot be touched are:
// "resistance", "posture", not "government".
func abstract(lemma string) bool {
	for _, end := range []string{"ance", "ence", "ness", "ity", "ism", "ship", "ure", "ment", "ysis", "acy", "ition", "ation"} {
		if strings.HasSuffix(lemma, end) && len(lemma) > len(end)+2 {
			return !slices.Contains(deed.ClassesOf(lemma), "solid")
		}
	}
	return false
}
