package intake

import (
	"context"
	"crypto/sha256"
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

// The limits of a Reader that sets none.
const (
	DefaultMaxFile     = 64 << 20 // bytes
	DefaultMaxDocument = 16 << 20 // bytes
)

// Reader reads reports. The zero value reads with the default limits and
// declares nothing. A Reader may be used by one call of Read at a time.
type Reader struct {
	// MaxFile is how many bytes are held at once: the longest text file, table
	// of reports, or line of a JSON Lines file. JSON Lines files themselves may
	// be of any length. 0 means DefaultMaxFile.
	MaxFile int64
	// MaxDocument is the longest text of a document in bytes of UTF-8. 0 means
	// DefaultMaxDocument.
	MaxDocument int64
	// Encoding is the encoding of text files that are neither UTF-8 nor marked
	// as UTF-16, and of which no table says anything; "" refuses those.
	Encoding string
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
	File     string // where the document came from, as the user would name it
	Line     int    // of a JSON Lines file; 0 for a text file
	Consumed int64  // bytes read so far from the files of this run, as they lie on disk
}

// Extent is how much there is to read.
type Extent struct {
	Files int
	Bytes int64 // as they lie on disk
}

// Read goes over the paths in their order: a text file, a JSON Lines file
// (.jsonl, .jsonl.gz), a folder with all that is below it in order of names, or
// "-" for JSON Lines on standard input. It calls yield with every document and
// every fault, and with the counts of what was passed over at the end. It stops
// with yield's error if that returns one, and with that of ctx when it is done.
// Other errors are about Reader.Reports only: no input makes Read fail.
func (r *Reader) Read(ctx context.Context, paths []string, yield func(Item) error) error {
	run := &run{
		Reader: *r, ctx: ctx, yield: yield,
		seen: map[[16]byte]struct{}{}, passed: map[passed]int{}, beside: map[string]*table{},
	}
	if run.MaxFile <= 0 {
		run.MaxFile = DefaultMaxFile
	}
	if run.MaxDocument <= 0 {
		run.MaxDocument = DefaultMaxDocument
	}
	if run.Stdin == nil {
		run.Stdin = os.Stdin
	}
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
	return err
}

// List counts the files that Read would open under paths, by their names alone.
// It reads folders, and no file.
func (r *Reader) List(paths []string) Extent {
	var listed listing
	walk(paths, &listed) // a listing has no errors
	return Extent(listed)
}

// listing is the visitor of List.
type listing Extent

func (l *listing) enter(string, string, []os.DirEntry) error { return nil }
func (l *listing) fault(*Fault) error                        { return nil }
func (l *listing) file(f found) error {
	if f.form != foreignForm {
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
	ctx      context.Context
	yield    func(Item) error
	seen     map[[16]byte]struct{} // hashes of the names of this run
	passed   map[passed]int
	given    *table            // of Reader.Reports
	beside   map[string]*table // by folder; nil where a folder has none
	whole    []*table          // tables whose folders were read as a whole
	consumed int64
}

func (r *run) fault(f *Fault) error {
	if f.Kind == "" {
		f.Kind = Skipped
	}
	if f.Count == 0 {
		f.Count = 1
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.yield(Item{Fault: f, File: f.File, Line: f.Line, Consumed: r.consumed})
}

// pass counts a file that is passed over.
func (r *run) pass(cause Cause, reason, advice string) {
	r.passed[passed{cause, reason, advice}]++
}

// document settles a document and hands it on, unless its name or its text
// cannot be stored.
func (r *run) document(d *verbale.Document, file string, line int) error {
	skip := func(cause Cause, reason, advice string) error {
		return r.fault(&Fault{Cause: cause, File: file, Line: line, Offset: -1, Document: d.Name, Reason: reason, Advice: advice})
	}
	switch {
	case !utf8.ValidString(d.Name) || strings.ContainsFunc(d.Name, unicode.IsControl):
		return skip(BadName, fmt.Sprintf("the name %q holds characters that cannot be shown", d.Name), "give it another name")
	case strings.TrimSpace(d.Text) == "":
		return skip(Empty, "there is no text in it", "")
	case int64(len(d.Text)) > r.MaxDocument:
		return skip(TooBig, fmt.Sprintf("its text has %d bytes, over the limit of %d", len(d.Text), r.MaxDocument), "raise the limit with --max-size")
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
	for _, doubt := range Settle(d) {
		fault := &Fault{Kind: Doubtful, Cause: BadValue, File: file, Line: line, Offset: -1, Document: d.Name,
			Field: doubt.Field, Reason: doubt.Reason + ", and is kept as given but not used", Advice: doubt.Advice}
		if err := r.fault(fault); err != nil {
			return err
		}
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	return r.yield(Item{Document: d, File: file, Line: line, Consumed: r.consumed})
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
	switch f.form {
	case linesForm:
		if isTableName(f.entry) {
			if beside := r.beside[filepath.Dir(f.path)]; beside != nil && beside.file == f.path {
				return nil
			}
		}
		return r.readLines(f)
	case foreignForm:
		return r.passFile(f)
	}
	if t := r.beside[filepath.Dir(f.path)]; t != nil && !f.given && (isTableName(f.entry) || isAboutTable(f.entry)) {
		return nil
	}
	return r.readText(f)
}

// passFile counts a file that does not look like a report by its name, under
// what its content says it is.
func (r *run) passFile(f found) error {
	if isTableName(f.entry) {
		return nil // used, or told to be of no use
	}
	head, err := headOf(f.path)
	if err != nil {
		return r.fault(systemFault(f.path, err))
	}
	switch kind := container(head); {
	case strings.HasPrefix(string(head), dossierSignature) && strings.EqualFold(filepath.Ext(f.entry), ".db"):
		// A dossier is no input; nobody wants to be told so.
	case kind != "":
		r.pass(NotReadYet, kind+" is not read yet", "save it as text")
	default:
		r.pass(OtherEnding, "files that end in "+strings.ToLower(filepath.Ext(f.entry))+" are passed over", "name such a file by itself to read it as text")
	}
	return nil
}

// headOf reads the first bytes of a file, enough to tell what it is.
func headOf(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}
