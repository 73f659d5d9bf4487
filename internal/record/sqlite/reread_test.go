package sqlite_test

import (
	"testing"

	"verbale.dev/verbale"
)

// TestReadAnew holds that a report which is read anew keeps its statements in their
// utterances.
func TestReadAnew(t *testing.T) {
	t.Parallel()
	d := create(t)
	for range 2 {
		for _, name := range []string{"one", "two"} {
			document, reading := officer(name, "Ana Lopes", "that the upper sluice stays shut until every engineer has signed the survey", 1)
			if err := put(t, d, document, reading); err != nil {
				t.Fatal(err)
			}
		}
	}
	var lost, told int
	if err := d.DB().QueryRow(`
		SELECT count(*) FILTER (WHERE s.utterance IS NULL), count(*) FROM rendering r JOIN statement s ON s.id = r.statement
		JOIN document d ON d.current = s.version`).Scan(&lost, &told); err != nil || lost > 0 || told != 2 {
		t.Errorf("%d of %d renderings are of no utterance, %v", lost, told, err)
	}
}

// TestActorsGoWithTheirSides holds that nothing is left of an actor of whom a report
// that is read anew no longer speaks.
func TestActorsGoWithTheirSides(t *testing.T) {
	t.Parallel()
	state := verbale.LocalActor{Name: "Ruritania", Type: verbale.State, World: "w-rur", Names: []string{"Ruritania"}}
	for _, kind := range []verbale.ActorType{verbale.Unnamed, verbale.Office, verbale.Person} {
		d := create(t)
		for _, speaker := range []string{"Ana Lopes", "Bo Hald"} {
			document, reading := sentence("r", speaker, "that talks go on")
			document.Text = "Ana Lopes and Bo Hald met."
			reading.Statements, reading.Ties = nil, nil
			reading.Dates, reading.Mentions = nil, nil
			document.Parts[0].End = len(document.Text)
			reading.Actors[0].Type, reading.Actors[0].Sides = kind, []int{1}
			reading.Actors = append(reading.Actors, state)
			if err := put(t, d, document, reading); err != nil {
				t.Fatal(err)
			}
			if found := faults(t, d); len(found) > 0 {
				t.Errorf("%s %s: %v", kind, speaker, found)
			}
		}
	}
}
