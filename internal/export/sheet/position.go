package sheet

import (
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Positions shows where each side stands on each topic.
var Positions = export.Sheet[*verbale.Position]{
	Heading: func(p *verbale.Position) string { return p.Topic.Name },
	Table: []export.Column[*verbale.Position]{
		{Title: "side", Of: func(p *verbale.Position) string { return p.Side.Name }, Share: 2},
		{Title: "on", Of: positionDay},
		{Title: "stands", Of: standsOf, Share: 2},
		{Title: "words", Of: positionWords, Share: 7},
		{Title: "before", Of: beforeOf},
		{Title: "report", Of: func(p *verbale.Position) string { return p.Evidence[0].Document }, Share: 2},
	},
	People: []export.Column[*verbale.Position]{
		{Title: "topic", Share: 2, Of: func(p *verbale.Position) string { return p.Topic.Name }},
		{Title: "side", Share: 1, Of: func(p *verbale.Position) string { return p.Side.Name }},
		{Title: "by", Share: 1, Of: func(p *verbale.Position) string { return nameOf(p.By) }},
		{Title: "on", Kind: row.Date, Of: func(p *verbale.Position) string { return cell.Text(p.On) }},
		{Title: "stands", Of: standsOf},
		{Title: "words", Share: 4, Of: positionWords},
		{Title: "before", Kind: row.Number, Of: func(p *verbale.Position) string { return strconv.Itoa(p.Before) }},
		{Title: "report", Of: func(p *verbale.Position) string { return p.Evidence[0].Document }},
		{Title: "id", Of: func(p *verbale.Position) string { return p.ID }},
	},
	Export: []export.Column[*verbale.Position]{
		{Title: "id", Of: func(p *verbale.Position) string { return p.ID }},
		{Title: "side", Of: func(p *verbale.Position) string { return cell.JSON(p.Side, true) }},
		{Title: "topic", Of: func(p *verbale.Position) string { return cell.JSON(p.Topic, true) }},
		{Title: "by", Of: func(p *verbale.Position) string { return cell.JSON(p.By, p.By != nil) }},
		{Title: "statement", Of: func(p *verbale.Position) string { return cell.Text(p.Statement) }},
		{Title: "on", Of: func(p *verbale.Position) string { return cell.Text(p.On) }},
		{Title: "reported_on", Of: func(p *verbale.Position) string { return cell.Text(p.ReportedOn) }},
		{Title: "account", Of: func(p *verbale.Position) string { return string(p.Account) }},
		{Title: "kind", Of: func(p *verbale.Position) string { return p.Kind }},
		{Title: "before", Kind: row.Number, Of: func(p *verbale.Position) string { return strconv.Itoa(p.Before) }},
		{Title: "differs", Of: func(p *verbale.Position) string { return cell.JSON(p.Differs, true) }},
		{Title: "words", Share: 1, Of: positionWords},
		{Title: "document", Of: func(p *verbale.Position) string { return p.Evidence[0].Document }},
		{Title: "version", Of: func(p *verbale.Position) string { return p.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(p *verbale.Position) string { return strconv.Itoa(p.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(p *verbale.Position) string { return strconv.Itoa(p.Evidence[0].End) }},
		{Title: "evidence", Of: func(p *verbale.Position) string { return cell.JSON(p.Evidence, true) }},
		{Title: "rule", Of: func(p *verbale.Position) string { return p.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(p *verbale.Position) string { return strconv.Itoa(p.Confidence) }},
		{Title: "status", Of: func(p *verbale.Position) string { return string(p.Status) }},
		{Title: "corrected", Of: func(p *verbale.Position) string { return cell.JSON(p.Corrected, true) }},
	},
}

// positionDay is the day of a stand, else that of its report.
func positionDay(p *verbale.Position) string {
	if p.On == nil && p.ReportedOn != nil {
		return "reported " + *p.ReportedOn
	}
	return cell.Dash(p.On)
}

// standsOf says in words how a side stands, and that it stood otherwise before.
func standsOf(p *verbale.Position) string {
	words := correspondence.Does(verbale.AnswerHow(p.Kind))
	if p.Topic.From == verbale.TopicOfClause || words == "" {
		words = strings.ReplaceAll(p.Kind, "_", " ")
	}
	if len(p.Differs) > 0 {
		words += ", otherwise than before"
	}
	return words
}

func positionWords(p *verbale.Position) string {
	texts := make([]string, len(p.Evidence))
	for i, e := range p.Evidence {
		texts[i] = e.Text
	}
	return strings.Join(texts, " … ")
}

// beforeOf is how many stands came before, "" where none did.
func beforeOf(p *verbale.Position) string {
	if p.Before == 0 {
		return ""
	}
	return strconv.Itoa(p.Before)
}
