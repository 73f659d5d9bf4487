package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// kind says how the value of an expression is found.
type kind uint8

const (
	meaningless kind = iota
	wording          // the words say all: text
	complete         // value names a stretch of the calendar, perhaps with parts to be found
	shifted          // n stretches of a form after the anchor; 0 is the one that holds it
	named            // a holiday, by its number
	widened          // the stretch of a form that holds the inner one
	yearEarlier      // the stretch last spoken of, a year before
	thatQuarter      // the quarter last spoken of, else the one last ended
	length           // a duration
)

// anchor says where an expression counts from.
type anchor uint8

const (
	fromReport anchor = iota // the report's day, or the day on which a quotation was said
	fromSpoken               // the date last spoken of
	fromInner                // the expression within this one: "June last year"
)

// toward says which of the many Fridays or Mays is meant.
type toward uint8

const (
	byTense   toward = iota // past or coming, as the verb nearest to it has it
	backward                // the last one before the anchor
	forward                 // the first one after the anchor
	thisOne                 // the one in the week or year of the anchor
	backToNow               // the last one, the anchor's own included
	onToNow                 // the next one, the anchor's own included
)

// pair says which end of a stretch a day of the week is.
type pair uint8

const (
	unpaired pair = iota
	firstOfPair
	secondOfPair
)

// meaning is what the words of an expression say by themselves.
type meaning struct {
	kind     kind
	typ      verbale.TimeType
	text     string         // of a fixed one
	value    calendar.Value // of a complete one; Unknown parts are to be found
	form     calendar.Form  // of a shifted one
	n        int
	anchor   anchor
	toward   toward
	inner    *meaning
	clock    calendar.Clock
	amount   amount // of a length
	unit     calendar.Unit
	mod      string
	short    bool // the year lacks its century
	weekday  int  // a weekday beside a date, 0 for none
	beside   bool // a time of day whose day may stand beside it
	tense    tense
	pair     pair   // of a stretch between two days of the week
	fallback string // the value where there is nothing to count from
}

// Mods of TIMEX3.
const (
	modBefore    = "BEFORE"
	modAfter     = "AFTER"
	modAbout     = "APPROX"
	modStart     = "START"
	modMiddle    = "MID"
	modEnd       = "END"
	modLess      = "LESS_THAN"
	modMore      = "MORE_THAN"
	modAtMost    = "EQUAL_OR_LESS"
	modAtLeast   = "EQUAL_OR_MORE"
	modOnOrAfter = "ON_OR_AFTER"
)

// say is the meaning of a reference or a set, whose value the words fix.
func say(typ verbale.TimeType, text string) meaning {
	return meaning{kind: wording, typ: typ, text: text}
}

// date is the meaning of a stretch of the calendar.
func date(v calendar.Value) meaning {
	return meaning{kind: complete, typ: verbale.Date, value: v}
}

// shift is the meaning of "the n-th form after the anchor".
func shift(form calendar.Form, n int) meaning {
	m := meaning{kind: shifted, typ: verbale.Date, form: form, n: n, fallback: "PRESENT_REF"}
	switch {
	case n < 0:
		m.fallback = "PAST_REF"
	case n > 0:
		m.fallback = "FUTURE_REF"
	}
	return m
}

// forms maps units to the stretches of the calendar that they count.
var forms = map[calendar.Unit]calendar.Form{
	calendar.Days: calendar.Date, calendar.Weekends: calendar.Weekend, calendar.Weeks: calendar.Week,
	calendar.Months: calendar.Month, calendar.Quarters: calendar.Quarter, calendar.Years: calendar.Year,
	calendar.Decades: calendar.Decade, calendar.Centuries: calendar.Century,
}

// groupOf returns the group that expressions of a form belong to.
func groupOf(form calendar.Form) group {
	switch form {
	case calendar.Century:
		return groupCentury
	case calendar.Decade:
		return groupDecade
	case calendar.Year:
		return groupYear
	case calendar.Half:
		return groupHalf
	case calendar.Season:
		return groupSeason
	case calendar.Quarter:
		return groupQuarter
	case calendar.Month:
		return groupMonth
	case calendar.Week:
		return groupWeek
	case calendar.Weekend:
		return groupWeekend
	}
	return groupDay
}

// duration writes a number of units as TIMEX3 does: "P2Y6M", "PT48H", "PXD".
func duration(a amount, unit calendar.Unit) string {
	n, rest := a.halves/2, a.halves%2
	if a.vague {
		return calendar.Duration{{N: calendar.Unknown, Unit: unit}}.String()
	}
	switch unit {
	case calendar.Quarters:
		unit, n = calendar.Months, 3*n
	case calendar.Decades:
		unit, n, rest = calendar.Years, 10*n+5*rest, 0
	case calendar.Centuries:
		unit, n, rest = calendar.Years, 100*n+50*rest, 0
	case calendar.Millennia:
		unit, n, rest = calendar.Years, 1000*n+500*rest, 0
	}
	d := calendar.Duration{{N: n, Unit: unit}}
	if n == 0 {
		d = d[:0]
	}
	if rest != 0 {
		d = append(d, halfOf(unit))
	}
	if len(d) == 0 {
		d = calendar.Duration{{N: 0, Unit: unit}}
	}
	return d.String()
}

// halfOf returns half a unit in the next smaller one. Half a week is left
// open: three days and a half are more precise than the words.
func halfOf(unit calendar.Unit) calendar.Amount {
	switch unit {
	case calendar.Years:
		return calendar.Amount{N: 6, Unit: calendar.Months}
	case calendar.Days:
		return calendar.Amount{N: 12, Unit: calendar.Hours}
	case calendar.Hours:
		return calendar.Amount{N: 30, Unit: calendar.Minutes}
	case calendar.Minutes:
		return calendar.Amount{N: 30, Unit: calendar.Seconds}
	case calendar.Months:
		return calendar.Amount{N: 2, Unit: calendar.Weeks}
	}
	return calendar.Amount{N: calendar.Unknown, Unit: calendar.Days}
}
