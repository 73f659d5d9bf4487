package main

import (
	"fmt"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/record/sqlite"
)

type documentsCommand struct {
	output
	documentFilter
	Since    string `placeholder:"DATE" help:"Of that day, month or year, or later."`
	Until    string `placeholder:"DATE" help:"Of that day, month or year, or earlier."`
	Undated  bool   `help:"Without a day of their own."`
	Versions bool   `help:"Every version that the dossier holds of them, oldest first." xor:"rows"`
	Copies   bool   `help:"What they share with others that one report has from another." xor:"rows"`
}

// Help adds examples to the help of the command.
func (*documentsCommand) Help() string {
	return `Examples:
  verbale documents
  verbale documents --undated
  verbale documents --versions
  verbale documents --copies
  verbale documents --format jsonl`
}

// Run lists documents.
func (c *documentsCommand) Run(a *app) error {
	q := c.query()
	q.ReportedSince, q.ReportedUntil, q.Undated = c.Since, c.Until, c.Undated
	if c.Versions {
		return list(a, "versions", c.output, versionSheet,
			func(d *sqlite.Dossier, yield func(*sqlite.VersionRow) error) error {
				return d.Versions(a.ctx, q, yield)
			},
			func(_ *sqlite.Dossier, n int) (string, error) { return plural(n, "version") + ".", nil })
	}
	if c.Copies {
		return list(a, "copies", c.output, sheet.Reuse,
			func(d *sqlite.Dossier, yield func(*verbale.Reuse) error) error { return d.Reuse(a.ctx, q, yield) },
			func(_ *sqlite.Dossier, n int) (string, error) {
				return plural(n, "family") + " of reports that share passages; a quotation that both have is none.", nil
			})
	}
	return list(a, "documents", c.output, sheet.Documents,
		func(d *sqlite.Dossier, yield func(*verbale.DocumentRow) error) error {
			return d.Documents(a.ctx, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			totals, err := d.Totals(a.ctx)
			return fmt.Sprintf("%s; of all %d in the dossier %d undated and %d not read.",
				plural(n, "report"), totals.Documents, totals.Undated, totals.NotRead), err
		})
}

var versionSheet = export.Sheet[*sqlite.VersionRow]{
	Table: []export.Column[*sqlite.VersionRow]{
		{Title: "name", Of: func(r *sqlite.VersionRow) string { return r.Document }, Share: 3},
		{Title: "number", Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Number) }},
		{Title: "version", Of: func(r *sqlite.VersionRow) string { return r.Version }},
		{Title: "read at", Of: func(r *sqlite.VersionRow) string { return r.ReadAt }},
		{Title: "bytes", Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "statements", Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Statements) }},
		{Title: "answers", Of: func(r *sqlite.VersionRow) string { return map[bool]string{true: "from this", false: ""}[r.Current] }},
	},
	Export: []export.Column[*sqlite.VersionRow]{
		{Title: "document", Of: func(r *sqlite.VersionRow) string { return r.Document }},
		{Title: "version", Of: func(r *sqlite.VersionRow) string { return r.Version }},
		{Title: "hash", Of: func(r *sqlite.VersionRow) string { return r.Hash }},
		{Title: "number", Kind: row.Number, Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Number) }},
		{Title: "current", Of: func(r *sqlite.VersionRow) string { return strconv.FormatBool(r.Current) }},
		{Title: "read_at", Of: func(r *sqlite.VersionRow) string { return r.ReadAt }},
		{Title: "bytes", Kind: row.Number, Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "statements", Kind: row.Number, Of: func(r *sqlite.VersionRow) string { return strconv.Itoa(r.Statements) }},
		{Title: "model", Of: func(r *sqlite.VersionRow) string { return cell.Text(r.Model) }},
		{Title: "not_read", Of: func(r *sqlite.VersionRow) string { return cell.Text(r.NotRead) }},
	},
}
