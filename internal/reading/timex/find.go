package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// Expression is a time expression before it is resolved: where it stands, its
// type and the rule that made it. What its words mean is for [Resolve].
type Expression struct {
	lang.Span
	Text string
	Type verbale.TimeType
	Rule string

	meaning meaning
}

// RuleOfAges is the name of the rule for ages, "eight months old". They are
// lengths of time, but TimeBank and AQUAINT leave them unmarked, so that a
// measure against those leaves them out.
const RuleOfAges = "age"

// Finder finds time expressions. It reuses its memory from report to report,
// so that one Finder serves one goroutine. The zero Finder is not ready; see
// [NewFinder].
type Finder struct {
	grammar   *grammar
	doc       *lang.Document
	atoms     []atom
	form      []byte
	levels    [maxDepth + 1]level
	from      int    // the atom at which the expression being tried begins
	entity    int    // the entity last looked at
	names     uint16 // months that are names of persons in this report, a bit each
	quarterly bool   // a quarter has been spoken of
	places    []place
}

// NewFinder returns a Finder over the rules that ship in the binary.
func NewFinder() *Finder { return &Finder{grammar: english()} }

// Find returns the time expressions of an analysed document in order of their
// spans, which do not overlap. No expression crosses the border of a sentence.
// It takes time linear in the length of the text.
func Find(p *page.Page) []Expression { return NewFinder().Find(p) }

// Find is the package's Find with memory that is used again.
func (f *Finder) Find(p *page.Page) []Expression {
	f.split(p.Doc)
	f.entity, f.names, f.quarterly = 0, 0, false
	var expressions []Expression
	f.places = f.places[:0]
	for i := 0; i < len(f.atoms); {
		f.learnNames(i)
		if last := len(expressions) - 1; last >= 0 && f.places[last].end == i {
			if e, at := f.goOn(i, &expressions[last]); at.end > 0 {
				expressions = append(expressions, e)
				f.places = append(f.places, at)
				shareYear(f, expressions, f.places)
				i = at.end
				continue
			}
		}
		if days, places := f.leadingDays(i); len(days) > 0 {
			expressions = append(expressions, days...)
			f.places = append(f.places, places...)
			i = places[len(places)-1].end
			continue
		}
		f.from = i
		end, result := f.longest(i, 0, ^group(0))
		if end < 0 || !f.wholeWord(i, end) {
			i++
			continue
		}
		e := f.expression(i, end, result)
		expressions = append(expressions, e)
		f.places = append(f.places, place{i, end})
		f.quarterly = f.quarterly || result.group == groupQuarter
		shareYear(f, expressions, f.places)
		pairWeekdays(f, expressions, f.places)
		i = end
	}
	return expressions
}

// wholeWord reports whether the atoms [start, end) are not part of a word of
// letters and digits together.
func (f *Finder) wholeWord(start, end int) bool {
	lettered := func(i int) bool { return f.atoms[i].mark == 0 && f.atoms[i].digits == 0 }
	if f.runs(start) && start > 0 && f.atoms[start-1].mark == 0 {
		return false
	}
	if f.runs(end) && f.atoms[end].mark == 0 && (lettered(end) != lettered(end-1) || lettered(end)) && f.atoms[end-1].mark == 0 {
		return false
	}
	return true
}

func (f *Finder) expression(start, end int, result found) Expression {
	m := result.meaning
	m.tense = f.tenseAt(start, end)
	if m.toward == byTense && f.says(start-1, "since", "ended") {
		m.toward = backToNow
	}
	span := lang.Span{Start: int(f.atoms[start].start), End: int(f.atoms[end-1].end)}
	return Expression{Span: span, Text: span.Text(f.doc.Text), Type: m.typ, Rule: f.ruleName(result.rule), meaning: m}
}
