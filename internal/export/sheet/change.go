package sheet

import (
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Changes shows what is new since a day.
var Changes = export.Sheet[*verbale.Change]{
	Note: noteOfChange,
	Heading: func(c *verbale.Change) string {
		if c.MayBe {
			return "may be new: no day"
		}
		return "new"
	},
	Table: []export.Column[*verbale.Change]{
		{Title: "on", Of: dayOfChange},
		{Title: "what", Of: changeOf, Share: 2},
		{Title: "who", Of: whoOf, Share: 2},
		{Title: "words", Of: func(c *verbale.Change) string { return c.After }, Share: 6},
		{Title: "of", Of: func(c *verbale.Change) string { return cell.Text(c.Before) }, Share: 4},
		{Title: "report", Of: func(c *verbale.Change) string { return c.Evidence[0].Document }, Share: 2},
	},
	People: []export.Column[*verbale.Change]{
		{Title: "on", Kind: row.Date, Of: func(c *verbale.Change) string { return cell.Text(c.On) }},
		{Title: "what", Of: changeOf},
		{Title: "who", Share: 1, Of: whoOf},
		{Title: "words", Share: 4, Of: func(c *verbale.Change) string { return c.After }},
		{Title: "of", Share: 3, Of: func(c *verbale.Change) string { return cell.Text(c.Before) }},
		{Title: "report", Of: func(c *verbale.Change) string { return c.Evidence[0].Document }},
		{Title: "id", Of: func(c *verbale.Change) string { return c.ID }},
	},
	Export: []export.Column[*verbale.Change]{
		{Title: "id", Of: func(c *verbale.Change) string { return c.ID }},
		{Title: "what", Of: func(c *verbale.Change) string { return c.What }},
		{Title: "layer", Of: func(c *verbale.Change) string { return c.Layer }},
		{Title: "on", Of: func(c *verbale.Change) string { return cell.Text(c.On) }},
		{Title: "reported_on", Of: func(c *verbale.Change) string { return cell.Text(c.ReportedOn) }},
		{Title: "may_be", Of: func(c *verbale.Change) string { return strconv.FormatBool(c.MayBe) }},
		{Title: "side", Of: func(c *verbale.Change) string { return cell.JSON(c.Side, c.Side != nil) }},
		{Title: "teller", Of: func(c *verbale.Change) string { return cell.JSON(c.Teller, c.Teller != nil) }},
		{Title: "before", Of: func(c *verbale.Change) string { return cell.Text(c.Before) }},
		{Title: "after", Share: 1, Of: func(c *verbale.Change) string { return c.After }},
		{Title: "rows", Of: func(c *verbale.Change) string { return cell.JSON(c.Rows, true) }},
		{Title: "document", Of: func(c *verbale.Change) string { return c.Evidence[0].Document }},
		{Title: "version", Of: func(c *verbale.Change) string { return c.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(c *verbale.Change) string { return strconv.Itoa(c.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(c *verbale.Change) string { return strconv.Itoa(c.Evidence[0].End) }},
		{Title: "evidence", Of: func(c *verbale.Change) string { return cell.JSON(c.Evidence, true) }},
		{Title: "rule", Of: func(c *verbale.Change) string { return c.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(c *verbale.Change) string { return strconv.Itoa(c.Confidence) }},
		{Title: "status", Of: func(c *verbale.Change) string { return string(c.Status) }},
		{Title: "corrected", Of: func(c *verbale.Change) string { return cell.JSON(c.Corrected, true) }},
	},
}

// changeWords are what changes are, for people.
var changeWords = map[string]string{
	"first request": "asked", "first charge": "accused", "first expectation": "said to come", "first clause": "calls upon", "answered request": "answered",
	"due expectation": "fell due", "borne_out expectation": "as foretold", "otherwise expectation": "otherwise than foretold",
	"called_off expectation": "called off", "failed expectation": "after the day it was due", "moved transfer": "paper moved",
}

// dayOfChange is the day of a change, else that of the report that tells it.
func dayOfChange(c *verbale.Change) string {
	if c.On == nil && c.ReportedOn != nil {
		return "reported " + *c.ReportedOn
	}
	return cell.Dash(c.On)
}

// whoOf names who, and whose word it is.
func whoOf(c *verbale.Change) string {
	if c.Teller == nil {
		return nameOf(c.Side)
	}
	return nameOf(c.Side) + ", says " + c.Teller.Name
}

func changeOf(c *verbale.Change) string {
	if words := changeWords[c.What+" "+c.Layer]; words != "" {
		return words
	}
	return strings.ReplaceAll(c.What, "_", " ")
}
