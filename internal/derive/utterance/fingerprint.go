package utterance

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// The lengths, in words, of what is looked up. Winnowing chooses one of every
// window of fingerprints, so that two contents which share a run of
// shingle+window-1 words share a fingerprint that both chose.
const (
	shingle = 5
	window  = 4
	sureRun = shingle + window - 1
)

// word is a word of a rendering, folded to what house style does not change.
type word struct {
	lang.Span        // in the piece of text that it was cut from
	hash      uint64 // of its folded form
	common    bool   // one of the words that say little
	first     bool   // of a sentence, or of a piece
}

// wordsOf cuts a text into words: runs of letters, digits and apostrophes, and
// what the stops of an abbreviation join ("U.S." is one word; what a hyphen joins
// is two). Case, marks over letters, kinds of apostrophes and stops do not count.
// Offsets are counted from base. It is linear in the length of the text.
func wordsOf(words []word, text string, base int) []word {
	first := true
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			first = first || r == '.' || r == '?' || r == '!'
			at += size
			continue
		}
		end := wordEnd(text, at)
		hash := fold(text[at:end])
		words = append(words, word{lang.Span{Start: base + at, End: base + end}, hash, commonHashes[hash], first})
		first, at = false, end
	}
	return words
}

// wordsOfAll are the words of pieces, one after the other.
func wordsOfAll(pieces []string) []word {
	var words []word
	for _, piece := range pieces {
		words = wordsOf(words, piece, 0)
	}
	return words
}

// wordEnd returns the end of the word that begins at at.
func wordEnd(text string, at int) int {
	end, letters, before := at, 0, rune(0) // letters since the last sign
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			end, letters, before = end+size, letters+1, r
			continue
		}
		next, width := utf8.DecodeRuneInString(text[end+size:])
		if !joins(before, r, next) || r == '.' && unicode.IsLetter(before) && letters != 1 {
			break
		}
		end, letters, before = end+size+width, 1, next
	}
	return end
}

// joins reports whether a sign between two runes is within a word: an apostrophe
// between letters or digits, a stop within an abbreviation, a stop or
// a comma within a number.
func joins(before, sign, next rune) bool {
	alike := func(is func(rune) bool) bool { return is(before) && is(next) }
	switch {
	case !isSign(sign):
		return false
	case sign == ',':
		return alike(unicode.IsDigit)
	case sign == '.':
		return alike(unicode.IsDigit) || alike(unicode.IsLetter)
	}
	return unicode.IsLetter(next) || unicode.IsDigit(next)
}

// isSign reports whether a sign can join the parts of a word.
func isSign(r rune) bool {
	switch r {
	case '\'', '’', '‘', '.', ',':
		return true
	}
	return false
}

// The FNV-1a hash of 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// fold hashes a word in lower case without the signs that join its letters.
func fold(text string) uint64 {
	hash := uint64(fnvOffset)
	for _, r := range text {
		if isSign(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		for r = unicode.ToLower(r); ; r >>= 8 {
			hash = (hash ^ uint64(r&0xff)) * fnvPrime
			if r < 0x100 {
				break
			}
		}
	}
	return hash
}

// commonHashes are the folded hashes of the words that say little.
var commonHashes = func() map[uint64]bool {
	hashes := map[uint64]bool{}
	for _, w := range strings.Fields(commonWords) {
		hashes[fold(w)] = true
	}
	return hashes
}()

// commonWords are the function words of English and a few words of every speech.
const commonWords = `a an the this that these those some any all both each every no not none nothing
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what
myself ourselves yourself himself herself itself themselves one ones there here where when why how
and or but nor so yet if then than as because while although though until unless since whether
of in on at by for with about against between into through during before after above below to from up down out off over under again
be am is are was were been being have has had having do does did doing will would shall should can could may might must
dont doesnt didnt wont wouldnt cant couldnt isnt arent wasnt werent im ive well weve were youre theyre thats its hes shes lets
go going gonna get got make made take taken say said says think know want see come very just also only more most much many such
now today way thing things people time year years new good well really even still back like right need`

// fingerprint is a hash of a shingle of words with the place of its first word.
type fingerprint struct {
	hash uint64
	at   int32
}

// fingerprintsOf chooses fingerprints of a rendering's words by winnowing: of
// every window the least hash, the last of equals. A shingle of words that say
// little is passed over. Reference: S. Schleimer, D. Wilkerson, A. Aiken,
// Winnowing: Local Algorithms for Document Fingerprinting (2003).
func fingerprintsOf(prints []fingerprint, words []word) []fingerprint {
	n := len(words) - shingle + 1
	if n <= 0 {
		return prints
	}
	chosen := -1
	var recent [window]uint64
	for i := range n {
		if recent[i%window] = math.MaxUint64; saysSomething(words[i : i+shingle]) {
			recent[i%window] = shingleHash(words[i : i+shingle])
		}
		if i < window-1 && i < n-1 {
			continue
		}
		first := max(0, i-window+1)
		least := first
		for j := first; j <= i; j++ {
			if recent[j%window] <= recent[least%window] {
				least = j
			}
		}
		if least != chosen && recent[least%window] != math.MaxUint64 {
			chosen = least
			prints = append(prints, fingerprint{recent[least%window], int32(least)})
		}
	}
	return prints
}

// shingleHash mixes the hashes of words in their order.
func shingleHash(words []word) uint64 {
	hash := uint64(fnvOffset)
	for i := range words {
		hash = (hash ^ words[i].hash) * fnvPrime
		hash ^= hash >> 29
	}
	return hash
}

// saysSomething reports whether a shingle holds a word that is not one of those
// which say little.
func saysSomething(words []word) bool {
	for i := range words {
		if !words[i].common {
			return true
		}
	}
	return false
}
