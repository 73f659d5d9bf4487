package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// ploverVersion is the codebook by which events are coded.
const ploverVersion = "0.8 (September 2021)"

const (
	takesPart = `t.number IN (SELECT p.telling FROM local_actor l JOIN telling_party p ON p.version = l.version AND p.local = l.ordinal
		WHERE l.actor IN (SELECT value FROM json_each(?)) AND p.role = '%s')`
	ofSide = `t.number IN (SELECT p.telling FROM actor_side x JOIN local_actor l ON l.actor = x.actor
		JOIN telling_party p ON p.version = l.version AND p.local = l.ordinal
		WHERE x.side IN (SELECT value FROM json_each(?)))`
)

// Events calls yield with each event of the current versions that the question lets
// through, in order of day, report and place, undated ones last.
func (d *Dossier) Events(ctx context.Context, q record.EventQuery, yield func(*verbale.Event) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: events: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	c, err := ofEvents(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: events: %w", err)
	}
	numbers, err := column[int64](ctx, tx, `
		SELECT t.number FROM document d JOIN version v ON v.id = d.current JOIN telling t ON t.version = v.id
		WHERE `+c.where()+` ORDER BY t.happened IS NULL, t.happened, d.name, t.ordinal`, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: events: %w", err)
	}
	for chunk := range slices.Chunk(numbers, batch) {
		events, err := fetchEvents(ctx, tx, chunk)
		if err != nil {
			return fmt.Errorf("record: events: %w", err)
		}
		for _, e := range events {
			if err := yield(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofEvents are the conditions of a question on tellings t of versions v of documents d.
func ofEvents(ctx context.Context, tx *sql.Tx, q record.EventQuery) (*clause, error) {
	p, err := plan(ctx, tx, q.Query)
	if err != nil {
		return nil, err
	}
	var c clause
	if err := errors.Join(
		ofDocuments(ctx, tx, &c, p),
		among(&c, fmt.Sprintf(takesPart, "initiator"), p.Speakers),
		among(&c, fmt.Sprintf(takesPart, "recipient"), p.Addressees),
		among(&c, ofSide, p.Sides),
		among(&c, `t.type IN (SELECT value FROM json_each(?))`, q.Types),
		among(&c, `t.factuality IN (SELECT value FROM json_each(?))`, q.Factualities),
	); err != nil {
		return nil, err
	}
	if p.About != "" {
		match, err := matchExpression(p.About)
		if err != nil {
			return nil, err
		}
		c.add(`t.passage IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)`, match)
	}
	if p.Undated {
		c.add(`t.happened IS NULL`)
	}
	if !q.Doubtful {
		c.add(`t.confidence >= ?`, record.SureEvent)
	}
	if q.News {
		c.add(`NOT t.background`)
	}
	if p.Since == "" && p.Until == "" {
		return &c, nil
	}
	days, err := column[string](ctx, tx, `SELECT DISTINCT happened FROM telling WHERE happened IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	days = slices.DeleteFunc(days, func(day string) bool { return !p.SaidWithin(day, "") })
	return &c, among(&c, `t.happened IN (SELECT value FROM json_each(?))`, append([]string{}, days...))
}

// fetchEvents returns the events of those numbers in their order.
func fetchEvents(ctx context.Context, tx *sql.Tx, numbers []int64) ([]*verbale.Event, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	byNumber := make(map[int64]*verbale.Event, len(numbers))
	rows, err := tx.QueryContext(ctx, `
		SELECT t.number, t.id, d.name, substr(v.hash, 1, 16), t.start, t."end", t.words, t.type, t.predicate, t.factuality, t.background,
		       t.place, t.happened, t.day_from, t.voice, t.paper, t.plover_type, t.plover_mode, t.cameo, t.rule, t.confidence,
		       coalesce(a.id, ''), coalesce(a.name, ''), coalesce(a.type, '')
		FROM json_each(?) x JOIN telling t ON t.number = x.value JOIN version v ON v.id = t.version JOIN document d ON d.id = v.document
		LEFT JOIN statement s ON s.version = t.version AND s.id = t.voice
		LEFT JOIN statement_actor w ON w.statement = s.number AND w.role = 'speaker' AND w.ordinal = 0
		LEFT JOIN local_actor l ON l.version = w.version AND l.ordinal = w.local LEFT JOIN actor a ON a.id = l.actor`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		e := verbale.NewEvent()
		var number int64
		var at verbale.Located
		var plover, mode *string
		var teller verbale.ActorRef
		if err := rows.Scan(&number, &e.ID, &at.Document, &at.Version, &at.Start, &at.End, &at.Text, &e.Type, &e.Predicate, &e.Factuality,
			&e.Background, &e.Place, &e.On, &e.OnFrom, &e.Voice, &e.PaperAsCalled, &plover, &mode, &e.CAMEO, &e.Rule, &e.Confidence,
			&teller.ID, &teller.Name, &teller.Type); err != nil {
			return nil, err
		}
		if plover != nil {
			e.PLOVER = &verbale.EventCode{Version: ploverVersion, Type: *plover, Mode: mode}
		}
		if teller.ID != "" {
			e.Teller = &teller
		}
		e.Doubtful = e.Confidence < record.SureEvent
		e.Evidence = append(e.Evidence, at)
		byNumber[number] = e
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	if err := fetchParties(ctx, tx, string(list), byNumber); err != nil {
		return nil, err
	}
	events := make([]*verbale.Event, 0, len(numbers))
	for _, number := range numbers {
		if e := byNumber[number]; e != nil {
			events = append(events, e)
		}
	}
	return events, nil
}

// fetchParties fills in who takes part. Words that are tied to no actor have no id.
func fetchParties(ctx context.Context, tx *sql.Tx, numbers string, byNumber map[int64]*verbale.Event) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT p.telling, p.role, coalesce(a.id, ''), coalesce(a.name, p.words), coalesce(a.type, 'unknown')
		FROM json_each(?) x JOIN telling_party p ON p.telling = x.value
		LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
		ORDER BY p.telling, p.role, p.ordinal`, numbers)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var role string
		var who verbale.ActorRef
		if err := rows.Scan(&number, &role, &who.ID, &who.Name, &who.Type); err != nil {
			return err
		}
		e := byNumber[number]
		if e == nil {
			continue
		}
		list := map[string]*[]verbale.ActorRef{"initiator": &e.Initiators, "recipient": &e.Recipients, "through": &e.Through}[role]
		*list = append(*list, who)
	}
	return rows.Err()
}
