package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/lang"
)

// Check goes over the whole dossier: the file's own integrity, foreign keys,
// that passages rebuild each version's text without a gap and to its length,
// that its contents have the hash in the row, that the words of every row are
// the words at its span, on rune borders, that the rows of each version have the
// hash that they had when they were put, that what is kept as JSON can be read, that
// all words are in the indices, and that what is kept counted is what counting finds
// and what follows from all of it is what follows. Hash makes the hash of a
// document's contents from its text and its facts. Check calls yield with each
// fault; the time is linear in the size of the dossier.
func (d *Dossier) Check(
	ctx context.Context,
	hash func(*verbale.Document) string,
	yield func(record.Fault) error,
) (record.Checked, error) {
	var done record.Checked
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		if err := d.checkPragma(ctx, pragma, yield); err != nil {
			return done, fmt.Errorf("record: check: %w", Classify(err))
		}
	}
	if err := d.checkKept(ctx, yield); err != nil {
		return done, fmt.Errorf("record: check: %w", Classify(err))
	}
	readable, err := d.checkJSON(ctx, &done, yield)
	if err != nil {
		return done, fmt.Errorf("record: check: %w", Classify(err))
	}
	if err := d.checkDerived(ctx, readable, &done, yield); err != nil {
		return done, fmt.Errorf("record: check: %w", Classify(err))
	}
	rows, err := d.db.QueryContext(ctx, `
		SELECT v.id, d.name, v.hash, v.bytes, coalesce(d.current = v.id, FALSE),
		       (SELECT max(w.number) FROM version w WHERE w.document = d.id) = v.number, coalesce(v.rows_hash, '')
		FROM version v JOIN document d ON d.id = v.document ORDER BY d.name, v.number`)
	if err != nil {
		return done, fmt.Errorf("record: check: %w", err)
	}
	type version struct {
		id              int64
		name, hash      string
		bytes           int
		current, newest bool
		rows            string // hash
	}
	var versions []version
	for rows.Next() {
		var v version
		if err := rows.Scan(&v.id, &v.name, &v.hash, &v.bytes, &v.current, &v.newest, &v.rows); err != nil {
			return done, fmt.Errorf("record: check: %w", err)
		}
		versions = append(versions, v)
	}
	if err := rows.Err(); err != nil {
		return done, fmt.Errorf("record: check: %w", err)
	}
	for i, v := range versions {
		if i == 0 || versions[i-1].name != v.name {
			done.Documents++
		}
		done.Versions++
		report := func(format string, arguments ...any) error {
			return yield(record.Fault{Document: v.name, Version: v.hash[:16], What: fmt.Sprintf(format, arguments...)})
		}
		if v.current != v.newest {
			if err := report("the newest version is not the current one"); err != nil {
				return done, err
			}
		}
		text, err := d.checkPassages(ctx, v.id, v.bytes, report)
		if err != nil {
			return done, err
		}
		facts, err := d.facts(ctx, v.id)
		if err != nil {
			return done, err
		}
		if hash(&verbale.Document{Name: v.name, Text: text, Facts: facts}) != v.hash {
			if err := report("the contents do not have the hash in the row"); err != nil {
				return done, err
			}
		}
		if v.rows == "" {
			done.NotHashed++
		} else if sum, err := hashRows(ctx, d.db, v.id); err != nil {
			return done, err
		} else if sum != v.rows {
			if err := report("the rows that were read from it are not those that were put"); err != nil {
				return done, err
			}
		}
		spans, err := d.checkSpans(ctx, v.id, text, report)
		if err != nil {
			return done, err
		}
		done.Spans += spans
	}
	return done, nil
}

