package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/utterance"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Utterances calls yield with each utterance of which the query lets a rendering
// through, in the order of its first such rendering, and with its statements in order
// of report and place. Memory does not grow with the number of utterances but for
// some tens of bytes each.
func (d *Dossier) Utterances(ctx context.Context, q query.Query, yield func(*verbale.Utterance, []*verbale.Statement) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: utterances: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	numbers, err := statementNumbers(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: utterances: %w", err)
	}
	done := map[string]bool{}
	prints := prints{ctx: ctx, tx: tx}
	for chunk := range slices.Chunk(numbers, batch) {
		list, err := json.Marshal(chunk)
		if err != nil {
			return err
		}
		ids, err := column[string](ctx, tx, `
			SELECT s.utterance FROM json_each(?) x JOIN statement s ON s.number = x.value WHERE s.utterance IS NOT NULL ORDER BY x.key`, string(list))
		if err != nil {
			return fmt.Errorf("record: utterances: %w", err)
		}
		for _, id := range ids {
			if done[id] {
				continue
			}
			done[id] = true
			u, statements, err := fetchUtterance(ctx, tx, id)
			if err == nil {
				u.Independent, err = prints.independent(u.Evidence)
			}
			if err != nil {
				return fmt.Errorf("record: utterance %s: %w", id, err)
			}
			if err := yield(u, statements); err != nil {
				return err
			}
		}
	}
	return nil
}

