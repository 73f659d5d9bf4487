package calendar_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/calendar"
)

func TestNames(t *testing.T) {
	t.Parallel()
	for month := 1; month <= calendar.MonthsAYear; month++ {
		check(t, calendar.MonthNamed, month, calendar.MonthName(month), calendar.MonthAbbreviations(month))
	}
	for weekday := 1; weekday <= calendar.DaysAWeek; weekday++ {
		check(t, calendar.WeekdayNamed, weekday, calendar.WeekdayName(weekday), calendar.WeekdayAbbreviations(weekday))
	}
}

// check asks for a name in several cases, and for its abbreviations.
func check(t *testing.T, named func(string) (int, bool), number int, name string, abbreviations []string) {
	t.Helper()
	for _, word := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
		if got, full := named(word); got != number || !full {
			t.Errorf("%q: %d, %t; want %d in full", word, got, full, number)
		}
	}
	for _, word := range abbreviations {
		if got, full := named(word); got != number || full {
			t.Errorf("%q: %d, %t; want %d shortened", word, got, full, number)
		}
	}
}

func TestNoNames(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"", "ma", "marc", "augus", "sunda", "Septembers", "octobre", "thursdays", "jan.", "ſunday"} {
		month, _ := calendar.MonthNamed(word)
		weekday, _ := calendar.WeekdayNamed(word)
		if month != 0 || weekday != 0 {
			t.Errorf("%q names month %d, weekday %d", word, month, weekday)
		}
	}
}

func TestNamesDoNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		calendar.MonthNamed("NOVEMBER")
		calendar.WeekdayNamed("Thurs")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
