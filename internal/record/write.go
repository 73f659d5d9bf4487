package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/killpoint"
	"verbale.dev/verbale/lang"
)

// Presence says what a dossier holds of a document that comes in.
type Presence int

// What a dossier can hold of a document.
const (
	Absent   Presence = iota // no document of that name
	Changed                  // the name, with other contents
	Stale                    // the same contents, read by another model
	UpToDate                 // the same contents, read by this model
)

// Presence tells what the dossier holds of the document of that name, whose
// contents have that hash and would be read by that model.
func (d *Dossier) Presence(ctx context.Context, name, hash, model string) (Presence, error) {
	var held sql.NullString
	var known, readBy bool
	err := d.db.QueryRowContext(ctx, `
		SELECT v.hash, v.id IS NOT NULL, v.model IS NULL OR v.model = ?3
		FROM document d LEFT JOIN version v ON v.document = d.id AND v.hash = ?2 WHERE d.name = ?1`,
		name, hash, model).Scan(&held, &known, &readBy)
	switch {
	case err == sql.ErrNoRows:
		return Absent, nil
	case err != nil:
		return Absent, fmt.Errorf("record: look for %s: %w", name, err)
	case !known:
		return Changed, nil
	case !readBy:
		return Stale, nil
	}
	return UpToDate, nil
}

// Writer puts documents and their readings into a dossier, several a
// transaction. It is for one goroutine; Commit or Abandon ends it.
type Writer struct {
	conn       *sql.Conn
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	now        func() time.Time
	derive     *derive.Engine    // what Commit derives anew
	went       map[string]bool   // blocks of profiles that may have lost their last actor of a report
	redeclare  bool              // what a person declared is laid over all actors anew
	profiles   map[string]string // who the profiles that were put are taken for; "" is not settled
	unindexed  []int64           // versions whose words are not in the indices yet
	ctx        context.Context
}

// writerPragmas are what a connection is set to while it writes, and back to.
// What SQLite keeps to take back one row of an insertion is small, and a file
// for it is not cheap. Rows of a report go to all places of the indices, so that
// pages which do not stay in memory are read again and again.
var writerPragmas = [][2]string{
	{"temp_store = MEMORY", "temp_store = DEFAULT"},
	{"cache_size = -65536", "cache_size = -16384"}, // KiB; the latter as in dataSource
}

// NewWriter begins a transaction.
func (d *Dossier) NewWriter(ctx context.Context) (*Writer, error) {
	w, err := d.newWriter(ctx)
	if err != nil {
		return nil, fmt.Errorf("record: write: %w", err)
	}
	return w, nil
}

