package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestSameAnswersWhateverTheOrder reads the example with one worker and with
// eight, in two orders and in two batches, and wants the same bytes each time.
func TestSameAnswersWhateverTheOrder(t *testing.T) {
	files, err := filepath.Glob("../../examples/july-1914/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no example: %v", err)
	}
	backwards := slices.Clone(files)
	slices.Reverse(backwards)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want string
	for i, way := range []struct {
		workers int
		batches [][]string
	}{
		{1, [][]string{files}},
		{8, [][]string{files}},
		{8, [][]string{backwards}},
		{2, [][]string{files[len(files)/2:], files[:len(files)/2]}},
	} {
		runtime.GOMAXPROCS(way.workers)
		dossier := filepath.Join(t.TempDir(), "d.db")
		for _, batch := range way.batches {
			ask(t, append([]string{"read", "--dossier", dossier, "--reports", "../../examples/july-1914/reports.csv"}, batch...)...)
		}
		var got string
		for _, question := range []string{"statements", "dates", "documents", "actors"} {
			got += ask(t, question, "--dossier", dossier, "--format", "jsonl")
		}
		if i == 0 {
			want = got
			continue
		}
		if got != want {
			t.Errorf("way %d gives other answers: %s", i, firstDifference(want, got))
		}
	}
	if strings.Count(want, "\n") < 100 {
		t.Errorf("only %d rows", strings.Count(want, "\n"))
	}
}

// ask runs a command and returns what it prints.
func ask(t *testing.T, arguments ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), arguments, os.Stdin, &stdout, &stderr); status != statusDone {
		t.Fatalf("verbale %s: status %d\n%s%s", strings.Join(arguments, " "), status, &stdout, &stderr)
	}
	return stdout.String()
}

func firstDifference(a, b string) string {
	linesA, linesB := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(linesA), len(linesB)) {
		if linesA[i] != linesB[i] {
			return "\n" + linesA[i] + "\n" + linesB[i]
		}
	}
	return "one has more rows"
}
