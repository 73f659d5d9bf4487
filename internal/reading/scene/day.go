package scene

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/lang"
)

// bound lowers the latest day of a statement to that of the statement it is
// nested in, where that one's is earlier. A day that is not a single one
// bounds nothing.
func bound(statements []draft.Statement) {
	byID := make(map[string]*draft.Statement, len(statements))
	for i := range statements {
		byID[statements[i].ID] = &statements[i]
	}
	for i := range statements {
		s := &statements[i]
		// A parent's content is longer than its child's, so that the chain ends.
		for outer := s; outer.Parent != nil; {
			if outer = byID[*outer.Parent]; outer == nil {
				break
			}
			if outer.SaidOn == nil {
				continue
			}
			span, ok := calendar.ParseSpan(*outer.SaidOn)
			if latest := span.Last.String(); ok && (s.NotAfter == nil || latest < *s.NotAfter) {
				s.NotAfter = &latest
			}
		}
	}
}

// date gives a statement the day that its own words or those of its occasion
// say: "said on Tuesday", "said at Monday's session".
func (d *filler) date(s *draft.Statement) {
	if len(s.Cue) == 0 || s.Account == verbale.OutletVoice {
		return
	}
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(first)]
	best, steps := -1, clauseReach
	for k := d.firstAt(sentence.Start); k < len(d.Dates) && d.Dates[k].Start < sentence.End; k++ {
		t := d.Dates[k]
		if t.Said == "" || clockAlone(&t) {
			continue
		}
		days, ok := calendar.ParseSpan(t.Said)
		if !ok || d.known && days.First > d.day {
			continue // nobody has said in July what a report of June tells
		}
		if d.issued(s, &t) {
			d.dates(s, &t, verbale.FromOccasion)
			return
		}
		if d.within(s, t.Span) {
			continue
		}
		if s.Occasion != nil && s.Occasion.Contains(t.Span) {
			if !days.Exact() && !d.prepositional(&t) {
				continue // "the 2010 summit" names a summit, and dates no saying; "the summit in May" does
			}
			d.dates(s, &t, verbale.FromOccasion)
			return
		}
		if n := d.clauses(s, first, last, &t); n < steps {
			best, steps = k, n
		}
	}
	if best >= 0 {
		d.dates(s, &d.Dates[best], verbale.FromWords)
	}
}

// clockAlone reports whether a time expression is a time of day that names no day.
func clockAlone(t *Date) bool {
	return t.Type == verbale.TimeOfDay && strings.HasPrefix(t.Rule, "clock") && t.Rule != "clock-and-day"
}

func (d *filler) dates(s *draft.Statement, t *Date, from verbale.DateOrigin) {
	day := t.Said
	if t.Carried {
		from = verbale.FromContext
	}
	s.SaidOn, s.SaidOnFrom = &day, &from
}

// within reports whether a time expression stands in what a statement says, or in the
// name of its source. What stands at an end of the source, "on Monday the islands" or
// "the islands on Monday", is told of the saying.
func (d *filler) within(s *draft.Statement, span lang.Span) bool {
	if inside(s.Content, span) {
		// "said Monday night he was ready"
		return s.Content[0].Start != span.Start || s.Mode != verbale.Indirect || len(s.Cue) == 0 || span.Start-s.Cue[len(s.Cue)-1].End != 1
	}
	for _, e := range s.Source {
		if e.Contains(span) {
			before := d.Page.Doc.TokenAt(e.Start)
			led := before == d.Page.Doc.TokenAt(span.Start) || before+1 == d.Page.Doc.TokenAt(span.Start) && d.Page.Doc.Tokens[before].UPOS == "ADP"
			return e.End != span.End && !led
		}
	}
	return false
}

// clauseReach bounds how many clauses above its cue dates a statement.
const clauseReach = 4

