package export

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export/csv"
	"verbale.dev/verbale/internal/export/docx"
	"verbale.dev/verbale/internal/export/feed"
	"verbale.dev/verbale/internal/export/ical"
	"verbale.dev/verbale/internal/export/json"
	"verbale.dev/verbale/internal/export/markdown"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/export/table"
	"verbale.dev/verbale/internal/export/timelinejs"
	"verbale.dev/verbale/internal/export/xlsx"
)

// Set says which columns of a sheet a format shows.
type Set int

// The sets of columns.
const (
	Values Set = iota // none: the value of the row is written
	Few               // those of a table for people
	People            // those that a person wants in a sheet
	All               // every column
)

// Format is one form in which rows are written.
type Format struct {
	Name      string // as --format has it
	Ending    string // of files, without the dot
	MediaType string
	Meaning   string // what it is, for the docs
	Columns   Set
	Days      bool // it carries rows that stand on days, and leaves undated ones out
	Notes     bool // it carries rows with their evidence
	Binary    bool // it cannot be shown on a terminal
	Tells     bool // it says itself where its rows come from

	open func(io.Writer, *row.Shape) (row.Writer, error)
}

var formats = []Format{
	{Name: "table", Ending: "txt", MediaType: "text/plain; charset=utf-8", Columns: Few, open: table.New,
		Meaning: "for people: by date, then place in the report, undated last; no more rows than `--limit`, and the last line says how many more there are"},
	{Name: "json", Ending: "json", MediaType: "application/json", open: json.NewArray, Meaning: "one array"},
	{Name: "jsonl", Ending: "jsonl", MediaType: "application/jsonl; charset=utf-8", open: json.NewLines, Meaning: "one object a line; streamed"},
	{Name: "csv", Ending: "csv", MediaType: "text/csv; charset=utf-8", Columns: All, open: csv.New,
		Meaning: "RFC 4180 in UTF-8, lists as JSON in the cell; `--excel` (which implies it) adds a byte order mark and puts `'` before cells that begin with `=`, `+`, `-` or `@`"},
	{Name: "xlsx", Ending: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Columns: People, Binary: true, Tells: true, open: xlsx.NewRows,
		Meaning: "a workbook: the columns that a person wants first (`--all-columns` for those of the CSV), header frozen with filters, days as days, text typed as text (codes keep their zeros), addresses to click; a sheet \"about\" with dossier, command, versions, the number of rows and what was left out"},
	{Name: "ics", Ending: "ics", MediaType: "text/calendar; charset=utf-8", Days: true, open: ical.NewRows,
		Meaning: "a calendar (RFC 5545): one event of whole days for each row with a day"},
	{Name: "timelinejs", Ending: "timeline.json", MediaType: "application/json", Days: true, open: timelinejs.NewRows,
		Meaning: "what [TimelineJS](https://timeline.knightlab.com/docs/json-format.html) shows: one slide for each row with a day"},
	{Name: "markdown", Ending: "md", MediaType: "text/markdown; charset=utf-8", Notes: true, Tells: true, open: markdown.New,
		Meaning: "a numbered list for a text of one's own: day, who, the words, and a numbered note with the evidence for each row; under a request its answers, under an utterance its renderings; at the end where the rows come from"},
	{Name: "docx", Ending: "docx", MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Notes: true, Binary: true, Tells: true, open: docx.New,
		Meaning: "the same as a document for Word and LibreOffice, the evidence as footnotes"},
	{Name: "jsonfeed", Ending: "feed.json", MediaType: "application/feed+json", Notes: true, Tells: true, open: feed.NewJSON,
		Meaning: "[JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/): one item a row, with its evidence under `_verbale`"},
	{Name: "atom", Ending: "atom", MediaType: "application/atom+xml", Notes: true, Tells: true, open: feed.NewAtom,
		Meaning: "Atom (RFC 4287): one entry a row of a report that has a day"},
}

// ErrFormat is the kind of the errors about formats that there are not.
var ErrFormat = errors.New("no such format")

// Formats lists every format. The list is the caller's.
func Formats() []Format { return slices.Clone(formats) }

// Names lists the names of the formats that can carry rows with days, which have their
// evidence too, or without.
func Names(days bool) []string {
	var names []string
	for i := range formats {
		if days || !formats[i].Days && !formats[i].Notes {
			names = append(names, formats[i].Name)
		}
	}
	return names
}

// Named returns the format of a name. The error is ErrFormat and lists the names.
func Named(name string) (*Format, error) {
	for i := range formats {
		if formats[i].Name == name {
			return &formats[i], nil
		}
	}
	return nil, fmt.Errorf("%w: %q is none of %s", ErrFormat, name, strings.Join(Names(true), ", "))
}

// OfFile returns the format that the ending of a file's name says; nil where it
// has none. The error is ErrFormat and lists the endings.
func OfFile(path string) (*Format, error) {
	base := strings.ToLower(filepath.Base(path))
	var found *Format
	var endings []string
	for i := range formats {
		endings = append(endings, "."+formats[i].Ending)
		if strings.HasSuffix(base, "."+formats[i].Ending) && (found == nil || len(formats[i].Ending) > len(found.Ending)) {
			found = &formats[i]
		}
	}
	if found == nil && filepath.Ext(base) != "" {
		return nil, fmt.Errorf("%w: nothing is written as %s; there are %s, and --format with any name", ErrFormat,
			filepath.Ext(base), strings.Join(endings, ", "))
	}
	return found, nil
}

