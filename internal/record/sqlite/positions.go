package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/declaration"
	"verbale.dev/verbale/internal/derive/position"
	"verbale.dev/verbale/internal/derive/told"
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
	all, err := declared(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	if len(all.Topics) > 0 {
		if err := eachReport(ctx, tx, p, func(r *told.Report) error {
			stands = append(stands, onTopics(r, all.Topics)...)
			return nil
		}); err != nil {
			return nil, nil, err
		}
	}
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

// onTopics are the stands that a report's statements take on declared topics: by the own
// word of who speaks, in words of the topic, of a kind that takes a stand.
func onTopics(r *told.Report, topics []declaration.Topic) []position.Stand {
	var all []position.Stand
	for _, s := range r.Statements {
		if s.Speaker == nil || s.Account != verbale.Own && s.Account != verbale.SameSide || s.Kind == verbale.Say || s.Kind == verbale.Ask || s.Factuality != verbale.Asserted {
			continue
		}
		var evidence []verbale.Located
		text := " "
		for _, e := range s.Content {
			evidence = append(evidence, verbale.Located{Document: r.Document, Version: r.Version, Excerpt: e})
			text += strings.ToLower(e.Text) + " "
		}
		for _, t := range topics {
			if slices.ContainsFunc(t.Words, func(w string) bool { return strings.Contains(text, strings.ToLower(w)) }) {
				all = append(all, position.Stand{Topic: verbale.Topic{ID: t.ID, Name: t.Name, From: verbale.TopicDeclared}, By: *s.Speaker, Statement: &s.ID,
					On: s.SaidOn, ReportedOn: r.Day, Account: s.Account, Kind: string(s.Kind), Evidence: evidence, Confidence: s.Confidence})
			}
		}
	}
	return all
}
