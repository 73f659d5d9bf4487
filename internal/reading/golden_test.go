package reading_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

var update = flag.Bool("update", false, "write the golden readings")

const wrong = "wrong: "

func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	reader := reading.NewReader()
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		document := &verbale.Document{Name: filepath.Base(file), Encoding: "utf-8"}
		reading := -1
		for i, f := range archive.Files {
			switch f.Name {
			case "report":
				document.Text = string(f.Data)
			case "published":
				document.Facts = append(document.Facts, verbale.Fact{
					Field: intake.FieldPublished, Value: strings.TrimSpace(string(f.Data)), Origin: verbale.FromTable})
			case "reading":
				reading = i
			}
		}
		if reading < 0 {
			archive.Files = append(archive.Files, txtar.File{Name: "reading"})
			reading = len(archive.Files) - 1
		}
		intake.Settle(document)
		got := rowsOf(reader.Read(document))
		golden := strings.Split(strings.TrimSuffix(string(archive.Files[reading].Data), "\n"), "\n")
		if *update {
			for i, row := range got {
				if slices.Contains(golden, wrong+row) {
					got[i] = wrong + row
				}
			}
			archive.Files[reading].Data = []byte(strings.Join(got, "\n") + "\n")
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for i, row := range golden {
			golden[i] = strings.TrimPrefix(row, wrong)
		}
		if !slices.Equal(got, golden) {
			t.Errorf("%s reads\n%s\nand not\n%s", file, strings.Join(got, "\n"), strings.Join(golden, "\n"))
		}
	}
}

// rowsOf spells a reading, one row a line, as testdata/README.md has it.
func rowsOf(r *verbale.Reading) []string {
	var rows []string
	contents := map[string]string{}
	for _, s := range r.Statements {
		contents[s.ID] = words(s.Content)
	}
	for i, s := range r.Statements {
		speakers := "nobody"
		if len(r.Ties[i].Speakers) > 0 {
			speakers = strings.Trim(fmt.Sprint(r.Ties[i].Speakers), "[]")
		}
		row := fmt.Sprintf("statement %s | %s | %s | %s | %s %s %s %s | %s", speakers,
			words(s.Source), words(s.Cue), words(s.Content), s.Mode, s.Kind, s.Account, s.Factuality, value(s.SaidOn))
		if len(s.SetApart) > 0 {
			row += " | set apart " + words(s.SetApart)
		}
		if s.Parent != nil {
			row += " | nested in " + contents[*s.Parent]
		}
		rows = append(rows, row)
	}
	for _, d := range r.Dates {
		rows = append(rows, fmt.Sprintf("time %s = %s %s", d.Text, d.Type, d.Value))
	}
	for i, a := range r.Actors {
		rows = append(rows, fmt.Sprintf("actor %d %s %s", i, a.Type, a.Name))
	}
	return rows
}

func words(excerpts []verbale.Excerpt) string {
	var all []string
	for _, e := range excerpts {
		all = append(all, e.Text)
	}
	return strings.Join(all, " … ")
}

func value(s *string) string {
	if s == nil {
		return "undated"
	}
	return *s
}
