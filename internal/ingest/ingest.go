package ingest

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// Run reads reports into a dossier, which it has to itself ([record.Dossier.Lock]).
type Run struct {
	Dossier record.Dossier
	// Workers is how many documents are read at a time; 0 is one a processor.
	Workers int
	// DropOriginals has the bytes not kept from which texts were made.
	DropOriginals bool
	// Engine reads, and is that of the dossier from then on; "" is the dossier's own,
	// or the fast one where it has none yet.
	Engine reading.Engine
	// Replace has Upgrade read again also what the other engine read.
	Replace bool
	// Progress is told, from one goroutine, how many bytes of the source are done
	// with; it may be nil.
	Progress func(bytes int64)
}

// Outcome counts what a run did. What was read counts when its transaction is in.
type Outcome struct {
	Added     int // documents whose names were not in the dossier
	Changed   int // other versions of documents
	Again     int // versions that another model had read
	Unchanged int
	Forgotten int // passed over, because they were taken out for good
	Skipped   int // by a fault
	// Of those that were written:
	Statements, Unattributed, Dates int
	Faults                          []*intake.Fault
}

// Read reads the documents of paths, as source finds them there. The errors are
// those of the dossier, of source.Reports, and that of the context.
func (r Run) Read(ctx context.Context, source *intake.Reader, paths []string) (Outcome, error) {
	return r.From(ctx, func(ctx context.Context, yield func(intake.Item) error) error {
		return source.Read(ctx, paths, yield)
	})
}

// Upgrade reads again, from the texts in the dossier, what another model read.
func (r Run) Upgrade(ctx context.Context) (Outcome, error) {
	if err := r.settleEngine(ctx); err != nil {
		return Outcome{}, err
	}
	names, err := r.Dossier.Stale(ctx, r.current()...)
	if err != nil {
		return Outcome{}, err
	}
	return r.From(ctx, func(ctx context.Context, yield func(intake.Item) error) error {
		for i, name := range names {
			document, _, _, err := r.Dossier.Stored(ctx, name)
			if err != nil {
				return err
			}
			intake.Settle(document)
			if err := yield(intake.Item{Document: document, Consumed: int64(i)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// settleEngine finds out which engine reads, and notes it in the dossier.
func (r *Run) settleEngine(ctx context.Context) error {
	noted, err := r.Dossier.Engine(ctx)
	if err != nil {
		return err
	}
	if r.Engine == "" {
		r.Engine = reading.Engine(noted)
	}
	if !slices.Contains(reading.Engines, r.Engine) { // none yet, or one of a later version
		totals, err := r.Dossier.Totals(ctx)
		if err != nil {
			return err
		}
		r.Engine = reading.Default
		if totals.Documents > 0 {
			r.Engine = reading.Fast // as what is in was read
		}
	}
	if string(r.Engine) == noted {
		return nil
	}
	return r.Dossier.SetEngine(ctx, string(r.Engine))
}

// current names the models whose readings are left as they are.
func (r *Run) current() []string {
	if r.Replace {
		return []string{reading.ShippedBy(r.Engine).Name()}
	}
	var names []string
	for _, engine := range reading.Engines {
		names = append(names, reading.ShippedBy(engine).Name())
	}
	return names
}

// Source calls yield with documents and faults, one at a time, and stops with its
// error.
type Source func(ctx context.Context, yield func(intake.Item) error) error

// job is one document on its way through a worker to the writer.
type job struct {
	document *verbale.Document
	consumed int64 // bytes of the input up to and with it
	hash     string
	presence record.Presence
	original *record.Original // what the text was made from; nil where that is not kept
	notRead  string
	reading  *verbale.Reading
	under    *changes      // what was laid over it
	err      error         // of laying corrections over the reading
	done     chan struct{} // closed when the reading is there
}

// taking is what becomes of documents before they are read. An intake that does
// not come to its end is left behind, so that what it counted is locked.
type taking struct {
	sync.Mutex
	Outcome
	current []string // models whose readings are left as they are
	packer  packer
}

// From reads the documents of a source.
func (r Run) From(ctx context.Context, source Source) (Outcome, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := r.settleEngine(ctx); err != nil {
		return Outcome{}, err
	}
	changed, err := newChangeLog(ctx, r.Dossier)
	if err != nil {
		return Outcome{}, err
	}
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	toRead := make(chan *job)
	toWrite := make(chan *job, 4*workers)
	for range workers {
		go work(ctx, r.Engine, toRead)
	}
	taken := taking{current: r.current()}
	var intakeErr error
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		defer close(toWrite)
		defer close(toRead)
		intakeErr = source(ctx, func(item intake.Item) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			taken.Lock()
			defer taken.Unlock()
			return r.take(ctx, item, changed.now.Load(), &taken, toRead, toWrite)
		})
	}()
	w := newWriter(r, changed)
	writeErr := w.writeAll(ctx, toWrite)
	cancel()
	atEnd := ended(finished, toWrite)
	taken.Lock()
	done := w.done
	done.Faults, done.Skipped, done.Forgotten, done.Unchanged = taken.Faults, taken.Skipped, taken.Forgotten, taken.Unchanged
	taken.Unlock()
	switch {
	case writeErr != nil:
		return done, writeErr
	case !atEnd || errors.Is(intakeErr, context.Canceled):
		return done, context.Canceled
	}
	return done, intakeErr
}

// intakeGrace is how long an intake that was told to end is waited for. It may be
// waiting itself, for a pipe to be opened or for words on standard input, and no
// context ends that.
const intakeGrace = time.Second

// ended lets the intake come to its end, and reports whether it did.
func ended(finished <-chan struct{}, jobs <-chan *job) bool {
	late := time.After(intakeGrace)
	for {
		select {
		case <-finished:
			return true
		case _, more := <-jobs:
			if !more {
				jobs = nil
			}
		case <-late:
			return false
		}
	}
}

// work reads documents until there are no more.
func work(ctx context.Context, engine reading.Engine, jobs <-chan *job) {
	reader := reading.New(reading.ShippedBy(engine))
	for j := range jobs {
		j.reading = reader.Read(j.document)
		j.err = j.under.lay.Over(ctx, j.document, j.hash, j.reading)
		close(j.done)
	}
}

// take decides what is to be done with what the source gave, and sends a document
// that is to be written on its way.
func (r Run) take(
	ctx context.Context,
	item intake.Item,
	under *changes,
	taken *taking,
	toRead, toWrite chan<- *job,
) error {
	if item.Fault != nil {
		taken.Faults = append(taken.Faults, item.Fault)
		if item.Fault.Kind == intake.Skipped {
			taken.Skipped++
		}
		return nil
	}
	document := item.Document
	if under.forgotten(document) {
		taken.Forgotten++
		return nil
	}
	under.correct(document)
	j := &job{
		document: document,
		consumed: item.Consumed,
		hash:     intake.Hash(document),
		under:    under,
		done:     make(chan struct{}),
	}
	var err error
	if j.presence, err = r.Dossier.Presence(ctx, document.Name, j.hash, taken.current...); err != nil {
		return err
	}
	if j.presence == record.UpToDate {
		taken.Unchanged++
		return nil
	}
	if !r.DropOriginals {
		if j.original, err = taken.packer.pack(item.Source); err != nil {
			return err
		}
	}
	select {
	case toWrite <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	if !document.Readable() {
		j.notRead = document.Language
		close(j.done)
		return nil
	}
	select {
	case toRead <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
