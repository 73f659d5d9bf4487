package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/format/gold"
	"verbale.dev/verbale/internal/identity"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
)

// ownExample stands before all figures that come of gold of our own.
const ownExample = "own example, not unseen text"

// evalGoldCommand checks gold, and compares one annotation with another.
type evalGoldCommand struct {
	Check     string `placeholder:"DIR" help:"Check the gold files of a folder: anchors, ids, boundaries, dates."`
	Agreement string `placeholder:"DIR" help:"A second annotation, to be compared with the one of --gold."`
	Gold      string `placeholder:"DIR" help:"The annotation that --agreement is compared with."`
	Errors    bool   `help:"Also everything on which the two annotations differ."`
}

// Help says what is checked and how to use it.
func (*evalGoldCommand) Help() string {
	return `docs/gold.md defines the files and what is checked.

Examples:
  verbale eval --check examples/july-1914/gold
  verbale eval --agreement examples/july-1914/gold/second --gold examples/july-1914/gold`
}

// Run checks, compares, or says what there is to choose from.
func (c *evalGoldCommand) Run(a *app) error {
	switch {
	case c.Check != "" && c.Agreement == "":
		return checkGold(a, c.Check)
	case c.Agreement != "" && c.Gold != "":
		return agreement(a, c.Agreement, c.Gold, c.Errors)
	}
	return fmt.Errorf(`what is to be measured? See "verbale eval --help": %w`, errUsage)
}

func checkGold(a *app, dir string) error {
	folder, faults, err := gold.Read(dir)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	for _, f := range faults {
		fmt.Fprintln(a.stdout, answer.Plain(f.String()))
	}
	statements, dates, mentions := 0, 0, 0
	for _, r := range folder.Reports {
		statements += len(r.Statements)
		dates += len(r.Dates)
		mentions += len(r.Mentions)
	}
	fmt.Fprintf(a.stdout, "%s, %s, %s, %s, %s across reports: %s\n",
		plural(len(folder.Reports), "report"), plural(statements, "statement"), plural(dates, "time expression"),
		plural(mentions, "mention"), plural(len(folder.Relations), "relation"), plural(len(faults), "fault"))
	if len(faults) > 0 {
		return errors.Join(errFaulty, errQuiet)
	}
	return nil
}

// readGold reads a folder of gold that is to be measured by: it must be whole.
func readGold(dir string) (*gold.Folder, error) {
	folder, faults, err := gold.Read(dir)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	case len(faults) > 0:
		return nil, fmt.Errorf("%w, the first of %d: %s; see verbale eval --check %s", errUsage, len(faults), faults[0], dir)
	}
	return folder, nil
}

// goldInput is what the measures against gold have in common.
type goldInput struct {
	Gold   string   `required:"" placeholder:"DIR" help:"A folder of gold files, as docs/gold.md defines them."`
	Errors bool     `help:"Also everything on which gold and Verbale differ."`
	Paths  []string `arg:"" optional:"" name:"path" help:"The reports, to be read into a dossier that is thrown away; without it and without --dossier, the folder of the annotated texts."`
}

// measured is one report with its gold and what Verbale has of it.
type measured struct {
	gold    *gold.Report
	reading *record.Reading
}

// read gives every report of the gold with what Verbale reads in it.
func (c *goldInput) read(a *app) (folder *gold.Folder, reports []measured, err error) {
	if folder, err = readGold(c.Gold); err != nil {
		return nil, nil, err
	}
	dossier, done, err := c.dossier(a, folder)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	var names []string
	if err := dossier.Documents(a.ctx, record.Filter{}, func(row *verbale.DocumentRow) error {
		names = append(names, row.ID)
		return nil
	}); err != nil {
		return nil, nil, err
	}
	for _, r := range folder.Reports {
		at := slices.IndexFunc(names, func(name string) bool {
			return name == r.Document || strings.HasSuffix(name, "/"+r.Document)
		})
		if at < 0 {
			return nil, nil, fmt.Errorf("%s is not in the dossier, though %s annotates it: %w", r.Document, c.Gold, errUsage)
		}
		reading, err := dossier.ReadingOf(a.ctx, names[at], "")
		if err != nil {
			return nil, nil, err
		}
		if reading.Text != r.Text {
			return nil, nil, fmt.Errorf("%s in the dossier is not the text that was annotated: %w", names[at], errUsage)
		}
		reports = append(reports, measured{gold: r, reading: reading})
	}
	fmt.Fprintf(a.stdout, "%s: %s of %s\n\n", ownExample, plural(len(reports), "report"), answer.Plain(c.Gold))
	return folder, reports, nil
}

