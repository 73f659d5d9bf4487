package main

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestListsForWriters writes lists with their evidence, and has python-docx and
// feedparser read them where Python has these.
func TestListsForWriters(t *testing.T) {
	t.Parallel()
	path, folder := july(t), t.TempDir()
	want, _, _ := command(t, path, "statements", "--speaker", "grey", "--count")
	for _, name := range []string{"grey.md", "grey.docx", "grey.feed.json", "grey.atom"} {
		if _, told, status := command(t, path, "statements", "--speaker", "grey", "-o", filepath.Join(folder, name)); status != 0 || !strings.Contains(told, strings.TrimSpace(want)+" statements") {
			t.Errorf("%s: status %d: %s", name, status, told)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "grey.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n[^"); !strings.HasPrefix(want, strings.TrimSpace(want)) || n == 0 || !strings.Contains(string(text), "- model: ") {
		t.Errorf("%d notes: %s", n, text)
	}
	book, err := zip.OpenReader(filepath.Join(folder, "grey.docx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, part := range book.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		for decoder := xml.NewDecoder(r); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
		}
	}
	for _, list := range []string{"events", "utterances"} {
		if out, told, status := command(t, path, list, "--format", "markdown"); status != 0 || !strings.Contains(out, "[^1]: ") {
			t.Errorf("%s: status %d: %s%s", list, status, out, told)
		}
	}
	if _, told, status := command(t, path, "actors", "--format", "markdown"); status != statusUsage || !strings.Contains(told, "no notes") {
		t.Errorf("actors: status %d: %s", status, told)
	}
	got := reads(t, []string{"docx", "feedparser"}, `
import docx, feedparser, json, sys
d = docx.Document(sys.argv[1] + "/grey.docx")
n = sum(1 for p in d.paragraphs if p._p.xpath(".//w:footnoteReference"))
f = feedparser.parse(sys.argv[1] + "/grey.atom")
assert not f.bozo, f.bozo_exception
j = json.load(open(sys.argv[1] + "/grey.feed.json"))
assert len(j["items"]) == n >= len(f.entries) > 0
print(n)`, folder)
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("%s paragraphs, want %s", got, want)
	}
}
