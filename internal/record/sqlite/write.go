package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/killpoint"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/lang"
)

// Presence tells what the dossier holds of the document of that name, whose
// contents have that hash; models are those of which any may have read it.
func (d *Dossier) Presence(ctx context.Context, name, hash string, models ...string) (record.Presence, error) {
	var held sql.NullString
	var known, readBy bool
	err := d.db.QueryRowContext(ctx, `
		SELECT v.hash, v.id IS NOT NULL, v.model IS NULL OR v.model IN (SELECT value FROM json_each(?3))
		FROM document d LEFT JOIN version v ON v.document = d.id AND v.hash = ?2 WHERE d.name = ?1`,
		name, hash, jsonList(models)).Scan(&held, &known, &readBy)
	switch {
	case err == sql.ErrNoRows:
		return record.Absent, nil
	case err != nil:
		return record.Absent, fmt.Errorf("record: look for %s: %w", name, err)
	case !known:
		return record.Changed, nil
	case !readBy:
		return record.Stale, nil
	}
	return record.UpToDate, nil
}

// Writer puts documents and their readings into a dossier, several a
// transaction. It is for one goroutine; Commit or Abandon ends it.
type Writer struct {
	conn       *sql.Conn
	tx         *sql.Tx
	driver     driver.Conn          // the connection under conn
	statements map[string]*prepared // by their SQL
	values     []driver.NamedValue  // of the statement that is carried out
	words      map[string]driver.Value
	hash       rowsHash // of the rows of the version that is put
	ints       [smallInts / intsAtOnce]*[intsAtOnce]driver.Value
	now        func() time.Time
	derive     *derive.Engine    // what Commit derives anew
	went       map[string]bool   // blocks of profiles that may have lost their last actor of a report
	redeclare  bool              // what a person declared is laid over all actors anew
	noted      func(sql string)  // of a writer that only looks: told what it would carry out
	profiles   map[string]string // who the profiles that were put are taken for; "" is not settled
	unindexed  []int64           // versions whose words are not in the indices yet
	unsensed   []int64           // versions whose speakers are not settled yet
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

// Begin begins a transaction.
func (d *Dossier) Begin(ctx context.Context) (record.Writer, error) {
	w, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (d *Dossier) begin(ctx context.Context) (*Writer, error) {
	w, err := d.newWriter(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("record: write: %w", err)
	}
	return w, nil
}

func (d *Dossier) newWriter(ctx context.Context, options *sql.TxOptions) (*Writer, error) {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, pragma := range writerPragmas {
		if _, err := conn.ExecContext(ctx, "PRAGMA "+pragma[0]); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	// A transaction is ended by Commit or Abandon and by nothing else.
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, options)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	w := &Writer{conn: conn, tx: tx, statements: map[string]*prepared{}, words: map[string]driver.Value{},
		profiles: map[string]string{}, went: map[string]bool{}, now: time.Now, ctx: ctx}
	if err := w.direct(); err != nil {
		return nil, errors.Join(err, tx.Rollback(), conn.Close())
	}
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
	if err := w.index(); err != nil {
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
	for _, p := range w.statements {
		_ = p.Close()
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
func (w *Writer) index() error {
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
		 SELECT s.number, s.words FROM json_each(?) v JOIN statement_words s ON s.version = v.value ORDER BY s.number`,
	} {
		if _, err := w.exec(query, string(list)); err != nil {
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
func (w *Writer) Put(
	ctx context.Context,
	document *verbale.Document,
	hash string,
	reading *verbale.Reading,
	notRead string,
) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	version, current, err := w.putVersion(document, hash, reading, notRead)
	if err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	killpoint.At(killpoint.Transaction)
	if err := w.putReading(version, document, reading); err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	if !current {
		return nil
	}
	// Last, when all is there that is counted of a current version.
	if _, err := w.exec(`UPDATE document SET current = ? WHERE name = ?`, version, document.Name); err != nil {
		return fmt.Errorf("record: put %s: %w", document.Name, err)
	}
	return nil
}

// putVersion stores a version's row, and says whether it is the newest of its
// document.
func (w *Writer) putVersion(
	document *verbale.Document,
	hash string,
	reading *verbale.Reading,
	notRead string,
) (version int64, current bool, err error) {
	if _, err := w.exec(`INSERT INTO document (name) VALUES (?) ON CONFLICT (name) DO NOTHING`, document.Name); err != nil {
		return 0, false, err
	}
	var id, versions, known int64
	if err := w.each(func(row []driver.Value) error {
		id, versions, known = number(row[0]), number(row[1]), number(row[2])
		return nil
	}, `
		SELECT d.id, (SELECT count(*) FROM version v WHERE v.document = d.id),
		       (SELECT v.number FROM version v WHERE v.document = d.id AND v.hash = ?2)
		FROM document d WHERE d.name = ?1`, document.Name, hash); err != nil {
		return 0, false, err
	}
	place := versions + 1
	current = true
	if err := w.touchVersion(`SELECT current FROM document WHERE id = ? AND current IS NOT NULL`, id); err != nil {
		return 0, false, err
	}
	if known > 0 {
		place = known
		current = place == versions
		// What was read before goes with its row; the document holds no version meanwhile.
		if err := w.touchVersion(`SELECT id FROM version WHERE document = ? AND hash = ?`, id, hash); err != nil {
			return 0, false, err
		}
		if _, err := w.exec(`UPDATE document SET current = NULL WHERE id = ? AND ?`, id, current); err != nil {
			return 0, false, err
		}
		if err := w.index(); err != nil { // what is in no index cannot be taken out of it
			return 0, false, err
		}
		if _, err := w.exec(`DELETE FROM version WHERE document = ? AND hash = ?`, id, hash); err != nil {
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
	w.hash = rowsHash{row: w.hash.row}
	rows := w.put(intoVersion)
	rows.number(id)
	rows.value(int64(place))
	rows.text(hash)
	for _, column := range []any{
		len(document.Text), document.Kind, document.Short,
		orNull(document.Outlet), orNull(document.Title), orNull(document.URI), orNull(document.Language),
		orNull(document.Published), orNull(string(document.PublishedFrom)),
		orNull(dateline.Place), orNull(dateline.Date), orNull(dateline.Agency), bounds,
		document.Encoding, document.ByteBase, string(extras),
		w.now().UTC().Format(time.RFC3339), model, orNull(notRead),
	} {
		value, err := valueOf(column)
		if err != nil {
			return 0, false, err
		}
		rows.value(value)
	}
	if err := rows.end(); err != nil {
		return 0, false, err
	}
	if version, err = rows.close(); err != nil {
		return 0, false, err
	}
	w.unindexed, w.unsensed = append(w.unindexed, version), append(w.unsensed, version)
	return version, current, nil
}

var intoVersion = into(`version (document, number, hash, bytes, kind, short, outlet, title, uri, language,
	published, published_from, dateline_place, dateline_date, dateline_agency, bounds,
	encoding, byte_base, extra, read_at, model, not_read)`, 22)

func (w *Writer) putReading(version int64, document *verbale.Document, reading *verbale.Reading) error {
	if reading == nil {
		reading = &verbale.Reading{}
	}
	shelf, err := w.putPassages(version, document.Text, evidence(reading))
	if err != nil {
		return err
	}
	if err := w.putSketch(version, document.Text); err != nil {
		return err
	}
	if err := w.putParts(version, document.Parts); err != nil {
		return err
	}
	for i, fact := range document.Facts {
		var start, end any
		if fact.Span != nil {
			start, end = fact.Span.Start, fact.Span.End
		}
		if _, err := w.exec(`INSERT INTO fact (version, ordinal, field, value, origin, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)`,
			version, i, fact.Field, fact.Value, fact.Origin, start, end); err != nil {
			return err
		}
	}
	if len(reading.Analysis) > 0 {
		if _, err := w.exec(`INSERT INTO analysis (version, model, data) VALUES (?, ?, ?)`,
			version, reading.Model, reading.Analysis); err != nil {
			return err
		}
	}
	if err := w.putActors(version, document.Name, reading); err != nil {
		return err
	}
	if err := w.putEffects(version, reading.Effects); err != nil {
		return err
	}
	if err := w.putStatements(version, reading, shelf); err != nil {
		return err
	}
	if err := w.putMentions(version, reading.Mentions, shelf); err != nil {
		return err
	}
	if err := w.putTellings(version, document.Name, reading, shelf); err != nil {
		return err
	}
	if err := w.putPapers(version, document.Name, reading, shelf); err != nil {
		return err
	}
	if err := w.putDates(version, reading.Dates, shelf); err != nil {
		return err
	}
	// What is read anew has the statements that it had: they stay of their utterances, which
	// are derived again only where the links of one are others.
	if _, err := w.exec(`
		UPDATE statement SET utterance = (SELECT r.utterance FROM rendering r WHERE r.statement = statement.id)
		WHERE version = ? AND id IN (SELECT statement FROM rendering)`, version); err != nil {
		return err
	}
	_, err = w.exec(`UPDATE version SET rows_hash = ? WHERE id = ?`, w.hash.sum(), version)
	return err
}

var intoPart = into(`part (version, start, "end", kind)`, 4)

func (w *Writer) putParts(version int64, parts []verbale.Part) error {
	rows, boxed := w.put(intoPart), driver.Value(version)
	for _, part := range parts {
		if part.Len() == 0 {
			continue
		}
		rows.number(boxed)
		rows.int(part.Start)
		rows.int(part.End)
		rows.word(string(part.Kind))
		if err := rows.end(); err != nil {
			return err
		}
	}
	_, err := rows.close()
	return err
}

// span puts the columns of a piece of evidence: passage, start, end, words.
func (r *rowSet) span(shelf shelf, e *verbale.Excerpt) {
	r.number(shelf.at(e.Start))
	r.int(e.Start)
	r.int(e.End)
	r.text(e.Text)
}

var intoMention = into(`mention (version, ordinal, passage, start, "end", words, form, type, local, rule)`, 10)

func (w *Writer) putMentions(version int64, mentions []verbale.Mention, shelf shelf) error {
	rows, boxed := w.put(intoMention), driver.Value(version)
	for i := range mentions {
		m := &mentions[i]
		rows.number(boxed)
		rows.int(i)
		rows.span(shelf, &m.Excerpt)
		rows.word(string(m.Form))
		rows.word(string(m.Type))
		if m.Chain < 0 {
			rows.null()
		} else {
			rows.int(m.Chain)
		}
		rows.word(m.Rule)
		if err := rows.end(); err != nil {
			return err
		}
	}
	_, err := rows.close()
	return err
}

var intoDate = into(
	`time_expression (version, ordinal, passage, start, "end", words, type, value, mod, anchor, rule, statement)`,
	12,
)

func (w *Writer) putDates(version int64, dates []verbale.TimeExpression, shelf shelf) error {
	rows, boxed := w.put(intoDate), driver.Value(version)
	for i := range dates {
		t := &dates[i]
		rows.number(boxed)
		rows.int(i)
		rows.span(shelf, &t.Excerpt)
		rows.word(string(t.Type))
		rows.word(t.Value)
		rows.wordAt(t.Mod)
		rows.wordAt(t.Anchor)
		rows.word(t.Rule)
		rows.textAt(t.Statement)
		if err := rows.end(); err != nil {
			return err
		}
	}
	_, err := rows.close()
	return err
}

var (
	intoStatement = into(
		`statement (id, version, ordinal, part, mode, kind, plover_type, plover_mode, cameo, factuality,
		repeats, account, channel, said_on, said_on_from, not_after, parent, utterance, rule, confidence, status, corrected, machine)`,
		23,
	)
	intoSpan  = into(`statement_span (statement, role, ordinal, passage, start, "end", words, responds_to)`, 8)
	intoVoice = into(`statement_actor (statement, role, ordinal, version, local)`, 5)
)

// putStatements stores statements with their evidence and their actors.
func (w *Writer) putStatements(version int64, reading *verbale.Reading, shelf shelf) error {
	boxed := driver.Value(version)
	rows := w.put(intoStatement)
	for i := range reading.Statements {
		if err := rows.statement(boxed, i, &reading.Statements[i]); err != nil {
			return fmt.Errorf("statement %s: %w", reading.Statements[i].ID, err)
		}
	}
	last, err := rows.close()
	if err != nil {
		return err
	}
	numbers := make([]driver.Value, len(reading.Statements))
	for i := range numbers {
		numbers[i] = last - int64(len(numbers)-1-i)
	}
	rows = w.put(intoSpan)
	for i := range reading.Statements {
		for line := range evidenceOf(&reading.Statements[i]) {
			rows.known(i)
			rows.number(numbers[i])
			rows.word(line.role)
			rows.int(line.ordinal)
			rows.span(shelf, line.Excerpt)
			rows.number(pointed(line.respondsTo)) // null when that is forgotten
			if err := rows.end(); err != nil {
				return err
			}
		}
	}
	if _, err := rows.close(); err != nil {
		return err
	}
	rows = w.put(intoVoice)
	for i, tie := range reading.Ties[:len(reading.Statements)] {
		for _, voices := range []struct {
			role   string
			locals []int
		}{{"speaker", tie.Speakers}, {"addressee", tie.Addressees}} {
			for k, local := range voices.locals {
				rows.known(i)
				rows.number(numbers[i])
				rows.word(voices.role)
				rows.int(k)
				rows.number(boxed)
				rows.int(local)
				if err := rows.end(); err != nil {
					return err
				}
			}
		}
	}
	if _, err = rows.close(); err != nil {
		return err
	}
	return w.putShingles(reading.Statements, numbers)
}

// statement puts the row of a statement, without its spans.
func (r *rowSet) statement(version driver.Value, ordinal int, s *verbale.Statement) error {
	corrected, err := json.Marshal(s.Corrected)
	if err != nil {
		return err
	}
	r.text(s.ID)
	r.number(version)
	r.int(ordinal)
	r.word(string(s.Part))
	r.word(string(s.Mode))
	r.word(string(s.Kind))
	if s.PLOVER != nil {
		r.word(s.PLOVER.Type)
		r.wordAt(s.PLOVER.Mode)
	} else {
		r.null()
		r.null()
	}
	r.wordAt(s.CAMEO)
	r.word(string(s.Factuality))
	r.value(s.Repeats)
	r.number(string(s.Account))
	wordAt(r, s.Channel)
	r.wordAt(s.SaidOn)
	wordAt(r, s.SaidOnFrom)
	r.wordAt(s.NotAfter)
	r.textAt(s.Parent)
	r.number(pointed(s.Utterance))
	r.word(s.Rule)
	r.int(s.Confidence)
	r.word(string(s.Status))
	r.word(string(corrected))
	if len(s.Machine) == 0 {
		r.null()
		return r.end()
	}
	data, err := json.Marshal(s.Machine)
	if err != nil {
		return err
	}
	r.text(string(data))
	return r.end()
}

// line is one row of statement_span.
type line struct {
	role    string
	ordinal int
	*verbale.Excerpt
	respondsTo *string
}

// evidenceOf yields every span of a statement.
func evidenceOf(s *verbale.Statement) iter.Seq[line] {
	return func(yield func(line) bool) {
		for _, list := range []struct {
			role     string
			excerpts []verbale.Excerpt
		}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}, {"set_apart", s.SetApart}} {
			for i := range list.excerpts {
				if !yield(line{role: list.role, ordinal: i, Excerpt: &list.excerpts[i]}) {
					return
				}
			}
		}
		if s.Occasion != nil && !yield(line{role: "occasion", Excerpt: s.Occasion}) {
			return
		}
		for i := range s.RespondsTo {
			r := &s.RespondsTo[i]
			if !yield(line{role: "responds_to", ordinal: i, Excerpt: &r.Excerpt, respondsTo: r.Statement}) {
				return
			}
		}
	}
}

// evidence lists every span of a reading in order of their starts.
func evidence(reading *verbale.Reading) []lang.Span {
	var spans []lang.Span
	for i := range reading.Statements {
		for line := range evidenceOf(&reading.Statements[i]) {
			spans = append(spans, line.Span)
		}
	}
	for _, m := range reading.Mentions {
		spans = append(spans, m.Span)
	}
	for _, t := range reading.Dates {
		spans = append(spans, t.Span)
	}
	for i := range reading.Tellings {
		spans = append(spans, reading.Tellings[i].Evidence.Span)
	}
	for i := range reading.Papers {
		for _, m := range reading.Papers[i].Mentions {
			spans = append(spans, m.Span)
		}
		for _, wish := range reading.Papers[i].Wishes {
			spans = append(spans, wish.Evidence.Span)
		}
	}
	for i := range reading.Steps {
		spans = append(spans, reading.Steps[i].Evidence.Span)
	}
	slices.SortFunc(spans, func(a, b lang.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return spans
}

// shelf finds the passage that holds a byte of a version's text.
type shelf struct {
	starts []int
	ids    []driver.Value
}

func (s shelf) at(offset int) driver.Value {
	i := sort.SearchInts(s.starts, offset+1) - 1
	if i < 0 {
		return int64(0) // refused by the database
	}
	return s.ids[i]
}

var intoPassage = into(`passage (version, start, "end", text)`, 4)

func (w *Writer) putPassages(version int64, text string, spans []lang.Span) (shelf, error) {
	all := passages(text, spans)
	rows, boxed := w.put(intoPassage), driver.Value(version)
	for _, p := range all {
		rows.number(boxed) // the text has a hash of its own
		rows.number(w.box(p.Start))
		rows.number(w.box(p.End))
		rows.number(p.Text(text))
		if err := rows.end(); err != nil {
			return shelf{}, err
		}
	}
	last, err := rows.close()
	if err != nil {
		return shelf{}, err
	}
	s := shelf{starts: make([]int, len(all)), ids: make([]driver.Value, len(all))}
	for i, p := range all {
		s.starts[i] = p.Start
		s.ids[i] = last - int64(len(all)-1-i)
	}
	return s, nil
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
