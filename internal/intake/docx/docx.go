// Package docx answers what a Word document (DOCX, ISO/IEC 29500) says.
//
// The text is that of the body, a paragraph a paragraph, rows of tables too, as
// it reads with all changes accepted; titles, headings and captions are told by
// their styles. Headers, footers, notes, comments, text boxes and hidden text
// are left out: they are beside the text. Every word leads back to its bytes in
// word/document.xml. It is linear in the bytes; the document is held whole.
package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/xmltext"
)

// Format is the Word document.
var Format = intake.Format{
	Name: "Word document (DOCX)", Extractor: "docx/1", Endings: []string{".docx", ".docm", ".dotx"}, Signed: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && (bytes.Contains(h.Bytes, []byte("word/")) ||
			bytes.Contains(h.Bytes, []byte("[Content_Types].xml")) && strings.HasPrefix(h.Ending(), ".doc"))
	},
	Read: read,
}

const body = "word/document.xml"

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
	rep := d.text.Report()
	rep.Member, rep.Bytes = body, raw
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

// reader goes over the body.
type reader struct {
	scanner   *xmltext.Scanner
	styles    map[string]verbale.PartKind
	text      intake.TextBuilder
	paragraph intake.MapBuilder
	kind      verbale.PartKind
	told      bool
	hidden    bool // the run at hand
	words     bool // within w:t
}

// skipped are elements whose content is beside the text, or is there twice.
var skipped = map[string]bool{
	"w:del": true, "w:moveFrom": true, "mc:Fallback": true, "w:txbxContent": true, "w:instrText": true, "w:delText": true, "w:footnote": true, "w:comment": true, "wp:docPr": true,
	"w:sectPr": true, "m:oMath": false,
}

func (d *reader) read() error {
	depth := 0 // within skipped elements
	within := ""
	for {
		t, err := d.scanner.Next()
		if errors.Is(err, io.EOF) {
			d.end()
			return nil
		}
		if err != nil {
			d.end()
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
			if d.words && !d.hidden {
				d.scanner.Write(&d.paragraph, t)
			}
		case xmltext.Start:
			if skipped[t.Name] {
				depth, within = 1, t.Name
				continue
			}
			d.start(t)
		case xmltext.End:
			switch t.Name {
			case "w:p":
				d.end()
			case "w:t":
				d.words = false
			}
		}
	}
}

func (d *reader) start(t xmltext.Token) {
	switch t.Name {
	case "w:p":
		d.end()
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
		d.words = true
	case "w:tab":
		d.paragraph.Make("\t", t.Place)
	case "w:br", "w:cr":
		if t.Value("type") == "" || t.Value("type") == "textWrapping" {
			d.paragraph.Make("\n", t.Place)
		}
	case "w:noBreakHyphen":
		d.paragraph.Make("-", t.Place)
	}
}

// end closes the paragraph at hand.
func (d *reader) end() {
	d.text.Add(&d.paragraph, d.kind, d.told)
	d.paragraph, d.kind, d.told, d.hidden, d.words = intake.MapBuilder{}, "", false, false, false
}
