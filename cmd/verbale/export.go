package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"verbale.dev/verbale/internal/delivery"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
)

type exportCommand struct {
	Format string   `arg:"" optional:"" help:"In which form; --list lists them."`
	List   bool     `help:"List every format: those of whole dossiers, and those that lists are written in."`
	Output string   `short:"o" placeholder:"FOLDER" help:"The folder, which must not be there. Without it: one named after the dossier and the format."`
	Redact []string `enum:"notes,correctors" help:"Leave out of tables: the notes of corrections, who made them (${enum})."`
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
	return a.deliver(delivery.Order{Format: format, Query: c.documentFilter.query(), To: c.Output, Redact: c.Redact})
}

// rowsPercent is how much of what is in use may lie about before it is swept up, per cent,
// while a dossier is written: rows are read once and dropped. It takes the peak of a
// Parquet export of 461,002 rows from 249 to 190 MB.
const rowsPercent = 25

// deliver writes a whole dossier and says what was written.
func (a *app) deliver(o delivery.Order) error {
	defer debug.SetGCPercent(debug.SetGCPercent(rowsPercent))
	d, err := a.open()
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.tellMissed(d, o.Query); err != nil {
		return err
	}
	if o.To == "" {
		o.To = strings.TrimSuffix(d.Path(), ".db") + "." + o.Format.Name
	}
	if o.Model, err = modelOf(a.ctx, d); err != nil {
		return err
	}
	o.Dossier, o.Program, o.Command = d, "verbale "+version, "verbale "+strings.Join(a.arguments, " ")
	about, err := delivery.Write(a.ctx, o)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s: %s, %s, as %s.", o.To, plural(about.Reports, "report"), plural(about.Rows, "row"), o.Format.Name)
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
