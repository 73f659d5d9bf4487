// Package pdf answers what a PDF (ISO 32000) says in words.
//
// The text is that of the pages in the order of reading: columns one after the
// other, lines joined to paragraphs, hyphens at the ends of lines undone,
// ligatures taken apart, running heads and page numbers left out. Words in
// pictures are not read: a scan without text is named as one. The source that
// the text leads back to are the instructions of the pages one after the other,
// as they are after decompression.
//
// Objects, encryption and filters are read by pdfcpu, within the limits that it
// is given; the order of words is found here. Time is linear in the words of a
// page but for the sorting of its lines; one file is held whole.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// Format is the PDF.
var Format = intake.Format{
	Name: "PDF", Extractor: "pdf/1", Endings: []string{".pdf"}, Signed: true,
	Match: func(h intake.Head) bool {
		// Readers look for the mark in the first 1,024 bytes; a text that speaks of it is
		// none, and neither is a mail or an archive with a PDF in it.
		at := bytes.Index(h.Bytes[:min(len(h.Bytes), 1024)], []byte("%PDF-"))
		return at == 0 || at > 0 && h.Ending() == ".pdf"
	},
	Read: read,
}

// Limits of one file, beside those of the run.
const (
	mostPages = 20_000
	mostForms = 12 // forms within forms
	mostGlyph = 20_000_000
)

// withoutFolder keeps pdfcpu from writing a folder of settings into the home of
// whoever reads a PDF.
var withoutFolder = sync.OnceFunc(func() { model.ConfigPath = "disable" })

func read(ctx context.Context, in *intake.Input, out *intake.Sink) (err error) {
	raw, err := in.All()
	if err != nil {
		return err
	}
	if at := bytes.Index(raw[:min(len(raw), 1024)], []byte("%PDF-")); at > 0 {
		raw = raw[at:] // what a server or a mail put before it
	}
	file, err := open(raw, in.Limits)
	if err != nil {
		return err
	}
	r := reader{file: file, limits: in.Limits, fonts: map[string]*font{}}
	pages := min(file.PageCount, mostPages)
	var dark []int // pages without words
	for n := 1; n <= pages; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		fault := r.page(n)
		if fault != nil {
			if err := out.Fault(fault); err != nil {
				return err
			}
		} else if len(r.pages[len(r.pages)-1].glyphs) == 0 {
			dark = append(dark, n)
		}
	}
	switch {
	case len(dark) == pages && pages > 0:
		return &intake.Fault{Cause: intake.NoWords, Offset: -1, Reason: fmt.Sprintf("there is no text in its %s: it is a scan, or a picture of a text", counted(pages)),
			Advice: "have the words recognised first (OCR), and read the result"}
	case len(dark) > 0:
		if err := out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.NoWords, Offset: -1, Reason: fmt.Sprintf("there is no text on %s", listed(dark)),
			Advice: "if they are scans, have the words recognised first (OCR)"}); err != nil {
			return err
		}
	}
	rep := r.text()
	rep.Bytes, rep.Member = r.source, "contents of the pages"
	rep.Facts = r.properties()
	if r.day != "" {
		rep.Facts = append(rep.Facts, verbale.Fact{Field: intake.FieldPublished, Value: r.day, Origin: verbale.FromMarkup.At("running head")})
	}
	return out.Whole(rep)
}

func counted(pages int) string {
	if pages == 1 {
		return "one page"
	}
	return fmt.Sprintf("%d pages", pages)
}

// listed names pages: "page 2", "pages 2, 3 and 7 more".
func listed(pages []int) string {
	const most = 5
	if len(pages) == 1 {
		return fmt.Sprintf("page %d", pages[0])
	}
	var names []string
	for _, n := range pages[:min(len(pages), most)] {
		names = append(names, fmt.Sprint(n))
	}
	if more := len(pages) - most; more > 0 {
		return fmt.Sprintf("pages %s and %d more", strings.Join(names, ", "), more)
	}
	return "pages " + strings.Join(names, ", ")
}

