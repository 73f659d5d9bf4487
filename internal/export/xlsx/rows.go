package xlsx

import (
	"io"

	"verbale.dev/verbale/internal/export/row"
)

// The width, in characters, of columns whose cells are long, and of one character
// less long for each share of a table's width.
const (
	wideWidth   = 70
	middleWidth = 28
)

type rows struct {
	w     io.Writer
	book  *Book
	about func() ([][2]string, error)
}

// NewRows returns a writer of a workbook to w, which is written at the end.
func NewRows(w io.Writer, shape *row.Shape) (row.Writer, error) {
	columns := make([]Column, len(shape.Columns))
	for i, column := range shape.Columns {
		columns[i] = Column{Title: column.Title, Kind: map[row.Kind]Kind{row.Number: Number, row.Link: Link, row.Date: Date}[column.Kind]}
		switch {
		case column.Share > 1:
			columns[i].Width = wideWidth
		case column.Share == 1:
			columns[i].Width = middleWidth
		case column.Kind == row.Date:
			columns[i].Width = 13
		}
	}
	book, err := New(shape.Name, columns)
	return &rows{w: w, book: book, about: shape.About}, err
}

func (r *rows) Write(one *row.Row) error { return r.book.Row(one.Cells) }

func (r *rows) Close() error {
	var about [][2]string
	if r.about != nil {
		var err error
		if about, err = r.about(); err != nil {
			return err
		}
	}
	return r.book.Close(r.w, about)
}
