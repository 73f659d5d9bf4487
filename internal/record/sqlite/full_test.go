package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// TestAFullDiskIsCalledOne lets the file grow no more, as a full disk would.
func TestAFullDiskIsCalledOne(t *testing.T) {
	t.Parallel()
	d := create(t)
	d.DB().SetMaxOpenConns(1)
	if _, err := d.DB().Exec(`PRAGMA max_page_count = 1`); err != nil { // SQLite makes it what there is
		t.Fatal(err)
	}
	document, reading := sentence("a", "Ana Lopes", "that talks go on "+strings.Repeat("and on ", 20_000))
	err := put(t, d, document, reading)
	if err == nil || !errors.Is(sqlite.Classify(err), record.ErrFull) {
		t.Errorf("the error is %v", err)
	}
	if err := sqlite.Classify(nil); err != nil {
		t.Errorf("no error is %v", err)
	}
}
