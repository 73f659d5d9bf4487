// Package warc answers which articles a web archive holds: WARC (ISO 28500), plain
// or compressed, and WACZ.
//
// A record is read if it holds a page (a response of HTTP with status 200, or a
// resource, of HTML) and the page is an article, a document (PDF, Word, OpenDocument,
// RTF), or the text of a page that is an article (a conversion, of WET files); it is
// named ARCHIVE!ADDRESS by its canonical address, else by the one that was asked for.
// Other records, front pages and lists are counted. A record that says that a page had not changed (revisit)
// holds no words and is counted too; of two captures of one address the first is
// in, and the second is told if its words are others. Chunks and the encodings gzip,
// deflate and br are undone; the map leads to the page as the server meant it.
//
// Records are read one after the other and extracted on all cores, in order; memory
// is bounded by the largest record times the cores. A record that is longer than
// intake.Limits.File is passed over, and told.
package warc

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"runtime"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/webpage"
)

const extractor = "warc/2"

// Format is the WARC file.
var Format = intake.Format{
	Name: "web archive (WARC)", Extractor: extractor, Endings: []string{".warc", ".wet"}, Many: true, Signed: true,
	Match: func(h intake.Head) bool { return bytes.HasPrefix(h.Bytes, []byte("WARC/")) },
	Read:  readWARC,
}

// Package is the WACZ file: a ZIP archive with WARC files in it.
var Package = intake.Format{
	Name: "web archive (WACZ)", Endings: []string{".wacz"}, Many: true,
	Match: func(h intake.Head) bool {
		return h.Ending() == ".wacz" && bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04"))
	},
	Read: readWACZ,
}

func readWACZ(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	at, size, err := in.At()
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return damaged(fmt.Errorf("it is no ZIP archive: %w", err))
	}
	found := false
	for _, member := range archive.File {
		if !strings.HasPrefix(member.Name, "archive/") || member.FileInfo().IsDir() {
			continue // indexes and lists of the pages: nothing that the archive does not hold
		}
		found = true
		stream, err := member.Open()
		if err != nil {
			if err := out.Lost(member.Name, damaged(err)); err != nil {
				return err
			}
			continue
		}
		err = out.Nested(ctx, member.Name, int64(member.CompressedSize64), stream)
		stream.Close()
		if err != nil {
			return err
		}
	}
	if !found {
		return &intake.Fault{Cause: intake.Empty, Offset: -1, Reason: "there is no archive/ in it"}
	}
	return nil
}

func damaged(err error) *intake.Fault {
	return &intake.Fault{Cause: intake.Damaged, Offset: -1,
		Reason: fmt.Sprintf("the web archive cannot be read on (%v); what came before is in", err),
		Advice: "fetch it again"}
}

// header is the named fields of a record or of a response, in lower case.
type header map[string]string

// Bounds of a header.
const (
	maxLine   = 64 << 10 // bytes
	maxFields = 500
)

var errHeader = errors.New("a header is too long")

// line reads a line without its break.
func line(r *bufio.Reader) (string, int, error) {
	var whole []byte
	size := 0
	for {
		piece, err := r.ReadSlice('\n')
		whole = append(whole, piece...)
		size += len(piece)
		if err == bufio.ErrBufferFull && len(whole) < maxLine {
			continue
		}
		if err == bufio.ErrBufferFull {
			return "", size, errHeader
		}
		return strings.TrimRight(string(whole), "\r\n"), size, err
	}
}

// readHeader reads fields up to a blank line, and how many bytes they took.
func readHeader(r *bufio.Reader) (header, int, error) {
	h := header{}
	size := 0
	for n := 0; ; n++ {
		text, read, err := line(r)
		size += read
		if err != nil {
			return h, size, err
		}
		if text == "" {
			return h, size, nil
		}
		if n > maxFields {
			return h, size, errHeader
		}
		if name, value, ok := strings.Cut(text, ":"); ok {
			name = strings.ToLower(strings.TrimSpace(name))
			if _, twice := h[name]; !twice {
				h[name] = strings.TrimSpace(value)
			}
		}
	}
}

// record is one record on its way to become a report.
type record struct {
	header
	block  []byte
	offset int64
	fault  *intake.Fault // instead of a page
	err    error         // of the stream: the last record
	done   chan struct{} // closed when what follows is there

	page    *webpage.Page
	text    *converted
	payload []byte
	other   bool // payload is a document and no page
}

// skipped counts records that are no articles.
type skipped struct{ revisits, others int }

