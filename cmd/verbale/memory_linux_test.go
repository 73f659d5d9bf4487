package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// TestMemoryIsFlat reads 20,000 reports and wants no more memory for it than
// 300 MB. VERBALE_SOAK may be a number of reports instead.
func TestMemoryIsFlat(t *testing.T) {
	if !soaking() {
		t.Skip("reads 20,000 reports: set VERBALE_SOAK")
	}
	reports := 20_000
	if n, err := strconv.Atoi(os.Getenv("VERBALE_SOAK")); err == nil && n > 1 {
		reports = n
	}
	dir := t.TempDir()
	binary, input := filepath.Join(dir, "verbale"), filepath.Join(dir, "reports.jsonl")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if err := os.WriteFile(input, reportLines(reports), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), binary, "read", input, "--dossier", filepath.Join(dir, "d.db"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("read: %v\n%s", err, out)
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("the system does not tell how much memory it took")
	}
	const most = 300_000_000 // bytes
	peak := usage.Maxrss * 1024
	t.Logf("%d reports: %d MB", reports, peak/1_000_000)
	if peak > most {
		t.Errorf("%d bytes of memory, more than %d", peak, most)
	}
}
