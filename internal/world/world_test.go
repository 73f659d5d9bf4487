package world_test

import (
	"regexp"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

func TestFind(t *testing.T) {
	t.Parallel()
	w := world.Load()
	for _, test := range []struct {
		name string
		year int
		id   string
		how  world.How
	}{
		{"Russia", 2022, "w-rus", world.ByName},
		{"the Russian Federation", 2022, "w-rus", world.ByName},
		{"Russians", 2022, "w-rus", world.ByDemonym},
		{"Moscow", 2022, "w-rus", world.ByCapital},
		{"U.S.", 2022, "w-usa", world.ByName},
		{"Vienna", 1914, "w-auh", world.ByCapital},
		{"Vienna", 2022, "w-aut", world.ByCapital},
		{"Vienna", 0, "w-aut", world.ByCapital},
		{"Austria", 1914, "w-auh", world.ByName},
		{"the Ballplatz", 1914, "w-auh-foreign-ministry", world.ByName},
		{"the Wilhelmstrasse", 1914, "w-deu-foreign-ministry", world.ByName},
		{"the Quai d’Orsay", 1914, "w-fra-foreign-ministry", world.ByName},
		{"the Kremlin", 2022, "w-rus-presidency", world.ByName},
		{"the Kremlin", 1985, "w-sun-presidency", world.ByName},
		{"Downing Street", 1914, "w-gbr-foreign-ministry", world.ByName},
		{"Downing Street", 2022, "w-gbr-prime-ministry", world.ByName},
		{"Whitehall", 2022, "w-gbr", world.ByName},
		{"North Atlantic Treaty Organisation", 2022, "w-nato", world.ByName},
		{"the West", 2022, "w-c-west", world.ByName},
		{"Türkiye", 2022, "w-tur", world.ByName},
	} {
		found := w.Find(test.name, test.year)
		if len(found) == 0 || found[0].ID != test.id || found[0].How != test.how {
			t.Errorf("Find(%q, %d) = %v, want %s", test.name, test.year, spelt(found), test.id)
		}
	}
	for _, name := range []string{"", " ", ".", "the", "Nowhereland", "\xff", strings.Repeat("a ", 1000)} {
		if found := w.Find(name, 2022); len(found) > 0 {
			t.Errorf("Find(%q) = %v, want nothing", name, spelt(found))
		}
	}
}

func spelt(found []world.Match) []string {
	ids := make([]string, len(found))
	for i, m := range found {
		ids[i] = m.ID
	}
	return ids
}

func TestPeople(t *testing.T) {
	t.Parallel()
	w := world.Load()
	for _, test := range []struct{ name, day, id string }{
		{"Sergey Lavrov", "2022-01-28", "w-p-sergei-lavrov"},
		{"Anthony Blinken", "2022-01-28", "w-p-antony-blinken"},
		{"Volodymyr Zelensky", "2022-01-28", "w-p-volodymyr-zelenskyy"},
		{"Herr von Jagow", "1914-07-28", "w-p-gottlieb-von-jagow"},
		{"Ahmad Shukri", "", ""}, // nobody: between lines of the long table
		{"A. Peter Burleigh", "1999-01-01", "w-p-a-peter-burleigh-usa"},
	} {
		found := w.People(test.name, test.day)
		if test.id == "" && len(found) == 0 {
			continue
		}
		if len(found) == 0 || found[0].ID != test.id || w.PersonByID(test.id) == nil {
			t.Errorf("People(%q) = %v, want %s", test.name, found, test.id)
		}
	}
	for _, test := range []struct{ kind, of, day, name string }{
		{"foreign-minister", "w-rus", "2022-01-28", "Sergei Lavrov"},
		{"foreign-minister", "w-usa", "2014-03-05", "John Kerry"},
		{"secretary-general", "w-nato", "2022-01-28", "Jens Stoltenberg"},
		{"foreign-minister", "w-gbr", "1914-07-24", "Edward Grey"},
		{"head-of-state", "w-usa", "2025-06-01", "Donald Trump"},
	} {
		if p := w.Holder(test.kind, test.of, test.day); p == nil || p.Name != test.name {
			t.Errorf("Holder(%s, %s, %s) = %v, want %s", test.kind, test.of, test.day, p, test.name)
		}
	}
	if found := w.PeopleByLastName("Lavrov", "1994-01-01"); len(found) > 0 {
		t.Errorf("somebody was in office years before: %v", found[0].Name)
	}
}

// TestTables checks that what the tables say hangs together.
func TestTables(t *testing.T) {
	t.Parallel()
	w := world.Load()
	day := regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})?$`)
	states, people := 0, 0
	for e := range w.Entries() {
		if !strings.HasPrefix(e.ID, world.Prefix) || e.Name == "" || e.Type == "" {
			t.Errorf("%+v is not whole", e)
		}
		if e.Type == verbale.State {
			states++
			if len(e.Code) != 3 {
				t.Errorf("%s has the code %q", e.ID, e.Code)
			}
		}
		if e.Of != "" && w.ByID(e.Of) == nil {
			t.Errorf("%s is of %s, which is not there", e.ID, e.Of)
		}
		for _, member := range e.Members {
			if m := w.ByID(member); m == nil || m.Type != verbale.State {
				t.Errorf("%s has the member %s, which is no state", e.ID, member)
			}
		}
	}
	for p := range w.Persons() {
		people++
		for _, term := range p.Terms {
			if !day.MatchString(term.From) || !day.MatchString(term.Until) || term.Until != "" && term.Until < term.From {
				t.Errorf("%s: the term %s to %s is none", p.ID, term.From, term.Until)
			}
			if strings.Contains(p.ID, "putin") && w.ByID(term.Of) == nil {
				t.Errorf("%s: an office of %s, which is not there", p.ID, term.Of)
			}
		}
	}
	if states < 200 || people < 300 {
		t.Errorf("%d states and %d people", states, people)
	}
	t.Logf("%d states, %d people", states, people)
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"The Quai d’Orsay", "São Tomé", "U.S.", "\xff\xfe", "the the", "Ł-Ø"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		folded := world.Fold(name)
		if strings.ContainsAny(folded, ".\n") || strings.Contains(folded, "  ") {
			t.Errorf("Fold(%q) = %q", name, folded)
		}
		world.Load().Find(name, 2022)
	})
}

func BenchmarkFind(b *testing.B) {
	w := world.Load()
	for b.Loop() {
		w.Find("Russian Federation", 2022)
	}
}
