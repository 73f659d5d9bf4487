package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	clauselayer "verbale.dev/verbale/internal/derive/clause"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/query"
)

// Clauses calls yield with each clause that the question lets through, those that are
// voiced most first, a whole before its parts. The rows are derived when they are asked
// for; the reports are gone through twice, since a principle is recognised by its name
// once it is known.
func (d *Dossier) Clauses(ctx context.Context, q query.Clauses, yield func(*verbale.Clause) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: clauses: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	p, err := plan(ctx, tx, q.Query)
	if err != nil {
		return fmt.Errorf("record: clauses: %w", err)
	}
	rows, err := clauses(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("record: clauses: %w", err)
	}
	for i := range rows {
		c := &rows[i].Clause
		if c.Doubtful && !q.Doubtful || len(q.Modalities) > 0 && !slices.Contains(q.Modalities, string(c.Modality)) || !voices(c, p) {
			continue
		}
		if err := yield(c); err != nil {
			return err
		}
	}
	return nil
}

// voices reports whether a side that is asked for voices a clause.
func voices(c *verbale.Clause, p *query.Plan) bool {
	return p.Sides == nil || slices.ContainsFunc(c.Invocations, func(v verbale.Invocation) bool {
		return slices.ContainsFunc(v.Side, func(s string) bool { return slices.Contains(p.Sides, s) })
	})
}

func clauses(ctx context.Context, tx *sql.Tx, p *query.Plan) ([]clauselayer.Row, error) {
	var tellings []clauselayer.Telling
	own, reports := map[string]int{}, map[string]int{} // statements of each side by its own word, and the reports that have them
	all, err := declared(ctx, tx)
	if err != nil {
		return nil, err
	}
	ways := declaredClauses(&all)
	if err := eachReport(ctx, tx, p, func(r *told.Report) error {
		tellings = append(append(tellings, clauselayer.Find(r)...), clauselayer.FindDeclared(r, ways)...)
		here := map[string]bool{}
		for _, s := range r.Statements {
			if s.Account != verbale.Own {
				continue
			}
			for _, side := range r.SidesOf(s.Speakers) {
				own[side]++
				here[side] = true
			}
		}
		for side := range here {
			reports[side]++
		}
		return nil
	}); err != nil {
		return nil, err
	}
	rows := derive.Rows(clauselayer.Clauses{}, "", derive.Sorted(tellings))
	principles := clauselayer.Principles(rows)
	voiced := map[string][]clauselayer.Telling{}
	if err := eachReport(ctx, tx, p, func(r *told.Report) error {
		for id, list := range clauselayer.Voiced(r, principles) {
			voiced[id] = append(voiced[id], list...)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	clauselayer.Add(rows, voiced)
	if err := tellSides(ctx, tx, rows, own, reports); err != nil {
		return nil, err
	}
	at := map[string]*clauselayer.Row{}
	for i := range rows {
		at[rows[i].ID] = &rows[i]
	}
	whole := func(r *clauselayer.Row) *clauselayer.Row {
		if r.PartOf != nil {
			return at[*r.PartOf]
		}
		return r
	}
	order := make([]*clauselayer.Row, len(rows))
	for i := range rows {
		order[i] = &rows[i]
	}
	slices.SortStableFunc(order, func(a, b *clauselayer.Row) int {
		x, y := whole(a), whole(b)
		return cmp.Or(cmp.Compare(len(y.Invocations), len(x.Invocations)), cmp.Compare(x.ID, y.ID), cmp.Compare(textAt(a.PartOf), textAt(b.PartOf)),
			derive.Before(a.Evidence[0], b.Evidence[0]))
	})
	sorted := make([]clauselayer.Row, len(rows))
	for i, r := range order {
		sorted[i] = *r
	}
	return sorted, nil
}

// fewWords is under how many own statements of a side nothing follows from its silence.
const fewWords = 5

// tellSides says of each clause what every side that voices any of them says of it, with
// how many words of it there are.
func tellSides(ctx context.Context, tx *sql.Tx, rows []clauselayer.Row, own, reports map[string]int) error {
	sides := map[string]bool{}
	for i := range rows {
		if rows[i].Doubtful {
			continue
		}
		for _, v := range rows[i].Invocations {
			for _, side := range v.Side {
				sides[side] = true
			}
		}
	}
	names := map[string]verbale.ActorRef{}
	for side := range sides {
		ref := verbale.ActorRef{ID: side, Name: side, Type: verbale.UnknownType}
		if err := tx.QueryRowContext(ctx, `SELECT name, type FROM actor WHERE id = ?`, side).Scan(&ref.Name, &ref.Type); err != nil && err != sql.ErrNoRows {
			return err
		}
		if ref.Type == verbale.State || ref.Type == verbale.Organisation || ref.Type == verbale.Collective {
			names[side] = ref
		}
	}
	for i := range rows {
		for _, side := range slices.Sorted(maps.Keys(names)) {
			s := verbale.ClauseSide{Side: names[side], OwnStatements: own[side], Reports: reports[side]}
			for _, v := range rows[i].Invocations {
				switch {
				case !slices.Contains(v.Side, side):
				case v.Account == verbale.Own || v.Account == verbale.SameSide:
					s.Own++
				default:
					s.Ascribed++
				}
			}
			if s.Own+s.Ascribed == 0 {
				note := "not voiced in this dossier"
				if s.OwnStatements < fewWords || s.Reports < 2 {
					note = "too few words of this side to tell"
				}
				s.Note = &note
			}
			rows[i].Sides = append(rows[i].Sides, s)
		}
	}
	return nil
}
