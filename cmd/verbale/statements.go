package main

import (
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

type statementsCommand struct {
	output
	statementFilter
	Sort string `help:"${asked_sort} Without it a table is by date, and the rest by report."`
}

// Help adds examples to the help of the command.
func (*statementsCommand) Help() string {
	return `Examples:
  verbale statements --speaker lavrov
  verbale statements --about '"indivisible security"' --since 2022-01 --format csv
  verbale statements --kind demand --to "United States"`
}

// statementRow is a statement with the report it stands in.
type statementRow struct {
	*verbale.Statement
	report *verbale.DocumentRow
}

// Run lists statements.
func (c *statementsCommand) Run(a *app) error {
	q, err := c.query()
	if err == nil {
		q.Sort = c.Sort
		err = q.Check()
	}
	if err != nil {
		return err
	}
	if c.Count {
		return a.countStatements(q)
	}
	if q.Sort == "" && c.Format == answer.Table {
		q.Sort = query.ByDate
	}
	return list(a, "statements", c.output, statementSheet,
		func(d *record.Dossier, yield func(statementRow) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			reports := map[string]*verbale.DocumentRow{}
			if err := d.Documents(a.ctx, c.documentFilter.query(), func(r *verbale.DocumentRow) error {
				reports[r.ID] = r
				return nil
			}); err != nil {
				return err
			}
			return d.Statements(a.ctx, q, func(s *verbale.Statement) error {
				return yield(statementRow{Statement: s, report: reports[s.Document]})
			})
		},
		func(d *record.Dossier, n int) (string, error) {
			left, err := leftOut(a, d, q)
			if err != nil {
				return "", err
			}
			line := plural(n, "statement") + "." + left
			if !q.OwnWords() {
				return line, nil
			}
			others := q
			others.Account = query.Strings([]verbale.Account{verbale.Ascribed, verbale.OutletVoice})
			ascribed, err := d.CountStatements(a.ctx, others)
			return fmt.Sprintf("%s What others ascribe to the speaker: %d more (--account all).", line, ascribed), err
		})
}

// countStatements only says how many there are.
func (a *app) countStatements(q query.Query) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	if err := a.tellMissed(dossier, q); err != nil {
		return err
	}
	n, err := dossier.CountStatements(a.ctx, q)
	if err == nil {
		_, err = fmt.Fprintln(a.stdout, n)
	}
	return err
}

