package intake

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// jsonFormat is JSON in any shape in which articles come: one object a line,
// objects over several lines, an array of them, or an object that holds an
// array of them.
var jsonFormat = Format{
	Name:    "JSON",
	Endings: []string{".jsonl", ".ndjson", ".json"},
	Many:    true,
	Match:   func(h Head) bool { return startsJSON(h.Bytes) },
	Read:    readJSON,
}

// startsJSON reports whether bytes begin like an object or an array of objects,
// as no report in words does.
func startsJSON(head []byte) bool {
	rest := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	if bytes.HasPrefix(rest, []byte("[")) {
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	}
	if !bytes.HasPrefix(rest, []byte("{")) {
		return false
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	if bytes.HasPrefix(rest, []byte("}")) {
		return true
	}
	if !bytes.HasPrefix(rest, []byte(`"`)) {
		return false
	}
	_, after, ok := bytes.Cut(rest[1:], []byte(`"`))
	return !ok || bytes.HasPrefix(bytes.TrimLeft(after, " \t\r\n"), []byte(":"))
}

// readJSON reads JSON of reports. A bad line, or a bad element, costs itself.
func readJSON(ctx context.Context, in *Input, out *Sink) error {
	source := in.Source
	if mark, _ := in.Peek(2); bytes.Equal(mark, []byte{0xFF, 0xFE}) || bytes.Equal(mark, []byte{0xFE, 0xFF}) {
		return &Fault{Cause: BadEncoding, Line: 1, Offset: 0, Reason: "JSON Lines must be UTF-8, and this is UTF-16", Advice: "save it again as UTF-8"}
	}
	j := &jsonReader{in: in, out: out, shapes: map[string]Mapping{}}
	head, _ := in.Peek(1 << 16)
	var err error
	if oneLineEach(head, in.Name) {
		err = j.lines(source)
	} else {
		err = j.values(source)
	}
	if err == nil && j.records == 0 {
		return &Fault{Cause: Empty, Offset: -1, Reason: "there is no line in it"}
	}
	return err
}

// oneLineEach reports whether a file is JSON Lines: its first line that is not
// blank is a whole object, or at least no beginning of one over several lines.
func oneLineEach(head []byte, name string) bool {
	rest := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	line, _, whole := bytes.Cut(rest, []byte("\n"))
	line = bytes.TrimSpace(line)
	switch {
	case !bytes.HasPrefix(line, []byte("{")):
		return !bytes.HasPrefix(line, []byte("["))
	case json.Valid(line):
		return true
	case !whole:
		return !strings.HasSuffix(strings.ToLower(name), ".json") // one line that is longer than the head, or cut off
	}
	last := line[len(line)-1]
	return last != '{' && last != '[' && last != ','
}

// jsonReader reads the records of one input.
type jsonReader struct {
	in      *Input
	out     *Sink
	shapes  map[string]Mapping // by the keys of a record
	told    []string           // what was told about keys
	records int
	inner   bool // within the articles of an object
}

// lines reads one object a line.
func (j *jsonReader) lines(source *bufio.Reader) error {
	lines := lineReader{source: source, limit: int(j.in.Limits.File)}
	for {
		line, err := lines.next()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, errLongLine):
			j.records++
			if err := j.out.Fault(&Fault{Cause: TooBig, Line: lines.number, Offset: lines.start, Reason: fmt.Sprintf("the line is longer than %d bytes", j.in.Limits.File),
				Advice: "raise the limit with --max-size, or divide the report"}); err != nil {
				return err
			}
			continue
		case err != nil:
			if fault := (*Fault)(nil); errors.As(err, &fault) {
				fault.Line = lines.number
				return fault
			}
			if isBroken(err) {
				fault := broken(err)
				fault.Line = lines.number
				if lines.number > 1 {
					fault.Reason += "; what came before is in"
				}
				return fault
			}
			return err
		}
		if lines.start == 0 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := j.element(line, lines.start, lines.number); err != nil {
			return err
		}
	}
}

