// Package rtf answers what a text in Rich Text Format (RTF 1.9.1) says.
//
// The text is that of the document, a paragraph a paragraph; titles, headings
// and captions are told by their styles. Headers, footers, notes, fields'
// instructions, pictures and hidden text are left out. Characters are decoded by
// the code page of the file and of the font, or by \u. Every word leads back to
// its bytes. It is linear in the bytes, and groups may be nested to any depth:
// their state is small, and over 10,000 of them the rest is not read.
package rtf

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// Format is Rich Text Format.
var Format = intake.Format{
	Name: "RTF", Extractor: "rtf/1", Endings: []string{".rtf"}, Signed: true,
	Match: func(h intake.Head) bool { return bytes.HasPrefix(h.Bytes, []byte("{\\rtf")) },
	Read:  read,
}

func read(_ context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	rep, fault := Parse(raw)
	if fault != nil {
		if err := out.Fault(fault); err != nil {
			return err
		}
	}
	return out.Whole(rep)
}

// Parse reads a text in RTF that lies in something else, such as a message. The fault is
// doubtful: what came before it is in the report.
func Parse(raw []byte) (intake.Report, *intake.Fault) {
	p := parser{raw: raw, state: state{page: charmap.Windows1252, skip: 1}, fonts: map[int]encoding.Encoding{}, styles: map[int]verbale.PartKind{}, properties: map[string]string{}}
	fault := p.parse()
	rep := p.text.Report()
	for _, known := range []struct{ property, field string }{{"title", intake.FieldTitle}, {"author", "author"}} {
		if value := strings.TrimSpace(p.properties[known.property]); value != "" {
			rep.Facts = append(rep.Facts, verbale.Fact{Field: known.field, Value: value, Origin: verbale.FromProperties})
		}
	}
	return rep, fault
}

// destination is where words of a group go.
type destination uint8

const (
	body destination = iota
	nowhere
	fontTable
	styleSheet
	properties
)

// state is what a group inherits and gives back at its end.
type state struct {
	to     destination
	page   encoding.Encoding
	skip   int // bytes after \u that stand for the same character
	hidden bool
	font   int    // in the font table: the font that is described
	style  int    // in the style sheet: the style that is described; -1 for others
	field  string // in the properties
}

// nowhereNames are destinations beside the text.
var nowhereNames = map[string]bool{
	"colortbl": true, "pict": true, "header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true, "footerr": true, "footerf": true,
	"footnote": true, "annotation": true, "fldinst": true, "object": true, "listtable": true, "listoverridetable": true, "rsidtbl": true, "generator": true, "themedata": true,
	"colorschememapping": true, "latentstyles": true, "datastore": true, "xmlnstbl": true, "filetbl": true, "revtbl": true, "nonshppict": true, "shpinst": true, "do": true,
	"listtext": true, "pntext": true, "bkmkstart": true, "bkmkend": true, "xe": true, "tc": true, "mmath": true, "atnid": true, "atnauthor": true, "deleted": true,
}

// symbols are control words that stand for a character.
var symbols = map[string]string{
	"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ", "cell": "\t", "nestcell": "\t",
}

// parser reads a file once.
type parser struct {
	raw        []byte
	at         int
	state      state
	stack      []state
	fonts      map[int]encoding.Encoding
	styles     map[int]verbale.PartKind
	properties map[string]string

	text      intake.TextBuilder
	paragraph intake.MapBuilder
	kind      verbale.PartKind
	told      bool
	name      strings.Builder // of the style that is described
	pending   []byte          // bytes of a character that is not whole
	begun     int             // where they begin
	surrogate rune            // first half of a pair
	place     int             // where it stands
}

const mostGroups = 10_000

