package main

import (
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/record"
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
	return list(a, "actors", c.output, actorSheet,
		func(d *record.Dossier, yield func(*verbale.ActorRow) error) error {
			return d.Actors(a.ctx, q, func(row *verbale.ActorRow) error {
				if !c.All && !inCast(row) {
					left++
					return nil
				}
				return yield(row)
			})
		},
		func(d *record.Dossier, n int) (string, error) {
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

var actorSheet = answer.Sheet[*verbale.ActorRow]{
	Table: []answer.Column[*verbale.ActorRow]{
		{Title: "name", Of: func(r *verbale.ActorRow) string { return r.Name }, Share: 2},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
		{Title: "sides", Of: func(r *verbale.ActorRow) string { return strings.Join(sideNames(r), ", ") }, Share: 1},
		{Title: "own", Of: func(r *verbale.ActorRow) string { return fmt.Sprint(r.Statements.Own) }},
		{Title: "ascribed", Of: func(r *verbale.ActorRow) string { return fmt.Sprint(r.Statements.Ascribed) }},
		{Title: "office", Of: func(r *verbale.ActorRow) string { return strings.Join(titlesOf(r), ", ") }, Share: 2},
		{Title: "also", Of: func(r *verbale.ActorRow) string { return strings.Join(otherNames(r), ", ") }, Share: 2},
		{Title: "first", Of: func(r *verbale.ActorRow) string { return orDash(r.First) }},
		{Title: "last", Of: func(r *verbale.ActorRow) string { return orDash(r.Last) }},
	},
	Export: []answer.Column[*verbale.ActorRow]{
		{Title: "id", Of: func(r *verbale.ActorRow) string { return r.ID }},
		{Title: "name", Of: func(r *verbale.ActorRow) string { return r.Name }},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
		{Title: "sides", Of: func(r *verbale.ActorRow) string { return orJSON(r.Sides, true) }},
		{Title: "offices", Of: func(r *verbale.ActorRow) string { return orJSON(r.Offices, true) }},
		{Title: "names", Of: func(r *verbale.ActorRow) string { return orJSON(r.Names, true) }},
		{Title: "statements", Of: func(r *verbale.ActorRow) string { return orJSON(r.Statements, true) }},
		{Title: "first", Of: func(r *verbale.ActorRow) string { return orEmpty(r.First) }},
		{Title: "last", Of: func(r *verbale.ActorRow) string { return orEmpty(r.Last) }},
		{Title: "perhaps", Of: func(r *verbale.ActorRow) string { return orJSON(r.Perhaps, true) }},
	},
}

// titlesOf lists the titles of an actor's offices, each once.
func titlesOf(r *verbale.ActorRow) []string {
	var all []string
	for _, office := range r.Offices {
		if !slices.ContainsFunc(all, func(title string) bool { return strings.EqualFold(title, office.Title) }) {
			all = append(all, office.Title)
		}
	}
	return all
}

// sideNames lists the sides of an actor other than itself, without the mark of
// the table of the world.
func sideNames(r *verbale.ActorRow) []string {
	var all []string
	for _, side := range r.Sides {
		if side != r.ID {
			all = append(all, strings.TrimPrefix(side, "w-"))
		}
	}
	return all
}

// otherNames lists the names of an actor other than its fullest.
func otherNames(r *verbale.ActorRow) []string {
	var others []string
	for _, name := range r.Names {
		if name.Text != r.Name {
			others = append(others, name.Text)
		}
	}
	return others
}
