package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Engine returns the name of the engine that reads into the dossier, "" where none was
// ever set.
func (d *Dossier) Engine(ctx context.Context) (string, error) {
	return d.noted(ctx, "engine")
}

// SetEngine notes by which engine reports are read into the dossier from now on. What
// was read stays as it is.
func (d *Dossier) SetEngine(ctx context.Context, name string) error {
	return d.note(ctx, "engine", name)
}

// Described returns what a person calls the dossier and says of it, "" where nobody
// has.
func (d *Dossier) Described(ctx context.Context) (title, description string, err error) {
	if title, err = d.noted(ctx, "title"); err == nil {
		description, err = d.noted(ctx, "description")
	}
	return title, description, err
}

// Describe gives the dossier a title and a description; "" takes one away.
func (d *Dossier) Describe(ctx context.Context, title, description string) error {
	return errors.Join(d.note(ctx, "title", title), d.note(ctx, "description", description))
}

// noted returns what the dossier has under a key of its own, "" for nothing.
func (d *Dossier) noted(ctx context.Context, key string) (string, error) {
	var value string
	err := d.db.QueryRowContext(ctx, `SELECT value FROM dossier WHERE key = ?`, key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("record: %s: %w", key, err)
	}
	return value, nil
}

func (d *Dossier) note(ctx context.Context, key, value string) error {
	if _, err := d.db.ExecContext(ctx, `
		INSERT INTO dossier (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value); err != nil {
		return fmt.Errorf("record: %s: %w", key, err)
	}
	return nil
}

// ModelOf returns the name of the model that read the current version of a document,
// "" where there is none.
func (d *Dossier) ModelOf(ctx context.Context, name string) (string, error) {
	var model sql.NullString
	err := d.db.QueryRowContext(ctx, `SELECT v.model FROM document d JOIN version v ON v.id = d.current WHERE d.name = ?`, name).Scan(&model)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("record: model of %s: %w", name, err)
	}
	return model.String, nil
}

// Models returns the names of the models that read the current versions of the reports,
// in their order.
func (d *Dossier) Models(ctx context.Context) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT DISTINCT v.model FROM document d JOIN version v ON v.id = d.current
		WHERE v.model IS NOT NULL ORDER BY v.model`)
	if err != nil {
		return nil, fmt.Errorf("record: models: %w", err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var model string
		if err := rows.Scan(&model); err != nil {
			return nil, fmt.Errorf("record: models: %w", err)
		}
		all = append(all, model)
	}
	return all, rows.Err()
}

// jsonList spells a list as json_each takes it.
func jsonList(list []string) string {
	data, err := json.Marshal(append([]string{}, list...))
	if err != nil {
		panic(err) // strings are JSON
	}
	return string(data)
}
