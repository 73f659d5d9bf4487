package web

import (
	"slices"
	"unicode"

	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// word is one word of a text that is compared. Words are the same where their
// folded forms are; what stands between them is not compared.
type word struct {
	lang.Span
	id int32
}

// lexicon gives words that fold to the same form one number.
type lexicon map[string]int32

// words cuts text into words.
func (l lexicon) words(text string) []word {
	var words []word
	query.EachWord(text, func(from, until int) {
		form := query.FoldWord(text[from:until])
		id, known := l[form]
		if !known {
			id = int32(len(l))
			l[form] = id
		}
		words = append(words, word{lang.Span{Start: from, End: until}, id})
	})
	return words
}

// maxDifferences bounds the search for the shortest difference of a stretch:
// beyond it all of the stretch counts as different. 1,000 needs some ten
// milliseconds for two reports that have nothing in common.
const maxDifferences = 1000

// pair says that word A of one text is word B of the other.
type pair struct{ A, B int }

// common returns the words that two texts share, in order: a longest common
// subsequence after E. Myers, An O(ND) Difference Algorithm and Its Variations
// (1986), with linear space. Where more than maxDifferences words differ within
// a stretch, none of that stretch is taken to be shared.
func common(a, b []word) []pair {
	c := comparison{a: a, b: b}
	c.compare(0, len(a), 0, len(b))
	return c.shared
}

type comparison struct {
	a, b              []word
	shared            []pair
	forward, backward []int
}

func (c *comparison) compare(aFrom, aUntil, bFrom, bUntil int) {
	for aFrom < aUntil && bFrom < bUntil && c.a[aFrom].id == c.b[bFrom].id {
		c.shared = append(c.shared, pair{aFrom, bFrom})
		aFrom, bFrom = aFrom+1, bFrom+1
	}
	var tail []pair
	for aFrom < aUntil && bFrom < bUntil && c.a[aUntil-1].id == c.b[bUntil-1].id {
		aUntil, bUntil = aUntil-1, bUntil-1
		tail = append(tail, pair{aUntil, bUntil})
	}
	if aFrom < aUntil && bFrom < bUntil {
		if x, y, found := c.middle(aFrom, aUntil, bFrom, bUntil); found {
			c.compare(aFrom, x, bFrom, y)
			c.compare(x, aUntil, y, bUntil)
		}
	}
	slices.Reverse(tail)
	c.shared = append(c.shared, tail...)
}

// middle finds a point that a shortest path through the grid of the two
// stretches goes through, searching from both ends at once.
func (c *comparison) middle(aFrom, aUntil, bFrom, bUntil int) (x, y int, found bool) {
	n, m := aUntil-aFrom, bUntil-bFrom
	limit := min((n+m+1)/2, maxDifferences)
	size := 2*limit + 3
	if cap(c.forward) < size {
		c.forward, c.backward = make([]int, size), make([]int, size)
	}
	forward, backward := c.forward[:size], c.backward[:size]
	middle := limit + 1
	forward[middle+1], backward[middle+1] = 0, 0
	delta := n - m
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			if k < -m || k > n {
				continue
			}
			x := forward[middle+k-1] + 1
			if k == -d || k != d && forward[middle+k-1] < forward[middle+k+1] {
				x = forward[middle+k+1]
			}
			y := x - k
			for x < n && y >= 0 && y < m && c.a[aFrom+x].id == c.b[bFrom+y].id {
				x, y = x+1, y+1
			}
			forward[middle+k] = x
			if back := delta - k; delta%2 != 0 && back >= -(d-1) && back <= d-1 && x+backward[middle+back] >= n && valid(x, y, n, m) {
				return c.point(aFrom, aUntil, bFrom, bUntil, x, y)
			}
		}
		for k := -d; k <= d; k += 2 {
			if k < -m || k > n {
				continue
			}
			x := backward[middle+k-1] + 1
			if k == -d || k != d && backward[middle+k-1] < backward[middle+k+1] {
				x = backward[middle+k+1]
			}
			y := x - k
			for x < n && y >= 0 && y < m && c.a[aUntil-1-x].id == c.b[bUntil-1-y].id {
				x, y = x+1, y+1
			}
			backward[middle+k] = x
			if ahead := delta - k; delta%2 == 0 && ahead >= -d && ahead <= d && x+forward[middle+ahead] >= n && valid(x, y, n, m) {
				return c.point(aFrom, aUntil, bFrom, bUntil, n-x, m-y)
			}
		}
	}
	return 0, 0, false
}

func valid(x, y, n, m int) bool { return x >= 0 && x <= n && y >= 0 && y <= m }

// point refuses a corner of the grid, which would part nothing.
func (c *comparison) point(aFrom, aUntil, bFrom, bUntil, x, y int) (int, int, bool) {
	x, y = aFrom+x, bFrom+y
	corner := x == aFrom && y == bFrom || x == aUntil && y == bUntil
	return x, y, !corner
}

// different returns the spans of the words of a text that are not among the
// shared ones, neighbours joined.
func different(text string, words []word, shared map[int]bool) []lang.Span {
	var spans []lang.Span
	for i, w := range words {
		if shared[i] {
			continue
		}
		if n := len(spans); n > 0 && i > 0 && !shared[i-1] && blank(text[spans[n-1].End:w.Start]) {
			spans[n-1].End = w.End
			continue
		}
		spans = append(spans, w.Span)
	}
	return spans
}

func blank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
