package timex

import (
	"sort"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// Context is what the expressions of a report count from.
type Context struct {
	// Day is the report's own day as an ISO date, or "" where it is not known:
	// then relative expressions stay relative.
	Day string
	// Said holds, for stretches of the text that somebody said, the day on which
	// it was said. Where stretches lie within each other the narrowest counts.
	// They may come in any order.
	Said []Said
}

// Said is a stretch of text, such as the content of a statement, and the day
// on which it was said: an ISO date, month or year or an EDTF interval; "" where
// that is not known. Of several days, a value is given where all of them lead
// to it: what was said last week of "next year" is known.
type Said struct {
	lang.Span
	Day string
}

// contradicts is the rule's name where the weekday beside a date is not that
// of the date: "Monday, February 8, 2022". The date is kept.
const contradicts = "weekday-contradicts-date"

// oldStyle is the name of the rule for dates that say that they are not of the
// Gregorian calendar. Their days are not converted.
const oldStyle = "old-style"

// impossible is the rule's name where there is no such day: "31 February".
// The value keeps the month only.
const impossible = "no-such-day"

// Resolve gives expressions, in the order of the text, their TIMEX3 values.
// Document, Version and Statement of what it returns are left to the caller.
// It takes time linear in the number of expressions, times that of the
// logarithm of the number of quotations.
func Resolve(expressions []Expression, context Context) []verbale.TimeExpression {
	r := newResolver(context)
	resolved := make([]verbale.TimeExpression, 0, len(expressions))
	for i := range expressions {
		resolved = append(resolved, r.resolve(expressions, i))
	}
	return resolved
}

// resolver goes through the expressions of one report.
type resolver struct {
	day    day
	said   []Said
	open   []Said // those that begin before the expression, narrowest last
	next   int    // the first of said that is not open yet
	spoken [remembered]calendar.Value
	count  int // of spoken
}

// remembered is how many dates an anaphor can look back over.
const remembered = 12

// day is an anchor: a day, or none; last is another than the day itself where
// it is one of several days in a row.
type day struct {
	calendar.Day
	last  calendar.Day
	known bool
}

// dayOf reads an anchor.
func dayOf(text string) day {
	span, ok := calendar.ParseSpan(text)
	return day{span.First, span.Last, ok && !span.OpenStart && !span.OpenEnd}
}

func newResolver(context Context) *resolver {
	r := &resolver{}
	r.day = dayOf(context.Day)
	r.said = append(r.said, context.Said...)
	sort.SliceStable(r.said, func(i, j int) bool {
		if r.said[i].Start != r.said[j].Start {
			return r.said[i].Start < r.said[j].Start
		}
		return r.said[i].End > r.said[j].End
	})
	return r
}

// anchorAt returns the day that an expression at a span counts from.
func (r *resolver) anchorAt(span lang.Span) day {
	for r.next < len(r.said) && r.said[r.next].Start <= span.Start {
		r.open = append(r.open, r.said[r.next])
		r.next++
	}
	for len(r.open) > 0 && r.open[len(r.open)-1].End <= span.Start {
		r.open = r.open[:len(r.open)-1]
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].Contains(span) {
			return dayOf(r.open[i].Day)
		}
	}
	return r.day
}

// answer is what a meaning comes to.
type answer struct {
	value  calendar.Value // of dates; meaningful where ok
	ok     bool
	text   string // of the rest
	anchor string
	rule   string // where another than that of the expression must be named
}

func (r *resolver) resolve(expressions []Expression, i int) verbale.TimeExpression {
	e := &expressions[i]
	m := &e.meaning
	t := verbale.TimeExpression{Type: e.Type, Rule: e.Rule}
	t.Excerpt = verbale.Excerpt{Span: e.Span, Text: e.Text}
	a := r.agreed(expressions, i, r.anchorAt(e.Span))
	if a.ok && a.value.Form >= calendar.Year && a.value.Year != calendar.Unknown && (a.value.Year < 1 || a.value.Year > 9999) {
		a.value = openForm(a.value.Form) // beyond the years that can be written
	}
	if a.ok {
		a.value.Time = m.clock
		a.text = a.value.String()
	}
	t.Value = a.text
	if a.rule != "" {
		t.Rule = a.rule
	}
	if a.anchor != "" {
		t.Anchor = &a.anchor
	}
	if m.mod != "" {
		mod := m.mod
		t.Mod = &mod
	}
	if m.kind == shifted && m.anchor == fromSpoken && m.amount != (amount{}) && !a.ok {
		t.Type = verbale.Duration // "two days later" than nothing that was spoken of
	}
	if a.ok && (a.value.Complete() || yearless(a.value)) && !compares(m) {
		r.speak(a.value)
	}
	return t
}

