package attribution

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
)

// The rules of this file look at the statements of a report one after the other:
// a reply replies to what goes before it, a paper that speaks on as "it" is the
// same paper, and one who adds something adds it where he spoke.

// follow ties the statements of a report to those that go before them. They come
// with ids and parents.
func (a *assembler) follow(statements []draft.Statement) {
	order := make([]int, 0, len(statements))
	for i := range statements {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(placeOf(&statements[x]), placeOf(&statements[y])) })
	a.cameInReply(statements, order)
	before := -1
	for _, i := range order {
		s := &statements[i]
		a.linkWords(statements, i)
		if s.Parent != nil || s.Part != verbale.Body {
			continue
		}
		if before >= 0 && a.near(&statements[before], s) {
			a.after(&statements[before], s)
		}
		before = i
	}
}

// cameInReply ties a statement to what the next sentence says that it replied to: "The
// remarks came in response to a question about …".
func (a *assembler) cameInReply(statements []draft.Statement, order []int) {
	next, last := 0, -1 // the statements before a sentence, and the last of them that is nobody's within another's
	for _, sentence := range a.doc.Sentences {
		for ; next < len(order) && placeOf(&statements[order[next]]) < sentence.Start; next++ {
			if s := &statements[order[next]]; s.Parent == nil && s.Part == verbale.Body {
				last = order[next]
			}
		}
		root := sentence.Root
		if last < 0 || len(statements[last].RespondsTo) > 0 || !a.tellsOf(sentence.First, root) {
			continue
		}
		for t := root; t+3 < sentence.Last && t < root+cameReach; t++ {
			if strings.EqualFold(a.doc.Form(t), "in") && (a.doc.Form(t+1) == "response" || a.doc.Form(t+1) == "reply" || a.doc.Form(t+1) == "answer") && a.doc.Form(t+2) == "to" {
				end := sentence.Last
				for end > t+4 && a.doc.Tokens[end-1].UPOS == "PUNCT" {
					end--
				}
				for _, e := range a.Excerpts([]page.Run{{First: t + 3, Last: end}}) {
					statements[last].RespondsTo = append(statements[last].RespondsTo, verbale.Response{Excerpt: e})
				}
				break
			}
		}
	}
}

// cameReach is how many words from its verb such a reply is looked for.
const cameReach = 5

// tellsOf reports whether a sentence begins with what was just said, "the statement",
// "his remarks", as the subject of its verb or of its noun.
func (a *assembler) tellsOf(first, root int) bool {
	noun := first + 1
	if noun >= len(a.doc.Tokens) || noun > root+1 || !a.words.Noun(strings.ToLower(a.doc.Tokens[noun].Lemma)).Has(lexicon.JustSaid) {
		return false
	}
	switch a.Lower(first) {
	case "the", "this", "his", "her", "their", "these", "its":
		return true
	}
	return false
}

// placeOf is where a statement stands: at its cue, else at its content.
func placeOf(s *draft.Statement) int {
	if len(s.Cue) > 0 {
		return s.Cue[0].Start
	}
	return s.Content[0].Start
}

// near reports whether a statement stands in the paragraph of another or in the
// next one.
func (a *assembler) near(first, second *draft.Statement) bool {
	from := a.doc.Sentences[a.Sentence(a.doc.TokenAt(placeOf(first)))].Paragraph
	to := a.doc.Sentences[a.Sentence(a.doc.TokenAt(placeOf(second)))].Paragraph
	return to-from <= 1
}

// after takes over from the statement before what the next one leaves out.
func (a *assembler) after(before, s *draft.Statement) {
	lemma := a.cueLemma(s)
	cue := a.words.Verb(lemma)
	same := words(before.Source) == words(s.Source)
	asked := a.words.Verb(a.cueLemma(before)).Has(lexicon.Inquires) && before.Kind == verbale.Ask && before.Factuality == verbale.Asserted &&
		lemma != "" && s.Kind != verbale.Ask && !cue.Has(lexicon.Answers|lexicon.GoesOn) && !a.pronoun(s)
	if !same && len(s.RespondsTo) == 0 && (cue.Has(lexicon.Answers) || asked && len(before.Source) > 0) {
		id := before.ID
		s.RespondsTo = append(s.RespondsTo, verbale.Response{Excerpt: before.Content[0], Statement: &id})
		if len(s.AddressedTo) == 0 && len(before.Source) > 0 {
			s.AddressedTo = before.Source[:1:1]
		}
		if s.Channel == nil && before.Channel != nil && !written[*before.Channel] {
			s.Channel = before.Channel
		}
	}
	switch {
	case s.Channel != nil || before.Channel == nil:
	case written[*before.Channel]:
		if a.paperAgain(s) && a.spokeAsPaper(before) {
			s.Channel = before.Channel
		}
	case same || a.pronoun(s):
		if cue.Has(lexicon.Answers | lexicon.GoesOn) {
			s.Channel = before.Channel
		}
	}
}

// cueLemma returns the lemma of the first verb of a cue that is no auxiliary.
func (a *assembler) cueLemma(s *draft.Statement) string {
	for _, e := range s.Cue {
		for t := a.doc.TokenAt(e.Start); t < len(a.doc.Tokens) && a.doc.Tokens[t].Start < e.End; t++ {
			if a.doc.Tokens[t].UPOS == "VERB" {
				return a.lemmaOf(t)
			}
		}
	}
	return ""
}

// paperAgain reports whether a source is "it", or a part of what was named before:
// "its fifth point", "the same article".
func (a *assembler) paperAgain(s *draft.Statement) bool {
	if len(s.Source) == 0 {
		return false
	}
	first := a.Lower(a.doc.TokenAt(s.Source[0].Start))
	return first == "it" || first == "its"
}

// spokeAsPaper reports whether the source of a statement is a paper, or "it" which
// stands for one.
func (a *assembler) spokeAsPaper(s *draft.Statement) bool {
	return a.paperAgain(s) || a.channelOfSource(a.tokensOf(s.Source)) != nil
}

// pronoun reports whether a source is "he", "she" or "they".
func (a *assembler) pronoun(s *draft.Statement) bool {
	switch strings.ToLower(words(s.Source)) {
	case "he\n", "she\n", "they\n":
		return true
	}
	return false
}

// tokensOf returns excerpts as runs of tokens.
func (a *assembler) tokensOf(excerpts []verbale.Excerpt) []page.Run {
	spans := make([]page.Run, 0, len(excerpts))
	for _, e := range excerpts {
		spans = append(spans, page.Run{First: a.doc.TokenAt(e.Start), Last: a.doc.TokenAt(e.End-1) + 1})
	}
	return spans
}

// linkReach is how many statements before and after one the statement is looked
// for that its words of reply tell of.
const linkReach = 8

// linkWords ties the words that tell what a statement replies to, "when asked
// whether …", to the statement that they tell.
func (a *assembler) linkWords(statements []draft.Statement, i int) {
	for k := range statements[i].RespondsTo {
		r := &statements[i].RespondsTo[k]
		for j := max(0, i-linkReach); j < min(len(statements), i+linkReach+1) && r.Statement == nil; j++ {
			if j != i && slices.ContainsFunc(statements[j].Content, func(e verbale.Excerpt) bool { return e.Overlaps(r.Span) }) {
				id := statements[j].ID
				r.Statement = &id
			}
		}
	}
}
