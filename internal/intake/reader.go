package intake

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
)

// Reader reads reports. The zero value reads text and JSON Lines with the
// default limits and declares nothing. A Reader may be used by one call of Read
// at a time.
type Reader struct {
	// Formats are the forms that are read beside text and JSON, in the order in
	// which they are tried.
	Formats []Format
	// Splitters take apart texts that hold many reports, in the order in which
	// they are tried.
	Splitters []Splitter
	// Columns says which key or column holds what, by field: {"text": "story"}.
	// It goes before the usual names.
	Columns map[string]string
	// MaxFile is how many bytes are held at once: the longest file that has to be
	// whole (a text, a PDF, a table of reports), or line of a JSON Lines file.
	// JSON Lines files and archives themselves may be of any length. 0 means
	// four times MaxDocument, and DefaultMaxFile at the least.
	MaxFile int64
	// MaxDocument is the longest text of a document in bytes of UTF-8. 0 means
	// DefaultMaxDocument.
	MaxDocument int64
	// Encoding is the encoding of text files that are neither UTF-8 nor marked
	// as UTF-16, and of which no table says anything; "" refuses those.
	Encoding string
	// Repair has texts mended that were decoded twice or hold HTML that was not
	// decoded. What was made of what is kept in their maps, and is told.
	Repair bool
	// Reports is the path of a table of reports, or "". Tables beside the files
	// are used too; what this one says goes before.
	Reports string
	// Stdin is what the path "-" reads; nil means os.Stdin.
	Stdin io.Reader
}

// Item is one thing that Read found: a document or a fault, never both.
type Item struct {
	Document *verbale.Document
	Fault    *Fault
	Source   *Source // where the document came from, byte by byte; nil for a fault
	File     string  // the same as the user would name it: "week.zip!a/b.docx"
	Line     int     // of a file of many reports; 0 for others
	Consumed int64   // bytes read so far from the files of this run, as they lie on disk
}

// Extent is how much there is to read.
type Extent struct {
	Files int
	Bytes int64 // as they lie on disk
}

// Read goes over the paths in their order: a file, a folder with all that is
// below it in order of names, or "-" for standard input. It calls yield with
// every document and every fault, and with the counts of what was passed over at
// the end. It stops with yield's error if that returns one, and with that of ctx
// when it is done. Other errors are about Reader.Reports only: no input makes
// Read fail.
func (r *Reader) Read(ctx context.Context, paths []string, yield func(Item) error) error {
	run := r.start(ctx, yield)
	if r.Reports != "" {
		given, err := run.load(r.Reports)
		if err != nil {
			return err
		}
		if given.documents {
			return fmt.Errorf("intake: %s holds reports, not a table of them; give it as a path", r.Reports)
		}
		run.given = given
	}
	err := walk(paths, run)
	if err == nil {
		err = run.finish()
	}
	return unmarked(err)
}

// ReadFrom is Read for one input that is no file of this machine, such as a page
// that was fetched: name is what its document is called, and what in says about
// its address and encoding counts.
func (r *Reader) ReadFrom(ctx context.Context, name string, in *Input, yield func(Item) error) error {
	run := r.start(ctx, yield)
	in.Limits, in.Columns = run.Limits, r.Columns
	sink := &Sink{run: run, found: found{path: name, name: name, entry: in.Name, given: true}, name: name}
	err := run.dispatch(ctx, in, sink)
	if err == nil {
		err = run.finish()
	}
	return unmarked(err)
}

func (r *Reader) start(ctx context.Context, yield func(Item) error) *run {
	run := &run{
		Reader: *r, Limits: r.limits(), ctx: ctx, yield: yield,
		seen: map[[16]byte]struct{}{}, passed: map[passed]int{}, beside: map[string]*table{},
	}
	run.MaxFile, run.MaxDocument = run.Limits.File, run.Limits.Document
	if run.Stdin == nil {
		run.Stdin = os.Stdin
	}
	return run
}

// unmarked takes the mark off an error that ended the run.
func unmarked(err error) error {
	if marked := (errEnd{}); errors.As(err, &marked) {
		return marked.error
	}
	return err
}

// List counts the files that Read would open under paths, by their names alone.
// It reads folders, and no file.
func (r *Reader) List(paths []string) Extent {
	listed := listing{reader: r}
	walk(paths, &listed) // a listing has no errors
	return listed.Extent
}

// listing is the visitor of List.
type listing struct {
	Extent
	reader *Reader
}

func (l *listing) enter(string, string, []os.DirEntry) error { return nil }
func (l *listing) fault(*Fault) error                        { return nil }
func (l *listing) file(f found) error {
	if f.given || l.reader.takes(f.entry) {
		l.Files++
		l.Bytes += f.size
	}
	return nil
}

// passed is a kind of file that is passed over.
type passed struct {
	cause          Cause
	reason, advice string
}