// agreed answers expression i from an anchor, and where that is several days
// only if the first and the last of them lead to the same.
func (r *resolver) agreed(expressions []Expression, i int, at day) answer {
	from := func(at day) answer {
		switch {
		case expressions[i].meaning.beside:
			return r.beside(expressions, i, at)
		case expressions[i].meaning.pair != unpaired && at.known:
			return r.paired(expressions, i, at)
		}
		return r.answer(&expressions[i].meaning, at)
	}
	a := from(at)
	if !at.known || at.last == at.Day {
		return a
	}
	last := at
	last.Day = at.last
	b := from(last)
	if a.value != b.value || a.text != b.text {
		return from(day{})
	}
	if a.anchor == at.String() {
		a.anchor += "/" + at.last.String()
	}
	return a
}

// paired answers one end of a stretch between two days of the week: the second is as its
// verb has it where that looks back, and the first before it; else the first, and the
// second after it.
func (r *resolver) paired(expressions []Expression, i int, at day) answer {
	first := i
	if expressions[i].meaning.pair == secondOfPair {
		first--
	}
	a, b := &expressions[first].meaning, &expressions[first+1].meaning
	days := calendar.Day((b.value.Day-a.value.Day+6)%7 + 1)
	past := a.tense != futureTense && b.tense != futureTense && (a.tense == pastTense || b.tense == pastTense)
	fixed, shift := a, days
	if past {
		fixed, shift = b, -days
	}
	found := r.answer(fixed, at)
	if (i == first) == (fixed == a) {
		return found
	}
	if d, _, ok := found.value.Days(); ok {
		found.value = calendar.OfDay(d + shift)
	}
	return found
}

// compares reports whether an expression only sets one year beside another:
// "a year earlier" does not move the date that is spoken of.
func compares(m *meaning) bool {
	return m.kind == yearEarlier || m.kind == shifted && m.form == calendar.Year && m.n == -1 && m.amount != (amount{})
}

// speak remembers a date for what is counted from the date last spoken of.
func (r *resolver) speak(v calendar.Value) {
	v.Time = calendar.Clock{}
	r.spoken[r.count%remembered] = v
	r.count++
}

// lastSpoken returns the date last spoken of that is at least as narrow as a
// form, so that "that year" finds a month and "that day" does not.
func (r *resolver) lastSpoken(form calendar.Form) (calendar.Value, bool) {
	for i := r.count - 1; i >= 0 && i >= r.count-remembered; i-- {
		if v := r.spoken[i%remembered]; v.Form >= form {
			return v, true
		}
	}
	return calendar.Value{}, false
}

// compared returns the quarter, half or year last spoken of, which figures "a
// year earlier" are set beside; days between do not count.
func (r *resolver) compared() (calendar.Value, bool) {
	for i := r.count - 1; i >= 0 && i >= r.count-remembered; i-- {
		switch v := r.spoken[i%remembered]; v.Form {
		case calendar.Quarter, calendar.Half, calendar.Year:
			return v, true
		}
	}
	return calendar.Value{}, false
}

// beside answers a time of day without a day: that of the date in the same
// sentence next to it ("on Friday at 3 p.m."), else the anchor's.
func (r *resolver) beside(expressions []Expression, i int, at day) answer {
	const near = 16 // bytes between the two: ", at about "
	m := &expressions[i].meaning
	if i > 0 && expressions[i].Start-expressions[i-1].End <= near && expressions[i-1].Type == verbale.Date {
		if v, ok := r.lastSpoken(calendar.Date); ok && r.count > 0 && r.spoken[(r.count-1)%remembered] == v {
			return answer{value: v, ok: true, anchor: v.String()}
		}
	}
	for next := i + 1; next < len(expressions) && next <= i+2 && expressions[next].Start-expressions[i].End <= near; next++ {
		if m := &expressions[next].meaning; m.kind != length && !m.beside {
			if a := r.answer(m, at); a.ok && a.value.Form == calendar.Date {
				return answer{value: a.value, ok: true, anchor: a.value.String()}
			}
		}
	}
	a := r.answer(m, at)
	if !a.ok {
		open := calendar.Value{Form: calendar.Date, Year: calendar.Unknown, Part: calendar.Unknown, Day: calendar.Unknown}
		return answer{value: open, ok: true}
	}
	return a
}

