package xlsx

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// part is a file of the workbook, in pieces that are written one after another.
type part struct {
	name   string
	pieces []io.Reader
}

const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeSpace   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relationSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
)

const contentTypes = head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
	`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`

const rootRelations = head + `<Relationships xmlns="` + relationSpace + `"><Relationship Id="rId1" Type="` + officeSpace +
	`/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const bookRelations = head + `<Relationships xmlns="` + relationSpace + `">` +
	`<Relationship Id="rId1" Type="` + officeSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
	`<Relationship Id="rId2" Type="` + officeSpace + `/worksheet" Target="worksheets/sheet2.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeSpace + `/styles" Target="styles.xml"/></Relationships>`

// style is the place of a format of cells in styles.
type style int

const (
	stylePlain style = iota
	styleHeader
	styleWrapped
	styleDate
	styleLink
)

const styles = head + `<styleSheet xmlns="` + mainSpace + `">` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>` +
	`<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="5">` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// parts are the files of the workbook, in the order in which they are written.
func (b *Book) parts(rows io.Reader, about [][2]string) []part {
	text := func(name, content string) part { return part{name, []io.Reader{strings.NewReader(content)}} }
	all := []part{
		text("[Content_Types].xml", contentTypes), text("_rels/.rels", rootRelations), text("xl/workbook.xml", b.workbook()),
		text("xl/_rels/workbook.xml.rels", bookRelations), text("xl/styles.xml", styles),
		{"xl/worksheets/sheet1.xml", []io.Reader{strings.NewReader(b.before()), rows, strings.NewReader(b.after())}},
	}
	if len(b.links) > 0 {
		all = append(all, text("xl/worksheets/_rels/sheet1.xml.rels", b.linkRelations()))
	}
	return append(all, text("xl/worksheets/sheet2.xml", b.aboutSheet(about)))
}

// whole spells the range of all cells with the header: "A1:F12".
func (b *Book) whole(absolute bool) string {
	last := string(appendCell(nil, max(len(b.columns)-1, 0), b.rows+1))
	if absolute {
		digits := strings.IndexFunc(last, func(r rune) bool { return r <= '9' })
		return "$A$1:$" + last[:digits] + "$" + last[digits:]
	}
	return "A1:" + last
}

func (b *Book) workbook() string {
	name := string(appendAttribute(nil, b.sheet))
	return head + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + officeSpace + `"><bookViews><workbookView activeTab="0"/></bookViews>` +
		`<sheets><sheet name="` + name + `" sheetId="1" r:id="rId1"/><sheet name="about" sheetId="2" r:id="rId2"/></sheets>` +
		`<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'` + strings.ReplaceAll(name, "'", "''") + `'!` +
		b.whole(true) + `</definedName></definedNames></workbook>`
}

// before is what stands before the rows of the sheet.
func (b *Book) before() string {
	var s strings.Builder
	s.WriteString(head + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + officeSpace + `"><dimension ref="` + b.whole(false) + `"/>` +
		`<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, column := range b.columns {
		width := column.Width
		if width == 0 {
			width = max(10, float64(utf8.RuneCountInString(column.Title)+4)) // room for the arrow of the filter
		}
		fmt.Fprintf(&s, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, width)
	}
	s.WriteString("</cols><sheetData>\n")
	return s.String()
}

// after is what stands behind the rows of the sheet.
func (b *Book) after() string {
	var s strings.Builder
	s.WriteString(`</sheetData><autoFilter ref="` + b.whole(false) + `"/>`)
	if len(b.links) > 0 {
		s.WriteString("<hyperlinks>")
		for i, link := range b.links {
			fmt.Fprintf(&s, `<hyperlink ref="%s" r:id="rId%d"/>`, link.cell, i+1)
		}
		s.WriteString("</hyperlinks>")
	}
	s.WriteString("</worksheet>")
	return s.String()
}

func (b *Book) linkRelations() string {
	var s strings.Builder
	s.WriteString(head + `<Relationships xmlns="` + relationSpace + `">`)
	for i, link := range b.links {
		fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`,
			i+1, officeSpace, appendAttribute(nil, link.address))
	}
	s.WriteString("</Relationships>")
	return s.String()
}

// appendAttribute spells words as the value of an attribute.
func appendAttribute(to []byte, words string) []byte {
	for _, r := range string(appendEscaped(nil, words)) {
		if r == '"' {
			to = append(to, "&quot;"...)
			continue
		}
		to = utf8.AppendRune(to, r)
	}
	return to
}

func (b *Book) aboutSheet(about [][2]string) string {
	lines := b.aboutLines(about)
	sheet := Book{}
	for i, line := range lines {
		sheet.open(i + 1)
		sheet.text(0, i+1, styleHeader, b.fitting(line[0]))
		sheet.text(1, i+1, styleWrapped, b.fitting(line[1]))
		sheet.line = append(sheet.line, "</row>\n"...)
	}
	return head + `<worksheet xmlns="` + mainSpace + `"><dimension ref="A1:B` + fmt.Sprint(len(lines)) + `"/>` +
		`<cols><col min="1" max="1" width="22" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols><sheetData>` + "\n" +
		string(sheet.line) + `</sheetData></worksheet>`
}
