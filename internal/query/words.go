package query

import (
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/world"
)

// Term is one thing that a content must hold: any of its words, or, with Without,
// none of them.
type Term struct {
	Any     []Word
	Without bool
}

// Word is one alternative of a term.
type Word struct {
	Text   string // a word, or the words of a phrase
	Exact  bool   // it stood in quotation marks
	Prefix bool   // a star stood behind it: the beginning of a word
}

// Terms reads words as a person types them: all of them must be there, in any
// order, and what stands in quotation marks as it stands. OR in capitals between
// two of them lets either do, "-" before one wants it away, "*" behind one makes
// it the beginning of words. What holds neither a letter nor a digit is no term.
func Terms(words string) []Term {
	var terms []Term
	either := false
	for _, p := range pieces(words) {
		if p.operator("OR") {
			either = len(terms) > 0
			continue
		}
		word := p.word()
		if !strings.ContainsFunc(word.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		if last := len(terms) - 1; either && !p.without && !terms[last].Without {
			terms[last].Any = append(terms[last].Any, word)
		} else {
			terms = append(terms, Term{Any: []Word{word}, Without: p.without})
		}
		either = false
	}
	return terms
}

// Typed spells a term as a person types it.
func (t Term) Typed() string {
	var spelt []string
	for _, word := range t.Any {
		text := word.Text
		switch {
		case word.Exact:
			text = `"` + text + `"`
		case word.Prefix:
			text += "*"
		}
		spelt = append(spelt, text)
	}
	if t.Without {
		return "-" + spelt[0]
	}
	return strings.Join(spelt, " OR ")
}

// piece is what stands between spaces, or in quotation marks.
type piece struct {
	field   string // what stands before a colon
	text    string
	exact   bool // in quotation marks
	without bool // behind a dash
}

// operator reports whether a piece is that word, standing for itself.
func (p piece) operator(word string) bool {
	return p.text == word && p.field == "" && !p.exact && !p.without
}

// word is the piece as a word: a colon is no operator there.
func (p piece) word() Word {
	text := p.text
	if p.field != "" {
		text = p.field + ":" + text
	}
	stem, begun := strings.CutSuffix(text, "*")
	if p.exact || !begun {
		return Word{Text: text, Exact: p.exact}
	}
	return Word{Text: stem, Prefix: true}
}

// pieces parts words as a person types them at spaces outside of quotation marks.
// A mark that is not closed reaches to the end.
func pieces(words string) []piece {
	words = strings.Map(func(r rune) rune {
		switch {
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			return '"'
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, words)
	var all []piece
	for words = strings.TrimSpace(words); words != ""; words = strings.TrimSpace(words) {
		var p piece
		if behind, ok := strings.CutPrefix(words, "-"); ok && behind != "" && !strings.HasPrefix(behind, " ") {
			p.without, words = true, behind
		}
		end := strings.IndexFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
		if end < 0 {
			end = len(words)
		}
		if before, _, ok := strings.Cut(words[:end], ":"); ok && before != "" {
			p.field, words, end = before, words[len(before)+1:], end-len(before)-1
		}
		if strings.HasPrefix(words, `"`) {
			text, behind, _ := strings.Cut(words[1:], `"`)
			p.text, p.exact, words = strings.Join(strings.Fields(text), " "), true, behind
		} else {
			p.text, words = words[:end], words[end:]
		}
		all = append(all, p)
	}
	return all
}

// wordsOf returns the folded words of a name: letters and digits, with the stops
// of abbreviations left out ("U.S." is "us") and parted at everything else.
func wordsOf(name string) []string {
	return strings.FieldsFunc(world.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Folded returns the words of a name as names are compared.
func Folded(name string) string { return strings.Join(wordsOf(name), " ") }
