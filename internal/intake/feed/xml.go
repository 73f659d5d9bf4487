package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/mail"
	"net/url"
	"strings"
	"time"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
	"verbale.dev/verbale/internal/intake/webpage"
	"verbale.dev/verbale/lang"
)

// element is one element of an entry or of the head of a feed: where its content
// stands in the decoded text, and its attributes.
type element struct {
	name       string // "dc:creator"
	attributes []xml.Attr
	content    lang.Span
	inner      []*element // of <author> and <source>
}

func (e *element) attribute(name string) string {
	for _, a := range e.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// entry is one article of a feed.
type entry struct{ elements []*element }

func (e *entry) get(names ...string) *element {
	for _, name := range names {
		for _, found := range e.elements {
			if found.name == name {
				return found
			}
		}
	}
	return nil
}

// parsed is a feed taken apart.
type parsed struct {
	text    charset.Text
	head    entry
	entries []*entry
	err     error // why the rest could not be read, or nil
}

// newDecoder makes a decoder for XML as it is found: anything that is not quite
// XML is read as far as it goes.
func newDecoder(text []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // decoded before
	return d
}

func nameOf(n xml.Name) string {
	if n.Space == "" || n.Space == "atom" || n.Space == "rss" || n.Space == "rdf" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// maxElements bounds what is kept of one entry, maxLevels how deep elements are
// told apart.
const (
	maxElements = 500
	maxLevels   = 200
)

// parseXML takes a feed apart. It never fails: err says where the feed breaks off.
func parseXML(text charset.Text) parsed {
	p := parsed{text: text}
	d := newDecoder(text.Bytes)
	type open struct {
		name    string
		element *element
	}
	var stack []open
	var current *entry
	inItem := 0 // the level of the entry, from 1
	for {
		before := d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			if err != io.EOF {
				p.err = err
			}
			return p
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := nameOf(t.Name)
			if len(stack) >= maxLevels {
				continue
			}
			level := open{name: name}
			switch {
			case current == nil && (name == "item" || name == "entry"):
				current, inItem = &entry{}, len(stack)+1
				p.entries = append(p.entries, current)
			case current != nil && len(stack) == inItem && len(current.elements) < maxElements:
				level.element = &element{name: name, attributes: t.Copy().Attr, content: lang.Span{Start: int(d.InputOffset())}}
				current.elements = append(current.elements, level.element)
			case current != nil && len(stack) == inItem+1 && stack[len(stack)-1].element != nil && (stack[len(stack)-1].name == "author" || stack[len(stack)-1].name == "source"):
				within := stack[len(stack)-1].element
				if len(within.inner) < maxElements {
					level.element = &element{name: name, content: lang.Span{Start: int(d.InputOffset())}}
					within.inner = append(within.inner, level.element)
				}
			case current == nil && len(stack) <= 2 && len(p.head.elements) < maxElements:
				level.element = &element{name: name, attributes: t.Copy().Attr, content: lang.Span{Start: int(d.InputOffset())}}
				p.head.elements = append(p.head.elements, level.element)
			}
			stack = append(stack, level)
		case xml.EndElement:
			// An end tag closes the innermost element of its name.
			name := nameOf(t.Name)
			at := len(stack) - 1
			for at >= 0 && stack[at].name != name {
				at--
			}
			if at < 0 {
				continue
			}
			for i := len(stack) - 1; i >= at; i-- {
				if e := stack[i].element; e != nil {
					e.content.End = max(e.content.Start, int(before))
				}
			}
			stack = stack[:at]
			if current != nil && len(stack) < inItem {
				current = nil
			}
		}
	}
}

// words is the plain text of an element on one line.
func (p *parsed) words(e *element) string {
	if e == nil || e.content.End <= e.content.Start {
		return ""
	}
	var b intake.MapBuilder
	webpage.Unescape(&b, p.text.Bytes, e.content.Start, min(e.content.End, e.content.Start+maxValue))
	return oneLine(b.String())
}

const maxValue = 4000 // bytes of a value of metadata

func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
}

// shown is the text of an element as a reader of the feed shows it, with its map
// to the decoded text.
func (p *parsed) shown(e *element) (*webpage.Page, intake.Map) {
	if e == nil || e.content.End <= e.content.Start {
		return nil, nil
	}
	kind := e.attribute("type")
	if kind == "xhtml" || strings.HasSuffix(kind, "+xml") {
		page, err := webpage.Whole(p.text.Bytes[e.content.Start:e.content.End], webpage.Options{Encoding: "utf-8"})
		if err != nil {
			return nil, nil
		}
		return page, page.Map.Shift(e.content.Start)
	}
	var b intake.MapBuilder
	webpage.Unescape(&b, p.text.Bytes, e.content.Start, e.content.End)
	inner := b.Map()
	page, err := webpage.Whole([]byte(b.String()), webpage.Options{Encoding: "utf-8"})
	if err != nil || inner == nil {
		return nil, nil
	}
	return page, page.Map.Compose(inner)
}

