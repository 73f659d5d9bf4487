package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Actors shows actors.
var Actors = export.Sheet[*verbale.ActorRow]{
	Table: []export.Column[*verbale.ActorRow]{
		{Title: "name", Of: func(r *verbale.ActorRow) string { return r.Name }, Share: 2},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
		{Title: "sides", Of: func(r *verbale.ActorRow) string { return strings.Join(sideNames(r), ", ") }, Share: 1},
		{Title: "own", Of: func(r *verbale.ActorRow) string { return fmt.Sprint(r.Statements.Own) }},
		{Title: "ascribed", Of: func(r *verbale.ActorRow) string { return fmt.Sprint(r.Statements.Ascribed) }},
		{Title: "office", Of: func(r *verbale.ActorRow) string { return strings.Join(titlesOf(r), ", ") }, Share: 2},
		{Title: "also", Of: func(r *verbale.ActorRow) string { return strings.Join(otherNames(r), ", ") }, Share: 2},
		{Title: "first", Of: func(r *verbale.ActorRow) string { return cell.Dash(r.First) }},
		{Title: "last", Of: func(r *verbale.ActorRow) string { return cell.Dash(r.Last) }},
	},
	People: []export.Column[*verbale.ActorRow]{
		{Title: "name", Share: 1, Of: func(r *verbale.ActorRow) string { return r.Name }},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
		{Title: "sides", Share: 1, Of: func(r *verbale.ActorRow) string { return strings.Join(sideNames(r), "; ") }},
		{Title: "offices", Share: 1, Of: func(r *verbale.ActorRow) string { return strings.Join(titlesOf(r), "; ") }},
		{Title: "own statements", Kind: row.Number, Of: func(r *verbale.ActorRow) string { return strconv.Itoa(r.Statements.Own) }},
		{Title: "by its own side", Kind: row.Number, Of: func(r *verbale.ActorRow) string { return strconv.Itoa(r.Statements.SameSide) }},
		{Title: "ascribed", Kind: row.Number, Of: func(r *verbale.ActorRow) string { return strconv.Itoa(r.Statements.Ascribed + r.Statements.Outlet) }},
		{Title: "first reported", Kind: row.Date, Of: func(r *verbale.ActorRow) string { return cell.Text(r.First) }},
		{Title: "last reported", Kind: row.Date, Of: func(r *verbale.ActorRow) string { return cell.Text(r.Last) }},
		{Title: "also called", Share: 1, Of: func(r *verbale.ActorRow) string { return strings.Join(otherNames(r), "; ") }},
		{Title: "id", Of: func(r *verbale.ActorRow) string { return r.ID }},
	},
	Export: []export.Column[*verbale.ActorRow]{
		{Title: "id", Of: func(r *verbale.ActorRow) string { return r.ID }},
		{Title: "name", Of: func(r *verbale.ActorRow) string { return r.Name }},
		{Title: "type", Of: func(r *verbale.ActorRow) string { return string(r.Type) }},
		{Title: "sides", Of: func(r *verbale.ActorRow) string { return cell.JSON(r.Sides, true) }},
		{Title: "offices", Of: func(r *verbale.ActorRow) string { return cell.JSON(r.Offices, true) }},
		{Title: "names", Of: func(r *verbale.ActorRow) string { return cell.JSON(r.Names, true) }},
		{Title: "statements", Of: func(r *verbale.ActorRow) string { return cell.JSON(r.Statements, true) }},
		{Title: "first", Of: func(r *verbale.ActorRow) string { return cell.Text(r.First) }},
		{Title: "last", Of: func(r *verbale.ActorRow) string { return cell.Text(r.Last) }},
		{Title: "perhaps", Of: func(r *verbale.ActorRow) string { return cell.JSON(r.Perhaps, true) }},
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
