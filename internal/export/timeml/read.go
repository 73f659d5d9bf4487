package timeml

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// Document is one TimeML document.
type Document struct {
	ID      string // DOCID
	Created string // value of the document's creation time: "1998-02-13T14:26:00"; "" where there is none
	Title   string
	Text    string // the TEXT element without markup
	Timexes []Timex
}

// Timex is a TIMEX3 tag. Its span is one of the document's text; it may be
// empty, and tags may lie in each other. Attributes are as written.
type Timex struct {
	lang.Span
	ID       string
	Type     string
	Value    string
	Mod      string
	AnchorID string // id of the TIMEX3 that it counts from
}

// Day returns the day on which the document was made, as an ISO date, or "".
func (d *Document) Day() string {
	if len(d.Created) >= len("2006-01-02") {
		return d.Created[:len("2006-01-02")]
	}
	return ""
}

// Read reads a TimeML document. It fails where there is no TEXT element.
func Read(file string) (*Document, error) {
	body, ok := element(file, "TEXT")
	if !ok {
		return nil, fmt.Errorf("timeml: no TEXT element")
	}
	d := &Document{}
	id, _ := element(file, "DOCID")
	d.ID = strings.TrimSpace(plain(id))
	title, _ := element(file, "TITLE")
	d.Title = strings.TrimSpace(plain(title))
	if dct, ok := element(file, "DCT"); ok {
		_, timexes := unmark(dct)
		for _, t := range timexes {
			d.Created = t.Value
		}
	}
	d.Text, d.Timexes = unmark(body)
	return d, nil
}

// element returns what stands between the first start tag of a name and the
// last end tag of it.
func element(file, name string) (string, bool) {
	from := strings.Index(file, "<"+name+">")
	to := strings.LastIndex(file, "</"+name+">")
	if from < 0 || to < from {
		return "", false
	}
	return file[from+len(name)+2 : to], true
}

func plain(marked string) string {
	text, _ := unmark(marked)
	return text
}

// unmark takes the tags out and decodes entities.
func unmark(marked string) (string, []Timex) {
	var text strings.Builder
	text.Grow(len(marked))
	var timexes []Timex
	var open []int // of timexes
	for at := 0; at < len(marked); {
		switch rest := marked[at:]; {
		case rest[0] == '<' && strings.HasPrefix(rest, "<!--"):
			at += skipTo(rest, "-->")
		case rest[0] == '<' && isTag(rest):
			tag := rest[:skipTo(rest, ">")]
			at += len(tag)
			switch {
			case strings.HasPrefix(tag, "</TIMEX3"):
				if n := len(open); n > 0 {
					timexes[open[n-1]].End = text.Len()
					open = open[:n-1]
				}
			case strings.HasPrefix(tag, "<TIMEX3"):
				t := timex(tag)
				t.Start, t.End = text.Len(), text.Len()
				timexes = append(timexes, t)
				if !strings.HasSuffix(tag, "/>") {
					open = append(open, len(timexes)-1)
				}
			}
		case rest[0] == '&':
			decoded, length := entity(rest)
			text.WriteString(decoded)
			at += length
		default:
			next := strings.IndexAny(rest[1:], "<&") + 1
			if next == 0 {
				next = len(rest)
			}
			text.WriteString(rest[:next])
			at += next
		}
	}
	for _, i := range open { // never closed: as wide as nothing
		timexes[i].End = timexes[i].Start
	}
	return text.String(), timexes
}

// skipTo returns the length of text up to and with mark, or all of it.
func skipTo(text, mark string) int {
	if i := strings.Index(text, mark); i >= 0 {
		return i + len(mark)
	}
	return len(text)
}

// isTag tells a tag from a "<" that stands for itself.
func isTag(text string) bool {
	if len(text) < 2 {
		return false
	}
	c := text[1]
	return c == '/' || c == '!' || c == '?' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// timex reads the attributes of a start tag.
func timex(tag string) Timex {
	var t Timex
	rest := strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/")[len("<TIMEX3"):]
	for {
		name, after, ok := strings.Cut(rest, "=")
		if !ok || after == "" || after[0] != '"' && after[0] != '\'' {
			return t
		}
		value, remaining, ok := strings.Cut(after[1:], after[:1])
		if !ok {
			return t
		}
		value = plain(value)
		switch strings.TrimSpace(name) {
		case "tid":
			t.ID = value
		case "type":
			t.Type = value
		case "value":
			t.Value = value
		case "mod":
			t.Mod = value
		case "anchorTimeID":
			t.AnchorID = value
		}
		rest = remaining
	}
}

// entities are those of XML itself.
var entities = []struct{ name, text string }{
	{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&apos;", "'"},
}

// entity decodes the entity or character reference that text begins with. What
// is none stays as it is.
func entity(text string) (decoded string, length int) {
	for _, e := range entities {
		if strings.HasPrefix(text, e.name) {
			return e.text, len(e.name)
		}
	}
	if digits, ok := strings.CutPrefix(text, "&#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		const longest = 8
		end := strings.IndexByte(digits[:min(longest, len(digits))], ';')
		if end > 0 {
			n, err := strconv.ParseUint(digits[:end], base, 21)
			if err == nil && n != 0 && utf8.ValidRune(rune(n)) {
				return string(rune(n)), len(text) - len(digits) + end + 1
			}
		}
	}
	return "&", 1
}
