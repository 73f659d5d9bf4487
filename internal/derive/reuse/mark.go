package reuse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is a place of a text where a line ends or a quotation begins or ends.
type mark struct {
	at   int
	kind markKind
}

type markKind int

const (
	lineEnd markKind = iota
	opening
	closing
)

// marksOf finds the ends of lines and the double quotation marks of a text. A straight
// mark opens where nothing stands before it in its word, and closes elsewhere; a mark
// at the begin of a paragraph goes on with the quotation.
func marksOf(text string) []mark {
	var marks []mark
	before, low := ' ', false // low: the quotation began with a mark on the line
	for at, r := range text {
		switch r {
		case '\n':
			marks = append(marks, mark{at, lineEnd})
		case '“':
			kind := opening
			if low {
				kind = closing
			}
			low = false
			marks = append(marks, mark{at, kind})
		case '«', '„':
			low = r == '„'
			marks = append(marks, mark{at, opening})
		case '”', '»':
			low = false
			marks = append(marks, mark{at, closing})
		case '"':
			next, _ := utf8.DecodeRuneInString(text[at+1:])
			kind := closing
			if (unicode.IsSpace(before) || strings.ContainsRune("([—", before)) && !unicode.IsSpace(next) && !strings.ContainsRune(",;:!?)", next) {
				kind = opening
			}
			marks = append(marks, mark{at, kind})
		}
		before = r
	}
	return marks
}
