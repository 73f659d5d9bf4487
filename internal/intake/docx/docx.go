// Package docx answers what a Word document (DOCX, ISO/IEC 29500) says.
//
// The text is that of the body, a paragraph a paragraph, rows of tables too, as
// it reads with all changes accepted; titles, headings and captions are told by
// their styles. A text box follows the paragraph that it hangs on, and is not to be
// read where the text has its words too (a pull quotation); footnotes and endnotes
// follow the text. Headers, footers, comments and hidden text are left out: they are
// beside the text. Every word leads back to its bytes in word/document.xml, or in the
// notes, which follow it. It is linear in the bytes; the document is held whole.
package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/xmltext"
	"verbale.dev/verbale/lang"
)

// Format is the Word document.
var Format = intake.Format{
	Name: "Word document (DOCX)", Extractor: "docx/2", Endings: []string{".docx", ".docm", ".dotx"}, Signed: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && (bytes.Contains(h.Bytes, []byte("word/")) ||
			bytes.Contains(h.Bytes, []byte("[Content_Types].xml")) && strings.HasPrefix(h.Ending(), ".doc"))
	},
	Read: read,
}

const body = "word/document.xml"

// notes are the members whose paragraphs follow the text.
var notes = []string{"word/footnotes.xml", "word/endnotes.xml"}

func read(_ context.Context, in *intake.Input, out *intake.Sink) error {
	archive, err := xmltext.Open(in)
	if err != nil {
		return err
	}
	raw, err := xmltext.Member(archive, body, in.Limits)
	if err != nil {
		return err
	}
	if raw == nil {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: "it has no " + body, Advice: "open it in Word, and save it again"}
	}
	styles, err := stylesOf(archive, in.Limits)
	if err != nil {
		return err
	}
	d := reader{scanner: xmltext.NewScanner(raw), styles: styles}
	if err := d.read(); err != nil {
		if err := out.Fault(xmltext.Broken(body, err)); err != nil {
			return err
		}
	}
	member := body
	for _, name := range notes {
		more, err := xmltext.Member(archive, name, in.Limits)
		if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
			fault.Kind = intake.Doubtful // the text is in
			if err := out.Fault(fault); err != nil {
				return err
			}
		}
		if err != nil || more == nil {
			continue
		}
		from := len(raw)
		raw = append(raw, more...)
		member += "+" + name
		d.scanner, d.notes = xmltext.NewScannerFrom(raw, from), true
		if err := d.read(); err != nil {
			if err := out.Fault(xmltext.Broken(name, err)); err != nil {
				return err
			}
		}
	}
	rep := d.report()
	rep.Member, rep.Bytes = member, raw
	if core, err := xmltext.Member(archive, "docProps/core.xml", in.Limits); err == nil && core != nil {
		rep.Facts = facts(xmltext.Properties(core))
	}
	return out.Whole(rep)
}

// facts are what the program wrote into the file. The day on which a file was
// made is not that of publication.
func facts(properties map[string]string) []verbale.Fact {
	var facts []verbale.Fact
	for _, p := range []struct{ property, field string }{
		{"title", intake.FieldTitle}, {"creator", "author"}, {"created", "file created"}, {"modified", "file modified"},
	} {
		if value := properties[p.property]; value != "" {
			facts = append(facts, verbale.Fact{Field: p.field, Value: value, Origin: verbale.FromProperties})
		}
	}
	return facts
}

// stylesOf reads what the paragraph styles of a document are, by their ids. Ids
// are in the language of who wrote it, names are not.
func stylesOf(archive *zip.Reader, limits intake.Limits) (map[string]verbale.PartKind, error) {
	styles := map[string]verbale.PartKind{}
	raw, err := xmltext.Member(archive, "word/styles.xml", limits)
	if err != nil {
		return nil, err
	}
	s := xmltext.NewScanner(raw)
	id := ""
	for {
		t, err := s.Next()
		if err != nil {
			return styles, nil // a style that is not known is none
		}
		switch {
		case t.Kind == xmltext.Start && t.Name == "w:style":
			id = t.Value("styleId")
		case t.Kind == xmltext.Start && t.Name == "w:name":
			if kind, ok := kindOf(t.Value("val")); ok {
				styles[id] = kind
			}
		}
	}
}

// kindOf says what part a style by its English name makes.
func kindOf(name string) (verbale.PartKind, bool) {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	switch {
	case name == "title":
		return verbale.Title, true
	case name == "subtitle", strings.HasPrefix(name, "heading"):
		return verbale.Heading, true
	case name == "caption":
		return verbale.Caption, true
	case strings.HasPrefix(name, "toc"), name == "tableoffigures", name == "header", name == "footer":
		return "", true
	}
	return "", false
}

