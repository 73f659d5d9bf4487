// Package excerpt answers what can be asked of the excerpts that make up one
// field of a row: how they read as one string, how long they are, and whether
// they hold a span.
//
// Excerpts are taken as rows have them, ascending and disjoint. Every function
// is linear in their number and accepts none at all.
package excerpt

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Gap stands between two excerpts where they are written as one string.
const Gap = " … "

// Join returns the words of excerpts as they stand in the text, with Gap between
// one and the next; "" where there are none.
func Join(excerpts []verbale.Excerpt) string {
	words := make([]string, len(excerpts))
	for i, e := range excerpts {
		words[i] = e.Text
	}
	return strings.Join(words, Gap)
}

// Len returns how many bytes of the text excerpts cover.
func Len(excerpts []verbale.Excerpt) int {
	n := 0
	for _, e := range excerpts {
		n += e.Len()
	}
	return n
}

// Hold reports whether one of excerpts contains span.
func Hold(excerpts []verbale.Excerpt, span lang.Span) bool {
	return slices.ContainsFunc(excerpts, func(e verbale.Excerpt) bool { return e.Contains(span) })
}
