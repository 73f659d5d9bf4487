package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/row"
)

var update = flag.Bool("update", false, "write the table of docs/formats.md anew")

// ship is a row of these tests.
type ship struct {
	Name string `json:"name"`
	Day  string `json:"day"`
}

var ships = export.Sheet[ship]{
	Table:  []export.Column[ship]{{Title: "name", Of: func(s ship) string { return s.Name }}},
	People: []export.Column[ship]{{Title: "sails", Kind: row.Date, Of: func(s ship) string { return s.Day }}},
	Export: []export.Column[ship]{
		{Title: "name", Of: func(s ship) string { return s.Name }}, {Title: "day", Of: func(s ship) string { return s.Day }},
	},
	Heading: func(s ship) string { return "in " + s.Day[:4] },
	Day: func(s ship) *row.Day {
		span, ok := calendar.ParseSpan(s.Day)
		if !ok {
			return nil
		}
		return &row.Day{ID: s.Name, First: span.First, Last: span.Last, Display: s.Day, Headline: s.Name + " sails"}
	},
	Note: func(s ship) *row.Note {
		n := &row.Note{ID: "s-" + s.Name, On: s.Day, Lead: s.Name + " & Co", Words: "it *sails* [1] <b>", Source: "Kurier", Place: "a_b.txt, bytes 1-2", Link: "https://kurier.example/a"}
		if _, ok := calendar.ParseSpan(s.Day); ok {
			n.Told = s.Day
		}
		return n
	},
}

func write(t *testing.T, name string, page export.Page) (string, *export.Writer[ship]) {
	t.Helper()
	format, err := export.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	page.Name, page.Title = "ships", "harbour"
	w, err := export.NewWriter(&out, format, ships, page)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []ship{{"Alma", "2031-03-04"}, {"=Bore", "2032 or so"}} {
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), w
}

func TestEveryFormatWrites(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"table": "\nin 2031\nname  \n──────\nAlma  \n\nin 2032\nname   \n───────\n=Bore  \n",
		"json":  "[\n{\"name\":\"Alma\",\"day\":\"2031-03-04\"},\n{\"name\":\"=Bore\",\"day\":\"2032 or so\"}\n]\n",
		"jsonl": "{\"name\":\"Alma\",\"day\":\"2031-03-04\"}\n{\"name\":\"=Bore\",\"day\":\"2032 or so\"}\n",
		"csv":   "name,day\r\nAlma,2031-03-04\r\n=Bore,2032 or so\r\n",
	}
	holds := map[string]string{"ics": "SUMMARY:Alma sails", "timelinejs": `"headline": "Alma sails"`, "xlsx": "xl/worksheets/sheet1.xml", "docx": "word/footnotes.xml",
		"markdown": "\n1. **2031-03-04.** Alma \\& Co: it \\*sails\\* \\[1\\] \\<b\\>[^1]\n\n[^1]: Kurier. a\\_b.txt, bytes 1-2, s-Alma. <https://kurier.example/a>\n",
		"jsonfeed": `"_verbale":{"words":"it *sails* [1] \u003cb\u003e","source":"Kurier","place":"a_b.txt, bytes 1-2","on":"2031-03-04"}`,
		"atom":     "<updated>2031-03-04T00:00:00Z</updated><link href=\"https://kurier.example/a\"/>"}
	for _, f := range export.Formats() {
		got, w := write(t, f.Name, export.Page{})
		if exact, ok := want[f.Name]; ok && got != exact {
			t.Errorf("%s:\n%q, want\n%q", f.Name, got, exact)
		} else if part := holds[f.Name]; !ok && (part == "" || !strings.Contains(got, part)) {
			t.Errorf("%s does not hold %q:\n%s", f.Name, part, got)
		}
		if undated := w.LeftOut == 1; undated != (f.Days || f.Name == "atom") || w.Rows+w.LeftOut != 2 {
			t.Errorf("%s: %d rows, %d left out", f.Name, w.Rows, w.LeftOut)
		}
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	if got, _ := write(t, "csv", export.Page{Columns: []string{"Sails", "name"}}); !strings.HasPrefix(got, "sails,name\r\n2031-03-04,Alma") {
		t.Errorf("chosen columns: %q", got)
	}
	if got, _ := write(t, "csv", export.Page{Excel: true}); !strings.HasPrefix(got, "\ufeffname,day") || !strings.Contains(got, "'=Bore") {
		t.Errorf("for Excel: %q", got)
	}
	format, err := export.Named("csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := export.NewWriter(&bytes.Buffer{}, format, ships, export.Page{Columns: []string{"tonnage"}}); !errors.Is(err, export.ErrFormat) || !strings.Contains(err.Error(), "name, day, sails") {
		t.Errorf("a column that is not there: %v", err)
	}
	dayless := ships
	dayless.Day = nil
	if format, err = export.Named("ics"); err != nil {
		t.Fatal(err)
	}
	if _, err := export.NewWriter(&bytes.Buffer{}, format, dayless, export.Page{Name: "ships"}); !errors.Is(err, export.ErrFormat) {
		t.Errorf("a calendar of rows without days: %v", err)
	}
}

func TestEndings(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"a.csv": "csv", "A/B.XLSX": "xlsx", "a.jsonl": "jsonl", "a.json": "json", "a.timeline.json": "timelinejs", "a.ics": "ics", "a.txt": "table", "plain": "",
	} {
		format, err := export.OfFile(path)
		if got := ""; err != nil {
			t.Error(err)
		} else if format != nil {
			if got = format.Name; got != want {
				t.Errorf("%s is %s, want %s", path, got, want)
			}
		} else if want != "" {
			t.Errorf("%s is nothing, want %s", path, want)
		}
	}
	_, err := export.OfFile("talks.odt")
	if !errors.Is(err, export.ErrFormat) || !strings.Contains(err.Error(), ".xlsx") || !strings.Contains(err.Error(), ".odt") {
		t.Errorf("an ending that no format has: %v", err)
	}
}

// TestFormatsAreOne holds the table: names and endings are each one's own, and
// docs/formats.md lists them all.
func TestFormatsAreOne(t *testing.T) {
	t.Parallel()
	var names, endings []string
	var table strings.Builder
	table.WriteString("| format | ending | what it is |\n| --- | --- | --- |\n")
	for _, f := range export.Formats() {
		names, endings = append(names, f.Name), append(endings, f.Ending)
		if f.MediaType == "" || f.Meaning == "" {
			t.Errorf("%s says too little of itself", f.Name)
		}
		fmt.Fprintf(&table, "| `%s` | `.%s` | %s |\n", f.Name, f.Ending, f.Meaning)
	}
	for _, list := range [][]string{names, endings} {
		slices.Sort(list)
		if len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("one stands there twice: %v", list)
		}
	}
	const file, begin, end = "../../docs/formats.md", "<!-- formats -->\n", "<!-- end of formats -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	held, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("%s has no place for the table", file)
	case held == table.String():
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table of %s is\n%sand should be (-update writes it)\n%s", file, held, table.String())
	}
}

func TestNothingIsAnArray(t *testing.T) {
	t.Parallel()
	format, err := export.Named("json")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := export.NewWriter(&out, format, ships, export.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []ship
	if err := w.Close(); err != nil || json.Unmarshal(out.Bytes(), &rows) != nil || rows == nil {
		t.Errorf("no rows: %q, %v", out.String(), err)
	}
}
