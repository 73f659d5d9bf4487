package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// View is a view of the dossier that is made for people who ask in SQL.
type View struct {
	Name    string
	Row     string // what a row is
	Columns []string
	Derived bool // its rows are derived when it is asked for, and are not in the file
}

// views says what a row of each view is, in the order in which they are shown.
var views = [][2]string{
	{"v_documents", "a report in its current version"},
	{"v_statements", "a statement of `verbale statements`: who said what, with where to find it"},
	{"v_voices", "somebody who speaks in a statement, or is spoken to"},
	{"v_events", "a place where a report tells an event of `verbale events`; `event` is its id"},
	{"v_papers", "a report that speaks of a paper of `verbale papers`; `paper` is its id, `id` that of this telling"},
	{"v_transfers", "a place where a report tells a step of `verbale transfers`; `transfer` is its id"},
	{"v_utterances", "what was said once and is told at two places or more"},
	{"v_renderings", "a statement that tells an utterance"},
	{"v_actors", "an actor of `verbale actors --all`: somebody of whom the reports speak"},
	{"v_offices", "an office that reports give to an actor"},
	{"v_dates", "a time expression"},
	{"v_mentions", "words that name an actor, or refer to one"},
	{"v_passages", "a paragraph of a report; `passage` is the `rowid` of `passage_text`"},
	{"v_corrections", "what a person changed"},
}

// Views lists the views for people with their columns.
func (d *Dossier) Views(ctx context.Context) ([]View, error) {
	all := make([]View, len(views))
	for i, v := range views {
		rows, err := d.db.QueryContext(ctx, `SELECT name FROM pragma_table_info(?)`, v[0])
		if err != nil {
			return nil, fmt.Errorf("record: views: %w", err)
		}
		columns, err := valuesOf[string](rows)
		if err != nil {
			return nil, fmt.Errorf("record: views: %w", err)
		}
		all[i] = View{Name: v[0], Row: v[1], Columns: columns}
	}
	for _, t := range derivedTables {
		all = append(all, View{Name: t.name, Row: t.row, Columns: slices.Clone(t.columns), Derived: true})
	}
	return all, nil
}

// Bounds of a question in SQL: the longest string or blob, in bytes.
const askLength = 64 << 20

// Answer are the rows of a question in SQL, one at a time.
type Answer struct {
	Columns []string
	Numbers []bool // by column: whether it is declared to hold whole numbers

	rows *sql.Rows
	conn *sql.Conn
	db   *sql.DB
}

// Ask puts one question in SQL to the dossier. It can read the dossier and nothing
// else: the file is opened to be read only, no other file can be attached or written,
// and when the context ends the question ends. The error is ErrQuery where the question
// is none. The answer must be closed.
func (d *Dossier) Ask(ctx context.Context, question string, arguments ...any) (*Answer, error) {
	return d.AskOf(ctx, query.Query{}, question, arguments...)
}

// AskOf is Ask, with what is derived when it is asked for derived of the reports that q
// lets through.
func (d *Dossier) AskOf(ctx context.Context, q query.Query, question string, arguments ...any) (*Answer, error) {
	source := d.source
	if !strings.Contains(source, "&mode=ro") {
		source += "&mode=ro"
	}
	db, err := sql.Open("sqlite", source+"&_pragma=query_only(1)")
	if err != nil {
		return nil, fmt.Errorf("record: ask: %w", err)
	}
	a := &Answer{db: db}
	if a.conn, err = db.Conn(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("record: ask: %w", err), db.Close())
	}
	for id, most := range map[int]int{sqlitelib.SQLITE_LIMIT_ATTACHED: 0, sqlitelib.SQLITE_LIMIT_LENGTH: askLength} {
		if _, err := sqlite.Limit(a.conn, id, most); err != nil {
			return nil, errors.Join(fmt.Errorf("record: ask: %w", err), a.Close())
		}
	}
	if err := d.deriveFor(ctx, a.conn, question, q); err != nil {
		return nil, errors.Join(refused(ctx, err), a.Close())
	}
	if a.rows, err = a.conn.QueryContext(ctx, question, arguments...); err != nil {
		return nil, errors.Join(refused(ctx, err), a.Close())
	}
	types, err := a.rows.ColumnTypes()
	if err != nil {
		return nil, errors.Join(refused(ctx, err), a.Close())
	}
	for _, column := range types {
		name := column.Name()
		for n := 2; slices.Contains(a.Columns, name); n++ {
			name = fmt.Sprintf("%s_%d", column.Name(), n)
		}
		a.Columns = append(a.Columns, name)
		a.Numbers = append(a.Numbers, column.DatabaseTypeName() == "INTEGER")
	}
	if len(a.Columns) == 0 {
		return nil, errors.Join(fmt.Errorf("%w: a question begins with SELECT, VALUES or WITH and has rows for an answer", record.ErrQuery), a.Close())
	}
	return a, nil
}

// Each calls yield with each row: int64, float64, string, []byte or nil for each column.
// The row is yield's.
func (a *Answer) Each(ctx context.Context, yield func([]any) error) error {
	for a.rows.Next() {
		row := make([]any, len(a.Columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		if err := a.rows.Scan(into...); err != nil {
			return refused(ctx, err)
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return refused(ctx, a.rows.Err())
}

// Close ends the question.
func (a *Answer) Close() error {
	var err error
	if a.rows != nil {
		err = a.rows.Close()
	}
	if a.conn != nil {
		err = errors.Join(err, a.conn.Close())
	}
	return errors.Join(err, a.db.Close())
}

// refused gives an error of a question in SQL its kind: what the person wrote, and
// not the dossier, is what SQLite complains of.
func refused(ctx context.Context, err error) error {
	var failed *sqlite.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case !errors.As(err, &failed):
		return fmt.Errorf("record: ask: %w", err)
	}
	switch failed.Code() & 0xff {
	case sqlitelib.SQLITE_READONLY:
		return fmt.Errorf("%w: a question in SQL reads and does not write: %s", record.ErrQuery, failed.Error())
	case sqlitelib.SQLITE_ERROR, sqlitelib.SQLITE_TOOBIG, sqlitelib.SQLITE_RANGE, sqlitelib.SQLITE_MISMATCH, sqlitelib.SQLITE_AUTH:
		return fmt.Errorf("%w: %s", record.ErrQuery, failed.Error())
	}
	return fmt.Errorf("record: ask: %w", Classify(err))
}
