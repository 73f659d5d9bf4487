package scene

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
)

// room is where somebody speaks: who hears it and by which means. It holds for what
// the same people say there after that.
type room struct {
	present   []int // indices of local actors
	channel   *verbale.Channel
	day       string // on which it was said, where the report tells
	sentence  int    // of the last that was said there
	paragraph int
	last      int // who spoke last; -1
	strangers int // statements of others since then
}

func (r *room) holds(a int) bool { return slices.Contains(r.present, a) }

// others are those in the room that a speaker speaks to.
func (r *room) others(speaker int) []int {
	var others []int
	for _, a := range r.present {
		if a != speaker {
			others = append(others, a)
		}
	}
	return others
}

// rooms gives statements the hearers and the channel that only the scene shows:
//
//	Lopes told Novak that the bridge was closed. It would stay closed, she said.
//	Novak met Lopes on Monday. He said that the road was open.
//	"We are ready," Lopes said in an interview with the Courier. "All is packed," she added.
//
// A room is left when somebody else speaks who does not answer, on another day, and
// when the report goes on to other things.
func (d *filler) rooms() {
	w := tracker{filler: d, meetings: d.meetings(), known: map[int]room{}}
	w.leave()
	for _, i := range outermost(d.Statements) {
		w.enter(&d.Statements[i], &d.Ties[i])
	}
	d.demanded()
}

// demanded gives demands that are said to nobody who is told those who are to act: "said
// that the islands must pay" speaks to the islands; threats likewise those whom they are for.
func (d *filler) demanded() {
	for i := range d.Statements {
		s, tie := &d.Statements[i], &d.Ties[i]
		if s.Kind != verbale.Demand && s.Kind != verbale.Threaten || len(tie.Addressees) > 0 || len(tie.Speakers) == 0 {
			continue
		}
		for _, e := range s.ToAct {
			if who := chainAt(d.Mentions, e); who >= 0 && !slices.Contains(tie.Speakers, who) && !d.ofOwnCountry(tie.Speakers[0], who) {
				tie.Addressees = []int{who}
			}
		}
	}
}

// ofOwnCountry reports whether an actor is the country of a speaker: what a senator says that
// his country must do he says to nobody in particular.
func (d *filler) ofOwnCountry(speaker, actor int) bool {
	a := &d.Actors[actor]
	return a.Type == verbale.State && a.World != "" && a.World == d.Actors[speaker].Country
}

// spoken lists the statements that stand in no other's words and have a cue, in the order
// of their cues.
func spoken(statements []draft.Statement) []int {
	return slices.DeleteFunc(outermost(statements), func(i int) bool { return len(statements[i].Cue) == 0 })
}

// outermost lists the statements that stand in no other's words, in the order of the text.
func outermost(statements []draft.Statement) []int {
	order := make([]int, 0, len(statements))
	for i := range statements {
		if statements[i].Parent == nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(spokenAt(&statements[a]), spokenAt(&statements[b]))
	})
	return order
}

// spokenAt is where a statement stands: at its cue or, where it has none, its content.
func spokenAt(s *draft.Statement) int {
	if len(s.Cue) == 0 {
		return s.Content[0].Start
	}
	return s.Cue[0].Start
}

// tracker follows in which room the report is.
type tracker struct {
	*filler
	meetings []meeting // those still to come
	now      room
	known    map[int]room // by speaker: where he last spoke to many or was interviewed
	before   []waiting    // what was said where nothing tells yet where
}

// waiting is a statement of which nothing tells where it was said.
type waiting struct {
	s         *draft.Statement
	tie       *verbale.Tie
	paragraph int
}

func (w *tracker) leave() { w.now = room{last: -1, paragraph: -1, sentence: -1} }

// entry is a statement that is taken to its room.
type entry struct {
	s                            *draft.Statement
	tie                          *verbale.Tie
	speaker, sentence, paragraph int
	opens                        bool // it tells by itself by which means or to whom
	here                         bool // its speaker is in the room, and it may be of its day
	stranger                     bool // its speaker is none of those who talk in the room
}

