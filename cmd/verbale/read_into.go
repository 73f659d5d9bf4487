package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/killpoint"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// outcome counts what a run of read did.
type outcome struct {
	added, changed, again, unchanged, skipped int
	forgotten                                 int // passed over, because they were taken out for good
	statements, unattributed, dates           int
	faults                                    []*intake.Fault
}

// job is one document on its way through a reader to the writer.
type job struct {
	document *verbale.Document
	consumed int64 // bytes of the input up to and with it
	hash     string
	presence record.Presence
	notRead  string
	reading  *verbale.Reading
	under    *ruling       // what was laid over it
	err      error         // of laying corrections over the reading
	done     chan struct{} // closed when the reading is there
}

// A transaction ends when it holds a number of readings or has gone on for a
// time. Both begin small, so that a short run is soon to be seen, and double
// with each transaction up to these bounds: at the end of each who is who is
// settled anew, which costs more the more there is in the dossier.
const (
	firstBatch, lastBatch       = 64, 1024
	firstPatience, lastPatience = 500 * time.Millisecond, 8 * time.Second
)

// readInto reads documents with that many workers and writes them in the order
// in which they come. The memory it needs does not depend on their number: no
// more than four documents a worker are on their way at a time.
func readInto(ctx context.Context, dossier *record.Dossier, source *intake.Reader, paths []string, workers int, progress *bar) (outcome, error) {
	return readFrom(ctx, dossier, func(ctx context.Context, yield func(intake.Item) error) error {
		return source.Read(ctx, paths, yield)
	}, workers, progress)
}

// supply calls yield with documents and faults, one at a time.
type supply func(ctx context.Context, yield func(intake.Item) error) error

// readFrom is readInto for documents of any supply.
func readFrom(ctx context.Context, dossier *record.Dossier, source supply, workers int, progress *bar) (outcome, error) {
	var done, taken outcome // what was written, and what was not to be
	var taking sync.Mutex   // over taken: an intake that does not come to its end is left behind
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rule, err := newRulings(ctx, dossier)
	if err != nil {
		return done, err
	}
	toRead := make(chan *job)
	toWrite := make(chan *job, 4*workers)
	for range workers {
		go func() {
			reader := reading.NewReader()
			for j := range toRead {
				j.reading = reader.Read(j.document)
				j.err = j.under.lay.Over(ctx, j.document, j.hash, j.reading)
				close(j.done)
			}
		}()
	}
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
			taking.Lock()
			defer taking.Unlock()
			if item.Fault != nil {
				taken.faults = append(taken.faults, item.Fault)
				if item.Fault.Kind == intake.Skipped {
					taken.skipped++
				}
				return nil
			}
			under := rule.now.Load()
			if under.held.forgotten(item.Document) {
				taken.forgotten++
				return nil
			}
			under.held.correct(item.Document)
			return dispatch(ctx, dossier, item, under, &taken, toRead, toWrite)
		})
	}()
	writeErr := writeAll(ctx, dossier, rule, toWrite, &done, progress)
	cancel()
	atEnd := ended(finished, toWrite)
	taking.Lock()
	done.faults, done.skipped, done.forgotten, done.unchanged = taken.faults, taken.skipped, taken.forgotten, taken.unchanged
	taking.Unlock()
	if writeErr != nil {
		return done, writeErr
	}
	if !atEnd || errors.Is(intakeErr, context.Canceled) {
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

// dispatch decides what is to be done with a document and sends it on its way.
func dispatch(ctx context.Context, dossier *record.Dossier, item intake.Item, under *ruling, done *outcome, toRead, toWrite chan<- *job) error {
	document := item.Document
	j := &job{document: document, consumed: item.Consumed, hash: intake.Hash(document), under: under, done: make(chan struct{})}
	var err error
	if j.presence, err = dossier.Presence(ctx, document.Name, j.hash, reading.Model); err != nil {
		return err
	}
	if j.presence == record.UpToDate {
		done.unchanged++
		return nil
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

// writeAll writes jobs in their order until there are no more. What was read
// when the context ends is kept. No transaction is kept open for longer than its
// patience, however slowly documents come: meanwhile nobody else can write.
func writeAll(ctx context.Context, dossier *record.Dossier, rule *rulings, jobs <-chan *job, done *outcome, progress *bar) error {
	background := context.WithoutCancel(ctx)
	var writer *record.Writer
	defer func() {
		if writer != nil {
			writer.Abandon()
		}
	}()
	held, begun := 0, time.Now()
	batch, patience := firstBatch, firstPatience
	commit := func() error {
		if writer == nil {
			return nil
		}
		err := writer.Commit()
		writer, held = nil, 0
		return err
	}
	reader := reading.NewReader() // for what is to be read anew
	for {
		var impatience <-chan time.Time
		if writer != nil {
			impatience = time.After(patience - time.Since(begun))
		}
		var j *job
		select {
		case next, more := <-jobs:
			if !more {
				return commit()
			}
			j = next
		case <-impatience:
			if err := commit(); err != nil {
				return err
			}
			continue
		case <-ctx.Done():
			return errors.Join(commit(), ctx.Err())
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return errors.Join(commit(), ctx.Err())
		}
		if j.err != nil {
			return errors.Join(commit(), j.err)
		}
		if writer == nil {
			var err error
			if writer, err = dossier.NewWriter(background); err != nil {
				return err
			}
			if err := rule.renew(background, writer); err != nil {
				return err
			}
			begun = time.Now()
		}
		if err := rule.abide(background, j, reader); err != nil {
			return errors.Join(commit(), err)
		}
		if err := writer.Put(background, j.document, j.hash, j.reading, j.notRead); err != nil {
			return fmt.Errorf("nothing of the last %s is in: %w", plural(held+1, "report"), err)
		}
		killpoint.At(killpoint.Document)
		done.count(j)
		progress.reached(j.consumed)
		if held++; held >= batch || time.Since(begun) > patience {
			if err := commit(); err != nil {
				return err
			}
			batch, patience = min(2*batch, lastBatch), min(2*patience, lastPatience)
		}
	}
}

// count adds what one document brought.
func (o *outcome) count(j *job) {
	switch j.presence {
	case record.Absent:
		o.added++
	case record.Changed:
		o.changed++
	case record.Stale:
		o.again++
	}
	if j.reading == nil {
		return
	}
	o.statements += len(j.reading.Statements)
	o.dates += len(j.reading.Dates)
	for _, tie := range j.reading.Ties {
		if len(tie.Speakers) == 0 {
			o.unattributed++
		}
	}
}
