// Package charset answers what text the bytes of a page, a message or a feed are,
// and which bytes each character of it was made from.
package charset

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"verbale.dev/verbale/internal/intake"
)

// Text is what some bytes say.
type Text struct {
	Bytes    []byte     // UTF-8
	Map      intake.Map // to the bytes received; nil where Bytes are those from Base on
	Base     int        // bytes of a byte order mark
	Encoding string     // in lower case: "utf-8"
	Bad      int        // bytes that stand for no character, each read as U+FFFD
	BadAt    int64      // the first of them, or -1
}

// Decode reads bytes as the standards of the web and of mail have it: by a byte
// order mark, else in the encoding that was declared. Where none is ("") or none
// that is known, they are UTF-8 or refused: the standard for pages would take
// them for Windows-1252, which is a guess. Bytes that stand for no character in
// the declared encoding are read as U+FFFD and counted, as a browser does. The
// error is an [intake.Fault]. The time is linear.
func Decode(raw []byte, declared string) (Text, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return decodeUTF8(raw, 3), nil
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return decodeAs(raw, 2, "utf-16le")
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return decodeAs(raw, 2, "utf-16be")
	}
	if !Known(declared) {
		if at := firstBad(raw); at >= 0 {
			return Text{}, &intake.Fault{Cause: intake.BadEncoding, Offset: int64(at),
				Reason: fmt.Sprintf("it declares no encoding that is known and is not UTF-8: bad byte 0x%02X", raw[at]),
				Advice: "name its encoding with --encoding (windows-1252, windows-1251, iso-8859-2 …)"}
		}
		return decodeUTF8(raw, 0), nil
	}
	return decodeAs(raw, 0, declared)
}

// Known reports whether a name is that of an encoding of the web.
func Known(name string) bool {
	scheme, err := htmlindex.Get(name)
	return err == nil && scheme != encoding.Replacement
}

// Reader decodes a stream of a known encoding, as [mime.WordDecoder] wants it.
func Reader(name string, input io.Reader) (io.Reader, error) {
	scheme, err := htmlindex.Get(name)
	if err != nil {
		return nil, err
	}
	return transform.NewReader(input, scheme.NewDecoder()), nil
}

