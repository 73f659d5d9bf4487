// Package odt answers what an OpenDocument text (ODT, ISO/IEC 26300) says.
//
// The text is that of the body, a paragraph a paragraph; titles, headings and
// captions are told by their elements and styles. Notes, comments, text boxes,
// headers, footers and what was deleted are left out. Every word leads back to
// its bytes in content.xml. It is linear in the bytes; the document is held
// whole.
package odt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/xmltext"
)

// Format is the OpenDocument text.
var Format = intake.Format{
	Name: "OpenDocument text (ODT)", Extractor: "odt/1", Endings: []string{".odt", ".ott"}, Signed: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && bytes.Contains(h.Bytes, []byte("application/vnd.oasis.opendocument.text"))
	},
	Read: read,
}

const content = "content.xml"

func read(_ context.Context, in *intake.Input, out *intake.Sink) error {
	archive, err := xmltext.Open(in)
	if err != nil {
		return err
	}
	raw, err := xmltext.Member(archive, content, in.Limits)
	if err != nil {
		return err
	}
	if raw == nil {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: "it has no " + content, Advice: "open it in the program that wrote it, and save it again"}
	}
	d := reader{scanner: xmltext.NewScanner(raw), parents: map[string]string{}}
	if err := d.read(); err != nil {
		if err := out.Fault(xmltext.Broken(content, err)); err != nil {
			return err
		}
	}
	rep := d.text.Report()
	rep.Member, rep.Bytes = content, raw
	if meta, err := xmltext.Member(archive, "meta.xml", in.Limits); err == nil && meta != nil {
		properties := xmltext.Properties(meta)
		for _, p := range []struct{ property, field string }{
			{"title", intake.FieldTitle}, {"initial-creator", "author"}, {"creation-date", "file created"}, {"date", "file modified"},
		} {
			if value := properties[p.property]; value != "" {
				rep.Facts = append(rep.Facts, verbale.Fact{Field: p.field, Value: value, Origin: verbale.FromProperties})
			}
		}
	}
	return out.Whole(rep)
}

// reader goes over the content.
type reader struct {
	scanner   *xmltext.Scanner
	parents   map[string]string // style names by the names of automatic styles
	text      intake.TextBuilder
	paragraph intake.MapBuilder
	open      int // paragraphs that are open: one, but for broken files
	kind      verbale.PartKind
	told      bool
}

// skipped are elements whose content is beside the text.
var skipped = map[string]bool{
	"text:note": true, "office:annotation": true, "text:tracked-changes": true, "draw:text-box": true, "office:scripts": true, "office:forms": true,
	"text:table-of-content": true, "text:sequence-decls": true, "text:alphabetical-index": true, "style:master-page": true,
}

func (d *reader) read() error {
	depth, within := 0, ""
	for {
		t, err := d.scanner.Next()
		if err != nil {
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
			if d.open > 0 {
				d.scanner.Write(&d.paragraph, t)
			}
		case xmltext.Start:
			if skipped[t.Name] {
				depth, within = 1, t.Name
				continue
			}
			d.start(t)
		case xmltext.End:
			if (t.Name == "text:p" || t.Name == "text:h") && d.open > 0 {
				d.end()
			}
		}
	}
}

func (d *reader) start(t xmltext.Token) {
	switch t.Name {
	case "style:style":
		d.parents[t.Value("name")] = t.Value("parent-style-name")
	case "text:h":
		d.end()
		d.open, d.kind, d.told = 1, verbale.Heading, true
		if style := d.style(t); style == "Title" {
			d.kind = verbale.Title
		}
	case "text:p":
		d.end()
		d.open = 1
		switch style := d.style(t); {
		case style == "Title":
			d.kind, d.told = verbale.Title, true
		case style == "Subtitle", strings.HasPrefix(style, "Heading"):
			d.kind, d.told = verbale.Heading, true
		case style == "Caption", style == "Illustration", style == "Figure", style == "Drawing":
			d.kind, d.told = verbale.Caption, true
		case style == "Header", style == "Footer", strings.HasPrefix(style, "Contents"):
			d.kind, d.told = "", true
		}
	case "text:s":
		n, _ := strconv.Atoi(t.Value("c"))
		d.paragraph.Make(strings.Repeat(" ", min(max(n, 1), 100)), t.Place)
	case "text:tab":
		d.paragraph.Make("\t", t.Place)
	case "text:line-break":
		d.paragraph.Make("\n", t.Place)
	}
}

// style returns the named style of a paragraph: an automatic style is but a
// variant of its parent.
func (d *reader) style(t xmltext.Token) string {
	name := t.Value("style-name")
	for range 4 {
		parent, ok := d.parents[name]
		if !ok || parent == "" {
			break
		}
		name = parent
	}
	return strings.ReplaceAll(name, "_20_", " ")
}

func (d *reader) end() {
	d.text.Add(&d.paragraph, d.kind, d.told)
	d.paragraph, d.open, d.kind, d.told = intake.MapBuilder{}, 0, "", false
}
