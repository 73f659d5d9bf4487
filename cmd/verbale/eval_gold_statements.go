package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export/plain"
)

type evalStatementsCommand struct {
	goldInput
	Found string `enum:"cue,content" default:"cue" help:"What makes a statement found: a cue that overlaps, or contents alone, six tenths of them shared (cue, content)."`
}

// Help says how the figures come about.
func (*evalStatementsCommand) Help() string {
	return `A statement is found where a cue overlaps; where one of the two has no cue, where
half of their contents is shared. With --found content it is found where six tenths of
the bytes of both contents together are shared, whatever the cues. Statements that
gold marks as borderline are not counted. A component is exact where all its pieces are the
same. The fields are compared among the statements found: over all of them, where a
field that both leave empty is right, and over those where gold has a value.
Speakers and addressees are judged as "eval actors" casts them, and where it casts
nobody, by what the report calls them.

Examples:
  verbale eval statements --gold examples/july-1914/gold
  verbale eval statements --gold examples/july-1914/gold --errors
  verbale eval statements --found content --gold training/gold/dev.jsonl archive.jsonl.gz`
}

// Run prints the scores.
func (c *evalStatementsCommand) Run(a *app) error {
	folder, reports, err := c.read(a)
	if err != nil {
		return err
	}
	cast, _ := castOf(reports)
	same := sameAs(folder, reports, cast)
	var all evaluation.StatementScores
	for _, r := range reports {
		pairs := evaluation.PairStatementsBy(evaluation.FoundBy(c.Found), r.gold.Statements, statementsOf(r.reading))
		evaluation.MarkBorderline(pairs, r.gold.Borderline)
		scores := evaluation.ScoreStatements(pairs, same)
		all.Add(&scores)
		if c.Errors {
			statementErrors(a, r.gold.Key, pairs, same)
		}
	}
	return statementTables(a, &all)
}

func statementTables(a *app, all *evaluation.StatementScores) error {
	w := newTable(a)
	fmt.Fprint(w, "statements\tgold\tsystem\tprecision\trecall\tF1\t\n")
	line := func(name string, s evaluation.Score) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t\n", name, s.Gold, s.System, s.Precision(), s.Recall(), s.F1())
	}
	line("found", all.Found)
	line("top level", all.Top)
	line("nested", all.Nested)
	for i, component := range evaluation.Components {
		line(component.String()+", exact", all.Exact[i])
		line(component.String()+", overlap", all.Overlap[i])
	}
	fmt.Fprint(w, "\t\t\t\t\t\t\nfields of those found\tright\tof\tin %\twhere told\tin %\t\n")
	for i, name := range evaluation.FieldNames() {
		f := all.Fields[i]
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%d/%d\t%.1f\t\n", name, f.Right, f.Of, f.Accuracy(), f.RightTold, f.Told, f.AccuracyTold())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	wrong, given := all.Days.System-all.Days.Correct, all.Days.System
	_, err := fmt.Fprintf(a.stdout, "\ndays of the saying, of those found: %d of %d told, %.1f %%; of %d given %d false, %.1f %%\n",
		all.Days.Correct, all.Days.Gold, all.Days.Recall(), given, wrong, percent(wrong, given))
	return err
}

// statementErrors prints what gold has and Verbale has not, the other way
// round, and the fields in which they differ.
func statementErrors(a *app, key string, pairs []evaluation.StatementPair, same evaluation.SameActor) {
	for _, p := range pairs {
		switch {
		case p.Borderline:
		case p.System == nil:
			fmt.Fprintf(a.stdout, "%s\tmissed\t%s\n", p.Gold.ID, sketch(p.Gold))
		case p.Gold == nil:
			fmt.Fprintf(a.stdout, "%s\tnot in gold\t%s by %s\n", key, sketch(p.System), p.System.Rule)
		default:
			for _, name := range evaluation.Differences(pairs, p, same) {
				fmt.Fprintf(a.stdout, "%s\t%s\tgold %s\tsystem %s\t%s\n", p.Gold.ID, name,
					fieldOf(p.Gold, name), fieldOf(p.System, name), sketch(p.Gold))
			}
		}
	}
}

// sketch shows a statement on one line.
func sketch(s *verbale.Statement) string {
	return fmt.Sprintf("[%s] %s: %s", plain.Text(excerpt.Join(s.Source)), plain.Text(excerpt.Join(s.Cue)), plain.Text(excerpt.Join(s.Content)))
}

// fieldOf writes one field of a statement for a person.
func fieldOf(s *verbale.Statement, name string) string {
	switch name {
	case "source":
		return plain.Text(excerpt.Join(s.Source))
	case "cue":
		return plain.Text(excerpt.Join(s.Cue))
	case "content":
		return plain.Text(excerpt.Join(s.Content))
	case "part":
		return string(s.Part)
	case "mode":
		return string(s.Mode)
	case "set apart":
		return plain.Text(excerpt.Join(s.SetApart))
	case "kind":
		return string(s.Kind)
	case "factuality":
		return string(s.Factuality)
	case "repeats":
		return fmt.Sprint(s.Repeats)
	case "speaker":
		return actorNames(s.Speakers)
	case "addressees":
		return actorNames(s.Addressees)
	case "account":
		return string(s.Account)
	case "channel":
		return told(s.Channel)
	case "said on":
		return told(s.SaidOn)
	case "said on, from":
		return told(s.SaidOnFrom)
	case "not after":
		return told(s.NotAfter)
	case "parent":
		return told(s.Parent)
	}
	return fmt.Sprint(len(s.RespondsTo))
}

func actorNames(refs []verbale.ActorRef) string {
	var names []string
	for _, r := range refs {
		names = append(names, plain.Text(r.Name))
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, ", ")
}

func told[T ~string](value *T) string {
	if value == nil {
		return "-"
	}
	return string(*value)
}
