package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/delivery"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/reading"
)

type exportCommand struct {
	Format string `arg:"" optional:"" help:"In which form; --list lists them."`
	List   bool   `help:"List every format: those of whole dossiers, and those that lists are written in."`
	Output string `short:"o" placeholder:"FOLDER" help:"The folder, which must not be there. Without it: one named after the dossier and the format."`
	documentFilter
}

// Help adds examples to the help of the command.
func (*exportCommand) Help() string {
	return `A whole dossier, or the reports that are asked for, in a form that other programs
read (docs/export.md). A list is exported by its own command: verbale statements -o
statements.csv.

Examples:
  verbale export --list
  verbale export webanno -o for-inception
  verbale export parquet --outlet courant`
}

// Run exports a dossier.
func (c *exportCommand) Run(a *app) error {
	if c.List {
		return listFormats(a)
	}
	if c.Format == "" {
		return fmt.Errorf("name a format; verbale export --list lists them: %w", errUsage)
	}
	format, err := delivery.Named(c.Format)
	if err != nil {
		return err
	}
	d, err := a.open()
	if err != nil {
		return err
	}
	defer d.Close()
	q := c.documentFilter.query()
	if err := a.tellMissed(d, q); err != nil {
		return err
	}
	to := c.Output
	if to == "" {
		to = strings.TrimSuffix(d.Path(), ".db") + "." + format.Name
	}
	about, err := delivery.Write(a.ctx, delivery.Order{Dossier: d, Format: format, Query: q, To: to, Program: "verbale " + version,
		Model: reading.Name(), Command: "verbale " + strings.Join(a.arguments, " ")})
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s: %s, %s, as %s.", to, plural(about.Reports, "report"), plural(about.Rows, "row"), format.Name)
	if len(about.LeftOut) > 0 {
		line += " Left out: " + strings.Join(about.LeftOut, "; ") + "."
	}
	_, err = fmt.Fprintln(a.stdout, plain.Text(line))
	return err
}

// listFormats lists the formats of whole dossiers, and then those of lists.
func listFormats(a *app) error {
	for _, f := range delivery.Formats() {
		if _, err := fmt.Fprintf(a.stdout, "%-14s %s for %s\n", f.Name, f.Holds, f.For); err != nil {
			return err
		}
	}
	for _, f := range export.Formats() {
		if _, err := fmt.Fprintf(a.stdout, "%-14s a list: verbale statements --format %s, -o FILE.%s\n", f.Name, f.Name, f.Ending); err != nil {
			return err
		}
	}
	return nil
}
