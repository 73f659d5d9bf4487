package timex

import (
	"strings"

	"verbale.dev/verbale/internal/calendar"
)

// word is what the lexicon knows of one word form. The zero word knows nothing.
type word struct {
	literal    int16 // its number among the words that patterns name; 0 for none
	classes    class // the classes that can begin with it
	month      int8  // 1 to 12
	weekday    int8  // 1 to 7, Monday first
	season     int8  // as calendar numbers them
	part       int8  // part of the day, as an index of dayParts
	unit       calendar.Unit
	plural     bool  // of a unit, a weekday or a part of the day
	shortened  bool  // an abbreviation that may have a full stop
	risky      bool  // also an everyday word or a name: "may", "march", "sun"
	isCardinal bool  // cardinal holds
	isOrdinal  bool  // ordinal holds
	zone       bool  // a time zone
	utc        bool  // a zone that is UTC
	scale      int32 // 100, 1000: what multiplies the number before it
	cardinal   int32 // 0 to 90
	ordinal    int32 // 1 to 90
	decade     int16 // 20 to 90 in "nineties"
	roles      role  // what it says about an expression beside it
}

// role says what a word tells about an expression beside it.
type role uint16

const (
	leads      role = 1 << iota // "in", "since": a date may well follow
	determines                  // "the", "its": a noun follows, perhaps with a date before it
	bounds                      // "by", "until": the time is an end
	spends                      // "for", "within": a length of time follows
	calls                       // "Mr", "Mrs": a name follows
	measures                    // "percent", "dollars", "people": the number before it counts something
	quantifies                  // "$", "No", "Resolution": the number after it is no date
	ends                        // "they", "if", "will": no noun phrase goes on with it
)

// dayPart is a part of the day: the words for it and the code TIMEX3 gives it.
type dayPart struct{ code, words string }

// dayParts lists the parts of the day. Index 0 stands for none.
var dayParts = []dayPart{
	{},
	{"MO", "morning mornings"},
	{"AF", "afternoon afternoons"},
	{"EV", "evening evenings"},
	{"NI", "night nights"},
}

