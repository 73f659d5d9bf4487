package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type evalSidesCommand struct {
	Gold    string   `required:"" placeholder:"FILE" help:"For whom each actor speaks: set, id, name, sides, with tabs between."`
	Errors  bool     `help:"Also every actor whose sides are wrong."`
	Folders []string `arg:"" name:"folder" help:"The sets of reports; the name of each is that of its folder."`
}

// Help says how the figures come about.
func (*evalSidesCommand) Help() string {
	return `Each folder is read into a dossier of its own, which is thrown away. An actor of gold is
found by its id, else by its name. Its sides are right if the states and organisations
of states among them are those of gold.

Example:
  verbale eval sides --gold internal/evaluation/testdata/sides.tsv dossiers/cuba-thaw-2014`
}

// Run prints the scores.
func (c *evalSidesCommand) Run(a *app) error {
	file, err := os.Open(c.Gold)
	if err != nil {
		return err
	}
	defer file.Close()
	gold, err := evaluation.ReadSides(file)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", c.Gold, err, errUsage)
	}
	w := newTable(a)
	fmt.Fprint(w, "set\tactors\tright\tin %\ton another's side\twithout their own\tno longer there\t\n")
	var all evaluation.SideScores
	line := func(name string, s evaluation.SideScores) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%d\t%d\t%d\t\n", plain.Text(name), s.Actors, s.Right, percent(s.Right, s.Actors), s.Others, s.Missing, s.Vanished)
	}
	for _, folder := range c.Folders {
		set := filepath.Base(filepath.Clean(folder))
		var wanted []evaluation.SidesOf
		for _, g := range gold {
			if g.Set == set {
				wanted = append(wanted, g)
			}
		}
		if len(wanted) == 0 {
			return fmt.Errorf("%s says nothing of %s: %w", c.Gold, set, errUsage)
		}
		actors, err := castOfFolder(a, folder)
		if err != nil {
			return err
		}
		scores, wrong := evaluation.JudgeSides(wanted, actors)
		for _, j := range wrong {
			if c.Errors {
				fmt.Fprintf(a.stdout, "%s\t%s\tgold %s\tsystem %s\n", set, plain.Text(j.Name), idsOr(j.Sides), idsOr(j.Ours))
			}
		}
		line(set, scores)
		all.Actors, all.Right, all.Others = all.Actors+scores.Actors, all.Right+scores.Right, all.Others+scores.Others
		all.Missing, all.Vanished = all.Missing+scores.Missing, all.Vanished+scores.Vanished
	}
	line("all", all)
	return w.Flush()
}

func idsOr(ids []string) string { return cmp.Or(strings.Join(ids, " "), "-") }

// castOfFolder reads a folder into a dossier that is thrown away, and returns its actors.
func castOfFolder(a *app, folder string) (actors []*verbale.ActorRow, err error) {
	dir, err := os.MkdirTemp("", "verbale-eval-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	dossier, err := sqlite.Create(a.ctx, filepath.Join(dir, "eval.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if _, err := (ingest.Run{Dossier: dossier}).Read(a.ctx, &intake.Reader{}, []string{folder}); err != nil {
		return nil, err
	}
	err = dossier.Actors(a.ctx, query.Query{}, func(row *verbale.ActorRow) error {
		actors = append(actors, row)
		return nil
	})
	return actors, err
}
