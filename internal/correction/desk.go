package correction

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/record"
)

// Desk is where a person's corrections come in. It may be used by several
// goroutines at once where its Read may.
type Desk struct {
	dossier record.Dossier
	read    func(*verbale.Document) *verbale.Reading
	// CheckDocument, where it is set, refuses values that a field of a document
	// cannot have: days that there are not.
	CheckDocument func(field, value string) error
	// Prepare, where it is set, brings a stored document up to date with the
	// corrections that are about documents, before it is read again. It returns
	// the document to store, or nil where it needs no more than was stored.
	Prepare func(document *verbale.Document, corrections []verbale.Correction) *verbale.Document
}

// New returns a desk for a dossier; read makes the reading of a document.
func New(dossier record.Dossier, read func(*verbale.Document) *verbale.Reading) *Desk {
	return &Desk{dossier: dossier, read: read}
}

// Correct stores a correction and brings the record up to date with it. It
// returns the correction's number. The error is record.ErrQuery where the
// correction cannot be understood or names a document that is not there.
func (k *Desk) Correct(ctx context.Context, c verbale.Correction) (int64, error) {
	ids, err := k.All(ctx, []verbale.Correction{c})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// All stores corrections, all or none, and brings the record up to date with
// them. It returns their numbers.
func (k *Desk) All(ctx context.Context, corrections []verbale.Correction) ([]int64, error) {
	for _, c := range corrections {
		if err := k.check(c); err != nil {
			return nil, err
		}
	}
	w, err := k.dossier.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer w.Abandon()
	ids := make([]int64, len(corrections))
	for i, c := range corrections {
		if ids[i], err = w.AddCorrection(ctx, c); err != nil {
			return nil, err
		}
	}
	all, err := w.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	if err := k.carryOut(ctx, w, corrections, all, func(error) bool { return false }); err != nil {
		return nil, err
	}
	return ids, w.Commit()
}

// Undo takes a correction back and brings the record up to date. The error is
// record.ErrQuery where there is no such correction, or it is undone already.
func (k *Desk) Undo(ctx context.Context, id int64, by, why string) error {
	all, err := k.dossier.Corrections(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.ID == id && !c.Undone {
			_, err := k.Correct(ctx, verbale.Correction{
				MadeBy: by, Why: why, About: verbale.AboutUndo, Target: verbale.CorrectionTarget{Correction: id},
			})
			return err
		}
	}
	return fmt.Errorf("no correction %d holds: %w", id, record.ErrQuery)
}

// Corrections lists all corrections in the order in which they were made.
func (k *Desk) Corrections(ctx context.Context) ([]verbale.Correction, error) {
	return k.dossier.Corrections(ctx)
}

// check refuses a correction that could not do anything.
func (k *Desk) check(c verbale.Correction) error {
	switch c.About {
	case verbale.AboutStatement:
		if !overlay.Check(c.Field, c.Value) {
			return fmt.Errorf("%s is no value for %q: %w", c.Value, c.Field, record.ErrQuery)
		}
		if len(c.Target.Content) == 0 && len(c.Target.Cue) == 0 {
			return fmt.Errorf("the correction names no words: %w", record.ErrQuery)
		}
		for _, s := range append(c.Target.Content[:len(c.Target.Content):len(c.Target.Content)], c.Target.Cue...) {
			if s.Start < 0 || s.Start >= s.End {
				return fmt.Errorf("%d-%d is no stretch of a text: %w", s.Start, s.End, record.ErrQuery)
			}
		}
	case verbale.AboutDocument:
		var value string
		if err := json.Unmarshal(c.Value, &value); err != nil && len(c.Value) > 0 {
			return fmt.Errorf("%s is no value for %q: %w", c.Value, c.Field, record.ErrQuery)
		}
		if k.CheckDocument != nil {
			if err := k.CheckDocument(c.Field, value); err != nil {
				return fmt.Errorf("%w: %w", err, record.ErrQuery)
			}
		}
	case verbale.AboutActor:
		var value string
		if c.Field == identity.Rename && json.Unmarshal(c.Value, &value) == nil {
			return declarable(c.Field, c.Target.Actors, value)
		}
	case verbale.AboutUndo:
	case verbale.AboutEvent, verbale.AboutPaper, verbale.AboutTransfer:
		if !overlay.CheckRow(&c) {
			return fmt.Errorf("%s is no value for %q of %s: %w", c.Value, c.Field, c.About, record.ErrQuery)
		}
	default:
		return fmt.Errorf("%q is nothing that a correction can be about: %w", c.About, record.ErrQuery)
	}
	return nil
}

// concerned says which documents are to be read again after a correction, and
// whether who is who is to be settled; for an undo, after what it takes back.
func concerned(all []verbale.Correction, c verbale.Correction) (documents []string, actors bool) {
	for range all {
		if c.About != verbale.AboutUndo {
			break
		}
		for _, other := range all {
			if other.ID == c.Target.Correction {
				c = other
				break
			}
		}
	}
	if c.Target.Document != "" {
		documents = append(documents, c.Target.Document)
	}
	for _, e := range slices.Concat(c.Target.Evidence, c.Target.Other) {
		documents = append(documents, e.Document)
	}
	return documents, c.About == verbale.AboutActor
}

// carryOut reads each document that some corrections are about once more, and
// has who is who settled anew where they are about actors. All are the
// corrections of the dossier; an error that spared lets pass costs its document
// only.
func (k *Desk) carryOut(ctx context.Context, w record.Writer, some, all []verbale.Correction, spared func(error) bool) error {
	done := map[string]bool{}
	for _, c := range some {
		names, actors := concerned(all, c)
		if actors {
			w.Redeclare()
		}
		for _, name := range names {
			if done[name] {
				continue
			}
			done[name] = true
			if err := k.again(ctx, w, name, all); err != nil && !spared(err) {
				return err
			}
		}
	}
	return nil
}

// again reads a stored document anew, with the corrections laid over it.
func (k *Desk) again(ctx context.Context, w record.Writer, name string, corrections []verbale.Correction) error {
	document, hash, notRead, err := k.dossier.Stored(ctx, name)
	if err != nil {
		return err
	}
	if k.Prepare != nil {
		if prepared := k.Prepare(document, corrections); prepared != nil {
			document = prepared
		}
	}
	var reading *verbale.Reading
	if notRead == "" {
		notRead = document.Language // where a person says that it is not English
	}
	if document.Readable() {
		notRead = ""
		reading = k.read(document)
		lay := &Lay{dossier: k.dossier, corrections: corrections}
		if err := lay.Over(ctx, document, hash, reading); err != nil {
			return err
		}
	}
	return w.Put(ctx, document, hash, reading, notRead)
}

// Lay lays the corrections of a dossier over readings.
type Lay struct {
	dossier     record.Dossier
	corrections []verbale.Correction
}

// NewLay returns a Lay of those corrections, which are all that the dossier
// holds.
func NewLay(dossier record.Dossier, corrections []verbale.Correction) *Lay {
	return &Lay{dossier: dossier, corrections: corrections}
}

// Over changes the reading of a document version in place, as the corrections
// of that document say. It may be called by several goroutines at once.
func (l *Lay) Over(ctx context.Context, document *verbale.Document, hash string, reading *verbale.Reading) error {
	var failed error
	overlay.Apply(reading, overlay.Input{
		Document: document, Hash: hash, Corrections: l.corrections,
		Earlier: func(hash string) (string, bool) {
			text, ok, err := l.dossier.VersionText(ctx, document.Name, hash)
			if err != nil {
				failed = err
			}
			return text, ok && err == nil
		},
	})
	return failed
}
