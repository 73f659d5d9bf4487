package scene

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/draft"
)

// held is the day on which an actor is last told to have spoken, or to have been in a
// setting.
type held struct {
	day       string
	paragraph int
	channel   *verbale.Channel // by which it spoke, where its own words said so
}

// dating follows the scenes of a report from statement to statement.
type dating struct {
	*filler
	channels []*verbale.Channel // of the statements, by their own words alone
	settings []setting          // those still to come
	now      setting
	last     map[int]held // of each actor
	aside    map[int]held // days before that, told aside
}

// scenes dates what was said in a scene whose day the report has told. The grammar of
// scenes:
//
//   - A saying that tells its day in a main clause sets a scene, and so does a deed of
//     the past that does: `On Thursday Novak handed Lopes the note. "It is long," Lopes
//     said.` What is told beside, "the day after he had said", sets none.
//   - A person keeps the day on which he spoke when others have spoken since; a state or
//     a body keeps it for some paragraphs.
//   - Whoever speaks for one who spoke has the day too, while the report has not gone
//     on: `Lenzia warned on Tuesday … "The pass is ours," said port spokesman Ivo Rank.`
//     For the side of a deed that holds of the quotation that follows it alone.
//   - A day before that of the scene is told aside: it holds within its paragraph, and
//     the next is of neither.
//   - An interview or an article is an occasion of its own: who speaks there after he was
//     told to have spoken on a day has no day from then on.
//   - A standing view has the day of what its holder says in the same paragraph.
//   - A sentence with another time of its own has no day of the scene.
func (d *filler) scenes(channels []*verbale.Channel) {
	w := dating{filler: d, channels: channels, settings: d.sets(), last: map[int]held{}, aside: map[int]held{}}
	order := d.made()
	for _, i := range order {
		if d.Statements[i].Part == verbale.Body {
			w.tell(i)
		}
	}
	d.before(order)
	d.means(order, channels)
	d.asked()
	d.nested()
}

// made lists the statements that stand in no other's words, or in those of a paper or an
// agency that is quoted, in the order of the places where they are told.
func (d *filler) made() []int {
	statements := d.Statements
	byID := d.byID()
	order := make([]int, 0, len(statements))
	for i := range statements {
		s := &statements[i]
		if s.Parent == nil || s.Account == verbale.Own && byPress(byID[*s.Parent]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(placeOf(&statements[a]), placeOf(&statements[b]))
	})
	return order
}

// byPress reports whether a statement is what a paper or an agency tells: "MENA reported
// that …".
func byPress(s *draft.Statement) bool {
	return s != nil && s.Parent == nil && s.Channel != nil && *s.Channel == verbale.Article
}

// placeOf is where a statement is told: at its cue, else at its content.
func placeOf(s *draft.Statement) int {
	if len(s.Cue) > 0 {
		return s.Cue[0].Start
	}
	return s.Content[0].Start
}

// tell goes on to the next statement.
func (w *dating) tell(i int) {
	s := &w.Statements[i]
	place := placeOf(s)
	token := w.Page.Doc.TokenAt(place)
	paragraph := w.paragraphOf(token)
	for len(w.settings) > 0 && w.settings[0].at < place {
		w.set(&w.settings[0])
		w.settings = w.settings[1:]
	}
	speakers := w.Ties[i].Speakers
	if s.SaidOn != nil {
		w.dated(i, token, paragraph)
		return
	}
	if s.Factuality != verbale.Asserted || w.elsewhere(s, token) || w.view(i, paragraph) || s.Account != verbale.Own || !w.actOfSaying(s) || w.otherwise(token) {
		return
	}
	for _, b := range speakers {
		h, ok := w.dayOf(b, i, paragraph)
		if !ok {
			continue
		}
		if h.paragraph != paragraph && !w.sameOccasion(h.channel, w.channels[i]) {
			w.last[b] = held{paragraph: paragraph} // from here on it speaks elsewhere
			delete(w.aside, b)
			continue
		}
		inContext(s, h.day)
		w.keep(speakers, held{h.day, paragraph, h.channel})
		w.beside(s, token, held{day: h.day, paragraph: paragraph})
		return
	}
}

