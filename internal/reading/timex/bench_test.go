package timex_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// report is an invented report of some 940 words, as dense in dates as news is.
var report = strings.Repeat(`The foreign ministry said on Tuesday that it had received the answer of
its neighbour on January 26, two weeks after the last round of talks broke down in the spa town.
A spokeswoman told reporters that the note, which runs to ten pages, would be studied "for several
days" before any reply was made. The two governments have not met since the summer of 2019, when a
ceasefire line was drawn along the river. Talks are to resume next month at the earliest, she said,
and no later than the end of the year. In the capital, a few hundred people marched past the old
arsenal in the rain and sang. Earlier this week the army moved two brigades closer to the border; it
called that an exercise that is held every spring. `, 7)

func BenchmarkFind(b *testing.B) {
	doc := lang.NewAnalyzer().Analyze(report)
	finder := timex.NewFinder()
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		if found := finder.Find(page.New(doc, nil)); len(found) != 63 {
			b.Fatalf("found %d expressions", len(found))
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	found := timex.Find(page.New(lang.NewAnalyzer().Analyze(report), nil))
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		if dates := timex.Resolve(found, timex.Context{Day: reportDay}); len(dates) != len(found) {
			b.Fatalf("resolved %d expressions", len(dates))
		}
	}
}
