package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/record/sqlite"
)

type searchCommand struct {
	Words []string `arg:"" help:"Words that the passage holds, all of them in any of their forms; \"words in marks\" as they stand."`
	output
	documentFilter
	Since string `placeholder:"DATE" help:"In reports published on that day, month or year, or later."`
	Until string `placeholder:"DATE" help:"In reports published on that day, month or year, or earlier."`
}

// Help adds examples to the help of the command.
func (*searchCommand) Help() string {
	return `Examples:
  verbale search neutrality
  verbale search '"forty-eight hours"' --outlet courant`
}

// Run finds passages.
func (c *searchCommand) Run(a *app) error {
	words := strings.Join(c.Words, " ")
	q := c.query()
	q.ReportedSince, q.ReportedUntil = c.Since, c.Until
	return list(a, "passages", c.output, hitSheet(a.page().Colour),
		func(d *sqlite.Dossier, yield func(*sqlite.Hit) error) error {
			return d.Search(a.ctx, words, q, yield)
		},
		func(d *sqlite.Dossier, n int) (string, error) { return plural(n, "passage") + ".", nil })
}

func hitSheet(colour bool) export.Sheet[*sqlite.Hit] {
	before, after := "[", "]"
	if colour {
		before, after = "\x1b[1m", "\x1b[0m"
	}
	return export.Sheet[*sqlite.Hit]{
		Table: []export.Column[*sqlite.Hit]{
			{Title: "report", Of: func(h *sqlite.Hit) string { return h.Short }, Share: 1},
			{Title: "words", Of: func(h *sqlite.Hit) string { return h.Marked }, Share: 4, Marks: [2]string{before, after}},
			{Title: "name", Of: func(h *sqlite.Hit) string { return h.Document }, Share: 1},
			{Title: "at", Of: func(h *sqlite.Hit) string { return fmt.Sprintf("%d-%d", h.Start, h.End) }},
		},
		Export: []export.Column[*sqlite.Hit]{
			{Title: "document", Of: func(h *sqlite.Hit) string { return h.Document }},
			{Title: "version", Of: func(h *sqlite.Hit) string { return h.Version }},
			{Title: "short", Of: func(h *sqlite.Hit) string { return h.Short }},
			{Title: "start", Of: func(h *sqlite.Hit) string { return fmt.Sprint(h.Start) }},
			{Title: "end", Of: func(h *sqlite.Hit) string { return fmt.Sprint(h.End) }},
			{Title: "text", Of: func(h *sqlite.Hit) string { return h.Text }},
		},
	}
}
