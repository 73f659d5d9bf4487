package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Followed is what is remembered of an address that is followed.
type Followed struct {
	Address        string
	ETag, Modified string    // as the site gave them
	Asked          time.Time // zero where it never was
	Failures       int       // in a row
}

// Followed returns what is remembered of an address; its Asked is zero where it
// was never asked.
func (d *Dossier) Followed(ctx context.Context, address string) (Followed, error) {
	f := Followed{Address: address}
	var asked string
	err := d.db.QueryRowContext(ctx, `SELECT etag, modified, asked, failures FROM followed WHERE address = ?`, address).Scan(&f.ETag, &f.Modified, &asked, &f.Failures)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	if err == nil {
		f.Asked, err = time.Parse(time.RFC3339, asked)
	}
	if err != nil {
		return f, fmt.Errorf("record: what is followed: %w", err)
	}
	return f, nil
}

// Follow keeps what is to be remembered of addresses, in one transaction.
func (d *Dossier) Follow(ctx context.Context, all []Followed) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("record: follow: %w", err)
	}
	defer tx.Rollback()
	for _, f := range all {
		if _, err := tx.ExecContext(ctx, `INSERT INTO followed (address, etag, modified, asked, failures) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET etag = excluded.etag, modified = excluded.modified, asked = excluded.asked, failures = excluded.failures`,
			f.Address, f.ETag, f.Modified, f.Asked.UTC().Format(time.RFC3339), f.Failures); err != nil {
			return fmt.Errorf("record: follow %s: %w", f.Address, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("record: follow: %w", err)
	}
	return nil
}

// New is a version that came in since what is new was told last.
type New struct {
	Version    int64 // grows with each that comes in
	Document   string
	Short      string
	Title      string // "" where it has none
	Number     int    // of the version: 1 for a document that is new
	Statements int
}

// ToldUpTo returns the last version that was told; where nothing ever was, the
// last one that there is, so that a dossier which is followed for the first time
// tells what comes and not what it held. It is never more than the last one there
// is: where the last one was forgotten, the next has its number.
func (d *Dossier) ToldUpTo(ctx context.Context) (int64, error) {
	var version int64
	err := d.db.QueryRowContext(ctx, `
		SELECT min(coalesce((SELECT version FROM told), m), m) FROM (SELECT coalesce(max(id), 0) AS m FROM version)`).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("record: what was told: %w", err)
	}
	return version, nil
}

// NewSince calls yield with the versions after one, in the order in which they
// came in. It stops with yield's error.
func (d *Dossier) NewSince(ctx context.Context, version int64, yield func(New) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT v.id, d.name, v.short, coalesce(v.title, ''), v.number,
		       (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.status <> 'struck')
		FROM version v JOIN document d ON d.id = v.document WHERE v.id > ? ORDER BY v.id`, version)
	if err != nil {
		return fmt.Errorf("record: what is new: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n New
		if err := rows.Scan(&n.Version, &n.Document, &n.Short, &n.Title, &n.Number, &n.Statements); err != nil {
			return fmt.Errorf("record: what is new: %w", err)
		}
		if err := yield(n); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("record: what is new: %w", err)
	}
	return nil
}

// Told notes that everything up to a version was told.
func (d *Dossier) Told(ctx context.Context, version int64) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("record: told: %w", err)
	}
	defer tx.Rollback()
	if _, err = tx.ExecContext(ctx, `DELETE FROM told`); err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO told (version) VALUES (?)`, version)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return fmt.Errorf("record: told: %w", err)
	}
	return nil
}
