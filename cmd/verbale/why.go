package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/internal/record/sqlite"
)

type whyCommand struct {
	ID string `arg:"" help:"The id of a statement, or its beginning."`
}

// Help says what is told.
func (*whyCommand) Help() string {
	return `Which rule or classifier made the row and how sure it was, the words that each
field stands on, what its dates were counted from, where the day of the report
was taken from, and what a person changed, with the machine's first export.`
}

// Run says why a row is there.
func (c *whyCommand) Run(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	statement, err := correction.New(dossier, nil).Statement(a.ctx, c.ID)
	if err != nil {
		return err
	}
	reading, err := dossier.ReadingOf(a.ctx, statement.Document, "")
	if err != nil {
		return err
	}
	corrections, err := changesOf(a, dossier, statement)
	if err != nil {
		return err
	}
	page := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	w := reasons{page}
	w.statement(statement, reading)
	w.day(statement, reading)
	w.report(reading)
	w.changes(statement, corrections)
	return page.Flush()
}

// changesOf lists the corrections that met a statement.
func changesOf(a *app, dossier *sqlite.Dossier, s *verbale.Statement) ([]verbale.Correction, error) {
	effects, err := dossier.Effects(a.ctx)
	if err != nil {
		return nil, err
	}
	all, err := dossier.Corrections(a.ctx)
	return slices.DeleteFunc(all, func(c verbale.Correction) bool { return effects[c.ID].Statement != s.ID || c.Undone }), err
}

// reasons writes lines of a name and what it stands on.
type reasons struct{ w io.Writer }

func (r reasons) line(name, format string, arguments ...any) {
	fmt.Fprintf(r.w, "%s\t%s\n", name, plain.Text(fmt.Sprintf(format, arguments...)))
}

// excerpts writes words with where they stand.
func (r reasons) excerpts(name string, excerpts []verbale.Excerpt) {
	if len(excerpts) == 0 {
		r.line(name, "none in the report")
	}
	for _, e := range excerpts {
		r.line(name, "“%s” at %d-%d", e.Text, e.Start, e.End)
		name = ""
	}
}

func (r reasons) statement(s *verbale.Statement, reading *sqlite.Reading) {
	r.line("statement", "%s in %s, version %s, %s", s.ID, s.Document, s.Version, s.Part)
	r.line("made by", "%s, confidence %d of 1000, model %s", s.Rule, s.Confidence, cell.Dash(reading.Row.Model))
	r.excerpts("content", s.Content)
	r.excerpts("cue", s.Cue)
	r.excerpts("source", s.Source)
	for _, role := range []struct {
		name   string
		actors []verbale.ActorRef
	}{{"speaker", s.Speakers}, {"addressee", s.Addressees}} {
		for _, actor := range role.actors {
			r.line(role.name, "%s (%s, %s), %s", actor.Name, actor.Type, actor.ID, mentionedAs(reading, actor.ID, s))
		}
	}
	if len(s.Speakers) == 0 {
		r.line("speaker", "unattributed")
	}
	r.line("reading", "%s, %s, %s; account %s; channel %s", s.Kind, s.Mode, s.Factuality, s.Account, cell.Dash(s.Channel))
	if s.Occasion != nil {
		r.excerpts("occasion", []verbale.Excerpt{*s.Occasion})
	}
	for _, response := range s.RespondsTo {
		r.excerpts("responds to", []verbale.Excerpt{response.Excerpt})
	}
	if s.Parent != nil {
		r.line("within", "statement %s", *s.Parent)
	}
}

// mentionedAs says by which words of the statement's source, or nearest before
// its content, the report refers to an actor, and by which rule.
func mentionedAs(reading *sqlite.Reading, id string, s *verbale.Statement) string {
	told := "known by another statement or by a correction"
	for _, m := range reading.Mentions {
		if m.Chain < 0 || reading.Mentioned[m.Chain] != id {
			continue
		}
		here := fmt.Sprintf("by the %s “%s” at %d-%d, rule %s", m.Form, m.Text, m.Start, m.End, m.Rule)
		for _, e := range s.Source {
			if e.Overlaps(m.Span) {
				return here
			}
		}
		if m.Start < s.Content[0].Start {
			told = here
		}
	}
	return told
}

// day says where the statement's day was taken from.
func (r reasons) day(s *verbale.Statement, reading *sqlite.Reading) {
	if s.SaidOn == nil {
		r.line("said on", "undated; not after %s", cell.Dash(s.NotAfter))
	} else {
		r.line("said on", "%s, from its %s; not after %s", *s.SaidOn, cell.Dash(s.SaidOnFrom), cell.Dash(s.NotAfter))
	}
	from, to := s.Content[0].Start, s.Content[len(s.Content)-1].End
	for _, excerpts := range [][]verbale.Excerpt{s.Source, s.Cue} {
		for _, e := range excerpts {
			from, to = min(from, e.Start), max(to, e.End)
		}
	}
	for i, t := range reading.Dates {
		if t.Start >= from && t.End <= to || s.Occasion != nil && t.Overlaps(s.Occasion.Span) || s.SaidOn != nil && t.Value == *s.SaidOn {
			r.line("time", "“%s” at %d-%d is %s %s, rule %s, counted from %s", t.Text, t.Start, t.End, t.Type, t.Value, t.Rule, cell.Dash(t.Anchor))
			r.year(s, reading.Dates, i)
		}
	}
}

// year says from where a day has its year that the report tells without one.
func (r reasons) year(s *verbale.Statement, dates []verbale.TimeExpression, i int) {
	if on, from, ok := timex.Carry(dates, i); ok && s.SaidOn != nil && *s.SaidOn == on {
		r.line("", "in the year that brings it nearest to “%s” at %d-%d, %s: the report has no day of its own", dates[from].Text, dates[from].Start, dates[from].End, dates[from].Value)
	}
}

// report says where what is known of the report was taken from.
func (r reasons) report(reading *sqlite.Reading) {
	row := reading.Row
	r.line("report", "%s, published %s from %s, dateline %s %s %s", row.Short, cell.Dash(row.Published), cell.Dash(row.PublishedFrom),
		cell.Dash(row.Dateline.Place), cell.Dash(row.Dateline.Date), cell.Dash(row.Dateline.Agency))
	if row.Bounds != nil {
		r.line("", "undated; not written before %s: “%s” at %d-%d", row.Bounds.NotBefore, row.Bounds.Evidence.Text, row.Bounds.Evidence.Start, row.Bounds.Evidence.End)
	}
	for _, fact := range reading.Facts {
		r.line("", "%s “%s” from %s", fact.Field, fact.Value, fact.Origin)
	}
}

// changes says what a person did, and what the machine had said.
func (r reasons) changes(s *verbale.Statement, corrections []verbale.Correction) {
	r.line("status", "%s", s.Status)
	for _, c := range corrections {
		why := ""
		if c.Why != "" {
			why = ": " + c.Why
		}
		r.line("correction", "%d, %s by %s on %s%s", c.ID, c.Field, c.MadeBy, c.MadeAt, why)
		if first, known := s.Machine[c.Field]; known {
			r.line("", "the machine had %s", compact(first))
		}
	}
}

func compact(value json.RawMessage) string { return strings.Join(strings.Fields(string(value)), " ") }
