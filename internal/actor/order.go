package actor

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
)

// bySource lists the indices of statements in the order in which their sources
// stand in the text.
func bySource(statements []verbale.Statement) []int {
	order := make([]int, len(statements))
	for i := range order {
		order[i] = i
	}
	place := func(i int) int {
		if source := statements[i].Source; len(source) > 0 {
			return source[0].Start
		}
		return statements[i].Content[0].Start
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(place(a), place(b)) })
	return order
}

// sorted brings mentions into the order of the text and keeps one of several
// with the same span.
func sorted(mentions []verbale.Mention) []verbale.Mention {
	slices.SortStableFunc(mentions, func(a, b verbale.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return slices.CompactFunc(mentions, func(a, b verbale.Mention) bool { return a.Span == b.Span })
}
