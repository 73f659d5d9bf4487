package world

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings names to one form: no marks on letters, no case, no article
// before it, no stops, hyphens as spaces, one space, one apostrophe.
func Fold(name string) string {
	var buffer [64]byte
	folded := buffer[:0]
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= utf8.RuneSelf:
			return foldUnicode(name)
		case c == '.':
		case c >= 'A' && c <= 'Z':
			folded = append(folded, c+'a'-'A')
		case c <= ' ' || c == '-':
			if len(folded) > 0 && folded[len(folded)-1] != ' ' {
				folded = append(folded, ' ')
			}
		case c == '`':
			folded = append(folded, '\'')
		default:
			folded = append(folded, c)
		}
	}
	return withoutArticle(strings.TrimRight(string(folded), " "))
}

func withoutArticle(folded string) string {
	if rest, ok := strings.CutPrefix(folded, "the "); ok && rest != "" {
		return rest
	}
	return folded
}

func foldUnicode(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case r == '.' || unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘' || r == '`' || r == 'ʼ':
			b.WriteByte('\'')
		case unicode.IsSpace(r) || unicode.IsControl(r) || r == '‐' || r == '‑' || r == '–' || r == '-':
			b.WriteByte(' ')
		default:
			b.WriteString(lowered(r))
		}
	}
	return withoutArticle(strings.Join(strings.Fields(b.String()), " "))
}

// lowered spells the small letter; letters that have no mark to lose become
// what English texts most often write for them.
func lowered(r rune) string {
	switch r = unicode.ToLower(r); r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ı':
		return "i"
	case 'ə':
		return "e"
	}
	return string(r)
}
