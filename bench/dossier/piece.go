package main

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// piece is a paragraph with what was read from it. Offsets count from its start.
type piece struct {
	text       string
	statements []verbale.Statement
	ties       []verbale.Tie
	mentions   []verbale.Mention
	dates      []verbale.TimeExpression
	actors     []verbale.LocalActor // of the whole report
}

// paragraphsOf divides a part at its line breaks.
func paragraphsOf(text string, part lang.Span) []lang.Span {
	var all []lang.Span
	start := part.Start
	for line := range strings.Lines(part.Text(text)) {
		words := strings.TrimSpace(line)
		if words != "" {
			at := start + strings.Index(line, words)
			all = append(all, lang.Span{Start: at, End: at + len(words)})
		}
		start += len(line)
	}
	return all
}

// pieceOf takes from a reading what stands within one paragraph.
func pieceOf(text string, within lang.Span, read *verbale.Reading) piece {
	p := piece{text: within.Text(text), actors: read.Actors}
	back := edits{shift: -within.Start}
	kept := map[string]bool{}
	for i, s := range read.Statements {
		if !slices.ContainsFunc(spansOf(&s), func(at *lang.Span) bool { return !within.Contains(*at) }) {
			p.statements = append(p.statements, back.statement(s))
			p.ties = append(p.ties, read.Ties[i])
			kept[s.ID] = true
		}
	}
	for i := range p.statements {
		if parent := p.statements[i].Parent; parent != nil && !kept[*parent] {
			p.statements[i].Parent = nil
		}
	}
	for _, m := range read.Mentions {
		if within.Contains(m.Span) {
			m.Span = back.span(m.Span)
			p.mentions = append(p.mentions, m)
		}
	}
	slices.SortFunc(p.mentions, func(a, b verbale.Mention) int { return a.Start - b.Start })
	for _, t := range read.Dates {
		if within.Contains(t.Span) {
			t.Span = back.span(t.Span)
			t.Statement = nil
			p.dates = append(p.dates, t)
		}
	}
	return p
}

// spansOf lists where the spans of a statement are kept.
func spansOf(s *verbale.Statement) []*lang.Span {
	var all []*lang.Span
	for _, excerpts := range [][]verbale.Excerpt{s.Source, s.Cue, s.Content, s.SetApart} {
		for i := range excerpts {
			all = append(all, &excerpts[i].Span)
		}
	}
	if s.Occasion != nil {
		all = append(all, &s.Occasion.Span)
	}
	for i := range s.RespondsTo {
		all = append(all, &s.RespondsTo[i].Span)
	}
	return all
}

// edit replaces the bytes of a span by others.
type edit struct {
	span lang.Span
	with string
}

// edits carry offsets over replacements, which are in order and disjoint, and
// then over a shift of the whole.
type edits struct {
	list  []edit
	shift int
}

// text carries out the replacements.
func (e edits) text(text string) string {
	var b strings.Builder
	at := 0
	for _, edit := range e.list {
		b.WriteString(text[at:edit.span.Start])
		b.WriteString(edit.with)
		at = edit.span.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// span carries a span over. An end within what was replaced goes to the end of
// the replacement, a start to its start.
func (e edits) span(s lang.Span) lang.Span {
	return lang.Span{Start: e.offset(s.Start, false), End: e.offset(s.End, true)}
}

func (e edits) offset(at int, end bool) int {
	grown := e.shift
	for _, edit := range e.list {
		switch {
		case edit.span.End <= at:
			grown += len(edit.with) - edit.span.Len()
			continue
		case edit.span.Start >= at:
		case end:
			return edit.span.Start + grown + len(edit.with)
		default:
			return edit.span.Start + grown
		}
		break
	}
	return at + grown
}

// statement carries a copy of a statement over.
func (e edits) statement(s verbale.Statement) verbale.Statement {
	s.Source, s.Cue, s.Content, s.SetApart = slices.Clone(s.Source), slices.Clone(s.Cue), slices.Clone(s.Content), slices.Clone(s.SetApart)
	s.RespondsTo = slices.Clone(s.RespondsTo)
	if s.Occasion != nil {
		occasion := *s.Occasion
		s.Occasion = &occasion
	}
	for _, span := range spansOf(&s) {
		*span = e.span(*span)
	}
	return s
}
