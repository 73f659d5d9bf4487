package calendar

import (
	"strconv"
	"strings"
)

// Duration is the TIMEX3 value of a length of time, "P1Y6M" or "PT48H", as a
// sum of amounts in the order in which they are written, wide units first.
type Duration []Amount

// Amount is a number of units of time.
type Amount struct {
	N    int // Unknown is written X, as in "PXD" for "some days"
	Unit Unit
}

// Unit is a unit of time, as TIMEX3 writes it in a duration.
type Unit uint8

// The units, from narrow to wide. A decade is written as ten years where the
// number is known. An unspecified stretch of time ("a while") is XX.
const (
	Unspecified Unit = iota
	Seconds
	Minutes
	Hours
	Days
	Weekends
	Weeks
	Months
	Quarters
	Years
	Decades
	Centuries
	Millennia
)

var unitCodes = [...]string{
	Unspecified: "X", Seconds: "S", Minutes: "M", Hours: "H", Days: "D", Weekends: "WE", Weeks: "W",
	Months: "M", Quarters: "Q", Years: "Y", Decades: "E", Centuries: "C", Millennia: "L",
}

// String writes d as TIMEX3 does.
func (d Duration) String() string {
	var b strings.Builder
	b.WriteByte('P')
	timed := false
	for _, a := range d {
		if !timed && (a.Unit == Seconds || a.Unit == Minutes || a.Unit == Hours) {
			b.WriteByte('T')
			timed = true
		}
		if a.N == Unknown {
			b.WriteByte('X')
		} else {
			b.WriteString(strconv.Itoa(a.N))
		}
		b.WriteString(unitCodes[a.Unit])
	}
	return b.String()
}

// ParseDuration reads the TIMEX3 value of a duration. It reports false for
// anything that [Duration.String] would not write.
func ParseDuration(text string) (Duration, bool) {
	rest, ok := strings.CutPrefix(text, "P")
	if !ok {
		return nil, false
	}
	var d Duration
	timed := false
	for rest != "" {
		if rest[0] == 'T' && !timed {
			timed = true
			rest = rest[1:]
		}
		var a Amount
		length := 1
		if strings.HasPrefix(rest, "X") {
			a.N = Unknown
		} else {
			length = 0
			for length < len(rest) && rest[length] >= '0' && rest[length] <= '9' {
				length++
			}
			if a.N, ok = digits(rest[:length]); !ok {
				return nil, false
			}
		}
		rest = rest[length:]
		if a.Unit, length = unitAt(rest, timed); length == 0 {
			return nil, false
		}
		rest = rest[length:]
		d = append(d, a)
	}
	return d, len(d) > 0 && d.String() == text
}

// unitAt reads the code at the beginning of text and returns its length, 0
// where there is none. M is minutes after the T and months before it.
func unitAt(text string, timed bool) (Unit, int) {
	from, to := Days, Millennia
	if timed {
		from, to = Seconds, Hours
	}
	best, length := Unspecified, 0
	if !timed && strings.HasPrefix(text, "X") {
		length = 1
	}
	for unit := from; unit <= to; unit++ {
		if code := unitCodes[unit]; len(code) > length && strings.HasPrefix(text, code) {
			best, length = unit, len(code)
		}
	}
	return best, length
}