func (d *Dossier) newWriter(ctx context.Context) (*Writer, error) {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, pragma := range writerPragmas {
		if _, err := conn.ExecContext(ctx, "PRAGMA "+pragma[0]); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	w := &Writer{conn: conn, tx: tx, statements: map[string]*sql.Stmt{}, profiles: map[string]string{}, went: map[string]bool{},
		now: time.Now, ctx: context.WithoutCancel(ctx)}
	w.derive = newEngine(w)
	return w, nil
}

// Commit derives what follows from what was put, puts the words into the indices, ends
// the transaction and keeps it.
func (w *Writer) Commit() error {
	defer w.leave()
	if err := w.derive.Settle(w.ctx); err != nil {
		return errors.Join(fmt.Errorf("record: derive: %w", err), w.tx.Rollback())
	}
	if err := w.index(w.ctx); err != nil {
		return errors.Join(fmt.Errorf("record: index: %w", err), w.tx.Rollback())
	}
	killpoint.At(killpoint.Commit)
	if err := w.tx.Commit(); err != nil {
		return fmt.Errorf("record: write: %w", err)
	}
	return nil
}

// Abandon ends the transaction and drops what was put. After Commit it does nothing.
func (w *Writer) Abandon() {
	_ = w.tx.Rollback()
	w.leave()
}

// leave gives the connection back as it was. Its second call does nothing.
func (w *Writer) leave() {
	if w.conn == nil {
		return
	}
	for _, pragma := range writerPragmas {
		_, _ = w.conn.ExecContext(w.ctx, "PRAGMA "+pragma[1])
	}
	_ = w.conn.Close()
	w.conn = nil
}

// index puts the words of what was put into the full-text indices. It is done
// for many versions at once: beside other insertions FTS5 would write its table
// of words out after each.
func (w *Writer) index(ctx context.Context) error {
	if len(w.unindexed) == 0 {
		return nil
	}
	list, err := json.Marshal(w.unindexed)
	if err != nil {
		return err
	}
	w.unindexed = nil
	for _, query := range []string{
		`INSERT INTO passage_text (rowid, text)
		 SELECT p.id, p.text FROM json_each(?) v JOIN passage p ON p.version = v.value ORDER BY p.id`,
		`INSERT INTO statement_text (rowid, words)
		 SELECT s.number, (SELECT group_concat(words, char(10)) FROM
		     (SELECT words FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal))
		 FROM json_each(?) v JOIN statement s ON s.version = v.value ORDER BY s.number`,
	} {
		if _, err := w.exec(ctx, query, string(list)); err != nil {
			return err
		}
	}
	return nil
}

// Put stores the document, whose contents have that hash, and what was read
// from it; a nil reading stores a document that could not be read, for the
// reason notRead. A version that is already there is read anew in place. The
// error names the document; the database's refusal of a row whose words are
// not at its span is such an error.
func (w *Writer) Put(ctx context.Context, document *verbale.Document, hash string, reading *verbale.Reading, notRead string) error {
	version, current, err := w.putVersion(ctx, document, hash, reading, notRead)
	if err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	killpoint.At(killpoint.Transaction)
	if err := w.putReading(ctx, version, document, reading); err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	if !current {
		return nil
	}
	// Last, when all is there that is counted of a current version.
	if _, err := w.exec(ctx, `UPDATE document SET current = ? WHERE name = ?`, version, document.Name); err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	return nil
}

// putVersion stores a version's row, and says whether it is the newest of its
// document.
func (w *Writer) putVersion(ctx context.Context, document *verbale.Document, hash string, reading *verbale.Reading, notRead string) (version int64, current bool, err error) {
	if _, err := w.exec(ctx, `INSERT INTO document (name) VALUES (?) ON CONFLICT (name) DO NOTHING`, document.Name); err != nil {
		return 0, false, err
	}
	var id, number int64
	var known sql.NullInt64
	err = w.tx.QueryRowContext(ctx, `
		SELECT d.id, (SELECT count(*) FROM version v WHERE v.document = d.id),
		       (SELECT v.number FROM version v WHERE v.document = d.id AND v.hash = ?2)
		FROM document d WHERE d.name = ?1`, document.Name, hash).Scan(&id, &number, &known)
	if err != nil {
		return 0, false, err
	}
	number++
	current = true
	if err := w.touchVersion(ctx, `SELECT current FROM document WHERE id = ? AND current IS NOT NULL`, id); err != nil {
		return 0, false, err
	}
	if known.Valid {
		number = known.Int64
		if err := w.tx.QueryRowContext(ctx, `SELECT max(number) = ?2 FROM version WHERE document = ?1`, id, number).Scan(&current); err != nil {
			return 0, false, err
		}
		// What was read before goes with its row; the document holds no version meanwhile.
		if err := w.touchVersion(ctx, `SELECT id FROM version WHERE document = ? AND hash = ?`, id, hash); err != nil {
			return 0, false, err
		}
		if _, err := w.exec(ctx, `UPDATE document SET current = NULL WHERE id = ? AND ?`, id, current); err != nil {
			return 0, false, err
		}
		if err := w.index(ctx); err != nil { // what is in no index cannot be taken out of it
			return 0, false, err
		}
		if _, err := w.exec(ctx, `DELETE FROM version WHERE document = ? AND hash = ?`, id, hash); err != nil {
			return 0, false, err
		}
	}
	bounds, err := jsonOrNull(document.Bounds)
	if err != nil {
		return 0, false, err
	}
	extra := document.Extra
	if extra == nil {
		extra = map[string]string{}
	}
	extras, err := json.Marshal(extra)
	if err != nil {
		return 0, false, err
	}
	var model any
	if reading != nil {
		model = reading.Model
	}
	dateline := document.Dateline
	if dateline == nil {
		dateline = &verbale.Dateline{}
	}
	result, err := w.exec(ctx, `
		INSERT INTO version (document, number, hash, bytes, kind, short, outlet, title, uri, language,
		    published, published_from, dateline_place, dateline_date, dateline_agency, bounds,
		    encoding, byte_base, extra, read_at, model, not_read)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, number, hash, len(document.Text), document.Kind, document.Short,
		orNull(document.Outlet), orNull(document.Title), orNull(document.URI), orNull(document.Language),
		orNull(document.Published), orNull(string(document.PublishedFrom)),
		orNull(dateline.Place), orNull(dateline.Date), orNull(dateline.Agency), bounds,
		document.Encoding, document.ByteBase, string(extras),
		w.now().UTC().Format(time.RFC3339), model, orNull(notRead))
	if err != nil {
		return 0, false, err
	}
	version, err = result.LastInsertId()
	w.unindexed = append(w.unindexed, version)
	return version, current, err
}

func (w *Writer) putReading(ctx context.Context, version int64, document *verbale.Document, reading *verbale.Reading) error {
	if reading == nil {
		reading = &verbale.Reading{}
	}
	shelf, err := w.putPassages(ctx, version, document.Text, evidence(reading))
	if err != nil {
		return err
	}
	for _, part := range document.Parts {
		if part.Len() == 0 {
			continue
		}
		if _, err := w.exec(ctx, `INSERT INTO part (version, start, "end", kind) VALUES (?, ?, ?, ?)`,
			version, part.Start, part.End, part.Kind); err != nil {
			return err
		}
	}
	for i, fact := range document.Facts {
		var start, end any
		if fact.Span != nil {
			start, end = fact.Span.Start, fact.Span.End
		}
		if _, err := w.exec(ctx, `INSERT INTO fact (version, ordinal, field, value, origin, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)`,
			version, i, fact.Field, fact.Value, fact.Origin, start, end); err != nil {
			return err
		}
	}
	if len(reading.Analysis) > 0 {
		if _, err := w.exec(ctx, `INSERT INTO analysis (version, model, data) VALUES (?, ?, ?)`,
			version, reading.Model, reading.Analysis); err != nil {
			return err
		}
	}
	if err := w.putActors(ctx, version, document.Name, reading); err != nil {
		return err
	}
	if err := w.putEffects(ctx, version, reading.Effects); err != nil {
		return err
	}
	if err := w.putStatements(ctx, version, reading, shelf); err != nil {
		return err
	}
	mentions := make([]any, 0, 10*len(reading.Mentions))
	for i, m := range reading.Mentions {
		var local any
		if m.Chain >= 0 {
			local = m.Chain
		}
		mentions = append(mentions, version, i, shelf.at(m.Start), m.Start, m.End, m.Text, m.Form, m.Type, local, m.Rule)
	}
	if _, err := w.insert(ctx, `mention (version, ordinal, passage, start, "end", words, form, type, local, rule)`, 10, mentions); err != nil {
		return err
	}
	dates := make([]any, 0, 12*len(reading.Dates))
	for i, t := range reading.Dates {
		dates = append(dates, version, i, shelf.at(t.Start), t.Start, t.End, t.Text, t.Type, t.Value, t.Mod, t.Anchor, t.Rule, t.Statement)
	}
	_, err = w.insert(ctx, `time_expression (version, ordinal, passage, start, "end", words, type, value, mod, anchor, rule, statement)`, 12, dates)
	return err
}

// putStatements stores statements with their evidence and their actors.
func (w *Writer) putStatements(ctx context.Context, version int64, reading *verbale.Reading, shelf shelf) error {
	var rows, spans, actors []any
	for i := range reading.Statements {
		row, err := columnsOf(version, i, &reading.Statements[i])
		if err != nil {
			return fmt.Errorf("statement %s: %w", reading.Statements[i].ID, err)
		}
		rows = append(rows, row...)
	}
	last, err := w.insert(ctx, statementColumns, 23, rows)
	if err != nil {
		return err
	}
	for i := range reading.Statements {
		number := last - int64(len(reading.Statements)-1-i)
		for _, line := range evidenceOf(&reading.Statements[i]) {
			spans = append(spans, number, line.role, line.ordinal, shelf.at(line.Start), line.Start, line.End, line.Text, line.respondsTo)
		}
		for k, local := range reading.Ties[i].Speakers {
			actors = append(actors, number, "speaker", k, version, local)
		}
		for k, local := range reading.Ties[i].Addressees {
			actors = append(actors, number, "addressee", k, version, local)
		}
	}
	if _, err := w.insert(ctx, `statement_span (statement, role, ordinal, passage, start, "end", words, responds_to)`, 8, spans); err != nil {
		return err
	}
	_, err = w.insert(ctx, `statement_actor (statement, role, ordinal, version, local)`, 5, actors)
	return err
}

// statementColumns are the columns of a statement's row, as columnsOf lists them.
const statementColumns = `statement (id, version, ordinal, part, mode, kind, plover_type, plover_mode, cameo, factuality,
	repeats, account, channel, said_on, said_on_from, not_after, parent, utterance, rule, confidence, status, corrected, machine)`

// columnsOf returns the row of a statement, without its spans.
func columnsOf(version int64, ordinal int, s *verbale.Statement) ([]any, error) {
	var ploverType, ploverMode any
	if s.PLOVER != nil {
		ploverType, ploverMode = s.PLOVER.Type, s.PLOVER.Mode
	}
	corrected, err := json.Marshal(s.Corrected)
	if err != nil {
		return nil, err
	}
	var machine any
	if len(s.Machine) > 0 {
		data, err := json.Marshal(s.Machine)
		if err != nil {
			return nil, err
		}
		machine = string(data)
	}
	return []any{s.ID, version, ordinal, s.Part, s.Mode, s.Kind, ploverType, ploverMode, s.CAMEO, s.Factuality,
		s.Repeats, s.Account, s.Channel, s.SaidOn, s.SaidOnFrom, s.NotAfter, s.Parent, s.Utterance,
		s.Rule, s.Confidence, s.Status, string(corrected), machine}, nil
}

// line is one row of statement_span.
type line struct {
	role    string
	ordinal int
	verbale.Excerpt
	respondsTo *string
}

// evidenceOf lists every span of a statement.
func evidenceOf(s *verbale.Statement) []line {
	var lines []line
	add := func(role string, excerpts []verbale.Excerpt) {
		for i, e := range excerpts {
			lines = append(lines, line{role: role, ordinal: i, Excerpt: e})
		}
	}
	add("source", s.Source)
	add("cue", s.Cue)
	add("content", s.Content)
	add("set_apart", s.SetApart)
	if s.Occasion != nil {
		add("occasion", []verbale.Excerpt{*s.Occasion})
	}
	for i, r := range s.RespondsTo {
		lines = append(lines, line{role: "responds_to", ordinal: i, Excerpt: r.Excerpt, respondsTo: r.Statement})
	}
	return lines
}

// evidence lists every span of a reading in order of their starts.
func evidence(reading *verbale.Reading) []lang.Span {
	var spans []lang.Span
	for i := range reading.Statements {
		for _, line := range evidenceOf(&reading.Statements[i]) {
			spans = append(spans, line.Span)
		}
	}
	for _, m := range reading.Mentions {
		spans = append(spans, m.Span)
	}
	for _, t := range reading.Dates {
		spans = append(spans, t.Span)
	}
	slices.SortFunc(spans, func(a, b lang.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return spans
}

// shelf finds the passage that holds a byte of a version's text.
type shelf struct {
	starts []int
	ids    []int64
}

func (s shelf) at(offset int) int64 {
	i := sort.SearchInts(s.starts, offset+1) - 1
	if i < 0 {
		return 0 // refused by the database
	}
	return s.ids[i]
}

func (w *Writer) putPassages(ctx context.Context, version int64, text string, spans []lang.Span) (shelf, error) {
	var s shelf
	all := passages(text, spans)
	rows := make([]any, 0, 4*len(all))
	for _, p := range all {
		rows = append(rows, version, p.Start, p.End, p.Text(text))
	}
	last, err := w.insert(ctx, `passage (version, start, "end", text)`, 4, rows)
	if err != nil {
		return s, err
	}
	for i, p := range all {
		s.starts = append(s.starts, p.Start)
		s.ids = append(s.ids, last-int64(len(all)-1-i))
	}
	return s, nil
}

// exec runs a statement that is prepared once a transaction.
func (w *Writer) exec(ctx context.Context, query string, arguments ...any) (sql.Result, error) {
	prepared, err := w.query(query)
	if err != nil {
		return nil, err
	}
	return prepared.ExecContext(ctx, arguments...)
}

// rowsAtOnce is how many rows one statement of SQL puts: what comes before and after
// a statement costs as much as a row.
const rowsAtOnce = 16

// insert puts rows into a table, given with its columns, of which there are so many
// a row. Where the table numbers its rows, their numbers follow each other; it returns
// the last one. The error names the table.
func (w *Writer) insert(ctx context.Context, table string, columns int, values []any) (last int64, err error) {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	one := "INSERT INTO " + table + " VALUES " + row
	many := one + strings.Repeat(", "+row, rowsAtOnce-1)
	for len(values) > 0 {
		query, n := one, columns
		if len(values) >= rowsAtOnce*columns {
			query, n = many, rowsAtOnce*columns
		}
		result, err := w.exec(ctx, query, values[:n]...)
		if err == nil {
			last, err = result.LastInsertId()
		}
		if err != nil {
			name, _, _ := strings.Cut(table, " ")
			return last, fmt.Errorf("%s: %w", name, err)
		}
		values = values[n:]
	}
	return last, nil
}

// rows asks a question that is prepared once a transaction.
func (w *Writer) rows(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	prepared, err := w.query(query)
	if err != nil {
		return nil, err
	}
	return prepared.QueryContext(ctx, arguments...)
}

// fetch reads the only column of a question that is prepared once a transaction.
func fetch[T any](ctx context.Context, w *Writer, query string, arguments ...any) ([]T, error) {
	rows, err := w.rows(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	return valuesOf[T](rows)
}

// query prepares a statement, once a transaction.
func (w *Writer) query(query string) (*sql.Stmt, error) {
	prepared, ok := w.statements[query]
	if !ok {
		var err error
		if prepared, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, err
		}
		w.statements[query] = prepared
	}
	return prepared, nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func jsonOrNull[T any](value *T) (any, error) {
	if value == nil {
		return nil, nil
	}
	data, err := json.Marshal(value)
	return string(data), err
}