// answer finds the value of a meaning that counts from the anchor at.
func (r *resolver) answer(m *meaning, at day) answer {
	switch m.kind {
	case wording:
		a := answer{text: m.text}
		if m.text == "PRESENT_REF" && at.known {
			a.anchor = at.String()
		}
		return a
	case length:
		return answer{text: duration(m.amount, m.unit)}
	case shifted:
		return r.shift(m, at)
	case named:
		return r.holiday(m, at)
	case widened:
		inner := r.answer(m.inner, at)
		if first, _, ok := inner.value.Days(); inner.ok && ok {
			return answer{value: calendar.OfWeek(first), ok: true, anchor: inner.value.String()}
		}
		return answer{value: calendar.Value{Form: calendar.Week, Year: calendar.Unknown, Part: calendar.Unknown}, ok: true}
	case thatQuarter:
		for i := r.count - 1; i >= 0 && i >= r.count-remembered; i-- {
			v := r.spoken[i%remembered]
			if _, last, _ := v.Days(); v.Form == calendar.Quarter && (!at.known || last < at.Day) {
				return answer{value: v, ok: true, anchor: v.String()}
			}
		}
		if at.known {
			return answer{value: moved(calendar.Quarter, at.Day, -1), ok: true, anchor: at.String()}
		}
		return answer{value: calendar.Value{Form: calendar.Quarter, Year: calendar.Unknown, Part: calendar.Unknown}, ok: true}
	case yearEarlier:
		if v, ok := r.compared(); ok && v.Year > 1 {
			anchor := v.String()
			v.Year--
			return answer{value: v, ok: true, anchor: anchor}
		}
		return answer{text: m.fallback}
	}
	return r.place(m, at)
}

// shift answers "the n-th form after the anchor".
func (r *resolver) shift(m *meaning, at day) answer {
	if m.form == calendar.Year && m.n == -1 && m.amount != (amount{}) {
		// "a year ago" beside a quarter is that quarter a year before.
		if v, ok := r.compared(); ok && v.Form == calendar.Quarter && v.Year > 1 {
			anchor := v.String()
			v.Year--
			return answer{value: v, ok: true, anchor: anchor}
		}
	}
	if m.anchor == fromSpoken {
		v, ok := r.lastSpoken(m.form)
		if (m.toward == thisOne || m.toward == byTense && m.form == calendar.Weekend) && at.known { // "the year" is that of the report
			if m.form == calendar.Weekend && m.tense != futureTense && at.Weekday() < 6 {
				return answer{value: moved(m.form, at.Day, -1), ok: true, anchor: at.String()}
			}
			return answer{value: moved(m.form, at.Day, 0), ok: true, anchor: at.String()}
		}
		if ok && yearless(v) {
			return m.besideYearless(v)
		}
		if ok {
			first, _, _ := v.Days()
			return m.from(first, v.String())
		}
		if m.amount == (amount{}) && m.n != 0 && at.known && r.count == 0 {
			return m.from(at.Day, at.String()) // nothing has been spoken of but the report itself
		}
		if m.n == 0 {
			return answer{value: openForm(m.form), ok: true}
		}
		return answer{text: m.fallback}
	}
	if !at.known {
		if m.clock.Set {
			return answer{value: openForm(calendar.Date), ok: true}
		}
		return answer{text: m.fallback}
	}
	return m.from(at.Day, at.String())
}

// farthest bounds the number of units that are counted: nothing in the years
// that can be written is further apart.
const farthest = 4000000

// from counts from a day. What falls outside the years that can be written is
// answered as if there were nothing to count from.
func (m *meaning) from(d calendar.Day, anchor string) answer {
	if m.n > -farthest && m.n < farthest {
		if v := moved(m.form, d, m.n); v.Complete() {
			return answer{value: v, ok: true, anchor: anchor}
		}
	}
	return answer{text: m.fallback}
}

// yearless reports whether a value is a day of which the month is known and not the year.
func yearless(v calendar.Value) bool {
	return v.Form == calendar.Date && v.Year == calendar.Unknown && v.Part > 0 && v.Day > 0
}

