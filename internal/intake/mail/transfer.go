package mail

import (
	"bytes"
	"encoding/base64"
	"strings"

	"verbale.dev/verbale/internal/intake"
)

// decodeTransfer undoes the transfer encoding of a part whose bytes begin at
// offset base of the message. The map leads from what comes out to the message;
// what cannot be decoded stays as it is.
func decodeTransfer(raw []byte, scheme string, base int) ([]byte, intake.Map) {
	var b intake.MapBuilder
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "quoted-printable":
		quotedPrintable(&b, raw, base)
	case "base64":
		fromBase64(&b, raw, base)
	default:
		b.Copy(string(raw), base)
	}
	return []byte(b.String()), b.Map()
}

// quotedPrintable decodes RFC 2045, section 6.7.
func quotedPrintable(b *intake.MapBuilder, raw []byte, base int) {
	for at := 0; at < len(raw); {
		next := bytes.IndexByte(raw[at:], '=')
		if next < 0 {
			b.Copy(string(raw[at:]), base+at)
			return
		}
		b.Copy(string(raw[at:at+next]), base+at)
		at += next
		// A break that is none: white space may have come after the sign.
		end := at + 1
		for end < len(raw) && (raw[end] == ' ' || raw[end] == '\t') {
			end++
		}
		switch {
		case end < len(raw) && raw[end] == '\n':
			at = end + 1
			continue
		case end+1 < len(raw) && raw[end] == '\r' && raw[end+1] == '\n':
			at = end + 2
			continue
		case end == len(raw):
			return
		}
		character := []byte{}
		start := at
		for want := 1; len(character) < want; at += 3 {
			c, ok := escaped(raw[at:])
			if !ok || len(character) > 0 && c&0xC0 != 0x80 {
				break
			}
			if len(character) == 0 {
				want = runeBytes(c)
			}
			character = append(character, c)
		}
		if len(character) == 0 {
			b.Copy("=", base+at)
			at++
			continue
		}
		b.Decode(string(character), base+start, base+at)
	}
}

// escaped decodes "=E2".
func escaped(raw []byte) (byte, bool) {
	if len(raw) < 3 || raw[0] != '=' {
		return 0, false
	}
	high, low := hexDigit(raw[1]), hexDigit(raw[2])
	return byte(high<<4 | low&0xF), high >= 0 && low >= 0
}

// runeBytes is how many bytes a character of UTF-8 has that begins with c, so
// that all of its escapes are one run of the map.
func runeBytes(c byte) int {
	switch {
	case c >= 0xF0:
		return 4
	case c >= 0xE0:
		return 3
	case c >= 0xC0:
		return 2
	}
	return 1
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// fromBase64 decodes RFC 2045, section 6.8, four characters at a time; anything
// that is none of its alphabet is passed over.
func fromBase64(b *intake.MapBuilder, raw []byte, base int) {
	var group [4]byte
	var out [3]byte
	n, start := 0, 0
	for at, c := range raw {
		if c == '=' {
			break
		}
		if !isBase64(c) {
			continue
		}
		if n == 0 {
			start = at
		}
		group[n] = c
		if n++; n == 4 {
			base64.RawStdEncoding.Decode(out[:], group[:])
			b.Decode(string(out[:]), base+start, base+at+1)
			n = 0
		}
	}
	if n > 1 {
		size, _ := base64.RawStdEncoding.Decode(out[:], group[:n])
		end := start + n
		for end < len(raw) && raw[end] == '=' {
			end++
		}
		b.Decode(string(out[:size]), base+start, base+end)
	}
}

func isBase64(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}
