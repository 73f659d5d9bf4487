package main

import (
	"errors"
	"fmt"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/reading"
)

type upgradeCommand struct{}

// Help says what it does.
func (upgradeCommand) Help() string {
	return `Brings a dossier of an older version up to date: its tables, every reading that
another model made, from the texts that the dossier holds, and what follows from
them (who is who, by whose account). What a person
corrected is laid over the new readings. Stopped at any point it goes on from
there. To be safe, make a copy first: verbale backup FILE.`
}

// Run brings the dossier up to date.
func (upgradeCommand) Run(a *app) (err error) {
	dossier, err := a.open() // brings the tables up to date
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	done, err := ingest.Run{Dossier: dossier}.Upgrade(a.ctx)
	if err != nil {
		return err
	}
	if derived, err := dossier.Derived(a.ctx); err != nil {
		return err
	} else if !derived {
		if err := dossier.SettleAll(a.ctx); err != nil {
			return err
		}
	}
	if _, err := dossier.HashRows(a.ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s is up to date: %s read again with %s.\n", plain.Text(dossier.Path()), plural(done.Again, "report"), reading.Name())
	return err
}
