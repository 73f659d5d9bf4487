package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/record/sqlite"
)

type actorsCommand struct {
	Words []string `arg:"" optional:"" help:"Only actors with a name that holds these words; or merge, split, rename, side, type or import and what it is about."`
	output
	documentFilter
	Side []string `placeholder:"NAME" sep:"none" help:"Who speak for this state or body."`
	All  bool     `help:"Also what is no person, body or state as far as the reports say: papers, laws, crowds."`
	author
}

// Help says how to change who is who.
func (*actorsCommand) Help() string {
	return `An actor is named by its id, the beginning of one, or a name that only it bears.

  verbale actors                            all of them
  verbale actors lavrov                     all that is known of one
  verbale actors merge "S. Lavrov" "Sergei Lavrov"
  verbale actors split "Edward Smith" "E. A. Smith"
  verbale actors rename lavrov "Sergey Lavrov"
  verbale actors side "Acme Group" "United States"
  verbale actors import our-actors.csv`
}

// Run lists actors, or changes who is who.
func (c *actorsCommand) Run(a *app) error {
	if changesActors(c.Words) {
		return changeActors(a, c.Words, c.who())
	}
	q := c.query()
	q.Side = c.Side
	if len(c.Words) > 0 {
		q.Name = []string{strings.Join(c.Words, " ")}
	}
	left := 0
	return list(a, "actors", c.output, sheet.Actors,
		func(d *sqlite.Dossier, yield func(*verbale.ActorRow) error) error {
			return d.Actors(a.ctx, q, func(row *verbale.ActorRow) error {
				if !c.All && !inCast(row) {
					left++
					return nil
				}
				return yield(row)
			})
		},
		func(d *sqlite.Dossier, n int) (string, error) {
			if left == 0 {
				return plural(n, "actor") + ".", nil
			}
			return fmt.Sprintf("%s. %d more are no person, body or state, as far as the reports say; --all shows them too.", plural(n, "actor"), left), nil
		})
}

// inCast reports whether somebody who makes a list of who is who would put an
// actor on it: not the crowd, which no report names and which says nothing; not
// what speaks and is called by a word that is no one's ("the measure", "some");
// not a name that says nothing and is not known to be that of a person, a body or
// a state; and not the author of a report who is called "I".
func inCast(r *verbale.ActorRow) bool {
	n := r.Statements
	named, speaks := len(r.Names) > 0, n.Own+n.SameSide+n.Ascribed+n.Outlet > 0
	switch {
	case r.Type == verbale.UnknownType:
		return named && speaks
	case named:
		return true
	}
	return speaks && r.Name != "I" && r.Name != "we" && r.Name != "you"
}
