package request

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
	"verbale.dev/verbale/lang"
)

// answered takes what is told of the answer to a request that a noun names: "the port
// rejected the guild's demand", "the port's reply to its query", "their proposal was
// ignored by the port".
func (f *finder) answered() {
	for i := range f.Tokens {
		w := f.Of(i, wanted)
		if w == nil {
			continue
		}
		owner, _ := f.owner(i)
		from, t := i, (*Telling)(nil)
		if owner != nil && owner.Actor.ID != "" {
			from, t = min(f.At(owner.Start), i), f.target(i, w, owner)
		} else if owner = nil; f.pointed(i) {
			t = f.previous(i, w)
		}
		if t == nil {
			continue
		}
		if a := f.dealtBefore(i, from); a != nil {
			f.reply(t, *a)
		} else if a := f.dealtAfter(i, t); a != nil {
			f.reply(t, *a)
		}
	}
}

// target is the request that the noun at i names: the one that its own words tell, else
// the list of as many parts as it says, else the nearest of its owner's before it that such
// a noun can name, those of the same noun first.
func (f *finder) target(i int, w *exchange.Word, owner *told.Mention) *Telling {
	sides, kind := f.SidesOf(actorOf(owner)), w.Value
	_, number := f.owner(i)
	if f.Is(i-1, "main", "key", "central", "principal", "chief") && kind == "question" {
		kind = "demand"
	}
	var best *Telling
	same := func(t *Telling) bool { return t.key == w.Word }
	for k := range f.tellings {
		t := &f.tellings[k]
		if !told.Share(t.BySides, sides) || (kind == "question") != (t.Kind == verbale.RequestQuestion) || (kind == "charge") != (t.Kind == verbale.RequestCharge) {
			continue
		}
		first := f.At(t.What[0].Start)
		if first > i && first < i+9 && f.Tokens[first].Sentence == f.Tokens[i].Sentence && t.key != "" {
			return t
		}
		if number > 1 && t.Number == number {
			return t
		}
		if t.key == "" || best != nil && same(best) && !same(t) {
			continue
		}
		if best == nil || same(t) && !same(best) || first < i && t.What[0].Start > best.What[0].Start {
			best = t
		}
	}
	return best
}

// pointed reports whether a noun points back at what was told: "the request", "those
// demands".
func (f *finder) pointed(i int) bool {
	return f.Is(i-1, "the", "that", "this", "those", "these") && !f.Is(i+1, "of", "for", "that") ||
		f.Is(i-2, "the", "that", "this") && f.Tokens[i-1].Word && f.Small(i-1) == "" && !f.Is(i+1, "of", "for", "that")
}

// pointedBack is how many sentences a noun points back at most.
const pointedBack = 4

// previous is the request told last before a noun that can name it.
func (f *finder) previous(i int, w *exchange.Word) *Telling {
	var best *Telling
	for k := range f.tellings {
		t := &f.tellings[k]
		gap := f.Tokens[i].Sentence - f.Tokens[f.At(t.What[0].Start)].Sentence
		if t.What[0].Start > f.Tokens[i].Start || gap > pointedBack || gap < 1 || (w.Value == "question") != (t.Kind == verbale.RequestQuestion) || t.Kind == verbale.RequestCharge {
			continue
		}
		best = t
	}
	return best
}

// answerAt is the word of answering at k, with how many words it has; nil of another.
func (f *finder) answerAt(k int) (*exchange.Word, int) {
	if k+1 < len(f.Tokens) && f.Tokens[k].Word && f.Tokens[k+1].Word {
		if w := exchange.OfTwo(f.Tokens[k].Lower, f.Tokens[k+1].Lower, dealt); w != nil {
			return w, 2
		}
	}
	return f.Of(k, dealt), 1
}

// draft is an answer as it is being made.
type draft struct {
	by       *told.Mention
	how      verbale.AnswerHow
	evidence lang.Span
	sure     int
	rule     string
}

