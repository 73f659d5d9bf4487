package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// replyCase is a way in which words beside a cue introduce what the statement replies to.
type replyCase struct {
	name  string
	words map[string]bool
	// from returns the first token of what is replied to, where the word at t is one of
	// words; -1 where it introduces nothing.
	from func(v *view, d *relation, t int, sentence lang.Sentence) int
}

// The words by which each case is known.
var (
	replyNouns   = lexicon.SetOf("response reply answer reaction")
	replying     = lexicon.SetOf("responding replying reacting")
	commentingOn = lexicon.SetOf("commenting")
	dismissing   = lexicon.SetOf("dismissing rejecting answering rebuffing")
	beingAsked   = lexicon.SetOf("asked pressed questioned")
	followingOn  = lexicon.SetOf("following")
)

// replyCases are tried in order; no two have a word in common.
var replyCases = []replyCase{
	{"in reply to", replyNouns, func(v *view, _ *relation, t int, sentence lang.Sentence) int {
		return orNone(v.wordIn(sentence, t-1) == "in" && v.wordIn(sentence, t+1) == "to", t+2)
	}},
	{"replying to", replying, func(v *view, _ *relation, t int, sentence lang.Sentence) int {
		return orNone(v.wordIn(sentence, t+1) == "to", t+2)
	}},
	{"commenting on", commentingOn, func(v *view, _ *relation, t int, sentence lang.Sentence) int {
		return orNone(v.wordIn(sentence, t+1) == "on", t+2)
	}},
	{"dismissing", dismissing, func(v *view, _ *relation, t int, sentence lang.Sentence) int {
		return orNone(v.saidBefore(t, sentence.Last), t+1)
	}},
	{"asked", beingAsked, (*view).afterAsked},
	{"following remarks", followingOn, func(v *view, _ *relation, t int, sentence lang.Sentence) int {
		for i := t + 1; i < min(t+8, sentence.Last); i++ {
			if remarks[v.Lower(i)] {
				return t + 1
			}
		}
		return -1
	}},
}

// remarks are words for what somebody said before.
var remarks = lexicon.SetOf("remarks comments statement statements claims accusations")

// orNone returns a token if it is one, else -1.
func orNone(is bool, token int) int {
	if is {
		return token
	}
	return -1
}

// wordIn returns a word of a sentence in lower case; "" outside it.
func (v *view) wordIn(sentence lang.Sentence, t int) string {
	if t < sentence.First || t >= sentence.Last {
		return ""
	}
	return v.Lower(t)
}

// afterAsked returns what was asked: "when asked whether …", "Asked to comment on …",
// "asked by reporters about …".
func (v *view) afterAsked(d *relation, t int, sentence lang.Sentence) int {
	if prior := v.wordIn(sentence, t-1); prior != "when" && t != sentence.First && prior != "," || t == d.head {
		return -1
	}
	from := t + 1
	for from < sentence.Last && askedFor[v.Lower(from)] {
		from++
	}
	if v.wordIn(sentence, from) == "by" { // who asked, and perhaps what
		return v.questionAfter(from, sentence.Last)
	}
	return from
}

// askedFor are the words between "asked" and what was asked.
var askedFor = lexicon.SetOf("to comment on about")

// response adds what the statement replies to, if the words at t introduce it.
func (v *view) response(s *setting, d *relation, t int, sentence lang.Sentence) {
	from, form := -1, v.Lower(t)
	for _, c := range replyCases {
		if c.words[form] {
			from = c.from(v, d, t, sentence)
		}
	}
	if from < 0 || from >= sentence.Last || d.holds(from) {
		return
	}
	if end := v.responseEnd(d, from, sentence); end > from {
		s.responds = append(s.responds, page.Run{First: from, Last: end})
	}
}

// responseEnd returns where what is replied to ends: before the words of the statement,
// a stop, or a comma after which no further question comes ("how …, and whether …").
func (v *view) responseEnd(d *relation, from int, sentence lang.Sentence) int {
	end := from
	for end < sentence.Last && !d.holds(end) && !v.inSource(end, d) && !d.cue.Holds(end) && v.doc.Form(end) != "." {
		if v.doc.Form(end) == "," && !(v.wordIn(sentence, end+1) == "and" && inquiries[v.wordIn(sentence, end+2)]) {
			break
		}
		end++
	}
	return end
}

// inquiries are the words by which a question goes on.
var inquiries = lexicon.SetOf("whether how why what when if who")

// saidBefore reports whether the object of a verb is something that was said: one
// dismisses claims, and ministers.
func (v *view) saidBefore(verb, last int) bool {
	for t := verb + 1; t < min(last, verb+12); t++ {
		if v.Head(t) == verb && v.doc.Tokens[t].DepRel == "obj" {
			lemma := strings.ToLower(v.doc.Tokens[t].Lemma)
			return v.words.Cue(lemma).Kind != "" || v.words.Noun(lemma).Has(lexicon.Said)
		}
	}
	return false
}

// questionAfter returns the token after which a question follows who put it: "asked
// by reporters whether …"; -1 where none does.
func (v *view) questionAfter(from, last int) int {
	for t := from + 1; t < min(last, from+8); t++ {
		switch v.Lower(t) {
		case "whether", "if", "why", "how", "what", "when", "who":
			return t
		case "about", "on":
			return t + 1
		}
	}
	return -1
}
