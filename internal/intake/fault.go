package intake

import (
	"fmt"
	"strings"
)

// FaultKind says what became of the input that a fault is about.
type FaultKind string

// The kinds of faults.
const (
	// Skipped: a file or a document that was handed in is not in.
	Skipped FaultKind = "skipped"
	// Doubtful: the document is in, but one of its values was treated as absent.
	Doubtful FaultKind = "doubtful"
	// PassedOver: files that were come across in a folder and are of a kind that
	// is not read. One fault a kind, at the end, with the count.
	PassedOver FaultKind = "passed_over"
	// Taken: nothing is wrong. It tells how a file is understood, before what is
	// in it is stored: which column was taken for what.
	Taken FaultKind = "taken"
)

// Cause is the stable name of a reason for a fault.
type Cause string

// The causes of faults.
const (
	Missing         Cause = "missing"          // no such file, or it vanished meanwhile
	NoPermission    Cause = "no_permission"    // the system does not let it be read
	Unreadable      Cause = "unreadable"       // any other error of the system
	BadName         Cause = "bad_name"         // a name that is not UTF-8, or holds control characters
	Empty           Cause = "empty"            // no text in it
	TooBig          Cause = "too_big"          // over a limit
	Binary          Cause = "binary"           // not text
	BadEncoding     Cause = "bad_encoding"     // not UTF-8, or not what was declared
	UnknownEncoding Cause = "unknown_encoding" // a declared encoding that nobody knows
	LoneSurrogate   Cause = "lone_surrogate"   // half of a UTF-16 pair, raw or as \uD83D
	NotJSON         Cause = "not_json"         // a line that is not a JSON object
	NoText          Cause = "no_text"          // a record without a text, a table without a column of texts
	Duplicate       Cause = "duplicate"        // a second document of the same name
	BrokenGzip      Cause = "broken_gzip"      // a gzip stream that breaks off
	BadTable        Cause = "bad_table"        // a table of reports that cannot be used
	BadRow          Cause = "bad_row"          // a row of a table of reports that cannot be used
	UnusedRow       Cause = "unused_row"       // a row that names no report
	BadValue        Cause = "bad_value"        // a value that cannot be read as what it should be
	NotReadYet      Cause = "not_read_yet"     // a form that is known and not read: pictures, slides, recordings
	NoWords         Cause = "no_words"         // a document without text in it: a scan
	Bomb            Cause = "bomb"             // a container that unpacks to far more than it is
	TooDeep         Cause = "too_deep"         // a container within too many others
	TooMany         Cause = "too_many"         // more members than are looked at
	Damaged         Cause = "damaged"          // a container or document that is not whole
	Locked          Cause = "locked"           // a document that a password keeps shut
	Unreachable     Cause = "unreachable"      // an address that gives nothing
	NotAllowed      Cause = "not_allowed"      // an address that is not to be fetched
	Garbled         Cause = "garbled"          // a text that was decoded twice, or holds HTML
	Understood      Cause = "understood"       // of Taken
	OtherEnding     Cause = "other_ending"     // a file whose name does not end like a report's
	Linked          Cause = "linked"           // a link to a folder
)

// Fault says what was not taken, where, why, and what to do about it.
type Fault struct {
	Kind     FaultKind
	Cause    Cause
	File     string // as the user would name it; "-" is standard input; "" for PassedOver
	Line     int    // from 1; 0 where it is about the whole file
	Offset   int64  // of the first bad byte in the file (of a gzipped file: of its content); -1 where there is none
	Document string // the name of the document, where one is known
	Field    string // of a Doubtful fault
	Reason   string // what is wrong: a clause without a stop
	Advice   string // what to do: a clause without a stop; may be empty
	Count    int    // of files for PassedOver, else 1
}

// Error writes the fault on one line, as "file:line: reason; advice".
func (f *Fault) Error() string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString(f.File)
		if f.Line > 0 {
			fmt.Fprintf(&b, ":%d", f.Line)
		}
		b.WriteString(": ")
	}
	b.WriteString(f.Reason)
	if f.Offset >= 0 {
		fmt.Fprintf(&b, " (at byte %d)", f.Offset)
	}
	if f.Kind == PassedOver && f.Count > 0 {
		fmt.Fprintf(&b, ": %d", f.Count)
	}
	if f.Advice != "" {
		b.WriteString("; ")
		b.WriteString(f.Advice)
	}
	return b.String()
}
