package reading_test

import (
	"slices"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading"
)

// TestAddressees reads reports of our own and asks to whom a statement is said, named by a word
// of its content, and by whom.
func TestAddressees(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, content string
		by, to        []string
	}{
		"asked participle": {"Ada Dole spoke on Monday. Asked whether the pass was shut, Dole said that it was.", "whether the pass was shut", nil, []string{"Ada Dole"}},
		"when asked":       {"Ada Dole spoke on Monday. When asked whether the pass was shut, she said that it was.", "whether the pass was shut", nil, []string{"Ada Dole"}},
		"host and name":    {"Ada Dole told radio host Ivo Rank: “The pass is shut.”", "“The pass is shut.”", []string{"Ada Dole"}, []string{"Ivo Rank"}},
		"title and name":   {"Ada Dole is Secretary of State. The mayor has asked Secretary of State Ada Dole to open the pass.", "Secretary of State Ada Dole to open the pass", []string{"The mayor"}, []string{"Ada Dole"}},
		"told and clause":  {"Ada Dole told pilots the islands were late.", "the islands were late", []string{"Ada Dole"}, []string{"pilots"}},
		"on a station":     {"Ada Dole said on CNN that the pass was shut.", "that the pass was shut", []string{"Ada Dole"}, []string{"CNN"}},
		"threatened":       {"Lenzia threatened to attack Brenn.", "to attack Brenn", []string{"Lenzia"}, []string{"Brenn"}},
		"threat against":   {"Lenzia threatened to use force against Brenn.", "to use force against Brenn", []string{"Lenzia"}, []string{"Brenn"}},
		"of another":       {"Senator Ada Dole said that France must open the pass.", "that France must open the pass", []string{"Ada Dole"}, []string{"France"}},
		"of own country":   {"French senator Ada Dole said that France must open the pass.", "that France must open the pass", []string{"Ada Dole"}, nil},
		"opposition to":    {"Lenzia voiced its opposition to the toll.", "the toll", []string{"Lenzia"}, nil},
	} {
		r := reading.New(reading.ShippedBy(reading.Thorough)).Read(&verbale.Document{Name: name, Text: c.text})
		i := slices.IndexFunc(r.Statements, func(s verbale.Statement) bool { return s.Content[0].Text == c.content })
		if i < 0 {
			t.Errorf("%s: no such content: %+v", name, r.Statements)
			continue
		}
		if by := namesOf(r, r.Ties[i].Speakers); !slices.Equal(by, c.by) {
			t.Errorf("%s: said by %q", name, by)
		}
		if to := namesOf(r, r.Ties[i].Addressees); !slices.Equal(to, c.to) {
			t.Errorf("%s: said to %q", name, to)
		}
	}
}

func namesOf(r *verbale.Reading, actors []int) []string {
	var names []string
	for _, a := range actors {
		names = append(names, r.Actors[a].Name)
	}
	return names
}
