package sqlite

import (
	"cmp"
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

// Transfers calls yield with each step of a paper that the question lets through, in
// order of day, undated ones last.
func (d *Dossier) Transfers(ctx context.Context, q record.PaperQuery, yield func(*verbale.Transfer) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: transfers: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	steps := q.IDs
	q.IDs = nil
	ids, err := paperIDs(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: transfers: %w", err)
	}
	// A paper has a few steps: all of those that are asked for are held, to be ordered.
	var all []*verbale.Transfer
	for chunk := range slices.Chunk(ids, batch) {
		list, err := json.Marshal(chunk)
		if err != nil {
			return err
		}
		transfers, err := transfersOf(ctx, tx, string(list))
		if err != nil {
			return fmt.Errorf("record: transfers: %w", err)
		}
		for _, t := range transfers {
			if t.Doubtful && !q.Doubtful && len(steps) == 0 || len(q.Steps) > 0 && !slices.Contains(q.Steps, string(t.Step)) || len(steps) > 0 && !slices.Contains(steps, t.ID) {
				continue
			}
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b *verbale.Transfer) int { return strings.Compare(dayOfTransfer(a), dayOfTransfer(b)) })
	prints := prints{ctx: ctx, tx: tx}
	for _, t := range all {
		if t.Independent, err = prints.independent(t.Evidence); err != nil {
			return fmt.Errorf("record: transfer %s: %w", t.ID, err)
		}
		if err := yield(t); err != nil {
			return err
		}
	}
	return nil
}

// dayOfTransfer is the day by which a transfer is listed, after all others where none
// is told.
func dayOfTransfer(t *verbale.Transfer) string {
	switch {
	case t.On != nil:
		return *t.On
	case t.ReceivedOn != nil:
		return *t.ReceivedOn
	}
	return "~"
}

// stepTold is one place that tells a transfer.
type stepTold struct {
	transfer, paper, called string
	located                 verbale.Located
	step                    verbale.Step
	factuality              verbale.EventFactuality
	on, received            *string
	from                    *verbale.DateOrigin
	voice                   *string
	rule                    string
	sure                    int
	paperSure               int
	teller                  *verbale.ActorRef // who speaks where it is told within a statement, else the outlet
	tellerSide              string
	who                     map[string][]side
	edit                    *verbale.RowEdit
}

// transfersOf returns the transfers of papers, in order of the papers and of day.
func transfersOf(ctx context.Context, tx *sql.Tx, papers string) ([]*verbale.Transfer, error) {
	told, err := fetchSteps(ctx, tx, papers)
	if err != nil {
		return nil, err
	}
	var order []string
	groups := map[string][]*stepTold{}
	for _, s := range told {
		if groups[s.transfer] == nil {
			order = append(order, s.transfer)
		}
		groups[s.transfer] = append(groups[s.transfer], s)
	}
	transfers := make([]*verbale.Transfer, len(order))
	place := map[string]int{}
	for i, id := range order {
		transfers[i] = transferRow(id, groups[id])
		if _, known := place[transfers[i].Paper]; !known {
			place[transfers[i].Paper] = len(place)
		}
	}
	slices.SortStableFunc(transfers, func(a, b *verbale.Transfer) int {
		return cmp.Or(cmp.Compare(place[a.Paper], place[b.Paper]), strings.Compare(dayOfTransfer(a), dayOfTransfer(b)))
	})
	return transfers, nil
}

// transferRow makes the row of a transfer of its tellings, which are in order of
// document and place.
func transferRow(id string, told []*stepTold) *verbale.Transfer {
	t := verbale.NewTransfer()
	first := told[0]
	t.ID, t.Paper, t.PaperAsCalled, t.Step, t.Factuality, t.Voice, t.Rule = id, first.paper, first.called, first.step, first.factuality, first.voice, first.rule
	documents := map[string]bool{}
	lists := map[string][]toldBy{}
	sure := 0
	told = slices.Clone(told)
	slices.SortStableFunc(told, func(a, b *stepTold) int { return cmp.Compare(b.exact(), a.exact()) }) // who tells the day first
	for _, s := range told {
		documents[s.located.Document] = true
		t.Evidence = append(t.Evidence, s.located)
		if sure = max(sure, min(s.sure, s.paperSure+100)); s.edit != nil { // a person has looked at it
			sure = s.sure
		}
		laid([]*verbale.RowEdit{s.edit}, &t.Status, &t.Corrected)
		if s.step != verbale.StepReceived { // handed over and received is handed over
			t.Step = s.step
		}
		if s.voice == nil {
			t.Voice = nil
		}
		for _, role := range []string{"from", "to", "through"} {
			lists[role] = append(lists[role], toldBy{who: s.who[role], account: accountOf(s), teller: s.teller, evidence: s.located})
		}
	}
	t.Tellings, t.Confidence = len(documents), sure
	t.Account, t.Teller = accountOf(first), first.teller
	for _, s := range told {
		if s.voice == nil {
			t.Account, t.Teller = verbale.Own, s.teller
			break
		}
	}
	for _, field := range []struct {
		name string
		to   *[]verbale.ActorRef
	}{{"from", &t.From}, {"to", &t.To}, {"through", &t.Through}} {
		refs, differently := agreed(field.name, lists[field.name])
		*field.to = refs
		t.ToldDifferently = append(t.ToldDifferently, differently...)
	}
	t.On = oneDay(t, "on", told, func(s *stepTold) *string { return s.on })
	t.ReceivedOn = oneDay(t, "received_on", told, func(s *stepTold) *string { return s.received })
	for _, s := range told {
		if s.from != nil && t.OnFrom == nil && (s.on != nil && t.On != nil || s.received != nil && t.ReceivedOn != nil) {
			t.OnFrom = s.from
		}
	}
	t.Doubtful = t.Confidence < record.SureTransfer
	return t
}

// oneDay is the day that all tellings agree on: the narrowest of those that hold each
// other; null where two do not, and each is told differently.
func oneDay(t *verbale.Transfer, field string, told []*stepTold, of func(*stepTold) *string) *string {
	var day *string
	differ := false
	for _, s := range told {
		switch d := of(s); {
		case d == nil:
		case day == nil || strings.HasPrefix(*d, *day):
			day = d
		case !strings.HasPrefix(*day, *d):
			differ = true
		}
	}
	if !differ {
		return day
	}
	for _, s := range told {
		if d := of(s); d != nil {
			t.ToldDifferently = append(t.ToldDifferently,
				verbale.Told{Field: field, Value: *d, Account: accountOf(s), Teller: s.teller, Evidence: []verbale.Located{s.located}})
		}
	}
	return nil
}

// exact is how exactly a place tells the day of a step.
func (s *stepTold) exact() int {
	n := 0
	for _, day := range []*string{s.on, s.received} {
		if day != nil {
			n += len(*day)
		}
	}
	return n
}

// accountOf says by whose account a step is told: the report's own, or of who speaks.
func accountOf(s *stepTold) verbale.Account {
	if s.voice == nil {
		return verbale.Own
	}
	for i := range s.who["from"] {
		f := &s.who["from"][i]
		switch {
		case s.teller != nil && f.ID != "" && f.ID == s.teller.ID:
			return verbale.Own
		case s.tellerSide != "" && (f.key == s.tellerSide || f.ID == s.tellerSide):
			return verbale.SameSide
		}
	}
	return verbale.Ascribed
}

func fetchSteps(ctx context.Context, tx *sql.Tx, papers string) ([]*stepTold, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT s.number, s.transfer, l.paper, l.name, d.name, substr(v.hash, 1, 16), s.start, s."end", s.words, s.step, s.factuality, s.happened, s.received,
		       s.day_from, s.voice, s.rule, s.confidence, l.confidence, s.edited, v.outlet, a.id, a.name, a.type,
		       (SELECT side FROM actor_side WHERE actor = a.id ORDER BY ordinal LIMIT 1)
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		JOIN paper_step s ON s.paper = l.number
		LEFT JOIN statement q ON q.version = s.version AND q.id = s.voice
		LEFT JOIN statement_actor w ON w.statement = q.number AND w.role = 'speaker' AND w.ordinal = 0
		LEFT JOIN local_actor y ON y.version = w.version AND y.ordinal = w.local LEFT JOIN actor a ON a.id = y.actor
		ORDER BY x.key, d.name, s.ordinal`, papers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*stepTold
	byNumber := map[int64]*stepTold{}
	for rows.Next() {
		s := &stepTold{who: map[string][]side{}}
		var number int64
		var outlet, id, name, kind, of, edited *string
		e := &s.located
		if err := rows.Scan(&number, &s.transfer, &s.paper, &s.called, &e.Document, &e.Version, &e.Start, &e.End, &e.Text, &s.step, &s.factuality,
			&s.on, &s.received, &s.from, &s.voice, &s.rule, &s.sure, &s.paperSure, &edited, &outlet, &id, &name, &kind, &of); err != nil {
			return nil, err
		}
		if s.edit, err = editIn(edited); err != nil {
			return nil, err
		}
		s.teller = outletRef(outlet)
		if s.voice != nil {
			s.teller = nil
			if id != nil {
				s.teller = &verbale.ActorRef{ID: *id, Name: *name, Type: verbale.ActorType(*kind)}
			}
			if of != nil {
				s.tellerSide = *of
			}
		}
		byNumber[number] = s
		all = append(all, s)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return all, eachParty(ctx, tx, `
		SELECT s.number, p.role, p.words, a.id, a.name, a.type, p.world, p.side
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version
		JOIN paper_step s ON s.paper = l.number JOIN step_party p ON p.step = s.number
		LEFT JOIN local_actor y ON y.version = p.version AND y.ordinal = p.local LEFT JOIN actor a ON a.id = y.actor
		ORDER BY s.number, p.role, p.ordinal`, papers, func(number int64, role string, x side) {
		if s := byNumber[number]; s != nil {
			s.who[role] = append(s.who[role], x)
		}
	})
}
