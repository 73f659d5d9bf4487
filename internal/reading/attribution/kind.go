package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
)

// act is what a cue and its complement say of the act.
type act struct {
	kind       verbale.Kind
	rule       string // the case of kindCases that gave the kind; "" without a cue
	plover     *verbale.PLOVERCode
	cameo      *string
	factuality verbale.Factuality
	attitude   bool // no act of saying is told
	repeats    bool
	own        *draft.OwnAct // what it is if the subject of the content is the speaker's side; its words are in subject
	subject    page.Run
	toAct      []page.Run // who is to do what is demanded
}

// actOf reads the act off a draft: the cue by its lemma, with what negates or
// weakens it, then the complement. docs/kinds.md has the test for each kind.
func (v *view) actOf(d *relation) act {
	a := act{kind: verbale.Say, factuality: verbale.Asserted}
	if d.cue.Len() == 0 {
		c := v.complement(d)
		if last := d.contents[len(d.contents)-1]; c.question && v.Quoted(last.Last-1) >= 0 {
			a.kind = verbale.Ask
		} else {
			a.kind, _ = v.refine(d, -1, verbale.Say, c)
		}
		a.plover, a.cameo = codesOf(a.kind, v.words.Verb(""), false)
		return a
	}
	head := v.cueWord(d)
	word, known := v.wordAt(d, head)
	a.kind, a.repeats = word.Kind, word.Stance == lexicon.Repetition
	if !known {
		a.kind = verbale.Say
	}
	if v.againNear(d, head) {
		a.repeats = true
	}
	negated := v.negated(d, head)
	a.factuality = v.factualityOf(d, head, negated)
	c := v.complement(d)
	kind, rule := v.refine(d, head, a.kind, c)
	a.rule = rule
	if rule == laterClause {
		clause, _ := v.laterAct(d, head)
		d, c = &clause, v.complement(&clause)
	}
	cue, ours := v.verb(head), c.own || c.firstPerson
	if c.subject.Len() > 0 && !ours {
		c.own = true
		if own, _ := v.refine(d, head, a.kind, c); own != kind {
			a.own, a.subject = &draft.OwnAct{Kind: own}, c.subject
			a.own.PLOVER, a.own.CAMEO = codesOf(own, cue, c.infinitive)
		}
	}
	a.kind = kind
	a.attitude = v.attitude(head, word, a, c)
	if a.factuality == verbale.Negated {
		if kind, ok := v.turned(d, head, a.kind); ok {
			a.kind, a.factuality = kind, verbale.Asserted
		}
	}
	a.plover, a.cameo = codesOf(a.kind, cue, c.infinitive)
	switch {
	case a.kind == verbale.Demand && !ours:
		a.toAct = v.doers(d)
	case a.kind == verbale.Threaten:
		a.toAct = v.threatened(d)
	}
	return a
}

// attitude reports whether a cue tells what somebody thinks or wants and no act of
// saying. Who lets something be known says it, who wants to know asks, and what is
// held or decided is an attitude only until it is done: "the council held that …",
// "the council resolved that …" tell of acts, "Ruritania holds that …", "the council
// may approve the plan" of none.
func (v *view) attitude(head int, word *lexicon.Word, a act, c complement) bool {
	_, lemma, _ := v.lookUp(head)
	switch {
	case v.letKnown(head), a.kind == verbale.Ask:
		return false
	case lemma == "hold":
		return c.first == "that" && v.present(head)
	case word.Stance == lexicon.Decision && a.factuality == verbale.Asserted && v.past(head):
		return false
	}
	return word.Attitude()
}

// cueWord returns the token of the cue that names the act: its head, or another
// word of the cue where the head is a light verb ("gave a warning") and that
// other is in the lexicon.
func (v *view) cueWord(d *relation) int {
	if word, lemma, ok := v.lookUp(d.head); ok && (word.Kind != verbale.Say || !v.words.Verb(lemma).Has(lexicon.Light)) {
		return d.head
	}
	if next := d.head + 1; next < len(v.doc.Tokens) && v.words.Cue(v.lemmaOf(d.head)+" "+v.Lower(next)).Kind != "" { // "pushed back on"
		return d.head
	}
	for i := d.cue.First; i < d.cue.Last; i++ {
		if _, _, ok := v.lookUp(i); ok && v.doc.Tokens[i].UPOS != "ADP" && v.doc.Tokens[i].UPOS != "AUX" {
			return i
		}
	}
	if v.verb(d.head).Sense == lexicon.Plain { // "limited itself to calling on", "is likely to call for"
		for i := d.cue.First; i < d.cue.Last; i++ {
			if v.doc.Tokens[i].UPOS == "VERB" && v.verb(i).Sense != lexicon.Plain {
				return i
			}
		}
	}
	return d.head
}

