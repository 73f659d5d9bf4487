package main

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type positionsCommand struct {
	output
	documentFilter
	Side []string `placeholder:"NAME" sep:"none" help:"Of this state or body."`
}

// Help says what a position is.
func (*positionsCommand) Help() string {
	return `Where each side stands on each topic, by its own last word: what was wanted of whom, and
the rights, duties and principles that the parties argue over. What others say of a side
is no position of its own. "before" is how many stands of that side on it came before.

Examples:
  verbale positions
  verbale positions --side usa --format xlsx -o positions.xlsx`
}

// Run lists positions.
func (c *positionsCommand) Run(a *app) error {
	q := query.Query{Document: c.Document, Outlet: c.Outlet, Side: c.Side}
	if err := q.Check(); err != nil {
		return err
	}
	return list(a, "positions", c.output, sheet.Positions,
		func(d *sqlite.Dossier, yield func(*verbale.Position) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			return d.Positions(a.ctx, q, yield)
		},
		func(_ *sqlite.Dossier, n int) (string, error) { return plural(n, "position") + ".", nil })
}
