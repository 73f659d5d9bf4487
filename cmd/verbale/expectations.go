package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type expectationsCommand struct {
	output
	documentFilter
	By       []string `placeholder:"NAME" sep:"none" help:"Said by this actor."`
	Side     []string `placeholder:"NAME" sep:"none" help:"Said for this state or body."`
	Outcome  []string `help:"With this outcome: came_true, otherwise, called_off, failed, open."`
	Doubtful bool     `help:"Also what is doubtful."`
}

// Help says what an expectation is.
func (*expectationsCommand) Help() string {
	return `What somebody said will happen or be done: announced, promised, threatened, foretold;
in whose hands it is, how sure they are, on what condition, by when. It is open unless a
later report tells the same deed, done by the same side, in the same words.

Examples:
  verbale expectations
  verbale expectations --side russia --outcome came_true --format jsonl`
}

// Run lists expectations.
func (c *expectationsCommand) Run(a *app) error {
	q := query.Expectations{
		Query:    query.Query{Document: c.Document, Outlet: c.Outlet, Speaker: c.By, Side: c.Side},
		Outcomes: c.Outcome, Doubtful: c.Doubtful,
	}
	if err := q.Check(); err != nil {
		return err
	}
	if err := oneOf("outcome", c.Outcome, query.Strings(verbale.Outcomes)); err != nil {
		return err
	}
	return list(a, "expectations", c.output, sheet.Expectations,
		func(d *sqlite.Dossier, yield func(*verbale.Expectation) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			return d.Expectations(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			line := plural(n, "expectation") + "."
			if c.Doubtful {
				return line, nil
			}
			all, also := 0, q
			also.Doubtful = true
			err := d.Expectations(a.ctx, also, func(*verbale.Expectation) error { all++; return nil })
			return fmt.Sprintf("%s Perhaps: %d more (--doubtful).", line, all-n), err
		})
}
