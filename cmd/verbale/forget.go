package main

import (
	"errors"
	"fmt"
)

type forgetCommand struct {
	Document string `arg:"" help:"Name of the report."`
	author
}

// Help says what goes and what stays.
func (*forgetCommand) Help() string {
	return `The text of all versions, every row that was read from them, their words in the
index, and the corrections about them go, and the file is written anew without
them. A tombstone stays: the name, the hashes and the reason. The same text does
not come in again under that name. Copies made with verbale backup are not
touched. This cannot be undone.

Example:
  verbale forget talks/one.txt --why "withdrawn by the outlet"`
}

// Run takes a report out for good.
func (c *forgetCommand) Run(a *app) (err error) {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	name, err := documentNamed(a.ctx, dossier, c.Document)
	if err != nil {
		return err
	}
	if name == "" {
		name = c.Document // forgotten before, perhaps
	}
	who := c.who()
	gone, err := dossier.Forget(a.ctx, name, who.By, who.Why)
	if err != nil {
		return err
	}
	if err := dossier.SettleAll(a.ctx); err != nil { // who is who without it
		return err
	}
	if gone.Versions == 0 {
		_, err = fmt.Fprintf(a.stdout, "%s was forgotten before; the file is written anew.\n", name)
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s is forgotten: %s, %s, %s and %s are gone; a tombstone stays.\n", name, plural(gone.Versions, "version"),
		plural(gone.Statements, "statement"), plural(gone.Dates, "time expression"), plural(gone.Corrections, "correction"))
	return err
}
