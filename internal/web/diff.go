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

// stretch is what of two texts is compared, and from which end it is looked at.
type stretch struct {
	*comparison
	aFrom, aUntil, bFrom, bUntil int
	backward                     bool
}

// run follows the words that both texts share from a point on, counted from the end that
// is looked from, and returns where on the first text it ends.
func (s *stretch) run(x, y int) int {
	n, m := s.aUntil-s.aFrom, s.bUntil-s.bFrom
	if s.backward {
		for x < n && y >= 0 && y < m && s.a[s.aUntil-1-x].id == s.b[s.bUntil-1-y].id {
			x, y = x+1, y+1
		}
		return x
	}
	for x < n && y >= 0 && y < m && s.a[s.aFrom+x].id == s.b[s.bFrom+y].id {
		x, y = x+1, y+1
	}
	return x
}

// frontier is how far paths with as many differences as have been looked for reach on
// each diagonal; the diagonal 0 stands in the middle.
type frontier []int

func (f frontier) at(k int) int { return f[len(f)/2+k] }

// step follows the path that reaches furthest on diagonal k with d differences.
func (f frontier) step(k, d int, s *stretch) int {
	x := f.at(k-1) + 1
	if k == -d || k != d && f.at(k-1) < f.at(k+1) {
		x = f.at(k + 1)
	}
	x = s.run(x, x-k)
	f[len(f)/2+k] = x
	return x
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
	ahead, back := frontier(c.forward[:size]), frontier(c.backward[:size])
	ahead[size/2+1], back[size/2+1] = 0, 0
	fromStart := &stretch{c, aFrom, aUntil, bFrom, bUntil, false}
	fromEnd := &stretch{c, aFrom, aUntil, bFrom, bUntil, true}
	delta := n - m
	odd := delta%2 != 0
	// met reports whether the other frontier has been to the point, with so many differences.
	met := func(x, k int, other frontier, d int) bool {
		k = delta - k
		return k >= -d && k <= d && x+other.at(k) >= n
	}
	for d := 0; d <= limit; d++ {
		for k := max(-d, -m+(d+m)&1); k <= min(d, n); k += 2 {
			if x := ahead.step(k, d, fromStart); odd && met(x, k, back, d-1) && valid(x, x-k, n, m) {
				return c.point(aFrom, aUntil, bFrom, bUntil, x, x-k)
			}
		}
		for k := max(-d, -m+(d+m)&1); k <= min(d, n); k += 2 {
			if x := back.step(k, d, fromEnd); !odd && met(x, k, ahead, d) && valid(x, x-k, n, m) {
				return c.point(aFrom, aUntil, bFrom, bUntil, n-x, m-(x-k))
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
