package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// tables holds the rules in the order in which they outrank each other.
var tables = [][]rule{dateRules, periodRules, relativeRules, timeRules, lengthRules, setRules, referenceRules}

// ruleNames returns the name of rule i of the compiled tables.
func (f *Finder) ruleName(i int16) string { return f.grammar.rules[i].name }

// dateRules are for days and months of the calendar.
var dateRules = []rule{
	{
		name: "month-day-year", pattern: "MONTH DAY ,? YEAR", group: groupDay,
		example: "They met on [January 10, 2021] in Geneva.", value: "2021-01-10",
		mean: monthDay, fits: startsUpper,
	},
	{
		name: "month-day", pattern: "MONTH the? DAY", group: groupDay,
		example: "The drafts went out on [Dec. 17] by courier.", value: "2021-12-17",
		mean: monthDay, fits: fitsMonthDay,
	},
	{
		name: "month-day-short-year", pattern: "MONTH DAY ,? SHORTYEAR", group: groupDay,
		example: "It opened on [May 8, '45] at noon.", value: "1945-05-08",
		mean: monthDay, fits: startsUpper,
	},
	{
		name: "day-month-year", pattern: "DAY of? MONTH ,? YEAR", group: groupDay,
		example: "The treaty of [4 April 1949] says so.", value: "1949-04-04",
		mean: monthDay,
	},
	{
		name: "day-month", pattern: "DAY of? MONTH", group: groupDay,
		example: "The answer came on [26 January] in writing.", value: "2022-01-26",
		mean: monthDay, fits: fitsDayMonth,
	},
	{
		name: "the-day-of-month", pattern: "the DAY of MONTH ,? YEAR?", group: groupDay,
		example: "They left on [the third of February] by train.", value: "2022-02-03",
		mean: monthDay,
	},
	{
		name: "date-in-digits", pattern: "NUMERIC", group: groupDay,
		example: "The note is dated [27.01.2022] and signed.", value: "2022-01-27",
		mean: func(c *capture) meaning {
			m := date(c.numeric)
			m.short = c.short
			return m
		},
	},
	{
		name: "old-style-in-brackets", pattern: "<day> ( old style )", group: groupDay,
		example: "The edict of [19 February 1861 (Old Style)] freed them.", value: "1861-02-19",
		mean: inherited,
	},
	{
		name: oldStyle, pattern: "<day> ,? old style", group: groupDay,
		example: "The edict of [19 February 1861 Old Style] freed them.", value: "1861-02-19",
		mean: inherited,
	},
	{
		name: "weekday-and-date", pattern: "WEEKDAY ,? the? <day>", group: groupDay,
		example: "They meet on [Thursday, February 10] in Paris.", value: "2022-02-10",
		mean: func(c *capture) meaning { c.inner.weekday = c.weekday; return *c.inner },
		fits: func(f *Finder, start, end int, c *capture) bool {
			return c.inner.kind == complete && c.inner.value.Part > 0
		},
	},
	{
		name: "coming-weekday-and-date", pattern: "this|next|last coming? WEEKDAY ,? the? <day>", group: groupDay,
		example: "It is [this coming Thursday, February tenth] in Paris.", value: "2022-02-10",
		mean: func(c *capture) meaning { c.inner.weekday = c.weekday; return *c.inner },
		fits: func(f *Finder, start, end int, c *capture) bool {
			return c.inner.kind == complete && c.inner.value.Part > 0
		},
	},
	{
		name: "month-day-of-year", pattern: "MONTH DAY ,? of? <year>", group: groupDay,
		example: "It began on [November 21 last year] in Kyiv.", value: "2021-11-21",
		mean: func(c *capture) meaning {
			return within(calendar.Value{Form: calendar.Date, Year: calendar.Unknown, Part: c.month, Day: c.day}, c.inner)
		},
		fits: startsUpper,
	},
	{
		name: "last-month-day", pattern: "last|past MONTH DAY", group: groupDay,
		example: "It broke down [last Oct. 23] in Brussels.", value: "2021-10-23",
		mean: func(c *capture) meaning { m := monthDay(c); m.toward = backward; return m },
	},
	{
		name: "month-year", pattern: "MONTH ,? of? YEAR", group: groupMonth,
		example: "They were shot in [November 1995] in Tel Aviv.", value: "1995-11",
		mean: monthYear, fits: startsUpper,
	},
	{
		name: "month-short-year", pattern: "MONTH SHORTYEAR", group: groupMonth,
		example: "It was signed in [June '94] in Corfu.", value: "1994-06",
		mean: monthYear, fits: startsUpper,
	},
	{
		name: "month-of-year", pattern: "MONTH ,? of? <year>", group: groupMonth,
		example: "In [June last year] the leaders met.", value: "2021-06",
		mean: func(c *capture) meaning {
			return within(calendar.Value{Form: calendar.Month, Year: calendar.Unknown, Part: c.month}, c.inner)
		},
		fits: startsUpper,
	},
	{
		name: "month", pattern: "MONTH", group: groupMonth,
		example: "Talks will resume in [May] if all agree.", value: "2022-05",
		mean: monthYear, fits: fitsMonth,
	},
	{
		name: "month-last", pattern: "last|past MONTH", group: groupMonth,
		example: "They signed it [last December] in Moscow.", value: "2021-12",
		mean: func(c *capture) meaning { m := monthYear(c); m.toward = backward; return m }, fits: capitalAfter,
	},
	{
		name: "month-next", pattern: "next|coming MONTH", group: groupMonth,
		example: "They vote [next May] at the latest.", value: "2022-05",
		mean: func(c *capture) meaning { m := monthYear(c); m.toward = forward; return m }, fits: capitalAfter,
	},
	{
		name: "month-this", pattern: "this MONTH", group: groupMonth,
		example: "They vote [this September] in all states.", value: "2022-09",
		mean: func(c *capture) meaning { m := monthYear(c); m.toward = thisOne; return m }, fits: capitalAfter,
	},
	{
		name: "weekday", pattern: "WEEKDAY", group: groupWeekday,
		example: "The envoy left on [Friday] without a word.", value: "2022-02-04",
		mean: weekday(byTense), fits: fitsWeekday,
	},
	{
		name: "weekday-and-day", pattern: "WEEKDAY the? DAY", group: groupDay,
		example: "The court will sit on [Wednesday the 16th] in Bern.", value: "2022-02-16",
		mean: func(c *capture) meaning {
			m := date(calendar.Value{Form: calendar.Date, Year: calendar.Unknown, Part: calendar.Unknown, Day: c.day})
			m.weekday = c.weekday
			return m
		},
		fits: fitsWeekdayAndDay,
	},
	{
		name: "weekday-last", pattern: "last|past WEEKDAY", group: groupDay,
		example: "She resigned [last Friday] over it.", value: "2022-02-04",
		mean: weekday(backward),
	},
	{
		name: "weekday-this-past", pattern: "this past|last WEEKDAY", group: groupDay,
		example: "She resigned [this past Friday] over it.", value: "2022-02-04",
		mean: weekday(backward),
	},
	{
		name: "weekday-next", pattern: "next|coming WEEKDAY", group: groupDay,
		example: "The council sits [next Friday] in closed session.", value: "2022-02-11",
		mean: weekday(forward), fits: fitsNotSpoken,
	},
	{
		name: "weekday-this", pattern: "this coming? WEEKDAY", group: groupDay,
		example: "The council sits [this Friday] in closed session.", value: "2022-02-11",
		mean: weekday(onToNow),
	},
	{
		name: "weekday-before", pattern: "the? previous|preceding WEEKDAY", group: groupDay,
		example: "The note came on January 27; they had met [the previous Friday] in Geneva.", value: "2022-01-21",
		mean: spoken(weekday(backward)),
	},
	{
		name: "weekday-after", pattern: "the following|next WEEKDAY", group: groupDay,
		example: "The note came on January 27; they met [the following Friday] in Geneva.", value: "2022-01-28",
		mean: spoken(weekday(forward)),
	},
	{
		name: "weekday-of-week", pattern: "WEEKDAY ,? of? <week>", group: groupDay,
		example: "They spoke on [Tuesday of last week] by phone.", value: "2022-02-01",
		mean: func(c *capture) meaning {
			return within(calendar.Value{Form: calendar.Weekday, Year: calendar.Unknown, Part: calendar.Unknown, Day: c.weekday}, c.inner)
		},
		fits: func(f *Finder, start, end int, c *capture) bool { return c.inner.kind == shifted },
	},
	{
		name: "holiday-of-year", pattern: "HOLIDAY ,? of? YEAR", group: groupDay,
		example: "He resigned on [New Year's Eve 1999] on television.", value: "1999-12-31",
		mean: holidayIn(byTense),
	},
	{
		name: "holiday-of-a-year", pattern: "HOLIDAY ,? of? <year>", group: groupDay,
		example: "The truce of [Christmas last year] held.", value: "2021-12-25",
		mean: func(c *capture) meaning {
			m := holidayIn(byTense)(c)
			m.inner, m.anchor = c.inner, fromInner
			return m
		},
	},
	{
		name: "holiday-last", pattern: "last|past HOLIDAY", group: groupDay,
		example: "He was found [last Thanksgiving] at sea.", value: "2021-11-25",
		mean: holidayIn(backward),
	},
	{
		name: "holiday-next", pattern: "next|coming|this HOLIDAY", group: groupDay,
		example: "They hope for a truce by [next Easter] at least.", value: "2022-04-17",
		mean: holidayIn(forward),
	},
	{
		name: "holiday", pattern: "HOLIDAY", group: groupDay,
		example: "He was found on [Thanksgiving Day] at sea.", value: "2021-11-25",
		mean: holidayIn(byTense), fits: fitsHoliday,
	},
	{
		name: "range-of-days", pattern: "to|and|or|through|until|,|- the? DAY ,? YEAR?", group: groupOther,
		example: "They met between January 10 and [13] in three cities.", value: "2022-01-13",
		mean: monthDay, fits: never, // made by Finder.continueDays, which knows the date before it
	},
	{
		name: "days-before-month", pattern: "DAY to|and|or|through|until|,|- <day>", group: groupOther,
		example: "They will meet on [3]-5 March in three cities.", value: "2022-03-03",
		mean: monthDay, fits: never, // made by Finder.leadingDays, which reads the whole list
	},
	{
		name: "range-of-years", pattern: "-|/ NUMBER", group: groupOther,
		example: "The war of 1998-[99] was lost.", value: "1999",
		mean: monthYear, fits: never, // made by Finder.continueYears, which knows the year before it
	},
}