// values reads objects that follow each other, or are the elements of an array,
// over any number of lines. Where one cannot be told from the next, the rest is
// lost, and it is said.
func (j *jsonReader) values(source *bufio.Reader) error {
	v := valueReader{source: source, limit: int(j.in.Limits.File), line: 1}
	for {
		value, err := v.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			j.records++
			if errors.Is(err, errLongLine) {
				return &Fault{Cause: TooBig, Line: v.startLine, Offset: v.start, Reason: fmt.Sprintf("the object is longer than %d bytes; nothing after it is in", j.in.Limits.File), Advice: "raise the limit with --max-size, or divide it"}
			}
			if syntax := (*valueError)(nil); errors.As(err, &syntax) {
				return &Fault{Cause: NotJSON, Line: v.line, Offset: v.at, Reason: "it is not JSON: " + syntax.what + "; what came before is in", Advice: "mend it there"}
			}
			return err
		}
		if err := j.element(value, v.start, v.startLine); err != nil {
			return err
		}
	}
}

// element takes one object, and tells what is wrong with it.
func (j *jsonReader) element(value []byte, start int64, line int) error {
	j.records++
	fault, err := j.record(value, start, line)
	if err != nil || fault == nil {
		return err
	}
	fault.Line = line
	return j.out.Fault(fault)
}

// wrappers are the keys under which the answers of servers hold their articles.
var wrappers = []string{"articles", "data", "results", "items", "documents", "docs", "stories", "hits", "value", "response"}

// articlesIn finds the array of articles in an object that is none itself, and
// where it begins.
func articlesIn(value []byte, object []member, most int) (list []byte, at int, ok bool) {
	for range 3 { // {"response":{"docs":[…]}}
		inner := -1
		for _, wrapper := range wrappers {
			i := slices.IndexFunc(object, func(m member) bool { return m.key == wrapper })
			if i < 0 {
				continue
			}
			span := object[i].value
			if within := value[span.Start:span.End]; within[0] == '[' && startsJSON(within) {
				return within, at + span.Start, true
			} else if within[0] == '{' && inner < 0 {
				inner = i
			}
		}
		if inner < 0 {
			return nil, 0, false
		}
		span := object[inner].value
		value, at = value[span.Start:span.End], at+span.Start
		var fault *Fault
		if object, fault = scanObject(value, most); fault != nil {
			return nil, 0, false
		}
	}
	return nil, 0, false
}

// unwrap takes the articles that an object holds which is none itself.
func (j *jsonReader) unwrap(value, list []byte, at int, start int64, line int) error {
	j.inner = true // once: work does not grow with the depth
	defer func() { j.inner = false }()
	inner := valueReader{source: bufio.NewReader(bytes.NewReader(list)), limit: len(list), line: line + bytes.Count(value[:at], []byte("\n"))}
	for {
		element, err := inner.next()
		if err != nil {
			return nil // its end: that it is valid was found before
		}
		if err := j.element(element, start+int64(at)+inner.start, inner.startLine); err != nil {
			return err
		}
	}
}

// shape finds the fields of an object by its keys.
func (j *jsonReader) shape(object []member) Mapping {
	var b strings.Builder
	for _, m := range object {
		b.WriteString(m.key)
		b.WriteByte(0)
	}
	keys := b.String()
	if m, ok := j.shapes[keys]; ok {
		return m
	}
	names := make([]string, len(object))
	for i, m := range object {
		names[i] = m.key
	}
	m := MapColumns(names, j.in.Columns)
	const most = 1000 // objects that all differ in their keys
	if len(j.shapes) < most {
		j.shapes[keys] = m
	}
	return m
}

// tell says what was taken for what, once for each way.
func (j *jsonReader) tell(m Mapping) error {
	const most = 5
	if m.told == "" || !m.HasText() || len(j.told) >= most {
		return nil
	}
	for _, before := range j.told {
		if before == m.told {
			return nil
		}
	}
	j.told = append(j.told, m.told)
	return j.out.Taken(m.told)
}