// reader goes over the body, and then over the notes.
type reader struct {
	scanner *xmltext.Scanner
	styles  map[string]verbale.PartKind
	text    intake.TextBuilder
	paragraph
	outer []paragraph // those within which a text box is open
	boxes []paragraph // that are to follow the paragraph at hand
	boxed []lang.Span // text boxes in the text
	notes bool
}

// paragraph is one on its way into the text.
type paragraph struct {
	words  intake.MapBuilder
	kind   verbale.PartKind
	told   bool
	hidden bool // the run at hand
	open   bool // within w:t
}

// skipped are elements whose content is beside the text, or is there twice.
var skipped = map[string]bool{
	"w:del": true, "w:moveFrom": true, "mc:Fallback": true, "w:instrText": true, "w:delText": true, "w:comment": true, "wp:docPr": true, "w:sectPr": true,
}

// mostBoxes is how many text boxes within each other are read, mostCompared how many of a
// document are held against its text.
const mostBoxes, mostCompared = 100, 200

func (d *reader) read() error {
	depth := 0 // within skipped elements
	within := ""
	for {
		t, err := d.scanner.Next()
		if err != nil {
			for len(d.outer) > 0 {
				d.closeBox()
			}
			d.end()
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if depth > 0 {
			switch {
			case t.Kind == xmltext.Start && t.Name == within:
				depth++
			case t.Kind == xmltext.End && t.Name == within:
				depth--
			}
			continue
		}
		switch t.Kind {
		case xmltext.Text:
			if d.open && !d.hidden {
				d.scanner.Write(&d.words, t)
			}
		case xmltext.Start:
			if d.skips(t) {
				depth, within = 1, t.Name
				continue
			}
			d.start(t)
		case xmltext.End:
			switch t.Name {
			case "w:p":
				d.end()
			case "w:t":
				d.open = false
			case "w:txbxContent":
				d.closeBox()
			}
		}
	}
}

// skips reports whether an element is beside the text: also the lines that part notes
// from the text.
func (d *reader) skips(t xmltext.Token) bool {
	if t.Name == "w:txbxContent" {
		return len(d.outer) >= mostBoxes
	}
	return skipped[t.Name] || d.notes && (t.Name == "w:footnote" || t.Name == "w:endnote") && t.Value("type") != "" && t.Value("type") != "normal"
}

func (d *reader) start(t xmltext.Token) {
	switch t.Name {
	case "w:p":
		d.end()
	case "w:txbxContent":
		d.outer = append(d.outer, d.paragraph)
		d.paragraph = paragraph{}
	case "w:pStyle":
		if kind, ok := d.styles[t.Value("val")]; ok {
			d.kind, d.told = kind, true
		} else if kind, ok := kindOf(t.Value("val")); ok {
			d.kind, d.told = kind, true
		}
	case "w:r":
		d.hidden = false
	case "w:vanish":
		d.hidden = t.Value("val") != "0" && t.Value("val") != "false"
	case "w:t":
		d.open = true
	case "w:tab":
		d.words.Make("\t", t.Place)
	case "w:br", "w:cr":
		if t.Value("type") == "" || t.Value("type") == "textWrapping" {
			d.words.Make("\n", t.Place)
		}
	case "w:noBreakHyphen":
		d.words.Make("-", t.Place)
	}
}

// end closes the paragraph at hand.
func (d *reader) end() {
	p := d.paragraph
	d.paragraph = paragraph{}
	if len(d.outer) > 0 {
		d.boxes = append(d.boxes, p)
		return
	}
	d.text.Add(&p.words, p.kind, p.told)
	for i := range d.boxes {
		box := &d.boxes[i]
		start := d.text.Len()
		if d.text.Add(&box.words, box.kind, box.told); d.text.Len() > start && !box.told && len(d.boxed) < mostCompared {
			d.boxed = append(d.boxed, lang.Span{Start: start, End: d.text.Len()})
		}
	}
	d.boxes = nil
}

// closeBox goes back to the paragraph that a text box hangs on.
func (d *reader) closeBox() {
	if len(d.outer) == 0 {
		return
	}
	d.end()
	last := len(d.outer) - 1
	d.paragraph, d.outer = d.outer[last], d.outer[:last]
}

// report is the text. A text box whose words stand in it once more is not to be read.
func (d *reader) report() intake.Report {
	rep := d.text.Report()
	for _, box := range d.boxed {
		words := strings.TrimSpace(box.Text(rep.Text))
		box.Start += strings.Index(box.Text(rep.Text), words)
		if strings.Contains(rep.Text[:box.Start], words) || strings.Contains(rep.Text[box.End:], words) {
			rep.Layout = append(rep.Layout, verbale.Part{Span: box})
		}
	}
	slices.SortFunc(rep.Layout, func(a, b verbale.Part) int { return a.Span.Start - b.Span.Start })
	return rep
}
