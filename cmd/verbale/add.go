package main

import (
	"context"
	"encoding/json"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type addCommand struct {
	Document string `arg:"" help:"The report: its name, or the last part of it."`
	Words    string `arg:"" help:"What was said, as it stands in the report."`
	Speaker  string `placeholder:"NAMES" help:"Who spoke: names or ids, a semicolon between them."`
	To       string `placeholder:"NAMES" help:"To whom."`
	Cue      string `placeholder:"WORDS" help:"The words that tell of the saying."`
	Source   string `placeholder:"WORDS" help:"The words that name the source."`
	Kind     string `default:"say" help:"Which kind: say, ask, demand, … (docs/kinds.md)."`
	SaidOn   string `placeholder:"DATE" help:"On which day, month or year."`
	Channel  string `help:"Through which channel: interview, letter, …."`
	NewActor bool   `help:"Who is named may be somebody whom nothing in the dossier names so far."`
	author
}

// Help adds examples to the help of the command.
func (*addCommand) Help() string {
	return `Examples:
  verbale add 12-spree.txt "for which there is no time" --speaker Jagow --cue replied`
}

// Run adds a statement that the machine missed.
func (c *addCommand) Run(a *app) error {
	for _, check := range []error{
		oneOf("kind", []verbale.Kind{verbale.Kind(c.Kind)}, verbale.Kinds), checkDays(c.SaidOn),
	} {
		if check != nil {
			return check
		}
	}
	return a.change(func(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk) error {
		name, err := oneDocument(ctx, dossier, c.Document)
		if err != nil {
			return err
		}
		sketch := verbale.StatementSketch{Kind: verbale.Kind(c.Kind), Factuality: verbale.Asserted, Account: verbale.Own}
		if c.SaidOn != "" {
			sketch.SaidOn = &c.SaidOn
		}
		if c.Channel != "" {
			channel := verbale.Channel(c.Channel)
			if err := oneOf("channel", []verbale.Channel{channel}, verbale.Channels); err != nil {
				return err
			}
			sketch.Channel = &channel
		}
		if sketch.Speakers, err = actorsOf(ctx, desk, c.Speaker, c.NewActor); err != nil {
			return err
		}
		if sketch.Addressees, err = actorsOf(ctx, desk, c.To, c.NewActor); err != nil {
			return err
		}
		made, err := desk.Missed(ctx, name, c.Words, c.Cue, c.Source, sketch, c.who())
		if err != nil {
			return err
		}
		id, err := desk.Correct(ctx, made)
		if err == nil {
			a.noted([]int64{id})
		}
		return err
	})
}

func actorsOf(ctx context.Context, desk *correction.Desk, names string, mayBeNew bool) ([]verbale.SketchActor, error) {
	value, err := actorsValue(ctx, desk, names, mayBeNew)
	if err != nil {
		return nil, err
	}
	var list []verbale.SketchActor
	return list, json.Unmarshal(value, &list)
}

// oneDocument returns the name of the only document that words name.
func oneDocument(ctx context.Context, dossier *sqlite.Dossier, words string) (string, error) {
	var names []string
	err := dossier.Documents(ctx, query.Query{Document: []string{words}}, func(r *verbale.DocumentRow) error {
		names = append(names, r.ID)
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(names) == 0:
		return "", fmt.Errorf("no report is called %q: %w", words, errUsage)
	case len(names) > 1:
		return "", fmt.Errorf("%d reports are called %q; give more of the name: %w", len(names), words, errUsage)
	}
	return names[0], nil
}
