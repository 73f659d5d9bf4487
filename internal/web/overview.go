package web

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// maxTags is how many sides have a colour and a mark of their own.
const maxTags = 8

// overview is what the first page tells of the whole dossier.
type overview struct {
	reports, undatedReports, notRead int
	statements                       int
	unattributed, undated            int
	checked, corrected, added        int
	struck                           int
	speakers                         int
	sideCounts                       []int32 // statements of each side
	tags                             []int   // of each side
	ranked                           []int32 // sides, most statements first
	days                             []dayCount
	through                          map[[2]int32]accounts // side and outlet
	accounts                         [4]int
	kinds                            []int
	firstDay, lastDay                calendar.Day // of reports
	dated                            bool

	mattering   []DayData // the days with most statements, in order of the calendar
	latest      []int32   // the statements that were said last
	periods     []string
	outletRows  []PeriodRow
	moreOutlets int
	columns     []*string
	throughRows []ThroughRow
	unread      []UnreadReport // the first of those that could not be read
}

type accounts struct{ own, ascribed int }

type dayCount struct {
	day        calendar.Day
	statements int
	outlets    int
}

// survey counts everything once.
func (c *catalogue) survey() *overview {
	o := &overview{
		reports: len(c.documents), sideCounts: make([]int32, len(c.sides)), tags: make([]int, len(c.sides)),
		through: map[[2]int32]accounts{}, kinds: make([]int, len(verbale.Kinds)),
	}
	for i := range c.documents {
		d := &c.documents[i]
		switch {
		case !d.dated:
			o.undatedReports++
		case !o.dated:
			o.dated, o.firstDay, o.lastDay = true, d.day, d.day
		default:
			o.firstDay, o.lastDay = min(o.firstDay, d.day), max(o.lastDay, d.day)
		}
		if d.row.NotRead != nil {
			o.notRead++
			if len(o.unread) < pageSize {
				o.unread = append(o.unread, UnreadReport{ID: d.row.ID, Short: d.row.Short, Reason: *d.row.NotRead})
			}
		}
	}
	perDay := map[calendar.Day]*dayCount{}
	outlets := map[calendar.Day]map[int32]bool{}
	for i := range c.entries {
		c.count(o, &c.entries[i], perDay, outlets)
	}
	for i := range c.actors {
		if c.actors[i].spoken > 0 {
			o.speakers++
		}
	}
	for i := range c.sides {
		o.ranked = append(o.ranked, int32(i))
	}
	slices.SortFunc(o.ranked, func(a, b int32) int {
		return cmp.Or(cmp.Compare(o.sideCounts[b], o.sideCounts[a]), cmp.Compare(c.sides[a], c.sides[b]))
	})
	for i, side := range o.ranked {
		if i < maxTags {
			o.tags[side] = i + 1
		}
	}
	for day, count := range perDay {
		count.outlets = len(outlets[day])
		o.days = append(o.days, *count)
	}
	slices.SortFunc(o.days, func(a, b dayCount) int {
		return cmp.Or(cmp.Compare(b.statements, a.statements), cmp.Compare(a.day, b.day))
	})
	return o
}

func (c *catalogue) count(o *overview, e *entry, perDay map[calendar.Day]*dayCount, outlets map[calendar.Day]map[int32]bool) {
	switch verbale.Statuses[e.status] {
	case verbale.Struck:
		o.struck++
		return
	case verbale.Checked:
		o.checked++
	case verbale.Corrected:
		o.corrected++
	case verbale.Added:
		o.added++
	}
	o.statements++
	o.accounts[e.account]++
	o.kinds[e.kind]++
	if e.speakers == 0 {
		o.unattributed++
	}
	outlet := c.documents[e.document].outlet
	c.countSides(o, e)
	if e.side >= 0 {
		cell := o.through[[2]int32{int32(e.side), outlet}]
		if ownWords(e.account) {
			cell.own++
		} else {
			cell.ascribed++
		}
		o.through[[2]int32{int32(e.side), outlet}] = cell
	}
	switch {
	case !e.dated:
		o.undated++
	case e.first == e.last && !e.uncertain:
		day := perDay[e.first]
		if day == nil {
			day = &dayCount{day: e.first}
			perDay[e.first], outlets[e.first] = day, map[int32]bool{}
		}
		day.statements++
		outlets[e.first][outlet] = true
	}
}

// countSides counts an entry for each side that one of its speakers speaks for.
func (c *catalogue) countSides(o *overview, e *entry) {
	var buffer [8]int32
	seen := buffer[:0]
	for _, who := range c.speakersOf(e) {
		for _, side := range c.actors[who].sides {
			if !slices.Contains(seen, side) {
				seen = append(seen, side)
				o.sideCounts[side]++
			}
		}
	}
}

// ownWords reports whether an account tells a speaker's own words: own, or by
// another of the same side.
func ownWords(account uint8) bool {
	a := verbale.Accounts[account]
	return a == verbale.Own || a == verbale.SameSide
}