// beside gives the day of a speaker to the persons with whom he speaks.
func (w *dating) beside(s *draft.Statement, token int, h held) {
	for _, a := range w.with(s, token) {
		if _, ok := w.last[a]; !ok {
			w.last[a] = h
		}
	}
}

// view dates what somebody holds in the midst of what he says on a day: in the same
// paragraph.
func (w *dating) view(i, paragraph int) bool {
	s, speakers := &w.Statements[i], w.Ties[i].Speakers
	if len(speakers) == 0 || len(s.Cue) == 0 || w.perfect(s) || s.Account != verbale.Own && s.Account != verbale.OutletVoice {
		return false
	}
	h, ok := w.last[speakers[0]]
	if !ok || h.day == "" || h.paragraph != paragraph || s.Account == verbale.Own && !w.Words.Verb(w.cueLemma(s)).Attitude() {
		return false
	}
	inContext(s, h.day)
	return true
}

// dayOf returns the day that a speaker of a statement has from what was told before.
func (w *dating) dayOf(b, i, paragraph int) (held, bool) {
	last, spoke := w.last[b]
	spoke = spoke && paragraph-last.paragraph <= w.memory(b)
	if h, ok := w.aside[b]; ok && paragraph-h.paragraph <= asideReach && !(spoke && h.paragraph != paragraph && same(last.channel, w.channels[i])) {
		return h, h.paragraph == paragraph // what follows in the next may be of either day
	}
	if spoke {
		return last, last.day != ""
	}
	if w.now.day == "" || paragraph-w.now.paragraph > settingReach {
		return held{}, false
	}
	next := paragraph-w.now.paragraph <= 1
	if w.Actors[b].Type == verbale.Unnamed && !next {
		return held{}, false
	}
	s := &w.Statements[i]
	if w.now.spoken && (next && slices.ContainsFunc(w.now.by, func(a int) bool { return w.ofBody(s, a) }) || w.namedNow(b, paragraph)) {
		return held{day: w.now.day, paragraph: w.now.paragraph, channel: w.now.channel}, true
	}
	speaks := w.now.spoken && !w.according(s) || next && s.Mode == verbale.Direct && w.channels[i] == nil
	self := w.now.spoken || present(w.Actors[b].Type) // that a deed names a state makes it no speaker
	for _, a := range w.sides([]int{b}) {
		if slices.Contains(w.now.present, a) && (speaks || self && a == b) || speaks && w.now.spoken && slices.ContainsFunc(w.now.by, func(a int) bool { return w.ofSource(s, b, a) }) {
			return held{day: w.now.day, paragraph: w.now.paragraph, channel: w.now.channel}, true
		}
	}
	return held{}, false
}

// memory is how many paragraphs an actor keeps its day for.
func (w *dating) memory(b int) int {
	if present(w.Actors[b].Type) {
		return personReach
	}
	return bodyReach
}

// How many paragraphs a day is kept: of a person and of a body that spoke, of a
// setting, and of what was told aside.
const (
	personReach  = 12
	bodyReach    = 6
	settingReach = 5
	asideReach   = 1
)

// keep remembers that some actors spoke on a day.
func (w *dating) keep(actors []int, h held) {
	for _, b := range actors {
		if a, ok := w.aside[b]; ok && a.day == h.day && h.paragraph-a.paragraph <= asideReach {
			w.aside[b] = h
			continue
		}
		w.last[b] = h
	}
}

