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
			[]string{"that the letter: 2022-02-08 words 2022-02-09", "that the guns: undated 2022-02-09"}},
		{`Ana Lopes said on Monday that Jan Novak had said that the guns were silent.`,
			[]string{"that Jan Novak: 2022-02-07 words 2022-02-09", "that the guns: undated 2022-02-07"}},
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
			opening := strings.Join(strings.Fields(s.Content[0].Text)[:3], " ")
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
