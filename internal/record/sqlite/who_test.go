package sqlite_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record/sqlite"
)

// called are spellings by which reports call people, with the state and the office
// that some of them give.
var called = []struct{ name, state, office string }{
	{"Sergei Varov", "w-rus", "foreign minister"}, {"Sergey Varov", "", ""}, {"Varov", "w-rus", "foreign minister"}, {"S. Varov", "w-rus", ""},
	{"Stepan Varov", "w-ukr", "envoy"}, {"Varov", "", ""}, {"Anna Berg", "", ""}, {"Anna Maria Berg", "w-deu", "chancellor"},
	{"A. Berg", "w-deu", "chancellor"}, {"Berg", "w-deu", ""}, {"Baron Holt", "", ""}, {"Baron Holt", "w-gbr", "ambassador"},
	{"Jon Reed", "w-usa", "senator"}, {"John Reed", "w-usa", ""}, {"Reed", "w-usa", "senator"}, {"Jonathan Reed", "w-gbr", ""},
}

// whoReport is a report of one sentence whose speaker a report calls so.
func whoReport(i int) (*verbale.Document, *verbale.Reading) {
	c := called[i%len(called)]
	document, reading := sentence(fmt.Sprintf("r%03d", i), c.name, "that talks go on")
	local := &reading.Actors[0]
	if c.office != "" {
		role := verbale.LocalRole{Title: c.office, OfWorld: c.state, Evidence: reading.Statements[0].Source[0]}
		local.Office, local.Roles = c.office, []verbale.LocalRole{role}
	}
	if c.state != "" {
		local.Sides = []int{1}
		reading.Actors = append(reading.Actors, verbale.LocalActor{Name: c.state, Type: verbale.State, World: c.state, Names: []string{c.state}})
	}
	return document, reading
}

// TestWhoIsWhoInAnyOrderAndAnyBatches wants the same rows of ten random orders
// and of ten random splits into batches.
func TestWhoIsWhoInAnyOrderAndAnyBatches(t *testing.T) {
	t.Parallel()
	const reports = 48
	random := rand.New(rand.NewPCG(7, 11))
	var want string
	for way := range 20 {
		order := make([]int, reports)
		for i := range order {
			order[i] = i
		}
		if way < 10 {
			random.Shuffle(reports, func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		d := create(t)
		for len(order) > 0 {
			batch := 1 + random.IntN(len(order))
			if way < 10 {
				batch = len(order)
			}
			writeAll(t, d, order[:batch])
			order = order[batch:]
		}
		got := rows(t, d)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("way %d answers\n%s\nand not\n%s", way, got, want)
		}
	}
}

func writeAll(t *testing.T, d *sqlite.Dossier, order []int) {
	t.Helper()
	w, err := d.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abandon()
	for _, i := range order {
		document, reading := whoReport(i)
		if err := w.Put(t.Context(), document, hash(document), reading, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}
