package sqlite_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// TestForget takes one of two reports out: the other answers as if the first had
// never been there, and no word of it is left in the file.
func TestForget(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := sqlite.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	alone := create(t)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, report := range [][3]string{{"kept", "Ana Lopes", "that talks go on"}, {"gone", "Zacharias Quittenbaum", "that marzipan is on the table"}} {
		document, reading := sentence(report[0], report[1], report[2])
		for _, into := range []*sqlite.Dossier{d, alone} {
			if into == alone && report[0] == "gone" {
				continue
			}
			if err := put(t, into, document, reading); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range []string{"kept", "gone"} {
		id, err := d.AddCorrection(t.Context(), verbale.Correction{
			MadeBy: "hm", About: verbale.AboutDocument, Field: "title", Value: []byte(`"marzipan"`), Target: verbale.CorrectionTarget{Document: name},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.UndoCorrection(t.Context(), id, "hm", ""); err != nil {
			t.Fatal(err)
		}
	}
	gone, err := d.Forget(t.Context(), "gone", "hm", "withdrawn")
	if err != nil {
		t.Fatal(err)
	}
	if gone != (record.Forgotten{Versions: 1, Statements: 1, Dates: 1, Corrections: 2}) {
		t.Errorf("gone: %+v", gone)
	}
	if got, want := rows(t, d), rows(t, alone); got != want {
		t.Errorf("the answers are\n%s\nand not\n%s", got, want)
	}
	if faults := check(t, d); len(faults) > 0 {
		t.Errorf("check: %v", faults)
	}
	tombs, err := d.Tombstones(t.Context())
	if err != nil || len(tombs) != 1 || tombs[0].Document != "gone" || tombs[0].Reason != "withdrawn" || tombs[0].By != "hm" || len(tombs[0].TextHash) != 64 {
		t.Errorf("tombstones %+v, %v", tombs, err)
	}
	left, err := d.Corrections(t.Context())
	if err != nil || len(left) != 2 || left[0].Target.Document != "kept" {
		t.Errorf("corrections %+v, %v", left, err)
	}
	if again, err := d.Forget(t.Context(), "gone", "hm", ""); err != nil || again.Versions != 0 {
		t.Errorf("forgotten again: %+v, %v", again, err)
	}
	if _, err := d.Forget(t.Context(), "never", "hm", ""); !errors.Is(err, record.ErrQuery) {
		t.Errorf("what never was is forgotten: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"zacharias", "quittenbaum", "on the table"} {
		if bytes.Contains(bytes.ToLower(raw), []byte(word)) {
			t.Errorf("%q is still in the file", word)
		}
	}
	if !strings.Contains(strings.ToLower(string(raw)), "lopes") {
		t.Error("the other report's words are not in the file, so that looking for words proves nothing")
	}
}

func TestBackup(t *testing.T) {
	t.Parallel()
	d := create(t)
	if err := d.Lock(t.Context()); err != nil { // as while reports are being read
		t.Fatal(err)
	}
	document, reading := sentence("a", "Ana Lopes", "that talks go on")
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy of it.db")
	if err := d.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Backup(t.Context(), to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second copy over the first: %v", err)
	}
	if after, err := os.ReadFile(to); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the first copy was touched (%v)", err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(to), "*")); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	copied, err := sqlite.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = copied.Close() })
	if rows(t, copied) != rows(t, d) {
		t.Error("the copy answers otherwise")
	}
	if faults := check(t, copied); len(faults) > 0 {
		t.Errorf("check of the copy: %v", faults)
	}
}

func TestRoots(t *testing.T) {
	t.Parallel()
	d := create(t)
	for _, folders := range [][]string{nil, {"/b"}, {"/a", "/b"}} {
		if err := d.AddRoots(t.Context(), folders); err != nil {
			t.Fatal(err)
		}
	}
	if roots, err := d.Roots(t.Context()); err != nil || strings.Join(roots, " ") != "/a /b" {
		t.Errorf("roots %v, %v", roots, err)
	}
}
