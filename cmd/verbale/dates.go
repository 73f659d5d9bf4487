package main

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/record/sqlite"
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
	return list(a, "dates", c.output, sheet.Dates,
		func(d *sqlite.Dossier, yield func(*verbale.TimeExpression) error) error {
			return d.Dates(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) { return plural(n, "time expression") + ".", nil })
}
