package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/query"
)

// The limits of a timeline.
const (
	maxMarks  = 300 // beyond it lanes count days, weeks or months
	maxTimes  = 100
	lanesMost = 8 // those with most in them; the others share one
)

// MarkData is one mark of a timeline: a statement.
type MarkData struct {
	ID       string  `json:"id"`
	Date     string  `json:"date" doc:"When it was said; with \"not_after\" the latest that it can have been."`
	Shape    string  `json:"shape" doc:"day, range, uncertain or not_after."`
	Speaker  string  `json:"speaker"`
	Words    string  `json:"words"`
	Short    string  `json:"short" doc:"The report that tells it."`
	Address  string  `json:"address"`
	Document string  `json:"document"`
	Account  string  `json:"account"`
	Side     *string `json:"side"`

	first, last calendar.Day
	item        Item
	number      int
}

// Tag is the colour and the mark of the side that speaks.
func (m MarkData) Tag() int { return m.item.Tag }

// BinData counts the statements of a stretch of days.
type BinData struct {
	From  string `json:"from"`
	Until string `json:"until"`
	Count int    `json:"count"`

	first, last calendar.Day
}

// LaneData is one lane of a timeline.
type LaneData struct {
	Label string     `json:"label"`
	Value string     `json:"value" doc:"As a query has it: a side, an actor's id, or \"-\"."`
	Count int        `json:"count"`
	Marks []MarkData `json:"marks"`
	Bins  []BinData  `json:"bins" doc:"In place of marks where there are too many of them."`

	Tag int `json:"-"`
}

// TimelineData is a stretch of time with what was said in it.
type TimelineData struct {
	From    string                   `json:"from"`
	Until   string                   `json:"until"`
	Lanes   []LaneData               `json:"lanes"`
	Times   []verbale.TimeExpression `json:"times" doc:"Times of day that the reports name, in a stretch of no more than a week."`
	Total   int                      `json:"total" doc:"Statements within the stretch."`
	Earlier int                      `json:"earlier"`
	Later   int                      `json:"later"`
	Undated int                      `json:"undated" doc:"Statements without any day."`

	Facts     []TimelineFact `json:"facts" doc:"Steps of papers and events within the stretch, in order of day, where statements are not narrowed down."`
	FactsLeft int            `json:"facts_left" doc:"How many of them are not listed."`

	first, last   calendar.Day
	before, after calendar.Day // the nearest days outside it with something on them, where Earlier and Later say that there are any
	middle        calendar.Day // the day of its middle statement
	told          []int        // of each day of it and of all before it: statements that may have been said then
}

// any reports whether something may have been said within days of the stretch.
func (d *TimelineData) any(from, until calendar.Day) bool {
	from, until = max(from, d.first), min(until, d.last)
	if from > until || d.told == nil {
		return false
	}
	return d.told[until-d.first+1] > d.told[from-d.first]
}

// timelineQuery is what a timeline is asked for, beside the statements.
type timelineQuery struct {
	query.Query
	From, To string // the stretch; "" is chosen to fit
	By       string // lanes: "side" or "speaker"
}

// addressee is what the field "to" is called in the addresses of timelines, where
// "from" and "to" are days.
const addressee = "addressee"

func timelineQueryOf(values url.Values) (timelineQuery, error) {
	others := url.Values{}
	for name, list := range values {
		if name != "to" {
			others[name] = list
		}
	}
	others["to"] = values[addressee]
	q, err := queryOf(others)
	t := timelineQuery{Query: q, From: values.Get("from"), To: values.Get("to"), By: values.Get("by")}
	if err != nil {
		return t, err
	}
	for _, day := range []string{t.From, t.To} {
		if day == "" {
			continue
		}
		if _, err := query.ParseDay(day); err != nil {
			return t, fmt.Errorf("from and to are days here, and %q is who was addressed: %w", addressee, err)
		}
	}
	if t.By != "" && t.By != "side" && t.By != "speaker" {
		return t, fmt.Errorf("%w: lanes are by side or by speaker, not by %q", ErrQuery, t.By)
	}
	return t, nil
}

// whole reports whether statements are not narrowed down, but by days.
func (q timelineQuery) whole() bool {
	all := q.Query
	all.Sort = ""
	return len(all.Values()) == 0
}

