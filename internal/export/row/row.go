// Package row answers: what is a row, to a format that writes it?
//
// In whole: its value, which formats for programs spell; its cells, as text, one
// for each column of the [Shape]; and the days that it stands on, for calendars.
// A format is a function from a writer and a shape to a [Writer]; it knows nothing of
// where rows come from.
package row

import "verbale.dev/verbale/internal/calendar"

// Kind is what the cells of a column are.
type Kind int

// The kinds of columns.
const (
	Text   Kind = iota
	Number      // whole numbers
	Link        // addresses
	Date        // ISO days, or what is written in the place of one
)

// Column is one column of the cells.
type Column struct {
	Title string
	Kind  Kind
	// Share is the part of a page's width that a wide column gets; 0 is as wide
	// as its longest cell.
	Share int
	// Marks are what U+0002 and U+0003 in a cell are shown as, for words that are
	// to stand out. They count as no width. Only tables have such cells.
	Marks [2]string
}

// Shape is what all rows of an answer have in common.
type Shape struct {
	Name    string // what the rows are, in the plural
	Title   string // what the whole is called: the dossier
	Columns []Column

	Width  int  // columns of the terminal; 0 where there is none
	Colour bool // colours may be used
	Excel  bool // CSV with a byte order mark and guarded cells
	// About are the lines of the sheet that says where the rows come from. It is
	// asked for at the end, and may be nil.
	About func() ([][2]string, error)
}

// Row is one row. It is the writer's until Write returns.
type Row struct {
	Value   any
	Cells   []string // in the order of the columns
	Heading string   // what stands above the row where it differs from that of the row before
	Day     *Day     // nil is undated
	Note    *Note    // for formats of notes; else nil
}

// Day is a row as something on a calendar.
type Day struct {
	ID          string // stable and unique
	First, Last calendar.Day
	Display     string // the date as it is written: "2021~"
	Headline    string
	Text        string
	Group       string // a lane; "" for none
	Tentative   bool   // the days are approximate or uncertain
}

// Note is a row as a sentence of somebody's text with the evidence for it.
type Note struct {
	ID     string // stable and unique
	On     string // the day of the row, as it is written; "" is not known
	NoDay  bool   // it is nothing that has a day
	Lead   string // who, to whom, what kind
	Words  string // of the report
	Source string // the report: outlet, title, day
	Place  string // where its words stand: name, version, bytes
	Link   string // address of the report; "" where it has none
	Told   string // the report's own day, ISO; "" where it has none

	Document string // the report in which the words stand; "" where Source says all
	More     []Note // what belongs to it, each with evidence of its own: answers, renderings
}

// Report is what is said of a report in the evidence of a note.
type Report struct {
	Source, Link, Told string // as of Note
}

// Fill adds what is known of reports to a note and to what belongs to it.
func (n *Note) Fill(of func(document string) Report) {
	if n.Document != "" {
		r := of(n.Document)
		if n.Source == "" {
			n.Source = r.Source
		}
		if n.Link == "" {
			n.Link = r.Link
		}
		if n.Told == "" {
			n.Told = r.Told
		}
	}
	for i := range n.More {
		n.More[i].Fill(of)
	}
}

// Evidence tells in one sentence where the words stand.
func (n *Note) Evidence() string {
	evidence := n.Place + ", " + n.ID
	if n.Source != "" {
		evidence = n.Source + ". " + evidence
	}
	return evidence + "."
}

// Writer takes rows one at a time. Close ends the answer and must be called.
type Writer interface {
	Write(r *Row) error
	Close() error
}
