package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"

	"verbale.dev/verbale"
)

// KeepReaders lets no more than n questions be answered at a time, and keeps as
// many connections open between them. Without it a busy reader opens the file
// anew all the time. n must be 4 or more: a change asks while it writes.
func (d *Dossier) KeepReaders(n int) {
	d.db.SetMaxOpenConns(n)
	d.db.SetMaxIdleConns(n)
}

// Watch notices changes of a dossier, whichever process makes them. It is for
// any number of goroutines.
type Watch struct {
	mutex sync.Mutex
	conn  *sql.Conn
}

// NewWatch begins to watch. Close ends it.
func (d *Dossier) NewWatch(ctx context.Context) (*Watch, error) {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("record: watch: %w", err)
	}
	return &Watch{conn: conn}, nil
}

// Generation returns a number that is another after each transaction that any
// other connection has committed to the dossier. It costs some microseconds.
// The number means nothing to another Watch.
func (w *Watch) Generation(ctx context.Context) (int64, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	var n int64
	// https://www.sqlite.org/pragma.html#pragma_data_version
	if err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n); err != nil {
		return 0, fmt.Errorf("record: watch: %w", err)
	}
	return n, nil
}

// Close ends the watch.
func (w *Watch) Close() error { return w.conn.Close() }

// StatementKey is what lists of statements are filtered, counted and sorted by.
type StatementKey struct {
	Number     int64 // of the row in this dossier; another reading gives it another
	Document   string
	Ordinal    int
	Kind       verbale.Kind
	Mode       verbale.Mode
	Account    verbale.Account
	Channel    verbale.Channel // "" where there is none
	Status     verbale.Status
	SaidOn     string // "" where it is not known
	NotAfter   string
	Confidence int
}

// StatementKeys calls yield with the key of each statement of the current
// versions, struck ones too, in order of document and ordinal. The key is
// yield's until it returns.
func (d *Dossier) StatementKeys(ctx context.Context, yield func(*StatementKey) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT s.number, d.name, s.ordinal, s.kind, s.mode, s.account, coalesce(s.channel, ''), s.status,
		       coalesce(s.said_on, ''), coalesce(s.not_after, ''), s.confidence
		FROM document d JOIN statement s ON s.version = d.current ORDER BY d.name, s.ordinal`)
	if err != nil {
		return fmt.Errorf("record: keys: %w", err)
	}
	defer rows.Close()
	var k StatementKey
	for rows.Next() {
		if err := rows.Scan(&k.Number, &k.Document, &k.Ordinal, &k.Kind, &k.Mode, &k.Account, &k.Channel, &k.Status,
			&k.SaidOn, &k.NotAfter, &k.Confidence); err != nil {
			return fmt.Errorf("record: keys: %w", err)
		}
		if err := yield(&k); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Parties calls yield with each actor that speaks a statement of the current
// versions ("speaker") or is addressed by it ("addressee"), in order of
// statement number, role and ordinal.
func (d *Dossier) Parties(ctx context.Context, yield func(statement int64, role, actor string) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT t.statement, t.role, l.actor
		FROM statement_actor t JOIN statement s ON s.number = t.statement JOIN document d ON d.current = s.version
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		ORDER BY t.statement, t.role, t.ordinal`)
	if err != nil {
		return fmt.Errorf("record: parties: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var statement int64
		var role, actor string
		if err := rows.Scan(&statement, &role, &actor); err != nil {
			return fmt.Errorf("record: parties: %w", err)
		}
		if err := yield(statement, role, actor); err != nil {
			return err
		}
	}
	return rows.Err()
}

// StatementsByNumber returns the statements of those numbers, in their order;
// those that are gone are left out.
func (d *Dossier) StatementsByNumber(ctx context.Context, numbers []int64) ([]*verbale.Statement, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: statements: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	found, err := fetchStatements(ctx, tx, numbers)
	if err != nil {
		return nil, fmt.Errorf("record: statements: %w", err)
	}
	return found, nil
}

