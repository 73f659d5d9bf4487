package request

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon"
)

// hows are what the kinds of statements do with a request that they reply to.
var hows = map[verbale.Kind]verbale.AnswerHow{
	verbale.Agree: verbale.Meets, verbale.Support: verbale.Meets, verbale.Promise: verbale.Meets, verbale.Concede: verbale.Meets,
	verbale.Reject: verbale.Refuses, verbale.Decline: verbale.Refuses, verbale.Deny: verbale.Refuses,
	verbale.Acknowledge: verbale.AcknowledgesIt, verbale.Say: verbale.AcknowledgesIt, verbale.Predict: verbale.AcknowledgesIt, verbale.Intend: verbale.AcknowledgesIt,
	verbale.Demand: verbale.Counters, verbale.Propose: verbale.Counters, verbale.Accuse: verbale.Counters, verbale.Ask: verbale.Counters,
	verbale.Threaten: verbale.Counters, verbale.Warn: verbale.Counters,
}

// stands are the kinds that take a stand on what another wants.
var stands = map[verbale.Kind]bool{
	verbale.Agree: true, verbale.Promise: true, verbale.Concede: true, verbale.Reject: true, verbale.Decline: true,
}

// replies takes the statements that answer a request of the same report: those of which
// the report says so, and those that take a stand on it in its words or right after it.
func (f *finder) replies() {
	for _, s := range f.Statements {
		if s.Speaker == nil || s.Factuality != verbale.Asserted {
			continue
		}
		if f.says(s) || f.replied(s) || f.next(s) || !stands[s.Kind] {
			continue
		}
		if t, sure := f.stood(s); t != nil {
			f.statementAnswers(t, s, "stand", sure)
		} else if proper(*s.Speaker) && s.Account != verbale.OutletVoice {
			f.stands = append(f.stands, Stand{Answer: f.answerOf(s), sides: f.SidesOf(s.Speakers), stems: told.Stems(textOf(s.Content)), day: f.Day})
		}
	}
	for i := range f.Tokens {
		f.bare(i)
		f.silent(i)
	}
}

// says takes a statement of which the report says what it replies to.
func (f *finder) says(s *verbale.Statement) bool {
	found := false
	for _, r := range s.RespondsTo {
		words := []verbale.Located{{Excerpt: r.Excerpt}}
		for k := range f.tellings {
			t := &f.tellings[k]
			if r.Statement != nil && *r.Statement == t.Statement || told.Overlap(words, t.What) {
				found = f.statementAnswers(t, s, "responds", 800) || found
				break
			}
		}
	}
	return found
}

// replied takes a statement whose cue says that it answers, or that is said to who asked,
// right after a request to its side: "asked the port to wait; it replied that …".
func (f *finder) replied(s *verbale.Statement) bool {
	answers := false
	for form := range strings.FieldsSeq(strings.ToLower(textOf(s.Cue))) {
		w := lexicon.Load().Form(form)
		answers = answers || w.Has(lexicon.Answers)
	}
	sides, to := f.SidesOf(s.Speakers), f.SidesOf(s.Addressees)
	at := f.At(s.Content[0].Start)
	var best *Telling
	for k := range f.tellings {
		t := &f.tellings[k]
		gap := f.Tokens[at].Sentence - f.Tokens[f.At(t.What[len(t.What)-1].End-1)].Sentence
		if t.What[0].Start >= s.Content[0].Start || gap < 0 || gap > 1 || t.Kind == verbale.RequestCharge || told.Share(sides, t.BySides) {
			continue
		}
		if told.Share(sides, t.ToSides) && (answers || told.Share(to, t.BySides)) || answers && len(t.ToSides) == 0 && gap <= 1 {
			best = t
		}
	}
	return best != nil && f.statementAnswers(best, s, "replied", 760)
}

// nextWithin is how many sentences lie at most between a question and what is said to it.
const nextWithin = 2

// toThemWithin is the same for what is said to those who ask, in words that take a stand.
const toThemWithin = 6

