package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"verbale.dev/verbale/internal/export/plain"
)

type backupCommand struct {
	File string `arg:"" help:"The copy to make; it must not be there yet."`
}

// Help says when it can be done.
func (*backupCommand) Help() string {
	return `The copy is a dossier like any other, whole and verified, also while reports are
being read into this one.

Example:
  verbale backup talks-2031-03-04.db`
}

// Run copies the dossier.
func (c *backupCommand) Run(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	err = dossier.Backup(a.ctx, c.File)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already and was not touched; name another file: %w", c.File, errUsage)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s is a copy of %s, %d bytes, verified.\n", plain.Text(c.File), plain.Text(dossier.Path()), info.Size())
	return err
}
