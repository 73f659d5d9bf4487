package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/sample"
)

// The columns of a sheet of marks that score reads.
const (
	rightColumn      = "right"
	missedColumn     = "missed"
	noteColumn       = "note"
	documentColumn   = "in"
	classColumn      = "class"
	confidenceColumn = "confidence"
	layerColumn      = "layer"
	rowColumn        = "row"
	foundColumn      = "found"
	fieldSuffix      = " right"
)

type scoreCommand struct {
	Sheet string `arg:"" type:"existingfile" help:"A sheet that verbale sample wrote, with a person's marks: XLSX or CSV."`
	output
	Store bool `help:"Store the statements that are marked right, with all their fields, as checked."`
	author
}

// Help says what is counted.
func (*scoreCommand) Help() string {
	return `Counts the marks of a sheet: how many rows are right, and how many of each field
among those, by kind or type and by the confidence of the row, each with the
interval in which the share of all rows lies in 95 of 100 draws; of sentences, how
many of the rows that should be there were found. A field without a mark counts as
right where its row is; rows without a mark are not counted.

Examples:
  verbale score sheet.xlsx
  verbale score sheet.xlsx --store --by "A. Reader"
  verbale score sheet.csv --format csv -o score.csv`
}

// Run counts, and stores.
func (c *scoreCommand) Run(a *app) error {
	if err := c.settle(a); err != nil {
		return err
	}
	rows, err := readMarks(a, c.Sheet)
	if err != nil {
		return err
	}
	score := sample.Score(rows)
	if len(score) == 0 {
		return fmt.Errorf("%s holds no marks: write y or n under %q: %w", c.Sheet, rightColumn, errUsage)
	}
	w, finish, err := c.target(a)
	if err != nil {
		return err
	}
	page := a.page()
	page.Name, page.Excel, page.Columns = "lines", c.Excel, c.Columns
	writer, err := export.NewWriter(w, c.format, scoreSheet, page)
	if err == nil {
		for _, line := range score {
			if err = writer.Write(line); err != nil {
				break
			}
		}
		if closeErr := writer.Close(); err == nil {
			err = closeErr
		}
	}
	if err = finish(err); err != nil || !c.Store {
		return err
	}
	return c.store(a, rows)
}

// store marks what is right in all its fields as checked.
func (c *scoreCommand) store(a *app, rows []sample.Marked) error {
	return a.change(func(ctx context.Context, _ *sqlite.Dossier, desk *correction.Desk) error {
		value, err := json.Marshal(verbale.Checked)
		if err != nil {
			return err
		}
		var all []verbale.Correction
		for _, r := range rows {
			if !wholly(r) {
				continue
			}
			statement, err := desk.Statement(ctx, r.ID)
			if err != nil {
				return fmt.Errorf("%s: row %s: %w", c.Sheet, r.ID, err)
			}
			who := c.who()
			if who.Why == "" {
				who.Why = r.Note
			}
			made, err := desk.Of(ctx, statement, overlay.Status, value, who)
			if err != nil {
				return err
			}
			all = append(all, made)
		}
		if len(all) == 0 {
			return fmt.Errorf("no statement of %s is marked right in all its fields: %w", c.Sheet, errUsage)
		}
		if _, err := desk.All(ctx, all); err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "%s stored as checked.\n", plural(len(all), "statement"))
		return nil
	})
}

// wholly reports whether a row is a statement that is right, and its fields too.
func wholly(r sample.Marked) bool {
	for _, verdict := range r.Fields {
		if verdict == sample.Wrong {
			return false
		}
	}
	return r.Row == sample.Right && strings.HasPrefix(r.ID, "s-")
}

// readMarks reads a sheet of marks. It comes in as any table does.
func readMarks(a *app, path string) ([]sample.Marked, error) {
	reader := intake.Reader{Formats: formats.All(), Columns: map[string]string{"text": "words"}}
	var rows []sample.Marked
	err := reader.Read(a.ctx, []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			if item.Fault.Kind == intake.Skipped {
				return fmt.Errorf("%w: %w", item.Fault, errUsage)
			}
			return nil
		}
		r, err := markOf(item.Document)
		if err != nil {
			return fmt.Errorf("%s: row %d: %w: %w", plain.Text(path), len(rows)+2, err, errUsage)
		}
		rows = append(rows, r)
		return a.ctx.Err()
	})
	return rows, err
}

// markOf reads a row's marks.
func markOf(document *verbale.Document) (sample.Marked, error) {
	extra := map[string]string{}
	for name, value := range document.Extra {
		var text string
		if json.Unmarshal([]byte(value), &text) != nil {
			text = value
		}
		extra[strings.ToLower(name)] = text
	}
	r := sample.Marked{ID: extra[rowColumn], Class: extra[classColumn], Confidence: -1, Note: extra[noteColumn], Fields: map[string]sample.Verdict{}}
	if r.ID == "" {
		return r, fmt.Errorf("there is no column %q: this is no sheet of verbale sample", rowColumn)
	}
	var err error
	if r.Row, err = sample.ParseVerdict(extra[rightColumn]); err != nil {
		return r, fmt.Errorf("column %q: %w", rightColumn, err)
	}
	for _, field := range fieldsOf(extra[layerColumn]) {
		if r.Fields[field], err = sample.ParseVerdict(extra[field+fieldSuffix]); err != nil {
			return r, fmt.Errorf("column %q: %w", field+fieldSuffix, err)
		}
	}
	for _, number := range []struct {
		column string
		into   *int
	}{{confidenceColumn, &r.Confidence}, {foundColumn, &r.Found}, {missedColumn, &r.Missed}} {
		text := strings.TrimSpace(extra[number.column])
		if text == "" {
			continue
		}
		if *number.into, err = strconv.Atoi(text); err != nil || *number.into < 0 {
			return r, fmt.Errorf("column %q: %q is no number", number.column, text)
		}
	}
	if extra[layerColumn] == ofSentences && strings.TrimSpace(extra[missedColumn]) == "" {
		r.Found = 0 // nobody has looked
	}
	return r, nil
}

func ofHundred(perMille int) string { return fmt.Sprintf("%d.%d", perMille/10, perMille%10) }

// scoreSheet shows a score.
var scoreSheet = export.Sheet[sample.Line]{
	Table: scoreColumns, Export: scoreColumns,
}

var scoreColumns = []export.Column[sample.Line]{
	{Title: "of", Of: func(l sample.Line) string { return l.Of }, Share: 1},
	{Title: "n", Kind: row.Number, Of: func(l sample.Line) string { return strconv.Itoa(l.N) }},
	{Title: "right", Kind: row.Number, Of: func(l sample.Line) string { return strconv.Itoa(l.Right) }},
	{Title: "%", Of: func(l sample.Line) string { return ofHundred(l.Share) }},
	{Title: "from", Of: func(l sample.Line) string { return ofHundred(l.Low) }},
	{Title: "to", Of: func(l sample.Line) string { return ofHundred(l.High) }},
}
