// Package sheet answers: in which columns are rows of the record shown?
//
// There is one [export.Sheet] for each type of row: what a table for people has,
// what a person wants first in a sheet, and every column. A new type of row is one
// file here.
package sheet

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/query"
)

// Statement is a statement with what sheets show beside it.
type Statement struct {
	*verbale.Statement
	Report *verbale.DocumentRow `json:"-"`
	Side   string               `json:"-"` // of the first speaker, as it is shown; "" is not known or not asked
	Page   string               `json:"-"` // address at which its words can be seen; "" is that of the report
}

// Statements shows statements.
var Statements = export.Sheet[Statement]{
	Heading: func(r Statement) string {
		if r.SaidOn == nil {
			return "undated"
		}
		return "dated"
	},
	Table: []export.Column[Statement]{
		{Title: "said on", Of: func(r Statement) string { return cell.Dash(r.SaidOn) }},
		{Title: "speaker", Of: speakerBothWays, Share: 3},
		{Title: "kind", Of: func(r Statement) string { return string(r.Kind) }},
		{Title: "words", Of: func(r Statement) string { return excerpt.Join(r.Content) }, Share: 8},
		{Title: "report", Of: func(r Statement) string { return r.Report.Short }, Share: 2},
		{Title: "at", Of: func(r Statement) string { return fmt.Sprintf("%d-%d", first(r.Content), last(r.Content)) }},
		{Title: "id", Of: func(r Statement) string { return r.ID[:min(len(r.ID), 10)] }},
	},
	People: []export.Column[Statement]{
		{Title: "date", Kind: row.Date, Of: func(r Statement) string { return cell.Text(r.SaidOn) }},
		{Title: "not after", Kind: row.Date, Of: func(r Statement) string { return cell.Text(r.NotAfter) }},
		{Title: "who", Share: 1, Of: func(r Statement) string { return cmp.Or(nameOf(r.Speaker), excerpt.Join(r.Source)) }},
		{Title: "office", Of: func(r Statement) string { return officeOf(r.Speaker) }},
		{Title: "side", Of: func(r Statement) string { return r.Side }},
		{Title: "to", Of: func(r Statement) string { return namesOf(r.Addressees) }},
		{Title: "kind", Of: func(r Statement) string { return string(r.Kind) }},
		{Title: "words", Share: 2, Of: func(r Statement) string { return excerpt.Join(r.Content) }},
		{Title: "account", Of: func(r Statement) string { return string(r.Account) }},
		{Title: "teller", Of: func(r Statement) string { return nameOf(r.Teller) }},
		{Title: "report", Share: 1, Of: func(r Statement) string { return r.Report.Short }},
		{Title: "reported", Kind: row.Date, Of: func(r Statement) string {
			return cell.Text(r.ReportedOn)
		}},
		{Title: "title", Share: 1, Of: func(r Statement) string { return cell.Text(r.Report.Title) }},
		{Title: "page", Kind: row.Link, Of: func(r Statement) string { return cmp.Or(r.Page, cell.Text(r.Report.URI)) }},
		{Title: "checked", Of: func(r Statement) string { return string(r.Status) }},
		{Title: "id", Of: func(r Statement) string { return r.ID }},
	},
	Day:  dayOf,
	Note: noteOf,
	Export: []export.Column[Statement]{
		{Title: "id", Of: func(r Statement) string { return r.ID }},
		{Title: "document", Of: func(r Statement) string { return r.Document }},
		{Title: "version", Of: func(r Statement) string { return r.Version }},
		{Title: "part", Of: func(r Statement) string { return string(r.Part) }},
		{Title: "words", Share: 1, Of: func(r Statement) string { return excerpt.Join(r.Content) }},
		{Title: "start", Kind: row.Number, Of: func(r Statement) string { return strconv.Itoa(first(r.Content)) }},
		{Title: "end", Kind: row.Number, Of: func(r Statement) string { return strconv.Itoa(last(r.Content)) }},
		{Title: "speaker_as_written", Of: func(r Statement) string { return excerpt.Join(r.Source) }},
		{Title: "speaker", Of: func(r Statement) string { return nameOf(r.Speaker) }},
		{Title: "speaker_id", Of: func(r Statement) string { return idOf(r.Speaker) }},
		{Title: "office", Of: func(r Statement) string { return officeOf(r.Speaker) }},
		{Title: "speakers", Of: func(r Statement) string { return cell.JSON(r.Speakers, true) }},
		{Title: "addressees", Of: func(r Statement) string { return cell.JSON(r.Addressees, true) }},
		{Title: "said_on", Of: func(r Statement) string { return cell.Text(r.SaidOn) }},
		{Title: "said_on_from", Of: func(r Statement) string { return cell.Text(r.SaidOnFrom) }},
		{Title: "not_after", Of: func(r Statement) string { return cell.Text(r.NotAfter) }},
		{Title: "reported_on", Of: func(r Statement) string { return cell.Text(r.ReportedOn) }},
		{Title: "account", Of: func(r Statement) string { return string(r.Account) }},
		{Title: "kind", Of: func(r Statement) string { return string(r.Kind) }},
		{Title: "plover", Of: func(r Statement) string { return cell.JSON(r.PLOVER, r.PLOVER != nil) }},
		{Title: "cameo", Of: func(r Statement) string { return cell.Text(r.CAMEO) }},
		{Title: "mode", Of: func(r Statement) string { return string(r.Mode) }},
		{Title: "factuality", Of: func(r Statement) string { return string(r.Factuality) }},
		{Title: "repeats", Of: func(r Statement) string { return strconv.FormatBool(r.Repeats) }},
		{Title: "channel", Of: func(r Statement) string { return cell.Text(r.Channel) }},
		{Title: "occasion", Of: func(r Statement) string { return cell.JSON(r.Occasion, r.Occasion != nil) }},
		{Title: "responds_to", Of: func(r Statement) string { return cell.JSON(r.RespondsTo, true) }},
		{Title: "parent", Of: func(r Statement) string { return cell.Text(r.Parent) }},
		{Title: "teller", Of: func(r Statement) string { return cell.JSON(r.Teller, r.Teller != nil) }},
		{Title: "utterance", Of: func(r Statement) string { return cell.Text(r.Utterance) }},
		{Title: "source", Of: func(r Statement) string { return cell.JSON(r.Source, true) }},
		{Title: "cue", Of: func(r Statement) string { return cell.JSON(r.Cue, true) }},
		{Title: "content", Of: func(r Statement) string { return cell.JSON(r.Content, true) }},
		{Title: "set_apart", Of: func(r Statement) string { return cell.JSON(r.SetApart, true) }},
		{Title: "outlet", Of: func(r Statement) string { return cell.Text(r.Report.Outlet) }},
		{Title: "published", Of: func(r Statement) string { return cell.Text(r.Report.Published) }},
		{Title: "title", Of: func(r Statement) string { return cell.Text(r.Report.Title) }},
		{Title: "uri", Kind: row.Link, Of: func(r Statement) string { return cell.Text(r.Report.URI) }},
		{Title: "confidence", Kind: row.Number, Of: func(r Statement) string { return strconv.Itoa(r.Confidence) }},
		{Title: "rule", Of: func(r Statement) string { return r.Rule }},
		{Title: "status", Of: func(r Statement) string { return string(r.Status) }},
		{Title: "corrected", Of: func(r Statement) string { return cell.JSON(r.Corrected, true) }},
	},
}

