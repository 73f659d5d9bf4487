package timex_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// reportDay is the Tuesday from which the examples of the rules count.
const reportDay = "2022-02-08"

// TestEveryRuleByItsExample reads the sentence that each rule was written for
// and wants the words in square brackets, that rule and that value.
func TestEveryRuleByItsExample(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, rule := range timex.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			if names[rule.Name] {
				t.Errorf("two rules of this name")
			}
			names[rule.Name] = true
			before, rest, ok := strings.Cut(rule.Example, "[")
			words, after, ok2 := strings.Cut(rest, "]")
			if !ok || !ok2 {
				t.Fatalf("the example %q marks no expression", rule.Example)
			}
			text := before + words + after
			found := timex.Find(page.New(lang.NewAnalyzer().Analyze(text), nil))
			dates := timex.Resolve(found, timex.Context{Day: reportDay})
			for _, d := range dates {
				if d.Start != len(before) || d.Text != words {
					continue
				}
				if d.Rule != rule.Name || d.Value != rule.Value {
					t.Errorf("%q is %s by %s, want %s by %s", words, d.Value, d.Rule, rule.Value, rule.Name)
				}
				return
			}
			t.Errorf("%q: found %s", rule.Example, show(dates))
		})
	}
}
