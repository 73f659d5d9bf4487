package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
)

// unsourcedCase is one way in which a statement that has no words for its source has a
// speaker all the same. The first that finds somebody counts; each has a sentence in
// TestUnsourcedCases.
type unsourcedCase struct {
	name string
	find func(u *unsourced) []int
}

// unsourced is a statement without words for its source.
type unsourced struct {
	*teller
	i    int // the statement
	verb int // the token of its cue that the others of it hang on; -1 without a cue
}

var unsourcedCases = []unsourcedCase{
	// "Over the bay stood the pilots, said Roth": found by the tree alone.
	{"subject", func(u *unsourced) []int { return u.subjectAt(u.verb) }},
	// "Roth praised the map but said it came late", "Roth left, accusing the port of haste".
	{"shared-subject", (*unsourced).sharedSubject},
	// "As Holm left, Roth said …", of whom the tree makes one.
	{"right-before", (*unsourced).rightBefore},
	// "The premier struck another note: 'We shall wait.'"
	{"before-the-colon", (*unsourced).beforeColon},
	// "'We shall wait.' – Premier Ada Roth"
	{"after-the-dash", (*unsourced).afterDash},
	// A quotation that goes on from the paragraph before it, or its own.
	{"who-spoke-last", (*unsourced).whoSpokeLast},
}

// unsourced says who spoke the statements that have no words for their source.
func (t *teller) unsourced() {
	order := t.inOrder()
	for _, i := range order {
		if len(t.ties[i].Speakers) > 0 || len(t.statements[i].Source) > 0 {
			continue
		}
		u := unsourced{teller: t, i: i, verb: t.cueHead(i)}
		for k := range unsourcedCases {
			if speakers := unsourcedCases[k].find(&u); len(speakers) > 0 {
				t.ties[i].Speakers = speakers
				break
			}
		}
	}
}

// inOrder lists the statements in the order in which their cues, else their contents,
// begin.
func (t *teller) inOrder() []int {
	order := make([]int, len(t.statements))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return t.placeOf(i) - t.placeOf(j) })
	return order
}

// placeOf returns the byte at which a statement is told.
func (t *teller) placeOf(i int) int {
	if cue := t.statements[i].Cue; len(cue) > 0 {
		return cue[0].Start
	}
	return t.statements[i].Content[0].Start
}

// cueHead returns the verb of a cue; -1 where it has none.
func (t *teller) cueHead(i int) int {
	for _, cue := range t.statements[i].Cue {
		first, last := t.tokens(cue.Span)
		for k := first; k < last; k++ {
			if head := t.doc.Tokens[k].Head; t.upos(k) == "VERB" && (head < first || head >= last || t.doc.Tokens[k].DepRel == "root") {
				return k
			}
		}
	}
	return -1
}

// subjectAt returns who is the subject of a verb by the tree, outside the content of
// the statement.
func (u *unsourced) subjectAt(verb int) []int {
	if verb < 0 {
		return nil
	}
	for k, token := range u.doc.Tokens[u.sentenceOf(verb).First:u.sentenceOf(verb).Last] {
		k += u.sentenceOf(verb).First
		if token.Head != verb || token.DepRel != "nsubj" || u.inContent(&u.statements[u.i], k) {
			continue
		}
		return u.meantBy(u.phraseOf(k), u.i)
	}
	return nil
}

// phraseOf returns the words that hang on a token.
func (t *teller) phraseOf(k int) page.Run { return page.Run{First: t.Left(k), Last: t.Right(k)} }

// meantBy returns the actors that a noun phrase means as the source of a statement.
func (t *teller) meantBy(run page.Run, statement int) []int {
	var chains []int
	for _, m := range t.sourceMentions(run.Span(t.doc)) {
		f := t.found[m]
		if list := t.several(f); f.chain < 0 && list != nil {
			chains = append(chains, list...)
			continue
		}
		if f.chain < 0 {
			t.bySource[f] = statement
			switch {
			case f.form == verbale.Nominal:
				f.chain = t.nominal(m)
			case f.form == verbale.Pronominal && !t.first(f):
				f.chain = t.pronoun(f, -1)
			}
		}
		chains = appendNew(chains, f.chain)
	}
	return chains
}

// sharedSubject returns the speakers of the verb that the cue is coordinated with, or
// that it depends on as a participle: one after a comma is told by whoever speaks the
// sentence, and not by a verb within what is told.
func (u *unsourced) sharedSubject() []int {
	verb := u.verb
	if verb < 0 || u.isPassive(verb) {
		return nil
	}
	adjunct := u.isAdjunct(verb)
	for n := 0; n < 6; n++ {
		token := u.doc.Tokens[verb]
		joined := token.DepRel == "conj" || token.DepRel == "advcl" && token.XPOS == "VBG" || token.DepRel == "xcomp"
		if token.Head < 0 || !joined && !adjunct {
			return nil
		}
		verb = token.Head
		if k := u.saidBy(verb); k >= 0 {
			return u.ties[k].Speakers
		}
		if adjunct && u.doc.Tokens[verb].Head >= 0 {
			continue
		}
		if speakers := u.subjectAt(verb); len(speakers) > 0 {
			return speakers
		}
	}
	return nil
}

// isAdjunct reports whether a participle stands after a comma, outside quotation marks.
func (u *unsourced) isAdjunct(verb int) bool {
	before := verb - 1
	for u.upos(before) == "ADV" || u.upos(before) == "SCONJ" {
		before--
	}
	return u.doc.Tokens[verb].XPOS == "VBG" && u.at(before) == "," && u.Quoted(verb) < 0
}

