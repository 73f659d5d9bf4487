package main

import (
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

type evalFactualityCommand struct {
	Gold string `arg:"" type:"existingfile" help:"Events with values from -3 to 3, JSON Lines, packed by gzip or not."`
	Set  string `default:"UW" help:"Of this set alone; \"\" for all."`
	Part string `default:"dev" help:"Of this part alone; \"\" for all."`
}

// Help says what is compared.
func (*evalFactualityCommand) Help() string {
	return `How sure it is that what a word tells happened, from -3 (certainly not) to 3, against
people's judgement: Pearson's r and the mean absolute error, of the value that is learnt
and of the classes that rules tell (happened 3, planned 1.8, possible and wished 1.5,
denied -1.6: what the classes have in the training part).

Example:
  verbale eval factuality shared/corpora/factuality/train.jsonl.gz`
}

// ofClass is the value of a factuality, as the median of the UW training part has it.
var ofClass = map[verbale.EventFactuality]float64{
	verbale.EventHappened: 3, verbale.EventPlanned: 1.8, verbale.EventPossible: 1.5, verbale.EventWished: 1.5, verbale.EventDenied: -1.6,
}

// Run prints the scores.
func (c *evalFactualityCommand) Run(a *app) error {
	judged, err := evaluation.ReadJudged(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	analyzer := lang.NewAnalyzer()
	var learnt, rules evaluation.Fit
	for _, s := range judged {
		if c.Set != "" && s.Set != c.Set || c.Part != "" && s.Part != c.Part {
			continue
		}
		p := page.New(analyzer.Analyze(s.Text), nil)
		judge := event.NewJudge(p)
		for _, e := range s.Events {
			if token, ok := evaluation.TokenAt(p.Doc, e.At); ok {
				learnt.Add(e.Value, float64(judge.Value(token))/1000)
				rules.Add(e.Value, ofClass[judge.Of(token)])
			}
		}
	}
	w := newTable(a)
	fmt.Fprintf(w, "%s\tr\tmean absolute error\t\n", plural(learnt.N, "event"))
	fmt.Fprintf(w, "learnt\t%.3f\t%.3f\t\n", learnt.Correlation(), learnt.Error())
	fmt.Fprintf(w, "classes by rules\t%.3f\t%.3f\t\n", rules.Correlation(), rules.Error())
	return w.Flush()
}
