package lang_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"verbale.dev/verbale/lang"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSentences holds what comes out against the cases in testdata/sentences.
func TestSentences(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("testdata", "sentences", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(section(archive, "text"), "\\r\n", "\r\n")
			want, marks := takeMarks(section(archive, "sentences"))
			got := sentenceLines(lang.NewAnalyzer().Analyze(text))
			if got == want {
				return
			}
			if !*update {
				t.Errorf("got\n%s\nwant\n%s", got, want)
				return
			}
			archive.Files = []txtar.File{archive.Files[0], {Name: "sentences", Data: []byte(putMarks(got, marks))}}
			if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(bytes.ReplaceAll(f.Data, []byte("\r\n"), []byte("\n")))
		}
	}
	return ""
}

// sentenceLines writes a document as the section sentences has it.
func sentenceLines(d *lang.Document) string {
	var b strings.Builder
	for i, s := range d.Sentences {
		if i > 0 && s.Paragraph != d.Sentences[i-1].Paragraph {
			b.WriteByte('\n')
		}
		b.WriteString(spell(d, s.First, s.Last))
		b.WriteByte('\n')
	}
	return b.String()
}

// takeMarks parts the lines that begin with "wrong:" from the others; the key of
// a mark is the line before it.
func takeMarks(s string) (string, map[string]string) {
	marks := map[string]string{}
	var b strings.Builder
	last := ""
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "wrong:") {
			marks[last] = line
			continue
		}
		b.WriteString(line)
		last = line
	}
	return b.String(), marks
}

func putMarks(s string, marks map[string]string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(line)
		b.WriteString(marks[line])
	}
	return b.String()
}
