package main

import (
	"encoding/json"
	"fmt"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/record"
)

type documentsCommand struct {
	output
	documentFilter
	Since    string `placeholder:"DATE" help:"Of that day, month or year, or later."`
	Until    string `placeholder:"DATE" help:"Of that day, month or year, or earlier."`
	Undated  bool   `help:"Without a day of their own."`
	Versions bool   `help:"Every version that the dossier holds of them, oldest first."`
}

// Help adds examples to the help of the command.
func (*documentsCommand) Help() string {
	return `Examples:
  verbale documents
  verbale documents --undated
  verbale documents --versions
  verbale documents --format jsonl`
}

// Run lists documents.
func (c *documentsCommand) Run(a *app) error {
	q := c.query()
	q.ReportedSince, q.ReportedUntil, q.Undated = c.Since, c.Until, c.Undated
	if c.Versions {
		return list(a, "versions", c.output, versionSheet,
			func(d *record.Dossier, yield func(*record.VersionRow) error) error {
				return d.Versions(a.ctx, q, yield)
			},
			func(_ *record.Dossier, n int) (string, error) { return plural(n, "version") + ".", nil })
	}
	return list(a, "documents", c.output, documentSheet,
		func(d *record.Dossier, yield func(*verbale.DocumentRow) error) error {
			return d.Documents(a.ctx, q, yield)
		},
		func(d *record.Dossier, n int) (string, error) {
			totals, err := d.Totals(a.ctx)
			return fmt.Sprintf("%s; of all %d in the dossier %d undated and %d not read.",
				plural(n, "report"), totals.Documents, totals.Undated, totals.NotRead), err
		})
}

var documentSheet = answer.Sheet[*verbale.DocumentRow]{
	Table: []answer.Column[*verbale.DocumentRow]{
		{Title: "published", Of: dayOrBounds},
		{Title: "short", Of: func(r *verbale.DocumentRow) string { return r.Short }, Share: 2},
		{Title: "title", Of: func(r *verbale.DocumentRow) string { return orDash(r.Title) }, Share: 4},
		{Title: "name", Of: func(r *verbale.DocumentRow) string { return r.ID }, Share: 3},
		{Title: "bytes", Number: true, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "versions", Number: true, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Versions) }},
		{Title: "not read", Of: func(r *verbale.DocumentRow) string { return orDash(r.NotRead) }},
	},
	Export: []answer.Column[*verbale.DocumentRow]{
		{Title: "id", Of: func(r *verbale.DocumentRow) string { return r.ID }},
		{Title: "short", Of: func(r *verbale.DocumentRow) string { return r.Short }},
		{Title: "kind", Of: func(r *verbale.DocumentRow) string { return string(r.Kind) }},
		{Title: "outlet", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.Outlet) }},
		{Title: "title", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.Title) }},
		{Title: "published", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.Published) }},
		{Title: "published_from", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.PublishedFrom) }},
		{Title: "bounds", Of: func(r *verbale.DocumentRow) string { return orJSON(r.Bounds, r.Bounds != nil) }},
		{Title: "dateline", Of: func(r *verbale.DocumentRow) string { return orJSON(r.Dateline, true) }},
		{Title: "uri", Link: true, Of: func(r *verbale.DocumentRow) string { return orEmpty(r.URI) }},
		{Title: "language", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.Language) }},
		{Title: "encoding", Of: func(r *verbale.DocumentRow) string { return r.Encoding }},
		{Title: "byte_base", Number: true, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.ByteBase) }},
		{Title: "bytes", Number: true, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "version", Of: func(r *verbale.DocumentRow) string { return r.Version }},
		{Title: "versions", Number: true, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Versions) }},
		{Title: "model", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.Model) }},
		{Title: "not_read", Of: func(r *verbale.DocumentRow) string { return orEmpty(r.NotRead) }},
		{Title: "extra", Of: func(r *verbale.DocumentRow) string { return orJSON(r.Extra, true) }},
	},
}

// dayOrBounds gives the day of a report, or what is known of it.
func dayOrBounds(r *verbale.DocumentRow) string {
	switch {
	case r.Published != nil:
		return *r.Published
	case r.Dateline.Date != nil:
		return *r.Dateline.Date
	case r.Bounds != nil:
		return "undated, from " + r.Bounds.NotBefore + " on"
	}
	return "undated"
}

var versionSheet = answer.Sheet[*record.VersionRow]{
	Table: []answer.Column[*record.VersionRow]{
		{Title: "name", Of: func(r *record.VersionRow) string { return r.Document }, Share: 3},
		{Title: "number", Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Number) }},
		{Title: "version", Of: func(r *record.VersionRow) string { return r.Version }},
		{Title: "read at", Of: func(r *record.VersionRow) string { return r.ReadAt }},
		{Title: "bytes", Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "statements", Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Statements) }},
		{Title: "answers", Of: func(r *record.VersionRow) string { return map[bool]string{true: "from this", false: ""}[r.Current] }},
	},
	Export: []answer.Column[*record.VersionRow]{
		{Title: "document", Of: func(r *record.VersionRow) string { return r.Document }},
		{Title: "version", Of: func(r *record.VersionRow) string { return r.Version }},
		{Title: "hash", Of: func(r *record.VersionRow) string { return r.Hash }},
		{Title: "number", Number: true, Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Number) }},
		{Title: "current", Of: func(r *record.VersionRow) string { return strconv.FormatBool(r.Current) }},
		{Title: "read_at", Of: func(r *record.VersionRow) string { return r.ReadAt }},
		{Title: "bytes", Number: true, Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "statements", Number: true, Of: func(r *record.VersionRow) string { return strconv.Itoa(r.Statements) }},
		{Title: "model", Of: func(r *record.VersionRow) string { return orEmpty(r.Model) }},
		{Title: "not_read", Of: func(r *record.VersionRow) string { return orEmpty(r.NotRead) }},
	},
}

func orDash[T ~string](s *T) string {
	if s == nil {
		return "–"
	}
	return string(*s)
}

func orEmpty[T ~string](s *T) string {
	if s == nil {
		return ""
	}
	return string(*s)
}

// orJSON spells a value as JSON for a cell, or nothing where it is not there.
func orJSON(value any, there bool) string {
	if !there {
		return ""
	}
	data, err := json.Marshal(value)
	if err != nil {
		return "" // the types of rows hold nothing that JSON cannot
	}
	return string(data)
}
