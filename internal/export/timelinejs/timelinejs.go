// Package timelinejs answers how days with something on them are written for
// TimelineJS, a timeline for web pages.
//
// In go events with their days, out comes the JSON that TimelineJS 3 reads.
// Its texts are HTML, so that the words of reports are escaped.
//
// Reference: https://timeline.knightlab.com/docs/json-format.html
package timelinejs

import (
	"encoding/json"
	"html"
	"io"

	"verbale.dev/verbale/internal/calendar"
)

// Event is one event of the timeline.
type Event struct {
	ID          string
	First, Last calendar.Day
	Width       Width  // how exactly First and Last are meant
	Display     string // the date as it is shown: "2021~"
	Headline    string // plain text
	Text        string // plain text
	Group       string // the lane; "" for none
}

// Width is how much of a date is written.
type Width uint8

// The widths of dates.
const (
	Days Width = iota
	Months
	Years
)

type date struct {
	Year  int `json:"year"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type text struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

type slide struct {
	ID      string `json:"unique_id"`
	Start   date   `json:"start_date"`
	End     *date  `json:"end_date,omitempty"`
	Display string `json:"display_date"`
	Group   string `json:"group,omitempty"`
	Text    text   `json:"text"`
}

// Write writes a timeline with a title and events in the order given.
func Write(w io.Writer, title string, events []Event) error {
	timeline := struct {
		Title struct {
			Text text `json:"text"`
		} `json:"title"`
		Events []slide `json:"events"`
	}{Events: make([]slide, 0, len(events))}
	timeline.Title.Text.Headline = html.EscapeString(title)
	for _, e := range events {
		s := slide{
			ID: e.ID, Start: of(e.First, e.Width), Display: html.EscapeString(e.Display), Group: html.EscapeString(e.Group),
			Text: text{html.EscapeString(e.Headline), html.EscapeString(e.Text)},
		}
		if end := of(e.Last, e.Width); end != s.Start {
			s.End = &end
		}
		timeline.Events = append(timeline.Events, s)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(timeline)
}

func of(d calendar.Day, width Width) date {
	year, month, day := d.Date()
	switch width {
	case Years:
		return date{Year: year}
	case Months:
		return date{Year: year, Month: month}
	}
	return date{year, month, day}
}
