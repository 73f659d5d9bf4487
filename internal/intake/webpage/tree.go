package webpage

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is one element of a page. Nodes stand in the order of their start tags,
// so that what is within node i is the nodes from i up to its end.
type node struct {
	parent int32
	end    int32     // the node after the last one within it
	first  int32     // the first piece that can be within it
	tag    atom.Atom // 0 for an element that HTML does not have
	traits traits
	// Of the text within it, in bytes without white space:
	prose  int32 // of blocks that read like sentences
	linked int32 // in links
	bytes  int32 // all of it
}

// piece is a stretch of inline content, in bytes of the decoded page.
type piece struct {
	start, end int32
	node       int32 // the innermost element that holds it
	kind       pieceKind
}

type pieceKind uint8

const (
	words      pieceKind = iota // text with entities
	verbatim                    // text without entities: a CDATA section
	lineBreak                   // <br>
	openQuote                   // <q>
	closeQuote                  // </q>
)

// block is a run of inline content with nothing but block elements around it: a
// paragraph, a list item, a cell.
type block struct {
	holder   int32 // the innermost block element around it
	from, to int32 // pieces
	bytes    int32 // of its text, without white space
	linked   int32 // of these, in links
	ends     bool  // whether its text ends like a sentence
}

// tree is a page taken apart.
type tree struct {
	text   []byte
	nodes  []node
	pieces []piece
	blocks []block

	head metadata
}

// maxDepth is how deep elements are told apart; those within are taken for part
// of the last one. Browsers stop at 512.
const maxDepth = 512

// parser makes a tree of tokens.
type parser struct {
	tree
	z       *html.Tokenizer
	open    []int32
	opened  map[atom.Atom]int
	named   map[string]traits // of the values of class and id seen before
	links   int               // open links
	data    bool              // the last script holds JSON-LD
	current block             // the one being filled, where started
	started bool
	at      int32 // where the token in hand begins
}

// parse takes a page apart in one pass over its tokens. Any bytes give a tree;
// time is linear in them, with open elements bounded by maxDepth.
func parse(text []byte) *tree {
	p := parser{z: html.NewTokenizer(bytes.NewReader(text)), opened: map[atom.Atom]int{}, named: map[string]traits{}}
	p.text = text
	xml := bytes.HasPrefix(bytes.TrimLeft(text[:min(len(text), 256)], " \t\r\n"), []byte("<?xml"))
	p.z.AllowCDATA(xml)
	p.nodes = append(make([]node, 0, len(text)/64+1), node{parent: -1, tag: atom.Html})
	p.open = append(p.open, 0)
	for at := 0; ; {
		kind := p.z.Next()
		raw := p.z.Raw()
		start := at
		at += len(raw)
		p.at = int32(start)
		switch kind {
		case html.ErrorToken:
			p.finish()
			return &p.tree
		case html.TextToken:
			p.inline(start, at)
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(kind == html.SelfClosingTagToken && xml)
		case html.EndTagToken:
			name, _ := p.z.TagName()
			p.close(atom.Lookup(name))
		}
	}
}

// top is the innermost open element.
func (p *parser) top() int32 { return p.open[len(p.open)-1] }

// start opens an element.
func (p *parser) start(closed bool) {
	name, more := p.z.TagName()
	tag := atom.Lookup(name)
	kind := kindOf(tag)
	if closed && kind&rawText != 0 {
		p.z.NextIsNotRawText()
	}
	switch tag {
	case atom.Meta, atom.Link, atom.Base:
		p.head.note(tag, attributes(p.z, more))
		return
	case atom.Br:
		p.lineBreak()
		return
	case atom.Html:
		p.head.root(attributes(p.z, more))
		return
	}
	if kind&isBlock != 0 {
		p.flush()
		p.imply(tag)
	}
	parent := p.top()
	n := node{parent: parent, first: int32(len(p.pieces)), tag: tag, traits: p.nodes[parent].traits & inherited}
	if kind&unseen != 0 {
		n.traits |= skipped
	}
	if kind&aside != 0 {
		n.traits |= never
	}
	if more {
		n.traits |= p.look(tag)
	}
	index := int32(len(p.nodes))
	p.nodes = append(p.nodes, n)
	if kind&void != 0 || closed || len(p.open) >= maxDepth {
		p.nodes[index].end = index + 1
		return
	}
	p.open = append(p.open, index)
	p.opened[tag]++
	switch tag {
	case atom.A:
		p.links++
	case atom.Q:
		p.add(piece{start: p.at, end: p.at, kind: openQuote})
	}
}

