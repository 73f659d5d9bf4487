package sheet

import (
	"cmp"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Events shows deeds and encounters.
var Events = export.Sheet[*verbale.Event]{
	Heading: func(e *verbale.Event) string {
		if e.On == nil {
			return "undated"
		}
		return "dated"
	},
	Table: []export.Column[*verbale.Event]{
		{Title: "on", Of: func(e *verbale.Event) string { return cell.Dash(e.On) }},
		{Title: "type", Of: func(e *verbale.Event) string { return string(e.Type) }},
		{Title: "factuality", Of: func(e *verbale.Event) string { return string(e.Factuality) }},
		{Title: "who", Of: func(e *verbale.Event) string { return namesOf(e.Initiators) }, Share: 2},
		{Title: "to, with", Of: func(e *verbale.Event) string { return namesOf(e.Recipients) }, Share: 2},
		{Title: "told by", Of: toldBy, Share: 2},
		{Title: "words", Of: func(e *verbale.Event) string { return e.Evidence[0].Text }, Share: 6},
		{Title: "report", Of: func(e *verbale.Event) string { return e.Evidence[0].Document }, Share: 2},
	},
	People: []export.Column[*verbale.Event]{
		{Title: "on", Kind: row.Date, Of: func(e *verbale.Event) string { return cell.Text(e.On) }},
		{Title: "type", Of: func(e *verbale.Event) string { return string(e.Type) }},
		{Title: "factuality", Of: func(e *verbale.Event) string { return string(e.Factuality) }},
		{Title: "who", Share: 2, Of: func(e *verbale.Event) string { return namesOf(e.Initiators) }},
		{Title: "to, with", Share: 2, Of: func(e *verbale.Event) string { return namesOf(e.Recipients) }},
		{Title: "place", Of: func(e *verbale.Event) string { return cell.Text(e.Place) }},
		{Title: "told by", Share: 2, Of: toldBy},
		{Title: "words", Share: 4, Of: func(e *verbale.Event) string { return e.Evidence[0].Text }},
		{Title: "report", Share: 1, Of: func(e *verbale.Event) string { return e.Evidence[0].Document }},
		{Title: "id", Of: func(e *verbale.Event) string { return e.ID }},
	},
	Note: func(e *verbale.Event) *row.Note {
		at := e.Evidence[0]
		lead := cmp.Or(namesOf(e.Initiators), "nobody named") + " (" + string(e.Type) + ", " + string(e.Factuality)
		if e.Voice != nil {
			lead += ", as " + toldBy(e) + " tells"
		}
		if to := namesOf(e.Recipients); to != "" {
			lead += "; to or with " + to
		}
		return &row.Note{ID: e.ID, On: cell.Text(e.On), Lead: lead + ")", Words: at.Text,
			Place: placeOf(at.Document, at.Version, []verbale.Excerpt{at.Excerpt}), Document: at.Document}
	},
	Export: []export.Column[*verbale.Event]{
		{Title: "id", Of: func(e *verbale.Event) string { return e.ID }},
		{Title: "type", Of: func(e *verbale.Event) string { return string(e.Type) }},
		{Title: "predicate", Of: func(e *verbale.Event) string { return e.Predicate }},
		{Title: "plover", Of: func(e *verbale.Event) string { return cell.JSON(e.PLOVER, e.PLOVER != nil) }},
		{Title: "cameo", Of: func(e *verbale.Event) string { return cell.Text(e.CAMEO) }},
		{Title: "initiators", Of: func(e *verbale.Event) string { return cell.JSON(e.Initiators, true) }},
		{Title: "recipients", Of: func(e *verbale.Event) string { return cell.JSON(e.Recipients, true) }},
		{Title: "through", Of: func(e *verbale.Event) string { return cell.JSON(e.Through, true) }},
		{Title: "paper", Of: func(e *verbale.Event) string { return cell.Text(e.Paper) }},
		{Title: "paper_as_called", Of: func(e *verbale.Event) string { return cell.Text(e.PaperAsCalled) }},
		{Title: "place", Of: func(e *verbale.Event) string { return cell.Text(e.Place) }},
		{Title: "on", Of: func(e *verbale.Event) string { return cell.Text(e.On) }},
		{Title: "on_from", Of: func(e *verbale.Event) string { return cell.Text(e.OnFrom) }},
		{Title: "voice", Of: func(e *verbale.Event) string { return cell.Text(e.Voice) }},
		{Title: "teller", Of: func(e *verbale.Event) string { return cell.JSON(e.Teller, e.Teller != nil) }},
		{Title: "factuality", Of: func(e *verbale.Event) string { return string(e.Factuality) }},
		{Title: "background", Of: func(e *verbale.Event) string { return strconv.FormatBool(e.Background) }},
		{Title: "tellings", Kind: row.Number, Of: func(e *verbale.Event) string { return strconv.Itoa(e.Tellings) }},
		{Title: "independent", Of: func(e *verbale.Event) string { return cell.JSON(e.Independent, e.Independent != nil) }},
		{Title: "document", Of: func(e *verbale.Event) string { return e.Evidence[0].Document }},
		{Title: "version", Of: func(e *verbale.Event) string { return e.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(e *verbale.Event) string { return strconv.Itoa(e.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(e *verbale.Event) string { return strconv.Itoa(e.Evidence[0].End) }},
		{Title: "words", Share: 1, Of: func(e *verbale.Event) string { return e.Evidence[0].Text }},
		{Title: "evidence", Of: func(e *verbale.Event) string { return cell.JSON(e.Evidence, true) }},
		{Title: "told_differently", Of: func(e *verbale.Event) string { return cell.JSON(e.ToldDifferently, true) }},
		{Title: "rule", Of: func(e *verbale.Event) string { return e.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(e *verbale.Event) string { return strconv.Itoa(e.Confidence) }},
		{Title: "doubtful", Of: func(e *verbale.Event) string { return strconv.FormatBool(e.Doubtful) }},
		{Title: "status", Of: func(e *verbale.Event) string { return string(e.Status) }},
		{Title: "corrected", Of: func(e *verbale.Event) string { return cell.JSON(e.Corrected, true) }},
	},
}

// toldBy says in whose words an event is told, where it is not the report that tells it.
func toldBy(e *verbale.Event) string {
	switch {
	case e.Teller != nil:
		return e.Teller.Name
	case e.Voice != nil:
		return "somebody"
	}
	return "the report"
}