// clauses counts how many clauses a time expression stands above the cue [first, last]
// that it dates: none where it is told of the cue itself, or stands beside it; one where
// the cue is a participle of the dated clause, or goes on from it with "and".
//
//	Lopes on Monday praised the plan, calling it a gift, and urged patience.
func (d *filler) clauses(s *draft.Statement, first, last int, t *Date) int {
	at := d.Page.Doc.TokenAt(t.Start)
	end := d.Page.Doc.TokenAt(t.End - 1)
	if d.governs(first, last, end) || d.beside(s, first, last, at, end) {
		return 0
	}
	dated := d.verbAbove(end)
	if dated < 0 {
		return clauseReach
	}
	if span, _ := calendar.ParseSpan(t.Said); span.Exact() && d.speaking(dated, first, last) {
		return 1
	}
	head := d.headOf(first, last)
	for n := 1; n < clauseReach; n++ {
		word := d.Page.Doc.Tokens[head]
		switch {
		case word.Head < 0:
			return clauseReach
		case word.DepRel == "conj" && at < head && !d.hasSubject(head) && !d.parted(end, head):
		case word.DepRel == "advcl" && word.XPOS == "VBD" && d.opensWith(head, atOnce) && !d.parted(min(end, head), max(end, head)):
		case word.DepRel == "acl:relcl" && at < head && d.opensWith(head, atOnce) && d.datesNoun(end, word.Head):
			return n
		case (word.DepRel == "advcl" || word.DepRel == "xcomp" || word.DepRel == "acl") && word.XPOS == "VBG" && !d.parted(min(end, head), max(end, head)):
		default:
			return clauseReach
		}
		if head = word.Head; head == dated {
			return n
		}
	}
	return clauseReach
}

// atOnce are the words that introduce a clause of what goes on at the time of that on which
// it hangs: "set the tone on Tuesday when he told deputies", "the talks on Monday, in which
// Lopes pressed".
var atOnce = map[string]bool{"when": true, "as": true, "where": true, "which": true}

// opensWith reports whether a clause is introduced by one of some words.
func (d *filler) opensWith(verb int, words map[string]bool) bool {
	for t := max(0, verb-subjectReach); t < verb; t++ {
		if words[strings.ToLower(d.Page.Doc.Form(t))] && d.Page.Doc.Tokens[t].Head == verb {
			return true
		}
	}
	return false
}

// datesNoun reports whether a time expression hangs on a noun, or on the verb on which
// the noun hangs.
func (d *filler) datesNoun(date, noun int) bool {
	h := d.Page.Doc.Tokens[date].Head
	return h == noun || h >= 0 && h == d.Page.Doc.Tokens[noun].Head
}

// prepositional reports whether a time expression follows a preposition: "in May".
func (d *filler) prepositional(t *Date) bool {
	before := d.Page.Doc.TokenAt(t.Start) - 1
	return before >= 0 && d.Page.Doc.Tokens[before].UPOS == "ADP" && d.Page.Doc.Tokens[before].Head == d.Page.Doc.TokenAt(t.End-1)
}

// issued reports whether a time expression tells when the paper that speaks, or by which
// is spoken, was put out: "a study published last month found …".
func (d *filler) issued(s *draft.Statement, t *Date) bool {
	verb := d.verbAbove(d.Page.Doc.TokenAt(t.End - 1))
	if verb < 0 || d.Page.Doc.Tokens[verb].XPOS != "VBN" || !strings.HasPrefix(d.Page.Doc.Tokens[verb].DepRel, "acl") || !putOut[d.Page.Doc.Tokens[verb].Lemma] {
		return false
	}
	noun := d.Page.Doc.Tokens[verb].Head
	if noun < 0 || d.Page.Doc.Tokens[noun].UPOS != "NOUN" {
		return false
	}
	span := d.Page.Doc.Tokens[noun].Span
	return inside(s.Source, span) && s.Source[0].Start <= span.Start && d.heads(s.Source[0], noun) || s.Occasion != nil && s.Occasion.Contains(span)
}

// heads reports whether a noun is the head of a phrase: it hangs on a word outside it.
func (d *filler) heads(e verbale.Excerpt, noun int) bool {
	h := d.Page.Doc.Tokens[noun].Head
	return h < 0 || !e.Contains(d.Page.Doc.Tokens[h].Span)
}

// putOut are the verbs by which a paper comes before the public.
var putOut = map[string]bool{"publish": true, "release": true, "issue": true, "post": true, "send": true, "air": true, "broadcast": true, "print": true, "tweet": true, "circulate": true}

