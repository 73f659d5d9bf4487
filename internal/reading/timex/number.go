package timex

import (
	"strings"

	"verbale.dev/verbale/internal/calendar"
)

// read fits one class to the atoms from i on, notes in c what it found and
// returns where it ends, or -1. The atom at i is known to begin the class.
func (f *Finder) read(c class, i int, into *capture) int {
	w := f.atoms[i].word
	switch c {
	case classMonth:
		into.month = int(w.month)
		return f.stop(i)
	case classWeekday:
		into.weekday = int(w.weekday)
		return f.stop(i)
	case classWeekdays:
		into.weekday = int(w.weekday)
		return i + 1
	case classSeason:
		into.season = int(w.season)
		return i + 1
	case classPart, classParts:
		into.part = int(w.part)
		return i + 1
	case classUnit, classUnits:
		into.unit, into.plural = w.unit, w.plural
		if w.unit == calendar.Weeks && strings.EqualFold(f.text(i)[:1], "f") { // a fortnight is two weeks
			into.amount.halves *= 2
		}
		return i + 1
	case classNumber:
		n, end := f.number(i)
		if end > 0 {
			if into.numbers == 0 {
				into.amount = n
			}
			into.more = n
			into.numbers++
		}
		return end
	case classOrdinal:
		n, end := f.ordinal(i)
		into.ordinal = n
		return end
	case classDay:
		n, end := f.dayOfMonth(i)
		into.day = n
		return end
	case classYear:
		n, end := f.year(i)
		into.year = n
		return end
	case classShortYear:
		if !f.runs(i+1) || f.atoms[i+1].digits != 2 {
			return -1
		}
		into.year, into.short = int(f.atoms[i+1].number), true
		return i + 2
	case classDecade:
		return f.decade(i, into)
	case classClock:
		return f.clock(i, into)
	case classZone:
		into.clock.UTC = into.clock.UTC || w.utc
		if !f.atoms[i].upper {
			return -1
		}
		return i + 1
	case classHoliday:
		return f.holiday(i, into)
	case classNumeric:
		return f.numeric(i, into)
	}
	return -1
}

// stop returns where a name that may be shortened ends: its full stop is part
// of it.
func (f *Finder) stop(i int) int {
	if f.atoms[i].word.shortened && f.is(i+1, '.') && f.atoms[i+1].glued {
		return i + 2
	}
	return i + 1
}

// runs reports whether atom i exists and stands directly behind the one before.
func (f *Finder) runs(i int) bool { return i < len(f.atoms) && f.atoms[i].glued }

// same reports whether atom i exists and stands in the sentence of the one
// before.
func (f *Finder) same(i int) bool { return i < len(f.atoms) && !f.atoms[i].fresh }

// says reports whether atom i is one of some words, in any case.
func (f *Finder) says(i int, words ...string) bool {
	if i < 0 || i >= len(f.atoms) {
		return false
	}
	return equalAny(f.text(i), words...)
}

// equalAny reports whether text is one of some words, in any case.
func equalAny(text string, words ...string) bool {
	for _, w := range words {
		if len(text) == len(w) && strings.EqualFold(text, w) {
			return true
		}
	}
	return false
}

// number reads a cardinal number: "48", "1,000", "2 1/2", "forty-eight",
// "a hundred", "a couple of", "several", "two and a half", "half a".
func (f *Finder) number(i int) (amount, int) {
	if f.atoms[i].digits > 0 {
		return f.digitNumber(i)
	}
	switch {
	case f.says(i, "a", "an"):
		switch {
		case f.says(i+1, "few"):
			return amount{vague: true}, i + 2
		case f.says(i+1, "couple"):
			return amount{halves: 4, about: true}, f.skip(i+2, "of")
		case f.says(i+1, "dozen"):
			return amount{halves: 24}, i + 2
		case f.says(i+1, "half") && f.is(i+2, '-'):
			return amount{halves: 1}, i + 3
		case f.says(i+1, "half"):
			return amount{halves: 1}, i + 2
		case f.says(i+1, "hundred", "thousand"):
			return f.spelled(i + 1)
		case f.says(i+1, "good", "full", "mere", "whole", "further"):
			return amount{halves: 2}, i + 2
		case f.says(i+1, "number") && f.says(i+2, "of"):
			return amount{vague: true}, i + 3
		}
		return amount{halves: 2}, i + 1
	case f.says(i, "several", "few", "some", "many"):
		return amount{vague: true}, i + 1
	case f.says(i, "couple"):
		return amount{halves: 4, about: true}, f.skip(i+1, "of")
	case f.says(i, "dozen"):
		return amount{halves: 24}, i + 1
	case f.says(i, "dozens", "hundreds", "thousands"):
		return amount{vague: true}, f.skip(i+1, "of")
	case f.says(i, "both"):
		return amount{}, -1
	case f.says(i, "half"):
		if f.says(i+1, "a", "an") {
			return amount{halves: 1}, i + 2
		}
		return amount{halves: 1}, i + 1
	}
	return f.spelled(i)
}

