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
	var name string
	err := d.db.QueryRowContext(ctx, `SELECT value FROM dossier WHERE key = 'engine'`).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("record: engine: %w", err)
	}
	return name, nil
}

// SetEngine notes by which engine reports are read into the dossier from now on. What
// was read stays as it is.
func (d *Dossier) SetEngine(ctx context.Context, name string) error {
	if _, err := d.db.ExecContext(ctx, `
		INSERT INTO dossier (key, value) VALUES ('engine', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, name); err != nil {
		return fmt.Errorf("record: engine: %w", err)
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

// jsonList spells a list as json_each takes it.
func jsonList(list []string) string {
	data, err := json.Marshal(append([]string{}, list...))
	if err != nil {
		panic(err) // strings are JSON
	}
	return string(data)
}
