// Package chronology answers which days the rows of a record tell of, in their
// order: on which of them somebody said something, and of which the reports
// speak.
//
// In go statements, time expressions and reports, out comes one [Entry] for
// each utterance with a date, and one for each sentence that names a date of
// its own. What has no date comes last. Nothing is made more precise than it
// is: an entry keeps its stretch of days ("2022-01", "2022-01-31/2022-02-06",
// "2021~") and stands where the stretch begins.
//
// [Build] is a pure function of the set of its rows; their order does not
// matter. It takes n log n time and memory for n rows.
package chronology

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/excerpt"
)

// Rows are what a chronology is made of.
type Rows struct {
	Reports    []*verbale.DocumentRow
	Statements []*verbale.Statement
	Times      []verbale.TimeExpression
	Actors     []*verbale.ActorRow // for the parties of speakers; may be empty
	// Text returns the stored text of a report, from which the sentences of time
	// expressions are taken.
	Text func(document string) (string, error)
	// Since and Until bound the days; nil where they do not. An entry is in if
	// one of its days is, and what is undated only where neither bounds.
	Since, Until *calendar.Day
}

// Entry is one line of a chronology. Its JSON form is the timeline's of
// docs/formats.md.
type Entry struct {
	Date        *string `json:"date"`      // ISO date, month or year, or an EDTF interval; null is undated
	DateFrom    *string `json:"date_from"` // said_on_from of a statement, "words" of a time expression
	What        What    `json:"what"`
	ID          *string `json:"id"` // of the statement; of a time expression: that whose content holds it
	Document    string  `json:"document"`
	Text        string  `json:"text"` // the content of the statement, or the sentence
	Tellings    int     `json:"tellings"`
	Independent int     `json:"independent"`

	Version  string  `json:"version"`
	Start    int     `json:"start"` // the span of the evidence, in bytes of the report
	End      int     `json:"end"`
	Words    string  `json:"words"`    // of a time expression: its own
	Value    string  `json:"value"`    // of a time expression: TIMEX3
	Speaker  *string `json:"speaker"`  // of a statement, or of the one that holds the time expression
	Written  string  `json:"written"`  // the speaker of a statement as the report has it; "" where nobody is named
	Lane     string  `json:"lane"`     // the party: the side of the speaker, else the speaker, else ""
	Ahead    bool    `json:"ahead"`    // its days all come after the day of its report
	Deadline bool    `json:"deadline"` // the words make the day a limit: "by", "until"
	Kind     string  `json:"kind"`     // of a statement

	Span  calendar.Span `json:"-"` // its days, where Date is not nil
	Short string        `json:"-"` // what tables call the report
}

// What says of what sort an entry is.
type What string

// The sorts of entries.
const (
	Said   What = "statement"
	Spoken What = "time"
)

// builder holds the rows by what they are looked up by.
type builder struct {
	rows    Rows
	reports map[string]*verbale.DocumentRow
	names   map[string]string
	sides   map[string]string // of an actor: the name of its side
	byID    map[string]*verbale.Statement
	covered map[place]bool // sentences whose date a statement has taken
	texts   map[string]string
	entries []Entry
}

// place is a date in a report at a sentence.
type place struct {
	document, date string
	start          int
}

