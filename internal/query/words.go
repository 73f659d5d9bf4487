package query

import (
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/world"
)

// Term is one thing that a content must hold.
type Term struct {
	Text  string // a word, or the words of a phrase
	Exact bool   // it stood in quotation marks
}

// Terms reads words as a person types them: all of them must be there, in any
// order, and what stands in quotation marks as it stands. What holds neither a
// letter nor a digit is no term.
func Terms(words string) []Term {
	var terms []Term
	words = strings.Map(func(r rune) rune {
		switch {
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			return '"'
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, words)
	add := func(text string, exact bool) {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			terms = append(terms, Term{Text: text, Exact: exact})
		}
	}
	for i, piece := range strings.Split(words, `"`) {
		if i%2 == 1 {
			add(strings.Join(strings.Fields(piece), " "), true)
			continue
		}
		for _, word := range strings.Fields(piece) {
			add(word, false)
		}
	}
	return terms
}

// wordsOf returns the folded words of a name: letters and digits, with the stops
// of abbreviations left out ("U.S." is "us") and parted at everything else.
func wordsOf(name string) []string {
	return strings.FieldsFunc(world.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Folded returns the words of a name as names are compared.
func Folded(name string) string { return strings.Join(wordsOf(name), " ") }