// dated takes in a statement that has a day of its own.
func (w *dating) dated(i, token, paragraph int) {
	s := &w.Statements[i]
	h := held{*s.SaidOn, paragraph, w.channels[i]}
	span, ok := calendar.ParseSpan(h.day)
	if !ok || !span.Exact() || !w.main(token) || w.perfect(s) {
		return // a scene has a day, no year; and what is told beside sets none
	}
	for _, b := range w.Ties[i].Speakers {
		w.remember(b, h)
	}
	w.beside(s, token, held{day: h.day, paragraph: paragraph})
	before := w.now
	w.now = setting{at: placeOf(s), day: h.day, paragraph: paragraph, present: append(w.sides(w.Ties[i].Speakers), w.persons(w.Ties[i].Addressees)...), spoken: true, by: w.Ties[i].Speakers, channel: w.channels[i]}
	if before.spoken && before.day == h.day && paragraph-before.paragraph <= settingReach { // one day's news: whoever spoke before is still of the scene
		w.now.present = append(w.now.present, before.present...)
		w.now.by = slices.Concat(w.now.by, before.by)
	}
}

// with lists the persons that a sentence names beside a speaker and outside what is
// said: "told a briefing with Novak".
func (w *filler) with(s *draft.Statement, token int) []int {
	var persons []int
	sentence := w.Page.Doc.Sentences[w.Page.Doc.SentenceOf(token)]
	k, _ := slices.BinarySearchFunc(w.Mentions, sentence.Start, func(m verbale.Mention, offset int) int { return cmp.Compare(m.Start, offset) })
	for ; k < len(w.Mentions) && w.Mentions[k].Start < sentence.End; k++ {
		if m := w.Mentions[k]; m.Chain >= 0 && present(w.Actors[m.Chain].Type) && !inside(s.Content, m.Span) && !inside(s.Source, m.Span) {
			persons = append(persons, m.Chain)
		}
	}
	return persons
}

// remember keeps a day for an actor: one before the day that it has already is told
// aside, and holds for the paragraph.
func (w *dating) remember(b int, h held) {
	if old, ok := w.last[b]; ok && h.day < old.day {
		w.aside[b] = h
		return
	}
	w.last[b] = h
	delete(w.aside, b)
}

// set takes in a setting.
func (w *dating) set(s *setting) {
	if w.now.day == s.day && w.now.paragraph == s.paragraph && w.now.spoken {
		return // it is the day of the saying
	}
	for _, a := range s.present {
		if present(w.Actors[a].Type) {
			w.remember(a, held{day: s.day, paragraph: s.paragraph})
		}
	}
	if w.now.day != "" && s.day < w.now.day {
		return // history ends no scene
	}
	w.now = *s
}

// persons lists those of some actors that can sit in a room: what is told a state is
// not told on a day on which it speaks.
func (d *filler) persons(actors []int) []int {
	var persons []int
	for _, a := range actors {
		if present(d.Actors[a].Type) {
			persons = append(persons, a)
		}
	}
	return persons
}

// sides lists actors and those for whom they speak.
func (d *filler) sides(actors []int) []int {
	var all []int
	for _, a := range actors {
		all = append(append(all, a), d.Actors[a].Sides...)
	}
	return all
}

// elsewhere reports whether the sentence of a statement tells of another time outside
// the statement: "last week, Lopes called it a trick".
func (d *filler) elsewhere(s *draft.Statement, token int) bool {
	sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(token)]
	for k := d.firstAt(sentence.Start); k < len(d.Dates) && d.Dates[k].Start < sentence.End; k++ {
		t := d.Dates[k]
		if t.Type != verbale.Date && t.Type != verbale.TimeOfDay || d.within(s, t.Span) {
			continue
		}
		if d.above(token, d.Page.Doc.TokenAt(t.End-1)) {
			return true
		}
	}
	return false
}

// ofSource reports whether a source is told by one that spoke as his, "the ministry's
// spokeswoman", or is the one that spoke without a name, by the office that it has: "a
// spokesman said … said spokesman Ivo Rank".
func (w *filler) ofSource(s *draft.Statement, b, spoke int) bool {
	for _, e := range s.Source {
		k, _ := slices.BinarySearchFunc(w.Mentions, e.Start, func(m verbale.Mention, offset int) int { return cmp.Compare(m.Start, offset) })
		for ; k < len(w.Mentions) && w.Mentions[k].Start < e.End; k++ {
			if m := w.Mentions[k]; m.Chain == spoke && m.Chain != b && !present(w.Actors[spoke].Type) && e.Contains(m.Span) {
				return true
			}
		}
	}
	return w.Actors[spoke].Type == verbale.Unnamed && w.Actors[b].Type == verbale.Person && w.holdsOffice(b, w.Actors[spoke].Name)
}