// toldBy reports whether one of those sides tells what somebody said.
func (f *finder) toldBy(s *verbale.Statement, sides []string) bool {
	return s.Teller != nil && told.Share(f.SidesOf([]verbale.ActorRef{*s.Teller}), sides)
}

// next takes the first thing that the side which is asked says itself, right after what is
// asked of it: "asked the port whether it would wait. The harbour master said …".
func (f *finder) next(s *verbale.Statement) bool {
	if s.Account == verbale.OutletVoice || !proper(*s.Speaker) {
		return false
	}
	sides, to := f.SidesOf(s.Speakers), f.SidesOf(s.Addressees)
	_, plain := phrased(s)
	at := f.Tokens[f.At(s.Content[0].Start)].Sentence
	var best *Telling
	for k := range f.tellings {
		t := &f.tellings[k]
		last := f.Tokens[f.At(t.What[len(t.What)-1].End-1)].Sentence
		within := nextWithin
		if plain && told.Share(to, t.BySides) {
			within = toThemWithin
		}
		if t.What[0].Start >= s.Content[0].Start || at-last > within || at < last || s.Account == verbale.Ascribed && !(plain && f.toldBy(s, t.BySides)) || t.Kind == verbale.RequestCharge || !told.Share(sides, t.ToSides) || told.Share(sides, t.BySides) {
			continue
		}
		if t.Kind == verbale.RequestQuestion || stands[s.Kind] || plain && at-last > 0 || s.Kind == verbale.Accuse || s.Kind == verbale.Propose && at == last+1 {
			best = t
		}
	}
	if best == nil || len(best.Replies) > 0 && slices.ContainsFunc(best.Replies, func(a verbale.Answer) bool { return told.Share(f.SidesOf(a.By), sides) }) {
		return false
	}
	return f.statementAnswers(best, s, "next", 720)
}

// statementAnswers adds a statement as an answer, unless the asking side makes it.
func (f *finder) statementAnswers(t *Telling, s *verbale.Statement, rule string, sure int) bool {
	if told.Share(f.SidesOf(s.Speakers), t.BySides) || s.ID == t.Statement || !proper(*s.Speaker) || f.inside(s, t) {
		return false
	}
	if len(t.ToSides) > 0 && !told.Share(f.SidesOf(s.Speakers), t.ToSides) {
		sure -= 150
	}
	if s.Account == verbale.OutletVoice {
		sure -= 50
	}
	a := f.answerOf(s)
	a.Rule, a.Confidence = rule, sure
	if s.Kind == verbale.Say || t.Kind == verbale.RequestQuestion && s.Kind == verbale.Predict {
		if a.How = plainAnswer(s, t); a.How == verbale.AcknowledgesIt {
			if how, ok := phrased(s); ok {
				a.How = how
			}
		}
	}
	f.addAnswer(t, a)
	return true
}

// answerOf is what a statement is as an answer.
func (f *finder) answerOf(s *verbale.Statement) verbale.Answer {
	a := verbale.Answer{By: s.Speakers, On: s.SaidOn, How: hows[s.Kind], Form: s.Channel, Account: s.Account, Teller: s.Teller, Statement: &s.ID}
	if s.SaidOnFrom != nil {
		from := string(*s.SaidOnFrom)
		a.OnFrom = &from
	}
	for _, e := range s.Content {
		a.Evidence = append(a.Evidence, verbale.Located{Document: f.Document, Version: f.Version, Excerpt: e})
	}
	return a
}

// inside reports whether a statement stands within the words of a request.
func (f *finder) inside(s *verbale.Statement, t *Telling) bool {
	if s.Parent != nil && *s.Parent == t.Statement {
		return true
	}
	for _, w := range t.What {
		if w.Start <= s.Content[0].Start && s.Content[len(s.Content)-1].End <= w.End {
			return true
		}
	}
	return false
}

