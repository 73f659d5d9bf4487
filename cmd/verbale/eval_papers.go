package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type evalPapersCommand struct {
	goldInput
	From []int `default:"0,600,700,750,800,850" placeholder:"N" help:"Confidences, per mille, from which rows are counted: a line each."`
}

// Help says how the figures come about.
func (*evalPapersCommand) Help() string {
	return `A paper is one row over all reports, and so is each of its steps. It is found where a
place of it shares half of the words of the shorter one with a place of gold, one to one,
the greatest overlap first; kind or step, days and hands are compared among those found.
An actor counts where it is the one that gold names, or the state or body for which that
one acts. What gold marks as borderline or doubtful, and steps that it has as events alone,
count on neither side. A line a
confidence is the curve; what is below that which verbale papers and transfers show is
doubtful.

Example:
  verbale eval papers --gold examples/july-1914/gold`
}

// Run prints the curves of papers and of transfers.
func (c *evalPapersCommand) Run(a *app) error {
	folder, documents, err := c.documents(a)
	if err != nil {
		return err
	}
	b := between{folder: folder, texts: map[string]string{}}
	for _, r := range folder.Reports {
		b.texts[path.Base(r.Document)] = r.Text
		if d := documents[textHash(r.Text)]; d != nil {
			b.texts[path.Base(d.Name)] = r.Text
		}
	}
	var papers, transfers []evaluation.RowBetween
	if err := c.within(a, folder, documents, func(d *sqlite.Dossier) error {
		q := record.PaperQuery{Doubtful: true}
		if err := d.Papers(a.ctx, q, func(p *verbale.PaperRow, _ []*verbale.Transfer) error {
			papers = append(papers, b.paper(p))
			return nil
		}); err != nil {
			return err
		}
		return d.Transfers(a.ctx, q, func(t *verbale.Transfer) error {
			transfers = append(transfers, b.transfer(t))
			return nil
		})
	}); err != nil {
		return err
	}
	for _, layer := range []struct {
		name, kind string
		shown      int
		rows       []evaluation.RowBetween
		days, who  []string
	}{
		{"paper", "kind", record.SurePaper, papers, []string{"on"}, []string{"by", "to"}},
		{"transfer", "step", record.SureTransfer, transfers, []string{"on"}, []string{"from", "to"}},
	} {
		if err := c.curve(a, &b, layer.name, layer.kind, layer.shown, layer.rows, layer.days, layer.who); err != nil {
			return err
		}
	}
	return nil
}

func (c *evalPapersCommand) curve(a *app, b *between, record, kind string, shown int, rows []evaluation.RowBetween, days, who []string) error {
	w := newTable(a)
	fmt.Fprintf(w, "%ss from\tgold\tsystem\tprecision\trecall\tF1\t%s\t", record, kind)
	for _, field := range append(slices.Clone(days), who...) {
		fmt.Fprintf(w, "%s told\tgiven\tright\t", field)
	}
	if record == "transfer" {
		fmt.Fprint(w, "factuality\t")
	}
	fmt.Fprintln(w)
	told := b.gold(record)
	for _, from := range c.From {
		sure := slices.DeleteFunc(slices.Clone(rows), func(r evaluation.RowBetween) bool { return r.Sure < from })
		var s evaluation.RowScores
		pairs := evaluation.PairRows(b.texts, told, sure)
		s.Add(pairs)
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t", shownFrom(from, shown), s.Found.Gold, s.Found.System,
			s.Found.Precision(), s.Found.Recall(), s.Found.F1(), s.Kind.Precision())
		for _, field := range days {
			fmt.Fprintf(w, "%d\t%d\t%d\t", s.Days[field].Gold, s.Days[field].System, s.Days[field].Correct)
		}
		for _, field := range who {
			fmt.Fprintf(w, "%d\t%d\t%d\t", s.Who[field].Gold, s.Who[field].System, s.Who[field].Correct)
		}
		if record == "transfer" {
			fmt.Fprintf(w, "%.1f\t", s.Factuality.Precision())
		}
		fmt.Fprintln(w)
		if c.Errors && from == shown {
			rowErrors(a, record, pairs)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "\nverbale %ss shows those from %d.\n\n", record, shown)
	return err
}

// rowErrors prints what gold has and Verbale has not, the other way round, and what
// differs.
func rowErrors(a *app, record string, pairs []evaluation.RowPair) {
	for _, p := range pairs {
		switch {
		case p.Gold != nil && p.Gold.Borderline:
		case p.System == nil:
			fmt.Fprintf(a.stdout, "missed\t%s\t%s %s\n", record, p.Gold.Kind, plain.Text(p.Gold.Name))
		case p.Gold == nil:
			fmt.Fprintf(a.stdout, "false\t%s\t%s %s\n", record, p.System.Kind, plain.Text(p.System.Name))
		default:
			fmt.Fprintf(a.stdout, "found\t%s\t%s %s\t%v %v\tgold %s %s\t%v %v\n", record, p.System.Kind, plain.Text(p.System.Name), p.System.Days, p.System.Who,
				p.Gold.Kind, plain.Text(p.Gold.Name), p.Gold.Days, p.Gold.Who)
		}
	}
}

// between turns rows between reports, of gold and of a dossier, into one form.
type between struct {
	folder *gold.Folder
	texts  map[string]string // by the last part of the document's name
}