// wordAt looks up the lemma of a cue, first with the particle or preposition
// that makes another verb of it.
func (v *view) wordAt(d *relation, head int) (*lexicon.Word, bool) {
	word, lemma, ok := v.lookUp(head)
	if head+1 < len(v.doc.Tokens) {
		if more := v.words.Cue(lemma + " " + v.Lower(head+1)); more.Kind != "" {
			return more, true
		}
	}
	if lemma == "call" && head+1 < len(v.doc.Tokens) { // "called it a mistake", "called the talks useful"
		return v.words.Verb("say"), true
	}
	return word, ok
}

// againNear reports whether words beside the cue say that it is not the first
// time: "once again", "continues to".
func (v *view) againNear(d *relation, head int) bool {
	for i := max(d.cue.First-3, 0); i < min(d.cue.Last+3, len(v.doc.Tokens)); i++ {
		if v.Sentence(i) != v.Sentence(head) || d.holds(i) {
			continue
		}
		switch v.Lower(i) {
		case "again", "repeatedly", "reiterated", "still":
			return true
		case "continues", "continued", "continue":
			if i != head && i < head {
				return true
			}
		}
	}
	return false
}

// negated reports whether a word that hangs on the cue, or stands in it, denies it.
func (v *view) negated(d *relation, head int) bool {
	from := min(d.cue.First, head)
	for i := max(from-3, 0); i < max(d.cue.Last, head+1); i++ {
		if v.Sentence(i) != v.Sentence(head) || i < d.cue.First && v.Head(i) != head || d.holds(i) {
			continue
		}
		switch v.Lower(i) {
		case "not", "n't", "n’t", "never", "nobody", "without":
			return true
		case "longer": // "no longer speaks of"
			if i > 0 && strings.EqualFold(v.doc.Form(i-1), "no") {
				return true
			}
		}
	}
	if next := max(d.cue.Last, head+1); next < len(v.doc.Tokens) && v.Head(next) == head && strings.EqualFold(v.doc.Form(next), "nothing") || v.cueHas(d, "nothing") {
		return true // "said nothing of"
	}
	for _, s := range d.sources {
		switch v.Lower(s.First) {
		case "no", "nobody", "neither", "none":
			return true
		}
	}
	return false
}

// factualityOf tells whether the saying took place, by the auxiliaries of the
// cue, the clause it stands in and the mark at the end of its sentence.
func (v *view) factualityOf(d *relation, head int, negated bool) verbale.Factuality {
	sentence := v.doc.Sentences[v.Sentence(head)]
	if v.doc.Form(sentence.Last-1) == "?" && !v.quotedToken(head) && !d.holds(sentence.Last-1) {
		return verbale.Asked
	}
	if negated || v.withheld(head) {
		return verbale.Negated
	}
	if v.inQuestion(head) {
		return verbale.Asked
	}
	if v.coming(head) {
		return verbale.Possible
	}
	for i := max(d.cue.First-4, sentence.First); i < d.cue.Last; i++ {
		if i < d.cue.First && v.Head(i) != head {
			continue
		}
		switch v.Lower(i) {
		case "would", "could", "may", "might", "should", "can":
			return verbale.Possible
		}
	}
	for at, steps := head, 0; at >= 0 && steps < 4; at, steps = v.Head(at), steps+1 {
		if rel := v.doc.Tokens[at].DepRel; rel == "advcl" {
			switch v.Lower(v.Left(at)) {
			case "if", "unless", "whether":
				return verbale.Possible
			}
		}
	}
	return verbale.Asserted
}

func (v *view) quotedToken(i int) bool { return v.Quoted(i) >= 0 }

// turned gives the kind that the negation of an attitude or an acceptance is:
// "does not recognise" rejects. Where the saying itself did not take place, it
// reports false.
func (v *view) turned(d *relation, head int, kind verbale.Kind) (verbale.Kind, bool) {
	switch v.verb(head).Negated {
	case lexicon.Rejects:
		return verbale.Reject, true
	case lexicon.Declines:
		return verbale.Decline, true
	case lexicon.Stands:
		return kind, true
	}
	return kind, false
}

// doers returns who is to do what a content demands: the subject of its main clause, or the
// person before its infinitive, where that is a name or somebody.
func (v *view) doers(d *relation) []page.Run {
	run, root := v.mainOf(d)
	for t := run.First; t < run.Last; t++ {
		rel := v.doc.Tokens[t].DepRel
		subject := v.Head(t) == root && (rel == "nsubj" || rel == "nsubj:outer")
		person := v.Head(t) == d.head && (rel == "obj" || rel == "nsubj") || rel == "obl" && v.Head(t) == d.head && v.Head(root) == t
		if (subject || person || t == root && v.infinitiveBelow(t, run)) && v.somebody(t) {
			p := page.Run{First: max(v.Left(t), run.First), Last: t + 1}
			for p.First < t && v.doc.Tokens[p.First].UPOS == "ADP" || v.doc.Tokens[p.First].UPOS == "SCONJ" || v.doc.Tokens[p.First].UPOS == "PUNCT" {
				p.First++
			}
			return []page.Run{p}
		}
	}
	return nil
}

