package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type statementsCommand struct {
	output
	statementFilter
	Distinct bool   `help:"What is said, each thing once, with how many reports tell it and how many of them independently."`
	Sort     string `help:"${asked_sort} Without it a table is by date, and the rest by report."`
}

// Help adds examples to the help of the command.
func (*statementsCommand) Help() string {
	return `Examples:
  verbale statements --speaker lavrov
  verbale statements --about '"indivisible security"' --since 2022-01 --format csv
  verbale statements --kind demand --to "United States"`
}

// Run lists statements.
func (c *statementsCommand) Run(a *app) error {
	q, err := c.query()
	if err == nil {
		q.Sort = c.Sort
		err = q.Check()
	}
	if err != nil {
		return err
	}
	if c.Distinct {
		if q.Sort == "" {
			q.Sort = query.ByDate
		}
		return a.distinct(c.output, q)
	}
	if c.Count {
		return a.countStatements(q)
	}
	if err := c.settle(a); err != nil {
		return err
	}
	if q.Sort == "" && c.format.Columns != export.Values && c.format.Columns != export.All {
		q.Sort = query.ByDate
	}
	return list(a, "statements", c.output, sheet.Statements,
		func(d *sqlite.Dossier, yield func(sheet.Statement) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			reports := map[string]*verbale.DocumentRow{}
			if err := d.Documents(a.ctx, c.documentFilter.query(), func(r *verbale.DocumentRow) error {
				reports[r.ID] = r
				return nil
			}); err != nil {
				return err
			}
			sides, err := a.sidesOf(d)
			if err != nil {
				return err
			}
			return d.Statements(a.ctx, q, func(s *verbale.Statement) error {
				row := sheet.Statement{Statement: s, Report: reports[s.Document]}
				if s.Speaker != nil {
					row.Side = sides[s.Speaker.ID]
				}
				return yield(row)
			})
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			left, err := leftOut(a, d, q)
			if err != nil {
				return "", err
			}
			line := plural(n, "statement") + "." + left
			if !q.OwnWords() {
				return line, nil
			}
			others := q
			others.Account = query.Strings([]verbale.Account{verbale.Ascribed, verbale.OutletVoice})
			ascribed, err := d.CountStatements(a.ctx, others)
			return fmt.Sprintf("%s What others ascribe to the speaker: %d more (--account all).", line, ascribed), err
		})
}

// sidesOf lists the first side of each actor that has one, as it is shown.
func (a *app) sidesOf(d *sqlite.Dossier) (map[string]string, error) {
	directory, err := d.Directory(a.ctx)
	if err != nil {
		return nil, err
	}
	sides := map[string]string{}
	return sides, d.ActorSides(a.ctx, func(id, _ string, _ verbale.ActorType, all []string) error {
		if len(all) > 0 {
			sides[id] = directory.Shown(all[0])
		}
		return nil
	})
}

// countStatements only says how many there are.
func (a *app) countStatements(q query.Query) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	if err := a.tellMissed(dossier, q); err != nil {
		return err
	}
	n, err := dossier.CountStatements(a.ctx, q)
	if err == nil {
		_, err = fmt.Fprintln(a.stdout, n)
	}
	return err
}