// parse goes over the file. The fault says that it breaks off.
func (p *parser) parse() *intake.Fault {
	for p.at < len(p.raw) {
		switch c := p.raw[p.at]; c {
		case '{':
			p.flush()
			if len(p.stack) >= mostGroups {
				p.end()
				return broken("more than 10,000 groups within each other")
			}
			p.stack = append(p.stack, p.state)
			p.at++
		case '}':
			p.flush()
			p.at++
			if len(p.stack) > 0 {
				p.closeGroup()
			}
			if len(p.stack) == 0 {
				p.end()
				return nil // what follows the document is none of it
			}
		case '\\':
			p.control()
		case '\r', '\n':
			p.at++
		default:
			end := p.at
			for end < len(p.raw) && p.raw[end] != '\\' && p.raw[end] != '{' && p.raw[end] != '}' && p.raw[end] != '\r' && p.raw[end] != '\n' && p.raw[end] < utf8.RuneSelf && p.raw[end] != 0 {
				end++
			}
			if end == p.at { // a byte that should have been escaped
				p.byteOf(p.raw[p.at], p.at, p.at+1)
				p.at++
				continue
			}
			p.flush()
			p.words(string(p.raw[p.at:end]), p.at, end, true)
			p.at = end
		}
	}
	p.flush()
	open := len(p.stack) > 0
	p.end()
	if open {
		return broken("it breaks off")
	}
	return nil
}

func broken(what string) *intake.Fault {
	return &intake.Fault{Kind: intake.Doubtful, Cause: intake.Damaged, Offset: -1, Reason: "the RTF is damaged (" + what + "), and what came before is read", Advice: "open it in the program that wrote it, and save it again"}
}

// closeGroup gives the state of the outer group back.
func (p *parser) closeGroup() {
	if p.state.to == styleSheet && p.state.style >= 0 {
		if kind, ok := kindOf(strings.Trim(p.name.String(), "; ")); ok {
			p.styles[p.state.style] = kind
		}
	}
	if p.state.to == styleSheet {
		p.name.Reset()
	}
	p.state = p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
}

// kindOf says what part a style by its name makes.
func kindOf(name string) (verbale.PartKind, bool) {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	switch {
	case name == "title":
		return verbale.Title, true
	case name == "subtitle", strings.HasPrefix(name, "heading"):
		return verbale.Heading, true
	case name == "caption":
		return verbale.Caption, true
	case strings.HasPrefix(name, "toc"):
		return "", true
	}
	return "", false
}

// control reads a control word or symbol.
func (p *parser) control() {
	start := p.at
	if p.at++; p.at >= len(p.raw) {
		return
	}
	c := p.raw[p.at]
	if !isLetter(c) {
		p.at++
		p.symbol(c, start)
		return
	}
	end := p.at
	for end < len(p.raw) && isLetter(p.raw[end]) && end-p.at < 32 {
		end++
	}
	word := string(p.raw[p.at:end])
	p.at = end
	n, given := p.parameter()
	if p.at < len(p.raw) && p.raw[p.at] == ' ' {
		p.at++
	}
	if word != "u" {
		p.flush()
	}
	p.word(word, n, given, start)
}

// parameter reads the number after a control word.
func (p *parser) parameter() (n int, given bool) {
	at, sign := p.at, 1
	if at < len(p.raw) && p.raw[at] == '-' {
		at, sign = at+1, -1
	}
	digits := at
	for at < len(p.raw) && '0' <= p.raw[at] && p.raw[at] <= '9' && at-digits < 9 {
		n = n*10 + int(p.raw[at]-'0')
		at++
	}
	if at == digits {
		return 0, false
	}
	p.at = at
	return sign * n, true
}

// symbol takes a backslash and a character that is no letter.
func (p *parser) symbol(c byte, start int) {
	if c == '\'' {
		if p.at+2 <= len(p.raw) {
			high, ok1 := hex(p.raw[p.at])
			low, ok2 := hex(p.raw[p.at+1])
			if ok1 && ok2 {
				p.at += 2
				p.byteOf(high<<4|low, start, p.at)
			}
		}
		return
	}
	p.flush()
	switch c {
	case '\\', '{', '}':
		p.words(string(c), start, p.at, false)
	case '~':
		p.words("\u00A0", start, p.at, false)
	case '_':
		p.words("-", start, p.at, false)
	case '*':
		p.state.to = nowhere // but where the next word is known
	case '\r', '\n':
		p.endParagraph()
	}
}

