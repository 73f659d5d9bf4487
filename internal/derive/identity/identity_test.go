package identity_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/world"
)

// person makes a profile of a person from a name, a state and an office.
func person(name, state, office string) identity.Profile {
	p := identity.Profile{Type: verbale.Person, Name: name}
	if state != "" {
		p.Sides, p.States = []string{state}, []string{state}
	}
	if office != "" {
		p.Offices = []string{office + " | " + state}
	}
	if !strings.Contains(name, " ") && state == "" {
		p.Report = "report-" + name
	}
	return p
}

// TestSettle holds groups of names of one block: those of a line are one actor.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what     string
		profiles []identity.Profile
		actors   []string // the names of each actor, in order of bytes
		perhaps  int      // pairs that may be the same
	}{
		{"two spellings", []identity.Profile{person("Sergei Varov", "w-rus", ""), person("Sergey Varov", "", "")},
			[]string{"Sergei Varov, Sergey Varov"}, 0},
		{"two states of one name", []identity.Profile{person("John Moss", "w-gbr", ""), person("John Moss", "w-usa", "")},
			[]string{"John Moss", "John Moss"}, 1},
		{"a namesake without a state is neither", []identity.Profile{person("John Moss", "w-gbr", ""), person("John Moss", "w-usa", ""), person("John Moss", "", "")},
			[]string{"John Moss", "John Moss", "John Moss"}, 3},
		{"an initial with support", []identity.Profile{person("S. Varov", "w-rus", ""), person("Sergei Varov", "w-rus", "")},
			[]string{"S. Varov, Sergei Varov"}, 0},
		{"an initial without", []identity.Profile{person("S. Varov", "", ""), person("Sergei Varov", "w-rus", "")},
			[]string{"S. Varov", "Sergei Varov"}, 1},
		{"an initial of two", []identity.Profile{person("S. Varov", "w-rus", ""), person("Sergei Varov", "w-rus", ""), person("Stepan Varov", "w-rus", "")},
			[]string{"S. Varov", "Sergei Varov", "Stepan Varov"}, 2},
		{"a short form with support", []identity.Profile{person("Mike Moss", "w-usa", ""), person("Michael Moss", "w-usa", "")},
			[]string{"Michael Moss, Mike Moss"}, 0},
		{"father and son", []identity.Profile{person("George H. W. Bush", "w-usa", ""), person("George W. Bush", "w-usa", "")},
			[]string{"George H. W. Bush", "George W. Bush"}, 0},
		{"a last name with an office", []identity.Profile{person("Varov", "w-rus", "foreign minister"), person("Sergei Varov", "w-rus", "foreign minister")},
			[]string{"Sergei Varov, Varov"}, 0},
		{"two brothers", []identity.Profile{person("Jules Lacombe", "w-fra", "ambassador"), person("Paul Lacombe", "w-fra", "ambassador"), person("Lacombe", "w-fra", "ambassador")},
			[]string{"Jules Lacombe", "Lacombe", "Paul Lacombe"}, 2},
		{"middle names", []identity.Profile{person("Anna Maria Lopes", "", ""), person("Anna Lopes", "", "")},
			[]string{"Anna Lopes, Anna Maria Lopes"}, 0},
		{"marks on letters", []identity.Profile{person("Radosław Wójt", "", ""), person("Radoslaw Wojt", "", "")},
			[]string{"Radoslaw Wojt, Radosław Wójt"}, 0},
	} {
		actors := identity.Settle(test.profiles)
		var got []string
		perhaps := 0
		for _, a := range actors {
			var names []string
			for _, i := range a.Members {
				names = append(names, test.profiles[i].Name)
			}
			slices.Sort(names)
			got = append(got, strings.Join(names, ", "))
			perhaps += len(a.Perhaps)
		}
		slices.Sort(got)
		if !slices.Equal(got, test.actors) || perhaps != 2*test.perhaps {
			t.Errorf("%s: %q with %d doubts, want %q with %d", test.what, got, perhaps/2, test.actors, test.perhaps)
		}
	}
}

// TestLastNamesStayAlone: without support a last name has a block of its own.
func TestLastNamesStayAlone(t *testing.T) {
	t.Parallel()
	one := identity.ProfilesOf([]verbale.LocalActor{{Name: "Varov", Type: verbale.Person}}, "a.txt")[0]
	two := identity.ProfilesOf([]verbale.LocalActor{{Name: "Varov", Type: verbale.Person}}, "b.txt")[0]
	if one.Block() == two.Block() || one.Key() == two.Key() {
		t.Errorf("a last name alone is joined: %s, %s", one.Block(), two.Block())
	}
	if one.Near() != person("Sergei Varov", "", "").Block() {
		t.Errorf("%s is not near %s", one.Near(), person("Sergei Varov", "", "").Block())
	}
	unnamed := func(report string) string {
		return identity.ProfilesOf([]verbale.LocalActor{{Name: "a senior official", Type: verbale.Unnamed}}, report)[0].Key()
	}
	if unnamed("a.txt") == unnamed("b.txt") {
		t.Error("unnamed sources of two reports are one")
	}
	paper := func(report string) string {
		return identity.ProfilesOf([]verbale.LocalActor{{Name: "The report", Type: verbale.UnknownType, Source: &verbale.UnnamedSource{}}}, report)[0].Key()
	}
	if paper("a.txt") == paper("b.txt") {
		t.Error("papers without a name of two reports are one")
	}
}

