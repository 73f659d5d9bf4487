package intake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	verbale "verbale.dev/verbale"
)

// Format is one form in which reports reach a desk: how it is recognised, what
// it is called, and how it is read. A Format is a value without state, and the
// formats that a Reader knows are the list that it is given
// (internal/intake/formats); text and JSON Lines are always known.
type Format struct {
	// Name is what people call it, with its article where one file is one
	// report: "PDF", "Word document (DOCX)", "Factiva export".
	Name string
	// Extractor names the reader and its version, "pdf/1". It goes up when the
	// same bytes give another text. "" where the text is the bytes themselves.
	Extractor string
	// Endings are those of the names of such files, in lower case: ".pdf".
	Endings []string
	// Signed says that its first bytes are those of no other format, so that
	// they count under any name. Other formats are looked for in a folder only
	// in files of a known ending.
	Signed bool
	// Many says that one file holds many reports, each named CONTAINER!ID.
	Many bool
	// Match reports whether a file is of this format. It goes by the bytes, and
	// by the name only where the bytes cannot tell.
	Match func(Head) bool
	// Read hands every report of in to out, and a fault for every piece that
	// cannot be read. An error ends the file, not the run: a *Fault is told as
	// it is, any other error as one of the system. Errors that come out of the
	// methods of out must be returned as they are.
	Read func(ctx context.Context, in *Input, out *Sink) error
}

// Head is what a format is recognised by.
type Head struct {
	Bytes []byte // the first bytes, at most HeadSize
	Name  string // the last element of the name, without the endings of compression
}

// HeadSize is how much of a file is looked at to tell what it is, in bytes.
const HeadSize = 4096

// Ending returns the ending of the name in lower case, with its stop.
func (h Head) Ending() string { return strings.ToLower(filepath.Ext(h.Name)) }

// Text returns the head as text without a byte order mark and the white space
// that it begins with, in lower case. A head in UTF-16 is decoded.
func (h Head) Text() string {
	raw := h.Bytes
	if len(raw) >= 2 && (raw[0] == 0xFF && raw[1] == 0xFE || raw[0] == 0xFE && raw[1] == 0xFF) {
		if text, fault := decode(raw[:len(raw)&^1], ""); fault == nil {
			raw = []byte(text.text)
		}
	}
	return strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\uFEFF")), " \t\r\n")))
}

// Input is one file, or one member of a container, on its way through a reader.
type Input struct {
	// Name is its last element, "minutes.docx".
	Name string
	// Source gives the bytes as received, once, from the first.
	Source *bufio.Reader
	// Encoding is what was declared for it outside, by a flag, a table of
	// reports or a header of HTTP; "" for nothing.
	Encoding string
	// URL is the address that it was fetched from, after redirects; "" for a
	// file.
	URL string
	// Columns says which column or key holds what, where a person said so.
	Columns map[string]string
	// Limits are those of the run.
	Limits Limits

	file *os.File // where the input is a file as it lies on disk
	held []byte   // what All returned
	live bool     // it comes from a pipe or a terminal
}

// Peek returns up to n of the bytes that come next, without taking them. Of an
// input that may be idle, such as a pipe, it returns what is there.
func (in *Input) Peek(n int) ([]byte, error) {
	if in.live {
		if _, err := in.Source.Peek(1); err != nil {
			return nil, err
		}
		n = min(n, in.Source.Buffered())
	}
	return in.Source.Peek(n)
}

