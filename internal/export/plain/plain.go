// Package plain answers: how may words of a report be shown on a terminal?
//
// Law: control characters, escape sequences and bidirectional overrides never
// reach it raw; they become U+FFFD. The cost is linear.
package plain

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// Text returns s as it may be shown on a terminal: line breaks and tabs
// become spaces, other control characters and the marks that turn the
// direction of text become U+FFFD.
func Text(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\t', '\u2028', '\u2029':
			return ' '
		}
		return harmless(r)
	}, s)
}

// harmless returns r, or U+FFFD for what a terminal would obey.
func harmless(r rune) rune {
	switch {
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
		r == '\u200e', r == '\u200f', r == '\u061c':
		return '\ufffd'
	}
	return r
}

// Terminal returns a writer to w that lets line breaks and tabs through, and
// of what else a terminal would obey writes U+FFFD.
func Terminal(w io.Writer) io.Writer {
	return transform.NewWriter(w, runes.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\t':
			return r
		}
		return harmless(r)
	}))
}

// Lines writes text of several lines as it may be shown on a terminal.
func Lines(w io.Writer, text string) error {
	for line := range strings.Lines(text) {
		if _, err := io.WriteString(w, Text(strings.TrimRight(line, "\r\n"))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
