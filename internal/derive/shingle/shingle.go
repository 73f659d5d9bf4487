// Package shingle answers: which runs of words does a text hold?
//
// In goes a text, out come its words, folded to what house style does not change
// ([Words]), and of those the fingerprints of runs of words ([Prints]): two texts
// that share a run of some length share a fingerprint.
//
//	words := shingle.Words(nil, text, 0)
//	prints := shingle.Prints(nil, words, 5, 4) // any eight words in a row that both hold
//
// Law: both are functions of the words alone; white space, case, punctuation and marks
// over letters are nothing. Cost: linear, without allocations but for what is returned.
// Any bytes give a result.
package shingle

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// Word is a word of a text, folded to what house style does not change.
type Word struct {
	lang.Span        // counted from the base that Words was given
	Hash      uint64 // of its folded form
	Common    bool   // one of the words that say little
	First     bool   // of a sentence, or of the text
}

// Words adds the words of a text to words: runs of letters, digits and apostrophes, and
// what the stops of an abbreviation join ("U.S." is one word; what a hyphen joins
// is two). Case, marks over letters, kinds of apostrophes and stops do not count.
// Offsets are counted from base. It is linear in the length of the text.
func Words(words []Word, text string, base int) []Word {
	first := true
	for at := 0; at < len(text); {
		if end, hash := plainWord(text, at); end > at {
			words = append(words, Word{lang.Span{Start: base + at, End: base + end}, hash, commonHashes[hash], first})
			first, at = false, end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			first = first || r == '.' || r == '?' || r == '!'
			at += size
			continue
		}
		end := wordEnd(text, at)
		hash := fold(text[at:end])
		words = append(words, Word{lang.Span{Start: base + at, End: base + end}, hash, commonHashes[hash], first})
		first, at = false, end
	}
	return words
}

// plainWord returns the end of the word of ASCII letters and digits that begins at at,
// and its hash; at where it is another word or none. It gives what wordEnd and fold give.
func plainWord(text string, at int) (end int, hash uint64) {
	hash = fnvOffset
	for end = at; end < len(text); end++ {
		c := text[end]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c >= utf8.RuneSelf, c == '\'', c == '.', c == ',':
			return at, 0
		default:
			return end, hash
		}
		hash = (hash ^ uint64(c)) * fnvPrime
	}
	return end, hash
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

// HashOf is the hash that a word of those letters has.
func HashOf(word string) uint64 { return fold(word) }

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

// Print is a hash of a shingle with the place of its first word.
type Print struct {
	Hash uint64
	At   int32
}

// MaxWindow is the largest window that Prints takes.
const MaxWindow = 32

// Prints adds the fingerprints of words to prints, chosen by winnowing: of every window
// of shingles, each of size words, the one of the least hash, the last of equals. Two
// texts that share size+window-1 words in a row share a fingerprint that both chose.
// A shingle of words that say little is passed over. Reference: S. Schleimer,
// D. Wilkerson, A. Aiken, Winnowing: Local Algorithms for Document Fingerprinting (2003).
func Prints(prints []Print, words []Word, size, window int) []Print {
	n := len(words) - size + 1
	if n <= 0 {
		return prints
	}
	chosen := -1
	var recent [MaxWindow]uint64
	for i := range n {
		if recent[i%window] = math.MaxUint64; saysSomething(words[i : i+size]) {
			recent[i%window] = Hash(words[i : i+size])
		}
		if i < window-1 && i < n-1 {
			continue
		}
		first := max(0, i-window+1)
		if chosen >= first && chosen < i && recent[i%window] > recent[chosen%window] {
			continue // the least of the window before is that of this one too
		}
		least := first
		for j := first; j <= i; j++ {
			if recent[j%window] <= recent[least%window] {
				least = j
			}
		}
		if least != chosen && recent[least%window] != math.MaxUint64 {
			chosen = least
			prints = append(prints, Print{recent[least%window], int32(least)})
		}
	}
	return prints
}

// Hash mixes the hashes of words in their order.
func Hash(words []Word) uint64 {
	hash := uint64(fnvOffset)
	for i := range words {
		hash = (hash ^ words[i].Hash) * fnvPrime
		hash ^= hash >> 29
	}
	return hash
}

// saysSomething reports whether a shingle holds a word that is not one of those
// which say little.
func saysSomething(words []Word) bool {
	for i := range words {
		if !words[i].Common {
			return true
		}
	}
	return false
}