// TestRankIsPartOfALoneName holds the name under which an actor is listed.
func TestRankIsPartOfALoneName(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		names []string
		want  string
	}{
		{"Szemere", []string{"Szemere", "Count Szemere"}, "Count Szemere"},
		{"von Ahlen", []string{"Baron von Ahlen"}, "Baron von Ahlen"},
		{"Otto", []string{"King Otto"}, "King Otto"},
		{"Reed", []string{"Mr. Reed"}, "Reed"},
		{"Leopold Szemere", []string{"Count Szemere", "Leopold Szemere"}, "Leopold Szemere"},
	} {
		made := identity.ProfilesOf([]verbale.LocalActor{{Name: test.name, Names: test.names, Type: verbale.Person}}, "a.txt")
		if got := identity.Summarise(world.Load(), made[0].Key(), made).Name; got != test.want {
			t.Errorf("%v: %q, want %q", test.names, got, test.want)
		}
	}
}

func profiles() *rapid.Generator[identity.Profile] {
	return rapid.Custom(func(t *rapid.T) identity.Profile {
		given := rapid.SampledFrom([]string{"Sergei", "Sergey", "S.", "Stepan", "Anna", "A.", "Ann Maria", ""}).Draw(t, "given")
		p := person(strings.TrimSpace(given+" Varov"), rapid.SampledFrom([]string{"", "w-rus", "w-ukr"}).Draw(t, "state"),
			rapid.SampledFrom([]string{"", "minister", "envoy"}).Draw(t, "office"))
		p.World = rapid.SampledFrom([]string{"", "", "", "w-p-sergei-varov"}).Draw(t, "world")
		return p
	})
}

// TestOrderChangesNothing is the law of identity: a function of the set.
func TestOrderChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfDistinct(profiles(), func(p identity.Profile) string { return p.ID() }).Draw(t, "profiles")
		shuffled := rapid.Permutation(all).Draw(t, "order")
		if a, b := spelt(all), spelt(shuffled); a != b {
			t.Fatalf("%s\nand in another order\n%s", a, b)
		}
	})
}

// spelt writes what was settled, in an order of its own.
func spelt(profiles []identity.Profile) string {
	var lines []string
	for _, a := range identity.Settle(profiles) {
		var members []string
		for _, i := range a.Members {
			members = append(members, profiles[i].ID())
		}
		slices.Sort(members)
		lines = append(lines, fmt.Sprint(a.ID, members, a.Aliases, a.Perhaps))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestDeclarations(t *testing.T) {
	t.Parallel()
	same := func(id string) string { return id }
	about := func(id int64, field string, actors []string, value string, undone bool) verbale.Correction {
		return verbale.Correction{ID: id, About: verbale.AboutActor, Field: field, Target: verbale.CorrectionTarget{Actors: actors},
			Value: []byte(value), Undone: undone}
	}
	d := identity.Declare([]verbale.Correction{
		about(1, identity.Merge, []string{"a", "b"}, "", false),
		about(2, identity.Merge, []string{"c", "d"}, "", true),
		about(3, identity.Split, []string{"b"}, `["The Other"]`, false),
		about(4, identity.Rename, []string{"b"}, `"A Full Name"`, false),
		about(5, identity.Side, []string{"a"}, `["w-rus"]`, false),
	}, same)
	if d.Final("b", nil) != "a" || d.Final("d", nil) != "d" {
		t.Errorf("merged: %s, undone: %s", d.Final("b", nil), d.Final("d", nil))
	}
	if other := d.Final("b", []string{"the other"}); other == "a" || other == "b" {
		t.Errorf("split: %s", other)
	}
	if d.Name("a") != "A Full Name" {
		t.Errorf("an alias is not followed: %q", d.Name("a"))
	}
	if sides, ok := d.Sides("a"); !ok || !slices.Equal(sides, []string{"w-rus"}) {
		t.Errorf("sides: %v", sides)
	}
}

// BenchmarkSettle settles the blocks of 20,000 names in reports of two states.
func BenchmarkSettle(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := []string{"ka", "lo", "mi", "ner", "pa", "ris", "to", "vel", "zan", "dor", "bel", "sin"}
	word := func(n int) string {
		var s string
		for range n {
			s += syllables[random.IntN(len(syllables))]
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	names := make([]string, 20000)
	for i := range names {
		names[i] = word(2) + " " + word(3)
	}
	blocks := map[string][]identity.Profile{}
	profiles := 0
	for _, name := range names {
		for _, state := range []string{"", "w-rus", "w-usa"}[:1+random.IntN(3)] {
			p := person(name, state, "")
			blocks[p.Block()] = append(blocks[p.Block()], p)
			profiles++
		}
	}
	for b.Loop() {
		for _, block := range blocks {
			identity.Settle(block)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(profiles), "µs/profile")
	b.ReportMetric(float64(profiles)/float64(len(blocks)), "profiles/block")
}
