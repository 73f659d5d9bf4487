package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Dates calls yield with each time expression of the current versions that the
// query lets through, in order of document and offset. Since and Until are of the
// days that it names.
func (d *Dossier) Dates(ctx context.Context, q query.Query, yield func(*verbale.TimeExpression) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: dates: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	c, err := ofDates(ctx, tx, q)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT `+dateColumns+`
		FROM document d JOIN version v ON v.id = d.current JOIN time_expression t ON t.version = v.id
		WHERE `+c.where()+` ORDER BY d.name, t.start, t."end"`, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: dates: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		t, err := scanDate(rows)
		if err != nil {
			return fmt.Errorf("record: dates: %w", err)
		}
		if err := yield(&t); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ofDates gathers what is asked of time expressions t.
func ofDates(ctx context.Context, tx *sql.Tx, q query.Query) (*clause, error) {
	p, err := plan(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	c := &clause{}
	if err := ofDocuments(ctx, tx, c, p); err != nil {
		return nil, fmt.Errorf("record: dates: %w", err)
	}
	if err := among(c, `t.type IN (SELECT value FROM json_each(?))`, p.Type); err != nil {
		return nil, err
	}
	if q.Since == "" && q.Until == "" {
		return c, nil
	}
	values, err := column[string](ctx, tx, `SELECT DISTINCT value FROM time_expression`)
	if err != nil {
		return nil, fmt.Errorf("record: dates: %w", err)
	}
	values = slices.DeleteFunc(values, func(value string) bool { return !p.TimeWithin(value) })
	return c, among(c, `t.value IN (SELECT value FROM json_each(?))`, append([]string{}, values...))
}

// Documents calls yield with each document that the query lets through, in
// order of name. Undated are those without a day of their own.
func (d *Dossier) Documents(ctx context.Context, q query.Query, yield func(*verbale.DocumentRow) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: documents: %w", err)
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
	if q.Undated {
		c.add(`v.published IS NULL AND v.dateline_date IS NULL`)
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT `+documentColumns+`
		FROM document d JOIN version v ON v.id = d.current
		WHERE `+c.where()+` ORDER BY d.name`, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := scanDocument(rows)
		if err != nil {
			return fmt.Errorf("record: documents: %w", err)
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Search calls yield with the passages that hold the words, best first as
// BM25 ranks them, equals in order of document and offset.
func (d *Dossier) Search(ctx context.Context, words string, q query.Query, yield func(*query.Hit) error) error {
	match, err := matchExpression(words)
	if err != nil {
		return err
	}
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: search: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	var c clause
	c.add(`passage_text MATCH ?`, match)
	p, err := plan(ctx, tx, q)
	if err == nil {
		err = ofDocuments(ctx, tx, &c, p)
	}
	if err != nil {
		return err
	}
	return eachPassage(ctx, tx, &c, "", yield)
}

// passagesFrom joins passages p with what they are in, and what is asked of them.
const passagesFrom = `
	FROM passage_text JOIN passage p ON p.id = passage_text.rowid
	JOIN version v ON v.id = p.version JOIN document d ON d.current = v.id WHERE `

// eachPassage calls yield with the passages that are asked for, the best first.
func eachPassage(ctx context.Context, tx *sql.Tx, c *clause, limit string, yield func(*query.Hit) error) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT d.name, substr(v.hash, 1, 16), v.short, p.start, p."end", p.text,
		       snippet(passage_text, 0, char(2), char(3), '…', 32)`+passagesFrom+c.where()+`
		ORDER BY round(bm25(passage_text), 6), d.name, p.start`+limit, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: search: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		h := &query.Hit{What: query.FoundPassage}
		if err := rows.Scan(&h.Document, &h.Version, &h.Short, &h.Start, &h.End, &h.Text, &h.Marked); err != nil {
			return fmt.Errorf("record: search: %w", err)
		}
		if err := yield(h); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Totals tells what is in the dossier. It was counted as documents came and went,
// so that the answer costs the same whatever the dossier holds.
func (d *Dossier) Totals(ctx context.Context) (record.Totals, error) {
	var t record.Totals
	err := d.db.QueryRowContext(ctx, `SELECT reports, not_read, undated, statements, unattributed, dates, speakers FROM total`).
		Scan(&t.Documents, &t.NotRead, &t.Undated, &t.Statements, &t.Unattributed, &t.Dates, &t.Speakers)
	if err != nil {
		return t, fmt.Errorf("record: totals: %w", err)
	}
	return t, nil
}

// Text returns the stored text of the current version of a document, put
// together from its passages; ErrNotFound where there is no such document.
func (d *Dossier) Text(ctx context.Context, name string) (string, error) {
	var text sql.NullString
	err := d.db.QueryRowContext(ctx, `
		SELECT group_concat(text, '') FROM (SELECT p.text FROM document d JOIN passage p ON p.version = d.current
		WHERE d.name = ? ORDER BY p.start)`, name).Scan(&text)
	if err != nil {
		return "", fmt.Errorf("record: text of %s: %w", name, err)
	}
	return text.String, nil
}
