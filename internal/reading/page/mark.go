package page

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// role is what a quotation mark does.
type role int8

const (
	noMark  role = iota
	opens        // by its shape, or by the white space around it
	closes       //
	unclear      // a straight mark between two spaces, or between none
)

// mark is a token that is a quotation mark.
type mark struct {
	token  int
	role   role
	single bool
}

// marksOf lists the double quotation marks of the tokens [first, last), and the
// single ones where they come in pairs that cannot be apostrophes.
func marksOf(doc *lang.Document, first, last int) []mark {
	var marks []mark
	singles := false
	for i := first; i < last; i++ {
		m := mark{token: i}
		switch doc.Form(i) {
		case "“", "„", "«", "``":
			m.role = opens
		case "”", "»":
			m.role = closes
		case `"`, "＂", "″", "''": // two apostrophes open as well as close
			m.role = byGaps(doc, i, first, last)
		case "‘", "`", "‚", "‹":
			m.role, m.single = opens, true
		case "’", "'", "´", "›":
			m.role, m.single = byGaps(doc, i, first, last), true
			if doc.Form(i) != "'" && m.role != opens { // "’" opens nothing but the years and clips
				m.role = closes
			} else if doc.Form(i) == "’" {
				continue
			}
		default:
			continue
		}
		singles = singles || m.single
		marks = append(marks, m)
	}
	if singles {
		marks = withoutApostrophes(doc, marks, first)
	}
	return marks
}

// byGaps tells what a straight mark does by the white space around it: it stands
// close to what it encloses.
func byGaps(doc *lang.Document, i, first, last int) role {
	before := i == first || doc.Tokens[i-1].End < doc.Tokens[i].Start || strings.ContainsAny(doc.Form(i-1), "([{—–-")
	after := i+1 >= last || doc.Tokens[i].End < doc.Tokens[i+1].Start ||
		strings.ContainsAny(doc.Form(i+1), ".,;:!?)]}—–-")
	switch {
	case before && !after:
		return opens
	case after && !before:
		return closes
	}
	return unclear
}

// withoutApostrophes takes out the single marks that have no partner: one that
// opens is followed by one that closes, and the word before that one is no
// plural in the genitive as long as a better one comes. One that opens the paragraph,
// at token first, waits for the next.
func withoutApostrophes(doc *lang.Document, marks []mark, first int) []mark {
	kept := marks[:0]
	open := -1 // index in kept of a single mark that waits for its partner
	for k, m := range marks {
		switch {
		case !m.single:
		case m.role == opens:
			if open >= 0 { // the one before found no partner
				kept = append(kept[:open], kept[open+1:]...)
			}
			open = len(kept)
		case open < 0, genitive(doc, m.token) && laterClose(doc, marks[k+1:]):
			continue
		default:
			open = -1
			m.role = closes
		}
		kept = append(kept, m)
	}
	if open >= 0 && kept[open].token != first { // the mark at the begin of a paragraph may run on
		kept = append(kept[:open], kept[open+1:]...)
	}
	return kept
}

// genitive reports whether the mark at i follows a word in -s, with white space
// after it.
func genitive(doc *lang.Document, i int) bool {
	return i > 0 && doc.Tokens[i-1].End == doc.Tokens[i].Start && strings.HasSuffix(doc.Form(i-1), "s")
}

// laterClose reports whether a single mark closes among marks before the next
// one opens.
func laterClose(doc *lang.Document, marks []mark) bool {
	for _, m := range marks {
		if m.single {
			return m.role != opens
		}
	}
	return false
}
