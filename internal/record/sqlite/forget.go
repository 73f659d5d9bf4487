package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// Forget takes a document out for good: the text of all its versions, every
// span and row that was read from them, their words in the indices, and the
// corrections about them. A tombstone with hash and reason stays for each
// version. The file is written anew, so that no deleted words are left in it;
// that takes time and room in proportion to the dossier. The caller holds the
// lock ([Dossier.Lock]). Where the document was forgotten before, the file is
// written anew again, in case that did not come to its end. The error is
// ErrQuery where there is no such document and never was.
func (d *Dossier) Forget(ctx context.Context, name, by, reason string) (record.Forgotten, error) {
	w, err := d.begin(ctx)
	if err != nil {
		return record.Forgotten{}, err
	}
	defer w.Abandon()
	gone, err := w.forget(ctx, name, by, reason)
	if err != nil {
		return gone, fmt.Errorf("record: forget %s: %w", name, err)
	}
	if err := w.Commit(); err != nil {
		return gone, err
	}
	if err := d.scour(ctx); err != nil {
		return gone, fmt.Errorf("record: forget %s: it is out of the record, but its words may still be in the file: %w", name, err)
	}
	return gone, nil
}

func (w *Writer) forget(ctx context.Context, name, by, reason string) (record.Forgotten, error) {
	var gone record.Forgotten
	versions, err := w.numbers(`SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.name = ? ORDER BY v.number`, name)
	if err != nil {
		return gone, err
	}
	if len(versions) == 0 {
		before, err := w.texts(`SELECT hash FROM tombstone WHERE document = ?`, name)
		if err == nil && len(before) == 0 {
			err = fmt.Errorf("no report is named %q: %w", name, record.ErrQuery)
		}
		return gone, err
	}
	gone.Versions = len(versions)
	at := w.now().UTC().Format(time.RFC3339)
	for _, version := range versions {
		if err := w.bury(version, record.Tombstone{Document: name, Reason: reason, By: by, At: at}); err != nil {
			return gone, err
		}
	}
	const of = ` WHERE version IN (SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.name = ?)`
	if err := w.tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM statement`+of+`), (SELECT count(*) FROM time_expression`+of+`)`, name, name).
		Scan(&gone.Statements, &gone.Dates); err != nil {
		return gone, err
	}
	if gone.Corrections, err = w.forgetCorrections(ctx, name); err != nil {
		return gone, err
	}
	if err := w.touchVersion(`SELECT v.id FROM version v JOIN document d ON d.id = v.document WHERE d.name = ?`, name); err != nil {
		return gone, err
	}
	if err := w.index(); err != nil {
		return gone, err
	}
	for _, step := range []string{
		`UPDATE statement_span SET responds_to = NULL WHERE responds_to IN (SELECT id FROM statement` + of + `)`,
		`UPDATE document SET current = NULL WHERE name = ?`,
		`DELETE FROM version WHERE document = (SELECT id FROM document WHERE name = ?)`,
		`DELETE FROM document WHERE name = ?`,
	} {
		if _, err := w.exec(step, name); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// bury writes the tombstone of a version.
func (w *Writer) bury(version int64, t record.Tombstone) error {
	passages, err := w.texts(`SELECT text FROM passage WHERE version = ? ORDER BY start`, version)
	if err != nil {
		return err
	}
	sum := sha256.New()
	for _, text := range passages {
		sum.Write([]byte(text))
	}
	_, err = w.exec(`
		INSERT INTO tombstone (document, hash, text_hash, reason, forgotten_by, forgotten_at)
		SELECT ?, hash, ?, ?, ?, ? FROM version WHERE id = ?
		ON CONFLICT (document, hash) DO UPDATE SET reason = excluded.reason, forgotten_by = excluded.forgotten_by, forgotten_at = excluded.forgotten_at`,
		t.Document, hex.EncodeToString(sum.Sum(nil)), t.Reason, t.By, t.At, version)
	return err
}

// forgetCorrections deletes the corrections about a document, and the undos of
// those, of which nothing else would be left.
func (w *Writer) forgetCorrections(ctx context.Context, name string) (int, error) {
	all, err := corrections(ctx, w.tx)
	if err != nil {
		return 0, err
	}
	var gone []int64
	for _, c := range all { // an undo is later than what it takes back
		words := slices.Concat(c.Target.Evidence, c.Target.Other)
		of := slices.ContainsFunc(words, func(e verbale.RowEvidence) bool { return e.Document == name })
		if c.Target.Document == name || of || c.About == verbale.AboutUndo && slices.Contains(gone, c.Target.Correction) {
			gone = append(gone, c.ID)
		}
	}
	list, err := json.Marshal(gone)
	if err != nil || len(gone) == 0 {
		return 0, err
	}
	_, err = w.exec(`DELETE FROM correction WHERE id IN (SELECT value FROM json_each(?))`, string(list))
	return len(gone), err
}

// scour leaves no deleted words in the file: actors that no report speaks of any
// more go, the indices are merged into one segment each, and the file is written
// anew.
func (d *Dossier) scour(ctx context.Context) error {
	for _, step := range []string{
		`DELETE FROM profile WHERE NOT EXISTS (SELECT 1 FROM local_actor l WHERE l.profile = profile.id)`,
		`DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM local_actor l WHERE l.actor = actor.id)`,
		`INSERT INTO passage_text (passage_text) VALUES ('optimize')`,
		`INSERT INTO statement_text (statement_text) VALUES ('optimize')`,
		`PRAGMA wal_checkpoint(TRUNCATE)`,
		`VACUUM`,
		`PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		if _, err := d.db.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

// Tombstones lists what was forgotten, in order of document and hash.
func (d *Dossier) Tombstones(ctx context.Context) ([]record.Tombstone, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT document, hash, text_hash, reason, forgotten_by, forgotten_at FROM tombstone ORDER BY document, hash`)
	if err != nil {
		return nil, fmt.Errorf("record: tombstones: %w", err)
	}
	defer rows.Close()
	var all []record.Tombstone
	for rows.Next() {
		var t record.Tombstone
		if err := rows.Scan(&t.Document, &t.Hash, &t.TextHash, &t.Reason, &t.By, &t.At); err != nil {
			return nil, errors.Join(fmt.Errorf("record: tombstones: %w", err), rows.Err())
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
