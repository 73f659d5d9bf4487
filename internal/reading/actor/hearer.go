package actor

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// hearers returns who is meant by the words that attribution takes for those spoken to.
// Hearers whom the report does not name are actors with its words for their name:
//
//	Dole told reporters that the pass was shut.
//	Dole told a crowd in Lenzia that the pass was shut.
func (t *teller) hearers(i int) []int {
	var chains []int
	for _, e := range t.statements[i].AddressedTo {
		first, last := t.tokens(e.Span)
		for _, head := range t.headsOf(first, last) {
			if pair := t.pairAt(head, first); pair != nil {
				for _, chain := range pair {
					chains = appendNew(chains, chain)
				}
				continue
			}
			chain := t.hearer(i, head, first, last)
			if chain >= 0 && !slices.Contains(t.ties[i].Speakers, chain) {
				chains = appendNew(chains, chain)
			}
		}
	}
	return chains
}

// pairAt returns those whom a noun names together, if it does: "both sides".
func (t *teller) pairAt(head, first int) []int {
	from := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= first })
	for _, f := range t.found[from:] {
		if f.head == head {
			return t.several(f)
		}
		if f.first > head {
			break
		}
	}
	return nil
}

// headsOf lists the tokens that a phrase is about: the one that hangs on none of its
// others, and those that are joined to it.
func (t *teller) headsOf(first, last int) []int {
	var heads []int
	for k := first; k < last && k < len(t.doc.Tokens); k++ {
		switch head := t.Tree.Head(k); {
		case head < first || head >= last:
			if len(heads) == 0 {
				heads = append(heads, k)
			}
		case t.doc.Tokens[k].DepRel == "conj" && slices.Contains(heads, head) && !weekday(t.doc.Form(k)):
			heads = append(heads, k)
		}
	}
	return heads
}

// hearer returns the actor that the noun or pronoun at a token of a phrase of statement i
// means; -1 where it means nobody who hears, as readers do not.
func (t *teller) hearer(i, head, first, last int) int {
	if name := t.nameBeside(head, last); name >= 0 {
		return name
	}
	if name := t.titled(head); name >= 0 {
		return name
	}
	from := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= first-4 })
	for m := from; m < len(t.found) && t.found[m].first < last; m++ {
		f := t.found[m]
		if f.head != head && !(f.form == verbale.Named && f.first <= head && head < f.last) {
			continue
		}
		switch {
		case t.first(f):
			return t.heardWithin(i, f)
		case f.chain >= 0:
		case f.form == verbale.Pronominal:
			f.chain = t.pronoun(f, -1)
			return f.chain
		case f.form == verbale.Named:
			f.chain = t.alone(f)
		default:
			f.chain = t.nominal(m)
		}
		if f.chain >= 0 {
			return f.chain
		}
		break
	}
	if t.upos(head) == "PROPN" {
		// A title can be the head of the name after it.
		for m := from; m < len(t.found) && t.found[m].first < last; m++ {
			if f := t.found[m]; f.form == verbale.Named && f.head > head && f.chain >= 0 && t.at(f.first-1) != "of" {
				return f.chain
			}
		}
		return t.outlet(t.wordsFor(head, first, last))
	}
	if !t.hears(head) {
		return -1
	}
	name := t.wordsFor(head, first, last)
	if i, ok := t.heard[name]; ok {
		return i
	}
	t.heard[name] = len(t.actors)
	place, many := -1, t.doc.Tokens[head].XPOS == "NNS" || t.is(t.doc.Tokens[head].Lemma, lexicon.Group)
	return t.nameless(&place, name, many)
}

// titled returns the actor of the name whose title a token is part of: "a letter to Secretary
// of State Ada Roth"; -1 where it is part of none.
func (t *teller) titled(head int) int {
	if t.upos(head) != "PROPN" {
		return -1
	}
	from := sort.Search(len(t.found), func(i int) bool { return t.found[i].first > head })
	for _, f := range t.found[from:] {
		if f.first > head+longestTitle {
			break
		}
		if f.form == verbale.Named && f.chain >= 0 && f.outer[1] > 0 && f.outer[0] <= head {
			return f.chain
		}
	}
	return -1
}

