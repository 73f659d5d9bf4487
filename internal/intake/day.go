package intake

import (
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/calendar"
)

// writtenDate is a date as words have it: year and day may be missing (0).
type writtenDate struct{ year, month, day int }

// iso writes the date, or the first day of the month or year that it names.
func (d writtenDate) iso() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.year, max(d.month, 1), max(d.day, 1))
}

// full reports whether the date names one day of one year that exists.
func (d writtenDate) full() bool {
	_, ok := calendar.DayOf(d.year, d.month, d.day)
	return ok && d.year != 0
}

// scanDate reads a date at the start of s and returns the bytes it takes, 0
// where there is none. It knows "February 9", "Feb. 9, 2022", "9 February
// 2022", "9th February", "2022-02-09" and no forms that depend on the country.
// A date without a year must be possible in some year.
func scanDate(s string) (writtenDate, int) {
	if d, size := scanISO(s); size > 0 {
		return d, size
	}
	var d writtenDate
	at := 0
	if month, size := scanMonth(s); size > 0 { // February 9, 2022
		d.month = month
		at = size + spaces(s[size:])
		day, size := scanNumber(s[at:], 2)
		if size == 0 {
			return writtenDate{}, 0
		}
		d.day = day
		at += size + ordinal(s[at+size:])
	} else if day, size := scanNumber(s, 2); size > 0 { // 9 February 2022
		d.day = day
		at = size + ordinal(s[size:])
		gap := spaces(s[at:])
		month, size := scanMonth(s[at+gap:])
		if size == 0 || gap == 0 {
			return writtenDate{}, 0
		}
		d.month = month
		at += gap + size
	}
	leap := 2000
	if _, ok := calendar.DayOf(leap, d.month, d.day); !ok || wordContinues(s, at) {
		return writtenDate{}, 0
	}
	rest := strings.TrimPrefix(s[at:], ",")
	rest = rest[spaces(rest):]
	if year, size := scanNumber(rest, 4); size == 4 && year >= 1000 && !wordContinues(rest, size) {
		dated := writtenDate{year, d.month, d.day}
		if dated.full() {
			return dated, len(s) - len(rest) + size
		}
	}
	return d, at
}

// scanISO reads "2022-02-09".
func scanISO(s string) (writtenDate, int) {
	const size = len("2022-02-09")
	if len(s) < size || s[4] != '-' || s[7] != '-' {
		return writtenDate{}, 0
	}
	timed := len(s) > size+1 && s[size] == 'T' && '0' <= s[size+1] && s[size+1] <= '9'
	if wordContinues(s, size) && !timed {
		return writtenDate{}, 0
	}
	day, ok := calendar.ParseDay(s[:size])
	if !ok {
		return writtenDate{}, 0
	}
	year, month, n := day.Date()
	return writtenDate{year, month, n}, size
}

// scanMonth reads the name of a month, whole or cut to three or four letters
// with or without a stop, and returns its number and the bytes it takes.
func scanMonth(s string) (month, size int) {
	for size < len(s) && isASCIILetter(s[size]) {
		size++
	}
	if size < 3 || s[0] > 'Z' || size < len(s) && s[size] >= 0x80 {
		return 0, 0
	}
	month, full := calendar.MonthNamed(s[:size])
	if month == 0 {
		return 0, 0
	}
	if size < len(s) && s[size] == '.' && !full {
		size++
	}
	return month, size
}

// scanNumber reads a run of at most most ASCII digits that is a number by
// itself.
func scanNumber(s string, most int) (n, size int) {
	for size < len(s) && '0' <= s[size] && s[size] <= '9' {
		n = n*10 + int(s[size]-'0')
		if size++; size > most {
			return 0, 0
		}
	}
	return n, size
}

func ordinal(s string) int {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s, suffix) && !wordContinues(s, len(suffix)) {
			return len(suffix)
		}
	}
	return 0
}

// spaces counts the bytes of spaces, tabs and no-break spaces that s begins with.
func spaces(s string) int {
	n := 0
	for n < len(s) {
		switch {
		case s[n] == ' ' || s[n] == '\t':
			n++
		case strings.HasPrefix(s[n:], "\u00A0"):
			n += len("\u00A0")
		default:
			return n
		}
	}
	return n
}

func isASCIILetter(b byte) bool { return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' }

// wordContinues reports whether a letter or digit stands at byte at of s.
func wordContinues(s string, at int) bool {
	return at < len(s) && (isASCIILetter(s[at]) || '0' <= s[at] && s[at] <= '9' || s[at] >= 0xC3 && s[at] != 0xE2)
}

// ParseTime reads a date, or a date and time with or without a zone, and
// returns it as ISO 8601 has it: "2022-01-27", "2022-01-27T10:15",
// "2022-01-27T10:15:30+01:00". The date may also be written in English words
// ("27 January 2022"). Dates in figures only, other than the ISO order, are
// refused: 1/2/2022 is one day in London and another in New York.
func ParseTime(s string) (string, bool) {
	s = strings.TrimSpace(s)
	date, size := scanDate(s)
	if size == 0 || !date.full() {
		return "", false
	}
	clock, rest := scanClock(s[size:])
	if rest != "" {
		return "", false
	}
	return date.iso() + clock, true
}

// scanClock reads a time of day at the start of s, after "T", a comma or
// spaces, and returns it as ISO 8601 has it, with its zone where it has one,
// and what follows.
func scanClock(s string) (clock, rest string) {
	at := strings.TrimPrefix(strings.TrimPrefix(s, ","), " at")
	at = at[spaces(at):]
	if strings.HasPrefix(at, "T") && len(at) == len(s) {
		at = at[1:]
	}
	hour, size := scanNumber(at, 2)
	if size == 0 || len(at) == len(s) || size+3 > len(at) || at[size] != ':' {
		return "", strings.TrimLeft(s, " ")
	}
	minute, n := scanNumber(at[size+1:], 2)
	if n != 2 || hour > 23 || minute > 59 {
		return "", strings.TrimLeft(s, " ")
	}
	at = at[size+1+n:]
	clock = fmt.Sprintf("T%02d:%02d", hour, minute)
	if len(at) >= 3 && at[0] == ':' {
		if second, n := scanNumber(at[1:], 2); n == 2 && second < 60 {
			clock += fmt.Sprintf(":%02d", second)
			at = at[1+n:]
			if len(at) > 1 && at[0] == '.' {
				_, n := scanNumber(at[1:], 9)
				if n > 0 {
					clock += at[:1+n]
					at = at[1+n:]
				}
			}
		}
	}
	zone, at := scanZone(at)
	return clock + zone, at
}

func scanZone(s string) (zone, rest string) {
	at := s[spaces(s):]
	for _, utc := range []string{"Z", "UTC", "GMT"} {
		if strings.HasPrefix(at, utc) && !wordContinues(at, len(utc)) {
			return "Z", strings.TrimLeft(at[len(utc):], " ")
		}
	}
	if len(at) < 3 || at[0] != '+' && at[0] != '-' {
		return "", at
	}
	hour, n := scanNumber(at[1:3], 2)
	if n != 2 || hour > 14 {
		return "", at
	}
	zone, rest = at[:3], strings.TrimPrefix(at[3:], ":")
	if minute, n := scanNumber(rest[:min(2, len(rest))], 2); n == 2 && minute < 60 {
		return fmt.Sprintf("%s:%02d", zone, minute), strings.TrimLeft(rest[n:], " ")
	}
	return zone + ":00", strings.TrimLeft(at[3:], " ")
}
