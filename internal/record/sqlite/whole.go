package sqlite

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"verbale.dev/verbale"
)

// Hash returns a hash, in hex, of all that answers come from: the names and hashes of the
// current versions, by which model they were read and what was read, and how many
// corrections there are. Two dossiers with the same one give the same answers. It takes
// time linear in the number of reports.
func (d *Dossier) Hash(ctx context.Context) (string, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT d.name, v.hash, coalesce(v.model, ''), coalesce(v.rows_hash, '') FROM document d JOIN version v ON v.id = d.current
		UNION ALL SELECT '', CAST(max(id) AS TEXT), CAST(count(*) AS TEXT), '' FROM correction ORDER BY 1`)
	if err != nil {
		return "", fmt.Errorf("record: hash: %w", err)
	}
	defer rows.Close()
	sum := sha256.New()
	for rows.Next() {
		var name, model, read string
		var hash sql.NullString
		if err := rows.Scan(&name, &hash, &model, &read); err != nil {
			return "", fmt.Errorf("record: hash: %w", err)
		}
		fmt.Fprintf(sum, "%q %q %q %q\n", name, hash.String, model, read)
	}
	if err := rows.Err(); err != nil {
		return "", fmt.Errorf("record: hash: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// EventsIn lists the tellings of events in the current version of a document, each as
// an event by itself with the id of the one that it is of, also doubtful ones, in order
// of place.
func (d *Dossier) EventsIn(ctx context.Context, document string) ([]*verbale.Event, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: events: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	ids, err := column[string](ctx, tx, `
		SELECT t.event FROM document d JOIN telling t ON t.version = d.current WHERE d.name = ? GROUP BY t.event ORDER BY min(t.ordinal)`, document)
	if err != nil {
		return nil, fmt.Errorf("record: events: %w", err)
	}
	var events []*verbale.Event
	for chunk := range slices.Chunk(ids, batch) {
		list, err := json.Marshal(chunk)
		if err != nil {
			return nil, err
		}
		tellings, err := fetchTellings(ctx, tx, string(list))
		if err != nil {
			return nil, fmt.Errorf("record: events: %w", err)
		}
		for _, t := range tellings {
			if t.at.Document == document {
				events = append(events, eventRow([]*eventTold{t}))
			}
		}
	}
	slices.SortStableFunc(events, func(a, b *verbale.Event) int { return cmp.Compare(a.Evidence[0].Start, b.Evidence[0].Start) })
	return events, nil
}
