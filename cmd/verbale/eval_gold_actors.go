package main

import (
	"fmt"

	"verbale.dev/verbale/internal/evaluation"
)

type evalActorsCommand struct {
	goldInput
}

// Help says how the figures come about.
func (*evalActorsCommand) Help() string {
	return `Each of Verbale's actors is cast for the one of gold with whom it shares most
mentions, one for one, over all reports; a mention is right where it is tied to the
one that is cast for its actor. Who is split or merged therefore loses mentions.
Gold marks only the actors that it knows; mentions of others are not counted.

Example:
  verbale eval actors --gold examples/july-1914/gold --errors`
}

// Run prints the scores.
func (c *evalActorsCommand) Run(a *app) error {
	_, reports, err := c.read(a)
	if err != nil {
		return err
	}
	cast, scores := castOf(reports)
	if c.Errors {
		for _, r := range reports {
			for _, m := range evaluation.Miscast(cast, evaluation.MentionedReport{Gold: r.gold, System: r.reading.Mentions, Actors: r.reading.Mentioned}) {
				fmt.Fprintf(a.stdout, "%s:%d\t%s\tgold %s\tsystem %s\n", r.gold.Key, m.Gold.Start, m.Gold.Text, m.Gold.Actor, m.Says())
			}
		}
	}
	w := newTable(a)
	fmt.Fprint(w, "mentions\tgold\tfound\tin %\tright\tof found, in %\t\n")
	line := func(name string, s evaluation.FormScore) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%d\t%.1f\t\n", name, s.Mentions, s.Found, s.Recall(), s.Right, s.Accuracy())
	}
	line("all", scores.All())
	for _, f := range scores.Forms {
		line(string(f.Form), f)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s of gold found, %d of them split; %s merged of several\n",
		plural(scores.Actors, "actor"), scores.Split, plural(scores.Merged, "actor"))
	return err
}
