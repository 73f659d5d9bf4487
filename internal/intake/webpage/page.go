// Package webpage answers which words of a web page are its article, and where in
// the bytes of the page each of them stands.
package webpage

import (
	"golang.org/x/net/html/atom"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
)

// Page is the article of a web page.
type Page struct {
	// Text is the words of the article in the order of the page: its title, a
	// blank line between paragraphs, a line an item of a list or a row of a table.
	Text string
	// Map leads from Text to the bytes of the page.
	Map intake.Map
	// Layout tells title, headings and captions, and what is not to be read.
	Layout []verbale.Part
	// Facts are what the page says about itself; of each field the most trusted
	// value first.
	Facts []verbale.Fact
	// Encoding is that of the bytes; ByteBase the length of a byte order mark.
	Encoding string
	ByteBase int
	// Bad is how many bytes stand for no character and were read as U+FFFD, BadAt
	// the first of them, or -1.
	Bad   int
	BadAt int64
	// Article is whether the page is the text of one article, as against a front
	// page, a list, a form or an error.
	Article bool
	// Stories is how many articles of one size the text is made of: those of a live blog
	// or a page of briefs; 0 where it is one.
	Stories int
}

// Options say what is known about a page from outside.
type Options struct {
	Encoding string // as a header of HTTP or MIME declares it, or ""
	Address  string // where it was fetched from, or ""
}

// Extract finds the article of a page. It fails with an [intake.Fault] only where
// the bytes cannot be decoded.
func Extract(raw []byte, o Options) (*Page, error) {
	d, err := charset.DecodeMarkup(raw, o.Encoding)
	if err != nil {
		return nil, err
	}
	t := parse(d.Bytes)
	data := t.linkedData()
	chosen := t.choose(data)
	p := pageOf(d)
	facts := t.describe(data, chosen, o.Address)
	w := &writer{t: t}
	if chosen.title < 0 {
		_, outlet := divideTitle(string(t.text[t.head.title.Start:t.head.title.End]),
			"", plain(t.head.meta("og:site_name")))
		w.headTitle(t.head.title, outlet)
	}
	w.write(chosen.kept, chosen.title)
	p.finish(w, d)
	p.Facts = facts
	p.Article = t.isArticle(chosen, data)
	p.Stories = t.stories(chosen)
	return p, nil
}

// Whole gives all of the words of a page that it shows: of a message in HTML, or
// an entry of a feed.
func Whole(raw []byte, o Options) (*Page, error) {
	d, err := charset.DecodeMarkup(raw, o.Encoding)
	if err != nil {
		return nil, err
	}
	t := parse(d.Bytes)
	blocks := make([]int32, 0, len(t.blocks))
	for i := range t.blocks {
		if t.nodes[t.blocks[i].holder].traits&skipped == 0 {
			blocks = append(blocks, int32(i))
		}
	}
	p := pageOf(d)
	w := &writer{t: t}
	w.write(blocks, -1)
	p.finish(w, d)
	return p, nil
}

func pageOf(d charset.Text) *Page {
	return &Page{Encoding: d.Encoding, ByteBase: d.Base, Bad: d.Bad, BadAt: d.BadAt}
}

// finish takes over what was written.
func (p *Page) finish(w *writer, d charset.Text) {
	p.Text, p.Layout = w.b.String(), w.layout
	switch m := w.b.Map(); {
	case d.Map != nil:
		p.Map = m.Compose(d.Map)
	case d.Base != 0:
		p.Map = m.Shift(d.Base)
	default:
		p.Map = m
	}
	if p.Map == nil {
		p.Map = intake.Map{}
	}
}

// leastArticle is the prose that makes an article of a page which does not say
// that it is one, and told of one that does, in bytes without white space: some
// 70 and 10 words.
const leastArticle, leastTold = 350, 50

// leastStory is the prose of one of several articles of a page, in bytes, and leastStories
// how many of them make a list.
const leastStory, leastStories = 80, 3

// stories counts the elements <article> that the text is made of, not within each other;
// 0 where one of them has more than half of it, or all of them have less.
func (t *tree) stories(c choice) int {
	n, largest, sum := 0, int32(0), int32(0)
	for i := c.body + 1; i < t.nodes[c.body].end; i++ {
		if t.nodes[i].tag != atom.Article || t.nodes[i].prose < leastStory {
			continue
		}
		n++
		sum += t.nodes[i].prose
		largest = max(largest, t.nodes[i].prose)
		i = t.nodes[i].end - 1
	}
	if n < leastStories || 2*largest > sum || 2*sum < t.nodes[c.body].prose {
		return 0
	}
	return n
}

// isArticle reports whether what was chosen is one article: prose that is most
// of the text of its element.
func (t *tree) isArticle(c choice, data linked) bool {
	prose, linked, whole := int32(0), int32(0), int32(0)
	for _, i := range c.kept {
		b := &t.blocks[i]
		whole += b.bytes
		linked += b.linked
		if i != c.title && b.isProse() {
			prose += b.bytes - b.linked
		}
	}
	if data.article || t.head.meta("og:type") == "article" || t.head.meta("article:published_time") != "" {
		return prose >= leastTold
	}
	return prose >= leastArticle && 2*prose > whole && 3*linked < whole
}
