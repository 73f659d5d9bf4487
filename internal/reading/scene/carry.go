package scene

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/draft"
)

// before dates what stands above the sentence that dates it: a title, and a lead whose
// speaker is told two paragraphs on to have spoken on a day.
//
//	Lopes warns of a flood. ¶ Ana Lopes said on Monday that the dyke was weak.
func (d *filler) before(order []int) {
	for n, i := range order {
		s := &d.Statements[i]
		token := d.Page.Doc.TokenAt(placeOf(s))
		paragraph := d.paragraphOf(token)
		if paragraph > leadReach {
			return
		}
		if s.SaidOn != nil || len(s.Cue) == 0 || len(d.Ties[i].Speakers) == 0 || d.perfect(s) {
			continue
		}
		if s.Part == verbale.Body && (!present(d.Actors[d.Ties[i].Speakers[0]].Type) || s.Account != verbale.Own || s.Factuality != verbale.Asserted || d.elsewhere(s, token) || d.otherwise(token)) {
			continue
		}
		if t := d.datedNext(d.Ties[i].Speakers[0], order[n+1:], paragraph+leadReach); t != nil {
			inContext(s, *t.SaidOn)
		}
	}
}

// datedNext returns the next dated statement of a speaker in the body of the report, up to
// a paragraph, if its day is that of a scene.
func (d *filler) datedNext(speaker int, order []int, last int) *draft.Statement {
	for _, j := range order {
		t := &d.Statements[j]
		token := d.Page.Doc.TokenAt(placeOf(t))
		if d.paragraphOf(token) > last {
			return nil
		}
		if t.Part != verbale.Body || t.SaidOn == nil || len(d.Ties[j].Speakers) == 0 || d.Ties[j].Speakers[0] != speaker {
			continue
		}
		if span, ok := calendar.ParseSpan(*t.SaidOn); ok && span.Exact() && !d.perfect(t) && d.main(token) {
			return t
		}
		return nil
	}
	return nil
}

// inContext gives a statement the day of its scene.
func inContext(s *draft.Statement, day string) {
	from := verbale.FromContext
	s.SaidOn, s.SaidOnFrom = &day, &from
}

// leadReach is how many paragraphs of a report belong to its lead.
const leadReach = 3

// asked gives a question the day of its answer.
func (d *filler) asked() {
	byID := d.byID()
	for i := range d.Statements {
		answer := &d.Statements[i]
		for _, r := range answer.RespondsTo {
			if r.Statement == nil || answer.SaidOn == nil {
				continue
			}
			question := byID[*r.Statement]
			if question == nil || question.Kind != verbale.Ask || question.SaidOn != nil || d.perfect(question) || abs(placeOf(question)-placeOf(answer)) > askedReach {
				continue
			}
			inContext(question, *answer.SaidOn)
			if question.Channel == nil {
				question.Channel = answer.Channel
			}
		}
	}
}

// askedReach is how many bytes lie at most between a question and its answer.
const askedReach = 600

func abs(n int) int { return max(n, -n) }

// nested gives what one of the same side tells within another statement the day of
// that one, where it has none of its own.
func (d *filler) nested() {
	index := make(map[string]int, len(d.Statements))
	for i := range d.Statements {
		index[d.Statements[i].ID] = i
	}
	var day func(i, depth int)
	day = func(i, depth int) {
		s := &d.Statements[i]
		if s.SaidOn != nil || s.Parent == nil || depth > nestedReach || d.perfect(s) {
			return
		}
		outer, ok := index[*s.Parent]
		if !ok || d.toldAgain(i, outer) || !d.oneSide(d.Ties[i].Speakers, d.Ties[outer].Speakers) {
			return
		}
		if day(outer, depth+1); d.Statements[outer].SaidOn != nil {
			inContext(s, *d.Statements[outer].SaidOn)
		}
	}
	for i := range d.Statements {
		day(i, 0)
	}
}

// toldAgain reports whether a speaker tells within a statement what he said: before
// that, it must be.
func (d *filler) toldAgain(inner, outer int) bool {
	s := &d.Statements[inner]
	return len(s.Cue) > 0 && slices.Equal(d.Ties[inner].Speakers, d.Ties[outer].Speakers) && d.actOfSaying(s) &&
		d.Page.Doc.Tokens[d.Page.Doc.TokenAt(s.Cue[0].Start)].XPOS == "VBD"
}

// nestedReach is how many statements are within each other at most.
const nestedReach = 8

// oneSide reports whether all who speak are, or speak for, one of others or for whom
// those speak.
func (d *filler) oneSide(inner, outer []int) bool {
	sides := d.sides(outer)
	for _, a := range inner {
		if !slices.ContainsFunc(d.sides([]int{a}), func(side int) bool { return slices.Contains(sides, side) }) {
			return false
		}
	}
	return len(inner) > 0
}

func (d *filler) byID() map[string]*draft.Statement {
	byID := make(map[string]*draft.Statement, len(d.Statements))
	for i := range d.Statements {
		byID[d.Statements[i].ID] = &d.Statements[i]
	}
	return byID
}