// dayOf puts a statement on the days on which it was said.
func dayOf(r Statement) *row.Day {
	span, ok := calendar.ParseSpan(cell.Text(r.SaidOn))
	if !ok {
		return nil
	}
	who := cmp.Or(nameOf(r.Speaker), excerpt.Join(r.Source), "unattributed")
	return &row.Day{
		ID: r.Version + "-" + r.ID, First: span.First, Last: span.Last, Display: *r.SaidOn, Headline: fmt.Sprintf("%s (%s)", who, r.Kind),
		Text: excerpt.Join(r.Content) + " [" + r.Report.Short + "]", Group: r.Side, Tentative: span.Approximate || span.Uncertain,
	}
}

// noteOf gives a statement as a sentence with its evidence.
func noteOf(r Statement) *row.Note {
	who := cmp.Or(namesOf(r.Speakers), excerpt.Join(r.Source), "unattributed")
	if office := officeOf(r.Speaker); office != "" {
		who += ", " + office
	}
	if to := namesOf(r.Addressees); to != "" {
		who += ", to " + to
	}
	lead := who + " (" + string(r.Kind)
	switch {
	case r.Account == verbale.Own:
	case r.Teller != nil:
		lead += ", as " + r.Teller.Name + " tells"
	default:
		lead += ", account: " + string(r.Account)
	}
	if r.Mode == verbale.Indirect {
		lead += "; in the report's words"
	}
	return &row.Note{
		ID: r.ID, On: cell.Text(r.SaidOn), Lead: lead + ")", Words: excerpt.Join(r.Content), Source: sourceOf(r.Report),
		Place: placeOf(r.Document, r.Version, r.Content), Link: cell.Text(r.Report.URI), Told: cell.Text(r.ReportedOn),
	}
}

// sourceOf names a report: its outlet, title and day.
func sourceOf(d *verbale.DocumentRow) string {
	parts := []string{}
	if outlet := cell.Text(d.Outlet); outlet != "" {
		parts = append(parts, outlet)
	}
	if title := cell.Text(d.Title); title != "" {
		parts = append(parts, "“"+title+"”")
	}
	parts = append(parts, cmp.Or(cell.Text(query.ReportDay(d.Dateline.Date, d.Published)), "undated"))
	return strings.Join(parts, ", ")
}

// placeOf says where words stand.
func placeOf(document, version string, words []verbale.Excerpt) string {
	ranges := make([]string, len(words))
	for i, e := range words {
		ranges[i] = fmt.Sprintf("%d-%d", e.Start, e.End)
	}
	return fmt.Sprintf("%s, version %s, bytes %s", document, version, strings.Join(ranges, ", "))
}

func namesOf(actors []verbale.ActorRef) string {
	names := make([]string, len(actors))
	for i, actor := range actors {
		names[i] = actor.Name
	}
	return strings.Join(names, "; ")
}

// speakerBothWays gives the speaker as resolved and, where the words differ,
// as written.
func speakerBothWays(r Statement) string {
	written := excerpt.Join(r.Source)
	switch name := nameOf(r.Speaker); {
	case name == "" && written == "":
		return "unattributed"
	case name == "" || strings.EqualFold(name, written):
		return written
	case written == "":
		return name
	default:
		return fmt.Sprintf("%s (%s)", name, written)
	}
}

func nameOf(actor *verbale.ActorRef) string {
	if actor == nil {
		return ""
	}
	return actor.Name
}

func idOf(actor *verbale.ActorRef) string {
	if actor == nil {
		return ""
	}
	return actor.ID
}

func officeOf(actor *verbale.ActorRef) string {
	if actor == nil {
		return ""
	}
	return cell.Text(actor.Office)
}

func first(excerpts []verbale.Excerpt) int { return excerpts[0].Start }
func last(excerpts []verbale.Excerpt) int  { return excerpts[len(excerpts)-1].End }
