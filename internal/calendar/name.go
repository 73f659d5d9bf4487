package calendar

import (
	"slices"
	"strings"
)

// name is the English name of a month or a weekday with its abbreviations in
// lower case, without the full stop that may follow them.
type name struct {
	full          string
	abbreviations []string
}

var monthNames = [...]name{
	{"January", []string{"jan"}}, {"February", []string{"feb"}}, {"March", []string{"mar"}}, {"April", []string{"apr"}},
	{"May", nil}, {"June", []string{"jun"}}, {"July", []string{"jul"}}, {"August", []string{"aug"}},
	{"September", []string{"sept", "sep"}}, {"October", []string{"oct"}}, {"November", []string{"nov"}}, {"December", []string{"dec"}},
}

var weekdayNames = [...]name{
	{"Monday", []string{"mon"}}, {"Tuesday", []string{"tue", "tues"}}, {"Wednesday", []string{"wed"}},
	{"Thursday", []string{"thu", "thur", "thurs"}}, {"Friday", []string{"fri"}}, {"Saturday", []string{"sat"}}, {"Sunday", []string{"sun"}},
}

// MonthsAYear and DaysAWeek are the numbers of the last month and weekday.
const (
	MonthsAYear = len(monthNames)
	DaysAWeek   = len(weekdayNames)
)

// MonthName returns the English name of a month from 1 to 12.
func MonthName(month int) string { return monthNames[month-1].full }

// WeekdayName returns the English name of a day of the week from 1 (Monday) to 7.
func WeekdayName(weekday int) string { return weekdayNames[weekday-1].full }

// MonthAbbreviations returns how the name of a month from 1 to 12 is shortened, in
// lower case and without a full stop: "sept" and "sep". The caller may keep the slice.
func MonthAbbreviations(month int) []string { return slices.Clone(monthNames[month-1].abbreviations) }

// WeekdayAbbreviations is MonthAbbreviations for a day of the week from 1 to 7.
func WeekdayAbbreviations(weekday int) []string {
	return slices.Clone(weekdayNames[weekday-1].abbreviations)
}

// MonthNamed returns the month, 1 to 12, that a word names in whatever case, 0
// where it names none, and whether the name is the full one: "October" is, "Oct" is
// not. A full stop after an abbreviation is no part of the word. It does not
// allocate.
func MonthNamed(word string) (month int, full bool) { return named(monthNames[:], word) }

// WeekdayNamed is MonthNamed for the days of the week, 1 (Monday) to 7.
func WeekdayNamed(word string) (weekday int, full bool) { return named(weekdayNames[:], word) }

func named(names []name, word string) (number int, full bool) {
	if len(word) < len("may") || len(word) > len("September") {
		return 0, false
	}
	for i := range names {
		if first := names[i].full[0]; word[0] != first && word[0] != first+'a'-'A' {
			continue
		}
		if strings.EqualFold(word, names[i].full) {
			return i + 1, true
		}
		for _, short := range names[i].abbreviations {
			if strings.EqualFold(word, short) {
				return i + 1, false
			}
		}
	}
	return 0, false
}
