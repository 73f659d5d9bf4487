package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"verbale.dev/verbale"
)

// ActorNames calls yield with the id, fullest name and type of each actor of
// the current versions, in order of id. It goes over the dossier once.
func (d *Dossier) ActorNames(ctx context.Context, yield func(id, name string, kind verbale.ActorType) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT l.actor, l.name, a.type FROM document d JOIN local_actor l ON l.version = d.current JOIN actor a ON a.id = l.actor
		ORDER BY l.actor, length(l.name) DESC, l.name`)
	if err != nil {
		return fmt.Errorf("record: actors: %w", err)
	}
	defer rows.Close()
	last := ""
	for rows.Next() {
		var id, name string
		var kind verbale.ActorType
		if err := rows.Scan(&id, &name, &kind); err != nil {
			return fmt.Errorf("record: actors: %w", err)
		}
		if id == last {
			continue
		}
		last = id
		if err := yield(id, name, kind); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ActorByID returns what the current versions say of an actor, without its
// counts of statements. The error is ErrNotFound where there is no such actor.
func (d *Dossier) ActorByID(ctx context.Context, id string) (*verbale.ActorRow, error) {
	r := &verbale.ActorRow{ID: id, Sides: []string{}, Offices: []verbale.ActorOffice{}, Names: []verbale.NameCount{}, Perhaps: []string{}}
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: actor %s: %w", id, err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := actorByID(ctx, tx, r); errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("record: no actor %q: %w", id, ErrNotFound)
	} else if err != nil {
		return nil, fmt.Errorf("record: actor %s: %w", id, err)
	}
	return r, nil
}

func actorByID(ctx context.Context, tx *sql.Tx, r *verbale.ActorRow) error {
	if err := tx.QueryRowContext(ctx, `
		SELECT l.name, a.type, min(coalesce(v.dateline_date, substr(v.published, 1, 10))) OVER (),
		       max(coalesce(v.dateline_date, substr(v.published, 1, 10))) OVER ()
		FROM local_actor l JOIN actor a ON a.id = l.actor JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		WHERE l.actor = ? ORDER BY length(l.name) DESC, l.name LIMIT 1`, r.ID).Scan(&r.Name, &r.Type, &r.First, &r.Last); err != nil {
		return err
	}
	if err := each(ctx, tx, `
		SELECT m.words, count(*) AS n FROM local_actor l JOIN document d ON d.current = l.version
		JOIN mention m ON m.version = l.version AND m.local = l.ordinal
		WHERE l.actor = ? AND m.form = 'name' GROUP BY m.words ORDER BY n DESC, m.words`, r.ID, func(rows *sql.Rows) error {
		var n verbale.NameCount
		defer func() { r.Names = append(r.Names, n) }()
		return rows.Scan(&n.Text, &n.Count)
	}); err != nil {
		return err
	}
	return each(ctx, tx, `
		SELECT DISTINCT l.office FROM local_actor l JOIN document d ON d.current = l.version
		WHERE l.actor = ? AND l.office IS NOT NULL ORDER BY l.office`, r.ID, func(rows *sql.Rows) error {
		office := verbale.ActorOffice{Evidence: []verbale.Located{}}
		defer func() { r.Offices = append(r.Offices, office) }()
		return rows.Scan(&office.Title)
	})
}
