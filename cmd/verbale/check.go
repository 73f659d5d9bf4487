package main

import (
	"fmt"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
)

type checkCommand struct{}

// Help says what is verified.
func (*checkCommand) Help() string {
	return `Verifies that the file is whole, that the passages of every report make up its
text without a gap, that the text has its hash, that the words of every row are
the words at its span, that no row was changed since it was put, that the bytes as
received are what they were and every text leads back to them, that all words are in
the indices, that what is kept counted of actors is what counting finds, and that who
is who is what follows from the reports. Exit status 5 where something is not so.`
}

// Run goes over the dossier.
func (c *checkCommand) Run(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	faults := 0
	tell := func(f record.Fault) error {
		faults++
		if f.Document != "" {
			fmt.Fprintf(a.stdout, "%s@%s: ", plain.Text(f.Document), f.Version)
		}
		fmt.Fprintln(a.stdout, plain.Text(f.What))
		return nil
	}
	done, err := dossier.Check(a.ctx, intake.Hash, tell)
	if err != nil {
		return err
	}
	originals, err := dossier.CheckOriginals(a.ctx, ingest.Holds, tell)
	if err != nil {
		return err
	}
	if originals > 0 {
		if _, err := fmt.Fprintf(a.stdout, "%s traced back to the bytes as received\n", plural(originals, "text")); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(a.stdout, "%s: %s, %s, %s: %s.\n", dossier.Path(), plural(done.Documents, "report"),
		plural(done.Versions, "version"), plural(done.Spans, "span"), plural(faults, "fault")); err != nil {
		return err
	}
	if done.NotHashed > 0 || done.NotDerived {
		if _, err := fmt.Fprintln(a.stdout, "An older version made some of it, and not all could be compared: verbale upgrade, then check again."); err != nil {
			return err
		}
	}
	if faults > 0 {
		return fmt.Errorf("%s: %w", dossier.Path(), errFaulty)
	}
	return nil
}