// Column is one column of a sheet.
type Column[T any] struct {
	Title string
	Of    func(T) string
	Kind  row.Kind
	Share int       // see row.Column
	Marks [2]string // see row.Column
}

// Sheet says how rows of one type are shown.
type Sheet[T any] struct {
	Table  []Column[T] // of the table for people
	People []Column[T] // of a sheet for people; without them Export
	Export []Column[T] // all
	// Heading returns a line that stands above the row where it differs from
	// that of the row before: "undated". It may be nil.
	Heading func(T) string
	// Day returns the row as something on a calendar, or nil where it has no day.
	// Rows without Day cannot be written by formats of days.
	Day func(T) *row.Day
	// Note returns the row with its evidence. Rows without Note cannot be written by
	// formats of notes.
	Note func(T) *row.Note
}

// Page says for whom and from where rows are written.
type Page struct {
	Width      int
	Colour     bool
	Excel      bool
	AllColumns bool     // every column, whatever the format's are
	Columns    []string // titles of columns, in this order, instead of the format's
	Name       string   // what the rows are, in the plural
	Title      string   // what the whole is called
	About      func() ([][2]string, error)
	// Report tells of a report what stands in the evidence of notes; it may be nil.
	Report func(document string) row.Report
}

// Writer takes rows of one type.
type Writer[T any] struct {
	Rows    int // that were written
	LeftOut int // that have no day, in a format of days

	format  *Format
	sheet   Sheet[T]
	columns []Column[T]
	report  func(string) row.Report
	to      row.Writer
}

// NewWriter returns a Writer of that format to w. The error is ErrFormat where
// the rows cannot be written so, or a column is none of the sheet's.
func NewWriter[T any](w io.Writer, format *Format, sheet Sheet[T], page Page) (*Writer[T], error) {
	if format.Days && sheet.Day == nil {
		return nil, fmt.Errorf("%w: %s have no days, which %s is made of", ErrFormat, page.Name, format.Name)
	}
	if format.Notes && sheet.Note == nil {
		return nil, fmt.Errorf("%w: %s have no notes of evidence, which %s is made of", ErrFormat, page.Name, format.Name)
	}
	columns, err := chosen(format, sheet, page)
	if err != nil {
		return nil, err
	}
	shape := &row.Shape{Name: page.Name, Title: page.Title, Width: page.Width, Colour: page.Colour, Excel: page.Excel, About: page.About}
	for _, c := range columns {
		shape.Columns = append(shape.Columns, row.Column{Title: c.Title, Kind: c.Kind, Share: c.Share, Marks: c.Marks})
	}
	to, err := format.open(w, shape)
	if err != nil {
		return nil, fmt.Errorf("export: %s: %w", format.Name, err)
	}
	return &Writer[T]{format: format, sheet: sheet, columns: columns, report: page.Report, to: to}, nil
}

// chosen returns the columns that are shown.
func chosen[T any](format *Format, sheet Sheet[T], page Page) ([]Column[T], error) {
	if format.Columns == Values {
		if len(page.Columns) > 0 || page.AllColumns {
			return nil, fmt.Errorf("%w: %s has keys and no columns", ErrFormat, format.Name)
		}
		return nil, nil
	}
	if len(page.Columns) > 0 {
		return named(sheet, page.Columns)
	}
	switch {
	case page.AllColumns || format.Columns == All:
		return sheet.Export, nil
	case format.Columns == Few:
		return sheet.Table, nil
	case sheet.People != nil:
		return sheet.People, nil
	}
	return sheet.Export, nil
}

// named finds columns by their titles.
func named[T any](sheet Sheet[T], titles []string) ([]Column[T], error) {
	var columns []Column[T]
	all := slices.Concat(sheet.Export, sheet.People, sheet.Table)
	for _, title := range titles {
		at := slices.IndexFunc(all, func(c Column[T]) bool { return strings.EqualFold(c.Title, strings.TrimSpace(title)) })
		if at < 0 {
			var known []string
			for _, c := range all {
				if !slices.Contains(known, c.Title) {
					known = append(known, c.Title)
				}
			}
			return nil, fmt.Errorf("%w: no column %q; there are %s", ErrFormat, title, strings.Join(known, ", "))
		}
		columns = append(columns, all[at])
	}
	return columns, nil
}

// Write writes a row.
func (w *Writer[T]) Write(value T) error {
	r := row.Row{Value: value}
	if w.columns != nil {
		r.Cells = make([]string, len(w.columns))
		for i, column := range w.columns {
			r.Cells[i] = column.Of(value)
		}
	}
	if w.format.Columns == Few && w.sheet.Heading != nil {
		r.Heading = w.sheet.Heading(value)
	}
	if w.format.Days {
		if r.Day = w.sheet.Day(value); r.Day == nil {
			w.LeftOut++
			return nil
		}
	}
	if w.format.Notes {
		r.Note = w.sheet.Note(value)
		if w.report != nil {
			r.Note.Fill(w.report)
		}
		if w.format.Name == "atom" && r.Note.Told == "" { // RFC 4287 wants a day for each entry
			w.LeftOut++
			return nil
		}
	}
	w.Rows++
	return w.to.Write(&r)
}

// Close ends the answer. It must be called.
func (w *Writer[T]) Close() error { return w.to.Close() }
