// Package table answers: how are rows laid out for people, on a terminal or in a
// text file?
//
// In go rows, out comes a table as wide as the terminal: narrow columns as wide as
// their cells, and what is left for those with a share of it. Rows wait until the
// end, so that memory grows with them.
package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/row"
)

type writer struct {
	w     io.Writer
	shape *row.Shape
	rows  []row.Row
}

// New returns a writer of a table to w. The rows wait until Close, since columns
// are as wide as their cells need.
func New(w io.Writer, shape *row.Shape) (row.Writer, error) {
	return &writer{w: w, shape: shape}, nil
}

func (t *writer) Write(r *row.Row) error {
	t.rows = append(t.rows, *r)
	return nil
}

// Close lays the table out, one after each heading.
func (t *writer) Close() error {
	for first := 0; first < len(t.rows); {
		title := t.rows[first].Heading
		last := first + 1
		for last < len(t.rows) && t.rows[last].Heading == title {
			last++
		}
		if title != "" {
			if _, err := fmt.Fprintf(t.w, "\n%s\n", title); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(t.w, t.layOut(t.rows[first:last])+"\n"); err != nil {
			return err
		}
		first = last
	}
	return nil
}

func (t *writer) layOut(rows []row.Row) string {
	layout := table.NewWriter()
	layout.SetStyle(table.StyleLight)
	layout.Style().Options = table.Options{SeparateHeader: true}
	layout.Style().Format.Header = text.FormatDefault
	layout.Style().Box.PaddingLeft = ""
	layout.Style().Box.PaddingRight = "  "
	if t.shape.Colour {
		layout.Style().Color.Header = text.Colors{text.Bold}
	}
	header := make(table.Row, len(t.shape.Columns))
	widths := make([]int, len(t.shape.Columns))
	for i, column := range t.shape.Columns {
		header[i] = column.Title
		widths[i] = text.StringWidth(column.Title)
	}
	layout.AppendHeader(header)
	cells := make([]table.Row, len(rows))
	for r := range rows {
		cells[r] = make(table.Row, len(t.shape.Columns))
		for i, column := range t.shape.Columns {
			cell := marked(column, rows[r].Cells[i])
			cells[r][i] = cell
			widths[i] = max(widths[i], text.StringWidth(cell))
		}
	}
	layout.AppendRows(cells)
	layout.SetColumnConfigs(t.columns(widths))
	return layout.Render()
}

// marked returns a cell as it may be shown, with its marks in place.
func marked(column row.Column, words string) string {
	if column.Marks == [2]string{} {
		return plain.Text(words)
	}
	var cell strings.Builder
	for rest := words; rest != ""; {
		i := strings.IndexAny(rest, "\x02\x03")
		if i < 0 {
			cell.WriteString(plain.Text(rest))
			break
		}
		cell.WriteString(plain.Text(rest[:i]))
		cell.WriteString(column.Marks[rest[i]-2])
		rest = rest[i+1:]
	}
	return cell.String()
}

// columns gives what the narrow columns leave of the page to those with a share.
func (t *writer) columns(widths []int) []table.ColumnConfig {
	left, shares := t.shape.Width, 0
	if left == 0 {
		left = 120
	}
	for i, column := range t.shape.Columns {
		left -= 2
		if column.Share == 0 {
			left -= widths[i]
		}
		shares += column.Share
	}
	var configs []table.ColumnConfig
	for i, column := range t.shape.Columns {
		if column.Share == 0 {
			continue
		}
		width := max(12, left*column.Share/shares)
		configs = append(configs, table.ColumnConfig{Number: i + 1, WidthMax: min(width, max(12, widths[i])), WidthMaxEnforcer: text.WrapSoft})
	}
	return configs
}