func firstBad(raw []byte) int {
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

// decodeUTF8 takes bytes as UTF-8.
func decodeUTF8(raw []byte, base int) Text {
	body := raw[base:]
	if utf8.Valid(body) {
		return Text{Bytes: body, Base: base, Encoding: "utf-8", BadAt: -1}
	}
	d := Text{Encoding: "utf-8", BadAt: -1}
	var b intake.MapBuilder
	for i := 0; i < len(body); {
		good := i
		for good < len(body) {
			r, size := utf8.DecodeRune(body[good:])
			if r == utf8.RuneError && size <= 1 {
				break
			}
			good += size
		}
		b.Copy(string(body[i:good]), base+i)
		if i = good; i < len(body) {
			d.spoilt(base + i)
			b.Decode("\uFFFD", base+i, base+i+1)
			i++
		}
	}
	d.Bytes, d.Map = []byte(b.String()), b.Map()
	return d
}

func (d *Text) spoilt(at int) {
	if d.Bad == 0 {
		d.BadAt = int64(at)
	}
	d.Bad++
}

// decodeAs takes bytes as text of an encoding, character by character.
func decodeAs(raw []byte, base int, name string) (Text, error) {
	scheme, err := htmlindex.Get(name)
	if err != nil || scheme == encoding.Replacement {
		return Text{}, &intake.Fault{Cause: intake.UnknownEncoding, Offset: -1,
			Reason: fmt.Sprintf("its declared encoding %q is not known", name), Advice: "name its encoding with --encoding"}
	}
	canonical, _ := htmlindex.Name(scheme)
	if canonical == "utf-8" {
		return decodeUTF8(raw, base), nil
	}
	d := Text{Bytes: []byte{}, Map: intake.Map{}, Encoding: canonical, BadAt: -1}
	next := characters(scheme)
	ascii := asciiBytes(canonical)
	var b intake.MapBuilder
	for at := base; at < len(raw); {
		end := at
		for ascii && end < len(raw) && raw[end] < utf8.RuneSelf {
			end++
		}
		if end > at {
			b.Copy(string(raw[at:end]), at)
			at = end
			continue
		}
		character, read := next(raw[at:])
		if strings.Contains(character, "\uFFFD") {
			d.spoilt(at)
		}
		if character != "" {
			b.Decode(character, at, at+read)
		}
		at += read
	}
	if b.Len() > 0 {
		d.Bytes, d.Map = []byte(b.String()), b.Map()
	}
	return d, nil
}

// longestCharacter is more than the bytes of any one character in any encoding,
// a change of tables before it included.
const longestCharacter = 16

// characters returns a function that decodes the first character of bytes that
// are not empty, and says how many bytes it took: at least one. The character is
// "" where they only change the state of the encoding.
func characters(scheme encoding.Encoding) func([]byte) (string, int) {
	if table, ok := scheme.(*charmap.Charmap); ok {
		var single [256]string
		for i := range single {
			single[i] = string(table.DecodeByte(byte(i)))
		}
		return func(raw []byte) (string, int) { return single[raw[0]], 1 }
	}
	decoder := scheme.NewDecoder().Transformer
	var made [longestCharacter]byte
	return func(raw []byte) (string, int) {
		last := len(raw) <= longestCharacter
		raw = raw[:min(len(raw), longestCharacter)]
		read := 0
		// Room for no more than one character, so that its bytes are known.
		for room := 1; room <= len(made); room++ {
			n, m, err := decoder.Transform(made[:room], raw[read:], last)
			if read += m; n > 0 {
				return string(made[:n]), read
			}
			if err != transform.ErrShortDst {
				break
			}
		}
		if read == 0 {
			return "\uFFFD", 1
		}
		return "", read
	}
}

// asciiBytes reports whether bytes below 0x80 are ASCII wherever they begin a
// character of the encoding.
func asciiBytes(name string) bool {
	return !strings.HasPrefix(name, "utf-16") && !strings.HasPrefix(name, "iso-2022")
}

// DecodeMarkup is [Decode] for pages and XML, which may declare their encoding
// themselves where nothing outside does.
func DecodeMarkup(raw []byte, declared string) (Text, error) {
	if !Known(declared) {
		declared = declaredWithin(raw)
	}
	return Decode(raw, declared)
}

// prescan is how far into a page its own word about its encoding is looked for,
// in bytes: the HTML standard says 1024, and pages that come later with it are
// common.
const prescan = 4096

// declaredWithin finds the encoding that a page declares in its first bytes:
// <meta charset>, <meta http-equiv content="…charset=…"> or an XML declaration.
// UTF-16 cannot be declared by bytes that read as ASCII, and counts as UTF-8.
func declaredWithin(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), prescan)])
	name := ""
	if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end > 0 {
			name = valueAfter(head[:end], "encoding")
		}
	}
	for at := 0; name == ""; {
		next := bytes.Index(head[at:], []byte("<meta"))
		if next < 0 {
			break
		}
		at += next + len("<meta")
		end := bytes.IndexByte(head[at:], '>')
		if end < 0 {
			break
		}
		if name = valueAfter(head[at:at+end], "charset"); !Known(name) {
			name = ""
		}
	}
	scheme, err := htmlindex.Get(name)
	if err != nil {
		return ""
	}
	name, _ = htmlindex.Name(scheme)
	if strings.HasPrefix(name, "utf-16") {
		return "utf-8"
	}
	return name
}

// valueAfter returns the word after key and an equals sign, in quotes or not.
func valueAfter(s []byte, key string) string {
	at := bytes.Index(s, []byte(key))
	if at < 0 {
		return ""
	}
	rest := bytes.TrimLeft(s[at+len(key):], " \t\r\n")
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(rest, "\"' \t\r\n;/>"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}
