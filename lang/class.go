package lang

import "unicode/utf8"

// class is what the tokenizer and the segmenter need to know of a code point.
// It comes from class_table.go, never from the unicode package, so that a new
// Go release cannot move a boundary.
type class uint8

const (
	other        class = iota // not assigned, private use
	space                     // white space and control characters, zero width space
	lineEnd                   // line feed, carriage return, NEL, line separator
	paragraphEnd              // form feed, vertical tab, paragraph separator
	ignorable                 // no substance: joiners, soft hyphen, direction marks, variation selectors
	lower
	upper
	letter // without case, of any script; also bytes that are no UTF-8
	mark
	digit  // decimal
	number // fractions, superscripts, Roman numerals
	opening
	closing
	quote // marks of quotation and apostrophes
	dash
	connector
	punctuation
	currency
	symbol
)

const classBlockBits = 7

// classAt returns the class and the width in bytes of the rune at text[i:].
func classAt(text string, i int) (class, int) {
	if b := text[i]; b < utf8.RuneSelf {
		return class(classBlocks[b]), 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return classOf(r), size
}

// classBefore returns the class and the width in bytes of the rune that ends at
// text[:i].
func classBefore(text string, i int) (class, int) {
	if b := text[i-1]; b < utf8.RuneSelf {
		return class(classBlocks[b]), 1
	}
	r, size := utf8.DecodeLastRuneInString(text[:i])
	return classOf(r), size
}

func classOf(r rune) class {
	block := int(classIndex[r>>classBlockBits])
	return class(classBlocks[block<<classBlockBits|int(r&(1<<classBlockBits-1))])
}

// wordly reports whether characters of class c make words.
func (c class) wordly() bool {
	switch c {
	case lower, upper, letter, mark, digit, number, other, connector, ignorable:
		return true
	}
	return false
}

// alphabetic reports whether characters of class c are letters.
func (c class) alphabetic() bool { return c == lower || c == upper || c == letter }
