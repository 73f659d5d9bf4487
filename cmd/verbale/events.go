package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type eventsCommand struct {
	output
	documentFilter
	Speaker    []string `placeholder:"NAME" sep:"none" help:"Done by this actor."`
	To         []string `placeholder:"NAME" sep:"none" help:"Done to this actor, or with it."`
	Side       []string `placeholder:"NAME" sep:"none" help:"In which somebody of this state or body takes part."`
	About      string   `placeholder:"WORDS" help:"In paragraphs that hold these words; \"words in marks\" as they stand."`
	Since      string   `placeholder:"DATE" help:"On that day, month or year, or later."`
	Until      string   `placeholder:"DATE" help:"On that day, month or year, or earlier."`
	Undated    bool     `help:"Without a day."`
	Type       []string `help:"Of this type: meeting, transfer, signing, sanction, … (docs/events.md)."`
	Factuality []string `help:"So told: happened, planned, possible, denied, wished."`
	News       bool     `help:"Without what is told to explain."`
	Doubtful   bool     `help:"Also what is doubtful: planned or possible without a day, votes without one, deeds of nobody."`
}

// Help says what an event is.
func (*eventsCommand) Help() string {
	return `Deeds and encounters: who did what to whom, when and where, and whether it
happened. Each telling is a row for now; what is said is in verbale statements.

Examples:
  verbale events --type transfer,signing
  verbale events --speaker lavrov --since 2022-01 --news
  verbale events --factuality planned --format jsonl`
}

// Run lists events.
func (c *eventsCommand) Run(a *app) error {
	q := record.EventQuery{
		Query: query.Query{Document: c.Document, Outlet: c.Outlet, Speaker: c.Speaker, To: c.To, Side: c.Side, About: c.About,
			Since: c.Since, Until: c.Until, Undated: c.Undated},
		Types: c.Type, Factualities: c.Factuality, News: c.News, Doubtful: c.Doubtful,
	}
	for _, check := range []error{
		q.Check(), oneOf("type", c.Type, query.Strings(verbale.EventTypes)),
		oneOf("factuality", c.Factuality, query.Strings(verbale.EventFactualities)),
	} {
		if check != nil {
			return check
		}
	}
	return list(a, "events", c.output, sheet.Events,
		func(d *sqlite.Dossier, yield func(*verbale.Event) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			return d.Events(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			line := plural(n, "telling") + " of events."
			if c.Doubtful {
				return line, nil
			}
			all, also := 0, q
			also.Doubtful = true
			err := d.Events(a.ctx, also, func(*verbale.Event) error { all++; return nil })
			return fmt.Sprintf("%s Doubtful: %d more (--doubtful).", line, all-n), err
		})
}
