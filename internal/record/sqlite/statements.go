package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// batch is how many statements are fetched at a time.
const batch = 512

// Statements calls yield with each statement of the current versions that the
// query lets through, in its order; without one in order of document, first
// content offset, first cue offset and id. An error of yield ends it and is
// returned. Memory does not grow with the number of rows but for eight bytes
// each, and some tens of bytes where they are put in order.
func (d *Dossier) Statements(ctx context.Context, q query.Query, yield func(*verbale.Statement) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: statements: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	numbers, err := statementNumbers(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: statements: %w", err)
	}
	for len(numbers) > 0 {
		n := min(batch, len(numbers))
		rows, err := fetchStatements(ctx, tx, numbers[:n])
		if err != nil {
			return fmt.Errorf("record: statements: %w", err)
		}
		for _, row := range rows {
			if err := yield(row); err != nil {
				return err
			}
		}
		numbers = numbers[n:]
	}
	return nil
}

// CountStatements returns how many statements the query lets through.
func (d *Dossier) CountStatements(ctx context.Context, q query.Query) (int, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, fmt.Errorf("record: count statements: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	var c clause
	p, err := plan(ctx, tx, q)
	if err == nil {
		err = ofStatements(ctx, tx, &c, p)
	}
	if err != nil {
		return 0, err
	}
	var n int
	err = tx.QueryRowContext(ctx, `
		SELECT count(*) FROM document d JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id
		WHERE `+c.where(), c.arguments...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("record: count statements: %w", err)
	}
	return n, nil
}

// heard counts the statements that the first speaker of s makes.
const heard = `(SELECT count(*) FROM statement_actor t
	JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
	JOIN local_actor k ON k.actor = l.actor JOIN document e ON e.current = k.version
	JOIN statement_actor u ON u.version = k.version AND u.local = k.ordinal AND u.role = 'speaker'
	JOIN statement o ON o.number = u.statement AND o.status <> 'struck'
	WHERE t.statement = s.number AND t.role = 'speaker' AND t.ordinal = 0)`

func statementNumbers(ctx context.Context, tx *sql.Tx, q query.Query) ([]int64, error) {
	p, err := plan(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	var c clause
	if err := ofStatements(ctx, tx, &c, p); err != nil {
		return nil, err
	}
	const from = ` FROM document d JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id WHERE `
	if q.Sort == "" || q.Sort == query.ByReport {
		return column[int64](ctx, tx, `SELECT s.number`+from+c.where()+` ORDER BY d.name, s.ordinal`, c.arguments...)
	}
	counted := "0"
	if q.Sort == query.ByDoubt {
		counted = heard
	}
	rows, err := tx.QueryContext(ctx, `SELECT s.number, coalesce(s.said_on, ''), s.confidence, `+counted+from+c.where()+
		` ORDER BY d.name, s.ordinal`, c.arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type ranked struct {
		number int64
		rank   query.Rank
	}
	var all []ranked
	for rows.Next() {
		r := ranked{rank: query.Rank{Place: len(all)}}
		var saidOn string
		if err := rows.Scan(&r.number, &saidOn, &r.rank.Confidence, &r.rank.Heard); err != nil {
			return nil, err
		}
		r.rank.Say(saidOn)
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b ranked) int { return query.Compare(q.Sort, &a.rank, &b.rank) })
	numbers := make([]int64, len(all))
	for i := range all {
		numbers[i] = all[i].number
	}
	return numbers, rows.Err()
}

// column reads a query's only column.
func column[T any](ctx context.Context, tx *sql.Tx, query string, arguments ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	return valuesOf[T](rows)
}

// valuesOf reads the only column of rows, and closes them.
func valuesOf[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var values []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}

// fetchStatements reads the statements of those numbers, in their order.
func fetchStatements(ctx context.Context, tx *sql.Tx, numbers []int64) ([]*verbale.Statement, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	byNumber := make(map[int64]*verbale.Statement, len(numbers))
	if err := fetchColumns(ctx, tx, string(list), byNumber); err != nil {
		return nil, err
	}
	if err := fetchSpans(ctx, tx, string(list), byNumber); err != nil {
		return nil, err
	}
	if err := fetchActors(ctx, tx, string(list), byNumber); err != nil {
		return nil, err
	}
	if err := fetchTellers(ctx, tx, string(list), byNumber); err != nil {
		return nil, err
	}
	found := make([]*verbale.Statement, 0, len(numbers))
	for _, number := range numbers {
		if s := byNumber[number]; s != nil {
			found = append(found, s)
		}
	}
	return found, nil
}

func fetchColumns(ctx context.Context, tx *sql.Tx, list string, into map[int64]*verbale.Statement) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT s.number, s.id, d.name, substr(v.hash, 1, 16), s.part, s.mode, s.kind, s.plover_type, s.plover_mode,
		       s.cameo, s.factuality, s.repeats, s.account, s.channel, s.said_on, s.said_on_from, s.not_after,
		       s.parent, s.utterance, s.rule, s.confidence, s.status, s.corrected, s.machine, v.dateline_date, v.published
		FROM json_each(?) n JOIN statement s ON s.number = n.value
		JOIN version v ON v.id = s.version JOIN document d ON d.id = v.document`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		s := &verbale.Statement{
			Source: []verbale.Excerpt{}, Cue: []verbale.Excerpt{}, Content: []verbale.Excerpt{},
			SetApart: []verbale.Excerpt{}, RespondsTo: []verbale.Response{},
			Speakers: []verbale.ActorRef{}, Addressees: []verbale.ActorRef{},
		}
		var number int64
		var ploverType sql.NullString
		var ploverMode *string
		var corrected string
		var machine sql.NullString
		var dateline, published *string
		if err := rows.Scan(&number, &s.ID, &s.Document, &s.Version, &s.Part, &s.Mode, &s.Kind, &ploverType, &ploverMode,
			&s.CAMEO, &s.Factuality, &s.Repeats, &s.Account, &s.Channel, &s.SaidOn, &s.SaidOnFrom, &s.NotAfter,
			&s.Parent, &s.Utterance, &s.Rule, &s.Confidence, &s.Status, &corrected, &machine, &dateline, &published); err != nil {
			return err
		}
		s.ReportedOn = query.ReportDay(dateline, published)
		if ploverType.Valid {
			s.PLOVER = &verbale.PLOVERCode{Type: ploverType.String, Mode: ploverMode}
		}
		if err := json.Unmarshal([]byte(corrected), &s.Corrected); err != nil {
			return fmt.Errorf("statement %s: corrected: %w: %w", s.ID, record.ErrDamaged, err)
		}
		if machine.Valid {
			if err := json.Unmarshal([]byte(machine.String), &s.Machine); err != nil {
				return fmt.Errorf("statement %s: machine: %w: %w", s.ID, record.ErrDamaged, err)
			}
		}
		if s.Corrected == nil {
			s.Corrected = []string{}
		}
		into[number] = s
	}
	return rows.Err()
}

func fetchSpans(ctx context.Context, tx *sql.Tx, list string, into map[int64]*verbale.Statement) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT x.statement, x.role, x.start, x."end", x.words, x.responds_to
		FROM json_each(?) n JOIN statement_span x ON x.statement = n.value
		ORDER BY x.statement, x.role, x.ordinal`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var role string
		var e verbale.Excerpt
		var respondsTo *string
		if err := rows.Scan(&number, &role, &e.Start, &e.End, &e.Text, &respondsTo); err != nil {
			return err
		}
		s := into[number]
		switch role {
		case "source":
			s.Source = append(s.Source, e)
		case "cue":
			s.Cue = append(s.Cue, e)
		case "content":
			s.Content = append(s.Content, e)
		case "set_apart":
			s.SetApart = append(s.SetApart, e)
		case "occasion":
			s.Occasion = &e
		case "responds_to":
			s.RespondsTo = append(s.RespondsTo, verbale.Response{Excerpt: e, Statement: respondsTo})
		}
	}
	return rows.Err()
}

