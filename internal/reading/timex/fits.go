package timex

import "verbale.dev/verbale/internal/calendar"

// The functions of this file say what must stand around an expression for its
// rule to hold: they keep the verb "march", the newspaper "the Sun" and the
// number "1997" out. Each takes the atoms [start, end) of the expression.

func never(*Finder, int, int, *capture) bool { return false }

// startsUpper wants a capital: "may 10 people leave?" is no date.
func startsUpper(f *Finder, start, end int, c *capture) bool {
	return f.atoms[start].upper || !f.atoms[start].word.risky
}

// capitalAfter wants a capital at the name behind the first word: "last May".
func capitalAfter(f *Finder, start, end int, c *capture) bool {
	return startsUpper(f, start+1, end, c)
}

// counts reports whether the number that ends before atom end counts the
// things named there: "May 10 people", "1997 votes".
func (f *Finder) counts(end int) bool {
	if !f.same(end) {
		return false
	}
	return f.after(end).roles&measures != 0 || f.is(end, '%') || f.is(end, '$')
}

func fitsMonthDay(f *Finder, start, end int, c *capture) bool {
	if !startsUpper(f, start, end, c) || f.counts(end) {
		return false
	}
	// "May 10 states join?" and "March 12 abreast" are no dates; "the May 10
	// talks" are on one.
	if f.atoms[start].word.risky && !f.atoms[start].word.shortened && f.atoms[start].fresh && f.xpos(end) == "NNS" {
		return false
	}
	return true
}

func fitsDayMonth(f *Finder, start, end int, c *capture) bool {
	if f.atoms[start].digits == 0 && !f.says(start+1, "of") && !f.says(start-1, "the") {
		return false // "one March", "second May"
	}
	at := start + 1
	for at < end && f.atoms[at].word.month == 0 {
		at++
	}
	if at == end || !f.atoms[at].upper || f.is(start-1, '.') && f.runs(start) || f.is(start-1, ':') && f.runs(start) {
		return false
	}
	return !f.is(start-1, ',') || !f.runs(start)
}

// fitsMonth tells months from verbs, names and first names.
func fitsMonth(f *Finder, start, end int, c *capture) bool {
	w := f.atoms[start].word
	if !f.atoms[start].upper {
		return false
	}
	if w.shortened && !f.is(start+1, '.') && w.risky {
		return false // "Dec", "Jan", "Mar"
	}
	if f.runs(start) && f.is(start-1, '-') && !f.says(start-2, "mid", "late", "early") && start >= 2 && f.atoms[start-2].word.month == 0 {
		return false
	}
	if !w.risky { // "April Smith"
		return !f.isPerson(start) || !f.nameGoesOn(end)
	}
	if f.xpos(start) == "MD" && f.atoms[start].fresh || f.before(start).roles&calls != 0 || f.isPerson(start) {
		return false
	}
	if f.runs(end) && f.is(end, '-') && f.same(end+1) && f.atoms[end+1].word.month == 0 {
		return false
	}
	if f.before(start).roles&leads != 0 || f.is(start-1, '-') && f.before(start-1).roles&leads != 0 {
		return !f.nameGoesOn(end)
	}
	// "the May talks", "a March vote": a noun follows and nobody named May is
	// spoken of.
	return f.before(start).roles&determines != 0 && f.same(end) && isNoun(f.xpos(end)) && !f.namedBefore(start)
}

// isPerson reports whether atom i is within the name of a person.
func (f *Finder) isPerson(i int) bool {
	at := int(f.atoms[i].start)
	for f.entity < len(f.doc.Entities) && f.doc.Entities[f.entity].End <= at {
		f.entity++
	}
	for f.entity > 0 && f.doc.Entities[f.entity-1].End > at {
		f.entity--
	}
	if f.entity >= len(f.doc.Entities) {
		return false
	}
	e := f.doc.Entities[f.entity]
	return e.Start <= at && at < e.End && e.Label == "PER"
}