var statementSheet = answer.Sheet[statementRow]{
	Heading: func(r statementRow) string {
		if r.SaidOn == nil {
			return "undated"
		}
		return "dated"
	},
	Table: []answer.Column[statementRow]{
		{Title: "said on", Of: func(r statementRow) string { return orDash(r.SaidOn) }},
		{Title: "speaker", Of: speakerBothWays, Share: 3},
		{Title: "kind", Of: func(r statementRow) string { return string(r.Kind) }},
		{Title: "words", Of: func(r statementRow) string { return excerpt.Join(r.Content) }, Share: 8},
		{Title: "report", Of: func(r statementRow) string { return r.report.Short }, Share: 2},
		{Title: "at", Of: func(r statementRow) string { return fmt.Sprintf("%d-%d", first(r.Content), last(r.Content)) }},
		{Title: "id", Of: func(r statementRow) string { return r.ID[:min(len(r.ID), 10)] }},
	},
	Export: []answer.Column[statementRow]{
		{Title: "id", Of: func(r statementRow) string { return r.ID }},
		{Title: "document", Of: func(r statementRow) string { return r.Document }},
		{Title: "version", Of: func(r statementRow) string { return r.Version }},
		{Title: "part", Of: func(r statementRow) string { return string(r.Part) }},
		{Title: "words", Share: 1, Of: func(r statementRow) string { return excerpt.Join(r.Content) }},
		{Title: "start", Number: true, Of: func(r statementRow) string { return strconv.Itoa(first(r.Content)) }},
		{Title: "end", Number: true, Of: func(r statementRow) string { return strconv.Itoa(last(r.Content)) }},
		{Title: "speaker_as_written", Of: func(r statementRow) string { return excerpt.Join(r.Statement.Source) }},
		{Title: "speaker", Of: func(r statementRow) string { return nameOf(r.Speaker) }},
		{Title: "speaker_id", Of: func(r statementRow) string { return idOf(r.Speaker) }},
		{Title: "office", Of: func(r statementRow) string { return officeOf(r.Speaker) }},
		{Title: "speakers", Of: func(r statementRow) string { return orJSON(r.Speakers, true) }},
		{Title: "addressees", Of: func(r statementRow) string { return orJSON(r.Addressees, true) }},
		{Title: "said_on", Of: func(r statementRow) string { return orEmpty(r.SaidOn) }},
		{Title: "said_on_from", Of: func(r statementRow) string { return orEmpty(r.SaidOnFrom) }},
		{Title: "not_after", Of: func(r statementRow) string { return orEmpty(r.NotAfter) }},
		{Title: "account", Of: func(r statementRow) string { return string(r.Account) }},
		{Title: "kind", Of: func(r statementRow) string { return string(r.Kind) }},
		{Title: "plover", Of: func(r statementRow) string { return orJSON(r.PLOVER, r.PLOVER != nil) }},
		{Title: "cameo", Of: func(r statementRow) string { return orEmpty(r.CAMEO) }},
		{Title: "mode", Of: func(r statementRow) string { return string(r.Mode) }},
		{Title: "factuality", Of: func(r statementRow) string { return string(r.Factuality) }},
		{Title: "repeats", Of: func(r statementRow) string { return strconv.FormatBool(r.Repeats) }},
		{Title: "channel", Of: func(r statementRow) string { return orEmpty(r.Channel) }},
		{Title: "occasion", Of: func(r statementRow) string { return orJSON(r.Occasion, r.Occasion != nil) }},
		{Title: "responds_to", Of: func(r statementRow) string { return orJSON(r.RespondsTo, true) }},
		{Title: "parent", Of: func(r statementRow) string { return orEmpty(r.Parent) }},
		{Title: "utterance", Of: func(r statementRow) string { return orEmpty(r.Utterance) }},
		{Title: "source", Of: func(r statementRow) string { return orJSON(r.Statement.Source, true) }},
		{Title: "cue", Of: func(r statementRow) string { return orJSON(r.Cue, true) }},
		{Title: "content", Of: func(r statementRow) string { return orJSON(r.Content, true) }},
		{Title: "set_apart", Of: func(r statementRow) string { return orJSON(r.SetApart, true) }},
		{Title: "outlet", Of: func(r statementRow) string { return orEmpty(r.report.Outlet) }},
		{Title: "published", Of: func(r statementRow) string { return orEmpty(r.report.Published) }},
		{Title: "title", Of: func(r statementRow) string { return orEmpty(r.report.Title) }},
		{Title: "uri", Link: true, Of: func(r statementRow) string { return orEmpty(r.report.URI) }},
		{Title: "confidence", Number: true, Of: func(r statementRow) string { return strconv.Itoa(r.Confidence) }},
		{Title: "rule", Of: func(r statementRow) string { return r.Rule }},
		{Title: "status", Of: func(r statementRow) string { return string(r.Status) }},
		{Title: "corrected", Of: func(r statementRow) string { return orJSON(r.Corrected, true) }},
	},
}

// speakerBothWays gives the speaker as resolved and, where the words differ,
// as written.
func speakerBothWays(r statementRow) string {
	written := excerpt.Join(r.Statement.Source)
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
	return orEmpty(actor.Office)
}

func first(excerpts []verbale.Excerpt) int { return excerpts[0].Start }
func last(excerpts []verbale.Excerpt) int  { return excerpts[len(excerpts)-1].End }
