package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// paperFilter are the filters on papers and on their steps.
type paperFilter struct {
	documentFilter
	ID       []string `placeholder:"ID" help:"These alone, by the ids that they have or had before."`
	Speaker  []string `placeholder:"NAME" sep:"none" help:"Made or given by this actor."`
	To       []string `placeholder:"NAME" sep:"none" help:"For this actor, given to it, or with it as a party."`
	Side     []string `placeholder:"NAME" sep:"none" help:"With which somebody of this state or body has to do."`
	About    string   `placeholder:"WORDS" help:"In paragraphs that hold these words; \"words in marks\" as they stand."`
	Since    string   `placeholder:"DATE" help:"With a step or a day of its own on that day, month or year, or later."`
	Until    string   `placeholder:"DATE" help:"The same, or earlier."`
	Undated  bool     `help:"Without any day."`
	Kind     []string `help:"Of this kind: treaty, draft, letter, note, answer, … (docs/papers.md)."`
	Step     []string `help:"That took this step: sent, handed_over, signed, published, … (docs/papers.md)."`
	Doubtful bool     `help:"Also what is doubtful."`
}

func (f *paperFilter) query() (record.PaperQuery, error) {
	q := record.PaperQuery{
		Query: query.Query{Document: f.Document, Outlet: f.Outlet, Speaker: f.Speaker, To: f.To, Side: f.Side, About: f.About,
			Since: f.Since, Until: f.Until, Undated: f.Undated},
		IDs: f.ID, Kinds: f.Kind, Steps: f.Step, Doubtful: f.Doubtful,
	}
	for _, check := range []error{
		q.Check(), oneOf("kind", f.Kind, query.Strings(verbale.PaperKinds)), oneOf("step", f.Step, query.Strings(verbale.Steps)),
	} {
		if check != nil {
			return q, check
		}
	}
	return q, nil
}

type papersCommand struct {
	output
	paperFilter
}

// Help says what the list of papers is.
func (*papersCommand) Help() string {
	return `The list of papers: what the parties made or argue over, with who gave it to whom and
when, how it is called, and which other paper it answers. First those that moved, by
the day of their first step; then those that are argued over, by their own day.

Examples:
  verbale papers
  verbale papers --kind answer,note --side serbia
  verbale papers --step published --since 1914-07-25 --format jsonl`
}

// Run lists papers.
func (c *papersCommand) Run(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	all := 0
	return list(a, "papers", c.output, sheet.Papers,
		func(d *sqlite.Dossier, yield func(sheet.Paper) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			numbers := map[string]int{}
			if err := d.Papers(a.ctx, q, func(p *verbale.PaperRow, _ []*verbale.Transfer) error {
				numbers[p.ID] = len(numbers) + 1
				return nil
			}); err != nil {
				return err
			}
			all = len(numbers)
			return d.Papers(a.ctx, q, func(p *verbale.PaperRow, steps []*verbale.Transfer) error {
				answered := 0
				if p.Answers != nil {
					answered = numbers[*p.Answers]
				}
				return yield(sheet.NewPaper(p, numbers[p.ID], answered, steps))
			})
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			line := plural(n, "paper") + "."
			if c.Doubtful {
				return line, nil
			}
			with, also := 0, q
			also.Doubtful = true
			err := d.Papers(a.ctx, also, func(*verbale.PaperRow, []*verbale.Transfer) error { with++; return nil })
			return fmt.Sprintf("%s Doubtful: %d more (--doubtful).", line, with-all), err
		})
}
