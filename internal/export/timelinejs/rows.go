package timelinejs

import (
	"io"

	"verbale.dev/verbale/internal/export/row"
)

type rows struct {
	w      io.Writer
	title  string
	events []Event
}

// NewRows returns a writer of the days of rows to w. Undated rows are left out.
func NewRows(w io.Writer, shape *row.Shape) (row.Writer, error) {
	return &rows{w: w, title: shape.Title}, nil
}

func (r *rows) Write(one *row.Row) error {
	d := one.Day
	if d == nil {
		return nil
	}
	width := Days
	switch days := d.Last - d.First; {
	case days >= 364:
		width = Years
	case days >= 27:
		width = Months
	}
	r.events = append(r.events, Event{
		ID: d.ID, First: d.First, Last: d.Last, Width: width, Display: d.Display, Headline: d.Headline, Text: d.Text, Group: d.Group,
	})
	return nil
}

func (r *rows) Close() error { return Write(r.w, r.title, r.events) }
