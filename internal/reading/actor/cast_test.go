package actor_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/actor"
)

// TestWhoIsInTheCast holds the names, types and offices that a report's actors
// get: "name, type, office; …" for those that are wanted, and names that must not
// be there.
func TestWhoIsInTheCast(t *testing.T) {
	t.Parallel()
	vienna := actor.Setting{Day: "1914-07-24", Place: "Vienna"}
	for _, test := range []struct {
		what, text string
		setting    actor.Setting
		want       string
		not        string
	}{
		{"a last name that no tag takes for one", "Two men, Major Voja Ilitsch and one Milan Petrowitsch, are named in the paper.", vienna,
			"Voja Ilitsch, person, Major", "Voja"},
		{"a crown before a prince is his", "Crown Prince Otto wrote to the envoys. The prince was tired.", friday,
			"Otto, person, Crown Prince", "Crown"},
		{"a word of an office alone is nobody", "Sir Henry Reed, the Secretary of State for Foreign Affairs, smiled.", friday,
			"Henry Reed, person, Secretary of State for Foreign Affairs", "Affairs"},
		{"who serves another has another office", "The spokesman for Prime Minister Ana Lopes left.", friday,
			"Ana Lopes, person, Prime Minister", ""},
		{"under whom somebody served", "He was an adviser under President Ana Lopes for a year.", friday,
			"Ana Lopes, person, President", ""},
		{"an under secretary", "They met Under Secretary Jan Novak at noon.", friday,
			"Jan Novak, person, Under Secretary", ""},
		{"a house by its first word", "She told the House of Commons that it rained. Later the House went home.", friday,
			"House of Commons, organisation", "House"},
	} {
		r, _ := castOf(test.text, test.setting)
		var all []string
		for _, a := range r.Actors {
			spelt := a.Name + ", " + string(a.Type)
			if a.Office != "" {
				spelt += ", " + a.Office
			}
			all = append(all, spelt)
			if test.not != "" && a.Name == test.not {
				t.Errorf("%s: %s", test.what, spelt)
			}
		}
		if got := "; " + strings.Join(all, "; ") + ";"; !strings.Contains(got, "; "+test.want+";") {
			t.Errorf("%s: %s", test.what, got)
		}
	}
}

// TestHomeOffices holds for whom an office without a state speaks.
func TestHomeOffices(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Finance Minister Ana Lopes smiled in Moscow. Russia waits.": "Russia",
		"Foreign Minister Ana Lopes smiled. Russia waits.":           "", // he may be a guest
		"Deputy director Ana Lopes smiled. Russia waits.":            "",
		"Former Finance Minister Ana Lopes smiled. Russia waits.":    "",
	} {
		r, _ := castOf(text, friday)
		for _, a := range r.Actors {
			if a.Name != "Ana Lopes" {
				continue
			}
			got := ""
			for _, side := range a.Sides {
				got += r.Actors[side].Name
			}
			if got != want {
				t.Errorf("%s: of %q, want %q", text, got, want)
			}
		}
	}
}

// TestSources holds what a source without a name is called, and whether it is
// somebody at all.
func TestSources(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		source, name string
		kind         verbale.ActorType
	}{
		{"A clerk of the harbour, who spoke by night,", "A clerk of the harbour", verbale.Unnamed},
		{"A clerk who saw it", "A clerk who saw it", verbale.Unnamed},
		{"Several organisers", "Several organisers", verbale.Unnamed},
		{"One of the organisers", "One of the organisers", verbale.Unnamed},
		{"Some", "Some", verbale.UnknownType},
		{"The measure", "The measure", verbale.UnknownType},
		{"Eighty percent", "Eighty percent", verbale.UnknownType},
	} {
		text := test.source + " said that it rained."
		r, _ := castOf(text, friday, said(text, test.source, "said", "that it rained"))
		if len(r.Ties[0].Speakers) != 1 {
			t.Errorf("%s: %d speakers", test.source, len(r.Ties[0].Speakers))
			continue
		}
		if a := r.Actors[r.Ties[0].Speakers[0]]; a.Name != test.name || a.Type != test.kind || a.Source == nil {
			t.Errorf("%s: %q, %s", test.source, a.Name, a.Type)
		}
	}
}
