package timex_test

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// read finds and resolves the expressions of text in a report of a day.
func read(text, day string) []verbale.TimeExpression {
	return timex.Resolve(timex.Find(page.New(lang.NewAnalyzer().Analyze(text), nil)), timex.Context{Day: day})
}

// show writes expressions as "words=value", apart by semicolons, with the mod
// in brackets where there is one.
func show(expressions []verbale.TimeExpression) string {
	var parts []string
	for _, e := range expressions {
		part := e.Text + "=" + e.Value
		if e.Mod != nil {
			part += "(" + *e.Mod + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// spanOf returns where words stand in text for the first time.
func spanOf(text, words string) lang.Span {
	start := strings.Index(text, words)
	return lang.Span{Start: start, End: start + len(words)}
}
