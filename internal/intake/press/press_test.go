package press_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
)

var update = flag.Bool("update", false, "write the golden files")

// read reads an export and tells what came of it, one thing a line.
func read(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.txt")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := formats.NewReader().Read(t.Context(), []string{path}, func(item intake.Item) error {
		if f := item.Fault; f != nil {
			fmt.Fprintf(&b, "%s: %s\n", f.Kind, f.Reason)
			return nil
		}
		d := item.Document
		if err := item.Source.Map.Check(d.Text, item.Source.Bytes); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		fmt.Fprintf(&b, "report: %s\n", d.Name)
		for _, f := range d.Facts {
			if f.Field != "extractor" && f.Field != "layout" {
				fmt.Fprintf(&b, "  %s (%s): %q\n", f.Field, f.Origin, f.Value)
			}
		}
		fmt.Fprintf(&b, "  published %q, dateline %+v\n", d.Published, d.Dateline)
		for _, p := range d.Parts {
			fmt.Fprintf(&b, "  %s: %q\n", p.Kind, p.Text(d.Text))
		}
		for _, key := range slices.Sorted(maps.Keys(d.Extra)) {
			if strings.HasPrefix(key, "dateline.") {
				t.Errorf("%s among the unknown", key)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExports holds the cases of testdata.
func TestExports(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := read(t, string(archive.Files[0].Data))
			windows := read(t, strings.ReplaceAll(string(archive.Files[0].Data), "\n", "\r\n"))
			if strings.ReplaceAll(windows, `\r\n`, `\n`) != got && !strings.Contains(file, "unknown") && !idByHash(got) {
				t.Errorf("with the line ends of Windows:\n%s", windows)
			}
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) < 2 || string(archive.Files[1].Data) != got {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

// idByHash reports whether a report is named by the hash of its text, in which
// line ends count.
func idByHash(told string) bool {
	for line := range strings.Lines(told) {
		if name, ok := strings.CutPrefix(line, "report: export.txt!"); ok && len(strings.TrimSpace(name)) == 12 {
			return true
		}
	}
	return false
}

func FuzzExports(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(string(archive.Files[0].Data))
		}
	}
	f.Fuzz(func(t *testing.T, content string) { _ = read(t, content) })
}

func BenchmarkExport(b *testing.B) {
	var export strings.Builder
	for i := range 40 {
		fmt.Fprintf(&export, "HD Pilots wait\nPD 7 May 2031\nSN Harbour Gazette\nLP\n%s\nAN Document HGAZ000020310507e757%05d\n\n",
			strings.Repeat("The harbour council closed the lower lock on Tuesday, and twelve ships have been lying before it since.\n\n", 40), i)
	}
	content := export.String()
	splitter := formats.Splitters()[0]
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if !splitter.Match(content) {
			b.Fatal("not an export")
		}
	}
}