// dealtBefore finds what is told before a noun: a verb or a noun of answering, with who
// answers.
func (f *finder) dealtBefore(i, from int) *draft {
	first, _ := f.SentenceOf(i)
	for k := from - 1; k >= max(first, from-8); k-- {
		if t := f.Tokens[k]; !t.Word && strings.ContainsAny(t.Text, `;"“”`) {
			return nil
		}
		d := &draft{sure: 780}
		start := k
		if w, _ := f.answerAt(k); w != nil && (!f.Is(k-1, "to") || f.Is(k-2, "failed", "fails", "refused", "agreed", "declined")) {
			d.how, d.rule = verbale.AnswerHow(w.Value), "dealt"
			d.by = f.subjectOf(k)
		} else if f.Of(k, reply) != nil && f.reaches(k, from) {
			d.how, d.rule = f.replyHow(k), "reply"
			d.by, start = f.replier(k)
		} else {
			continue
		}
		if !f.negated(start, d) || d.by == nil {
			return nil
		}
		if d.rule == "reply" && f.Is(start, "received", "receive", "got") {
			if m := f.subjectOf(start); m != nil {
				start = f.At(m.Start)
			}
		}
		d.evidence = spanOf(f.Tokens[min(f.At(d.by.Start), start)], f.Tokens[i])
		return d
	}
	return nil
}

// reaches reports whether "to" stands between a noun of answering and what it answers.
func (f *finder) reaches(k, from int) bool {
	for j := k + 1; j < from; j++ {
		if f.Is(j, "to") {
			return true
		}
		if !f.Tokens[j].Word {
			return false
		}
	}
	return false
}

// replyHow is how a noun of answering says that it was answered.
func (f *finder) replyHow(k int) verbale.AnswerHow {
	switch {
	case f.Is(k-1, "negative"):
		return verbale.Refuses
	case f.Is(k-1, "positive", "affirmative"):
		return verbale.Meets
	case f.Is(k-1, "no"):
		return verbale.PassesOver
	}
	return verbale.AcknowledgesIt
}

// replier is whose a noun of answering is: "the port's reply", "an answer from the
// port", "the port gave a reply"; with the token that tells it.
func (f *finder) replier(k int) (*told.Mention, int) {
	for j := k - 1; j >= max(0, k-4); j-- {
		if f.Is(j, "gave", "give", "given", "gives", "sent", "made") {
			return f.subjectOf(j), j
		}
		if f.Is(j, "received", "receive", "got", "had", "heard") {
			_, end := f.SentenceOf(k)
			for n := k + 1; n < min(k+8, end-1); n++ {
				if f.Is(n, "from") {
					return f.Starting(n + 1), j
				}
			}
		}
	}
	if m, _ := f.owner(k); m != nil {
		return m, f.At(m.Start)
	}
	return nil, k
}

// negated turns what a negation before a word turns, and reports whether something is
// told then: "did not accept" refuses, "has not received an answer" passes it over, "did
// not reject" tells nothing.
func (f *finder) negated(k int, d *draft) bool {
	not := false
	for j := k - 1; j >= max(0, k-4) && f.Tokens[j].Sentence == f.Tokens[k].Sentence; j-- {
		if f.Is(j, "not", "never", "failed", "fails", "failing", "neither") || strings.HasSuffix(f.Tokens[j].Lower, "n't") || strings.HasSuffix(f.Tokens[j].Lower, "n’t") {
			not = true
		}
		if f.Is(j, "would", "will", "may", "might", "could", "if", "should", "must") {
			return false
		}
		if m := f.Ending(j); m != nil && d.by == m || !f.Tokens[j].Word {
			break
		}
	}
	if !not {
		return true
	}
	switch {
	case d.rule == "reply":
		d.how = verbale.PassesOver
	case d.how == verbale.Meets:
		d.how = verbale.Refuses
	case d.how == verbale.AcknowledgesIt:
		d.how = verbale.PassesOver
	default:
		return false
	}
	return true
}

// dealtAfter finds what is told after a noun: "was rejected by the port".
func (f *finder) dealtAfter(i int, t *Telling) *draft {
	_, end := f.SentenceOf(i)
	for k := i + 1; k < min(i+10, end); k++ {
		w := f.Of(k, dealt)
		if w == nil || f.Small(k-1) != "auxiliary" && f.Small(k-1) != "filler" && !strings.HasSuffix(f.Tokens[k-1].Lower, "ly") || !strings.HasSuffix(f.Tokens[k].Lower, "ed") {
			continue
		}
		if !f.Is(k+1, "by") {
			return f.dealtBy(i, k, t, w)
		}
		d := &draft{how: verbale.AnswerHow(w.Value), rule: "dealt", sure: 800, by: f.Starting(k + 2)}
		if d.by == nil || !f.negated(k, d) {
			return nil
		}
		d.evidence = lang.Span{Start: f.Tokens[i].Start, End: d.by.End}
		return d
	}
	return nil
}

