package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Roots lists the folders that reports were read from, as they were given to
// AddRoots, in order.
func (d *Dossier) Roots(ctx context.Context) ([]string, error) {
	var list string
	err := d.db.QueryRowContext(ctx, `SELECT value FROM dossier WHERE key = 'roots'`).Scan(&list)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	var roots []string
	if err == nil {
		err = json.Unmarshal([]byte(list), &roots)
	}
	if err != nil {
		return nil, fmt.Errorf("record: roots: %w", err)
	}
	return roots, nil
}

// AddRoots notes folders that reports are read from; those that it knows change
// nothing.
func (d *Dossier) AddRoots(ctx context.Context, folders []string) error {
	roots, err := d.Roots(ctx)
	if err != nil {
		return err
	}
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(roots, folders))))
	if slices.Equal(all, roots) {
		return nil
	}
	list, err := json.Marshal(all)
	if err == nil {
		_, err = d.db.ExecContext(ctx, `INSERT INTO dossier (key, value) VALUES ('roots', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, string(list))
	}
	if err != nil {
		return fmt.Errorf("record: roots: %w", err)
	}
	return nil
}

// LastChange returns when the dossier was read into or corrected last, UTC in RFC
// 3339; "" where it never was. Copies of one dossier are told apart by it.
func (d *Dossier) LastChange(ctx context.Context) (string, error) {
	var at string
	err := d.db.QueryRowContext(ctx, `SELECT max((SELECT coalesce(max(read_at), '') FROM version), (SELECT coalesce(max(made_at), '') FROM correction))`).Scan(&at)
	if err != nil {
		return "", fmt.Errorf("record: last change: %w", err)
	}
	return at, nil
}
