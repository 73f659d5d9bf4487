package lang

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// gap is what stands between a piece of text and the piece before it.
type gap uint8

const (
	joined     gap = iota // nothing at all
	spaced                // white space
	newLine               // one line break
	newSection            // an empty line, or the start of a part
)

// piece is one syntactic word as the tokenizer finds it.
type piece struct {
	start, end int
	gap        gap
	multiword  int8 // as Token.Multiword
	kind       kind
}

// kind is a coarse class of pieces, which the segmenter looks at.
type kind uint8

const (
	kindWord kind = iota
	kindNumber
	kindAbbreviation // a word with its stop
	kindStop         // . ! ? … and their runs
	kindComma        // , ; :
	kindDash
	kindQuote
	kindOpening
	kindClosing
	kindSymbol
	kindAddress // URL, e-mail address, handle, file name
)

// tokenizer cuts text into pieces by rules. The standard it follows is that of
// the English treebanks of Universal Dependencies (EWT and GUM): hyphens and
// slashes are tokens, a stop belongs to its abbreviation, a run of stops is one
// token, contractions are multiword tokens.
type tokenizer struct {
	text   string
	end    int // of the part
	pieces []piece
	// gap is what came before the next piece.
	gap gap
	// singleOpen is the number of pieces when a single opening quotation mark
	// was last seen and not yet closed, else -1.
	singleOpen int
	clusters   *graphemes.Iterator[string]
}

// part appends the pieces of text[from:to]. Linear: what looks ahead looks no
// further than lookahead bytes.
func (t *tokenizer) part(text string, from, to int) {
	t.text, t.end = text, to
	t.gap = newSection
	t.singleOpen = -1
	for i := from; i < to; {
		c, size := classAt(text, i)
		switch c {
		case space, ignorable:
			t.gap = max(t.gap, spaced)
			i += size
			continue
		case lineEnd:
			if text[i] == '\r' && i+1 < to && text[i+1] == '\n' {
				size++
			}
			if t.gap >= newLine {
				t.gap = newSection
				t.singleOpen = -1
			} else {
				t.gap = newLine
			}
			i += size
			continue
		case paragraphEnd:
			t.gap = newSection
			t.singleOpen = -1
			i += size
			continue
		}
		i = t.chunk(i, to)
	}
}

// lookahead is the most bytes that a rule looks ahead; it keeps the tokenizer
// linear in texts without spaces.
const lookahead = 256

// chunk cuts the run of characters without white space that begins at start and
// returns its end.
func (t *tokenizer) chunk(start, to int) int {
	text := t.text
	end := start
	plain := true
	for end < to {
		b := text[end]
		if b < utf8.RuneSelf {
			c := class(classBlocks[b])
			if c == lower || c == upper {
				end++
				continue
			}
			if c == space || c == lineEnd || c == paragraphEnd {
				break
			}
			plain = false
			end++
			continue
		}
		c, size := classAt(text, end)
		if c == space || c == lineEnd || c == paragraphEnd {
			break
		}
		plain = false
		end += size
	}
	if plain {
		t.word(start, end, kindWord)
		return end
	}
	last := end
	for last > start {
		c, size := classBefore(text[start:last], last-start)
		if c != ignorable {
			break
		}
		last -= size
	}
	for p := start; p < last; {
		p = t.next(start, p, last)
	}
	return end
}

// emit appends the piece text[start:end].
func (t *tokenizer) emit(start, end int, k kind) int {
	t.pieces = append(t.pieces, piece{start: start, end: end, gap: t.gap, kind: k})
	t.gap = joined
	return end
}

