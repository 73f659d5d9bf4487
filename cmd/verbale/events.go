package main

import (
	"fmt"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/tally"
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
	By         []string `placeholder:"FIELD" help:"Count them by dyad, initiator, recipient, month, year, day, type: a line for each combination."`
	Zeros      bool     `help:"With --by, also what does not occur."`
	Doubtful   bool     `help:"Also what is doubtful: planned or possible without a day, votes without one, deeds of nobody."`
}

// Help says what an event is.
func (*eventsCommand) Help() string {
	return `Deeds and encounters: who did what to whom, when and where, and whether it
happened. What several reports tell of one event is one row; what is said is in
verbale statements. Counts (--by) take what happened, in the report's own voice, and
is no history.

Examples:
  verbale events --type transfer,signing
  verbale events --speaker lavrov --since 2022-01 --news
  verbale events --by dyad,month --zeros --format csv
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
	if len(c.By) > 0 {
		return c.count(a, q)
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

// count lists how many events there are of each combination of values.
func (c *eventsCommand) count(a *app, q record.EventQuery) error {
	var counts export.Sheet[tally.Row]
	for i, by := range c.By {
		counts.Table = append(counts.Table, export.Column[tally.Row]{Title: by, Share: 1, Of: func(r tally.Row) string { return r.Values[i] }})
	}
	counts.Table = append(counts.Table, export.Column[tally.Row]{Title: "events", Kind: row.Number, Of: func(r tally.Row) string { return strconv.Itoa(r.Count) }})
	counts.Export = counts.Table
	return list(a, "counts", c.output, counts,
		func(d *sqlite.Dossier, yield func(tally.Row) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			var events []*verbale.Event
			if err := d.Events(a.ctx, q, func(e *verbale.Event) error { events = append(events, e); return nil }); err != nil {
				return err
			}
			side, err := sideNames(a, d)
			if err != nil {
				return err
			}
			rows, err := tally.Of(events, c.By, side, c.Zeros)
			if err != nil {
				return fmt.Errorf("--by: %w: %w", err, errUsage)
			}
			for _, r := range rows {
				if err := yield(r); err != nil {
					return err
				}
			}
			return nil
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			return plural(n, "line") + ". Counted: what happened, in the report's own voice, no history.", nil
		})
}

// sideNames names for whom the actors of a dossier act, by their ids.
func sideNames(a *app, d *sqlite.Dossier) (func(id string) string, error) {
	names, sides := map[string]string{}, map[string]string{}
	err := d.ActorSides(a.ctx, func(id, name string, _ verbale.ActorType, of []string) error {
		if names[id] = name; len(of) > 0 {
			sides[id] = of[0]
		}
		return nil
	})
	return func(id string) string { return names[sides[id]] }, err
}