// skip returns the atom behind a word that may stand at i.
func (f *Finder) skip(i int, words ...string) int {
	if f.says(i, words...) {
		return i + 1
	}
	return i
}

func (f *Finder) digitNumber(i int) (amount, int) {
	n, end := int(f.atoms[i].number), i+1
	if f.atoms[i].digits > 4 {
		return amount{}, -1
	}
	for f.is(end, ',') && f.runs(end) && f.runs(end+1) && f.atoms[end+1].digits == 3 && n < 1000000 {
		n = 1000*n + int(f.atoms[end+1].number)
		end += 2
	}
	if f.is(end, '.') && f.runs(end) && f.runs(end+1) && f.atoms[end+1].digits == 1 {
		if f.atoms[end+1].number != 5 {
			return amount{vague: true}, end + 2 // "2.3 years"
		}
		return amount{halves: 2*n + 1}, end + 2
	}
	if f.is(end, '/') && n == 1 && end+1 < len(f.atoms) && f.atoms[end+1].number == 2 {
		return amount{halves: 1}, end + 2
	}
	return f.half(2*n, end)
}

// half reads "1/2", "½" or "and a half" behind a number.
func (f *Finder) half(halves, end int) (amount, int) {
	switch {
	case f.is(end, '½'):
		return amount{halves: halves + 1}, end + 1
	case end+2 < len(f.atoms) && f.atoms[end].number == 1 && f.atoms[end].digits == 1 && f.is(end+1, '/') && f.atoms[end+2].number == 2:
		return amount{halves: halves + 1}, end + 3
	}
	at := end
	for _, w := range [...]string{"and", "a", "half"} { // "two and a half", "two-and-a-half"
		if f.is(at, '-') {
			at++
		}
		if !f.says(at, w) {
			return amount{halves: halves}, end
		}
		at++
	}
	return amount{halves: halves + 1}, at
}

// spelled reads a cardinal number in words, up to the thousands.
func (f *Finder) spelled(i int) (amount, int) {
	total, part, end := 0, 0, i
	some := false
	for f.same(end) || end == i {
		if end >= len(f.atoms) {
			break
		}
		w := f.atoms[end].word
		tens := part%10 == 0 && part%100 >= 20
		switch {
		case w.isCardinal && (!some || part%100 == 0 || tens && w.cardinal > 0 && w.cardinal < 10):
			part += int(w.cardinal)
		case w.scale == 100 && part < 100:
			part = max(part, 1) * 100
		case w.scale == 1000 && total == 0:
			total, part = max(part, 1)*1000, 0
		case some && f.joinsNumbers(end, tens, part, total):
		default:
			if !some {
				return amount{}, -1
			}
			return f.half(2*(total+part), end)
		}
		some = true
		end++
	}
	if !some {
		return amount{}, -1
	}
	return f.half(2*(total+part), end)
}

// joinsNumbers reports whether atom i joins two words of a number: the hyphen of
// "twenty-one", the "and" of "two hundred and ten".
func (f *Finder) joinsNumbers(i int, tens bool, part, total int) bool {
	if i+1 >= len(f.atoms) || !f.atoms[i+1].word.isCardinal {
		return false
	}
	if next := f.atoms[i+1].word.cardinal; f.is(i, '-') {
		return tens && next > 0 && next < 10
	}
	return f.says(i, "and") && (part >= 100 && part%100 == 0 || total > 0 && (part == 0 || part >= 100 && part%100 == 0))
}

