package answer

import (
	"io"
	"strings"
	"unicode"
)

// Plain returns s as it may be shown on a terminal: line breaks and tabs
// become spaces, other control characters and the marks that turn the
// direction of text become U+FFFD.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c':
			return '\ufffd'
		}
		return r
	}, s)
}

// PlainLines writes text of several lines as it may be shown on a terminal.
func PlainLines(w io.Writer, text string) error {
	for line := range strings.Lines(text) {
		if _, err := io.WriteString(w, Plain(strings.TrimRight(line, "\r\n"))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
