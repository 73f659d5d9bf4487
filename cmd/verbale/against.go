package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/against"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type againstCommand struct {
	Chronology string `arg:"" type:"existingfile" help:"A chronology that a person kept: CSV or XLSX, a line a row."`
	output
	Date string `placeholder:"COLUMN" help:"The column of the day; without it the one that looks like it."`
	Text string `placeholder:"COLUMN" help:"The column of what happened; without it event, what, text, words or description."`
}

// Help says how a chronology is laid beside the record.
func (*againstCommand) Help() string {
	return `Lays a chronology beside the record: which of its lines the record tells, with the
words that tell it; which it does not; and what it tells that the chronology does not
have. A line is found where the record tells something on its day, or the one beside
it, that shares two words or names with it; without a day, three. A line that is not
found may be right, and what is found may be something else: both stand side by side.

Examples:
  verbale against chronology.xlsx
  verbale against chronology.csv --text "What happened" --date Day -o laid.xlsx`
}

// laid is a line of the answer.
type laid struct {
	part  string // "found", "not found", "the record alone"
	line  *against.Line
	found *against.Told
}

// MarshalJSON writes a line of the answer with all its keys.
func (l laid) MarshalJSON() ([]byte, error) {
	shape := struct {
		Part       string           `json:"part"`
		Line       *int             `json:"line"`
		Day        *string          `json:"day"`
		Chronology *string          `json:"chronology"`
		Layer      *string          `json:"layer"`
		ID         *string          `json:"id"`
		On         *string          `json:"on"`
		What       *string          `json:"what"`
		Evidence   *verbale.Located `json:"evidence"`
	}{Part: l.part}
	if l.line != nil {
		shape.Line, shape.Chronology = &l.line.Number, &l.line.Words
		if l.line.On != "" {
			shape.Day = &l.line.On
		}
	}
	if l.found != nil {
		shape.Layer, shape.ID, shape.What, shape.Evidence = &l.found.Layer, &l.found.ID, &l.found.What, &l.found.At
		if l.found.On != "" {
			shape.On = &l.found.On
		}
	}
	return json.Marshal(shape)
}

// Run lays the chronology beside the record.
func (c *againstCommand) Run(a *app) error {
	lines, err := c.lines(a)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	return list(a, "lines", c.output, laidSheet,
		func(d *sqlite.Dossier, yield func(laid) error) error {
			told, err := toldOfAll(a, d)
			if err != nil {
				return err
			}
			clear(counts)
			for _, part := range []string{"found", "not found", "the record alone"} {
				for _, r := range against.Lay(lines, told) {
					if partOf(r) != part {
						continue
					}
					counts[part]++
					for _, l := range laidOf(part, r) {
						if err := yield(l); err != nil {
							return err
						}
					}
				}
			}
			return nil
		},
		func(*sqlite.Dossier, int) (string, error) {
			return fmt.Sprintf("%s: %d found, %d not found. The record alone: %d.", plural(len(lines), "line"),
				counts["found"], counts["not found"], counts["the record alone"]), nil
		})
}

func partOf(r against.Row) string {
	switch {
	case r.Line == nil:
		return "the record alone"
	case len(r.Found) == 0:
		return "not found"
	}
	return "found"
}

func laidOf(part string, r against.Row) []laid {
	if len(r.Found) == 0 {
		return []laid{{part: part, line: r.Line}}
	}
	var list []laid
	for i := range r.Found {
		list = append(list, laid{part: part, line: r.Line, found: &r.Found[i]})
	}
	return list
}

var laidSheet = func() export.Sheet[laid] {
	line := func(of func(*against.Line) string) func(laid) string {
		return func(l laid) string {
			if l.line == nil {
				return ""
			}
			return of(l.line)
		}
	}
	told := func(of func(*against.Told) string) func(laid) string {
		return func(l laid) string {
			if l.found == nil {
				return ""
			}
			return of(l.found)
		}
	}
	s := export.Sheet[laid]{
		Heading: func(l laid) string { return l.part },
		Table: []export.Column[laid]{
			{Title: "line", Of: line(func(l *against.Line) string { return strconv.Itoa(l.Number) })},
			{Title: "day", Of: line(func(l *against.Line) string { return l.On })},
			{Title: "chronology", Share: 3, Of: line(func(l *against.Line) string { return l.Words })},
			{Title: "on", Of: told(func(t *against.Told) string { return t.On })},
			{Title: "what", Share: 2, Of: told(func(t *against.Told) string { return t.What })},
			{Title: "words", Share: 4, Of: told(func(t *against.Told) string { return t.At.Text })},
			{Title: "report", Share: 1, Of: told(func(t *against.Told) string { return t.At.Document })},
		},
		Export: []export.Column[laid]{
			{Title: "part", Of: func(l laid) string { return l.part }},
			{Title: "line", Kind: row.Number, Of: line(func(l *against.Line) string { return strconv.Itoa(l.Number) })},
			{Title: "day", Of: line(func(l *against.Line) string { return l.On })},
			{Title: "chronology", Share: 1, Of: line(func(l *against.Line) string { return l.Words })},
			{Title: "layer", Of: told(func(t *against.Told) string { return t.Layer })},
			{Title: "id", Of: told(func(t *against.Told) string { return t.ID })},
			{Title: "on", Of: told(func(t *against.Told) string { return t.On })},
			{Title: "what", Of: told(func(t *against.Told) string { return t.What })},
			{Title: "document", Of: told(func(t *against.Told) string { return t.At.Document })},
			{Title: "version", Of: told(func(t *against.Told) string { return t.At.Version })},
			{Title: "start", Kind: row.Number, Of: told(func(t *against.Told) string { return strconv.Itoa(t.At.Start) })},
			{Title: "end", Kind: row.Number, Of: told(func(t *against.Told) string { return strconv.Itoa(t.At.End) })},
			{Title: "words", Share: 1, Of: told(func(t *against.Told) string { return t.At.Text })},
		},
	}
	s.People = s.Table
	return s
}()

