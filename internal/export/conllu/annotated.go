package conllu

import (
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/lang"
)

// Annotated returns the sentences of a report with what was read from it: to which
// statements a word belongs as source, cue or content, which actor it names, which day
// it means and in which event it stands, under Source, Cue, Content, Actor, Time and
// Event in MISC, with commas between several; and a comment for each statement whose
// content begins in the sentence. Names of things are under Entity, as in Sentences.
func (x *Exporter) Annotated(r *annotated.Report, d *lang.Document) []*Sentence {
	sentences := x.Sentences(d, r.Name)
	first := 0
	for i, from := range d.Sentences {
		s := sentences[i]
		for first < len(r.Marks) && over(&r.Marks[first], from.Start) {
			first++
		}
		for t := from.First; t < from.Last; t++ {
			token := d.Tokens[t].Span
			for _, layer := range annotated.Layers {
				var values []string
				for m := first; m < len(r.Marks) && r.Marks[m].Spans[0].Start < token.End; m++ {
					if r.Marks[m].Layer == layer && holds(&r.Marks[m], token) {
						values = append(values, valueOf(&r.Marks[m]))
					}
				}
				if len(values) > 0 {
					add(&s.Words[t-from.First].Misc, string(layer)+"="+strings.Join(values, ","))
				}
			}
		}
		for m := first; m < len(r.Marks) && r.Marks[m].Spans[0].Start < from.End; m++ {
			if mark := &r.Marks[m]; mark.Layer == annotated.Content && mark.Spans[0].Start >= from.Start {
				s.Comments = append(s.Comments, commentOf(mark))
			}
		}
	}
	return sentences
}

func over(m *annotated.Mark, at int) bool { return m.Spans[len(m.Spans)-1].End <= at }

func holds(m *annotated.Mark, token lang.Span) bool {
	for _, s := range m.Spans {
		if s.Start < token.End && token.Start < s.End {
			return true
		}
	}
	return false
}

// valueOf names a mark within MISC, where | and white space have a meaning.
func valueOf(m *annotated.Mark) string {
	value := ""
	switch m.Layer {
	case annotated.Actor:
		if value = m.Value("actor"); value == "" {
			value = m.Value("form")
		}
	case annotated.Time:
		value = m.Value("value")
	case annotated.Event:
		value = m.Value("event")
	default:
		value = m.Value("statement")
	}
	return strings.NewReplacer("|", "/", " ", "_", ",", ";").Replace(value)
}

func commentOf(m *annotated.Mark) string {
	var to strings.Builder
	to.WriteString("# statement =")
	for i, field := range annotated.Fields(m.Layer) {
		if m.Values[i] != "" {
			fmt.Fprintf(&to, " %s=%q", field, valid(m.Values[i]))
		}
	}
	return to.String()
}
