package attribution_test

import (
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestDeedsAreNoStatements reads sentences that tell of deeds, topics and moods, and
// others that tell what somebody said or wants.
func TestDeedsAreNoStatements(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for text, want := range map[string]int{
		"The ministry published two maps on Tuesday.":                              0,
		"They discussed the ferries for three hours.":                              0,
		"The two ministers met in Port Hald and signed the treaty.":                0,
		"The meeting seemed to clear the air.":                                     0,
		"Their concerns about the road grew.":                                      0,
		"The premier decided to resign.":                                           0,
		"The minister said that the road was open.":                                1,
		"Ruritania wants the islands back.":                                        1,
		"The count demanded an answer from the council.":                           1,
		"The mayor rejected the plan.":                                             1,
		"The premier called the map a forgery and urged the islands to ignore it.": 2,
	} {
		found := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(text), nil))
		if len(found) != want {
			t.Errorf("%q: %d statements, want %d", text, len(found), want)
		}
	}
}