// address spells the address of a timeline of the query.
func (q timelineQuery) address(path string) string {
	values := q.Values()
	if to := values["to"]; to != nil {
		values[addressee] = to
		values.Del("to")
	}
	for name, value := range map[string]string{"from": q.From, "to": q.To, "by": q.By} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// timelineData gathers what a timeline shows.
func (s *Server) timelineData(ctx context.Context, c *catalogue, q timelineQuery) (*TimelineData, error) {
	t, err := c.prepare(ctx, q.Query, s.match)
	if err != nil {
		return nil, err
	}
	all := q.Query
	all.Sort = "report" // the order in which they lie, which is the fastest
	hits := c.hits(all, t)
	data := &TimelineData{Lanes: []LaneData{}, Times: []verbale.TimeExpression{}, Facts: []TimelineFact{}}
	b, _ := s.soon(ctx, c)
	if !q.whole() {
		b = nil // facts are of all of it
	}
	c.fit(data, hits, q)
	if b != nil && q.From == "" && q.To == "" {
		data.fitFacts(c, b)
	}
	if q.By == "" {
		q.By = "side"
		if len(c.sides) == 0 {
			q.By = "speaker"
		}
	}
	within := c.part(data, hits)
	data.From, data.Until = data.first.String(), data.last.String()
	if err := s.fillLanes(ctx, c, data, within, q.By); err != nil {
		return nil, err
	}
	if b != nil {
		data.gatherFacts(c, b)
	}
	if data.last-data.first < 7 {
		times, err := s.store.Times(ctx, data.From, data.Until, 5*maxTimes)
		if err != nil {
			return nil, err
		}
		for _, x := range times {
			if x.Type == verbale.TimeOfDay && len(data.Times) < maxTimes {
				data.Times = append(data.Times, x)
			}
		}
	}
	return data, nil
}

// part counts what lies before and after the stretch and what is undated, and
// returns what lies within it.
func (c *catalogue) part(data *TimelineData, hits []int32) []int32 {
	within := hits[:0]
	data.told = make([]int, data.last-data.first+2)
	var days []calendar.Day
	for _, i := range hits {
		first, last, ok := c.entries[i].when()
		switch {
		case !ok:
			data.Undated++
		case last < data.first:
			if data.Earlier == 0 || last > data.before {
				data.before = last
			}
			data.Earlier++
		case first > data.last:
			if data.Later == 0 || first < data.after {
				data.after = first
			}
			data.Later++
		default:
			within = append(within, i)
			first, last = max(first, data.first), min(last, data.last)
			days = append(days, first)
			data.told[first-data.first]++  // comes
			data.told[last-data.first+1]-- // goes
		}
	}
	slices.Sort(days)
	if len(days) > 0 {
		data.middle = days[len(days)/2]
	}
	running, sum := 0, 0
	for day, change := range data.told {
		data.told[day] = sum
		running += change
		sum += running
	}
	data.Total = len(within)
	return within
}

// when returns the days of an entry: those on which it was said, else the day
// after which it cannot have been.
func (e *entry) when() (first, last calendar.Day, ok bool) {
	if e.dated {
		return e.first, e.last, true
	}
	return e.notAfter, e.notAfter, e.hasNotAfter
}

// fit chooses the stretch of time: what was asked for, else where the reports
// are, with what was said up to six weeks before and after them.
func (c *catalogue) fit(data *TimelineData, hits []int32, q timelineQuery) {
	var first, last calendar.Day
	seen := false
	o := c.overview
	for _, i := range hits {
		from, until, ok := c.entries[i].when()
		if !ok || o.dated && (until < o.firstDay-45 || from > o.lastDay+45) {
			continue
		}
		if o.dated {
			from, until = max(from, o.firstDay-45), min(until, o.lastDay+45)
		}
		if !seen {
			first, last, seen = from, until, true
		}
		first, last = min(first, from), max(last, until)
	}
	if !seen { // all of it was long before the reports, or after them
		first, last = o.firstDay, o.lastDay
		for _, i := range hits {
			if from, until, ok := c.entries[i].when(); ok {
				if !seen {
					first, last, seen = from, until, true
				}
				first, last = min(first, from), max(last, until)
			}
		}
	}
	data.first, data.last = first, last
	if span, ok := calendar.ParseSpan(q.From); ok {
		data.first = span.First
		if q.To == "" {
			data.last = max(data.last, span.Last)
		}
	}
	if span, ok := calendar.ParseSpan(q.To); ok {
		data.last = span.Last
	}
	if data.last < data.first {
		data.first, data.last = data.last, data.first
	}
}

// fillLanes puts the statements into lanes, by side or speaker, those with most
// of them first; the many small ones share a lane.
func (s *Server) fillLanes(ctx context.Context, c *catalogue, data *TimelineData, within []int32, by string) error {
	keyOf := func(i int32) int32 {
		e := &c.entries[i]
		if by == "side" {
			return int32(e.side)
		}
		if e.speakers == 0 {
			return none
		}
		return c.refs[e.refs]
	}
	tally := make([]int, max(len(c.sides), len(c.actors))+1) // the last is none
	for _, i := range within {
		tally[last(tally, keyOf(i))]++
	}
	there := 0
	ranked := most(tally[:len(tally)-1], lanesMost, &there, func(int) bool { return false })
	left := len(within) - tally[len(tally)-1]
	for _, at := range ranked {
		left -= tally[at]
	}
	place := make([]int, len(tally)) // of each key among the lanes
	for at := range place {
		place[at] = none
	}
	add := func(key int32, lane LaneData) {
		lane.Marks, lane.Bins = []MarkData{}, []BinData{}
		place[last(tally, key)] = len(data.Lanes)
		data.Lanes = append(data.Lanes, lane)
	}
	for _, at := range ranked {
		key := int32(at)
		lane := LaneData{Count: tally[at]}
		if by == "side" {
			lane.Label, lane.Value, lane.Tag = c.sides[key], c.sides[key], c.sideTag(key)
		} else {
			lane.Label, lane.Value, lane.Tag = c.actors[key].name, c.actors[key].id, c.sideTag(c.actors[key].side)
		}
		add(key, lane)
	}
	others := none
	if left > 0 {
		others = len(data.Lanes)
		data.Lanes = append(data.Lanes, LaneData{Label: "all others", Count: left, Marks: []MarkData{}, Bins: []BinData{}})
	}
	if n := tally[len(tally)-1]; n > 0 {
		label := "unattributed"
		if by == "side" {
			label = "side not known"
		}
		add(none, LaneData{Label: label, Value: "-", Count: n})
	}
	laneOf := func(i int32) int {
		if at := place[last(tally, keyOf(i))]; at != none {
			return at
		}
		return others
	}
	if len(within) > maxMarks {
		c.bin(data, within, laneOf)
		return nil
	}
	slices.SortFunc(within, func(a, b int32) int { return int(c.dateRank[a] - c.dateRank[b]) })
	list, err := s.items(ctx, c, within, "", false)
	if err != nil {
		return err
	}
	for k, item := range list {
		e := &c.entries[within[k]]
		first, last, _ := e.when()
		m := MarkData{
			ID: item.Statement.ID, Speaker: speakerOf(&item.Statement), Words: excerpt.Join(item.Statement.Content), Short: item.Report.Short,
			Address: item.Address, Document: item.Report.ID, Account: string(item.Statement.Account), Side: item.Side,
			Shape: "day", first: first, last: last, item: item, number: k + 1,
		}
		if item.IsNote() {
			m.Short += " (a note)"
		}
		switch {
		case !e.dated:
			m.Shape, m.Date = "not_after", orEmpty(item.Statement.NotAfter)
		case e.uncertain || e.openAtOneSide:
			m.Shape, m.Date = "uncertain", orEmpty(item.Statement.SaidOn)
		case first != last:
			m.Shape, m.Date = "range", orEmpty(item.Statement.SaidOn)
		default:
			m.Date = orEmpty(item.Statement.SaidOn)
		}
		lane := &data.Lanes[laneOf(within[k])]
		lane.Marks = append(lane.Marks, m)
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// bin counts statements by stretches of days, at most 100 of them.
func (c *catalogue) bin(data *TimelineData, within []int32, laneOf func(int32) int) {
	length := (data.last-data.first)/100 + 1
	bins := make([][101]int, len(data.Lanes))
	for _, i := range within {
		first, _, _ := c.entries[i].when()
		bins[laneOf(i)][(max(first, data.first)-data.first)/length]++
	}
	for lane := range bins {
		for at, n := range bins[lane] {
			if n == 0 {
				continue
			}
			from := data.first + calendar.Day(at)*length
			until := min(from+length-1, data.last)
			data.Lanes[lane].Bins = append(data.Lanes[lane].Bins, BinData{
				From: from.String(), Until: until.String(), Count: n, first: from, last: until})
		}
	}
}

// timelineView is the page of a timeline.
type timelineView struct {
	*TimelineData
	Asked   timelineQuery
	Query   query.Query
	Drawing drawing
	Zoom    []zoomLink
	List    string
	Print   string
	// Undatable is the address of what has no day at all.
	Undatable string
	Marks     []MarkData
	Days      []markDay
	By        string
	Lanes2    []zoomLink
}

// markDay is a day, or what is written for one, with what was said then.
type markDay struct {
	Date      string
	Bounded   bool // it is the last day on which it can have been said
	Uncertain bool
	Marks     []MarkData
	Facts     []factLine
	Count     int // statements of the day, where they are counted and not listed

	first, last calendar.Day
}

// byDay puts marks that are in order under their days.
func byDay(marks []MarkData) []markDay {
	var days []markDay
	for _, m := range marks {
		day := markDay{Date: m.Date, Bounded: m.Shape == "not_after", Uncertain: m.Shape == "uncertain", first: m.first, last: m.last}
		if n := len(days); n == 0 || days[n-1].Date != day.Date || days[n-1].Bounded != day.Bounded {
			days = append(days, day)
		}
		days[len(days)-1].Marks = append(days[len(days)-1].Marks, m)
	}
	return days
}

// counted are the days of statements that are counted day by day and not listed.
func (d *TimelineData) counted() []markDay {
	counts := map[calendar.Day]int{}
	for _, lane := range d.Lanes {
		for _, b := range lane.Bins {
			if b.first != b.last {
				return nil
			}
			counts[b.first] += b.Count
		}
	}
	var days []markDay
	for day, n := range counts {
		days = append(days, markDay{Date: day.String(), Count: n, first: day, last: day})
	}
	slices.SortFunc(days, func(a, b markDay) int { return int(a.first - b.first) })
	return days
}

type zoomLink struct {
	Label, Address string
	Chosen         bool
}

func (s *Server) timelineView(r *http.Request) (*timelineView, error) {
	q, err := timelineQueryOf(r.URL.Query())
	if err != nil {
		return nil, err
	}
	v := &timelineView{Query: q.Query, Asked: q}
	if err := s.ask(r.Context(), func(c *catalogue) (err error) {
		v.TimelineData, err = s.timelineData(r.Context(), c, q)
		v.By = q.By
		if v.By == "" {
			v.By = "side"
			if len(c.sides) == 0 {
				v.By = "speaker"
			}
		}
		return err
	}); err != nil {
		return nil, err
	}
	drawn := *v.TimelineData
	if len(v.Facts) > 0 {
		drawn.Lanes = append([]LaneData{factLane(v.Facts, s.shortOf)}, v.Lanes...)
	}
	v.Drawing = draw(&drawn, q, v.By)
	v.Zoom = v.zoom(q)
	v.List = listAddress(q.Query)
	undated := q.Query
	undated.Since, undated.Until, undated.WithUndated, undated.Undated = "", "", false, true
	v.Undatable = listAddress(undated)
	v.Print = q.at("/timeline.print", v.first, v.last)
	for _, by := range []string{"side", "speaker"} {
		other := q
		other.By = by
		v.Lanes2 = append(v.Lanes2, zoomLink{Label: "by " + by, Address: other.at("/timeline", v.first, v.last), Chosen: v.By == by})
	}
	for _, lane := range v.Lanes {
		v.Marks = append(v.Marks, lane.Marks...)
	}
	slices.SortFunc(v.Marks, func(a, b MarkData) int { return a.number - b.number })
	v.Days = withFacts(append(byDay(v.Marks), v.counted()...), v.Facts)
	return v, nil
}

// at spells the address of the timeline of another stretch.
func (q timelineQuery) at(path string, first, last calendar.Day) string {
	q.From, q.To = first.String(), last.String()
	return q.address(path)
}

// zoom makes the links that show more, less, earlier and later. Each leads to
// a stretch that something was said in.
func (v *timelineView) zoom(q timelineQuery) []zoomLink {
	length := v.last - v.first + 1
	var links []zoomLink
	if v.Earlier > 0 {
		first := min(v.first-(length+1)/2, v.before)
		links = append(links, zoomLink{Label: "← earlier", Address: q.at("/timeline", first, first+length-1)})
	}
	if v.Later > 0 {
		last := max(v.last+(length+1)/2, v.after)
		links = append(links, zoomLink{Label: "later →", Address: q.at("/timeline", last-length+1, last)})
	}
	if v.Earlier > 0 || v.Later > 0 {
		links = append(links, zoomLink{Label: "longer", Address: q.at("/timeline", v.first-length/2-1, v.last+length/2+1)})
	}
	if length > 1 && v.Total > 0 {
		first := max(v.middle-length/4, v.first)
		links = append(links, zoomLink{Label: "shorter", Address: q.at("/timeline", first, max(first+length/2-1, v.middle))})
	}
	if q.From != "" || q.To != "" {
		whole := q
		whole.From, whole.To = "", ""
		links = append(links, zoomLink{Label: "to fit", Address: whole.address("/timeline")})
	}
	return links
}

func (s *Server) serveTimeline(w http.ResponseWriter, r *http.Request) {
	v, err := s.timelineView(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "timeline", http.StatusOK, view{
		Title: "Timeline", Active: "timeline", Wide: true, JSON: v.Asked.address("/timeline.json"), Data: v,
	})
}
