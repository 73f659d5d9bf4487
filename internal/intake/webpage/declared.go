package webpage

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"verbale.dev/verbale/internal/intake/charset"
)

// decode reads the bytes of a page: by a byte order mark, else as declared
// outside (by a header of HTTP or MIME), else as the page declares itself.
func decode(raw []byte, declared string) (charset.Text, error) {
	if !charset.Known(declared) {
		declared = declaredWithin(raw)
	}
	return charset.Decode(raw, declared)
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
		name = valueAfter(head[at:at+end], "charset")
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