// nameBeside returns the actor of the name that stands in apposition to a noun: "the radio
// host Ivo Rank"; -1 where none does.
func (t *teller) nameBeside(head, last int) int {
	if t.upos(head) != "NOUN" {
		return -1
	}
	from := sort.Search(len(t.found), func(i int) bool { return t.found[i].first > head })
	for _, f := range t.found[from:] {
		if f.first >= last {
			break
		}
		if f.form != verbale.Named || t.Tree.Head(f.head) != head {
			continue
		}
		switch t.doc.Tokens[f.head].DepRel {
		case "appos", "flat", "nmod:desc", "compound":
			if f.chain < 0 {
				f.chain = t.alone(f)
			}
			return f.chain
		}
	}
	return -1
}

// outlet returns the actor of a name that nothing else in the report is known by: "told
// NNA".
func (t *teller) outlet(name string) int {
	if i, ok := t.heard[name]; ok {
		return i
	}
	t.heard[name] = len(t.actors)
	t.actors = append(t.actors, &local{LocalActor: verbale.LocalActor{Name: name, Type: verbale.Organisation, Names: []string{name}}, key: world.Fold(name)})
	return len(t.actors) - 1
}

// heardWithin returns whom "me" and "us" within the words of another statement mean: "the
// envoy told me", she said.
func (t *teller) heardWithin(i int, f *found) int {
	outer := t.outer(i, f.head)
	if outer < 0 || t.second(f.name) || len(t.ties[outer].Speakers) == 0 {
		return -1
	}
	if t.firstMany(f.name) {
		return t.sideActor(t.ties[outer].Speakers[0])
	}
	return t.ties[outer].Speakers[0]
}

// wordsFor returns the words of a noun within a phrase, without the article.
func (t *teller) wordsFor(head, first, last int) string {
	from, to := max(first, t.Tree.Left(head)), min(last, t.Tree.Right(head))
	for from < head && (t.upos(from) == "DET" || t.upos(from) == "ADP" || t.upos(from) == "PUNCT" || t.upos(from) == "CCONJ") {
		from++
	}
	for k := head + 1; k < to; k++ {
		if tag := t.doc.Tokens[k].XPOS; tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "PRP" || tag == "WP" || tag == "WDT" {
			to = k // a clause that goes on from the hearers
		}
		if rel := t.doc.Tokens[k].DepRel; rel == "conj" || rel == "cc" || t.at(k) == "," || t.at(k) == "to" && t.upos(k) == "PART" {
			to = k
		}
	}
	span := t.doc.Tokens[from].Span
	span.End = t.doc.Tokens[max(to-1, head)].End
	return described(strings.Join(strings.Fields(span.Text(t.doc.Text)), " "))
}

// hears reports whether a common noun is of somebody who can be spoken to: one urges
// pilots, and restraint. Whoever is told something is, or written to.
func (t *teller) hears(head int) bool {
	if t.upos(head) != "NOUN" || t.doc.Tokens[head].Lemma == "reader" {
		return false
	}
	top := head
	for t.doc.Tokens[top].DepRel == "conj" && t.Tree.Head(top) >= 0 {
		top = t.Tree.Head(top)
	}
	if verb := t.Tree.Head(top); t.doc.Tokens[top].DepRel != "obj" || verb >= 0 && t.doc.Tokens[verb].Lemma == "tell" {
		return true
	}
	if first := t.at(t.Tree.Left(head)); first == "a" || first == "an" {
		return false // "forbids a state to …" speaks to none
	}
	word := t.words.NounForm(t.at(head))
	return word.Has(lexicon.Person | lexicon.Human | lexicon.Source | lexicon.Body | lexicon.Group | lexicon.Man | lexicon.Woman)
}

// weekday reports whether a word is the name of a day in full, which a tree may join to a
// name: "told Roth Thursday".
func weekday(word string) bool {
	_, full := calendar.WeekdayNamed(word)
	return full
}
