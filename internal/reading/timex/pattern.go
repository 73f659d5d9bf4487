package timex

import (
	"fmt"
	"strings"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// class is a set of classes of words, as patterns name them in capitals.
type class uint32

const (
	classMonth class = 1 << iota
	classWeekday
	classWeekdays
	classSeason
	classPart
	classParts
	classUnit
	classUnits
	classNumber
	classOrdinal
	classDay
	classYear
	classShortYear
	classDecade
	classClock
	classZone
	classHoliday
	classNumeric
)

// classNames are the names that patterns use, with what each stands for.
var classNames = []struct {
	name    string
	class   class
	meaning string
}{
	{"MONTH", classMonth, "a month, in full or short: May, Sept."},
	{"WEEKDAY", classWeekday, "a day of the week, in full or short: Tuesday, Thurs."},
	{"WEEKDAYS", classWeekdays, "its plural: Tuesdays"},
	{"SEASON", classSeason, "spring, summer, autumn, fall, winter"},
	{"PART", classPart, "morning, afternoon, evening, night"},
	{"PARTS", classParts, "its plural: mornings"},
	{"UNIT", classUnit, "a unit of time in the singular or plural: second to millennium"},
	{"UNITS", classUnits, "a unit of time in the plural"},
	{"NUMBER", classNumber, "a number in digits or words: 48, 2 1/2, forty-eight, a few, several"},
	{"ORDINAL", classOrdinal, "an ordinal number: third, 21st"},
	{"DAY", classDay, "a day of the month: 8, 8th, eighth"},
	{"YEAR", classYear, "a year of four digits or in words: 1914, nineteen fourteen"},
	{"SHORTYEAR", classShortYear, "a year without its century: '98"},
	{"DECADE", classDecade, "1990s, '90s, nineties"},
	{"CLOCK", classClock, "a time of day: 5 p.m., 17:30, noon, half past six"},
	{"ZONE", classZone, "a time zone: GMT, EST"},
	{"HOLIDAY", classHoliday, "a named day: Christmas Day, Easter"},
	{"NUMERIC", classNumeric, "a date in digits: 2022-02-08, 8/2/2022"},
}

// group is a set of the kinds of expressions that a pattern can name within
// angle brackets.
type group uint32

const (
	groupDay      group = 1 << iota // one day: "January 10", "yesterday"
	groupWeekday                    // a day known by its name: "Tuesday"
	groupWeek                       // "last week"
	groupWeekend                    // "the weekend"
	groupMonth                      // "May", "last month"
	groupQuarter                    // "the third quarter"
	groupHalf                       // "the first half of 2021"
	groupSeason                     // "last summer"
	groupYear                       // "1998", "next year"
	groupDecade                     // "the 1990s"
	groupCentury                    // "the 20th century"
	groupTime                       // a time of day: "5 p.m."
	groupDuration                   // "two weeks"
	groupOther                      // references and sets
)

const (
	groupDate = groupDay | groupWeekday
	groupAny  = groupDate | groupWeek | groupWeekend | groupMonth | groupQuarter | groupHalf | groupSeason |
		groupYear | groupDecade | groupCentury
)

var groupNames = []struct {
	name    string
	group   group
	meaning string
}{
	{"<day>", groupDay, "an expression for one day"},
	{"<weekday>", groupWeekday, "a bare day of the week"},
	{"<date>", groupDate, "either of those"},
	{"<week>", groupWeek | groupWeekend, "an expression for a week or a weekend"},
	{"<month>", groupMonth, "an expression for a month"},
	{"<year>", groupYear, "an expression for a year"},
	{"<decade>", groupDecade | groupCentury, "an expression for a decade or a century"},
	{"<time>", groupTime, "a time of day"},
	{"<period>", groupAny, "any expression for a stretch of the calendar"},
	{"<length>", groupDuration, "an expression for a length of time"},
}

// element is one place of a pattern.
type element struct {
	literals []int16 // words that fit, by number
	mark     rune    // a mark that fits
	class    class
	group    group
	optional bool
}

// rule is one line of the tables of rules.
type rule struct {
	name    string
	pattern string
	example string // a sentence of our own, the expression in square brackets
	value   string // what it means in a report of Tuesday, 8 February 2022
	group   group
	mean    func(*capture) meaning
	fits    func(*Finder, int, int, *capture) bool // what must be so around it; nil for always

	elements []element
}

// RuleInfo is what a person is told of a rule.
type RuleInfo struct {
	Name    string // the name that expressions carry
	Pattern string // the words it fits; docs/timex.md explains the notation
	Example string // a sentence it was written for, the expression in square brackets
	Value   string // the TIMEX3 value in a report of Tuesday, 8 February 2022
}

// Rules returns the rules in the order of their tables. Where several fit the
// same words, the earlier one wins; a longer expression wins over a shorter.
func Rules() []RuleInfo {
	var infos []RuleInfo
	for _, table := range tables {
		for _, r := range table {
			infos = append(infos, RuleInfo{r.name, r.pattern, r.example, r.value})
		}
	}
	return infos
}

// grammar is the compiled form of the tables. It is immutable.
type grammar struct {
	lexicon   map[string]*word
	rules     []rule
	byLiteral [][]int16 // rules that can begin with a word, by its number
	byClass   [32][]int16
	byMark    map[rune][]int16
	byGroup   []int16 // rules that go on from an expression
}

// english compiles the tables once, at first use.
var english = sync.OnceValue(func() *grammar {
	g := &grammar{byMark: map[rune][]int16{}}
	literals := map[string]int16{}
	for _, table := range tables {
		for _, r := range table {
			r.elements = compile(r.name, r.pattern, literals)
			g.rules = append(g.rules, r)
		}
	}
	g.lexicon = vocabulary(literals)
	g.byLiteral = make([][]int16, len(literals)+1)
	for i := range g.rules {
		g.index(int16(i))
	}
	return g
})

// index enters rule i under everything that it can begin with.
func (g *grammar) index(i int16) {
	for _, e := range g.rules[i].elements {
		for _, literal := range e.literals {
			g.byLiteral[literal] = append(g.byLiteral[literal], i)
		}
		if e.mark != 0 {
			g.byMark[e.mark] = append(g.byMark[e.mark], i)
		}
		for bit := range g.byClass {
			if e.class&(1<<bit) != 0 {
				g.byClass[bit] = append(g.byClass[bit], i)
			}
		}
		if e.group != 0 {
			g.byGroup = append(g.byGroup, i)
		}
		if !e.optional {
			return
		}
	}
	panic("timex: rule " + g.rules[i].name + " fits no words at all")
}

// compile reads a pattern: places apart by spaces, alternatives by "|", "?"
// after what may be absent, "~" for a hyphen that may be absent.
func compile(name, pattern string, literals map[string]int16) []element {
	var elements []element
	for _, field := range strings.Fields(pattern) {
		var e element
		field, e.optional = strings.CutSuffix(field, "?")
		for _, choice := range strings.Split(field, "|") {
			switch {
			case choice == "~":
				e.mark, e.optional = '-', true
			case choice == "-" || choice == "," || choice == "'" || choice == "/" || choice == "(" || choice == ")":
				e.mark = rune(choice[0])
			case strings.HasPrefix(choice, "<"):
				e.group |= groupNamed(name, choice)
			case choice == strings.ToUpper(choice):
				e.class |= classNamed(name, choice)
			default:
				if literals[choice] == 0 {
					literals[choice] = int16(len(literals) + 1)
				}
				e.literals = append(e.literals, literals[choice])
			}
		}
		elements = append(elements, e)
	}
	return elements
}

func classNamed(rule, name string) class {
	for _, c := range classNames {
		if c.name == name {
			return c.class
		}
	}
	panic(fmt.Sprintf("timex: rule %s names no class %s", rule, name))
}

func groupNamed(rule, name string) group {
	for _, g := range groupNames {
		if g.name == name {
			return g.group
		}
	}
	panic(fmt.Sprintf("timex: rule %s names no group %s", rule, name))
}

// capture is what the places of a pattern held.
type capture struct {
	month, weekday, season, part, day int
	plural                            bool // of the unit
	unit                              calendar.Unit
	amount                            amount // the first number
	more                              amount // the second
	numbers                           int
	ordinal                           int
	year                              int // a year, or the digits of a decade or century
	short                             bool
	clock                             calendar.Clock
	numeric                           calendar.Value
	holiday                           int
	inner                             *meaning // what an expression within it means
	innerGroup                        group
	first                             bool // "the first half"; set by firstOrNot
	late                              bool // "late", "later"; set by the rules that hold both
}

// amount is a number of something, in halves; vague where it is not said.
type amount struct {
	halves int
	vague  bool
	about  bool
}

// whole returns the number, or calendar.Unknown where there is none.
func (a amount) whole() int {
	if a.vague {
		return calendar.Unknown
	}
	return a.halves / 2
}

// try fits the places of a pattern from atom i on and returns where the
// expression ends, or -1. A place that may be absent is tried present first.
func (f *Finder) try(elements []element, i, depth int, c *capture) int {
	if len(elements) == 0 {
		return i
	}
	e := &elements[0]
	if i < len(f.atoms) && (!f.atoms[i].fresh || i == f.from) {
		saved := *c
		if end := f.place(e, i, depth, c); end > 0 {
			if end = f.try(elements[1:], end, depth, c); end > 0 {
				return end
			}
		}
		*c = saved
	}
	if e.optional {
		return f.try(elements[1:], i, depth, c)
	}
	return -1
}

// place fits one place of a pattern to the atoms from i on.
func (f *Finder) place(e *element, i, depth int, c *capture) int {
	a := &f.atoms[i]
	if e.mark != 0 && a.mark == e.mark {
		return i + 1
	}
	if a.word.literal != 0 {
		for _, literal := range e.literals {
			if literal == a.word.literal {
				return i + 1
			}
		}
	}
	if shared := e.class & a.word.classes; shared != 0 {
		for bit := class(1); bit <= shared; bit <<= 1 {
			if shared&bit != 0 {
				if end := f.read(bit, i, c); end > 0 {
					return end
				}
			}
		}
	}
	if e.group != 0 && depth < maxDepth {
		if end, inner := f.longest(i, depth+1, e.group); end > 0 {
			c.inner, c.innerGroup = &inner.meaning, inner.group
			return end
		}
	}
	return -1
}

// maxDepth bounds how far expressions nest, and with it the time: "the end of
// [the third quarter of [next year]]".
const maxDepth = 3

// found is an expression that a rule made of the atoms up to end.
type found struct {
	meaning meaning
	group   group
	rule    int16
	end     int
}

// maxFound bounds how many readings of the atoms at one place are kept. The
// rules give at most a handful.
const maxFound = 16

// longest returns the longest expression of a group that begins at atom i,
// among equals that of the earliest rule, and where it ends, or -1.
func (f *Finder) longest(i, depth int, wanted group) (int, found) {
	level := &f.levels[depth]
	level.n = 0
	a := &f.atoms[i]
	if a.word.literal != 0 {
		f.offer(f.grammar.byLiteral[a.word.literal], i, depth)
	}
	for bit, classes := 0, a.word.classes; classes != 0; bit, classes = bit+1, classes>>1 {
		if classes&1 != 0 {
			f.offer(f.grammar.byClass[bit], i, depth)
		}
	}
	if a.mark != 0 {
		f.offer(f.grammar.byMark[a.mark], i, depth)
	}
	all := &level.found
	for k := 0; k < level.n; k++ { // n grows
		for _, r := range f.grammar.byGroup {
			rule := &f.grammar.rules[r]
			if rule.elements[0].group&all[k].group == 0 {
				continue
			}
			c := &level.capture
			*c = capture{innerGroup: all[k].group}
			if end := f.try(rule.elements[1:], all[k].end, depth, c); end > all[k].end {
				inner := all[k].meaning // rules change it
				c.inner = &inner
				f.keep(level, r, i, end)
			}
		}
	}
	n := level.n
	best := -1
	for k := range n {
		if all[k].group&wanted == 0 {
			continue
		}
		if best < 0 || all[k].end > all[best].end || all[k].end == all[best].end && all[k].rule < all[best].rule {
			best = k
		}
	}
	if best < 0 {
		return -1, found{}
	}
	return all[best].end, all[best]
}

// level is the memory for one depth of nesting.
type level struct {
	capture capture
	found   [maxFound]found
	n       int // of found
}

// offer tries the rules that may begin with atom i.
func (f *Finder) offer(candidates []int16, i, depth int) {
	level := &f.levels[depth]
	for _, r := range candidates {
		rule := &f.grammar.rules[r]
		if rule.elements[0].group != 0 {
			continue // goes on from an expression; see longest
		}
		level.capture = capture{}
		if end := f.try(rule.elements, i, depth, &level.capture); end > i {
			f.keep(level, r, i, end)
		}
	}
}

// keep adds what rule r makes of the atoms from start to end, if they stand
// where the rule wants them and there is room.
func (f *Finder) keep(level *level, r int16, start, end int) {
	rule, c, all, n := &f.grammar.rules[r], &level.capture, &level.found, level.n
	if n == maxFound || rule.fits != nil && !rule.fits(f, start, end, c) {
		return
	}
	result := found{meaning: rule.mean(c), group: rule.group, rule: r, end: end}
	if result.meaning.kind == meaningless {
		return
	}
	switch {
	case result.group == 0:
		result.group = c.innerGroup
	case result.meaning.kind == shifted && result.meaning.typ == verbale.Date:
		result.group = groupOf(result.meaning.form)
	}
	for k := range n {
		if all[k].group == result.group && all[k].end == end {
			return // an earlier rule, or the same one by another way
		}
	}
	all[n] = result
	level.n++
}
