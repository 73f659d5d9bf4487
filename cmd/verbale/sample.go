package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/sample"
	"verbale.dev/verbale/lang"
)

// The layers that samples are drawn from.
const (
	ofStatements = "statements"
	ofEvents     = "events"
	ofSentences  = "sentences"
)

type sampleCommand struct {
	Layer string `arg:"" enum:"statements,events,sentences" help:"What is drawn: statements, events; or sentences, to find out what was missed."`
	N     int    `short:"n" default:"200" placeholder:"N" help:"How many are drawn."`
	Seed  uint64 `default:"1" placeholder:"S" help:"Another seed draws others; the same seed the same ones."`
	output
	documentFilter
	Kind   []string `help:"Only statements of these kinds, or events of these types."`
	Status []string `help:"Only statements of this status; unread without it, so that nothing is read twice."`
}

// Help says what to do with the sheet.
func (*sampleCommand) Help() string {
	return `Draws rows by chance, each with its paragraph and empty columns for a person's
marks: y or n under "right", and under the fields of a row that is right. Sentences
have the rows that were found in them, and "missed" for how many were not.
verbale score reads the sheet and says how good the record is.

Examples:
  verbale sample statements -n 200 --seed 7 -o sheet.xlsx
  verbale sample events --kind transfer,signing -o sheet.csv
  verbale sample sentences -n 300 -o missed.xlsx
  verbale score sheet.xlsx`
}

// sampled is a row of a sheet to be marked.
type sampled struct {
	Row        string          `json:"row"`
	Layer      string          `json:"layer"`
	Class      string          `json:"class"`
	Confidence *int            `json:"confidence"`
	Fields     []string        `json:"fields"` // in the order of fieldsOf
	Document   string          `json:"document"`
	Version    string          `json:"version"`
	Span       verbale.Excerpt `json:"words"`
	Paragraph  string          `json:"paragraph"`
	Report     string          `json:"report"`
}

// fieldsOf names the fields of a layer that are judged one by one.
func fieldsOf(layer string) []string {
	switch layer {
	case ofStatements:
		return []string{"speaker", "kind", "addressees", "day", "channel"}
	case ofEvents:
		return []string{"initiators", "recipients", "day", "factuality"}
	}
	return nil
}

// Run draws.
func (c *sampleCommand) Run(a *app) error {
	if err := c.settle(a); err != nil {
		return err
	}
	if c.N < 1 {
		return fmt.Errorf("-n must be 1 or more: %w", errUsage)
	}
	draw := map[string]func(context.Context, *sqlite.Dossier, func(string, sampled)) error{
		ofStatements: c.statements, ofEvents: c.events, ofSentences: c.sentences,
	}[c.Layer]
	c.Limit = 0
	return list(a, "rows to be marked", c.output, sampleSheet(c.Layer),
		func(d *sqlite.Dossier, yield func(sampled) error) error {
			choice := sample.Choice[sampled]{N: c.N, Seed: c.Seed}
			if err := draw(a.ctx, d, choice.Offer); err != nil {
				return err
			}
			for _, r := range choice.Rows() {
				if err := fillIn(a.ctx, d, &r); err != nil {
					return err
				}
				if err := yield(r); err != nil {
					return err
				}
			}
			return nil
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			return fmt.Sprintf("%s drawn with the seed %d. Write y or n under \"right\"; then: verbale score FILE.", plural(n, "row"), c.Seed), nil
		})
}

func (c *sampleCommand) statements(ctx context.Context, d *sqlite.Dossier, offer func(string, sampled)) error {
	q := query.Query{Document: c.Document, Outlet: c.Outlet, Kind: c.Kind, Status: c.Status}
	if len(q.Status) == 0 {
		q.Status = []string{string(verbale.Unread)}
	}
	if err := q.Check(); err != nil {
		return err
	}
	return d.Statements(ctx, q, func(s *verbale.Statement) error {
		confidence := s.Confidence
		content := s.Content[0]
		content.End, content.Text = s.Content[len(s.Content)-1].End, excerpt.Join(s.Content)
		speakers := excerpt.Join(s.Source)
		if len(s.Speakers) > 0 {
			speakers = namesIn(s.Speakers)
		}
		offer(s.ID, sampled{Row: s.ID, Layer: ofStatements, Class: string(s.Kind), Confidence: &confidence, Document: s.Document, Version: s.Version,
			Span: content, Fields: []string{speakers, string(s.Kind), namesIn(s.Addressees), cell.Text(s.SaidOn), cell.Text(s.Channel)}})
		return nil
	})
}

func (c *sampleCommand) events(ctx context.Context, d *sqlite.Dossier, offer func(string, sampled)) error {
	q := record.EventQuery{Query: query.Query{Document: c.Document, Outlet: c.Outlet}, Types: c.Kind}
	if err := oneOf("type", c.Kind, query.Strings(verbale.EventTypes)); err != nil {
		return err
	}
	return d.Events(ctx, q, func(e *verbale.Event) error {
		if len(e.Evidence) == 0 {
			return nil
		}
		confidence, told := e.Confidence, e.Evidence[0]
		offer(e.ID, sampled{Row: e.ID, Layer: ofEvents, Class: string(e.Type), Confidence: &confidence, Document: told.Document, Version: told.Version,
			Span: told.Excerpt, Fields: []string{namesIn(e.Initiators), namesIn(e.Recipients), cell.Text(e.On), string(e.Factuality)}})
		return nil
	})
}

