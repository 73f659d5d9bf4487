package annotated

import (
	"sort"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// Unit is what a format counts in.
type Unit int

// The units.
const (
	CodePoints Unit = iota
	UTF16           // code units, as Java and JavaScript have them
)

// Offsets turns bytes of a text into units and back. It keeps a mark every few hundred
// bytes, so that it is small beside the text.
type Offsets struct {
	text  string
	unit  Unit
	marks []mark
	count int
}

type mark struct{ at, n int }

const markEvery = 512

// NewOffsets reads through text once.
func NewOffsets(text string, unit Unit) *Offsets {
	o := &Offsets{text: text, unit: unit}
	next := 0
	for at, r := range text {
		if at >= next {
			o.marks = append(o.marks, mark{at, o.count})
			next = at + markEvery
		}
		o.count += o.size(r)
	}
	return o
}

func (o *Offsets) size(r rune) int {
	if o.unit == UTF16 && r >= 0x10000 {
		return 2
	}
	return 1
}

// Len returns the length of the text.
func (o *Offsets) Len() int { return o.count }

// At returns the number of units before byte at, which stands on the border of a rune.
func (o *Offsets) At(at int) int {
	i := sort.Search(len(o.marks), func(i int) bool { return o.marks[i].at > at }) - 1
	if i < 0 {
		return 0
	}
	n := o.marks[i].n
	for p := o.marks[i].at; p < at && p < len(o.text); {
		r, size := utf8.DecodeRuneInString(o.text[p:])
		n += o.size(r)
		p += size
	}
	return n
}

// Byte returns the byte at which unit n stands, and whether the text has so many; one
// within a rune is that of the rune.
func (o *Offsets) Byte(n int) (int, bool) {
	if n < 0 || n > o.count {
		return 0, false
	}
	i := sort.Search(len(o.marks), func(i int) bool { return o.marks[i].n > n }) - 1
	if i < 0 {
		return 0, true
	}
	p, have := o.marks[i].at, o.marks[i].n
	for p < len(o.text) {
		r, size := utf8.DecodeRuneInString(o.text[p:])
		if have+o.size(r) > n {
			return p, true
		}
		have += o.size(r)
		p += size
	}
	return len(o.text), true
}

// Span turns units into bytes, and reports whether they are within the text.
func (o *Offsets) Span(start, end int) (lang.Span, bool) {
	from, ok := o.Byte(start)
	to, also := o.Byte(end)
	return lang.Span{Start: from, End: to}, ok && also && start <= end
}
