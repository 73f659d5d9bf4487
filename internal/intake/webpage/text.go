package webpage

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// writer makes the text of blocks with its map to the decoded page.
type writer struct {
	t      *tree
	b      intake.MapBuilder
	space  lang.Span // white space that waits for the next word
	wait   bool
	fresh  bool // nothing of the block is written yet
	layout []verbale.Part
}

// write makes the text of blocks in order, with a blank line between them and a
// line break between the items of a list and the rows of a table.
func (w *writer) write(blocks []int32, title int32) {
	t := w.t
	row, last := int32(-1), int32(-1)
	for _, index := range blocks {
		b := &t.blocks[index]
		start := int(t.pieces[b.from].start)
		in := t.row(b.holder)
		switch {
		case w.b.Len() == 0:
		case last < 0:
			w.b.Make("\n\n", start)
		case in >= 0 && in == row:
			w.b.Make("\t", start)
		case in >= 0 && row >= 0, t.nodes[b.holder].tag == atom.Li && t.nodes[last].tag == atom.Li:
			w.b.Make("\n", start)
		default:
			w.b.Make("\n\n", start)
		}
		row, last = in, b.holder
		from := w.b.Len()
		w.block(b)
		if kind, told := t.kindOf(b, index == title, in >= 0); told && w.b.Len() > from {
			w.layout = append(w.layout, verbale.Part{Span: lang.Span{Start: from, End: w.b.Len()}, Kind: kind})
		}
	}
}

// longestCell is the most prose of a cell with figures or labels, in bytes
// without white space.
const longestCell = 120

// row returns the row of the table that an element stands in, or -1. A table
// that lays out the page has long cells and counts as none.
func (t *tree) row(node int32) int32 {
	cell := int32(-1)
	for up := 0; node > 0 && up < 12; node, up = t.nodes[node].parent, up+1 {
		switch t.nodes[node].tag {
		case atom.Td, atom.Th:
			if t.nodes[node].prose > longestCell {
				return -1
			}
			cell = node
		case atom.Tr:
			if cell >= 0 {
				return node
			}
		}
	}
	return -1
}

// kindOf tells what part of the layout a block is, where its markup says so.
func (t *tree) kindOf(b *block, title, table bool) (verbale.PartKind, bool) {
	if title {
		return verbale.Title, true
	}
	for node, up := b.holder, 0; node > 0 && up < 8; node, up = t.nodes[node].parent, up+1 {
		n := &t.nodes[node]
		switch {
		case isHeading(n.tag) && up < 3:
			return verbale.Heading, true
		case n.tag == atom.Figcaption, n.tag == atom.Caption, n.traits&isCaption != 0 && n.bytes < 1000:
			return verbale.Caption, true
		case n.tag == atom.Blockquote:
			return verbale.Body, true
		}
	}
	switch {
	case table && !b.isProse():
		return "", true // labels and figures: nothing that anybody says
	case table, t.nodes[b.holder].tag == atom.Li:
		return verbale.Body, true
	}
	return "", false
}

// block adds the words of a block. White space is one space, or one line break
// where there is a <br>; in <pre> it stays.
func (w *writer) block(b *block) {
	w.fresh, w.wait = true, false
	pre := w.t.within(b.holder, func(tag atom.Atom) bool { return tag == atom.Pre || tag == atom.Listing }) != 0
	for _, p := range w.t.pieces[b.from:b.to] {
		switch p.kind {
		case lineBreak:
			w.broken(int(p.start))
		case openQuote:
			w.put("“", -1, int(p.start), 0)
		case closeQuote:
			w.put("”", -1, int(p.start), 0)
		default:
			w.words(int(p.start), int(p.end), p.kind == verbatim, pre)
		}
	}
	w.wait = false
}

// broken notes a line break, which waits for the next word as a space does.
func (w *writer) broken(at int) {
	if !w.fresh {
		w.wait, w.space = true, lang.Span{Start: -1, End: at}
	}
}

