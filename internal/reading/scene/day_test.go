package scene_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

// TestDaysOfStatements checks where the days of statements come from, in
// reports of 9 February 2022, a Wednesday.
func TestDaysOfStatements(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		report string
		want   []string // "<first words of the content>: <said on> <from> <not after>"
	}{
		{`Ana Lopes said on Tuesday that the letter was signed. She added that the guns were silent.`,
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-08 context 2022-02-09"}},
		{`Ana Lopes said last week that the letter was signed. Jan Novak said that the guns were silent.`,
			[]string{"that the letter: 2022-01-31/2022-02-06 words 2022-02-09", "that the guns: undated 2022-02-09"}},
		{`Ana Lopes said on Tuesday that the letter was signed. She hoped that the guns would be silent.`,
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-08 context 2022-02-09"}},
		{`Ana Lopes said on Monday that Jan Novak had said that the guns were silent.`,
			[]string{"that Jan Novak: 2022-02-07 words 2022-02-09", "that the guns: undated 2022-02-07"}},
		{"Ana Lopes said on Tuesday that the letter was signed. The bridge was blown up in 1990.\n\nThe guns were silent, according to Lopes.",
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "The guns were: 2022-02-08 context 2022-02-09"}},
		{"Ana Lopes said on Tuesday that the letter was signed. Jan Novak said on Monday that the guns were loud.\n\n\"It is quiet now,\" said Lopes.",
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-07 words 2022-02-09", "\"It is quiet: 2022-02-08 context 2022-02-09"}},
		{"Ana Lopes said on Tuesday that the letter was signed.\n\nOn Friday Lopes had said that the guns were loud. She said that the dyke was weak.",
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-04 words 2022-02-09", "that the dyke: 2022-02-08 context 2022-02-09"}},
		{"Ana Lopes said on Tuesday that the letter was signed.\n\nLopes told the BBC in an interview that the guns were loud.\n\nShe said that the dyke was weak.",
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: undated 2022-02-09", "that the dyke: undated 2022-02-09"}},
		{"France warned Spain on Tuesday that the pass was shut.\n\n\"The pass is ours,\" said French foreign minister Jean Moreau.",
			[]string{"that the pass: 2022-02-08 words 2022-02-09", "\"The pass is: 2022-02-08 context 2022-02-09"}},
		{"Gazprom said on Tuesday that the tap was shut.\n\nIt would stay shut, Gazprom spokesman Ivan Petrov said.",
			[]string{"that the tap: 2022-02-08 words 2022-02-09", "It would stay: 2022-02-08 context 2022-02-09"}},
		{"French foreign minister Jean Moreau said on Monday that France wanted the pass to be open.",
			[]string{"that France wanted: 2022-02-07 words 2022-02-09", "the pass to: 2022-02-07 context 2022-02-07"}},
		{"Ana Lopes praised the plan on Monday, calling it a gift of God, and urged the town to wait.",
			[]string{"the plan: 2022-02-07 words 2022-02-09", "it a gift: 2022-02-07 words 2022-02-09", "the town to: 2022-02-07 words 2022-02-09"}},
		{"The fifth round of the talks will begin on 9 March, harbour spokesman Ivo Rank announced here on Tuesday.\n\nRank did not say how long it would last, but said that the pilots were ready.",
			[]string{"The fifth round: 2022-02-08 words 2022-02-09", "how long it: undated 2022-02-09", "that the pilots: 2022-02-08 context 2022-02-09"}},
		{"Harbour master Ana Lopes on Tuesday welcomed the vote of the islands, the Lenz news agency reported.\n\nLopes said that the guns were silent.",
			[]string{"Harbour master Ana: undated 2022-02-09", "the vote of: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-08 context 2022-02-09"}},
		{"A mission of the islands said on Friday that the vote had been fair, and hailed the pilots for meeting a hard task.",
			[]string{"that the vote: 2022-02-04 words 2022-02-09", "the pilots for: 2022-02-04 words 2022-02-09"}},
		{"Ana Lopes angered the pilots on Monday when she called the dyke a toy.",
			[]string{"the dyke a: 2022-02-07 words 2022-02-09"}},
		{"At a meeting of the pilots in January, Lopes said that the dyke was weak.",
			[]string{"that the dyke: 2022-01 occasion 2022-02-09"}},
		{"A study published on Monday by the harbour office found that the dyke was weak.",
			[]string{"that the dyke: 2022-02-07 occasion 2022-02-09"}},
		{"Ana Lopes, standing beside the pilots on Monday, said that the dyke was weak.",
			[]string{"that the dyke: 2022-02-07 words 2022-02-09"}},
		{"Premier Ana Lopes said on Tuesday that the pass was open.\n\nLopes told a joint news conference with President Jan Novak that the guns were silent.\n\n\"It is quiet,\" said Novak.",
			[]string{"that the pass: 2022-02-08 words 2022-02-09", "that the guns: 2022-02-08 context 2022-02-09", "\"It is quiet,\": 2022-02-08 context 2022-02-09"}},
		{"The envoy will come in March, the foreign ministry said on Monday.\n\nThe visit is a step, the ministry's spokeswoman Ana Lopes told reporters.",
			[]string{"The envoy will: 2022-02-07 words 2022-02-09", "The visit is: 2022-02-07 context 2022-02-09"}},
		{"The envoy will come in March, an official said on Monday.\n\nThe visit is a step, harbour spokeswoman Ana Lopes told reporters.",
			[]string{"The envoy will: 2022-02-07 words 2022-02-09", "The visit is: 2022-02-07 context 2022-02-09"}},
		{"Lenzia warned Spain on Tuesday that the pass was shut. Spain said on Tuesday that it was open.\n\n\"The pass is ours,\" said French foreign minister Jean Moreau.",
			[]string{"that the pass: 2022-02-08 words 2022-02-09", "that it was: 2022-02-08 words 2022-02-09", "\"The pass is: undated 2022-02-09"}},
		{"\"The pass is mined,\" Ana Lopes said on Tuesday, two days after Jan Novak denied that it was shut.",
			[]string{"\"The pass is: 2022-02-08 words 2022-02-09", "that it was: 2022-02-06 words 2022-02-09"}},
		{"Ana Lopes warned the town after the flood of last week that the dyke was weak.",
			[]string{"that the dyke: undated 2022-02-09"}},
	} {
		document := &verbale.Document{Name: "report", Text: test.report, Encoding: "utf-8",
			Facts: []verbale.Fact{{Field: intake.FieldPublished, Value: "2022-02-09", Origin: verbale.FromTable}}}
		intake.Settle(document)
		var got []string
		for _, s := range reading.NewReader().Read(document).Statements {
			day := "undated"
			if s.SaidOn != nil {
				day = fmt.Sprint(*s.SaidOn, " ", *s.SaidOnFrom)
			}
			words := strings.Fields(s.Content[0].Text)
			opening := strings.Join(words[:min(3, len(words))], " ")
			notAfter := "undated"
			if s.NotAfter != nil {
				notAfter = *s.NotAfter
			}
			got = append(got, fmt.Sprintf("%s: %s %s", opening, day, notAfter))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s\nis dated\n%s\nand not\n%s", test.report, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// TestDaysWithoutYears checks the days of statements in reports that have no day of their
// own.
func TestDaysWithoutYears(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ report, want string }{
		{"The islands published the draft on December 17, 2021. Ana Lopes said on February 1 that it was thin.", "2022-02-01 context"},
		{"The islands published the draft in December. Ana Lopes said on February 1 that it was thin.", "undated"},
		{"The pass was shut on May 3, 1990. Ana Lopes said on February 1 that it was open. It was mined on March 4, 2021.", "undated"},
	} {
		document := &verbale.Document{Name: "report", Text: test.report, Encoding: "utf-8"}
		intake.Settle(document)
		got := "undated"
		for _, s := range reading.NewReader().Read(document).Statements {
			if s.SaidOn != nil {
				got = fmt.Sprint(*s.SaidOn, " ", *s.SaidOnFrom)
			}
		}
		if got != test.want {
			t.Errorf("%s\nis dated %s and not %s", test.report, got, test.want)
		}
	}
}
