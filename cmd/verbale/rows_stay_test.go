package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var updateRows = flag.Bool("update-rows", false, "write testdata/rows.txt anew; read the difference")

// rowsSample is one report of the corpora in this many: some 200 of the wire
// reports.
const rowsSample = 12

// TestRowsStay holds the rows of the example and of a sample of wire reports as
// they went into testdata/rows.txt: the number of rows and a hash for each
// question. Whoever moves code leaves the file as it is; whoever changes a row
// writes it anew in the same commit and says in its message which rows changed.
// The name of the reading is no part of it, so that a model or a rule that
// changes nothing shows as nothing.
func TestRowsStay(t *testing.T) {
	t.Parallel()
	golden := filepath.Join("testdata", "rows.txt")
	was, err := os.ReadFile(golden)
	if err != nil && !*updateRows {
		t.Fatal(err)
	}
	example := filepath.Join(t.TempDir(), "example.db")
	ask(t, "read", "--dossier", example, "../../examples/july-1914")
	got := rowsOf(t, "example", example)
	if sample := wireSample(t); sample != "" {
		dossier := filepath.Join(t.TempDir(), "wire.db")
		ask(t, "read", "--dossier", dossier, sample)
		got = append(got, rowsOf(t, "wire", dossier)...)
	} else {
		t.Log("no wire reports under $VERBALE_SHARED/corpora: their rows are not compared")
		got = append(got, linesWith(string(was), "wire ")...)
	}
	if text := strings.Join(got, "\n") + "\n"; *updateRows {
		if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != string(was) {
		t.Errorf("rows changed; if they were meant to, run with -update-rows and say which:\nwas\n%sis\n%s", was, text)
	}
}

// rowsOf is a line for each question: set, question, number of rows, hash.
func rowsOf(t *testing.T, set, dossier string) []string {
	t.Helper()
	var lines []string
	for _, question := range []string{"statements", "dates", "documents", "actors"} {
		lines = append(lines, hashOf(t, set, question, ask(t, question, "--dossier", dossier, "--format", "jsonl")))
	}
	return append(lines, hashOf(t, set, "timeline", ask(t, "timeline", "--dossier", dossier, "--format", "csv")))
}

// hashOf is the line for what a question printed. A row of JSON is hashed
// without the name of the reading and with its keys in order.
func hashOf(t *testing.T, set, question, printed string) string {
	t.Helper()
	rows := strings.Split(strings.TrimSpace(printed), "\n")
	if len(rows) < 10 {
		t.Fatalf("%s: only %d rows of %s", set, len(rows), question)
	}
	hash := sha256.New()
	for _, row := range rows {
		if strings.HasPrefix(row, "{") {
			var keys map[string]any
			if err := json.Unmarshal([]byte(row), &keys); err != nil {
				t.Fatalf("%s: %s: %v", set, question, err)
			}
			delete(keys, "model")
			plain, err := json.Marshal(keys)
			if err != nil {
				t.Fatal(err)
			}
			row = string(plain)
		}
		hash.Write([]byte(row + "\n"))
	}
	return fmt.Sprintf("%s %s %d %s", set, question, len(rows), hex.EncodeToString(hash.Sum(nil)[:16]))
}

// wireSample writes one wire report in rowsSample, chosen by the hash of its id,
// as JSON Lines and returns the path, or "" where there are no wire reports.
func wireSample(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	file, err := os.Open(filepath.Join(shared, "corpora", "wire.jsonl.gz"))
	if err != nil {
		return ""
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var sample strings.Builder
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var report struct{ ID string }
		if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256([]byte(report.ID)); sum[0]%rowsSample == 0 {
			sample.Write(lines.Bytes())
			sample.WriteByte('\n')
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "wire.jsonl")
	if err := os.WriteFile(path, []byte(sample.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// linesWith returns the lines of text that begin with start.
func linesWith(text, start string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, start) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}
