package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"verbale.dev/verbale"
)

// ActorSides calls yield with each actor of the current versions, in order of
// id, and the names of the sides that it speaks for. It goes over the actors
// once.
func (d *Dossier) ActorSides(ctx context.Context, yield func(id, name string, kind verbale.ActorType, sides []string) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT a.id, a.name, a.type, coalesce(b.name, x.side, '')
		FROM actor a LEFT JOIN actor_side x ON x.actor = a.id LEFT JOIN actor b ON b.id = x.side
		WHERE EXISTS (SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.actor = a.id)
		ORDER BY a.id, x.ordinal`)
	if err != nil {
		return fmt.Errorf("record: sides: %w", err)
	}
	defer rows.Close()
	var id, name string
	var kind verbale.ActorType
	var sides []string
	flush := func() error {
		if id == "" {
			return nil
		}
		return yield(id, name, kind, sides)
	}
	for rows.Next() {
		var nextID, nextName, side string
		var nextKind verbale.ActorType
		if err := rows.Scan(&nextID, &nextName, &nextKind, &side); err != nil {
			return fmt.Errorf("record: sides: %w", err)
		}
		if nextID != id {
			if err := flush(); err != nil {
				return err
			}
			id, name, kind, sides = nextID, nextName, nextKind, nil
		}
		if side != "" {
			sides = append(sides, side)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("record: sides: %w", err)
	}
	return flush()
}

// ActorByID returns what the current versions say of an actor, without its
// counts of statements. An earlier id of the actor will do. The error is
// ErrNotFound where there is no such actor.
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
	const query = `
		SELECT a.name, a.type, min(coalesce(v.dateline_date, substr(v.published, 1, 10))), max(coalesce(v.dateline_date, substr(v.published, 1, 10)))
		FROM actor a JOIN local_actor l ON l.actor = a.id JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		WHERE a.id = ? GROUP BY a.id`
	err := tx.QueryRowContext(ctx, query, r.ID).Scan(&r.Name, &r.Type, &r.First, &r.Last)
	if errors.Is(err, sql.ErrNoRows) {
		later, aliasErr := column[string](ctx, tx, `
			SELECT DISTINCT p.actor FROM actor_alias x JOIN profile p ON p.base = x.base WHERE x.alias = ?`, r.ID)
		if aliasErr != nil || len(later) != 1 {
			return errors.Join(aliasErr, sql.ErrNoRows)
		}
		r.ID = later[0]
		err = tx.QueryRowContext(ctx, query, r.ID).Scan(&r.Name, &r.Type, &r.First, &r.Last)
	}
	if err != nil {
		return err
	}
	return describeActor(ctx, tx, r)
}
