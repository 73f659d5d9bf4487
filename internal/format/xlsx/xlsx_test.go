package xlsx_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"verbale.dev/verbale/internal/format/xlsx"
)

var columns = []xlsx.Column{{Title: "id"}, {Title: "words", Width: 60}, {Title: "start", Number: true}, {Title: "uri", Link: true}}

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

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	rows := [][]string{
		{"007", "=1+1", "12", "https://nordpost.example/1?a=1&b=2"},
		{"2031-03-04", " the strait\nis <open> & \"free\" ", "0", `https://x.example/")&cmd|'`},
		{"+1", "Київ 😀", "", ""},
	}
	raw := book(t, rows, [][2]string{{"dossier", "talks.db"}, {"command", "verbale statements"}})
	if again := book(t, rows, [][2]string{{"dossier", "talks.db"}, {"command", "verbale statements"}}); !bytes.Equal(raw, again) {
		t.Error("the same rows make other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("statements", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got[0], []string{"id", "words", "start", "uri"}) {
		t.Errorf("header %q", got[0])
	}
	for i, row := range rows {
		for len(got[i+1]) < len(row) {
			got[i+1] = append(got[i+1], "")
		}
		if !slices.Equal(got[i+1], row) {
			t.Errorf("row %d: %q, want %q", i, got[i+1], row)
		}
	}
	for place, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeInlineString, "A3": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset} {
		if kind, err := f.GetCellType("statements", place); err != nil || kind != want {
			t.Errorf("%s is of type %v, want %v (%v)", place, kind, want, err)
		}
	}
	for place, want := range map[string]string{"D2": `HYPERLINK("` + rows[0][3] + `")`, "D3": "", "B2": "", "A4": ""} {
		if formula, err := f.GetCellFormula("statements", place); err != nil || formula != want {
			t.Errorf("%s is the formula %q, want %q (%v)", place, formula, want, err)
		}
	}
	panes, err := f.GetPanes("statements")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	about, err := f.GetRows("about")
	if err != nil || len(about) != 5 || !slices.Equal(about[0], []string{"dossier", "talks.db"}) || !slices.Equal(about[2], []string{"rows", "3"}) {
		t.Errorf("about %q, %v", about, err)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("😀", 20_000)
	raw := book(t, [][]string{{"bell \x07 and \x00", long, "x", "https://" + strings.Repeat("a", 3_000)}}, nil)
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("statements")
	if err != nil {
		t.Fatal(err)
	}
	if rows[1][0] != "bell \ufffd and \ufffd" || len([]rune(rows[1][1])) != 32_767/2 || rows[1][2] != "x" {
		t.Errorf("row %.80q", rows[1])
	}
	about, err := f.GetRows("about")
	if err != nil || !strings.HasPrefix(about[2][1], "1 ") {
		t.Errorf("about %q, %v", about, err)
	}
}

func BenchmarkBook(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			row := []string{"f2d97c2a01", "that the strait would be open by night as well", "1200", "https://nordpost.example/1"}
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