// ordinal reads "third", "21st", "twenty-first".
func (f *Finder) ordinal(i int) (int, int) {
	a := &f.atoms[i]
	switch {
	case a.digits > 0:
		if a.digits <= 2 && f.runs(i+1) && f.says(i+1, "st", "nd", "rd", "th") {
			return int(a.number), i + 2
		}
		return 0, -1
	case a.word.isOrdinal:
		return int(a.word.ordinal), i + 1
	case a.word.isCardinal && a.word.cardinal >= 20:
		next := i + 1
		if f.is(next, '-') {
			next++
		}
		if f.same(next) && f.atoms[next].word.isOrdinal && f.atoms[next].word.ordinal < 10 {
			return int(a.word.cardinal + f.atoms[next].word.ordinal), next + 1
		}
	}
	return 0, -1
}

// dayOfMonth reads a day of the month. A number that goes on ("10,000",
// "10.5", "10:30", "10%") is none.
func (f *Finder) dayOfMonth(i int) (int, int) {
	if n, end := f.ordinal(i); end > 0 {
		return n, end
	}
	a := &f.atoms[i]
	if a.digits == 0 || a.digits > 2 || a.number < 1 || a.number > 31 {
		return 0, -1
	}
	if f.runs(i + 1) {
		next := f.atoms[i+1].mark
		if (next == ',' || next == '.' || next == ':' || next == '/') && f.runs(i+2) && f.atoms[i+2].digits > 0 {
			return 0, -1
		}
		if next == '%' || next == 0 && f.atoms[i+1].digits == 0 {
			return 0, -1 // "10am", "10kg"
		}
	}
	return int(a.number), i + 1
}

// year reads a year of four digits, or in words as it is spoken.
func (f *Finder) year(i int) (int, int) {
	a := &f.atoms[i]
	if a.digits > 0 {
		if a.digits != 4 || a.number < 1000 || a.number > 2199 {
			return 0, -1
		}
		if f.runs(i+1) && f.atoms[i+1].digits == 0 && f.atoms[i+1].mark == 0 {
			return 0, -1 // "1990s", "1500m"
		}
		if f.runs(i+1) && f.runs(i+2) && f.atoms[i+2].digits > 0 && f.atoms[i+1].mark != '-' && f.atoms[i+1].mark != '/' {
			return 0, -1 // "2082.1", "1998,000"
		}
		return int(a.number), i + 1
	}
	if !a.word.isCardinal {
		return 0, -1
	}
	return f.spokenYear(i)
}

// spokenYear reads "nineteen ninety-one", "twenty ten", "two thousand and six".
func (f *Finder) spokenYear(i int) (int, int) {
	century := int(f.atoms[i].word.cardinal)
	if f.same(i+1) && f.atoms[i+1].word.scale == 1000 && century == 2 {
		n, end := f.spelled(i)
		if end > 0 && n.halves%2 == 0 && n.halves/2 < 2100 {
			return n.halves / 2, end
		}
		return 0, -1
	}
	if century < 13 || century > 20 || !f.same(i+1) || !f.atoms[i+1].word.isCardinal {
		return 0, -1
	}
	rest, end := f.spelled(i + 1)
	if end < 0 || rest.halves%2 != 0 || rest.halves < 20 || rest.halves >= 200 {
		return 0, -1
	}
	return 100*century + rest.halves/2, end
}

// decade reads "1990s", "1990's", "'90s", "nineties".
func (f *Finder) decade(i int, into *capture) int {
	at := i
	if f.is(at, '\'') {
		at++
		if !f.runs(at) {
			return -1
		}
	}
	a := &f.atoms[at]
	if a.digits == 0 {
		if a.word.decade == 0 {
			return -1
		}
		into.year, into.short = int(a.word.decade), true
		return at + 1
	}
	end := at + 1
	if f.is(end, '\'') && f.runs(end) {
		end++
	}
	if a.number%10 != 0 || !f.runs(end) || !f.says(end, "s") {
		return -1
	}
	switch {
	case a.digits == 4 && a.number >= 1100 && a.number < 2200:
		into.year = int(a.number)
	case a.digits == 2 && a.number >= 20:
		into.year, into.short = int(a.number), true
	default:
		return -1
	}
	return end + 1
}