// open reads the objects of a file.
func open(raw []byte, limits intake.Limits) (file *model.Context, err error) {
	withoutFolder()
	damaged := func(err any) error {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("the PDF cannot be opened (%v)", err), Advice: "open it in a reader, and print it to PDF anew"}
	}
	defer func() {
		if broken := recover(); broken != nil {
			file, err = nil, damaged(broken)
		}
	}()
	settings := model.NewDefaultConfiguration()
	settings.ValidationMode = model.ValidationRelaxed
	settings.Limits = model.DefaultResourceLimits()
	settings.Limits.MaxStreamBytes, settings.Limits.MaxDecodeBytes = limits.File, limits.File
	settings.Limits.MaxRecursionDepth = 200
	file, err = pdfcpu.Read(bytes.NewReader(raw), settings)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrEncrypted):
		return nil, &intake.Fault{Cause: intake.Locked, Offset: -1, Reason: "the PDF is kept shut by a password", Advice: "open it with the password, and print it to PDF anew"}
	case err != nil:
		return nil, damaged(err)
	}
	if err := file.EnsurePageCount(); err != nil {
		return nil, damaged(err)
	}
	return file, nil
}

// reader collects the words of a file.
type reader struct {
	file   *model.Context
	limits intake.Limits
	fonts  map[string]*font // by object, so that each is read once
	source []byte           // contents of the pages
	pages  []page
	glyphs int
	day    string // in the running head of the first page
}

// page is what is painted on one page.
type page struct {
	glyphs        []glyph
	width, height float64
}

// page reads page n, counted from 1.
func (r *reader) page(n int) (fault *intake.Fault) {
	r.pages = append(r.pages, page{})
	broken := func(err any) *intake.Fault {
		return &intake.Fault{Kind: intake.Doubtful, Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("page %d of the PDF is damaged (%v), and is left out or read in part", n, err),
			Advice: "open it in a reader, and print it to PDF anew"}
	}
	defer func() {
		if err := recover(); err != nil {
			fault = broken(err)
		}
	}()
	dict, _, inherited, err := r.file.PageDict(n, false)
	if err != nil {
		return broken(err)
	}
	p := &r.pages[len(r.pages)-1]
	p.width, p.height = 612, 792
	if box := inherited.MediaBox; box != nil {
		p.width, p.height = box.Width(), box.Height()
	}
	resources := inherited.Resources
	if own, err := r.file.DereferenceDict(dict["Resources"]); err == nil && own != nil {
		resources = own
	}
	content, err := r.contents(dict["Contents"])
	if err != nil {
		return broken(err)
	}
	i := interpreter{reader: r, page: p}
	if err := i.run(content, resources, identity); err != nil {
		return broken(err)
	}
	return nil
}

// contents returns the decoded instructions of a page: one stream, or several
// that are read as one.
func (r *reader) contents(o types.Object) ([]byte, error) {
	o, err := r.file.Dereference(o)
	if err != nil || o == nil {
		return nil, err
	}
	streams := types.Array{o}
	if list, ok := o.(types.Array); ok {
		streams = list
	}
	var all []byte
	for _, s := range streams {
		piece, err := r.decoded(s)
		if err != nil {
			return all, err
		}
		all = append(append(all, piece...), '\n')
		if int64(len(all)) > r.limits.File {
			return all, fmt.Errorf("its contents have more than %d bytes", r.limits.File)
		}
	}
	return all, nil
}

// decoded returns the bytes of a stream after its filters.
func (r *reader) decoded(o types.Object) ([]byte, error) {
	stream, _, err := r.file.DereferenceStreamDict(o)
	if err != nil || stream == nil {
		return nil, err
	}
	if stream.Content == nil {
		if err := stream.DecodeWithLimit(r.limits.File); err != nil {
			return nil, err
		}
	}
	return stream.Content, nil
}

// properties are what the program wrote into the file.
func (r *reader) properties() (facts []verbale.Fact) {
	defer func() { _ = recover() }() // what cannot be read is not there
	if r.file.Info == nil {
		return nil
	}
	info, err := r.file.DereferenceDict(*r.file.Info)
	if err != nil {
		return nil
	}
	for _, p := range []struct{ key, field string }{{"Title", intake.FieldTitle}, {"Author", "author"}, {"CreationDate", "file created"}} {
		o, found := info.Find(p.key)
		if !found {
			continue
		}
		if value, err := r.file.DereferenceText(o); err == nil && strings.TrimSpace(value) != "" {
			facts = append(facts, verbale.Fact{Field: p.field, Value: strings.ToValidUTF8(strings.TrimSpace(strings.ReplaceAll(value, "\x00", "")), "\uFFFD"), Origin: verbale.FromProperties})
		}
	}
	return facts
}