// kept are questions that find what the indices lack, and where a tally is not
// what counting finds. Each answers with the number of faults.
var kept = []struct{ what, query string }{
	{
		"passages that are not in the index",
		`SELECT count(*) FROM passage WHERE id NOT IN (SELECT id FROM passage_text_docsize)`,
	},
	{
		"statements that are not in the index",
		`SELECT count(*) FROM statement WHERE number NOT IN (SELECT id FROM statement_text_docsize)`,
	},
	{"wrong counts of names", `
		WITH counted AS (SELECT n.actor, n.name, sum(n.count) FROM document d JOIN named_in n ON n.version = d.current GROUP BY n.actor, n.name)
		SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM actor_name))
		     + (SELECT count(*) FROM (SELECT * FROM actor_name EXCEPT SELECT * FROM counted))`},
	{"wrong counts of days", `
		WITH counted AS (SELECT s.actor, s.day, count(*) FROM document d JOIN seen_in s ON s.version = d.current GROUP BY s.actor, s.day)
		SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM actor_day))
		     + (SELECT count(*) FROM (SELECT * FROM actor_day EXCEPT SELECT * FROM counted))`},
	{"wrong rows of offices", `
		WITH counted AS (SELECT o.actor, o.title, o.of, o.of_world, o.former, o.day, o.version, o.local, o.ordinal
		                 FROM document d JOIN office_in o ON o.version = d.current)
		SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM actor_office))
		     + (SELECT count(*) FROM (SELECT * FROM actor_office EXCEPT SELECT * FROM counted))`},
	{"wrong counts of speakers", `
		WITH counted AS (SELECT s.actor, count(*) FROM document d JOIN spoken_in s ON s.version = d.current GROUP BY s.actor)
		SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM actor_spoken))
		     + (SELECT count(*) FROM (SELECT * FROM actor_spoken EXCEPT SELECT * FROM counted))`},
	{"wrong totals", `
		WITH counted AS (SELECT count(*), coalesce(sum(h.not_read), 0), coalesce(sum(h.undated), 0), coalesce(sum(h.statements), 0), coalesce(sum(h.unattributed), 0), coalesce(sum(h.dates), 0),
		                        (SELECT count(*) FROM actor_spoken)
		                 FROM document d JOIN held_in h ON h.version = d.current)
		SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM total))
		     + (SELECT count(*) FROM (SELECT * FROM total EXCEPT SELECT * FROM counted))`},
}

// jsonColumns are the columns that hold JSON, with what they must be read as.
var jsonColumns = []struct {
	table, column, key string
	parse              func(string) error
}{
	{"correction", "target", "id", parsed[verbale.CorrectionTarget]},
	{"correction", "value", "id", parsed[json.RawMessage]},
	{"local_actor", "names", "version || ' ' || ordinal", parsed[[]string]},
	{"local_actor", "facts", "version || ' ' || ordinal", parsed[localFacts]},
	{"local_actor", "named", "version || ' ' || ordinal", parsed[[]nameUse]},
	{"statement", "corrected", "id", parsed[[]string]},
	{"statement", "machine", "id", parsed[map[string]json.RawMessage]},
	{"version", "bounds", "id", parsed[verbale.Bounds]},
	{"version", "extra", "id", parsed[map[string]string]},
	{"profile", "data", "id", parsed[identity.Profile]},
}

func parsed[T any](text string) error {
	var value T
	return json.Unmarshal([]byte(text), &value)
}

// checkJSON reads what is kept as JSON, and counts the corrections. It reports
// whether all of it could be read.
func (d *Dossier) checkJSON(ctx context.Context, done *record.Checked, yield func(record.Fault) error) (bool, error) {
	readable := true
	if err := d.db.QueryRowContext(ctx, `SELECT count(*) FROM correction`).Scan(&done.Corrections); err != nil {
		return false, err
	}
	for _, s := range jsonColumns {
		broken, err := d.unreadable(
			ctx,
			fmt.Sprintf(
				`SELECT %s, %s FROM %s WHERE %[2]s NOT IN ('[]', '{}', 'null') ORDER BY 1`,
				s.key,
				s.column,
				s.table,
			),
			s.parse,
		)
		if err != nil {
			return false, err
		}
		for _, fault := range broken {
			readable = false
			if err := yield(record.Fault{What: fmt.Sprintf("%s %s: %s", s.table, fault, s.column)}); err != nil {
				return false, err
			}
		}
	}
	return readable, nil
}

// unreadable lists the rows of a question whose second column cannot be parsed.
func (d *Dossier) unreadable(ctx context.Context, query string, parse func(string) error) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var broken []string
	for rows.Next() {
		var key, text string
		if err := rows.Scan(&key, &text); err != nil {
			return nil, err
		}
		if parse(text) != nil {
			broken = append(broken, key)
		}
	}
	return broken, rows.Err()
}

// checkDerived checks that profiles have the ids and blocks of what they know, and
// that what is derived is what follows.
func (d *Dossier) checkDerived(
	ctx context.Context,
	readable bool,
	done *record.Checked,
	yield func(record.Fault) error,
) error {
	if !readable {
		return nil // a fault already, and nothing follows from what cannot be read
	}
	broken, err := d.wrongProfiles(ctx)
	if err != nil {
		return err
	}
	for _, id := range broken {
		if err := yield(record.Fault{What: fmt.Sprintf("profile %s: its id is not that of what it knows", id)}); err != nil {
			return err
		}
	}
	derived, err := d.Derived(ctx)
	if err != nil {
		return err
	}
	if done.NotDerived = !derived; !derived {
		return nil
	}
	other, err := d.notDerived(ctx)
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(other)) {
		if err := yield(record.Fault{What: fmt.Sprintf("%d rows of %s are not what follows from the reports", other[table], table)}); err != nil {
			return err
		}
	}
	return nil
}

