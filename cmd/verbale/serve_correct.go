package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/lang"
)

// pageCorrector is where corrections from the pages come in, one at a time.
type pageCorrector struct {
	mutex   sync.Mutex
	dossier *sqlite.Dossier
	desk    *correction.Desk
	who     correction.Who
}

func newPageCorrector(dossier *sqlite.Dossier) *pageCorrector {
	return &pageCorrector{dossier: dossier, desk: correction.New(dossier, ingest.Again(dossier)), who: author{}.who()}
}

func (p *pageCorrector) by(why string) correction.Who { return correction.Who{By: p.who.By, Why: why} }

// Change corrects one field of a statement.
func (p *pageCorrector) Change(ctx context.Context, change web.Change) (int64, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	s, err := p.desk.Statement(ctx, change.Statement)
	if err != nil {
		return 0, asWeb(err)
	}
	field, value, err := p.value(ctx, s, change)
	if err != nil {
		return 0, asWeb(err)
	}
	made, err := p.desk.Of(ctx, s, field, value, p.by(change.Why))
	if err != nil {
		return 0, asWeb(err)
	}
	id, err := p.desk.Correct(ctx, made)
	return id, asWeb(err)
}

// value makes the value of a correction from what a person typed.
func (p *pageCorrector) value(ctx context.Context, s *verbale.Statement, change web.Change) (string, json.RawMessage, error) {
	typed := strings.TrimSpace(change.Value)
	switch change.Field {
	case overlay.Speaker, overlay.Addressees:
		value, err := p.desk.Actors(ctx, typed, change.NewActor)
		return change.Field, value, err
	case overlay.SaidOn, overlay.Channel:
		value, err := orNull(typed)
		return change.Field, value, err
	case overlay.Kind, overlay.Account, overlay.Factuality, overlay.Status:
		value, err := asJSON(typed)
		return change.Field, value, err
	case overlay.Content, overlay.Cue, overlay.Source:
		if spans, ok := spansOf(typed); ok {
			value, err := json.Marshal(spans)
			return change.Field, value, err
		}
		value, err := p.desk.Words(ctx, s, typed)
		return change.Field, value, err
	}
	return "", nil, fmt.Errorf("%w: %q is no field that can be corrected", web.ErrQuery, change.Field)
}

// actors reads names that a person typed.
func (p *pageCorrector) actors(ctx context.Context, names string, mayBeNew bool) ([]verbale.SketchActor, error) {
	value, err := p.desk.Actors(ctx, names, mayBeNew)
	if err != nil {
		return nil, err
	}
	var list []verbale.SketchActor
	return list, json.Unmarshal(value, &list)
}

// spansOf reads spans as pages send them: "120-188 190-201".
func spansOf(text string) ([]lang.Span, bool) {
	var spans []lang.Span
	for _, word := range strings.Fields(text) {
		from, until, ok := strings.Cut(word, "-")
		start, startErr := strconv.Atoi(from)
		end, endErr := strconv.Atoi(until)
		if !ok || startErr != nil || endErr != nil || start < 0 || end <= start {
			return nil, false
		}
		spans = append(spans, lang.Span{Start: start, End: end})
	}
	return spans, len(spans) > 0
}

// Missed adds a statement that the machine missed.
func (p *pageCorrector) Missed(ctx context.Context, m web.MissedStatement) (int64, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	stored, hash, _, err := p.dossier.Stored(ctx, m.Document)
	if err != nil {
		return 0, asWeb(err)
	}
	from := max(0, min(m.After, len(stored.Text)))
	at := strings.Index(stored.Text[from:], m.Words)
	if at < 0 {
		from, at = 0, strings.Index(stored.Text, m.Words)
	}
	if at < 0 {
		return 0, fmt.Errorf("%w: the report does not hold the words %q as they stand here", web.ErrQuery, m.Words)
	}
	span := lang.Span{Start: from + at, End: from + at + len(m.Words)}
	sketch := verbale.StatementSketch{Kind: verbale.Say, Factuality: verbale.Asserted, Account: verbale.Own}
	if sketch.Speakers, err = p.actors(ctx, m.Speaker, m.NewActor); err != nil {
		return 0, asWeb(err)
	}
	if m.Kind != "" {
		sketch.Kind = m.Kind
	}
	id, err := p.desk.Correct(ctx, verbale.Correction{
		MadeBy: p.who.By, Why: m.Why, About: verbale.AboutStatement, Field: overlay.Whole, Value: json.RawMessage("{}"),
		Target: verbale.CorrectionTarget{Document: m.Document, Version: hash, Content: []lang.Span{span}, Sketch: &sketch},
	})
	return id, asWeb(err)
}

// Merge says that two actors are one.
func (p *pageCorrector) Merge(ctx context.Context, keep, other, why string) (int64, error) {
	return p.declare(ctx, identity.Merge, []string{keep, other}, nil, why)
}

// Rename gives an actor another name.
func (p *pageCorrector) Rename(ctx context.Context, actor, name, why string) (int64, error) {
	return p.declare(ctx, identity.Rename, []string{actor}, name, why)
}

// Side says for whom an actor speaks; "" is nobody.
func (p *pageCorrector) Side(ctx context.Context, actor, side, why string) (int64, error) {
	sides := []string{}
	if side != "" {
		id, err := p.dossier.ActorID(ctx, side)
		if err != nil {
			return 0, asWeb(err)
		}
		sides = append(sides, id)
	}
	return p.declare(ctx, identity.Side, []string{actor}, sides, why)
}

func (p *pageCorrector) declare(ctx context.Context, field string, actors []string, value any, why string) (int64, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	made, err := p.desk.Declare(ctx, field, actors, value, p.by(why))
	if err != nil {
		return 0, asWeb(err)
	}
	id, err := p.desk.Correct(ctx, made)
	return id, asWeb(err)
}

// Undo takes a correction back.
func (p *pageCorrector) Undo(ctx context.Context, id int64, why string) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return asWeb(p.desk.Undo(ctx, id, p.who.By, why))
}

// Corrections lists all corrections with what each did.
func (p *pageCorrector) Corrections(ctx context.Context) ([]web.CorrectionRow, error) {
	all, err := p.dossier.Corrections(ctx)
	if err != nil {
		return nil, asWeb(err)
	}
	effects, err := p.dossier.Effects(ctx)
	if err != nil {
		return nil, asWeb(err)
	}
	rows := make([]web.CorrectionRow, len(all))
	for i, c := range all {
		rows[i] = web.CorrectionRow{Correction: c, Outcome: effects[c.ID].Outcome}
	}
	return rows, nil
}
