package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// timeRules are for times of day, by the clock and by part.
var timeRules = []rule{
	{
		name: "clock", pattern: "CLOCK ZONE?", group: groupTime,
		example: "The shelling began at [5:30 a.m.] without warning.", value: "2022-02-08T05:30",
		mean: clock, fits: fitsClock,
	},
	{
		name: "clock-local", pattern: "CLOCK local time", group: groupTime,
		example: "The shelling began at [5:30 local time] without warning.", value: "2022-02-08T05:30",
		mean: clock, fits: fitsClock,
	},
	{
		name: "clock-and-day", pattern: "CLOCK ZONE? ,? on? <date>", group: groupTime,
		example: "They have until [9 a.m. EST Thursday] to sign.", value: "2022-02-10T09:00",
		mean: timed,
	},
	{
		name: "clock-on-day-part", pattern: "CLOCK ZONE? ,? on? <date> ~ PART", group: groupTime,
		example: "They dined at [seven o'clock on Thursday evening] in Paris.", value: "2022-02-03T19:00",
		mean: timedInPart,
	},
	{
		name: "day-part-and-clock", pattern: "<date> ~ PART at CLOCK ZONE?", group: groupTime,
		example: "They dined on [Thursday evening at seven o'clock] in Paris.", value: "2022-02-03T19:00",
		mean: timedInPart,
	},
	{
		name: "clock-in-part", pattern: "CLOCK in the PART", group: groupTime,
		example: "They left at [4 o'clock in the morning] by car.", value: "2022-02-08T04:00",
		mean: clockInPart,
	},
	{
		name: "hour-in-part", pattern: "NUMBER in the PART", group: groupTime,
		example: "They left at [4 in the morning] by car.", value: "2022-02-08T04:00",
		mean: func(c *capture) meaning {
			hour := c.amount.whole()
			if c.amount.halves%2 != 0 || hour < 1 || hour > 12 {
				return meaning{}
			}
			c.clock = calendar.Clock{Set: true, Hour: int8(hour), Minute: 0, Second: calendar.Unknown}
			return clockInPart(c)
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return f.says(start-1, "at", "about", "around", "by", "until")
		},
	},
	{
		name: "day-and-clock", pattern: "<date> ,? CLOCK ZONE?", group: groupTime,
		example: "They have until [Thursday 9 a.m.] to sign.", value: "2022-02-10T09:00",
		mean: timed,
	},
	{
		name: "day-part", pattern: "<date> ~ PART", group: groupTime,
		example: "They dined on [Thursday evening] in Paris.", value: "2022-02-03TEV",
		mean: partOf,
	},
	{
		name: "date-part", pattern: "the? PART of <date>", group: groupTime,
		example: "On [the morning of February 3] they met.", value: "2022-02-03TMO",
		mean: partOf,
	},
	{
		name: "early-part-of-day", pattern: "<date> early|late|mid ~ PART", group: groupTime,
		example: "They met on [Thursday late afternoon] in Paris.", value: "2022-02-03TAF",
		mean: partOf,
	},
	{
		name: "this-part", pattern: "this PART", group: groupTime,
		example: "They met [this morning] in Paris.", value: "2022-02-08TMO",
		mean: partAfter(0),
	},
	{
		name: "tonight", pattern: "tonight", group: groupTime,
		example: "They will meet [tonight] in Paris.", value: "2022-02-08TNI",
		mean: func(c *capture) meaning { return onPart(shift(calendar.Date, 0), "NI") },
	},
	{
		name: "last-night", pattern: "last night|evening", group: groupTime,
		example: "They met [last night] in Paris.", value: "2022-02-07TNI",
		mean: func(c *capture) meaning { return onPart(shift(calendar.Date, -1), "NI") },
	},
	{
		name: "overnight", pattern: "overnight", group: groupTime,
		example: "Shells fell on the town [overnight] again.", value: "2022-02-08TNI",
		mean: func(c *capture) meaning { return onPart(shift(calendar.Date, 0), "NI") },
		fits: fitsOvernight,
	},
	{
		name: "part-of-that-day", pattern: "that same? PART", group: groupTime,
		example: "The note came on January 27; [that evening] they met.", value: "2022-01-27TEV",
		mean: spoken(partAfter(0)),
	},
	{
		name: "part-of-same-day", pattern: "the same PART", group: groupTime,
		example: "The note came on January 27; they met [the same evening] in Paris.", value: "2022-01-27TEV",
		mean: spoken(partAfter(0)),
	},
	{
		name: "next-part", pattern: "the following|next PART", group: groupTime,
		example: "The note came on January 27; [the following morning] they met.", value: "2022-01-28TMO",
		mean: spoken(partAfter(1)),
	},
	{
		name: "previous-part", pattern: "the previous|preceding PART", group: groupTime,
		example: "The note came on January 27; [the previous evening] they had met.", value: "2022-01-26TEV",
		mean: spoken(partAfter(-1)),
	},
	{
		name: "part-before", pattern: "the PART before", group: groupTime,
		example: "The note came on January 27; [the night before], they had met.", value: "2022-01-26TNI",
		mean: spoken(partAfter(-1)), fits: fitsAnaphor,
	},
	{
		name: "mid-part", pattern: "mid ~ PART", group: groupTime,
		example: "By [mid-afternoon] the square was empty.", value: "2022-02-08TAF",
		mean: func(c *capture) meaning {
			m := partAfter(0)(c)
			m.mod = modMiddle
			return m
		},
		fits: func(f *Finder, start, end int, c *capture) bool { return !f.says(start-1, "a", "the") },
	},
	{
		name: "mid-part-of-day", pattern: "mid|early|late ~ PART <date>", group: groupTime,
		example: "By [mid-afternoon yesterday] the square was empty.", value: "2022-02-07TAF",
		mean: func(c *capture) meaning {
			m := partOf(c)
			m.mod = modMiddle
			return m
		},
		fits: func(f *Finder, start, end int, c *capture) bool { return f.says(start, "mid") },
	},
	{
		name: "the-part", pattern: "the early|late? PART", group: groupTime,
		example: "They met in [the morning] and left at noon.", value: "2022-02-08TMO",
		mean: partAfter(0), fits: fitsThePart,
	},
	{
		name: "early-time", pattern: "early|earlier|late|later in|on? <time>", group: groupTime,
		example: "They will meet [later this afternoon] in Paris.", value: "2022-02-08TAF",
		mean: func(c *capture) meaning {
			m := *c.inner
			m.mod = modStart
			if c.late {
				m.mod = modEnd
			}
			return m
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			c.late = f.says(start, "late", "later")
			return c.inner.clock.Part != ""
		},
	},
	{
		name: "about-time", pattern: "about|around|approximately <time>", group: groupTime,
		example: "He was seen [around 7:15 p.m.] by a guard.", value: "2022-02-08T19:15",
		mean: modified(modAbout),
	},
}

