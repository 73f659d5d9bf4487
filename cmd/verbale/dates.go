package main

import (
	"fmt"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/record"
)

type datesCommand struct {
	output
	documentFilter
	Since string             `placeholder:"DATE" help:"On that day, month or year, or later."`
	Until string             `placeholder:"DATE" help:"On that day, month or year, or earlier."`
	Type  []verbale.TimeType `enum:"DATE,TIME,DURATION,SET" help:"Of this type: ${enum}."`
}

// Help adds examples to the help of the command.
func (*datesCommand) Help() string {
	return `Examples:
  verbale dates --document tass.txt
  verbale dates --since 2022-01 --type DATE --format csv`
}

// Run lists time expressions.
func (c *datesCommand) Run(a *app) error {
	q := c.query()
	q.Since, q.Until, q.Type = c.Since, c.Until, c.Type
	return list(a, "dates", c.output, dateSheet,
		func(d *record.Dossier, yield func(*verbale.TimeExpression) error) error {
			return d.Dates(a.ctx, q, yield)
		},
		func(d *record.Dossier, n int) (string, error) { return plural(n, "time expression") + ".", nil })
}

var dateSheet = answer.Sheet[*verbale.TimeExpression]{
	Table: []answer.Column[*verbale.TimeExpression]{
		{Title: "value", Of: func(t *verbale.TimeExpression) string { return t.Value }},
		{Title: "words", Of: func(t *verbale.TimeExpression) string { return t.Text }, Share: 2},
		{Title: "type", Of: func(t *verbale.TimeExpression) string { return string(t.Type) }},
		{Title: "counted from", Of: func(t *verbale.TimeExpression) string { return orDash(t.Anchor) }},
		{Title: "rule", Of: func(t *verbale.TimeExpression) string { return t.Rule }},
		{Title: "report", Of: func(t *verbale.TimeExpression) string { return t.Document }, Share: 1},
		{Title: "at", Of: func(t *verbale.TimeExpression) string { return fmt.Sprintf("%d-%d", t.Start, t.End) }},
	},
	Export: []answer.Column[*verbale.TimeExpression]{
		{Title: "document", Of: func(t *verbale.TimeExpression) string { return t.Document }},
		{Title: "version", Of: func(t *verbale.TimeExpression) string { return t.Version }},
		{Title: "start", Number: true, Of: func(t *verbale.TimeExpression) string { return strconv.Itoa(t.Start) }},
		{Title: "end", Number: true, Of: func(t *verbale.TimeExpression) string { return strconv.Itoa(t.End) }},
		{Title: "text", Of: func(t *verbale.TimeExpression) string { return t.Text }},
		{Title: "type", Of: func(t *verbale.TimeExpression) string { return string(t.Type) }},
		{Title: "value", Of: func(t *verbale.TimeExpression) string { return t.Value }},
		{Title: "mod", Of: func(t *verbale.TimeExpression) string { return orEmpty(t.Mod) }},
		{Title: "anchor", Of: func(t *verbale.TimeExpression) string { return orEmpty(t.Anchor) }},
		{Title: "rule", Of: func(t *verbale.TimeExpression) string { return t.Rule }},
		{Title: "statement", Of: func(t *verbale.TimeExpression) string { return orEmpty(t.Statement) }},
	},
}
