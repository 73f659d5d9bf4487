package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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

// Events calls yield with each event of which the question lets a telling of a current
// version through, in order of day, report and place, undated ones last.
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
	ids, err := column[string](ctx, tx, `
		SELECT t.event FROM document d JOIN version v ON v.id = d.current JOIN telling t ON t.version = v.id
		WHERE `+c.where()+` GROUP BY t.event ORDER BY min(coalesce(t.happened, '~') || char(9) || d.name || char(9) || printf('%09d', t.ordinal))`, c.arguments...)
	if err != nil {
		return fmt.Errorf("record: events: %w", err)
	}
	prints := prints{ctx: ctx, tx: tx}
	for chunk := range slices.Chunk(ids, batch) {
		events, err := fetchEvents(ctx, tx, chunk)
		if err != nil {
			return fmt.Errorf("record: events: %w", err)
		}
		for _, e := range events {
			if e.Independent, err = prints.independent(e.Evidence); err != nil {
				return fmt.Errorf("record: event %s: %w", e.ID, err)
			}
			if err := yield(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// HasEvents reports whether there is an event that is not doubtful.
func (d *Dossier) HasEvents(ctx context.Context) (has bool, err error) {
	err = d.db.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM document d JOIN telling t ON t.version = d.current WHERE t.confidence >= ?)`, record.SureEvent).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("record: events: %w", err)
	}
	return has, nil
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

// eventTold is one telling of an event.
type eventTold struct {
	*verbale.Event        // without who, place and day
	event          string // id of the event
	at             verbale.Located
	place, on      *string
	onFrom         *verbale.DateOrigin
	outlet         *verbale.ActorRef
	who            map[string][]side // by role
	edit           *verbale.RowEdit
}

// fetchEvents returns the events of those ids in their order.
func fetchEvents(ctx context.Context, tx *sql.Tx, ids []string) ([]*verbale.Event, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	tellings, err := fetchTellings(ctx, tx, string(list))
	if err != nil {
		return nil, err
	}
	groups := map[string][]*eventTold{}
	for _, t := range tellings {
		groups[t.event] = append(groups[t.event], t)
	}
	events := make([]*verbale.Event, 0, len(ids))
	for _, id := range ids {
		if group := groups[id]; len(group) > 0 {
			events = append(events, eventRow(group))
		}
	}
	return events, nil
}

// eventRow makes the row of an event of its tellings, which are in order of document
// and place.
func eventRow(group []*eventTold) *verbale.Event {
	e := group[0].Event
	e.ID = group[0].event
	documents := map[string]bool{}
	lists := map[string][]toldBy{}
	for _, t := range group {
		documents[t.at.Document] = true
		e.Evidence = append(e.Evidence, t.at)
		e.Confidence = max(e.Confidence, t.Confidence)
		e.Background = e.Background && t.Background
		if t.Voice == nil { // a report itself tells it
			e.Voice, e.Teller = nil, nil
		}
		if e.Paper == nil && t.Paper != nil {
			e.Paper, e.PaperAsCalled = t.Paper, t.PaperAsCalled
		}
		for _, role := range []string{"initiator", "recipient", "through"} {
			lists[role] = append(lists[role], toldBy{who: t.who[role], account: verbale.Own, teller: t.outlet, evidence: t.at})
		}
	}
	e.Tellings = len(documents)
	for _, field := range []struct {
		name, role string
		to         *[]verbale.ActorRef
	}{{"initiators", "initiator", &e.Initiators}, {"recipients", "recipient", &e.Recipients}, {"through", "through", &e.Through}} {
		refs, told := agreed(field.name, lists[field.role])
		*field.to = refs
		e.ToldDifferently = append(e.ToldDifferently, told...)
	}
	e.On = agreedText(e, "on", group, func(t *eventTold) *string { return t.on })
	e.Place = agreedText(e, "place", group, func(t *eventTold) *string { return t.place })
	for _, t := range group {
		if e.On != nil && e.OnFrom == nil {
			e.OnFrom = t.onFrom
		}
	}
	e.Doubtful = e.Confidence < record.SureEvent
	for _, t := range group {
		laid([]*verbale.RowEdit{t.edit}, &e.Status, &e.Corrected)
	}
	return e
}

// agreedText is the value of a field that all tellings with one agree on, the narrowest
// of days that hold each other; null where two differ, and each is told differently.
func agreedText(e *verbale.Event, field string, group []*eventTold, of func(*eventTold) *string) *string {
	var value *string
	differ := false
	for _, t := range group {
		switch v := of(t); {
		case v == nil:
		case value == nil || strings.HasPrefix(*v, *value):
			value = v
		case !strings.HasPrefix(*value, *v):
			differ = true
		}
	}
	if !differ {
		return value
	}
	for i, t := range group {
		if v := of(t); v != nil {
			e.ToldDifferently = append(e.ToldDifferently, verbale.Told{Field: field, Value: *v, Account: verbale.Own, Teller: t.outlet, Evidence: e.Evidence[i : i+1]})
		}
	}
	return nil
}

// fetchTellings returns the tellings of events in current versions, by event, document
// and place.
func fetchTellings(ctx context.Context, tx *sql.Tx, events string) ([]*eventTold, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT t.number, t.event, d.name, substr(v.hash, 1, 16), t.start, t."end", t.words, t.type, t.predicate, t.factuality, t.background,
		       t.place, t.happened, t.day_from, t.voice, t.paper, k.paper, t.plover_type, t.plover_mode, t.cameo, t.rule, t.confidence, t.edited,
		       coalesce(a.id, ''), coalesce(a.name, ''), coalesce(a.type, ''), v.outlet
		FROM json_each(?) x JOIN telling t ON t.event = x.value JOIN document d ON d.current = t.version JOIN version v ON v.id = t.version
		LEFT JOIN local_paper k ON k.version = t.version AND k.ordinal = t.local_paper
		LEFT JOIN statement s ON s.version = t.version AND s.id = t.voice
		LEFT JOIN statement_actor w ON w.statement = s.number AND w.role = 'speaker' AND w.ordinal = 0
		LEFT JOIN local_actor l ON l.version = w.version AND l.ordinal = w.local LEFT JOIN actor a ON a.id = l.actor
		ORDER BY x.key, d.name, t.start, t.ordinal`, events)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*eventTold
	byNumber := map[int64]*eventTold{}
	for rows.Next() {
		t := &eventTold{Event: verbale.NewEvent(), who: map[string][]side{}}
		e, at := t.Event, verbale.Located{}
		var number int64
		var plover, mode, outlet, edited *string
		var teller verbale.ActorRef
		if err := rows.Scan(&number, &t.event, &at.Document, &at.Version, &at.Start, &at.End, &at.Text, &e.Type, &e.Predicate, &e.Factuality,
			&e.Background, &t.place, &t.on, &t.onFrom, &e.Voice, &e.PaperAsCalled, &e.Paper, &plover, &mode, &e.CAMEO, &e.Rule, &e.Confidence, &edited,
			&teller.ID, &teller.Name, &teller.Type, &outlet); err != nil {
			return nil, err
		}
		if plover != nil {
			e.PLOVER = &verbale.EventCode{Version: ploverVersion, Type: *plover, Mode: mode}
		}
		if teller.ID != "" {
			e.Teller = &teller
		}
		if t.edit, err = editIn(edited); err != nil {
			return nil, err
		}
		t.outlet = outletRef(outlet)
		t.at = at
		byNumber[number] = t
		all = append(all, t)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return all, eachParty(ctx, tx, `
		SELECT p.telling, p.role, p.words, a.id, a.name, a.type, NULL, p.side
		FROM json_each(?) x JOIN telling t ON t.event = x.value JOIN document d ON d.current = t.version JOIN telling_party p ON p.telling = t.number
		LEFT JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local LEFT JOIN actor a ON a.id = l.actor
		ORDER BY p.telling, p.role, p.ordinal`, events, func(number int64, role string, s side) {
		if t := byNumber[number]; t != nil {
			t.who[role] = append(t.who[role], s)
		}
	})
}