// besideYearless counts from a day whose year is not known, "the day before" beside
// "January 26": days alone, and only where leap years and others come to the same.
func (m *meaning) besideYearless(v calendar.Value) answer {
	const leap, common = 2004, 2005
	var days [2]calendar.Value
	for k, year := range []int{leap, common} {
		d, ok := calendar.DayOf(year, v.Part, v.Day)
		if !ok || m.form != calendar.Date || m.n < -farthestYearless || m.n > farthestYearless {
			return answer{text: m.fallback}
		}
		days[k] = moved(m.form, d, m.n)
		days[k].Year = calendar.Unknown
	}
	if days[0] != days[1] {
		return answer{text: m.fallback}
	}
	return answer{value: days[0], ok: true, anchor: v.String()}
}

// farthestYearless is how many days are counted from a day whose year is not known.
const farthestYearless = 60

// openForm is a value of a form with nothing known.
func openForm(form calendar.Form) calendar.Value {
	v := calendar.Value{Form: form, Year: calendar.Unknown, Part: calendar.Unknown, Day: calendar.Unknown}
	switch form {
	case calendar.Weekday:
		return calendar.Value{Form: calendar.Week, Year: calendar.Unknown, Part: calendar.Unknown}
	case calendar.Decade, calendar.Century, calendar.Half, calendar.Season:
		return calendar.Value{Form: calendar.Year, Year: calendar.Unknown}
	}
	return v
}

// moved returns the stretch of a form that holds a day, moved by n of them.
func moved(form calendar.Form, d calendar.Day, n int) calendar.Value {
	year, month, _ := d.Date()
	switch form {
	case calendar.Century:
		return calendar.Value{Form: form, Year: year/100 + n}
	case calendar.Decade:
		return calendar.Value{Form: form, Year: year/10 + n}
	case calendar.Year:
		return calendar.Value{Form: form, Year: year + n}
	case calendar.Quarter:
		quarters := 4*year + (month-1)/3 + n
		return calendar.Value{Form: form, Year: quarters / 4, Part: quarters%4 + 1}
	case calendar.Month:
		months := 12*year + month - 1 + n
		return calendar.Value{Form: form, Year: months / 12, Part: months%12 + 1}
	case calendar.Week:
		return calendar.OfWeek(d + calendar.Day(7*n))
	case calendar.Weekend:
		v := calendar.OfWeek(d + calendar.Day(7*n))
		v.Form = calendar.Weekend
		return v
	}
	return calendar.OfDay(d + calendar.Day(n))
}

// place answers a stretch of the calendar some of whose parts may be open.
func (r *resolver) place(m *meaning, at day) answer {
	v := m.value
	anchor := ""
	if m.short {
		v.Year, anchor = century(v, at)
		if v.Year == calendar.Unknown {
			if v.Form == calendar.Decade {
				v = calendar.Value{Form: calendar.Year, Year: calendar.Unknown}
			}
			return answer{value: v, ok: true}
		}
	}
	switch m.anchor {
	case fromInner:
		inner := r.answer(m.inner, at)
		if inner.ok && inner.value.Year != calendar.Unknown {
			if filled, ok := fill(v, inner.value); ok {
				return r.checked(m, answer{value: filled, ok: true, anchor: inner.value.String()})
			}
		}
		return answer{value: v, ok: true}
	case fromSpoken:
		if a, ok := r.fromSpoken(m, v, at); ok {
			return a
		}
		return answer{value: v, ok: true}
	}
	if v.Form == calendar.Date && v.Part == calendar.Unknown && v.Day > 0 && m.weekday != 0 {
		return r.weekdayAndDay(m, at)
	}
	if v.Year == calendar.Unknown && v.Form >= calendar.Half {
		if !at.known {
			return r.checked(m, r.sameMonth(v))
		}
		filled, ok := choose(v, at.Day, m)
		if !ok {
			return r.checked(m, answer{value: v, ok: true, anchor: at.String()})
		}
		v, anchor = filled, at.String()
	}
	return r.checked(m, answer{value: v, ok: true, anchor: anchor})
}