// textColumns are what the column of what happened is called, by which a chronology is
// tried.
var textColumns = []string{"event", "what", "text", "words", "description", "what happened", "entry", "title"}

// lines reads the chronology.
func (c *againstCommand) lines(a *app) ([]against.Line, error) {
	columns := textColumns
	if c.Text != "" {
		columns = []string{c.Text}
	}
	var fault error
	for _, column := range columns {
		lines, err := c.linesIn(a, column)
		if err == nil && len(lines) > 0 {
			return lines, nil
		}
		if fault == nil {
			fault = err
		}
	}
	if fault == nil {
		return nil, fmt.Errorf("%s: no column of what happened; name it with --text: %w", c.Chronology, errUsage)
	}
	return nil, fault
}

func (c *againstCommand) linesIn(a *app, column string) ([]against.Line, error) {
	mapped := map[string]string{"text": column}
	if c.Date != "" {
		mapped["published"] = c.Date
	}
	reader := intake.Reader{Formats: formats.All(), Columns: mapped}
	var lines []against.Line
	err := reader.Read(a.ctx, []string{c.Chronology}, func(item intake.Item) error {
		if item.Fault != nil {
			if item.Fault.Kind == intake.Skipped {
				return fmt.Errorf("%w: %w", item.Fault, errUsage)
			}
			return nil
		}
		line := against.Line{Number: len(lines) + 1, Words: strings.Join(strings.Fields(item.Document.Text), " ")}
		line.On, _, _ = strings.Cut(item.Document.Published, "T")
		if line.On == "" {
			line.On = extraDay(item.Document.Extra)
		}
		lines = append(lines, line)
		return a.ctx.Err()
	})
	return lines, err
}

// extraDay is the day of a column that intake did not take for the report's.
func extraDay(extra map[string]string) string {
	for _, name := range []string{"on", "day", "date", "when"} {
		for key, value := range extra {
			if !strings.EqualFold(key, name) {
				continue
			}
			var text string
			if json.Unmarshal([]byte(value), &text) != nil {
				text = value
			}
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// toldOfAll is what a dossier tells, layer by layer.
func toldOfAll(a *app, d *sqlite.Dossier) ([]against.Told, error) {
	var told []against.Told
	if err := d.Events(a.ctx, record.EventQuery{}, func(e *verbale.Event) error {
		what := string(e.Type)
		if names := partiesIn(e.Initiators) + partiesIn(e.Recipients); names != "" {
			what += ":" + names
		}
		if e.PaperAsCalled != nil {
			what += ", " + *e.PaperAsCalled
		}
		told = append(told, against.Told{ID: e.ID, Layer: "event", On: cell.Text(e.On), What: what, At: e.Evidence[0],
			Own: e.Factuality == verbale.EventHappened && e.Voice == nil && !e.Background})
		return nil
	}); err != nil {
		return nil, err
	}
	return told, d.Statements(a.ctx, query.Query{}, func(s *verbale.Statement) error {
		if len(s.Content) == 0 || s.SaidOn == nil {
			return nil
		}
		at := verbale.Located{Document: s.Document, Version: s.Version, Excerpt: s.Content[0]}
		told = append(told, against.Told{ID: s.ID, Layer: "statement", On: *s.SaidOn, What: string(s.Kind) + ":" + partiesIn(s.Speakers), At: at})
		return nil
	})
}

func partiesIn(refs []verbale.ActorRef) string {
	var b strings.Builder
	for _, r := range refs {
		b.WriteString(" " + r.Name)
	}
	return b.String()
}
