package sqlite

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// documentColumns are what scanDocument reads, of a document d and its version v.
const documentColumns = `d.name, v.short, v.kind, v.outlet, v.title, v.published, v.published_from, v.bounds,
	v.dateline_place, v.dateline_date, v.dateline_agency, v.uri, v.language, v.encoding, v.byte_base, v.bytes,
	substr(v.hash, 1, 16), (SELECT count(*) FROM version w WHERE w.document = d.id), v.model, v.not_read, v.extra`

func scanDocument(rows *sql.Rows) (*verbale.DocumentRow, error) {
	var r verbale.DocumentRow
	var bounds sql.NullString
	var extra string
	if err := rows.Scan(&r.ID, &r.Short, &r.Kind, &r.Outlet, &r.Title, &r.Published, &r.PublishedFrom, &bounds,
		&r.Dateline.Place, &r.Dateline.Date, &r.Dateline.Agency, &r.URI, &r.Language, &r.Encoding, &r.ByteBase, &r.Bytes,
		&r.Version, &r.Versions, &r.Model, &r.NotRead, &extra); err != nil {
		return nil, err
	}
	if bounds.Valid {
		if err := json.Unmarshal([]byte(bounds.String), &r.Bounds); err != nil {
			return nil, fmt.Errorf("%s: bounds: %w: %w", r.ID, record.ErrDamaged, err)
		}
	}
	if err := json.Unmarshal([]byte(extra), &r.Extra); err != nil {
		return nil, fmt.Errorf("%s: extra: %w: %w", r.ID, record.ErrDamaged, err)
	}
	return &r, nil
}

// dateColumns are what scanDate reads, of a time expression t in a version v of a
// document d.
const dateColumns = `d.name, substr(v.hash, 1, 16), t.start, t."end", t.words, t.type, t.value, t.mod, t.anchor, t.rule, t.statement`

func scanDate(rows *sql.Rows) (t verbale.TimeExpression, err error) {
	err = rows.Scan(
		&t.Document,
		&t.Version,
		&t.Start,
		&t.End,
		&t.Text,
		&t.Type,
		&t.Value,
		&t.Mod,
		&t.Anchor,
		&t.Rule,
		&t.Statement,
	)
	return t, err
}