// nameGoesOn reports whether a capitalised word that is no noun of the
// calendar stands at atom end: "in May Fair", "of March Madness".
func (f *Finder) nameGoesOn(end int) bool {
	return f.same(end) && f.atoms[end].upper && f.atoms[end].word == unknown && f.xpos(end) == "NNP"
}

// namedBefore reports whether the word at atom i has been somebody's name
// earlier in the report: "Theresa May … the May government".
func (f *Finder) namedBefore(i int) bool { return f.names&(1<<f.atoms[i].word.month) != 0 }

// learnNames notes which months have been used as names of persons up to i.
func (f *Finder) learnNames(i int) {
	w := f.atoms[i].word
	if w.month != 0 && f.atoms[i].upper && i > 0 && !f.atoms[i].fresh &&
		(f.before(i).roles&calls != 0 || f.isPerson(i)) {
		f.names |= 1 << w.month
	}
}

// fitsWeekday wants capitals for the short forms that are also words, and a
// date or a full stop beside them.
func fitsWeekday(f *Finder, start, end int, c *capture) bool {
	w := f.atoms[start].word
	if w.shortened {
		return f.atoms[start].upper && !w.risky && (f.is(start+1, '.') && f.runs(start+1) || f.before(start).roles&leads != 0)
	}
	if f.says(start-1, "bloody", "black", "ash", "good", "palm", "super", "red", "holy", "maundy") && f.atoms[max(start-1, 0)].upper && f.before(start) == unknown {
		return false
	}
	return true
}

// fitsWeekdayAndDay wants nothing behind the number that it could count or that makes
// another date or a time of day of it: "on Tuesday 15 were found".
func fitsWeekdayAndDay(f *Finder, start, end int, c *capture) bool {
	if !f.atoms[start].upper || f.atoms[end-1].digits == 0 && !f.says(end-1, "st", "nd", "rd", "th") {
		return false
	}
	if !f.same(end) {
		return true
	}
	if f.runs(end) && (f.is(end, ':') || f.is(end, '-') || f.is(end, '%')) || f.counts(end) || f.atoms[end].digits > 0 || f.atoms[end].word.month != 0 {
		return false
	}
	switch f.xpos(end) {
	case ",", ".", ":", "CC", "IN", "TO", "-RRB-", ")":
		return !f.says(end, "of")
	}
	return false
}

// fitsNotSpoken keeps "the next Friday" for the rule that counts from the date
// last spoken of.
func fitsNotSpoken(f *Finder, start, end int, c *capture) bool { return !f.says(start-1, "the") }

func fitsHoliday(f *Finder, start, end int, c *capture) bool {
	// "Easter Island", "Christmas tree": the name goes on.
	return !(f.same(end) && f.atoms[end].upper && f.atoms[end].word == unknown && isNoun(f.xpos(end)))
}

// fitsYear tells years from other numbers of four digits.
func fitsYear(f *Finder, start, end int, c *capture) bool {
	prior := f.before(start)
	if f.atoms[start].digits == 0 {
		return c.year < 2100 // in words nobody says nineteen ninety-one people
	}
	if f.numberBefore(start) || f.counts(end) {
		return false
	}
	if f.runs(end) && f.is(end, '-') && f.runs(end+1) && f.atoms[end+1].digits == 0 && f.atoms[end+1].mark == 0 {
		return false // "1500-mile"
	}
	led := prior.roles&leads != 0
	owned := prior.roles&determines != 0 || f.possessive(start)
	if f.atoms[start].number < 1700 || f.atoms[start].number > 2100 {
		return f.says(start-1, "in", "since", "until", "from", "year", "around", "circa", "after", "before") && f.xpos(end) != "NNS" && f.xpos(end) != "NN"
	}
	if f.xpos(end) == "NNS" && f.same(end) && !owned {
		return led && f.says(start-1, "in", "since", "for", "of", "from", "until", "by") && !f.after(end).isUnit()
	}
	if f.xpos(start-1) == "NNP" && f.atoms[max(start-1, 0)].upper && !led && !f.atoms[start].fresh && f.xpos(end) != "NN" && !f.says(start-1, "the") {
		return f.is(end, ',') || f.is(end, ')') || !f.same(end) || f.atoms[end].mark == 0
	}
	return true
}

