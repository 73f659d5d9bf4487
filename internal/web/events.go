package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
)

// EventTeller is a Store that also lists what was done.
type EventTeller interface {
	// EventsOf yields each event that is asked for, doubtful ones too, in order of day,
	// report and place, undated ones last.
	EventsOf(ctx context.Context, asked EventsAsked, yield func(*verbale.Event) error) error
	// HasEvents reports whether there is an event that is not doubtful.
	HasEvents(ctx context.Context) (bool, error)
}

// EventsAsked is what is asked of events; fields that are "" ask for nothing.
type EventsAsked struct {
	Type       string `query:"type" maxLength:"32" doc:"Of this type alone."`
	Factuality string `query:"factuality" maxLength:"32" doc:"So told alone: happened, planned, possible, denied, wished."`
	Side       string `query:"side" maxLength:"200" doc:"In which somebody of this state or body takes part."`
	About      string `query:"q" maxLength:"200" doc:"In paragraphs that hold these words."`
	Since      string `query:"since" maxLength:"10" doc:"On that day, month or year, or later."`
	Until      string `query:"until" maxLength:"10" doc:"On that day, month or year, or earlier."`
	News       bool   `query:"news" doc:"Without what is told to explain."`
}

// EventsData is what was done.
type EventsData struct {
	Events []*verbale.Event `json:"events" doc:"In order of day, report and place, undated ones last; doubtful ones too."`
}

// eventsShown is how many events a page shows.
const eventsShown = 300

// eventsView is the page of events.
type eventsView struct {
	Asked    EventsAsked
	Total    int
	Given    []eventGiven
	Facets   []eventFacet
	Sections []eventSection
	Perhaps  []eventLine
	More     int // that the page does not show
	After    string
	Foot     foot
}

// eventGiven is a condition of the question, with the address of the page without it.
type eventGiven struct{ Field, Label, Without string }

// eventFacet is a field with how many events have each value of it.
type eventFacet struct {
	Field  string
	Values []choice
}

// eventSection are the events of one day, month or year; Day is "" of those without.
type eventSection struct {
	Day, ID string
	Lines   []eventLine
}

// eventLine is an event as the page shows it.
type eventLine struct {
	*verbale.Event
	Tag int
}

// values spells a question as its address does.
func (q *EventsAsked) values() url.Values {
	v := url.Values{}
	for _, f := range q.fields() {
		if *f.value != "" {
			v.Set(f.name, *f.value)
		}
	}
	if q.News {
		v.Set("news", "true")
	}
	return v
}

// eventField is a condition by its name in addresses and by its flag.
type eventField struct {
	name, flag string
	value      *string
}

func (q *EventsAsked) fields() []eventField {
	return []eventField{
		{"type", "type", &q.Type}, {"factuality", "factuality", &q.Factuality}, {"side", "side", &q.Side},
		{"q", "about", &q.About}, {"since", "since", &q.Since}, {"until", "until", &q.Until},
	}
}

// address is that of a path with the question.
func (q *EventsAsked) address(path string) string {
	if encoded := q.values().Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}

// flags spells a question as the command does.
func (q *EventsAsked) flags() []string {
	var flags []string
	for _, f := range q.fields() {
		if *f.value != "" {
			flags = append(flags, "--"+f.flag+"="+*f.value)
		}
	}
	if q.News {
		flags = append(flags, "--news")
	}
	return flags
}

// eventsAskedOf reads a question from an address.
func eventsAskedOf(v url.Values) (EventsAsked, error) {
	var q EventsAsked
	for _, f := range q.fields() {
		*f.value = strings.TrimSpace(v.Get(f.name))
	}
	q.News = v.Get("news") == "true"
	return q, q.check()
}

func (q *EventsAsked) check() error {
	if q.Type != "" && !slices.Contains(verbale.EventTypes, verbale.EventType(q.Type)) {
		return fmt.Errorf("%w: type %q is none of %s", ErrQuery, q.Type, strings.Join(query.Strings(verbale.EventTypes), ", "))
	}
	if q.Factuality != "" && !slices.Contains(verbale.EventFactualities, verbale.EventFactuality(q.Factuality)) {
		return fmt.Errorf("%w: factuality %q is none of %s", ErrQuery, q.Factuality, strings.Join(query.Strings(verbale.EventFactualities), ", "))
	}
	return nil
}

// routeEvents gives events their addresses, where the store has them.
func (s *Server) routeEvents(mux *http.ServeMux) {
	if _, ok := s.store.(EventTeller); !ok {
		return
	}
	mux.HandleFunc("GET /events", s.serveEvents)
	routeListing(s, mux, listing[*verbale.Event]{name: "events", sheet: sheet.Events, rows: func(r *http.Request) ([]*verbale.Event, []string, error) {
		q, err := eventsAskedOf(r.URL.Query())
		if err != nil {
			return nil, nil, err
		}
		rows, err := s.eventsOf(r.Context(), q)
		return slices.DeleteFunc(rows, func(e *verbale.Event) bool { return e.Doubtful }), q.flags(), err
	}})
}

