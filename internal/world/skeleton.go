package world

import "strings"

// Skeleton brings the spellings of one name in Latin letters together: "sergei"
// and "sergey", "zelensky" and "zelenskiy", "gaddafi" and "qaddafi". The word is folded. It is for
// finding candidates; different names may share one.
func Skeleton(word string) string {
	word = skeletons.Replace(word)
	var b strings.Builder
	last := rune(0)
	for _, r := range word {
		if r == last {
			continue
		}
		last = r
		b.WriteRune(r)
	}
	short := b.String()
	for len(short) > 3 && strings.HasSuffix(short, "i") {
		short = short[:len(short)-1]
	}
	return short
}

var skeletons = strings.NewReplacer(
	"sch", "s", "tsch", "c", "tch", "c", "kh", "h", "gh", "g", "ph", "f", "th", "t", "sh", "s", "zh", "z", "ch", "c",
	"ck", "k", "ts", "c", "tz", "c", "dj", "j", "ou", "u", "oo", "u", "ee", "i", "ij", "i", "yi", "i", "iy", "i",
	"ye", "e", "ie", "e", "yo", "o", "io", "o", "ya", "a", "ia", "a", "yu", "u", "iu", "u",
	"y", "i", "j", "i", "q", "g", "w", "v", "x", "ks", "'", "",
)
