package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// rowsHash is a hash of rows in any order: the sum of the hashes of each. What is
// hashed of a row is its table, and its columns but for numbers that the database
// gives and for what is derived from other reports.
type rowsHash struct {
	lanes [4]uint64 // sums of the four quarters of SHA-256
	row   []byte    // as far as it is known
}

// begin begins a row of a table.
func (h *rowsHash) begin(table string) { h.row = append(append(h.row[:0], table...), 0) }

// add adds a column: an int64, a string, a bool or nil.
func (h *rowsHash) add(value driver.Value) {
	switch v := value.(type) {
	case nil:
		h.row = append(h.row, 'n')
	case int64:
		h.row = binary.BigEndian.AppendUint64(append(h.row, 'i'), uint64(v))
	case bool:
		number := int64(0)
		if v {
			number = 1
		}
		h.add(number)
	case string:
		h.row = binary.BigEndian.AppendUint64(append(h.row, 's'), uint64(len(v)))
		h.row = append(h.row, v...)
	case []byte:
		h.add(string(v))
	}
}

// end ends a row.
func (h *rowsHash) end() {
	sum := sha256.Sum256(h.row)
	for i := range h.lanes {
		h.lanes[i] += binary.BigEndian.Uint64(sum[8*i:])
	}
}

// sum is the hash of all rows, in hex.
func (h *rowsHash) sum() string {
	var sum [32]byte
	for i, lane := range h.lanes {
		binary.BigEndian.PutUint64(sum[8*i:], lane)
	}
	return hex.EncodeToString(sum[:])
}

// hashed are the rows of a version that are hashed: the table and its columns as
// they are put (see the insertions), and where they are found.
var hashed = []struct{ table, columns, from string }{
	{"version", `number, hash, bytes, kind, short, outlet, title, uri, language, published, published_from,
		dateline_place, dateline_date, dateline_agency, bounds, encoding, byte_base, extra, read_at, model, not_read`, `version WHERE id = ?`},
	{"part", `start, "end", kind`, `part WHERE version = ?`},
	{"mention", `ordinal, start, "end", words, form, type, local, rule`, `mention WHERE version = ?`},
	{
		"time_expression",
		`ordinal, start, "end", words, type, value, mod, anchor, rule, statement`,
		`time_expression WHERE version = ?`,
	},
	{
		"local_actor",
		`ordinal, name, type, office, names, world, facts, profile, named`,
		`local_actor WHERE version = ?`,
	},
	{
		"statement",
		`id, ordinal, part, mode, kind, plover_type, plover_mode, cameo, factuality, repeats, channel, said_on, said_on_from, not_after,
		parent, rule, confidence, status, corrected, machine`,
		`statement WHERE version = ?`,
	},
	{
		"statement_span",
		`s.ordinal, x.role, x.ordinal, x.start, x."end", x.words`,
		`statement s JOIN statement_span x ON x.statement = s.number WHERE s.version = ?`,
	},
	{
		"statement_actor",
		`s.ordinal, t.role, t.ordinal, t.local`,
		`statement s JOIN statement_actor t ON t.statement = s.number WHERE s.version = ?`,
	},
	{
		"telling",
		`id, ordinal, start, "end", words, type, predicate, factuality, background, place, happened, day_from, voice, paper,
		plover_type, plover_mode, cameo, rule, confidence, local_paper, block, paper_block, edited`,
		`telling WHERE version = ?`,
	},
	{
		"telling_party",
		`t.ordinal, p.role, p.ordinal, p.start, p."end", p.words, p.local, p.side`,
		`telling t JOIN telling_party p ON p.telling = t.number WHERE t.version = ?`,
	},
	{"local_paper", `id, ordinal, name, named, kind, day, answers, block, keys, rule, confidence, edited`, `local_paper WHERE version = ?`},
	{
		"paper_mention",
		`l.ordinal, m.ordinal, m.start, m."end", m.words, m.tied`,
		`local_paper l JOIN paper_mention m ON m.paper = l.number WHERE l.version = ?`,
	},
	{
		"paper_wish",
		`l.ordinal, m.ordinal, m.start, m."end", m.words, m.value, m.voice, m.by_words, m.local, m.world, m.side`,
		`local_paper l JOIN paper_wish m ON m.paper = l.number WHERE l.version = ?`,
	},
	{
		"paper_party",
		`l.ordinal, p.role, p.ordinal, p.start, p."end", p.words, p.local, p.world, p.side`,
		`local_paper l JOIN paper_party p ON p.paper = l.number WHERE l.version = ?`,
	},
	{
		"paper_step",
		`l.ordinal, s.id, s.ordinal, s.start, s."end", s.words, s.step, s.factuality, s.happened, s.received, s.day_from, s.voice, s.rule, s.confidence, s.edited`,
		`paper_step s JOIN local_paper l ON l.number = s.paper WHERE s.version = ?`,
	},
	{
		"step_party",
		`s.ordinal, p.role, p.ordinal, p.start, p."end", p.words, p.local, p.world, p.side`,
		`paper_step s JOIN step_party p ON p.step = s.number WHERE s.version = ?`,
	},
}

// hashRows hashes the rows of a version as they are stored.
func hashRows(ctx context.Context, db interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, version int64) (string, error) {
	var h rowsHash
	for _, t := range hashed {
		if err := hashTable(ctx, db, &h, t.table, "SELECT "+t.columns+" FROM "+t.from, version, strings.Count(t.columns, ",")+1); err != nil {
			return "", fmt.Errorf("%s: %w", t.table, err)
		}
	}
	return h.sum(), nil
}

func hashTable(ctx context.Context, db interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, h *rowsHash, table, query string, version int64, columns int) error {
	rows, err := db.QueryContext(ctx, query, version)
	if err != nil {
		return err
	}
	defer rows.Close()
	values, pointers := make([]any, columns), make([]any, columns)
	for i := range values {
		pointers[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(pointers...); err != nil {
			return err
		}
		h.begin(table)
		for _, value := range values {
			h.add(value)
		}
		h.end()
	}
	return rows.Err()
}

// HashRows makes the hashes that versions lack which were put before rows were
// hashed, from the rows as they are, and returns their number.
func (d *Dossier) HashRows(ctx context.Context) (int, error) {
	w, err := d.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer w.Abandon()
	versions, err := w.numbers(`SELECT id FROM version WHERE rows_hash IS NULL ORDER BY id`)
	if err != nil {
		return 0, fmt.Errorf("record: hash rows: %w", err)
	}
	for _, version := range versions {
		sum, err := hashRows(ctx, w.tx, version)
		if err == nil {
			_, err = w.exec(`UPDATE version SET rows_hash = ? WHERE id = ?`, sum, version)
		}
		if err != nil {
			return 0, fmt.Errorf("record: hash rows: %w", err)
		}
	}
	return len(versions), w.Commit()
}
