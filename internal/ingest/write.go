package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"verbale.dev/verbale/internal/killpoint"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// A transaction ends when it holds a number of readings or has gone on for a
// time. Both begin small, so that a short run is soon to be seen, and double
// with each transaction up to these bounds: at the end of each is derived what
// follows, which costs more the more there is in the dossier.
const (
	firstBatch, lastBatch       = 64, 1024
	firstPatience, lastPatience = 500 * time.Millisecond, 8 * time.Second
)

// writer writes the jobs of a run.
type writer struct {
	run      Run
	changed  *changeLog
	reader   *reading.Reader // for what is to be read again
	batch    int
	patience time.Duration
	done     Outcome // what is in

	// Of the transaction that is open:
	open    record.Writer // nil where there is none
	begun   time.Time
	pending Outcome
	held    int // documents
}

func newWriter(r Run, changed *changeLog) *writer {
	return &writer{run: r, changed: changed, reader: reading.New(reading.ShippedBy(r.Engine)), batch: firstBatch, patience: firstPatience}
}

// writeAll writes jobs in their order until there are no more. What was read
// when the context ends is kept. No transaction is kept open for longer than its
// patience, however slowly documents come: meanwhile nobody else can write.
func (w *writer) writeAll(ctx context.Context, jobs <-chan *job) error {
	background := context.WithoutCancel(ctx)
	defer func() {
		if w.open != nil {
			w.open.Abandon()
		}
	}()
	for {
		var impatience <-chan time.Time
		if w.open != nil {
			impatience = time.After(w.patience - time.Since(w.begun))
		}
		var j *job
		select {
		case next, more := <-jobs:
			if !more {
				return w.commit()
			}
			j = next
		case <-impatience:
			if err := w.commit(); err != nil {
				return err
			}
			continue
		case <-ctx.Done():
			return errors.Join(w.commit(), ctx.Err())
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return errors.Join(w.commit(), ctx.Err())
		}
		if err := w.write(background, j); err != nil {
			return err
		}
	}
}

// write writes one job, and ends the transaction where it is time.
func (w *writer) write(ctx context.Context, j *job) error {
	if j.err != nil {
		return errors.Join(w.commit(), j.err)
	}
	if w.open == nil {
		if err := w.begin(ctx); err != nil {
			return err
		}
	}
	if err := w.changed.readAgain(ctx, j, w.reader); err != nil {
		return errors.Join(w.commit(), err)
	}
	w.held++
	if err := w.open.Put(ctx, j.document, j.hash, j.reading, j.notRead); err != nil {
		return w.lost(err)
	}
	if j.original != nil {
		if err := w.open.PutOriginal(j.document.Name, j.hash, *j.original); err != nil {
			return w.lost(err)
		}
	}
	killpoint.At(killpoint.Document)
	w.pending.count(j)
	if w.run.Progress != nil {
		w.run.Progress(j.consumed)
	}
	if w.held < w.batch && time.Since(w.begun) <= w.patience {
		return nil
	}
	if err := w.commit(); err != nil {
		return err
	}
	w.batch, w.patience = min(2*w.batch, lastBatch), min(2*w.patience, lastPatience)
	return nil
}

// begin opens a transaction.
func (w *writer) begin(ctx context.Context) error {
	var err error
	if w.open, err = w.run.Dossier.Begin(ctx); err != nil {
		return err
	}
	if err := w.changed.renew(ctx, w.open); err != nil {
		return err
	}
	w.begun, w.held, w.pending = time.Now(), 0, Outcome{}
	return nil
}

// commit ends the transaction that is open, and counts what is in now.
func (w *writer) commit() error {
	if w.open == nil {
		return nil
	}
	err := w.open.Commit()
	w.open = nil
	if err != nil {
		return w.lost(err)
	}
	w.done.add(w.pending)
	return nil
}

// lost says what an error costs.
func (w *writer) lost(err error) error {
	if w.held == 1 {
		return fmt.Errorf("nothing of the last report is in: %w", err)
	}
	return fmt.Errorf("nothing of the last %d reports is in: %w", w.held, err)
}

// count adds what one document brought.
func (o *Outcome) count(j *job) {
	switch j.presence {
	case record.Absent:
		o.Added++
	case record.Changed:
		o.Changed++
	case record.Stale:
		o.Again++
	}
	if j.reading == nil {
		return
	}
	o.Statements += len(j.reading.Statements)
	o.Dates += len(j.reading.Dates)
	for _, tie := range j.reading.Ties {
		if len(tie.Speakers) == 0 {
			o.Unattributed++
		}
	}
}

// add adds what a transaction brought.
func (o *Outcome) add(p Outcome) {
	o.Added += p.Added
	o.Changed += p.Changed
	o.Again += p.Again
	o.Statements += p.Statements
	o.Unattributed += p.Unattributed
	o.Dates += p.Dates
}
