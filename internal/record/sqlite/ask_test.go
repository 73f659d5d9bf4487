package sqlite_test

import (
	"fmt"
	"testing"
)

// TestIndexOfStatementsFollows puts, changes and forgets reports, and lets SQLite
// compare the index with the words that it stands on.
func TestIndexOfStatementsFollows(t *testing.T) {
	t.Parallel()
	d := create(t)
	sound := func(when string) {
		t.Helper()
		for _, index := range []string{"passage_text", "statement_text"} {
			if _, err := d.DB().Exec(fmt.Sprintf(`INSERT INTO %[1]s (%[1]s, rank) VALUES ('integrity-check', 1)`, index)); err != nil {
				t.Errorf("%s: %s: %v", when, index, err)
			}
		}
	}
	found := func(words string) (n int) {
		t.Helper()
		if err := d.DB().QueryRow(`SELECT count(*) FROM statement_text WHERE statement_text MATCH ?`, words).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for round, words := range []string{"that talks go on", "that ferries sail", "that talks go on"} {
		for i, speaker := range []string{"Ana Lopes", "Jan Novak"} {
			document, reading := officer(fmt.Sprintf("r%d", i), speaker, words, 1+i)
			if err := put(t, d, document, reading); err != nil {
				t.Fatal(err)
			}
		}
		sound(fmt.Sprintf("round %d", round))
	}
	if n := found("talks"); n != 2 {
		t.Errorf("%d statements tell of talks, want 2", n)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Forget(t.Context(), "r0", "ana", "wrong"); err != nil {
		t.Fatal(err)
	}
	sound("forgotten")
	if n := found("talks"); n != 1 {
		t.Errorf("%d statements tell of talks, want 1", n)
	}
}
