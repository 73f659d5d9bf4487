package attribution_test

import (
	"slices"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestSupporters reads sentences that name between commas who is for a speaker or against.
func TestSupporters(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for _, test := range []struct {
		text string
		want []string // source: content
	}{
		{"Norway, supported by Japan and Canada, and opposed by Oman and Nigeria, called for a new round of talks.", []string{"Norway: a new round of talks"}},
		{"Sweden, backed by Japan, said that the port should stay open.", []string{"Sweden: that the port should stay open"}},
		{"On the tolls, Peru, Chile and Norway, opposed by Japan, said that these should be lower.", []string{"Peru, Chile and Norway: that these should be lower"}},
		{"The toll was opposed by Japan, and Norway said that the port was full.", []string{"Norway: that the port was full"}},
	} {
		found := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(test.text), nil))
		var got []string
		for _, s := range found {
			if line := words(s.Source) + ": " + words(s.Content); words(s.Content) != "The toll" {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q:\n%q, want\n%q", test.text, got, test.want)
		}
	}
}
