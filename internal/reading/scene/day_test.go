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