// goOn gives what a speaker is told in one sentence to have said, after a cue that is
// dated there, its day: as a participle or joined to it.
//
//	Lopes said on Monday that the dyke was weak, noting that it had rained, and urged patience.
func (d *filler) goOn() {
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.SaidOn != nil || len(s.Cue) == 0 || len(d.Ties[i].Speakers) == 0 || d.perfect(s) {
			continue
		}
		token := d.Page.Doc.TokenAt(s.Cue[0].Start)
		if d.otherwise(token) || !d.joined(s) {
			continue
		}
		best := -1
		for j := range d.Statements {
			t := &d.Statements[j]
			if t.SaidOnFrom == nil || *t.SaidOnFrom != verbale.FromWords || len(t.Cue) == 0 || len(d.Ties[j].Speakers) == 0 || d.Ties[j].Speakers[0] != d.Ties[i].Speakers[0] || t.Cue[0].Start >= s.Cue[0].Start || !equal(s.Parent, t.Parent) {
				continue
			}
			other := d.Page.Doc.TokenAt(t.Cue[0].Start)
			if d.Page.Doc.SentenceOf(other) == d.Page.Doc.SentenceOf(token) && d.main(other) && (best < 0 || t.Cue[0].Start > d.Statements[best].Cue[0].Start) {
				best = j
			}
		}
		if best >= 0 {
			from := verbale.FromWords
			s.SaidOn, s.SaidOnFrom = d.Statements[best].SaidOn, &from
		}
	}
}

// joined reports whether a cue is a participle or has no subject of its own in front of it.
func (d *filler) joined(s *draft.Statement) bool {
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	head := d.headOf(first, last)
	if d.Page.Doc.Tokens[head].UPOS != "VERB" {
		return false // "said on Monday, amid reports that"
	}
	return d.Page.Doc.Tokens[head].XPOS == "VBG" || d.Page.Doc.Tokens[first].XPOS == "VBG" || !d.hasSubject(head)
}

func equal(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

// speaking reports whether a dated participle tells how the cue came about: "speaking
// in Hald on Monday, Lopes said", "reached on Monday, Lopes said", "Lopes, standing beside
// Novak on Monday, said".
func (d *filler) speaking(verb, first, last int) bool {
	word := d.Page.Doc.Tokens[verb]
	if word.XPOS != "VBG" && word.XPOS != "VBN" {
		return false
	}
	if word.XPOS == "VBN" && word.Lemma != "reach" && word.Lemma != "ask" && word.Lemma != "speak" {
		return false
	}
	h := word.Head
	if verb > last && word.Lemma != "speak" && word.Lemma != "talk" {
		return false // "he added, referring to the address of 3 March"
	}
	return h >= 0 && (first <= h && h <= last || d.Page.Doc.Tokens[h].Head >= first && d.Page.Doc.Tokens[h].Head <= last)
}

// beside reports whether a time expression stands right before or after a cue, with
// nothing but a preposition or an adverb between.
func (d *filler) beside(s *draft.Statement, first, last, at, end int) bool {
	light := func(from, to int) bool {
		if to-from > 2 || to < from {
			return false
		}
		for t := from; t < to; t++ {
			if upos := d.Page.Doc.Tokens[t].UPOS; upos != "ADP" && upos != "ADV" && upos != "ADJ" && upos != "AUX" {
				return false
			}
		}
		return true
	}
	if light(last+1, at) {
		return true
	}
	if !light(end+1, first) {
		return false
	}
	verb := d.verbAbove(end) // "who came on Monday said" dates the coming
	return verb < 0 || verb >= first
}

// governs reports whether the cue [first, last] is the nearest verb above a
// token in its tree, and no noun between them is dated in its stead: "welcomed last
// month's truce", "until the vote in July".
func (d *filler) governs(first, last, token int) bool {
	for range climbs { // nouns and prepositions between a verb and its date are few
		word := d.Page.Doc.Tokens[token]
		if word.Head < 0 || word.DepRel == "nmod:poss" || elsewhen[d.prepositionOf(token)] {
			return false
		}
		if first <= word.Head && word.Head <= last {
			return true
		}
		if upos := d.Page.Doc.Tokens[word.Head].UPOS; upos == "VERB" || upos == "AUX" {
			return false
		}
		token = word.Head
	}
	return false
}

func (d *filler) firstAt(offset int) int {
	i, _ := slices.BinarySearchFunc(d.Dates, offset, func(t Date, offset int) int {
		return cmp.Compare(t.Start, offset)
	})
	return i
}

func inside(excerpts []verbale.Excerpt, span lang.Span) bool {
	return slices.ContainsFunc(excerpts, func(e verbale.Excerpt) bool { return e.Contains(span) })
}
