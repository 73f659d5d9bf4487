package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"verbale.dev/verbale/internal/record"
)

// PutOriginal keeps what the version of a document with that hash was made from.
// Bytes that are there already are not put again. It comes after Put.
func (w *Writer) PutOriginal(name, hash string, o record.Original) error {
	within, err := json.Marshal(o.Within)
	if err != nil {
		return fmt.Errorf("record: original of %s: %w", name, err)
	}
	kept, inner := []record.Kept{o.Kept}, any(nil)
	if o.Inner != nil {
		kept, inner = append(kept, *o.Inner), o.Inner.Hash
	}
	for _, k := range kept {
		if _, err := w.exec(`INSERT INTO original (hash, bytes, packed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, k.Hash, k.Bytes, k.Packed); err != nil {
			return fmt.Errorf("record: original of %s: %w", name, err)
		}
	}
	if _, err := w.exec(`
		INSERT INTO version_original (version, original, format, extractor, within, start, map, inner)
		SELECT v.id, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM version v JOIN document d ON d.id = v.document WHERE d.name = ?1 AND v.hash = ?2
		ON CONFLICT DO UPDATE SET original = excluded.original, format = excluded.format, extractor = excluded.extractor,
			within = excluded.within, start = excluded.start, map = excluded.map, inner = excluded.inner`,
		name, hash, o.Hash, o.Format, o.Extractor, string(within), o.Start, o.Map, inner); err != nil {
		return fmt.Errorf("record: original of %s: %w", name, err)
	}
	return nil
}

// Original returns what the current version of a document was made from, with its
// bytes. The error is ErrQuery where there is no such document, and where nothing
// is kept of it; Hash is "" where the bytes were forgotten with another report.
func (d *Dossier) Original(ctx context.Context, name string) (record.Original, error) {
	var o record.Original
	var within, hash sql.NullString
	var bytes sql.NullInt64
	var known bool
	var format, extractor sql.NullString
	var start sql.NullInt64
	err := d.db.QueryRowContext(ctx, `
		SELECT x.version IS NOT NULL, o.hash, o.bytes, o.packed, x.format, x.extractor, x.within, x.start, x.map
		FROM document d LEFT JOIN version_original x ON x.version = d.current LEFT JOIN original o ON o.hash = x.original WHERE d.name = ?`, name).
		Scan(&known, &hash, &bytes, &o.Packed, &format, &extractor, &within, &start, &o.Map)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return o, fmt.Errorf("there is no report %q: %w", name, record.ErrQuery)
	case err != nil:
		return o, fmt.Errorf("record: original of %s: %w", name, err)
	case !known:
		return o, fmt.Errorf("no bytes are kept of %q: %w", name, record.ErrQuery)
	}
	o.Hash, o.Bytes, o.Format, o.Extractor, o.Start = hash.String, int(bytes.Int64), format.String, extractor.String, start.Int64
	if err := json.Unmarshal([]byte(within.String), &o.Within); err != nil {
		return o, fmt.Errorf("record: original of %s: %w", name, err)
	}
	return o, nil
}

// CheckOriginals calls holds with the text of each version that was made from
// bytes that are kept, and with these, and yield with a fault where it says that
// something is wrong. It returns how many it looked at. The time is linear in the
// bytes.
func (d *Dossier) CheckOriginals(ctx context.Context, holds func(text string, o record.Original) error, yield func(record.Fault) error) (int, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT x.version, d.name, v.hash FROM version_original x JOIN version v ON v.id = x.version JOIN document d ON d.id = v.document
		WHERE x.original IS NOT NULL ORDER BY d.name, v.number`)
	if err != nil {
		return 0, fmt.Errorf("record: check originals: %w", Classify(err))
	}
	type version struct {
		id         int64
		name, hash string
	}
	var versions []version
	for rows.Next() {
		var v version
		if err := rows.Scan(&v.id, &v.name, &v.hash); err != nil {
			return 0, errors.Join(fmt.Errorf("record: check originals: %w", err), rows.Close())
		}
		versions = append(versions, v)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return 0, fmt.Errorf("record: check originals: %w", Classify(err))
	}
	for i, v := range versions {
		text, _, err := d.VersionText(ctx, v.name, v.hash)
		if err != nil {
			return i, err
		}
		o, err := d.originalOf(ctx, v.id)
		if err != nil {
			return i, err
		}
		if wrong := holds(text, o); wrong != nil {
			if err := yield(record.Fault{Document: v.name, Version: v.hash[:16], What: wrong.Error()}); err != nil {
				return i, err
			}
		}
	}
	return len(versions), nil
}

// originalOf returns what a version was made from, as far as its map needs it.
func (d *Dossier) originalOf(ctx context.Context, version int64) (record.Original, error) {
	var o record.Original
	var inner record.Kept
	var hash sql.NullString
	var bytes sql.NullInt64
	err := d.db.QueryRowContext(ctx, `
		SELECT o.hash, o.bytes, o.packed, x.map, i.hash, i.bytes, i.packed
		FROM version_original x JOIN original o ON o.hash = x.original LEFT JOIN original i ON i.hash = x.inner WHERE x.version = ?`, version).
		Scan(&o.Hash, &o.Bytes, &o.Packed, &o.Map, &hash, &bytes, &inner.Packed)
	if err != nil {
		return o, fmt.Errorf("record: check originals: %w", Classify(err))
	}
	if hash.Valid {
		inner.Hash, inner.Bytes = hash.String, int(bytes.Int64)
		o.Inner = &inner
	}
	return o, nil
}
