package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// accordingTo finds by whose account a sentence is told, where no classifier did:
// "According to the mayor, the road is open", "The road is open, according to him".
func (f *finder) accordingTo() {
	for t := range f.doc.Tokens {
		if f.owner[t] < 0 && f.Quoted(t) < 0 && strings.EqualFold(f.doc.Form(t), "according") && t+2 < len(f.doc.Tokens) && f.doc.Form(t+1) == "to" {
			f.account(t)
		}
	}
}

// account adds the statement of the phrase that "according" at t begins.
func (f *finder) account(t int) {
	teller, sentence := f.Head(t), f.doc.Sentences[f.Sentence(t)]
	if teller < t+2 || f.doc.Tokens[t].DepRel != "case" || f.words.Noun(f.doc.Tokens[teller].Lemma).Has(lexicon.Measure) {
		return
	}
	phrase := page.Run{First: t, Last: f.Right(teller)}
	source := f.trimmed(page.Run{First: t + 2, Last: phrase.Last})
	if source.Len() == 0 || !f.free(source) {
		return
	}
	before := f.trimmed(page.Run{First: sentence.First, Last: t})
	after := f.trimmed(page.Run{First: phrase.Last, Last: sentence.Last})
	var content page.Run
	switch {
	case before.Len() <= 0 && after.Len() > 2 && f.finite(after):
		content = after
	case after.Len() <= 0 && before.Len() > 2 && f.finite(before) && f.doc.Form(t-1) == ",":
		content = before
	default:
		return // in the midst of what is said the tree does not tell how far it goes
	}
	if f.free(content) {
		f.append(relation{cue: page.Run{First: t, Last: t + 2}, head: t, sources: runs(source), contents: runs(content), rule: rulePlain, margin: ruledMargin})
	}
}
