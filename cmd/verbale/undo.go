package main

import (
	"context"
	"fmt"

	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/record/sqlite"
)

type undoCommand struct {
	Correction int64 `arg:"" help:"Number of the correction; verbale corrections lists them."`
	author
}

// Help says that an undo can be undone.
func (*undoCommand) Help() string {
	return `What was corrected stays on record, and so does that it was taken back; to undo an
undo makes the correction hold again.`
}

// Run takes a correction back.
func (c *undoCommand) Run(a *app) error {
	return a.change(func(ctx context.Context, _ *sqlite.Dossier, desk *correction.Desk) error {
		who := c.who()
		if err := desk.Undo(ctx, c.Correction, who.By, who.Why); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.stdout, "correction %d is taken back.\n", c.Correction)
		return err
	})
}
