package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/chronology"
	"verbale.dev/verbale/internal/format/ical"
	"verbale.dev/verbale/internal/format/timelinejs"
	"verbale.dev/verbale/internal/format/timeml"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

type timelineCommand struct {
	statementFilter
	Lanes  bool   `help:"Party by party: the side of the speaker, else the speaker."`
	Only   string `enum:"statement,time,both" default:"both" help:"Only statements, or only dates that are spoken of: ${enum}."`
	Format string `enum:"text,json,csv,timeml,timelinejs,ics" default:"text" help:"How to write it: ${enum}."`
	Output string `short:"o" placeholder:"PATH" help:"Write it to this file; for timeml, a folder with one file a report."`
	Limit  int    `default:"200" placeholder:"N" help:"Lines of text at most; 0 for all. Other formats give all."`
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

// settle takes the format from the ending of the file, where none was asked for.
func (c *timelineCommand) settle() error {
	if c.Format != "text" {
		return nil
	}
	switch ending := strings.TrimPrefix(filepath.Ext(c.Output), "."); ending {
	case "csv", "json", "ics":
		c.Format = ending
	case "jsonl", "xlsx":
		return fmt.Errorf("a timeline is not written as %s, but as csv, json or ics: %w", ending, errUsage)
	}
	return nil
}

// Run writes the timeline.
func (c *timelineCommand) Run(a *app) error {
	if err := c.settle(); err != nil {
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
	out := output{Output: c.Output}
	target, finish, err := out.target(a)
	if err != nil {
		return err
	}
	title := strings.TrimSuffix(filepath.Base(dossier.Path()), ".db")
	switch c.Format {
	case "json":
		err = writeRows(target, answer.JSON, entries)
	case "csv":
		err = writeRows(target, answer.CSV, entries)
	case "timelinejs":
		err = timelinejs.Write(target, title, slides(entries))
	case "ics":
		err = ical.Write(target, title, calendarEvents(entries))
	default:
		page := a.page()
		text := timelineText{page: page, lanes: c.Lanes, limit: c.Limit}
		err = text.write(target, entries)
	}
	return finish(err)
}

// entries asks the dossier for the rows and puts them in order.
func (c *timelineCommand) entries(a *app, d *record.Dossier) ([]chronology.Entry, error) {
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

func writeRows(w interface{ Write([]byte) (int, error) }, format answer.Format, entries []chronology.Entry) error {
	writer, err := answer.NewWriter(w, format, timelineSheet, answer.Page{})
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := writer.Write(e); err != nil {
			return err
		}
	}
	return writer.Close()
}

var timelineSheet = answer.Sheet[chronology.Entry]{
	Export: []answer.Column[chronology.Entry]{
		{Title: "date", Of: func(e chronology.Entry) string { return orEmpty(e.Date) }},
		{Title: "date_from", Of: func(e chronology.Entry) string { return orEmpty(e.DateFrom) }},
		{Title: "what", Of: func(e chronology.Entry) string { return string(e.What) }},
		{Title: "id", Of: func(e chronology.Entry) string { return orEmpty(e.ID) }},
		{Title: "document", Of: func(e chronology.Entry) string { return e.Document }},
		{Title: "text", Of: func(e chronology.Entry) string { return e.Text }},
		{Title: "tellings", Of: func(e chronology.Entry) string { return strconv.Itoa(e.Tellings) }},
		{Title: "independent", Of: func(e chronology.Entry) string { return strconv.Itoa(e.Independent) }},
		{Title: "version", Of: func(e chronology.Entry) string { return e.Version }},
		{Title: "start", Of: func(e chronology.Entry) string { return strconv.Itoa(e.Start) }},
		{Title: "end", Of: func(e chronology.Entry) string { return strconv.Itoa(e.End) }},
		{Title: "words", Of: func(e chronology.Entry) string { return e.Words }},
		{Title: "value", Of: func(e chronology.Entry) string { return e.Value }},
		{Title: "speaker", Of: func(e chronology.Entry) string { return orEmpty(e.Speaker) }},
		{Title: "written", Of: func(e chronology.Entry) string { return e.Written }},
		{Title: "lane", Of: func(e chronology.Entry) string { return e.Lane }},
		{Title: "ahead", Of: func(e chronology.Entry) string { return strconv.FormatBool(e.Ahead) }},
		{Title: "deadline", Of: func(e chronology.Entry) string { return strconv.FormatBool(e.Deadline) }},
		{Title: "kind", Of: func(e chronology.Entry) string { return e.Kind }},
	},
}

// headline says in one line who said something, or which words name the day.
func headline(e chronology.Entry) string {
	if e.What == chronology.Spoken {
		return e.Words
	}
	who := cmp.Or(orEmpty(e.Speaker), e.Written, "unattributed")
	return fmt.Sprintf("%s (%s)", who, e.Kind)
}

// toldBy says how many reports tell an entry, and where its words stand.
func toldBy(e chronology.Entry) string {
	where := fmt.Sprintf("%s, %d-%d", e.Short, e.Start, e.End)
	if e.Tellings > 1 {
		where += fmt.Sprintf("; told %d times, by at most %s of its own", e.Tellings, plural(e.Independent, "report"))
	}
	return where
}

// marks says what is to be known of an entry's date.
func marks(e chronology.Entry) string {
	var marks []string
	if e.Deadline {
		marks = append(marks, "limit")
	}
	if e.Ahead {
		marks = append(marks, "ahead of its report")
	}
	if e.Span.Approximate {
		marks = append(marks, "approximate")
	}
	if e.Span.Uncertain {
		marks = append(marks, "uncertain")
	}
	if len(marks) == 0 {
		return ""
	}
	return "(" + strings.Join(marks, ", ") + ")"
}

func slides(entries []chronology.Entry) []timelinejs.Event {
	var events []timelinejs.Event
	for _, e := range entries {
		if e.Date == nil {
			continue
		}
		width := timelinejs.Days
		switch days := e.Span.Last - e.Span.First; {
		case days >= 364:
			width = timelinejs.Years
		case days >= 27:
			width = timelinejs.Months
		}
		events = append(events, timelinejs.Event{
			ID: entryID(e), First: e.Span.First, Last: e.Span.Last, Width: width, Display: *e.Date,
			Headline: strings.TrimSpace(headline(e) + " " + marks(e)), Text: e.Text + " [" + toldBy(e) + "]", Group: e.Lane,
		})
	}
	return events
}

func calendarEvents(entries []chronology.Entry) []ical.Event {
	var events []ical.Event
	for _, e := range entries {
		if e.Date == nil {
			continue
		}
		event := ical.Event{
			UID: entryID(e) + "@verbale", First: e.Span.First, Last: e.Span.Last,
			Summary: strings.TrimSpace(headline(e) + " " + marks(e)), Description: e.Text + "\n[" + toldBy(e) + "]",
			Tentative: e.Span.Approximate || e.Span.Uncertain,
		}
		if e.Lane != "" {
			event.Categories = []string{e.Lane}
		}
		events = append(events, event)
	}
	return events
}

// entryID names an entry by its evidence, so that it is the same next time.
func entryID(e chronology.Entry) string {
	return fmt.Sprintf("%s-%d-%d-%s", e.Version, e.Start, e.End, e.What)
}

// timeML writes the time expressions of each report as a TimeML document.
func (c *timelineCommand) timeML(a *app, d *record.Dossier) error {
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
			Span: t.Span, Type: string(t.Type), Value: t.Value, Mod: orEmpty(t.Mod),
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
		document := &timeml.Document{ID: r.ID, Title: orEmpty(r.Title), Text: text, Timexes: times[r.ID]}
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
