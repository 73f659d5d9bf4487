package main

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDamageIsNamed breaks a dossier in several ways, and wants each command
// that comes upon it to say so with status 5 and what to do.
func TestDamageIsNamed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	reports, whole := filepath.Join(folder, "reports.jsonl"), filepath.Join(folder, "whole.db")
	write(t, reports, string(reportLines(60)))
	ask(t, "read", reports, "--dossier", whole)
	page := func(n int) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			const size = 4096
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			clear(data[n*size : (n+1)*size])
			write(t, path, string(data))
		}
	}
	statement := func(query string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, step := range []string{"PRAGMA foreign_keys = 0", query} {
				if _, err := db.Exec(step); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	all := [][]string{{"statements"}, {"actors"}, {"timeline"}, {"check"}, {"backup", "copy.db"}, {"read", reports}}
	for _, test := range []struct {
		name     string
		damage   func(t *testing.T, path string)
		commands [][]string
	}{
		{"second-page", page(1), all},
		{"dropped-table", statement("DROP TABLE mention"), [][]string{{"check"}}},
		{"dropped-view", statement("DROP VIEW named_in"), [][]string{{"check"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dossier := filepath.Join(t.TempDir(), "d.db")
			data, err := os.ReadFile(whole)
			if err != nil {
				t.Fatal(err)
			}
			write(t, dossier, string(data))
			test.damage(t, dossier)
			for _, arguments := range test.commands {
				var stdout, stderr bytes.Buffer
				arguments := append(slices.Clone(arguments), "--dossier", dossier)
				if arguments[0] == "backup" {
					arguments[1] = filepath.Join(t.TempDir(), "copy.db")
				}
				if status := run(t.Context(), arguments, strings.NewReader(""), &stdout, &stderr); status != statusFaulty {
					t.Errorf("%v: status %d, want %d\n%s", arguments, status, statusFaulty, &stderr)
				} else if arguments[0] != "check" && !strings.Contains(stderr.String(), "verbale backup") {
					t.Errorf("%v: no advice\n%s", arguments, &stderr)
				}
			}
		})
	}
}

// TestEveryPageZeroed zeroes one page after the other. Whichever it is, check
// and a question end with the status of a damaged file, or that page is not
// what they read; they never end as by a fault of the program.
func TestEveryPageZeroed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	reports, dossier := filepath.Join(folder, "reports.jsonl"), filepath.Join(folder, "d.db")
	write(t, reports, string(reportLines(12)))
	ask(t, "read", reports, "--dossier", dossier)
	whole, err := os.ReadFile(dossier)
	if err != nil {
		t.Fatal(err)
	}
	const size = 4096
	told, free := 0, freePages(whole, size)
	for at := size; at < len(whole); at += size {
		data := slices.Clone(whole)
		clear(data[at : at+size])
		write(t, dossier, string(data))
		for _, question := range []string{"check", "statements"} {
			var stdout, stderr bytes.Buffer
			switch status := run(t.Context(), []string{question, "--dossier", dossier}, nil, &stdout, &stderr); status {
			case statusFaulty:
				told++
			case statusDone:
				if question == "check" && !free[at/size] {
					t.Errorf("page %d: check passed it\n%s", at/size, &stdout)
				}
			default:
				t.Errorf("page %d: %s ended with status %d\n%s", at/size, question, status, &stderr)
			}
		}
	}
	if told < len(whole)/size {
		t.Errorf("only %d of %d pages were told", told, len(whole)/size)
	}
}

// freePages lists the pages of a SQLite file that hold nothing, as its list of free pages
// has them, counted from 0. The pages that the list stands on hold it, but for the last one
// where there is no more to list.
func freePages(file []byte, size int) map[int]bool {
	free := map[int]bool{}
	number := func(at int) int { return int(binary.BigEndian.Uint32(file[at:])) }
	for trunk := number(32); trunk > 0; trunk = number((trunk - 1) * size) {
		at := (trunk - 1) * size
		free[trunk-1] = number(at) == 0 && number(at+4) == 0
		for i := range number(at + 4) {
			free[number(at+8+4*i)-1] = true
		}
	}
	return free
}

// TestFlippedBits flips one bit after the other, at random. Where check finds
// nothing, no answer may be another one.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	reports, dossier := filepath.Join(folder, "reports.jsonl"), filepath.Join(folder, "d.db")
	write(t, reports, string(reportLines(12)))
	ask(t, "read", reports, "--dossier", dossier)
	whole, err := os.ReadFile(dossier)
	if err != nil {
		t.Fatal(err)
	}
	answers := func() string {
		var all strings.Builder
		for _, question := range []string{"statements", "dates", "documents", "actors"} {
			var stdout, stderr bytes.Buffer
			status := run(
				t.Context(),
				[]string{question, "--dossier", dossier, "--format", "jsonl"},
				nil,
				&stdout,
				&stderr,
			)
			all.WriteString(strconv.Itoa(status) + "\n" + stdout.String())
		}
		return all.String()
	}
	want := answers()
	flips, told := 150, 0
	if soaking() {
		flips = 1500
	}
	random := rand.New(rand.NewPCG(5, 8))
	for range flips {
		data := slices.Clone(whole)
		at, bit := random.IntN(len(data)), random.IntN(8)
		data[at] ^= 1 << bit
		write(t, dossier, string(data))
		var stdout, stderr bytes.Buffer
		switch status := run(t.Context(), []string{"check", "--dossier", dossier}, nil, &stdout, &stderr); status {
		case statusFaulty, statusDossier:
			told++
		case statusDone:
			if answers() != want {
				t.Errorf("byte %d, bit %d: check passed it, and the answers are others", at, bit)
			}
		default:
			t.Errorf("byte %d, bit %d: status %d\n%s", at, bit, status, &stderr)
		}
	}
	t.Logf("%d of %d flips were told; the others changed no answer", told, flips)
}
