package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// decoded is the text of some bytes, and how it lay in them.
type decoded struct {
	text     string
	encoding string // lower case: "utf-8"
	base     int    // bytes before the text
}

// decode turns the bytes of a file into text without guessing: UTF-8 if valid,
// UTF-16 with a byte order mark, or what was declared ("" for nothing) if that
// decodes without loss. Offsets in the fault count from the start of raw. The
// fault says nothing about the file.
func decode(raw []byte, declared string) (decoded, *Fault) {
	utf8BOM := []byte("\uFEFF")
	switch {
	case bytes.HasPrefix(raw, utf8BOM):
		body := raw[len(utf8BOM):]
		if at := firstInvalid(body); at >= 0 {
			return decoded{}, badByte(raw, at+len(utf8BOM), "it begins with the mark of UTF-8, but is not UTF-8 throughout",
				"save it again as UTF-8")
		}
		return checkNUL(decoded{string(body), "utf-8", len(utf8BOM)})
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(raw, []byte{0, 0, 0xFE, 0xFF}):
		return decoded{}, &Fault{Cause: BadEncoding, Offset: 0, Reason: "it begins with the mark of UTF-32", Advice: "save it again as UTF-8"}
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return decodeUTF16(raw, 2, binary.LittleEndian, "utf-16le")
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return decodeUTF16(raw, 2, binary.BigEndian, "utf-16be")
	}
	nul := bytes.IndexByte(raw, 0)
	bad := firstInvalid(raw)
	if bad < 0 && nul < 0 {
		return decoded{text: string(raw), encoding: "utf-8"}, nil
	}
	if declared != "" {
		return decodeDeclared(raw, declared)
	}
	if nul >= 0 {
		return decoded{}, &Fault{Cause: Binary, Offset: int64(nul), Reason: "it is not text: it holds NUL bytes",
			Advice: "if it is UTF-16 without a mark, name that with --encoding utf-16le"}
	}
	return decoded{}, badByte(raw, bad, "it is not UTF-8",
		"name its encoding with --encoding (windows-1252, windows-1251, iso-8859-2 …), or in the table of reports in a column encoding")
}

func badByte(raw []byte, at int, reason, advice string) *Fault {
	return &Fault{Cause: BadEncoding, Offset: int64(at), Reason: fmt.Sprintf("%s: bad byte 0x%02X", reason, raw[at]), Advice: advice}
}

// checkNUL refuses text with a NUL character: it is not text, and stores and
// terminals cut it there.
func checkNUL(d decoded) (decoded, *Fault) {
	if at := strings.IndexByte(d.text, 0); at >= 0 {
		return decoded{}, &Fault{Cause: Binary, Offset: int64(at + d.base), Reason: "it is not text: it holds NUL characters"}
	}
	return d, nil
}

func decodeUTF16(raw []byte, base int, order binary.ByteOrder, name string) (decoded, *Fault) {
	text := make([]byte, 0, len(raw))
	for i := base; i < len(raw); i += 2 {
		if i+1 == len(raw) {
			return decoded{}, &Fault{Cause: BadEncoding, Offset: int64(i), Reason: "it is UTF-16 with half a character at its end", Advice: "save it again as UTF-8"}
		}
		r := rune(order.Uint16(raw[i:]))
		if utf16.IsSurrogate(r) {
			var second rune
			if i+3 < len(raw) {
				second = rune(order.Uint16(raw[i+2:]))
			}
			pair := utf16.DecodeRune(r, second)
			if pair == utf8.RuneError {
				return decoded{}, &Fault{Cause: LoneSurrogate, Offset: int64(i), Reason: "it is UTF-16 with half of a surrogate pair", Advice: "save it again as UTF-8"}
			}
			r, i = pair, i+2
		}
		if r == 0 {
			return decoded{}, &Fault{Cause: Binary, Offset: int64(i), Reason: "it is not text: it holds NUL characters"}
		}
		text = utf8.AppendRune(text, r)
	}
	return decoded{string(text), name, base}, nil
}

// decodeDeclared decodes raw as the declared encoding and back again: what
// comes back must be the bytes that went in.
func decodeDeclared(raw []byte, declared string) (decoded, *Fault) {
	name := strings.ToLower(strings.TrimSpace(declared))
	switch name {
	case "utf-16le", "utf16le", "utf-16", "utf16":
		return decodeUTF16(raw, 0, binary.LittleEndian, "utf-16le")
	case "utf-16be", "utf16be":
		return decodeUTF16(raw, 0, binary.BigEndian, "utf-16be")
	}
	scheme := encodingNamed(name)
	if scheme == nil {
		return decoded{}, &Fault{Cause: UnknownEncoding, Offset: -1, Reason: fmt.Sprintf("its declared encoding %q is not known", declared),
			Advice: "use a name of the IANA registry, such as windows-1252"}
	}
	lossy := &Fault{Cause: BadEncoding, Offset: -1, Reason: "it is not " + name + " as declared", Advice: "name another encoding"}
	text, err := scheme.NewDecoder().Bytes(raw)
	if err != nil || !utf8.Valid(text) {
		return decoded{}, lossy
	}
	back, err := scheme.NewEncoder().Bytes(text)
	if err != nil || !bytes.Equal(back, raw) {
		return decoded{}, lossy
	}
	for i, r := range string(text) {
		// C1 controls are no text: bytes of windows-125x declared as iso-8859-x
		// come out as these.
		if r >= 0x80 && r < 0xA0 && r != 0x85 {
			lossy.Reason += fmt.Sprintf(": control character U+%04X", r)
			lossy.Offset = int64(len(back) - len(mustEncode(scheme, text[i:])))
			lossy.Advice = "name another encoding; bytes like these are mostly windows-1252"
			return decoded{}, lossy
		}
	}
	return checkNUL(decoded{string(text), name, 0})
}

func mustEncode(scheme encoding.Encoding, text []byte) []byte {
	raw, _ := scheme.NewEncoder().Bytes(text) // the whole of it was encoded before
	return raw
}

// encodingNamed finds an encoding by its IANA name, else by the names that web
// pages use; nil where there is none.
func encodingNamed(name string) encoding.Encoding {
	if scheme, err := ianaindex.IANA.Encoding(name); err == nil && scheme != nil {
		return scheme
	}
	if scheme, err := htmlindex.Get(name); err == nil {
		return scheme
	}
	return nil
}

// firstInvalid returns the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(raw []byte) int {
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
