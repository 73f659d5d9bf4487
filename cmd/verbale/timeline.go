package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/chronology"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/timeml"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type timelineCommand struct {
	statementFilter
	Lanes  bool   `help:"Party by party: the side of the speaker, else the speaker."`
	Only   string `enum:"statement,time,both" default:"both" help:"Only statements, or only dates that are spoken of: ${enum}."`
	Format string `enum:"text,timeml,${formats}" default:"text" help:"How to write it: ${enum}."`
	Output string `short:"o" placeholder:"PATH" help:"Write it to this file; without --format the ending of its name says how (${endings}); for timeml, a folder with one file a report."`
	Limit  int    `default:"200" placeholder:"N" help:"Lines of text at most; 0 for all. Other formats give all."`

	output output `kong:"-"`
}

// Help says what stands on the timeline.
func (*timelineCommand) Help() string {
	return `The days of the dossier in order: what was said on each, once an utterance with the
number of reports that tell it, and every sentence that names a date. Stretches of
days and uncertain dates stand as they are (2021-12, 2022-01-31/2022-02-06, 2021~);
days to come are marked, and limits ("by", "until"). What is undated comes last.

Examples:
  verbale timeline --since 2022-01 --lanes
  verbale timeline --about Minsk --format ics -o minsk.ics
  verbale timeline --format timeml -o annotated`
}

// settle takes the format from the ending of the file, where none was asked for;
// nil is text, or TimeML.
func (c *timelineCommand) settle(a *app) (*export.Format, error) {
	switch {
	case c.Format == "timeml":
		return nil, nil
	case c.Format != "text":
		c.output = output{Format: c.Format, Output: c.Output}
	case c.Output == "":
		return nil, nil
	default:
		c.output = output{Format: "table", Output: c.Output}
	}
	if err := c.output.settle(a); err != nil {
		return nil, err
	}
	if c.output.table() {
		return nil, nil
	}
	return c.output.format, nil
}

