package attribution

import (
	"verbale.dev/verbale/lang"
)

// quotation is a run of tokens within quotation marks, the marks included.
type quotation struct {
	first, last int  // tokens [first, last)
	words       int  // tokens within that are not punctuation
	opened      bool // it begins with a mark
	closed      bool // it ends with a mark
	continues   bool // it goes on from the paragraph before
}

func (q quotation) holds(token int) bool { return q.first <= token && token < q.last }

// side says how a mark can serve by its shape.
type side int

const (
	notMark side = iota
	opening
	closing
	either
)

func markOf(form string) side {
	switch form {
	case "“", "„", "«", "``":
		return opening
	case "”", "»", "''":
		return closing
	case `"`, "＂":
		return either
	}
	return notMark
}

// quotations finds the quotations of the tokens [first, last), which are one
// paragraph. carried says that a quotation of the paragraph before is still
// open. It returns the quotations and whether one is open at the end.
//
// A straight mark opens where white space or an opening bracket precedes it
// and none follows; a mark that opens within a quotation is one deeper, so
// that the same mark may stand inside and outside.
func quotations(doc *lang.Document, first, last int, carried bool) ([]quotation, bool) {
	var found []quotation
	depth := 0
	var open quotation
	if carried && !(first < last && markAt(doc, first, first, 0) == opening) {
		if hasUnopenedClose(doc, first, last) {
			depth = 1
			open = quotation{first: first, continues: true}
		}
	}
	for i := first; i < last; i++ {
		switch markAt(doc, i, first, depth) {
		case opening:
			depth++
			if depth == 1 {
				open = quotation{first: i, opened: true, continues: carried && i == first}
			}
		case closing:
			if depth == 0 {
				continue
			}
			depth--
			if depth == 0 {
				open.last, open.closed = i+1, true
				open.words = wordsIn(doc, open)
				found = append(found, open)
			}
		}
	}
	if depth > 0 {
		open.last = last
		open.words = wordsIn(doc, open)
		found = append(found, open)
	}
	return found, depth > 0
}

// markAt tells whether token i opens or closes a quotation at that depth.
func markAt(doc *lang.Document, i, first, depth int) side {
	mark := markOf(doc.Form(i))
	if mark != either {
		return mark
	}
	gapBefore := i == first || doc.Tokens[i-1].End < doc.Tokens[i].Start || doc.Form(i-1) == "(" || doc.Form(i-1) == "["
	gapAfter := i+1 >= len(doc.Tokens) || doc.Tokens[i].End < doc.Tokens[i+1].Start
	switch {
	case gapBefore && !gapAfter:
		return opening
	case depth > 0:
		return closing
	}
	return opening
}

// hasUnopenedClose reports whether a mark closes in [first, last) that none in it opened.
func hasUnopenedClose(doc *lang.Document, first, last int) bool {
	depth := 0
	for i := first; i < last; i++ {
		switch markAt(doc, i, first, depth+1) {
		case opening:
			depth++
		case closing:
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return false
}

func wordsIn(doc *lang.Document, q quotation) int {
	n := 0
	for i := q.first; i < q.last; i++ {
		if doc.Tokens[i].UPOS != "PUNCT" {
			n++
		}
	}
	return n
}