// put adds words that stand at a place of the page: copied where size is that of
// the words, decoded where it is another, made where at is -1.
func (w *writer) put(words string, at, place, size int) {
	if w.wait {
		w.wait = false
		switch {
		case w.space.Start < 0:
			w.b.Make("\n", place)
		case w.space.Len() == 1 && w.t.text[w.space.Start] == ' ':
			w.b.Copy(" ", w.space.Start)
		default:
			w.b.Replace(" ", w.space.Start, w.space.End)
		}
	}
	w.fresh = false
	switch {
	case at < 0:
		w.b.Make(words, place)
	case size == len(words):
		w.b.Copy(words, at)
	default:
		w.b.Decode(words, at, at+size)
	}
}

// words adds the text from start to end.
func (w *writer) words(start, end int, verbatim, pre bool) {
	text := w.t.text
	for at := start; at < end; {
		c := text[at]
		switch {
		case c == '\n' && pre && !w.fresh:
			w.wait, w.space = false, lang.Span{}
			w.b.Copy("\n", at)
			at++
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			run := at
			at++
			for at < end && (text[at] == ' ' || text[at] == '\n' && !pre || text[at] == '\t' || text[at] == '\r' || text[at] == '\f') {
				at++
			}
			if w.fresh {
				continue
			}
			if !w.wait {
				w.wait, w.space = true, lang.Span{Start: run, End: at}
			} else if w.space.Start >= 0 && w.space.End <= run {
				w.space.End = at
			}
		case c == '&' && !verbatim:
			character, size := entity(text[at:end])
			if size == 0 {
				w.put("&", at, at, 1)
				at++
				continue
			}
			if character = visible(character); character != "" {
				w.put(character, at, at, size)
			}
			at += size
		case c < ' ' || c == 0x7F: // controls are nothing that anybody wrote
			at++
		default:
			at += w.run(text[at:end], at, verbatim)
		}
	}
}

// run adds a stretch of plain characters and returns its length.
func (w *writer) run(text []byte, at int, verbatim bool) int {
	n := 0
	for n < len(text) && text[n] > ' ' && text[n] != 0x7F && (text[n] != '&' || verbatim) {
		if text[n] == 0xC2 && n+1 < len(text) && text[n+1] == 0xAD || text[n] == 0xE2 && bytes.HasPrefix(text[n:], []byte("\u200B")) || text[n] == 0xEF && bytes.HasPrefix(text[n:], []byte("\uFEFF")) {
			if n == 0 {
				_, size := utf8.DecodeRune(text)
				return size // soft hyphens and spaces without width part words that are one
			}
			break
		}
		n++
	}
	w.put(string(text[:n]), at, at, n)
	return n
}

// visible is a character of an entity as it goes into the text: "" for what is
// not seen and parts words, and for controls.
func visible(s string) string {
	switch s {
	case "\u00AD", "\u200B", "\uFEFF", "\x00":
		return ""
	}
	if len(s) == 1 && (s[0] < ' ' || s[0] == 0x7F) {
		if s[0] == '\n' || s[0] == '\t' || s[0] == '\r' {
			return " "
		}
		return ""
	}
	return s
}

// longestEntity is more than the bytes of any name of an entity with its marks,
// longestBare of any that may stand without a semicolon.
const (
	longestEntity = 40
	longestBare   = 7
)

