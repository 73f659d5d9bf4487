package sheet

import (
	"fmt"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Dates shows time expressions.
var Dates = export.Sheet[*verbale.TimeExpression]{
	Table: []export.Column[*verbale.TimeExpression]{
		{Title: "value", Of: func(t *verbale.TimeExpression) string { return t.Value }},
		{Title: "words", Of: func(t *verbale.TimeExpression) string { return t.Text }, Share: 2},
		{Title: "type", Of: func(t *verbale.TimeExpression) string { return string(t.Type) }},
		{Title: "counted from", Of: func(t *verbale.TimeExpression) string { return cell.Dash(t.Anchor) }},
		{Title: "rule", Of: func(t *verbale.TimeExpression) string { return t.Rule }},
		{Title: "report", Of: func(t *verbale.TimeExpression) string { return t.Document }, Share: 1},
		{Title: "at", Of: func(t *verbale.TimeExpression) string { return fmt.Sprintf("%d-%d", t.Start, t.End) }},
	},
	Export: []export.Column[*verbale.TimeExpression]{
		{Title: "document", Of: func(t *verbale.TimeExpression) string { return t.Document }},
		{Title: "version", Of: func(t *verbale.TimeExpression) string { return t.Version }},
		{Title: "start", Kind: row.Number, Of: func(t *verbale.TimeExpression) string { return strconv.Itoa(t.Start) }},
		{Title: "end", Kind: row.Number, Of: func(t *verbale.TimeExpression) string { return strconv.Itoa(t.End) }},
		{Title: "text", Of: func(t *verbale.TimeExpression) string { return t.Text }},
		{Title: "type", Of: func(t *verbale.TimeExpression) string { return string(t.Type) }},
		{Title: "value", Of: func(t *verbale.TimeExpression) string { return t.Value }},
		{Title: "mod", Of: func(t *verbale.TimeExpression) string { return cell.Text(t.Mod) }},
		{Title: "anchor", Of: func(t *verbale.TimeExpression) string { return cell.Text(t.Anchor) }},
		{Title: "rule", Of: func(t *verbale.TimeExpression) string { return t.Rule }},
		{Title: "statement", Of: func(t *verbale.TimeExpression) string { return cell.Text(t.Statement) }},
	},
}
