// Package dossier answers: how does a program of one's own read a dossier?
//
// A dossier is what the command verbale makes: news reports, and what was read from
// them. [Open] opens one to be read, and its methods give rows of the vocabulary of
// package verbale, one at a time, in an order that does not depend on the order in which
// reports came in.
//
//	d, err := dossier.Open(ctx, "talks.db")
//	for s, err := range d.Statements(ctx, dossier.Filter{Speaker: []string{"lavrov"}}) {
//		…
//	}
//
// A [Filter] asks what the flags of the command ask, with the same meaning
// (docs/asking.md). Rows are only read, whatever is done with them; they are the
// caller's. A question sees what was committed when it was put, also while another
// process reads reports in. Memory does not grow with the number of rows but for some
// bytes each. A Dossier may be used by several goroutines at once.
//
// The names of this package stay; keys of rows are added and never taken away.
package dossier

import (
	"context"
	"errors"
	"iter"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// The kinds of the errors of Open and of questions, for errors.Is.
var (
	ErrNotFound   = record.ErrNotFound   // there is no dossier at that path
	ErrNotDossier = record.ErrNotDossier // the file is none
	ErrNewer      = record.ErrNewer      // it was made by a newer version
	ErrQuery      = record.ErrQuery      // the question cannot be answered
)

// Filter is what rows are asked for. What is given must all hold, and a list holds
// where any of its values does; the zero Filter is all rows that no person has struck.
// Days are ISO dates, months or years. "-" asks for what has none.
type Filter struct {
	Speaker, Side, To            []string // names or ids
	About                        string   // words that were said; "words in marks" as they stand
	Kind, Mode, Account, Channel []string
	Since, Until                 string // of the day on which it was said, done or meant
	ReportedSince, ReportedUntil string // of the report's own day
	Undated, WithUndated         bool
	Document, Outlet             []string
	Status                       []string
	Doubtful                     bool // of events: also what is doubtful
}

func (f Filter) query() query.Query {
	return query.Query{
		Speaker: f.Speaker, Side: f.Side, To: f.To, About: f.About, Kind: f.Kind, Mode: f.Mode, Account: f.Account, Channel: f.Channel,
		Since: f.Since, Until: f.Until, ReportedSince: f.ReportedSince, ReportedUntil: f.ReportedUntil, Undated: f.Undated, WithUndated: f.WithUndated,
		Document: f.Document, Outlet: f.Outlet, Status: f.Status,
	}
}

// Dossier is an open dossier.
type Dossier struct{ store *sqlite.Dossier }

// Open opens the dossier at path. One that an older version made is brought up to date.
func Open(ctx context.Context, path string) (*Dossier, error) {
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return &Dossier{store}, nil
}

// Close ends the use of the dossier.
func (d *Dossier) Close() error { return d.store.Close() }

// errEnough ends a question whose asker has stopped.
var errEnough = errors.New("enough")

// rows makes a sequence of a question. An error comes last, with a zero row.
func rows[T any](q query.Query, ask func(query.Query, func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := q.Check()
		if err == nil {
			err = ask(q, func(row T) error {
				if !yield(row, nil) {
					return errEnough
				}
				return nil
			})
		}
		if err != nil && !errors.Is(err, errEnough) {
			var none T
			yield(none, err)
		}
	}
}

// Statements gives who said what, in order of report and place.
func (d *Dossier) Statements(ctx context.Context, f Filter) iter.Seq2[*verbale.Statement, error] {
	return rows(f.query(), func(q query.Query, yield func(*verbale.Statement) error) error {
		return d.store.Statements(ctx, q, yield)
	})
}

// Events gives who did what to whom, in order of day, undated ones last.
func (d *Dossier) Events(ctx context.Context, f Filter) iter.Seq2[*verbale.Event, error] {
	return rows(f.query(), func(q query.Query, yield func(*verbale.Event) error) error {
		return d.store.Events(ctx, record.EventQuery{Query: q, Doubtful: f.Doubtful}, yield)
	})
}

// Utterance is what was said once and is told at two places or more.
type Utterance struct {
	*verbale.Utterance
	Statements []*verbale.Statement // its renderings, in order of report and place
}

// Utterances gives each utterance of which the filter lets a rendering through.
func (d *Dossier) Utterances(ctx context.Context, f Filter) iter.Seq2[Utterance, error] {
	return rows(f.query(), func(q query.Query, yield func(Utterance) error) error {
		return d.store.Utterances(ctx, q, func(u *verbale.Utterance, s []*verbale.Statement) error { return yield(Utterance{u, s}) })
	})
}

// Dates gives the time expressions, in order of report and place.
func (d *Dossier) Dates(ctx context.Context, f Filter) iter.Seq2[*verbale.TimeExpression, error] {
	return rows(f.query(), func(q query.Query, yield func(*verbale.TimeExpression) error) error {
		return d.store.Dates(ctx, q, yield)
	})
}

// Documents gives the reports, in order of name. Of the filter Document, Outlet, the
// days of reports and Undated count.
func (d *Dossier) Documents(ctx context.Context, f Filter) iter.Seq2[*verbale.DocumentRow, error] {
	return rows(f.query(), func(q query.Query, yield func(*verbale.DocumentRow) error) error {
		return d.store.Documents(ctx, q, yield)
	})
}

// Actors gives who is spoken of, those who speak most first. Of the filter Document,
// Outlet, Side and the days of reports count.
func (d *Dossier) Actors(ctx context.Context, f Filter) iter.Seq2[*verbale.ActorRow, error] {
	return rows(f.query(), func(q query.Query, yield func(*verbale.ActorRow) error) error { return d.store.Actors(ctx, q, yield) })
}

// Text returns the stored text of the current version of a report, in which the spans of
// rows are bytes; ErrNotFound where there is no such report.
func (d *Dossier) Text(ctx context.Context, document string) (string, error) {
	stored, _, _, err := d.store.Stored(ctx, document)
	if err != nil {
		return "", err
	}
	return stored.Text, nil
}

// Hash returns a hash of all that answers come from: two dossiers with the same one give
// the same answers.
func (d *Dossier) Hash(ctx context.Context) (string, error) { return d.store.Hash(ctx) }