// clock reads a time of day: "10:35", "10.35 a.m.", "5pm", "17:30:05", "noon",
// "six o'clock", "half past six". A bare "10:35" may be a score, so that the
// words before it must speak for a time; see fitsClock.
func (f *Finder) clock(i int, into *capture) int {
	a := &f.atoms[i]
	c := calendar.Clock{Set: true, Minute: calendar.Unknown, Second: calendar.Unknown}
	switch {
	case f.says(i, "noon", "midday"):
		c.Hour, c.Minute = 12, 0
		into.clock = c
		return i + 1
	case f.says(i, "midnight"):
		c.Hour, c.Minute = 24, 0
		into.clock = c
		return i + 1
	case f.says(i, "half", "quarter"):
		return f.spokenClock(i, into)
	}
	var end int
	switch {
	case a.digits > 2 || a.digits > 0 && a.number > 24:
		return f.militaryClock(i, into)
	case a.digits > 0:
		end = f.hourInDigits(i, &c)
	case a.word.isCardinal && a.word.cardinal >= 1 && a.word.cardinal <= 12:
		end = f.hourInWords(i, &c)
	default:
		return -1
	}
	marked := false
	if f.says(end, "o") && f.is(end+1, '\'') && f.says(end+2, "clock") {
		end += 3
		marked = true
	}
	if half, after := f.halfDay(end); after > 0 {
		if c.Hour > 12 {
			return -1
		}
		c.Hour = c.Hour%12 + half
		end, marked = after, true
	}
	switch {
	case !marked && c.Minute == calendar.Unknown:
		return -1
	case !marked && a.digits > 0 && f.is(i+1, '.') && !(f.same(end) && f.atoms[end].word.zone):
		return -1 // "10.35" is a number unless a zone follows
	case c.Hour == 24 && c.Minute > 0:
		return -1
	}
	if c.Minute == calendar.Unknown {
		c.Minute = 0
	}
	into.clock = c
	return end
}

// hourInDigits reads "10", "10:30" and "10:30:15" at atom i and returns where it ends.
func (f *Finder) hourInDigits(i int, c *calendar.Clock) int {
	sixty := func(k int) bool {
		return f.runs(k) && f.runs(k+1) && f.atoms[k+1].digits == 2 && f.atoms[k+1].number < 60
	}
	c.Hour = int8(f.atoms[i].number)
	end := i + 1
	if (f.is(end, ':') || f.is(end, '.')) && sixty(end) {
		c.Minute = int8(f.atoms[end+1].number)
		end += 2
		if f.is(end, ':') && sixty(end) {
			c.Second = int8(f.atoms[end+1].number)
			end += 2
		}
	}
	return end
}

// hourInWords reads "ten", "ten thirty" and "ten-thirty" at atom i and returns where it ends.
func (f *Finder) hourInWords(i int, c *calendar.Clock) int {
	minutes := func(k int) bool { return f.same(k) && f.atoms[k].word.isCardinal && f.atoms[k].word.cardinal >= 20 }
	c.Hour = int8(f.atoms[i].word.cardinal)
	end := i + 1
	if f.is(end, '-') && minutes(end+1) {
		end++
	}
	if minutes(end) {
		c.Minute = int8(f.atoms[end].word.cardinal)
		end++
	}
	return end
}

// halfDay reads "a.m." or "p.m." and returns the hours to add.
func (f *Finder) halfDay(i int) (int8, int) {
	if !f.same(i) {
		return 0, -1
	}
	var hours int8
	end := -1
	switch {
	case f.says(i, "am", "pm"):
		end = i + 1
	case f.says(i, "a", "p") && f.is(i+1, '.') && f.runs(i+1) && f.says(i+2, "m"):
		end = i + 3
		if f.is(end, '.') && f.runs(end) {
			end++
		}
	}
	if end > 0 && f.says(i, "p", "pm") {
		hours = 12
	}
	return hours, end
}

// militaryClock reads "0735" before a zone, "0735 GMT", and "1430 hours".
func (f *Finder) militaryClock(i int, into *capture) int {
	a := &f.atoms[i]
	if a.digits != 4 || a.number/100 > 24 || a.number%100 > 59 || !f.same(i+1) {
		return -1
	}
	hours := f.says(i+1, "hours", "hrs") && (f.atoms[i].number < 1000 || f.before(i).roles&leads != 0) && !f.says(i+2, "of")
	if !hours && (!f.atoms[i+1].word.zone || !f.atoms[i+1].upper) {
		return -1
	}
	into.clock = calendar.Clock{Set: true, Hour: int8(a.number / 100), Minute: int8(a.number % 100), Second: calendar.Unknown}
	if hours {
		return i + 2
	}
	return i + 1
}