// sentences offers every sentence of the reports, with the contents of statements
// that have a cue or words in it.
func (c *sampleCommand) sentences(ctx context.Context, d *sqlite.Dossier, offer func(string, sampled)) error {
	q := query.Query{Document: c.Document, Outlet: c.Outlet}
	var reports []*verbale.DocumentRow
	if err := d.Documents(ctx, q, func(r *verbale.DocumentRow) error {
		if r.NotRead == nil {
			reports = append(reports, r)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, r := range reports {
		text, err := d.Text(ctx, r.ID)
		if err != nil {
			return err
		}
		var found []*verbale.Statement
		if err := d.Statements(ctx, query.Query{Document: []string{r.ID}}, func(s *verbale.Statement) error {
			found = append(found, s)
			return nil
		}); err != nil {
			return err
		}
		for _, sentence := range lang.Tokenize(text).Sentences {
			var rows []string
			for _, s := range found {
				if stands(s, sentence.Span) {
					rows = append(rows, namesIn(s.Speakers)+": "+excerpt.Join(s.Content))
				}
			}
			words := verbale.Excerpt{Span: sentence.Span, Text: text[sentence.Start:sentence.End]}
			offer(fmt.Sprintf("%s %d", r.ID, sentence.Start), sampled{Row: fmt.Sprintf("%s@%s/%d-%d", r.ID, r.Version, words.Start, words.End),
				Layer: ofSentences, Document: r.ID, Version: r.Version, Span: words,
				Fields: []string{strconv.Itoa(len(rows)), strings.Join(rows, "\n")}})
		}
	}
	return nil
}

// stands reports whether a statement belongs to a sentence: its cue does, or, without
// one, its first words.
func stands(s *verbale.Statement, sentence lang.Span) bool {
	first := s.Content[0].Span
	if len(s.Cue) > 0 {
		first = s.Cue[0].Span
	}
	return sentence.Start <= first.Start && first.Start < sentence.End
}

// fillIn adds the paragraph around a row's words and what the report is called.
func fillIn(ctx context.Context, d *sqlite.Dossier, r *sampled) error {
	text, err := d.Text(ctx, r.Document)
	if err != nil {
		return err
	}
	from := strings.LastIndexByte(text[:r.Span.Start], '\n') + 1
	until := len(text)
	if i := strings.IndexByte(text[r.Span.End:], '\n'); i >= 0 {
		until = r.Span.End + i
	}
	r.Paragraph = strings.TrimSpace(text[from:until])
	return d.Documents(ctx, query.Query{Document: []string{r.Document}}, func(row *verbale.DocumentRow) error {
		if row.ID == r.Document {
			r.Report = row.Short
		}
		return nil
	})
}

func namesIn(refs []verbale.ActorRef) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.Name
	}
	return strings.Join(names, "; ")
}

// sampleSheet has what was drawn, and empty columns for marks.
func sampleSheet(layer string) export.Sheet[sampled] {
	column := func(title string, share int, of func(sampled) string) export.Column[sampled] {
		return export.Column[sampled]{Title: title, Share: share, Of: of}
	}
	empty := func(title string) export.Column[sampled] { return column(title, 0, func(sampled) string { return "" }) }
	words := column("words", 2, func(r sampled) string { return r.Span.Text })
	all := []export.Column[sampled]{words}
	if layer == ofSentences {
		all = append(all, column("found", 0, func(r sampled) string { return r.Fields[0] }),
			column("rows", 2, func(r sampled) string { return r.Fields[1] }), empty(missedColumn))
	} else {
		all = append(all, empty(rightColumn))
		for i, field := range fieldsOf(layer) {
			all = append(all, column(field, 0, func(r sampled) string { return r.Fields[i] }), empty(field+fieldSuffix))
		}
	}
	all = append(all, empty(noteColumn), column("paragraph", 3, func(r sampled) string { return r.Paragraph }),
		column("report", 1, func(r sampled) string { return r.Report }), column(documentColumn, 0, func(r sampled) string { return r.Document }),
		export.Column[sampled]{Title: "from", Kind: row.Number, Of: func(r sampled) string { return strconv.Itoa(r.Span.Start) }},
		export.Column[sampled]{Title: "until", Kind: row.Number, Of: func(r sampled) string { return strconv.Itoa(r.Span.End) }},
		column(classColumn, 0, func(r sampled) string { return r.Class }),
		column(confidenceColumn, 0, func(r sampled) string {
			if r.Confidence == nil {
				return ""
			}
			return strconv.Itoa(*r.Confidence)
		}),
		column(layerColumn, 0, func(r sampled) string { return r.Layer }), column(rowColumn, 0, func(r sampled) string { return r.Row }))
	table := []export.Column[sampled]{words, column("row", 0, func(r sampled) string { return r.Row[:min(12, len(r.Row))] }), column("report", 1, func(r sampled) string { return r.Report })}
	return export.Sheet[sampled]{Table: table, Export: all}
}
