package reading_test

import (
	"slices"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading"
)

// TestOwnerCases holds a sentence for each way in which a phrase says whose paper it is.
func TestOwnerCases(t *testing.T) {
	t.Parallel()
	reader := reading.NewReader()
	for name, c := range map[string]struct{ text, speaker string }{
		"named-before":   {"France is near. France's letter said that it rained.", "France"},
		"pronoun-before": {"Ada Roth came late. Her letter said that it rained.", "Ada Roth"},
		"of-state":       {"France is near. The French letter said that it rained.", "France"},
		"by":             {"Ada Roth came late. A letter by Ada Roth said that it rained.", "Ada Roth"},
		"that":           {"Ada Roth came late. The letter that Ada Roth left behind said that it rained.", "Ada Roth"},
	} {
		r := reader.Read(&verbale.Document{Name: name, Text: c.text})
		i := slices.IndexFunc(r.Statements, func(s verbale.Statement) bool { return s.Content[0].Text == "that it rained" })
		if i < 0 {
			t.Errorf("%s: no statement", name)
			continue
		}
		if by := namesOf(r, r.Ties[i].Speakers); !slices.Equal(by, []string{c.speaker}) {
			t.Errorf("%s: said by %q", name, by)
		}
	}
}
