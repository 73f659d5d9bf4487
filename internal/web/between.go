package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"verbale.dev/verbale"
)

// Exchanger derives what lies between reports: what was wanted of whom, which clauses
// are voiced, what was said to come, and what of it is new. A store that is one has the
// pages of it. Its methods yield all rows, doubtful ones too.
type Exchanger interface {
	// Exchange yields each request, a whole before its parts, in order of day.
	Exchange(ctx context.Context, yield func(*verbale.Request) error) error
	// Clauses yields each clause, a whole before its parts.
	Clauses(ctx context.Context, yield func(*verbale.Clause) error) error
	// Expectations yields each expectation in order of the day of its saying.
	Expectations(ctx context.Context, yield func(*verbale.Expectation) error) error
	// Events yields each event in order of day.
	Events(ctx context.Context, yield func(*verbale.Event) error) error
	// ReadTimes yields when the newest version of each report was read.
	ReadTimes(ctx context.Context, yield func(document string, at time.Time) error) error
	// AsOf returns what takes from a request that Exchange yielded all that came after a
	// day, and reports whether anything of it was there by then.
	AsOf(ctx context.Context) (func(r *verbale.Request, day string) bool, error)
	// Changes yields all that was ever new, in order of day; what has no day, last.
	Changes(ctx context.Context, yield func(*verbale.Change) error) error
}

// between is what lies between the reports of one state of a dossier. It is immutable.
type between struct {
	requests     []*verbale.Request            // wholes, in order of day
	parts        map[string][]*verbale.Request // by the ids of their wholes
	clauses      []*verbale.Clause
	expectations []*verbale.Expectation
	changes      []*verbale.Change
	papers       []paperSteps
	facts        []*fact                             // steps of papers and events, in order of day
	then         func(*verbale.Request, string) bool // see Exchanger.AsOf
	days         []string                            // on which something was asked or answered, in order
}

// derivation is a between that is being made, once for a state of the dossier.
type derivation struct {
	begun sync.Once
	since atomic.Int64 // when it was begun, nanoseconds since 1970; 0 before
	ended chan struct{}
	stop  context.CancelFunc
	made  *between
	err   error
}

func newDerivation() *derivation { return &derivation{ended: make(chan struct{})} }

// begin has what lies between the reports derived beside whatever else is done; a
// second time it does nothing.
func (s *Server) begin(c *catalogue) {
	store, ok := s.store.(Exchanger)
	if !ok {
		return
	}
	d := c.derivation
	d.begun.Do(func() {
		ctx, stop := context.WithCancel(context.Background())
		d.stop = stop
		d.since.Store(time.Now().UnixNano())
		go func() {
			defer close(d.ended)
			defer stop()
			if d.made, d.err = derive(ctx, store, s.store); d.err != nil && !errors.Is(d.err, context.Canceled) {
				s.logger.Error("what lies between reports could not be derived", "error", d.err)
			}
		}()
	})
}

// forget ends a derivation that nobody needs any more.
func (d *derivation) forget() {
	d.begun.Do(func() { d.err = errStale; close(d.ended) })
	if d.stop != nil {
		d.stop()
	}
}

// now returns what is derived, or nil while it is being made or where it cannot be.
func (d *derivation) now() *between {
	select {
	case <-d.ended:
		return d.made
	default:
		return nil
	}
}

// running reports whether it is being made now.
func (d *derivation) running() bool { return d.since.Load() != 0 && !d.done() }

// done reports whether it is made, or will not be.
func (d *derivation) done() bool {
	select {
	case <-d.ended:
		return true
	default:
		return false
	}
}

// between returns what lies between the reports of the catalogue's state. It waits for
// it; ErrNotFound where the store derives nothing.
func (s *Server) between(ctx context.Context, c *catalogue) (*between, error) {
	if _, ok := s.store.(Exchanger); !ok {
		return nil, ErrNotFound
	}
	s.begin(c)
	select {
	case <-c.derivation.ended:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := c.derivation.err; errors.Is(err, context.Canceled) {
		return nil, errStale // another state of the dossier took its place
	} else if err != nil {
		return nil, fmt.Errorf("web: derive: %w", err)
	}
	return c.derivation.made, nil
}

func derive(ctx context.Context, from Exchanger, store Store) (*between, error) {
	b := &between{parts: map[string][]*verbale.Request{}}
	var err error
	if b.then, err = from.AsOf(ctx); err != nil {
		return nil, err
	}
	var events []*verbale.Event
	if err := errors.Join(
		store.Papers(ctx, "", func(p *verbale.PaperRow, steps []*verbale.Transfer) error {
			b.papers = append(b.papers, paperSteps{p, steps})
			return nil
		}),
		from.Events(ctx, func(e *verbale.Event) error { events = append(events, e); return nil }),
		from.Exchange(ctx, func(r *verbale.Request) error {
			if r.PartOf != nil {
				b.parts[*r.PartOf] = append(b.parts[*r.PartOf], r)
			} else {
				b.requests = append(b.requests, r)
			}
			return nil
		}),
		from.Clauses(ctx, func(c *verbale.Clause) error { b.clauses = append(b.clauses, c); return nil }),
		from.Expectations(ctx, func(e *verbale.Expectation) error { b.expectations = append(b.expectations, e); return nil }),
		from.Changes(ctx, func(c *verbale.Change) error { b.changes = append(b.changes, c); return nil }),
	); err != nil {
		return nil, err
	}
	b.days = daysOf(b.requests)
	b.facts = factsOf(b.papers, events)
	return b, nil
}

// daysOf lists the days on which something was asked or answered.
func daysOf(requests []*verbale.Request) []string {
	var days []string
	add := func(day *string) {
		if day != nil && len(*day) == len("2006-01-02") {
			days = append(days, *day)
		}
	}
	for _, r := range requests {
		if r.Doubtful {
			continue
		}
		add(r.On)
		for i := range r.Named {
			add(r.Named[i].On)
		}
		for i := range r.Answers {
			add(r.Answers[i].On)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// asOf returns the requests with their parts as they stood on a day; "" is as they
// stand at the last report.
func (b *between) asOf(day string) ([]*verbale.Request, map[string][]*verbale.Request) {
	if day == "" {
		return b.requests, b.parts
	}
	then := func(all []*verbale.Request) []*verbale.Request {
		var stood []*verbale.Request
		for _, r := range all {
			copied := *r
			copied.Answers = slices.Clone(r.Answers)
			if b.then(&copied, day) {
				stood = append(stood, &copied)
			}
		}
		return stood
	}
	parts := map[string][]*verbale.Request{}
	for whole, list := range b.parts {
		if list = then(list); len(list) > 0 {
			parts[whole] = list
		}
	}
	return then(b.requests), parts
}