// dealtBy is what is told in the passive without an agent: those who were asked did it,
// where they are of one side.
func (f *finder) dealtBy(i, k int, t *Telling, w *exchange.Word) *draft {
	if len(t.ToSides) != 1 {
		return nil
	}
	for j := range f.Mentions {
		if m := &f.Mentions[j]; told.Share(f.SidesOf(actorOf(m)), t.ToSides) {
			d := &draft{how: verbale.AnswerHow(w.Value), rule: "dealt", sure: 740, by: m, evidence: spanOf(f.Tokens[max(0, i-1)], f.Tokens[k])}
			if !f.negated(k, d) {
				return nil
			}
			return d
		}
	}
	return nil
}

// reply adds an answer to a request, unless who asks answers it himself, or one of that
// party with these words is there.
func (f *finder) reply(t *Telling, d draft) {
	if d.by == nil || d.by.Actor.ID == "" || d.evidence.End <= d.evidence.Start {
		return
	}
	by := f.coordinated(d.by)
	sides := f.SidesOf(by)
	if told.Share(sides, t.BySides) {
		return
	}
	a := verbale.Answer{By: by, How: d.how, Account: verbale.Own, Rule: d.rule, Confidence: d.sure,
		Evidence: []verbale.Located{{Document: f.Document, Version: f.Version, Excerpt: verbale.Excerpt{Span: d.evidence, Text: f.WordsAt(d.evidence)}}}}
	if s := f.Voice(d.evidence); s != nil && s.Speaker != nil {
		switch {
		case s.Speaker.ID == d.by.Actor.ID:
		case told.Share(f.SidesOf(s.Speakers[:1:1]), sides):
			a.Account, a.Teller = verbale.SameSide, s.Speaker
		default:
			a.Account, a.Teller = verbale.Ascribed, s.Speaker
		}
		a.On = s.SaidOn
		if a.Account == verbale.Ascribed {
			a.On = nil // the day on which it was told is not that of the answer
		}
	}
	f.addAnswer(t, a)
}

// coordinated is an actor with those that "and" or a comma joins before it: "the port
// and the guild rejected it".
func (f *finder) coordinated(m *told.Mention) []verbale.ActorRef {
	all := actorOf(m)
	for k := f.At(m.Start) - 1; k > 0 && (f.Is(k, "and") || f.Tokens[k].Text == "," && len(all) > 1); {
		before := f.Ending(k - 1)
		if before == nil || before.Actor.ID == "" || before.End > m.Start || f.Tokens[k-1].Owns {
			break
		}
		all = append([]verbale.ActorRef{before.Actor}, all...)
		k = f.At(before.Start) - 1
	}
	return all
}

func (f *finder) addAnswer(t *Telling, a verbale.Answer) {
	if t.Kind == verbale.RequestCharge {
		switch a.How {
		case verbale.Refuses:
			a.How = verbale.DeniesCharge
		case verbale.Meets:
			a.How = verbale.AdmitsCharge
		case verbale.AcknowledgesIt:
			a.How = verbale.Counters
		}
	}
	a.Doubtful = a.Confidence < Sure
	if !slices.ContainsFunc(t.Replies, func(b verbale.Answer) bool { return again(&a, &b) }) {
		t.Replies = append(t.Replies, a)
	}
}

// sameSentence is how many bytes apart two tellings of one answer stand at most.
const sameSentence = 120

// again reports whether two answers are one, told by the same words or by two pieces of
// a sentence.
func again(a, b *verbale.Answer) bool {
	x, y := a.Evidence[0], b.Evidence[0]
	if told.Overlap(a.Evidence, b.Evidence) && x.Document == y.Document {
		return true
	}
	return a.How == b.How && sameActors(a.By, b.By) && x.Document == y.Document && max(x.Start, y.Start)-min(x.End, y.End) < sameSentence
}
