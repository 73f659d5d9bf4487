package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// lengthRules are for lengths of time and ages.
var lengthRules = []rule{
	{
		name: "length", pattern: "NUMBER more|additional|full|whole|consecutive|straight|successive|trading|working|business|calendar|long? ~ UNIT", group: groupDuration,
		example: "The talks went on for [48 hours] without result.", value: "PT48H",
		mean: lengthOf, fits: fitsLength,
	},
	{
		name: "length-period", pattern: "a? NUMBER ~ UNIT period|span|stretch", group: groupDuration,
		example: "The loan runs over [a three-year period] at most.", value: "P3Y",
		mean: func(c *capture) meaning {
			c.amount = c.more
			return lengthOf(c)
		},
	},
	{
		name: "length-and-a-half", pattern: "a|an|one UNIT and a half", group: groupDuration,
		example: "They spoke for [an hour and a half] by phone.", value: "PT1H30M",
		mean: func(c *capture) meaning {
			c.amount = amount{halves: 3}
			return lengthOf(c)
		},
	},
	{
		name: "half-a-unit", pattern: "half ~ an|a? ~ UNIT", group: groupDuration,
		example: "They spoke for [half an hour] by phone.", value: "PT30M",
		mean: func(c *capture) meaning {
			if c.unit == calendar.Quarters || c.unit == calendar.Seconds {
				return meaning{}
			}
			c.amount = amount{halves: 1}
			return lengthOf(c)
		},
		fits: fitsHalf,
	},
	{
		name: "length-between", pattern: "NUMBER to|or|and|- NUMBER UNITS", group: groupDuration,
		example: "It takes [two to three weeks] by ship.", value: "PXW",
		mean: func(c *capture) meaning {
			c.amount = amount{vague: true}
			return lengthOf(c)
		},
		fits: fitsLengthRange,
	},
	{
		name: "one-or-two", pattern: "a UNIT or two", group: groupDuration,
		example: "It takes [a week or two] by ship.", value: "PXW",
		mean: vagueLength,
	},
	{
		name: "units-or-units", pattern: "UNITS or|and even? UNITS", group: groupDuration,
		example: "They may need [weeks or months] for it.", value: "PXM",
		mean: vagueLength,
	},
	{
		name: "another", pattern: "another|additional NUMBER? UNIT", group: groupDuration,
		example: "They asked for [another two weeks] to reply.", value: "P2W",
		mean: anotherLength, fits: fitsLength,
	},
	{
		name: "an-additional", pattern: "a|an additional|extra|entire|initial|single NUMBER? ~ UNIT", group: groupDuration,
		example: "They asked for [an additional week] to reply.", value: "P1W",
		mean: anotherLength,
	},
	{
		name: "unit-long", pattern: "UNIT ~ long", group: groupDuration,
		example: "A [decades-long] dispute ended there.", value: "PXY",
		mean: func(c *capture) meaning {
			if c.plural {
				return vagueLength(c)
			}
			c.amount = amount{halves: 2}
			return lengthOf(c)
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return (f.is(end-2, '-') || end == start+1) && c.unit != calendar.Seconds
		},
	},
	{
		name: "units", pattern: "UNITS", group: groupDuration,
		example: "The two had not spoken for [months] by then.", value: "PXM",
		mean: vagueLength, fits: fitsUnits,
	},
	{
		name: "past-length", pattern: "the|these|those? past|last|next|coming|first|final|previous|preceding|following|initial|latest|opening|closing|remaining <length>", group: groupDuration,
		example: "Prices rose over [the past three months] by a fifth.", value: "P3M",
		mean: inherited, fits: fitsPastLength,
	},
	{
		name: "the-length", pattern: "the|those|these <length>", group: groupDuration,
		example: "Exports fell over [the nine months] to June.", value: "P9M",
		mean: inherited, fits: fitsTheLength,
	},
	{
		name: "past-unit", pattern: "the past UNIT", group: groupDuration,
		example: "Prices rose over [the past year] by a fifth.", value: "P1Y",
		mean: func(c *capture) meaning {
			c.amount = amount{halves: 2}
			return lengthOf(c)
		},
		fits: fitsUnit,
	},
	{
		name: "the-last-unit-length", pattern: "the last UNIT", group: groupDuration,
		example: "Prices rose over [the last year] by a fifth.", value: "P1Y",
		mean: func(c *capture) meaning {
			c.amount = amount{halves: 2}
			return lengthOf(c)
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return fitsUnit(f, start, end, c) && (f.says(start-1, "in", "over", "during", "for", "within") || c.unit == calendar.Decades)
		},
	},
	{
		name: "next-unit-length", pattern: "the next|coming UNIT", group: groupDuration,
		example: "The votes are spread out over [the next month] in the south.", value: "P1M",
		mean: func(c *capture) meaning {
			c.amount = amount{halves: 2}
			return lengthOf(c)
		},
		fits: func(f *Finder, start, end int, c *capture) bool {
			return fitsUnit(f, start, end, c) && f.spendsNext(start)
		},
	},
	{
		name: "recent-units-and-units", pattern: "recent UNITS and|or UNITS", group: groupDuration,
		example: "Tension has grown in [recent weeks and months] along the line.", value: "PXM",
		mean: vagueLength,
	},
	{
		name: "recent-units", pattern: "recent UNITS", group: groupDuration,
		example: "Tension has grown in [recent weeks] along the line.", value: "PXW",
		mean: vagueLength,
	},
	{
		name: "coming-units", pattern: "the? coming|past|next|early|first|final|last UNITS", group: groupDuration,
		example: "It will be settled in [the coming weeks] by both.", value: "PXW",
		mean: vagueLength,
		fits: func(f *Finder, start, end int, c *capture) bool {
			return !f.says(end-2, "early", "first", "final", "last") || f.says(start, "the") && forms[c.unit] != 0
		},
	},
	{
		name: "units-ahead", pattern: "the UNITS ahead|since", group: groupDuration,
		example: "It will be settled in [the weeks ahead] by both.", value: "PXW",
		mean: vagueLength,
		fits: func(f *Finder, start, end int, c *capture) bool { return f.says(end-1, "ahead") },
	},
	{
		name: "a-while", pattern: "a while", group: groupDuration,
		example: "They will do without it for [a while] at least.", value: "PXX",
		mean: func(*capture) meaning {
			return meaning{kind: length, typ: verbale.Duration, amount: amount{vague: true}, unit: calendar.Unspecified}
		},
		fits: func(f *Finder, start, end int, c *capture) bool { return f.says(start-1, "for", "in", "after") },
	},
	{
		name: "well-over", pattern: "well over <length>", group: groupDuration,
		example: "They spoke for [well over an hour] by phone.", value: "PT1H",
		mean: modified(modMore),
	},
	{
		name: "at-least", pattern: "at least <length>", group: groupDuration,
		example: "The law asks for [at least 30 days] of notice.", value: "P30D",
		mean: modified(modAtLeast),
	},
	{
		name: "no-less-than", pattern: "no less|fewer than <length>", group: groupDuration,
		example: "The law asks for [no less than 30 days] of notice.", value: "P30D",
		mean: modified(modAtLeast),
	},
	{
		name: "more-than", pattern: "more than <length>", group: groupDuration,
		example: "The siege went on for [more than a month] in all.", value: "P1M",
		mean: modified(modMore),
	},
	{
		name: "over-length", pattern: "over <length>", group: groupDuration,
		example: "The tour will last [over a week] in all.", value: "P1W",
		mean: modified(modMore), fits: fitsOver,
	},
	{
		name: "less-than", pattern: "less|fewer than <length>", group: groupDuration,
		example: "The reply came in [less than an hour] by wire.", value: "PT1H",
		mean: modified(modLess),
	},
	{
		name: "under-length", pattern: "just? under <length>", group: groupDuration,
		example: "They spoke for [just under an hour] by phone.", value: "PT1H",
		mean: modified(modLess),
	},
	{
		name: "up-to", pattern: "up to <length>", group: groupDuration,
		example: "Reserves serve for [up to 180 days] by law.", value: "P180D",
		mean: modified(modAtMost),
	},
	{
		name: "no-more-than", pattern: "no more|longer than <length>", group: groupDuration,
		example: "The sites open for [no more than sixty days] a year.", value: "P60D",
		mean: modified(modAtMost),
	},
	{
		name: "about-length", pattern: "about|around|approximately|roughly|some|nearly|almost <length>", group: groupDuration,
		example: "They spoke for [nearly an hour] by phone.", value: "PT1H",
		mean: modified(modAbout),
	},
	{
		name: "length-or-so", pattern: "<length> or so", group: groupDuration,
		example: "They spoke for [an hour or so] by phone.", value: "PT1H",
		mean: modified(modAbout),
	},
	{
		name: "length-or-more", pattern: "<length> or more", group: groupDuration,
		example: "They may stay for [a year or more] in the south.", value: "P1Y",
		mean: modified(modAtLeast),
	},
	{
		name: RuleOfAges, pattern: "NUMBER ~ UNIT ~ old", group: groupOther,
		example: "The truce, now [eight months old], is holding.", value: "P8M",
		mean: lengthOf,
	},
}

func lengthOf(c *capture) meaning {
	a := c.amount
	if c.numbers == 0 && a.halves == 0 && !a.vague {
		a.halves = 2
	}
	m := meaning{kind: length, typ: verbale.Duration, amount: a, unit: c.unit}
	if a.about {
		m.mod = modAbout
	}
	if a.vague && c.unit == calendar.Decades {
		m.unit = calendar.Years
	}
	return m
}

func vagueLength(c *capture) meaning {
	c.amount = amount{vague: true}
	c.numbers = 1
	return lengthOf(c)
}

func anotherLength(c *capture) meaning {
	if c.numbers == 0 {
		c.amount = amount{halves: 2}
	}
	return lengthOf(c)
}

func inherited(c *capture) meaning { return *c.inner }
