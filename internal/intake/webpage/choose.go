package webpage

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// choice is which blocks of a page are its article.
type choice struct {
	title int32   // block of the title; -1 where it has none
	body  int32   // the element that holds the article
	kept  []int32 // blocks in order, that of the title included
	from  int32   // the first element where the article speaks about itself
	until int32   // the first element of the text
}

// near reports whether an element stands where a page says who wrote its
// article, and when: between the start of what holds the title and the text.
func (c *choice) near(t *tree, node int32) bool {
	return node >= c.from && node < c.until
}

// Shares of the prose of a page, per cent, tuned on one half of 983 pages of the
// comparison of go-trafilatura.
const (
	rescueShare  = 50 // an element with this much is not left out for its name
	leftShare    = 4  // the part of the prose, one in so many, that names must leave
	descendShare = 80 // the article is within a child that has this much
	markedShare  = 30 // an element marked as the article is it if it has this much
)

// choose decides which blocks are the article: the element that holds most of
// the prose, its title, and within it all but what its names, its links or its
// headings say is something else. It is linear in nodes and blocks.
func (t *tree) choose(data linked) choice {
	// Where names leave out nearly all of the prose, they say something else: only
	// those count then that never hold an article, and at last none.
	out := t.leftOut(excluded | never)
	mass := t.prose(out)
	for _, names := range []traits{never, 0} {
		if leftShare*mass[0] >= t.nodes[0].prose {
			break
		}
		out = t.leftOut(names)
		mass = t.prose(out)
	}
	body := t.holderOf(mass, out)
	c := choice{title: -1, body: body}
	c.title = t.titleOf(body, out, data)
	c.from, c.until = body, t.nodes[body].end
	if c.title >= 0 {
		holder := t.blocks[c.title].holder
		c.from = min(c.from, t.nodes[holder].parent)
	}
	t.trim(&c, out)
	for _, i := range c.kept {
		if holder := t.blocks[i].holder; i > c.title && holder >= body && t.blocks[i].isProse() && t.nodes[holder].traits&isStandfirst == 0 {
			c.until = max(c.from, holder)
			break
		}
	}
	return c
}

// leftOut tells of each element whether its names, or those of one around it,
// keep it out of the article. An element with most of the prose stays. Names are
// the traits that count.
func (t *tree) leftOut(names traits) []bool {
	out := make([]bool, len(t.nodes))
	whole := t.nodes[0].prose
	for i := 1; i < len(t.nodes); i++ {
		n := &t.nodes[i]
		out[i] = out[n.parent] || n.traits&(names|skipped) != 0 && 100*n.prose < rescueShare*whole
	}
	return out
}

// prose sums the prose within each element without what is left out.
func (t *tree) prose(out []bool) []int32 {
	mass := make([]int32, len(t.nodes))
	for i := range t.blocks {
		b := &t.blocks[i]
		if out[b.holder] || !b.isProse() {
			continue
		}
		mass[b.holder] += b.bytes - b.linked
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		mass[t.nodes[i].parent] += mass[i]
	}
	return mass
}

// holderOf finds the element that holds the article: one that is marked as its
// text, else the only <article> with a good share, else the innermost element
// that has nearly all of the prose.
func (t *tree) holderOf(mass []int32, out []bool) int32 {
	marked, article, main := int32(-1), int32(-1), int32(-1)
	articles := 0
	for i := 1; i < len(t.nodes); i++ {
		n := &t.nodes[i]
		if out[i] || 100*mass[i] < markedShare*mass[0] || mass[i] == 0 {
			continue
		}
		if n.traits&isBody != 0 && n.tag != atom.Body && (marked < 0 || mass[i] > mass[marked]) {
			marked = int32(i)
		}
		if n.tag == atom.Article {
			if article < 0 || mass[i] > mass[article] {
				article = int32(i)
			}
			articles++
		}
		if n.tag == atom.Main && main < 0 {
			main = int32(i)
		}
	}
	switch {
	case marked >= 0:
		return marked
	case article >= 0 && 2*mass[article] > mass[0]:
		return article
	}
	at := int32(0)
	if main >= 0 && 2*mass[main] > mass[0] {
		at = main
	}
	children := t.children()
	for {
		best := int32(-1)
		for child := children.first[at]; child >= 0; child = children.next[child] {
			if best < 0 || mass[child] > mass[best] {
				best = child
			}
		}
		if best < 0 || 100*mass[best] < descendShare*mass[at] || !holdsBlocks(t.nodes[best].tag) {
			return at
		}
		at = best
	}
}

