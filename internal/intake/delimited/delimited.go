// Package delimited answers which articles a table in text has: CSV (RFC 4180),
// with commas, semicolons or bars, and TSV.
//
// The first row names the columns; those of the text, the day, the outlet and
// the like are found by their usual names ([intake.MapColumns]), and each row
// with a text is a report, named TABLE!ID. A field in quotation marks may hold
// separators, line breaks and doubled marks. A row that cannot be read costs
// itself; a table without a column of texts is refused with the names of its
// columns. The time is linear in the bytes; one row is held at a time, at most
// [intake.Limits].File bytes. UTF-8 is streamed, other encodings are decoded as
// a whole.
package delimited

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/internal/intake"
)

// Format is a table in text.
var Format = intake.Format{
	Name: "table (CSV)", Endings: []string{".csv", ".tsv", ".tab"}, Many: true,
	Match: match, Read: read,
}

// match goes by the ending, else by a first line that names columns of which one
// holds texts.
func match(h intake.Head) bool {
	for _, ending := range []string{".csv", ".tsv", ".tab"} {
		if h.Ending() == ending {
			return !bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && !bytes.HasPrefix(h.Bytes, []byte("SQLite"))
		}
	}
	line, _, whole := bytes.Cut(bytes.TrimPrefix(h.Bytes, []byte("\uFEFF")), []byte("\n"))
	if !whole || !utf8.Valid(line) || len(line) > 2000 || bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) || bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) {
		return false
	}
	names := split(record{line, 0, 1}, separatorOf(line))
	if len(names) < 3 {
		return false
	}
	columns := make([]string, len(names))
	for i, n := range names {
		columns[i] = n.text
		if len(n.text) > 40 || strings.Count(n.text, " ") > 2 {
			return false
		}
	}
	m := intake.MapColumns(columns, nil)
	known := 0
	for i := range columns {
		if m.Field(i) != "" {
			known++
		}
	}
	return m.HasText() && known >= 3
}

