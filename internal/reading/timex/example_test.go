package timex_test

import (
	"fmt"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

func Example() {
	doc := lang.NewAnalyzer().Analyze("The envoy said on Friday that talks would last two weeks and end in May.")
	for _, date := range timex.Resolve(timex.Find(page.New(doc, nil)), timex.Context{Day: "2022-02-08"}) {
		day, _ := timex.SaidOn(&date)
		fmt.Printf("%s: %s %s by the rule %q, day %q\n", date.Text, date.Type, date.Value, date.Rule, day)
	}
	// Output:
	// Friday: DATE 2022-02-04 by the rule "weekday", day "2022-02-04"
	// two weeks: DURATION P2W by the rule "length", day ""
	// May: DATE 2022-05 by the rule "month", day "2022-05"
}
