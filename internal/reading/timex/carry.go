package timex

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Carry gives a day of which a report without a day of its own tells only the month and
// the day, "January 26", the year of its neighbours: that which brings it nearest to the
// expression before it that has a year, and the one behind it. Where these two disagree
// there is none, since a wrong day is worse than none. expressions are those of the
// report, in order of the text; from is the place of the neighbour, the one before where
// there are both.
func Carry(expressions []verbale.TimeExpression, i int) (day string, from int, ok bool) {
	rest, open := strings.CutPrefix(expressions[i].Value, "XXXX-")
	if !open || expressions[i].Type != verbale.Date {
		return "", 0, false
	}
	before, behind := i-1, i+1
	for ; before >= 0 && !hasMonth(&expressions[before]); before-- {
	}
	for ; behind < len(expressions) && !hasMonth(&expressions[behind]); behind++ {
	}
	for _, k := range []int{before, behind} {
		if k < 0 || k >= len(expressions) {
			continue
		}
		value, fits := nearest(&expressions[k], rest)
		if !fits || ok && value != day {
			return "", 0, false
		}
		if !ok {
			day, from, ok = value, k, true
		}
	}
	return day, from, ok
}

// hasMonth reports whether an expression tells a month of a year, or less.
func hasMonth(t *verbale.TimeExpression) bool {
	_, ok := middle(t)
	return ok
}

// middle returns the middle of the month or the days that an expression tells.
func middle(t *verbale.TimeExpression) (calendar.Day, bool) {
	on, ok := SaidOn(t)
	if !ok {
		return 0, false
	}
	span, ok := calendar.ParseSpan(on)
	if !ok || span.OpenStart || span.OpenEnd || span.Last-span.First > 31 {
		return 0, false
	}
	return (span.First + span.Last) / 2, true
}

// nearest gives the day of a month, "01-26", the year that brings it nearest to what an
// expression tells. Where it lies as far as half a year the year is not told.
func nearest(t *verbale.TimeExpression, rest string) (string, bool) {
	near, _ := middle(t)
	year, _, _ := near.Date()
	for y := year - 1; y <= year+1; y++ {
		text := fmt.Sprintf("%04d-%s", y, rest)
		if d, ok := calendar.ParseDay(text); ok && max(d-near, near-d) <= carryReach {
			return text, true
		}
	}
	return "", false
}

// carryReach is how many days a day lies at most from the one whose year it takes.
const carryReach = 150
