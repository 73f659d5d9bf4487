package sheet

import (
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Reuse shows reports that share passages.
var Reuse = export.Sheet[*verbale.Reuse]{
	Table: []export.Column[*verbale.Reuse]{
		{Title: "reports", Of: documentsOf, Share: 3},
		{Title: "share", Of: extentOf},
		{Title: "from", Of: directionOf, Share: 2},
		{Title: "longest passage", Of: func(r *verbale.Reuse) string { return longest(r).From.Text }, Share: 6},
	},
	People: []export.Column[*verbale.Reuse]{
		{Title: "reports", Share: 2, Of: documentsOf},
		{Title: "share", Of: extentOf},
		{Title: "from", Share: 1, Of: directionOf},
		{Title: "longest passage", Share: 4, Of: func(r *verbale.Reuse) string { return longest(r).From.Text }},
		{Title: "id", Of: func(r *verbale.Reuse) string { return r.ID }},
	},
	Export: []export.Column[*verbale.Reuse]{
		{Title: "id", Of: func(r *verbale.Reuse) string { return r.ID }},
		{Title: "documents", Of: func(r *verbale.Reuse) string { return cell.JSON(r.Documents, true) }},
		{Title: "passages", Of: func(r *verbale.Reuse) string { return cell.JSON(r.Passages, true) }},
		{Title: "direction", Of: func(r *verbale.Reuse) string { return cell.JSON(r.Direction, r.Direction != nil) }},
		{Title: "extent", Of: func(r *verbale.Reuse) string { return r.Extent }},
		{Title: "evidence", Of: func(r *verbale.Reuse) string { return cell.JSON(r.Evidence, true) }},
		{Title: "told_differently", Of: func(r *verbale.Reuse) string { return cell.JSON(r.ToldDifferently, true) }},
		{Title: "rule", Of: func(r *verbale.Reuse) string { return r.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(r *verbale.Reuse) string { return strconv.Itoa(r.Confidence) }},
		{Title: "doubtful", Of: func(r *verbale.Reuse) string { return strconv.FormatBool(r.Doubtful) }},
		{Title: "status", Of: func(r *verbale.Reuse) string { return string(r.Status) }},
		{Title: "corrected", Of: func(r *verbale.Reuse) string { return cell.JSON(r.Corrected, true) }},
	},
}

func documentsOf(r *verbale.Reuse) string { return strings.Join(r.Documents, ", ") }

// extentOf says how much of the shorter of two reports the other holds.
func extentOf(r *verbale.Reuse) string {
	switch r.Extent {
	case "copy":
		return "nearly all"
	case "near_copy":
		return "half or more"
	}
	return "passages"
}

func directionOf(r *verbale.Reuse) string {
	if r.Direction == nil {
		return "–"
	}
	return r.Direction.From + ", by " + r.Direction.By
}

// longest is the passage of most words.
func longest(r *verbale.Reuse) verbale.ReusedPassage {
	var most verbale.ReusedPassage
	for _, p := range r.Passages {
		if p.From.Len() > most.From.Len() {
			most = p
		}
	}
	return most
}