// Run writes the timeline.
func (c *timelineCommand) Run(a *app) (err error) {
	format, err := c.settle(a)
	if err != nil {
		return err
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	if c.Format == "timeml" {
		return c.timeML(a, dossier)
	}
	entries, err := c.entries(a, dossier)
	if err != nil {
		return err
	}
	if c.Lanes {
		slices.SortStableFunc(entries, func(x, y chronology.Entry) int {
			return cmp.Or(strings.Compare(laneKey(x), laneKey(y)))
		})
	}
	out := output{Output: c.Output, format: format}
	target, finish, err := out.target(a)
	if err != nil {
		return err
	}
	if format == nil {
		text := timelineText{page: a.page(), lanes: c.Lanes, limit: c.Limit}
		if err = finish(text.write(target, entries)); err == nil {
			out.wrote(a, "entries", len(entries), 0)
		}
		return err
	}
	page := out.page(a, dossier, "timeline")
	page.About = func() ([][2]string, error) {
		return a.about(dossier, func() (string, error) { return entryCount(len(entries)) + ".", nil })
	}
	writer, err := export.NewWriter(target, format, chronology.Sheet, page)
	for i := 0; err == nil && i < len(entries); i++ {
		err = writer.Write(entries[i])
	}
	if err == nil {
		err = writer.Close()
	}
	if err = finish(err); err == nil {
		err = out.tellBeside(a, dossier, writer.Rows, writer.LeftOut)
	}
	if err == nil {
		out.wrote(a, "entries", writer.Rows, writer.LeftOut)
	}
	return err
}

// entries asks the dossier for the rows and puts them in order.
func (c *timelineCommand) entries(a *app, d *sqlite.Dossier) ([]chronology.Entry, error) {
	q, err := c.query()
	if err != nil {
		return nil, err
	}
	if err := a.tellMissed(d, q); err != nil {
		return nil, err
	}
	q.Since, q.Until, q.WithUndated = "", "", false // stretches of days are bounded below, by their days
	var rows chronology.Rows
	for _, bound := range []struct {
		text string
		day  **calendar.Day
		last bool
	}{{c.Since, &rows.Since, false}, {c.Until, &rows.Until, true}} {
		if bound.text == "" {
			continue
		}
		span, err := query.ParseDay(bound.text)
		if err != nil {
			return nil, err
		}
		day := span.First
		if bound.last {
			day = span.Last
		}
		*bound.day = &day
	}
	byReport := query.Query{Document: q.Document, Outlet: q.Outlet, ReportedSince: q.ReportedSince, ReportedUntil: q.ReportedUntil}
	held := map[string]bool{}
	if err := d.Statements(a.ctx, q, func(s *verbale.Statement) error {
		held[s.ID] = true
		rows.Statements = append(rows.Statements, s)
		return nil
	}); err != nil {
		return nil, err
	}
	// Who asks for some statements asks for the dates in those.
	inStatements := c.Speaker != nil || c.To != nil || c.About != "" || c.Kind != nil || c.Mode != nil || c.Account != nil ||
		c.Channel != nil || c.Undated || c.Unattributed || c.Checked || c.Status != nil
	if c.Only != string(chronology.Said) {
		if err := d.Dates(a.ctx, byReport, func(t *verbale.TimeExpression) error {
			if !inStatements || t.Statement != nil && held[*t.Statement] {
				rows.Times = append(rows.Times, *t)
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	if err := d.Documents(a.ctx, byReport, func(r *verbale.DocumentRow) error {
		rows.Reports = append(rows.Reports, r)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := d.Actors(a.ctx, query.Query{}, func(r *verbale.ActorRow) error {
		rows.Actors = append(rows.Actors, r)
		return nil
	}); err != nil {
		return nil, err
	}
	rows.Text = func(document string) (string, error) { return d.Text(a.ctx, document) }
	entries, err := chronology.Build(rows)
	if c.Only != "both" {
		entries = slices.DeleteFunc(entries, func(e chronology.Entry) bool { return string(e.What) != c.Only })
	}
	return entries, err
}

// laneKey sorts entries without a party behind the others.
func laneKey(e chronology.Entry) string {
	if e.Lane == "" {
		return "\U0010ffff"
	}
	return strings.ToLower(e.Lane)
}

// timeML writes the time expressions of each report as a TimeML document.
func (c *timelineCommand) timeML(a *app, d *sqlite.Dossier) error {
	if c.Since != "" || c.Until != "" || c.Speaker != nil || c.About != "" || c.Kind != nil {
		return fmt.Errorf("TimeML is written for whole reports: choose them with --document and --outlet: %w", errUsage)
	}
	byReport := c.documentFilter.query()
	var reports []*verbale.DocumentRow
	if err := d.Documents(a.ctx, byReport, func(r *verbale.DocumentRow) error {
		reports = append(reports, r)
		return nil
	}); err != nil {
		return err
	}
	times := map[string][]timeml.Timex{}
	if err := d.Dates(a.ctx, byReport, func(t *verbale.TimeExpression) error {
		times[t.Document] = append(times[t.Document], timeml.Timex{
			Span: t.Span, Type: string(t.Type), Value: t.Value, Mod: cell.Text(t.Mod),
		})
		return nil
	}); err != nil {
		return err
	}
	if c.Output == "" && len(reports) != 1 {
		return fmt.Errorf("%s: name a folder with -o, or one report with --document: %w", plural(len(reports), "report"), errUsage)
	}
	for _, r := range reports {
		text, err := d.Text(a.ctx, r.ID)
		if err != nil {
			return err
		}
		document := &timeml.Document{ID: r.ID, Title: cell.Text(r.Title), Text: text, Timexes: times[r.ID]}
		if day, ok := chronology.Day(r); ok {
			document.Created = day.String()
		}
		if c.Output == "" {
			_, err := fmt.Fprint(a.stdout, timeml.Write(document))
			return err
		}
		path := filepath.Join(c.Output, filepath.FromSlash(r.ID)+".tml")
		if !filepath.IsLocal(filepath.FromSlash(r.ID)) {
			path = filepath.Join(c.Output, r.Version+".tml")
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(timeml.Write(document)), 0o644); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(a.stderr, "%s written to %s.\n", plural(len(reports), "report"), c.Output)
	return err
}
