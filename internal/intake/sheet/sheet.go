// Package sheet answers which articles an Excel workbook (XLSX, ISO/IEC 29500)
// holds.
//
// The first row of a sheet names its columns; those of the text, the day and the
// like are found by their usual names, as in any table, and each row with a text
// is a report, named BOOK!ID. Sheets without a column of texts are passed over.
// Days are those that their cells show, whatever their format. Every word leads
// back to its bytes in the member that holds it: the table of shared strings, or
// the sheet. It is linear in the bytes; the strings and one sheet are held.
package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"time"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/xmltext"
	"verbale.dev/verbale/lang"
)

// Format is the Excel workbook.
var Format = intake.Format{
	Name: "Excel sheet (XLSX)", Extractor: "xlsx/1", Endings: []string{".xlsx", ".xlsm"}, Signed: true, Many: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && (bytes.Contains(h.Bytes, []byte("xl/")) ||
			bytes.Contains(h.Bytes, []byte("[Content_Types].xml")) && strings.HasPrefix(h.Ending(), ".xls"))
	},
	Read: read,
}

// fullCell is the longest text that a cell can hold, in units of UTF-16. A text
// of that length was cut.
const fullCell = 32_767

func read(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	archive, err := xmltext.Open(in)
	if err != nil {
		return err
	}
	w := workbook{archive: archive, in: in, out: out}
	if err := w.open(); err != nil {
		return err
	}
	var refused []string // the columns of the first sheet that has none of texts
	taken := false
	for _, sheet := range w.sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		names, err := w.read(sheet)
		if err != nil {
			return err
		}
		taken = taken || names == nil
		if len(names) > 0 && refused == nil {
			refused = names
		}
	}
	if !taken || len(w.sheets) == 0 {
		_, err := intake.NewTable(in, out, "an Excel sheet", refused)
		return err
	}
	return nil
}

// workbook is what a file says of its sheets.
type workbook struct {
	archive *zip.Reader
	in      *intake.Input
	out     *intake.Sink
	sheets  []string    // paths of members
	strings []lang.Span // of the shared strings in their member
	shared  []byte
	days    []bool // by style: whether it shows a number as a day
	since   time.Time
}

const (
	book          = "xl/workbook.xml"
	sharedStrings = "xl/sharedStrings.xml"
)

func (w *workbook) open() error {
	raw, err := xmltext.Member(w.archive, book, w.in.Limits)
	if err != nil {
		return err
	}
	links, err := xmltext.Member(w.archive, "xl/_rels/workbook.xml.rels", w.in.Limits)
	if err != nil {
		return err
	}
	targets := map[string]string{}
	each(links, func(t xmltext.Token) {
		if t.Name == "Relationship" {
			target := t.Value("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[t.Value("Id")] = strings.TrimPrefix(target, "/")
		}
	})
	w.since = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	each(raw, func(t xmltext.Token) {
		switch local(t.Name) {
		case "sheet":
			if member := targets[t.Value("id")]; member != "" && t.Value("state") == "" {
				w.sheets = append(w.sheets, member)
			}
		case "workbookPr":
			if v := t.Value("date1904"); v == "1" || v == "true" {
				w.since = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		}
	})
	if len(w.sheets) == 0 {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: "the workbook names no sheet", Advice: "open it in Excel, and save it again"}
	}
	if w.shared, err = xmltext.Member(w.archive, sharedStrings, w.in.Limits); err != nil {
		return err
	}
	start := 0
	s := xmltext.NewScanner(w.shared)
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		if local(t.Name) == "si" {
			if t.Kind == xmltext.Start {
				start = t.Place
			} else if t.Kind == xmltext.End {
				w.strings = append(w.strings, lang.Span{Start: start, End: t.Place})
			}
		}
	}
	return w.styles()
}

// each calls f with the elements that begin in a member.
func each(raw []byte, f func(xmltext.Token)) {
	s := xmltext.NewScanner(raw)
	for {
		t, err := s.Next()
		if err != nil {
			return
		}
		if t.Kind == xmltext.Start {
			f(t)
		}
	}
}

