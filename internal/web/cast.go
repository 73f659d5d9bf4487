package web

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/internal/calendar"
)

// cast lists the sides, most statements first, those without a side last, each
// with the actors that speak most. It also returns how many actors speak.
func (c *catalogue) cast(limit int) ([]SideData, int) {
	list := []SideData{}
	add := func(side int32, members []int32, name *string) {
		if len(members) == 0 {
			return
		}
		data := SideData{Side: name, Tag: c.sideTag(side), Actors: []ActorCount{}, More: max(0, len(members)-limit)}
		for _, at := range members[:len(members)-data.More] {
			a := &c.actors[at]
			data.Actors = append(data.Actors, ActorCount{ID: a.id, Name: a.name, Type: a.kind, Count: int(a.spoken)})
		}
		if side != none {
			data.Statements = int(c.overview.sideCounts[side])
		} else {
			for _, at := range members {
				data.Statements += int(c.actors[at].spoken)
			}
		}
		list = append(list, data)
	}
	for _, side := range c.overview.ranked {
		add(side, c.members[side], &c.sides[side])
	}
	add(none, c.members[len(c.sides)], nil)
	return list, c.overview.speakers
}

// periods counts the reports of each outlet by day, month or year, whichever
// gives no more than 31 columns.
func (c *catalogue) periods(limit int) (periods []string, rows []PeriodRow, more int) {
	periods, rows = []string{}, []PeriodRow{}
	length := len("2006-01-02")
	if o := c.overview; o.dated {
		switch days := int(o.lastDay - o.firstDay); {
		case days > 31*31:
			length = len("2006")
		case days > 30:
			length = len("2006-01")
		}
		for day := o.firstDay; day <= o.lastDay && len(periods) < 62; day = nextPeriod(day, length) {
			periods = append(periods, day.String()[:length])
		}
	}
	counts := map[int32]map[string]int{}
	totals := map[int32]int{}
	for i := range c.documents {
		d := &c.documents[i]
		totals[d.outlet]++
		if counts[d.outlet] == nil {
			counts[d.outlet] = map[string]int{}
		}
		if d.dated {
			counts[d.outlet][d.day.String()[:length]]++
		}
	}
	for _, outlet := range byCount(totals) {
		if len(rows) == limit {
			more++
			continue
		}
		row := PeriodRow{Reports: totals[outlet], Counts: make([]int, len(periods))}
		if outlet != none {
			row.Outlet = &c.outlets[outlet]
		}
		for i, period := range periods {
			row.Counts[i] = counts[outlet][period]
		}
		rows = append(rows, row)
	}
	return periods, rows, more
}

func nextPeriod(day calendar.Day, length int) calendar.Day {
	year, month, _ := day.Date()
	switch length {
	case len("2006"):
		year, month = year+1, 1
	case len("2006-01"):
		if month++; month > 12 {
			year, month = year+1, 1
		}
	default:
		return day + 1
	}
	next, ok := calendar.DayOf(year, month, 1)
	if !ok {
		return day + 1<<20 // the calendar is at its end
	}
	return next
}

// byCount lists the keys of counts, greatest count first, none last among equals.
func byCount(counts map[int32]int) []int32 {
	list := make([]int32, 0, len(counts))
	for at := range counts {
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(uint32(a), uint32(b)))
	})
	return list
}

// through lists whose words come through whom: sides down, outlets across.
func (c *catalogue) through(limit int) ([]*string, []ThroughRow) {
	columns, rows := []*string{}, []ThroughRow{}
	totals := map[int32]int{}
	for key, cell := range c.overview.through {
		totals[key[1]] += cell.own + cell.ascribed
	}
	outlets := byCount(totals)
	outlets = outlets[:min(limit, len(outlets))]
	for _, outlet := range outlets {
		var name *string
		if outlet != none {
			name = &c.outlets[outlet]
		}
		columns = append(columns, name)
	}
	for _, side := range c.overview.ranked[:min(limit, len(c.overview.ranked))] {
		if c.overview.sideCounts[side] == 0 {
			continue
		}
		row := ThroughRow{Side: c.sides[side], Tag: c.sideTag(side), Cells: []ThroughCell{}}
		for _, outlet := range outlets {
			cell := c.overview.through[[2]int32{side, outlet}]
			row.Cells = append(row.Cells, ThroughCell{Own: cell.own, Ascribed: cell.ascribed})
		}
		rows = append(rows, row)
	}
	return columns, rows
}
