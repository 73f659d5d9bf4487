// Package comparison answers: how do the renderings of one utterance differ, in the
// words of each report?
//
// In goes an utterance with its statements, out comes which of them is the fullest
// and where each of the others differs from it ([Of]), each difference on the words
// of both reports.
//
// Law: what differs is what package wording finds between the contents; a stretch
// that goes over two pieces of a content is told piece by piece, so that every span
// holds its words. The result does not depend on the order of the statements. Cost:
// that of package wording, once a rendering.
package comparison

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/wording"
	"verbale.dev/verbale/lang"
)

// Of compares the renderings of an utterance with the fullest of them.
func Of(u *verbale.Utterance, statements []*verbale.Statement) *verbale.Compared {
	return OfOn(u, statements, "")
}

// OfOn compares the renderings of an utterance with the one of that id, else the fullest.
func OfOn(u *verbale.Utterance, statements []*verbale.Statement, id string) *verbale.Compared {
	c := &verbale.Compared{Utterance: *u, Differences: []verbale.Difference{}}
	if grid := LayOn(statements, id); grid != nil {
		c.Base, c.Differences = grid.Chosen.ID, grid.Differences()
	}
	return c
}

// Fullest is the rendering with most words in quotation marks, else with most words;
// of equals the first by report and place. It is nil of none.
func Fullest(statements []*verbale.Statement) *verbale.Statement {
	if len(statements) == 0 {
		return nil
	}
	return slices.MinFunc(statements, func(a, b *verbale.Statement) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(size(b), size(a)),
			cmp.Compare(a.Document, b.Document), cmp.Compare(a.Content[0].Start, b.Content[0].Start), cmp.Compare(a.ID, b.ID))
	})
}

// rank puts direct speech before what holds some, and that before other words.
func rank(s *verbale.Statement) int {
	switch s.Mode {
	case verbale.Direct:
		return 0
	case verbale.Mixed:
		return 1
	}
	return 2
}

func size(s *verbale.Statement) int {
	n := 0
	for _, e := range s.Content {
		n += len(strings.Fields(e.Text))
	}
	return n
}

// content is pieces of one report as one text, with where each began.
type content struct {
	pieces []verbale.Located
	text   string
	starts []int
}

// gap stands between two pieces that are apart; it holds no word and marks that words are
// left out.
const gap = " … "

func joined(pieces []verbale.Located) *content {
	c := &content{pieces: pieces}
	for i, e := range pieces {
		if i > 0 && e.Start > pieces[i-1].End+2 {
			c.text += gap
		} else if i > 0 {
			c.text += " "
		}
		c.starts = append(c.starts, len(c.text))
		c.text += e.Text
	}
	return c
}

// located returns the words of a stretch as spans of the report, one a piece.
func (c *content) located(span lang.Span) []verbale.Located {
	var list []verbale.Located
	for i, e := range c.pieces {
		from, to := max(span.Start, c.starts[i]), min(span.End, c.starts[i]+len(e.Text))
		if from >= to {
			continue
		}
		at := lang.Span{Start: e.Start + from - c.starts[i], End: e.Start + to - c.starts[i]}
		list = append(list, verbale.Located{Document: e.Document, Version: e.Version,
			Excerpt: verbale.Excerpt{Span: at, Text: c.text[from:to]}})
	}
	return list
}

// pairs makes a difference of each pair of pieces.
func pairs(a, b []verbale.Located, d wording.Difference) []verbale.Difference {
	list := make([]verbale.Difference, 0, max(len(a), len(b)))
	for i := range max(len(a), len(b)) {
		row := verbale.Difference{Class: string(d.Class), Type: string(d.Type)}
		if i < len(a) {
			row.A = &a[i]
		}
		if i < len(b) {
			row.B = &b[i]
		}
		list = append(list, row)
	}
	return list
}