// weekdayAndDay answers "Tuesday 15": the nearest day of the month that is that day of
// the week, on the side to which the verb looks where there is one. Without one the
// words contradict each other, and the day of the week is kept.
func (r *resolver) weekdayAndDay(m *meaning, at day) answer {
	if !at.known {
		return answer{value: m.value, ok: true}
	}
	fits := func(d calendar.Day) bool {
		_, _, day := d.Date()
		return day == m.value.Day && d.Weekday() == m.weekday
	}
	best := calendar.Day(0)
	found := false
	for n := calendar.Day(0); n <= nearDays && !found; n++ {
		for _, d := range [2]calendar.Day{at.Day + n, at.Day - n} {
			ahead := d > at.Day
			if !found && fits(d) && (n < nearMonth || !ahead || m.tense != pastTense) && (n < nearMonth || ahead || m.tense != futureTense) {
				best, found = d, true
			}
		}
	}
	if !found {
		plain := *m
		plain.value = calendar.Value{Form: calendar.Weekday, Year: calendar.Unknown, Part: calendar.Unknown, Day: m.weekday}
		a := r.place(&plain, at)
		a.rule = contradicts
		return a
	}
	return answer{value: calendar.OfDay(best), ok: true, anchor: at.String()}
}

// How far "Tuesday 15" is looked for, and within how many days whatever the tense.
const (
	nearDays  = 200
	nearMonth = 10
)

// sameMonth takes the year of a day of a month from the same month last spoken
// of: "They met in December 2021. On December 15 …".
func (r *resolver) sameMonth(v calendar.Value) answer {
	if last, ok := r.lastSpoken(calendar.Month); ok && v.Form == calendar.Date &&
		(last.Form == calendar.Month || last.Form == calendar.Date) && last.Part == v.Part {
		v.Year = last.Year
		return answer{value: v, ok: true, anchor: last.String()}
	}
	return answer{value: v, ok: true}
}

// fromSpoken fills the open parts of v from the date last spoken of.
func (r *resolver) fromSpoken(m *meaning, v calendar.Value, at day) (answer, bool) {
	switch v.Form {
	case calendar.Quarter: // "the 2020 quarter"
		if last, ok := r.lastSpoken(calendar.Quarter); ok && last.Form == calendar.Quarter {
			v.Part = last.Part
			return answer{value: v, ok: true, anchor: last.String()}, true
		}
		return answer{value: calendar.Value{Form: calendar.Year, Year: v.Year}, ok: true}, true
	case calendar.Weekday:
		if last, ok := r.lastSpoken(calendar.Date); ok {
			first, _, _ := last.Days()
			if filled, ok := choose(v, first, m); ok {
				return answer{value: filled, ok: true, anchor: last.String()}, true
			}
		}
		if at.known {
			if filled, ok := choose(v, at.Day, m); ok {
				return answer{value: filled, ok: true, anchor: at.String()}, true
			}
		}
	}
	return answer{}, false
}

// fill takes the year, or the week, of a part from the whole it lies in.
func fill(v, whole calendar.Value) (calendar.Value, bool) {
	if v.Form == calendar.Weekday {
		first, _, ok := whole.Days()
		if !ok {
			return v, false
		}
		monday := first - calendar.Day(first.Weekday()-1)
		return calendar.OfDay(monday + calendar.Day(v.Day-1)), true
	}
	v.Year = whole.Year
	return v, whole.Form >= calendar.Year
}

// checked looks for days that do not exist and weekdays that are not those of
// their date, and says so instead of mending them.
func (r *resolver) checked(m *meaning, a answer) answer {
	v := a.value
	if v.Form == calendar.Date && v.Day != calendar.Unknown && v.Part != calendar.Unknown {
		year := v.Year
		if year == calendar.Unknown {
			year = 4 // a leap year
		}
		d, ok := calendar.DayOf(year, v.Part, v.Day)
		if !ok {
			a.value = calendar.Value{Form: calendar.Month, Year: v.Year, Part: v.Part}
			a.rule = impossible
			return a
		}
		if m.weekday != 0 && v.Year != calendar.Unknown && d.Weekday() != m.weekday {
			a.rule = contradicts
		}
	}
	return a
}

// century gives a year without its century the one that makes it nearest to
// the anchor, but no more than ten years ahead of it.
func century(v calendar.Value, at day) (int, string) {
	if !at.known {
		return calendar.Unknown, ""
	}
	year, _, _ := at.Date()
	short, size, slack := v.Year, 100, 10
	if v.Form == calendar.Decade {
		short, size, slack = v.Year%10, 10, 0
		year /= 10
	}
	full := year - year%size + short
	if full > year+slack {
		full -= size
	}
	if full < 1 {
		return calendar.Unknown, ""
	}
	return full, at.String()
}

