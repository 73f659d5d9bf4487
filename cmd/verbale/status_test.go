package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestStatuses checks the exit status of each kind of end, as the documentation has it.
func TestStatuses(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	report := filepath.Join(folder, "report.txt")
	write(t, report, "VIENNA, July 24 (Agency) - The minister said that talks go on.\n")
	broken := filepath.Join(folder, "broken.txt")
	write(t, broken, "not \xff text\n")
	letter := filepath.Join(folder, "letter.db")
	write(t, letter, "not a dossier")
	dossier := filepath.Join(folder, "d.db")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, test := range []struct {
		ctx       context.Context
		arguments []string
		want      int
	}{
		{t.Context(), []string{"read", report, "--dossier", dossier}, statusDone},
		{t.Context(), []string{"check", "--dossier", dossier}, statusDone},
		{t.Context(), []string{"statements", "--dossier", dossier}, statusDone},
		{t.Context(), []string{"--help"}, statusDone},
		{t.Context(), []string{"no-such-command"}, statusUsage},
		{t.Context(), []string{"statements", "--dossier", dossier, "--since", "yesterday"}, statusUsage},
		{t.Context(), []string{"statements", "--dossier", dossier, "--kind", "shout"}, statusUsage},
		{t.Context(), []string{"statements", "--dossier", filepath.Join(folder, "none.db")}, statusUsage},
		{t.Context(), []string{"search", " ", "--dossier", dossier}, statusUsage},
		{t.Context(), []string{"read", broken, "--dossier", dossier}, statusSkipped},
		{t.Context(), []string{"read", broken, "--lenient", "--dossier", dossier}, statusDone},
		{t.Context(), []string{"check", "--dossier", letter}, statusDossier},
		{stopped, []string{"read", report, "--dossier", filepath.Join(folder, "stopped.db")}, statusInterrupted},
	} {
		var stdout, stderr bytes.Buffer
		if got := run(test.ctx, test.arguments, strings.NewReader(""), &stdout, &stderr); got != test.want {
			t.Errorf("verbale %s: status %d, want %d\n%s%s", strings.Join(test.arguments, " "), got, test.want, &stdout, &stderr)
		}
	}
}

// TestStatusesAreDocumented checks that the documentation lists the same numbers.
func TestStatusesAreDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/exit-codes.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[int]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\d+) \|`).FindAllStringSubmatch(string(page), -1) {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		documented[n] = true
	}
	known := []int{statusDone, statusFault, statusUsage, statusSkipped, statusDossier, statusFaulty, statusInterrupted}
	for _, n := range known {
		if !documented[n] {
			t.Errorf("status %d is not in docs/exit-codes.md", n)
		}
	}
	if len(documented) != len(known) {
		t.Errorf("docs/exit-codes.md lists %d statuses, there are %d", len(documented), len(known))
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
