package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
)

// pageStore is a dossier as the pages need it.
type pageStore struct {
	dossier *sqlite.Dossier
	watch   *sqlite.Watch
	name    string
}

// newPageStore opens the questions that pages put to a dossier.
func newPageStore(ctx context.Context, dossier *sqlite.Dossier, readers int) (*pageStore, error) {
	dossier.KeepReaders(readers)
	watch, err := dossier.NewWatch(ctx)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(dossier.Path()), ".db"), ".verbale")
	return &pageStore{dossier: dossier, watch: watch, name: name}, nil
}

// asWeb gives an error of the record the kind that the pages know.
func asWeb(err error) error {
	var unknown *record.NameError
	switch {
	case errors.As(err, &unknown) && len(unknown.Several) == 0:
		return &web.UnknownName{Name: unknown.Name, Nearest: unknown.Nearest}
	case errors.Is(err, record.ErrNotFound):
		return fmt.Errorf("%w: %w", web.ErrNotFound, err)
	case errors.Is(err, record.ErrQuery):
		return fmt.Errorf("%w: %w", web.ErrQuery, err)
	}
	return err
}

func (s *pageStore) Name() string {
	if title, _ := s.described(); title != "" {
		return title
	}
	return s.name
}

func (s *pageStore) Description() string {
	_, description := s.described()
	return description
}

// described is what a person says of the dossier. Where it cannot be read, the pages
// say so of their rows.
func (s *pageStore) described() (title, description string) {
	title, description, err := s.dossier.Described(context.Background())
	if err != nil {
		return "", ""
	}
	return title, description
}

func (s *pageStore) Generation(ctx context.Context) (int64, error) { return s.watch.Generation(ctx) }

func (s *pageStore) Documents(ctx context.Context, yield func(*verbale.DocumentRow) error) error {
	return asWeb(s.dossier.Documents(ctx, query.Query{}, yield))
}

func (s *pageStore) Keys(ctx context.Context, yield func(*web.Key) error) error {
	return asWeb(s.dossier.StatementKeys(ctx, func(k *sqlite.StatementKey) error { return yield((*web.Key)(k)) }))
}

func (s *pageStore) Parties(ctx context.Context, yield func(int64, string, string) error) error {
	return asWeb(s.dossier.Parties(ctx, yield))
}

func (s *pageStore) Actors(ctx context.Context, yield func(*verbale.ActorRow) error) error {
	return asWeb(s.dossier.ActorSides(ctx, func(id, name string, kind verbale.ActorType, sides []string) error {
		return yield(&verbale.ActorRow{ID: id, Name: name, Type: kind, Sides: sides})
	}))
}

func (s *pageStore) Directory(ctx context.Context) (*query.Directory, error) {
	directory, err := s.dossier.Directory(ctx)
	return directory, asWeb(err)
}

func (s *pageStore) Statements(ctx context.Context, numbers []int64) ([]*verbale.Statement, error) {
	found, err := s.dossier.StatementsByNumber(ctx, numbers)
	return found, asWeb(err)
}

func (s *pageStore) Numbers(ctx context.Context, ids []string) ([]int64, error) {
	found, err := s.dossier.NumbersOf(ctx, ids)
	return found, asWeb(err)
}

func (s *pageStore) Passages(ctx context.Context, numbers []int64, yield func(int64, verbale.Excerpt) error) error {
	return asWeb(s.dossier.PassagesOf(ctx, numbers, yield))
}

func (s *pageStore) Match(ctx context.Context, words string) ([]int64, error) {
	found, err := s.dossier.Match(ctx, words)
	return found, asWeb(err)
}

func (s *pageStore) Find(ctx context.Context, directory *query.Directory, search query.Search, limit int) (*query.Found, error) {
	found, err := s.dossier.Find(ctx, directory, search, limit)
	return found, asWeb(err)
}

func (s *pageStore) SpeakingOf(ctx context.Context, actor string, limit int) ([]int64, error) {
	found, err := s.dossier.SpeakingOf(ctx, actor, limit)
	return found, asWeb(err)
}

