package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// response adds what the statement replies to, if the words at t introduce it.
func (v *view) response(s *setting, d *relation, t int, sentence lang.Sentence) {
	form := v.Lower(t)
	word := func(i int) string {
		if i < sentence.First || i >= sentence.Last {
			return ""
		}
		return v.Lower(i)
	}
	from := -1
	switch form {
	case "response", "reply", "answer", "reaction":
		if word(t-1) == "in" && word(t+1) == "to" {
			from = t + 2
		}
	case "responding", "replying", "reacting":
		if word(t+1) == "to" {
			from = t + 2
		}
	case "commenting":
		if word(t+1) == "on" {
			from = t + 2
		}
	case "dismissing", "rejecting", "answering", "rebuffing":
		if v.saidBefore(t, sentence.Last) {
			from = t + 1
		}
	case "asked", "pressed", "questioned":
		if prior := word(t - 1); (prior == "when" || t == sentence.First || prior == ",") && t != d.head {
			from = t + 1
			for from < sentence.Last && (word(from) == "to" || word(from) == "comment" || word(from) == "on" || word(from) == "about") {
				from++
			}
			if word(from) == "by" { // who asked, and perhaps what
				from = v.questionAfter(from, sentence.Last)
			}
		}
	case "following":
		for i := t + 1; i < min(t+8, sentence.Last); i++ {
			switch word(i) {
			case "remarks", "comments", "statement", "statements", "claims", "accusations":
				from = t + 1
			}
		}
	}
	if from < 0 || from >= sentence.Last || d.holds(from) {
		return
	}
	end := from
	for end < sentence.Last && !d.holds(end) && !v.inSource(end, d) && !(d.cue.First <= end && end < d.cue.Last) && v.doc.Form(end) != "." {
		if v.doc.Form(end) == "," && !(word(end+1) == "and" && inquiries[word(end+2)]) { // "how …, and whether …"
			break
		}
		end++
	}
	if end > from {
		s.responds = append(s.responds, page.Run{First: from, Last: end})
	}
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