// record makes a report of one object, whose first byte is at offset start of
// the input. The fault says nothing about the file.
func (j *jsonReader) record(line []byte, start int64, number int) (*Fault, error) {
	object, fault := parseObject(line, start, j.in.Limits.Keys)
	if fault != nil {
		return fault, nil
	}
	mapping := j.shape(object)
	if !mapping.HasText() && !j.inner {
		if list, at, ok := articlesIn(line, object, j.in.Limits.Keys); ok {
			return nil, j.unwrap(line, list, at, start, number)
		}
	}
	if err := j.tell(mapping); err != nil {
		return nil, err
	}
	cells := make([]Cell, len(object))
	for i, m := range object {
		raw := line[m.value.Start:m.value.End]
		cell := Cell{Name: m.key}
		field := mapping.Field(i)
		switch {
		case raw[0] == '"':
			if field == fieldText {
				cell.Value, cell.Map = Unquote(raw, m.value.Start)
			} else {
				cell.Value, _ = Unquote(raw, m.value.Start)
			}
			if field == "" || field == fieldAuthor {
				cell.Raw = string(raw)
			}
		case string(raw) == "null":
			cell.Null, cell.Raw, cell.Value = true, "null", "null"
		case raw[0] == '{' && field == FieldOutlet:
			cell.Value = nameWithin(raw)
		case raw[0] == '[' && field == fieldAuthor:
			cell.Value = strings.Join(listWithin(raw), "; ")
		default:
			cell.Value, cell.Raw = string(raw), string(raw)
		}
		cells[i] = cell
	}
	rep, fault := RecordReport(cells, mapping)
	if fault != nil {
		if len(j.in.Columns) == 0 && !mapping.HasText() {
			fault.Reason = `the line has no "text", and no other key that is known to hold one`
		} else {
			fault.Reason = `the line has no "text", or one that is not a string`
		}
		return fault, nil
	}
	rep.Name = rep.ID // as everywhere: the id of a line is the report's name
	rep.Bytes, rep.Offset, rep.Line = line, start, number
	return nil, j.out.Report(rep)
}

// nameWithin returns the name of an outlet that is given as an object.
func nameWithin(raw []byte) string {
	var source struct{ Name, Title, ID string }
	_ = json.Unmarshal(raw, &source) // what is not there stays empty
	for _, name := range []string{source.Name, source.Title, source.ID} {
		if name != "" {
			return name
		}
	}
	return ""
}

