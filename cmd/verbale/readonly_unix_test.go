//go:build unix

package main

import (
	"bytes"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFolderThatCannotBeWritten asks a dossier in a folder without permission
// to write, as it is left by read and as it is left in WAL mode by a process
// that was killed; then it tries to change it.
func TestFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	parent, err := os.MkdirTemp("", "verbale-readonly-") // not in t.TempDir, which others may not enter
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(parent, "shelf")
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700); _ = os.RemoveAll(parent) })
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	reports := filepath.Join(parent, "reports.jsonl")
	plain, logged := filepath.Join(folder, "plain.db"), filepath.Join(folder, "logged.db")
	write(t, reports, string(reportLines(3)))
	for _, dossier := range []string{plain, logged} {
		ask(t, "read", reports, "--dossier", dossier)
	}
	db, err := sql.Open("sqlite", logged)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA journal_mode = WAL"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(parent, "verbale")
	copyOfTest(t, binary)
	for path, mode := range map[string]os.FileMode{plain: 0o444, logged: 0o444, folder: 0o555, parent: 0o755, binary: 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	run := func(arguments ...string) (int, string) {
		command := exec.CommandContext(t.Context(), binary, arguments...)
		var out bytes.Buffer
		command.Stdout, command.Stderr, command.Dir = &out, &out, parent
		if os.Getuid() == 0 { // whom no permission stops
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		if err := command.Run(); err != nil && command.ProcessState == nil {
			t.Fatal(err)
		}
		return command.ProcessState.ExitCode(), out.String()
	}
	for _, dossier := range []string{plain, logged} {
		for _, question := range []string{"statements", "actors", "documents", "check"} {
			if status, out := run(question, "--dossier", dossier); status != statusDone ||
				strings.TrimSpace(out) == "" {
				t.Errorf("%s of %s: status %d\n%s", question, filepath.Base(dossier), status, out)
			}
		}
		for _, change := range [][]string{
			{"read", reports}, {"correct", "r0000", "--title", "Another"}, {"forget", "r0001", "--why", "test"}, {"upgrade"},
		} {
			if status, out := run(append(change, "--dossier", dossier)...); status != statusDossier ||
				!strings.Contains(out, "its folder") {
				t.Errorf(
					"%s of %s: status %d, want %d with advice\n%s",
					change[0],
					filepath.Base(dossier),
					status,
					statusDossier,
					out,
				)
			}
		}
	}
	// Words that stand in the log alone are not passed over.
	if err := os.WriteFile(logged+"-wal", []byte("a log that nobody put back"), 0o400); err != nil {
		t.Fatal(err)
	}
	if status, out := run("statements", "--dossier", logged); status != statusDossier {
		t.Errorf("with a log beside it: status %d, want %d\n%s", status, statusDossier, out)
	}
}

// copyOfTest copies the test binary to a path that ends in "verbale": called by
// that name it is the command (see TestMain).
func copyOfTest(t *testing.T, to string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o700); err != nil {
		t.Fatal(err)
	}
}
