package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/record/sqlite"
)

type transfersCommand struct {
	output
	paperFilter
}

// Help says what a transfer is.
func (*transfersCommand) Help() string {
	return `The steps of papers: drafted, altered, sent, handed over, received, published, leaked,
signed, ratified, adopted, rejected, withheld, withdrawn, agreed, announced; from whom
to whom, through whom, and on which day. What several reports tell of one step is one
row; where they do not agree, each value stands with whose it is.

Examples:
  verbale transfers --step handed_over,received
  verbale transfers --speaker sullivan --format jsonl`
}

// Run lists transfers.
func (c *transfersCommand) Run(a *app) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	return list(a, "transfers", c.output, sheet.Transfers,
		func(d *sqlite.Dossier, yield func(*verbale.Transfer) error) error {
			if err := a.tellMissed(d, q.Query); err != nil {
				return err
			}
			return d.Transfers(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			line := plural(n, "transfer") + "."
			if c.Doubtful {
				return line, nil
			}
			with, also := 0, q
			also.Doubtful = true
			err := d.Transfers(a.ctx, also, func(*verbale.Transfer) error { with++; return nil })
			return fmt.Sprintf("%s Doubtful: %d more (--doubtful).", line, with-n), err
		})
}