// listWithin returns the strings of an array, or the names of its objects.
func listWithin(raw []byte) []string {
	var elements []json.RawMessage
	_ = json.Unmarshal(raw, &elements)
	var names []string
	for _, e := range elements {
		var name string
		if json.Unmarshal(e, &name) != nil {
			name = nameWithin(e)
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// JSONString writes a value as it is kept in [verbale.Document.Extra].
func JSONString(s string) string {
	raw, _ := json.Marshal(s) // a string always can be
	return string(raw)
}

// Unquote decodes a valid string of JSON, whose mark is at byte at of its
// record, with the map to the bytes of the record.
func Unquote(raw []byte, at int) (string, Map) {
	raw, at = raw[1:len(raw)-1], at+1
	if bytes.IndexByte(raw, '\\') < 0 {
		if len(raw) == 0 {
			return "", nil
		}
		return string(raw), Map{{0, len(raw), at, at + len(raw), Copied}}
	}
	var b MapBuilder
	for i := 0; i < len(raw); {
		next := bytes.IndexByte(raw[i:], '\\')
		if next < 0 {
			next = len(raw) - i
		}
		b.Copy(string(raw[i:i+next]), at+i)
		if i += next; i >= len(raw) {
			break
		}
		size, word := 2, ""
		switch raw[i+1] {
		case 'n':
			word = "\n"
		case 't':
			word = "\t"
		case 'r':
			word = "\r"
		case 'b':
			word = "\b"
		case 'f':
			word = "\f"
		case 'u':
			size = len(`\u0000`)
			unit, _ := escape(raw[i:])
			if second, ok := escapeAt(raw, i+size); ok && unit >= 0xD800 && unit < 0xDC00 {
				unit = (unit-0xD800)<<10 + (second - 0xDC00) + 0x10000
				size *= 2
			}
			word = string(unit)
		default:
			word = string(raw[i+1])
		}
		b.Decode(word, at+i, at+i+size)
		i += size
	}
	return b.String(), b.Map()
}

// escapeAt reads a \u escape at byte i, where there is one.
func escapeAt(raw []byte, i int) (rune, bool) {
	if i >= len(raw) || raw[i] != '\\' {
		return 0, false
	}
	return escape(raw[i:])
}

// member is one key of a JSON object, and where its value is.
type member struct {
	key   string
	value lang.Span
}

// parseObject parses a line that is one JSON object. It refuses what other
// parsers mend in silence: bytes that are not UTF-8, halves of surrogate pairs,
// and keys that come twice.
func parseObject(line []byte, start int64, most int) ([]member, *Fault) {
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
	if trimmed := bytes.TrimLeft(line, " \t\r\n"); trimmed[0] != '{' {
		return nil, bad(errors.New("it does not begin with {"))
	}
	object, fault := scanObject(line, most)
	if fault != nil {
		fault.Offset += start
	}
	return object, fault
}

// scanObject finds the keys of a valid JSON object and the places of their
// values. Keys that come twice, or more than most of them, are a fault, whose
// offset counts from the start of line. It is linear in the bytes.
func scanObject(line []byte, most int) ([]member, *Fault) {
	var object []member
	seen := map[string]bool{}
	at := bytes.IndexByte(line, '{') + 1
	if at == 0 {
		return nil, &Fault{Cause: NotJSON, Reason: "the line is not a JSON object", Advice: `write one report a line, as {"id":"…","text":"…"}`}
	}
	for {
		at += blanks(line[at:])
		if line[at] == ',' {
			at++
			at += blanks(line[at:])
		}
		if line[at] == '}' {
			return object, nil
		}
		end := at + valueEnd(line[at:])
		key, _ := Unquote(line[at:end], 0)
		at = end + blanks(line[end:]) + 1 // the colon
		at += blanks(line[at:])
		end = at + valueEnd(line[at:])
		if seen[key] {
			return nil, &Fault{Cause: NotJSON, Offset: int64(at), Reason: fmt.Sprintf("the key %q comes twice in the line", cutAt(key, 80)), Advice: "keep one of them"}
		}
		if len(object) >= most {
			return nil, &Fault{Cause: TooBig, Offset: int64(at), Reason: fmt.Sprintf("the line has more than %d keys", most), Advice: "leave out those that are not about the report"}
		}
		seen[key] = true
		object = append(object, member{key, lang.Span{Start: at, End: end}})
		at = end
	}
}

func blanks(s []byte) int { return len(s) - len(bytes.TrimLeft(s, " \t\r\n")) }

// valueEnd measures the value that a valid JSON text begins with.
func valueEnd(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			for i++; s[i] != '"'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
	}
	return len(s)
}

// valueReader reads the objects of a stream one by one: those of an array at
// its top, or those that follow each other.
type valueReader struct {
	source    *bufio.Reader
	limit     int
	at        int64 // bytes read
	line      int
	start     int64 // of the value returned last
	startLine int
	array     bool // within the array at the top
	ended     bool // after it
	begun     bool
	buffer    []byte
}

// valueError is what is wrong with the syntax of a stream.
type valueError struct{ what string }

func (e *valueError) Error() string { return e.what }

// next returns the next object, valid until the next call.
func (v *valueReader) next() ([]byte, error) {
	for {
		c, err := v.source.ReadByte()
		if err != nil {
			if err == io.EOF && v.array {
				return nil, &valueError{"it breaks off within the array"}
			}
			return nil, err
		}
		v.at++
		switch c {
		case '\n':
			v.line++
		case ' ', '\t', '\r', ',':
		case 0xEF, 0xBB, 0xBF:
			if v.at > 3 {
				return nil, &valueError{"there is something between the objects that is none"}
			}
		case '[':
			if v.begun {
				return nil, &valueError{"there is a second array"}
			}
			v.array = true
		case ']':
			if !v.array {
				return nil, &valueError{"there is a ] too many"}
			}
			v.array, v.ended = false, true
		case '{':
			if v.ended {
				return nil, &valueError{"there is an object after the end of the array"}
			}
			v.start, v.startLine = v.at-1, v.line
			v.begun = true
			return v.object()
		default:
			return nil, &valueError{fmt.Sprintf("%q stands where an object should begin", rune(c))}
		}
		v.begun = v.begun || c == '['
	}
}

// object reads on to the end of an object whose first brace was read.
func (v *valueReader) object() ([]byte, error) {
	v.buffer = append(v.buffer[:0], '{')
	depth, quoted, escaped := 1, false, false
	for depth > 0 {
		c, err := v.source.ReadByte()
		if err == io.EOF {
			return nil, &valueError{"it breaks off within an object"}
		}
		if err != nil {
			return nil, err
		}
		v.at++
		v.buffer = append(v.buffer, c)
		if len(v.buffer) > v.limit {
			v.buffer = nil
			return nil, errLongLine
		}
		switch {
		case c == '\n':
			v.line++
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = c == '\\', c != '"'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	return v.buffer, nil
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
