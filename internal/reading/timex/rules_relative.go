package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// relativeRules are for what is counted from a day: that of the report, that
// of a quotation, or the date last spoken of.
var relativeRules = []rule{
	{
		name: "today", pattern: "today", group: groupDay,
		example: "The envoy arrives [today] from Vienna.", value: "2022-02-08",
		mean: days(0), fits: fitsToday,
	},
	{
		name: "yesterday", pattern: "yesterday", group: groupDay,
		example: "The envoy left [yesterday] for Vienna.", value: "2022-02-07",
		mean: days(-1),
	},
	{
		name: "tomorrow", pattern: "tomorrow", group: groupDay,
		example: "The envoy leaves [tomorrow] for Vienna.", value: "2022-02-09",
		mean: days(1),
	},
	{
		name: "day-before-yesterday", pattern: "the day before yesterday", group: groupDay,
		example: "He landed [the day before yesterday] in secret.", value: "2022-02-06",
		mean: days(-2),
	},
	{
		name: "day-after-tomorrow", pattern: "the day after tomorrow", group: groupDay,
		example: "He flies [the day after tomorrow] in secret.", value: "2022-02-10",
		mean: days(2),
	},
	{
		name: "last-unit", pattern: "last|past UNIT", group: groupDay | groupWeek,
		example: "The drafts were rejected [last week] in Brussels.", value: "2022-W05",
		mean: shiftUnit(-1), fits: fitsUnit,
	},
	{
		name: "next-unit", pattern: "next|coming UNIT", group: groupWeek,
		example: "The two will talk [next week] in Geneva.", value: "2022-W07",
		mean: shiftUnit(1), fits: fitsUnit,
	},
	{
		name: "this-unit", pattern: "this current? UNIT", group: groupWeek,
		example: "The two have talked [this month] in Geneva.", value: "2022-02",
		mean: shiftUnit(0), fits: fitsThisUnit,
	},
	{
		name: "current-unit", pattern: "the current|present fiscal? UNIT", group: groupWeek,
		example: "No vote is planned in [the current year] at all.", value: "2022",
		mean: shiftUnit(0), fits: fitsThisUnit,
	},
	{
		name: "this-past-unit", pattern: "this past UNIT", group: groupWeek,
		example: "The drafts were rejected [this past week] in Brussels.", value: "2022-W05",
		mean: shiftUnit(-1), fits: fitsUnit,
	},
	{
		name: "this-coming-unit", pattern: "this coming UNIT", group: groupWeek,
		example: "The two will talk [this coming week] in Geneva.", value: "2022-W07",
		mean: shiftUnit(1), fits: fitsUnit,
	},
	{
		name: "the-last-unit", pattern: "the last decade|century", group: groupDecade,
		example: "Much was lost in [the last century] by both.", value: "19",
		mean: func(c *capture) meaning { return shift(calendar.Century, -1) },
		fits: func(f *Finder, start, end int, c *capture) bool { return f.says(end-1, "century") },
	},
	{
		name: "the-year-ended", pattern: "the fiscal|financial|full? year", group: groupDuration,
		example: "Profit doubled in [the fiscal year] ended January 31.", value: "P1Y",
		mean: func(c *capture) meaning {
			c.amount, c.unit = amount{halves: 2}, calendar.Years
			return lengthOf(c)
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return f.says(end, "ended", "ending", "through", "to")
		},
	},
	{
		name: "holiday-week", pattern: "HOLIDAY week", group: groupWeek,
		example: "The truce held in [Easter week] at least.", value: "2022-W15",
		mean: func(c *capture) meaning {
			m := holidayIn(byTense)(c)
			return meaning{kind: widened, typ: verbale.Date, form: calendar.Week, inner: &m, anchor: fromInner}
		},
	},
	{
		name: "the-week-of", pattern: "the week of|beginning|starting <day>", group: groupWeek,
		example: "A hearing is set for [the week of March 7] in London.", value: "2022-W10",
		mean: func(c *capture) meaning {
			m := meaning{kind: widened, typ: verbale.Date, form: calendar.Week, inner: c.inner, anchor: fromInner}
			return m
		},
	},
	{
		name: "ago", pattern: "<length> ago", group: groupYear,
		example: "The last summit was [two years ago] in Paris.", value: "2020",
		mean: ago,
	},
	{
		name: "from-now", pattern: "<length> hence", group: groupYear,
		example: "The ban ends [two years hence] in any case.", value: "2024",
		mean: fromNow,
	},
	{
		name: "from-now-on", pattern: "<length> from now|today", group: groupYear,
		example: "The ban ends [two years from now] in any case.", value: "2024",
		mean: fromNow,
	},
	{
		name: "from-tomorrow", pattern: "a week from tomorrow", group: groupDay,
		example: "They will sign [a week from tomorrow] in Rome.", value: "2022-02-16",
		mean: days(8),
	},
	{
		name: "earlier", pattern: "<length> earlier|before|previously|prior", group: groupYear,
		example: "The ban came on January 20; [two days earlier] they had met.", value: "2022-01-18",
		mean: counted(-1), fits: fitsEarlier,
	},
	{
		name: "later", pattern: "<length> later|afterwards|afterward|after|on", group: groupYear,
		example: "The ban came on January 20; [two days later] they met.", value: "2022-01-22",
		mean: counted(1), fits: fitsLater,
	},
	{
		name: "the-day-before", pattern: "the UNIT before|earlier", group: groupDay,
		example: "The ban came on January 20; [the day before], they had met.", value: "2022-01-19",
		mean: spokenShift(-1), fits: fitsAnaphor,
	},
	{
		name: "the-day-after", pattern: "the UNIT after|afterwards", group: groupDay,
		example: "The ban came on January 20; [the day after], they met.", value: "2022-01-21",
		mean: spokenShift(1), fits: fitsAnaphor,
	},
	{
		name: "the-previous-unit", pattern: "the? previous|preceding|prior UNIT", group: groupDay,
		example: "The ban came on January 20; [the previous day] they had met.", value: "2022-01-19",
		mean: spokenShift(-1), fits: fitsUnit,
	},
	{
		name: "the-following-unit", pattern: "the following|next|subsequent UNIT", group: groupDay,
		example: "The ban came on January 20; [the following day] they met.", value: "2022-01-21",
		mean: spokenShift(1),
		fits: func(f *Finder, start, end int, c *capture) bool {
			return fitsUnit(f, start, end, c) && !(f.says(start+1, "next") && f.spendsNext(start))
		},
	},
	{
		name: "that-unit", pattern: "that same? UNIT", group: groupDay,
		example: "The ban came on January 20; [that week] they met.", value: "2022-W03",
		mean: spokenShift(0), fits: fitsUnit,
	},
	{
		name: "the-same-unit", pattern: "the same|very UNIT", group: groupDay,
		example: "The ban came on January 20; they met in [the same month] again.", value: "2022-01",
		mean: spokenShift(0), fits: fitsUnit,
	},
	{
		name: "the-unit", pattern: "the full|entire|whole|fiscal? UNIT", group: groupWeek,
		example: "Exports fell 5 percent for [the year] as a whole.", value: "2022",
		mean: func(c *capture) meaning {
			m := shiftUnit(0)(c)
			m.anchor, m.toward = fromSpoken, thisOne
			if m.form == calendar.Weekend {
				m.toward = byTense
			}
			return m
		},
		fits: fitsTheUnit,
	},
	{
		name: "start-of", pattern: "the? start|beginning|opening of <period>", group: 0,
		example: "He left at [the beginning of October] for good.", value: "2021-10",
		mean: modified(modStart), fits: notBare,
	},
	{
		name: "middle-of", pattern: "the middle of <period>", group: 0,
		example: "Prices fell from [the middle of October] on.", value: "2021-10",
		mean: modified(modMiddle),
	},
	{
		name: "end-of", pattern: "the? very? end|close of <period>", group: 0,
		example: "They leave by [the end of the year] if asked.", value: "2022",
		mean: modified(modEnd), fits: notBare,
	},
	{
		name: "early", pattern: "the? early|earlier in|on? <period>", group: 0,
		example: "They met [earlier this week] in Berlin.", value: "2022-W06",
		mean: modified(modStart), fits: fitsEarly,
	},
	{
		name: "mid", pattern: "the? mid|middle ~ <period>", group: 0,
		example: "They will meet in [mid-May] in Berlin.", value: "2022-05",
		mean: modified(modMiddle), fits: heads,
	},
	{
		name: "late", pattern: "the? late|later in|on? ~ <period>", group: 0,
		example: "The war began in [late February] as feared.", value: "2022-02",
		mean: modified(modEnd), fits: fitsEarly,
	},
	{
		name: "about", pattern: "about|around|approximately|roughly|circa|nearly|almost <period>", group: 0,
		example: "The truce ends [around March 1] by most accounts.", value: "2022-03-01",
		mean: modified(modAbout), fits: fitsAbout,
	},
	{
		name: "or-later", pattern: "<period> or later", group: 0,
		example: "The line opens in [2025 or later] at this pace.", value: "2025",
		mean: modified(modOnOrAfter),
	},
	{
		name: "and-beyond", pattern: "<period> and beyond", group: 0,
		example: "Funds are short for [2023 and beyond] in all states.", value: "2023",
		mean: modified(modOnOrAfter),
	},
	{
		name: "or-so", pattern: "<period> or so", group: 0,
		example: "The line opens in [2025 or so] at this pace.", value: "2025",
		mean: modified(modAbout),
	},
}

