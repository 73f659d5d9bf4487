package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestOneFileIsLeft reads reports and wants the dossier to be one file that
// needs no log beside it: the write and read versions of its header are 1.
func TestOneFileIsLeft(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	reports, dossier := filepath.Join(folder, "reports.jsonl"), filepath.Join(folder, "d.db")
	write(t, reports, string(reportLines(150)))
	for range 2 {
		ask(t, "read", reports, "--dossier", dossier)
		file, err := os.ReadFile(dossier)
		if err != nil {
			t.Fatal(err)
		}
		if file[18] != 1 || file[19] != 1 { // https://www.sqlite.org/fileformat.html#file_format_version_numbers
			t.Errorf("the header says %d and %d, not 1: the dossier was left in WAL mode", file[18], file[19])
		}
		left, err := filepath.Glob(dossier + "*")
		if err != nil || len(left) != 1 {
			t.Errorf("beside the dossier are left: %v (%v)", left, err)
		}
	}
}
