package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// VersionRow is one version of a document.
type VersionRow struct {
	Document   string  `json:"document"`
	Version    string  `json:"version"` // first 16 hex digits of its hash
	Hash       string  `json:"hash"`
	Number     int     `json:"number"`  // from 1, in order of arrival
	Current    bool    `json:"current"` // answers come from it
	ReadAt     string  `json:"read_at"` // UTC, RFC 3339
	Bytes      int     `json:"bytes"`
	Statements int     `json:"statements"`
	Model      *string `json:"model"` // that read it; null where it was not read
	NotRead    *string `json:"not_read"`
}

// Versions calls yield with every version of the documents that the query lets
// through, in order of name and number.
func (d *Dossier) Versions(ctx context.Context, q query.Query, yield func(*VersionRow) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: versions: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	var c clause
	p, err := plan(ctx, tx, q)
	if err == nil {
		err = ofDocuments(ctx, tx, &c, p)
	}
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT d.name, substr(v.hash, 1, 16), v.hash, v.number, v.id = d.current, v.read_at, v.bytes,
		       (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.status <> 'struck'), v.model, v.not_read
		FROM document d JOIN version v ON v.document = d.id WHERE `+c.where()+` ORDER BY d.name, v.number`, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: versions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r VersionRow
		if err := rows.Scan(&r.Document, &r.Version, &r.Hash, &r.Number, &r.Current, &r.ReadAt, &r.Bytes, &r.Statements, &r.Model, &r.NotRead); err != nil {
			return fmt.Errorf("record: versions: %w", err)
		}
		if err := yield(&r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ReadTimes calls yield with when the newest version of each document was read.
func (d *Dossier) ReadTimes(ctx context.Context, yield func(document string, at time.Time) error) error {
	rows, err := d.db.QueryContext(ctx, `SELECT d.name, v.read_at FROM document d JOIN version v ON v.id = d.current`)
	if err != nil {
		return fmt.Errorf("record: read times: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, read string
		if err := rows.Scan(&name, &read); err != nil {
			return fmt.Errorf("record: read times: %w", err)
		}
		at, err := time.Parse(time.RFC3339, read)
		if err != nil {
			return fmt.Errorf("record: read times: %s: %w: %w", name, record.ErrDamaged, err)
		}
		if err := yield(name, at); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Stale lists the names of the documents whose current version was read, but by
// none of the models, in order.
func (d *Dossier) Stale(ctx context.Context, models ...string) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT d.name FROM document d JOIN version v ON v.id = d.current WHERE v.model IS NOT NULL AND v.model NOT IN (SELECT value FROM json_each(?)) ORDER BY d.name`, jsonList(models))
	if err != nil {
		return nil, fmt.Errorf("record: stale: %w", err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("record: stale: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// DocumentOf returns the name of the document that has a version of those first 16
// digits of its hash, the one whose current version it is where several have it;
// ErrNotFound where there is none.
func (d *Dossier) DocumentOf(ctx context.Context, version string) (string, error) {
	var name string
	err := d.db.QueryRowContext(ctx, `
		SELECT d.name FROM version v JOIN document d ON d.id = v.document WHERE substr(v.hash, 1, 16) = ?
		ORDER BY d.current IS NOT v.id, d.name LIMIT 1`, version).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("record: no version %s: %w", version, record.ErrNotFound)
	}
	if err != nil {
		return "", fmt.Errorf("record: version %s: %w", version, err)
	}
	return name, nil
}
