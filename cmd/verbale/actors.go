package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/record"
)

type actorsCommand struct {
	Name []string `arg:"" optional:"" help:"Only actors with a name that holds these words."`
	output
	documentFilter
}

// Run lists actors.
func (c *actorsCommand) Run(a *app) error {
	filter := record.Filter{Document: c.Document, Outlet: c.Outlet, Name: c.Name}
	return list(a, c.output, actorSheet,
		func(d *record.Dossier, yield func(*verbale.ActorRow) error) error {
			return d.Actors(a.ctx, filter, yield)
		},
		func(d *record.Dossier, n int) (string, error) { return plural(n, "actor") + ".", nil })
}

var actorSheet = answer.Sheet[*verbale.ActorRow]{
	Table: []answer.Column[*verbale.ActorRow]{
		{Title: "name", Of: func(r *verbale.ActorRow) string { return r.Name }, Share: 2},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
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

func titlesOf(r *verbale.ActorRow) []string {
	var all []string
	for _, office := range r.Offices {
		all = append(all, office.Title)
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