// controls are the control words that change what is read, beside symbols and destinations
// that are not read. A parameter that is not given is 0.
var controls = map[string]func(p *parser, n int, given bool, start int){
	"par": endsParagraph, "sect": endsParagraph, "page": endsParagraph, "row": endsParagraph, "nestrow": endsParagraph,
	"pard": func(p *parser, _ int, _ bool, _ int) { p.kind, p.told = "", false },
	"s":    func(p *parser, n int, _ bool, _ int) { p.style(n) },
	"cs":   otherStyle, "ds": otherStyle, "ts": otherStyle,
	"outlinelevel": func(p *parser, n int, _ bool, _ int) {
		if p.state.to == body && n < 9 && !p.told {
			p.kind, p.told = verbale.Heading, true
		}
	},
	"v":     func(p *parser, n int, given bool, _ int) { p.state.hidden = !given || n != 0 },
	"plain": func(p *parser, _ int, _ bool, _ int) { p.state.hidden = false },
	"ansicpg": func(p *parser, n int, _ bool, _ int) {
		if page := pageOf(n); page != nil {
			p.state.page = page
		}
	},
	"mac":        func(p *parser, _ int, _ bool, _ int) { p.state.page = charmap.Macintosh },
	"pc":         func(p *parser, _ int, _ bool, _ int) { p.state.page = charmap.CodePage437 },
	"pca":        func(p *parser, _ int, _ bool, _ int) { p.state.page = charmap.CodePage850 },
	"uc":         func(p *parser, n int, _ bool, _ int) { p.state.skip = max(n, 0) },
	"u":          func(p *parser, n int, _ bool, start int) { p.unicode(n, start) },
	"bin":        func(p *parser, n int, _ bool, _ int) { p.at = min(len(p.raw), p.at+max(n, 0)) },
	"fonttbl":    func(p *parser, _ int, _ bool, _ int) { p.state.to = fontTable },
	"stylesheet": func(p *parser, _ int, _ bool, _ int) { p.state.to, p.state.style = styleSheet, 0 },
	"info":       func(p *parser, _ int, _ bool, _ int) { p.state.to = properties },
	"title":      property("title"), "author": property("author"), "subject": property("subject"), "operator": property("operator"), "doccomm": property("doccomm"),
	"company": property("company"), "manager": property("manager"), "keywords": property("keywords"), "category": property("category"),
	"creatim": noProperty, "revtim": noProperty, "printim": noProperty, "buptim": noProperty,
	"f": func(p *parser, n int, _ bool, _ int) {
		if p.state.to == fontTable {
			p.state.font = n
		} else if page, ok := p.fonts[n]; ok {
			p.state.page = page
		}
	},
	"fcharset": func(p *parser, n int, _ bool, _ int) {
		if page := pageOf(charsets[n]); p.state.to == fontTable && page != nil {
			p.fonts[p.state.font] = page
		}
	},
}

func endsParagraph(p *parser, _ int, _ bool, _ int) { p.endParagraph() }

// otherStyle is a style of characters, sections or tables, which makes no part.
func otherStyle(p *parser, _ int, _ bool, _ int) {
	if p.state.to == styleSheet {
		p.state.style = -1
	}
}

// property is the value of a property of the file that follows.
func property(name string) func(*parser, int, bool, int) {
	return func(p *parser, _ int, _ bool, _ int) {
		if p.state.to == properties {
			p.state.field = name
		}
	}
}

// noProperty is a time in the properties, in words of its own.
func noProperty(p *parser, _ int, _ bool, _ int) {
	if p.state.to == properties {
		p.state.to = nowhere
	}
}