// monthDay makes the meaning of a month, a day and perhaps a year.
func monthDay(c *capture) meaning {
	m := date(calendar.Value{Form: calendar.Date, Year: calendar.Unknown, Part: c.month, Day: c.day})
	return inYear(m, c)
}

// monthYear makes the meaning of a month and perhaps a year.
func monthYear(c *capture) meaning {
	m := date(calendar.Value{Form: calendar.Month, Year: calendar.Unknown, Part: c.month})
	return inYear(m, c)
}

func inYear(m meaning, c *capture) meaning {
	if c.year > 0 || c.short {
		m.value.Year, m.short = c.year, c.short
	}
	return m
}

// within makes the meaning of a stretch that lies in another.
func within(v calendar.Value, inner *meaning) meaning {
	m := date(v)
	m.inner, m.anchor = inner, fromInner
	return m
}

func weekday(t toward) func(*capture) meaning {
	return func(c *capture) meaning {
		m := date(calendar.Value{Form: calendar.Weekday, Year: calendar.Unknown, Part: calendar.Unknown, Day: c.weekday})
		m.toward = t
		return m
	}
}

// spoken counts a meaning from the date last spoken of.
func spoken(mean func(*capture) meaning) func(*capture) meaning {
	return func(c *capture) meaning {
		m := mean(c)
		m.anchor = fromSpoken
		return m
	}
}

func holidayIn(t toward) func(*capture) meaning {
	return func(c *capture) meaning {
		m := meaning{kind: named, typ: verbale.Date, n: c.holiday, toward: t}
		m.value = calendar.Value{Form: calendar.Date, Year: calendar.Unknown, Part: calendar.Unknown, Day: calendar.Unknown}
		return inYear(m, c)
	}
}