func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// styles finds which styles show a number as a day (ISO/IEC 29500-1, 18.8.30).
func (w *workbook) styles() error {
	raw, err := xmltext.Member(w.archive, "xl/styles.xml", w.in.Limits)
	if err != nil {
		return err
	}
	custom := map[string]bool{}
	within := false
	s := xmltext.NewScanner(raw)
	for {
		t, err := s.Next()
		if err != nil {
			return nil
		}
		switch name := local(t.Name); {
		case name == "cellXfs":
			within = t.Kind == xmltext.Start
		case t.Kind != xmltext.Start:
		case name == "numFmt":
			custom[t.Value("numFmtId")] = showsDay(t.Value("formatCode"))
		case name == "xf" && within:
			id := t.Value("numFmtId")
			n, _ := strconv.Atoi(id)
			w.days = append(w.days, n >= 14 && n <= 22 || n >= 45 && n <= 47 || custom[id])
		}
	}
}

// showsDay reports whether a format has a year or a day in it, outside of
// quotation marks and brackets.
func showsDay(code string) bool {
	quoted, bracketed := false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracketed = true
		case r == ']':
			bracketed = false
		case !bracketed && (r == 'y' || r == 'd'):
			return true
		}
	}
	return false
}

// cell is the value of one cell.
type cell struct {
	column int
	value  string
	from   intake.Map
	shared bool // the map leads to the shared strings, not to the sheet
}

// read reads one sheet. It returns the names of its columns where none holds
// texts, and nil where the sheet was read.
func (w *workbook) read(member string) ([]string, error) {
	raw, err := xmltext.Member(w.archive, member, w.in.Limits)
	if err != nil || raw == nil {
		return []string{}, err
	}
	s := xmltext.NewScanner(raw)
	var names []string
	var table *intake.Table
	number := 0
	for {
		t, err := s.Next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				if err := w.out.Fault(xmltext.Broken(member, err)); err != nil {
					return nil, err
				}
			}
			if table != nil {
				return nil, nil
			}
			return append([]string{}, names...), nil
		}
		if t.Kind != xmltext.Start || local(t.Name) != "row" {
			continue
		}
		number++
		if n, err := strconv.Atoi(t.Value("r")); err == nil {
			number = n
		}
		cells, _ := w.row(s) // where the row breaks off, so does the sheet
		switch {
		case len(cells) == 0:
		case table == nil:
			names = namesOf(cells)
			if !intake.MapColumns(names, w.in.Columns).HasText() {
				return names, nil
			}
			if table, err = intake.NewTable(w.in, w.out, "an Excel sheet", names); err != nil {
				return nil, err
			}
		default:
			if err := w.hand(table, names, cells, number, member, raw); err != nil {
				return nil, err
			}
		}
	}
}

// namesOf returns the names of the columns, "" for those without one.
func namesOf(cells []cell) []string {
	last := 0
	for _, c := range cells {
		last = max(last, c.column)
	}
	names := make([]string, last+1)
	for _, c := range cells {
		names[c.column] = strings.TrimSpace(c.value)
	}
	return names
}

// hand makes a report of a row.
func (w *workbook) hand(table *intake.Table, names []string, cells []cell, number int, member string, raw []byte) error {
	values := make([]intake.Cell, len(names))
	for i := range values {
		values[i] = intake.Cell{Name: names[i], Null: true}
	}
	m := intake.MapColumns(names, w.in.Columns)
	own := raw
	for _, c := range cells {
		if c.column >= len(names) || names[c.column] == "" {
			continue
		}
		values[c.column] = intake.Cell{Name: names[c.column], Value: c.value, Map: c.from}
		if m.IsText(c.column) {
			if c.shared {
				own, member = w.shared, sharedStrings
			}
			if len([]rune(c.value)) >= fullCell {
				if err := w.out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.BadValue, Line: number, Offset: -1, Reason: "its text is as long as a cell can hold, and was probably cut",
					Advice: "export the articles as CSV or JSON"}); err != nil {
					return err
				}
			}
		}
	}
	return table.RowOf(values, number, member, own, 0)
}