// numberBefore reports whether what stands before atom i makes it a number and no year:
// "$1999", "resolution 12/1999", "about 2000".
func (f *Finder) numberBefore(i int) bool {
	if i == 0 || f.atoms[i].fresh {
		return false
	}
	switch f.atoms[i-1].mark {
	case '$', '£', '€', '#', '.', '+':
		return true
	case '-', '/':
		if f.runs(i) && !(i >= 2 && (f.atoms[i-2].digits == 4 || f.says(i-2, "mid", "post", "pre", "late", "early"))) {
			return true
		}
	}
	return f.before(i).roles&quantifies != 0
}

// isUnit reports whether w is a unit of time.
func (w *word) isUnit() bool { return w.classes&classUnit != 0 }

// possessive reports whether "'s" stands before atom i.
func (f *Finder) possessive(i int) bool {
	return f.says(i-1, "s") && f.is(i-2, '\'') || f.is(i-1, '\'')
}

func fitsShortYear(f *Finder, start, end int, c *capture) bool {
	return !f.runs(start) && f.before(start).roles&(leads|determines) != 0 && !f.runs(end)
}

// fitsSeason tells the season from the fall of a wall, a spring in the desert
// and the names that hold one ("Silver Spring", "Winter Olympics").
func fitsSeason(f *Finder, start, end int, c *capture) bool {
	name := end - 1
	article := f.says(start, "the")
	if f.atoms[name].upper {
		if f.same(end) && f.atoms[end].upper || !article && !f.atoms[name].fresh && f.before(name).roles&leads == 0 {
			return false
		}
	}
	risky := f.atoms[name].word.risky
	switch {
	case f.says(end, "of"):
		return false // "the fall of the city"; "the spring of 1998" has a rule
	case article:
		return f.before(start).roles&leads != 0 && !(f.same(end) && isNoun(f.xpos(end)))
	case f.says(start-1, "in", "by", "since", "until", "during", "through", "of", "every", "early", "late", "mid", "next") || f.is(start-1, '-'):
		return !risky || !(f.same(end) && isNoun(f.xpos(end))) && f.says(start-1, "in", "by", "since", "until", "early", "late", "mid")
	}
	return !risky && f.before(start).roles&determines != 0 && !f.atoms[name].upper && f.same(end) && isNoun(f.xpos(end))
}

// fitsQuarterOf wants a number of a quarter; the year behind it makes the
// noun phrase complete.
func fitsQuarterOf(f *Finder, start, end int, c *capture) bool {
	return c.ordinal >= 1 && c.ordinal <= 4
}

func fitsQuarter(f *Finder, start, end int, c *capture) bool {
	return c.ordinal >= 1 && c.ordinal <= 4 && heads(f, start, end, c)
}

func firstOrNot(f *Finder, start, end int, c *capture) bool {
	c.first = f.says(start, "first") || f.says(start+1, "first")
	return true
}

// heads keeps an article out of an expression that is only the first part of
// a noun phrase: "the [third-quarter] loss".
func heads(f *Finder, start, end int, c *capture) bool {
	return !f.says(start, "the") || !f.goesOn(end)
}

// goesOn reports whether the noun phrase goes on at atom end.
func (f *Finder) goesOn(end int) bool {
	if !f.same(end) {
		return false
	}
	if f.is(end, '-') && f.runs(end) {
		return true
	}
	if f.atoms[end].mark != 0 || f.atoms[end].word.roles&ends != 0 {
		return false
	}
	switch xpos := f.xpos(end); xpos {
	case "NN", "NNS", "NNP", "NNPS", "JJ", "CD":
		return true
	}
	return false
}

