package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// word is one word of a text as it is compared. A contraction or an abbreviation
// of two words makes two, over the same bytes.
type word struct {
	lang.Span
	form  string // lower case, in one spelling, without joining signs
	plain string // lower case without joining signs, as the text spells it
	name  bool   // begins with a capital where no sentence begins
	// inserted is whether it stands in square brackets: an outlet's own word.
	inserted bool
	// unsaid is whether the text marks, between the word before and this one, that
	// words are left out.
	unsaid bool
}

// wordsOf cuts a text into words.
func wordsOf(text string) []word {
	var words []word
	begins, unsaid, inserted := true, false, false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			begins = begins || strings.ContainsRune(".!?:“\"", r)
			unsaid = unsaid || r == '…' || strings.HasPrefix(text[at:], "...") || strings.HasPrefix(text[at:], ". .")
			inserted = r == '[' || inserted && r != ']'
			at += size
			continue
		}
		end := wordEnd(text, at)
		span := lang.Span{Start: at, End: end}
		plain := lower(text[at:end])
		name := !begins && unicode.IsUpper(r) && plain != "i"
		initials := plain != text[at:end] && strings.ToUpper(plain) == strings.ReplaceAll(text[at:end], ".", "")
		for i, part := range partsOf(plain, initials) {
			words = append(words, word{
				Span: span, form: spelling(part), plain: plain, name: name, unsaid: unsaid && i == 0,
				inserted: inserted && !strings.ContainsAny(text[at:end], "[]"),
			})
		}
		inserted = inserted && !strings.Contains(text[at:end], "]")
		begins, unsaid, at = false, false, end
	}
	return words
}

// wordEnd returns the end of the word that begins at at: letters, digits and
// what joins them.
func wordEnd(text string, at int) int {
	end, single := at, true // single: no more than one letter since the last stop
	letters := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			end += size
			if letters++; letters > 1 && unicode.IsLetter(r) {
				single = false
			}
			continue
		}
		next, width := utf8.DecodeRuneInString(text[end+size:])
		before, _ := utf8.DecodeLastRuneInString(text[:end])
		digits := unicode.IsDigit(before) && unicode.IsDigit(next)
		switch {
		case (isApostrophe(r) || r == '[' || r == ']') && unicode.IsLetter(next): // "[I]f" is one word
		case (r == '.' || r == ',') && digits:
		case r == '.' && single && unicode.IsLetter(before) && unicode.IsLetter(next):
			letters = 0
		case r == '.' && single && end > at+1 && unicode.IsLetter(before): // the last stop of an abbreviation
			return end + size
		default:
			return end
		}
		end, letters = end+size+width, letters+1
	}
	return end
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

// lower folds a word: lower case, one kind of apostrophe, no stops or commas.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isApostrophe(r):
			return '\''
		case r == '.' || r == ',' || r == '[' || r == ']':
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// endings are the contracted words that follow an apostrophe.
var endings = map[string]string{"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}

// negated are the contractions whose first word is not what stands before "n't".
var negated = map[string]string{"can't": "can", "won't": "will", "shan't": "shall"}

// abbreviated are names that are written whole or by their initials.
var abbreviated = map[string][]string{
	"us": {"united", "states"}, "usa": {"united", "states"}, "uk": {"united", "kingdom"}, "un": {"united", "nations"}, "eu": {"european", "union"},
}

// partsOf are the words that a word stands for: two for a contraction ("don't")
// and for the initials of a name.
func partsOf(plain string, initials bool) []string {
	if whole, ok := abbreviated[plain]; ok && initials {
		return whole
	}
	if first, ok := negated[plain]; ok {
		return []string{first, "not"}
	}
	if first, ok := strings.CutSuffix(plain, "n't"); ok {
		return []string{first, "not"}
	}
	before, after, ok := strings.Cut(plain, "'")
	if !ok {
		if plain == "cannot" {
			return []string{"can", "not"}
		}
		return []string{plain}
	}
	if whole, ok := endings[after]; ok {
		return []string{before, whole}
	}
	if after == "s" && contracts[before] {
		return []string{before, "is"}
	}
	return []string{before + after}
}

// contracts are the words after which "'s" is a verb and not a possessive.
var contracts = map[string]bool{"it": true, "that": true, "he": true, "she": true, "there": true, "what": true, "who": true, "here": true}

// figures are the small numbers, as they are written in words.
var figures = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
	"seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}

// titles are the ranks that house style writes short.
var titles = map[string]string{
	"governor": "gov", "senator": "sen", "representative": "rep", "general": "gen", "president": "pres", "professor": "prof",
	"lieutenant": "lt", "doctor": "dr", "mister": "mr", "towards": "toward",
}

// spelling puts a word into one of its spellings: American for British, figures
// for small numbers.
func spelling(form string) string {
	if figure, ok := figures[form]; ok {
		return figure
	}
	if short, ok := titles[form]; ok {
		return short
	}
	if len(form) < 6 {
		return form
	}
	for _, s := range spellings {
		if i := strings.LastIndex(form, s[0]); i > 1 && len(form)-i-len(s[0]) <= 2 {
			return form[:i] + s[1] + form[i+len(s[0]):]
		}
	}
	return form
}

// spellings are endings as they are written on either side of the Atlantic; no
// more than two letters follow them.
var spellings = [...][2]string{
	{"isation", "ization"}, {"ising", "izing"}, {"ise", "ize"}, {"our", "or"}, {"ence", "ense"},
	{"tre", "ter"}, {"lling", "ling"}, {"lled", "led"}, {"programme", "program"}, {"ogue", "og"},
}
