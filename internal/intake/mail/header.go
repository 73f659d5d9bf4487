package mail

import (
	"bytes"
	"mime"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"

	"verbale.dev/verbale/internal/intake/charset"
)

// header is the header of a message or of a part of one.
type header []field

type field struct{ name, value string } // name in lower case, value unfolded

// Bounds of one header: lines beyond are passed over.
const (
	maxFields = 1000
	maxField  = 64 << 10 // bytes
)

// readHeader reads the header that raw begins with, and returns where the body
// begins.
func readHeader(raw []byte) (header, int) {
	var h header
	at := 0
	for at < len(raw) {
		end := bytes.IndexByte(raw[at:], '\n')
		next := len(raw)
		if end >= 0 {
			next = at + end + 1
		}
		line := bytes.TrimRight(raw[at:next], "\r\n")
		if len(line) == 0 {
			return h, next
		}
		if (line[0] == ' ' || line[0] == '\t') && len(h) > 0 {
			if last := &h[len(h)-1]; len(last.value)+len(line) < maxField {
				last.value += " " + strings.TrimSpace(string(line))
			}
			at = next
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok || !isFieldName(name) {
			if len(h) == 0 && bytes.HasPrefix(line, []byte("From ")) {
				at = next // the line that parts the messages of a mailbox
				continue
			}
			return h, at // no header: the body has begun without a blank line
		}
		if len(h) < maxFields && len(value) < maxField {
			h = append(h, field{strings.ToLower(string(name)), strings.TrimSpace(string(value))})
		}
		at = next
	}
	return h, len(raw)
}

func isFieldName(name []byte) bool {
	for _, c := range name {
		if c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return len(name) > 0
}

func (h header) get(name string) string {
	for _, f := range h {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// words returns a field with its encoded words decoded, on one line.
func (h header) words(name string) string { return decodeWords(h.get(name)) }

func decodeWords(value string) string {
	decoder := mime.WordDecoder{CharsetReader: charset.Reader}
	if decoded, err := decoder.DecodeHeader(value); err == nil {
		value = decoded
	}
	return oneLine(value)
}

func oneLine(value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(value, "\uFFFD"))
	return strings.Join(strings.Fields(value), " ")
}

// date returns the day and time of a field in ISO 8601, with its zone; "" where
// there is none.
func (h header) date(name string) string {
	when, err := mail.ParseDate(h.get(name))
	if err != nil {
		return ""
	}
	return when.Format(time.RFC3339)
}

// from returns the names of the senders, or their addresses where they have no
// names.
func (h header) from() string {
	value := h.get("from")
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.Reader}}
	list, err := parser.ParseList(value)
	if err != nil {
		return decodeWords(value)
	}
	var names []string
	for _, address := range list {
		if address.Name != "" {
			names = append(names, oneLine(address.Name))
		} else {
			names = append(names, oneLine(address.Address))
		}
	}
	return strings.Join(names, ", ")
}

// boundaryAt finds the boundary in a header that cannot be parsed.
var boundaryAt = regexp.MustCompile(`(?i)boundary=`)

// mediaType returns the type of a part and its parameters. A header that cannot
// be parsed says what stands before its first semicolon.
func (h header) mediaType() (string, map[string]string) {
	value := h.get("content-type")
	if value == "" {
		return "text/plain", nil
	}
	kind, parameters, err := mime.ParseMediaType(value)
	if err != nil {
		kind, _, _ = strings.Cut(value, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
		if at := boundaryAt.FindStringIndex(value); at != nil { // bytes that are no UTF-8 grow in lower case
			boundary := value[at[1]:]
			if end := strings.IndexByte(boundary, ';'); end >= 0 && !strings.HasPrefix(boundary, `"`) {
				boundary = boundary[:end]
			}
			parameters = map[string]string{"boundary": strings.Trim(strings.TrimSpace(boundary), `"`)}
		}
	}
	return kind, parameters
}

// file returns the name of the file that a part is, or "".
func (h header) file() string {
	_, parameters, _ := mime.ParseMediaType(h.get("content-disposition"))
	name := parameters["filename"]
	if name == "" {
		_, parameters = h.mediaType()
		name = parameters["name"]
	}
	return decodeWords(name)
}