func days(n int) func(*capture) meaning {
	return func(*capture) meaning { return shift(calendar.Date, n) }
}

// shiftUnit counts units from the anchor. A unit that the calendar does not
// have (hours) has no meaning here.
func shiftUnit(n int) func(*capture) meaning {
	return func(c *capture) meaning {
		form, ok := forms[c.unit]
		if !ok || c.plural {
			return meaning{}
		}
		return shift(form, n)
	}
}

func spokenShift(n int) func(*capture) meaning {
	return func(c *capture) meaning {
		m := shiftUnit(n)(c)
		m.anchor = fromSpoken
		return m
	}
}

// ago means so many units before the report, as wide as the unit: "two years
// ago" is a year. What is not a number of them is only past.
func ago(c *capture) meaning { return counting(c, -1, fromReport) }

func fromNow(c *capture) meaning { return counting(c, 1, fromReport) }

func counted(sign int) func(*capture) meaning {
	return func(c *capture) meaning { return counting(c, sign, fromSpoken) }
}

func counting(c *capture, sign int, from anchor) meaning {
	inner := c.inner
	if inner.kind != length {
		return meaning{}
	}
	n, unit := inner.amount.whole(), inner.unit
	if inner.amount.halves%2 != 0 { // "two and a half years ago" is so many months
		switch unit {
		case calendar.Years:
			n, unit = 12*n+6, calendar.Months
		default:
			n = calendar.Unknown
		}
	}
	form, ok := forms[unit]
	if n == calendar.Unknown || !ok {
		text := "PAST_REF"
		if sign > 0 {
			text = "FUTURE_REF"
		}
		if from == fromSpoken {
			return meaning{} // "three hours later" stays a length of time
		}
		return say(verbale.Date, text)
	}
	m := shift(form, sign*n)
	m.anchor, m.mod, m.amount, m.unit = from, inner.mod, inner.amount, inner.unit
	if inner.amount.about {
		m.mod = modAbout
	}
	if from == fromSpoken { // where nothing was spoken of, it is a length of time
		m.fallback = duration(inner.amount, inner.unit)
	}
	return m
}

// modified is the meaning of the expression within, narrowed by a mod.
func modified(mod string) func(*capture) meaning {
	return func(c *capture) meaning {
		m := *c.inner
		m.mod = mod
		return m
	}
}
