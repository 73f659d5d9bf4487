package evaluation

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

// GoldMention is a mention of gold by the bytes of its head word.
type GoldMention struct {
	Head   lang.Span
	Group  string // which mentions of a document mean one
	Kind   string // "person", "organization", …
	Form   string // "name", "nominal", "third person pronoun", "first and second", "other pronoun"
	Speaks bool   // subject of a verb of saying
}

// saying are the lemmas of verbs whose subject is a source of speech.
var saying = []string{"say", "tell", "ask", "add", "explain", "argue", "claim", "note", "warn", "write", "announce", "declare", "insist",
	"state", "reply", "answer", "report", "admit", "deny", "stress", "suggest", "promise", "recall", "agree", "complain", "continue"}

// GoldMentions finds the mentions of a document in its raw text.
func GoldMentions(sentences []*conllu.Sentence) []GoldMention {
	raw := conllu.RawText(sentences)
	var list []GoldMention
	at := 0
	for _, s := range sentences {
		spans := make([]lang.Span, len(s.Words))
		for i, word := range s.Words {
			// The words of a multiword token may be spelt otherwise than the text.
			if k := strings.Index(raw[at:], word.Form); k >= 0 && k < 24 {
				spans[i] = lang.Span{Start: at + k, End: at + k + len(word.Form)}
				at = spans[i].End
			} else {
				spans[i] = lang.Span{Start: at, End: at}
			}
		}
		for _, m := range s.Mentions() {
			form := "nominal"
			switch s.Words[m.Head].UPOS {
			case "PROPN":
				form = "name"
			case "PRON", "DET":
				if form = "third person pronoun"; !strings.Contains(s.Words[m.Head].Feats, "PronType=Prs") {
					form = "other pronoun" // "who", "someone", "that"
				}
				if strings.Contains(s.Words[m.Head].Feats, "Person=1") || strings.Contains(s.Words[m.Head].Feats, "Person=2") {
					form = "first and second"
				}
			}
			head := s.Words[m.Head]
			speaks := form == "third person pronoun" && strings.HasPrefix(head.DepRel, "nsubj") && head.Head > 0 &&
				slices.Contains(saying, s.Words[head.Head-1].Lemma)
			list = append(list, GoldMention{Head: spans[m.Head], Group: m.Group, Kind: m.Type, Form: form, Speaks: speaks})
		}
	}
	return list
}