// clock makes the meaning of a time of day whose day is still to be found.
func clock(c *capture) meaning {
	m := shift(calendar.Date, 0)
	m.typ, m.clock = verbale.TimeOfDay, c.clock
	m.anchor, m.beside = fromReport, true
	return m
}

// clockInPart makes "4 in the afternoon" 16:00.
func clockInPart(c *capture) meaning {
	inPart(c)
	return clock(c)
}

// timedInPart gives the day within it a time of one of its parts.
func timedInPart(c *capture) meaning {
	inPart(c)
	return timed(c)
}

// inPart moves a clock's time into the part of the day beside it: "seven in the
// evening" is 19:00.
func inPart(c *capture) {
	if code := dayParts[c.part].code; code != "MO" && c.clock.Hour < 12 && (code != "NI" || c.clock.Hour > 5) {
		c.clock.Hour += 12
	}
}

// timed gives the day within it a time.
func timed(c *capture) meaning {
	m := *c.inner
	m.typ, m.clock = verbale.TimeOfDay, c.clock
	return m
}

func onPart(m meaning, code string) meaning {
	m.typ, m.clock = verbale.TimeOfDay, calendar.Clock{Set: true, Part: code}
	return m
}

func partOf(c *capture) meaning { return onPart(*c.inner, dayParts[c.part].code) }

func partAfter(n int) func(*capture) meaning {
	return func(c *capture) meaning { return onPart(shift(calendar.Date, n), dayParts[c.part].code) }
}
