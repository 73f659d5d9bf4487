package brat

import (
	"sort"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// Offsets knows where each code point of a text stands in bytes. It keeps a
// mark every few hundred code points, so that it is small beside the text.
type Offsets struct {
	text  string
	marks []int // byte of code point i*markEvery
	count int   // code points of the text
}

const markEvery = 256

// NewOffsets reads through text once. A byte that is no UTF-8 counts as one
// code point.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	for at := 0; at < len(text); o.count++ {
		if o.count%markEvery == 0 {
			o.marks = append(o.marks, at)
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return o
}

// Byte returns the byte at which code point n begins, and whether the text has
// so many; the end of the text counts as one.
func (o *Offsets) Byte(n int) (int, bool) {
	if n < 0 || n > o.count {
		return 0, false
	}
	if n == o.count {
		return len(o.text), true
	}
	at := o.marks[n/markEvery]
	for range n % markEvery {
		_, size := utf8.DecodeRuneInString(o.text[at:])
		at += size
	}
	return at, true
}

// CodePoint returns the number of code points before byte at, which stands on
// the border of a rune.
func (o *Offsets) CodePoint(at int) int {
	mark := sort.SearchInts(o.marks, at+1) - 1
	if mark < 0 {
		return 0
	}
	n := mark * markEvery
	for i := o.marks[mark]; i < at && i < len(o.text); n++ {
		_, size := utf8.DecodeRuneInString(o.text[i:])
		i += size
	}
	return n
}

// Span turns a range of code points into one of bytes. It reports whether the
// range lies within the text.
func (o *Offsets) Span(r Range) (lang.Span, bool) {
	start, ok := o.Byte(r.Start)
	if !ok || r.End < r.Start {
		return lang.Span{}, false
	}
	end, ok := o.Byte(r.End)
	return lang.Span{Start: start, End: end}, ok
}
