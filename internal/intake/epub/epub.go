// Package epub answers what an EPUB book (EPUB 2 and 3) says.
//
// Every document of its spine with sentences in it is a report, in the order of
// reading, named BOOK!PATH; the table of contents, the cover and what is not
// linear are left out. Headings, captions and tables are told by their elements.
// The book's title, author, language and date are metadata of each. Every word
// leads back to its bytes in its member. It is linear in the bytes; one member
// is held at a time.
package epub

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/xmltext"
)

// Format is the EPUB book.
var Format = intake.Format{
	Name: "EPUB book", Extractor: "epub/1", Endings: []string{".epub"}, Signed: true, Many: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && bytes.Contains(h.Bytes, []byte("application/epub+zip"))
	},
	Read: read,
}

func read(_ context.Context, in *intake.Input, out *intake.Sink) error {
	archive, err := xmltext.Open(in)
	if err != nil {
		return err
	}
	book, err := bookOf(archive, in.Limits)
	if err != nil {
		return err
	}
	for _, member := range book.spine {
		raw, err := xmltext.Member(archive, member, in.Limits)
		fault := (*intake.Fault)(nil)
		switch {
		case errors.As(err, &fault):
			if err := out.Lost(member, fault); err != nil {
				return err
			}
			continue
		case err != nil:
			return err
		case raw == nil:
			continue
		}
		d := reader{scanner: xmltext.NewScanner(raw)}
		if err := d.read(); err != nil {
			if err := out.Fault(xmltext.Broken(member, err)); err != nil {
				return err
			}
		}
		rep := d.text.Report()
		if d.sentences == 0 {
			continue // a cover, a page of rights
		}
		rep.ID, rep.Member, rep.Bytes = member, member, raw
		rep.Facts = append(rep.Facts, book.facts...)
		if err := out.Report(rep); err != nil {
			return err
		}
	}
	return nil
}

// book is what the package document says.
type book struct {
	spine []string // paths of members, in the order of reading
	facts []verbale.Fact
}

// bookOf reads the container and the package document.
func bookOf(archive *zip.Reader, limits intake.Limits) (book, error) {
	damaged := func(what string) error {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: what, Advice: "fetch it again"}
	}
	container, err := xmltext.Member(archive, "META-INF/container.xml", limits)
	if err != nil {
		return book{}, err
	}
	root := ""
	s := xmltext.NewScanner(container)
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		if t.Kind == xmltext.Start && strings.HasSuffix(t.Name, "rootfile") && root == "" {
			root = t.Value("full-path")
		}
	}
	if rights, _ := xmltext.Member(archive, "META-INF/encryption.xml", limits); bytes.Contains(rights, []byte(".xhtml")) || bytes.Contains(rights, []byte(".html")) {
		return book{}, &intake.Fault{Cause: intake.Locked, Offset: -1, Reason: "its text is encrypted", Advice: "only who sold it can open it"}
	}
	raw, err := xmltext.Member(archive, root, limits)
	if err != nil {
		return book{}, err
	}
	if raw == nil {
		return book{}, damaged("it does not say what belongs to it (no package document)")
	}
	return packageOf(raw, path.Dir(root)), nil
}

// packageOf reads a package document that lies in a folder of the archive.
func packageOf(raw []byte, dir string) book {
	var b book
	items := map[string]string{} // paths by id
	beside := map[string]bool{}  // paths of contents and covers
	s := xmltext.NewScanner(raw)
	field, label := "", ""
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		local := t.Name[strings.LastIndexByte(t.Name, ':')+1:]
		switch t.Kind {
		case xmltext.Start:
			field, label = "", ""
			switch local {
			case "title":
				field, label = "book", "dc:title"
			case "creator":
				field, label = "author", "dc:creator"
			case "language":
				field, label = intake.FieldLanguage, "dc:language"
			case "publisher":
				field, label = intake.FieldOutlet, "dc:publisher"
			case "date":
				if event := t.Value("event"); event == "" || event == "publication" {
					field, label = intake.FieldPublished, "dc:date"
				}
			case "item":
				href := t.Value("href")
				if plain, err := url.PathUnescape(href); err == nil {
					href = plain
				}
				href = path.Join(dir, href)
				items[t.Value("id")] = href
				if strings.Contains(" "+t.Value("properties")+" ", " nav ") {
					beside[href] = true
				}
			case "reference":
				if kind := t.Value("type"); kind == "toc" || kind == "cover" {
					href, _, _ := strings.Cut(t.Value("href"), "#")
					beside[path.Join(dir, href)] = true
				}
			case "itemref":
				if member := items[t.Value("idref")]; member != "" && t.Value("linear") != "no" {
					b.spine = append(b.spine, member)
				}
			}
		case xmltext.Text:
			if value := strings.TrimSpace(s.Words(t)); field != "" && value != "" {
				if field == intake.FieldPublished && len(value) < len("2006-01-02") {
					field = "year"
				}
				b.facts = append(b.facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromMarkup.At(label)})
				field = ""
			}
		case xmltext.End:
			field = ""
		}
	}
	kept := b.spine[:0]
	for _, member := range b.spine {
		if !beside[member] {
			kept = append(kept, member)
		}
	}
	b.spine = kept
	return b
}

// reader goes over one XHTML document.
type reader struct {
	scanner   *xmltext.Scanner
	text      intake.TextBuilder
	paragraph intake.MapBuilder
	kind      verbale.PartKind
	told      bool
	sentences int // paragraphs that end like one
}

// skipped are elements whose content is not read.
var skipped = map[string]bool{"head": true, "script": true, "style": true, "nav": true, "aside": true, "svg": true, "math": true, "rt": true, "rp": true}

// blocks are elements that begin a paragraph, with what it is; "" where only its
// words tell.
var blocks = map[string]verbale.PartKind{
	"p": "", "div": "", "section": "", "article": "", "blockquote": "", "li": "", "ul": "", "ol": "", "dl": "", "dt": "", "dd": "", "table": "", "tr": "", "td": "", "th": "", "pre": "", "hr": "",
	"h1": verbale.Heading, "h2": verbale.Heading, "h3": verbale.Heading, "h4": verbale.Heading, "h5": verbale.Heading, "h6": verbale.Heading, "figcaption": verbale.Caption, "caption": verbale.Caption,
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
		local := t.Name[strings.LastIndexByte(t.Name, ':')+1:]
		if depth > 0 {
			switch {
			case t.Kind == xmltext.Start && local == within:
				depth++
			case t.Kind == xmltext.End && local == within:
				depth--
			}
			continue
		}
		kind, block := blocks[local]
		switch {
		case t.Kind == xmltext.Text:
			d.scanner.Write(&d.paragraph, t)
		case t.Kind == xmltext.Start && skipped[local]:
			depth, within = 1, local
		case t.Kind == xmltext.Start && local == "br":
			d.paragraph.Make("\n", t.Place)
		case block:
			d.end()
			if t.Kind == xmltext.Start && kind != "" {
				d.kind, d.told = kind, true
				if local == "h1" && d.text.Len() == 0 {
					d.kind = verbale.Title
				}
			}
		}
	}
}

func (d *reader) end() {
	if words := strings.TrimSpace(d.paragraph.String()); len(words) > 60 && strings.ContainsAny(words[len(words)-4:], ".!?”\"") {
		d.sentences++
	}
	d.text.Add(&d.paragraph, d.kind, d.told)
	d.paragraph, d.kind, d.told = intake.MapBuilder{}, "", false
}
