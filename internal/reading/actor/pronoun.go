package actor

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

// withinQuotations ties the pronouns within direct speech: the first person to
// its speaker and the speaker's side, the third to others.
func (t *teller) withinQuotations() {
	for _, f := range t.found {
		if f.form == verbale.Nominal && f.kind == verbale.State && f.chain < 0 && (t.at(f.first) == "our" || t.at(f.first) == "my") {
			f.chain = t.ourState(f)
		}
		if f.form != verbale.Pronominal || f.chain >= 0 {
			continue
		}
		s := t.within[f.head]
		if s < 0 && t.Quoted(f.head) >= 0 {
			s = t.goesOn(f)
		}
		if s < 0 {
			if t.first(f) && t.Quoted(f.head) < 0 {
				f.chain = t.voice(f)
			}
			continue
		}
		speakers := t.ties[s].Speakers
		switch {
		case len(speakers) == 0:
			if !t.first(f) {
				f.chain = t.pronoun(f, -1)
			}
		case t.second(f.name):
			if to := t.ties[s].Addressees; len(to) == 1 {
				f.chain = to[0]
			}
		case t.firstOne(f.name):
			if len(speakers) == 1 {
				f.chain = speakers[0]
			}
		case t.firstMany(f.name):
			f.chain = t.sideActor(speakers[0])
		default:
			f.chain = t.pronoun(f, speakers[0])
		}
	}
}

// ourState returns the state for which the speaker of a quotation acts that says
// "our country"; -1 where it acts for none that is known.
func (t *teller) ourState(f *found) int {
	s := t.within[f.head]
	if s < 0 || len(t.ties[s].Speakers) == 0 {
		return -1
	}
	if side := t.sideActor(t.ties[s].Speakers[0]); t.actors[side].Type == verbale.State {
		return side
	}
	return -1
}

// goesOn returns the statement whose quotation one goes on that no statement holds:
// that of the paragraph before; -1 where none is.
func (t *teller) goesOn(f *found) int {
	paragraph := t.doc.Sentences[f.sentence].Paragraph
	for i := f.first - 1; i >= 0; i-- {
		if back := paragraph - t.paragraphOf(i); back > 1 {
			return -1
		}
		if s := t.within[i]; s >= 0 && t.statements[s].Parent == nil {
			return s
		}
	}
	return -1
}

// sideActor returns the actor for whom another speaks, itself where it speaks
// for itself, for nobody that is known, or for several.
func (t *teller) sideActor(speaker int) int {
	a := t.actors[speaker]
	sides := t.standpointOf(a).sides
	if len(sides) == 1 {
		if i := slices.IndexFunc(t.actors, func(b *local) bool { return b.World == sides[0] }); i >= 0 {
			return i
		}
	}
	if len(sides) == 0 && len(a.sideOf) == 1 {
		return a.sideOf[0]
	}
	return speaker
}

// speakers says who spoke each statement and to whom.
func (t *teller) speakers() {
	for i := range t.statements {
		var chains []int
		for _, m := range t.heads[i] {
			f := t.found[m]
			if list := t.several(f); list != nil {
				f.chain = -1
				for _, chain := range list {
					chains = appendNew(chains, chain)
				}
				continue
			}
			if t.isCountryman(f) { // "the Ghanaian said"
				if i := t.salient(&found{first: f.first, last: f.last, head: f.head, sentence: f.sentence, noun: "man"}); i >= 0 {
					f.chain = i
				}
			}
			if f.chain < 0 && f.form == verbale.Pronominal {
				switch {
				case t.plural(f.name) || t.masculine(f.name) || t.feminine(f.name) || t.neuter(f.name):
					f.chain = t.pronoun(f, -1)
				}
			}
			if f.chain >= 0 && !slices.Contains(chains, f.chain) {
				chains = append(chains, f.chain)
			}
		}
		t.ties[i].Speakers = chains
	}
	t.unsourced()
	// First person sources within quotations: "I told him that …".
	for i := range t.statements {
		for _, m := range t.heads[i] {
			f := t.found[m]
			if f.chain >= 0 || !t.first(f) {
				continue
			}
			outer := t.outer(i, f.head)
			switch {
			case outer >= 0 && len(t.ties[outer].Speakers) > 0:
				if f.chain = t.ties[outer].Speakers[0]; t.firstMany(f.name) {
					f.chain = t.sideActor(f.chain)
				}
			case outer < 0 && t.Quoted(f.head) < 0:
				f.chain = t.voice(f)
			}
			if f.chain >= 0 {
				t.ties[i].Speakers = append(t.ties[i].Speakers, f.chain)
			}
		}
	}
	for i := range t.statements {
		t.ties[i].Addressees = t.addressees(i)
	}
	t.conversations()
}