// style is the style that is described in the style sheet, or that of the paragraph.
func (p *parser) style(n int) {
	if p.state.to == styleSheet {
		p.state.style = n
	} else if kind, ok := p.styles[n]; ok {
		p.kind, p.told = kind, true
	}
}

// word takes a control word. The result of a field (fldrslt) is text like other text; that
// of a shape (shptxt) lies in shpinst, which is not read.
func (p *parser) word(word string, n int, given bool, start int) {
	if symbol, ok := symbols[word]; ok {
		p.words(symbol, start, p.at, false)
	} else if nowhereNames[word] {
		p.state.to = nowhere
	} else if take := controls[word]; take != nil {
		take(p, n, given, start)
	}
}

// charsets are the code pages of the character sets of fonts.
var charsets = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}

// pageOf returns the encoding of a code page of Windows, or nil.
func pageOf(n int) encoding.Encoding {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1252:
		return charmap.Windows1252
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	case 65001:
		return encoding.Nop
	}
	return nil
}

// unicode takes \u and passes over what stands for the same character.
func (p *parser) unicode(n, start int) {
	if n < 0 {
		n += 1 << 16
	}
	p.flush()
	for range p.state.skip {
		switch {
		case p.at >= len(p.raw):
		case p.raw[p.at] == '\\' && p.at+3 < len(p.raw) && p.raw[p.at+1] == '\'':
			p.at += len(`\'3f`)
		case p.raw[p.at] == '\\' || p.raw[p.at] == '{' || p.raw[p.at] == '}':
		default:
			p.at++
		}
	}
	r := rune(n)
	switch {
	case utf16.IsSurrogate(r) && r < 0xDC00:
		p.surrogate, p.place = r, start
		return
	case utf16.IsSurrogate(r):
		r = utf16.DecodeRune(p.surrogate, r)
		start = min(start, p.place)
		if p.surrogate == 0 {
			r = utf8.RuneError
		}
	}
	p.surrogate = 0
	if r != 0 {
		p.words(string(r), start, p.at, false)
	}
}

// byteOf takes one byte of text in the code page.
func (p *parser) byteOf(c byte, start, end int) {
	if len(p.pending) == 0 {
		p.begun = start
	}
	p.pending = append(p.pending, c)
	if _, single := p.state.page.(*charmap.Charmap); single || len(p.pending) >= 4 {
		p.decode(end)
		return
	}
	if decoded, err := p.state.page.NewDecoder().Bytes(p.pending); err == nil && utf8.Valid(decoded) && !bytes.Contains(decoded, []byte("\uFFFD")) {
		p.decode(end)
	}
}

// flush gives up the bytes of a character that is not whole.
func (p *parser) flush() {
	if len(p.pending) > 0 {
		p.decode(p.at)
	}
}

func (p *parser) decode(end int) {
	decoded, err := p.state.page.NewDecoder().Bytes(p.pending)
	if err != nil || !utf8.Valid(decoded) {
		decoded = []byte("\uFFFD")
	}
	p.pending = p.pending[:0]
	if bytes.IndexByte(decoded, 0) >= 0 {
		return
	}
	p.words(string(decoded), p.begun, end, false)
}

// words takes text, copied from the file or made of its bytes from start to end.
func (p *parser) words(words string, start, end int, copied bool) {
	switch {
	case p.state.to == styleSheet:
		if p.name.Len() < 200 {
			p.name.WriteString(words)
		}
	case p.state.to == properties:
		if p.state.field != "" && len(p.properties[p.state.field]) < 4096 {
			p.properties[p.state.field] += words
		}
	case p.state.to != body || p.state.hidden:
	case copied:
		p.paragraph.Copy(words, start)
	default:
		p.paragraph.Decode(words, start, end)
	}
}

func (p *parser) endParagraph() {
	if p.state.to != body {
		return
	}
	p.text.Add(&p.paragraph, p.kind, p.told)
	p.paragraph = intake.MapBuilder{}
}

func (p *parser) end() {
	p.state.to = body
	p.endParagraph()
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func hex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