// choose finds the year of a month or a quarter, or the week of a weekday,
// that is meant in a text of the anchor's day.
func choose(v calendar.Value, at calendar.Day, m *meaning) (calendar.Value, bool) {
	if v.Form == calendar.Weekday {
		return chooseWeekday(v, at, m), true
	}
	year, _, _ := at.Date()
	var candidates [4]calendar.Value
	n := 0
	for y := year - 2; y <= year+1; y++ { // 29 February may lie further off
		candidate := v
		candidate.Year = y
		if _, _, ok := candidate.Days(); ok {
			candidates[n] = candidate
			n++
		}
	}
	if n == 0 {
		return v, false
	}
	return pick(candidates[:n], at, m), true
}

// pick chooses among candidates in the order of time.
func pick(candidates []calendar.Value, at calendar.Day, m *meaning) calendar.Value {
	year, _, _ := at.Date()
	last, next := -1, -1 // the last that began before or on the anchor; the first that ends on or after it
	for i, c := range candidates {
		first, end, _ := c.Days()
		if first <= at {
			last = i
		}
		if next < 0 && end >= at {
			next = i
		}
	}
	switch m.toward {
	case thisOne:
		for _, c := range candidates {
			if c.Year == year {
				return c
			}
		}
	case backToNow:
		if last >= 0 {
			return candidates[last]
		}
	case backward:
		for i := len(candidates) - 1; i >= 0; i-- {
			if _, end, _ := candidates[i].Days(); end < at {
				return candidates[i]
			}
		}
	case forward:
		for _, c := range candidates {
			if first, _, _ := c.Days(); first > at {
				return c
			}
		}
	}
	if next < 0 {
		return candidates[len(candidates)-1]
	}
	if last < 0 || last == next {
		return candidates[next]
	}
	_, back, _ := candidates[last].Days()
	ahead, _, _ := candidates[next].Days()
	before, after := int(at-back), int(ahead-at)
	switch m.tense {
	case futureTense:
		after -= trust(candidates[last].Form)
	case pastTense:
		before -= trust(candidates[last].Form)
	}
	if before <= after {
		return candidates[last]
	}
	return candidates[next]
}

// trust is by how many days the tense of the verb outweighs the calendar: the
// nearer of two Mays is meant unless the tense speaks for the other and is not
// outweighed. Tuned on TimeBank.
func trust(form calendar.Form) int {
	switch form {
	case calendar.Date:
		return 100
	case calendar.Quarter, calendar.Half:
		return 60
	}
	return 300
}

// chooseWeekday finds the day of a weekday's name.
func chooseWeekday(v calendar.Value, at calendar.Day, m *meaning) calendar.Value {
	ahead := calendar.Day((v.Day - at.Weekday() + 7) % 7) // 0 to 6
	switch m.toward {
	case backward:
		return calendar.OfDay(at + ahead - 7)
	case forward:
		if ahead == 0 {
			ahead = 7
		}
		return calendar.OfDay(at + ahead)
	case onToNow:
		return calendar.OfDay(at + ahead)
	}
	if ahead == 0 || m.tense == futureTense {
		return calendar.OfDay(at + ahead)
	}
	return calendar.OfDay(at + ahead - 7)
}

// holiday answers a named day.
func (r *resolver) holiday(m *meaning, at day) answer {
	h := holidays[m.n]
	year := m.value.Year
	switch {
	case m.anchor == fromInner:
		inner := r.answer(m.inner, at)
		if !inner.ok || inner.value.Year == calendar.Unknown {
			return answer{value: m.value, ok: true}
		}
		year = inner.value.Year
	case year == calendar.Unknown && !at.known:
		return answer{value: m.value, ok: true}
	case year == calendar.Unknown:
		now, _, _ := at.Date()
		var candidates [4]calendar.Value
		for i := range candidates {
			candidates[i] = calendar.OfDay(h.day(now - 2 + i))
		}
		return answer{value: pick(candidates[:], at.Day, m), ok: true, anchor: at.String()}
	}
	if year < 1 || year > 9999 {
		return answer{value: m.value, ok: true}
	}
	return answer{value: calendar.OfDay(h.day(year)), ok: true}
}