// enter takes a statement to its room.
func (w *tracker) enter(s *draft.Statement, tie *verbale.Tie) {
	place := w.Page.Doc.TokenAt(spokenAt(s))
	e := entry{s: s, tie: tie, sentence: w.Page.Doc.SentenceOf(place)}
	e.paragraph = w.Page.Doc.Sentences[e.sentence].Paragraph
	for len(w.meetings) > 0 && w.meetings[0].token < place {
		w.now, w.meetings = w.meetings[0].room, w.meetings[1:]
	}
	if !w.looksAround(&e) {
		return
	}
	for _, m := range moves {
		if m.when(w, &e) {
			if m.move(w, &e) {
				w.moved(&e)
			}
			return
		}
	}
}

// looksAround sees who speaks and whether he is in the room; it reports false where a
// statement is in none.
func (w *tracker) looksAround(e *entry) bool {
	s, tie := e.s, e.tie
	if s.Part == verbale.Body && !w.named(tie.Addressees, e.sentence) && !w.toldHere(s, e.sentence) {
		tie.Addressees = nil // carried on from before, without a look at the room
	}
	e.opens = s.Channel != nil || len(tie.Addressees) > 0
	if len(tie.Speakers) != 1 || !e.opens && (s.Part != verbale.Body || len(s.Cue) > 0 && !w.actOfSaying(s)) {
		return false
	}
	e.speaker = tie.Speakers[0]
	e.here = w.now.holds(e.speaker) && e.paragraph-w.now.paragraph <= rest(&w.now) && w.sameDay(s)
	if others := w.now.others(e.speaker); e.here && len(tie.Addressees) == 0 && len(others) == 1 && w.toPronoun(s) {
		tie.Addressees = others
	}
	e.stranger = w.now.channel != nil && !onPaper[*w.now.channel] && !w.now.holds(e.speaker) && w.now.strangers < maxStrangers
	return true
}

// moves are what can be done with a statement, in order: the first that fits is. A move
// tells whether the speaker is the one who speaks in the room from then on.
var moves = []struct {
	what string
	when func(*tracker, *entry) bool
	move func(*tracker, *entry) bool
}{
	{"what was told elsewhere, in the midst of an interview", (*tracker).toldElsewhere, (*tracker).passBy},
	{"it opens a room", func(_ *tracker, e *entry) bool { return e.opens || len(e.tie.Addressees) > 0 }, func(w *tracker, e *entry) bool {
		w.open(e.s, e.tie, e.here)
		w.fillLead(e.s, e.paragraph)
		return true
	}},
	{"nobody else is here, and its speaker was in another room", func(w *tracker, e *entry) bool {
		return w.now.channel == nil && len(w.now.present) < 2 && w.comesBack(e.s, e.speaker, e.paragraph)
	}, (*tracker).stay},
	{"its speaker speaks on", func(w *tracker, e *entry) bool {
		return e.here && (w.now.channel == nil || !onPaper[*w.now.channel] || w.goesOn(e.s, e.sentence))
	}, (*tracker).stay},
	{"it answers whoever spoke last", (*tracker).answers, func(w *tracker, e *entry) bool {
		w.now.present = []int{w.now.last, e.speaker}
		if w.now.channel != nil && onPaper[*w.now.channel] {
			w.now.channel = nil
		}
		return w.stay(e)
	}},
	{"the report comes back to the room", func(_ *tracker, e *entry) bool { return e.stranger }, (*tracker).passBy},
	{"its speaker was in another room", func(w *tracker, e *entry) bool { return w.comesBack(e.s, e.speaker, e.paragraph) }, (*tracker).stay},
	{"nothing tells where it was said", func(*tracker, *entry) bool { return true }, func(w *tracker, e *entry) bool {
		w.before = append(w.before, waiting{e.s, e.tie, e.paragraph})
		w.leave()
		w.now.present = []int{e.speaker}
		return true
	}},
}

func (w *tracker) toldElsewhere(e *entry) bool {
	return e.stranger && e.s.Channel == nil && e.opens && *w.now.channel != verbale.Meeting && *w.now.channel != verbale.Call
}

func (w *tracker) answers(e *entry) bool {
	return w.Words.Verb(w.cueLemma(e.s)).Has(lexicon.Answers) && w.now.last >= 0 && w.now.last != e.speaker && e.paragraph-w.now.paragraph <= 1 && w.sameDay(e.s)
}

