package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"net/url"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
	"verbale.dev/verbale/internal/intake/webpage"
	"verbale.dev/verbale/lang"
)

// part is one part of a message: its header, and its body as a stretch of the
// message's bytes.
type part struct {
	header
	kind       string // "text/plain"
	parameters map[string]string
	body       lang.Span
	parts      []part
}

// maxDepth is how deep parts may lie in each other.
const maxDepth = 20

// parsePart takes apart the stretch of raw from start to end. Budget is how many
// parts may still be made.
func parsePart(raw []byte, start, end, depth int, budget *int) part {
	h, size := readHeader(raw[start:end])
	p := part{header: h, body: lang.Span{Start: start + size, End: end}}
	p.kind, p.parameters = h.mediaType()
	boundary := p.parameters["boundary"]
	if !strings.HasPrefix(p.kind, "multipart/") || boundary == "" || depth >= maxDepth {
		return p
	}
	for _, span := range divide(raw, p.body, "--"+boundary) {
		if *budget--; *budget < 0 {
			break
		}
		p.parts = append(p.parts, parsePart(raw, span.Start, span.End, depth+1, budget))
	}
	return p
}

// divide finds the stretches between the lines that begin with a delimiter. What
// stands before the first and after the closing one is no part.
func divide(raw []byte, body lang.Span, delimiter string) []lang.Span {
	var spans []lang.Span
	open := -1
	for at := body.Start; at < body.End; {
		next := body.End
		if end := bytes.IndexByte(raw[at:body.End], '\n'); end >= 0 {
			next = at + end + 1
		}
		line := raw[at:next]
		if bytes.HasPrefix(line, []byte(delimiter)) {
			rest := bytes.TrimRight(line[len(delimiter):], " \t\r\n")
			if len(rest) == 0 || string(rest) == "--" {
				if open >= 0 {
					spans = append(spans, lang.Span{Start: open, End: max(open, beforeBreak(raw, at))})
				}
				if open = next; len(rest) > 0 {
					return spans
				}
			}
		}
		at = next
	}
	if open >= 0 && open < body.End {
		spans = append(spans, lang.Span{Start: open, End: body.End})
	}
	return spans
}

// beforeBreak is where the line before at ends: its break belongs to the
// delimiter.
func beforeBreak(raw []byte, at int) int {
	if at > 0 && raw[at-1] == '\n' {
		at--
		if at > 0 && raw[at-1] == '\r' {
			at--
		}
	}
	return at
}

// content is the text of a message.
type content struct {
	text     string
	m        intake.Map
	layout   []verbale.Part
	encoding string
	bad      int
	badAt    int64
	doubt    *intake.Fault // what is wrong with it, where it is in all the same
}

// isAttachment reports whether a part is a file beside the words.
func (p *part) isAttachment() bool {
	disposition, _, _ := strings.Cut(strings.ToLower(p.get("content-disposition")), ";")
	return strings.TrimSpace(disposition) == "attachment" || !strings.HasPrefix(p.kind,
		"text/") && !strings.HasPrefix(p.kind, "multipart/") ||
		p.file() != "" && p.kind != "text/plain" && p.kind != "text/html"
}

// words finds the parts that hold the words of a message, in order, and its
// attachments.
func (p *part) words(attached *[]*part) []*part {
	switch {
	case p.kind == "multipart/alternative":
		return p.alternative(attached)
	case p.kind == "multipart/related":
		if len(p.parts) == 0 {
			return nil
		}
		return p.root().words(attached) // the others are its pictures
	case len(p.parts) > 0:
		var all []*part
		for i := range p.parts {
			all = append(all, p.parts[i].words(attached)...)
		}
		return all
	case p.isAttachment():
		*attached = append(*attached, p)
		return nil
	case p.kind == "text/plain" || p.kind == "text/html":
		return []*part{p}
	}
	return nil
}

// alternative chooses between forms of the same words: the plain one, unless it
// is empty, else the last that has any.
func (p *part) alternative(attached *[]*part) []*part {
	var last []*part
	for i := range p.parts {
		words := p.parts[i].words(attached)
		if len(words) == 0 {
			continue
		}
		if words[0].kind == "text/plain" && words[0].body.Len() > 40 {
			return words
		}
		last = words
	}
	return last
}

// root is the part of a multipart/related that the others belong to.
func (p *part) root() *part {
	start := strings.Trim(p.parameters["start"], "<>")
	kind := p.parameters["type"]
	for i := range p.parts {
		if start != "" && strings.Trim(p.parts[i].get("content-id"), "<>") == start {
			return &p.parts[i]
		}
	}
	for i := range p.parts {
		if kind != "" && p.parts[i].kind == kind {
			return &p.parts[i]
		}
	}
	return &p.parts[0]
}

