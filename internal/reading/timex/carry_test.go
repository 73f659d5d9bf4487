package timex_test

import (
	"testing"

	"verbale.dev/verbale/internal/reading/timex"
)

// TestCarry checks the years of days that a report without a day tells without one.
func TestCarry(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, words string
		want        string // day, and the words from which its year is; "" where there is none
	}{
		{"Lenzia published the drafts on December 17, 2021. On January 26 it got the answers.", "January 26", "2022-01-26 December 17, 2021"},
		{"In December 2021 Lenzia published the drafts. On January 26 it got the answers.", "January 26", "2022-01-26 December 2021"},
		{"On January 26 it got the answers, and on February 1, 2022 it wrote again.", "January 26", "2022-01-26 February 1, 2022"},
		{"The pass was shut on March 3, 1990. On January 26 it was opened. It was mined on May 4, 2021.", "January 26", ""},
		{"The pass was shut in 1990. On January 26 it was opened.", "January 26", ""},
		{"The pass was shut on July 20, 2021. On January 26 it was opened.", "January 26", ""},
		{"On January 26 it got the answers. The day before, the envoys had met.", "The day before", ""},
		{"Lenzia wrote on December 17, 2021. On January 26 it got the answers. The day before, the envoys had met.", "The day before", "2022-01-25 December 17, 2021"},
		{"Lenzia wrote on December 17, 2021. On March 1 it got the answers. The day before, the envoys had met.", "The day before", ""},
		{"Lenzia wrote on December 17, 2021. On January 31 it got the answers. The next day the envoys met.", "The next day", "2022-02-01 December 17, 2021"},
	} {
		resolved := read(test.text, "")
		got := ""
		for i := range resolved {
			if resolved[i].Text != test.words {
				continue
			}
			if day, from, ok := timex.Carry(resolved, i); ok {
				got = day + " " + resolved[from].Text
			}
		}
		if got != test.want {
			t.Errorf("%s\n%q is %q, want %q", test.text, test.words, got, test.want)
		}
	}
}
