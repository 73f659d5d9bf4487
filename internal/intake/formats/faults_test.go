package formats_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
)

// TestFilesOfDesks reads the sample files of the shared data, one by one: which
// reports come out, with their days and outlets, and that each leads back to its
// bytes.
func TestFilesOfDesks(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	dir := filepath.Join(shared, "faults", "files")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the sample files are not here: ", err)
	}
	for name, want := range map[string]string{ // name of the report, day, outlet
		"nexis-export.txt":                     "!4edab85cd779 2022-02-08 The Drennia Courier, !71835752ba21 2022-02-07 Nordpost, !eb1714624427 2022-02-09T06:12Z Agence Strait-Presse -- English",
		"factiva-export.txt":                   "!DRNC000020220208ei2800002 2022-02-08 The Drennia Courier, !NPST000020220207ei2700001 2022-02-07 Nordpost",
		"proquest-export.txt":                  "!6524b74ef924 2022-02-07 Nordpost, !b6f55eceacde 2022-02-08 The Drennia Courier",
		"articles.csv":                         "!17283 2022-02-07 Nordpost, !17284 2022-02-08T06:12 Courier",
		"articles-other-columns.csv":           "!1 2022-02-07T00:00:00 nordpost.example",
		"articles-array.json":                  "a1 2022-02-07 Nordpost, a2 2022-02-08 Courier",
		"articles.ndjson":                      "n1 2022-02-07 , n2  ",
		"articles-lines.json":                  "n1 2022-02-07 , n2  ",
		"articles-lines.json.gz":               "n1 2022-02-07 , n2  ",
		"ENDING-IN-CAPITALS.JSONL":             "n1 2022-02-07 , n2  ",
		"pretty-printed.jsonl":                 "a1  , a2  ",
		"other-keys.jsonl":                     "!https://nordpost.example/1 2022-02-07T00:00:00 , 17 2022-02-08 , x3 2022-02-08 Courier",
		"forms-of-published.jsonl":             "x4 2022-02-07T06:12:00Z , x5 2022-02-07T06:12:00Z , x6 2022-02-07T06:12:00Z , x7 2022-02-07T06:12:00Z , x8 2022-02-07T06:12:00.000+00:00 ",
		"reports.zip":                          "!envoys-fail.txt  ",
		"briefing-state-department-layout.txt": " 2022-02-07 ",
		"un-meeting-record-layout.txt":         " 2022-02-07T10:00 ",
		"communique-numbered.txt":              " 2022-02-04 ",
		"live-blog.txt":                        " 2022-02-07 ",
		"readout-bullets.txt":                  " 2022-02-03 ",
		"copied-from-pdf.txt":                  " 2022-02-07 ",
		"press-release.pdf":                    " 2022-02-07 ",
		"statement.docx":                       " 2022-02-07 ",
		"statement.rtf":                        "  ",
		"single-line-breaks.txt":               "  ",
		"line-ends-u2028.txt":                  "  ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			if err := formats.NewReader().Read(t.Context(), []string{filepath.Join(dir, name)}, func(item intake.Item) error {
				if f := item.Fault; f != nil {
					if f.Kind == intake.Skipped || f.Kind == intake.PassedOver {
						t.Error(f)
					}
					return nil
				}
				d := item.Document
				if err := item.Source.Map.Check(d.Text, item.Source.Bytes); err != nil {
					t.Errorf("%s: %v", d.Name, err)
				}
				got = append(got, fmt.Sprintf("%s %s %s", strings.TrimPrefix(d.Name, name), d.Published, d.Outlet))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			wanted := map[string]bool{}
			for _, w := range strings.Split(want, ", ") {
				wanted[w] = true
			}
			for _, g := range got {
				if !wanted[g] {
					t.Errorf("%q is not among %q", g, want)
				}
			}
			if len(got) != len(wanted) {
				t.Errorf("%d reports, want %d", len(got), len(wanted))
			}
		})
	}
}
