package lang

import "strings"

// givenName reports whether the hyphen at e joins the syllables of a Korean or
// Chinese given name after a surname, which is one token ("Lee Teng-hui"),
// unlike a compound. Both parts must read as one such syllable.
func (t *tokenizer) givenName(p, e, end int) bool {
	second := wordEnd(t.text, e+1, end)
	return t.afterName() && syllable(t.text[p:e], true) && syllable(t.text[e+1:second], false)
}

// syllable reports whether s can be one syllable of Korean or Chinese in the
// usual romanizations: a consonant or none, vowels, and one of few endings.
func syllable(s string, capital bool) bool {
	if len(s) < 2 || len(s) > 6 || capital && (s[0] < 'A' || s[0] > 'Z') {
		return false
	}
	var buffer [6]byte
	low := string(lowered(buffer[:0], s))
	onset := strings.IndexAny(low, "aeiouyw")
	if onset < 0 {
		return false
	}
	switch low[:onset] {
	case "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "hs", "r", "z", "c", "s", "ts", "tz", "kh", "th", "ph", "jh":
	default:
		return false
	}
	rhyme := strings.TrimLeft(low[onset:], "wy")
	vowels := len(rhyme) - len(strings.TrimLeft(rhyme, "aeiou"))
	if vowels == 0 || vowels > 3 {
		return false
	}
	switch rhyme[vowels:] {
	case "", "n", "ng", "k", "l", "m", "p", "t", "h", "i":
		return rhyme != "e" || len(low) <= 3 // "-free" is a word, "hye" a name
	}
	return false
}
