package scene

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// setting is something that went on on one day between some actors.
type setting struct {
	at        int // the byte from which it is set
	paragraph int
	day       string
	present   []int            // indices of local actors
	by        []int            // who spoke
	channel   *verbale.Channel // by which it was spoken
	spoken    bool             // it is one in which somebody is told to have spoken
}

// sets lists the scenes that the report sets in its own words: sentences
// that tell of a past day, with the actors that they name. A day that is only
// told within somebody's words sets none.
func (d *filler) sets() []setting {
	statements, mentions := d.Statements, d.Mentions
	said := make([]verbale.Excerpt, 0, len(statements))
	for _, s := range statements {
		said = append(said, s.Content...)
	}
	slices.SortFunc(said, func(a, b verbale.Excerpt) int { return cmp.Compare(a.Start, b.Start) })
	var settings []setting
	next, reach := 0, 0 // the contents that begin before the expression end by reach
	for _, t := range d.Dates {
		for next < len(said) && said[next].Start <= t.Start {
			reach = max(reach, said[next].End)
			next++
		}
		if clockAlone(&t) {
			continue
		}
		span, exact := calendar.ParseSpan(t.Said)
		token := d.Page.Doc.TokenAt(t.End - 1)
		if t.Said == "" || reach > t.Start || !exact || !span.Exact() || d.known && span.First > d.day || !d.past(token) || !d.main(token) {
			continue
		}
		sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(token)]
		set := setting{at: t.Start, day: t.Said, paragraph: sentence.Paragraph}
		k, _ := slices.BinarySearchFunc(mentions, sentence.Start, func(m verbale.Mention, offset int) int {
			return cmp.Compare(m.Start, offset)
		})
		for ; k < len(mentions) && mentions[k].Start < sentence.End; k++ {
			if mentions[k].Chain >= 0 {
				set.present = append(set.present, mentions[k].Chain)
			}
		}
		settings = append(settings, set)
	}
	return settings
}
