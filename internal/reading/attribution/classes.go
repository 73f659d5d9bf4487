package attribution

import (
	_ "embed"
	"strings"
	"sync"

	"verbale.dev/verbale/lang"
)

// lexiconClasses is what the classifiers know of the words of the lexicon: a line a
// word, a tab and its class, as the lexicon was when their weights were learnt (see
// WEIGHTS.md). The class is a kind, with "+" after it for an attitude, or "-" where
// the weights know nothing of the word; "=" and a word stands before what an
// irregular form is a form of. The lexicon can so be changed without a change of
// what is learnt.
//
//go:embed lexicon.classes
var lexiconClasses string

// learntClasses maps words to their classes as numbers, 0 for none.
var learntClasses = sync.OnceValue(func() map[string]uint32 {
	classes := make(map[string]uint32, strings.Count(lexiconClasses, "\n"))
	for line := range strings.Lines(lexiconClasses) {
		word, class, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if class != "-" && class[0] != '=' {
			kind, attitude := strings.CutSuffix(class, "+")
			classes[word] = hash(kind)
			if attitude {
				classes[word]++
			}
			continue
		}
		classes[word] = 0
	}
	return classes
})

// learntForms maps irregular forms to the words that the weights know them by.
var learntForms = sync.OnceValue(func() map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(lexiconClasses) {
		if form, word, irregular := strings.Cut(strings.TrimSuffix(line, "\n"), "\t="); irregular {
			forms[form] = word
		}
	}
	return forms
})

func learntForm(form string) (string, bool) {
	word, ok := learntForms()[form]
	return word, ok
}

// classOf makes a number of what the classifiers know of a token by its lemma: 0 for
// nothing.
func (v *view) classOf(i int) uint32 {
	classes := learntClasses()
	return classes[wordOf(&v.doc.Tokens[i], v.Lower(i), learntForm, func(word string) bool {
		_, known := classes[word]
		return known
	})]
}

// wordOf returns the word of a list that a token is a form of: its lemma or, where
// that is not in the list, what its form in lower case can be a form of; the lemma
// where nothing is.
func wordOf(t *lang.Token, form string, irregular func(string) (string, bool), listed func(string) bool) string {
	lemma := strings.ToLower(t.Lemma)
	if t.UPOS != "VERB" && t.UPOS != "NOUN" || listed(lemma) {
		return lemma
	}
	if stem, ok := irregular(form); ok {
		return stem
	}
	for _, ending := range [...]struct {
		form, cut, add string
	}{
		{"ied", "ied", "y"}, {"ies", "ies", "y"}, {"ed", "d", ""}, {"ed", "ed", ""},
		{"es", "es", ""}, {"s", "s", ""}, {"ing", "ing", ""}, {"ing", "ing", "e"},
	} {
		if !strings.HasSuffix(form, ending.form) {
			continue
		}
		if stem := form[:len(form)-len(ending.cut)] + ending.add; listed(stem) {
			return stem
		}
	}
	return lemma
}
