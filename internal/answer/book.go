package answer

import (
	"io"

	"verbale.dev/verbale/internal/format/xlsx"
)

// bookWriter writes rows into a workbook. The rows wait in a temporary file;
// Close writes the workbook.
type bookWriter[T any] struct {
	w       io.Writer
	book    *xlsx.Book
	columns []Column[T]
	about   func() ([][2]string, error)
}

// wideShare is the width, in characters, of a column whose cells are long.
const wideShare = 60

func newBookWriter[T any](w io.Writer, sheet Sheet[T], page Page) (*bookWriter[T], error) {
	columns := make([]xlsx.Column, len(sheet.Export))
	for i, column := range sheet.Export {
		columns[i] = xlsx.Column{Title: column.Title}
		switch {
		case column.Number:
			columns[i].Kind = xlsx.Number
		case column.Link:
			columns[i].Kind = xlsx.Link
		}
		if column.Share > 0 {
			columns[i].Width = wideShare
		}
	}
	book, err := xlsx.New(page.Name, columns)
	return &bookWriter[T]{w: w, book: book, columns: sheet.Export, about: page.About}, err
}

func (b *bookWriter[T]) Write(row T) error {
	cells := make([]string, len(b.columns))
	for i, column := range b.columns {
		cells[i] = column.Of(row)
	}
	return b.book.Row(cells)
}

func (b *bookWriter[T]) Close() error {
	var about [][2]string
	if b.about != nil {
		var err error
		if about, err = b.about(); err != nil {
			return err
		}
	}
	return b.book.Close(b.w, about)
}
