package encoder

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbale.dev/verbale/lang"
)

// word is a run of letters, digits and underscores, or one other character that is
// no white space, with its pieces in the vocabulary.
type word struct {
	span      lang.Span
	paragraph int32
	first     int32 // its pieces are words.ids[first:last]
	last      int32
	shape     uint8
}

// words of a text and their pieces.
type words struct {
	list []word
	ids  []int32
}

// Pieces that no text has.
const (
	unknownPiece = iota
	beginPiece
	separatorPiece
	markPieces
)

const (
	maxPieces     = 8   // of one word; the rest of them is left out
	maxCharacters = 100 // of one word in pieces; a longer one is unknown
)

// cut appends the words of a paragraph.
func (m *Model) cut(text string, span lang.Span, paragraph int32, out *words) {
	for i := span.Start; i < span.End; {
		r, n := utf8.DecodeRuneInString(text[i:span.End])
		if isSpace(r) {
			i += n
			continue
		}
		end := i + n
		if inWord(r) {
			for end < span.End {
				r, n := utf8.DecodeRuneInString(text[end:span.End])
				if !inWord(r) {
					break
				}
				end += n
			}
		}
		form := text[i:end]
		glued := false
		if i > 0 {
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			glued = !isSpace(before)
		}
		w := word{span: lang.Span{Start: i, End: end}, paragraph: paragraph, shape: shapeOf(form, glued), first: int32(len(out.ids))}
		out.ids = m.pieces.split(form, out.ids)
		w.last = int32(len(out.ids))
		out.list = append(out.list, w)
		i = end
	}
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// isSpace says what Python's regular expressions take for white space, in which
// the pieces were learnt.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// shapes is how many shapes there are; 0 is that of pieces of no word.
const shapes = 16

// shapeOf tells what the vocabulary, which is in lower case, does not: 1 lower,
// 2 Capitalised, 3 CAPITALS, 4 one capital, 5 mIxed, 6 has a digit, 7 no letter, and
// 8 more for a word glued to what stands before it.
func shapeOf(form string, glued bool) uint8 {
	var digit, letter, lower, upper, later bool // later: an upper-case letter that is not the first character
	characters := 0
	for i, r := range form {
		characters++
		digit = digit || unicode.IsDigit(r)
		letter = letter || unicode.IsLetter(r)
		lower = lower || unicode.IsLower(r)
		if unicode.IsUpper(r) || unicode.IsTitle(r) {
			upper = true
			later = later || i > 0
		}
	}
	first, _ := utf8.DecodeRuneInString(form)
	shape := uint8(5)
	switch {
	case digit:
		shape = 6
	case !letter:
		shape = 7
	case !upper:
		shape = 1
	case !lower && characters == 1:
		shape = 4
	case !lower:
		shape = 3
	case !later && (unicode.IsUpper(first) || unicode.IsTitle(first)):
		shape = 2
	}
	if glued {
		shape += 8
	}
	return shape
}

// pieces is the vocabulary.
type pieces struct {
	id      map[string]int32 // of pieces that begin a word
	more    map[string]int32 // of those that go on with one, without "##"
	longest int              // bytes
}

func newPieces(lines []string) *pieces {
	p := &pieces{id: make(map[string]int32, len(lines)), more: make(map[string]int32, len(lines)/4)}
	for i, line := range lines {
		if i < markPieces {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "##"); ok && rest != "" {
			p.more[rest] = int32(i)
		} else {
			p.id[line] = int32(i)
		}
		p.longest = max(p.longest, len(line))
	}
	return p
}

// split appends the pieces of a word, at least one and at most maxPieces. It is
// BERT's way: lower case without accents, marks of punctuation alone, and of what
// is left the longest piece that begins it, again and again.
func (p *pieces) split(form string, ids []int32) []int32 {
	begin := len(ids)
	var buffer [64]byte
	plain := foldASCII(form, buffer[:0])
	if plain == nil {
		plain = fold(form)
	}
	for start := 0; start < len(plain); {
		end := start
		for end < len(plain) {
			r, n := utf8.DecodeRune(plain[end:])
			if apart := isPunctuation(r) || isIdeograph(r); apart || r == ' ' {
				if end == start {
					end += n
				}
				break
			}
			end += n
		}
		if plain[start] != ' ' {
			ids = p.longestFirst(plain[start:end], ids)
		}
		start = end
	}
	if len(ids) == begin {
		ids = append(ids, unknownPiece)
	}
	return ids[:min(len(ids), begin+maxPieces)]
}

func (p *pieces) longestFirst(part []byte, ids []int32) []int32 {
	begin := len(ids)
	if utf8.RuneCount(part) > maxCharacters {
		return append(ids, unknownPiece)
	}
	table := p.id
	for len(part) > 0 {
		n, id, ok := min(len(part), p.longest), int32(0), false
		for ; n > 0; n-- {
			if n < len(part) && !utf8.RuneStart(part[n]) {
				continue
			}
			if id, ok = table[string(part[:n])]; ok {
				break
			}
		}
		if !ok {
			return append(ids[:begin], unknownPiece)
		}
		ids, part, table = append(ids, id), part[n:], p.more
	}
	return ids
}

// foldASCII returns a word in lower case, or nil if it is not ASCII or longer than
// the buffer.
func foldASCII(form string, buffer []byte) []byte {
	if len(form) > cap(buffer) {
		return nil
	}
	for i := range len(form) {
		c := form[i]
		switch {
		case c >= utf8.RuneSelf || c < ' ' || c == 0x7f:
			return nil
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		buffer = append(buffer, c)
	}
	return buffer
}

// fold returns a word in lower case, without accents and without characters that
// cannot be seen.
func fold(form string) []byte {
	var visible []byte
	for _, r := range form {
		switch {
		case r == 0 || r == utf8.RuneError || isOther(r):
		case isSpace(r):
			visible = append(visible, ' ')
		default:
			visible = utf8.AppendRune(visible, r)
		}
	}
	var out []byte
	for _, r := range string(norm.NFD.Bytes(visible)) {
		if !unicode.Is(unicode.Mn, r) {
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
	}
	return out
}

// isOther says whether r is a control, a mark of format or of private use.
func isOther(r rune) bool {
	return r != '\t' && r != '\n' && r != '\r' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

func isPunctuation(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= '!' && r <= '/' || r >= ':' && r <= '@' || r >= '[' && r <= '`' || r >= '{' && r <= '~'
	default:
		return unicode.IsPunct(r)
	}
}

// isIdeograph says whether r stands alone, as BERT has it of the blocks of CJK.
func isIdeograph(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2a6df ||
		r >= 0x2a700 && r <= 0x2b73f || r >= 0x2b740 && r <= 0x2b81f || r >= 0x2b920 && r <= 0x2ceaf ||
		r >= 0xf900 && r <= 0xfaff || r >= 0x2f800 && r <= 0x2fa1f
}
