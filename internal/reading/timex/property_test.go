package timex_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// Expressions whose values are days or weeks, and so shift with the report's
// day by whole weeks.
var byWeek = []string{
	"They met on Thursday.", "They will meet on Friday.", "She resigned last Monday.", "They meet next Sunday.",
	"They met yesterday.", "They meet tomorrow.", "They met last week.", "They met ten days ago.",
	"They met this morning.", "They have until noon Saturday.", "They met three weeks ago.",
	"They met on Tuesday of last week.", "They met over the weekend.", "They met on Monday night; two days later they left.",
}

// TestWeeksShift: resolution commutes with shifting the report's day by whole
// weeks, where the words count days and weeks.
func TestWeeksShift(t *testing.T) {
	t.Parallel()
	found := make([][]timex.Expression, len(byWeek))
	for i, text := range byWeek {
		found[i] = timex.Find(page.New(lang.NewAnalyzer().Analyze(text), nil))
		if len(found[i]) == 0 {
			t.Fatalf("nothing found in %q", text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(found)-1).Draw(t, "sentence")
		day := calendar.Day(rapid.IntRange(-40000, 60000).Draw(t, "day"))
		weeks := calendar.Day(rapid.IntRange(-3000, 3000).Draw(t, "weeks"))
		before := timex.Resolve(found[i], timex.Context{Day: day.String()})
		after := timex.Resolve(found[i], timex.Context{Day: (day + 7*weeks).String()})
		for k := range before {
			if a, b := firstDay(t, before[k])+7*weeks, firstDay(t, after[k]); a != b {
				t.Fatalf("%q: %s for %s, but %s for %s", byWeek[i], before[k].Value, day, after[k].Value, day+7*weeks)
			}
		}
	})
}

// Expressions whose values are years and parts of years, and so shift with the
// report's day by whole years; the day is drawn away from 29 February.
var byYear = []string{
	"They met last year.", "They will meet in December.", "They met in March.", "They met on Feb. 2.",
	"They met three years ago.", "Output fell in the third quarter.", "They met last summer.", "They met last month.",
	"They met in June last year.", "They leave by the end of the year.",
}

func TestYearsShift(t *testing.T) {
	t.Parallel()
	found := make([][]timex.Expression, len(byYear))
	for i, text := range byYear {
		found[i] = timex.Find(page.New(lang.NewAnalyzer().Analyze(text), nil))
		if len(found[i]) == 0 {
			t.Fatalf("nothing found in %q", text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(found)-1).Draw(t, "sentence")
		year, month := rapid.IntRange(1200, 2800).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		// Cycles of 400 years are whole weeks, and years apart by them alike.
		shift := 400 * rapid.IntRange(-2, 2).Draw(t, "shift")
		d := rapid.IntRange(1, 28).Draw(t, "day")
		one, _ := calendar.DayOf(year, month, d)
		two, _ := calendar.DayOf(year+shift, month, d)
		before := timex.Resolve(found[i], timex.Context{Day: one.String()})
		after := timex.Resolve(found[i], timex.Context{Day: two.String()})
		for k := range before {
			a, _ := calendar.ParseValue(before[k].Value)
			a.Year += shift
			if a.String() != after[k].Value {
				t.Fatalf("%q: %s for %s, but %s for %s", byYear[i], before[k].Value, one, after[k].Value, two)
			}
		}
	})
}

func firstDay(t *rapid.T, e verbale.TimeExpression) calendar.Day {
	v, ok := calendar.ParseValue(e.Value)
	first, _, complete := v.Days()
	if !ok || !complete {
		t.Fatalf("%q has the value %s", e.Text, e.Value)
	}
	return first
}

// TestAnyWords strings together words that the rules know, in any order, and
// wants well-formed answers.
func TestAnyWords(t *testing.T) {
	t.Parallel()
	words := strings.Fields(`the last next this early late mid - and to in on by May march Sun. Tuesday Tuesdays
		January Feb. 31 10 1998 '98 1990s first second third half quarter of year years week ago later before after
		a few two thousand million morning night p.m. 10:30 24:59 noon GMT Easter Christmas now today yesterday every
		each per daily summer fall fiscal period old style ( ) , . " 's 2022-02-31 1/2/2022 3/4 ½ century decades end`)
	analyzer, finder := lang.NewAnalyzer(), timex.NewFinder()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 30).Draw(t, "words"), " ")
		day := rapid.SampledFrom([]string{"", "2022-02-08", "0001-01-01", "9999-12-31", "2020-02-29"}).Draw(t, "day")
		check(t.Fatalf, text, timex.Resolve(finder.Find(page.New(analyzer.Analyze(text), nil)), timex.Context{Day: day}))
	})
}

// check holds expressions against the laws of the package.
func check(fail func(string, ...any), text string, expressions []verbale.TimeExpression) {
	end := 0
	for _, e := range expressions {
		switch {
		case e.Start < end || e.End <= e.Start || e.End > len(text):
			fail("%q: the span %d-%d is out of order or bounds", text, e.Start, e.End)
		case e.Text != text[e.Start:e.End]:
			fail("%q: the words at %d-%d are not %q", text, e.Start, e.End, e.Text)
		case utf8.ValidString(text) && !utf8.RuneStart(text[e.Start]) || utf8.ValidString(text) && e.End < len(text) && !utf8.RuneStart(text[e.End]):
			fail("%q: %q cuts a character", text, e.Text)
		case e.Rule == "" || e.Type == "":
			fail("%q: %q has no rule or no type", text, e.Text)
		case !wellFormed(e.Value):
			fail("%q: %q has the value %q by %s", text, e.Text, e.Value, e.Rule)
		}
		end = e.End
	}
}

func wellFormed(value string) bool {
	switch value {
	case "PAST_REF", "PRESENT_REF", "FUTURE_REF":
		return true
	}
	if _, ok := calendar.ParseDuration(value); ok {
		return true
	}
	_, ok := calendar.ParseValue(value)
	return ok
}

func FuzzFind(f *testing.F) {
	for _, rule := range timex.Rules() {
		f.Add(strings.NewReplacer("[", "", "]", "").Replace(rule.Example), "2022-02-08")
	}
	f.Add("Feb\xff. 31, 2021 a\xcc\x81 thousand thousand years ago ’90s", "")
	f.Add("9999999999999 years ago 10/10/10/10 1.1.1.1 ''s the the the early early early mid-mid-May", "0001-01-01")
	f.Fuzz(func(t *testing.T, text, day string) {
		doc := &lang.Document{Text: text} // the analyser has its own fuzz target
		if text != "" {
			doc.Tokens = []lang.Token{{Span: lang.Span{Start: 0, End: len(text)}, Head: -1}}
			doc.Sentences = []lang.Sentence{{Span: lang.Span{Start: 0, End: len(text)}, First: 0, Last: 1}}
		}
		found := timex.Find(page.New(doc, nil))
		check(t.Fatalf, text, timex.Resolve(found, timex.Context{Day: day, Said: []timex.Said{{Span: lang.Span{Start: 0, End: len(text) / 2}, Day: day}}}))
	})
}
