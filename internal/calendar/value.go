package calendar

import (
	"fmt"
	"strings"
)

// Form says how wide the stretch of time is that a [Value] names.
type Form uint8

// The forms of values, from wide to narrow. Open means that a value has a time
// of day and nothing else.
const (
	Open    Form = iota // "T10:35", "TEV"
	Century             // "19"
	Decade              // "199"
	Year                // "1998"
	Half                // "1998-H1"
	Season              // "1998-SU"
	Quarter             // "1998-Q3"
	Month               // "1998-08"
	Week                // "1998-W32"
	Weekend             // "1998-W32-WE"
	Weekday             // "XXXX-WXX-4": a day known by its name only
	Date                // "1998-08-07"
)

// Unknown marks a part of a [Value] that is left open and written with X.
const Unknown = -1

// Seasons of a year, as Value.Part numbers them and as TIMEX3 writes them.
const (
	Winter = 1 + iota
	Spring
	Summer
	Autumn
)

var seasonCodes = [...]string{Winter: "WI", Spring: "SP", Summer: "SU", Autumn: "FA"}

// Value is the TIMEX3 value of a date or a time of day. Which fields count
// depends on the form; those that do not are zero.
type Value struct {
	Form Form
	Year int // the year; for Century and Decade the digits written: 19, 199
	Part int // number of the half, season, quarter, month or week
	Day  int // day of the month, or of the week: Monday is 1
	Time Clock
}

// Clock is the time of day of a [Value].
type Clock struct {
	Part   string // "MO", "MI", "AF", "EV", "NI", "DT", or "" where Hour counts
	Set    bool   // whether there is a time of day at all
	Hour   int8   // 0 to 24
	Minute int8   // Unknown where only the hour is written
	Second int8   // Unknown where it is not written
	UTC    bool   // written with Z
}

// Parts of the day that TIMEX3 knows, and when they begin and end is left
// open: a part of the day is never turned into hours.
var dayParts = []string{"MO", "MI", "AF", "EV", "NI", "DT"}

// OfDay returns the value of one day.
func OfDay(d Day) Value {
	year, month, day := d.Date()
	return Value{Form: Date, Year: year, Part: month, Day: day}
}

// OfWeek returns the value of the ISO week that holds d.
func OfWeek(d Day) Value {
	year, week := d.Week()
	return Value{Form: Week, Year: year, Part: week}
}

// Complete reports whether v leaves no part of its date open, so that it has
// a first and a last day.
func (v Value) Complete() bool {
	_, _, ok := v.Days()
	return ok
}

// Days returns the first and the last day of v; a time of day does not narrow
// them. A winter runs into the next year: that of 1998 ends in February 1999.
// It reports false where parts of v are open or the day does not exist.
func (v Value) Days() (first, last Day, ok bool) {
	switch v.Form {
	case Century:
		return years(100*v.Year, 100*v.Year+99)
	case Decade:
		return years(10*v.Year, 10*v.Year+9)
	case Year:
		return years(v.Year, v.Year)
	case Half:
		return months(v.Year, 6*v.Part-5, 6)
	case Quarter:
		return months(v.Year, 3*v.Part-2, 3)
	case Season:
		if v.Part == Winter {
			return months(v.Year, 12, 3)
		}
		return months(v.Year, 3*v.Part-3, 3)
	case Month:
		return months(v.Year, v.Part, 1)
	case Week, Weekend, Weekday:
		monday, ok := WeekStart(v.Year, v.Part)
		switch {
		case v.Form == Weekend:
			return monday + 5, monday + 6, ok
		case v.Form == Weekday:
			return monday + Day(v.Day-1), monday + Day(v.Day-1), ok
		}
		return monday, monday + 6, ok
	case Date:
		day, ok := DayOf(v.Year, v.Part, v.Day)
		return day, day, ok
	}
	return 0, 0, false
}

func years(from, to int) (first, last Day, ok bool) {
	if from < firstYear {
		from = firstYear // the century "00" has no year 0
	}
	first, ok1 := DayOf(from, 1, 1)
	last, ok2 := DayOf(to, 12, 31)
	return first, last, ok1 && ok2 && to >= from
}

func months(year, from, count int) (first, last Day, ok bool) {
	if year == Unknown {
		return 0, 0, false
	}
	to := from + count - 1
	lastYear, lastMonth := year+(to-1)/12, (to-1)%12+1
	first, ok1 := DayOf(year, from, 1)
	last, ok2 := DayOf(lastYear, lastMonth, DaysIn(lastYear, lastMonth))
	return first, last, ok1 && ok2
}

// String writes v as TIMEX3 does.
func (v Value) String() string {
	var b strings.Builder
	switch v.Form {
	case Open:
	case Century:
		fmt.Fprintf(&b, "%02d", v.Year)
	case Decade:
		fmt.Fprintf(&b, "%03d", v.Year)
	default:
		writePart(&b, v.Year, 4)
	}
	switch v.Form {
	case Half:
		fmt.Fprintf(&b, "-H%d", v.Part)
	case Quarter:
		b.WriteString("-Q")
		writePart(&b, v.Part, 1)
	case Season:
		b.WriteString("-" + seasonCodes[v.Part])
	case Month:
		b.WriteByte('-')
		writePart(&b, v.Part, 2)
	case Week, Weekend, Weekday:
		b.WriteString("-W")
		writePart(&b, v.Part, 2)
		if v.Form == Weekend {
			b.WriteString("-WE")
		} else if v.Form == Weekday {
			fmt.Fprintf(&b, "-%d", v.Day)
		}
	case Date:
		b.WriteByte('-')
		writePart(&b, v.Part, 2)
		b.WriteByte('-')
		writePart(&b, v.Day, 2)
	}
	v.Time.write(&b)
	return b.String()
}

