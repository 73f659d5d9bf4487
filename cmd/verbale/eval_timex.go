package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/timeml"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

type evalTimexCommand struct {
	Timeml string `required:"" name:"timeml" placeholder:"DIR" help:"A folder of TimeML documents (.tml)."`
	Errors bool   `help:"Also every expression on which gold and Verbale differ, with what each says of it."`
	Ages   bool   `help:"Count ages too (\"eight months old\"), which TimeBank leaves out."`
}

// Help says how the figures come about.
func (*evalTimexCommand) Help() string {
	return `The text of each document is read as anyone's would be, its creation time taken for
the report's day. The scores are those of TempEval-3, in per cent: strict wants the
same extent, relaxed an overlap; type and value want the same attribute on a relaxed
match. Quotations count from the report's day, as the annotators had them.

Example:
  verbale eval timex --timeml timebank --errors`
}

// Run prints the scores.
func (c *evalTimexCommand) Run(a *app) error {
	files, err := filepath.Glob(filepath.Join(c.Timeml, "*.tml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no TimeML documents (*.tml) in %s: %w", c.Timeml, errUsage)
	}
	analyzer, finder := lang.NewAnalyzer(), timex.NewFinder()
	var all evaluation.TimexScores
	var spent time.Duration
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		gold, err := timeml.Read(string(data))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		p := page.New(analyzer.Analyze(gold.Text), nil)
		start := time.Now()
		dates := timex.Resolve(finder.Find(p), timex.Context{Day: gold.Day()})
		spent += time.Since(start)
		if !c.Ages {
			dates = slices.DeleteFunc(dates, func(t verbale.TimeExpression) bool { return t.Rule == timex.RuleOfAges })
		}
		pairs := evaluation.PairTimexes(gold, dates)
		all.Add(evaluation.ScoreTimexes(pairs))
		if c.Errors {
			if err := timexErrors(a, filepath.Base(file), gold, pairs); err != nil {
				return err
			}
		}
	}
	return timexTable(a, &all, len(files), spent)
}

func timexTable(a *app, all *evaluation.TimexScores, documents int, spent time.Duration) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "time expressions\tgold\tsystem\tprecision\trecall\tF1\t\n")
	for _, m := range all.Measures() {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t\n", m.Name, m.Score.Gold, m.Score.System,
			m.Score.Precision(), m.Score.Recall(), m.Score.F1())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "\n%s, %.2f ms a document for time expressions alone\n",
		plural(documents, "document"), spent.Seconds()*1000/float64(documents))
	return err
}

// timexErrors prints the pairs that differ, one a line: what differs, where,
// the words around, what gold says and what Verbale says.
func timexErrors(a *app, name string, gold *timeml.Document, pairs []evaluation.TimexPair) error {
	for _, p := range pairs {
		var fault string
		switch {
		case p.Gold == nil:
			fault = "not in gold"
		case p.System == nil:
			fault = "missed"
		case !p.SameValue():
			fault = "value"
		case !p.Strict():
			fault = "extent"
		case !p.SameType():
			fault = "type"
		default:
			continue
		}
		span, goldSays, weSay := lang.Span{}, "-", "-"
		if p.System != nil {
			span = p.System.Span
			weSay = fmt.Sprintf("[%s] %s %s by %s", p.System.Text, p.System.Type, p.System.Value, p.System.Rule)
		}
		if p.Gold != nil {
			span = p.Gold.Span
			goldSays = fmt.Sprintf("[%s] %s %s", p.Gold.Span.Text(gold.Text), p.Gold.Type, p.Gold.Value)
		}
		line := fmt.Sprintf("%s\t%s:%d\t%s\t%s\t%s", fault, name, span.Start, around(gold.Text, span), goldSays, weSay)
		if _, err := fmt.Fprintln(a.stdout, strings.ReplaceAll(line, "\n", " ")); err != nil {
			return err
		}
	}
	return nil
}

// around returns the words at a span with some of those beside it.
func around(text string, span lang.Span) string {
	const width = 48 // bytes to each side
	from, to := max(0, span.Start-width), min(len(text), span.End+width)
	before, after := text[from:span.Start], text[span.End:to]
	return strings.ToValidUTF8(before+"["+span.Text(text)+"]"+after, "")
}
