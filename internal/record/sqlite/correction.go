package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// AddCorrection stores a correction and returns its number; what it says of
// actors holds at once. See Writer.AddCorrection.
func (d *Dossier) AddCorrection(ctx context.Context, c verbale.Correction) (int64, error) {
	w, err := d.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer w.Abandon()
	id, err := w.AddCorrection(ctx, c)
	if err != nil {
		return 0, err
	}
	return id, w.Commit()
}

// UndoCorrection takes a correction back, which is a correction too. The error
// is ErrQuery where there is no such correction, or it is undone already.
func (d *Dossier) UndoCorrection(ctx context.Context, id int64, by, why string) (int64, error) {
	all, err := d.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	for _, c := range all {
		if c.ID == id && !c.Undone {
			return d.AddCorrection(ctx, verbale.Correction{
				MadeBy: by, Why: why, About: verbale.AboutUndo, Target: verbale.CorrectionTarget{Correction: id},
			})
		}
	}
	return 0, fmt.Errorf("record: undo: no correction %d that holds: %w", id, record.ErrQuery)
}

// Corrections lists all corrections in the order in which they were made, with
// those that were taken back marked as undone. To undo an undo makes what it
// took back hold again.
func (d *Dossier) Corrections(ctx context.Context) ([]verbale.Correction, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: corrections: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	all, err := corrections(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("record: corrections: %w", err)
	}
	return all, nil
}

func corrections(ctx context.Context, tx *sql.Tx) ([]verbale.Correction, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, made_at, made_by, why, about, target, field, value FROM correction ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []verbale.Correction
	place := map[int64]int{}
	for rows.Next() {
		var c verbale.Correction
		var target string
		var value sql.NullString
		if err := rows.Scan(&c.ID, &c.MadeAt, &c.MadeBy, &c.Why, &c.About, &target, &c.Field, &value); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(target), &c.Target); err != nil {
			return nil, fmt.Errorf("correction %d: target: %w: %w", c.ID, record.ErrDamaged, err)
		}
		if value.Valid {
			c.Value = json.RawMessage(value.String)
		}
		place[c.ID] = len(all)
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	// An undo is later than what it takes back: from the last on, each that
	// holds takes its own away.
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].About == verbale.AboutUndo && !all[i].Undone {
			if k, ok := place[all[i].Target.Correction]; ok && k < i {
				all[k].Undone = true
			}
		}
	}
	return all, nil
}