// All returns all of the bytes, which must not be changed. Over Limits.File it
// fails with a fault.
func (in *Input) All() ([]byte, error) {
	if in.held != nil {
		return in.held, nil
	}
	raw, err := io.ReadAll(io.LimitReader(in.Source, in.Limits.File+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > in.Limits.File {
		return nil, &Fault{Cause: TooBig, Offset: -1,
			Reason: fmt.Sprintf("it has more than %d bytes, the limit for a file", in.Limits.File), Advice: "divide it, or give many reports as JSON Lines, which may be of any length"}
	}
	in.held = raw
	if raw == nil {
		in.held = []byte{}
	}
	return in.held, nil
}

// At gives the bytes for reading at any place, and how many there are. A file
// on disk is not held in memory for it; anything else is, and fails over
// Limits.File.
func (in *Input) At() (io.ReaderAt, int64, error) {
	if in.file != nil {
		info, err := in.file.Stat()
		if err != nil {
			return nil, 0, err
		}
		return in.file, info.Size(), nil
	}
	raw, err := in.All()
	return bytes.NewReader(raw), int64(len(raw)), err
}

// Text returns all of the bytes decoded, as a text file is: UTF-8, or UTF-16
// with a mark, or what was declared, and nothing that had to be guessed.
func (in *Input) Text() (text string, encoding string, base int, m Map, err error) {
	raw, err := in.All()
	if err != nil {
		return "", "", 0, nil, err
	}
	d, fault := decode(raw, in.Encoding)
	if fault != nil {
		return "", "", 0, nil, fault
	}
	return d.text, d.encoding, d.base, mapOf(d, raw), nil
}

// Report is one report as a reader hands it on.
type Report struct {
	// ID is the article's own id in its container: accession number, guid,
	// Message-ID, the id of a row. Where it is "", the address (FieldURI) is
	// taken, else the first 12 hex digits of the hash of the text. Only formats
	// with Many need one.
	ID string
	// Name is the name of the report whatever it lies in, or "".
	Name string
	// Text is UTF-8 without NUL.
	Text string
	// Map leads from Text to Bytes.
	Map Map
	// Bytes are the report's own bytes as received; nil where they are all of
	// the input.
	Bytes []byte
	// Member is the path in the input of what Bytes are, where they are a member
	// of it, such as "word/document.xml"; else "".
	Member string
	// Offset is where Bytes begin in the input, or in Member.
	Offset int64
	// Line is the line or row of the input, from 1; 0 where there is none.
	Line int
	// Facts are the metadata, each with its origin: [verbale.FromRecord] for the
	// fields of a record, [verbale.FromMarkup] for what a page or document says
	// in its markup, [verbale.FromProperties] for the properties of a file, each
	// with At where the place has a name: FromMarkup.At("og:title").
	Facts []verbale.Fact
	// Layout tells what the stretches of Text are, where the format knows it; it
	// is in order and disjoint. The kind "" is for what is not to be read. What
	// it says nothing about is recognised. See [LayoutFact].
	Layout []verbale.Part
	// Encoding is that of the bytes, "utf-8" where it is "".
	Encoding string
	// ByteBase is how many bytes stand before the text, where the text is the
	// bytes themselves.
	ByteBase int
}

// Source is where a document came from: the bytes as received, and the map from
// its text to them.
type Source struct {
	Format    string
	Extractor string
	Within    []string // members from the file inwards: "week.zip" holds "a/b.docx"
	Offset    int64    // of Bytes in the innermost of them
	Bytes     []byte   // to which Map leads; valid until yield returns
	File      []byte   // the document as received, where Bytes are what lies packed in it; else nil
	Map       Map
}

// Sink takes what a reader finds in one input.
type Sink struct {
	run    *run
	found  found
	name   string   // of the input: file!member!member
	within []string // members from the file inwards
	format *Format
	in     *Input
	many   bool
	facts  []verbale.Fact // of every report of the input, known from what holds it
}

// Report hands on one report. It fails only when the run is to end.
func (s *Sink) Report(rep Report) error {
	extractor, mended := "", ""
	if s.format != nil {
		extractor = s.format.Extractor
	}
	if s.run.Repair {
		if mended = rep.repair(); mended != "" {
			extractor = strings.TrimPrefix(extractor+"+"+repairer, "+")
		}
	}
	d := &verbale.Document{Text: rep.Text, Encoding: rep.Encoding, ByteBase: rep.ByteBase}
	if d.Encoding == "" {
		d.Encoding = "utf-8"
	}
	d.Facts = append(append(d.Facts, rep.Facts...), s.facts...)
	if fact, ok := LayoutFact(rep.Layout); ok {
		d.Facts = append(d.Facts, fact)
	}
	if extractor != "" {
		d.Facts = append(d.Facts, verbale.Fact{Field: fieldExtractor, Value: extractor, Origin: verbale.FromProperties})
	}
	id := rep.ID
	d.Name = s.name
	switch {
	case rep.Name != "":
		d.Name = rep.Name
	case s.many:
		if id == "" {
			id = s.idOf(rep)
		}
		d.Name += "!" + id
	}
	for _, row := range s.run.rows(s.found, d.Name, id, s.many) {
		row.used = true
		d.Facts = append(d.Facts, row.facts...)
	}
	within := s.within
	if rep.Member != "" {
		within = append(slices.Clone(within), rep.Member)
	}
	source := &Source{Within: within, Offset: rep.Offset, Bytes: rep.Bytes, Map: rep.Map, Extractor: extractor}
	if rep.Member != "" && rep.Line == 0 && s.in != nil {
		if whole, err := s.in.All(); err == nil { // one that is too long is kept by its words alone
			source.File = whole
		}
	}
	if s.format != nil {
		source.Format = s.format.Name
	}
	if source.Bytes == nil && s.in != nil {
		source.Bytes = s.in.held
	}
	if mended != "" {
		if err := s.run.fault(&Fault{Kind: Doubtful, Cause: Garbled, File: s.file(), Line: rep.Line, Offset: -1, Document: d.Name, Reason: mended}); err != nil {
			return err
		}
	}
	return s.run.document(d, source, s.file(), rep.Line)
}

// idOf makes the id of a report that brings none: its address, else the hash of
// its text.
func (s *Sink) idOf(rep Report) string {
	for _, f := range rep.Facts {
		if f.Field == FieldURI && f.Value != "" {
			return f.Value
		}
	}
	return textID(rep.Text)
}

// file names the input as the user would.
func (s *Sink) file() string {
	return strings.Join(append([]string{s.found.path}, s.within...), "!")
}

// Fault tells of a piece of the input that is not in, or in with a doubt. It
// names the file. It fails only when the run is to end.
func (s *Sink) Fault(f *Fault) error {
	f.File = s.file()
	return s.run.fault(f)
}

// Refuse tells that the input is not read: as an error where it was given by
// itself, else counted with others of its kind.
func (s *Sink) Refuse(f *Fault) error {
	if s.found.given || f.File != "" {
		return s.Fault(f)
	}
	s.run.pass(f.Cause, f.Reason, f.Advice)
	return nil
}

// Taken tells, before a report of the input is stored, how it is understood:
// "text from content, published from date".
func (s *Sink) Taken(how string) error {
	return s.run.fault(&Fault{Kind: Taken, Cause: Understood, File: s.file(), Offset: -1, Reason: how})
}

// Nested reads a member of the input, in whatever format it is. Name is its
// path below the input; packed is how many bytes it takes there, 0 where that
// is not known. What is not to be read in a folder is not read here either.
func (s *Sink) Nested(ctx context.Context, name string, packed int64, source io.Reader) error {
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	for element := range strings.SplitSeq(name, "/") {
		if isLitter(element) {
			return nil
		}
	}
	inner := &Sink{run: s.run, found: s.found, name: s.name + "!" + name, within: append(slices.Clone(s.within), name)}
	inner.found.given = false
	if len(inner.within) > s.in.Limits.Depth {
		return inner.Fault(&Fault{Cause: TooDeep, Offset: -1, Reason: fmt.Sprintf("it lies more than %d containers deep", s.in.Limits.Depth), Advice: "unpack the outer ones"})
	}
	in := &Input{Name: name[strings.LastIndexByte(name, '/')+1:], Encoding: s.in.Encoding, Columns: s.in.Columns, Limits: s.in.Limits}
	in.Source = bufio.NewReaderSize(s.run.guard(source, func() int64 { return packed }, packed > 0), 1<<16)
	return s.run.dispatch(ctx, in, inner)
}

// Fetched reads a document that somebody fetched from an address and kept in the input,
// in whatever format it is: it is named CONTAINER!ADDRESS. Facts are what the input
// knows of it.
func (s *Sink) Fetched(ctx context.Context, address string, raw []byte, facts []verbale.Fact) error {
	inner := &Sink{run: s.run, found: s.found, name: s.name + "!" + address, within: append(slices.Clone(s.within), address), facts: facts}
	inner.found.given = false
	if len(inner.within) > s.in.Limits.Depth {
		return inner.Fault(&Fault{Cause: TooDeep, Offset: -1, Reason: fmt.Sprintf("it lies more than %d containers deep", s.in.Limits.Depth), Advice: "unpack the outer ones"})
	}
	in := &Input{Name: path.Base(address), Encoding: s.in.Encoding, URL: address, Columns: s.in.Columns, Limits: s.in.Limits}
	in.Source = bufio.NewReaderSize(s.run.guard(bytes.NewReader(raw), func() int64 { return int64(len(raw)) }, true), 1<<16)
	return s.run.dispatch(ctx, in, inner)
}

// Lost tells that a member of the input cannot be opened.
func (s *Sink) Lost(name string, f *Fault) error {
	f.File = s.file() + "!" + name
	return s.run.fault(f)
}

// errEnd marks an error that ends the run, as against one of a file.
type errEnd struct{ error }

func (e errEnd) Unwrap() error { return e.error }

// ending marks an error of yield or of the context.
func ending(err error) error {
	if err == nil {
		return nil
	}
	if marked := (errEnd{}); errors.As(err, &marked) {
		return err
	}
	return errEnd{err}
}