// wrongProfiles lists the profiles whose ids or blocks are not those of what they know.
func (d *Dossier) wrongProfiles(ctx context.Context) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT id, block, data FROM profile ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var broken []string
	for rows.Next() {
		var id, block, data string
		if err := rows.Scan(&id, &block, &data); err != nil {
			return nil, err
		}
		if p, err := profileOf(id, data); err != nil {
			return nil, err
		} else if p.ID() != id || p.Block() != block {
			broken = append(broken, id)
		}
	}
	return broken, rows.Err()
}

// checkKept checks what the record keeps beside what was read.
func (d *Dossier) checkKept(ctx context.Context, yield func(record.Fault) error) error {
	for _, k := range kept {
		var faults int
		if err := d.db.QueryRowContext(ctx, k.query).Scan(&faults); err != nil {
			return err
		}
		if faults > 0 {
			if err := yield(record.Fault{What: fmt.Sprintf("%d %s", faults, k.what)}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Dossier) checkPragma(ctx context.Context, pragma string, yield func(record.Fault) error) error {
	rows, err := d.db.QueryContext(ctx, "SELECT * FROM pragma_"+pragma)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			return err
		}
		var row []string
		for _, value := range values {
			row = append(row, fmt.Sprint(*value.(*any)))
		}
		if len(row) == 1 && row[0] == "ok" {
			continue
		}
		if err := yield(record.Fault{What: pragma + ": " + strings.Join(row, " ")}); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkPassages checks that the passages of a version follow each other without
// a gap, and returns the text that they make.
func (d *Dossier) checkPassages(
	ctx context.Context,
	version int64,
	bytes int,
	report func(string, ...any) error,
) (string, error) {
	rows, err := d.db.QueryContext(
		ctx,
		`SELECT start, "end", text FROM passage WHERE version = ? ORDER BY start`,
		version,
	)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var text strings.Builder
	for rows.Next() {
		var start, end int
		var words string
		if err := rows.Scan(&start, &end, &words); err != nil {
			return "", err
		}
		if start != text.Len() || end-start != len(words) {
			if err := report("a gap in the text at byte %d", start); err != nil {
				return "", err
			}
		}
		text.WriteString(words)
	}
	if err := rows.Err(); err != nil {
		return "", err
	}
	stored := text.String()
	if len(stored) != bytes {
		if err := report("the text has %d bytes, its row says %d", len(stored), bytes); err != nil {
			return "", err
		}
	}
	return stored, nil
}

// facts reads what a version was told about itself.
func (d *Dossier) facts(ctx context.Context, version int64) ([]verbale.Fact, error) {
	rows, err := d.db.QueryContext(
		ctx,
		`SELECT field, value, origin, start, "end" FROM fact WHERE version = ? ORDER BY ordinal`,
		version,
	)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var facts []verbale.Fact
	for rows.Next() {
		var fact verbale.Fact
		var start, end sql.NullInt64
		if err := rows.Scan(&fact.Field, &fact.Value, &fact.Origin, &start, &end); err != nil {
			return nil, err
		}
		if start.Valid {
			fact.Span = &lang.Span{Start: int(start.Int64), End: int(end.Int64)}
		}
		facts = append(facts, fact)
	}
	return facts, rows.Err()
}

func (d *Dossier) checkSpans(
	ctx context.Context,
	version int64,
	text string,
	report func(string, ...any) error,
) (int, error) {
	rows, err := d.db.QueryContext(ctx, `
		SELECT 'statement ' || s.id || ' ' || x.role, x.start, x."end", x.words
		FROM statement s JOIN statement_span x ON x.statement = s.number WHERE s.version = ?1
		UNION ALL SELECT 'mention', start, "end", words FROM mention WHERE version = ?1
		UNION ALL SELECT 'time expression', start, "end", words FROM time_expression WHERE version = ?1
		UNION ALL SELECT 'event', start, "end", words FROM telling WHERE version = ?1
		UNION ALL SELECT 'paper', m.start, m."end", m.words FROM local_paper l JOIN paper_mention m ON m.paper = l.number WHERE l.version = ?1
		UNION ALL SELECT 'wish', m.start, m."end", m.words FROM local_paper l JOIN paper_wish m ON m.paper = l.number WHERE l.version = ?1
		UNION ALL SELECT 'transfer', start, "end", words FROM paper_step WHERE version = ?1`, version)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var what, words string
		var start, end int
		if err := rows.Scan(&what, &start, &end, &words); err != nil {
			return n, err
		}
		n++
		if start < 0 || end > len(text) || start >= end || text[start:end] != words || !utf8.ValidString(words) {
			if err := report("%s: the words at %d-%d are not the words in the row", what, start, end); err != nil {
				return n, err
			}
		}
	}
	return n, rows.Err()
}