// run is the state of one Read.
type run struct {
	Reader
	Limits   Limits
	ctx      context.Context
	yield    func(Item) error
	seen     map[[16]byte]struct{} // hashes of the names of this run
	passed   map[passed]int
	given    *table            // of Reader.Reports
	beside   map[string]*table // by folder; nil where a folder has none
	whole    []*table          // tables whose folders were read as a whole
	consumed int64
	unpacked int64 // bytes that came out of the containers of the file at hand
}

func (r *run) fault(f *Fault) error {
	if f.Kind == "" {
		f.Kind = Skipped
	}
	if f.Count == 0 {
		f.Count = 1
	}
	if err := r.ctx.Err(); err != nil {
		return ending(err)
	}
	return ending(r.yield(Item{Fault: f, File: f.File, Line: f.Line, Consumed: r.consumed}))
}

// pass counts a file that is passed over.
func (r *run) pass(cause Cause, reason, advice string) {
	r.passed[passed{cause, reason, advice}]++
}

// document settles a document and hands it on, unless its name or its text
// cannot be stored.
func (r *run) document(d *verbale.Document, source *Source, file string, line int) error {
	skip := func(cause Cause, reason, advice string) error {
		return r.fault(&Fault{Cause: cause, File: file, Line: line, Offset: -1, Document: d.Name, Reason: reason, Advice: advice})
	}
	switch {
	case !utf8.ValidString(d.Name) || strings.ContainsFunc(d.Name, unicode.IsControl):
		return skip(BadName, fmt.Sprintf("the name %q holds characters that cannot be shown", d.Name), "give it another name")
	case len(d.Name) > r.Limits.Name:
		return r.fault(&Fault{Cause: BadName, File: file, Line: line, Offset: -1,
			Reason: fmt.Sprintf("its name has %d bytes, over the limit of %d", len(d.Name), r.Limits.Name), Advice: "give it a shorter id"})
	case strings.TrimSpace(d.Text) == "":
		return skip(Empty, "there is no text in it", "")
	case int64(len(d.Text)) > r.MaxDocument:
		return skip(TooBig, fmt.Sprintf("its text has %d bytes, over the limit of %d", len(d.Text), r.MaxDocument), "raise the limit with --max-size")
	case tooManyTokens(d.Text, r.Limits.Tokens):
		return skip(TooBig, fmt.Sprintf("it has more than %d words and marks, over the limit for a report", r.Limits.Tokens), "divide it")
	}
	if at := strings.IndexByte(d.Text, 0); at >= 0 {
		return skip(Binary, fmt.Sprintf("its text holds a NUL character at byte %d", at), "")
	}
	name := sha256.Sum256([]byte(d.Name))
	key := [16]byte(name[:16])
	if _, twice := r.seen[key]; twice {
		return skip(Duplicate, fmt.Sprintf("a report named %q came before in this run, and a name stands for one report", d.Name),
			"give it another id; files of the same name are told apart by giving the folder above both")
	}
	r.seen[key] = struct{}{}
	for i := range d.Facts {
		f := &d.Facts[i]
		if len(f.Value) <= r.Limits.Value || f.Field == fieldLayout || !slices.Contains(Correctable, f.Field) {
			continue
		}
		fault := &Fault{Kind: Doubtful, Cause: BadValue, File: file, Line: line, Offset: -1, Document: d.Name, Field: f.Field,
			Reason: fmt.Sprintf("its %s has %d bytes, over the limit of %d, and is cut", f.Field, len(f.Value), r.Limits.Value), Advice: "look whether that field holds what it should"}
		f.Value = cutAt(f.Value, r.Limits.Value)
		if err := r.fault(fault); err != nil {
			return err
		}
	}
	for _, doubt := range Settle(d) {
		fault := &Fault{Kind: Doubtful, Cause: BadValue, File: file, Line: line, Offset: -1, Document: d.Name,
			Field: doubt.Field, Reason: doubt.Reason + ", and is kept as given but not used", Advice: doubt.Advice}
		if err := r.fault(fault); err != nil {
			return err
		}
	}
	if reason, advice := garbled(d.Text); reason != "" {
		if err := r.fault(&Fault{Kind: Doubtful, Cause: Garbled, File: file, Line: line, Offset: -1, Document: d.Name, Reason: reason, Advice: advice}); err != nil {
			return err
		}
	}
	if err := r.ctx.Err(); err != nil {
		return ending(err)
	}
	return ending(r.yield(Item{Document: d, Source: source, File: file, Line: line, Consumed: r.consumed}))
}

// cutAt cuts s to at most size bytes, on the border of a character.
func cutAt(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size]
}