// plainAnswer is how a saying answers: "yes" meets and "no" refuses; to a question of
// fact either is the answer.
func plainAnswer(s *verbale.Statement, t *Telling) verbale.AnswerHow {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimLeft(s.Content[0].Text, `"'“”‘’«»„ `)), " ")
	word = strings.Trim(word, `,.!;:"'“”‘’«»`)
	if word != "yes" && word != "no" {
		return verbale.AcknowledgesIt
	}
	wish := false
	for _, w := range t.What {
		for _, modal := range []string{"would", "will", "could", "can ", "might", "may "} {
			wish = wish || strings.Contains(w.Text, modal)
		}
	}
	if word == "yes" || t.Kind == verbale.RequestQuestion && !wish {
		return verbale.Meets
	}
	return verbale.Refuses
}

// phrases are words of a plain answer that say what it does, the first that is found.
var phrases = []struct {
	words string
	how   verbale.AnswerHow
}{
	{" not answer", verbale.PassesOver}, {" no comment", verbale.PassesOver}, {" not say", verbale.PassesOver}, {" cannot say", verbale.PassesOver},
	{" not well say", verbale.PassesOver}, {" not comment", verbale.PassesOver},
	{" consult ", verbale.Postpones}, {" more time", verbale.Postpones}, {" would study", verbale.Postpones}, {" will study", verbale.Postpones},
	{" be studied", verbale.Postpones}, {" would consider", verbale.Postpones}, {" think about it", verbale.Postpones}, {" too early", verbale.Postpones},
	{" in due course", verbale.Postpones}, {" impossible", verbale.Refuses}, {" will not ", verbale.Refuses}, {" would not ", verbale.Refuses},
	{" cannot accept", verbale.Refuses}, {" could not accept", verbale.Refuses}, {" out of the question", verbale.Refuses}, {" unacceptable", verbale.Refuses},
}

// phrased is what the words of a plain answer do with a request.
func phrased(s *verbale.Statement) (verbale.AnswerHow, bool) {
	text := " " + strings.ToLower(textOf(s.Content)) + " "
	for _, p := range phrases {
		if strings.Contains(text, p.words) {
			return p.how, true
		}
	}
	words := strings.Fields(strings.Trim(text, " .,"))
	if n := len(words); n > 1 && n <= 4 && (words[n-1] == "would" || words[n-1] == "will") {
		return verbale.Meets, true // "that it would"
	}
	return "", false
}

// stood is the request on which a statement takes a stand: one to its speaker's side
// with which it shares its words; else the one told right before it. How sure that is
// hangs on the words and on how near it is.
func (f *finder) stood(s *verbale.Statement) (*Telling, int) {
	sides := f.SidesOf(s.Speakers)
	content := told.Stems(textOf(s.Content))
	at := f.At(s.Content[0].Start)
	var best *Telling
	sure := 0
	for k := range f.tellings {
		t := &f.tellings[k]
		if t.Kind == verbale.RequestCharge || told.Share(sides, t.BySides) || t.Statement == s.ID || len(t.ToSides) > 0 && !told.Share(sides, t.ToSides) {
			continue
		}
		n, least := told.Common(content, t.stems), min(len(content), len(t.stems))
		to := told.Share(sides, t.ToSides)
		gap := f.Tokens[at].Sentence - f.Tokens[f.At(t.What[len(t.What)-1].End-1)].Sentence
		found := 0
		switch {
		case n >= 2 && 2*n >= least && to && told.Beyond(content, t.stems, t.parties) > 1:
			found = 800
		case n >= 3 && 2*n >= least && told.Beyond(content, t.stems, t.parties) > 1:
			found = 720
		case to && gap >= 0 && gap <= 1 && (len(content) < 3 || n > 0):
			found = 730
		case to && gap >= 0 && gap <= 2:
			found = 600
		}
		if found > sure || found == sure && found > 0 && gap >= 0 {
			best, sure = t, found
		}
	}
	return best, sure
}

