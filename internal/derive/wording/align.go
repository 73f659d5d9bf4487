package wording

import "slices"

// The bounds of an alignment.
const (
	maxCells   = 250_000 // words of a times words of b, of a stretch without an anchor
	movedWords = 3       // in a row, that are taken to have moved
)

// pair says that word A of one text is word B of the other.
type pair struct{ a, b int }

// align returns the pairs of words that stand in the same order in both texts,
// and the pairs of those that stand in another.
func align(a, b []word) (kept, moved []pair) {
	anchors := uniquePairs(a, b)
	spine := longestRising(anchors)
	from := pair{}
	for _, anchor := range append(spine, pair{len(a), len(b)}) {
		kept = append(kept, between(a, b, from, anchor)...)
		if anchor.a < len(a) {
			kept = append(kept, anchor)
		}
		from = pair{anchor.a + 1, anchor.b + 1}
	}
	return kept, movedRuns(a, b, anchors, kept)
}

// uniquePairs are the words that stand once in either text and say something, in
// order of a.
func uniquePairs(a, b []word) []pair {
	type places struct{ a, b, inA, inB int }
	seen := map[string]*places{}
	for i := range a {
		p := seen[a[i].form]
		if p == nil {
			p = &places{}
			seen[a[i].form] = p
		}
		p.a, p.inA = i, p.inA+1
	}
	for i := range b {
		if p := seen[b[i].form]; p != nil {
			p.b, p.inB = i, p.inB+1
		}
	}
	var pairs []pair
	for i := range a {
		if p := seen[a[i].form]; p.inA == 1 && p.inB == 1 && !function[a[i].form] {
			pairs = append(pairs, pair{i, p.b})
		}
	}
	return pairs
}

// longestRising is the longest choice of pairs, which are in order of a, that is
// in order of b as well: patience sorting.
func longestRising(pairs []pair) []pair {
	var tails []int // index of the last pair of the best choice of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		at, _ := slices.BinarySearchFunc(tails, p.b, func(tail, b int) int { return pairs[tail].b - b })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	chosen := make([]pair, len(tails))
	for i, at := len(tails)-1, tails[len(tails)-1]; i >= 0; i, at = i-1, before[at] {
		chosen[i] = pairs[at]
	}
	return chosen
}

// between aligns what stands between two anchors: words shared at either end,
// then a longest common subsequence of the rest.
func between(a, b []word, from, to pair) []pair {
	var head, tail []pair
	heads := func() {
		for from.a < to.a && from.b < to.b && a[from.a].form == b[from.b].form {
			head = append(head, from)
			from = pair{from.a + 1, from.b + 1}
		}
	}
	if to.a == len(a) { // no anchor is at the end: the words that follow the last one come first
		heads()
	}
	for from.a < to.a && from.b < to.b && a[to.a-1].form == b[to.b-1].form {
		to = pair{to.a - 1, to.b - 1}
		tail = append(tail, to)
	}
	heads()
	head = append(head, common(a, b, from, to)...)
	slices.Reverse(tail)
	return append(head, tail...)
}

// common is a longest common subsequence of two stretches, the earliest words of
// the first where there are several; none where the stretches are too long to be
// compared word by word.
func common(a, b []word, from, to pair) []pair {
	n, m := to.a-from.a, to.b-from.b
	if n == 0 || m == 0 || n*m > maxCells {
		return nil
	}
	// length[i*(m+1)+j] is that of the words from i of a and from j of b on.
	length := make([]int32, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			at := i*(m+1) + j
			if a[from.a+i].form == b[from.b+j].form {
				length[at] = length[at+m+2] + 1
			} else {
				length[at] = max(length[at+1], length[at+m+1])
			}
		}
	}
	var pairs []pair
	for i, j := 0, 0; i < n && j < m; {
		at := i*(m+1) + j
		switch {
		case a[from.a+i].form == b[from.b+j].form:
			pairs = append(pairs, pair{from.a + i, from.b + j})
			i, j = i+1, j+1
		case length[at+m+1] >= length[at+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// tellingWords counts the words that are not mere function words.
func tellingWords(words []word) int {
	n := 0
	for i := range words {
		if !function[words[i].form] {
			n++
		}
	}
	return n
}

// movedRuns are the runs of movedWords and more around anchors that no pair holds
// yet: they stand in both texts, in another order.
func movedRuns(a, b []word, anchors, kept []pair) []pair {
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	for _, p := range kept {
		usedA[p.a], usedB[p.b] = true, true
	}
	var moved []pair
	for _, anchor := range anchors {
		if usedA[anchor.a] || usedB[anchor.b] {
			continue
		}
		first, last := anchor, anchor
		for first.a > 0 && first.b > 0 && !usedA[first.a-1] && !usedB[first.b-1] && a[first.a-1].form == b[first.b-1].form {
			first = pair{first.a - 1, first.b - 1}
		}
		for last.a+1 < len(a) && last.b+1 < len(b) && !usedA[last.a+1] && !usedB[last.b+1] && a[last.a+1].form == b[last.b+1].form {
			last = pair{last.a + 1, last.b + 1}
		}
		if last.a-first.a+1 < movedWords || tellingWords(a[first.a:last.a+1]) < 2 {
			continue
		}
		for p := first; p.a <= last.a; p = (pair{p.a + 1, p.b + 1}) {
			usedA[p.a], usedB[p.b] = true, true
			moved = append(moved, p)
		}
	}
	return moved
}