// entity decodes the entity that text begins with, and returns its length in the
// source; 0 where it begins with none.
func entity(text []byte) (string, int) {
	n := 1
	if n < len(text) && text[n] == '#' {
		digit := func(c byte) bool { return '0' <= c && c <= '9' }
		if n++; n < len(text) && text[n]|0x20 == 'x' {
			n++
			digit = func(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
		}
		for n < len(text) && n < longestEntity && digit(text[n]) {
			n++
		}
		if n < len(text) && text[n] == ';' {
			n++
		}
		if decoded := html.UnescapeString(string(text[:n])); decoded != string(text[:n]) {
			return decoded, n
		}
		return "", 0
	}
	for n < len(text) && n < longestEntity && ('a' <= text[n]|0x20 && text[n]|0x20 <= 'z' || '0' <= text[n] && text[n] <= '9') {
		n++
	}
	name := string(text[:n])
	if n < len(text) && text[n] == ';' {
		if decoded := html.UnescapeString(name + ";"); !strings.HasSuffix(decoded, ";") || name == "&semi" {
			return decoded, n + 1
		}
	}
	for size := min(n, longestBare); size > 2; size-- {
		if decoded := html.UnescapeString(name[:size]); decoded != name[:size] && decoded[len(decoded)-1] != name[size-1] {
			return decoded, size
		}
	}
	return "", 0
}

// wordsOf returns the text of one block; "" for -1.
func (t *tree) wordsOf(index int32) string {
	if index < 0 {
		return ""
	}
	w := writer{t: t}
	w.block(&t.blocks[index])
	return w.b.String()
}

// elementWords returns the first words within an element, of at most limit bytes
// of the page, on one line.
func (t *tree) elementWords(node int32, limit int) string {
	w := writer{t: t}
	n := &t.nodes[node]
	for i := int(n.first); i < len(t.pieces) && limit > 0; i++ {
		p := t.pieces[i]
		if p.node < node || p.node >= n.end {
			break
		}
		if i > int(n.first) && t.pieces[i-1].end != p.start {
			w.broken(int(p.start))
		}
		if p.kind == words || p.kind == verbatim {
			stop := min(int(p.end), int(p.start)+limit)
			w.words(int(p.start), stop, p.kind == verbatim, false)
			limit -= stop - int(p.start)
		}
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(w.b.String(), "")), " ")
}

// headTitle adds the content of <title> as a title, without the name of the
// outlet after it, where the page has no heading for its article.
func (w *writer) headTitle(span lang.Span, outlet string) {
	raw := string(w.t.text[span.Start:span.End])
	if outlet != "" {
		cut := -1
		for _, separator := range separators {
			cut = max(cut, strings.LastIndex(raw, separator))
		}
		if cut > 0 {
			span.End = span.Start + cut
		}
	}
	w.fresh = true
	w.words(span.Start, span.End, false, false)
	w.wait = false
	if w.b.Len() > 0 {
		w.layout = append(w.layout, verbale.Part{Span: lang.Span{End: w.b.Len()}, Kind: verbale.Title})
	}
}

// Unescape adds the text of an element of XML or HTML that holds no others: its
// entities and CDATA sections decoded, its comments left out, its white space as
// it is. The text stands in source from start to end.
func Unescape(b *intake.MapBuilder, source []byte, start, end int) {
	for at := start; at < end; {
		rest := source[at:end]
		next := bytes.IndexAny(rest, "&<")
		if next < 0 {
			next = len(rest)
		}
		b.Copy(string(rest[:next]), at)
		at += next
		if rest = rest[next:]; len(rest) == 0 {
			return
		}
		if rest[0] == '&' {
			character, size := entity(rest)
			if size == 0 {
				character, size = "&", 1
			}
			if size == len(character) {
				b.Copy(character, at)
			} else {
				b.Decode(character, at, at+size)
			}
			at += size
			continue
		}
		open, shut := "<![CDATA[", "]]>"
		if bytes.HasPrefix(rest, []byte("<!--")) {
			open, shut = "<!--", "-->"
		}
		if !bytes.HasPrefix(rest, []byte(open)) {
			b.Copy("<", at)
			at++
			continue
		}
		size := bytes.Index(rest[len(open):], []byte(shut))
		whole := len(rest)
		if size < 0 {
			size = len(rest) - len(open)
		} else {
			whole = len(open) + size + len(shut)
		}
		if open != "<!--" {
			b.Copy(string(rest[len(open):len(open)+size]), at+len(open))
		}
		at += whole
	}
}
