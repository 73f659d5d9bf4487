package correction

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/lang"
)

// Who says who makes a correction, and why.
type Who struct{ By, Why string }

// Of makes the correction of one field of a statement from a value in JSON, as
// package overlay has it.
func (k *Desk) Of(ctx context.Context, s *verbale.Statement, field string, value json.RawMessage, who Who) (verbale.Correction, error) {
	document, hash, _, err := k.dossier.Stored(ctx, s.Document)
	if err != nil {
		return verbale.Correction{}, err
	}
	if !fits(document.Text, field, value) {
		return verbale.Correction{}, fmt.Errorf("%s: %s are no words of %s: %w", field, value, s.Document, record.ErrQuery)
	}
	if !strings.HasPrefix(hash, s.Version) {
		return verbale.Correction{}, fmt.Errorf("statement %s is of an earlier version of %s: %w", s.ID, s.Document, record.ErrQuery)
	}
	return verbale.Correction{
		MadeBy: who.By, Why: who.Why, About: verbale.AboutStatement, Field: field, Value: value,
		Target: verbale.CorrectionTarget{
			Document: s.Document, Version: hash, Cue: spans(s.Cue), Content: spans(s.Content), Sketch: sketchOf(s),
		},
	}, nil
}

// Statement returns the statement of the current versions that an id, or the
// beginning of one, names. The error is record.ErrQuery where there is none, or
// there are several.
func (k *Desk) Statement(ctx context.Context, id string) (*verbale.Statement, error) {
	if strings.TrimSpace(strings.TrimPrefix(id, "s-")) == "" {
		return nil, fmt.Errorf("%q is no id; verbale statements lists them: %w", id, record.ErrQuery)
	}
	var found *verbale.Statement
	n := 0
	err := k.dossier.Statements(ctx, query.Query{IDs: []string{id}, Struck: true}, func(s *verbale.Statement) error {
		found = s
		n++
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case n == 0:
		return nil, fmt.Errorf("no statement has the id %q: %w", id, record.ErrQuery)
	case n > 1:
		return nil, fmt.Errorf("%d statements have ids that begin with %q: %w", n, id, record.ErrQuery)
	}
	return found, nil
}

// Actors makes the value of a field of actors from what a person types: names
// or ids with semicolons between them; nothing for none. A name that several bear
// is taken as it is; the report then says whose it is. One that nobody bears makes
// a new actor where it may, and else the error is a record.NameError.
func (k *Desk) Actors(ctx context.Context, names string, mayBeNew bool) (json.RawMessage, error) {
	named := []verbale.SketchActor{}
	for _, name := range strings.Split(names, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		actor, err := k.sketchActor(ctx, name, mayBeNew)
		if err != nil {
			return nil, err
		}
		named = append(named, actor)
	}
	return json.Marshal(named)
}

func (k *Desk) sketchActor(ctx context.Context, name string, mayBeNew bool) (verbale.SketchActor, error) {
	id, err := k.dossier.ActorID(ctx, name)
	if err != nil {
		var unknown *record.NameError
		if strings.HasPrefix(name, "a-") || strings.HasPrefix(name, "w-") || !errors.As(err, &unknown) ||
			len(unknown.Several) == 0 && !mayBeNew {
			return verbale.SketchActor{}, err
		}
		if len(name) > longestName {
			return verbale.SketchActor{}, fmt.Errorf("a name is longer than %d bytes: %w", longestName, record.ErrQuery)
		}
		return verbale.SketchActor{Name: name}, nil
	}
	found := verbale.SketchActor{ID: id}
	err = k.dossier.Actors(ctx, query.Query{Name: []string{id}}, func(r *verbale.ActorRow) error {
		found.Name, found.Type = r.Name, r.Type
		return nil
	})
	if found.Name == "" {
		found.Name = name
	}
	return found, err
}

// Missed makes the correction that adds a statement by its words. Content must
// stand in the document once, or within the paragraph that holds the cue; source
// and cue are looked for in the same paragraph, nearest to the content, and may
// be "".
func (k *Desk) Missed(ctx context.Context, document, content, cue, source string, sketch verbale.StatementSketch, who Who) (verbale.Correction, error) {
	stored, hash, _, err := k.dossier.Stored(ctx, document)
	if err != nil {
		return verbale.Correction{}, err
	}
	at, err := find(stored.Text, content)
	if err != nil {
		return verbale.Correction{}, err
	}
	target := verbale.CorrectionTarget{Document: document, Version: hash, Content: []lang.Span{at}, Sketch: &sketch}
	if cue != "" {
		span, err := near(stored.Text, cue, at)
		if err != nil {
			return verbale.Correction{}, err
		}
		target.Cue = []lang.Span{span}
	}
	if source != "" {
		span, err := near(stored.Text, source, at)
		if err != nil {
			return verbale.Correction{}, err
		}
		sketch.Source = []lang.Span{span}
	}
	return verbale.Correction{
		MadeBy: who.By, Why: who.Why, About: verbale.AboutStatement, Field: overlay.Whole, Target: target, Value: json.RawMessage("{}"),
	}, nil
}

// Words makes the value of a field of words from what a person types: words of
// the statement's own paragraph; an ellipsis parts pieces.
func (k *Desk) Words(ctx context.Context, s *verbale.Statement, words string) (json.RawMessage, error) {
	stored, _, _, err := k.dossier.Stored(ctx, s.Document)
	if err != nil {
		return nil, err
	}
	list := []lang.Span{}
	for _, piece := range strings.Split(words, excerpt.Gap) {
		if piece = strings.TrimSpace(piece); piece == "" {
			continue
		}
		span, err := near(stored.Text, piece, s.Content[0].Span)
		if err != nil {
			return nil, err
		}
		list = append(list, span)
	}
	slices.SortFunc(list, func(a, b lang.Span) int { return a.Start - b.Start })
	return json.Marshal(list)
}

// find returns where words stand in text, if they do once.
func find(text, words string) (lang.Span, error) {
	switch strings.Count(text, words) {
	case 0:
		return lang.Span{}, fmt.Errorf("the report does not hold the words %q: %w", words, record.ErrQuery)
	case 1:
		at := strings.Index(text, words)
		return lang.Span{Start: at, End: at + len(words)}, nil
	}
	return lang.Span{}, fmt.Errorf("the words %q stand in the report more than once; give more of them: %w", words, record.ErrQuery)
}

// near returns where words stand nearest to a span, outside it where they can,
// within the paragraphs beside it.
func near(text, words string, to lang.Span) (lang.Span, error) {
	best, distance := lang.Span{Start: -1}, 0
	for offset := 0; ; {
		i := strings.Index(text[offset:], words)
		if i < 0 {
			break
		}
		span := lang.Span{Start: offset + i, End: offset + i + len(words)}
		d := max(to.Start-span.End, span.Start-to.End)
		if d < 0 {
			d = len(text) // within it: only where there is no other
		}
		if best.Start < 0 || d < distance {
			best, distance = span, d
		}
		offset = span.Start + 1
	}
	if best.Start < 0 {
		return best, fmt.Errorf("the report does not hold the words %q: %w", words, record.ErrQuery)
	}
	return best, nil
}

func spans(excerpts []verbale.Excerpt) []lang.Span {
	list := make([]lang.Span, len(excerpts))
	for i, e := range excerpts {
		list[i] = e.Span
	}
	return list
}

func sketchOf(s *verbale.Statement) *verbale.StatementSketch {
	return &verbale.StatementSketch{
		Source: spans(s.Source), Kind: s.Kind, Factuality: s.Factuality, Account: s.Account, Channel: s.Channel,
		SaidOn: s.SaidOn, SaidOnFrom: s.SaidOnFrom, Speakers: sketchActors(s.Speakers), Addressees: sketchActors(s.Addressees),
	}
}

func sketchActors(refs []verbale.ActorRef) []verbale.SketchActor {
	var list []verbale.SketchActor
	for _, ref := range refs {
		list = append(list, verbale.SketchActor{ID: ref.ID, Name: ref.Name, Type: ref.Type})
	}
	return list
}

// Declare makes the correction of one field of actors from their ids or names
// and a value, as package identity has it; a merge needs no value.
func (k *Desk) Declare(ctx context.Context, field string, actors []string, value any, who Who) (verbale.Correction, error) {
	c := verbale.Correction{MadeBy: who.By, Why: who.Why, About: verbale.AboutActor, Field: field}
	if !slices.Contains(identity.Fields, field) {
		return c, fmt.Errorf("%q is nothing that can be said of an actor: %w", field, record.ErrQuery)
	}
	for _, words := range actors {
		id, err := k.dossier.ActorID(ctx, words)
		if err != nil {
			return c, err
		}
		name, err := k.dossier.ActorName(ctx, id)
		if err != nil {
			return c, err
		}
		if slices.Contains(c.Target.Actors, id) {
			return c, fmt.Errorf("%q is %s, which was named already: %w", words, name, record.ErrQuery)
		}
		c.Target.Actors, c.Target.Names = append(c.Target.Actors, id), append(c.Target.Names, name)
	}
	if value != nil {
		data, err := json.Marshal(value)
		if err != nil {
			return c, err
		}
		c.Value = data
	}
	return c, declarable(field, c.Target.Actors, value)
}

// longestName is the most bytes that the name of an actor may have.
const longestName = 300

// declarable refuses what could do nothing, or harm: a name of nothing or without
// an end, and an actor that speaks for itself alone.
func declarable(field string, actors []string, value any) error {
	switch field {
	case identity.Rename:
		name, ok := value.(string)
		if ok && strings.TrimSpace(name) == "" {
			return fmt.Errorf("an actor needs a name: %w", record.ErrQuery)
		}
		if len(name) > longestName {
			return fmt.Errorf("a name is longer than %d bytes: %w", longestName, record.ErrQuery)
		}
	case identity.Side:
		sides, _ := value.([]string)
		for _, side := range sides {
			if slices.Contains(actors, side) {
				return fmt.Errorf("an actor is no side of its own; leave the side empty for nobody: %w", record.ErrQuery)
			}
		}
	}
	return nil
}

// mostSpans is how many pieces the words of a field may have.
const mostSpans = 100

// fits reports whether a value of spans stands in the text, in pieces that hold
// something; other values always do.
func fits(text, field string, value json.RawMessage) bool {
	switch field {
	case overlay.Content, overlay.Cue, overlay.Source:
	default:
		return true
	}
	var list []lang.Span
	if json.Unmarshal(value, &list) != nil {
		return true // for others to refuse
	}
	for _, s := range list {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End || strings.TrimSpace(text[s.Start:s.End]) == "" {
			return false
		}
	}
	return len(list) <= mostSpans
}
