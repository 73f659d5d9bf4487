package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/export/xlsx"
)

var columns = []xlsx.Column{
	{Title: "id"}, {Title: "words", Width: 60}, {Title: "start", Kind: xlsx.Number}, {Title: "uri", Kind: xlsx.Link}, {Title: "day", Kind: xlsx.Date},
}

func book(t testing.TB, rows [][]string, about [][2]string) []byte {
	t.Helper()
	b, err := xlsx.New("statements", columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := b.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := b.Close(&out, about); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sheet is a sheet as its XML has it.
type sheet struct {
	Dimension struct {
		Ref string `xml:"ref,attr"`
	} `xml:"dimension"`
	Pane struct {
		YSplit string `xml:"ySplit,attr"`
		State  string `xml:"state,attr"`
	} `xml:"sheetViews>sheetView>pane"`
	Cols []struct {
		Width string `xml:"width,attr"`
	} `xml:"cols>col"`
	Rows []struct {
		Cells []cell `xml:"c"`
	} `xml:"sheetData>row"`
	Filter struct {
		Ref string `xml:"ref,attr"`
	} `xml:"autoFilter"`
	Links []struct {
		Ref string `xml:"ref,attr"`
		ID  string `xml:"id,attr"`
	} `xml:"hyperlinks>hyperlink"`
}

type cell struct {
	Ref   string `xml:"r,attr"`
	Type  string `xml:"t,attr"`
	Style string `xml:"s,attr"`
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
}

// files reads the parts of a workbook; each must be XML.
func files(t testing.TB, raw []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		all[f.Name] = data
	}
	return all
}

func parsed(t testing.TB, data []byte) *sheet {
	t.Helper()
	var s sheet
	if err := xml.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

var rows = [][]string{
	{"007", "=1+1", "12", "https://nordpost.example/1?a=1&b=2", "2031-03-04"},
	{"2031-03-04", " the strait\nis <open> & \"free\" ", "0", `https://x.example/")&cmd|'`, "1914-07"},
	{"+1", "Київ 😀 _x0041_", "", "", "1839-04-19"},
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	about := [][2]string{{"dossier", "talks.db"}, {"command", "verbale statements"}}
	raw := book(t, rows, about)
	if again := book(t, rows, about); !bytes.Equal(raw, again) {
		t.Error("the same rows make other bytes")
	}
	all := files(t, raw)
	s := parsed(t, all["xl/worksheets/sheet1.xml"])
	if s.Dimension.Ref != "A1:E4" || s.Filter.Ref != "A1:E4" || s.Pane.YSplit != "1" || s.Pane.State != "frozen" || len(s.Cols) != 5 || s.Cols[1].Width != "60" {
		t.Errorf("dimension %q, filter %q, pane %v, columns %v", s.Dimension.Ref, s.Filter.Ref, s.Pane, s.Cols)
	}
	got := map[string]cell{}
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			got[c.Ref] = c
		}
	}
	for ref, want := range map[string]cell{
		"A1": {Type: "inlineStr", Text: "id", Style: "1"}, "A2": {Type: "inlineStr", Text: "007"}, "B2": {Type: "inlineStr", Text: "=1+1", Style: "2"},
		"C2": {Value: "12"}, "D2": {Type: "inlineStr", Text: rows[0][3], Style: "4"}, "E2": {Value: "47911", Style: "3"},
		"A3": {Type: "inlineStr", Text: "2031-03-04"}, "B3": {Type: "inlineStr", Text: rows[1][1], Style: "2"}, "C3": {Value: "0"},
		"D3": {Type: "inlineStr", Text: rows[1][3]}, "E3": {Type: "inlineStr", Text: "1914-07"},
		"B4": {Type: "inlineStr", Text: "Київ 😀 _x005F_x0041_", Style: "2"}, "E4": {Type: "inlineStr", Text: "1839-04-19"},
	} {
		want.Ref = ref
		if got[ref] != want {
			t.Errorf("%s is %+v, want %+v", ref, got[ref], want)
		}
	}
	if len(s.Links) != 1 || s.Links[0].Ref != "D2" || !bytes.Contains(all["xl/worksheets/_rels/sheet1.xml.rels"], []byte(`Target="https://nordpost.example/1?a=1&amp;b=2"`)) {
		t.Errorf("links %v: %s", s.Links, all["xl/worksheets/_rels/sheet1.xml.rels"])
	}
	told := parsed(t, all["xl/worksheets/sheet2.xml"])
	if len(told.Rows) != 6 || told.Dimension.Ref != "A1:B6" || told.Rows[2].Cells[1].Text != "3" {
		t.Errorf("about %+v", told.Rows)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	raw := book(t, [][]string{{"bell \x07, \x00 and \xff", strings.Repeat("😀", 20_000), "x", "https://" + strings.Repeat("a", 3_000), "2031-02-30"}}, nil)
	all := files(t, raw)
	cells := parsed(t, all["xl/worksheets/sheet1.xml"]).Rows[1].Cells
	if cells[0].Text != "bell \ufffd, \ufffd and \ufffd" || len([]rune(cells[1].Text)) != 32_767/2 || cells[2].Text != "x" || cells[3].Style != "" || cells[4].Text != "2031-02-30" {
		t.Errorf("row %.200v", cells)
	}
	if told := parsed(t, all["xl/worksheets/sheet2.xml"]); !strings.HasPrefix(told.Rows[2].Cells[1].Text, "1 ") {
		t.Errorf("about %v", told.Rows)
	}
	for _, name := range []string{"", "a/b", strings.Repeat("x", 32)} {
		if _, err := xlsx.New(name, columns); err == nil {
			t.Errorf("a sheet is named %q", name)
		}
	}
}

// TestMoreThanMemory writes more than waits in memory, and more columns than the
// alphabet has letters.
func TestMoreThanMemory(t *testing.T) {
	t.Parallel()
	many := make([]xlsx.Column, 30)
	b, err := xlsx.New("rows", many)
	if err != nil {
		t.Fatal(err)
	}
	row := make([]string, len(many))
	noise := uint64(1)
	const n, letters = 600, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	for i := range n {
		for k := range row {
			cell := make([]byte, 1600)
			for at := range cell {
				noise = noise*6364136223846793005 + 1442695040888963407
				cell[at] = letters[noise>>58]
			}
			row[k] = string(cell)
		}
		row[29] = fmt.Sprint(i)
		if err := b.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := b.Close(&out, nil); err != nil {
		t.Fatal(err)
	}
	s := parsed(t, files(t, out.Bytes())["xl/worksheets/sheet1.xml"])
	last := s.Rows[n].Cells[29]
	if s.Dimension.Ref != "A1:AD601" || last.Ref != "AD601" || last.Text != fmt.Sprint(n-1) || out.Len() < 16<<20 {
		t.Errorf("dimension %s, last cell %+v, %d bytes", s.Dimension.Ref, last, out.Len())
	}
}

// TestAnotherReader has openpyxl read a workbook, where it is installed.
func TestAnotherReader(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil || exec.Command(python, "-c", "import openpyxl").Run() != nil {
		t.Skip("python3 with openpyxl is not here")
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := os.WriteFile(path, book(t, rows, [][2]string{{"dossier", "talks.db"}}), 0o600); err != nil {
		t.Fatal(err)
	}
	const program = `
import json, sys, openpyxl
b = openpyxl.load_workbook(sys.argv[1])
s = b["statements"]
print(json.dumps({
  "sheets": b.sheetnames, "dimension": s.dimensions, "frozen": s.freeze_panes, "filter": s.auto_filter.ref,
  "link": s["D2"].hyperlink.target, "width": str(s.column_dimensions["B"].width),
  "day": s["E2"].value.isoformat() + " " + str(s["E2"].is_date), "text": s["A2"].value, "number": str(s["C2"].value + 1),
  "formula": s["B2"].data_type, "rows": str(len(list(s.rows))),
  "readonly": str(len(list(openpyxl.load_workbook(sys.argv[1], read_only=True)["statements"].rows)))}))`
	out, err := exec.Command(python, "-c", program, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		want := map[string]string{
			"sheets": "[statements about]", "dimension": "A1:E4", "frozen": "A2", "filter": "A1:E4", "link": rows[0][3], "width": "60.0",
			"day": "2031-03-04T00:00:00 True", "text": "007", "number": "13", "formula": "s", "rows": "4", "readonly": "4",
		}[key]
		if fmt.Sprint(got[key]) != want {
			t.Errorf("%s: %v, want %s", key, got[key], want)
		}
	}
}

func BenchmarkBook(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			row := []string{"f2d97c2a01", "that the strait would be open by night as well", "1200", "https://nordpost.example/1", "2031-03-04"}
			rows := slices.Repeat([][]string{row}, n)
			b.ReportAllocs()
			for b.Loop() {
				if raw := book(b, rows, nil); len(raw) == 0 {
					b.Fatal("nothing written")
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
