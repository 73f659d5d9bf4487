package request

import (
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// noun takes a noun for what is wanted that says whose it is and what: "the guild's
// demand for a quay", "three proposals by the port: …", "its query about the toll".
func (f *finder) noun(i int) {
	w := f.Of(i, wanted)
	if w == nil {
		return
	}
	owner, number, outright := f.owns(i)
	if owner == nil || owner.Actor.ID == "" {
		f.sent(i, w.Value)
		f.resumed(i)
		f.put(i, w)
		return
	}
	after := i + 1
	if f.Is(after, "by", "from") {
		if m := f.Starting(after + 1); m != nil {
			after = f.At(m.End-1) + 1
		}
	}
	t := Telling{Kind: verbale.RequestKind(w.Value), By: actorOf(owner), Number: number, Rule: "noun", key: w.Word, Account: verbale.OutletVoice}
	if f.Is(i-1, "main", "key", "central", "principal", "chief") && t.Kind == verbale.RequestQuestion {
		t.Kind = verbale.RequestDemand // what is at issue, and not what is asked
	}
	f.placeIn(&t, i, owner)
	sentence := f.Tokens[i].Sentence
	if colon := f.colon(i); colon > 0 && f.Tokens[i].Lower != w.Word {
		_, last := f.SentenceOf(colon)
		if s := f.Voice(f.Tokens[colon].Span); s != nil {
			for _, e := range s.Content {
				if e.Start <= f.Tokens[colon].Start && f.Tokens[colon].End <= e.End {
					last = min(last, f.At(e.End-1)+1)
				}
			}
		}
		if last <= colon+1 {
			return // nothing is told after it
		}
		t.What = []verbale.Located{f.Located(colon+1, f.clauseEnd(colon+1, last))}
		t.Confidence, t.Rule = 850, "list"
		f.parts(&t)
		f.add(t)
		return
	}
	if after >= len(f.Tokens) || f.Tokens[after].Sentence != sentence {
		return
	}
	first, base := f.complement(after)
	if first == 0 {
		return
	}
	_, end := f.SentenceOf(i)
	last := f.phraseEnd(first, end, base.clause)
	if last <= first {
		return
	}
	t.What, t.Confidence = []verbale.Located{f.Located(first, last)}, base.sure
	if w.Word == "insistence" && !(f.Is(first, "that") && obliges(t.What[0].Text)) {
		return
	}
	if last-first < 2 {
		t.Confidence -= 150
	}
	if t.Account == verbale.OutletVoice {
		t.Confidence -= 40
	}
	if !outright {
		t.Confidence -= 40
	}
	if !proper(owner.Actor) || t.Kind == verbale.RequestCharge {
		t.Confidence -= 150
	}
	f.parts(&t)
	f.add(t)
}

// placeIn says in whose words a noun tells of a request, and by whose account.
func (f *finder) placeIn(t *Telling, i int, owner *told.Mention) {
	s := f.Voice(f.Tokens[i].Span)
	if s == nil {
		return
	}
	t.Named = s.SaidOn
	sides := f.SidesOf(t.By)
	switch speakers := f.SidesOf(s.Speakers); {
	case s.Speaker == nil:
	case s.Speaker.ID == owner.Actor.ID:
		t.Account, t.On = verbale.Own, s.SaidOn
	case told.Share(sides, speakers):
		t.Account, t.Teller = verbale.SameSide, s.Speaker
	default:
		t.Account, t.Teller = verbale.Ascribed, s.Speaker
	}
	if t.Account != verbale.OutletVoice {
		t.Statement = s.ID
	}
	if s.Speaker != nil && (t.Account == verbale.SameSide || t.Account == verbale.Own) {
		t.By = s.Speakers[:1:1]
		if t.Account == verbale.SameSide {
			t.By = actorOf(owner)
		}
	}
}

// owner is whose the noun at i is, with the number that stands between; nil where the
// words do not say.
func (f *finder) owner(i int) (owner *told.Mention, number int) {
	owner, number, _ = f.owns(i)
	return owner, number
}

// owns is owner, with whether the words say it outright: "the guild's demand", and not
// "a guild demand".
func (f *finder) owns(i int) (*told.Mention, int, bool) {
	number := 0
	for k := i - 1; k >= max(0, i-6) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k-- {
		if w := f.Of(k, "number"); w != nil {
			number, _ = strconv.Atoi(w.Value)
			continue
		}
		if m := f.Ending(k); m != nil && m.Actor.ID != "" {
			possessive := f.Tokens[k].Owns || f.Is(k, "its", "their", "our", "his", "her", "my")
			modifier := m.Form == verbale.Named && m.Actor.Type != verbale.Person && !f.Is(k, "it", "they", "we", "he", "she")
			if k+1 < len(f.Tokens) && (f.Tokens[k+1].Text == "'" || f.Tokens[k+1].Text == "’") {
				possessive = true
			}
			if possessive || modifier {
				return m, number, possessive
			}
			return nil, number, false
		}
		if t := f.Tokens[k]; !t.Word && t.Text != "'" && t.Text != "’" && t.Text != "-" || f.Small(k) != "" {
			break
		}
	}
	if f.Is(i+1, "by", "from") {
		if m := f.Starting(i + 2); m != nil {
			return m, number, true
		}
	}
	return nil, number, false
}

// colon is the colon that opens the list which a noun at i announces, 0 where none does.
func (f *finder) colon(i int) int {
	for k := i + 1; k < min(i+7, len(f.Tokens)) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k++ {
		if f.Tokens[k].Text == ":" {
			return k
		}
		if !f.Tokens[k].Word {
			break
		}
	}
	return 0
}

// complementOf says how a word after a noun opens what is wanted.
type complementOf struct {
	sure   int
	clause bool // a clause or an infinitive follows
}

// complement is where what is wanted begins after a noun, 0 where nothing tells it.
func (f *finder) complement(i int) (first int, of complementOf) {
	switch {
	case f.Is(i, "to") && f.Small(i+1) == "" && f.Starting(i+1) == nil:
		return i, complementOf{820, true}
	case f.Is(i, "that"):
		return i, complementOf{800, true}
	case f.Is(i, "whether"):
		return i, complementOf{800, true}
	case f.Is(i, "for"):
		return i + 1, complementOf{800, false}
	case f.Is(i, "on", "about", "regarding", "concerning", "of"):
		return i + 1, complementOf{740, false}
	}
	return 0, complementOf{}
}

// phraseEnd is where a phrase that begins at first ends within its sentence: before a
// mark, before a clause of its own, and, where it is no clause, before a verb.
func (f *finder) phraseEnd(first, end int, clause bool) int {
	if first >= end {
		return first
	}
	last := first + 1
	for last < end {
		t := f.Tokens[last]
		if !t.Word && !strings.ContainsAny(t.Text, "-‘’'$€£%") && !(t.Text == "." && last+1 < end && f.Tokens[last+1].Word) {
			break
		}
		if f.Is(last, "and", "or") && f.answers(last+1) {
			break
		}
		if small := f.Small(last); !clause && (small == "auxiliary" || small == "conjunction" && !f.Is(last, "and", "or")) || f.Is(last, "which", "who", "while", "but", "although") {
			break
		}
		last++
	}
	for last > first+1 && (f.Small(last-1) == "preposition" || f.Small(last-1) == "conjunction" || f.Is(last-1, "to", "the", "a") || !f.Tokens[last-1].Word) {
		last--
	}
	return last
}

// clauseEnd is where a list ends: before the mark at the end of its sentence.
func (f *finder) clauseEnd(first, end int) int {
	for last := first; last < end; last++ {
		if t := f.Tokens[last]; !t.Word && strings.ContainsAny(t.Text, `."”»?!`) && last > first {
			if last+1 < end && f.Tokens[last+1].Word && strings.ContainsAny(t.Text, `"”»`) {
				continue
			}
			return trim(f, first, last)
		}
	}
	return trim(f, first, end)
}

// trim takes a comma from the end.
func trim(f *finder, first, last int) int {
	for last > first+1 && !f.Tokens[last-1].Word {
		last--
	}
	return last
}

// sent takes a paper of which it is told what it asks: "will send an official request to
// the guilds, asking why …", "a note to the port to explain why …".
func (f *finder) sent(i int, kind string) {
	_, end := f.SentenceOf(i)
	asks := 0
	for k := i + 1; k < min(i+24, end); k++ {
		if f.Is(k, "asking", "requesting", "demanding", "inquiring") || f.Is(k, "explain", "clarify") && f.Is(k-1, "to") {
			asks = k
			break
		}
	}
	verb := f.sends(i)
	if asks == 0 || verb < 0 {
		return
	}
	by := f.subjectOf(verb)
	if by == nil {
		return
	}
	t := Telling{By: actorOf(by), Kind: verbale.RequestKind(kind), Rule: "sent", Confidence: 800, Account: verbale.OutletVoice, key: f.Tokens[i].Lower}
	f.placeIn(&t, i, by)
	first := asks
	if f.Is(asks, "asking", "requesting", "demanding", "inquiring") {
		first++
	} else {
		first--
	}
	if f.Is(asks, "explain", "clarify", "inquiring") || f.Small(first) == "relative" {
		t.Kind = verbale.RequestQuestion
	}
	last := f.phraseEnd(first, end, true)
	if last-first < 3 {
		return
	}
	t.What = []verbale.Located{f.Located(first, last)}
	t.To = f.receivers(verb, i, asks)
	t.planned = f.Small(verb-1) == "auxiliary" || f.Small(verb-2) == "auxiliary"
	if t.planned {
		t.Steps = []verbale.RequestStep{{Step: verbale.StepAnnounced, On: t.Named, To: t.To, Account: t.Account, Teller: t.Teller, Evidence: []verbale.Located{f.Located(verb, trim(f, verb, asks))}}}
	}
	f.add(t)
}

// answers reports whether the word at i is a verb that tells the other to answer: "give
// their reply", "respond".
func (f *finder) answers(i int) bool {
	return f.Is(i, "respond", "reply", "answer") || f.Is(i, "give", "send", "submit") && f.Small(i+1) == "determiner"
}

// resumed takes a sentence that goes on about a paper which the one before announces:
// "This will be a request to all the guilds that signed the charter."
func (f *finder) resumed(i int) {
	first, end := f.SentenceOf(i)
	for first < i && !f.Tokens[first].Word {
		first++
	}
	if !f.Is(first, "this", "it", "that") || f.Small(first+1) != "auxiliary" || i-first > 6 || !f.Is(i+1, "to") {
		return
	}
	last := f.phraseEnd(i+2, end, true)
	for k := range f.tellings {
		t := &f.tellings[k]
		if gap := f.Tokens[i].Sentence - f.Tokens[f.At(t.What[0].Start)].Sentence; !t.planned || gap < 0 || gap > 1 || t.What[0].Start > f.Tokens[i].Start {
			continue
		}
		at := f.Located(i+2, last)
		to := []verbale.ActorRef{{Name: at.Text, Type: verbale.Unnamed}}
		if m := f.Starting(i + 2); m != nil && m.End == at.End && m.Actor.ID != "" {
			to = actorOf(m)
		}
		t.Steps = append(t.Steps, verbale.RequestStep{Step: verbale.StepAnnounced, On: t.Named, To: to, Account: t.Account, Teller: t.Teller, Evidence: []verbale.Located{at}})
		t.cited = append(t.cited, f.citedIn(at)...)
	}
}

// citedIn are the ids of the named papers of which words speak.
func (f *finder) citedIn(at verbale.Located) []string {
	var all []string
	for _, m := range f.PapersWithin(at.Span) {
		if m.Named {
			all = append(all, m.Paper)
		}
	}
	return all
}

// inPaper says in which paper a request is: of "the port's answer to the guild's proposals"
// the one that is answered; of who awaits a reply to a letter, the letter.
func (f *finder) inPaper(t *Telling) {
	for _, w := range t.What {
		t.cited = append(t.cited, f.citedIn(w)...)
	}
	slices.Sort(t.cited)
	t.cited = slices.Compact(t.cited)
	switch t.Rule {
	case "awaits":
		for _, m := range f.PapersWithin(t.What[0].Span) {
			if !m.Named {
				t.Paper = m.Paper
				return
			}
		}
	case "noun":
		for _, m := range f.PapersAround(t.What[0].Span) {
			t.around = append(t.around, m.Paper)
		}
	}
}

// sends is the verb of sending whose object the noun at i is, -1 where there is none.
func (f *finder) sends(i int) int {
	for k := i - 1; k >= max(0, i-7) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k-- {
		if f.Is(k, "send", "sent", "sends", "sending", "submit", "submitted", "address", "addressed", "deliver", "delivered") {
			return k
		}
	}
	return -1
}

// subjectOf is the actor before a verb that is no object of another: the nearest one
// before it in its sentence.
func (f *finder) subjectOf(verb int) *told.Mention {
	first, _ := f.SentenceOf(verb)
	for k := verb - 1; k >= first; k-- {
		if m := f.Ending(k); m != nil && m.Actor.ID != "" {
			if f.Small(f.At(m.Start)-1) == "preposition" {
				continue
			}
			return m
		}
		if t := f.Tokens[k]; !t.Word && strings.ContainsAny(t.Text, `;"“”`) {
			return nil
		}
	}
	return nil
}

// receivers are the actors between a verb of sending and what is asked: "send them a
// request", "to the guilds of Arvik and Brenn".
func (f *finder) receivers(verb, noun, asks int) []verbale.ActorRef {
	var all []verbale.ActorRef
	for _, m := range f.Within(spanOf(f.Tokens[verb], f.Tokens[asks])) {
		first := f.At(m.Start)
		if m.Actor.ID == "" || first > noun && !f.opened(noun, first) {
			continue
		}
		all = append(all, m.Actor)
	}
	return all
}

// opened reports whether "to" stands between two tokens.
func (f *finder) opened(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if f.Is(k, "to") {
			return true
		}
	}
	return false
}

// put takes a question that is put to somebody, with its words after a colon or with
// "whether": "put one question to Arvik and to Brenn: would they lower the toll?"
func (f *finder) put(i int, w *exchange.Word) {
	if w.Value != "question" || !f.Is(i+1, "to") {
		return
	}
	_, end := f.SentenceOf(i)
	verb := -1
	for k := i - 1; k >= max(0, i-6) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k-- {
		if f.Is(k, "put", "puts", "posed", "poses", "addressed") {
			verb = k
		}
	}
	if verb < 0 {
		return
	}
	first := 0
	for k := i + 2; k < end && first == 0; k++ {
		if f.Tokens[k].Text == ":" {
			first = k + 1
		} else if f.Is(k, "whether") {
			first = k
		}
	}
	by := f.subjectOf(verb)
	if by == nil || first == 0 {
		return
	}
	last := trim(f, first, end)
	if last-first < 3 {
		return
	}
	t := Telling{By: actorOf(by), Kind: verbale.RequestQuestion, Rule: "put", Confidence: 820, Account: verbale.OutletVoice, key: w.Word}
	f.placeIn(&t, i, by)
	t.What, t.To = []verbale.Located{f.Located(first, last)}, f.receivers(verb, i, first)
	f.add(t)
}
