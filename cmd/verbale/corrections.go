package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/delivery"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record/sqlite"
)

type correctionsCommand struct {
	output
	Orphans bool   `help:"Only those whose words are not in the report any more."`
	Export  string `placeholder:"FILE" help:"Write all corrections to this file, to be taken in elsewhere; - is standard output."`
	Gold    string `placeholder:"DIR" help:"Write the reports of which every statement is checked or corrected as gold that verbale eval reads."`
	Import  string `placeholder:"FILE" help:"Take in the corrections of a file; what is known already is passed over."`

	Annotations string `placeholder:"FOLDER" help:"Take in what annotators changed in a folder of verbale export brat or webanno, as corrections."`
	author
}

// Help adds examples to the help of the command.
func (*correctionsCommand) Help() string {
	return `Examples:
  verbale corrections
  verbale corrections --orphans
  verbale corrections --export team.jsonl
  verbale corrections --import team.jsonl
  verbale corrections --gold reviewed
  verbale corrections --annotations talks.brat --by "two annotators"`
}

// correctionRow is a correction with how it met the report.
type correctionRow struct {
	verbale.Correction
	effect verbale.Effect
}

// Run lists corrections, or carries them to and fro.
func (c *correctionsCommand) Run(a *app) error {
	switch {
	case c.Export != "":
		return c.export(a)
	case c.Import != "":
		return c.take(a)
	case c.Annotations != "":
		return c.back(a)
	case c.Gold != "":
		dossier, err := a.open()
		if err != nil {
			return err
		}
		defer dossier.Close()
		return exportGold(a, dossier, c.Gold)
	}
	return list(a, "corrections", c.output, correctionSheet,
		func(d *sqlite.Dossier, yield func(correctionRow) error) error {
			all, err := d.Corrections(a.ctx)
			if err != nil {
				return err
			}
			effects, err := d.Effects(a.ctx)
			if err != nil {
				return err
			}
			for _, made := range all {
				row := correctionRow{Correction: made, effect: effects[made.ID]}
				if c.Orphans && (made.Undone || row.effect.Outcome != verbale.Orphan) {
					continue
				}
				if err := yield(row); err != nil {
					return err
				}
			}
			return nil
		},
		func(_ *sqlite.Dossier, n int) (string, error) { return plural(n, "correction") + ".", nil })
}

func (c *correctionsCommand) export(a *app) (err error) {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	out := output{Output: strings.TrimPrefix(c.Export, "-")}
	target, finish, err := out.target(a)
	if err != nil {
		return err
	}
	n, err := correction.Export(a.ctx, dossier, target)
	if err := finish(err); err != nil {
		return err
	}
	if out.Output != "" {
		fmt.Fprintf(a.stdout, "%s in %s.\n", plural(n, "correction"), c.Export)
	}
	return nil
}

func (c *correctionsCommand) take(a *app) error {
	var from io.Reader = a.stdin
	if c.Import != "-" {
		file, err := os.Open(c.Import)
		if err != nil {
			return err
		}
		defer file.Close()
		from = file
	}
	return a.change(func(ctx context.Context, _ *sqlite.Dossier, desk *correction.Desk) error {
		n, err := desk.Import(ctx, from)
		if err == nil {
			fmt.Fprintf(a.stdout, "%s new.\n", plural(n, "correction"))
		}
		return err
	})
}

// back takes in what annotators changed.
func (c *correctionsCommand) back(a *app) error {
	return a.change(func(ctx context.Context, d *sqlite.Dossier, desk *correction.Desk) error {
		made, passed, err := delivery.Back(ctx, d, desk, c.Annotations, c.who())
		if err != nil {
			return err
		}
		for _, why := range passed {
			fmt.Fprintln(a.stderr, plain.Text("passed over: "+why))
		}
		if len(made) == 0 {
			_, err := fmt.Fprintln(a.stdout, "Nothing there is other than in the record.")
			return err
		}
		ids, err := desk.All(ctx, made)
		if err == nil {
			fmt.Fprintf(a.stdout, "%s, %d to %d; verbale undo takes one back.\n", plural(len(ids), "correction"), ids[0], ids[len(ids)-1])
		}
		return err
	})
}

var correctionSheet = export.Sheet[correctionRow]{
	Table: []export.Column[correctionRow]{
		{Title: "number", Of: func(r correctionRow) string { return fmt.Sprint(r.ID) }},
		{Title: "about", Of: aboutOf, Share: 3},
		{Title: "field", Of: func(r correctionRow) string { return r.Field }},
		{Title: "value", Of: func(r correctionRow) string { return string(r.Value) }, Share: 3},
		{Title: "by", Of: func(r correctionRow) string { return r.MadeBy }},
		{Title: "why", Of: func(r correctionRow) string { return r.Why }, Share: 2},
		{Title: "state", Of: stateOf},
	},
	Export: []export.Column[correctionRow]{
		{Title: "id", Of: func(r correctionRow) string { return fmt.Sprint(r.ID) }},
		{Title: "made_at", Of: func(r correctionRow) string { return r.MadeAt }},
		{Title: "made_by", Of: func(r correctionRow) string { return r.MadeBy }},
		{Title: "why", Of: func(r correctionRow) string { return r.Why }},
		{Title: "about", Of: func(r correctionRow) string { return string(r.About) }},
		{Title: "target", Of: func(r correctionRow) string { return cell.JSON(r.Target, true) }},
		{Title: "field", Of: func(r correctionRow) string { return r.Field }},
		{Title: "value", Of: func(r correctionRow) string { return string(r.Value) }},
		{Title: "state", Of: stateOf},
		{Title: "statement", Of: func(r correctionRow) string { return r.effect.Statement }},
	},
}

// aboutOf names what a correction is about.
func aboutOf(r correctionRow) string {
	switch r.About {
	case verbale.AboutUndo:
		return fmt.Sprintf("correction %d", r.Target.Correction)
	case verbale.AboutActor:
		return strings.Join(r.Target.Names, ", ")
	case verbale.AboutEvent, verbale.AboutPaper, verbale.AboutTransfer:
		if len(r.Target.Evidence) > 0 {
			return r.Target.Evidence[0].Document + " " + string(r.About)
		}
	}
	if r.effect.Statement != "" {
		return r.Target.Document + " " + r.effect.Statement[:min(10, len(r.effect.Statement))]
	}
	return r.Target.Document
}

// stateOf says whether a correction holds, and how it met the report.
func stateOf(r correctionRow) string {
	if r.Undone {
		return "undone"
	}
	return string(r.effect.Outcome)
}
