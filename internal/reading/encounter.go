package reading

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
)

// encounter is where a report tells that people come together.
type encounter struct {
	token int // the verb
	room  room
}

// encounters lists where the report tells in its own words that two people came
// together.
func (d *dater) encounters(statements []verbale.Statement, resolution actor.Resolution) []encounter {
	heads := map[int]int{} // token: the person of whose mention it is part, or whose name stands in apposition to it
	for _, m := range resolution.Mentions {
		if m.Chain < 0 {
			continue
		}
		if present(resolution.Actors[m.Chain].Type) {
			for t := m.First; t < m.Last; t++ { // a title can be the head of the name after it
				heads[t] = m.Chain
			}
			if word := d.doc.Tokens[m.Head]; word.DepRel == "appos" && word.Head >= 0 {
				heads[word.Head] = m.Chain
			}
		}
	}
	told, words := d.told(statements), lexicon.Load()
	var list []encounter
	for t, word := range d.doc.Tokens {
		verb := words.Verb(strings.ToLower(word.Lemma))
		if len(verb.Meets) == 0 || word.UPOS != "VERB" || word.XPOS != "VBD" && word.XPOS != "VBN" {
			continue
		}
		one, other := -1, -1
		for k := max(0, t-encounterReach); k < min(len(d.doc.Tokens), t+encounterReach); k++ {
			who, isPerson := heads[k]
			if !isPerson || d.doc.Tokens[k].Head != t {
				continue
			}
			switch rel := d.doc.Tokens[k].DepRel; {
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
		sentence := d.doc.SentenceOf(t)
		list = append(list, encounter{token: t, room: room{present: []int{one, other}, channel: &channel, last: -1,
			sentence: sentence, paragraph: d.doc.Sentences[sentence].Paragraph}})
	}
	return list
}

// encounterReach is how many words from a verb those who meet are looked for.
const encounterReach = 40

// prepositionOf returns the preposition of a noun, in lower case; "" without one.
func (d *dater) prepositionOf(noun int) string {
	for k := noun - 1; k >= max(0, noun-8); k-- {
		if d.doc.Tokens[k].Head == noun && d.doc.Tokens[k].DepRel == "case" {
			return strings.ToLower(d.doc.Form(k))
		}
	}
	return ""
}

// told marks the tokens that lie within what somebody says.
func (d *dater) told(statements []verbale.Statement) []bool {
	told := make([]bool, len(d.doc.Tokens))
	for i := range statements {
		for _, e := range statements[i].Content {
			for t := d.doc.TokenAt(e.Start); t < len(told) && d.doc.Tokens[t].Start < e.End; t++ {
				told[t] = true
			}
		}
	}
	return told
}
