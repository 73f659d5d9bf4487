package lexicon

import "strings"

// formsOf lists the forms of a verb: its own irregular ones, and the regular ones. One
// with forms of its own for the past has no regular past.
func formsOf(w *Word) []string {
	lemma := w.Lemma
	forms := append([]string{lemma}, w.Forms...)
	stem, ied := lemma, false
	switch {
	case strings.HasSuffix(lemma, "e"):
		stem = lemma[:len(lemma)-1]
	case len(lemma) > 2 && strings.HasSuffix(lemma, "y") && !vowel(lemma[len(lemma)-2]):
		ied = true
	}
	third := lemma + "s"
	switch {
	case ied:
		third = lemma[:len(lemma)-1] + "ies"
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "x"), strings.HasSuffix(lemma, "o"):
		third = lemma + "es"
	}
	forms = append(forms, third, stem+"ing")
	switch {
	case len(w.Forms) > 0:
	case ied:
		forms = append(forms, lemma[:len(lemma)-1]+"ied")
	default:
		forms = append(forms, stem+"ed")
	}
	return forms
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// pluralsOf lists the plurals that a noun can have by its ending.
func pluralsOf(lemma string) []string {
	switch {
	case strings.HasSuffix(lemma, "man"):
		return []string{strings.TrimSuffix(lemma, "man") + "men"}
	case len(lemma) > 2 && strings.HasSuffix(lemma, "y") && !vowel(lemma[len(lemma)-2]):
		return []string{lemma[:len(lemma)-1] + "ies"}
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "x"):
		return []string{lemma + "es"}
	}
	return []string{lemma + "s"}
}
