package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"verbale.dev/verbale"
)

// AddCorrection stores a correction in the transaction of w and returns its
// number. ID and Undone of c are not looked at; MadeAt is kept where it is set,
// which is that of an import. What it says of actors holds when w commits; what
// it says of a statement or document holds when that is put again.
func (w *Writer) AddCorrection(ctx context.Context, c verbale.Correction) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("record: correct: %w", err)
	}
	target, err := json.Marshal(c.Target)
	if err != nil {
		return 0, fmt.Errorf("record: correct: %w", err)
	}
	if c.MadeAt == "" {
		c.MadeAt = w.now().UTC().Format(time.RFC3339)
	}
	var value any
	if c.Value != nil {
		value = string(c.Value)
	}
	result, err := w.exec(`
		INSERT INTO correction (made_at, made_by, why, about, target, field, value) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		c.MadeAt, c.MadeBy, c.Why, c.About, string(target), c.Field, value)
	if err != nil {
		return 0, fmt.Errorf("record: correct: %w", err)
	}
	return result.LastInsertId()
}

// Corrections lists all corrections as the transaction of w sees them.
func (w *Writer) Corrections(ctx context.Context) ([]verbale.Correction, error) {
	all, err := corrections(ctx, w.tx)
	if err != nil {
		return nil, fmt.Errorf("record: corrections: %w", err)
	}
	return all, nil
}

// Redeclare makes Commit lay what a person declared of actors over all of them anew.
func (w *Writer) Redeclare() { w.redeclare = true }

// Effects says how each correction met the current version of its document.
// Corrections of documents that the dossier does not hold are not among them.
func (d *Dossier) Effects(ctx context.Context) (map[int64]verbale.Effect, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT e.correction, e.outcome, e.statement FROM effect e JOIN document d ON d.current = e.version`)
	if err != nil {
		return nil, fmt.Errorf("record: effects: %w", err)
	}
	defer rows.Close()
	effects := map[int64]verbale.Effect{}
	for rows.Next() {
		var e verbale.Effect
		if err := rows.Scan(&e.Correction, &e.Outcome, &e.Statement); err != nil {
			return nil, fmt.Errorf("record: effects: %w", err)
		}
		effects[e.Correction] = e
	}
	return effects, rows.Err()
}