// NumbersOf returns the numbers of the statements of current versions with
// those ids, in the order of the ids; those that are not there are left out.
func (d *Dossier) NumbersOf(ctx context.Context, ids []string) ([]int64, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return d.numbers(ctx, `
		SELECT s.number FROM json_each(?) n JOIN statement s ON s.id = n.value JOIN document d ON d.current = s.version
		ORDER BY n.key`, string(list))
}

// Match returns the numbers of the statements whose content holds the words,
// as matchExpression reads them, in ascending order. Eight bytes each.
func (d *Dossier) Match(ctx context.Context, words string) ([]int64, error) {
	match, err := matchExpression(words)
	if err != nil {
		return nil, err
	}
	return d.numbers(ctx, `SELECT rowid FROM statement_text WHERE statement_text MATCH ? ORDER BY rowid`, match)
}

// SpeakingOf returns the numbers of up to limit statements whose content
// mentions the actor, in order of document and place, from no more than 200 of
// the reports that speak of the actor.
func (d *Dossier) SpeakingOf(ctx context.Context, actor string, limit int) ([]int64, error) {
	return d.numbers(ctx, `
		SELECT DISTINCT s.number
		FROM (SELECT k.version, k.ordinal, k.actor, e.name FROM local_actor k JOIN document e ON e.current = k.version
		      WHERE k.actor = ? LIMIT 200) l
		JOIN mention m ON m.version = l.version AND m.local = l.ordinal
		JOIN statement_span x ON x.passage = m.passage AND x.role = 'content' AND x.start <= m.start AND m."end" <= x."end"
		JOIN statement s ON s.number = x.statement AND s.status <> 'struck'
		ORDER BY l.name, s.ordinal LIMIT ?`, actor, limit)
}

func (d *Dossier) numbers(ctx context.Context, query string, arguments ...any) ([]int64, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: numbers: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	numbers, err := column[int64](ctx, tx, query, arguments...)
	if err != nil {
		return nil, fmt.Errorf("record: numbers: %w", err)
	}
	return numbers, nil
}

// PassagesOf calls yield with the passages that hold the content of the
// statements of those numbers, in order of statement and offset.
func (d *Dossier) PassagesOf(ctx context.Context, numbers []int64, yield func(statement int64, passage verbale.Excerpt) error) error {
	list, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	rows, err := d.db.QueryContext(ctx, `
		SELECT DISTINCT x.statement, p.start, p."end", p.text
		FROM json_each(?) n JOIN statement_span x ON x.statement = n.value AND x.role IN ('source', 'cue', 'content')
		JOIN passage p ON p.id = x.passage ORDER BY x.statement, p.start`, string(list))
	if err != nil {
		return fmt.Errorf("record: passages: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var statement int64
		var e verbale.Excerpt
		if err := rows.Scan(&statement, &e.Start, &e.End, &e.Text); err != nil {
			return fmt.Errorf("record: passages: %w", err)
		}
		if err := yield(statement, e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// DatesWithin returns up to limit time expressions of the current versions
// with a value between from and until, both ISO dates or times, in order of
// value, document and offset.
func (d *Dossier) DatesWithin(ctx context.Context, from, until string, limit int) ([]verbale.TimeExpression, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT `+dateColumns+`
		FROM time_expression t JOIN document d ON d.current = t.version JOIN version v ON v.id = t.version
		WHERE t.value >= ? AND t.value < ? || '~' AND t.type IN ('DATE', 'TIME')
		ORDER BY t.value, d.name, t.start LIMIT ?`, from, until, limit)
	if err != nil {
		return nil, fmt.Errorf("record: dates: %w", err)
	}
	defer rows.Close()
	var found []verbale.TimeExpression
	for rows.Next() {
		t, err := scanDate(rows)
		if err != nil {
			return nil, fmt.Errorf("record: dates: %w", err)
		}
		found = append(found, t)
	}
	return found, rows.Err()
}
