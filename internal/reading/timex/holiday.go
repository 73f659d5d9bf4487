package timex

import (
	"strings"

	"verbale.dev/verbale/internal/calendar"
)

// holiday is a day with a name and how to find it in a year.
type holiday struct {
	words   string // in small letters
	example string
	day     func(year int) calendar.Day
}

// fixed is a holiday on the same date every year.
func fixed(month, day int) func(int) calendar.Day {
	return func(year int) calendar.Day {
		d, _ := calendar.DayOf(year, month, day)
		return d
	}
}

// easter is a holiday so many days after Easter Sunday of the Western churches.
func easter(days int) func(int) calendar.Day {
	return func(year int) calendar.Day { return calendar.EasterSunday(year) + calendar.Day(days) }
}

// nth is the n-th weekday of a month; the last one where n is 0.
func nth(n, weekday, month int) func(int) calendar.Day {
	return func(year int) calendar.Day {
		if n == 0 {
			last, _ := calendar.DayOf(year, month, calendar.DaysIn(year, month))
			return last - calendar.Day((last.Weekday()-weekday+7)%7)
		}
		first, _ := calendar.DayOf(year, month, 1)
		return first + calendar.Day((weekday-first.Weekday()+7)%7+7*(n-1))
	}
}

// holidays lists the named days, longer names before the shorter ones that
// they begin with. Feasts that move with the moon (Ramadan, Passover, Diwali)
// are not here: their day is not a matter of arithmetic alone.
var holidays = []holiday{
	{"new year's eve", "He spoke on [New Year's Eve].", fixed(12, 31)},
	{"new year's day", "He spoke on [New Year's Day].", fixed(1, 1)},
	{"valentine's day", "They met on [Valentine's Day].", fixed(2, 14)},
	{"may day", "The parade was on [May Day].", fixed(5, 1)},
	{"victory day", "The parade was on [Victory Day].", fixed(5, 9)},
	{"bastille day", "The parade was on [Bastille Day].", fixed(7, 14)},
	{"halloween", "They met on [Halloween].", fixed(10, 31)},
	{"veterans day", "He laid a wreath on [Veterans Day].", fixed(11, 11)},
	{"armistice day", "He laid a wreath on [Armistice Day].", fixed(11, 11)},
	{"memorial day", "He laid a wreath on [Memorial Day].", nth(0, 1, 5)},
	{"labor day", "Congress returns after [Labor Day].", nth(1, 1, 9)},
	{"columbus day", "Banks were shut on [Columbus Day].", nth(2, 1, 10)},
	{"presidents day", "Banks were shut on [Presidents Day].", nth(3, 1, 2)},
	{"thanksgiving day", "The boy was found on [Thanksgiving Day].", nth(4, 4, 11)},
	{"thanksgiving", "They came home for [Thanksgiving].", nth(4, 4, 11)},
	{"election day", "Polls close late on [Election Day].", func(year int) calendar.Day { return nth(1, 1, 11)(year) + 1 }},
	{"christmas eve", "The truce held on [Christmas Eve].", fixed(12, 24)},
	{"christmas day", "The truce held on [Christmas Day].", fixed(12, 25)},
	{"christmas", "The truce held over [Christmas].", fixed(12, 25)},
	{"boxing day", "The truce ended on [Boxing Day].", fixed(12, 26)},
	{"ash wednesday", "They met on [Ash Wednesday].", easter(-46)},
	{"palm sunday", "They met on [Palm Sunday].", easter(-7)},
	{"maundy thursday", "They met on [Maundy Thursday].", easter(-3)},
	{"good friday", "The accord of [Good Friday] held.", easter(-2)},
	{"easter sunday", "The pope spoke on [Easter Sunday].", easter(0)},
	{"easter monday", "Banks were shut on [Easter Monday].", easter(1)},
	{"easter", "The truce held over [Easter].", easter(0)},
	{"whit monday", "Banks were shut on [Whit Monday].", easter(50)},
}

// holiday reads the name of a holiday. A name begins with a capital.
func (f *Finder) holiday(i int, into *capture) int {
	if !f.atoms[i].upper {
		return -1
	}
	for n, h := range holidays {
		if end := f.phrase(i, h.words); end > 0 {
			into.holiday = n
			return end
		}
	}
	return -1
}

// phrase fits words apart by spaces, with or without the apostrophe of a
// possessive, and returns where they end, or -1.
func (f *Finder) phrase(i int, words string) int {
	for words != "" {
		var w string
		w, words, _ = strings.Cut(words, " ")
		w, possessive := strings.CutSuffix(w, "'s")
		if i >= len(f.atoms) || !f.says(i, w) && !(possessive && f.says(i, w+"s")) {
			return -1
		}
		i++
		if possessive && f.is(i, '\'') {
			i++
			if f.says(i, "s") {
				i++
			}
		}
	}
	return i
}