// Build makes the chronology of rows: entries in the order of their days, wide
// stretches behind the narrower that begin with them, then in the order of
// report and offset; what is undated last. The error is that of rows.Text.
func Build(rows Rows) ([]Entry, error) {
	b := &builder{
		rows: rows, reports: map[string]*verbale.DocumentRow{}, names: map[string]string{}, sides: map[string]string{},
		byID: map[string]*verbale.Statement{}, covered: map[place]bool{}, texts: map[string]string{},
	}
	b.rows.Times = slices.SortedFunc(slices.Values(rows.Times), func(x, y verbale.TimeExpression) int {
		return cmp.Or(cmp.Compare(x.Document, y.Document), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	b.rows.Statements = slices.SortedFunc(slices.Values(rows.Statements), func(x, y *verbale.Statement) int {
		return cmp.Or(cmp.Compare(x.Document, y.Document), cmp.Compare(start(x), start(y)), cmp.Compare(x.ID, y.ID))
	})
	for _, r := range rows.Reports {
		b.reports[r.ID] = r
	}
	for _, a := range rows.Actors {
		b.names[a.ID] = a.Name
	}
	for _, a := range rows.Actors {
		if len(a.Sides) > 0 {
			b.sides[a.ID] = cmp.Or(b.names[a.Sides[0]], a.Sides[0])
		}
	}
	for _, s := range b.rows.Statements {
		b.byID[s.ID] = s
	}
	b.statements()
	if err := b.times(); err != nil {
		return nil, err
	}
	b.entries = slices.DeleteFunc(b.entries, func(e Entry) bool { return !b.within(&e) })
	slices.SortFunc(b.entries, compare)
	return b.entries, nil
}

func compare(a, b Entry) int {
	switch {
	case a.Date == nil && b.Date != nil:
		return 1
	case a.Date != nil && b.Date == nil:
		return -1
	}
	return cmp.Or(
		cmp.Compare(a.Span.First, b.Span.First), cmp.Compare(a.Span.Last, b.Span.Last),
		cmp.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(a.What, b.What), cmp.Compare(orEmpty(a.ID), orEmpty(b.ID)),
	)
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// within reports whether an entry is within the bounds.
func (b *builder) within(e *Entry) bool {
	if e.Date == nil {
		return b.rows.Since == nil && b.rows.Until == nil
	}
	return (b.rows.Since == nil || e.Span.Last >= *b.rows.Since) && (b.rows.Until == nil || e.Span.First <= *b.rows.Until)
}

// statements adds one entry for each utterance: the statement of it that comes
// first in order of date known, report and offset, with the number of all.
func (b *builder) statements() {
	tellings := map[string][]*verbale.Statement{}
	var keys []string
	for _, s := range b.rows.Statements {
		key := "statement " + s.ID
		if s.Utterance != nil {
			key = "utterance " + *s.Utterance
		}
		if tellings[key] == nil {
			keys = append(keys, key)
		}
		tellings[key] = append(tellings[key], s)
	}
	slices.Sort(keys)
	for _, key := range keys {
		all := tellings[key]
		slices.SortFunc(all, func(x, y *verbale.Statement) int {
			return cmp.Or(cmp.Compare(undated(x), undated(y)), cmp.Compare(x.Document, y.Document),
				cmp.Compare(start(x), start(y)), cmp.Compare(x.ID, y.ID))
		})
		b.statement(all)
	}
}

func undated(s *verbale.Statement) int {
	if s.SaidOn == nil {
		return 1
	}
	return 0
}

func start(s *verbale.Statement) int {
	if len(s.Content) == 0 {
		return 0
	}
	return s.Content[0].Start
}

func (b *builder) statement(all []*verbale.Statement) {
	s := all[0]
	e := Entry{
		What: Said, ID: &s.ID, Document: s.Document, Version: s.Version, Kind: string(s.Kind),
		Tellings: len(all), Independent: b.independent(all), Lane: b.lane(s), Short: b.short(s.Document),
	}
	if s.Speaker != nil {
		e.Speaker = &s.Speaker.Name
	}
	e.Written, e.Text = excerpt.Join(s.Source), excerpt.Join(s.Content)
	if n := len(s.Content); n > 0 {
		e.Start, e.End = s.Content[0].Start, s.Content[n-1].End
	}
	if s.SaidOn != nil {
		if span, ok := calendar.ParseSpan(*s.SaidOn); ok {
			e.Date, e.Span = s.SaidOn, span
			e.Ahead = b.ahead(s.Document, span)
			if s.SaidOnFrom != nil {
				from := string(*s.SaidOnFrom)
				e.DateFrom = &from
			}
		}
	}
	b.entries = append(b.entries, e)
}

// independent counts the reports that tell an utterance on their own. Which
// reports copy each other is not known here, so that those of one outlet count
// once and those without an outlet count for themselves: it is the most that
// there can be.
func (b *builder) independent(all []*verbale.Statement) int {
	seen := map[string]bool{}
	for _, s := range all {
		key := "document " + s.Document
		if r := b.reports[s.Document]; r != nil && r.Outlet != nil {
			key = "outlet " + *r.Outlet
		}
		seen[key] = true
	}
	return len(seen)
}

// lane returns the party that a statement belongs to.
func (b *builder) lane(s *verbale.Statement) string {
	if s.Speaker == nil {
		return ""
	}
	return cmp.Or(b.sides[s.Speaker.ID], s.Speaker.Name)
}

func (b *builder) short(document string) string {
	if r := b.reports[document]; r != nil {
		return r.Short
	}
	return document
}

// ahead reports whether days come after the day of a report.
func (b *builder) ahead(document string, span calendar.Span) bool {
	day, ok := Day(b.reports[document])
	return ok && span.First > day
}

// Day returns the report's own day: the dateline's, else that of publication.
func Day(r *verbale.DocumentRow) (calendar.Day, bool) {
	const width = len("2006-01-02")
	switch {
	case r == nil:
		return 0, false
	case r.Dateline.Date != nil:
		return calendar.ParseDay(*r.Dateline.Date)
	case r.Published != nil && len(*r.Published) >= width:
		return calendar.ParseDay((*r.Published)[:width])
	}
	return 0, false
}
