package main

import (
	"fmt"
	"path"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

type evalEventsCommand struct {
	goldInput
	From []int `default:"0,650,750,850" placeholder:"N" help:"Confidences, per mille, from which events are counted: a line each."`
}

// Help says how the figures come about.
func (*evalEventsCommand) Help() string {
	return `Each telling of an event is a row. It is found where half of the words of the shorter
evidence is shared; type, factuality, day, who, to whom and background are compared among
those found, an actor being right where it is the one that gold names, or the state or body
for which that one acts. What gold
marks as borderline counts on neither side. A line a confidence is the curve of precision
and recall; what is below the confidence that verbale events shows is doubtful.

Example:
  verbale eval events --gold examples/july-1914/gold`
}

// Run prints the curve.
func (c *evalEventsCommand) Run(a *app) error {
	folder, documents, err := c.documents(a)
	if err != nil {
		return err
	}
	reader, b := reading.NewReader(), between{folder: folder}
	type report struct {
		text         string
		gold, system []evaluation.ToldEvent
		sure         []int
	}
	var reports []report
	for _, r := range folder.Reports {
		x := report{text: r.Text, gold: toldIn(folder, r)}
		read := reader.Read(documents[textHash(r.Text)])
		for _, t := range read.Tellings {
			x.system = append(x.system, toldOf(&t, read.Actors, &b))
			x.sure = append(x.sure, t.Confidence)
		}
		reports = append(reports, x)
	}
	w := newTable(a)
	fmt.Fprint(w, "events from\tgold\tsystem\tprecision\trecall\tF1\ttype\tfactuality\tdays told\tgiven\tright\tby told\tgiven\tright\tto told\tgiven\tright\tbackground\tgiven\tright\t\n")
	for _, from := range c.From {
		var s evaluation.EventScores
		for _, r := range reports {
			var sure []evaluation.ToldEvent
			for i, t := range r.system {
				if r.sure[i] >= from {
					sure = append(sure, t)
				}
			}
			pairs := evaluation.PairEvents(r.text, r.gold, sure)
			s.Add(pairs)
			if c.Errors && from == c.From[len(c.From)-1] {
				eventErrors(a, r.text, pairs)
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t", shownFrom(from, record.SureEvent), s.Found.Gold, s.Found.System,
			s.Found.Precision(), s.Found.Recall(), s.Found.F1(), s.Type.Precision(), s.Factuality.Precision())
		for _, field := range []evaluation.Score{s.Days, s.By, s.To, s.Background} {
			fmt.Fprintf(w, "%d\t%d\t%d\t", field.Gold, field.System, field.Correct)
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\nverbale events shows those from %d.\n", record.SureEvent)
	return err
}

// toldIn are the tellings of events that gold has in a report.
func toldIn(folder *gold.Folder, r *gold.Report) []evaluation.ToldEvent {
	var list []evaluation.ToldEvent
	for i := range folder.Relations {
		relation := &folder.Relations[i]
		if relation.Record != "event" {
			continue
		}
		for _, link := range relation.LinksOf("told") {
			if link.Words == nil || path.Base(link.Words.Document) != path.Base(r.Document) {
				continue
			}
			told := evaluation.ToldEvent{Evidence: link.Words.Span, Type: relation.Term, Factuality: relation.Factuality,
				On: relation.Value("on"), Background: relation.Has("background"), By: relation.Values["by"], To: relation.Values["to"], Borderline: relation.Has("borderline") || relation.Has("doubtful")}
			if as := link.Options["as"]; as != "" {
				told.Factuality = as
			} else if told.Factuality == "" {
				told.Factuality = string(verbale.EventHappened)
			}
			list = append(list, told)
		}
	}
	return list
}

func toldOf(t *verbale.Telling, actors []verbale.LocalActor, b *between) evaluation.ToldEvent {
	told := evaluation.ToldEvent{Evidence: t.Evidence.Span, Type: string(t.Type), Factuality: string(t.Factuality), Background: t.Background,
		By: b.means(partiesOf(t.Initiators, actors)), To: b.means(partiesOf(t.Recipients, actors))}
	if t.On != nil {
		told.On = *t.On
	}
	return told
}

// partiesOf are those who take part, by the names that the report has for them.
func partiesOf(parties []verbale.Party, actors []verbale.LocalActor) []verbale.ActorRef {
	refs := make([]verbale.ActorRef, len(parties))
	for i, p := range parties {
		refs[i].Name = p.Text
		if p.Actor >= 0 {
			refs[i].Name = actors[p.Actor].Name
		}
	}
	return refs
}

// eventErrors prints what gold has and Verbale has not, the other way round, and what
// differs.
func eventErrors(a *app, text string, pairs []evaluation.EventPair) {
	words := func(e *evaluation.ToldEvent) string { return plain.Text(text[e.Evidence.Start:e.Evidence.End]) }
	for _, p := range pairs {
		switch {
		case p.Gold != nil && p.Gold.Borderline:
		case p.System == nil:
			fmt.Fprintf(a.stdout, "missed\t%s\t%s\n", p.Gold.Type, words(p.Gold))
		case p.Gold == nil:
			fmt.Fprintf(a.stdout, "false\t%s %s\t%s\n", p.System.Type, p.System.Factuality, words(p.System))
		case p.Gold.Type != p.System.Type || p.Gold.Factuality != p.System.Factuality || p.Gold.On != p.System.On:
			fmt.Fprintf(a.stdout, "differs\t%s %s %s, gold %s %s %s\t%s\n", p.System.Type, p.System.Factuality, p.System.On,
				p.Gold.Type, p.Gold.Factuality, p.Gold.On, words(p.System))
		}
	}
}
