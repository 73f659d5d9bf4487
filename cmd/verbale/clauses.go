package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type clausesCommand struct {
	output
	documentFilter
	Side     []string `placeholder:"NAME" sep:"none" help:"Voiced by this state or body."`
	Modality []string `help:"Of this modality: right, obligation, prohibition, principle, guarantee."`
	Doubtful bool     `help:"Also what is doubtful."`
}

// Help says what a clause is.
func (*clausesCommand) Help() string {
	return `Rights, obligations, bans, principles and guarantees that the parties argue over,
gathered under any wording, with who voices which: claims it, acknowledges it, says that
another breaks it, denies or limits it. Sides that do not voice one are listed with how
many words of them the dossier has.

Examples:
  verbale clauses
  verbale clauses --modality principle --format jsonl`
}

// Run lists clauses.
func (c *clausesCommand) Run(a *app) error {
	q := query.Clauses{
		Query:      query.Query{Document: c.Document, Outlet: c.Outlet, Side: c.Side},
		Modalities: c.Modality, Doubtful: c.Doubtful,
	}
	if err := q.Check(); err != nil {
		return err
	}
	if err := oneOf("modality", c.Modality, query.Strings(verbale.Modalities)); err != nil {
		return err
	}
	return list(a, "clauses", c.output, sheet.Clauses,
		func(d *sqlite.Dossier, yield func(*verbale.Clause) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			return d.Clauses(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			line := plural(n, "clause") + "."
			if c.Doubtful {
				return line, nil
			}
			all, also := 0, q
			also.Doubtful = true
			err := d.Clauses(a.ctx, also, func(*verbale.Clause) error { all++; return nil })
			return fmt.Sprintf("%s Perhaps: %d more (--doubtful).", line, all-n), err
		})
}
