package actor

import (
	"fmt"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestNominalCases holds a sentence for each case of nominalCases, with the phrase
// that it ties and whom to; "-" is nobody.
func TestNominalCases(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{}
	for _, test := range []struct{ name, text, phrase, who string }{
		{"in-a-name", "Both Grom and Aton Bank oil and gas analyst Artyom Konchin said they were late.",
			"Aton Bank oil and gas analyst Artyom Konchin", "-"},
		{"part-of-a-paper", "Russia handed over a note. The second paragraph says that the strait is open.", "The second paragraph", "Russia"},
		{"said-of-somebody", "Ida Brandt is the mayor of Bergen. She left.", "the mayor", "Ida Brandt"},
		{"silent-paper", "The letter lay on the table. The letter was old.", "The letter", "-"},
		{"paper", "The letter from Norway says that the strait is open.", "The letter", "Norway"},
		{"paper", "Norway sent a note. The note says that the strait is open.", "The note", "Norway"},
		{"paper", "Norway signed a treaty. The treaty says that the strait is open.", "The treaty", "The treaty"},
		{"paper", "Sweden insists that the note was late. The note says that the strait is open.", "The note", "The note"},
		{"latter", "The latter said that it was late.", "The latter", "-"},
		{"every-state", "No country has signed it, Ida Brandt said.", "No country", "-"},
		{"this-state", "This country has waited.", "This country", "Norway"},
		{"state", "Sweden will wait. The country has waited before.", "The country", "Sweden"},
		{"body", "The ministry said that the strait was open.", "The ministry", "Norwegian Foreign Ministry"},
		{"apposed", "The lawyer, Jan Roth, left.", "The lawyer", "Jan Roth"},
		{"named-later", "A captain said that it was late. “Late,” said Captain Jan Roth.", "A captain", "Jan Roth"},
		{"indefinite-source", "A pilot said that the strait was open.", "A pilot", "A pilot"},
		{"indefinite", "An official was late.", "An official", "-"},
		{"the-same-many", "Two pilots said that the strait was open. The pilots said that it was late.", "The pilots", "Two pilots"},
		{"silent-many", "The officials left.", "The officials", "-"},
		{"many", "The sailors said that it was late.", "The sailors", "The sailors"},
		{"former-holder", "Former prime minister Ida Brandt left. The former prime minister said that it was late.",
			"The former prime minister", "Ida Brandt"},
		{"holder", "The Norwegian foreign minister, Ida Brandt, left. The Norwegian foreign minister was late.",
			"The Norwegian foreign minister", "Ida Brandt"},
		{"runner", "Republican candidate Jan Roth left. Ida Brandt came. America's candidate said that it was late.",
			"America's candidate", "Jan Roth"},
		{"any-runner", "Senator Ida Brandt met Senator Jan Roth. The US presidential candidate said that it was late.",
			"The US presidential candidate", "Jan Roth"},
		{"whom-it-is-about-of-a-state",
			"Jan Roth trained in Oslo. Jan Roth slept. “It was late,” said the former Norwegian chess hero.",
			"the former Norwegian chess hero", "Jan Roth"},
		{"office-of", "The Norwegian ambassador said that it was late.", "The Norwegian ambassador", "Norwegian ambassador"},
		{"silent-office", "The Swedish ambassador left.", "The Swedish ambassador", "-"},
		{"bare-office", "President Ida Brandt met Swedish President Jan Roth. The president said that it was late.", "The president", "Ida Brandt"},
		{"in-the-lead", "A lawyer said that it was late. “Late,” said Jan Roth, who lives there.", "A lawyer", "Jan Roth"},
		{"whom-it-can-mean", "Ida Brandt, the mayor of Bergen, came. The mayor left.", "The mayor", "Ida Brandt"},
		{"told-of", "A lawyer from the port slept. The lawyer then left.", "The lawyer", "A lawyer"},
		{"person", "Jan Roth ran for president. The Republican candidate said that it was late.", "The Republican candidate", "Jan Roth"},
		{"holder-here", "The prime minister was late.", "The prime minister", "Jonas Gahr Store"},
		{"sole-office", "The president said that it was late.", "The president", "The president"},
		{"silent", "Ida Brandt was in the harbour. The diplomat left.", "The diplomat", "-"},
		{"one-named-later", "The captain said that it was late. Norway said that it was dark. “Late,” said Captain Jan Roth.", "The captain", "Jan Roth"},
		{"whom-it-is-about", "Jan Roth spoke in Texas on Monday. Jan Roth came late. The Texas pilot said that the strait was open.",
			"The Texas pilot", "Jan Roth"},
		{"unnamed", "The spokesman said that it was late.", "The spokesman", "The spokesman"},
	} {
		p := page.New(lang.NewAnalyzer().Analyze(test.text), nil)
		c := Find(Shipped(), lexicon.Load(), p, Setting{Day: "2022-02-09", Place: "Oslo"})
		c.Resolve(attribution.Find(attribution.Shipped(), lexicon.Load(), "x", p))
		tied, all := false, ""
		for _, f := range c.found {
			who := "-"
			if f.chain >= 0 {
				who = c.actors[f.chain].Name
			}
			tied = tied || f.tied == test.name && c.text(f.first, f.last) == test.phrase && who == test.who
			all += fmt.Sprintf(" %s is %s by %s;", c.text(f.first, f.last), who, f.tied)
		}
		if !tied {
			t.Errorf("%s: %s", test.name, all)
		}
		tested[test.name] = true
	}
	for i := range nominalCases {
		if name := nominalCases[i].name; !tested[name] {
			t.Errorf("the case %s has no sentence", name)
		}
	}
}