// isCountryman reports whether a demonym means one person: "the Ghanaian", where
// "the French" and "the Russians" are many.
func (t *teller) isCountryman(f *found) bool {
	return f.form == verbale.Named && f.how == world.ByDemonym &&
		(f.last == f.first+1 && t.at(f.first-1) == "the" || f.last == f.first+2 && t.at(f.first) == "the") &&
		strings.HasSuffix(t.at(f.last-1), "an") && t.upos(f.last) != "NOUN" && t.upos(f.last) != "PROPN"
}

// apart is how many paragraphs a conversation may rest.
const apart = 1

// conversations carries addressees on: who answers speaks to the one who spoke,
// and who goes on speaks to the same one, as long as no third comes between.
func (t *teller) conversations() {
	order, place := t.inOrder(), t.placeOf
	one, other, paragraph := -1, -1, -1
	for _, i := range order {
		speakers := t.ties[i].Speakers
		if len(speakers) != 1 {
			continue
		}
		here := t.doc.Sentences[t.doc.SentenceOf(min(t.doc.TokenAt(place(i)), len(t.doc.Tokens)-1))].Paragraph
		if here-paragraph > apart {
			one, other = -1, -1
		}
		speaker := speakers[0]
		switch to := t.ties[i].Addressees; {
		case t.statements[i].Parent != nil:
			continue // told within another's words
		case len(to) == 1:
			one, other = speaker, to[0]
		case len(to) > 1:
			one, other = -1, -1
		case speaker == one && other >= 0:
			t.ties[i].Addressees = []int{other}
		case speaker == other && one >= 0:
			t.ties[i].Addressees = []int{one}
		case one >= 0 && t.isReply(i):
			t.ties[i].Addressees = []int{one}
			one, other = speaker, one
		default:
			one, other = speaker, -1
		}
		paragraph = here
	}
}

func (t *teller) isReply(i int) bool {
	for _, cue := range t.statements[i].Cue {
		first, last := t.tokens(cue.Span)
		for k := first; k < last; k++ {
			if t.words.Form(t.at(k)).Has(lexicon.Answers) {
				return true
			}
		}
	}
	return false
}

// outer returns the innermost other statement whose content holds a token.
func (t *teller) outer(i, token int) int {
	if s := t.within[token]; s >= 0 && s != i {
		return s
	}
	span := t.doc.Tokens[token].Span
	best, size := -1, 0
	for k := range t.statements {
		for _, e := range t.statements[k].Content {
			if k != i && e.Contains(span) && (best < 0 || e.Len() < size) {
				best, size = k, e.Len()
			}
		}
	}
	return best
}