// The words of time that package calendar does not name.
var (
	seasons = []string{
		calendar.Winter: "winter", calendar.Spring: "spring springtime",
		calendar.Summer: "summer summertime", calendar.Autumn: "autumn fall",
	}
	units = map[calendar.Unit]string{
		calendar.Seconds: "second", calendar.Minutes: "minute", calendar.Hours: "hour",
		calendar.Days: "day", calendar.Weekends: "weekend", calendar.Weeks: "week",
		calendar.Months: "month", calendar.Quarters: "quarter", calendar.Years: "year",
		calendar.Decades: "decade", calendar.Centuries: "century", calendar.Millennia: "millennium",
	}
	irregular = map[string]calendar.Unit{
		"centuries": calendar.Centuries, "millennia": calendar.Millennia,
		"fortnight": calendar.Weeks, "fortnights": calendar.Weeks,
	}
	cardinals = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve
		thirteen fourteen fifteen sixteen seventeen eighteen nineteen`)
	tens     = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	ordinals = strings.Fields(`zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh
		twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`)
	decades = strings.Fields("twenties thirties forties fifties sixties seventies eighties nineties")
	// Words that are also verbs, adverbs, names or newspapers, so that they
	// count only where their neighbours speak for it.
	everyday = "may march mar sun sat wed mon fri dec sep jun jul jan spring fall second"
	zones    = "gmt utc est edt cst cdt mst mdt pst pdt cet cest eet eest bst ist msk et jst hkt wib"
)

// roles lists the words of each role.
var roles = map[role]string{
	leads: `in since by until till from to of for between before after during through throughout around
		about over within toward towards late early mid circa on at as and or than versus past last next this
		every each through`,
	determines: `the a an this that these those its his her their our your my s some any every each no`,
	bounds:     `by until till before`,
	spends:     `for within in over after during of through throughout`,
	calls: `mr mrs ms miss dr sir lord lady dame prof gen col sen rep gov president minister secretary
		chancellor senator theresa`,
	ends: `i you he she it we they them him me who which that whom whose if because when where while
		although though unless whether and or but so than as again also not only just even still already too ago
		alone yet now then there here is was were are be been has have had will would could can may might must
		should shall do does did in on at by for with from to of into onto after before since until till over
		under between against without within during through throughout despite amid toward towards upon about
		around off out up down away back against compared ended ending said says`,
	measures: `percent percentage pct dollars euros pounds yen rubles roubles people persons men women children
		soldiers troops votes seats points tons tonnes miles kilometers kilometres km metres meters barrels
		feet million billion trillion deaths cases prisoners delegates workers jobs students refugees others
		employees shares units pages degrees words copies homes houses families ships tanks aircraft missiles`,
	quantifies: `no nos number resolution resolutions route flight article room section page chapter bill hr
		convention channel boeing airbus`,
}

// vocabulary builds the lexicon from the tables above and from the words that
// the patterns of the rules name.
func vocabulary(literals map[string]int16) map[string]*word {
	lexicon := make(map[string]*word, 512)
	edit := func(form string, change func(*word)) {
		if lexicon[form] == nil {
			lexicon[form] = new(word)
		}
		change(lexicon[form])
	}
	list := func(forms string, shortened bool, change func(*word)) {
		for _, form := range strings.Fields(forms) {
			edit(form, func(w *word) { change(w); w.shortened = w.shortened || shortened })
		}
	}
	named := func(full string, short []string, change func(*word)) {
		list(strings.ToLower(full), false, change)
		list(strings.Join(short, " "), true, change)
	}
	for i := 1; i <= calendar.MonthsAYear; i++ {
		named(calendar.MonthName(i), calendar.MonthAbbreviations(i), func(w *word) { w.month = int8(i); w.classes |= classMonth })
	}
	for i := 1; i <= calendar.DaysAWeek; i++ {
		full := calendar.WeekdayName(i)
		named(full, calendar.WeekdayAbbreviations(i), func(w *word) { w.weekday = int8(i); w.classes |= classWeekday })
		edit(strings.ToLower(full)+"s", func(w *word) { w.weekday = int8(i); w.plural = true; w.classes |= classWeekdays })
	}
	for i, entry := range seasons {
		list(entry, false, func(w *word) { w.season = int8(i); w.classes |= classSeason })
	}
	for i, entry := range dayParts {
		for _, form := range strings.Fields(entry.words) {
			edit(form, func(w *word) {
				w.part = int8(i)
				w.plural = strings.HasSuffix(form, "s")
				w.classes |= classPart
				if w.plural {
					w.classes = w.classes&^classPart | classParts
				}
			})
		}
	}
	for unit, form := range units {
		edit(form, func(w *word) { w.unit = unit; w.classes |= classUnit })
		edit(form+"s", func(w *word) { w.unit = unit; w.plural = true; w.classes |= classUnit | classUnits })
	}
	for form, unit := range irregular {
		edit(form, func(w *word) {
			w.unit, w.plural = unit, form != "fortnight"
			w.classes |= classUnit
			if w.plural {
				w.classes |= classUnits
			}
		})
	}
	const beginsNumber = classNumber | classDay | classYear | classClock
	for n, form := range cardinals {
		edit(form, func(w *word) { w.cardinal, w.isCardinal = int32(n), true; w.classes |= beginsNumber })
	}
	for n, form := range ordinals {
		edit(form, func(w *word) { w.ordinal, w.isOrdinal = int32(n), true; w.classes |= classOrdinal | classDay })
	}
	for i, form := range tens {
		n := int32(10 * (i + 2))
		edit(form, func(w *word) {
			w.cardinal, w.isCardinal = n, true
			w.classes |= beginsNumber | classOrdinal
		})
		edit(strings.TrimSuffix(form, "y")+"ieth", func(w *word) {
			w.ordinal, w.isOrdinal = n, true
			w.classes |= classOrdinal | classDay
		})
		edit(decades[i], func(w *word) { w.decade = int16(n); w.classes |= classDecade })
	}
	edit("hundred", func(w *word) { w.scale = 100 })
	edit("thousand", func(w *word) { w.scale = 1000 })
	list(everyday, false, func(w *word) { w.risky = true })
	list(zones, false, func(w *word) { w.zone = true; w.classes |= classZone })
	list("gmt utc", false, func(w *word) { w.utc = true })
	list("noon midday midnight", false, func(w *word) { w.classes |= classClock })
	list("half quarter", false, func(w *word) { w.classes |= classClock })
	list("a an several few some many couple dozen dozens half hundreds thousands both", false, func(w *word) {
		w.classes |= classNumber
	})
	for _, h := range holidays {
		first, _, _ := strings.Cut(h.words, " ")
		edit(first, func(w *word) { w.classes |= classHoliday })
	}
	for r, forms := range roles {
		list(forms, false, func(w *word) { w.roles |= r })
	}
	for form, id := range literals {
		edit(form, func(w *word) { w.literal = id })
	}
	return lexicon
}
