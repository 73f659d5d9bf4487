//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestIdleInputIsInterrupted reads standard input on which nothing more comes,
// and ends it by each signal. What came before it is in, and one file is left.
func TestIdleInputIsInterrupted(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "verbale")
	copyOfTest(t, binary)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			dossier := filepath.Join(t.TempDir(), "d.db")
			command := exec.CommandContext(t.Context(), binary, "read", "-", "--dossier", dossier)
			var out bytes.Buffer
			command.Stdout, command.Stderr = &out, &out
			stdin, err := command.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := stdin.Write(reportLines(3)); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the reports to be in", func() bool {
				rows, err := exec.CommandContext(t.Context(), binary, "documents", "--format", "jsonl", "--dossier", dossier).
					Output()
				return err == nil && bytes.Count(rows, []byte("\n")) == 3
			})
			if err := command.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			endsWith(t, command, statusInterrupted, &out)
			if !strings.Contains(out.String(), "3 new reports") || !strings.Contains(out.String(), "interrupted") {
				t.Errorf("it said\n%s", &out)
			}
			if left, err := filepath.Glob(dossier + "*"); err != nil || len(left) != 1 {
				t.Errorf("beside the dossier are left: %v (%v)", left, err)
			}
		})
	}
}

// TestPipeGivenByItself names a pipe that nobody writes to.
func TestPipeGivenByItself(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	var out bytes.Buffer
	status := run(
		t.Context(),
		[]string{"read", pipe, "--dossier", filepath.Join(folder, "d.db")},
		strings.NewReader(""),
		&out,
		&out,
	)
	if status != statusSkipped || !strings.Contains(out.String(), "a device or a pipe; to read JSON Lines from it") {
		t.Errorf("status %d\n%s", status, &out)
	}
}

// eventually waits for something to become true.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// endsWith waits for a command to end with a status.
func endsWith(t *testing.T, command *exec.Cmd, status int, out io.Reader) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case <-ended:
		if got := command.ProcessState.ExitCode(); got != status {
			said, _ := io.ReadAll(out)
			t.Fatalf("status %d, want %d\n%s", got, status, said)
		}
	case <-time.After(time.Minute):
		_ = command.Process.Signal(os.Kill)
		t.Fatal("it goes on")
	}
}
