package sheet_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/intake/sheet"
)

// row writes a row of cells: a number is one of a style, a text stands in it.
func row(cells ...any) string {
	var b strings.Builder
	b.WriteString("<row>")
	for i, c := range cells {
		place := string(rune('A' + i))
		switch c := c.(type) {
		case string:
			fmt.Fprintf(&b, `<c r="%s9" t="inlineStr"><is><t>%s</t></is></c>`, place, html.EscapeString(c))
		case float64:
			fmt.Fprintf(&b, `<c r="%s9" s="1"><v>%v</v></c>`, place, c)
		case int:
			fmt.Fprintf(&b, `<c r="%s9" t="s"><v>%d</v></c>`, place, c)
		}
	}
	return b.String() + "</row>"
}

func TestSheets(t *testing.T) {
	t.Parallel()
	got := intaketest.Tell(t, formats.NewReader(), "a.xlsx", file(head+
		row("No.", "Headline", "Date", "Source", "Content", "Section", "id")+
		row("1", "Lock closed", 47975.0, "Harbour Gazette", "The lock & the quay are <shut>.\n\nPilots wait.", "World", "007")+
		row("2", "Pilots wait", 47976.25, nil, 0, nil, "x8")+
		row("3", "Nothing", nil, nil, "", nil, "x9")+`</sheetData></worksheet>`))
	const want = `taken understood: text from Content, title from Headline, published from Date, outlet from Source
report a.xlsx!007 of Excel sheet (XLSX) xl/worksheets/sheet1.xml
  No. (record): "\"1\""
  title (record: Headline): "Lock closed"
  published (record: Date): "2031-05-07"
  outlet (record: Source): "Harbour Gazette"
  Section (record): "\"World\""
  body: "The lock & the quay are <shut>.\n\nPilots wait."
report a.xlsx!x8 of Excel sheet (XLSX) xl/sharedStrings.xml
  No. (record): "\"2\""
  title (record: Headline): "Pilots wait"
  published (record: Date): "2031-05-08T06:00:00"
  body: "One two."
skipped no_text: there is no text in it
`
	if got != want {
		t.Errorf("got:\n%s", got)
	}
	if got := intaketest.Tell(t, formats.NewReader(), "a.xlsx", file(head+row("event", "day")+row("meeting", 47975.0))); got !=
		"skipped no_text: it looks like an Excel sheet, and none of its columns (event, day) is known to hold the words of reports\n" {
		t.Errorf("got:\n%s", got)
	}
}

const (
	head  = `<worksheet xmlns="x"><sheetData>`
	names = `<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1" t="inlineStr"><is><t>published</t></is></c></row>`
)

func file(sheet string) []byte {
	return intaketest.Zip("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><r><t xml:space="preserve">One </t></r><r><t>two.</t></r><rPh><t>no</t></rPh></si><si><t>Line_x000D_
break.</t></si></sst>`, "xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; dd.mm.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`, "xl/worksheets/sheet1.xml", sheet)
}

func TestCells(t *testing.T) {
	t.Parallel()
	got := intaketest.Tell(t, formats.NewReader(), "a.xlsx", file(head+names+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>47975</v></c></row><row r="4"><c t="s"><v>1</v></c></row><row r="5"><c r="A5" t="inlineStr"><is><t>In the &amp; sheet.</t></is></c></row><row><c t="s"><v>99`))
	for _, want := range []string{`body: "One two."`, `published (record): "2031-05-07"`, `heading: "Line"`, `body: "break."`, `of Excel sheet (XLSX) xl/worksheets/sheet1.xml`, `body: "In the & sheet."`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in:\n%s", want, got)
		}
	}
}

func FuzzSheets(f *testing.F) {
	f.Add(head + names + `<row><c t="s"><v>0</v></c><c s="1"><v>1e9</v></c></row>`)
	f.Add(`<row><c r="ZZZZ9" t="str"><v>&#13;</v></c></row>`)
	f.Fuzz(func(t *testing.T, sheet string) { _ = intaketest.Tell(t, formats.NewReader(), "a.xlsx", file(sheet)) })
}

func BenchmarkSheet(b *testing.B) {
	var rows strings.Builder
	for i := range 500 {
		fmt.Fprintf(&rows, `<row r="%d"><c t="inlineStr"><is><t>%s</t></is></c><c s="1"><v>47975</v></c></row>`, i+2, strings.Repeat("The council closed the lower lock on Tuesday &amp; said so to the masters. ", 30))
	}
	content := file(head + names + strings.ReplaceAll(rows.String(), "closed", "shut") + `</sheetData></worksheet>`)
	reader := intake.Reader{Formats: []intake.Format{sheet.Format}}
	b.SetBytes(int64(rows.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.xlsx", intaketest.Input("a.xlsx", content), func(item intake.Item) error { n++; return nil }); err != nil || n < 1 {
			b.Fatal(n, err)
		}
	}
}
