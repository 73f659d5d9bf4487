package main

import (
	"context"
	"sync/atomic"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// ruling is what a person changed, as a run of read knows it: what is laid over
// documents and readings before they are written. A correction that is made
// while reports are read makes another ruling.
type ruling struct {
	last int64 // number of the last correction; an undo is one too
	held held
	lay  *correction.Lay
}

func rulingOf(dossier *record.Dossier, corrections []verbale.Correction, tombstones []record.Tombstone) *ruling {
	r := &ruling{held: heldAbout(corrections, tombstones), lay: correction.NewLay(dossier, corrections)}
	if n := len(corrections); n > 0 {
		r.last = corrections[n-1].ID
	}
	return r
}

// rulings is the ruling that holds now, for the intake, the workers and the
// writer of one run.
type rulings struct {
	dossier    *record.Dossier
	tombstones []record.Tombstone // nothing is forgotten while the lock is held
	now        atomic.Pointer[ruling]
}

func newRulings(ctx context.Context, dossier *record.Dossier) (*rulings, error) {
	corrections, err := dossier.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	r := &rulings{dossier: dossier}
	if r.tombstones, err = dossier.Tombstones(ctx); err != nil {
		return nil, err
	}
	r.now.Store(rulingOf(dossier, corrections, r.tombstones))
	return r, nil
}

// renew takes in what was corrected before the transaction of w began; while it
// lasts nobody else can correct anything.
func (r *rulings) renew(ctx context.Context, w *record.Writer) error {
	corrections, err := w.Corrections(ctx)
	if err != nil {
		return err
	}
	if n := len(corrections); n > 0 && corrections[n-1].ID != r.now.Load().last {
		r.now.Store(rulingOf(r.dossier, corrections, r.tombstones))
	}
	return nil
}

// abide reads the document of a job anew, where it was read under an earlier
// ruling than the one that holds now.
func (r *rulings) abide(ctx context.Context, j *job, reader *reading.Reader) error {
	now := r.now.Load()
	if j.under == now {
		return nil
	}
	j.under = now
	now.held.correct(j.document)
	if j.reading == nil {
		return nil
	}
	j.reading = reader.Read(j.document)
	return now.lay.Over(ctx, j.document, j.hash, j.reading)
}