// ofBody reports whether a source is told by the kind of body that spoke before it, "the
// ministry's spokeswoman" after "the foreign ministry said", or of a state by a body that
// names none, "foreign ministry spokesman Ivo Rank" after "Lenzia said".
func (w *filler) ofBody(s *draft.Statement, spoke int) bool {
	a := &w.Actors[spoke]
	if present(a.Type) || a.Type == verbale.Unnamed || len(s.Source) == 0 {
		return false
	}
	last := ""
	if words := strings.Fields(a.Name); len(words) > 0 {
		last = strings.ToLower(words[len(words)-1])
	}
	speaks, body := false, false
	for t := w.Page.Doc.TokenAt(s.Source[0].Start); t < len(w.Page.Doc.Tokens) && w.Page.Doc.Tokens[t].Start < s.Source[0].End; t++ {
		word := strings.ToLower(w.Page.Doc.Form(t))
		switch {
		case spokesman[word]:
			speaks = true
		case word == last:
			body = true
		case !speaks && w.Page.Doc.Tokens[t].UPOS == "PROPN":
			return false // "French ministry spokesman": of another
		case a.Type == verbale.State && ofStates[word]:
			body = true
		}
		if speaks {
			break
		}
	}
	return speaks && body
}

// namedNow reports whether a person with an office is the one whom the lead has without a
// name: "An official said on Monday that … ¶ Ministry spokesman Ivo Rank told reporters".
func (w *dating) namedNow(b, paragraph int) bool {
	return w.now.paragraph == 0 && paragraph <= leadReach && w.Actors[b].Type == verbale.Person && len(w.Actors[b].Roles) > 0 &&
		slices.ContainsFunc(w.now.by, func(a int) bool {
			if w.Actors[a].Type != verbale.Unnamed {
				return false
			}
			words := strings.Fields(w.Actors[a].Name)
			return len(words) > 0 && officials[strings.ToLower(words[len(words)-1])]
		})
}

// officials are the words for somebody who speaks for a body and has no name.
var officials = map[string]bool{"official": true, "officials": true, "spokesman": true, "spokeswoman": true, "minister": true, "ministers": true, "diplomat": true, "envoy": true, "negotiator": true, "negotiators": true}

// spokesman are the words for who speaks for a body.
var spokesman = map[string]bool{"spokesman": true, "spokeswoman": true, "spokesperson": true, "spokesmen": true, "spokespeople": true}

// ofStates are the words for bodies of which each state has one.
var ofStates = map[string]bool{"ministry": true, "government": true, "presidential": true, "cabinet": true, "military": true, "army": true}

// holdsOffice reports whether the last word of a name that is none is an office that the
// report gives an actor.
func (d *filler) holdsOffice(b int, name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	return slices.ContainsFunc(d.Actors[b].Roles, func(r verbale.LocalRole) bool {
		return strings.HasSuffix(strings.ToLower(r.Title), last)
	})
}

// same reports whether two channels are told and the same.
func same(a, b *verbale.Channel) bool { return a != nil && b != nil && *a == *b }

// according reports whether a statement is told by "according to".
func (w *dating) according(s *draft.Statement) bool {
	return len(s.Cue) > 0 && strings.EqualFold(w.Page.Doc.Form(w.Page.Doc.TokenAt(s.Cue[0].Start)), "according")
}

// sameOccasion reports whether what is said by one channel can be said on the occasion
// of another: an interview, a post or an article is an occasion of its own.
func (w *dating) sameOccasion(before, now *verbale.Channel) bool {
	if now == nil || same(before, now) {
		return true
	}
	return !apart[*now]
}

// apart are the channels whose use is an occasion of its own.
var apart = map[verbale.Channel]bool{verbale.Interview: true, verbale.Article: true}

func (d *filler) paragraphOf(token int) int {
	return d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(token)].Paragraph
}
