package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// Reading is one version of a document with all that was read from it.
type Reading struct {
	Row        *verbale.DocumentRow // of that version; Versions counts all of them
	Hash       string               // of that version, all 64 hex digits
	Number     int                  // of that version, from 1
	Text       string
	Parts      []verbale.Part
	Facts      []verbale.Fact
	Statements []*verbale.Statement // struck ones too
	Numbers    []int64              // Numbers[i] is the number of Statements[i]
	Mentions   []verbale.Mention    // Chain is an index into MentionedAs, or -1
	Mentioned  []string             // ids of actors
	Dates      []verbale.TimeExpression
	Hashes     []string // of all versions, oldest first
	ReadAt     []string // when each of them was read, UTC, RFC 3339
}

// ReadingOf returns the version of the document of that name whose hash begins
// with version, or the current one where version is empty. The error is
// ErrNotFound where there is none.
func (d *Dossier) ReadingOf(ctx context.Context, name, version string) (*Reading, error) {
	r, err := d.readingOf(ctx, name, version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("record: no version %q of a document %q: %w", version, name, record.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("record: reading of %s: %w", name, err)
	}
	return r, nil
}

func (d *Dossier) readingOf(ctx context.Context, name, version string) (*Reading, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	var r Reading
	var id int64
	if err := tx.QueryRowContext(ctx, `
		SELECT v.id, v.hash, v.number FROM document d JOIN version v ON v.document = d.id
		WHERE d.name = ?1 AND CASE WHEN ?2 = '' THEN v.id = d.current ELSE substr(v.hash, 1, length(?2)) = ?2 END
		ORDER BY v.number DESC LIMIT 1`, name, version).Scan(&id, &r.Hash, &r.Number); err != nil {
		return nil, err
	}
	if err := r.document(ctx, tx, name, id); err != nil {
		return nil, err
	}
	if r.Numbers, err = column[int64](ctx, tx, `SELECT number FROM statement WHERE version = ? ORDER BY ordinal`, id); err != nil {
		return nil, err
	}
	if r.Statements, err = fetchStatements(ctx, tx, r.Numbers); err != nil {
		return nil, err
	}
	if err := r.mentions(ctx, tx, id); err != nil {
		return nil, err
	}
	return &r, r.dates(ctx, tx, id)
}

func (r *Reading) document(ctx context.Context, tx *sql.Tx, name string, id int64) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT `+documentColumns+`
		FROM version v JOIN document d ON d.id = v.document WHERE v.id = ?`, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		return errors.Join(rows.Err(), sql.ErrNoRows)
	}
	if r.Row, err = scanDocument(rows); err != nil {
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	var text sql.NullString
	if err := tx.QueryRowContext(ctx, `SELECT group_concat(text, '') FROM (SELECT text FROM passage WHERE version = ? ORDER BY start)`, id).
		Scan(&text); err != nil {
		return err
	}
	r.Text = text.String
	if err := each(ctx, tx, `SELECT start, "end", kind FROM part WHERE version = ? ORDER BY start`, id, func(rows *sql.Rows) error {
		var p verbale.Part
		defer func() { r.Parts = append(r.Parts, p) }()
		return rows.Scan(&p.Start, &p.End, &p.Kind)
	}); err != nil {
		return err
	}
	if err := each(ctx, tx, `SELECT field, value, origin FROM fact WHERE version = ? ORDER BY ordinal`, id, func(rows *sql.Rows) error {
		var f verbale.Fact
		defer func() { r.Facts = append(r.Facts, f) }()
		return rows.Scan(&f.Field, &f.Value, &f.Origin)
	}); err != nil {
		return err
	}
	return each(ctx, tx, `
		SELECT w.hash, w.read_at FROM version v JOIN version w ON w.document = v.document WHERE v.id = ? ORDER BY w.number`, id,
		func(rows *sql.Rows) error {
			var hash, at string
			defer func() { r.Hashes, r.ReadAt = append(r.Hashes, hash), append(r.ReadAt, at) }()
			return rows.Scan(&hash, &at)
		})
}

func (r *Reading) mentions(ctx context.Context, tx *sql.Tx, id int64) error {
	place := map[string]int{}
	return each(ctx, tx, `
		SELECT m.start, m."end", m.words, m.form, m.type, l.actor, m.rule FROM mention m
		LEFT JOIN local_actor l ON l.version = m.version AND l.ordinal = m.local
		WHERE m.version = ? ORDER BY m.start, m."end" DESC`, id, func(rows *sql.Rows) error {
		m := verbale.Mention{Chain: -1}
		var actor sql.NullString
		if err := rows.Scan(&m.Start, &m.End, &m.Text, &m.Form, &m.Type, &actor, &m.Rule); err != nil {
			return err
		}
		if actor.Valid {
			at, known := place[actor.String]
			if !known {
				at = len(r.Mentioned)
				place[actor.String] = at
				r.Mentioned = append(r.Mentioned, actor.String)
			}
			m.Chain = at
		}
		r.Mentions = append(r.Mentions, m)
		return nil
	})
}

func (r *Reading) dates(ctx context.Context, tx *sql.Tx, id int64) error {
	return each(ctx, tx, `
		SELECT `+dateColumns+`
		FROM time_expression t JOIN version v ON v.id = t.version JOIN document d ON d.id = v.document
		WHERE t.version = ? ORDER BY t.start, t."end" DESC`, id, func(rows *sql.Rows) error {
		t, err := scanDate(rows)
		r.Dates = append(r.Dates, t)
		return err
	})
}

// each calls scan with every row of a query about one thing.
func each[T any](ctx context.Context, tx *sql.Tx, query string, about T, scan func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, about)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