// holdsBlocks reports whether an article may be all within an element of a tag.
func holdsBlocks(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Dl, atom.Dd, atom.Dt, atom.Figure, atom.Pre,
		atom.Figcaption:
		return false
	}
	return !isHeading(tag)
}

// family is the children of each element, as lists.
type family struct{ first, next []int32 }

func (t *tree) children() family {
	f := family{make([]int32, len(t.nodes)), make([]int32, len(t.nodes))}
	for i := range f.first {
		f.first[i] = -1
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		parent := t.nodes[i].parent
		f.next[i] = f.first[parent]
		f.first[parent] = int32(i)
	}
	return f
}

// titleOf finds the block of the title: a heading that says what the head of the
// page says, else the first heading of the first rank at or before the text.
func (t *tree) titleOf(body int32, out []bool, data linked) int32 {
	told := []string{squeeze(data.headline), squeeze(t.head.meta("og:title")), squeeze(string(t.text[t.head.title.Start:t.head.title.End]))}
	first, named := int32(-1), int32(-1)
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.holder >= t.nodes[body].end {
			break
		}
		n := &t.nodes[b.holder]
		heading := t.within(b.holder, isHeading)
		if heading == 0 && n.traits&isTitle == 0 || b.bytes > 400 {
			continue
		}
		words := squeeze(t.wordsOf(int32(i)))
		if len(words) < 8 {
			continue
		}
		for _, title := range told {
			if 2*len(words) > len(title) && (strings.HasPrefix(title, words) || strings.HasSuffix(title, words)) {
				return int32(i)
			}
		}
		if out[b.holder] {
			continue
		}
		if heading == atom.H1 && first < 0 {
			first = int32(i)
		}
		if n.traits&isTitle != 0 && named < 0 {
			named = int32(i)
		}
	}
	for _, i := range []int32{first, named} {
		if i >= 0 {
			return i
		}
	}
	return -1
}

// squeeze makes titles comparable: letters and digits in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r > 0x7F && r != '’' && r != '‘' && r != '“' && r != '”' && r != '–' && r != '—' && r != '\u00A0', 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, plain(s))
}

// within returns the tag of the innermost element around and with node that is
// wanted, up to the next block of another kind; 0 where there is none.
func (t *tree) within(node int32, wanted func(atom.Atom) bool) atom.Atom {
	for up := 0; node > 0 && up < 3; up++ {
		if tag := t.nodes[node].tag; wanted(tag) {
			return tag
		}
		node = t.nodes[node].parent
	}
	return 0
}

// trim fills in the kept blocks.
func (t *tree) trim(c *choice, out []bool) {
	m := trimmer{
		tree: t, choice: c, out: out, never: t.leftOut(never), lists: t.linkLists(c.body), shut: -1,
	}
	for i := range t.blocks {
		if m.keeps(int32(i)) {
			c.kept = append(c.kept, int32(i))
		}
	}
	t.dropEnds(c)
}

// trimmer goes over the blocks of a page once.
type trimmer struct {
	*tree
	*choice
	out    []bool // elements that names leave out
	never  []bool // those that hold no article whatever the page
	lists  []bool // elements of the article that are lists of links
	passed int32  // prose of the article that came before
	shut   int32  // elements before this one follow a heading that closes the article
}

// keeps decides whether a block is part of the article.
func (m *trimmer) keeps(i int32) bool {
	b := &m.blocks[i]
	end := m.nodes[m.body].end
	switch {
	case i == m.title:
		return true
	case b.holder >= end:
		return false
	case b.holder < m.body:
		return m.title >= 0 && i > m.title && b.holder >= m.from && m.introduces(b)
	}
	if b.isProse() {
		m.passed += b.bytes - b.linked
	}
	switch {
	case m.out[b.holder], b.holder < m.shut, m.lists[b.holder-m.body]:
		return false
	case m.title >= 0 && i < m.title && !b.isProse():
		return false // kicker, section
	}
	text := strings.ToLower(strings.TrimSpace(m.wordsOf(i)))
	if heading := m.within(b.holder, isHeading) != 0; heading || b.bytes < 60 && m.bold(b) {
		return !m.closed(b, text, heading)
	}
	return !(len(text) < 200 && begins(text, asides) || 2*b.linked > b.bytes && b.bytes < 200 && m.alone(b) || m.about(b, text))
}

// introduces reports whether a block between title and text belongs to the
// article: its standfirst, the words under its picture.
func (m *trimmer) introduces(b *block) bool {
	if m.out[b.holder] && (m.never[b.holder] || !m.isTeased(b)) {
		return false
	}
	return m.isStandfirst(b) || m.isCaption(b)
}