// describeEvents describes the data of events.
func (s *Server) describeEvents(api huma.API, operation func(id, path, summary string) huma.Operation) {
	huma.Register(api, operation("events", "/events.json", "Who did what to whom, and when"),
		func(ctx context.Context, in *EventsAsked) (*answer[EventsData], error) {
			return answered(s, ctx, func(*catalogue) (*EventsData, error) {
				if err := in.check(); err != nil {
					return nil, err
				}
				rows, err := s.eventsOf(ctx, *in)
				return &EventsData{Events: rows}, err
			})
		})
}

func (s *Server) eventsOf(ctx context.Context, q EventsAsked) ([]*verbale.Event, error) {
	rows := []*verbale.Event{}
	store, ok := s.store.(EventTeller)
	if !ok {
		return rows, nil
	}
	return rows, store.EventsOf(ctx, q, func(e *verbale.Event) error { rows = append(rows, e); return nil })
}

// serveEvents shows the events. Types and factualities are counted among the events that
// meet all other conditions.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	q, err := eventsAskedOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	after, _ := strconv.Atoi(r.URL.Query().Get("after"))
	open := q
	open.Type, open.Factuality = "", ""
	v := eventsView{Asked: q}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		rows, err := s.eventsOf(r.Context(), open)
		if err == nil {
			v.lay(c, rows, max(after, 0))
		}
		return err
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Foot = footOf("events", q.address, "verbale events", q.flags())
	s.show(w, r, "events", http.StatusOK, view{Title: "Events", Active: "events", Wide: true, JSON: q.address("/events.json"), Data: v})
}

// lay fills the page with those of some events that are asked for.
func (v *eventsView) lay(c *catalogue, rows []*verbale.Event, after int) {
	q := v.Asked
	types, factualities, tellers := map[string]int{}, map[string]int{}, 0
	for _, e := range rows {
		ofType, ofFactuality := q.Type == "" || q.Type == string(e.Type), q.Factuality == "" || q.Factuality == string(e.Factuality)
		if !e.Doubtful && ofFactuality {
			types[string(e.Type)]++
		}
		if !e.Doubtful && ofType {
			factualities[string(e.Factuality)]++
		}
		if !ofType || !ofFactuality {
			continue
		}
		line := eventLine{Event: e}
		if len(e.Initiators) > 0 {
			line.Tag = c.tagOf(e.Initiators[0].ID)
		}
		if e.Doubtful {
			v.Perhaps = append(v.Perhaps, line)
			continue
		}
		v.Total++
		if tellers++; tellers <= after || tellers > after+eventsShown {
			continue
		}
		day := ""
		if e.On != nil {
			day = *e.On
		}
		if n := len(v.Sections); n == 0 || v.Sections[n-1].Day != day {
			v.Sections = append(v.Sections, eventSection{Day: day, ID: fmt.Sprintf("on-%d", n)})
		}
		section := &v.Sections[len(v.Sections)-1]
		section.Lines = append(section.Lines, line)
	}
	if v.More = max(0, v.Total-after-eventsShown); v.More > 0 {
		values := q.values()
		values.Set("after", strconv.Itoa(after+eventsShown))
		v.After = "/events?" + values.Encode()
	}
	if len(v.Perhaps) > eventsShown {
		v.Perhaps = v.Perhaps[:eventsShown]
	}
	v.Facets = []eventFacet{
		{"type", eventChoices(q, query.Strings(verbale.EventTypes), types, q.Type, func(q *EventsAsked, value string) { q.Type = value })},
		{"factuality", eventChoices(q, query.Strings(verbale.EventFactualities), factualities, q.Factuality, func(q *EventsAsked, value string) { q.Factuality = value })},
	}
	v.given()
}

// eventChoices are the values of a field that some events have, in their order.
func eventChoices(q EventsAsked, values []string, count map[string]int, chosen string, set func(*EventsAsked, string)) []choice {
	var list []choice
	for _, value := range values {
		if count[value] == 0 && value != chosen {
			continue
		}
		other := q
		if set(&other, value); value == chosen {
			set(&other, "")
		}
		list = append(list, choice{Label: value, Address: other.address("/events"), Count: count[value], Chosen: value == chosen})
	}
	return list
}

// given lists the conditions of the question.
func (v *eventsView) given() {
	for _, f := range v.Asked.fields() {
		if *f.value == "" {
			continue
		}
		other := v.Asked
		for _, o := range other.fields() {
			if o.name == f.name {
				*o.value = ""
			}
		}
		v.Given = append(v.Given, eventGiven{Field: f.flag, Label: *f.value, Without: other.address("/events")})
	}
	if v.Asked.News {
		other := v.Asked
		other.News = false
		v.Given = append(v.Given, eventGiven{Field: "news", Label: "no background", Without: other.address("/events")})
	}
}
