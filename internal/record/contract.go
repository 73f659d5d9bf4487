package record

import (
	"context"
	"errors"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// The kinds of errors that a dossier gives. Each is mapped once to an exit
// status and once to an HTTP status.
var (
	ErrNotDossier = errors.New("not a dossier")
	ErrNewer      = errors.New("the dossier was made by a newer version of Verbale")
	ErrLocked     = errors.New("the dossier is being written by another process")
	ErrNotFound   = errors.New("no such dossier")
	ErrDamaged    = errors.New("the dossier is damaged")
	ErrReadOnly   = errors.New("the dossier cannot be written")
	ErrFull       = errors.New("there is no room left where the dossier lies")
	// ErrQuery is that of the question itself, so that whoever evaluates one gives it.
	ErrQuery = query.ErrQuery
)

// Dossier is an open dossier. It may be used by several goroutines at once, and by
// several processes: all of them may ask at any time, one at a time writes, and a
// question is answered from what was committed when it was put. What a context
// ends is given up; what was committed stays.
type Dossier interface {
	// Lock takes the dossier for reading reports into it, until Close or the end of
	// the process, however it ends. Where another has it the error is ErrLocked, where
	// it cannot be written ErrReadOnly. Questions and short writes of others go on.
	Lock(ctx context.Context) error
	// Begin begins a transaction. It waits a while for that of another to end, and
	// then gives ErrLocked.
	Begin(ctx context.Context) (Writer, error)
	// Forget takes a document out for good: the text of all its versions, every row
	// that was read from them, their words in the indices and the corrections about
	// them. A tombstone of each version stays. The caller holds the lock, and derives
	// anew what follows from the rest. ErrQuery where there never was such a document.
	Forget(ctx context.Context, name, by, reason string) (Forgotten, error)
	// Backup writes a copy to a new place, whole and in itself consistent, also while
	// another writes. The error wraps fs.ErrExist where something is there already.
	Backup(ctx context.Context, to string) error
	// Check goes over the whole dossier and calls yield with each fault: with what
	// breaks the law of evidence, with rows that are not those that were put, and with
	// derived rows that are not what follows. Hash makes the hash of a document's
	// contents. The time is linear in the size of the dossier.
	Check(ctx context.Context, hash func(*verbale.Document) string, yield func(Fault) error) (Checked, error)
	// Close ends the use of the dossier. What the process had locked is left whole.
	Close() error

	// Presence tells what the dossier holds of the document of that name, whose
	// contents have that hash; models are those of which any may have read it.
	Presence(ctx context.Context, name, hash string, models ...string) (Presence, error)
	// Stored returns the current version of a document as it came in, to be read
	// again, with its full hash and the reason why it was not read, if so; ErrNotFound
	// where there is no such document.
	Stored(ctx context.Context, name string) (document *verbale.Document, hash, notRead string, err error)
	// Stale lists the names of the documents that were read, but by none of the models,
	// in order.
	Stale(ctx context.Context, models ...string) ([]string, error)
	// ModelOf returns the name of the model that read the current version of a
	// document, "" where there is none.
	ModelOf(ctx context.Context, name string) (string, error)
	// Engine returns the name of the engine that reads into the dossier, "" where none
	// was ever set. SetEngine sets it for what is read from then on.
	Engine(ctx context.Context) (string, error)
	SetEngine(ctx context.Context, name string) error
	// Described returns what a person calls the dossier and says of it, "" where nobody
	// has. Describe sets both.
	Described(ctx context.Context) (title, description string, err error)
	Describe(ctx context.Context, title, description string) error
	// VersionText returns the text of one version of a document by its full hash, and
	// whether the dossier has it.
	VersionText(ctx context.Context, name, hash string) (string, bool, error)
	// Totals tells how much is in the current versions, at a cost that does not depend
	// on it.
	Totals(ctx context.Context) (Totals, error)
	// Corrections lists all corrections in the order in which they were made, with
	// those that were taken back marked as undone.
	Corrections(ctx context.Context) ([]verbale.Correction, error)
	// Tombstones lists what was forgotten, in order of document and hash.
	Tombstones(ctx context.Context) ([]Tombstone, error)

	// ActorID returns the id of the actor that an id, which may be one that it had
	// before, or a name means; a NameError where it means none or several.
	ActorID(ctx context.Context, words string) (string, error)
	// ActorName returns the name of the actor of an id.
	ActorName(ctx context.Context, id string) (string, error)

	// Exchange calls yield with each request that the question lets through, a whole
	// before its parts, in order of day, report and place, those without a day first.
	Exchange(ctx context.Context, q query.Exchange, yield func(*verbale.Request) error) error
	// Clauses calls yield with each clause that the question lets through, those that are
	// voiced most first, a whole before its parts.
	Clauses(ctx context.Context, q query.Clauses, yield func(*verbale.Clause) error) error
	// Expectations calls yield with each expectation that the question lets through, in
	// order of the day of its saying, report and place, those without a day first.
	Expectations(ctx context.Context, q query.Expectations, yield func(*verbale.Expectation) error) error
	// Changes calls yield with what is new since a day, an ISO date, in order of day; what
	// has no day, and may be new, last.
	Changes(ctx context.Context, q query.Query, since string, yield func(*verbale.Change) error) error
	// Thread calls yield with the requests that an id means, and with everything that
	// responds to each, and to that. ErrQuery where it means none.
	Thread(ctx context.Context, id string, yield func(*verbale.ThreadRow) error) error

	// Documents, Statements, Dates and Actors call yield with the rows of the current
	// versions that a query lets through, in the order that docs/formats.md fixes and
	// that no order of arrival changes. They stream: memory does not grow with the
	// number of rows. They stop with yield's error. ErrQuery where the query cannot be
	// answered.
	Documents(ctx context.Context, q query.Query, yield func(*verbale.DocumentRow) error) error
	Statements(ctx context.Context, q query.Query, yield func(*verbale.Statement) error) error
	Dates(ctx context.Context, q query.Query, yield func(*verbale.TimeExpression) error) error
	Actors(ctx context.Context, q query.Query, yield func(*verbale.ActorRow) error) error
	// Events calls yield with each event that the question lets through, in order of
	// day, report and place, undated ones last.
	Events(ctx context.Context, q EventQuery, yield func(*verbale.Event) error) error
	// Papers calls yield with each paper that the question lets through: first those that
	// moved, by the day of their first step, then the others by their own day; and with
	// its steps in order of day. Transfers calls yield with the steps of all of them, in
	// order of day, undated ones last.
	Papers(ctx context.Context, q PaperQuery, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error
	Transfers(ctx context.Context, q PaperQuery, yield func(*verbale.Transfer) error) error
	// Utterances calls yield with each utterance of which the query lets a rendering
	// through, in the order of its first such rendering, and with its statements in
	// order of report and place.
	Utterances(ctx context.Context, q query.Query, yield func(*verbale.Utterance, []*verbale.Statement) error) error
	// Utterance returns the utterance of an id, of one that it had before, or of a
	// statement; ErrQuery where there is none.
	Utterance(ctx context.Context, id string) (*verbale.Utterance, []*verbale.Statement, error)
}

// EventQuery is what is asked of events: of what query asks of statements, who did it
// (Speaker), to whom (To), who takes part for which side, days, words, outlets and
// reports; and what events alone have.
type EventQuery struct {
	query.Query
	Types        []string
	Factualities []string
	News         bool // without what is told to explain
	Doubtful     bool // also what is doubtful
}

// SureEvent is the confidence, per mille, below which an event is doubtful: what has
// neither happened nor a day, and what nobody is told to have done on no day.
const SureEvent = 750

// PaperQuery is what is asked of papers and of their steps: of what query asks of
// statements, who made or gave one (Speaker), to whom (To), who has to do with it for
// which side, days, words, outlets and reports; and what these alone have.
type PaperQuery struct {
	query.Query
	IDs      []string // of papers or steps, also such as they had before
	Kinds    []string
	Steps    []string
	Doubtful bool // also what is doubtful
}

// The confidences, per mille, below which a paper and a step are doubtful
// (docs/papers.md holds the curve).
const (
	SurePaper    = 750
	SureTransfer = 750
)

// Writer is a transaction: it puts documents and their readings into a dossier,
// several at once. Nobody sees anything of it before Commit, and then all of it. It
// is for one goroutine; Commit or Abandon ends it. After an error it may only be
// abandoned.
type Writer interface {
	// Put stores the document, whose contents have that hash, and what was read
	// from it; a nil reading stores a document that could not be read, for the
	// reason notRead. A version that is already there is read anew in place, so that
	// to put it twice is to put it once. The error names the document; the refusal of
	// a row whose words are not at its span is such an error.
	Put(ctx context.Context, document *verbale.Document, hash string, reading *verbale.Reading, notRead string) error
	// PutOriginal keeps what the version of a document with that hash was made from;
	// bytes that are there already are not kept twice. It comes after Put.
	PutOriginal(name, hash string, o Original) error
	// AddCorrection stores a correction and returns its number, which is greater than
	// those before. ID and Undone are not looked at; MadeAt is kept where it is set.
	// What it says of actors holds when the writer commits; what it says of a
	// statement or document holds when that is put again.
	AddCorrection(ctx context.Context, c verbale.Correction) (int64, error)
	// Corrections lists all corrections as the transaction sees them.
	Corrections(ctx context.Context) ([]verbale.Correction, error)
	// Redeclare makes Commit lay what a person declared of actors over all of them.
	Redeclare()
	// TouchAll makes Commit derive anew what follows from the whole dossier.
	TouchAll(ctx context.Context) error
	// Commit derives what follows from what was put, and keeps all of it. What
	// follows is a function of the sets of readings and corrections: neither the order
	// in which they came nor their division into transactions can matter.
	Commit() error
	// Abandon drops what was put. After Commit it does nothing.
	Abandon()
}

// Presence says what a dossier holds of a document that comes in.
type Presence int

// What a dossier can hold of a document.
const (
	Absent   Presence = iota // no document of that name
	Changed                  // the name, with other contents
	Stale                    // the same contents, read by another model
	UpToDate                 // the same contents, read by this model
)

// Totals counts what is in a dossier's current versions.
type Totals struct {
	Documents, NotRead, Undated int
	Statements, Unattributed    int
	Dates, Speakers             int
}

// Tombstone is what stays of a version of a document that was forgotten.
type Tombstone struct {
	Document string `json:"document"`
	Hash     string `json:"hash"`      // of the version
	TextHash string `json:"text_hash"` // SHA-256 of its text, hex
	Reason   string `json:"reason"`
	By       string `json:"by"`
	At       string `json:"at"` // UTC, RFC 3339
}

// Forgotten counts what went with a document.
type Forgotten struct {
	Versions, Statements, Dates, Corrections int
}

// Fault is something in a dossier that breaks one of its laws.
type Fault struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	What     string `json:"what"`
}

// Checked counts what Check went over.
type Checked struct {
	Documents, Versions, Spans, Corrections int
	// NotHashed counts versions whose rows have no hash yet, and NotDerived says that
	// what follows was derived by other rules: neither was compared (see upgrade).
	NotHashed  int
	NotDerived bool
}

// Kept is bytes that are kept.
type Kept struct {
	Hash   string // SHA-256 of the bytes, hex; "" where they are not kept
	Bytes  int    // how many there are
	Packed []byte // the bytes, packed by whoever put them
}

// Original is what a text was made from, as it was received.
type Original struct {
	Kept
	// Inner is what lies packed in the bytes and Map leads to, such as the text of a
	// Word document; nil where Map leads to the bytes themselves.
	Inner     *Kept
	Format    string
	Extractor string
	Within    []string // members from the file inwards
	Start     int64    // of the bytes in the innermost of them
	Map       []byte   // from the text to the bytes, packed likewise
}
