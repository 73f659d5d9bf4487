package gold

import (
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
)

// quoting is what the quotation marks of a content say about it.
type quoting struct {
	words    int    // words of the content
	quoted   int    // of them within marks
	longest  int    // words of the longest run within marks, where not all are
	open     bool   // a mark is still open at the end
	stray    bool   // a closing mark has no opening one
	openEnds []bool // for each piece, whether it ends within marks
}

func (q quoting) mode() verbale.Mode {
	switch {
	case q.words > 0 && q.quoted == q.words:
		return verbale.Direct
	case q.longest >= 2:
		return verbale.Mixed
	}
	return verbale.Indirect
}

// readQuoting goes over the pieces of a content, whose marks belong to it by
// the rule of boundaries. A mark that opens a piece while the one before is
// still open is the repeated mark of a quotation that runs on. Marks of unlike
// shape close each other; a raised comma before a letter is an apostrophe.
func readQuoting(pieces []verbale.Excerpt) quoting {
	var q quoting
	var open []rune
	run := 0
	endRun := func() {
		q.longest = max(q.longest, run)
		run = 0
	}
	for i, piece := range pieces {
		previous := ' '
		inWord := false
		for at, r := range piece.Text {
			size := utf8.RuneLen(r)
			if r == utf8.RuneError {
				size = 1
			}
			next, _ := utf8.DecodeRuneInString(piece.Text[min(at+size, len(piece.Text)):])
			switch markOf(r, previous, next, open) {
			case opens:
				inWord = false
				if at == 0 && i > 0 && len(open) > 0 {
					break // repeated at the head of a paragraph
				}
				open = append(open, r)
			case closes:
				inWord = false
				if len(open) == 0 {
					q.stray = true
					break
				}
				open = open[:len(open)-1]
				if len(open) == 0 {
					endRun()
				}
			default:
				letter := unicode.IsLetter(r) || unicode.IsDigit(r)
				apostrophe := inWord && (r == '\'' || r == '’')
				if letter && !inWord {
					q.words++
					if len(open) > 0 {
						q.quoted++
						run++
					}
				}
				inWord = letter || apostrophe
			}
			previous = r
		}
		q.openEnds = append(q.openEnds, len(open) > 0)
	}
	endRun()
	q.open = len(open) > 0
	return q
}

// markKind says what a character does as a quotation mark.
type markKind int

const (
	noMark markKind = iota
	opens
	closes
)

func markOf(r, previous, next rune, open []rune) markKind {
	var top rune
	if len(open) > 0 {
		top = open[len(open)-1]
	}
	if unicode.IsLetter(previous) && unicode.IsLetter(next) && r != '‘' {
		return noMark // an apostrophe that was typed as a mark: “we”re late”
	}
	switch r {
	case '„', '«', '‘':
		return opens
	case '“':
		if top == '„' {
			return closes
		}
		return opens
	case '”', '»':
		return closes
	case '’':
		if top == '‘' && !unicode.IsLetter(next) {
			return closes
		}
	case '"':
		if unicode.IsSpace(previous) || previous == '(' {
			return opens
		}
		return closes
	}
	return noMark
}
