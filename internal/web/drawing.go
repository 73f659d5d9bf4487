package web

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/query"
)

// The measures of a drawing, in its own units.
const (
	drawnWidth  = 1200
	laneLabel   = 190 // units left of the axis
	rowHeight   = 17
	laneGap     = 14
	axisHeight  = 44
	markWidth   = 13
	maxRows     = 24
	binRowUnits = 46
)

// drawing is a timeline laid out for the template that writes it as SVG.
type drawing struct {
	Width, Height, Left int
	Axis                int // where the lanes begin
	Ticks               []tick
	Lanes               []drawnLane
	Times               []drawnTime
	TimesAt             int
	Summary             string
}

type tick struct {
	X       string
	Label   string
	Address string
	Strong  bool
}

type drawnLane struct {
	Y, Height int
	Middle    int
	Label     string
	Address   string
	Count     int
	Tag       int
	Marks     []drawnMark
	Bars      []drawnBar
	Hidden    int
}

type drawnMark struct {
	MarkData
	X, Y     string
	BarX     string
	BarWidth string
	BarY     string
	Number   int
	Tag      int
	Label    string
	Inside   template.HTML
}

type drawnBar struct {
	X, Y, Width, Height string
	Address, Label      string
}

type drawnTime struct {
	X       string
	Label   string
	Address string
}

// scale maps days, and minutes of a day, to units of the drawing.
type scale struct {
	first calendar.Day
	per   float64 // units a day
}

func (s scale) x(day calendar.Day, hours float64) float64 {
	return laneLabel + (float64(day-s.first)+hours/24)*s.per
}

func units(x float64) string { return fmt.Sprintf("%.1f", x) }

// draw lays a timeline out: ticks, lanes, and marks that do not cover each other.
func draw(data *TimelineData, q timelineQuery, by string) drawing {
	days := float64(data.last-data.first) + 1
	s := scale{first: data.first, per: (drawnWidth - laneLabel - 12) / days}
	d := drawing{Width: drawnWidth, Left: laneLabel, Axis: axisHeight}
	d.Ticks = ticks(data, s, q)
	y := axisHeight + laneGap/2
	for _, lane := range data.Lanes {
		drawn := drawnLane{Y: y, Label: shorten(shown(lane.Label), 24), Count: lane.Count, Tag: lane.Tag}
		narrowed := q.Query
		if lane.Value != "" {
			narrowed = q.Only(by, lane.Value)
			drawn.Address = listAddress(narrowed)
		}
		if len(lane.Bins) > 0 {
			drawn.Height = binRowUnits
			drawn.Bars = bars(lane.Bins, s, y, narrowed)
		} else {
			rows := drawn.place(lane, s, data.first, data.last)
			drawn.Height = max(1, rows)*rowHeight + 4
		}
		drawn.Middle = y + min(drawn.Height, 2*rowHeight)/2 + 2
		y += drawn.Height + laneGap
		d.Lanes = append(d.Lanes, drawn)
	}
	if len(data.Times) > 0 {
		d.TimesAt = y
		last := -100.0
		for _, t := range data.Times {
			day, hours, ok := clockOf(t.Value)
			if !ok {
				continue
			}
			x := s.x(day, hours)
			if x-last < 3 {
				continue
			}
			last = x
			d.Times = append(d.Times, drawnTime{X: units(x), Label: shown(t.Text) + " – " + spellDate(t.Value),
				Address: address{document: t.Document, version: t.Version, span: &t.Span}.path()})
		}
		y += rowHeight + laneGap
	}
	d.Height = y + 4
	d.Summary = fmt.Sprintf("Timeline from %s to %s with %s in %s", spellDate(data.From), spellDate(data.Until),
		count(data.Total, "statement", "statements"), count(len(data.Lanes), "lane", "lanes"))
	return d
}

// place puts the marks of a lane into rows so that none covers another, and
// returns how many rows there are.
func (l *drawnLane) place(lane LaneData, s scale, first, last calendar.Day) int {
	marks := slices.Clone(lane.Marks)
	slices.SortStableFunc(marks, func(a, b MarkData) int { return int(a.first) - int(b.first) })
	var ends []float64 // of the last mark of each row
	for _, m := range marks {
		from, until := s.x(max(m.first, first), 0), s.x(min(m.last, last), 24)
		middle := (from + until) / 2
		drawn := drawnMark{MarkData: m, Number: m.number, Tag: m.item.Tag, Inside: markShape(m.item.Tag)}
		left, right := middle-markWidth/2, middle+markWidth/2
		if m.Shape == "range" || m.Shape == "uncertain" && m.first != m.last {
			left, right = min(from, left), max(until, right)
			drawn.BarX, drawn.BarWidth = units(from+1), units(max(until-from-2, 3))
		}
		if m.Shape == "not_after" {
			// Said on some day up to the end of this one.
			left, right = until-markWidth-8, until
			middle = until - markWidth/2
			drawn.BarX = units(until - markWidth - 7)
		}
		row := -1
		for i, end := range ends {
			if left >= end {
				row = i
				break
			}
		}
		if row < 0 {
			if len(ends) == maxRows {
				l.Hidden++
				continue
			}
			ends = append(ends, 0)
			row = len(ends) - 1
		}
		ends[row] = right + 1
		top := float64(l.Y + 2 + row*rowHeight)
		drawn.X, drawn.Y, drawn.BarY = units(middle-6), units(top), units(top+6)
		drawn.Label = fmt.Sprintf("%s, %s: %s (%s)", shapeInWords(m), shown(m.Speaker), shorten(shown(m.Words), 140), shown(m.Short))
		l.Marks = append(l.Marks, drawn)
	}
	return len(ends)
}

