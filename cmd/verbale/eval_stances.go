package main

import (
	"fmt"
	"os"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/request"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

type evalStancesCommand struct {
	Gold   string         `required:"" placeholder:"FILE" help:"Sentences with who proposes, asks, supports or opposes what, as docs/gold.md defines them."`
	Engine reading.Engine `default:"thorough" enum:"fast,thorough" help:"What leads in finding statements: fast or thorough."`
	From   []int          `default:"0,700,800" placeholder:"N" help:"Confidences, per mille, from which requests are counted: a line each."`
	Errors bool           `help:"Also every sentence of which the triples differ."`
	Paths  []string       `arg:"" name:"path" help:"Where the annotated texts are; they alone are read, into a dossier that is thrown away."`
}

// Help says how the figures come about.
func (*evalStancesCommand) Help() string {
	return `The rows of verbale exchange, as who asks or proposes what, who joins in and who is against
it, in the sentences of gold. A point is found where half of the words of the shorter one are
shared; actors are one where the name of one holds that of the other. Who stands by a request
is counted where its words lie.

Example:
  verbale eval stances --gold training/gold/enb-stances.jsonl issues.jsonl.gz`
}

// Run prints a line a confidence.
func (c *evalStancesCommand) Run(a *app) error {
	file, err := os.Open(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	defer file.Close()
	sentences, err := evaluation.ReadStances(file)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, c.Gold, err)
	}
	wanted := map[string]bool{}
	for _, s := range sentences {
		wanted[s.SHA256] = true
	}
	documents, err := annotatedBy(a, wanted, c.Paths)
	if err != nil {
		return err
	}
	var folder gold.Folder
	hashes := map[string]string{} // of the texts, by the names of the documents
	for _, s := range sentences {
		d := documents[s.SHA256]
		if d == nil {
			return fmt.Errorf("the text of %s is nowhere in %v: %w", s.Text, c.Paths, errUsage)
		}
		if _, ok := hashes[d.Name]; !ok {
			hashes[d.Name] = s.SHA256
			folder.Reports = append(folder.Reports, &gold.Report{Document: d.Name, Text: d.Text})
		}
	}
	var rows []*verbale.Request
	input := goldInput{Engine: c.Engine}
	if err := input.within(a, &folder, documents, func(d *sqlite.Dossier) error {
		return d.Exchange(a.ctx, query.Exchange{Doubtful: true}, func(r *verbale.Request) error {
			if r.Kind != verbale.RequestCharge && r.Kind != verbale.RequestQuestion {
				rows = append(rows, r)
			}
			return nil
		})
	}); err != nil {
		return err
	}
	w := newTable(a)
	fmt.Fprintln(w, "requests from\tgold\tsystem\tpoint\tand actor\tand stance\tprecision\trecall\tF1\t")
	var last evaluation.StanceScores
	for _, from := range c.From {
		var s evaluation.StanceScores
		for _, sentence := range sentences {
			text := documents[sentence.SHA256].Text
			taken := takenIn(rows, hashes, sentence, from)
			before := s.Triples
			s.Add(text, sentence, taken)
			if got := s.Triples.Correct - before.Correct; c.Errors && from == c.From[len(c.From)-1] && (got < s.Triples.Gold-before.Gold || got < len(taken)) {
				stanceErrors(a, text, sentence, taken)
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t\n", shownFrom(from, request.Sure), s.Triples.Gold, s.Triples.System,
			s.Points.Correct, s.Actors.Correct, s.Triples.Correct, s.Triples.Precision(), s.Triples.Recall(), s.Triples.F1())
		if from == request.Sure || last.Stances == nil {
			last = s
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	w = newTable(a)
	fmt.Fprintln(w, "\nof those shown\tgold\tsystem\tright\tprecision\trecall\t")
	for _, stance := range []string{"proposes", "asks", "supports", "opposes"} {
		s := last.Stances[stance]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t\n", stance, s.Gold, s.System, s.Correct, s.Precision(), s.Recall())
	}
	return w.Flush()
}

// takenIn are the stances that requests tell in a sentence.
func takenIn(rows []*verbale.Request, hashes map[string]string, in evaluation.StanceSentence, from int) []evaluation.TakenStance {
	var taken []evaluation.TakenStance
	for _, r := range rows {
		var point []lang.Span
		for _, what := range r.What {
			if hashes[what.Document] == in.SHA256 && in.Sentence.Contains(what.Span) {
				point = append(point, what.Span)
			}
		}
		if len(point) == 0 || r.Confidence < from {
			continue
		}
		asks := "asks"
		if r.Kind == verbale.RequestProposal || r.Kind == verbale.RequestOffer {
			asks = "proposes"
		}
		for _, side := range []struct {
			stance string
			actors []verbale.ActorRef
		}{{asks, r.By}, {"supports", r.JoinedBy}, {"opposes", r.OpposedBy}} {
			for _, actor := range side.actors {
				taken = append(taken, evaluation.TakenStance{Actor: actor.Name, Stance: side.stance, Point: point})
			}
		}
	}
	return slices.Clip(taken)
}

// stanceErrors prints what gold has in a sentence and what Verbale has.
func stanceErrors(a *app, text string, s evaluation.StanceSentence, taken []evaluation.TakenStance) {
	fmt.Fprintf(a.stdout, "%s\t%s\n", plain.Text(s.Text), plain.Text(s.Sentence.Text(text)))
	for _, g := range s.Stances {
		for _, actor := range g.Actors {
			fmt.Fprintf(a.stdout, "\tgold\t%s\t%s\t%s\n", plain.Text(actor.Text(text)), g.Stance, plain.Text(g.Point.Text(text)))
		}
	}
	for _, t := range taken {
		for _, p := range t.Point {
			fmt.Fprintf(a.stdout, "\tVerbale\t%s\t%s\t%s\n", plain.Text(t.Actor), t.Stance, plain.Text(p.Text(text)))
		}
	}
}
