package mcp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// errEnough ends a list when all rows of a page are there.
var errEnough = errors.New("enough")

// begin makes an answer to a question, with the names that nothing has.
func (s *server) begin(ctx context.Context, what string, in arguments, q query.Query) (*Rows, error) {
	skip, _ := in.page()
	a := &Rows{what: what, Rows: []Row{}, Head: Head{
		Dossier: strings.TrimSuffix(filepath.Base(s.Dossier.Path()), ".db"), Model: s.Model, Asked: in.said(), Skipped: skip,
		Missed: []Missed{}, Near: []Near{},
	}}
	plan, err := s.Dossier.Plan(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, m := range plan.Missed {
		a.Missed = append(a.Missed, Missed{Field: query.FlagOf(m.Field), Value: m.Value, Nearest: append([]string{}, m.Nearest...)})
	}
	return a, nil
}

// end adds what is known of the reports, and counts what is shown.
func (s *server) end(ctx context.Context, a *Rows) (*Rows, error) {
	a.Shown = len(a.Rows)
	return a, s.place(ctx, a.Rows)
}

// near counts rows with one thing less asked.
func (a *Head) near(in arguments, count func(arguments) (int, error)) error {
	if a.Total > 0 {
		return nil
	}
	for _, name := range slices.Sorted(mapKeys(a.Asked)) {
		less := arguments{}
		for other, value := range in {
			if other != name {
				less[other] = value
			}
		}
		n, err := count(less)
		if err != nil {
			return err
		}
		if n > 0 {
			a.Near = append(a.Near, Near{Without: name, Rows: n})
		}
	}
	return nil
}

func mapKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (s *server) statements(ctx context.Context, in arguments) (*Rows, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	if q.Sort == "" {
		q.Sort = query.ByDate
	}
	a, err := s.begin(ctx, "statement", in, q)
	if err != nil {
		return nil, err
	}
	count := func(q query.Query) (int, error) { return s.Dossier.CountStatements(ctx, q) }
	if a.Total, err = count(q); err != nil {
		return nil, err
	}
	left, err := query.CountLeftOut(q, count)
	if err != nil {
		return nil, err
	}
	if left.Said > 0 {
		a.LeftOut = fmt.Sprintf("%d statements without a day (undated, with_undated)", left.Said)
	}
	if left.Reported > 0 {
		a.LeftOut = strings.TrimPrefix(fmt.Sprintf("%s; %d statements of reports without a day", a.LeftOut, left.Reported), "; ")
	}
	skip, limit := in.page()
	n := 0
	err = s.Dossier.Statements(ctx, q, func(st *verbale.Statement) error {
		if n++; n > skip+limit {
			return errEnough
		}
		if n > skip {
			a.Rows = append(a.Rows, rowOfStatement(st))
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if err := a.near(in, func(less arguments) (int, error) {
		q, err := less.query()
		if err != nil {
			return 0, nil // what is wrong without it is not near
		}
		return count(q)
	}); err != nil {
		return nil, err
	}
	return s.end(ctx, a)
}

// eventQuery reads a question about events.
func (a arguments) eventQuery() (record.EventQuery, error) {
	q, err := a.query()
	return record.EventQuery{Query: q, Types: a.strings("type"), Factualities: a.strings("factuality"),
		News: a.bool("news"), Doubtful: a.bool("doubtful")}, err
}

func (s *server) events(ctx context.Context, in arguments) (*Rows, error) {
	q, err := in.eventQuery()
	if err != nil {
		return nil, err
	}
	a, err := s.begin(ctx, "event", in, q.Query)
	if err != nil {
		return nil, err
	}
	skip, limit := in.page()
	if err := s.Dossier.Events(ctx, q, func(e *verbale.Event) error {
		if a.Total++; a.Total > skip && a.Total <= skip+limit {
			a.Rows = append(a.Rows, rowOfEvent(e))
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := a.near(in, func(less arguments) (n int, err error) {
		q, err := less.eventQuery()
		if err != nil {
			return 0, nil
		}
		err = s.Dossier.Events(ctx, q, func(*verbale.Event) error { n++; return nil })
		return n, err
	}); err != nil {
		return nil, err
	}
	return s.end(ctx, a)
}

func (s *server) search(ctx context.Context, in arguments) (*Rows, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	a, err := s.begin(ctx, "passage", in, q)
	if err != nil {
		return nil, err
	}
	skip, limit := in.page()
	hits := func(words string, each func(*query.Hit) error) error { return s.Dossier.Search(ctx, words, q, each) }
	if err := hits(in.string("words"), func(h *query.Hit) error {
		if a.Total++; a.Total > skip && a.Total <= skip+limit {
			a.Rows = append(a.Rows, rowOfHit(h))
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if words := strings.Fields(in.string("words")); a.Total == 0 && len(words) > 1 {
		err = a.nearWords(words, func(rest string) (n int, err error) {
			err = hits(rest, func(*query.Hit) error { n++; return nil })
			if errors.Is(err, record.ErrQuery) {
				return 0, nil // words in marks fall apart: what is no question then is not near
			}
			return n, err
		})
		if err != nil {
			return nil, err
		}
	}
	return s.end(ctx, a)
}

func (s *server) timeline(ctx context.Context, in arguments) (*Rows, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	a, err := s.begin(ctx, "dated row", in, q)
	if err != nil {
		return nil, err
	}
	var all []Row
	undated := 0
	keep := func(r Row) error {
		if r.Day == nil {
			undated++
			return nil
		}
		all = append(all, r)
		return nil
	}
	if only := in.string("only"); only != eventLayer {
		err = s.Dossier.Statements(ctx, q, func(st *verbale.Statement) error { return keep(rowOfStatement(st)) })
	}
	if only := in.string("only"); err == nil && only != statementLayer {
		err = s.Dossier.Events(ctx, record.EventQuery{Query: q}, func(e *verbale.Event) error { return keep(rowOfEvent(e)) })
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(x, y Row) int {
		return cmp.Or(strings.Compare(*x.Day, *y.Day), strings.Compare(x.Document, y.Document), cmp.Compare(x.Start, y.Start))
	})
	skip, limit := in.page()
	a.Total = len(all)
	a.Rows = append(a.Rows, all[min(skip, len(all)):min(skip+limit, len(all))]...)
	if undated > 0 {
		a.LeftOut = fmt.Sprintf("%d rows without a day", undated)
	}
	return s.end(ctx, a)
}

// nearWords counts passages that hold all of the words but one, else one alone.
func (a *Head) nearWords(words []string, count func(string) (int, error)) error {
	words = words[:min(len(words), maxNearWords)]
	for i, without := range words {
		n, err := count(strings.Join(slices.Delete(slices.Clone(words), i, i+1), " "))
		if err != nil {
			return err
		}
		if n > 0 {
			a.Near = append(a.Near, Near{Without: "the word " + quoted(without), Rows: n})
		}
	}
	if len(a.Near) > 0 {
		return nil
	}
	for _, word := range words {
		n, err := count(word)
		if err != nil {
			return err
		}
		if n > 0 {
			a.Near = append(a.Near, Near{Without: "any word but " + quoted(word), Rows: n})
		}
	}
	return nil
}

// maxNearWords is of how many words it is looked which are near.
const maxNearWords = 8