func (c Clock) write(b *strings.Builder) {
	if !c.Set {
		return
	}
	b.WriteByte('T')
	if c.Part != "" {
		b.WriteString(c.Part)
		return
	}
	fmt.Fprintf(b, "%02d", c.Hour)
	if c.Minute != Unknown {
		fmt.Fprintf(b, ":%02d", c.Minute)
		if c.Second != Unknown {
			fmt.Fprintf(b, ":%02d", c.Second)
		}
	}
	if c.UTC {
		b.WriteByte('Z')
	}
}

// writePart writes n with at least width digits, or width times X.
func writePart(b *strings.Builder, n, width int) {
	if n == Unknown {
		for range width {
			b.WriteByte('X')
		}
		return
	}
	fmt.Fprintf(b, "%0*d", width, n)
}

// ParseValue reads the TIMEX3 value of a date or a time of day. It reports
// false for durations, for references such as PAST_REF, and for values that
// [Value.String] would not write, days that do not exist among them.
func ParseValue(text string) (Value, bool) {
	date, clock, timed := strings.Cut(text, "T")
	var v Value
	ok := true
	if date != "" {
		v, ok = parseDate(date)
	}
	if !ok || !timed && date == "" {
		return Value{}, false
	}
	if timed {
		if v.Time, ok = parseClock(clock); !ok {
			return Value{}, false
		}
	}
	if v.String() != text {
		return Value{}, false
	}
	return v, true
}

func parseDate(text string) (Value, bool) {
	year, rest, more := strings.Cut(text, "-")
	n, ok := parsePart(year)
	if !ok {
		return Value{}, false
	}
	if !more {
		switch {
		case len(year) == 2 && n != Unknown:
			return Value{Form: Century, Year: n}, true
		case len(year) == 3 && n != Unknown:
			return Value{Form: Decade, Year: n}, true
		case len(year) == 4:
			return Value{Form: Year, Year: n}, true
		}
		return Value{}, false
	}
	v := Value{Year: n}
	for i, code := range seasonCodes {
		if code != "" && rest == code {
			v.Form, v.Part = Season, i
			return v, true
		}
	}
	switch {
	case rest == "":
		return Value{}, false
	case rest[0] == 'H':
		v.Form = Half
		v.Part, ok = parsePart(rest[1:])
		return v, ok && v.Part >= 1 && v.Part <= 2
	case rest[0] == 'Q':
		v.Form = Quarter
		v.Part, ok = parsePart(rest[1:])
		return v, ok && v.Part != 0 && v.Part <= 4
	case rest[0] == 'W':
		return parseWeek(v, rest[1:])
	}
	month, day, dated := strings.Cut(rest, "-")
	v.Form = Month
	if v.Part, ok = parsePart(month); !ok || v.Part == 0 || v.Part > 12 {
		return Value{}, false
	}
	if !dated {
		return v, true
	}
	v.Form = Date
	if v.Day, ok = parsePart(day); !ok || v.Day == 0 {
		return Value{}, false
	}
	return v, v.possible()
}

// possible reports whether a date whose parts may be open exists in some year.
func (v Value) possible() bool {
	year, month := v.Year, v.Part
	if year == Unknown {
		year = 4 // a leap year
	}
	if month == Unknown {
		month = 1
	}
	if v.Day == Unknown {
		return true
	}
	_, ok := DayOf(year, month, v.Day)
	return ok
}

func parseWeek(v Value, text string) (Value, bool) {
	week, day, more := strings.Cut(text, "-")
	var ok bool
	if v.Part, ok = parsePart(week); !ok || v.Part == 0 || v.Part > 53 || v.Year > 0 && v.Part > WeeksIn(v.Year) {
		return Value{}, false
	}
	v.Form = Week
	if !more {
		return v, true
	}
	if day == "WE" {
		v.Form = Weekend
		return v, true
	}
	v.Form = Weekday
	v.Day, ok = digits(day)
	return v, ok && v.Day >= 1 && v.Day <= 7
}

func parseClock(text string) (Clock, bool) {
	for _, part := range dayParts {
		if text == part {
			return Clock{Set: true, Part: part}, true
		}
	}
	c := Clock{Set: true, Minute: Unknown, Second: Unknown}
	text, c.UTC = strings.CutSuffix(text, "Z")
	for i, field := range strings.Split(text, ":") {
		n, ok := digits(field)
		if !ok || n > 59 {
			return Clock{}, false
		}
		switch i {
		case 0:
			c.Hour = int8(n)
		case 1:
			c.Minute = int8(n)
		case 2:
			c.Second = int8(n)
		default:
			return Clock{}, false
		}
	}
	return c, c.Hour < 24 || c.Hour == 24 && c.Minute <= 0 && c.Second <= 0
}

// parsePart reads digits, or a run of X, which is Unknown.
func parsePart(text string) (int, bool) {
	if text != "" && strings.Trim(text, "X") == "" {
		return Unknown, true
	}
	return digits(text)
}
