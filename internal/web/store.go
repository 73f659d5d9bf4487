package web

import (
	"context"
	"errors"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// ErrNotFound is what a Store says where the thing asked for is not there.
var ErrNotFound = errors.New("not in this dossier")

// ErrQuery is what a Store says to a question that cannot be answered as it
// was put.
var ErrQuery = query.ErrQuery

// Store is the record as the pages need it. Its methods may be called by
// several goroutines at once.
type Store interface {
	// Generation returns a number that is another after each change.
	Generation(ctx context.Context) (int64, error)
	// Name is what the dossier is called on the pages, and Description what a person
	// says of it, "" for nothing.
	Name() string
	Description() string

	// Documents yields each document in order of name.
	Documents(ctx context.Context, yield func(*verbale.DocumentRow) error) error
	// Keys yields the key of each statement, struck ones too, in order of
	// document and ordinal. A key is valid until yield returns.
	Keys(ctx context.Context, yield func(*Key) error) error
	// Parties yields who speaks ("speaker") and is addressed ("addressee"), in
	// order of statement number, role and place.
	Parties(ctx context.Context, yield func(statement int64, role, actor string) error) error
	// Actors yields id, name, type and the ids of the sides of each actor.
	Actors(ctx context.Context, yield func(*verbale.ActorRow) error) error
	// Directory returns the names by which questions may ask for actors, sides,
	// outlets and documents.
	Directory(ctx context.Context) (*query.Directory, error)

	// Statements returns the statements of those numbers in their order.
	Statements(ctx context.Context, numbers []int64) ([]*verbale.Statement, error)
	// Numbers returns the numbers of the statements of those ids, in their order.
	Numbers(ctx context.Context, ids []string) ([]int64, error)
	// Passages yields the paragraphs in which those statements stand.
	Passages(ctx context.Context, numbers []int64, yield func(statement int64, passage verbale.Excerpt) error) error
	// Match returns, ascending, the numbers of the statements whose content
	// holds the words.
	Match(ctx context.Context, words string) ([]int64, error)
	// Find returns what has to do with a search, at most limit of each group. The
	// directory is what Directory returned.
	Find(ctx context.Context, directory *query.Directory, s query.Search, limit int) (*query.Found, error)
	// SpeakingOf returns the numbers of statements whose content mentions the actor.
	SpeakingOf(ctx context.Context, actor string, limit int) ([]int64, error)
	// Profile returns one actor with its most frequent names and offices.
	Profile(ctx context.Context, id string) (*Profile, error)
	// Report returns the version of a document whose hash begins with version;
	// the newest where version is empty.
	Report(ctx context.Context, document, version string) (*Report, error)
	// Papers yields each paper with its steps in order of day, doubtful ones too: those
	// that moved, by the day of their first step, before the others, by their own day;
	// with an id, which it may have had before, that paper alone.
	Papers(ctx context.Context, id string, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error
	// HasPapers reports whether there is a paper that is not doubtful.
	HasPapers(ctx context.Context) (bool, error)
	// Times returns time expressions with a value from from until until.
	Times(ctx context.Context, from, until string, limit int) ([]verbale.TimeExpression, error)
}

// Key is what lists of statements are filtered, counted and sorted by.
type Key struct {
	Number     int64
	Document   string
	Ordinal    int
	Kind       verbale.Kind
	Mode       verbale.Mode
	Account    verbale.Account
	Channel    verbale.Channel
	Status     verbale.Status
	SaidOn     string
	NotAfter   string
	Confidence int
}

// Report is one version of a document with all that was read from it.
type Report struct {
	Row        *verbale.DocumentRow
	Hash       string
	Number     int
	Text       string
	Parts      []verbale.Part
	Facts      []verbale.Fact
	Statements []*verbale.Statement
	Numbers    []int64
	Mentions   []verbale.Mention // Chain is an index into Mentioned, or -1
	Mentioned  []string          // ids of actors
	Dates      []verbale.TimeExpression
	Hashes     []string // of all versions, oldest first
	ReadAt     []string
}

// Profile is what the record says of an actor, in a length that does not grow
// with the number of reports.
type Profile struct {
	Actor   *verbale.ActorRow // of each office the first and the last evidence
	Names   int               // names that the reports use
	Told    []int             // how often each office is told
	Offices int               // offices that are told
	Reports int               // reports that speak of the actor
}

// Draft is a text that a person adds.
type Draft struct {
	Name      string
	File      string // the name of the file that Text is the bytes of; "" where it is text
	Kind      verbale.DocumentKind
	Outlet    string
	Published string
	URI       string
	Title     string
	Encoding  string // of the file; "" is recognised
	Address   string // of a page, a feed or the like that is to be fetched; there is no Text then
	Text      string
}

// Previewed is a report that was recognised in a draft, with what is read in it; a
// nil Reading is that of a text that cannot be read.
type Previewed struct {
	Document *verbale.Document
	Reading  *verbale.Reading
}

// Adder takes in a text that a person adds. A server without one has no page
// for it.
type Adder interface {
	// Preview tells which reports would be recognised in a draft, at least one and no
	// more than most, and stores nothing.
	Preview(ctx context.Context, draft Draft, most int) ([]Previewed, error)
	// Endings lists the endings of the names of files that can be read.
	Endings() []string
	// Add reads the text into the dossier and returns the document's name.
	Add(ctx context.Context, draft Draft) (string, error)
}

// Change is a correction of one field of a statement, as a person typed it.
type Change struct {
	Statement string // id
	Field     string // a key of the row: "speaker", "kind", "said_on", "content", "status", …
	Value     string // names, a word of a closed list, a date, words of the report, or spans "120-188 190-201"
	Why       string
	NewActor  bool // names may be of somebody whom nothing in the dossier names so far
}

// UnknownName says that nothing in the dossier bears a name that was typed. It is
// of the kind ErrQuery.
type UnknownName struct {
	Name    string
	Nearest []string // names that may have been meant
}

func (e *UnknownName) Error() string {
	return fmt.Sprintf("nobody in this dossier is called %q", e.Name)
}

// Unwrap says of which kind the error is.
func (e *UnknownName) Unwrap() error { return ErrQuery }

// MissedStatement is a statement that a person adds by its words.
type MissedStatement struct {
	Document string
	After    int    // byte of the text from which the words are looked for
	Words    string // as they stand in the report
	Speaker  string
	Kind     verbale.Kind // "" is say
	Why      string
	NewActor bool // as in Change
}

// CorrectionRow is a correction with what it did to the newest reading.
type CorrectionRow struct {
	verbale.Correction
	Outcome verbale.EffectOutcome // "" where it is not about a report
}

// Corrector keeps what a person changes. A server without one shows no means
// to change anything. Each method returns the number of the correction, by
// which it can be undone.
type Corrector interface {
	Change(ctx context.Context, change Change) (int64, error)
	Missed(ctx context.Context, missed MissedStatement) (int64, error)
	Merge(ctx context.Context, keep, other, why string) (int64, error)
	Rename(ctx context.Context, actor, name, why string) (int64, error)
	Side(ctx context.Context, actor, side, why string) (int64, error)
	Undo(ctx context.Context, id int64, why string) error
	Corrections(ctx context.Context) ([]CorrectionRow, error)
}

// Progress is how far a reading of reports has come.
type Progress struct {
	Done    int64 `json:"done" doc:"Bytes of the input that are read."`
	Total   int64 `json:"total" doc:"Bytes of the input."`
	Reading bool  `json:"reading" doc:"Whether reports are being read now."`
}