// gold are the papers or transfers of gold.
func (b *between) gold(record string) []evaluation.RowBetween {
	var rows []evaluation.RowBetween
	for i := range b.folder.Relations {
		r := &b.folder.Relations[i]
		if r.Record != record {
			continue
		}
		row := evaluation.RowBetween{
			Kind: r.Term, Factuality: r.Factuality, Borderline: r.Has("borderline") || r.Has("doubtful"), Name: r.ID,
			Days: map[string]string{"on": r.Value("on"), "received_on": r.Value("received_on")},
			Who:  map[string][]string{"by": r.Values["by"], "from": r.Values["from"], "to": r.Values["to"]},
		}
		for _, link := range r.LinksOf("seen") {
			if place, ok := b.place(&link.Evidence); ok {
				row.Places = append(row.Places, place)
			}
		}
		if len(row.Places) > 0 {
			rows = append(rows, row)
		}
	}
	if record == "transfer" {
		rows = append(rows, b.toldAsEvents(rows)...)
	}
	return rows
}

// toldAsEvents are the transfers, publications and signings that gold has as events and
// not as steps: they count on neither side.
func (b *between) toldAsEvents(steps []evaluation.RowBetween) []evaluation.RowBetween {
	var rows []evaluation.RowBetween
	for i := range b.folder.Relations {
		r := &b.folder.Relations[i]
		switch {
		case r.Record != "event":
			continue
		case r.Term != string(verbale.EventTransfer) && r.Term != string(verbale.EventPublication) && r.Term != string(verbale.EventSigning):
			continue
		}
		row := evaluation.RowBetween{Kind: r.Term, Factuality: r.Factuality, Borderline: true, Name: r.ID}
		for _, link := range r.LinksOf("told") {
			if place, ok := b.place(&link.Evidence); ok {
				row.Places = append(row.Places, place)
			}
		}
		pairs := evaluation.PairRows(b.texts, steps, []evaluation.RowBetween{row})
		if !slices.ContainsFunc(pairs, func(p evaluation.RowPair) bool { return p.Gold != nil && p.System != nil }) {
			rows = append(rows, row)
		}
	}
	return rows
}

// place is where a line of evidence points: its words, or the paragraph of a statement,
// in which the paper that says it is named.
func (b *between) place(e *gold.Evidence) (evaluation.Place, bool) {
	if e.Words != nil {
		return evaluation.Place{Document: path.Base(e.Words.Document), Span: e.Words.Span}, true
	}
	for _, r := range b.folder.Reports {
		for i := range r.Statements {
			s := &r.Statements[i]
			if s.ID != e.Statement {
				continue
			}
			span := s.Content[0].Span
			span.Start = strings.LastIndexByte(r.Text[:span.Start], '\n') + 1
			if end := strings.IndexByte(r.Text[span.End:], '\n'); end >= 0 {
				span.End += end
			} else {
				span.End = len(r.Text)
			}
			return evaluation.Place{Document: path.Base(r.Document), Span: span}, span.Len() > 0
		}
	}
	return evaluation.Place{}, false
}

func (b *between) paper(p *verbale.PaperRow) evaluation.RowBetween {
	row := evaluation.RowBetween{
		Kind: string(p.Kind), Sure: p.Confidence, Name: p.Name, Days: map[string]string{},
		Who: map[string][]string{"by": b.means(p.Authors), "to": b.means(p.Addressees)},
	}
	if p.On != nil {
		row.Days["on"] = *p.On
	}
	for _, m := range p.Mentions {
		row.Places = append(row.Places, evaluation.Place{Document: path.Base(m.Document), Span: m.Span})
	}
	return row
}

func (b *between) transfer(t *verbale.Transfer) evaluation.RowBetween {
	row := evaluation.RowBetween{
		Kind: string(t.Step), Factuality: string(t.Factuality), Sure: t.Confidence, Name: t.Evidence[0].Text, Days: map[string]string{},
		Who: map[string][]string{"from": b.means(t.From), "to": b.means(t.To)},
	}
	for field, day := range map[string]*string{"on": t.On, "received_on": t.ReceivedOn} {
		if day != nil {
			row.Days[field] = *day
		}
	}
	for _, e := range t.Evidence {
		row.Places = append(row.Places, evaluation.Place{Document: path.Base(e.Document), Span: e.Span})
	}
	return row
}

// means are the actors of gold that some actors can be: those that bear the name, and
// those for whom they act or who act for them.
func (b *between) means(refs []verbale.ActorRef) []string {
	var ids []string
	for _, ref := range refs {
		name := strings.ToLower(strings.TrimPrefix(ref.Name, "the "))
		for i := range b.folder.Actors {
			g := &b.folder.Actors[i]
			if !slices.ContainsFunc(append(slices.Clone(g.Names), g.Name), func(n string) bool {
				n = strings.ToLower(strings.TrimPrefix(n, "the "))
				return n == name || strings.HasSuffix(name, " "+n) && g.Type == verbale.Person
			}) {
				continue
			}
			ids = append(ids, g.ID)
			ids = append(ids, g.Sides...)
			for k := range b.folder.Actors {
				if slices.Contains(b.folder.Actors[k].Sides, g.ID) && g.Type != verbale.Person {
					ids = append(ids, b.folder.Actors[k].ID)
				}
			}
		}
	}
	return ids
}
