package attribution

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// The rules of this file look at the statements of a report one after the other:
// a reply replies to what goes before it, a paper that speaks on as "it" is the
// same paper, and one who adds something adds it where he spoke.

// answering are the cues of those who answer.
var answering = setOf("reply answer respond retort counter rejoin")

// inquiring are the cues of those who want an answer.
var inquiring = setOf("ask inquire enquire")

// continuing are the cues of those who speak on.
var continuing = setOf("add continue conclude go reply answer respond retort counter rejoin stress note")

// follow ties the statements of a report to those that go before them. They come
// with ids and parents.
func (a *assembler) follow(statements []verbale.Statement) {
	order := make([]int, 0, len(statements))
	for i := range statements {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(placeOf(&statements[x]), placeOf(&statements[y])) })
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

// placeOf is where a statement stands: at its cue, else at its content.
func placeOf(s *verbale.Statement) int {
	if len(s.Cue) > 0 {
		return s.Cue[0].Start
	}
	return s.Content[0].Start
}

// near reports whether a statement stands in the paragraph of another or in the
// next one.
func (a *assembler) near(first, second *verbale.Statement) bool {
	from := a.doc.Sentences[a.sentence[a.doc.TokenAt(placeOf(first))]].Paragraph
	to := a.doc.Sentences[a.sentence[a.doc.TokenAt(placeOf(second))]].Paragraph
	return to-from <= 1
}

// after takes over from the statement before what the next one leaves out.
func (a *assembler) after(before, s *verbale.Statement) {
	lemma := a.cueLemma(s)
	same := words(before.Source) == words(s.Source)
	asked := inquiring[a.cueLemma(before)] && before.Kind == verbale.Ask && before.Factuality == verbale.Asserted &&
		lemma != "" && s.Kind != verbale.Ask && !continuing[lemma] && !a.pronoun(s)
	if !same && len(s.RespondsTo) == 0 && (answering[lemma] || asked && len(before.Source) > 0) {
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
		if continuing[lemma] {
			s.Channel = before.Channel
		}
	}
}

// cueLemma returns the lemma of the first verb of a cue that is no auxiliary.
func (a *assembler) cueLemma(s *verbale.Statement) string {
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
func (a *assembler) paperAgain(s *verbale.Statement) bool {
	if len(s.Source) == 0 {
		return false
	}
	first := strings.ToLower(a.doc.Form(a.doc.TokenAt(s.Source[0].Start)))
	return first == "it" || first == "its"
}

// spokeAsPaper reports whether the source of a statement is a paper, or "it" which
// stands for one.
func (a *assembler) spokeAsPaper(s *verbale.Statement) bool {
	return a.paperAgain(s) || a.channelOfSource(a.tokensOf(s.Source)) != nil
}

// pronoun reports whether a source is "he", "she" or "they".
func (a *assembler) pronoun(s *verbale.Statement) bool {
	switch strings.ToLower(words(s.Source)) {
	case "he\n", "she\n", "they\n":
		return true
	}
	return false
}

// tokensOf returns excerpts as runs of tokens.
func (a *assembler) tokensOf(excerpts []verbale.Excerpt) []lang.Span {
	spans := make([]lang.Span, 0, len(excerpts))
	for _, e := range excerpts {
		spans = append(spans, lang.Span{Start: a.doc.TokenAt(e.Start), End: a.doc.TokenAt(e.End-1) + 1})
	}
	return spans
}

// linkReach is how many statements before and after one the statement is looked
// for that its words of reply tell of.
const linkReach = 8

// linkWords ties the words that tell what a statement replies to, "when asked
// whether …", to the statement that they tell.
func (a *assembler) linkWords(statements []verbale.Statement, i int) {
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
