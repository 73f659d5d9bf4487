// Package xlsx answers: how do rows get into a sheet that Excel and LibreOffice
// open?
//
// In go columns and rows of strings; out comes an Office Open XML workbook with
// one sheet of them and one named "about", which says where they come from.
//
//	book, err := xlsx.New("statements", []xlsx.Column{{Title: "id"}, {Title: "start", Kind: xlsx.Number}})
//	err = book.Row([]string{"007", "12"})
//	err = book.Close(w, [][2]string{{"dossier", "talks.db"}})
//
// The header is frozen and filters; wide columns wrap their words.
//
// Law: text is typed as text, so that codes keep their zeros and nothing of a
// report is taken for a formula; whole ISO days of date columns are dates, and all
// else in them (months, stretches, what was before March 1900) stays as it is
// written. The same rows make the same bytes.
//
// Cost: linear; rows wait deflated, and beyond 16 MB in a temporary file. Limits
// are the format's (ECMA-376, and Excel's own): 1,048,575 rows, 32,767 characters
// a cell, 65,530 links a sheet. What is over a limit is left out, or plain text,
// and counted in "about". Characters that XML cannot hold become U+FFFD.
package xlsx

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/internal/calendar"
)

const (
	maxRows  = 1<<20 - 1 // under the header
	maxCell  = 1<<15 - 1 // UTF-16 units
	maxLinks = 65_530
	maxLink  = 2_079 // characters of an address
)

// Kind is what the cells of a column are.
type Kind int

// The kinds of columns.
const (
	Text   Kind = iota
	Number      // whole numbers
	Link        // addresses, to be opened by a click
	Date        // ISO days
)

// Column is a column of the sheet.
type Column struct {
	Title string
	Width float64 // in characters; 0 is the width of the title, at least 10
	Kind  Kind
}

// wrapping is the width from which on a column wraps its words.
const wrapping = 40

// Book is a workbook being made. It is for one goroutine.
type Book struct {
	sheet     string
	columns   []Column
	spool     spool
	packed    *flate.Writer
	line      []byte
	links     []link
	rows      int
	shortened int // cells cut to the limit of the format
	leftOut   int // rows over the limit of the format
	unlinked  int // links over the limit of the format
}

// link is the address that a cell leads to.
type link struct{ cell, address string }

// New begins a workbook with a sheet of that name.
func New(sheet string, columns []Column) (*Book, error) {
	if sheet == "" || len(sheet) > 31 || strings.ContainsAny(sheet, `[]:*?/\`) {
		return nil, fmt.Errorf("xlsx: no sheet can be named %q", sheet)
	}
	b := &Book{sheet: sheet, columns: columns}
	var err error
	if b.packed, err = flate.NewWriter(&b.spool, flate.BestSpeed); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	b.line = b.line[:0]
	b.open(1)
	for i, column := range columns {
		b.text(i, 1, styleHeader, b.fitting(column.Title))
	}
	return b, b.flush()
}

// Row adds a row, one cell for each column. A row over the limit of the format
// is left out.
func (b *Book) Row(cells []string) error {
	if b.rows == maxRows {
		b.leftOut++
		return nil
	}
	b.rows++
	row := b.rows + 1
	b.line = b.line[:0]
	b.open(row)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		switch column := b.columns[i]; column.Kind {
		case Number:
			if _, err := strconv.ParseInt(cell, 10, 64); err == nil {
				b.number(i, row, stylePlain, cell)
				continue
			}
		case Date:
			if serial, ok := serialOf(cell); ok {
				b.number(i, row, styleDate, serial)
				continue
			}
		case Link:
			if b.linked(i, row, cell) {
				continue
			}
		}
		style := stylePlain
		if b.columns[i].Width >= wrapping {
			style = styleWrapped
		}
		b.text(i, row, style, b.fitting(cell))
	}
	return b.flush()
}

// linked writes a cell that leads to an address of the web; false where it is none.
func (b *Book) linked(column, row int, cell string) bool {
	if !strings.HasPrefix(cell, "https://") && !strings.HasPrefix(cell, "http://") || len(cell) > maxLink ||
		strings.ContainsFunc(cell, func(r rune) bool { return r <= ' ' || r == '"' || r > '~' }) {
		return false
	}
	if len(b.links) == maxLinks {
		b.unlinked++
		return false
	}
	b.links = append(b.links, link{string(appendCell(nil, column, row)), cell})
	b.text(column, row, styleLink, cell)
	return true
}

// serialOf returns the number by which a workbook knows an ISO day. It counts
// from the last day of 1899, and holds 1900 to have been a leap year, so that days
// before that March have no number that all programs agree on.
func serialOf(cell string) (string, bool) {
	if len(cell) != len("2006-01-02") {
		return "", false
	}
	day, ok := calendar.ParseDay(cell)
	if first, known := calendar.DayOf(1900, 3, 1); !ok || !known || day < first {
		return "", false
	}
	zero, ok := calendar.DayOf(1899, 12, 30)
	return strconv.Itoa(int(day - zero)), ok
}

func (b *Book) open(row int) {
	b.line = append(b.line, `<row r="`...)
	b.line = strconv.AppendInt(b.line, int64(row), 10)
	b.line = append(b.line, `">`...)
}

func (b *Book) flush() error {
	b.line = append(b.line, "</row>\n"...)
	if _, err := b.packed.Write(b.line); err != nil {
		return fmt.Errorf("xlsx: row %d: %w", b.rows+1, err)
	}
	return nil
}

func (b *Book) begin(column, row int, style style) {
	b.line = append(b.line, `<c r="`...)
	b.line = appendCell(b.line, column, row)
	if style != stylePlain {
		b.line = append(b.line, `" s="`...)
		b.line = strconv.AppendInt(b.line, int64(style), 10)
	}
	b.line = append(b.line, '"')
}

func (b *Book) number(column, row int, style style, digits string) {
	b.begin(column, row, style)
	b.line = append(b.line, `><v>`...)
	b.line = append(b.line, digits...)
	b.line = append(b.line, `</v></c>`...)
}

func (b *Book) text(column, row int, style style, words string) {
	b.begin(column, row, style)
	b.line = append(b.line, ` t="inlineStr"><is><t xml:space="preserve">`...)
	b.line = appendEscaped(b.line, words)
	b.line = append(b.line, `</t></is></c>`...)
}

// appendCell spells the place of a cell: "AB12".
func appendCell(to []byte, column, row int) []byte {
	var letters [4]byte
	at := len(letters)
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		at--
		letters[at] = byte('A' + (n-1)%26)
	}
	return strconv.AppendInt(append(to, letters[at:]...), int64(row), 10)
}

