package main

import (
	"fmt"
	"path"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/reuse"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/plain"
)

type evalReuseCommand struct{ goldInput }

// Help says how the figures come about.
func (*evalReuseCommand) Help() string {
	return `A passage of two reports is a pair of places, and one of several reports a pair for each
two of them. It is found where half of the words of the shorter are shared at both. A
wrong pair of reports is one that gold has sharing nothing. Of those of which gold tells
which report has it from which: how often Verbale does, and how often the other way round.

Example:
  verbale eval reuse --gold examples/july-1914/gold`
}

// Run measures reuse.
func (c *evalReuseCommand) Run(a *app) error {
	folder, documents, err := c.documents(a)
	if err != nil {
		return err
	}
	reports := make([]*reuse.Report, len(folder.Reports))
	sketches := make([][]uint64, len(reports))
	texts := map[string]string{}
	for i, r := range folder.Reports {
		d := documents[textHash(r.Text)]
		if d == nil {
			d = &verbale.Document{Text: r.Text}
		}
		reports[i] = &reuse.Report{Name: path.Base(r.Document), Text: r.Text, Outlet: d.Outlet}
		if d.Dateline != nil {
			reports[i].Agency = d.Dateline.Agency
		}
		sketches[i] = reuse.Sketch(r.Text)
		texts[reports[i].Name] = r.Text
	}
	families, err := reuse.Families(reuse.Pairs(sketches), func(i int) (*reuse.Report, error) { return reports[i], nil })
	if err != nil {
		return err
	}
	var system []evaluation.ReusedPair
	for _, f := range families {
		for _, s := range f.Shared {
			for _, p := range s.Passages {
				x := evaluation.ReusedPair{DocumentA: reports[s.A].Name, DocumentB: reports[s.B].Name, A: p.A, B: p.B}
				if s.Direction != nil {
					x.Origin = x.DocumentA
					if s.Direction.FromB {
						x.Origin = x.DocumentB
					}
				}
				system = append(system, x)
				if c.Errors {
					fmt.Fprintf(a.stdout, "%s\t%s\t%s\t%s\n%s\n%s\n", x.DocumentA, x.DocumentB, p.How, x.Origin,
						plain.Text(p.A.Text(texts[x.DocumentA])), plain.Text(p.B.Text(texts[x.DocumentB])))
				}
			}
		}
	}
	s := evaluation.ScoreReuse(evaluation.GoldReuse(folder), system, texts)
	fmt.Fprintf(a.stdout, "%s: %s of %s\n\n", ownExample, plural(len(reports), "report"), c.Gold)
	_, err = fmt.Fprintf(a.stdout, `passages of two reports   gold %d, Verbale %d; precision %.1f, recall %.1f, F1 %.1f
of reports that share nothing  %d
direction, of %d told     right %d, the other way round %d
`, s.Found.Gold, s.Found.System, s.Found.Precision(), s.Found.Recall(), s.Found.F1(), s.Wrong, s.Directions, s.Right, s.Other)
	return err
}