// spokenClock reads "half past six" and "a quarter to six".
func (f *Finder) spokenClock(i int, into *capture) int {
	minutes := 30
	if f.says(i, "quarter") {
		minutes = 15
	}
	if !f.says(i+1, "past", "to") || !f.same(i+2) {
		return -1
	}
	hour := int(f.atoms[i+2].word.cardinal)
	if f.atoms[i+2].digits > 0 {
		hour = int(f.atoms[i+2].number)
	}
	if hour < 1 || hour > 12 {
		return -1
	}
	if f.says(i+1, "to") {
		hour, minutes = (hour+10)%12+1, 60-minutes
	}
	c := calendar.Clock{Set: true, Hour: int8(hour), Minute: int8(minutes), Second: calendar.Unknown}
	end := i + 3
	if half, after := f.halfDay(end); after > 0 {
		c.Hour = c.Hour%12 + half
		end = after
	}
	into.clock = c
	return end
}

// numeric reads a date in digits: 2022-02-08, 2022/02/08, 8.2.2022, 2/8/22.
// Which of two small numbers is the month is often open: then the value holds
// the year only, unless both ways mean the same day.
func (f *Finder) numeric(i int, into *capture) int {
	mark, ok := f.threeParts(i)
	if !ok {
		return -1
	}
	first, second, third := &f.atoms[i], &f.atoms[i+2], &f.atoms[i+4]
	if month := int(second.word.month); month != 0 && mark != '.' {
		return f.namedMonth(i, month, into)
	}
	if second.digits == 0 || second.digits > 2 || third.digits == 0 {
		return -1
	}
	if f.runs(i+5) && (f.atoms[i+5].digits > 0 || f.atoms[i+5].mark == mark && f.runs(i+6) && f.atoms[i+6].digits > 0) {
		return -1
	}
	a, b, c := int(first.number), int(second.number), int(third.number)
	v := calendar.Value{Form: calendar.Date}
	switch {
	case first.digits == 4 && third.digits <= 2:
		v.Year, v.Part, v.Day = a, b, c
	case first.digits > 2 || third.digits != 4 && (third.digits != 2 || mark == '-'):
		return -1
	default:
		into.short = third.digits == 2
		v.Year, v.Part, v.Day = c, b, a
		switch {
		case a > 12 || mark == '.' || a == b:
		case b > 12:
			v.Part, v.Day = a, b
		default:
			v.Part, v.Day = calendar.Unknown, calendar.Unknown
		}
	}
	if v.Part != calendar.Unknown && (v.Part < 1 || v.Part > 12 || v.Day < 1 || v.Day > 31) || v.Year == 0 {
		return -1
	}
	into.numeric = v
	return i + 5
}

// threeParts reports whether three parts that nothing stands between but one and the same
// mark begin at atom i, and no part before them.
func (f *Finder) threeParts(i int) (mark rune, ok bool) {
	if i+4 >= len(f.atoms) {
		return 0, false
	}
	mark = rune(f.atoms[i+1].mark)
	if mark != '-' && mark != '/' && mark != '.' || rune(f.atoms[i+3].mark) != mark {
		return 0, false
	}
	if i > 0 && f.runs(i) {
		switch before := &f.atoms[i-1]; {
		case before.digits > 0, before.mark == '.', before.mark == '/', before.mark == '-':
			return 0, false
		}
	}
	for k := i + 1; k <= i+4; k++ {
		if !f.runs(k) {
			return 0, false
		}
	}
	return mark, true
}

// namedMonth reads a date with the name of its month between hyphens: "19-Nov-21".
func (f *Finder) namedMonth(i, month int, into *capture) int {
	first, third := &f.atoms[i], &f.atoms[i+4]
	if first.digits > 2 || first.number < 1 || first.number > 31 || third.digits != 2 && third.digits != 4 || third.number == 0 || f.runs(i+5) && f.atoms[i+5].digits > 0 {
		return -1
	}
	into.short = third.digits == 2
	into.numeric = calendar.Value{Form: calendar.Date, Year: int(third.number), Part: month, Day: int(first.number)}
	return i + 5
}
