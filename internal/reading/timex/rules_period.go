package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// periodRules are for the years and their parts, decades and centuries.
var periodRules = []rule{
	{
		name: "year", pattern: "YEAR", group: groupYear,
		example: "Finland joined the programme in [1994] as a partner.", value: "1994",
		mean: year, fits: fitsYear,
	},
	{
		name: "the-year", pattern: "the year YEAR", group: groupYear,
		example: "By [the year 2030] half of them will be gone.", value: "2030",
		mean: year,
	},
	{
		name: "short-year", pattern: "SHORTYEAR", group: groupYear,
		example: "The crash of ['87] taught them that.", value: "1987",
		mean: year, fits: fitsShortYear,
	},
	{
		name: "fiscal-year", pattern: "fiscal|financial year? ~ YEAR", group: groupYear,
		example: "The budget for [fiscal 2023] was cut.", value: "2023",
		mean: year,
	},
	{
		name: "fiscal-year-short", pattern: "fy YEAR", group: groupYear,
		example: "The budget for [FY2023] was cut.", value: "2023",
		mean: year,
	},
	{
		name: "season-of-year", pattern: "the? SEASON ,? of? YEAR", group: groupSeason,
		example: "The front froze in [the winter of 1994] for good.", value: "1994-WI",
		mean: season(byTense),
	},
	{
		name: "season-of-a-year", pattern: "the? SEASON ,? of? <year>", group: groupSeason,
		example: "They had met in [the summer of last year] in Geneva.", value: "2021-SU",
		mean: func(c *capture) meaning {
			return within(calendar.Value{Form: calendar.Season, Year: calendar.Unknown, Part: c.season}, c.inner)
		},
	},
	{
		name: "season-last", pattern: "last SEASON", group: groupSeason,
		example: "The coup came [last summer] without warning.", value: "2021-SU",
		mean: season(backward),
	},
	{
		name: "season-this-past", pattern: "this past|last SEASON", group: groupSeason,
		example: "The coup came [this past summer] without warning.", value: "2021-SU",
		mean: season(backward),
	},
	{
		name: "season-next", pattern: "next SEASON", group: groupSeason,
		example: "They will vote [next spring] at the latest.", value: "2022-SP",
		mean: season(forward),
	},
	{
		name: "season-this", pattern: "this coming? SEASON", group: groupSeason,
		example: "They will vote [this autumn] at the latest.", value: "2022-FA",
		mean: season(thisOne),
	},
	{
		name: "season", pattern: "the? SEASON", group: groupSeason,
		example: "The pipeline will open in [the autumn] after tests.", value: "2022-FA",
		mean: season(byTense), fits: fitsSeason,
	},
	{
		name: "quarter-of-year", pattern: "the? ORDINAL ~ quarter of|, YEAR", group: groupQuarter,
		example: "Output fell in [the third quarter of 2021] again.", value: "2021-Q3",
		mean: quarter, fits: fitsQuarterOf,
	},
	{
		name: "quarter-of-a-year", pattern: "the? ORDINAL ~ quarter ,? of? <year>", group: groupQuarter,
		example: "Output fell in [the third quarter of last year] again.", value: "2021-Q3",
		mean: func(c *capture) meaning { return within(quarter(c).value, c.inner) }, fits: fitsQuarterOf,
	},
	{
		name: "year-and-quarter", pattern: "the? YEAR ' s ORDINAL ~ quarter", group: groupQuarter,
		example: "Output beat [2020's third quarter] by far.", value: "2020-Q3",
		mean: quarter, fits: fitsQuarterOf,
	},
	{
		name: "the-year-quarter", pattern: "the? fiscal? YEAR ORDINAL ~ quarter", group: groupQuarter,
		example: "It was the loss of [the 2020 third quarter] again.", value: "2020-Q3",
		mean: quarter, fits: fitsQuarter,
	},
	{
		name: "quarter-possessive", pattern: "<year> ' s ORDINAL ~ quarter", group: groupQuarter,
		example: "Output beat [last year's third quarter] by far.", value: "2021-Q3",
		mean: func(c *capture) meaning { return within(quarter(c).value, c.inner) }, fits: fitsQuarterOf,
	},
	{
		name: "quarter", pattern: "the? fiscal? ~ ORDINAL ~ quarter", group: groupQuarter,
		example: "A [third-quarter] loss was reported.", value: "2021-Q3",
		mean: quarter, fits: fitsQuarter,
	},
	{
		name: "half-of-year", pattern: "the? first|second|last ~ half of? YEAR", group: groupHalf,
		example: "Trade grew in [the first half of 2021] by a tenth.", value: "2021-H1",
		mean: half, fits: firstOrNot,
	},
	{
		name: "half-of-a-year", pattern: "the? first|second|last ~ half of? <year>", group: groupHalf,
		example: "Trade grew in [the first half of last year] by a tenth.", value: "2021-H1",
		mean: func(c *capture) meaning { return within(half(c).value, c.inner) }, fits: firstOrNot,
	},
	{
		name: "half-of-other", pattern: "the? first|second|last half of <decade>|<month>", group: 0,
		example: "Trade grew in [the last half of the 1980s] by a tenth.", value: "198",
		mean: func(c *capture) meaning { return *c.inner },
	},
	{
		name: "decade", pattern: "the? DECADE", group: groupDecade,
		example: "Both blocs armed in [the 1950s] without pause.", value: "195",
		mean: func(c *capture) meaning {
			m := date(calendar.Value{Form: calendar.Decade, Year: c.year / 10})
			m.short = c.short
			return m
		},
		fits: fitsDecade,
	},
	{
		name: "century", pattern: "the? ORDINAL ~ century", group: groupCentury,
		example: "The border dates from [the 19th century] at least.", value: "18",
		mean: func(c *capture) meaning { return date(calendar.Value{Form: calendar.Century, Year: c.ordinal - 1}) },
		fits: func(f *Finder, start, end int, c *capture) bool {
			return c.ordinal >= 2 && c.ordinal <= 22 && heads(f, start, end, c)
		},
	},
	{
		name: "year-end", pattern: "the? year ~ end", group: groupYear,
		example: "The troops leave by [year-end] at the latest.", value: "2022",
		mean: func(c *capture) meaning {
			m := shift(calendar.Year, 0)
			m.mod = modEnd
			return m
		},
	},
	{
		name: "years-end", pattern: "the? year ' s end", group: groupYear,
		example: "The troops leave by [year's end] at the latest.", value: "2022",
		mean: func(c *capture) meaning {
			m := shift(calendar.Year, 0)
			m.mod = modEnd
			return m
		},
	},
	{
		name: "quarter-of-year-spoken", pattern: "the? YEAR quarter|period", group: groupQuarter,
		example: "Profit rose in the third quarter from a loss in [the 2020 quarter].", value: "2020-Q3",
		mean: func(c *capture) meaning {
			m := date(calendar.Value{Form: calendar.Quarter, Year: c.year, Part: calendar.Unknown})
			m.anchor = fromSpoken
			return m
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return heads(f, start, end, c) && f.quarterly && !(f.runs(start) && f.is(start-1, '-'))
		},
	},
	{
		name: "period-years-before", pattern: "the? comparable|corresponding|same? year ~ ago|earlier ORDINAL? quarter|period", group: groupQuarter,
		example: "Profit rose in the third quarter from a loss in [the year-ago quarter].", value: "2020-Q3",
		mean: yearBefore, fits: heads,
	},
	{
		name: "period-a-year-before", pattern: "the? comparable|corresponding|same period|quarter a year ago|earlier|before", group: groupQuarter,
		example: "Profit rose in the third quarter from [the same period a year earlier].", value: "2020-Q3",
		mean: yearBefore,
	},
	{
		name: "period-of-last-year", pattern: "the? comparable|corresponding|same period|quarter last year", group: groupQuarter,
		example: "Profit rose in the third quarter from [the same period last year].", value: "2020-Q3",
		mean: yearBefore,
	},
	{
		name: "last-years-quarter", pattern: "last year ' s quarter|period", group: groupQuarter,
		example: "Profit rose in the third quarter from a loss in [last year's quarter].", value: "2020-Q3",
		mean: yearBefore,
	},
	{
		name: "year-before-adjective", pattern: "year ~ ago|earlier", group: groupQuarter,
		example: "Profit in the third quarter was above the [year-earlier] figure.", value: "2020-Q3",
		mean: yearBefore,
	},
	{
		name: "the-quarter", pattern: "the latest|current|full? quarter|period", group: groupQuarter,
		example: "Analysts had not foreseen the loss in [the quarter] just ended.", value: "2021-Q4",
		mean: func(c *capture) meaning {
			return meaning{kind: thatQuarter, typ: verbale.Date, anchor: fromSpoken, fallback: "PAST_REF"}
		},
		fits: fitsTheQuarter,
	},
}

func year(c *capture) meaning {
	m := date(calendar.Value{Form: calendar.Year, Year: c.year})
	m.short = c.short
	return m
}

func season(t toward) func(*capture) meaning {
	return func(c *capture) meaning {
		m := date(calendar.Value{Form: calendar.Season, Year: calendar.Unknown, Part: c.season})
		m.toward = t
		return inYear(m, c)
	}
}

func quarter(c *capture) meaning {
	return inYear(date(calendar.Value{Form: calendar.Quarter, Year: calendar.Unknown, Part: c.ordinal}), c)
}

func half(c *capture) meaning {
	part := 2
	if c.first {
		part = 1
	}
	return inYear(date(calendar.Value{Form: calendar.Half, Year: calendar.Unknown, Part: part}), c)
}

// yearBefore means the stretch of the calendar last spoken of, a year before.
func yearBefore(c *capture) meaning {
	return meaning{kind: yearEarlier, typ: verbale.Date, anchor: fromSpoken, fallback: "PAST_REF"}
}