func shapeInWords(m MarkData) string {
	date := spellDate(m.Date)
	switch m.Shape {
	case "not_after":
		return "undated, not after " + date
	case "uncertain":
		return date + ", uncertain"
	}
	return date
}

// markShape is the shape of a side without the frame around it.
func markShape(tag int) template.HTML {
	if tag < 0 || tag > maxTags {
		tag = 0
	}
	if tag == 0 {
		return `<circle cx="6" cy="6" r="3.6"/>` // a ring would look undated
	}
	return template.HTML(markShapes[tag]) // #nosec: from a table of ours
}

// bars draws counted stretches as columns, the greatest as high as the lane.
func bars(bins []BinData, s scale, y int, q query.Query) []drawnBar {
	most := 1
	for _, b := range bins {
		most = max(most, b.Count)
	}
	var drawn []drawnBar
	for _, b := range bins {
		height := max(2, float64(b.Count)/float64(most)*(binRowUnits-2))
		narrowed := q
		narrowed.Since, narrowed.Until, narrowed.WithUndated = b.From, b.Until, true
		label := fmt.Sprintf("%s, %s", spellDate(b.From+"/"+b.Until), count(b.Count, "statement", "statements"))
		if b.From == b.Until {
			label = fmt.Sprintf("%s, %s", spellDate(b.From), count(b.Count, "statement", "statements"))
		}
		from, until := s.x(b.first, 0), s.x(b.last, 24)
		drawn = append(drawn, drawnBar{X: units(from + .5), Y: units(float64(y+binRowUnits) - height), Width: units(max(until-from-1, 1)),
			Height: units(height), Address: listAddress(narrowed), Label: label})
	}
	return drawn
}

// ticks divides the axis by years, months, weeks, days or hours, whichever
// leaves room for a label at each.
//
// A label leads to its days where something may have been said on them.
func ticks(data *TimelineData, s scale, q timelineQuery) []tick {
	first, last := data.first, data.last
	days := int(last-first) + 1
	var list []tick
	add := func(day calendar.Day, hours float64, label string, until calendar.Day, strong bool) {
		t := tick{X: units(s.x(day, hours)), Label: label, Strong: strong}
		if data.any(day, until) {
			t.Address = q.at("/timeline", day, until)
		}
		list = append(list, t)
	}
	switch {
	case days <= 7:
		step := 12
		if days <= 2 {
			step = 3
		}
		for day := first; day <= last; day++ {
			for hour := 0; hour < 24; hour += step {
				label := fmt.Sprintf("%02d:00", hour)
				if hour == 0 {
					label = shortDay(day)
				}
				add(day, float64(hour), label, day, hour == 0)
			}
		}
	case days <= 60:
		step := 1 + days/20
		for day := first; day <= last; day += calendar.Day(step) {
			add(day, 0, shortDay(day), min(day+calendar.Day(step)-1, last), day.Weekday() == 1)
		}
	case days <= 3*366:
		eachMonth(first, last, 1+days/400, func(day, until calendar.Day, year, month int) {
			label := calendar.MonthName(month)[:3]
			if month == 1 || len(list) == 0 {
				label = fmt.Sprintf("%s %d", label, year)
			}
			add(max(day, first), 0, label, until, month == 1)
		})
	default:
		years := days/366 + 1
		step := 1 + years/20
		for year, _, _ := first.Date(); ; year += step {
			day, ok := calendar.DayOf(year, 1, 1)
			if !ok || day > last {
				break
			}
			until, ok := calendar.DayOf(year+step-1, 12, 31)
			if !ok {
				break
			}
			add(max(day, first), 0, fmt.Sprint(year), until, true)
		}
	}
	return list
}

func eachMonth(first, last calendar.Day, step int, yield func(day, until calendar.Day, year, month int)) {
	year, month, _ := first.Date()
	for {
		day, ok := calendar.DayOf(year, month, 1)
		if !ok || day > last {
			return
		}
		nextYear, nextMonth := year, month+step
		if nextMonth > 12 {
			nextYear, nextMonth = year+1, nextMonth-12
		}
		next, ok := calendar.DayOf(nextYear, nextMonth, 1)
		if !ok {
			return
		}
		yield(day, next-1, year, month)
		year, month = nextYear, nextMonth
	}
}

// clockOf reads a TIMEX3 value with a time of day: "1914-07-28T11:10",
// "1914-07-28TMO".
func clockOf(value string) (day calendar.Day, hours float64, ok bool) {
	date, clock, timed := strings.Cut(value, "T")
	day, ok = calendar.ParseDay(date)
	if !ok || !timed {
		return day, 0, false
	}
	switch clock {
	case "MO":
		return day, 9, true
	case "MI":
		return day, 12, true
	case "AF":
		return day, 15, true
	case "EV":
		return day, 19, true
	case "NI":
		return day, 22, true
	case "DT":
		return day, 12, true
	}
	var hour, minute int
	if n, _ := fmt.Sscanf(clock, "%d:%d", &hour, &minute); n == 0 || hour > 24 || minute > 59 {
		return day, 0, false
	}
	return day, float64(hour) + float64(minute)/60, true
}

// shorten cuts text to about limit runes at a word's end.
func shorten(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	short := string(runes[:limit])
	if at := strings.LastIndexByte(short, ' '); at > limit/2 {
		short = short[:at]
	}
	return short + "…"
}