func fetchActors(ctx context.Context, tx *sql.Tx, list string, into map[int64]*verbale.Statement) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT t.statement, t.role, a.id, a.name, a.type, l.office
		FROM json_each(?) n JOIN statement_actor t ON t.statement = n.value
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local JOIN actor a ON a.id = l.actor
		ORDER BY t.statement, t.role, t.ordinal`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var role string
		var ref verbale.ActorRef
		if err := rows.Scan(&number, &role, &ref.ID, &ref.Name, &ref.Type, &ref.Office); err != nil {
			return err
		}
		s := into[number]
		if role == "addressee" {
			s.Addressees = append(s.Addressees, ref)
			continue
		}
		s.Speakers = append(s.Speakers, ref)
		s.Speaker = &s.Speakers[0]
	}
	return rows.Err()
}

// fetchTellers adds who says that nested statements were made.
func fetchTellers(ctx context.Context, tx *sql.Tx, list string, into map[int64]*verbale.Statement) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT s.number, a.id, a.name, a.type, l.office
		FROM json_each(?) n JOIN statement s ON s.number = n.value AND s.parent IS NOT NULL
		JOIN statement p ON p.version = s.version AND p.id = s.parent
		JOIN statement_actor t ON t.statement = p.number AND t.role = 'speaker' AND t.ordinal = 0
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local JOIN actor a ON a.id = l.actor`, list)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var ref verbale.ActorRef
		if err := rows.Scan(&number, &ref.ID, &ref.Name, &ref.Type, &ref.Office); err != nil {
			return err
		}
		into[number].Teller = &ref
	}
	return rows.Err()
}
