package lang

import "unicode/utf8"

// What the network sees of a word: one row of a table for the word itself, if
// it is in the vocabulary, and one for each of its endings and beginnings of
// one to four letters and for its shape, hashed. All is taken from a folded
// form: lower case, digits as 0, quotes straight, dashes alike. Cases are
// mapped by fixed ranges, so that no version of Unicode decides.
// training/engine/features.py does the same.

const (
	rowUnknown = 1 // row of words outside the vocabulary
	rowFirst   = 3 // row of the first word of the vocabulary
	slotCount  = 9
	shapeMost  = 10 // classes of characters in a shape
)

// slotSizes are the rows of the endings, beginnings and the shape.
var slotSizes = [slotCount]uint32{512, 2048, 6144, 8192, 512, 1024, 4096, 6144, 1024}

// wordRows are the rows of the table that one word activates.
type wordRows [1 + slotCount]int32

// vocabulary finds the row of a folded word.
type vocabulary struct {
	words []string
	slots []int32 // open addressing by hash; index into words plus 1, 0 is free
}

func newVocabulary(words []string) *vocabulary {
	size := 1
	for size < 2*len(words) {
		size *= 2
	}
	v := &vocabulary{words: words, slots: make([]int32, size)}
	mask := uint32(size - 1)
	for i, w := range words {
		h := uint32(fnvBasis)
		for j := range len(w) {
			h = (h ^ uint32(w[j])) * fnvPrime
		}
		at := h & mask
		for v.slots[at] != 0 {
			at = (at + 1) & mask
		}
		v.slots[at] = int32(i + 1)
	}
	return v
}

// rows is how many rows a table over these words has.
func (v *vocabulary) rows() int {
	rows := rowFirst + len(v.words)
	for _, size := range slotSizes {
		rows += int(size)
	}
	return rows
}

// find returns the index of word, or −1.
func (v *vocabulary) find(word []byte) int {
	h := uint32(fnvBasis)
	for _, c := range word {
		h = (h ^ uint32(c)) * fnvPrime
	}
	mask := uint32(len(v.slots) - 1)
	for at := h & mask; v.slots[at] != 0; at = (at + 1) & mask {
		if i := v.slots[at] - 1; v.words[i] == string(word) {
			return int(i)
		}
	}
	return -1
}

const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

// folder is scratch for folding words.
type folder struct {
	bytes  []byte
	starts []int // of the runes in bytes, and the end
}

// rows returns the rows that form activates.
func (f *folder) rows(form string, v *vocabulary) wordRows {
	f.fold(form)
	var out wordRows
	out[0] = rowUnknown
	if i := v.find(f.bytes); i >= 0 {
		out[0] = int32(rowFirst + i)
	}
	base := uint32(rowFirst + len(v.words))
	runes := len(f.starts) - 1
	for slot, size := range slotSizes {
		var h uint32
		switch {
		case slot < 4: // the last slot+1 letters
			h = hashed(f.bytes[f.starts[max(0, runes-slot-1)]:], slot)
		case slot < 8: // the first slot−3 letters
			h = hashed(f.bytes[:f.starts[min(runes, slot-3)]], slot)
		default:
			var buffer [shapeMost]byte
			h = hashed(shape(buffer[:0], form), slot)
		}
		out[1+slot] = int32(base + h%size)
		base += size
	}
	return out
}

// hashed is FNV-1a of text, started anew for each slot.
func hashed(text []byte, slot int) uint32 {
	h := uint32(fnvBasis) ^ uint32(slot)
	for _, c := range text {
		h = (h ^ uint32(c)) * fnvPrime
	}
	return h ^ h>>15
}

func (f *folder) fold(form string) {
	f.bytes, f.starts = f.bytes[:0], f.starts[:0]
	for _, r := range form {
		f.starts = append(f.starts, len(f.bytes))
		switch {
		case r >= '0' && r <= '9':
			f.bytes = append(f.bytes, '0')
		case r == '`' || r == 0xB4 || (r >= 0x2018 && r <= 0x201B):
			f.bytes = append(f.bytes, '\'')
		case r < utf8.RuneSelf:
			f.bytes = append(f.bytes, byte(lowerRune(r)))
		case r == 0xAB || r == 0xBB || (r >= 0x201C && r <= 0x201F):
			f.bytes = append(f.bytes, '"')
		case (r >= 0x2010 && r <= 0x2015) || r == 0x2212:
			f.bytes = append(f.bytes, '-')
		case r == 0x2026:
			f.bytes = append(f.bytes, "..."...)
			f.starts = append(f.starts, len(f.bytes)-2, len(f.bytes)-1)
		default:
			f.bytes = utf8.AppendRune(f.bytes, lowerRune(r))
		}
	}
	f.starts = append(f.starts, len(f.bytes))
}

// lowerRune maps the capitals of Latin (to U+00DE), Greek and Cyrillic.
func lowerRune(r rune) rune {
	if (r >= 'A' && r <= 'Z') || (r >= 0xC0 && r <= 0xDE && r != 0xD7) ||
		(r >= 0x391 && r <= 0x3A9) || (r >= 0x410 && r <= 0x42F) {
		return r + 32
	}
	return r
}

// shape appends classes of form's characters: X capital, x small, d digit, o
// other, or the ASCII character itself; of a run only two.
func shape(out []byte, form string) []byte {
	for _, r := range form {
		var class byte
		switch {
		case lowerRune(r) != r:
			class = 'X'
		case (r >= 'a' && r <= 'z') || (r >= 0xC0 && r < 0x2000):
			class = 'x'
		case r >= '0' && r <= '9':
			class = 'd'
		case r < utf8.RuneSelf:
			class = byte(r)
		default:
			class = 'o'
		}
		n := len(out)
		if n >= 2 && out[n-1] == class && out[n-2] == class {
			continue
		}
		out = append(out, class)
		if n+1 == shapeMost {
			break
		}
	}
	return out
}
