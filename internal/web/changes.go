package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export/sheet"
)

// ChangesData is what is new since a day.
type ChangesData struct {
	Since   string            `json:"since"`
	Changes []*verbale.Change `json:"changes" doc:"In order of day; what has no day, and may be new, last."`
}

type changesAsked struct {
	Since string `query:"since" maxLength:"10" doc:"Of that day or later; without it, of the day of the last report but one."`
}

// changesView is the page of what is new.
type changesView struct {
	Since  string
	Looked string // the moment after which the reports came in that tell it; "" where it goes by days
	Days   []dayLink
	Of     []changedDay
	MayBe  []changeRow
	Total  int
	Foot   foot
}

type changedDay struct {
	Day  string
	Rows []changeRow
}

// changeRow is one change as a line.
type changeRow struct {
	*verbale.Change
	Did     string
	Who     string
	Of      string
	Address string // of the row that changed
	Words   verbale.Located
	Tag     int
}

var (
	changeCell = columnOf(sheet.Changes.Table, "what")
	changeOf   = columnOf(sheet.Changes.Table, "of")
	changeWho  = columnOf(sheet.Changes.Table, "who")
)

// since are the changes of a day and later, and those that have no day and are told by
// a report of that day, of a later one, or of one without a day.
func (b *between) since(c *catalogue, day string) []*verbale.Change {
	list := []*verbale.Change{}
	for _, change := range b.changes {
		of := c.firstReport(change.Evidence[:1])
		if change.On != nil {
			of = *change.On
		}
		if n := min(len(of), len(day)); of == "" || of[:n] >= day[:n] {
			list = append(list, change)
		}
	}
	return list
}

// reportDays are the days of the reports, in order.
func (c *catalogue) reportDays() []string {
	var days []string
	for i := range c.documents {
		if c.documents[i].dated {
			days = append(days, c.documents[i].day.String())
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// sinceOf is the day of which an address asks; without one the last day but one of the
// reports.
func sinceOf(c *catalogue, values url.Values) (string, error) {
	since := values.Get("since")
	if since == "" {
		days := c.reportDays()
		if len(days) == 0 {
			return "0001-01-01", nil
		}
		return days[max(0, len(days)-2)], nil
	}
	if _, ok := calendar.ParseSpan(since); !ok {
		return "", fmt.Errorf("%w: since %q is no date; write it as 2022-02-01", ErrQuery, since)
	}
	return since, nil
}

func sinceAddress(day string) func(string) string {
	return func(path string) string { return path + "?since=" + url.QueryEscape(day) }
}

func (s *Server) changesData(ctx context.Context, c *catalogue, since string) (*ChangesData, error) {
	since, err := sinceOf(c, url.Values{"since": {since}})
	if err != nil {
		return nil, err
	}
	b, err := s.between(ctx, c)
	if err != nil {
		return nil, err
	}
	return &ChangesData{Since: since, Changes: b.since(c, since)}, nil
}

func (s *Server) serveChanges(w http.ResponseWriter, r *http.Request) {
	v := changesView{}
	if err := s.ask(r.Context(), func(c *catalogue) (err error) {
		if v.Since, err = sinceOf(c, r.URL.Query()); err != nil {
			return err
		}
		b, err := s.between(r.Context(), c)
		if err != nil {
			return err
		}
		if looked := r.URL.Query().Get("looked"); looked != "" {
			since, err := time.Parse(time.RFC3339, looked)
			if err != nil {
				return fmt.Errorf("%w: looked %q is no moment; write it as 2022-02-09T10:00:00Z", ErrQuery, looked)
			}
			v.Looked = since.UTC().Format("2006-01-02T15:04")
			v.lay(c, b, b.toldBy(c, c.readSince(since)))
			return nil
		}
		v.lay(c, b, b.since(c, v.Since))
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Foot = footOf("changes", sinceAddress(v.Since), "verbale changes", []string{"--since=" + v.Since})
	s.show(w, r, "changes", http.StatusOK, view{Title: "Changes", Active: "changes", JSON: sinceAddress(v.Since)("/changes.json"), Data: v})
}

func (v *changesView) lay(c *catalogue, b *between, changes []*verbale.Change) {
	days := c.reportDays()
	for _, day := range days[max(0, len(days)-daysLinked):] {
		v.Days = append(v.Days, dayLink{Day: day, Address: sinceAddress(day)("/changes"), Here: day == v.Since})
	}
	for _, change := range changes {
		row := c.changeRow(b, change)
		v.Total++
		if change.MayBe {
			v.MayBe = append(v.MayBe, row)
			continue
		}
		day := ""
		if change.On != nil {
			day = *change.On
		}
		if n := len(v.Of); n == 0 || v.Of[n-1].Day != day {
			v.Of = append(v.Of, changedDay{Day: day})
		}
		of := &v.Of[len(v.Of)-1]
		of.Rows = append(of.Rows, row)
	}
}

func (c *catalogue) changeRow(b *between, change *verbale.Change) changeRow {
	row := changeRow{Change: change, Did: changeCell(change), Who: changeWho(change), Of: changeOf(change), Words: change.Evidence[0]}
	if change.Side != nil {
		row.Tag = c.tagOf(change.Side.ID)
	}
	if len(change.Rows) > 0 {
		switch change.Layer {
		case "request":
			row.Address = "/exchange/" + change.Rows[0]
			if of := b.requestOf(change.Rows[0]); of != nil && change.What == "first" {
				row.Did = correspondence.CardOf(of, nil, false).Verb
			}
		case "clause":
			row.Address = "/clauses#" + change.Rows[0]
		case "expectation":
			row.Address = "/expectations#" + change.Rows[0]
		}
	}
	return row
}