// closed reports whether a heading is none of the article, and notes how far what
// it stands over reaches: the rest of the article, or the teaser of another story.
func (m *trimmer) closed(b *block, text string, heading bool) bool {
	if begins(text, closings) && len(text) < 80 {
		// A heading that would take most of the article with it stands within it.
		whole := &m.nodes[m.body]
		if end := m.closes(b.holder, m.body); end < whole.end || 2*(whole.prose-m.passed) < whole.prose {
			m.shut = end
		}
		return true
	}
	if heading && 10*b.linked > 8*b.bytes {
		m.shut = max(m.shut, m.cardOf(b.holder, m.body))
		return true
	}
	return false
}

// isTeased reports whether a block is a standfirst that is named like the teaser
// of another story: both go by the same names.
func (t *tree) isTeased(b *block) bool { return b.isProse() && b.bytes >= 60 && b.linked == 0 }

// isStandfirst reports whether a block between title and text belongs to them.
func (t *tree) isStandfirst(b *block) bool {
	if b.linked*3 > b.bytes || t.nodes[b.holder].traits&(isByline|isMoment) != 0 {
		return false
	}
	return t.nodes[b.holder].traits&isStandfirst != 0 || b.isProse() && b.bytes >= 40
}

// isCaption reports whether a block stands under a picture.
func (t *tree) isCaption(b *block) bool {
	for node, up := b.holder, 0; node > 0 && up < 3; node, up = t.nodes[node].parent, up+1 {
		if t.nodes[node].tag == atom.Figcaption || t.nodes[node].traits&isCaption != 0 && t.nodes[node].bytes < 1000 {
			return true
		}
	}
	return false
}

// linkLists tells of each element within body whether it is a list of links.
func (t *tree) linkLists(body int32) []bool {
	end := t.nodes[body].end
	lists := make([]bool, end-body)
	for i := body + 1; i < end; i++ {
		n := &t.nodes[i]
		up := n.parent >= body && lists[n.parent-body]
		lists[i-body] = up || holdsList(n.tag) && n.bytes > 0 && 10*n.linked > 7*n.bytes && n.prose*4 < n.bytes
	}
	return lists
}

func holdsList(tag atom.Atom) bool {
	switch tag {
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.Table, atom.Dl, atom.Header:
		return true
	}
	return false
}

// closes returns the element up to which a heading that closes the article
// reaches: the end of the element around it, if that is not the article itself,
// else the end of the article.
func (t *tree) closes(holder, body int32) int32 {
	up := t.nodes[holder].parent
	if up > body && t.nodes[up].prose*3 < t.nodes[body].prose {
		return t.nodes[up].end
	}
	return t.nodes[body].end
}

// cardOf returns the end of the teaser of another story that a heading in a link
// begins.
func (t *tree) cardOf(holder, body int32) int32 {
	up := t.nodes[holder].parent
	if up > body && t.nodes[up].prose*5 < t.nodes[body].prose {
		return t.nodes[up].end
	}
	return t.nodes[holder].end
}

func begins(text string, starts []string) bool {
	for _, start := range starts {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// alone reports whether a block is a paragraph of its own and no item of a list
// in the running text.
func (t *tree) alone(b *block) bool { return t.nodes[b.holder].tag != atom.Li || b.linked == b.bytes }

// about reports whether a short block only says who wrote the article and when.
func (t *tree) about(b *block, text string) bool {
	for node, up := b.holder, 0; node > 0 && up < 3; node, up = t.nodes[node].parent, up+1 {
		if t.nodes[node].traits&(isByline|isMoment) != 0 && b.bytes < 160 && t.nodes[node].bytes < 250 {
			return true
		}
	}
	if b.bytes > 80 {
		return false
	}
	only := int32(0)
	for _, p := range t.pieces[b.from:b.to] {
		if t.nodes[p.node].tag == atom.Time || t.nodes[p.node].traits&(isByline|isMoment) != 0 {
			only += p.end - p.start
		}
	}
	return int(only)*2 > len(text)
}

// bold reports whether all of a block is in bold type, which makes it a heading.
func (t *tree) bold(b *block) bool {
	for _, p := range t.pieces[b.from:b.to] {
		tag := t.nodes[p.node].tag
		if tag != atom.B && tag != atom.Strong && strings.TrimSpace(string(t.text[p.start:p.end])) != "" {
			return false
		}
	}
	return true
}

// dropEnds takes headings off the end that nothing follows.
func (t *tree) dropEnds(c *choice) {
	for len(c.kept) > 1 {
		last := c.kept[len(c.kept)-1]
		if last == c.title || t.within(t.blocks[last].holder, isHeading) == 0 {
			return
		}
		c.kept = c.kept[:len(c.kept)-1]
	}
}
