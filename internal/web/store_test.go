package web_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

// shelf is a Store over a few reports in memory.
type shelf struct {
	generation atomic.Int64
	reports    []*web.Report
	actors     []*verbale.ActorRow
	papers     []*verbale.PaperRow
	steps      map[string][]*verbale.Transfer
	matched    atomic.Int64 // how often words were looked for
}

func (s *shelf) Name() string                              { return "shelf" }
func (s *shelf) Description() string                       { return "Six reports of <two> sides" }
func (s *shelf) Generation(context.Context) (int64, error) { return s.generation.Load(), nil }
func (s *shelf) each(yield func(int64, *verbale.Statement)) {
	for _, r := range s.reports {
		for i, statement := range r.Statements {
			yield(r.Numbers[i], statement)
		}
	}
}

func (s *shelf) Documents(_ context.Context, yield func(*verbale.DocumentRow) error) error {
	for _, r := range s.reports {
		if err := yield(r.Row); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) Keys(_ context.Context, yield func(*web.Key) error) error {
	for _, r := range s.reports {
		for i, x := range r.Statements {
			k := web.Key{Number: r.Numbers[i], Document: r.Row.ID, Ordinal: i, Kind: x.Kind, Mode: x.Mode, Account: x.Account,
				Status: x.Status, Confidence: x.Confidence}
			if x.SaidOn != nil {
				k.SaidOn = *x.SaidOn
			}
			if err := yield(&k); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) Parties(_ context.Context, yield func(int64, string, string) error) error {
	var failed error
	s.each(func(number int64, x *verbale.Statement) {
		for role, refs := range map[string][]verbale.ActorRef{"addressee": x.Addressees} {
			for _, ref := range refs {
				failed = yield(number, role, ref.ID)
			}
		}
		for _, ref := range x.Speakers {
			failed = yield(number, "speaker", ref.ID)
		}
	})
	return failed
}

func (s *shelf) Actors(_ context.Context, yield func(*verbale.ActorRow) error) error {
	for _, a := range s.actors {
		if err := yield(a); err != nil {
			return err
		}
	}
	return nil
}

func (s *shelf) Directory(context.Context) (*query.Directory, error) {
	directory := query.NewDirectory(world.Load(), nil)
	for _, a := range s.actors {
		directory.AddActor(a.ID, a.Name, a.Type)
		for _, side := range a.Sides {
			directory.AddSide(side)
		}
	}
	for _, r := range s.reports {
		directory.AddDocument(r.Row.ID)
		if r.Row.Outlet != nil {
			directory.AddOutlet(*r.Row.Outlet)
		}
	}
	return directory, nil
}

func (s *shelf) Statements(_ context.Context, numbers []int64) ([]*verbale.Statement, error) {
	var found []*verbale.Statement
	for _, n := range numbers {
		s.each(func(number int64, x *verbale.Statement) {
			if number == n {
				copied := *x
				found = append(found, &copied)
			}
		})
	}
	return found, nil
}

func (s *shelf) Numbers(_ context.Context, ids []string) ([]int64, error) {
	var found []int64
	for _, id := range ids {
		s.each(func(number int64, x *verbale.Statement) {
			if x.ID == id {
				found = append(found, number)
			}
		})
	}
	return found, nil
}

func (s *shelf) Passages(_ context.Context, numbers []int64, yield func(int64, verbale.Excerpt) error) error {
	for _, r := range s.reports {
		for _, n := range r.Numbers {
			if slices.Contains(numbers, n) {
				if err := yield(n, verbale.Excerpt{Span: lang.Span{End: len(r.Text)}, Text: r.Text}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *shelf) Match(_ context.Context, words string) ([]int64, error) {
	s.matched.Add(1)
	var found []int64
	s.each(func(number int64, x *verbale.Statement) {
		if strings.Contains(strings.ToLower(x.Content[0].Text), strings.ToLower(words)) {
			found = append(found, number)
		}
	})
	return found, nil
}

func (s *shelf) Find(ctx context.Context, _ *query.Directory, search query.Search, limit int) (*query.Found, error) {
	found := &query.Found{Groups: []query.FoundGroup{}, Missed: []query.Miss{}, Instead: []query.Instead{}}
	numbers, err := s.Match(ctx, search.Words)
	if err != nil || len(numbers) == 0 {
		found.Instead = append(found.Instead, query.Instead{Search: "harbour", Why: "spelling", Total: 2})
		return found, err
	}
	group := query.FoundGroup{What: query.FoundStatement, Total: len(numbers)}
	for _, number := range numbers[:min(limit, len(numbers))] {
		group.Hits = append(group.Hits, &query.Hit{What: query.FoundStatement, Number: number})
	}
	anna := "a-anna"
	found.Groups = append(found.Groups,
		query.FoundGroup{What: query.FoundActor, Total: 1, Hits: []*query.Hit{{What: query.FoundActor, ID: &anna, Name: &anna, Document: "one.txt"}}},
		group,
		query.FoundGroup{What: query.FoundPassage, Total: 300, Hits: []*query.Hit{{What: query.FoundPassage, Document: "one.txt", Marked: "the \x02harbour\x03 stays"}}})
	return found, nil
}

func (s *shelf) Papers(_ context.Context, id string, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error {
	for _, p := range s.papers {
		if id == "" || id == p.ID {
			if err := yield(p, s.steps[p.ID]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) HasPapers(context.Context) (bool, error) { return len(s.papers) > 0, nil }

func (s *shelf) SpeakingOf(context.Context, string, int) ([]int64, error) { return nil, nil }

func (s *shelf) Profile(_ context.Context, id string) (*web.Profile, error) {
	for _, a := range s.actors {
		if a.ID == id {
			copied := *a
			copied.Offices, copied.Names, copied.Perhaps = []verbale.ActorOffice{}, []verbale.NameCount{}, []string{}
			return &web.Profile{Actor: &copied, Reports: 1}, nil
		}
	}
	return nil, fmt.Errorf("no actor %q: %w", id, web.ErrNotFound)
}

func (s *shelf) Report(_ context.Context, document, version string) (*web.Report, error) {
	for _, r := range s.reports {
		if r.Row.ID == document && strings.HasPrefix(r.Hash, version) {
			copied := *r
			copied.Statements = nil
			for _, x := range r.Statements {
				statement := *x
				copied.Statements = append(copied.Statements, &statement)
			}
			return &copied, nil
		}
	}
	return nil, fmt.Errorf("no report %q: %w", document, web.ErrNotFound)
}

func (s *shelf) Times(context.Context, string, string, int) ([]verbale.TimeExpression, error) {
	return nil, nil
}

// put adds a report that consists of one statement, by the actor of that id.
func (s *shelf) put(name, speaker, text string, change func(*web.Report, *verbale.Statement)) {
	n := int64(len(s.reports) + 1)
	hash := fmt.Sprintf("%016x%048x", n, n)
	outlet := "Outlet"
	statement := &verbale.Statement{
		ID: fmt.Sprintf("s-%d", n), Document: name, Version: hash[:16], Part: verbale.Body,
		Source: []verbale.Excerpt{}, Cue: []verbale.Excerpt{}, Content: []verbale.Excerpt{{Span: lang.Span{End: len(text)}, Text: text}},
		SetApart: []verbale.Excerpt{}, RespondsTo: []verbale.Response{}, Speakers: []verbale.ActorRef{}, Addressees: []verbale.ActorRef{},
		Mode: verbale.Direct, Kind: verbale.Say, Factuality: verbale.Asserted, Account: verbale.Own, Rule: "test",
		Confidence: 500, Status: verbale.Unread, Corrected: []string{},
	}
	if speaker != "" {
		statement.Speakers = []verbale.ActorRef{{ID: speaker, Name: speaker, Type: verbale.Person}}
		statement.Speaker = &statement.Speakers[0]
	}
	report := &web.Report{
		Row: &verbale.DocumentRow{ID: name, Short: name, Kind: verbale.Report, Outlet: &outlet, Encoding: "utf-8", Bytes: len(text),
			Version: hash[:16], Versions: 1, Extra: map[string]any{}},
		Hash: hash, Number: 1, Text: text, Parts: []verbale.Part{{Span: lang.Span{End: len(text)}, Kind: verbale.Body}},
		Statements: []*verbale.Statement{statement}, Numbers: []int64{n}, Hashes: []string{hash}, ReadAt: []string{"2026-01-01T00:00:00Z"},
	}
	if change != nil {
		change(report, statement)
	}
	s.reports = append(s.reports, report)
	slices.SortFunc(s.reports, func(a, b *web.Report) int { return strings.Compare(a.Row.ID, b.Row.ID) })
	s.generation.Add(1)
}

// twoSides is a shelf with two speakers of two sides and one who has none.
func twoSides() *shelf {
	s := &shelf{actors: []*verbale.ActorRow{
		{ID: "a-anna", Name: "Anna", Type: verbale.Person, Sides: []string{"North"}},
		{ID: "a-bela", Name: "Béla", Type: verbale.Person, Sides: []string{"South"}},
		{ID: "a-cora", Name: "Cora", Type: verbale.Person},
	}}
	day := func(date string) func(*web.Report, *verbale.Statement) {
		from := verbale.FromWords
		return func(_ *web.Report, x *verbale.Statement) { x.SaidOn, x.SaidOnFrom = &date, &from }
	}
	s.put("one.txt", "a-anna", "“The harbour stays open.”", day("1914-07-28"))
	s.put("two.txt", "a-bela", "“The harbour is closed.”", day("1914-07-29"))
	s.put("three.txt", "a-anna", "“We shall talk.”", day("1914-07-27"))
	s.put("four.txt", "", "“Nobody knows.”", nil)
	s.put("five.txt", "a-bela", "“It was never ours.”", func(_ *web.Report, x *verbale.Statement) { x.Account = verbale.Ascribed })
	s.put("six.txt", "a-cora", "“Struck from the list.”", func(_ *web.Report, x *verbale.Statement) { x.Status = verbale.Struck })
	return s
}