// look reads the attributes of an element for what they say about it.
func (p *parser) look(tag atom.Atom) traits {
	var found traits
	for more := true; more; {
		var key, value []byte
		key, value, more = p.z.TagAttr()
		switch string(key) {
		case "class", "id", "role", "itemprop", "rel", "data-component", "data-testid":
			if len(value) == 0 || len(value) > 512 {
				continue
			}
			kept, known := p.named[string(value)]
			if !known {
				kept = traitsOf(string(value))
				p.named[string(value)] = kept
			}
			if string(key) == "rel" {
				kept &= isByline
			}
			found |= kept
		case "hidden":
			found |= never
		case "aria-hidden":
			if string(value) == "true" {
				found |= never
			}
		case "style":
			if hides(value) {
				found |= excluded
			}
		case "type":
			p.data = tag == atom.Script && strings.Contains(strings.ToLower(string(value)), "ld+json")
		case "datetime":
			p.head.moment(int32(len(p.nodes)), string(value))
		}
	}
	return found
}

// hides reports whether a style makes an element unseen.
func hides(style []byte) bool {
	s := strings.ToLower(strings.ReplaceAll(string(style[:min(len(style), 512)]), " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// attribute is one attribute of an element of the head.
type attribute struct{ key, value string }

// attributes reads all attributes of the tag in hand.
func attributes(z *html.Tokenizer, more bool) []attribute {
	var all []attribute
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		all = append(all, attribute{string(key), string(value)})
	}
	return all
}

// imply closes what the start of an element closes without an end tag.
func (p *parser) imply(tag atom.Atom) {
	switch tag {
	case atom.Li:
		p.closeWithin(func(t atom.Atom) bool { return t == atom.Li }, atom.Ul, atom.Ol, atom.Menu)
	case atom.Dd, atom.Dt:
		p.closeWithin(func(t atom.Atom) bool { return t == atom.Dd || t == atom.Dt }, atom.Dl)
	case atom.Tr:
		p.closeWithin(func(t atom.Atom) bool { return t == atom.Tr })
	case atom.Td, atom.Th:
		p.closeWithin(func(t atom.Atom) bool { return t == atom.Td || t == atom.Th }, atom.Tr)
		return
	case atom.Tbody, atom.Thead, atom.Tfoot:
		p.closeWithin(func(t atom.Atom) bool { return t == atom.Tbody || t == atom.Thead || t == atom.Tfoot })
		return
	}
	if p.opened[atom.P] > 0 {
		p.closeWithin(func(t atom.Atom) bool { return t == atom.P }, atom.Td, atom.Th, atom.Caption)
	}
	if isHeading(tag) {
		p.closeWithin(isHeading, atom.Td, atom.Th, atom.Div, atom.Section)
	}
}

// closeWithin closes the innermost open element that is wanted, unless a table
// or one of the borders stands before it.
func (p *parser) closeWithin(wanted func(atom.Atom) bool, borders ...atom.Atom) {
	for i := len(p.open) - 1; i > 0; i-- {
		tag := p.nodes[p.open[i]].tag
		if wanted(tag) {
			p.pop(i)
			return
		}
		if tag == atom.Table {
			return
		}
		for _, border := range borders {
			if tag == border {
				return
			}
		}
	}
}

// close ends the innermost open element of a tag. An inline element is not
// looked for beyond a block, and none beyond a cell of a table but its parts.
func (p *parser) close(tag atom.Atom) {
	if tag == atom.P && p.opened[tag] == 0 || tag == atom.Br {
		p.flush()
		return
	}
	if tag == 0 || p.opened[tag] == 0 {
		if kindOf(tag)&isBlock != 0 {
			p.flush()
		}
		return
	}
	inline := kindOf(tag)&isBlock == 0
	part := kindOf(tag)&tablePart != 0
	for i := len(p.open) - 1; i > 0; i-- {
		open := p.nodes[p.open[i]].tag
		if open == tag {
			if !inline {
				p.flush()
			}
			p.pop(i)
			return
		}
		if inline && kindOf(open)&isBlock != 0 || !part && kindOf(open)&tablePart != 0 {
			return
		}
	}
}

// pop closes the open elements from i on.
func (p *parser) pop(i int) {
	for j := len(p.open) - 1; j >= i; j-- {
		index := p.open[j]
		n := &p.nodes[index]
		if kindOf(n.tag)&isBlock != 0 {
			p.flush()
		}
		if n.tag == atom.Q {
			p.add(piece{start: p.at, end: p.at, kind: closeQuote})
		}
		if n.tag == atom.A {
			p.links--
		}
		p.opened[n.tag]--
		p.open = p.open[:j]
		n.end = int32(len(p.nodes))
	}
}

// lineBreak takes a <br>. Two in a row part paragraphs.
func (p *parser) lineBreak() {
	for i := len(p.pieces) - 1; p.started && i >= int(p.current.from); i-- {
		last := p.pieces[i]
		if last.kind == lineBreak {
			p.flush()
			return
		}
		if last.kind != words || len(bytes.TrimSpace(p.text[last.start:last.end])) > 0 {
			break
		}
	}
	p.add(piece{start: p.at, end: p.at, kind: lineBreak})
}

// inline takes text from start to end.
func (p *parser) inline(start, end int) {
	top := &p.nodes[p.top()]
	if top.traits&skipped != 0 {
		switch {
		case top.tag == atom.Script && p.data:
			p.head.script(start, end)
		case top.tag == atom.Title:
			p.head.titled(start, end)
		}
		return
	}
	kind := words
	if text := p.text[start:end]; bytes.HasPrefix(text, []byte("<![CDATA[")) {
		kind = verbatim
		start += len("<![CDATA[")
		if bytes.HasSuffix(text, []byte("]]>")) {
			end -= len("]]>")
		}
	}
	seen, last := int32(0), byte(0)
	for _, c := range p.text[start:end] {
		if c > ' ' {
			seen++
			last = c
		}
	}
	if seen == 0 && !p.started {
		return
	}
	p.add(piece{start: int32(start), end: int32(end), kind: kind})
	p.current.bytes += seen
	if p.links > 0 {
		p.current.linked += seen
	}
	if seen > 0 {
		p.current.ends = last == '.' || last == '!' || last == '?' || last == '"' || last == ')' ||
			last == ';' && endsEntity(p.text[start:end]) || last >= 0x80 && endsMark(p.text[start:end])
	}
}

// endsMark reports whether text ends with a closing quotation mark or an
// ellipsis.
func endsMark(text []byte) bool {
	s := strings.TrimRight(string(text[max(0, len(text)-16):]), " \t\r\n")
	for _, mark := range []string{"”", "’", "»", "…", "。", "！", "？"} {
		if strings.HasSuffix(s, mark) {
			return true
		}
	}
	return false
}

// endsEntity is endsMark for marks that are written as entities.
func endsEntity(text []byte) bool {
	s := strings.TrimRight(string(text[max(0, len(text)-16):]), " \t\r\n")
	at := strings.LastIndexByte(s, '&')
	return at >= 0 && endsMark([]byte(html.UnescapeString(s[at:]))) || strings.HasSuffix(s, "&quot;")
}

func (p *parser) add(next piece) {
	next.node = p.top()
	if p.nodes[next.node].traits&skipped != 0 {
		return
	}
	if !p.started {
		if next.kind == lineBreak {
			return
		}
		p.started = true
		p.current = block{from: int32(len(p.pieces)), holder: p.holder()}
	}
	p.pieces = append(p.pieces, next)
}

// holder is the innermost open block element.
func (p *parser) holder() int32 {
	for i := len(p.open) - 1; i > 0; i-- {
		if kindOf(p.nodes[p.open[i]].tag)&isBlock != 0 {
			return p.open[i]
		}
	}
	return 0
}

// flush ends the block in hand.
func (p *parser) flush() {
	if !p.started {
		return
	}
	p.started = false
	if p.current.bytes == 0 {
		p.pieces = p.pieces[:p.current.from]
		return
	}
	p.current.to = int32(len(p.pieces))
	if p.current.bytes <= blankBytes && p.isBlank(&p.current) {
		p.pieces = p.pieces[:p.current.from]
		return
	}
	p.blocks = append(p.blocks, p.current)
}

// blankBytes is the longest block that is looked at for whether it is blank: a
// space or two that do not break lines, as entities.
const blankBytes = 32

func (p *parser) isBlank(b *block) bool {
	w := writer{t: &p.tree}
	w.block(b)
	return strings.TrimSpace(w.b.String()) == ""
}

// finish closes what is open and sums up what lies within each element.
func (p *parser) finish() {
	p.flush()
	p.pop(1)
	p.nodes[0].end = int32(len(p.nodes))
	for _, b := range p.blocks {
		n := &p.nodes[b.holder]
		n.bytes += b.bytes
		n.linked += b.linked
		if b.isProse() {
			n.prose += b.bytes - b.linked
		}
	}
	for i := len(p.nodes) - 1; i > 0; i-- {
		up := &p.nodes[p.nodes[i].parent]
		up.bytes += p.nodes[i].bytes
		up.linked += p.nodes[i].linked
		up.prose += p.nodes[i].prose
	}
}

// isProse reports whether a block reads like sentences: it is long, or short
// with the end of a sentence, and most of it is in no link.
func (b *block) isProse() bool {
	return 2*b.linked < b.bytes && (b.bytes >= 80 || b.bytes >= 20 && b.ends)
}