// MostTold calls yield with utterances, those that most reports tell first, at most so many,
// and returns how many there are.
func (d *Dossier) MostTold(ctx context.Context, limit int, yield func(*verbale.Utterance, []*verbale.Statement) error) (total int, err error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, fmt.Errorf("record: utterances: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM utterance`).Scan(&total); err != nil {
		return 0, fmt.Errorf("record: utterances: %w", err)
	}
	ids, err := column[string](ctx, tx, `SELECT id FROM utterance ORDER BY tellings DESC, said_on IS NULL, said_on DESC, id LIMIT ?`, limit)
	if err != nil {
		return 0, fmt.Errorf("record: utterances: %w", err)
	}
	prints := prints{ctx: ctx, tx: tx}
	for _, id := range ids {
		u, statements, err := fetchUtterance(ctx, tx, id)
		if err == nil {
			u.Independent, err = prints.independent(u.Evidence)
		}
		if err != nil {
			return 0, fmt.Errorf("record: utterance %s: %w", id, err)
		}
		if err := yield(u, statements); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// Utterance returns the utterance of that id, or of one that it had before, with its
// statements; ErrQuery where there is none.
func (d *Dossier) Utterance(ctx context.Context, id string) (*verbale.Utterance, []*verbale.Statement, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, fmt.Errorf("record: utterance: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	statement, ok := utterance.StatementOf(id)
	if !ok {
		statement = id // the utterance of a statement
	}
	ids, err := column[string](ctx, tx, `
		SELECT DISTINCT s.utterance FROM statement s JOIN document d ON d.current = s.version
		WHERE s.id >= ?1 AND s.id < ?1 || '~' AND s.utterance IS NOT NULL`, statement)
	if err != nil {
		return nil, nil, fmt.Errorf("record: utterance: %w", err)
	}
	if len(ids) != 1 {
		return nil, nil, fmt.Errorf("no utterance has the id %q, or several begin so; verbale utterances lists them: %w", id, record.ErrQuery)
	}
	u, statements, err := fetchUtterance(ctx, tx, ids[0])
	if err != nil {
		return nil, nil, fmt.Errorf("record: utterance %s: %w", ids[0], err)
	}
	prints := prints{ctx: ctx, tx: tx}
	u.Independent, err = prints.independent(u.Evidence)
	return u, statements, err
}

// How sure it is that renderings are of one utterance, per mille: of pairs of direct
// quotations that share words (docs/evaluation-utterances.md) nearly all are where the
// speakers agree.
const (
	sureOfSpeaker   = 950
	unsureOfSpeaker = 800
)

func fetchUtterance(ctx context.Context, tx *sql.Tx, id string) (*verbale.Utterance, []*verbale.Statement, error) {
	u := &verbale.Utterance{
		ID: id, Renderings: []string{}, Perhaps: []string{}, Wording: verbale.UnknownWording, Why: []verbale.Tied{}, Evidence: []verbale.Located{},
		ToldDifferently: []verbale.Told{}, Rule: "words", Confidence: sureOfSpeaker, Status: verbale.Unread, Corrected: []string{},
	}
	var speaker *string
	if err := tx.QueryRowContext(ctx, `SELECT speaker, said_on, tellings FROM utterance WHERE id = ?`, id).Scan(&speaker, &u.On, &u.Tellings); err != nil {
		return nil, nil, err
	}
	numbers, err := column[int64](ctx, tx, `
		SELECT s.number FROM rendering r JOIN statement s ON s.id = r.statement JOIN document d ON d.current = s.version
		WHERE r.utterance = ? ORDER BY r.ordinal`, id)
	if err != nil {
		return nil, nil, err
	}
	statements, err := fetchStatements(ctx, tx, numbers)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range statements {
		u.Renderings = append(u.Renderings, s.ID)
		for _, e := range s.Content {
			u.Evidence = append(u.Evidence, verbale.Located{Document: s.Document, Version: s.Version, Excerpt: e})
		}
		if speaker != nil && s.Speaker != nil && s.Speaker.ID == *speaker && u.Speaker == nil {
			u.Speaker = s.Speaker
		}
	}
	tell(u, statements)
	if u.Speaker == nil {
		u.Confidence = unsureOfSpeaker
	}
	if u.Perhaps, err = perhapsTold(ctx, tx, id); err != nil {
		return nil, nil, err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT w.a, w.b, max(w.rule) FROM rendering r JOIN wording w ON w.a = r.statement
		WHERE r.utterance = ? AND w.rule <> ? GROUP BY w.a, w.b ORDER BY w.a, w.b`, id, utterance.Perhaps)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t verbale.Tied
		if err := rows.Scan(&t.A, &t.B, &t.By); err != nil {
			return nil, nil, err
		}
		u.Why = append(u.Why, t)
	}
	return u, statements, rows.Err()
}

// maxPerhaps is how many doubtful renderings an utterance names.
const maxPerhaps = 5

// perhapsTold are the statements that may be renderings of an utterance, those that share
// most with it first, and a few of them at most.
func perhapsTold(ctx context.Context, tx *sql.Tx, id string) ([]string, error) {
	list, err := column[string](ctx, tx, `
		SELECT other FROM (
		    SELECT w.b AS other, w.run FROM rendering r JOIN wording w ON w.a = r.statement WHERE r.utterance = ?1 AND w.rule = ?2
		    UNION ALL
		    SELECT w.a, w.run FROM rendering r JOIN wording w ON w.b = r.statement WHERE r.utterance = ?1 AND w.rule = ?2)
		WHERE other NOT IN (SELECT statement FROM rendering WHERE utterance = ?1)
		GROUP BY other ORDER BY max(run) DESC, other LIMIT ?3`, id, utterance.Perhaps, maxPerhaps)
	if list == nil {
		list = []string{}
	}
	return list, err
}

// tell lists what each rendering tells of the speaker and the day where they do not
// agree.
func tell(u *verbale.Utterance, statements []*verbale.Statement) {
	told := func(field string, s *verbale.Statement, value any) {
		t := verbale.Told{Field: field, Value: value, Account: s.Account}
		for _, e := range s.Content {
			t.Evidence = append(t.Evidence, verbale.Located{Document: s.Document, Version: s.Version, Excerpt: e})
		}
		u.ToldDifferently = append(u.ToldDifferently, t)
	}
	for _, s := range statements {
		if u.Speaker == nil && s.Speaker != nil {
			told("speaker", s, s.Speaker)
		}
		if u.On == nil && s.SaidOn != nil {
			told("on", s, *s.SaidOn)
		}
	}
}