// bare takes a verb of answering that says no more than that: "and the port refused",
// "Arvik has accepted". It answers what was told to its subject last.
func (f *finder) bare(i int) {
	w := f.Of(i, dealt)
	if w == nil || !strings.HasSuffix(f.Tokens[i].Lower, "ed") || w.Value == "acknowledges" {
		return
	}
	next := i + 1
	if next < len(f.Tokens) && f.Tokens[next].Word && f.Tokens[next].Sentence == f.Tokens[i].Sentence && !f.Is(next, "and", "but", "on", "at") {
		return
	}
	k := i - 1
	for k > 0 && f.Is(k, "has", "have", "had", "already", "promptly", "then") {
		k--
	}
	if k < 0 {
		return
	}
	m := f.Ending(k)
	if m == nil || m.Actor.ID == "" || f.Tokens[k].Owns || f.Of(k, wanted) != nil || f.Small(f.At(m.Start)-1) == "preposition" {
		return
	}
	best := f.lastTo(m, f.Tokens[i].Sentence, 3)
	if best == nil {
		return
	}
	f.reply(best, draft{by: m, how: verbale.AnswerHow(w.Value), evidence: spanOf(f.Tokens[f.At(m.Start)], f.Tokens[i]), sure: 760, rule: "bare"})
}

// lastTo is the request told last before a mention to the side of its actor, at most so
// many sentences before; nil where there is none.
func (f *finder) lastTo(m *told.Mention, sentence, most int) *Telling {
	sides := f.SidesOf(actorOf(m))
	var best *Telling
	for j := range f.tellings {
		t := &f.tellings[j]
		gap := sentence - f.Tokens[f.At(t.What[0].Start)].Sentence
		if t.What[0].Start < m.Start && gap <= most && told.Share(sides, t.ToSides) && t.Kind != verbale.RequestCharge {
			best = t
		}
	}
	return best
}

// silent takes what is told of nobody answering: "the port has not answered".
func (f *finder) silent(i int) {
	if !f.Is(i, "answered", "replied", "responded", "answer", "reply", "respond", "unresponsive") ||
		!f.Is(i-1, "not", "never", "yet") && !(f.Is(i-1, "to") && f.Is(i-2, "failed", "fails")) && !f.Is(i, "unresponsive") {
		return
	}
	k := i - 1
	for k > 0 && (f.Is(k, "not", "never", "yet", "to", "failed", "fails", "also", "so", "far") || f.Small(k) == "auxiliary") {
		k--
	}
	m := f.Ending(k)
	if m == nil || m.Actor.ID == "" || f.Tokens[k].Owns {
		return
	}
	t := f.lastTo(m, f.Tokens[i].Sentence, 5)
	if t == nil {
		t = f.unanswered(i, m)
	}
	if t != nil {
		f.reply(t, draft{by: m, how: verbale.PassesOver, evidence: spanOf(f.Tokens[f.At(m.Start)], f.Tokens[i]), sure: 760, rule: "silent"})
	}
}

// unanswered makes a request of what is told not to have been answered, where nothing else
// tells of it: "the port has not responded to inquiries from the guild".
func (f *finder) unanswered(i int, by *told.Mention) *Telling {
	_, end := f.SentenceOf(i)
	for k := i + 1; k < min(i+6, end); k++ {
		w := f.Of(k, wanted)
		if w == nil {
			if !f.Tokens[k].Word {
				return nil
			}
			continue
		}
		owner, _ := f.owner(k)
		if owner == nil || owner.Actor.ID == "" || told.Share(f.SidesOf(actorOf(owner)), f.SidesOf(actorOf(by))) {
			return nil
		}
		first, last := k, f.At(owner.End-1)+1
		if owner.Start < f.Tokens[k].Start {
			first, last = f.At(owner.Start), k+1
		}
		n := len(f.tellings)
		f.add(Telling{Kind: verbale.RequestKind(w.Value), By: actorOf(owner), To: actorOf(by), What: []verbale.Located{f.Located(first, last)},
			Account: verbale.OutletVoice, Rule: "unanswered", key: w.Word, Confidence: 720})
		if len(f.tellings) > n {
			return &f.tellings[n]
		}
		return nil
	}
	return nil
}
