package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
	verbale "verbale.dev/verbale"
)

// Limits of detection: shorter texts say too little, and longer ones no more.
const (
	languageSample  = 4096 // bytes
	languageLeast   = 200  // letters
	englishAtLeast  = 20   // function words in 100 words make a text English …
	englishPossible = 10   // … and fewer than these rule it out
)

// functionWords are the most frequent words of English. In the news they are a
// third to a half of all words; in no other language more than a tenth of them
// are spelt like one of these.
const functionWords = " the of and to a in that is was for it with as his on be at by he this had not are but from or have an they which you were her she will there been if has their its who would said "

// detectLanguage tells the language of what is to be read in text, as a BCP 47
// primary tag, or "" where it is too short or not clear. English is told by its
// function words, the others by their trigrams (Cavnar and Trenkle 1994, as
// whatlanggo has them); ranks and counts are integers, and a tie is unclear.
func detectLanguage(text string, parts []verbale.Part) string {
	var sample strings.Builder
	for _, part := range parts {
		if part.Kind != verbale.Body {
			continue
		}
		words := part.Text(text)
		if room := languageSample - sample.Len(); len(words) > room {
			words = strings.ToValidUTF8(words[:room], "")
		}
		sample.WriteString(words)
		sample.WriteByte('\n')
		if sample.Len() >= languageSample {
			break
		}
	}
	letters, words, english, capitals := 0, 0, 0, 0
	for word := range strings.FieldsFuncSeq(sample.String(), func(r rune) bool { return !unicode.IsLetter(r) }) {
		letters += utf8.RuneCountInString(word)
		words++
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			capitals++
		}
		if strings.Contains(functionWords, " "+strings.ToLower(word)+" ") {
			english++
		}
	}
	if letters < languageLeast {
		return ""
	}
	if english*100 >= words*englishAtLeast {
		return "en"
	}
	if 2*capitals > words {
		return "" // tables and lists of names have no language
	}
	found := whatlanggo.Detect(sample.String())
	if !found.IsReliable() {
		return ""
	}
	tag := found.Lang.Iso6391()
	if tag == "" {
		tag = found.Lang.Iso6393()
	}
	if (tag == "en") != (english*100 >= words*englishPossible) {
		return ""
	}
	return tag
}
