package main

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type utterancesCommand struct {
	output
	statementFilter
}

// Help says what an utterance is.
func (*utterancesCommand) Help() string {
	return `One thing that was said once, told at two places or more: in several reports, or
twice in one. A filter lets an utterance through where it lets one of its
renderings through. What differs between the renderings: verbale compare.

Examples:
  verbale utterances --speaker lavrov
  verbale utterances --since 2022-01-27 --format jsonl`
}

// Run lists utterances.
func (c *utterancesCommand) Run(a *app) error {
	q, err := c.query()
	if err == nil {
		q.Sort = query.ByDate
		err = q.Check()
	}
	if err != nil {
		return err
	}
	return list(a, "utterances", c.output, sheet.Utterances,
		func(d *sqlite.Dossier, yield func(sheet.Utterance) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			return d.Utterances(a.ctx, q, func(u *verbale.Utterance, statements []*verbale.Statement) error {
				return yield(sheet.Utterance{Utterance: u, Renderings: statements})
			})
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			return plural(n, "utterance") + " told at two places or more; verbale compare ID shows what differs.", nil
		})
}