// passBy leaves the room as it is.
func (w *tracker) passBy(*entry) bool {
	w.now.strangers++
	return false
}

// stay gives a statement what the room has.
func (w *tracker) stay(e *entry) bool {
	w.fill(e.s, e.tie)
	return true
}

// moved notes who spoke last in the room.
func (w *tracker) moved(e *entry) {
	w.now.last, w.now.sentence, w.now.paragraph, w.now.strangers = e.speaker, e.sentence, e.paragraph, 0
	if e.s.SaidOn != nil {
		w.now.day = *e.s.SaidOn
	}
	if c := w.now.channel; c == nil && len(w.now.present) > 1 || c != nil && !onPaper[*c] {
		w.known[e.speaker] = w.now
	}
}

// maxLead is how many paragraphs before a room is told of its speaker can have said things
// there: a lead tells in short what the quotation below it has.
const maxLead = 8

// fillLead gives what the speaker of a room that opens has said right before, where nothing
// told where, what the room has.
func (w *tracker) fillLead(s *draft.Statement, paragraph int) {
	c := w.now.channel
	if c == nil && len(w.now.present) < 2 || c != nil && (onPaper[*c] || *c == verbale.Meeting || *c == verbale.Call) {
		return
	}
	speaker := w.now.present[0]
	for _, b := range w.before {
		if b.tie.Speakers[0] != speaker || paragraph-b.paragraph > maxLead || b.s.SaidOn != nil && s.SaidOn != nil && *b.s.SaidOn != *s.SaidOn {
			continue
		}
		w.fill(b.s, b.tie)
	}
	w.before = nil
}

// Of others a report can tell for so many paragraphs before it comes back to one who speaks
// to many or is interviewed, and to one who speaks with another face to face.
const (
	maxAway         = 20
	maxAwayAmongTwo = 6
)

// comesBack takes the report back to the room in which a speaker was before others were
// told of, if it can be that one.
func (w *tracker) comesBack(s *draft.Statement, speaker, paragraph int) bool {
	before, ok := w.known[speaker]
	away := maxAway
	if ok && !slices.ContainsFunc(before.present, func(a int) bool { return a != speaker && !w.person(a) }) && (before.channel == nil || *before.channel == verbale.Meeting || *before.channel == verbale.Call) {
		away = maxAwayAmongTwo
	}
	if !ok || paragraph-before.paragraph > away || s.SaidOn != nil && *s.SaidOn != before.day {
		return false
	}
	w.now = before
	return true
}

// open makes the room that a statement tells of by itself: by its channel or by whom
// it is said to. What one person tells another in so many words is said face to face,
// where nothing else is told.
func (w *tracker) open(s *draft.Statement, tie *verbale.Tie, here bool) {
	speaker := tie.Speakers[0]
	same := here && !slices.ContainsFunc(tie.Addressees, func(a int) bool { return !w.now.holds(a) })
	switch {
	case s.Channel == nil && same && w.now.channel != nil && !onPaper[*w.now.channel]:
		s.Channel = w.now.channel
	case s.Channel == nil && w.Words.Verb(w.cueLemma(s)).Has(lexicon.Face) && w.person(speaker) && !slices.ContainsFunc(tie.Addressees, func(a int) bool { return !w.person(a) }):
		meeting := verbale.Meeting
		s.Channel = &meeting
	}
	if len(tie.Addressees) == 0 && here && s.Channel != nil && w.now.channel != nil && *s.Channel == *w.now.channel {
		tie.Addressees = w.now.others(speaker)
	}
	if before, ok := w.known[speaker]; ok && len(tie.Addressees) == 0 && s.Channel != nil && before.channel != nil && *s.Channel == *before.channel && w.sameDayAs(s, before.day) {
		tie.Addressees = before.others(speaker) // "In the interview, she said …"
	}
	w.leave()
	w.now.present, w.now.channel = []int{speaker}, s.Channel
	for _, a := range tie.Addressees {
		if s.Channel != nil || w.person(a) || w.outlet(s, a) { // a state that is thanked is not in the room
			w.now.present = append(w.now.present, a)
		}
	}
}

