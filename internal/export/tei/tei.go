// Package tei answers: how is an annotated report written as TEI P5?
//
// Each line of the text is an "ab" of its kind; what was said is "said", with who said
// it and whether the words are the speaker's own; names are "persName", "orgName",
// "placeName" or "rs", time expressions "date", and sources, cues and events "seg". An
// element that another's border cuts goes on in the next one, tied by "prev" and "next".
//
// Law: the characters of body are the text, byte for byte, but for those that XML cannot
// hold, which become U+FFFD; [Read] gives back text and marks.
//
// https://tei-c.org/release/doc/tei-p5-doc/en/html/
package tei

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/lang"
)

// Write writes a report.
func Write(w io.Writer, r *annotated.Report, about *annotated.About) error {
	x := &writer{out: bufio.NewWriter(w), report: r, next: map[int]int{}, seen: map[int]int{}}
	x.out.WriteString(xml.Header)
	x.out.WriteString(`<TEI xmlns="http://www.tei-c.org/ns/1.0">` + "\n")
	x.header(about)
	x.out.WriteString(`<text><body xml:space="preserve">`)
	x.body()
	x.out.WriteString("</body></text>\n")
	x.standOff()
	x.out.WriteString("</TEI>\n")
	return x.out.Flush()
}

type writer struct {
	out    *bufio.Writer
	report *annotated.Report
	pieces []piece
	parts  []int // pieces in which each mark is, by its index
	next   map[int]int
	seen   map[int]int // by mark: elements that were opened for it
	open   []int       // marks whose elements are open, outermost first
}

type piece struct {
	lang.Span
	mark int
}

func (x *writer) header(about *annotated.About) {
	r := x.report
	line := func(format string, values ...string) {
		spelled := make([]any, len(values))
		for i, v := range values {
			spelled[i] = text(v)
		}
		fmt.Fprintf(x.out, format+"\n", spelled...)
	}
	line("<teiHeader><fileDesc><titleStmt><title>%s</title></titleStmt>", cmp.Or(r.Title, r.Short, r.Name))
	line("<publicationStmt><publisher>%s</publisher><date>%s</date><idno type=\"sha256\">%s</idno></publicationStmt>", cmp.Or(r.Outlet, "unknown"), r.Published, r.Hash)
	line("<sourceDesc><bibl><idno type=\"document\">%s</idno><idno type=\"address\">%s</idno><ref>%s</ref></bibl></sourceDesc></fileDesc>", r.Name, r.Address, r.URI)
	line("<encodingDesc><appInfo><application ident=\"verbale\" version=\"%s\"><desc>model %s; codebook %s; dossier %s %s; %s</desc></application></appInfo></encodingDesc></teiHeader>",
		strings.TrimPrefix(about.Program, "verbale "), about.Model, about.Codebook, about.Dossier, about.Hash, about.Command)
}

// standOff lists the people and bodies that the marks speak of.
func (x *writer) standOff() {
	seen := map[string]bool{}
	x.out.WriteString("<standOff><listPerson>\n")
	for i := range x.report.Marks {
		m := &x.report.Marks[i]
		id, name := m.Value("actor"), m.Value("name")
		if m.Layer == annotated.Content {
			id, name = m.Value("speaker_id"), m.Value("speaker")
		}
		if id == "" || seen[id] {
			continue
		}
		seen[id] = true
		fmt.Fprintf(x.out, "<person xml:id=\"%s\"><persName>%s</persName></person>\n", text(id), text(name))
	}
	x.out.WriteString("</listPerson></standOff>\n")
}

