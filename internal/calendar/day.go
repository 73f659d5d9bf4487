package calendar

import "fmt"

// Day is a day of the proleptic Gregorian calendar, counted from 1 January
// 1970 (0); earlier days are negative.
type Day int32

// The first and last day that this package writes.
const (
	firstYear = 1
	lastYear  = 9999
)

// DayOf returns the day of a year, month and day of the month. It reports
// false where there is no such day, as with 31 February, or where the year is
// not within 1 to 9999.
func DayOf(year, month, day int) (Day, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return 0, false
	}
	return civil(year, month, day), true
}

// civil counts days in years that begin on 1 March, so that the leap day comes
// last and the lengths of the months repeat as 153 days in five.
func civil(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	return Day(365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*(month-3)+2)/5 + day - 1 - 719468)
}

// Date returns the year, month and day of the month of d.
func (d Day) Date() (year, month, day int) {
	days := int(d) + 719468 // since 1 March of the year 0
	era := floorDiv(days, 146097)
	ofEra := days - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*ofYear + 2) / 153
	day = ofYear - (153*shifted+2)/5 + 1
	month = shifted + 3
	year = yearOfEra + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Weekday returns the day of the week as ISO 8601 numbers it: Monday is 1,
// Sunday is 7.
func (d Day) Weekday() int { return floorMod(int(d)+3, 7) + 1 }

// Week returns the ISO 8601 year and week of d. Week 1 is the one with the
// year's first Thursday.
func (d Day) Week() (year, week int) {
	thursday := d + Day(4-d.Weekday())
	year, _, _ = thursday.Date()
	return year, int(thursday-civil(year, 1, 1))/7 + 1
}

// String returns d as an ISO 8601 date.
func (d Day) String() string {
	year, month, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// ParseDay reads an ISO 8601 date, "2022-02-08". It reports false for anything
// else, and for days that do not exist.
func ParseDay(text string) (Day, bool) {
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	year, ok1 := digits(text[:4])
	month, ok2 := digits(text[5:7])
	day, ok3 := digits(text[8:])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return DayOf(year, month, day)
}

// WeekStart returns the Monday of an ISO week. It reports false where the year
// has no such week.
func WeekStart(year, week int) (Day, bool) {
	if year < firstYear || year > lastYear || week < 1 || week > WeeksIn(year) {
		return 0, false
	}
	fourth := civil(year, 1, 4) // always in week 1
	return fourth - Day(fourth.Weekday()-1) + Day(7*(week-1)), true
}

// WeeksIn returns the number of ISO weeks of a year, 52 or 53.
func WeeksIn(year int) int {
	_, week := civil(year, 12, 28).Week() // always in the last week
	return week
}

// DaysIn returns the number of days of a month.
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// EasterSunday returns the Easter Sunday of the Western churches. The method
// is the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
func EasterSunday(year int) Day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civil(year, n/31, n%31+1)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - b*floorDiv(a, b) }

// digits reads a number that consists of ASCII digits only.
func digits(text string) (int, bool) {
	if text == "" || len(text) > 9 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = 10*n + int(text[i]-'0')
	}
	return n, true
}