// rightBefore returns who is named right before a verb that has no subject by the tree,
// or before a participle after "with".
func (u *unsourced) rightBefore() []int {
	if u.verb < 0 || u.isPassive(u.verb) {
		return nil
	}
	end := u.verb
	for u.upos(end-1) == "ADV" || u.upos(end-1) == "AUX" {
		end--
	}
	closed := u.at(end-1) == ")" || u.opensApposition(end-1) && u.at(end-1) != ","
	for closed && end > u.sentenceOf(u.verb).First && u.verb-end < longestAside {
		end--
		if u.at(end) == "(" || u.opensApposition(end) && u.opensApposition(u.verb-1) && end < u.verb-1 {
			break
		}
	}
	best := -1
	for m, f := range u.found {
		if f.first >= end {
			break
		}
		if (f.last == end || f.outer[1] == end) && !f.silent && !u.inContent(&u.statements[u.i], f.head) && f.sentence == u.doc.SentenceOf(u.verb) &&
			(best < 0 || u.found[best].last < f.last || u.found[best].head != f.head && f.form == verbale.Named) {
			best = m
		}
	}
	if best < 0 || u.governed(u.found[best]) {
		return nil
	}
	f := u.found[best]
	if f.chain < 0 && f.form == verbale.Nominal {
		u.bySource[f] = u.i
		f.chain = u.nominal(best)
	}
	return appendNew(nil, f.chain)
}

// longestAside is how many words at most stand between a name and its verb in brackets or
// between dashes.
const longestAside = 16

// governed reports whether a preposition or a verb has a mention for its object, so that
// it is no subject of what follows: "after meeting Roth said".
func (u *unsourced) governed(f *found) bool {
	first := min(f.first, f.outerFirst())
	if u.at(first-1) == "the" {
		first--
	}
	if u.upos(first-1) == "ADP" && u.at(first-1) != "with" {
		return true
	}
	return u.upos(first-1) == "VERB" && u.doc.Tokens[u.verb].XPOS == "VBG" || first == f.first && f.form == verbale.Pronominal
}

// isPassive reports whether a participle of the past has no subject that acts: "Asked
// whether", "was told".
func (t *teller) isPassive(verb int) bool {
	if t.doc.Tokens[verb].XPOS != "VBN" {
		return false
	}
	for k := t.sentenceOf(verb).First; k < verb; k++ {
		if token := t.doc.Tokens[k]; token.Head == verb && token.DepRel == "aux" {
			return false // "has said"
		}
	}
	return true
}

// saidBy returns a statement with speakers in whose cue a verb stands; -1 where none is.
func (u *unsourced) saidBy(verb int) int {
	span := u.doc.Tokens[verb].Span
	for k := range u.statements {
		if k != u.i && len(u.ties[k].Speakers) > 0 && slices.ContainsFunc(u.statements[k].Cue, func(e verbale.Excerpt) bool { return e.Contains(span) }) {
			return k
		}
	}
	return -1
}

// quoted returns the first and the last token of the content where it stands in marks
// and has no verb for its cue; -1 where it does not.
func (u *unsourced) quoted() (first, last int) {
	content := u.statements[u.i].Content
	first, end := u.tokens(content[0].Span)
	_, last = u.tokens(content[len(content)-1].Span)
	if u.verb >= 0 || first >= end || u.Quoted(first) < 0 && u.Quoted(min(first+1, len(u.doc.Tokens)-1)) < 0 {
		return -1, -1
	}
	return first, last
}

// beforeColon returns the subject of the clause that a colon ends before a quotation.
func (u *unsourced) beforeColon() []int {
	first, _ := u.quoted()
	if first < 2 || u.at(first-1) != ":" {
		return nil
	}
	sentence := u.sentenceOf(first - 1)
	for k := sentence.First; k < first-1; k++ {
		if token := u.doc.Tokens[k]; token.DepRel == "nsubj" && token.Head >= 0 && token.Head < first && u.Quoted(k) < 0 {
			return u.meantBy(page.Run{First: u.Left(k), Last: min(u.Right(k), first-1)}, u.i)
		}
	}
	return nil
}

// afterDash returns the person named after a dash that follows a quotation.
func (u *unsourced) afterDash() []int {
	first, last := u.quoted()
	if first < 0 || last >= len(u.doc.Tokens) || !strings.ContainsAny(u.doc.Form(last), "—–-") {
		return nil
	}
	for _, f := range u.found {
		if f.first > last+longestTitle {
			break
		}
		if f.first > last && min(f.first, f.outerFirst()) <= last+2 && f.form == verbale.Named && f.chain >= 0 && !f.silent {
			return []int{f.chain}
		}
	}
	return nil
}

// whoSpokeLast returns the one who spoke last by the report's own account, in the
// paragraph of a quotation or the one before it.
func (u *unsourced) whoSpokeLast() []int {
	first, _ := u.quoted()
	if first < 0 || u.statements[u.i].Parent != nil {
		return nil
	}
	before := -1
	for k := range u.statements {
		if s := &u.statements[k]; k != u.i && s.Parent == nil && len(u.ties[k].Speakers) > 0 && u.placeOf(k) < u.placeOf(u.i) &&
			(before < 0 || u.placeOf(k) > u.placeOf(before)) {
			before = k
		}
	}
	if before < 0 {
		return nil
	}
	at := u.doc.TokenAt(u.placeOf(before))
	if u.paragraphOf(first)-u.paragraphOf(min(at, len(u.doc.Tokens)-1)) > 1 {
		return nil
	}
	return u.ties[before].Speakers
}
