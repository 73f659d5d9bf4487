package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// In a list or a range of days the month and the year stand once and hold for all of
// it: "March 9-13, 2012", "3, 10 and 17 January", "from March to May 1965", "1914/15".

// place is where an expression stands, by atoms.
type place struct{ start, end int }

// joins returns the atom behind a word or mark that joins the members of a list or a
// range; -1 where atom i is none.
func (f *Finder) joins(i int) int {
	switch {
	case !f.same(i):
		return -1
	case f.is(i, ','):
		if f.says(i+1, "and", "or") && f.same(i+1) {
			return i + 2
		}
		return i + 1
	case f.is(i, '-'), f.is(i, '/'), f.says(i, "to", "and", "or", "through", "until", "till"):
		return i + 1
	}
	return -1
}

// dayAt reads a day of a list in digits: "9", "the 10th".
func (f *Finder) dayAt(i int) (day, start, end int) {
	i = f.skip(i, "the")
	if !f.same(i) || f.atoms[i].digits == 0 || f.atoms[i].word.classes&classDay == 0 {
		return 0, -1, -1
	}
	day, end = f.dayOfMonth(i)
	return day, i, end
}

// goOn reads what goes on from an expression that ends before atom i without naming
// again what it named.
func (f *Finder) goOn(i int, before *Expression) (Expression, place) {
	if e, at := f.continueDays(i, before); at.end > 0 {
		return e, at
	}
	return f.continueYears(i, before)
}

// continueDays reads the next day of "between January 10 and 13", "January 3, 10 and
// 17" and "March 9-13, 2012", given the date before it. A comma alone joins only
// where another day follows, so that "on March 9, 13 ships left" has one day.
func (f *Finder) continueDays(i int, before *Expression) (Expression, place) {
	v := before.meaning.value
	if before.meaning.kind != complete || v.Form != calendar.Date || v.Part <= 0 || before.meaning.inner != nil {
		return Expression{}, place{}
	}
	at := f.joins(i)
	if at < 0 {
		return Expression{}, place{}
	}
	day, start, end := f.dayAt(at)
	if end < 0 || day <= v.Day {
		return Expression{}, place{}
	}
	last := end
	if year, after := f.yearBehind(end); after > 0 && v.Year == calendar.Unknown && !before.meaning.short {
		v.Year, last = year, after
	} else if f.counts(end) || f.goesOn(end) || f.same(end) && (f.atoms[end].word.month != 0 || f.atoms[end].word.isUnit() || f.is(end, ':') || f.says(end, "of")) {
		return Expression{}, place{}
	}
	if f.is(i, ',') && at == i+1 {
		if next := f.joins(end); next < 0 {
			return Expression{}, place{}
		} else if following, _, after := f.dayAt(next); after < 0 || following <= day {
			return Expression{}, place{}
		}
	}
	m := before.meaning
	v.Day = day
	m.value = v
	return f.member(start, last, "range-of-days", m), place{start, last}
}

// yearBehind reads the year that stands behind a list of days: "9-13, 2012".
func (f *Finder) yearBehind(i int) (year, end int) {
	if f.is(i, ',') && f.same(i) {
		i++
	}
	if !f.same(i) || f.atoms[i].digits != 4 {
		return 0, -1
	}
	if year, end = f.year(i); end < 0 || f.counts(end) {
		return 0, -1
	}
	return year, end
}

// member makes the expression of one member of a list.
func (f *Finder) member(start, end int, rule string, m meaning) Expression {
	span := lang.Span{Start: int(f.atoms[start].start), End: int(f.atoms[end-1].end)}
	return Expression{Span: span, Text: span.Text(f.doc.Text), Type: verbale.Date, Rule: rule, meaning: m}
}

// maxListed is how many days a list has at most.
const maxListed = 12

