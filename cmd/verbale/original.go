package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"verbale.dev/verbale/internal/ingest"
)

type originalCommand struct {
	Report string `arg:"" help:"The report, by its name."`
	Output string `short:"o" placeholder:"FILE" help:"Write them into a file that is not there yet, in place of standard output."`
}

// Help says of what bytes are kept.
func (*originalCommand) Help() string {
	return `Bytes are kept of what is not text: pages, mails, feeds, documents. Of a report in a
mailbox or a web archive they are its own; of an entry of a feed, the feed. A text file
or a line of JSON is not kept beside its text.

Examples:
  verbale original page.html > page.html
  verbale original https://ferrypost.example/2031/strike -o strike.html`
}

// Run writes the bytes of the newest version.
func (c *originalCommand) Run(a *app) (err error) {
	if a.terminal && c.Output == "" {
		return fmt.Errorf("bytes are not written to a terminal: say where with --output FILE: %w", errUsage)
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	original, err := dossier.Original(a.ctx, c.Report)
	if err != nil {
		return err
	}
	if original.Hash == "" {
		return fmt.Errorf("the bytes of %q were forgotten with another report that they held", c.Report)
	}
	bytes, err := ingest.Unpack(original.Kept)
	if err != nil {
		return err
	}
	var to io.Writer = a.stdout
	if c.Output != "" {
		file, err := os.OpenFile(c.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		to = file
	}
	_, err = to.Write(bytes)
	return err
}