// addressees finds to whom a statement was addressed: the object of its cue, or
// who stands after "to".
func (t *teller) addressees(i int) []int {
	s := &t.statements[i]
	if len(s.Cue) == 0 {
		return nil
	}
	if told := t.hearers(i); len(told) > 0 || len(s.AddressedTo) > 0 {
		return told
	}
	var chains []int
	for _, cue := range s.Cue {
		first, last := t.tokens(cue.Span)
		verb := false
		for k := first; k < last; k++ {
			verb = verb || t.words.Form(t.at(k)).Has(lexicon.ToObject) && t.doc.Tokens[k].XPOS != "VBG"
		}
		at := last
		if t.at(at) == "to" {
			at, verb = at+1, true
		} else if !verb {
			at, verb = t.toAfter(last, s), true
			if at < 0 {
				continue
			}
		}
		if t.passive(first, last) { // "Grey was told by …": the subject hears
			if m := t.mentionBefore(first); m >= 0 && !slices.Contains(t.ties[i].Speakers, t.found[m].chain) {
				chains = appendNew(chains, t.found[m].chain)
			}
			continue
		}
		m := t.mentionFrom(at, 3, s)
		if m < 0 {
			continue
		}
		if chain := t.found[m].chain; chain >= 0 && !slices.Contains(t.ties[i].Speakers, chain) && t.actors[chain].Type != verbale.Unnamed {
			chains = appendNew(chains, chain)
			for _, more := range t.joined(m, t.mentionsFrom(m, 12), min(len(t.doc.Tokens), t.found[m].last+12)) {
				if chain := t.found[more].chain; chain >= 0 && t.within[t.found[more].head] < 0 && !t.inContent(s, t.found[more].head) {
					chains = appendNew(chains, chain)
				}
			}
		}
	}
	return chains
}

func appendNew(list []int, value int) []int {
	if value < 0 || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// toAfter returns the token after a "to" that follows a cue closely.
func (t *teller) toAfter(from int, s *draft.Statement) int {
	for k := from; k < min(len(t.doc.Tokens), from+6); k++ {
		if t.inContent(s, k) || t.upos(k) == "VERB" || t.at(k) == "." {
			return -1
		}
		if t.at(k) == "to" && t.upos(k) == "ADP" && t.upos(k+1) != "VERB" {
			return k + 1
		}
	}
	return -1
}

func (t *teller) inContent(s *draft.Statement, token int) bool {
	if token >= len(t.doc.Tokens) {
		return false
	}
	span := t.doc.Tokens[token].Span
	return slices.ContainsFunc(s.Content, func(e verbale.Excerpt) bool { return e.Overlaps(lang.Span(span)) })
}

func (t *teller) passive(first, last int) bool {
	be := false
	for k := max(0, first-2); k < last; k++ {
		switch t.at(k) {
		case "was", "were", "been", "being", "is", "are":
			be = true
		}
	}
	return be && t.at(last) == "by"
}

// mentionFrom returns the first mention that begins within a few tokens from
// one on, outside the content; its head must be no possessor.
func (t *teller) mentionFrom(from, width int, s *draft.Statement) int {
	best := -1
	at := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= from })
	for i := at; i < len(t.found) && t.found[i].first < from+width+8; i++ {
		f := t.found[i]
		if t.inContent(s, f.head) {
			break
		}
		if best >= 0 {
			// A longer phrase that ends in a name or an office: "the British ambassador, Sir Edward Goschen".
			g := t.found[best]
			if f.head <= g.last+3 && f.form == verbale.Named && f.kind == verbale.Person && (t.possessive(g) || t.at(f.first-1) == "," || f.first < g.last+1) {
				best = i
			} else if t.possessive(g) && f.first <= g.last+2 {
				best = i
			}
			break
		}
		if f.first >= from+width {
			break
		}
		if f.chain < 0 || f.silent {
			continue
		}
		best = i
	}
	return best
}

func (t *teller) mentionsFrom(m, width int) []int {
	var list []int
	for i := m; i < len(t.found) && t.found[i].first < t.found[m].last+width; i++ {
		list = append(list, i)
	}
	return list
}

// mentionBefore returns the mention that ends right before a token.
func (t *teller) mentionBefore(token int) int {
	at := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= token })
	for i := at - 1; i >= max(0, at-4); i-- {
		if f := t.found[i]; f.last >= token-2 && f.last <= token && f.chain >= 0 {
			return i
		}
	}
	return -1
}
