package scene

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// meeting is where a report tells that people come together.
type meeting struct {
	token int // the verb
	room  room
}

// meetings lists where the report tells in its own words that two people came
// together.
func (d *filler) meetings() []meeting {
	heads := map[int]int{} // token: the person of whose mention it is part, or whose name stands in apposition to it
	for _, m := range d.Mentions {
		if m.Chain < 0 {
			continue
		}
		if present(d.Actors[m.Chain].Type) {
			for t := m.First; t < m.Last; t++ { // a title can be the head of the name after it
				heads[t] = m.Chain
			}
			if word := d.Page.Doc.Tokens[m.Head]; word.DepRel == "appos" && word.Head >= 0 {
				heads[word.Head] = m.Chain
			}
		}
	}
	told := d.told()
	var list []meeting
	for t, word := range d.Page.Doc.Tokens {
		verb := d.Words.Verb(strings.ToLower(word.Lemma))
		if len(verb.Meets) == 0 || word.UPOS != "VERB" || word.XPOS != "VBD" && word.XPOS != "VBN" {
			continue
		}
		one, other := -1, -1
		for k := max(0, t-meetingReach); k < min(len(d.Page.Doc.Tokens), t+meetingReach); k++ {
			who, isPerson := heads[k]
			if !isPerson || d.Page.Doc.Tokens[k].Head != t {
				continue
			}
			switch rel := d.Page.Doc.Tokens[k].DepRel; {
			case rel == "nsubj" || rel == "nsubj:pass":
				one = who
			case rel == "iobj" && word.Lemma == "hand" || rel == "obj" && slices.Contains(verb.Meets, "") || rel == "obl:agent" ||
				rel == "obl" && slices.Contains(verb.Meets, d.prepositionOf(k)):
				other = who
			}
		}
		if one < 0 || other < 0 || one == other || told[t] {
			continue
		}
		channel := verbale.Meeting
		if verb.Has(lexicon.Calls) {
			channel = verbale.Call
		}
		sentence := d.Page.Doc.SentenceOf(t)
		list = append(list, meeting{token: t, room: room{present: []int{one, other}, channel: &channel, last: -1,
			sentence: sentence, paragraph: d.Page.Doc.Sentences[sentence].Paragraph}})
	}
	return list
}

// meetingReach is how many words from a verb those who meet are looked for.
const meetingReach = 40

// prepositionOf returns the preposition of a noun, in lower case; "" without one.
func (d *filler) prepositionOf(noun int) string {
	for k := noun - 1; k >= max(0, noun-8); k-- {
		if d.Page.Doc.Tokens[k].Head == noun && d.Page.Doc.Tokens[k].DepRel == "case" {
			return strings.ToLower(d.Page.Doc.Form(k))
		}
	}
	return ""
}

// told marks the tokens that lie within what somebody says.
func (d *filler) told() []bool {
	told := make([]bool, len(d.Page.Doc.Tokens))
	for i := range d.Statements {
		for _, e := range d.Statements[i].Content {
			for t := d.Page.Doc.TokenAt(e.Start); t < len(told) && d.Page.Doc.Tokens[t].Start < e.End; t++ {
				told[t] = true
			}
		}
	}
	return told
}