func (s *pageStore) Papers(ctx context.Context, id string, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error {
	q := record.PaperQuery{Doubtful: true}
	if id != "" {
		q.IDs = []string{id}
	}
	return asWeb(s.dossier.Papers(ctx, q, yield))
}

func (s *pageStore) HasPapers(ctx context.Context) (bool, error) {
	has, err := s.dossier.HasPapers(ctx)
	return has, asWeb(err)
}

func (s *pageStore) EventsOf(ctx context.Context, asked web.EventsAsked, yield func(*verbale.Event) error) error {
	q := record.EventQuery{Doubtful: true, News: asked.News, Query: query.Query{About: asked.About, Since: asked.Since, Until: asked.Until}}
	for _, f := range []struct {
		value string
		to    *[]string
	}{{asked.Type, &q.Types}, {asked.Factuality, &q.Factualities}, {asked.Side, &q.Side}} {
		if f.value != "" {
			*f.to = []string{f.value}
		}
	}
	if err := q.Check(); err != nil {
		return asWeb(err)
	}
	return asWeb(s.dossier.Events(ctx, q, yield))
}

func (s *pageStore) HasEvents(ctx context.Context) (bool, error) {
	has, err := s.dossier.HasEvents(ctx)
	return has, asWeb(err)
}

func (s *pageStore) Profile(ctx context.Context, id string) (*web.Profile, error) {
	found, err := s.dossier.ActorProfile(ctx, id)
	if err != nil {
		return nil, asWeb(err)
	}
	profile := web.Profile(*found)
	return &profile, nil
}

func (s *pageStore) Report(ctx context.Context, document, version string) (*web.Report, error) {
	found, err := s.dossier.ReadingOf(ctx, document, version)
	if err != nil {
		return nil, asWeb(err)
	}
	report := web.Report(*found)
	return &report, nil
}

func (s *pageStore) Times(ctx context.Context, from, until string, limit int) ([]verbale.TimeExpression, error) {
	found, err := s.dossier.DatesWithin(ctx, from, until, limit)
	return found, asWeb(err)
}

func (s *pageStore) Exchange(ctx context.Context, yield func(*verbale.Request) error) error {
	return asWeb(s.dossier.Exchange(ctx, query.Exchange{Doubtful: true}, yield))
}

func (s *pageStore) AsOf(ctx context.Context) (func(*verbale.Request, string) bool, error) {
	then, err := s.dossier.AsOf(ctx)
	return then, asWeb(err)
}

func (s *pageStore) Clauses(ctx context.Context, yield func(*verbale.Clause) error) error {
	return asWeb(s.dossier.Clauses(ctx, query.Clauses{Doubtful: true}, yield))
}

func (s *pageStore) Expectations(ctx context.Context, yield func(*verbale.Expectation) error) error {
	return asWeb(s.dossier.Expectations(ctx, query.Expectations{Doubtful: true}, yield))
}

func (s *pageStore) Changes(ctx context.Context, yield func(*verbale.Change) error) error {
	return asWeb(s.dossier.Changes(ctx, query.Query{}, "0001-01-01", yield))
}

func (s *pageStore) Events(ctx context.Context, yield func(*verbale.Event) error) error {
	return asWeb(s.dossier.Events(ctx, record.EventQuery{Doubtful: true}, yield))
}

func (s *pageStore) ReadTimes(ctx context.Context, yield func(string, time.Time) error) error {
	return asWeb(s.dossier.ReadTimes(ctx, yield))
}

func (s *pageStore) PapersOf(ctx context.Context, kind, step string, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error {
	q := record.PaperQuery{Doubtful: true}
	if kind != "" {
		q.Kinds = []string{kind}
	}
	if step != "" {
		q.Steps = []string{step}
	}
	return asWeb(s.dossier.Papers(ctx, q, yield))
}

func (s *pageStore) ActorRows(ctx context.Context, side string, yield func(*verbale.ActorRow) error) error {
	q := query.Query{}
	if side != "" {
		q.Side = []string{side}
	}
	return asWeb(s.dossier.Actors(ctx, q, func(row *verbale.ActorRow) error {
		if !inCast(row) {
			return nil
		}
		return yield(row)
	}))
}

func (s *pageStore) ReportRows(ctx context.Context, outlet, since, until string, yield func(*verbale.DocumentRow) error) error {
	q := query.Query{ReportedSince: since, ReportedUntil: until}
	if outlet != "" {
		q.Outlet = []string{outlet}
	}
	return asWeb(s.dossier.Documents(ctx, q, yield))
}
