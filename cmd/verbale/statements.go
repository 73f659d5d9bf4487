package main

import (
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/record"
)

type statementsCommand struct {
	output
	statementFilter
}

// statementFilter are the filters on statements.
type statementFilter struct {
	documentFilter
	Speaker      []string          `placeholder:"NAME" sep:"none" help:"This speaker's own words; with --account all also what others ascribe."`
	Side         []string          `placeholder:"NAME" sep:"none" help:"Said by those who speak for this state or body."`
	To           []string          `placeholder:"NAME" sep:"none" help:"Addressed to this actor."`
	About        string            `placeholder:"WORDS" help:"Whose content holds these words; \"words in marks\" as they stand."`
	Kind         []verbale.Kind    `help:"Of this kind: say, ask, demand, … (docs/kinds.md)."`
	Mode         []verbale.Mode    `enum:"direct,indirect,mixed" help:"In this mode: ${enum}."`
	Account      []string          `enum:"own,same_side,ascribed,outlet,all" help:"By this account: ${enum}."`
	Channel      []verbale.Channel `help:"Through this channel: interview, letter, … (docs/formats.md)."`
	Since        string            `placeholder:"DATE" help:"Said on that day, month or year, or later."`
	Until        string            `placeholder:"DATE" help:"Said on that day, month or year, or earlier."`
	Undated      bool              `help:"Without a day on which it was said."`
	Unattributed bool              `help:"Without a speaker."`
	Checked      bool              `help:"Checked, corrected or added by a person."`
	Struck       bool              `help:"Also those that a person has struck."`
}

// filter turns the options into what the record is asked.
func (f *statementFilter) filter() (record.Filter, error) {
	if err := checkDays(f.Since, f.Until); err != nil {
		return record.Filter{}, err
	}
	filter := record.Filter{
		Document: f.Document, Outlet: f.Outlet, Speaker: f.Speaker, Side: f.Side, To: f.To, About: f.About,
		Kind: f.Kind, Mode: f.Mode, Channel: f.Channel, Since: f.Since, Until: f.Until,
		Undated: f.Undated, Unattributed: f.Unattributed, Checked: f.Checked, Struck: f.Struck,
	}
	for _, account := range f.Account {
		if account == "all" {
			filter.Account = verbale.Accounts
			break
		}
		filter.Account = append(filter.Account, verbale.Account(account))
	}
	for _, check := range []error{
		oneOf("kind", f.Kind, verbale.Kinds), oneOf("channel", f.Channel, verbale.Channels),
	} {
		if check != nil {
			return record.Filter{}, check
		}
	}
	return filter, nil
}

// oneOf refuses values that are not on a closed list.
func oneOf[T ~string](flag string, values, list []T) error {
	for _, value := range values {
		known := false
		names := make([]string, len(list))
		for i, name := range list {
			names[i] = string(name)
			known = known || name == value
		}
		if !known {
			return fmt.Errorf("--%s %q is not one of %s: %w", flag, value, strings.Join(names, ", "), errUsage)
		}
	}
	return nil
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
	filter, err := c.filter()
	if err != nil {
		return err
	}
	if c.Count {
		dossier, err := a.open()
		if err != nil {
			return err
		}
		defer dossier.Close()
		n, err := dossier.CountStatements(a.ctx, filter)
		if err == nil {
			_, err = fmt.Fprintln(a.stdout, n)
		}
		return err
	}
	filter.ByDate = c.Format == answer.Table
	return list(a, "statements", c.output, statementSheet,
		func(d *record.Dossier, yield func(statementRow) error) error {
			reports := map[string]*verbale.DocumentRow{}
			byReport := record.Filter{Document: filter.Document, Outlet: filter.Outlet}
			if err := d.Documents(a.ctx, byReport, func(r *verbale.DocumentRow) error {
				reports[r.ID] = r
				return nil
			}); err != nil {
				return err
			}
			return d.Statements(a.ctx, filter, func(s *verbale.Statement) error {
				return yield(statementRow{Statement: s, report: reports[s.Document]})
			})
		},
		func(d *record.Dossier, n int) (string, error) {
			line := plural(n, "statement") + "."
			if len(filter.Speaker) == 0 || len(filter.Account) > 0 {
				return line, nil
			}
			others := filter
			others.Account = []verbale.Account{verbale.Ascribed, verbale.OutletVoice}
			ascribed, err := d.CountStatements(a.ctx, others)
			return fmt.Sprintf("%s What others ascribe to the speaker: %d more (--account all).", line, ascribed), err
		})
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
