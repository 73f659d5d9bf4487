package sqlite_test

import (
	"testing"
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
