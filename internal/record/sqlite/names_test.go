package sqlite_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/record/sqlite"
)

// TestNamesAreSpelledAsJSON compares the short way of spelling names with that of
// encoding/json, for names of any bytes.
func TestNamesAreSpelledAsJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOf(rapid.OneOf(rapid.StringMatching(`[A-Za-z' .&<>"\\-]{0,12}`), rapid.String())).Draw(t, "names")
		want, err := json.Marshal(names)
		if err != nil {
			t.Fatal(err)
		}
		if got := sqlite.JSONOfNames(names); got != string(want) {
			t.Fatalf("%s, want %s", got, want)
		}
	})
	if got := sqlite.JSONOfNames(nil); got != "null" {
		t.Errorf("no names are %s", got)
	}
}