// threatened returns whom a threat is for: the name that is the object of its main verb, or
// that stands after "against" within it: "to use force against the islands".
func (v *view) threatened(d *relation) []page.Run {
	run, root := v.mainOf(d)
	for t := run.First; t < run.Last; t++ {
		if v.doc.Tokens[t].UPOS != "PROPN" {
			continue
		}
		rel, against := v.doc.Tokens[t].DepRel, v.Lower(v.Left(t)) == "against"
		if v.Head(t) == root && rel == "obj" || against && (v.Head(t) == root || v.Head(v.Head(t)) == root) {
			return []page.Run{{First: v.Left(t), Last: t + 1}}
		}
	}
	return nil
}

// infinitiveBelow reports whether an infinitive hangs on a noun: "[Brenn] to pay".
func (v *view) infinitiveBelow(noun int, run page.Run) bool {
	return v.child(noun, run, func(t int) bool {
		return t > noun && v.doc.Tokens[t].XPOS == "VB" && strings.EqualFold(v.doc.Form(v.Left(t)), "to")
	})
}

// somebody reports whether a token is a name, "they", or a noun for people or a body.
func (v *view) somebody(t int) bool {
	switch v.doc.Tokens[t].UPOS {
	case "PROPN":
		return true
	case "PRON":
		form := v.Lower(t)
		return form == "they" || form == "he" || form == "she" || form == "them" || form == "him" || form == "her"
	case "NOUN":
		return v.words.NounForm(v.Lower(t)).Has(lexicon.Person | lexicon.Human | lexicon.Body | lexicon.Group | lexicon.Source)
	}
	return false
}

// personToDo reports whether a content is somebody and what they are to do: "all
// states to lay down their arms".
func (v *view) personToDo(d *relation) bool {
	run := d.contents[0]
	first := run.First
	for first < run.Last && v.doc.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	if first == run.Last || !nominal[v.doc.Tokens[first].UPOS] && v.doc.Tokens[first].UPOS != "PRON" || v.doc.Tokens[first].UPOS == "ADP" || strings.HasPrefix(v.doc.Tokens[first].XPOS, "W") {
		return false
	}
	for t := first + 1; t+1 < run.Last; t++ {
		if v.doc.Tokens[t].XPOS == "TO" && v.doc.Tokens[t+1].XPOS == "VB" {
			return true
		}
	}
	return false
}

// asksFor reports whether the verb of a cue has a phrase with "for".
func (v *view) asksFor(d *relation) bool {
	for t := d.head + 1; t < v.Right(d.head); t++ {
		if v.Head(t) == d.head && v.doc.Tokens[t].DepRel == "obl" && strings.EqualFold(v.doc.Form(v.Left(t)), "for") {
			return true
		}
	}
	return false
}

// cueHas reports whether a word stands in a cue.
func (v *view) cueHas(d *relation, word string) bool {
	for t := d.cue.First; t < d.cue.Last; t++ {
		if strings.EqualFold(v.doc.Form(t), word) {
			return true
		}
	}
	return false
}

// contentEndsQuoted reports whether a content is a quotation, so that its question
// mark is the speaker's.
func (v *view) contentEndsQuoted(d *relation) bool {
	run := d.contents[len(d.contents)-1]
	return v.Quoted(run.Last-1) >= 0
}

// quantified reports whether a source is a word for how many, which no "it" is again.
func (v *view) quantified(d *relation) bool {
	if len(d.sources) != 1 || d.sources[0].Len() != 1 {
		return false
	}
	switch v.Lower(d.sources[0].First) {
	case "few", "many", "some", "most", "several":
		return true
	}
	return false
}

// refersToSource reports whether a subject can be the source again: a pronoun
// of the third person under an indirect cue, a word of the source, or what the
// source speaks for.
func (v *view) refersToSource(subject int, d *relation) bool {
	switch v.Lower(subject) {
	case "it":
		return v.Quoted(subject) < 0 && !v.people(d.sources)
	case "he", "she", "they":
		return v.Quoted(subject) < 0 && !v.quantified(d) // "few said that they would be late"
	}
	for _, s := range d.sources {
		for t := s.First; t < s.Last; t++ {
			if v.doc.Tokens[t].UPOS == "PROPN" && v.lemma[t] == v.lemma[subject] {
				return true
			}
		}
	}
	return v.speaksFor(subject, d)
}

// people reports whether a source is a person or several, of whom "it" cannot speak: in "few
// said that it would rain" and "Dole said it would rain" it is nobody.
func (v *view) people(sources []page.Run) bool {
	for _, s := range sources {
		root := v.rootOf(s)
		token := &v.doc.Tokens[root]
		switch {
		case token.XPOS == "NNS" || token.UPOS == "ADJ" || v.entity[root] == personEntity:
			return true
		case token.UPOS == "PRON":
			return v.Lower(root) != "it" && token.XPOS == "PRP"
		case token.UPOS == "NOUN" && v.words.Noun(token.Lemma).Has(lexicon.Human|lexicon.Man|lexicon.Woman|lexicon.Servant):
			return true
		}
	}
	return false
}