// body writes the text line by line, with the elements of the marks.
func (x *writer) body() {
	for i := range x.report.Marks {
		for _, span := range x.report.Marks[i].Spans {
			x.pieces = append(x.pieces, piece{span, i})
		}
	}
	slices.SortStableFunc(x.pieces, func(a, b piece) int { return cmp.Or(a.Start-b.Start, b.End-a.End, a.mark-b.mark) })
	at := 0
	for start := 0; start < len(x.report.Text); {
		end := len(x.report.Text)
		if i := strings.IndexByte(x.report.Text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if end > start {
			fmt.Fprintf(x.out, `<ab type="%s">`, x.kindOf(start))
			at = x.line(start, end, at)
			x.out.WriteString("</ab>")
		}
		if end < len(x.report.Text) {
			x.out.WriteString("\n")
		}
		start = end + 1
	}
}

func (x *writer) kindOf(at int) verbale.PartKind {
	for _, p := range x.report.Parts {
		if p.Start <= at && at < p.End {
			return p.Kind
		}
	}
	return "other"
}

// border is a place at which an element begins or ends.
type border struct {
	at    int
	piece *piece
}

// line writes the words from start to end with the elements of pieces from the first
// one on that is not over, and returns which of them is the first of the next line.
func (x *writer) line(start, end, first int) int {
	for first < len(x.pieces) && x.pieces[first].End <= start {
		first++
	}
	var here []*piece
	for i := first; i < len(x.pieces) && x.pieces[i].Start < end; i++ {
		if x.pieces[i].End > start {
			p := x.pieces[i]
			p.Start, p.End = max(p.Start, start), min(p.End, end)
			here = append(here, &p)
		}
	}
	var borders []border
	for _, p := range here {
		borders = append(borders, border{p.Start, p}, border{p.End, p})
	}
	slices.SortStableFunc(borders, func(a, b border) int { return a.at - b.at })
	from := start
	var open []*piece
	for i := 0; i < len(borders); {
		at := borders[i].at
		x.out.WriteString(text(x.report.Text[from:at]))
		from = at
		var begin []*piece
		for ; i < len(borders) && borders[i].at == at; i++ {
			if borders[i].piece.Start == at {
				begin = append(begin, borders[i].piece)
			}
		}
		open = x.turn(open, begin, at)
	}
	x.out.WriteString(text(x.report.Text[from:end]))
	return first
}

// turn closes what ends at a place, with what stands within it, opens that again, and
// opens what begins.
func (x *writer) turn(open, begin []*piece, at int) []*piece {
	keep := slices.IndexFunc(open, func(p *piece) bool { return p.End == at })
	if keep < 0 {
		keep = len(open)
	}
	var again []*piece
	for i := len(open) - 1; i >= keep; i-- {
		x.out.WriteString("</" + x.element(open[i].mark) + ">")
		if open[i].End > at {
			again = append(again, open[i])
		}
	}
	slices.Reverse(again)
	next := append(again, begin...)
	slices.SortStableFunc(next, func(a, b *piece) int { return b.End - a.End })
	open = open[:keep]
	for _, p := range next {
		x.begin(p.mark)
		open = append(open, p)
	}
	return open
}

// element is the name of a mark's element.
func (x *writer) element(mark int) string {
	m := &x.report.Marks[mark]
	switch m.Layer {
	case annotated.Content:
		return "said"
	case annotated.Time:
		return "date"
	case annotated.Actor:
		if m.Value("form") != string(verbale.Named) {
			return "rs"
		}
		switch verbale.ActorType(m.Value("type")) {
		case verbale.Person:
			return "persName"
		case verbale.Organisation:
			return "orgName"
		case verbale.State:
			return "placeName"
		}
		return "rs"
	}
	return "seg"
}

// begin writes the first tag of an element of a mark. The first one of a mark has its
// id, and each that follows has it as "prev".
func (x *writer) begin(mark int) {
	m := &x.report.Marks[mark]
	n := x.seen[mark]
	x.seen[mark]++
	fmt.Fprintf(x.out, "<%s", x.element(mark))
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(x.out, ` %s="%s"`, name, text(value))
		}
	}
	if n == 0 {
		put("xml:id", m.ID)
	} else {
		put("prev", "#"+m.ID)
	}
	switch m.Layer {
	case annotated.Content:
		if who := m.Value("speaker_id"); who != "" {
			put("who", "#"+who)
		}
		put("direct", fmt.Sprint(m.Value("mode") == string(verbale.Direct)))
		put("ana", "verbale:kind."+m.Value("kind")+" verbale:account."+m.Value("account")+" verbale:factuality."+m.Value("factuality")+" verbale:mode."+m.Value("mode"))
	case annotated.Actor:
		if who := m.Value("actor"); who != "" {
			put("ref", "#"+who)
		}
	case annotated.Time:
		put("when-custom", m.Value("value"))
	case annotated.Source, annotated.Cue:
		put("type", strings.ToLower(string(m.Layer)))
		put("corresp", "#"+m.Value("statement"))
	case annotated.Event:
		put("type", "event")
		put("subtype", m.Value("type"))
		put("ana", "verbale:factuality."+m.Value("factuality"))
	}
	x.out.WriteString(">")
}

// text spells words between tags.
func text(words string) string {
	var to strings.Builder
	last := 0
	for i, r := range words {
		spelled := ""
		switch {
		case r == '&':
			spelled = "&amp;"
		case r == '<':
			spelled = "&lt;"
		case r == '>':
			spelled = "&gt;"
		case r == '"':
			spelled = "&quot;"
		case r == '\r':
			spelled = "&#13;"
		case r < ' ' && r != '\n' && r != '\t', r == '\ufffe', r == '\uffff', r == '\ufffd':
			spelled = "\uFFFD"
		default:
			continue
		}
		to.WriteString(words[last:i])
		to.WriteString(spelled)
		last = i + 1
		if r > 0x7f {
			last = i + len(string(r))
			if r == '\ufffd' && !strings.HasPrefix(words[i:], "\uFFFD") {
				last = i + 1 // a byte that is no UTF-8
			}
		}
	}
	to.WriteString(words[last:])
	return to.String()
}

// Found is a mark as it is read back: its id, its element, its attributes, and where its
// words stand in the text.
type Found struct {
	ID, Element string
	Attributes  map[string]string
	Spans       []lang.Span
}

// Read reads the text of the body and its elements, those that go on put together.
func Read(from io.Reader) (string, []Found, error) {
	var to strings.Builder
	var all []Found
	place := map[string]int{}
	var open []int // index into all, -1 for what is no mark
	inside := false
	decoder := xml.NewDecoder(from)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return to.String(), all, nil
		}
		if err != nil {
			return "", nil, fmt.Errorf("tei: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "body" {
				inside = true
				continue
			}
			if !inside {
				continue
			}
			at := -1
			attributes := map[string]string{}
			for _, a := range t.Attr {
				attributes[a.Name.Local] = a.Value
			}
			id := cmp.Or(attributes["id"], strings.TrimPrefix(attributes["prev"], "#"))
			if id != "" {
				var known bool
				if at, known = place[id]; !known {
					at = len(all)
					place[id] = at
					all = append(all, Found{ID: id, Element: t.Name.Local, Attributes: attributes})
				}
				all[at].Spans = append(all[at].Spans, lang.Span{Start: to.Len()})
			}
			open = append(open, at)
		case xml.EndElement:
			if t.Name.Local == "body" {
				inside = false
			}
			if !inside {
				continue
			}
			if at := open[len(open)-1]; at >= 0 {
				spans := all[at].Spans
				spans[len(spans)-1].End = to.Len()
				if n := len(spans); n > 1 && spans[n-2].End == spans[n-1].Start { // it was cut by another's border
					spans[n-2].End = spans[n-1].End
					all[at].Spans = spans[:n-1]
				}
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if inside {
				to.Write(t)
			}
		}
	}
}
