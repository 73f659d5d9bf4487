package reading

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/timex"
	"verbale.dev/verbale/lang"
)

// when gives statements their days and time expressions their values. Values
// count from the report's own day first; a statement takes its day from its own
// words, its occasion or the scene it belongs to; and what was said on a known
// day, or in direct speech on an unknown one, counts from that day.
func when(document *verbale.Document, doc *lang.Document, expressions []timex.Expression, statements []verbale.Statement, ties []verbale.Tie) []verbale.TimeExpression {
	day := document.Day()
	d := dater{doc: doc, dates: timex.Resolve(expressions, timex.Context{Day: day})}
	d.day, d.known = calendar.ParseDay(day)
	for i := range statements {
		d.date(&statements[i])
	}
	d.scenes(statements, ties)
	var said []timex.Said
	for i := range statements {
		s := &statements[i]
		if day != "" {
			s.NotAfter = &day
		}
		if s.SaidOn == nil && s.Mode != verbale.Direct {
			continue // the report's own words count from the report's day
		}
		stretch := timex.Said{}
		if s.SaidOn != nil {
			stretch.Day = *s.SaidOn
		}
		for _, content := range s.Content {
			stretch.Span = content.Span
			said = append(said, stretch)
		}
	}
	bound(statements)
	dates := d.dates
	if len(said) > 0 {
		dates = timex.Resolve(expressions, timex.Context{Day: day, Said: said})
	}
	for i := range dates {
		dates[i].Statement = holder(statements, dates[i].Span)
	}
	return dates
}

// bound lowers the latest day of a statement to that of the statement it is
// nested in, where that one's is earlier. A day that is not a single one
// bounds nothing.
func bound(statements []verbale.Statement) {
	byID := make(map[string]*verbale.Statement, len(statements))
	for i := range statements {
		byID[statements[i].ID] = &statements[i]
	}
	for i := range statements {
		s := &statements[i]
		// A parent's content is longer than its child's, so that the chain ends.
		for outer := s; outer.Parent != nil; {
			if outer = byID[*outer.Parent]; outer == nil {
				break
			}
			if outer.SaidOn == nil {
				continue
			}
			span, ok := calendar.ParseSpan(*outer.SaidOn)
			if latest := span.Last.String(); ok && (s.NotAfter == nil || latest < *s.NotAfter) {
				s.NotAfter = &latest
			}
		}
	}
}

// dater gives the statements of one report their days.
type dater struct {
	doc   *lang.Document
	day   calendar.Day             // the report's own
	known bool                     // it has one
	dates []verbale.TimeExpression // in order of the text
}

// standing are the lemmas of cues that tell of a position held, which has no day.
var standing = map[string]bool{
	"believe": true, "think": true, "want": true, "wish": true, "hope": true, "fear": true, "expect": true,
	"view": true, "regard": true, "consider": true, "recognize": true, "recognise": true, "see": true,
	"support": true, "oppose": true, "favor": true, "favour": true, "know": true, "intend": true, "plan": true,
}

// date gives a statement the day that its own words or those of its occasion
// say: "said on Tuesday", "said at Monday's session".
func (d *dater) date(s *verbale.Statement) {
	if len(s.Cue) == 0 || s.Account == verbale.OutletVoice {
		return
	}
	first, last := d.doc.TokenAt(s.Cue[0].Start), d.doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	sentence := d.doc.Sentences[d.doc.SentenceOf(first)]
	for k := d.firstAt(sentence.Start); k < len(d.dates) && d.dates[k].Start < sentence.End; k++ {
		t := d.dates[k]
		day, ok := timex.SaidOn(&t)
		if !ok || inside(s.Content, t.Span) || inside(s.Source, t.Span) {
			continue
		}
		days, ok := calendar.ParseSpan(day)
		if !ok || d.known && days.First > d.day {
			continue // nobody has said in July what a report of June tells
		}
		from := verbale.FromWords
		switch {
		case s.Occasion != nil && s.Occasion.Contains(t.Span):
			if !days.Exact() {
				continue // "the 2010 summit" names a summit, and dates no saying
			}
			from = verbale.FromOccasion
		case !d.governs(first, last, d.doc.TokenAt(t.End-1)):
			continue
		}
		s.SaidOn, s.SaidOnFrom = &day, &from
		return
	}
}

// governs reports whether the cue [first, last] is the nearest verb above a
// token in its tree.
func (d *dater) governs(first, last, token int) bool {
	for range 8 { // nouns and prepositions between a verb and its date are few
		head := d.doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		if first <= head && head <= last {
			return true
		}
		if upos := d.doc.Tokens[head].UPOS; upos == "VERB" || upos == "AUX" {
			return false
		}
		token = head
	}
	return false
}

// scenes dates what somebody went on to say: an undated act of saying takes
// the day of the one before it in the report, where the speaker is the same and
// nobody else has spoken in between.
//
//	"We are ready," Lopes said on Tuesday. She added that the letter was signed.
//
// What is told within another's words is part of no scene, and a position that
// somebody holds is not said on a day.
func (d *dater) scenes(statements []verbale.Statement, ties []verbale.Tie) {
	order := make([]int, 0, len(statements))
	for i, s := range statements {
		if s.Parent == nil && len(s.Cue) > 0 && len(ties[i].Speakers) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(statements[a].Cue[0].Start, statements[b].Cue[0].Start)
	})
	speaker, day := -1, ""
	for _, i := range order {
		s := &statements[i]
		switch same := ties[i].Speakers[0] == speaker; {
		case s.SaidOn != nil:
			speaker, day = -1, ""
			if span, ok := calendar.ParseSpan(*s.SaidOn); ok && span.Exact() {
				speaker, day = ties[i].Speakers[0], *s.SaidOn // a scene has a day, no year
			}
		case !same:
			speaker, day = -1, ""
		case s.Account == verbale.Own && s.Factuality == verbale.Asserted && d.actOfSaying(s):
			held, from := day, verbale.FromContext
			s.SaidOn, s.SaidOnFrom = &held, &from
		}
	}
}

// actOfSaying reports whether a statement's cue tells of something done at a
// time, and neither of a position nor of what is yet to come.
func (d *dater) actOfSaying(s *verbale.Statement) bool {
	last := d.doc.TokenAt(s.Cue[len(s.Cue)-1].End - 1)
	return !standing[d.doc.Tokens[last].Lemma] && d.doc.Tokens[last].UPOS == "VERB"
}

func (d *dater) firstAt(offset int) int {
	i, _ := slices.BinarySearchFunc(d.dates, offset, func(t verbale.TimeExpression, offset int) int {
		return cmp.Compare(t.Start, offset)
	})
	return i
}

func inside(excerpts []verbale.Excerpt, span lang.Span) bool {
	return slices.ContainsFunc(excerpts, func(e verbale.Excerpt) bool { return e.Contains(span) })
}

// holder returns the id of the statement with the smallest content that holds
// the span. Statements are in order of their contents, so that the search goes
// back from the last that begins before it, over a bounded number.
func holder(statements []verbale.Statement, span lang.Span) *string {
	const reach = 32
	end, _ := slices.BinarySearchFunc(statements, span.Start+1, func(s verbale.Statement, offset int) int {
		return cmp.Compare(s.Content[0].Start, offset)
	})
	var best *string
	size := 0
	for i := end - 1; i >= max(0, end-reach); i-- {
		for _, content := range statements[i].Content {
			if content.Contains(span) && (best == nil || content.Len() < size) {
				best, size = &statements[i].ID, content.Len()
			}
		}
	}
	return best
}
