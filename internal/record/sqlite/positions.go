package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/position"
	"verbale.dev/verbale/internal/query"
)

// Positions calls yield with the last stand of each side on each topic by its own word:
// topics on which most sides take one first. A question may name the sides.
func (d *Dossier) Positions(ctx context.Context, q query.Query, yield func(*verbale.Position) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: positions: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	rows, p, err := positions(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: positions: %w", err)
	}
	for _, row := range rows {
		if p.Sides != nil && !slices.Contains(p.Sides, row.Side.ID) {
			continue
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func positions(ctx context.Context, tx *sql.Tx, q query.Query) ([]*verbale.Position, *query.Plan, error) {
	p, err := plan(ctx, tx, q)
	if err != nil {
		return nil, nil, err
	}
	n := news{days: map[string]string{}, read: map[string]string{}}
	if err := n.reports(ctx, tx); err != nil {
		return nil, nil, err
	}
	reported := func(document string) *string {
		if day := n.days[document]; day != "" {
			return &day
		}
		return nil
	}
	asked, parties, err := requests(ctx, tx, p)
	if err != nil {
		return nil, nil, err
	}
	voiced, err := clauses(ctx, tx, p)
	if err != nil {
		return nil, nil, err
	}
	list := make([]*verbale.Clause, len(voiced))
	for i := range voiced {
		list[i] = &voiced[i].Clause
	}
	stands := append(position.OfRequests(asked, reported), position.OfClauses(list, reported)...)
	side := func(by verbale.ActorRef) verbale.ActorRef {
		for _, id := range parties.Sides[by.ID] {
			if ref, ok := parties.Names[id]; ok {
				return ref
			}
		}
		return by
	}
	return position.Of(stands, side), p, nil
}