// next appends the token at p in the chunk text[start:end] and returns its end.
func (t *tokenizer) next(start, p, end int) int {
	text := t.text
	c, size := classAt(text, p)
	if e := t.address(p, end); e > p {
		return t.emit(p, e, kindAddress)
	}
	switch c {
	case ignorable:
		// At the start of what is left of a chunk, after punctuation.
		if q := p + size; q < end {
			return q
		}
		return t.emit(p, end, kindSymbol)
	case digit, number:
		return t.number(p, end)
	case connector:
		if e := runEnd(text, p, end); e > p+size || e == end {
			return t.emit(p, e, kindSymbol)
		}
		return t.wordAt(p, end)
	case lower, upper, letter, mark, other:
		if e := emoticon(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		return t.wordAt(p, end)
	case quote:
		return t.quotation(start, p, end, size)
	case opening:
		if e := emoticon(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		return t.emit(p, p+size, kindOpening)
	case closing:
		return t.emit(p, p+size, kindClosing)
	case dash:
		if e := art(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		return t.emit(p, runEnd(text, p, end), kindDash)
	case currency:
		return t.emit(p, runEnd(text, p, end), kindSymbol)
	case symbol:
		if e := emoticon(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		if e := art(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		if text[p] == '+' && p+1 < end && isDigit(text[p+1]) && (p == start || text[p-1] == '(') {
			return t.number(p, end) // +44
		}
		if text[p] < utf8.RuneSelf {
			return t.emit(p, runEnd(text, p, end), kindSymbol)
		}
		if t.clusters == nil {
			t.clusters = graphemes.FromString("")
		}
		t.clusters.SetText(text[p:end])
		t.clusters.Next()
		return t.emit(p, p+t.clusters.End(), kindSymbol)
	}
	return t.mark(start, p, end, size)
}

// mark appends the token of punctuation at p.
func (t *tokenizer) mark(start, p, end, size int) int {
	text := t.text
	if e := emoticon(text, start, p, end); e > p {
		return t.emit(p, e, kindSymbol)
	}
	switch text[p] {
	case '.', '!', '?':
		if text[p] == '.' && p+1 < end && isDigit(text[p+1]) && !(p > start && isDigit(text[p-1])) && (p == start || !wordlyBefore(text, start, p)) {
			return t.number(p, end) // .25
		}
		return t.emit(p, stopsEnd(text, p, end), kindStop)
	case ',', ';', ':':
		return t.emit(p, runEnd(text, p, end), kindComma)
	case '*', '#', '@', '&', '/', '\\', '%':
		if e := art(text, start, p, end); e > p {
			return t.emit(p, e, kindSymbol)
		}
		if text[p] == '%' || text[p] == '@' {
			return t.emit(p, p+1, kindSymbol)
		}
		return t.emit(p, runEnd(text, p, end), kindSymbol)
	}
	if strings.HasPrefix(text[p:end], "…") || strings.HasPrefix(text[p:end], "‽") {
		return t.emit(p, stopsEnd(text, p, end), kindStop)
	}
	return t.emit(p, p+size, kindSymbol)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func wordlyBefore(text string, start, p int) bool {
	if p == start {
		return false
	}
	c, _ := classBefore(text[start:p], p-start)
	return c.wordly()
}

// runEnd returns the end of the run of the same rune that begins at p.
func runEnd(text string, p, end int) int {
	_, size := utf8.DecodeRuneInString(text[p:end])
	e := p + size
	for e+size <= end && text[e:e+size] == text[p:p+size] {
		e += size
	}
	return e
}

// stopsEnd returns the end of the run of full stops, exclamation and question
// marks that begins at p; such a run is one token ("?!", "....").
func stopsEnd(text string, p, end int) int {
	for p < end {
		switch {
		case text[p] == '.' || text[p] == '!' || text[p] == '?':
			p++
		case strings.HasPrefix(text[p:end], "…") || strings.HasPrefix(text[p:end], "‽"):
			p += len("…")
		default:
			return p
		}
	}
	return p
}

// art returns the end of a drawn line ("=====", "---->") that begins at p and
// fills the chunk from its start, or p.
func art(text string, start, p, end int) int {
	if p != start || end-p < 3 {
		return p
	}
	for i := p; i < end; i++ {
		if strings.IndexByte("-=*_~#+<>|^{}", text[i]) < 0 {
			return p
		}
	}
	return end
}

// emoticon returns the end of the emoticon that begins at p, or p.
func emoticon(text string, start, p, end int) int {
	rest := text[p:min(end, p+lookahead)]
	for _, e := range [...]string{"^_^", "-_-", "<3", ">:(", "(:", "(-:", ":'("} {
		if strings.HasPrefix(rest, e) && p == start && (len(rest) == len(e) || !wordlyAt(rest, len(e))) {
			return p + len(e)
		}
	}
	if len(rest) < 2 || strings.IndexByte(":;=8xX", rest[0]) < 0 || rest[0] != ':' && rest[0] != ';' && p != start {
		return p
	}
	i := 1
	if rest[i] == '-' && len(rest) > 2 {
		i++
	}
	mouth, e := rest[i], p+i+1
	switch {
	case strings.IndexByte(")(", mouth) >= 0:
		opened := p > start && strings.IndexByte(text[start:min(p, start+lookahead)], '(') >= 0
		if opened || i == 1 && strings.IndexByte("8xX", rest[0]) >= 0 {
			return p
		}
	case !face(rest, i) || p != start:
		return p
	}
	for e < end && text[e] == mouth {
		e++
	}
	return e
}

// face reports whether the mouth at rest[i], which is no bracket, makes an emoticon
// with the eyes that rest begins with, and no word or path: ":D", "=P", ":-/".
func face(rest string, i int) bool {
	mouth, last := rest[i], i+1 == len(rest)
	switch {
	case strings.IndexByte("DPpO/|\\*3", mouth) < 0, strings.IndexByte("8xX", rest[0]) >= 0:
		return false
	case !last && (mouth == '/' || wordlyAt(rest, i+1)):
		return false
	}
	return rest[0] != '=' || mouth == 'D' || mouth == 'P'
}

func wordlyAt(text string, i int) bool {
	c, _ := classAt(text, i)
	return c.wordly()
}