func fitsDecade(f *Finder, start, end int, c *capture) bool {
	at := start
	article := f.says(at, "the")
	if article {
		at++
	}
	if f.atoms[at].word.decade != 0 { // "in his thirties" is an age
		return article && heads(f, start, end, c)
	}
	if c.short && !article && f.before(start).roles&determines != 0 {
		return false // "his 30s"
	}
	return heads(f, start, end, c)
}

func fitsTheQuarter(f *Finder, start, end int, c *capture) bool {
	if f.says(end, "of") || f.goesOn(end) {
		return false
	}
	if f.says(end-1, "period") {
		return f.says(end-2, "latest") && f.quarterly
	}
	return true
}

// fitsToday leaves out the name of a newspaper and of a programme.
func fitsToday(f *Finder, start, end int, c *capture) bool {
	return !(f.atoms[start].upper && !f.atoms[start].fresh && start > 0 && f.atoms[start-1].upper && f.atoms[start-1].mark == 0 && f.xpos(start-1) == "NNP" && f.atoms[start-1].word == unknown)
}

// fitsUnit wants a unit of the calendar that the expression ends with: "last
// minute" and "next second" are none.
func fitsUnit(f *Finder, start, end int, c *capture) bool {
	_, ok := forms[c.unit]
	return ok && !c.plural && !(f.is(end, '-') && f.runs(end)) && !(f.atoms[end-1].upper && (f.is(start-1, '"') || f.is(start-1, '“')))
}

// spendsNext reports whether "over" or the like stands before atom start, so
// that "the next month" is a length of time.
func (f *Finder) spendsNext(start int) bool {
	return f.says(start-1, "over", "for", "within", "during", "through", "throughout")
}

func fitsThisUnit(f *Finder, start, end int, c *capture) bool {
	return fitsUnit(f, start, end, c) && c.unit != calendar.Days || c.unit == calendar.Days && f.says(start, "this") && !f.goesOn(end)
}

// fitsTheUnit takes "the year" and "the week" for those of the report, and not
// "the day" or "the month", which are as often any day and any month.
func fitsTheUnit(f *Finder, start, end int, c *capture) bool {
	if !fitsUnit(f, start, end, c) || f.says(end, "of", "that", "when", "before", "after") && c.unit != calendar.Years {
		return false
	}
	switch c.unit {
	case calendar.Weekends:
		return !f.goesOn(end)
	case calendar.Years, calendar.Weeks:
		return !f.goesOn(end) && (f.before(start).roles&(leads|spends|bounds) != 0 || f.is(end, '\''))
	case calendar.Months, calendar.Days:
		return f.before(start).roles&leads != 0 && f.says(start-1, "of", "in") && (f.says(start-2, "end", "beginning", "middle", "start", "later", "earlier", "late", "early")) ||
			end > start+2 && c.unit == calendar.Months
	}
	return false
}

// fitsAnaphor takes "the day before" for a date only where nothing follows
// that the day is before: "the day before the vote" is told by the vote.
func fitsAnaphor(f *Finder, start, end int, c *capture) bool {
	if f.says(end-1, "earlier", "afterwards") {
		return true
	}
	if c.plural {
		return false
	}
	if !f.same(end) || f.atoms[end].mark != 0 {
		return !f.is(end, '"') && !f.is(end, '\'') && f.atoms[min(end, len(f.atoms)-1)].digits == 0
	}
	switch f.xpos(end) {
	case "VBD", "VBZ", "VBP", "MD", "CC", "IN", "RB", "TO":
		return true
	}
	return f.says(end, "in", "at", "on", "by", "from", "to", "and", "but", "that", "with", "as")
}

func fitsEarlier(f *Finder, start, end int, c *capture) bool {
	if f.says(end-1, "before", "prior") {
		return fitsAnaphor(f, start, end, c)
	}
	return !f.says(end, "than")
}

func fitsLater(f *Finder, start, end int, c *capture) bool {
	if f.says(end-1, "after", "on") {
		return f.says(end-1, "after") && fitsAnaphor(f, start, end, c)
	}
	return !f.says(end, "than")
}

