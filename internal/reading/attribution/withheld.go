package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
)

// The rules of this file tell of a saying that it did not take place although no "not"
// stands beside it, or not yet.

// withholding are verbs that deny what hangs on them: "avoided saying".
var withholding = lexicon.SetOf("fail avoid refrain neglect omit")

// withheldReach is how many words before a verb of saying its denial is looked for:
// "stopped well short of saying".
const withheldReach = 6

// withheld reports whether a verb of saying hangs on words that deny it: "failed to
// say", "has yet to say", "stopped short of saying", "left without saying".
func (v *view) withheld(head int) bool {
	first := v.doc.Sentences[v.Sentence(head)].First
	for t := head - 1; t >= max(first, head-withheldReach); t-- {
		if v.Quoted(t) != v.Quoted(head) || v.doc.Tokens[t].UPOS == "PUNCT" {
			return false
		}
		switch form := v.Lower(t); {
		case form == "without" || form == "instead":
			return v.doc.Tokens[head].XPOS == "VBG"
		case form == "yet":
			return t+1 < head && v.Lower(t+1) == "to" && t > first && v.haves(t-1)
		case form == "short":
			return v.doc.Tokens[head].XPOS == "VBG" && v.Lower(t+1) == "of"
		case withholding[v.doc.Tokens[t].Lemma]:
			return v.doc.Tokens[t].UPOS == "VERB" && v.Head(head) == t
		}
	}
	return false
}

// haves reports whether a token is a form of have or be, or of a verb that stands for
// them beside "yet".
func (v *view) haves(t int) bool {
	switch v.doc.Tokens[t].Lemma {
	case "have", "be":
		return true
	}
	return false
}

// inQuestion reports whether a verb of saying stands in a question of the report's: "Did the
// premier say that …?"
func (v *view) inQuestion(head int) bool {
	sentence := v.doc.Sentences[v.Sentence(head)]
	if v.doc.Form(sentence.Last-1) != "?" || v.Quoted(head) >= 0 || v.Head(head) >= 0 {
		return false
	}
	first := &v.doc.Tokens[sentence.First]
	return first.UPOS == "AUX" && v.Head(sentence.First) == head || strings.HasPrefix(first.XPOS, "W")
}

// coming reports whether a verb of saying tells of what was only to be said: "was to
// announce".
func (v *view) coming(head int) bool {
	if v.doc.Tokens[head].XPOS != "VB" || head-2 < v.doc.Sentences[v.Sentence(head)].First || v.Lower(head-1) != "to" {
		return false
	}
	be := head - 2
	if v.doc.Tokens[be].UPOS == "ADV" && be > 0 {
		be--
	}
	switch v.Lower(be) {
	case "is", "are", "was", "were":
		return true
	}
	return false
}
