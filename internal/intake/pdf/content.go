package pdf

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// glyph is one character as it is painted: its words, where it stands on the
// page, and the bytes of the source that paint it.
type glyph struct {
	words         string
	x, y          float64 // its left end on the baseline, in points from below left
	width, size   float64
	source, end   int
	jump          bool // it does not follow the one before it by the instruction at hand
	bold, spacing bool
}

// matrix is an affine map, row by row: a b, c d, e f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// graphics is the part of the graphics state that text depends on (ISO 32000-1,
// 8.4 and 9.3).
type graphics struct {
	ctm                           matrix
	font                          *font
	size, char, word, scale, lead float64
	rise                          float64
	mode                          int // 3 is invisible: the words under a scan, which are read
}

// interpreter goes over the instructions of a page.
type interpreter struct {
	reader *reader
	page   *page
	state  graphics
	stack  []graphics
	text   matrix
	line   matrix
	depth  int      // forms within forms
	open   []string // the forms that are being painted
}

// run interprets the instructions of a page or form.
func (i *interpreter) run(content []byte, resources types.Dict, ctm matrix) error {
	base := len(i.reader.source)
	if int64(base+len(content)) > i.reader.limits.File {
		return fmt.Errorf("the contents of the pages have more than %d bytes", i.reader.limits.File)
	}
	i.reader.source = append(i.reader.source, content...)
	before, stack := i.state, i.stack
	i.stack = nil
	if i.depth == 0 {
		i.state = graphics{scale: 1}
	}
	i.state.ctm = ctm
	defer func() { i.state, i.stack = before, stack }()
	i.page.glyphs = slices.Grow(i.page.glyphs, len(content)/2)
	l := lexer{raw: content}
	var operands []operand
	for {
		o, ok := l.next()
		if !ok {
			return nil
		}
		if o.kind != keyword {
			if len(operands) < 64 {
				operands = append(operands, o)
			}
			continue
		}
		if err := i.do(o.name, operands, resources, &l, base); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// number returns operand n counted from the last, 0 where there is none.
func number(operands []operand, n int) float64 {
	if n = len(operands) - 1 - n; n < 0 {
		return 0
	}
	return operands[n].number
}

func (i *interpreter) do(op string, args []operand, resources types.Dict, l *lexer, base int) error {
	switch op {
	case "q":
		if len(i.stack) < 1000 {
			i.stack = append(i.stack, i.state)
		}
	case "Q":
		if n := len(i.stack); n > 0 {
			i.state, i.stack = i.stack[n-1], i.stack[:n-1]
		}
	case "cm":
		i.state.ctm = matrixOf(args).mul(i.state.ctm)
	case "BT":
		i.text, i.line = identity, identity
	case "Tf":
		if len(args) >= 2 {
			i.state.font = i.reader.font(resources, args[0].name)
			i.state.size = args[1].number
		}
	case "Tc":
		i.state.char = number(args, 0)
	case "Tw":
		i.state.word = number(args, 0)
	case "Tz":
		i.state.scale = number(args, 0) / 100
	case "TL":
		i.state.lead = number(args, 0)
	case "Ts":
		i.state.rise = number(args, 0)
	case "Tr":
		i.state.mode = int(number(args, 0))
	case "Td":
		i.move(number(args, 1), number(args, 0))
	case "TD":
		i.state.lead = -number(args, 0)
		i.move(number(args, 1), number(args, 0))
	case "Tm":
		i.text = matrixOf(args)
		i.line = i.text
	case "T*":
		i.move(0, -i.state.lead)
	case "'", "\"":
		if op == "\"" && len(args) == 3 {
			i.state.word, i.state.char = args[0].number, args[1].number
		}
		i.move(0, -i.state.lead)
		return i.show(args, base)
	case "Tj", "TJ":
		return i.show(args, base)
	case "Do":
		if len(args) == 1 {
			return i.form(args[0].name, resources)
		}
	case "BI":
		l.skipImage()
	}
	return nil
}

func matrixOf(args []operand) matrix {
	var m matrix
	for n := range m {
		m[n] = number(args, 5-n)
	}
	return m
}

func (i *interpreter) move(x, y float64) {
	i.line = matrix{1, 0, 0, 1, x, y}.mul(i.line)
	i.text = i.line
}

// show paints strings, and moves by the numbers between them.
func (i *interpreter) show(args []operand, base int) error {
	jump := true
	for _, a := range args {
		switch a.kind {
		case numeric:
			if a.within {
				i.text = matrix{1, 0, 0, 1, -a.number / 1000 * i.state.size * i.state.scale, 0}.mul(i.text)
			}
		case text:
			if err := i.paint(a, base, &jump); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *interpreter) paint(a operand, base int, jump *bool) error {
	s := &i.state
	f := s.font
	if f == nil {
		f = &noFont
	}
	for at := 0; at < len(a.bytes); {
		n := f.length(a.bytes[at:])
		code := a.bytes[at : at+n]
		words, width := f.decode(code)
		place := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(i.text).mul(s.ctm)
		advance := width*s.size + s.char
		if n == 1 && code[0] == ' ' {
			advance += s.word
		}
		if words != "" {
			if i.reader.glyphs++; i.reader.glyphs > mostGlyph {
				return fmt.Errorf("there are more than %d characters in it", mostGlyph)
			}
			height := math.Hypot(place[2], place[3])
			// Only words that stand upright are read: what is turned are notes in a
			// margin and watermarks.
			if upright := math.Abs(place[1]) < 0.01*math.Abs(place[0]) && place[0] > 0 && place[3] > 0; upright && height > 0.5 {
				i.page.glyphs = append(i.page.glyphs, glyph{
					words: words, x: place[4], y: place[5], width: width * math.Hypot(place[0], place[1]), size: height,
					source: base + a.places[at], end: base + a.places[at+n], jump: *jump, bold: f.bold,
				})
				*jump = false
			}
		}
		i.text = matrix{1, 0, 0, 1, advance * s.scale, 0}.mul(i.text)
		at += n
	}
	return nil
}

// form paints a form, which is a page within the page.
func (i *interpreter) form(name string, resources types.Dict) error {
	file := i.reader.file
	forms, err := file.DereferenceDict(resources["XObject"])
	if err != nil || forms == nil {
		return nil
	}
	stream, _, err := file.DereferenceStreamDict(forms[name])
	if err != nil || stream == nil || i.depth >= mostForms {
		return nil
	}
	if subtype := stream.Subtype(); subtype == nil || *subtype != "Form" {
		return nil
	}
	key := name
	if reference, ok := forms[name].(types.IndirectRef); ok {
		key = reference.String()
	}
	if slices.Contains(i.open, key) { // a form in itself
		return nil
	}
	content, err := i.reader.decoded(forms[name])
	if err != nil {
		return nil
	}
	own := resources
	if dict, err := file.DereferenceDict(stream.Dict["Resources"]); err == nil && dict != nil {
		own = dict
	}
	ctm := i.state.ctm
	if list, err := file.DereferenceArray(stream.Dict["Matrix"]); err == nil && len(list) == 6 {
		var m matrix
		for n := range m {
			m[n], _ = file.DereferenceNumber(list[n])
		}
		ctm = m.mul(ctm)
	}
	i.depth++
	i.open = append(i.open, key)
	defer func() { i.depth, i.open = i.depth-1, i.open[:len(i.open)-1] }()
	return i.run(content, own, ctm)
}

// kind is the kind of an operand.
type kind uint8

const (
	keyword kind = iota
	numeric
	text
	named
	other
)

// operand is one token of a content stream.
type operand struct {
	kind   kind
	name   string // of a keyword or a name
	number float64
	within bool // an array
	bytes  []byte
	places []int // where each byte of a string begins, and where the last one ends
}

// lexer takes a content stream apart. Arrays are passed on as what is in them.
type lexer struct {
	raw   []byte
	at    int
	array int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next returns the next token; false at the end.
func (l *lexer) next() (operand, bool) {
	for l.at < len(l.raw) {
		c := l.raw[l.at]
		switch {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.raw) && l.raw[l.at] != '\n' && l.raw[l.at] != '\r' {
				l.at++
			}
		case c == '(':
			return l.literal(), true
		case c == '<' && l.at+1 < len(l.raw) && l.raw[l.at+1] == '<':
			l.dictionary()
			return operand{kind: other}, true
		case c == '<':
			return l.hex(), true
		case c == '[':
			l.at++
			l.array++
		case c == ']':
			l.at++
			l.array = max(0, l.array-1)
		case c == '/':
			l.at++
			return operand{kind: named, name: l.word()}, true
		case isDelimiter(c):
			l.at++
		default:
			word := l.word()
			if n, err := strconv.ParseFloat(word, 64); err == nil && !math.IsInf(n, 0) && !math.IsNaN(n) && (c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9') {
				return operand{kind: numeric, number: n, within: l.array > 0}, true
			}
			l.array = 0
			return operand{kind: keyword, name: word}, true
		}
	}
	return operand{}, false
}

// word reads to the next delimiter, with the escapes of names.
func (l *lexer) word() string {
	start := l.at
	for l.at < len(l.raw) && !isSpace(l.raw[l.at]) && !isDelimiter(l.raw[l.at]) {
		l.at++
	}
	word := l.raw[start:l.at]
	if bytes.IndexByte(word, '#') < 0 {
		return string(word)
	}
	var plain []byte
	for n := 0; n < len(word); n++ {
		if word[n] == '#' && n+2 < len(word) {
			if v, err := strconv.ParseUint(string(word[n+1:n+3]), 16, 8); err == nil {
				plain = append(plain, byte(v))
				n += 2
				continue
			}
		}
		plain = append(plain, word[n])
	}
	return string(plain)
}

// literal reads "(…)".
func (l *lexer) literal() operand {
	o := operand{kind: text}
	put := func(c byte, at int) { o.bytes, o.places = append(o.bytes, c), append(o.places, at) }
	depth := 0
	for l.at < len(l.raw) {
		at := l.at
		c := l.raw[l.at]
		l.at++
		switch c {
		case '(':
			if depth++; depth > 1 {
				put(c, at)
			}
		case ')':
			if depth--; depth == 0 {
				o.places = append(o.places, at)
				return o
			}
			put(c, at)
		case '\\':
			if l.at < len(l.raw) {
				if c, ok := l.escape(); ok {
					put(c, at)
				}
			}
		default:
			put(c, at)
		}
	}
	o.places = append(o.places, l.at)
	return o
}

// escape reads what follows a backslash; false for a line break, which is none.
func (l *lexer) escape() (byte, bool) {
	c := l.raw[l.at]
	l.at++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\r':
		if l.at < len(l.raw) && l.raw[l.at] == '\n' {
			l.at++
		}
		return 0, false
	case '\n':
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	v := int(c - '0')
	for range 2 {
		if l.at < len(l.raw) && '0' <= l.raw[l.at] && l.raw[l.at] <= '7' {
			v = v*8 + int(l.raw[l.at]-'0')
			l.at++
		}
	}
	return byte(v), true
}

// hex reads "<…>".
func (l *lexer) hex() operand {
	o := operand{kind: text}
	l.at++
	half, from := -1, 0
	for l.at < len(l.raw) {
		at := l.at
		c := l.raw[l.at]
		l.at++
		if c == '>' {
			break
		}
		v, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil || c >= 0x80 {
			continue
		}
		if half < 0 {
			half, from = int(v), at
			continue
		}
		o.bytes, o.places = append(o.bytes, byte(half<<4|int(v))), append(o.places, from)
		half = -1
	}
	if half >= 0 {
		o.bytes, o.places = append(o.bytes, byte(half<<4)), append(o.places, from)
	}
	o.places = append(o.places, max(0, l.at-1))
	return o
}

// dictionary passes over "<<…>>", which only marks content.
func (l *lexer) dictionary() {
	depth := 0
	for l.at < len(l.raw) {
		switch {
		case bytes.HasPrefix(l.raw[l.at:], []byte("<<")):
			depth++
			l.at += 2
		case bytes.HasPrefix(l.raw[l.at:], []byte(">>")):
			l.at += 2
			if depth--; depth == 0 {
				return
			}
		case l.raw[l.at] == '(':
			l.literal()
		default:
			l.at++
		}
	}
}

// skipImage passes over an inline image.
func (l *lexer) skipImage() {
	for {
		i := bytes.Index(l.raw[l.at:], []byte("EI"))
		if i < 0 {
			l.at = len(l.raw)
			return
		}
		l.at += i + 2
		before := l.at - 3
		if (before < 0 || isSpace(l.raw[before])) && (l.at >= len(l.raw) || isSpace(l.raw[l.at])) {
			return
		}
	}
}