// report makes a report of an entry.
func (p *parsed) report(e *entry, address string) intake.Report {
	var b intake.MapBuilder
	rep := intake.Report{Encoding: p.text.Encoding}
	add := func(from *element, kind verbale.PartKind) bool {
		page, m := p.shown(from)
		if page == nil || strings.TrimSpace(page.Text) == "" {
			return false
		}
		if b.Len() > 0 {
			b.Make("\n\n", from.content.Start)
		}
		shift := b.Len()
		b.Append(page.Text, m, lang.Span{End: len(page.Text)})
		if kind != "" {
			rep.Layout = append(rep.Layout, verbale.Part{Span: lang.Span{Start: shift, End: b.Len()}, Kind: kind})
			return true
		}
		for _, part := range page.Layout {
			part.Start, part.End = part.Start+shift, part.End+shift
			rep.Layout = append(rep.Layout, part)
		}
		return true
	}
	add(e.get("title", "media:title"), verbale.Title)
	for _, name := range []string{"content:encoded", "content", "body", "xhtml:body", "description", "summary",
		"media:description"} {
		if from := e.get(name); from != nil && add(from, "") {
			break
		}
	}
	rep.Text, rep.Map = b.String(), b.Map()
	switch {
	case p.text.Map != nil:
		rep.Map = rep.Map.Compose(p.text.Map)
	case p.text.Base > 0:
		rep.Map = rep.Map.Shift(p.text.Base)
	}
	rep.Facts, rep.ID = p.facts(e, address)
	return rep
}

// facts are the metadata of an entry, and its id.
func (p *parsed) facts(e *entry, address string) ([]verbale.Fact, string) {
	var facts []verbale.Fact
	add := func(field, value, place string) {
		if value = oneLine(value); value != "" {
			facts = append(facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromRecord.At(place)})
		}
	}
	if page, _ := p.shown(e.get("title", "media:title")); page != nil {
		add(intake.FieldTitle, page.Text, "title")
	}
	link := p.link(e, address)
	add(intake.FieldURI, link, "link")
	for _, name := range []string{"pubDate", "published", "issued", "dc:date", "dcterms:created", "created",
		"updated"} {
		if when := feedTime(p.words(e.get(name))); when != "" {
			add(intake.FieldPublished, when, name)
			break
		}
	}
	for _, name := range []string{"updated", "modified", "dcterms:modified"} {
		if when := feedTime(p.words(e.get(name))); when != "" {
			quoted, _ := json.Marshal(when)
			add("updated", string(quoted), name)
			break
		}
	}
	if source := e.get("source"); source != nil {
		title := p.words(source)
		for _, inner := range source.inner {
			if title = ""; inner.name == "title" {
				title = p.words(inner)
				break
			}
		}
		add(intake.FieldOutlet, title, "source")
	}
	add(intake.FieldOutlet, p.words(p.head.get("title")), "feed title")
	for _, name := range []string{"dc:creator", "author", "itunes:author"} {
		author := e.get(name)
		if author == nil {
			continue
		}
		words := p.words(author)
		for _, inner := range author.inner {
			if inner.name == "name" {
				words = p.words(inner)
			}
		}
		// RSS wants an address with the name in brackets.
		if address, rest, ok := strings.Cut(words, " ("); ok && strings.Contains(address, "@") {
			words = strings.TrimSuffix(rest, ")")
		}
		if words != "" {
			quoted, _ := json.Marshal(words) // a string always can be
			add("author", string(quoted), name)
			break
		}
	}
	language := p.words(e.get("dc:language"))
	if language == "" {
		language = p.words(p.head.get("language", "dc:language"))
	}
	if language == "" {
		if root := p.head.get("feed", "rss"); root != nil {
			language = root.attribute("lang")
		}
	}
	add(intake.FieldLanguage, language, "language")
	id := p.words(e.get("guid", "id"))
	if id == "" {
		id = link
	}
	return facts, id
}

// link is the address of the page of an entry.
func (p *parsed) link(e *entry, address string) string {
	href := ""
	for _, from := range e.elements {
		if from.name != "link" {
			continue
		}
		rel, value := from.attribute("rel"), from.attribute("href")
		if value == "" {
			value = p.words(from)
		}
		if value != "" && (href == "" || rel == "alternate") && (rel == "" || rel == "alternate") {
			href = value
		}
	}
	if guid := e.get("guid"); href == "" && guid != nil && guid.attribute("isPermaLink") != "false" {
		href = p.words(guid)
	}
	return resolve(href, address)
}

// resolve makes an address of the web whole; "" where it is none.
func resolve(href, base string) string {
	whole, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" {
		return ""
	}
	if parent, err := url.Parse(base); err == nil && base != "" {
		whole = parent.ResolveReference(whole)
	}
	if whole.Scheme != "http" && whole.Scheme != "https" || whole.Host == "" {
		return ""
	}
	return whole.String()
}

// feedTime brings the dates of feeds into ISO 8601: RFC 822 as RSS has it, with
// names of zones, else what intake reads.
func feedTime(words string) string {
	if words == "" {
		return ""
	}
	if when, err := mail.ParseDate(words); err == nil {
		return when.Format(time.RFC3339)
	}
	return words
}
