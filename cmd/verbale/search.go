package main

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type searchCommand struct {
	Words []string `arg:"" help:"Words that the passage holds, all of them in any of their forms; \"words in marks\" as they stand; OR, -word, begin*; and speaker:NAME, kind:KIND, since:DATE and every other field."`
	All   bool     `help:"Also actors, statements and reports, in groups."`
	output
	documentFilter
	Since string `placeholder:"DATE" help:"In reports published on that day, month or year, or later."`
	Until string `placeholder:"DATE" help:"In reports published on that day, month or year, or earlier."`
}

// Help adds examples to the help of the command.
func (*searchCommand) Help() string {
	return `Examples:
  verbale search neutrality
  verbale search '"forty-eight hours"' --outlet courant
  verbale search --all grey
  verbale search --all 'kind:demand since:1914-07 neutrality OR neutral -treaty' `
}

// Run finds passages, or everything.
func (c *searchCommand) Run(a *app) error {
	s, err := c.search()
	if err != nil {
		return err
	}
	last := ""
	return list(a, "passages", c.output, hitSheet(a.page().Colour, c.All),
		func(d *sqlite.Dossier, yield func(*query.Hit) error) (err error) {
			last, err = c.find(a, d, s, yield)
			return err
		},
		func(d *sqlite.Dossier, n int) (string, error) { return last, nil })
}

// search is what was typed, with what the flags ask beside it.
func (c *searchCommand) search() (query.Search, error) {
	s, err := query.ParseSearch(strings.Join(c.Words, " "))
	if err != nil {
		return s, err
	}
	flags := c.query()
	flags.ReportedSince, flags.ReportedUntil = c.Since, c.Until
	for name, values := range flags.Values() {
		for _, value := range values {
			s.Query.Ask(name, value)
		}
	}
	return s, s.Query.Check()
}

// find yields what is found, and says it in the last line.
func (c *searchCommand) find(a *app, d *sqlite.Dossier, s query.Search, yield func(*query.Hit) error) (string, error) {
	if !c.All && !s.OfReports() {
		return "", fmt.Errorf("%q asks what only statements have: verbale search --all, or verbale statements: %w", s.Spelt(), errUsage)
	}
	n := 0
	if !c.All {
		if err := d.Search(a.ctx, s.Words, s.Query, func(h *query.Hit) error {
			n++
			return yield(h)
		}); err != nil || n > 0 {
			return plural(n, "passage") + ".", err
		}
	}
	directory, err := d.Directory(a.ctx)
	if err != nil {
		return "", err
	}
	limit := math.MaxInt32
	if c.table() {
		limit = groupRows
	}
	found, err := d.Find(a.ctx, directory, s, limit)
	if err != nil {
		return "", err
	}
	var counts []string
	for _, group := range found.Groups {
		if !c.All {
			break // no passage, and only passages were asked for
		}
		counts = append(counts, plural(group.Total, group.What))
		for _, h := range group.Hits {
			if err := yield(h); err != nil {
				return "", err
			}
		}
	}
	line := cmp.Or(strings.Join(counts, ", "), plural(0, "passage")) + "."
	for _, miss := range found.Missed {
		line += "\n" + missLine(miss)
	}
	for _, other := range found.Instead {
		line += fmt.Sprintf("\n%s (%s): verbale search %s", other.Why, plural(other.Total, "passage"), query.CommandLine([]string{other.Search}))
	}
	return line, nil
}

// groupRows is how many rows of each group a table shows.
const groupRows = 8

func hitSheet(colour, all bool) export.Sheet[*query.Hit] {
	before, after := "[", "]"
	if colour {
		before, after = "\x1b[1m", "\x1b[0m"
	}
	words := export.Column[*query.Hit]{Title: "words", Of: func(h *query.Hit) string { return h.Marked }, Share: 4, Marks: [2]string{before, after}}
	report := export.Column[*query.Hit]{Title: "report", Of: func(h *query.Hit) string { return h.Short }, Share: 1}
	sheet := export.Sheet[*query.Hit]{
		Table: []export.Column[*query.Hit]{
			report, words,
			{Title: "name", Of: func(h *query.Hit) string { return h.Document }, Share: 1},
			{Title: "at", Of: func(h *query.Hit) string { return fmt.Sprintf("%d-%d", h.Start, h.End) }},
		},
		Export: []export.Column[*query.Hit]{
			{Title: "document", Of: func(h *query.Hit) string { return h.Document }},
			{Title: "version", Of: func(h *query.Hit) string { return h.Version }},
			{Title: "short", Of: func(h *query.Hit) string { return h.Short }},
			{Title: "start", Of: func(h *query.Hit) string { return fmt.Sprint(h.Start) }},
			{Title: "end", Of: func(h *query.Hit) string { return fmt.Sprint(h.End) }},
			{Title: "text", Of: func(h *query.Hit) string { return h.Text }},
			{Title: "what", Of: func(h *query.Hit) string { return h.What }},
			{Title: "id", Of: func(h *query.Hit) string { return cell.Text(h.ID) }},
			{Title: "name", Of: func(h *query.Hit) string { return cell.Text(h.Name) }},
		},
	}
	if all {
		sheet.Heading = func(h *query.Hit) string { return h.What + "s" }
		sheet.Table = []export.Column[*query.Hit]{
			{Title: "name", Of: func(h *query.Hit) string { return cell.Text(h.Name) }, Share: 1}, words, report,
		}
	}
	return sheet
}
