package chronology

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/row"
)

// Sheet shows entries.
var Sheet = export.Sheet[Entry]{
	Table: []export.Column[Entry]{
		{Title: "date", Of: func(e Entry) string { return cmp.Or(orEmpty(e.Date), "undated") }},
		{Title: "who", Share: 2, Of: func(e Entry) string { return cmp.Or(orEmpty(e.Speaker), e.Written) }},
		{Title: "words", Share: 6, Of: func(e Entry) string { return e.Text }},
		{Title: "report", Share: 2, Of: func(e Entry) string { return e.Short }},
	},
	People: []export.Column[Entry]{
		{Title: "date", Kind: row.Date, Of: func(e Entry) string { return orEmpty(e.Date) }},
		{Title: "what", Of: func(e Entry) string { return map[What]string{Said: "said", Spoken: "spoken of"}[e.What] }},
		{Title: "who", Share: 1, Of: func(e Entry) string { return cmp.Or(orEmpty(e.Speaker), e.Written) }},
		{Title: "party", Share: 1, Of: func(e Entry) string { return e.Lane }},
		{Title: "kind", Of: func(e Entry) string { return e.Kind }},
		{Title: "words", Share: 2, Of: func(e Entry) string { return e.Text }},
		{Title: "report", Share: 1, Of: func(e Entry) string { return e.Short }},
		{Title: "told by", Kind: row.Number, Of: func(e Entry) string { return strconv.Itoa(e.Tellings) }},
		{Title: "of note", Share: 1, Of: func(e Entry) string { return strings.Trim(e.Marks(), "()") }},
		{Title: "id", Of: func(e Entry) string { return orEmpty(e.ID) }},
	},
	Day:  Entry.day,
	Note: Entry.note,
	Export: []export.Column[Entry]{
		{Title: "date", Of: func(e Entry) string { return orEmpty(e.Date) }},
		{Title: "date_from", Of: func(e Entry) string { return orEmpty(e.DateFrom) }},
		{Title: "what", Of: func(e Entry) string { return string(e.What) }},
		{Title: "id", Of: func(e Entry) string { return orEmpty(e.ID) }},
		{Title: "document", Of: func(e Entry) string { return e.Document }},
		{Title: "text", Of: func(e Entry) string { return e.Text }},
		{Title: "tellings", Kind: row.Number, Of: func(e Entry) string { return strconv.Itoa(e.Tellings) }},
		{Title: "independent", Kind: row.Number, Of: func(e Entry) string { return strconv.Itoa(e.Independent) }},
		{Title: "version", Of: func(e Entry) string { return e.Version }},
		{Title: "start", Kind: row.Number, Of: func(e Entry) string { return strconv.Itoa(e.Start) }},
		{Title: "end", Kind: row.Number, Of: func(e Entry) string { return strconv.Itoa(e.End) }},
		{Title: "words", Of: func(e Entry) string { return e.Words }},
		{Title: "value", Of: func(e Entry) string { return e.Value }},
		{Title: "speaker", Of: func(e Entry) string { return orEmpty(e.Speaker) }},
		{Title: "written", Of: func(e Entry) string { return e.Written }},
		{Title: "lane", Of: func(e Entry) string { return e.Lane }},
		{Title: "ahead", Of: func(e Entry) string { return strconv.FormatBool(e.Ahead) }},
		{Title: "deadline", Of: func(e Entry) string { return strconv.FormatBool(e.Deadline) }},
		{Title: "kind", Of: func(e Entry) string { return e.Kind }},
	},
}

// Headline says in one line who said something, or which words name the day.
func (e Entry) Headline() string {
	if e.What == Spoken {
		return e.Words
	}
	who := cmp.Or(orEmpty(e.Speaker), e.Written, "unattributed")
	return fmt.Sprintf("%s (%s)", who, e.Kind)
}

// ToldBy says how many reports tell an entry, and where its words stand.
func (e Entry) ToldBy() string {
	where := fmt.Sprintf("%s, %d-%d", e.Short, e.Start, e.End)
	if e.Tellings > 1 {
		where += fmt.Sprintf("; told %d times, by at most %s of its own", e.Tellings, countOf(e.Independent))
	}
	return where
}

// Marks says what is to be known of an entry's date.
func (e Entry) Marks() string {
	var marks []string
	if e.Deadline {
		marks = append(marks, "limit")
	}
	if e.Ahead {
		marks = append(marks, "ahead of its report")
	}
	if e.Span.Approximate {
		marks = append(marks, "approximate")
	}
	if e.Span.Uncertain {
		marks = append(marks, "uncertain")
	}
	if len(marks) == 0 {
		return ""
	}
	return "(" + strings.Join(marks, ", ") + ")"
}

// day returns an entry as something on a calendar, named by its evidence, so
// that it is the same next time; nil is undated.
func (e Entry) day() *row.Day {
	if e.Date == nil {
		return nil
	}
	return &row.Day{
		ID: fmt.Sprintf("%s-%d-%d-%s", e.Version, e.Start, e.End, e.What), First: e.Span.First, Last: e.Span.Last, Display: *e.Date,
		Headline: strings.TrimSpace(e.Headline() + " " + e.Marks()), Text: e.Text + " [" + e.ToldBy() + "]", Group: e.Lane,
		Tentative: e.Span.Approximate || e.Span.Uncertain,
	}
}

// note gives an entry as a sentence with its evidence.
func (e Entry) note() *row.Note {
	lead := cmp.Or(orEmpty(e.Speaker), e.Written, "unattributed") + " (" + e.Kind + ")"
	if e.What == Spoken {
		lead = "“" + e.Words + "”"
	}
	if e.Tellings > 1 {
		lead += fmt.Sprintf(", told %d times", e.Tellings)
	}
	if marks := e.Marks(); marks != "" {
		lead += " " + marks
	}
	return &row.Note{ID: fmt.Sprintf("%s-%d-%d-%s", e.Version, e.Start, e.End, e.What), On: orEmpty(e.Date), Lead: lead, Words: e.Text,
		Place: fmt.Sprintf("%s, version %s, bytes %d-%d", e.Document, e.Version, e.Start, e.End), Document: e.Document}
}

func countOf(reports int) string {
	if reports == 1 {
		return "1 report"
	}
	return fmt.Sprintf("%d reports", reports)
}
