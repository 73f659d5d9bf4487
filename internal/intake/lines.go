package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	verbale "verbale.dev/verbale"
)

// readLines reads a JSON Lines file, plain or gzipped, or standard input. Each
// line is one document. A bad line costs itself.
func (r *run) readLines(f found) error {
	var source io.Reader = r.Stdin
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return r.fault(systemFault(f.path, err))
		}
		defer file.Close()
		source = file
	}
	plain := bufio.NewReaderSize(&counter{source, &r.consumed}, 1<<16)
	if magic, _ := plain.Peek(2); bytes.Equal(magic, []byte{0x1F, 0x8B}) {
		unzipped, err := gzip.NewReader(plain)
		if err != nil {
			return r.fault(brokenGzip(f.path, 0, err))
		}
		defer unzipped.Close()
		plain = bufio.NewReaderSize(unzipped, 1<<16)
	}
	if mark, _ := plain.Peek(2); bytes.Equal(mark, []byte{0xFF, 0xFE}) || bytes.Equal(mark, []byte{0xFE, 0xFF}) {
		return r.fault(&Fault{Cause: BadEncoding, File: f.path, Line: 1, Offset: 0, Reason: "JSON Lines must be UTF-8, and this is UTF-16", Advice: "save it again as UTF-8"})
	}
	lines := lineReader{source: plain, limit: int(r.MaxFile)}
	documents := 0
	for {
		line, err := lines.next()
		if err == io.EOF {
			break
		}
		var fault *Fault
		switch {
		case errors.Is(err, errLongLine):
			fault = &Fault{Cause: TooBig, Offset: lines.start, Reason: fmt.Sprintf("the line is longer than %d bytes", r.MaxFile), Advice: "raise the limit with --max-size, or divide the report"}
		case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF):
			return r.fault(brokenGzip(f.path, lines.number, err))
		case err != nil:
			broken := systemFault(f.path, err)
			if strings.Contains(err.Error(), "flate") {
				broken = brokenGzip(f.path, lines.number, err)
			}
			broken.Line = lines.number
			return r.fault(broken)
		case len(bytes.TrimSpace(line)) == 0:
			continue
		default:
			var d *verbale.Document
			if d, fault = parseLine(line, lines.start); fault == nil {
				documents++
				for _, row := range r.rows(f, d.Name) {
					row.used = true
					d.Facts = append(d.Facts, row.facts...)
				}
				if err := r.document(d, f.path, lines.number); err != nil {
					return err
				}
				continue
			}
		}
		documents++
		fault.File, fault.Line = f.path, lines.number
		if err := r.fault(fault); err != nil {
			return err
		}
	}
	if documents == 0 {
		return r.fault(&Fault{Cause: Empty, File: f.path, Offset: -1, Reason: "there is no line in it"})
	}
	return nil
}

func brokenGzip(path string, line int, err error) *Fault {
	return &Fault{Kind: Skipped, Cause: BrokenGzip, File: path, Line: line, Offset: -1,
		Reason: fmt.Sprintf("the gzip stream is broken (%v); what came before is in", err), Advice: "fetch the file again"}
}

// counter adds the bytes that pass to a sum.
type counter struct {
	io.Reader
	sum *int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.sum += int64(n)
	return n, err
}

var errLongLine = errors.New("line too long")

// lineReader reads lines without holding more than the limit.
type lineReader struct {
	source *bufio.Reader
	limit  int
	number int   // of the line returned last, from 1
	start  int64 // its first byte
	end    int64 // where the next one begins
	buffer []byte
}

// next returns the next line without its line feed, valid until the next call.
// A line over the limit is read past and gives errLongLine.
func (l *lineReader) next() ([]byte, error) {
	l.number++
	l.start = l.end
	l.buffer = l.buffer[:0]
	long := false
	for {
		piece, err := l.source.ReadSlice('\n')
		l.end += int64(len(piece))
		if !long {
			l.buffer = append(l.buffer, piece...)
			long = len(l.buffer) > l.limit
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && l.end == l.start:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			l.buffer = nil // give the memory of the giant back
			return nil, errLongLine
		}
		return bytes.TrimSuffix(l.buffer, []byte("\n")), nil
	}
}

