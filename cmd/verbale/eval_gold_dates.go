package main

import (
	"fmt"

	"verbale.dev/verbale/internal/evaluation"
)

type evalDatesCommand struct {
	goldInput
}

// Help says how the figures come about.
func (*evalDatesCommand) Help() string {
	return `The scores are those of TempEval-3, in per cent: strict wants the same extent,
relaxed an overlap; type and value want the same attribute on a relaxed match. The
reports are read with all that is known of them, so that quotations count from the
day on which they were said.

Example:
  verbale eval dates --gold examples/july-1914/gold --errors`
}

// Run prints the scores.
func (c *evalDatesCommand) Run(a *app) error {
	_, reports, err := c.read(a)
	if err != nil {
		return err
	}
	var all evaluation.TimexScores
	for _, r := range reports {
		doc := evaluation.GoldDates(r.gold)
		pairs := evaluation.PairTimexes(doc, r.reading.Dates)
		all.Add(evaluation.ScoreTimexes(pairs))
		if c.Errors {
			if err := timexErrors(a, r.gold.Key, doc, pairs); err != nil {
				return err
			}
		}
	}
	return dateTable(a, &all)
}

func dateTable(a *app, all *evaluation.TimexScores) error {
	w := newTable(a)
	fmt.Fprint(w, "time expressions\tgold\tsystem\tprecision\trecall\tF1\t\n")
	for _, m := range all.Measures() {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t\n", m.Name, m.Score.Gold, m.Score.System,
			m.Score.Precision(), m.Score.Recall(), m.Score.F1())
	}
	return w.Flush()
}
