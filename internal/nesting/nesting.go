// Package nesting answers in which other statement of a report each statement
// stands: the one that tells of it.
//
// The parent of a statement is the smallest other one, not struck, whose content
// holds its cue or, where it has none, its content. Of two that hold each other the
// longer is the outer one, of two equally long the first; the chain of parents
// always ends.
// The content of the outer statement is not cut.
package nesting

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/lang"
)

// reach is how many statements before and after a statement its parent is looked
// for: they come in order of content, so that what holds it is near.
const reach = 32

// Place is where a statement stands.
type Place struct {
	Cue, Content []verbale.Excerpt
	Struck       bool // a person has struck it: nothing stands in it
}

// Tie sets the parent of each of the statements of one report, which come in
// their order, and unsets it where there is none. It is linear in them.
func Tie(statements []verbale.Statement) {
	places := make([]Place, len(statements))
	for i := range statements {
		s := &statements[i]
		places[i] = Place{s.Cue, s.Content, s.Status == verbale.Struck}
	}
	for i, parent := range Parents(places) {
		statements[i].Parent = nil
		if parent >= 0 {
			id := statements[parent].ID
			statements[i].Parent = &id
		}
	}
}

// Parents returns the index of the parent of each statement, -1 where there is none.
// It is linear in them.
func Parents(places []Place) []int {
	parents := make([]int, len(places))
	for i := range parents {
		parents[i] = -1
	}
	for i := range places {
		best, size := -1, 0
		for j := max(0, i-reach); j < min(len(places), i+reach); j++ {
			if j == i || !outer(places, j, i) || leadsTo(parents, j, i) {
				continue
			}
			if n := excerpt.Len(places[j].Content); best < 0 || n < size {
				best, size = j, n
			}
		}
		parents[i] = best
	}
	return parents
}

// outer reports whether statement j can be the one that i stands in.
func outer(places []Place, j, i int) bool {
	a, b := &places[j], &places[i]
	if a.Struck || !excerpt.Hold(a.Content, anchor(b)) {
		return false
	}
	if !excerpt.Hold(b.Content, anchor(a)) {
		return true
	}
	long, short := excerpt.Len(a.Content), excerpt.Len(b.Content)
	return long > short || long == short && j < i
}

// anchor is the span by which a statement stands in another: that of its cue or,
// where it has none, of its content.
func anchor(p *Place) lang.Span {
	if len(p.Cue) > 0 {
		return p.Cue[0].Span
	}
	return p.Content[0].Span
}

// leadsTo reports whether the chain of parents of one statement comes to another.
func leadsTo(parents []int, from, to int) bool {
	for ; from >= 0; from = parents[from] {
		if from == to {
			return true
		}
	}
	return false
}
