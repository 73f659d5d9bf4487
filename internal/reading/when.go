package reading

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/timex"
	"verbale.dev/verbale/lang"
)

// when gives time expressions their values and statements their days. Values
// count from the report's own day first; a statement takes the day of the
// expression that its cue governs; and what was said on a known day, or in
// direct speech on an unknown one, counts from that day.
func when(document *verbale.Document, doc *lang.Document, expressions []timex.Expression, statements []verbale.Statement) []verbale.TimeExpression {
	day := document.Day()
	dates := timex.Resolve(expressions, timex.Context{Day: day})
	var said []timex.Said
	for i := range statements {
		s := &statements[i]
		if value, ok := ownDay(doc, s, dates); ok {
			from := verbale.FromWords
			s.SaidOn, s.SaidOnFrom = &value, &from
		}
		if day != "" {
			s.NotAfter = &day
		}
		switch {
		case s.SaidOn != nil:
			for _, content := range s.Content {
				said = append(said, timex.Said{Span: content.Span, Day: *s.SaidOn})
			}
		case s.Mode == verbale.Direct:
			for _, content := range s.Content {
				said = append(said, timex.Said{Span: content.Span})
			}
		}
	}
	if len(said) > 0 {
		dates = timex.Resolve(expressions, timex.Context{Day: day, Said: said})
	}
	for i := range dates {
		dates[i].Statement = holder(statements, dates[i].Span)
	}
	return dates
}

// ownDay returns the day of the time expression that a statement's cue governs,
// as an ISO date, month, year or interval.
func ownDay(doc *lang.Document, s *verbale.Statement, dates []verbale.TimeExpression) (string, bool) {
	if len(s.Cue) == 0 || s.Account == verbale.OutletVoice {
		return "", false
	}
	first, last := doc.TokenAt(s.Cue[0].Start), doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	sentence := doc.Sentences[doc.SentenceOf(first)]
	for k := firstAt(dates, sentence.Start); k < len(dates) && dates[k].Start < sentence.End; k++ {
		t := dates[k]
		if t.Type != verbale.Date && t.Type != verbale.TimeOfDay || inside(s.Content, t.Span) || inside(s.Source, t.Span) {
			continue
		}
		if !governs(doc, first, last, doc.TokenAt(t.End-1)) {
			continue
		}
		value, ok := calendar.ParseValue(t.Value)
		if !ok {
			continue
		}
		if day := value.EDTF(); day != "" {
			return day, true
		}
	}
	return "", false
}

// governs reports whether the cue [first, last] is the nearest verb above a
// token in its tree.
func governs(doc *lang.Document, first, last, token int) bool {
	for range 8 { // nouns and prepositions between a verb and its date are few
		head := doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		if first <= head && head <= last {
			return true
		}
		if upos := doc.Tokens[head].UPOS; upos == "VERB" || upos == "AUX" {
			return false
		}
		token = head
	}
	return false
}

func firstAt(dates []verbale.TimeExpression, offset int) int {
	low, high := 0, len(dates)
	for low < high {
		if middle := (low + high) / 2; dates[middle].Start < offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

func inside(excerpts []verbale.Excerpt, span lang.Span) bool {
	for _, e := range excerpts {
		if e.Contains(span) {
			return true
		}
	}
	return false
}

// holder returns the id of the statement with the smallest content that holds
// the span. Statements are in order of their contents, so that the search goes
// back from the last that begins before it, over a bounded number.
func holder(statements []verbale.Statement, span lang.Span) *string {
	low, high := 0, len(statements)
	for low < high {
		if middle := (low + high) / 2; statements[middle].Content[0].Start <= span.Start {
			low = middle + 1
		} else {
			high = middle
		}
	}
	const reach = 32
	var best *string
	size := 0
	for i := low - 1; i >= max(0, low-reach); i-- {
		for _, content := range statements[i].Content {
			if content.Contains(span) && (best == nil || content.Len() < size) {
				best, size = &statements[i].ID, content.Len()
			}
		}
	}
	return best
}
