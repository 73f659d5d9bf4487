package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"

	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record/sqlite"
)

// author are the flags of every command that changes something.
type author struct {
	By  string `placeholder:"NAME" env:"VERBALE_BY" help:"Who says so; without it the name of the account."`
	Why string `placeholder:"WORDS" help:"Why."`
}

// who says who makes a change, and why.
func (f author) who() correction.Who {
	if f.By == "" {
		if account, err := user.Current(); err == nil {
			f.By = account.Username
		}
	}
	return correction.Who{By: f.By, Why: f.Why}
}

// desk opens the dossier and the desk at which corrections of it come in.
func (a *app) desk() (*sqlite.Dossier, *correction.Desk, error) {
	dossier, err := a.open()
	if err != nil {
		return nil, nil, err
	}
	desk := correction.New(dossier, ingest.Again(dossier))
	desk.Prepare, desk.CheckDocument = ingest.Corrected, intake.Check
	return dossier, desk, nil
}

// change opens the desk, carries out work and closes the dossier.
func (a *app) change(work func(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk) error) (err error) {
	dossier, desk, err := a.desk()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	return work(a.ctx, dossier, desk)
}

// noted says which numbers corrections got, and how to take them back.
func (a *app) noted(ids []int64) {
	for _, id := range ids {
		fmt.Fprintf(a.stdout, "correction %d; verbale undo %d takes it back.\n", id, id)
	}
}