// row reads the cells of a row to its end.
func (w *workbook) row(s *xmltext.Scanner) ([]cell, error) {
	var cells []cell
	var at cell
	var kind, style string
	var b intake.MapBuilder
	open := false // within a value
	next := 0
	for {
		t, err := s.Next()
		if err != nil {
			return cells, err
		}
		name := local(t.Name)
		switch {
		case t.Kind == xmltext.Text:
			if open {
				s.WriteExact(&b, t)
			}
		case t.Kind == xmltext.Start && name == "c":
			at, kind, style = cell{column: next}, t.Value("t"), t.Value("s")
			if column, ok := columnOf(t.Value("r")); ok {
				at.column = column
			}
			next = at.column + 1
			b, open = intake.MapBuilder{}, false
		case t.Kind == xmltext.Start && (name == "v" || name == "t"):
			open = true
		case t.Kind == xmltext.Start && name == "rPh": // how it is pronounced
			open = false
		case t.Kind == xmltext.End && (name == "v" || name == "t"):
			open = false
		case t.Kind == xmltext.End && name == "c":
			w.finish(&at, kind, style, &b)
			if at.value != "" && at.column < w.in.Limits.Keys {
				cells = append(cells, at)
			}
		case t.Kind == xmltext.End && name == "row":
			return cells, nil
		}
	}
}

// finish makes the value of a cell out of what stands in it.
func (w *workbook) finish(c *cell, kind, style string, b *intake.MapBuilder) {
	written := b.String()
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(written))
		if err != nil || n < 0 || n >= len(w.strings) {
			return
		}
		c.value, c.from = w.sharedString(n)
		c.shared = true
	case "inlineStr", "str", "d":
		c.value, c.from = written, b.Map()
	case "b", "e":
		c.value, c.from = written, b.Map()
	default:
		c.value = strings.TrimSpace(written)
		start := strings.Index(written, c.value)
		c.from = b.Map().Slice(lang.Span{Start: start, End: start + len(c.value)})
		styled, _ := strconv.Atoi(style)
		if serial, err := strconv.ParseFloat(c.value, 64); err == nil && styled >= 0 && styled < len(w.days) && w.days[styled] {
			if day, ok := w.day(serial); ok {
				all := c.from.Sources(lang.Span{End: len(c.value)})
				var made intake.MapBuilder
				made.Replace(day, all[0].Start, all[len(all)-1].End)
				c.value, c.from = day, made.Map()
			}
		}
	}
}

// sharedString reads string n of the table, without how it is pronounced.
func (w *workbook) sharedString(n int) (string, intake.Map) {
	span := w.strings[n]
	s := xmltext.NewScanner(w.shared[span.Start:span.End])
	var b intake.MapBuilder
	open, aside := false, false
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		switch name := local(t.Name); {
		case t.Kind == xmltext.Text && open && !aside:
			s.WriteExact(&b, t)
		case name == "t":
			open = t.Kind == xmltext.Start
		case name == "rPh":
			aside = t.Kind == xmltext.Start
		}
	}
	return b.String(), b.Map().Shift(span.Start)
}

// day writes the day, and the time where there is one, that a number stands for.
func (w *workbook) day(serial float64) (string, bool) {
	if serial < 1 || serial > 2_958_465 { // 9999-12-31
		return "", false
	}
	whole := math.Floor(serial)
	at := w.since.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round((serial-whole)*86_400)) * time.Second)
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
		return at.Format("2006-01-02"), true
	}
	return at.Format("2006-01-02T15:04:05"), true
}

// columnOf reads the column of a place such as "BC12", from 0.
func columnOf(place string) (int, bool) {
	n, i := 0, 0
	for i < len(place) && 'A' <= place[i] && place[i] <= 'Z' && i < 4 {
		n = n*26 + int(place[i]-'A') + 1
		i++
	}
	return n - 1, i > 0
}