// outlet reports whether somebody who is told something is no state: a paper, a council.
func (w *tracker) outlet(s *draft.Statement, a int) bool {
	kind := w.Actors[a].Type
	return (kind == verbale.Organisation || kind == verbale.Unnamed) && w.Words.Verb(w.cueLemma(s)).Has(lexicon.ToObject) && s.Kind != verbale.Demand
}

// fill gives a statement what the room has.
func (w *tracker) fill(s *draft.Statement, tie *verbale.Tie) {
	if len(tie.Addressees) == 0 {
		tie.Addressees = w.now.others(tie.Speakers[0])
	}
	s.Channel = w.now.channel
}

// rest is how many paragraphs a room may be silent: where one speaks to many, the
// report comes back to him after what it has to tell beside.
func rest(r *room) int {
	if r.channel == nil || *r.channel == verbale.Meeting || *r.channel == verbale.Call {
		return 2
	}
	return 4
}

// sameDayAs reports whether a statement that has a day has that one.
func (w *tracker) sameDayAs(s *draft.Statement, day string) bool {
	return s.SaidOn == nil || *s.SaidOn == day
}

// sameDay reports whether a statement can be of the day of the room: whatever has a
// day of its own is said elsewhere.
func (w *tracker) sameDay(s *draft.Statement) bool {
	return s.SaidOn == nil || s.SaidOnFrom == nil || *s.SaidOnFrom != verbale.FromWords || *s.SaidOn == w.now.day
}

// goesOn reports whether a statement goes on from the one before on the same paper:
// it is of its sentence or the next, or the paper is one of those that are quoted at
// length.
func (w *tracker) goesOn(s *draft.Statement, sentence int) bool {
	switch *w.now.channel {
	case verbale.WrittenStatement, verbale.Post:
		return true
	case verbale.DocumentChannel:
		return false
	}
	return sentence-w.now.sentence <= 1
}

// maxStrangers is how many statements of others a report tells before it comes back
// to a room.
const maxStrangers = 2

// onPaper are the channels that nobody answers in the same room.
var onPaper = map[verbale.Channel]bool{verbale.WrittenStatement: true, verbale.Letter: true, verbale.Post: true, verbale.Article: true, verbale.DocumentChannel: true}

// named reports whether a sentence names or refers to one of some actors.
func (w *filler) named(actors []int, sentence int) bool {
	mentions := w.Mentions
	span := w.Page.Doc.Sentences[sentence]
	k, _ := slices.BinarySearchFunc(mentions, span.Start, func(m verbale.Mention, offset int) int { return cmp.Compare(m.Start, offset) })
	for ; k < len(mentions) && mentions[k].Start < span.End; k++ {
		if slices.Contains(actors, mentions[k].Chain) {
			return true
		}
	}
	return false
}

// toldHere reports whether a sentence has the words for those to whom a statement is said.
func (w *tracker) toldHere(s *draft.Statement, sentence int) bool {
	span := w.Page.Doc.Sentences[sentence].Span
	return slices.ContainsFunc(s.AddressedTo, func(e verbale.Excerpt) bool { return span.Contains(e.Span) })
}

// toPronoun reports whether a statement is said to "him", "her" or "them".
func (w *tracker) toPronoun(s *draft.Statement) bool {
	if len(s.AddressedTo) != 1 {
		return false
	}
	p := w.Words.Pronoun(strings.ToLower(s.AddressedTo[0].Text))
	return p.Person == 3 && p.Gender != lexicon.Neuter && (p.Case == lexicon.Subject || p.Case == lexicon.Object)
}

// cueLemma returns the lemma of the last verb of a cue.
func (d *filler) cueLemma(s *draft.Statement) string {
	for k := len(s.Cue) - 1; k >= 0; k-- {
		for t := d.Page.Doc.TokenAt(s.Cue[k].End - 1); t >= d.Page.Doc.TokenAt(s.Cue[k].Start); t-- {
			if d.Page.Doc.Tokens[t].UPOS == "VERB" {
				return strings.ToLower(d.Page.Doc.Tokens[t].Lemma)
			}
		}
	}
	return ""
}

// person reports whether an actor is one that can sit in a room.
func (w *tracker) person(a int) bool { return present(w.Actors[a].Type) }

// present reports whether actors of a type can sit in a room.
func present(kind verbale.ActorType) bool { return kind == verbale.Person || kind == verbale.Office }
