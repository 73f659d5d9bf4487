// Package csv answers: how are rows written as comma-separated values?
//
// In go rows, out comes RFC 4180 in UTF-8 with a line of titles, streamed. For
// spreadsheets it can carry a byte order mark and guard cells that would be taken
// for formulas.
package csv

import (
	"encoding/csv"
	"io"
	"strings"

	"verbale.dev/verbale/internal/export/row"
)

type writer struct {
	csv   *csv.Writer
	guard bool
}

// New returns a writer of CSV to w.
func New(w io.Writer, shape *row.Shape) (row.Writer, error) {
	if shape.Excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	c := &writer{csv: csv.NewWriter(w), guard: shape.Excel}
	c.csv.UseCRLF = true // RFC 4180, 2.1
	titles := make([]string, len(shape.Columns))
	for i, column := range shape.Columns {
		titles[i] = column.Title
	}
	return c, c.csv.Write(titles)
}

func (c *writer) Write(r *row.Row) error {
	if c.guard {
		for i, cell := range r.Cells {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				r.Cells[i] = "'" + cell
			}
		}
	}
	return c.csv.Write(r.Cells)
}

func (c *writer) Close() error {
	c.csv.Flush()
	return c.csv.Error()
}