// dossier opens the dossier that was named, or reads the reports into one that
// is removed when done is called.
func (c *goldInput) dossier(a *app, folder *gold.Folder) (*record.Dossier, func() error, error) {
	if a.dossier != "" && len(c.Paths) == 0 {
		dossier, err := record.Open(a.ctx, a.dossier)
		if err != nil {
			return nil, nil, err
		}
		return dossier, dossier.Close, nil
	}
	paths := c.Paths
	if len(paths) == 0 {
		if len(folder.Reports) == 0 {
			return nil, nil, fmt.Errorf("%s annotates no report: %w", c.Gold, errUsage)
		}
		paths = []string{folder.Reports[0].Folder}
	}
	dir, err := os.MkdirTemp("", "verbale-eval-")
	if err != nil {
		return nil, nil, err
	}
	remove := func() error { return os.RemoveAll(dir) }
	dossier, err := record.Create(a.ctx, filepath.Join(dir, "eval.db"))
	if err != nil {
		return nil, nil, errors.Join(err, remove())
	}
	done := func() error { return errors.Join(dossier.Close(), remove()) }
	if _, err := readInto(a.ctx, dossier, &intake.Reader{}, paths, runtime.GOMAXPROCS(0), &bar{}); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return dossier, done, nil
}

// castOf casts the dossier's actors by their mentions.
func castOf(reports []measured) (*evaluation.Cast, evaluation.ActorScores) {
	var all []evaluation.MentionedReport
	for _, r := range reports {
		all = append(all, evaluation.MentionedReport{Gold: r.gold, System: r.reading.Mentions, Actors: r.reading.Mentioned})
	}
	return evaluation.Actors(all)
}

// sameAs judges actors by the cast, and those who are not in it by their names.
func sameAs(folder *gold.Folder, cast *evaluation.Cast) evaluation.SameActor {
	return func(document string, g, s verbale.ActorRef) bool {
		if id, ok := cast.Gold(s.ID); ok {
			return id == g.ID
		}
		for _, r := range folder.Reports {
			if r.Document == document {
				actor := folder.Actor(r, g.ID)
				return actor != nil && slices.ContainsFunc(actor.Names, func(name string) bool {
					return identity.Fold(name) == identity.Fold(s.Name)
				})
			}
		}
		return false
	}
}

// statementsOf returns the rows of a reading that nobody has struck.
func statementsOf(r *record.Reading) []verbale.Statement {
	var rows []verbale.Statement
	for _, s := range r.Statements {
		if s.Status != verbale.Struck {
			rows = append(rows, *s)
		}
	}
	return rows
}

// agreement prints how far two annotations agree on the reports that both hold.
func agreement(a *app, secondDir, firstDir string, differences bool) error {
	first, err := readGold(firstDir)
	if err != nil {
		return err
	}
	second, err := readGold(secondDir)
	if err != nil {
		return err
	}
	var statements evaluation.StatementScores
	var dates evaluation.TimexScores
	common := 0
	for _, s := range second.Reports {
		at := slices.IndexFunc(first.Reports, func(r *gold.Report) bool { return r.Document == s.Document })
		if at < 0 {
			continue
		}
		common++
		f := first.Reports[at]
		same := sameLabel(first, f, second, s)
		pairs := evaluation.PairStatements(f.Statements, s.Statements)
		scores := evaluation.ScoreStatements(pairs, same)
		statements.Add(&scores)
		doc := evaluation.GoldDates(f)
		timexes := evaluation.PairTimexes(doc, s.Dates)
		dates.Add(evaluation.ScoreTimexes(timexes))
		if differences {
			statementErrors(a, s.Key, pairs, same)
			if err := timexErrors(a, s.Key, doc, timexes); err != nil {
				return err
			}
		}
	}
	if common == 0 {
		return fmt.Errorf("%s and %s annotate no report in common: %w", firstDir, secondDir, errUsage)
	}
	fmt.Fprintf(a.stdout, "agreement of two annotations of %s; gold is the first, system the second\n\n", plural(common, "report"))
	if err := statementTables(a, &statements); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	return dateTable(a, &dates)
}

// sameLabel judges actors of two annotations: by id where both take it from the
// list of actors, else two that only their report knows are one where any
// string names both.
func sameLabel(first *gold.Folder, f *gold.Report, second *gold.Folder, s *gold.Report) evaluation.SameActor {
	return func(_ string, g, h verbale.ActorRef) bool {
		if first.Actor(nil, g.ID) != nil || second.Actor(nil, h.ID) != nil {
			return g.ID == h.ID
		}
		one, other := first.Actor(f, g.ID), second.Actor(s, h.ID)
		return one != nil && other != nil && slices.ContainsFunc(one.Names, func(name string) bool {
			return slices.ContainsFunc(other.Names, func(n string) bool { return identity.Fold(n) == identity.Fold(name) })
		})
	}
}

func newTable(a *app) *tabwriter.Writer {
	return tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
}
