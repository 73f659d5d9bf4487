// Package xlsx answers: how do rows get into a sheet that Excel and LibreOffice
// open?
//
// In go columns and rows of strings; out comes an Office Open XML workbook with
// one sheet of them and one named "about", which says where they come from.
//
//	book, err := xlsx.New("statements", []xlsx.Column{{Title: "id"}, {Title: "start", Number: true}})
//	err = book.Row([]string{"007", "12"})
//	err = book.Close(w, [][2]string{{"dossier", "talks.db"}})
//
// Law: text is typed as text, so that codes keep their zeros, dates stay ISO
// dates and nothing of a report is taken for a formula; the same rows make the same bytes.
//
// Cost: linear; rows beyond 16 MB go to a temporary file. Limits are the
// format's (ECMA-376, and Excel's own): 1,048,575 rows, 32,767 characters a
// cell. What is over a limit is left out and counted in "about". Characters
// that XML cannot hold become U+FFFD.
package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	maxRows = excelize.TotalRows - 1 // under the header
	maxCell = excelize.TotalCellChars
	maxLink = 255 // characters of an address: the limit of words in a formula
)

// Column is a column of the sheet.
type Column struct {
	Title  string
	Width  float64 // in characters; 0 is the width of the title, at least 10
	Number bool    // its cells are whole numbers
	Link   bool    // its cells are addresses, to be opened by a click
}

// Book is a workbook being made. It is for one goroutine.
type Book struct {
	file      *excelize.File
	sheet     string
	stream    *excelize.StreamWriter
	columns   []Column
	rows      int
	shortened int // cells cut to the limit of the format
	leftOut   int // rows over the limit of the format
}

// New begins a workbook with a sheet of that name, its header frozen and bold.
func New(sheet string, columns []Column) (*Book, error) {
	b := &Book{file: excelize.NewFile(), sheet: sheet, columns: columns}
	if err := b.begin(); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	return b, nil
}

func (b *Book) begin() (err error) {
	if err = b.file.SetSheetName(b.file.GetSheetName(0), b.sheet); err != nil {
		return err
	}
	if b.stream, err = b.file.NewStreamWriter(b.sheet); err != nil {
		return err
	}
	bold, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	header := make([]any, len(b.columns))
	for i, column := range b.columns {
		width := column.Width
		if width == 0 {
			width = max(10, float64(utf8.RuneCountInString(column.Title)+2))
		}
		if err := b.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		header[i] = excelize.Cell{StyleID: bold, Value: column.Title}
	}
	if err := b.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return b.stream.SetRow("A1", header)
}

// Row adds a row, one cell for each column. A row over the limit of the format
// is left out.
func (b *Book) Row(cells []string) error {
	if b.rows == maxRows {
		b.leftOut++
		return nil
	}
	b.rows++
	line := b.rows + 1
	values := make([]any, len(cells))
	for i, cell := range cells {
		column := b.columns[i]
		if n, err := strconv.ParseInt(cell, 10, 64); column.Number && err == nil {
			values[i] = n
			continue
		}
		if cell == "" {
			continue
		}
		if values[i] = b.fitting(cell); column.Link && linkable(cell) {
			// A formula with its value beside it: a link proper makes the library
			// look through all others.
			values[i] = excelize.Cell{Formula: `HYPERLINK("` + cell + `")`, Value: cell}
		}
	}
	if err := b.stream.SetRow("A"+strconv.Itoa(line), values); err != nil {
		return fmt.Errorf("xlsx: row %d: %w", line, err)
	}
	return nil
}

// linkable reports whether a cell is an address of the web that may stand in a
// formula.
func linkable(cell string) bool {
	return (strings.HasPrefix(cell, "https://") || strings.HasPrefix(cell, "http://")) && len(cell) <= maxLink &&
		!strings.ContainsFunc(cell, func(r rune) bool { return r <= ' ' || r == '"' || r > '~' })
}

// fitting cuts a cell to the limit of the format, which counts UTF-16 units.
func (b *Book) fitting(cell string) string {
	if len(cell) <= maxCell {
		return cell
	}
	units := 0
	for i, r := range cell {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > maxCell {
			b.shortened++
			return cell[:i]
		}
	}
	return cell
}

// Close writes the workbook to w, with the lines of "about" and the counts of
// rows and of what was left out. The Book is of no use after it.
func (b *Book) Close(w io.Writer, about [][2]string) error {
	err := b.stream.Flush()
	if err == nil {
		err = b.writeAbout(about)
	}
	if err == nil {
		err = b.file.Write(w)
	}
	if closeErr := b.file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

func (b *Book) writeAbout(about [][2]string) error {
	const name = "about"
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if err := b.file.SetColWidth(name, "A", "A", 22); err != nil {
		return err
	}
	if err := b.file.SetColWidth(name, "B", "B", 80); err != nil {
		return err
	}
	lines := append(about[:len(about):len(about)],
		[2]string{"rows", strconv.Itoa(b.rows)},
		[2]string{"rows left out", fmt.Sprintf("%d over the %d that a sheet can hold", b.leftOut, maxRows)},
		[2]string{"cells shortened", fmt.Sprintf("%d to the %d characters that a cell can hold", b.shortened, maxCell)},
	)
	for i, line := range lines {
		for j, words := range line {
			place, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if err := b.file.SetCellStr(name, place, b.fitting(words)); err != nil {
				return err
			}
		}
	}
	return nil
}
