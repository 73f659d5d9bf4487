package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// exportGold writes the reports whose statements a person has all looked at as
// gold: their texts, a table of what is known of them, one gold file each, and the
// actors who speak and are spoken to.
func exportGold(a *app, dossier *sqlite.Dossier, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var documents []*verbale.DocumentRow
	if err := dossier.Documents(a.ctx, query.Query{}, func(row *verbale.DocumentRow) error {
		documents = append(documents, row)
		return nil
	}); err != nil {
		return err
	}
	export := goldExport{app: a, dossier: dossier, dir: dir, table: [][]string{{"path", "outlet", "published", "title"}}, seen: map[string]bool{}}
	open := 0
	for i, row := range documents {
		whole, err := export.report(row, fmt.Sprintf("%03d", i+1))
		if err != nil {
			return err
		}
		if !whole {
			open++
		}
	}
	if err := export.finish(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s as gold in %s: verbale eval statements --gold %s\n", plural(len(export.table)-1, "report"), dir, dir)
	_, faults, err := gold.Read(dir)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		fmt.Fprintf(a.stdout, "%s of boundaries, to be mended before it can be measured by: verbale eval --check %s\n", plural(len(faults), "fault"), dir)
	}
	if open > 0 {
		fmt.Fprintf(a.stdout, "%s left out: not every statement there is checked or corrected.\n", plural(open, "report"))
	}
	return nil
}

type goldExport struct {
	app     *app
	dossier *sqlite.Dossier
	dir     string
	table   [][]string
	actors  []gold.Actor
	seen    map[string]bool
}

// report writes one report, if a person has looked at all of its statements.
func (x *goldExport) report(row *verbale.DocumentRow, number string) (whole bool, err error) {
	reading, err := x.dossier.ReadingOf(x.app.ctx, row.ID, "")
	if err != nil {
		return false, err
	}
	key := number + "-" + strings.TrimSuffix(filepath.Base(row.ID), ".txt")
	r := &gold.Report{Key: key, Document: key + ".txt", Text: reading.Text}
	if row.Published != nil && len(*row.Published) >= 10 {
		r.Day = (*row.Published)[:10]
	}
	if row.Dateline.Date != nil {
		r.Day = *row.Dateline.Date
	}
	for _, s := range reading.Statements {
		if s.Status == verbale.Unread {
			return false, nil
		}
		if s.Status != verbale.Struck {
			r.Statements = append(r.Statements, *s)
		}
	}
	if len(reading.Statements) == 0 {
		return false, nil // nobody can tell whether a person looked
	}
	for _, s := range r.Statements {
		for _, ref := range append(append([]verbale.ActorRef{}, s.Speakers...), s.Addressees...) {
			if err := x.actor(ref.ID); err != nil {
				return false, err
			}
		}
	}
	file, err := os.Create(filepath.Join(x.dir, key+gold.Ending))
	if err != nil {
		return false, err
	}
	if err := errors.Join(gold.Write(file, r), file.Close()); err != nil {
		return false, err
	}
	x.table = append(x.table, []string{r.Document, said(row.Outlet), said(row.Published), said(row.Title)})
	return true, os.WriteFile(filepath.Join(x.dir, r.Document), []byte(r.Text), 0o666)
}

func said(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

// actor notes an actor and those for whom it speaks.
func (x *goldExport) actor(id string) error {
	if x.seen[id] {
		return nil
	}
	x.seen[id] = true
	profile, err := x.dossier.ActorProfile(x.app.ctx, id)
	if errors.Is(err, record.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	of := gold.Actor{ID: id, Type: profile.Actor.Type, Name: profile.Actor.Name}
	for _, name := range profile.Actor.Names {
		of.Names = append(of.Names, name.Text)
	}
	for _, side := range profile.Actor.Sides {
		if err := x.actor(side); err != nil {
			return err
		}
		if x.seen[side] && side != id {
			of.Sides = append(of.Sides, side)
		}
	}
	x.actors = append(x.actors, of)
	return nil
}

// finish writes the list of actors and the table of reports.
func (x *goldExport) finish() error {
	actors, err := os.Create(filepath.Join(x.dir, "actors"+gold.Ending))
	if err != nil {
		return err
	}
	if err := errors.Join(gold.WriteActors(actors, x.actors), actors.Close()); err != nil {
		return err
	}
	table, err := os.Create(filepath.Join(x.dir, "reports.csv"))
	if err != nil {
		return err
	}
	w := csv.NewWriter(table)
	return errors.Join(w.WriteAll(x.table), table.Close())
}
