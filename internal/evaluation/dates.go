package evaluation

import (
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/timeml"
)

// GoldDates gives the time expressions of a report's gold in the form in which
// [PairTimexes] takes them.
func GoldDates(r *gold.Report) *timeml.Document {
	doc := &timeml.Document{ID: r.Document, Created: r.Day, Text: r.Text}
	for _, t := range r.Dates {
		timex := timeml.Timex{Span: t.Span, Type: string(t.Type), Value: t.Value}
		if t.Mod != nil {
			timex.Mod = *t.Mod
		}
		doc.Timexes = append(doc.Timexes, timex)
	}
	return doc
}
