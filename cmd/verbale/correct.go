package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type correctCommand struct {
	Target string `arg:"" help:"The id of a statement, event, paper or transfer, or its beginning; or the name of a report."`
	statementFields
	rowFields
	documentFields
	author
}

// statementFields are the fields of a statement that a person can correct. A
// flag with nothing after it ("--speaker=") empties the field.
type statementFields struct {
	Speaker      *string `placeholder:"NAMES" help:"Who spoke: names or ids, a semicolon between them; nothing for unattributed."`
	To           *string `placeholder:"NAMES" help:"To whom."`
	Kind         *string `help:"Which kind: say, ask, demand, … (docs/kinds.md)."`
	SaidOn       *string `placeholder:"DATE" help:"On which day, month or year, or two days with a slash; nothing for undated."`
	Channel      *string `help:"Through which channel: interview, letter, …; nothing for none."`
	Account      *string `help:"By whose account: own, same_side, ascribed, outlet."`
	Factuality   *string `help:"Whether it was said: asserted, negated, possible, asked."`
	Words        *string `placeholder:"WORDS" help:"What was said, as it stands in the report; \" … \" between pieces."`
	Cue          *string `placeholder:"WORDS" help:"The words that tell of the saying."`
	Source       *string `placeholder:"WORDS" help:"The words that name the source."`
	NotStatement bool    `help:"It is no statement: strike it."`
	NewActor     bool    `help:"Who is named may be somebody whom nothing in the dossier names so far."`
}

// Help adds examples to the help of the command.
func (*correctCommand) Help() string {
	return `The machine's first answer stays visible in the row. A correction survives every
re-reading of the report; verbale undo takes it back.

Examples:
  verbale correct s-4f2k --speaker "Edward Grey"
  verbale correct s-4f2k --kind demand --said-on 1914-07-24
  verbale correct s-4f2k --not-statement --why "a headline"
  verbale correct e-7mq2 --set initiators="Edward Grey" --set on=1914-07-24
  verbale correct p-3xk1 --join p-9ad4
  verbale correct 14-the-roof.txt --add event --words "met in the lobby" --set type=meeting
  verbale correct 14-the-roof.txt --published 1914-08-02 --why "from the cutting's back"`
}

// Run corrects a statement, or a report.
func (c *correctCommand) Run(a *app) error {
	return a.change(func(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk) error {
		document, err := documentNamed(ctx, dossier, c.Target)
		if err != nil {
			return err
		}
		if c.rowFields.any() && (document == "") == (c.Add == "") && (document != "" || correction.IsRowID(c.Target)) {
			return c.changeRow(ctx, a, desk, document)
		}
		if c.rowFields.any() {
			return fmt.Errorf("--set, --strike, --check, --join and --part are for an event, a paper or a transfer, --add for a report: %w", errUsage)
		}
		if document != "" {
			if flag := c.statementFields.onlyOfStatements(); flag != "" {
				return fmt.Errorf("%s is for statements, and %q is a report: %w", flag, document, errUsage)
			}
			return a.correctDocument(ctx, dossier, desk, document, c.documentFields.given(c.Kind), c.who())
		}
		if len(c.documentFields.given(nil)) > 0 {
			return fmt.Errorf("no report is named %q; verbale documents lists them: %w", c.Target, record.ErrQuery)
		}
		statement, err := desk.Statement(ctx, c.Target)
		if err != nil {
			return err
		}
		all, err := c.corrections(ctx, desk, statement, c.who())
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fmt.Errorf("say what is to change: verbale correct --help lists the fields: %w", errUsage)
		}
		ids, err := desk.All(ctx, all)
		if err == nil {
			a.noted(ids)
		}
		return err
	})
}

// onlyOfStatements returns a flag that was given and that no report has, or "".
// Kind is a field of both.
func (f *statementFields) onlyOfStatements() string {
	for _, field := range []struct {
		flag  string
		given bool
	}{
		{"--speaker", f.Speaker != nil}, {"--to", f.To != nil}, {"--said-on", f.SaidOn != nil},
		{"--channel", f.Channel != nil}, {"--account", f.Account != nil}, {"--factuality", f.Factuality != nil},
		{"--words", f.Words != nil}, {"--cue", f.Cue != nil}, {"--source", f.Source != nil},
		{"--not-statement", f.NotStatement},
	} {
		if field.given {
			return field.flag
		}
	}
	return ""
}

// corrections makes a correction of each field that was given. Words come
// last, so that those before still find the statement by what it was.
func (f *statementFields) corrections(ctx context.Context, desk *correction.Desk, s *verbale.Statement, who correction.Who) ([]verbale.Correction, error) {
	var all []verbale.Correction
	for _, field := range []struct {
		name  string
		given *string
		value func(string) (json.RawMessage, error)
	}{
		{overlay.Speaker, f.Speaker, func(v string) (json.RawMessage, error) { return actorsValue(ctx, desk, v, f.NewActor) }},
		{overlay.Addressees, f.To, func(v string) (json.RawMessage, error) { return actorsValue(ctx, desk, v, f.NewActor) }},
		{overlay.Kind, f.Kind, asJSON},
		{overlay.SaidOn, f.SaidOn, orNull},
		{overlay.Channel, f.Channel, orNull},
		{overlay.Account, f.Account, asJSON},
		{overlay.Factuality, f.Factuality, asJSON},
		{overlay.Source, f.Source, func(v string) (json.RawMessage, error) { return desk.Words(ctx, s, v) }},
		{overlay.Content, f.Words, func(v string) (json.RawMessage, error) { return desk.Words(ctx, s, v) }},
		{overlay.Cue, f.Cue, func(v string) (json.RawMessage, error) { return desk.Words(ctx, s, v) }},
	} {
		if field.given == nil {
			continue
		}
		value, err := field.value(*field.given)
		if err != nil {
			return nil, err
		}
		made, err := desk.Of(ctx, s, field.name, value, who)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	if f.NotStatement {
		made, err := desk.Of(ctx, s, overlay.Status, json.RawMessage(`"struck"`), who)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	return all, nil
}

// actorsValue makes the value of a field of actors, and says how somebody new is
// named.
func actorsValue(ctx context.Context, desk *correction.Desk, names string, mayBeNew bool) (json.RawMessage, error) {
	value, err := desk.Actors(ctx, names, mayBeNew)
	var unknown *record.NameError
	if errors.As(err, &unknown) && len(unknown.Several) == 0 {
		err = fmt.Errorf("%w (for somebody new add --new-actor)", err)
	}
	return value, err
}

func asJSON(value string) (json.RawMessage, error) { return json.Marshal(value) }

func orNull(value string) (json.RawMessage, error) {
	if value == "" {
		return json.RawMessage("null"), nil
	}
	return json.Marshal(value)
}

// changeRow corrects an event, a paper or a transfer, or adds one to a report.
func (c *correctCommand) changeRow(ctx context.Context, a *app, desk *correction.Desk, document string) error {
	var all []verbale.Correction
	var err error
	if document == "" {
		all, err = c.rowFields.changes(ctx, desk, c.Target, c.NewActor, c.who())
	} else {
		words := ""
		if c.Words != nil {
			words = *c.Words
		}
		all, err = c.addition(ctx, desk, document, words, c.NewActor, c.who())
	}
	if err != nil {
		return err
	}
	ids, err := desk.All(ctx, all)
	if err == nil {
		a.noted(ids)
	}
	return err
}
