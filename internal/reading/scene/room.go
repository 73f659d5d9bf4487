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
	w := tracker{filler: d, meetings: d.meetings()}
	w.leave()
	for _, i := range spoken(d.Statements) {
		w.enter(&d.Statements[i], &d.Ties[i])
	}
}

// spoken lists the statements that stand in no other's words, in the order of their
// cues.
func spoken(statements []draft.Statement) []int {
	order := make([]int, 0, len(statements))
	for i := range statements {
		if s := &statements[i]; s.Parent == nil && len(s.Cue) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(statements[a].Cue[0].Start, statements[b].Cue[0].Start)
	})
	return order
}

// tracker follows in which room the report is.
type tracker struct {
	*filler
	meetings []meeting // those still to come
	now      room
}

func (w *tracker) leave() { w.now = room{last: -1, paragraph: -1, sentence: -1} }

// enter takes a statement to its room.
func (w *tracker) enter(s *draft.Statement, tie *verbale.Tie) {
	place := w.Page.Doc.TokenAt(s.Cue[0].Start)
	sentence := w.Page.Doc.SentenceOf(place)
	paragraph := w.Page.Doc.Sentences[sentence].Paragraph
	for len(w.meetings) > 0 && w.meetings[0].token < place {
		w.now, w.meetings = w.meetings[0].room, w.meetings[1:]
	}
	if s.Part == verbale.Body && !w.named(tie.Addressees, sentence) {
		tie.Addressees = nil // carried on from before, without a look at the room
	}
	opens := s.Channel != nil || len(tie.Addressees) > 0
	if len(tie.Speakers) != 1 || !opens && (s.Part != verbale.Body || !w.actOfSaying(s)) {
		return
	}
	speaker := tie.Speakers[0]
	here := w.now.holds(speaker) && paragraph-w.now.paragraph <= rest(&w.now) && w.sameDay(s)
	if others := w.now.others(speaker); here && len(tie.Addressees) == 0 && len(others) == 1 && w.toPronoun(s) {
		tie.Addressees = others
	}
	answers := w.Words.Verb(w.cueLemma(s)).Has(lexicon.Answers)
	stranger := w.now.channel != nil && !onPaper[*w.now.channel] && !w.now.holds(speaker) && w.now.strangers < maxStrangers
	switch {
	case stranger && s.Channel == nil && opens && *w.now.channel != verbale.Meeting && *w.now.channel != verbale.Call:
		w.now.strangers++ // what was told elsewhere, in the midst of an interview
		return
	case opens || len(tie.Addressees) > 0:
		w.open(s, tie, here)
	case here && (w.now.channel == nil || !onPaper[*w.now.channel] || w.goesOn(s, sentence)):
		w.fill(s, tie)
	case answers && w.now.last >= 0 && w.now.last != speaker && paragraph-w.now.paragraph <= 1 && w.sameDay(s):
		w.now.present = []int{w.now.last, speaker}
		if w.now.channel != nil && onPaper[*w.now.channel] {
			w.now.channel = nil
		}
		w.fill(s, tie)
	case stranger:
		w.now.strangers++ // the report comes back to the room
		return
	default:
		w.leave()
		w.now.present = []int{speaker}
	}
	w.now.last, w.now.sentence, w.now.paragraph, w.now.strangers = speaker, sentence, paragraph, 0
	if s.SaidOn != nil {
		w.now.day = *s.SaidOn
	}
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
	w.leave()
	w.now.present, w.now.channel = []int{speaker}, s.Channel
	for _, a := range tie.Addressees {
		if s.Channel != nil || w.person(a) { // a state that is thanked is not in the room
			w.now.present = append(w.now.present, a)
		}
	}
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
func (w *tracker) named(actors []int, sentence int) bool {
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