// notBare leaves out "end of the year" without its article, which begins a
// noun phrase of its own kind: "end of year accounts".
func notBare(f *Finder, start, end int, c *capture) bool {
	return c.inner.kind != wording
}

// fitsEarly wants "early" to go with the expression, not with a noun behind it
// or a verb before it.
func fitsEarly(f *Finder, start, end int, c *capture) bool {
	if f.says(start, "the") && !heads(f, start, end, c) {
		return false
	}
	if f.says(start-1, "as", "too", "so") && !f.says(end, "as") && f.says(start-1, "too", "so") {
		return false
	}
	return true
}

func fitsAbout(f *Finder, start, end int, c *capture) bool {
	if f.says(start, "about", "around") && (c.innerGroup == groupWeekday || c.innerGroup == groupDay && c.inner.kind == shifted) {
		return false // "talked about yesterday", "ways around Friday's ruling"
	}
	return !f.says(start, "about") || c.innerGroup == groupYear && c.inner.kind == shifted
}

// fitsClock wants words that speak for a time where "10:35" could be a score.
func fitsClock(f *Finder, start, end int, c *capture) bool {
	last := end - 1
	if f.is(last, '.') || f.says(last, "am", "pm", "m", "clock", "time") || f.says(last, "hours", "hrs") || f.atoms[last].word.zone ||
		f.says(start, "noon", "midday", "midnight", "half", "quarter") {
		return !f.says(start, "noon") || !f.says(start-1, "high")
	}
	return f.says(start-1, "at", "by", "until", "around", "about", "from", "since", "before", "after", "till", "to") && !f.says(end, "to", "in") && !f.goesOn(end)
}

func fitsOvernight(f *Finder, start, end int, c *capture) bool { return !f.says(start-1, "an", "stay") }

// fitsThePart takes "the morning" for that of the day only where the words
// before it place something in it.
func fitsThePart(f *Finder, start, end int, c *capture) bool {
	return f.says(start-1, "in", "during", "later", "earlier") && !f.goesOn(end) && !f.says(end, "of", "before", "after", "when")
}

// fitsLength leaves out ordinals ("a second term"), fractions of other things
// and what is no length ("a day", where it is a rate: see fitsRate).
func fitsLength(f *Finder, start, end int, c *capture) bool {
	if f.is(start-1, '.') && f.runs(start) || f.is(start-1, '-') && f.runs(start) && f.atoms[start].digits > 0 && start >= 2 && f.atoms[start-2].digits == 0 {
		return false
	}
	if f.says(end, "a", "each", "per") && f.says(end+1, "day", "week") || f.atoms[end-1].upper && f.atoms[start].digits > 0 && f.is(start-1, '\'') {
		return false // "24 hours a day"; "60 Minutes"
	}
	if c.unit == calendar.Seconds && !c.plural && !(f.is(end-2, '-') && f.says(end-3, "one", "two", "three", "four", "five", "ten") || f.atoms[start].digits > 0) {
		return false
	}
	if f.says(start, "a", "an") && end == start+2 && !fitsSingle(f, start, end, c) {
		return false
	}
	if f.is(end, '-') && f.says(end+1, "ago", "earlier", "end") {
		return false // "a year-earlier loss"
	}
	// "a quarter" and "three-quarters" of something are no lengths.
	return c.unit != calendar.Quarters || !f.says(end, "of") && !(f.is(end-2, '-') && c.plural) && (c.plural || f.is(end-2, '-'))
}

// fitsSingle tells "a week" as a length from "a decades-long dispute", "10 dollars a week"
// and "a day of anger".
func fitsSingle(f *Finder, start, end int, c *capture) bool {
	switch {
	case c.plural || c.unit == calendar.Seconds || c.unit == calendar.Quarters || c.unit == calendar.Weekends && f.goesOn(end):
		return false
	case fitsRate(f, start, end, c):
		return false
	}
	return !(f.says(end, "of") && c.unit != calendar.Years && c.unit != calendar.Months && f.before(start).roles&spends == 0 || f.says(end, "for"))
}