// separatorOf finds what separates the fields of a header: the one of tab,
// comma, semicolon and bar that comes most often.
func separatorOf(line []byte) byte {
	best, most := byte(','), 0
	for _, c := range []byte("\t,;|") {
		if n := bytes.Count(line, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

func read(_ context.Context, in *intake.Input, out *intake.Sink) error {
	source, inner := in.Source, intake.Map(nil)
	head, _ := in.Peek(4096)
	utf16 := len(head) > 1 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF)
	var raw []byte
	if utf16 || in.Encoding != "" && !utf8Named(in.Encoding) {
		text, _, _, m, err := in.Text()
		if err != nil {
			return err
		}
		if raw, err = in.All(); err != nil {
			return err
		}
		source, inner = bufio.NewReader(strings.NewReader(text)), m
	}
	rows := &scanner{source: source, limit: int(in.Limits.File), line: 1}
	header, err := rows.next()
	if errors.Is(err, io.EOF) {
		return &intake.Fault{Cause: intake.Empty, Offset: -1, Reason: "there is no line in it"}
	}
	if err != nil {
		return rows.fault(err)
	}
	if inner == nil && bytes.HasPrefix(header.bytes, []byte("\uFEFF")) {
		header.bytes, header.offset = header.bytes[3:], 3
	}
	if at := invalid(header.bytes); at >= 0 {
		return notUTF8(header, at)
	}
	comma := separatorOf(header.bytes)
	rows.comma = comma
	var names []string
	for _, f := range split(header, comma) {
		names = append(names, strings.TrimSpace(f.text))
	}
	table, err := intake.NewTable(in, out, "a table", names)
	if err != nil || table == nil {
		return err
	}
	for {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return rows.fault(err)
		}
		if len(bytes.TrimSpace(row.bytes)) == 0 {
			continue
		}
		if at := invalid(row.bytes); at >= 0 {
			return notUTF8(row, at)
		}
		fields := split(row, comma)
		if fault := wrong(fields, len(names), row); fault != nil {
			if err := out.Fault(fault); err != nil {
				return err
			}
			continue
		}
		cells := make([]intake.Cell, len(fields))
		for i, f := range fields {
			cells[i] = intake.Cell{Name: names[i], Value: f.text, Map: f.from}
		}
		own, offset := row.bytes, row.offset
		if inner != nil { // offsets of the text lead on to the bytes
			for i := range cells {
				cells[i].Map = cells[i].Map.Shift(int(row.offset)).Compose(inner)
			}
			own, offset = raw, 0
		}
		if err := table.Row(cells, row.line, own, offset); err != nil {
			return err
		}
	}
}

func utf8Named(name string) bool {
	name = strings.ToLower(name)
	return name == "utf-8" || name == "utf8"
}

// record is one row as it stands in the file.
type record struct {
	bytes  []byte
	offset int64
	line   int
}

// scanner reads rows, of which one may go over several lines.
type scanner struct {
	source *bufio.Reader
	limit  int
	comma  byte
	line   int
	offset int64
	buffer []byte
	opened int // line of a quotation mark that was never closed
}

var (
	errLong = errors.New("row too long")
	errOpen = errors.New("quotation mark not closed")
)

// next returns the next row without its line break, valid until the next call.
func (s *scanner) next() (record, error) {
	row := record{offset: s.offset, line: s.line}
	s.buffer = s.buffer[:0]
	quoted, begins, long := false, true, false
	for {
		piece, err := s.source.ReadSlice('\n')
		s.offset += int64(len(piece))
		for _, c := range piece {
			switch {
			case c == '"' && (quoted || begins):
				quoted, begins = !quoted, quoted // a mark after a closing one opens again
			case quoted:
			case c == s.comma, s.comma == 0 && strings.IndexByte(",;\t|", c) >= 0:
				begins = true
			default:
				begins = false
			}
		}
		if !long {
			s.buffer = append(s.buffer, piece...)
			long = len(s.buffer) > s.limit
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return row, err
		case err != nil && s.offset == row.offset:
			return row, io.EOF
		}
		s.line++
		if long {
			s.buffer = nil
			return row, errLong
		}
		if quoted && err == nil {
			continue
		}
		if quoted {
			s.opened = row.line
			return row, errOpen
		}
		row.bytes = bytes.TrimSuffix(bytes.TrimSuffix(s.buffer, []byte("\n")), []byte("\r"))
		return row, nil
	}
}

// fault says what ended the table.
func (s *scanner) fault(err error) error {
	switch {
	case errors.Is(err, errLong):
		return &intake.Fault{Cause: intake.TooBig, Line: s.line, Offset: -1, Reason: fmt.Sprintf("the row is longer than %d bytes; what came before is in", s.limit),
			Advice: "look for a quotation mark that is not closed"}
	case errors.Is(err, errOpen):
		return &intake.Fault{Cause: intake.BadRow, Line: s.opened, Offset: -1, Reason: "a quotation mark of this row is not closed to the end of the table; what came before is in",
			Advice: "close it, or double it if it belongs to the text"}
	}
	return err
}

// field is the value of one column.
type field struct {
	text   string
	from   intake.Map // to the bytes of the row
	broken bool       // words after the closing mark
}

// split takes a row apart. A mark that does not begin a field is part of it.
func split(row record, comma byte) []field {
	var fields []field
	for at := 0; ; {
		var b intake.MapBuilder
		broken := false
		if at < len(row.bytes) && row.bytes[at] == '"' {
			at++
			for {
				next := bytes.IndexByte(row.bytes[at:], '"')
				if next < 0 { // not closed: the scanner refuses such a row
					next = len(row.bytes) - at
				}
				b.Copy(string(row.bytes[at:at+next]), at)
				at += next
				if at+1 < len(row.bytes) && row.bytes[at+1] == '"' {
					b.Decode(`"`, at, at+2)
					at += 2
					continue
				}
				at = min(at+1, len(row.bytes))
				break
			}
			end := bytes.IndexByte(row.bytes[at:], comma)
			if end < 0 {
				end = len(row.bytes) - at
			}
			broken = len(bytes.TrimSpace(row.bytes[at:at+end])) > 0
			at += end
		} else {
			end := bytes.IndexByte(row.bytes[at:], comma)
			if end < 0 {
				end = len(row.bytes) - at
			}
			b.Copy(string(row.bytes[at:at+end]), at)
			at += end
		}
		fields = append(fields, field{b.String(), b.Map(), broken})
		if at >= len(row.bytes) {
			return fields
		}
		at++ // the separator
		if at == len(row.bytes) {
			return append(fields, field{})
		}
	}
}

// wrong says what is wrong with a row, nil where nothing is.
func wrong(fields []field, columns int, row record) *intake.Fault {
	for _, f := range fields {
		if f.broken {
			return &intake.Fault{Cause: intake.BadRow, Line: row.line, Offset: row.offset, Reason: "words stand after the closing quotation mark of a field",
				Advice: "double the marks within a field"}
		}
	}
	if len(fields) != columns {
		return &intake.Fault{Cause: intake.BadRow, Line: row.line, Offset: row.offset, Reason: fmt.Sprintf("the row has %d fields and the header %d", len(fields), columns),
			Advice: "put fields with separators in quotation marks"}
	}
	return nil
}

func invalid(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return -1
}

func notUTF8(row record, at int) error {
	return &intake.Fault{Cause: intake.BadEncoding, Line: row.line, Offset: row.offset + int64(at), Reason: fmt.Sprintf("it is not UTF-8: bad byte 0x%02X", row.bytes[at]),
		Advice: "name its encoding with --encoding (windows-1252, windows-1251, iso-8859-2 …), or in the table of reports in a column encoding"}
}
