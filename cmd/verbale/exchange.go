package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type exchangeCommand struct {
	Format     string   `default:"text" enum:"text,${formats}" help:"How to write it: ${enum}."`
	Output     string   `short:"o" placeholder:"FILE" help:"Write it to this file; without --format the ending of its name says how (${endings})."`
	AllColumns bool     `help:"Every column in a workbook, as in CSV, and not those that a person wants first."`
	Excel      bool     `help:"CSV for Excel: with a byte order mark, and cells that would be formulas guarded."`
	Count      bool     `help:"Only say how many there are."`
	Limit      int      `default:"40" placeholder:"N" help:"Requests of a text at most; 0 for all. Other formats give all."`
	Kind       []string `help:"Of this kind: demand, question, proposal, offer, charge."`
	On         string   `placeholder:"DATE" help:"As it stood on that day; what has no day stays."`
	By         []string `placeholder:"NAME" sep:"none" help:"Asked by this actor."`
	To         []string `placeholder:"NAME" sep:"none" help:"Asked of this actor."`
	Side       []string `placeholder:"NAME" sep:"none" help:"In which somebody of this state or body asks, is asked or answers."`
	Doubtful   bool     `help:"Also what is doubtful."`
	documentFilter
}

// Help says what a request is.
func (*exchangeCommand) Help() string {
	return `What one side wants of another, and what is told of the answer: demands, questions,
proposals, offers and charges, each with its parts, to whom it went, and by whose
account it stands where. One request that several reports tell is one. A party of
which the dossier has no word on it is named all the same.

Examples:
  verbale exchange
  verbale exchange --side russia --on 2022-02-01
  verbale exchange --kind demand,question --format xlsx -o exchange.xlsx`
}

// ask puts the question to a dossier.
func (c *exchangeCommand) ask(a *app, d *sqlite.Dossier, q query.Exchange, yield func(*verbale.Request) error) error {
	if err := a.tellMissed(d, q.Query); err != nil {
		return err
	}
	return d.Exchange(a.ctx, q, yield)
}

// Run lists requests, or writes them as a correspondence.
func (c *exchangeCommand) Run(a *app) error {
	q := query.Exchange{
		Query: query.Query{Document: c.Document, Outlet: c.Outlet, Speaker: c.By, To: c.To, Side: c.Side},
		Kinds: c.Kind, On: c.On, Doubtful: c.Doubtful,
	}
	if err := q.Check(); err != nil {
		return err
	}
	if err := oneOf("kind", c.Kind, query.Strings(verbale.RequestKinds)); err != nil {
		return err
	}
	if _, ok := calendar.ParseSpan(c.On); c.On != "" && !ok {
		return fmt.Errorf("--on %q is no date; write it as 2022-02-09: %w", c.On, errUsage)
	}
	out := output{Format: c.Format, Output: c.Output, AllColumns: c.AllColumns, Excel: c.Excel, Count: c.Count, Limit: c.Limit}
	if c.Format == "text" {
		out.Format = "table"
	}
	if err := out.settle(a); err != nil {
		return err
	}
	if c.Format != "text" || !out.table() || c.Count {
		return list(a, "requests", out, sheet.Requests,
			func(d *sqlite.Dossier, yield func(*verbale.Request) error) error { return c.ask(a, d, q, yield) },
			func(_ *sqlite.Dossier, n int) (string, error) {
				return plural(n, "row") + " of requests and their parts.", nil
			})
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	text := exchangeText{page: a.page(), limit: c.Limit, doubtful: c.Doubtful}
	all := q
	all.Doubtful = true
	if err := c.ask(a, dossier, all, text.add); err != nil {
		return err
	}
	target, finish, err := out.target(a)
	if err != nil {
		return err
	}
	return finish(text.write(target))
}
