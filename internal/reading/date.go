package reading

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/scene"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// datesOf resolves time expressions for those who date statements by them: each
// counts from the report's own day.
func datesOf(expressions []timex.Expression, day string) []scene.Date {
	resolved := timex.Resolve(expressions, timex.Context{Day: day})
	dates := make([]scene.Date, len(resolved))
	for i, t := range resolved {
		dates[i].TimeExpression = t
		dates[i].Said, _ = timex.SaidOn(&t)
		if day == "" && dates[i].Said == "" {
			dates[i].Said, _, dates[i].Carried = timex.Carry(resolved, i)
		}
	}
	return dates
}

// datesAgain resolves time expressions once it is known when statements were said:
// what was said on a known day, or in direct speech on an unknown one, counts from
// that day. Each is tied to the statement that holds it.
func datesAgain(expressions []timex.Expression, day string, statements []draft.Statement, before []scene.Date) []verbale.TimeExpression {
	var said []timex.Said
	for i := range statements {
		s := &statements[i]
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
	dates := make([]verbale.TimeExpression, 0, len(before))
	if len(said) > 0 {
		dates = timex.Resolve(expressions, timex.Context{Day: day, Said: said})
	} else {
		for _, d := range before {
			dates = append(dates, d.TimeExpression)
		}
	}
	for i := range dates {
		dates[i].Statement = holder(statements, dates[i].Span)
	}
	return dates
}

// holder returns the id of the statement with the smallest content that holds
// the span. Statements are in order of their contents, so that the search goes
// back from the last that begins before it, over a bounded number.
func holder(statements []draft.Statement, span lang.Span) *string {
	const reach = 32
	end, _ := slices.BinarySearchFunc(statements, span.Start+1, func(s draft.Statement, offset int) int {
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
