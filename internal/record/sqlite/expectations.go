package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/expectation"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/query"
)

// Expectations calls yield with each expectation that the question lets through, in order
// of the day of its saying, report and place, those without a day first. The rows are
// derived when they are asked for.
func (d *Dossier) Expectations(ctx context.Context, q query.Expectations, yield func(*verbale.Expectation) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: expectations: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	rows, sides, p, err := expectations(ctx, tx, q.Query)
	if err != nil {
		return fmt.Errorf("record: expectations: %w", err)
	}
	for i := range rows {
		e := &rows[i].Expectation
		if e.Doubtful && !q.Doubtful || len(q.Outcomes) > 0 && !slices.Contains(q.Outcomes, string(e.Outcome)) ||
			!concerns(&verbale.Request{By: e.By}, p, sides) {
			continue
		}
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

// expectations derives all of them, in their order, with for whom each actor speaks and
// how the question was understood.
func expectations(ctx context.Context, tx *sql.Tx, q query.Query) ([]expectation.Row, map[string][]string, *query.Plan, error) {
	p, err := plan(ctx, tx, q)
	if err != nil {
		return nil, nil, nil, err
	}
	blocks := map[string][]expectation.Telling{}
	last := ""
	if err := eachReport(ctx, tx, p, func(r *told.Report) error {
		for _, t := range expectation.Find(r) {
			block := expectation.BlockOf(&t)
			blocks[block] = append(blocks[block], t)
		}
		if r.Day != nil {
			last = max(last, *r.Day)
		}
		return nil
	}); err != nil {
		return nil, nil, nil, err
	}
	sides, err := sidesOfAll(ctx, tx)
	if err != nil {
		return nil, nil, nil, err
	}
	var rows []expectation.Row
	for _, block := range slices.Sorted(maps.Keys(blocks)) {
		rows = append(rows, derive.Rows(expectation.Expectations{}, block, derive.Sorted(blocks[block]))...)
	}
	deeds, err := deedsOf(ctx, tx, sides)
	if err != nil {
		return nil, nil, nil, err
	}
	expectation.Settle(rows, deeds)
	steps, err := paperSteps(ctx, tx, p)
	if err != nil {
		return nil, nil, nil, err
	}
	expectation.SettlePapers(rows, steps)
	asked, _, err := requests(ctx, tx, p)
	if err != nil {
		return nil, nil, nil, err
	}
	rows = expectation.Follow(rows, asked)
	expectation.CallOff(rows, cancelled(deeds))
	for i := range rows {
		age(&rows[i].Expectation, last)
	}
	slices.SortStableFunc(rows, func(a, b expectation.Row) int {
		return cmp.Or(cmp.Compare(textAt(a.On), textAt(b.On)), derive.Before(a.Evidence[0], b.Evidence[0]), cmp.Compare(a.ID, b.ID))
	})
	return rows, sides, p, nil
}

// cancelled are the deeds that call something off.
func cancelled(deeds []expectation.Deed) []expectation.Deed {
	var all []expectation.Deed
	for _, d := range deeds {
		if d.Type == string(verbale.EventCancellation) {
			all = append(all, d)
		}
	}
	return all
}

// paperSteps are the steps of papers that are told to have been done.
func paperSteps(ctx context.Context, tx *sql.Tx, p *query.Plan) ([]expectation.Step, error) {
	papers, err := papersOf(ctx, tx, p)
	if err != nil {
		return nil, err
	}
	sides, err := sidesOfAll(ctx, tx)
	if err != nil {
		return nil, err
	}
	report := &told.Report{Sides: sides}
	var all []expectation.Step
	for _, paper := range papers {
		for _, t := range paper.Steps {
			if t.Factuality == verbale.EventHappened && !t.Doubtful {
				all = append(all, expectation.Step{Paper: paper.ID, Step: t.Step, Sides: report.SidesOf(t.From), On: textAt(t.On), Evidence: t.Evidence[0]})
			}
		}
	}
	return all, nil
}

func textAt(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// age says how many days lie between the saying of an expectation and the last report.
func age(e *verbale.Expectation, last string) {
	if last == "" {
		return
	}
	e.AsOf = &last
	if e.On == nil {
		return
	}
	said, ok := calendar.ParseSpan(*e.On)
	until, known := calendar.ParseSpan(last)
	if ok && known && until.First >= said.First {
		days := int(until.First - said.First)
		e.Age = &days
	}
}

// deedsOf are the deeds of which the reports tell that they happened, history left out, in
// order of report and place.
func deedsOf(ctx context.Context, tx *sql.Tx, sides map[string][]string) ([]expectation.Deed, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT t.number, t.type, t.predicate, coalesce(t.happened, v.dateline_date, substr(v.published, 1, 10), ''), t.happened IS NOT NULL,
		       d.name, substr(v.hash, 1, 16), t.start, t."end", t.words, l.actor
		FROM document d JOIN version v ON v.id = d.current JOIN telling t ON t.version = v.id
		JOIN telling_party p ON p.telling = t.number AND p.role = 'initiator' AND p.local IS NOT NULL
		JOIN local_actor l ON l.version = p.version AND l.ordinal = p.local
		WHERE t.factuality = 'happened' AND NOT t.background ORDER BY d.name, t.ordinal, p.ordinal`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var deeds []expectation.Deed
	var before int64
	report := &told.Report{Sides: sides}
	for rows.Next() {
		var number int64
		var d expectation.Deed
		var actor verbale.ActorRef
		if err := rows.Scan(&number, &d.Type, &d.Predicate, &d.On, &d.Dated, &d.Evidence.Document, &d.Evidence.Version,
			&d.Evidence.Start, &d.Evidence.End, &d.Evidence.Text, &actor.ID); err != nil {
			return nil, err
		}
		d.Sides = report.SidesOf([]verbale.ActorRef{actor})
		if n := len(deeds); n > 0 && number == before {
			deeds[n-1].Sides = append(deeds[n-1].Sides, d.Sides...)
			slices.Sort(deeds[n-1].Sides)
			continue
		}
		deeds, before = append(deeds, d), number
	}
	return deeds, errors.Join(rows.Err(), rows.Close())
}