// leadingDays reads the days before the one that has the month: "9-13 March 2012", "3,
// 10 and 17 January", "the 9th and 10th of May". It returns nothing where atom i begins
// no such list.
func (f *Finder) leadingDays(i int) ([]Expression, []place) {
	if f.atoms[i].digits == 0 || f.atoms[i].digits > 2 || f.before(i).roles&quantifies != 0 {
		return nil, nil
	}
	if i > 0 && f.runs(i) && f.atoms[i-1].mark != '(' && f.atoms[i-1].mark != '"' && f.atoms[i-1].mark != '“' {
		return nil, nil
	}
	var days [maxListed]int
	var places [maxListed]place
	n := 0
	for at := i; n < maxListed; n++ {
		day, start, end := f.dayAt(at)
		if n == 0 && start < 0 && !f.atoms[i].fresh {
			return nil, nil
		}
		if n == 0 && f.atoms[i].fresh {
			start = i
			day, end = f.dayOfMonth(i)
		}
		if end < 0 || n > 0 && day <= days[n-1] {
			break
		}
		days[n], places[n] = day, place{start, end}
		if at = f.joins(end); at < 0 {
			n++
			break
		}
	}
	if n < 2 {
		return nil, nil
	}
	from := f.from
	f.from = places[n-1].start
	end, result := f.longest(f.from, 0, groupDay)
	f.from = from
	m := result.meaning
	if end <= places[n-1].end || m.kind != complete || m.value.Form != calendar.Date || m.value.Part <= 0 || m.value.Day != days[n-1] || m.inner != nil {
		return nil, nil
	}
	m.tense = f.tenseAt(places[n-1].start, end)
	m.weekday = 0
	list := make([]Expression, 0, n-1)
	for k := range n - 1 {
		m.value.Day = days[k]
		list = append(list, f.member(places[k].start, places[k].end, "days-before-month", m))
	}
	return list, places[:n-1]
}

// continueYears reads the second year of "1998-99", "1914/15" and "1996/7", given the first.
func (f *Finder) continueYears(i int, before *Expression) (Expression, place) {
	v := before.meaning.value
	if before.Rule != "year" || v.Form != calendar.Year || !f.runs(i) || !f.is(i, '-') && !f.is(i, '/') || !f.runs(i+1) || f.atoms[i+1].digits != 2 && f.atoms[i+1].digits != 1 || !f.wholeWord(i+1, i+2) {
		return Expression{}, place{}
	}
	if f.runs(i+2) && (f.is(i+2, '-') || f.is(i+2, '/')) {
		return Expression{}, place{} // "2012-05-06"
	}
	span := 100
	if f.atoms[i+1].digits == 1 {
		if !f.is(i, '/') {
			return Expression{}, place{} // "the 1996-7 votes" may be a count
		}
		span = 10
	}
	second := v.Year - v.Year%span + int(f.atoms[i+1].number)
	if second < v.Year && v.Year%span == span-1 {
		second += span
	}
	if second <= v.Year || second-v.Year > 50 {
		return Expression{}, place{}
	}
	m := before.meaning
	m.value.Year = second
	return f.member(i+1, i+2, "range-of-years", m), place{i + 1, i + 2}
}

// shareYear gives the members of a list before the last expression the year that this
// one names: "from March 9 to March 13, 2012", "in June, July and August 1999". What
// comes later in the year than the next member is of the year before: "from November
// to March 1965".
func shareYear(f *Finder, expressions []Expression, places []place) {
	last := len(expressions) - 1
	next := expressions[last].meaning.value
	if expressions[last].meaning.kind != complete || next.Year == calendar.Unknown || expressions[last].meaning.short || next.Form != calendar.Date && next.Form != calendar.Month {
		return
	}
	for k := last - 1; k >= 0 && last-k < maxListed; k-- {
		m := &expressions[k].meaning
		v := m.value
		gap := places[k].end
		at := f.joins(gap)
		if at < 0 || f.skip(at, "the") != places[k+1].start || f.is(gap, ',') && at == gap+1 && k == last-1 {
			return
		}
		if m.kind != complete || v.Form != next.Form || v.Year != calendar.Unknown || m.short || m.inner != nil || v.Part <= 0 {
			return
		}
		m.value.Year = next.Year
		if v.Part > next.Part || v.Part == next.Part && v.Day > next.Day {
			m.value.Year--
		}
		next = m.value
	}
}

// pairWeekdays ties two days of the week to each other that are the ends of a stretch:
// "from Monday to Friday", "between Monday and Friday".
func pairWeekdays(f *Finder, expressions []Expression, places []place) {
	last := len(expressions) - 1
	if last < 1 || expressions[last].Rule != "weekday" || expressions[last-1].Rule != "weekday" {
		return
	}
	gap := places[last-1].end
	between := f.says(gap, "and") && places[last-1].start > 0 && f.says(places[last-1].start-1, "between")
	if gap+1 != places[last].start || !f.is(gap, '-') && !f.says(gap, "to", "through", "until", "till") && !between {
		return
	}
	expressions[last-1].meaning.pair, expressions[last].meaning.pair = firstOfPair, secondOfPair
}