func fitsHalf(f *Finder, start, end int, c *capture) bool { return !c.plural }

func fitsLengthRange(f *Finder, start, end int, c *capture) bool {
	return c.numbers == 2 && !f.atoms[start].word.isUnit()
}

// fitsUnits takes a bare plural for a length of time only behind "for",
// "within" and the like.
func fitsUnits(f *Finder, start, end int, c *capture) bool {
	if c.unit == calendar.Seconds || c.unit == calendar.Minutes || c.unit == calendar.Quarters {
		return false
	}
	if f.goesOn(end) && !f.says(end, "now") {
		return false
	}
	return f.says(start-1, "for", "within", "over", "after", "through", "in") ||
		f.says(start-1, "of") && !f.says(start-2, "hundreds", "thousands", "matter", "number", "couple")
}

// fitsTheLength wants "the nine months", not "the two-year plan".
func fitsTheLength(f *Finder, start, end int, c *capture) bool {
	return c.inner.amount.halves > 2 && !f.goesOn(end) && !(f.is(end-2, '-') && f.atoms[end-1].word.isUnit() && !f.atoms[end-1].word.plural)
}

func fitsPastLength(f *Finder, start, end int, c *capture) bool {
	if x := f.xpos(start); f.says(start, "last") && (len(x) >= 2 && x[:2] == "VB" || f.says(start-1, "to", "will", "would", "could", "can", "may", "might", "should", "not")) {
		return false // "would last two weeks"
	}
	at := start + 1
	if f.says(start, "the", "these", "those") {
		at++
	}
	if f.says(at, "a", "an", "about", "around", "nearly", "almost", "over", "more", "less", "at", "some", "under", "up", "well", "no", "roughly", "approximately", "another", "additional") {
		return false
	}
	return !(f.is(end, '-') && f.runs(end))
}

// fitsOver takes "over" for "more than" only where a length of time is told:
// "over two years" with a verb of change before it is a stretch.
func fitsOver(f *Finder, start, end int, c *capture) bool {
	return c.inner.amount.halves == 2 && !c.inner.amount.vague && f.says(start-1, "last", "lasted", "for", "just", "after", "than") || f.says(start-1, "for", "just", "after", "lasted", "last")
}

// fitsDaily leaves out the names of newspapers: "the Daily Mail".
func fitsDaily(f *Finder, start, end int, c *capture) bool {
	return (!f.atoms[start].upper || f.atoms[start].fresh) && !(f.same(end) && f.atoms[end].upper)
}

// fitsRate tells "2 billion dollars a year", which is repeated, from "for a
// year", which is a length: a noun or a number stands before a rate.
func fitsRate(f *Finder, start, end int, c *capture) bool {
	if c.plural || start == 0 || f.atoms[start].fresh {
		return false
	}
	if f.says(end, "ago", "earlier", "later", "before", "after", "and", "or", "to", "long", "old", "in", "of") || f.is(end, '-') {
		return false
	}
	if f.says(start, "per") {
		return true
	}
	prior := f.atoms[start-1]
	return prior.digits > 0 && prior.digits < 4 || prior.word.roles&measures != 0 || f.xpos(start-1) == "NNS" || prior.word.scale > 0 || f.says(start-1, "times", "once", "twice", "much")
}

func fitsNow(f *Finder, start, end int, c *capture) bool {
	if f.says(start, "until", "even", "just") {
		return false
	}
	return !f.says(end, "and") || !f.says(end+1, "then")
}

func fitsCurrent(f *Finder, start, end int, c *capture) bool {
	return !f.says(end, "account", "accounts", "affairs") && !f.after(end).isUnit()
}

func fitsRecent(f *Finder, start, end int, c *capture) bool {
	return !f.after(end).isUnit() && !f.says(start-1, "more", "most", "as", "such")
}
