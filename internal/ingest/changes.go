package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"sync/atomic"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// changes is what a person changed, as it holds for documents and readings before
// they are written. A correction that is made while reports are read makes
// another one.
type changes struct {
	last  int64                         // number of the last correction; an undo is one too
	facts map[string][]verbale.Fact     // what was corrected of documents, by name, in order of time
	tombs map[string][]record.Tombstone // what was forgotten, by name
	lay   *correction.Lay
}

func changesOf(dossier record.Dossier, corrections []verbale.Correction, tombstones []record.Tombstone) *changes {
	c := &changes{
		facts: map[string][]verbale.Fact{},
		tombs: map[string][]record.Tombstone{},
		lay:   correction.NewLay(dossier, corrections),
	}
	if n := len(corrections); n > 0 {
		c.last = corrections[n-1].ID
	}
	for _, made := range corrections {
		if fact, ok := factOf(made); ok {
			c.facts[made.Target.Document] = append(c.facts[made.Target.Document], fact)
		}
	}
	for _, t := range tombstones {
		c.tombs[t.Document] = append(c.tombs[t.Document], t)
	}
	return c
}

// forgotten reports whether a document of that name and text was taken out for good.
func (c *changes) forgotten(d *verbale.Document) bool {
	tombs := c.tombs[d.Name]
	if len(tombs) == 0 {
		return false
	}
	sum := sha256.Sum256([]byte(d.Text))
	text := hex.EncodeToString(sum[:])
	return slices.ContainsFunc(tombs, func(t record.Tombstone) bool { return t.TextHash == text })
}

// correct lays what a person corrected over a document that comes in.
func (c *changes) correct(d *verbale.Document) {
	if facts := c.facts[d.Name]; len(facts) > 0 {
		layOver(d, facts)
	}
}

// changeLog is what a person changed up to now, for the intake, the workers and
// the writer of one run.
type changeLog struct {
	dossier    record.Dossier
	tombstones []record.Tombstone // nothing is forgotten while the lock is held
	now        atomic.Pointer[changes]
}

func newChangeLog(ctx context.Context, dossier record.Dossier) (*changeLog, error) {
	corrections, err := dossier.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	l := &changeLog{dossier: dossier}
	if l.tombstones, err = dossier.Tombstones(ctx); err != nil {
		return nil, err
	}
	l.now.Store(changesOf(dossier, corrections, l.tombstones))
	return l, nil
}

// renew takes in what was corrected before the transaction of w began; while it
// lasts nobody else can correct anything.
func (l *changeLog) renew(ctx context.Context, w record.Writer) error {
	corrections, err := w.Corrections(ctx)
	if err != nil {
		return err
	}
	if n := len(corrections); n > 0 && corrections[n-1].ID != l.now.Load().last {
		l.now.Store(changesOf(l.dossier, corrections, l.tombstones))
	}
	return nil
}

// readAgain reads the document of a job again, where something was changed since
// it was read.
func (l *changeLog) readAgain(ctx context.Context, j *job, reader *reading.Reader) error {
	now := l.now.Load()
	if j.under == now {
		return nil
	}
	j.under = now
	now.correct(j.document)
	if j.reading == nil {
		return nil
	}
	j.reading = reader.Read(j.document)
	return now.lay.Over(ctx, j.document, j.hash, j.reading)
}

// factOf turns a correction of a document into a fact about it; false where it
// is none, or does not hold.
func factOf(c verbale.Correction) (verbale.Fact, bool) {
	if c.About != verbale.AboutDocument || c.Undone {
		return verbale.Fact{}, false
	}
	var value *string
	if len(c.Value) > 0 && json.Unmarshal(c.Value, &value) != nil {
		return verbale.Fact{}, false
	}
	fact := verbale.Fact{Field: c.Field, Origin: verbale.FromCorrection}
	if value != nil {
		fact.Value = *value
	}
	return fact, true
}

// layOver makes facts the only corrections of a document and settles it anew.
func layOver(d *verbale.Document, facts []verbale.Fact) {
	d.Facts = append(
		slices.Clone(facts),
		slices.DeleteFunc(d.Facts, func(f verbale.Fact) bool { return f.Origin == verbale.FromCorrection })...)
	intake.Settle(d)
}

// Corrected brings a stored document up to date with the corrections about it,
// and returns it.
func Corrected(d *verbale.Document, corrections []verbale.Correction) *verbale.Document {
	var facts []verbale.Fact
	for _, c := range corrections {
		if fact, ok := factOf(c); ok && c.Target.Document == d.Name {
			facts = append(facts, fact)
		}
	}
	layOver(d, facts)
	return d
}
