// Package xmltext answers where in the bytes of an XML file its words stand.
//
// It goes over a file token by token, as encoding/xml does, and decodes
// character data with a map to its bytes. It keeps no tree and expands no
// entities but those of XML and HTML, so that its memory does not grow with what
// a file says about itself. It is linear in the bytes.
package xmltext

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strings"

	"verbale.dev/verbale/internal/intake"
)

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	Start Kind = iota
	End
	Text
)

// Token is an element that begins or ends, or character data.
type Token struct {
	Kind  Kind
	Name  string // with its prefix as written: "w:p"
	Attr  []xml.Attr
	Place int // its first byte
	after int
}

// Value returns an attribute by its local name; "" where there is none.
func (t *Token) Value(local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// Scanner goes over a file.
type Scanner struct {
	raw  []byte
	from int // in raw: where the file begins
	d    *xml.Decoder
}

// NewScanner returns a scanner of a file in UTF-8.
func NewScanner(raw []byte) *Scanner { return NewScannerFrom(raw, 0) }

// NewScannerFrom returns a scanner of the file that begins in raw at that byte. Places
// count from the start of raw.
func NewScannerFrom(raw []byte, from int) *Scanner {
	d := xml.NewDecoder(bytes.NewReader(raw[from:]))
	d.Strict = false
	d.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		if charset = strings.ToLower(charset); charset == "us-ascii" || charset == "utf8" {
			return input, nil
		}
		return nil, fmt.Errorf("it is in %s, and only UTF-8 is read", charset)
	}
	return &Scanner{raw: raw, from: from, d: d}
}

// Next returns the next token. The error is io.EOF at the end.
func (s *Scanner) Next() (Token, error) {
	for {
		at := s.from + int(s.d.InputOffset())
		token, err := s.d.RawToken()
		if err != nil {
			return Token{}, err
		}
		t := Token{Place: at, after: s.from + int(s.d.InputOffset())}
		switch token := token.(type) {
		case xml.StartElement:
			t.Kind, t.Name, t.Attr = Start, nameOf(token.Name), token.Attr
		case xml.EndElement:
			t.Kind, t.Name = End, nameOf(token.Name)
		case xml.CharData:
			t.Kind = Text
		default:
			continue
		}
		return t, nil
	}
}

func nameOf(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// Write adds the words of character data to b. Line breaks in them are spaces,
// as in all files that are laid out by their elements.
func (s *Scanner) Write(b *intake.MapBuilder, t Token) {
	raw := s.raw[t.Place:t.after]
	at := t.Place
	if rest, ok := bytes.CutPrefix(raw, []byte("<![CDATA[")); ok {
		at += len(raw) - len(rest)
		rest, _ = bytes.CutSuffix(rest, []byte("]]>"))
		b.Copy(string(rest), at)
		return
	}
	for len(raw) > 0 {
		i := bytes.IndexAny(raw, "&\r\n\t\x00")
		if i < 0 {
			b.Copy(string(raw), at)
			return
		}
		b.Copy(string(raw[:i]), at)
		raw, at = raw[i:], at+i
		size := 1
		switch raw[0] {
		case '&':
			if end := bytes.IndexByte(raw[:min(len(raw), 40)], ';'); end > 0 {
				if words := html.UnescapeString(string(raw[:end+1])); !strings.HasPrefix(words, "&") || end+1 == len("&amp;") && words == "&" {
					if words == "\x00" {
						words = " "
					}
					b.Decode(words, at, at+end+1)
					size = end + 1
					break
				}
			}
			b.Copy("&", at)
		case 0:
			b.Replace(" ", at, at+1)
		default:
			for size < len(raw) && bytes.IndexByte([]byte("\r\n\t "), raw[size]) >= 0 {
				size++
			}
			b.Replace(" ", at, at+size)
		}
		raw, at = raw[size:], at+size
	}
}

// WriteExact adds the words of character data with their line breaks, as files
// have them in which white space counts, and without the escapes of characters
// that XML cannot hold (_x000D_).
func (s *Scanner) WriteExact(b *intake.MapBuilder, t Token) {
	raw := s.raw[t.Place:t.after]
	for at := 0; at < len(raw); {
		end := len(raw)
		if i := bytes.IndexAny(raw[at:], "\r\n\t"); i >= 0 {
			end = at + i
		}
		if i := bytes.Index(raw[at:end], []byte("_x000D_")); i >= 0 {
			s.Write(b, Token{Kind: Text, Place: t.Place + at, after: t.Place + at + i})
			at += i + len("_x000D_")
			continue
		}
		s.Write(b, Token{Kind: Text, Place: t.Place + at, after: t.Place + end})
		if at = end; at < len(raw) {
			b.Copy(string(raw[at:at+1]), t.Place+at)
			at++
		}
	}
}

// Words returns the words of character data.
func (s *Scanner) Words(t Token) string {
	var b intake.MapBuilder
	s.Write(&b, t)
	return b.String()
}

// Properties reads a file of properties, such as docProps/core.xml, in which
// every element holds one value: the values by the local names of the elements.
func Properties(raw []byte) map[string]string {
	values := map[string]string{}
	s := NewScanner(raw)
	open := ""
	for range 10_000 {
		t, err := s.Next()
		if err != nil {
			break
		}
		switch t.Kind {
		case Start:
			open = t.Name[strings.LastIndexByte(t.Name, ':')+1:]
		case Text:
			if words := strings.TrimSpace(s.Words(t)); words != "" && open != "" && values[open] == "" {
				values[open] = words
			}
		case End:
			open = ""
		}
	}
	return values
}

// Member reads a member of a ZIP archive whole, within the limits. What is not
// there is nil without an error.
func Member(archive *zip.Reader, name string, limits intake.Limits) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		stream, err := f.Open()
		if err != nil {
			return nil, damaged(name, err)
		}
		defer stream.Close()
		raw, err := io.ReadAll(io.LimitReader(stream, limits.File+1))
		if err != nil {
			return nil, damaged(name, err)
		}
		if int64(len(raw)) > limits.File {
			return nil, &intake.Fault{Cause: intake.TooBig, Offset: -1, Reason: fmt.Sprintf("%s in it has more than %d bytes", name, limits.File), Advice: "divide it"}
		}
		return raw, nil
	}
	return nil, nil
}

func damaged(name string, err error) error {
	return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("%s in it cannot be unpacked (%v)", name, err), Advice: "open it in the program that wrote it, and save it again"}
}

// Open opens the ZIP archive that a document is made of.
func Open(in *intake.Input) (*zip.Reader, error) {
	at, size, err := in.At()
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return nil, &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("it cannot be opened (%v)", err), Advice: "open it in the program that wrote it, and save it again"}
	}
	return archive, nil
}

// Broken says that the XML of a member breaks off. What came before may be used.
func Broken(name string, err error) *intake.Fault {
	return &intake.Fault{Kind: intake.Doubtful, Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("%s in it is broken (%v), and what came before is read", name, err),
		Advice: "open it in the program that wrote it, and save it again"}
}
