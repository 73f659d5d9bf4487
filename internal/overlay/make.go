package overlay

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// rule is the name of the rule of a statement that a person made.
const rule = "person"

// make adds the statement that a correction is about and returns its index; -1
// where the correction does not tell enough of it.
func (a *applier) make(c *verbale.Correction, t located) int {
	text := a.in.Document.Text
	content := excerpts(text, t.content)
	if len(content) == 0 {
		return -1
	}
	sketch := c.Target.Sketch
	if sketch == nil {
		sketch = &verbale.StatementSketch{}
	}
	s := verbale.Statement{
		Part: a.partAt(content[0].Start), Cue: excerpts(text, t.cue), Content: content, Source: []verbale.Excerpt{},
		RespondsTo: []verbale.Response{},
		Speakers:   []verbale.ActorRef{}, Addressees: []verbale.ActorRef{}, Corrected: []string{},
		Kind: sketch.Kind, Factuality: sketch.Factuality, Account: sketch.Account, Channel: sketch.Channel,
		Rule: rule, Confidence: 1000, Status: verbale.Added,
	}
	s.Mode, s.SetApart = a.mode(s.Content, s.Cue)
	if sketch.SaidOn != nil {
		from := verbale.FromContext
		if sketch.SaidOnFrom != nil {
			from = *sketch.SaidOnFrom
		}
		setDay(&s, sketch.SaidOn, from)
	}
	if source := shifted(sketch.Source, t.shift); within(text, source) {
		s.Source = excerpts(text, source)
	}
	if !known(Kind, string(s.Kind)) {
		s.Kind = verbale.Say
	}
	if !known(Factuality, string(s.Factuality)) {
		s.Factuality = verbale.Asserted
	}
	if !known(Account, string(s.Account)) {
		s.Account = verbale.Own
	}
	if day := a.in.Document.Day(); day != "" {
		s.NotAfter = &day
	}
	s.ID = a.id(&s)
	a.reading.Statements = append(a.reading.Statements, s)
	a.reading.Ties = append(a.reading.Ties, verbale.Tie{
		Speakers: a.locals(sketch.Speakers), Addressees: a.locals(sketch.Addressees),
	})
	a.moved = true
	return len(a.reading.Statements) - 1
}

// id makes the id of a statement from its document and its words, as it would
// be if the machine had found it.
func (a *applier) id(s *verbale.Statement) string {
	var words strings.Builder
	words.WriteString(a.in.Document.Name)
	for _, list := range [][]verbale.Excerpt{s.Cue, s.Content} {
		words.WriteByte(0)
		for _, e := range list {
			words.WriteString(e.Text)
			words.WriteByte('\n')
		}
	}
	for n := 1; ; n++ {
		digest := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", words.String(), n))
		id := "s-" + strings.ToLower(base32.StdEncoding.EncodeToString(digest[:10]))
		if !slices.ContainsFunc(a.reading.Statements, func(o verbale.Statement) bool { return o.ID == id }) {
			return id
		}
	}
}

func (a *applier) partAt(offset int) verbale.PartKind {
	for _, part := range a.in.Document.Parts {
		if part.Contains(lang.Span{Start: offset, End: offset}) {
			return part.Kind
		}
	}
	return verbale.Body
}

// worldly is what ids of the table of the world begin with.
const worldly = "w-"

// locals returns the actors of the report that a person named, and adds those
// that the report does not know.
func (a *applier) locals(named []verbale.SketchActor) []int {
	var found []int
	for _, actor := range named {
		at := slices.IndexFunc(a.reading.Actors, func(l verbale.LocalActor) bool { return isNamed(l, actor) })
		if at < 0 {
			at = len(a.reading.Actors)
			local := verbale.LocalActor{Name: actor.Name, Type: actor.Type, Names: []string{actor.Name}}
			if local.Type == "" {
				local.Type = verbale.UnknownType
			}
			if strings.HasPrefix(actor.ID, worldly) {
				local.World = actor.ID
			}
			a.reading.Actors = append(a.reading.Actors, local)
		}
		if !slices.Contains(found, at) {
			found = append(found, at)
		}
	}
	return found
}

// isNamed reports whether a local actor is the one that a person named: of that
// id in the table of the world, else of that name and no other type.
func isNamed(l verbale.LocalActor, named verbale.SketchActor) bool {
	if l.World != "" && l.World == named.ID {
		return true
	}
	if named.Type != "" && named.Type != verbale.UnknownType && l.Type != verbale.UnknownType && l.Type != named.Type {
		return false
	}
	return strings.EqualFold(l.Name, named.Name) ||
		slices.ContainsFunc(l.Names, func(name string) bool { return strings.EqualFold(name, named.Name) })
}

// sketches names the actors of the report at those indices.
func (a *applier) sketches(locals []int) []verbale.SketchActor {
	named := []verbale.SketchActor{}
	for _, at := range locals {
		if at >= 0 && at < len(a.reading.Actors) {
			l := a.reading.Actors[at]
			named = append(named, verbale.SketchActor{ID: l.World, Name: l.Name, Type: l.Type})
		}
	}
	return named
}
