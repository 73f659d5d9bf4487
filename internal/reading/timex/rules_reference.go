package timex

import "verbale.dev/verbale"

// referenceRules are for the past, the present and the future without a date.
var referenceRules = []rule{
	{
		name: "now", pattern: "right|just|even|until? now", group: groupOther,
		example: "The envoy is [now] in Minsk.", value: "PRESENT_REF",
		mean: present, fits: fitsNow,
	},
	{
		name: "currently", pattern: "currently|nowadays|presently", group: groupOther,
		example: "He is [currently] in Minsk.", value: "PRESENT_REF",
		mean: present,
	},
	{
		name: "current", pattern: "current", group: groupOther,
		example: "The [current] chairman said no.", value: "PRESENT_REF",
		mean: present, fits: fitsCurrent,
	},
	{
		name: "these-days", pattern: "these days", group: groupOther,
		example: "They hardly speak [these days] at all.", value: "PRESENT_REF",
		mean: present,
	},
	{
		name: "at-present", pattern: "the present|moment", group: groupOther,
		example: "There is no plan at [the moment] to meet.", value: "PRESENT_REF",
		mean: present,
		fits: func(f *Finder, start, end int, c *capture) bool {
			return f.says(start-1, "at", "for") && !(f.same(end) && isNoun(f.xpos(end)))
		},
	},
	{
		name: "recently", pattern: "most|more? recently|lately", group: groupOther,
		example: "The two have [recently] met in Minsk.", value: "PAST_REF",
		mean: past,
	},
	{
		name: "recent", pattern: "recent", group: groupOther,
		example: "The [recent] shelling broke the truce.", value: "PAST_REF",
		mean: past, fits: fitsRecent,
	},
	{
		name: "the-past", pattern: "the recent|distant? past", group: groupOther,
		example: "In [the past] they had denied it.", value: "PAST_REF",
		mean: past, fits: heads,
	},
	{
		name: "long-ago", pattern: "long|years|months|weeks|days|decades|centuries ago", group: groupOther,
		example: "They fell out [long ago] over gas.", value: "PAST_REF",
		mean: past,
	},
	{
		name: "some-time-ago", pattern: "some time|while ago", group: groupOther,
		example: "They fell out [some time ago] over gas.", value: "PAST_REF",
		mean: past,
	},
	{
		name: "a-while-ago", pattern: "a while ago", group: groupOther,
		example: "They fell out [a while ago] over gas.", value: "PAST_REF",
		mean: past,
	},
	{
		name: "the-future", pattern: "the near|distant|foreseeable|immediate? future", group: groupOther,
		example: "No talks are planned in [the near future] by either.", value: "FUTURE_REF",
		mean: future, fits: heads,
	},
	{
		name: "near-future", pattern: "near|foreseeable future", group: groupOther,
		example: "No talks are likely in [near future] terms.", value: "FUTURE_REF",
		mean: future,
	},
}

func present(*capture) meaning { return say(verbale.Date, "PRESENT_REF") }
func past(*capture) meaning    { return say(verbale.Date, "PAST_REF") }
func future(*capture) meaning  { return say(verbale.Date, "FUTURE_REF") }