func readWARC(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	ctx, cancel := context.WithCancel(ctx)
	workers := runtime.GOMAXPROCS(0)
	ordered := make(chan *record, workers)
	jobs := make(chan *record)
	var counted skipped
	go func() {
		defer close(ordered)
		defer close(jobs)
		s := stream{source: in.Source, limit: in.Limits.File}
		for {
			r := s.next(&counted)
			r.done = make(chan struct{})
			last := r.err != nil
			if r.block == nil {
				close(r.done)
			}
			select {
			case ordered <- r:
			case <-ctx.Done():
				return
			}
			if last {
				return
			}
			if r.block == nil {
				continue
			}
			select {
			case jobs <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range workers {
		go func() {
			for r := range jobs {
				r.extract(in.Encoding, in.Limits.File)
				close(r.done)
			}
		}()
	}
	err := collect(ctx, ordered, out, &counted)
	cancel()
	for range ordered { // nothing reads the source when this returns
	}
	if err != nil {
		return err
	}
	return tell(out, counted)
}

// collect hands on pages in the order of their records.
func collect(ctx context.Context, ordered <-chan *record, out *intake.Sink, counted *skipped) error {
	seen := map[string][sha256.Size]byte{}
	others := 0
	for r := range ordered {
		select {
		case <-r.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		switch {
		case r.err == io.EOF:
			counted.others += others
			return nil
		case r.err != nil:
			if fault := (*intake.Fault)(nil); errors.As(r.err, &fault) {
				return fault
			}
			return damaged(r.err)
		case r.fault != nil:
			if err := out.Fault(r.fault); err != nil {
				return err
			}
			continue
		case r.nothing():
			others++
			continue
		}
		rep := r.report()
		sum := sha256.Sum256([]byte(rep.Text))
		if r.other {
			sum = sha256.Sum256(r.payload)
		}
		if before, twice := seen[rep.ID]; twice {
			if before != sum {
				if err := out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.Duplicate, Offset: r.offset,
					Document: rep.ID,
					Reason:   fmt.Sprintf("%s was captured again at %s with other words, and only the first capture is in", rep.ID, r.header["warc-date"]),
					Advice:   "keep captures in files of their own"}); err != nil {
					return err
				}
			}
			continue
		}
		seen[rep.ID] = sum
		if err := r.hand(ctx, out, rep); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// nothing reports whether a record holds nothing that is read.
func (r *record) nothing() bool {
	return !r.other && r.text == nil && (r.page == nil || !r.page.Article)
}

// hand gives what a record holds to out.
func (r *record) hand(ctx context.Context, out *intake.Sink, rep intake.Report) error {
	if r.other {
		address := verbale.Fact{Field: intake.FieldURI, Value: r.address(), Origin: verbale.FromRecord.At("WARC-Target-URI")}
		return out.Fetched(ctx, r.address(), r.payload, append(rep.Facts, address))
	}
	if r.page != nil {
		if err := r.page.Doubt(out); err != nil {
			return err
		}
	}
	return out.Report(rep)
}

// tell says what was passed over.
func tell(out *intake.Sink, counted skipped) error {
	for _, kind := range []struct {
		n      int
		reason string
	}{{counted.others, "records that hold no article are passed over"}, {counted.revisits,
		"records that a page had not changed are passed over"}} {
		if kind.n == 0 {
			continue
		}
		if err := out.Fault(&intake.Fault{Kind: intake.PassedOver, Cause: intake.NoWords, Offset: -1,
			Reason: kind.reason, Count: kind.n}); err != nil {
			return err
		}
	}
	return nil
}

// stream reads the records of a WARC file.
type stream struct {
	source *bufio.Reader
	limit  int64
	at     int64
}

// next returns the next record that may hold a page; at the end of the file, or
// where it cannot be read on, one with the error.
func (s *stream) next(counted *skipped) *record {
	for {
		start := s.at
		version, size, err := line(s.source)
		s.at += int64(size)
		switch {
		case err != nil && (version == "" || err != io.EOF):
			return &record{err: err}
		case version == "":
			continue // breaks after a record
		case !strings.HasPrefix(version, "WARC/"):
			return &record{err: fmt.Errorf("no record begins at byte %d", start)}
		}
		h, size, err := readHeader(s.source)
		s.at += int64(size)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return &record{err: err}
		}
		length, err := strconv.ParseInt(h["content-length"], 10, 64)
		if err != nil || length < 0 {
			return &record{err: fmt.Errorf("the record at byte %d does not say how long it is", start)}
		}
		r := &record{header: h, offset: start}
		switch wanted := h.wanted(); {
		case !wanted && h["warc-type"] == "revisit":
			counted.revisits++
		case wanted && length > s.limit:
			r.fault = &intake.Fault{Cause: intake.TooBig, Offset: start,
				Reason: fmt.Sprintf("the record of %s has %d bytes, over the limit of %d", h["warc-target-uri"], length, s.limit)}
		case wanted:
			r.block = make([]byte, length)
			n, err := io.ReadFull(s.source, r.block)
			s.at += int64(n)
			if err != nil {
				return &record{err: io.ErrUnexpectedEOF}
			}
			return r
		}
		n, err := io.CopyN(io.Discard, s.source, length)
		s.at += n
		if err != nil {
			return &record{err: io.ErrUnexpectedEOF}
		}
		if r.fault != nil {
			return r
		}
	}
}

// wanted reports whether a record may hold a page.
func (h header) wanted() bool {
	kind := strings.ToLower(h["content-type"])
	switch h["warc-type"] {
	case "response":
		return strings.HasPrefix(kind, "application/http") || kind == ""
	case "resource":
		return isPage(kind) || isDocument(kind)
	case "conversion":
		return strings.HasPrefix(kind, "text/plain")
	}
	return false
}

// documents are the types of what is read as a file of its own.
var documents = map[string]bool{
	"application/pdf": true, "application/x-pdf": true, "application/rtf": true, "text/rtf": true, "application/vnd.oasis.opendocument.text": true,
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": true,
}

func isDocument(kind string) bool {
	kind, _, _ = mime.ParseMediaType(kind)
	return documents[kind]
}

func isPage(kind string) bool {
	kind, _, _ = mime.ParseMediaType(kind)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// extract finds the page of a record.
func (r *record) extract(encoding string, limit int64) {
	declared := r.header["content-type"]
	body := r.block
	if r.header["warc-type"] == "conversion" {
		r.text, r.payload, r.block = convert(body), body, nil
		return
	}
	if r.header["warc-type"] == "response" {
		source := bufio.NewReader(bytes.NewReader(r.block))
		status, _, err := line(source)
		fields := strings.Fields(status)
		if err != nil || len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") || fields[1] != "200" {
			return
		}
		response, _, err := readHeader(source)
		if err != nil || !isPage(response["content-type"]) && !isDocument(response["content-type"]) {
			return
		}
		declared = response["content-type"]
		rest, _ := io.ReadAll(source)
		if body, err = decodeBody(rest, response, limit); err != nil {
			r.fault = &intake.Fault{Cause: intake.Bomb, Offset: r.offset,
				Reason: fmt.Sprintf("the page of %s cannot be unpacked: %v", r.header["warc-target-uri"], err)}
			return
		}
	}
	if isDocument(declared) {
		r.payload, r.other, r.block = body, r.address() != "", nil
		return
	}
	_, parameters, _ := mime.ParseMediaType(declared)
	if parameters["charset"] != "" {
		encoding = parameters["charset"]
	}
	page, err := webpage.Extract(body, webpage.Options{Encoding: encoding, Address: r.address()})
	if err != nil {
		if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
			fault.Reason = r.address() + ": " + fault.Reason
			r.fault = fault
		}
		return
	}
	r.page, r.payload = page, body
	r.block = nil
}

// errTooMuch says that a page is larger than may be held.
var errTooMuch = errors.New("it unpacks to more than the limit for a file")

// decodeBody undoes the transfer and the content encoding of a response. A body
// that is not what its header says counts as it is: crawlers undo chunks and keep
// the header.
func decodeBody(body []byte, h header, limit int64) ([]byte, error) {
	if strings.Contains(strings.ToLower(h["transfer-encoding"]), "chunked") {
		if whole, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body))); err == nil {
			body = whole
		}
	}
	encodings := strings.Split(strings.ToLower(h["content-encoding"]), ",")
	for i := len(encodings) - 1; i >= 0 && i >= len(encodings)-3; i-- {
		var source io.Reader
		switch strings.TrimSpace(encodings[i]) {
		case "gzip", "x-gzip":
			unzipped, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				continue
			}
			source = unzipped
		case "deflate":
			source = flate.NewReader(bytes.NewReader(withoutZlib(body)))
		case "br":
			source = brotli.NewReader(bytes.NewReader(body))
		default:
			continue
		}
		whole, err := io.ReadAll(io.LimitReader(source, limit+1))
		if int64(len(whole)) > limit {
			return nil, errTooMuch
		}
		if err == nil || len(whole) > 0 {
			body = whole // what breaks off counts as far as it goes
		}
	}
	return body, nil
}

// withoutZlib takes the two bytes of a zlib header off, which servers send or not.
func withoutZlib(body []byte) []byte {
	if len(body) > 2 && body[0]&0xF == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
		return body[2:]
	}
	return body
}

// address is what the record was asked for.
func (r *record) address() string {
	return strings.Trim(r.header["warc-target-uri"], "<>")
}

func (r *record) report() intake.Report {
	var rep intake.Report
	switch {
	case r.page != nil:
		rep = r.page.Report()
	case r.text != nil:
		rep = r.text.report(r)
	}
	if rep.ID == "" {
		rep.ID = r.address()
	}
	rep.Name = ""
	rep.Bytes, rep.Offset = r.payload, r.offset
	if captured := r.header["warc-date"]; captured != "" {
		quoted, _ := json.Marshal(strings.ToValidUTF8(captured, "")) // a string always can be
		rep.Facts = append(rep.Facts, verbale.Fact{Field: "captured", Value: string(quoted),
			Origin: verbale.FromRecord.At("WARC-Date")})
	}
	return rep
}
