package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// Stored returns the current version of a document as it came in, to be read
// again, with its full hash and the reason why it was not read, if so. The error
// is ErrNotFound where there is no such document.
func (d *Dossier) Stored(ctx context.Context, name string) (document *verbale.Document, hash, notRead string, err error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, "", "", fmt.Errorf("record: stored %s: %w", name, err)
	}
	defer func() { _ = tx.Rollback() }()
	document, hash, notRead, err = stored(ctx, tx, name)
	if errors.Is(err, sql.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return nil, "", "", fmt.Errorf("record: stored %s: %w", name, err)
	}
	if document.Facts, err = d.versionFacts(ctx, name, hash); err != nil {
		return nil, "", "", fmt.Errorf("record: stored %s: %w", name, err)
	}
	return document, hash, notRead, nil
}

func stored(ctx context.Context, tx *sql.Tx, name string) (*verbale.Document, string, string, error) {
	doc := &verbale.Document{Name: name, Dateline: &verbale.Dateline{}}
	var version int64
	var hash, notRead, extra, bounds string
	if err := tx.QueryRowContext(ctx, `
		SELECT v.id, v.hash, coalesce(v.not_read, ''), v.kind, v.short, coalesce(v.outlet, ''), coalesce(v.title, ''),
		       coalesce(v.uri, ''), coalesce(v.language, ''), coalesce(v.published, ''), coalesce(v.published_from, ''),
		       coalesce(v.dateline_place, ''), coalesce(v.dateline_date, ''), coalesce(v.dateline_agency, ''),
		       coalesce(v.bounds, ''), v.encoding, v.byte_base, v.extra
		FROM document d JOIN version v ON v.id = d.current WHERE d.name = ?`, name).
		Scan(&version, &hash, &notRead, &doc.Kind, &doc.Short, &doc.Outlet, &doc.Title, &doc.URI, &doc.Language,
			&doc.Published, &doc.PublishedFrom, &doc.Dateline.Place, &doc.Dateline.Date, &doc.Dateline.Agency,
			&bounds, &doc.Encoding, &doc.ByteBase, &extra); err != nil {
		return nil, "", "", err
	}
	if *doc.Dateline == (verbale.Dateline{}) {
		doc.Dateline = nil
	}
	if bounds != "" {
		if err := json.Unmarshal([]byte(bounds), &doc.Bounds); err != nil {
			return nil, "", "", fmt.Errorf("bounds: %w: %w", record.ErrDamaged, err)
		}
	}
	if err := json.Unmarshal([]byte(extra), &doc.Extra); err != nil {
		return nil, "", "", fmt.Errorf("extra: %w: %w", record.ErrDamaged, err)
	}
	passages, err := column[string](ctx, tx, `SELECT text FROM passage WHERE version = ? ORDER BY start`, version)
	if err != nil {
		return nil, "", "", err
	}
	doc.Text = strings.Join(passages, "")
	rows, err := tx.QueryContext(ctx, `SELECT start, "end", kind FROM part WHERE version = ? ORDER BY start`, version)
	if err != nil {
		return nil, "", "", err
	}
	defer rows.Close()
	for rows.Next() {
		var part verbale.Part
		if err := rows.Scan(&part.Start, &part.End, &part.Kind); err != nil {
			return nil, "", "", err
		}
		doc.Parts = append(doc.Parts, part)
	}
	return doc, hash, notRead, rows.Err()
}

func (d *Dossier) versionFacts(ctx context.Context, name, hash string) ([]verbale.Fact, error) {
	var version int64
	if err := d.db.QueryRowContext(ctx, `
		SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.name = ? AND v.hash = ?`, name, hash).Scan(&version); err != nil {
		return nil, err
	}
	return d.facts(ctx, version)
}

// VersionText returns the text of one version of a document by its full hash,
// and whether the dossier has it.
func (d *Dossier) VersionText(ctx context.Context, name, hash string) (string, bool, error) {
	var text sql.NullString
	err := d.db.QueryRowContext(ctx, `
		SELECT group_concat(text, '') FROM (
		    SELECT p.text FROM document d JOIN version v ON v.document = d.id AND v.hash = ?2
		    JOIN passage p ON p.version = v.id WHERE d.name = ?1 ORDER BY p.start)`, name, hash).Scan(&text)
	if err != nil {
		return "", false, fmt.Errorf("record: text of %s: %w", name, err)
	}
	return text.String, text.Valid, nil
}
