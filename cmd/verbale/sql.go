package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type sqlCommand struct {
	Question string `arg:"" optional:"" help:"One SELECT, which can read the dossier and nothing else."`
	output
	Timeout time.Duration `default:"30s" placeholder:"TIME" help:"How long the question may take: 30s, 5m."`
}

// Help adds examples to the help of the command.
func (*sqlCommand) Help() string {
	return `Examples:
  verbale sql
  verbale sql "SELECT speaker, count(*) AS statements FROM v_statements GROUP BY speaker ORDER BY 2 DESC"
  verbale sql "SELECT outlet, words FROM v_statements WHERE kind = 'demand'" -o demands.csv
docs/sql.md has the views and recipes.`
}

// Run asks in SQL.
func (c *sqlCommand) Run(a *app) error {
	if err := c.settle(a); err != nil {
		return err
	}
	d, err := a.open()
	if err != nil {
		return err
	}
	defer d.Close()
	if strings.TrimSpace(c.Question) == "" {
		return a.listViews(d, c.output)
	}
	ctx, cancel := context.WithTimeout(a.ctx, c.Timeout)
	defer cancel()
	err = a.answer(ctx, d, c)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: the question took longer than %s; narrow it, or give it more with --timeout", record.ErrQuery, c.Timeout)
	}
	return err
}

func (a *app) answer(ctx context.Context, d *sqlite.Dossier, c *sqlCommand) error {
	answer, err := d.Ask(ctx, c.Question)
	if err != nil {
		return err
	}
	defer answer.Close()
	return listOf(a, d, "rows", c.output, answerSheet(answer),
		func(_ *sqlite.Dossier, yield func(answered) error) error {
			return answer.Each(ctx, func(values []any) error { return yield(answered{answer.Columns, values}) })
		},
		func(_ *sqlite.Dossier, n int) (string, error) { return plural(n, "row") + ".", nil })
}

// answered is a row of an answer, which JSON spells as an object with the columns in
// their order.
type answered struct {
	columns []string
	values  []any
}

// MarshalJSON spells the row: blobs in base64, as encoding/json has them.
func (r answered) MarshalJSON() ([]byte, error) {
	var to bytes.Buffer
	for i, column := range r.columns {
		key, err := json.Marshal(column)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(r.values[i])
		if err != nil {
			return nil, fmt.Errorf("column %q: %w", column, err)
		}
		to.WriteByte("{,"[min(i, 1)])
		to.Write(key)
		to.WriteByte(':')
		to.Write(value)
	}
	to.WriteByte('}')
	return to.Bytes(), nil
}

// cell spells a value for a table or a sheet.
func (r answered) cell(i int) string {
	switch value := r.values[i].(type) {
	case nil:
		return ""
	case string:
		return value
	case []byte:
		return fmt.Sprintf("(%d bytes)", len(value))
	case float64:
		return strconv.FormatFloat(value, 'g', -1, 64)
	default:
		return fmt.Sprint(value)
	}
}

// wordy are columns of the views that hold sentences, with their share of a table.
var wordy = map[string]int{"words": 6, "speaker_as_written": 2, "title": 2, "report": 2, "document": 2, "speaker": 2, "who": 2, "to_whom": 2, "names": 2}

// answerSheet shows an answer: a column for each of its own.
func answerSheet(answer *sqlite.Answer) export.Sheet[answered] {
	columns := make([]export.Column[answered], len(answer.Columns))
	for i, title := range answer.Columns {
		columns[i] = export.Column[answered]{Title: title, Share: wordy[title], Of: func(r answered) string { return r.cell(i) }}
		if answer.Numbers[i] {
			columns[i].Kind = row.Number
		}
		if columns[i].Share == 0 && utf8.RuneCountInString(title) > 24 {
			columns[i].Share = 1
		}
	}
	return export.Sheet[answered]{Table: columns, Export: columns}
}

// listViews says what can be asked.
func (a *app) listViews(d *sqlite.Dossier, out output) error {
	views, err := d.Views(a.ctx)
	if err != nil {
		return err
	}
	columns := []export.Column[sqlite.View]{
		{Title: "view", Of: func(v sqlite.View) string { return v.Name }},
		{Title: "a row is", Share: 2, Of: func(v sqlite.View) string { return v.Row }},
		{Title: "columns", Share: 3, Of: func(v sqlite.View) string { return strings.Join(v.Columns, ", ") }},
	}
	return listOf(a, d, "views", out, export.Sheet[sqlite.View]{Table: columns, Export: columns},
		func(_ *sqlite.Dossier, yield func(sqlite.View) error) error {
			for _, view := range views {
				if err := yield(view); err != nil {
					return err
				}
			}
			return nil
		}, nil)
}
