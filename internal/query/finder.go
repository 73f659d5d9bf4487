package query

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbale.dev/verbale/lang"
)

// Finder finds the words of a question in a text, as the index of a store does:
// by whole words without case and diacritics, in all their forms. It may be used by
// several goroutines.
type Finder struct {
	terms    []Term
	wanted   map[string]bool
	prefixes []string
}

// NewFinder returns a finder of words as a person types them; see Terms.
func NewFinder(words string) *Finder {
	f := &Finder{terms: Terms(words), wanted: map[string]bool{}}
	for _, term := range f.terms {
		if term.Without {
			continue
		}
		for _, word := range term.Any {
			if word.Prefix {
				f.prefixes = append(f.prefixes, FoldWord(word.Text))
				continue
			}
			EachWord(word.Text, func(from, until int) {
				for _, form := range forms(word, word.Text[from:until]) {
					f.wanted[form] = true
				}
			})
		}
	}
	return f
}

// forms lists the folded forms of a part of a word that is looked for.
func forms(word Word, part string) []string {
	if word.Exact {
		return []string{FoldWord(part)}
	}
	return Forms(FoldWord(part))
}

// In lists the words of text that are looked for, in bytes of it. The cost is linear
// in the text.
func (f *Finder) In(text string) []lang.Span {
	var spans []lang.Span
	if len(f.wanted)+len(f.prefixes) == 0 {
		return nil
	}
	EachWord(text, func(from, until int) {
		if f.wants(FoldWord(text[from:until])) {
			spans = append(spans, lang.Span{Start: from, End: until})
		}
	})
	return spans
}

func (f *Finder) wants(word string) bool {
	if f.wanted[word] {
		return true
	}
	for _, prefix := range f.prefixes {
		if strings.HasPrefix(word, prefix) {
			return true
		}
	}
	return false
}

// Holds reports whether a text has all that is looked for and nothing that is not
// to be there. Without a term it has not.
func (f *Finder) Holds(text string) bool {
	var words strings.Builder
	words.WriteByte(' ')
	EachWord(text, func(from, until int) { words.WriteString(FoldWord(text[from:until]) + " ") })
	held := words.String()
	for _, term := range f.terms {
		if term.heldBy(held) == term.Without {
			return false
		}
	}
	return len(f.terms) > 0
}

// heldBy reports whether one of the alternatives is among folded words, which stand
// between spaces.
func (t Term) heldBy(words string) bool {
	for _, word := range t.Any {
		if word.Exact || word.Prefix {
			var spelt strings.Builder
			EachWord(word.Text, func(from, until int) { spelt.WriteString(" " + FoldWord(word.Text[from:until])) })
			if !word.Prefix {
				spelt.WriteByte(' ')
			}
			if strings.Contains(words, spelt.String()) {
				return true
			}
			continue
		}
		for _, form := range Forms(FoldWord(word.Text)) {
			if strings.Contains(words, " "+form+" ") {
				return true
			}
		}
	}
	return false
}

// FoldWord brings a word to the form in which the index compares words: without
// case and diacritics.
func FoldWord(word string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(word)))
}

// EachWord calls yield with the runs of letters, digits and marks of text.
func EachWord(text string, yield func(from, until int)) {
	from := -1
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if from < 0 {
				from = i
			}
		} else if from >= 0 {
			yield(from, i)
			from = -1
		}
	}
	if from >= 0 {
		yield(from, len(text))
	}
}
