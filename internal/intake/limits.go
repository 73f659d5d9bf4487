package intake

import (
	"fmt"
	"io"
	"unicode"
)

// Limits bound what one run holds and does, whatever it is given. They are the
// only ones: a reader of a format has none of its own.
type Limits struct {
	File     int64 // bytes held at once: a file that must be whole, a line, a row
	Document int64 // bytes of the text of a document
	Tokens   int   // words and marks of a document
	Unpacked int64 // bytes that one file may unpack to, with all that is in it
	Ratio    int64 // unpacked bytes for one packed byte, beyond the first 64 MiB
	Members  int   // members of one container
	Depth    int   // containers within containers
	Keys     int   // keys of a JSON object, columns of a table
	Name     int   // bytes of a report's name or id
	Value    int   // bytes of a value of its metadata
}

// The limits of a Reader that sets none.
const (
	DefaultMaxFile     = 64 << 20 // bytes
	DefaultMaxDocument = 16 << 20 // bytes

	ratioSlack = 64 << 20 // bytes that may be unpacked before the ratio counts
	maxKeys    = 2000     // keys of a JSON object, columns of a table
)

// limits returns those of a reader.
func (r *Reader) limits() Limits {
	l := Limits{File: r.MaxFile, Document: r.MaxDocument, Tokens: 300_000, Unpacked: 64 << 30, Ratio: 200,
		Members: 200_000, Depth: 4, Keys: maxKeys, Name: 1 << 10, Value: 4 << 10}
	if l.Document <= 0 {
		l.Document = DefaultMaxDocument
	}
	if l.File <= 0 {
		// Four bytes of a file for one of its text is what escapes and UTF-16 need.
		l.File = max(DefaultMaxFile, 4*l.Document)
	}
	return l
}

// guarded counts what comes out of a decompressor and stops where it is more
// than what went in can hold.
type guarded struct {
	source   io.Reader
	run      *run
	packed   func() int64 // bytes that went in so far
	known    bool         // whether packed tells
	unpacked int64
}

// guard bounds a stream that was unpacked.
func (r *run) guard(source io.Reader, packed func() int64, known bool) io.Reader {
	return &guarded{source: source, run: r, packed: packed, known: known}
}

func (g *guarded) Read(p []byte) (int, error) {
	if err := g.run.ctx.Err(); err != nil {
		return 0, ending(err)
	}
	n, err := g.source.Read(p)
	g.unpacked += int64(n)
	g.run.unpacked += int64(n)
	l := &g.run.Limits
	switch {
	case g.known && g.unpacked > ratioSlack && g.unpacked/l.Ratio > max(g.packed(), 1):
		return n, &Fault{Cause: Bomb, Offset: -1, Reason: fmt.Sprintf("it unpacks to more than %d times its size", l.Ratio), Advice: "unpack it by hand if it is to be trusted"}
	case g.run.unpacked > l.Unpacked:
		return n, &Fault{Cause: Bomb, Offset: -1, Reason: fmt.Sprintf("the file unpacks to more than %d bytes", l.Unpacked), Advice: "unpack it by hand if it is to be trusted"}
	}
	return n, err
}

// tooManyTokens reports whether a text has more words and marks than limit: a
// run of letters and digits is one, every other character that is no white
// space one more. It is linear, and stops at the limit.
func tooManyTokens(text string, limit int) bool {
	if len(text) <= limit {
		return false
	}
	tokens, within := 0, false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if !within {
				tokens++
			}
			within = true
		case unicode.IsSpace(r):
			within = false
		default:
			tokens++
			within = false
		}
		if tokens > limit {
			return true
		}
	}
	return false
}
