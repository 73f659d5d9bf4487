package main

import (
	"errors"
	"fmt"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/reading"
)

type upgradeCommand struct {
	Engine reading.Engine `placeholder:"ENGINE" enum:",fast,thorough" default:"" help:"Read again also what the other engine read, with this one, which the dossier has from now on: fast or thorough."`
}

// Help says what it does.
func (upgradeCommand) Help() string {
	return `Brings a dossier of an older version up to date: its tables, every reading that
another model made, from the texts that the dossier holds, and what follows from
them (who is who, by whose account). What a person
corrected is laid over the new readings. Stopped at any point it goes on from
there. To be safe, make a copy first: verbale backup FILE.`
}

// Run brings the dossier up to date.
func (c upgradeCommand) Run(a *app) (err error) {
	dossier, err := a.open() // brings the tables up to date
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	done, err := ingest.Run{Dossier: dossier, Engine: c.Engine, Replace: c.Engine != ""}.Upgrade(a.ctx)
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
	engine, err := dossier.Engine(a.ctx)
	if err != nil {
		return err
	}
	model := reading.ShippedBy(reading.Engine(engine)).Name()
	_, err = fmt.Fprintf(a.stdout, "%s is up to date: %s read again with %s.\n", plain.Text(dossier.Path()), plural(done.Again, "report"), model)
	return err
}
