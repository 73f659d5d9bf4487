package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// setRules are for what happens again and again.
var setRules = []rule{
	{
		name: "every-unit", pattern: "every|each single? UNIT", group: groupOther,
		example: "The two speak [every day] by phone.", value: "P1D",
		mean: func(c *capture) meaning { return repeated(amount{halves: 2}, c.unit) },
		fits: func(f *Finder, start, end int, c *capture) bool { return !c.plural && c.unit != calendar.Seconds },
	},
	{
		name: "every-other-unit", pattern: "every|each other|second UNIT", group: groupOther,
		example: "The council sits [every other week] in Vienna.", value: "P2W",
		mean: func(c *capture) meaning { return repeated(amount{halves: 4}, c.unit) },
	},
	{
		name: "every-n-units", pattern: "every NUMBER UNITS", group: groupOther,
		example: "They vote [every four years] on it.", value: "P4Y",
		mean: func(c *capture) meaning { return repeated(c.amount, c.unit) },
	},
	{
		name: "every-weekday", pattern: "every|each WEEKDAY PART?", group: groupOther,
		example: "The council sits [every Tuesday] in Vienna.", value: "XXXX-WXX-2",
		mean: everyWeekday,
	},
	{
		name: "weekdays", pattern: "WEEKDAYS", group: groupOther,
		example: "The council sits on [Tuesdays] in Vienna.", value: "XXXX-WXX-2",
		mean: everyWeekday,
	},
	{
		name: "weekday-parts", pattern: "WEEKDAY|WEEKDAYS PARTS", group: groupOther,
		example: "The flight leaves on [Tuesday nights] from Bombay.", value: "XXXX-WXX-2TNI",
		mean: everyWeekday,
	},
	{
		name: "every-month-name", pattern: "every|each MONTH", group: groupOther,
		example: "They march [every July] in the north.", value: "XXXX-07",
		mean: func(c *capture) meaning {
			return say(verbale.Set, calendar.Value{Form: calendar.Month, Year: calendar.Unknown, Part: c.month}.String())
		},
	},
	{
		name: "every-season", pattern: "every|each SEASON", group: groupOther,
		example: "They march [every summer] in the north.", value: "XXXX-SU",
		mean: func(c *capture) meaning {
			return say(verbale.Set, calendar.Value{Form: calendar.Season, Year: calendar.Unknown, Part: c.season}.String())
		},
	},
	{
		name: "every-part", pattern: "every|each PART", group: groupOther,
		example: "They shell the town [every night] from the hills.", value: "XXXX-XX-XXTNI",
		mean: func(c *capture) meaning { return say(verbale.Set, "XXXX-XX-XXT"+dayParts[c.part].code) },
	},
	{
		name: "daily", pattern: "daily", group: groupOther,
		example: "The staffs speak [daily] by phone.", value: "P1D",
		mean: adverb(calendar.Days), fits: fitsDaily,
	},
	{
		name: "weekly", pattern: "weekly", group: groupOther,
		example: "In his [weekly] address he said no.", value: "P1W",
		mean: adverb(calendar.Weeks), fits: fitsDaily,
	},
	{
		name: "monthly", pattern: "monthly", group: groupOther,
		example: "The envoys meet [monthly] in Minsk.", value: "P1M",
		mean: adverb(calendar.Months), fits: fitsDaily,
	},
	{
		name: "yearly", pattern: "annually|yearly", group: groupOther,
		example: "The envoys meet [annually] in Minsk.", value: "P1Y",
		mean: adverb(calendar.Years), fits: fitsDaily,
	},
	{
		name: "hourly", pattern: "hourly", group: groupOther,
		example: "The station gives [hourly] reports of it.", value: "PT1H",
		mean: adverb(calendar.Hours), fits: fitsDaily,
	},
	{
		name: "rate", pattern: "a|an|per UNIT", group: groupOther,
		example: "The war costs 2 billion dollars [a year] by that count.", value: "P1Y",
		mean: func(c *capture) meaning { return repeated(amount{halves: 2}, c.unit) }, fits: fitsRate,
	},
	{
		name: "times-a-unit", pattern: "once|twice|thrice a|each|every|per UNIT", group: groupOther,
		example: "The council sits [twice a week] in Vienna.", value: "P1W",
		mean: func(c *capture) meaning { return repeated(amount{halves: 2}, c.unit) },
	},
	{
		name: "n-times-a-unit", pattern: "NUMBER times a|each|every|per UNIT", group: groupOther,
		example: "The council sits [three times a week] in Vienna.", value: "P1W",
		mean: func(c *capture) meaning { return repeated(amount{halves: 2}, c.unit) },
	},
}

func repeated(a amount, unit calendar.Unit) meaning {
	return say(verbale.Set, duration(a, unit))
}

func adverb(unit calendar.Unit) func(*capture) meaning {
	return func(*capture) meaning { return repeated(amount{halves: 2}, unit) }
}

func everyWeekday(c *capture) meaning {
	v := calendar.Value{Form: calendar.Weekday, Year: calendar.Unknown, Part: calendar.Unknown, Day: c.weekday}
	if c.part > 0 {
		v.Time = calendar.Clock{Set: true, Part: dayParts[c.part].code}
	}
	return say(verbale.Set, v.String())
}
