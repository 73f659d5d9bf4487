package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"verbale.dev/verbale"
)

// errStale is the error where a catalogue and the store have come apart; the
// question is put once more to a new one.
var errStale = errors.New("the catalogue is out of date")

// errBusy is the error where a text waited in vain to be looked at.
var errBusy = errors.New("other texts are being looked at: try again in a moment")

// Options say what a server serves and to whom.
type Options struct {
	Store     Store
	Adder     Adder           // nil: nothing can be added
	Corrector Corrector       // nil: nothing can be corrected
	Hosts     []string        // values of the Host header that are answered
	Token     string          // if not empty, who asks must have it
	Progress  func() Progress // nil: nothing is being read
	Logger    *slog.Logger
	Version   string // of the program
}

// Server answers requests for the pages and their data. It may be used by
// several goroutines at once.
type Server struct {
	store     Store
	adder     Adder
	corrector Corrector
	hosts     map[string]bool
	token     string
	progress  func() Progress
	logger    *slog.Logger
	version   string
	handler   http.Handler
	pages     map[string]*page
	matches   *matchMemory
	memory    pageMemory
	static    map[string]asset
	live      chan struct{} // one for each live page
	// previewing holds a place for the text that is being looked at.
	previewing chan struct{}
	printing   printer
	api        *huma.OpenAPI

	mutex   sync.Mutex // guards what follows
	current *catalogue
	making  chan struct{} // closed when the catalogue being made is there
}

// New returns a server. It fails only where the pages themselves are broken.
func New(o Options) (*Server, error) {
	s := &Server{
		store: o.Store, adder: o.Adder, corrector: o.Corrector, hosts: map[string]bool{}, token: o.Token,
		progress: o.Progress, logger: o.Logger, version: o.Version,
	}
	for _, host := range o.Hosts {
		s.hosts[host] = true
	}
	if s.progress == nil {
		s.progress = func() Progress { return Progress{} }
	}
	if s.logger == nil {
		s.logger = slog.New(slog.DiscardHandler)
	}
	s.matches = newMatchMemory(o.Store)
	s.live, s.previewing = make(chan struct{}, liveAtMax), make(chan struct{}, 1)
	var err error
	if s.static, err = assets(); err != nil {
		return nil, err
	}
	if s.pages, err = s.parsePages(); err != nil {
		return nil, err
	}
	if s.printing, err = s.newPrinter(); err != nil {
		return nil, err
	}
	s.handler = s.guard(s.looking(s.remember(s.routes())))
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// staleLimit is the number of statements up to which a changed dossier is
// catalogued anew before a request is answered. Above it the request is
// answered from the catalogue as it was, while a new one is made beside it.
const staleLimit = 50_000

// catalogue returns the catalogue of the dossier as it is now; of a large one
// that has just changed, as it was a moment ago.
func (s *Server) catalogue(ctx context.Context) (*catalogue, error) {
	generation, err := s.store.Generation(ctx)
	if err != nil {
		return nil, err
	}
	for {
		s.mutex.Lock()
		if c := s.current; c != nil && (c.generation == generation || s.making != nil && len(c.entries) > staleLimit) {
			s.mutex.Unlock()
			return c, nil
		}
		if making := s.making; making != nil {
			s.mutex.Unlock()
			select {
			case <-making:
				continue
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		made := make(chan struct{})
		s.making = made
		before := s.current
		s.mutex.Unlock()
		// Others wait for it, so it does not end with the request that began it.
		go s.renew(context.WithoutCancel(ctx), generation, made)
		if before != nil && len(before.entries) > staleLimit {
			return before, nil
		}
		select {
		case <-made:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		s.mutex.Lock()
		c := s.current
		s.mutex.Unlock()
		if c == nil {
			return nil, errStale
		}
		return c, nil
	}
}

// renew makes the catalogue anew.
func (s *Server) renew(ctx context.Context, generation int64, made chan struct{}) {
	began := time.Now()
	c, err := newCatalogue(ctx, s.store, generation)
	if err == nil {
		err = s.lookWhatIsThere(ctx, c)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.making = nil
	close(made)
	if err != nil {
		s.logger.Error("the dossier could not be catalogued", "error", err)
		return
	}
	if s.current != nil {
		s.current.derivation.forget()
	}
	s.current = c
	s.matches.forget()
	s.logger.Debug("catalogued", "statements", len(c.entries), "took", time.Since(began))
}

// lookWhatIsThere asks which pages have something to show.
func (s *Server) lookWhatIsThere(ctx context.Context, c *catalogue) (err error) {
	if c.papers, err = s.store.HasPapers(ctx); err != nil {
		return err
	}
	if store, ok := s.store.(Exchanger); ok {
		if err := store.ReadTimes(ctx, c.readTime); err != nil {
			return err
		}
	}
	if store, tells := s.store.(EventTeller); tells {
		if c.events, err = store.HasEvents(ctx); err != nil {
			return err
		}
	}
	store, compares := s.store.(Comparer)
	if !compares {
		return nil
	}
	total, err := store.MostTold(ctx, 1, func(*verbale.Utterance, []*verbale.Statement) error { return nil })
	c.told = total > 0
	return err
}
