package intake

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// leastGarbled is how many places of a text must look garbled before it is told:
// one may be meant.
const leastGarbled = 2

// garbled says what a text seems to have come through before it was stored, if
// that spoilt it: HTML that was not decoded, or UTF-8 that was decoded as
// Windows-1252 and encoded again. The text stays as it is. It is linear.
func garbled(text string) (reason, advice string) {
	if n, first := twiceDecoded(text); n >= leastGarbled {
		return fmt.Sprintf("it looks as if it was decoded twice: %d places like %q, and is read as it is", n, first), "save it again from its source as UTF-8, or read it with --repair"
	}
	if n, first := undecoded(text); n >= leastGarbled {
		return fmt.Sprintf("it holds HTML that was not decoded: %d places like %q, and is read as it is", n, first), "save the page itself, or read it with --repair"
	}
	return "", ""
}

// twiceDecoded counts the characters whose bytes in Windows-1252 make a character
// of UTF-8, and returns the first of them.
func twiceDecoded(text string) (int, string) {
	n, first := 0, ""
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		size, made := twiceAt(text[i:])
		if made != "" {
			if n++; first == "" {
				first = text[i : i+size]
			}
		}
		i += size
	}
	return n, first
}

// twiceAt returns the character that text begins with, and how long it is there: where
// the bytes of several in Windows-1252 make one of UTF-8, that one; else the length of
// the first, and nothing.
func twiceAt(text string) (size int, made string) {
	r, first := utf8.DecodeRuneInString(text)
	lead, ok := windows1252(r)
	want := 0
	switch {
	case !ok:
	case lead >= 0xC2 && lead <= 0xDF:
		want = 1
	case lead >= 0xE0 && lead <= 0xEF:
		want = 2
	case lead >= 0xF0 && lead <= 0xF4:
		want = 3
	}
	if want == 0 {
		return first, ""
	}
	bytes, end := []byte{lead}, first
	for range want {
		r, size := utf8.DecodeRuneInString(text[end:])
		next, ok := windows1252(r)
		if !ok || next&0xC0 != 0x80 {
			return first, ""
		}
		bytes, end = append(bytes, next), end+size
	}
	if !utf8.Valid(bytes) {
		return first, ""
	}
	return end, string(bytes)
}

// windows1252 returns the byte of a character above ASCII. The five bytes that
// the table does not have come through as controls.
func windows1252(r rune) (byte, bool) {
	if r == 0x81 || r == 0x8D || r == 0x8F || r == 0x90 || r == 0x9D {
		return byte(r), true
	}
	if r < utf8.RuneSelf || r == utf8.RuneError {
		return 0, false
	}
	return charmap.Windows1252.EncodeRune(r)
}

// entityNames are those that texts of news are full of where they are.
var entityNames = []string{"amp", "quot", "lt", "gt", "nbsp", "apos", "ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "laquo", "raquo"}

// undecoded counts the entities of HTML and the tags of paragraphs in a text, and
// returns the first of them.
func undecoded(text string) (int, string) {
	n, first := 0, ""
	for i := 0; i < len(text); {
		next := strings.IndexAny(text[i:], "&<")
		if next < 0 {
			break
		}
		i += next
		size := markupAt(text[i:])
		if size == 0 {
			i++
			continue
		}
		if n++; first == "" {
			first = text[i : i+size]
		}
		i += size
	}
	return n, first
}

// markupAt returns the length of the entity or tag that text begins with.
func markupAt(text string) int {
	const longest = 12
	end := strings.IndexAny(text[:min(len(text), longest)], ";>")
	if end < 2 {
		return 0
	}
	name := text[1:end]
	if text[0] == '<' {
		switch strings.ToLower(strings.Trim(name, "/ ")) {
		case "p", "br", "b", "i", "em", "strong", "div", "span", "h1", "h2", "h3", "li", "ul", "blockquote":
			if text[end] == '>' {
				return end + 1
			}
		}
		return 0
	}
	if text[end] != ';' {
		return 0
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok && strings.Trim(digits, "xX0123456789abcdefABCDEF") == "" {
		return end + 1
	}
	for _, known := range entityNames {
		if name == known {
			return end + 1
		}
	}
	return 0
}
