package answer

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Format is a form in which rows are written.
type Format string

// The formats.
const (
	Table Format = "table"
	JSON  Format = "json"
	JSONL Format = "jsonl"
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
)

// Formats lists every format.
var Formats = []Format{Table, JSON, JSONL, CSV, XLSX}

// Column is one column of a table or a sheet.
type Column[T any] struct {
	Title string
	Of    func(T) string
	// Share is the part of a table's width that a wide column gets; 0 is as
	// wide as its longest cell.
	Share  int
	Number bool // the cells are whole numbers
	Link   bool // the cells are addresses
	// Marks are what U+0002 and U+0003 in a cell are shown as, for words that
	// are to stand out. They count as no width.
	Marks [2]string
}

// Sheet says how rows of one type are shown: the columns of the table for
// people, and all columns for sheets.
type Sheet[T any] struct {
	Table  []Column[T]
	Export []Column[T]
	// Heading returns a line that stands above the row where it differs from
	// that of the row before: "undated". It may be nil.
	Heading func(T) string
}

// Page says for whom rows are written.
type Page struct {
	Width  int  // columns of the terminal; 0 where there is none
	Colour bool // colours may be used
	Excel  bool // CSV with a byte order mark and guarded cells
	// Name is the name of the sheet in a workbook, and About the lines of the
	// sheet that says where it comes from; it is asked for at the end.
	Name  string
	About func() ([][2]string, error)
}

// Writer takes rows one at a time. Close ends the answer and must be called.
type Writer[T any] interface {
	Write(row T) error
	Close() error
}

// NewWriter returns a Writer of that format to w.
func NewWriter[T any](w io.Writer, format Format, sheet Sheet[T], page Page) (Writer[T], error) {
	switch format {
	case Table:
		return newTableWriter(w, sheet, page), nil
	case JSON:
		return &jsonWriter[T]{w: w}, nil
	case JSONL:
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		return &linesWriter[T]{encoder: encoder}, nil
	case CSV:
		return newCSVWriter(w, sheet, page)
	case XLSX:
		return newBookWriter(w, sheet, page)
	}
	return nil, fmt.Errorf("answer: no format %q", format)
}

type linesWriter[T any] struct{ encoder *json.Encoder }

func (l *linesWriter[T]) Write(row T) error { return l.encoder.Encode(row) }
func (l *linesWriter[T]) Close() error      { return nil }

type jsonWriter[T any] struct {
	w     io.Writer
	begun bool
}

func (j *jsonWriter[T]) Write(row T) error {
	before := "[\n"
	if j.begun {
		before = ",\n"
	}
	j.begun = true
	var line strings.Builder
	line.WriteString(before)
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(row); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, strings.TrimSuffix(line.String(), "\n"))
	return err
}

func (j *jsonWriter[T]) Close() error {
	end := "\n]\n"
	if !j.begun {
		end = "[]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

type csvWriter[T any] struct {
	csv     *csv.Writer
	columns []Column[T]
	guard   bool
}

func newCSVWriter[T any](w io.Writer, sheet Sheet[T], page Page) (*csvWriter[T], error) {
	c := &csvWriter[T]{csv: csv.NewWriter(w), columns: sheet.Export, guard: page.Excel}
	c.csv.UseCRLF = true // RFC 4180, 2.1
	if page.Excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	titles := make([]string, len(c.columns))
	for i, column := range c.columns {
		titles[i] = column.Title
	}
	return c, c.csv.Write(titles)
}

func (c *csvWriter[T]) Write(row T) error {
	cells := make([]string, len(c.columns))
	for i, column := range c.columns {
		cells[i] = column.Of(row)
		if c.guard && cells[i] != "" && strings.ContainsRune("=+-@\t\r", rune(cells[i][0])) {
			cells[i] = "'" + cells[i]
		}
	}
	return c.csv.Write(cells)
}

func (c *csvWriter[T]) Close() error {
	c.csv.Flush()
	return c.csv.Error()
}

type tableWriter[T any] struct {
	w     io.Writer
	sheet Sheet[T]
	page  Page
	rows  []T
}

func newTableWriter[T any](w io.Writer, sheet Sheet[T], page Page) *tableWriter[T] {
	if page.Width == 0 {
		page.Width = 120
	}
	return &tableWriter[T]{w: w, sheet: sheet, page: page}
}

func (t *tableWriter[T]) Write(row T) error {
	t.rows = append(t.rows, row)
	return nil
}

// Close lays the table out, one after each heading.
func (t *tableWriter[T]) Close() error {
	heading := func(row T) string {
		if t.sheet.Heading == nil {
			return ""
		}
		return t.sheet.Heading(row)
	}
	for first := 0; first < len(t.rows); {
		title := heading(t.rows[first])
		last := first + 1
		for last < len(t.rows) && heading(t.rows[last]) == title {
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

func (t *tableWriter[T]) layOut(rows []T) string {
	layout := table.NewWriter()
	layout.SetStyle(table.StyleLight)
	layout.Style().Options = table.Options{SeparateHeader: true}
	layout.Style().Format.Header = text.FormatDefault
	layout.Style().Box.PaddingLeft = ""
	layout.Style().Box.PaddingRight = "  "
	if t.page.Colour {
		layout.Style().Color.Header = text.Colors{text.Bold}
	}
	header := make(table.Row, len(t.sheet.Table))
	widths := make([]int, len(t.sheet.Table))
	for i, column := range t.sheet.Table {
		header[i] = column.Title
		widths[i] = text.StringWidth(column.Title)
	}
	layout.AppendHeader(header)
	cells := make([]table.Row, len(rows))
	for r, row := range rows {
		cells[r] = make(table.Row, len(t.sheet.Table))
		for i, column := range t.sheet.Table {
			cell := marked(column, row)
			cells[r][i] = cell
			widths[i] = max(widths[i], text.StringWidth(cell))
		}
	}
	layout.AppendRows(cells)
	layout.SetColumnConfigs(t.columns(widths))
	return layout.Render()
}

// marked returns a cell as it may be shown, with its marks in place.
func marked[T any](column Column[T], row T) string {
	if column.Marks == [2]string{} {
		return Plain(column.Of(row))
	}
	var cell strings.Builder
	for rest := column.Of(row); rest != ""; {
		i := strings.IndexAny(rest, "\x02\x03")
		if i < 0 {
			cell.WriteString(Plain(rest))
			break
		}
		cell.WriteString(Plain(rest[:i]))
		cell.WriteString(column.Marks[rest[i]-2])
		rest = rest[i+1:]
	}
	return cell.String()
}

// columns gives what the narrow columns leave of the page to those with a share.
func (t *tableWriter[T]) columns(widths []int) []table.ColumnConfig {
	left, shares := t.page.Width, 0
	for i, column := range t.sheet.Table {
		left -= 2
		if column.Share == 0 {
			left -= widths[i]
		}
		shares += column.Share
	}
	var configs []table.ColumnConfig
	for i, column := range t.sheet.Table {
		if column.Share == 0 {
			continue
		}
		width := max(12, left*column.Share/shares)
		configs = append(configs, table.ColumnConfig{Number: i + 1, WidthMax: min(width, max(12, widths[i])), WidthMaxEnforcer: text.WrapSoft})
	}
	return configs
}