// decode makes the text of one part.
func (p *part) decode(raw []byte, declared string) (content, error) {
	body, m := decodeTransfer(raw[p.body.Start:p.body.End], p.get("content-transfer-encoding"), p.body.Start)
	name := p.parameters["charset"]
	if !charset.Known(name) || strings.EqualFold(name, "us-ascii") && declared != "" {
		name = declared
	}
	if p.kind == "text/html" {
		page, err := webpage.Whole(body, webpage.Options{Encoding: name})
		if err != nil {
			return content{}, err
		}
		return content{page.Text, page.Map.Compose(m), page.Layout, page.Encoding, page.Bad, page.BadAt, nil}, nil
	}
	return plain(body, name, m)
}

// plain makes the text of bytes that a map leads on from.
func plain(body []byte, encoding string, m intake.Map) (content, error) {
	text, err := charset.Decode(body, encoding)
	if err != nil {
		return content{}, err
	}
	inner := text.Map
	if inner == nil && len(text.Bytes) > 0 {
		inner = intake.Map{{Text: 0, TextEnd: len(text.Bytes), Source: text.Base,
			SourceEnd: text.Base + len(text.Bytes), Kind: intake.Copied}}
	}
	if len(text.Bytes) == 0 {
		inner = intake.Map{}
	}
	c := content{string(text.Bytes), inner.Compose(m), nil, text.Encoding, text.Bad, text.BadAt, nil}
	c.clean()
	c.layout = notOwn(c.text)
	return c, nil
}

// clean takes NUL out of a text, which stores and terminals cut there.
func (c *content) clean() {
	if !strings.Contains(c.text, "\x00") {
		return
	}
	var b intake.MapBuilder
	for at := 0; at < len(c.text); {
		end := strings.IndexByte(c.text[at:], 0)
		if end < 0 {
			end = len(c.text) - at
		}
		b.Append(c.text, c.m, lang.Span{Start: at, End: at + end})
		at += end + 1
	}
	c.text, c.m = b.String(), b.Map()
}

// notOwn finds the lines of a plain text that are not its writer's words to its
// reader: quoted ones (">"), and the signature after "-- ".
func notOwn(text string) []verbale.Part {
	var layout []verbale.Part
	add := func(start, end int) {
		if last := len(layout) - 1; last >= 0 && layout[last].End == start {
			layout[last].End = end
		} else if end > start {
			layout = append(layout, verbale.Part{Span: lang.Span{Start: start, End: end}})
		}
	}
	for at := 0; at < len(text); {
		next := len(text)
		if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
			next = at + end + 1
		}
		line := strings.TrimRight(text[at:next], "\r\n")
		switch {
		case line == "-- " || line == "--":
			if rest := text[next:]; strings.Count(rest, "\n") <= maxSignature {
				add(at, len(text))
				return layout
			}
		case strings.HasPrefix(line, ">"):
			add(at, next)
		}
		at = next
	}
	return layout
}

// maxSignature is how many lines a signature may have.
const maxSignature = 15

// join puts the texts of several parts together, a blank line between them.
func join(all []content) content {
	if len(all) == 1 {
		return all[0]
	}
	var b intake.MapBuilder
	whole := content{badAt: -1}
	for _, c := range all {
		if c.text == "" {
			continue
		}
		if b.Len() > 0 {
			place := 0
			if len(c.m) > 0 {
				place = c.m[0].Source
			}
			b.Make("\n\n", place)
		}
		shift := b.Len()
		b.Append(c.text, c.m, lang.Span{End: len(c.text)})
		for _, p := range c.layout {
			p.Start, p.End = p.Start+shift, p.End+shift
			whole.layout = append(whole.layout, p)
		}
		if whole.encoding == "" {
			whole.encoding = c.encoding
		}
		if whole.bad == 0 {
			whole.badAt = c.badAt
		}
		whole.bad += c.bad
	}
	whole.text, whole.m = b.String(), b.Map()
	return whole
}

// facts are what the header of a message says about it.
func (h header) facts() []verbale.Fact {
	var facts []verbale.Fact
	add := func(field, value, name string) {
		if value != "" {
			facts = append(facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromRecord.At(name)})
		}
	}
	add(intake.FieldTitle, h.words("subject"), "Subject")
	add(intake.FieldPublished, h.date("date"), "Date")
	add(intake.FieldURI, webAddress(h.get("archived-at")), "Archived-At")
	if from := h.from(); from != "" {
		quoted, _ := json.Marshal(from) // a string always can be
		add("author", string(quoted), "From")
	}
	return facts
}

// webAddress is an address of the web, without brackets; "" where it is none.
func webAddress(value string) string {
	value = strings.Trim(strings.TrimSpace(value), "<>")
	parsed, err := url.Parse(value)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return ""
	}
	return value
}

// id is the Message-ID without its brackets.
func (h header) id() string {
	id := strings.Trim(strings.TrimSpace(h.get("message-id")), "<>")
	return oneLine(id)
}

// stream gives the bytes of an attachment.
func (p *part) stream(raw []byte) io.Reader {
	body := bytes.NewReader(raw[p.body.Start:p.body.End])
	switch strings.ToLower(strings.TrimSpace(p.get("content-transfer-encoding"))) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}
