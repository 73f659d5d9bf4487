package main

import (
	"fmt"
	"os"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

type evalKindsCommand struct {
	Gold    string `required:"" placeholder:"FILE" help:"Statements with the kinds of two annotators, stand-off."`
	Reports string `arg:"" help:"The reports that they are of."`
	Errors  bool   `help:"Also the statements whose kind Verbale has otherwise than both annotators."`
}

// Help says how the figures come about.
func (*evalKindsCommand) Help() string {
	return `The file has tab-separated columns: report, byte ranges of cue and content, and a kind
by each annotator, "none" where the words are no statement. Verbale's kind is that of
the statement it finds there. The program is compared where the annotator has a kind.

Example:
  verbale eval kinds --gold training/attribution/kindsheet/wire.tsv wire.jsonl.gz`
}

// Run prints how the annotators agree, and the program with each.
func (c *evalKindsCommand) Run(a *app) error {
	file, err := os.Open(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	defer file.Close()
	rows, err := evaluation.ReadKinds(file)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, c.Gold, err)
	}
	kinds, err := c.read(a, rows)
	if err != nil {
		return err
	}
	var annotators, first, second, both, acts evaluation.Labels
	missed := 0
	for i, row := range rows {
		annotators.Add(row.First, row.Second)
		if kinds[i] == "" {
			missed++
			continue
		}
		kind := string(kinds[i])
		if row.First != evaluation.NoStatement {
			first.Add(row.First, kind)
		}
		if row.Second != evaluation.NoStatement {
			second.Add(row.Second, kind)
		}
		if row.First == row.Second && row.First != evaluation.NoStatement {
			both.Add(row.First, kind)
			if row.First != string(verbale.Say) {
				acts.Add(row.First, kind)
			}
		}
		if c.Errors && kind != row.First && kind != row.Second {
			fmt.Fprintf(a.stdout, "%s\t%d\t%s\t%s\tsystem %s\n", plain.Text(row.Report), row.Statement.Cue[0].Start, row.First, row.Second, kind)
		}
	}
	w := newTable(a)
	fmt.Fprint(w, "kinds\tof\tsame\tin %\tkappa\t\n")
	for _, line := range []struct {
		name   string
		labels *evaluation.Labels
	}{{"the two annotators", &annotators}, {"program, first annotator", &first}, {"program, second annotator", &second},
		{"program, where they agree", &both}, {"and the kind is not say", &acts}} {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.2f\t\n", line.name, line.labels.N(), line.labels.Same(), percent(line.labels.Same(), line.labels.N()), line.labels.Kappa())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s, %d not found any more\n", plural(len(rows), "statement"), missed)
	return err
}

// read returns the kind that the program gives each row, "" where it finds no
// statement there.
func (c *evalKindsCommand) read(a *app, rows []evaluation.AnnotatedKind) ([]verbale.Kind, error) {
	of := map[string][]int{}
	for i, row := range rows {
		of[row.Report] = append(of[row.Report], i)
	}
	kinds := make([]verbale.Kind, len(rows))
	reader, source := reading.NewReader(), intake.Reader{}
	err := source.Read(a.ctx, []string{c.Reports}, func(item intake.Item) error {
		if item.Document == nil || len(of[item.Document.Name]) == 0 {
			return nil
		}
		wanted := of[item.Document.Name]
		gold := make([]verbale.Statement, len(wanted))
		for k, i := range wanted {
			gold[k] = rows[i].Statement
		}
		for k, pair := range evaluation.PairStatements(gold, reader.Read(item.Document).Statements) {
			if pair.Gold != nil && pair.System != nil {
				kinds[wanted[k]] = pair.System.Kind
			}
		}
		return nil
	})
	return kinds, err
}
