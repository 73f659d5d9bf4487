package ical

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
	event := Event{
		UID: d.ID + "@verbale", First: d.First, Last: d.Last, Summary: d.Headline, Description: d.Text, Tentative: d.Tentative,
	}
	if d.Group != "" {
		event.Categories = []string{d.Group}
	}
	r.events = append(r.events, event)
	return nil
}

func (r *rows) Close() error { return Write(r.w, r.title, r.events) }