// appendEscaped spells words as XML. What looks like the format's own escape of a
// character ("_x0041_") keeps its underline by that escape.
func appendEscaped(to []byte, words string) []byte {
	for i, r := range words {
		switch {
		case r == '&':
			to = append(to, "&amp;"...)
		case r == '<':
			to = append(to, "&lt;"...)
		case r == '>':
			to = append(to, "&gt;"...)
		case r == '\r':
			to = append(to, '\n')
		case r == '_' && escapes(words[i:]):
			to = append(to, "_x005F_"...)
		case r < ' ' && r != '\n' && r != '\t', r == '\ufffe', r == '\uffff', r == utf8.RuneError:
			to = append(to, "\ufffd"...)
		default:
			to = utf8.AppendRune(to, r)
		}
	}
	return to
}

// escapes reports whether words begin with "_x", four hex digits and "_".
func escapes(words string) bool {
	const length = len("_x0041_")
	if len(words) < length || words[1] != 'x' || words[length-1] != '_' {
		return false
	}
	_, err := strconv.ParseUint(words[2:length-1], 16, 16)
	return err == nil
}

// fitting cuts a cell to the limit of the format, which counts UTF-16 units.
func (b *Book) fitting(cell string) string {
	if len(cell) <= maxCell {
		return cell
	}
	units := 0
	for i, r := range cell {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > maxCell {
			b.shortened++
			return cell[:i]
		}
	}
	return cell
}

// Close writes the workbook to w, with the lines of "about" and the counts of
// rows and of what was left out. The Book is of no use after it.
func (b *Book) Close(w io.Writer, about [][2]string) (err error) {
	defer func() {
		if err = errors.Join(err, b.spool.close()); err != nil {
			err = fmt.Errorf("xlsx: %w", err)
		}
	}()
	if err := b.packed.Close(); err != nil {
		return err
	}
	rows, err := b.spool.reader()
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	for _, part := range b.parts(flate.NewReader(rows), about) {
		to, err := archive.Create(part.name)
		if err != nil {
			return err
		}
		for _, piece := range part.pieces {
			if _, err := io.Copy(to, piece); err != nil {
				return err
			}
		}
	}
	return archive.Close()
}

// aboutLines are the lines of "about" with what the workbook itself has to say.
func (b *Book) aboutLines(about [][2]string) [][2]string {
	return append(about[:len(about):len(about)],
		[2]string{"rows", strconv.Itoa(b.rows)},
		[2]string{"rows left out", fmt.Sprintf("%d over the %d that a sheet can hold", b.leftOut, maxRows)},
		[2]string{"cells shortened", fmt.Sprintf("%d to the %d characters that a cell can hold", b.shortened, maxCell)},
		[2]string{"links left plain", fmt.Sprintf("%d over the %d that a sheet can hold", b.unlinked, maxLinks)},
	)
}
