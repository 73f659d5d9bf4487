package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/lang"
)

type evalAttributionCommand struct {
	Brat   string         `required:"" placeholder:"DIR" help:"Articles in PolNeAR's layout: DIR/text and DIR/attributions."`
	Engine reading.Engine `default:"thorough" enum:"fast,thorough" help:"What leads in finding statements: fast or thorough."`
}

// Help says how the figures come about.
func (*evalAttributionCommand) Help() string {
	return `Every annotation file is a document of its own, its text read as anyone's would be.
Outermost statements with a cue are compared, since the annotation gives each word
to one attribution only. The first table is CofeNet's: spans are runs of words
within a paragraph, the pieces of a broken one count apart, source, cue and content
are independent; "begin" looks at the first word alone, "overlap" is the mean best
overlap. The second is Citron's: whole attributions whose cues overlap.

Example:
  verbale eval attribution --brat polnear/dev`
}

// Run prints the scores.
func (c *evalAttributionCommand) Run(a *app) error {
	articles, err := brat.Folder(c.Brat)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	reader, analyzer := reading.New(reading.ShippedBy(c.Engine)), lang.NewAnalyzer()
	var all evaluation.AttributionScores
	var spent time.Duration
	for _, article := range articles {
		text, annotations, err := article.Read()
		if err != nil {
			return err
		}
		gold, err := evaluation.GoldAttributions(text, annotations)
		if err != nil {
			return fmt.Errorf("%s: %w", article.Name, err)
		}
		start := time.Now()
		statements := reader.Read(&verbale.Document{Name: article.Name, Text: text}).Statements
		spent += time.Since(start)
		all.Add(evaluation.Attributions(analyzer.Analyze(text), gold, evaluation.OutermostAttributions(statements)))
	}
	if err := attributionTables(a, &all); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s, %.1f documents a second\n",
		plural(len(articles), "document"), float64(len(articles))/max(spent.Seconds(), 1e-9))
	return err
}

func attributionTables(a *app, scores *evaluation.AttributionScores) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "spans\tgold\tsystem\tprecision\trecall\texact F1\tbegin F1\toverlap\t\n")
	for c, name := range evaluation.Components {
		exact := scores.Exact[c]
		fmt.Fprintf(w, "%v\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t\n", name, exact.Gold, exact.System,
			exact.Precision(), exact.Recall(), exact.F1(), scores.Begin[c].F1(), scores.Overlap[c].Mean())
	}
	fmt.Fprint(w, "\t\t\t\t\t\t\t\t\nlinked\tgold\tsystem\tprecision\trecall\tF1\t\t\t\n")
	for i, name := range evaluation.LinkedNames {
		s := scores.Linked[i]
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t\t\t\n", name, s.Gold, s.System, s.Precision(), s.Recall(), s.F1())
	}
	return w.Flush()
}