// parseLine makes a document of one line of JSON, whose first byte is at offset
// start of its file. The fault says nothing about the file.
func parseLine(line []byte, start int64) (*verbale.Document, *Fault) {
	if start == 0 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	object, fault := parseObject(line, start)
	if fault != nil {
		return nil, fault
	}
	d := &verbale.Document{Encoding: "utf-8"}
	var id, text *string
	for _, member := range object {
		var value string
		isString := json.Unmarshal(member.value, &value) == nil && member.value[0] == '"'
		switch {
		case member.key == fieldID && isString:
			id = &value
		case member.key == fieldText && isString:
			text = &value
		case string(member.value) == "null" && isField(member.key):
		case isString && isField(member.key):
			d.Facts = append(d.Facts, verbale.Fact{Field: member.key, Value: value, Origin: verbale.FromRecord})
		default:
			d.Facts = append(d.Facts, verbale.Fact{Field: member.key, Value: string(member.value), Origin: verbale.FromRecord})
		}
	}
	if id == nil || *id == "" {
		return nil, &Fault{Cause: NoID, Offset: -1, Reason: `the line has no "id", or one that is not a string`, Advice: `give every report an "id" of its own`}
	}
	if text == nil {
		return nil, &Fault{Cause: NoText, Offset: -1, Document: *id, Reason: `the line has no "text", or one that is not a string`, Advice: `put the words of the report under "text"`}
	}
	d.Name, d.Text = *id, *text
	return d, nil
}

// isField reports whether a key is that of a field of a document.
func isField(key string) bool {
	for _, field := range Correctable {
		if key == field {
			return true
		}
	}
	return false
}

// member is one key of a JSON object with its value as it was written.
type member struct {
	key   string
	value json.RawMessage
}

// parseObject parses a line that is one JSON object. It refuses what other
// parsers mend in silence: bytes that are not UTF-8, halves of surrogate pairs,
// and keys that come twice.
func parseObject(line []byte, start int64) ([]member, *Fault) {
	if at := firstInvalid(line); at >= 0 {
		f := badByte(line, at, "the line is not UTF-8", "save the file again as UTF-8")
		f.Offset += start
		return nil, f
	}
	if at := loneSurrogate(line); at >= 0 {
		return nil, &Fault{Cause: LoneSurrogate, Offset: start + int64(at),
			Reason: fmt.Sprintf("%s is half of a surrogate pair and stands for no character", line[at:at+len(`\uD83D`)]), Advice: "write the file again with whole characters"}
	}
	bad := func(err error) *Fault {
		f := &Fault{Cause: NotJSON, Offset: start, Reason: "the line is not a JSON object: " + err.Error(), Advice: `write one report a line, as {"id":"…","text":"…"}`}
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			f.Offset = start + max(syntax.Offset-1, 0)
		}
		return f
	}
	if !json.Valid(line) {
		var value json.RawMessage
		return nil, bad(json.Unmarshal(line, &value))
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, bad(errors.New("it does not begin with {"))
	}
	var object []member
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, bad(err)
		}
		key, _ := token.(string)
		for _, before := range object {
			if before.key == key {
				return nil, &Fault{Cause: NotJSON, Offset: start + decoder.InputOffset(), Reason: fmt.Sprintf("the key %q comes twice in the line", key), Advice: "keep one of them"}
			}
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, bad(err)
		}
		object = append(object, member{key, value})
	}
	return object, nil
}

// loneSurrogate returns the offset of the first \u escape in a JSON text that is
// half of a surrogate pair, or -1.
func loneSurrogate(line []byte) int {
	high := -1 // offset of a first half that waits for its second
	for i := 0; i < len(line); {
		if line[i] != '\\' {
			if high >= 0 {
				return high
			}
			next := bytes.IndexByte(line[i:], '\\')
			if next < 0 {
				return -1
			}
			i += next
			continue
		}
		unit, ok := escape(line[i:])
		if !ok {
			if high >= 0 {
				return high
			}
			i += 2
			continue
		}
		switch {
		case high >= 0 && unit >= 0xDC00 && unit <= 0xDFFF:
			high = -1
		case high >= 0:
			return high
		case unit >= 0xDC00 && unit <= 0xDFFF:
			return i
		case unit >= 0xD800 && unit <= 0xDBFF:
			high = i
		}
		i += len(`\uD83D`)
	}
	return high
}

// escape reads "\uD83D".
func escape(s []byte) (rune, bool) {
	if len(s) < len(`\uD83D`) || s[1] != 'u' {
		return 0, false
	}
	var unit rune
	for _, c := range s[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return utf8.RuneError, false
		}
		unit = unit<<4 | rune(c)
	}
	return unit, true
}
