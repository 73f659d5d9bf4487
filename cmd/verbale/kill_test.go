package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbale.dev/verbale/internal/killpoint"
)

// killed is a binary that can be killed at named points, reports to read, and
// the rows that an undisturbed run makes of them.
type killed struct {
	binary, reports string
	rows            string
}

// prepareKills builds the binary and reads the reports once, undisturbed.
func prepareKills(t *testing.T, reports int) *killed {
	t.Helper()
	if testing.Short() {
		t.Skip("builds a binary and reads some hundred reports several times")
	}
	dir := t.TempDir()
	k := &killed{binary: filepath.Join(dir, "verbale"), reports: filepath.Join(dir, "reports.jsonl")}
	if runtime.GOOS == "windows" {
		k.binary += ".exe"
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "killpoints", "-o", k.binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if err := os.WriteFile(k.reports, reportLines(reports), 0o600); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(dir, "whole.db")
	if out, err := k.run(t, "", "read", k.reports, "--dossier", whole); err != nil {
		t.Fatalf("read: %v\n%s", err, out)
	}
	k.rows = k.answers(t, whole)
	if n := strings.Count(k.rows, "\n"); n < reports {
		t.Fatalf("only %d rows of %d reports", n, reports)
	}
	return k
}

// reportLines writes reports as JSON Lines, each of three sentences that no
// other has.
func reportLines(n int) []byte {
	names := []string{"Ana Lopes", "Jan Novak", "Mira Sol", "Piet Holm", "Eva Brandt", "Otto Reis"}
	offices := []string{"Foreign Minister", "envoy", "spokeswoman", "Prime Minister"}
	what := []string{"would go on", "had failed", "could begin in spring", "were of no use"}
	var b bytes.Buffer
	for i := range n {
		name := names[i%len(names)]
		text := fmt.Sprintf("LISBON, May %d (Agency) - %s %s said on Monday that round %d of the talks %s.\n\n\"We have seen %d drafts,\" %s said. The other side denied it.",
			i%28+1, offices[i%len(offices)], name, i, what[i%len(what)], i+2, strings.Fields(name)[1])
		line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("r%04d", i), "text": text, "outlet": "Nordpost", "published": fmt.Sprintf("2031-05-%02d", i%28+1)})
		if err != nil {
			panic(err) // strings are JSON
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

func (k *killed) run(t *testing.T, point string, arguments ...string) ([]byte, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), k.binary, arguments...)
	command.Env = append(os.Environ(), "VERBALE_KILL="+point)
	return command.CombinedOutput()
}

// answers are all rows of a dossier.
func (k *killed) answers(t *testing.T, dossier string) string {
	t.Helper()
	var all strings.Builder
	for _, question := range []string{"statements", "dates", "documents", "actors"} {
		out, err := k.run(t, "", question, "--dossier", dossier, "--format", "jsonl")
		if err != nil {
			t.Fatalf("%s: %v\n%s", question, err, out)
		}
		all.Write(out)
	}
	return all.String()
}

// survives checks what a kill left: it opens, check finds nothing, and the next
// read completes it to the rows of an undisturbed run.
func (k *killed) survives(t *testing.T, dossier string) {
	t.Helper()
	// A file that nothing was written to yet is no dossier, and says so.
	if info, err := os.Stat(dossier); err == nil && info.Size() > 0 {
		if out, err := k.run(t, "", "check", "--dossier", dossier); err != nil {
			t.Fatalf("check after the kill: %v\n%s", err, out)
		}
	}
	if out, err := k.run(t, "", "read", k.reports, "--dossier", dossier); err != nil {
		t.Fatalf("read after the kill: %v\n%s", err, out)
	}
	if out, err := k.run(t, "", "check", "--dossier", dossier); err != nil {
		t.Fatalf("check in the end: %v\n%s", err, out)
	}
	if got := k.answers(t, dossier); got != k.rows {
		t.Errorf("the rows are not those of an undisturbed run: %s", firstDifference(k.rows, got))
	}
}

// soaking reports whether the long tests were asked for.
func soaking() bool { return os.Getenv("VERBALE_SOAK") != "" }

// TestKilledAtNamedPoints kills a run of read at each place where it would hurt
// most: once each, twenty times each when soaking.
func TestKilledAtNamedPoints(t *testing.T) {
	reports, times := 300, 1
	if soaking() {
		times = 20
	}
	k := prepareKills(t, reports)
	// How often a place is come to in a run; a kill beyond that would not happen.
	visits := map[string]int{killpoint.Document: reports, killpoint.Transaction: reports, killpoint.Commit: 2, killpoint.Migration: 2, killpoint.Checkpoint: 1}
	random := rand.New(rand.NewPCG(1, 2))
	for _, point := range killpoint.Points {
		for i := range times {
			after := 1 + random.IntN(visits[point])
			t.Run(fmt.Sprintf("%s-%d-%d", point, i, after), func(t *testing.T) {
				dossier := filepath.Join(t.TempDir(), "d.db")
				out, err := k.run(t, fmt.Sprintf("%s:%d", point, after), "read", k.reports, "--dossier", dossier)
				if err == nil {
					t.Fatalf("it was not killed:\n%s", out)
				}
				if status := err.(*exec.ExitError).ExitCode(); status == statusFault || status == statusUsage {
					t.Fatalf("it failed instead of being killed: %v\n%s", err, out)
				}
				k.survives(t, dossier)
			})
		}
	}
}

// TestKilledAtRandom kills runs of read at any time.
func TestKilledAtRandom(t *testing.T) {
	if !soaking() {
		t.Skip("twenty kills at random: set VERBALE_SOAK")
	}
	k := prepareKills(t, 300)
	random := rand.New(rand.NewPCG(3, 4))
	start := time.Now()
	if out, err := k.run(t, "", "read", k.reports, "--dossier", filepath.Join(t.TempDir(), "d.db")); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(start)
	for i := range 20 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			dossier := filepath.Join(t.TempDir(), "d.db")
			command := exec.CommandContext(t.Context(), k.binary, "read", k.reports, "--dossier", dossier)
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(random.Int64N(int64(whole))))
			if err := command.Process.Kill(); err != nil {
				t.Logf("it was done before: %v", err)
			}
			_ = command.Wait()
			k.survives(t, dossier)
		})
	}
}
