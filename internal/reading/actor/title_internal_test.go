package actor

import (
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestTitleCases holds words before a name for each case of titleCases, with the title
// that they make; "" is none.
func TestTitleCases(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{}
	for _, test := range []struct{ name, text, title string }{
		{"serves-another", "Then the spokesman for President Jan Roth left.", "president"},
		{"title", "Yesterday President Jan Roth left.", "president"},
		{"under-another", "Then the adviser under President Jan Roth left.", "president"},
		{"modifier", "Yesterday Deputy Foreign Minister Jan Roth left.", "deputy foreign minister"},
		{"at-the", "Yesterday the Ambassador to the United Nations Jan Roth said that it was late.", "ambassador to the united nations"},
		{"at", "Yesterday the Ambassador to the United Nations Jan Roth said that it was late.", "ambassador to the united nations"},
		{"of-the", "Yesterday Secretary of the Treasury Minister Jan Roth left.", "secretary of the treasury minister"},
		{"joined", "Yesterday Minister of Defence Jan Roth left.", "minister of defence"},
	} {
		tested[test.name] = true
		p := page.New(lang.NewAnalyzer().Analyze(test.text), nil)
		c := Find(Shipped(), lexicon.Load(), p, Setting{Day: "2022-02-09"})
		ending := map[int]*found{}
		var name *found
		for _, f := range c.found {
			if f.form == verbale.Named && f.kind == verbale.Person {
				name = f
			} else if f.form == verbale.Named {
				ending[f.last] = f
			}
		}
		if name == nil {
			t.Errorf("%s: no name in %q", test.name, test.text)
			continue
		}
		for name.first < name.last-2 { // without the title that Find has read
			name.first++
		}
		if read := c.readTitle(name, ending); !slices.Contains(read.by, test.name) || name.title != test.title {
			t.Errorf("%s: %q has the title %q by %q", test.name, test.text, name.title, read.by)
		}
	}
	for i := range titleCases {
		if name := titleCases[i].name; !tested[name] {
			t.Errorf("the case %s has no sentence", name)
		}
	}
}

// TestPluralCases holds a sentence for each case of pluralCases, with the phrase of
// which it is asked.
func TestPluralCases(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{}
	for _, test := range []struct{ name, text, phrase string }{
		{"joint-paper", "Jan Roth and Ida Brandt met. A joint statement said that it was late.", "A joint statement"},
		{"family", "Jan Roth and Ida Roth came. The Roths said that it was late.", "The Roths"},
		{"they", "Jan Roth and Ida Brandt came. They left.", "They"},
		{"two-states", "Norway and Sweden met. The two countries said that it was late.", "The two countries"},
		{"two-people", "Jan Roth and Ida Brandt met. The two leaders said that it was late.", "The two leaders"},
		{"the-two", "Jan Roth and Ida Brandt met. The two said that it was late.", "The two"},
		{"latter", "Jan Roth and Ida Brandt met. The latter said that it was late.", "The latter"},
	} {
		tested[test.name] = true
		p := page.New(lang.NewAnalyzer().Analyze(test.text), nil)
		c := Find(Shipped(), lexicon.Load(), p, Setting{Day: "2022-02-09"})
		teller := c.newTeller(attribution.Find(attribution.Shipped(), lexicon.Load(), "x", p))
		name := ""
		for _, f := range c.found {
			if !strings.HasSuffix(test.phrase, c.text(f.first, f.last)) {
				continue
			}
			for i := range pluralCases {
				if pluralCases[i].holds(teller, f) {
					name = pluralCases[i].name
					break
				}
			}
		}
		if name != test.name {
			t.Errorf("%s: %q in %q is asked by %q", test.name, test.phrase, test.text, name)
		}
	}
	for i := range pluralCases {
		if name := pluralCases[i].name; !tested[name] {
			t.Errorf("the case %s has no sentence", name)
		}
	}
}
