package sheet

import (
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/query"
)

// Documents shows reports.
var Documents = export.Sheet[*verbale.DocumentRow]{
	Table: []export.Column[*verbale.DocumentRow]{
		{Title: "published", Of: dayOrBounds},
		{Title: "short", Of: func(r *verbale.DocumentRow) string { return r.Short }, Share: 2},
		{Title: "title", Of: func(r *verbale.DocumentRow) string { return cell.Dash(r.Title) }, Share: 4},
		{Title: "name", Of: func(r *verbale.DocumentRow) string { return r.ID }, Share: 3},
		{Title: "bytes", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "versions", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Versions) }},
		{Title: "not read", Of: func(r *verbale.DocumentRow) string { return cell.Dash(r.NotRead) }},
	},
	People: []export.Column[*verbale.DocumentRow]{
		{Title: "published", Kind: row.Date, Of: func(r *verbale.DocumentRow) string { return cell.Text(query.ReportDay(r.Dateline.Date, r.Published)) }},
		{Title: "outlet", Share: 1, Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Outlet) }},
		{Title: "title", Share: 2, Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Title) }},
		{Title: "kind", Of: func(r *verbale.DocumentRow) string { return string(r.Kind) }},
		{Title: "uri", Kind: row.Link, Share: 1, Of: func(r *verbale.DocumentRow) string { return cell.Text(r.URI) }},
		{Title: "name", Share: 1, Of: func(r *verbale.DocumentRow) string { return r.ID }},
		{Title: "versions", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Versions) }},
		{Title: "not read", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.NotRead) }},
	},
	Export: []export.Column[*verbale.DocumentRow]{
		{Title: "id", Of: func(r *verbale.DocumentRow) string { return r.ID }},
		{Title: "short", Of: func(r *verbale.DocumentRow) string { return r.Short }},
		{Title: "kind", Of: func(r *verbale.DocumentRow) string { return string(r.Kind) }},
		{Title: "outlet", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Outlet) }},
		{Title: "title", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Title) }},
		{Title: "published", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Published) }},
		{Title: "published_from", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.PublishedFrom) }},
		{Title: "bounds", Of: func(r *verbale.DocumentRow) string { return cell.JSON(r.Bounds, r.Bounds != nil) }},
		{Title: "dateline", Of: func(r *verbale.DocumentRow) string { return cell.JSON(r.Dateline, true) }},
		{Title: "uri", Kind: row.Link, Of: func(r *verbale.DocumentRow) string { return cell.Text(r.URI) }},
		{Title: "language", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Language) }},
		{Title: "encoding", Of: func(r *verbale.DocumentRow) string { return r.Encoding }},
		{Title: "byte_base", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.ByteBase) }},
		{Title: "bytes", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Bytes) }},
		{Title: "version", Of: func(r *verbale.DocumentRow) string { return r.Version }},
		{Title: "versions", Kind: row.Number, Of: func(r *verbale.DocumentRow) string { return strconv.Itoa(r.Versions) }},
		{Title: "model", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.Model) }},
		{Title: "not_read", Of: func(r *verbale.DocumentRow) string { return cell.Text(r.NotRead) }},
		{Title: "extra", Of: func(r *verbale.DocumentRow) string { return cell.JSON(r.Extra, true) }},
	},
}

// dayOrBounds gives the day of a report, or what is known of it.
func dayOrBounds(r *verbale.DocumentRow) string {
	switch {
	case r.Published != nil:
		return *r.Published
	case r.Dateline.Date != nil:
		return *r.Dateline.Date
	case r.Bounds != nil:
		return "undated, from " + r.Bounds.NotBefore + " on"
	}
	return "undated"
}