// finish reports the rows that named no report, and the counts.
func (r *run) finish() error {
	for _, t := range r.whole {
		if err := r.unused(t); err != nil {
			return err
		}
	}
	if r.given != nil {
		if err := r.unused(r.given); err != nil {
			return err
		}
	}
	kinds := make([]passed, 0, len(r.passed))
	for kind := range r.passed {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b passed) int { return strings.Compare(string(a.cause)+a.reason, string(b.cause)+b.reason) })
	for _, kind := range kinds {
		if err := r.fault(&Fault{Kind: PassedOver, Cause: kind.cause, Offset: -1, Reason: kind.reason, Advice: kind.advice, Count: r.passed[kind]}); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) unused(t *table) error {
	for i := range t.rows {
		if row := &t.rows[i]; !row.used {
			named := row.path
			if named == "" {
				named = row.id
			}
			if err := r.fault(&Fault{Kind: Doubtful, Cause: UnusedRow, File: t.file, Line: row.line, Offset: -1,
				Reason: fmt.Sprintf("the row names %q, and no such report was read", named), Advice: "write the path as it is below the folder of the table"}); err != nil {
				return err
			}
		}
	}
	return nil
}

// enter loads the table of reports beside the files of a folder.
func (r *run) enter(dir, _ string, entries []os.DirEntry) error {
	table, err := r.tableIn(dir, entries)
	if table != nil {
		r.whole = append(r.whole, table)
	}
	return err
}

// file reads one file.
func (r *run) file(f found) error {
	if t := r.beside[filepath.Dir(f.path)]; t != nil {
		if t.file == f.path || !f.given && (isTableName(f.entry) || isAboutTable(f.entry)) {
			return nil
		}
	}
	if !f.given && isTableName(f.entry) && filepath.Ext(strings.ToLower(f.entry)) != ".jsonl" {
		return nil // used, or told to be of no use
	}
	in := &Input{Name: f.entry, Encoding: r.Encoding, Columns: r.Columns, Limits: r.Limits}
	var source io.Reader = r.Stdin
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return r.fault(systemFault(f.path, err))
		}
		defer file.Close()
		source, in.file = file, file
		for _, row := range r.rows(f, f.name, "", false) {
			if row.encoding != "" {
				in.Encoding = row.encoding
				break
			}
		}
	}
	r.unpacked, in.live = 0, f.path == "-"
	in.Source = bufio.NewReaderSize(&counter{source, &r.consumed}, 1<<16)
	sink := &Sink{run: r, found: f, name: f.name}
	return r.dispatch(r.ctx, in, sink)
}

// dispatch reads an input and tells what went wrong with it.
func (r *run) dispatch(ctx context.Context, in *Input, s *Sink) error {
	err := r.read(ctx, in, s)
	var fault *Fault
	switch marked := (errEnd{}); {
	case err == nil:
		return nil
	case errors.As(err, &marked):
		return err
	case errors.As(err, &fault):
		return s.Fault(fault)
	case isBroken(err):
		return s.Fault(broken(err))
	}
	f := systemFault(s.file(), err)
	return r.fault(f)
}

// read finds the format of an input and reads it.
func (r *run) read(ctx context.Context, in *Input, s *Sink) error {
	s.in = in
	if err := r.unwrap(in, s); err != nil {
		return err
	}
	peeked, err := in.Peek(HeadSize)
	if err != nil && err != io.EOF && len(peeked) == 0 {
		return err
	}
	head := Head{Bytes: peeked, Name: in.Name}
	ending := head.Ending()
	known := s.found.given || isTextEnding(ending)
	for i := range r.Formats {
		f := &r.Formats[i]
		if (f.Signed || known || slices.Contains(f.Endings, ending)) && f.Match(head) {
			s.format, s.many = f, f.Many
			return f.Read(ctx, in, s)
		}
	}
	if f := &jsonFormat; s.found.path == "-" && container(head.Bytes) == "" || slices.Contains(f.Endings, ending) || known && f.Match(head) {
		s.format, s.many = f, true
		return f.Read(ctx, in, s)
	}
	switch kind := container(head.Bytes); {
	case strings.HasPrefix(string(head.Bytes), dossierSignature) && ending == ".db" && !s.found.given:
		return nil // A dossier is no input; nobody wants to be told so.
	case kind != "":
		return s.Refuse(&Fault{Cause: NotReadYet, Offset: -1, Reason: kind + " is not read yet", Advice: "save it as text"})
	case !known:
		r.pass(OtherEnding, "files that end in "+ending+" are passed over", "name such a file by itself to read it as text")
		return nil
	}
	return r.readText(in, s)
}

// takes reports whether a file of this name in a folder is opened as a report,
// by its ending.
func (r *Reader) takes(name string) bool {
	ending := strings.ToLower(filepath.Ext(unwrapped(name)))
	if isTextEnding(ending) || slices.Contains(jsonFormat.Endings, ending) {
		return true
	}
	return slices.ContainsFunc(r.Formats, func(f Format) bool { return slices.Contains(f.Endings, ending) })
}
