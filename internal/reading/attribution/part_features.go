package attribution

import (
	"math/bits"
	"sort"

	"verbale.dev/verbale/internal/reading/crf"
)

// Labels of the model that finds the source and the content of a cue: outside,
// then begin, inside, end and single of each.
const (
	partOutside = iota
	sourceBegin
	sourceInside
	sourceEnd
	sourceSingle
	contentBegin
	contentInside
	contentEnd
	contentSingle
	partLabels
)

// A cue's source and content are looked for within its paragraph, so many
// sentences and tokens before and after it.
const (
	reachSentences = 2
	reachTokens    = 120
	// After a colon, and to the end of a quotation, they are looked for farther.
	reachFar = 400
)

// cueView is what the features of a token's part in a statement are made of,
// for one cue.
type cueView struct {
	*view
	first, last int // the tokens looked at
	cueFirst    int
	cueLast     int
	head        int   // the token of the cue nearest to the root
	cues        []int // how many cues begin before each token of [first, last]
	root        []int // the largest subtree that holds the token but not the cue's head
	above       []int // steps from the cue's head up to the head of that subtree; farAbove elsewhere
	up          []uint32
	chain       []uint32 // relations from the cue's head up to its ancestors
	scratch     []int
}

const farAbove = 15

// look points w at a cue in the paragraph [first, last). cues are the first
// tokens of all cues that are found, in order.
func (w *cueView) look(v *view, cueFirst, cueLast, first, last int, cues []int) {
	w.view = v
	w.cueFirst, w.cueLast = cueFirst, cueLast
	w.window(first, last)
	w.head = cueFirst
	for i := cueFirst; i < cueLast; i++ {
		if v.Depth(i) < v.Depth(w.head) && v.doc.Tokens[i].DepRel != "punct" {
			w.head = i
		}
	}
	n := w.last - w.first
	w.cues = crf.Grow(w.cues, n+1)
	w.root, w.above, w.up = crf.Grow(w.root, n), crf.Grow(w.above, n), crf.Grow(w.up, n)
	count := 0
	cues = cues[sort.SearchInts(cues, w.first):]
	for i := range n + 1 {
		for len(cues) > 0 && cues[0] < w.first+i {
			count++
			cues = cues[1:]
		}
		w.cues[i] = count
	}
	w.climb()
}

// window settles which tokens of the paragraph [first, last) are looked at.
func (w *cueView) window(first, last int) {
	v, s := w.view, w.Sentence(w.cueFirst)
	w.first = max(first, v.doc.Sentences[max(s-reachSentences, 0)].First, w.cueFirst-reachTokens)
	w.last = min(last, v.doc.Sentences[min(s+reachSentences, len(v.doc.Sentences)-1)].Last, w.cueLast+reachTokens)
	if v.doc.Form(w.cueLast-1) == ":" || w.cueLast < last && v.doc.Form(w.cueLast) == ":" {
		w.last = min(last, w.cueLast+reachFar)
	}
	if q := v.quoteAt(w.last - 1); q >= 0 {
		w.last = max(w.last, min(last, v.Quotations()[q].Last, w.cueLast+reachFar))
	}
	if q := v.quoteAt(w.first); q >= 0 {
		w.first = min(w.first, max(first, v.Quotations()[q].First, w.cueFirst-reachFar))
	}
}

// climb finds root, above and up of each token.
func (w *cueView) climb() {
	sentence := w.doc.Sentences[w.Sentence(w.head)]
	ancestors := crf.Grow(w.scratch, sentence.Last-sentence.First)
	w.scratch = ancestors
	for i := range ancestors {
		ancestors[i] = -1
	}
	w.chain = w.chain[:0]
	path := uint32(7)
	for at, steps := w.head, 0; at >= 0 && steps < farAbove; at, steps = w.Head(at), steps+1 {
		ancestors[at-sentence.First] = steps
		w.chain = append(w.chain, path)
		path = path*31 + w.rel[at]
	}
	for i := range w.root {
		t := w.first + i
		if t < sentence.First || t >= sentence.Last {
			w.root[i], w.above[i], w.up[i] = w.doc.Sentences[w.Sentence(t)].Root, farAbove, 0
			continue
		}
		if steps := ancestors[t-sentence.First]; steps >= 0 {
			w.root[i], w.above[i], w.up[i] = t, steps, 1
			continue
		}
		at, path, steps := t, uint32(0), 0
		for ; w.Head(at) >= 0 && ancestors[w.Head(at)-sentence.First] < 0 && steps < 64; steps++ {
			if steps < 4 {
				path = path*31 + w.rel[at]
			}
			at = w.Head(at)
		}
		w.root[i], w.up[i] = at, path
		w.above[i] = farAbove
		if h := w.Head(at); h >= 0 {
			w.above[i] = ancestors[h-sentence.First]
		}
	}
}

// partFeatures appends to c the features of token t as part of the statement of
// the cue.
func (w *cueView) partFeatures(c *collector, t int) {
	v, i := w.view, t-w.first
	side, gap := uint32(0), 0
	switch {
	case t < w.cueFirst:
		gap = w.cueFirst - t - 1
	case t >= w.cueLast:
		side, gap = 1, t-w.cueLast
	default:
		c.add(1000)
		return
	}
	low, pos, rel := v.lower[t], v.xpos[t], v.rel[t]
	p1, n1 := at(v.lower, t-1, w.first, w.last), at(v.lower, t+1, w.first, w.last)
	t1, u1 := at(v.xpos, t-1, w.first, w.last), at(v.xpos, t+1, w.first, w.last)
	t2, u2 := at(v.xpos, t-2, w.first, w.last), at(v.xpos, t+2, w.first, w.last)
	cueLemma, cuePos, cueLow := v.lemma[w.head], v.xpos[w.head], v.lower[w.cueLast-1]
	sentences := v.Sentence(t) - v.Sentence(w.head)
	away := uint32(min(max(sentences, -3), 3)+3)*2 + side
	near := uint32(gap)
	if gap > 3 {
		near = uint32(bits.Len(uint(gap))) + 2
	}
	others := w.between(t)
	c.add(1001, side)
	c.add(1002, away, near)
	c.add(1003, away, others)
	c.add(1004, pos, away)
	c.add(1005, low, side)
	c.add(1006, p1, side)
	c.add(1007, n1, side)
	c.add(1008, t1, pos, side)
	c.add(1009, pos, u1, side)
	c.add(1010, t1, pos, u1, side)
	c.add(1011, t2, t1, pos)
	c.add(1012, pos, u1, u2)
	c.add(1013, p1, low)
	c.add(1014, low, n1)
	c.add(1015, near, side, cueLemma)
	c.add(1016, near, side, pos, others)

	// The constituent that the token is in, as the cue sees it.
	root := w.root[i]
	above := uint32(w.above[i])
	rootRel := v.rel[root]
	edge := edgeOf(t, v.Left(root), v.Right(root))
	c.add(1020, rootRel, above, side)
	c.add(1021, rootRel, above, side, edge)
	c.add(1022, rootRel, above, side, edge, pos)
	c.add(1023, rootRel, above, cueLemma)
	c.add(1024, rootRel, above, cueLemma, edge, side)
	c.add(1025, rootRel, above, edge, low)
	c.add(1026, w.up[i], rootRel, above, side)
	c.add(1027, w.up[i], rootRel, above, edge, side, pos)
	if int(above) < len(w.chain) {
		c.add(1028, w.chain[above], rootRel, edge, side)
		c.add(1029, w.chain[above], rootRel, cueLemma)
		c.add(1039, w.chain[above], rootRel, cuePos, edge, away)
	}
	c.add(1030, rel, above, side)
	c.add(1031, v.xpos[root], rootRel, above, edge, side)
	c.add(1032, v.lower[v.Left(root)], rootRel, above, side)

	// Constituents that begin or end here.
	begin, end := w.largestBegin(t), w.largestEnd(t)
	if begin >= 0 {
		c.add(1033, v.rel[begin], v.xpos[begin], side)
		c.add(1034, v.rel[begin], above, rootRel, side)
	}
	if end >= 0 {
		c.add(1035, v.rel[end], v.xpos[end], side)
		c.add(1036, v.rel[end], above, rootRel, side, u1)
	}
	// What goes on from here, or went before: a stretch that is cut in the middle
	// of a phrase is no content.
	if t+1 < w.last {
		next := w.largestBegin(t + 1)
		joined := uint32(0)
		if w.root[i+1] == root {
			joined = 1
			if h := v.Head(t + 1); h >= 0 && h <= t {
				joined = 2
			}
			if next >= 0 && v.Head(next) >= 0 && v.Head(next) <= t {
				joined += 2
			}
		}
		nextRel, nextPos := uint32(0), v.xpos[t+1]
		if next >= 0 {
			nextRel, nextPos = v.rel[next], v.xpos[next]
		}
		c.add(1070, joined, side)
		c.add(1071, joined, nextRel, nextPos, side)
		c.add(1072, joined, nextRel, rootRel, above)
		c.add(1073, joined, n1, side)
		c.add(1074, joined, pos, u1, side)
	}
	if t > w.first {
		joined := uint32(0)
		if w.root[i-1] == root {
			joined = 1
			if h := v.Head(t - 1); h >= t {
				joined = 2
			}
		}
		before := w.largestEnd(t - 1)
		beforeRel := uint32(0)
		if before >= 0 {
			beforeRel = v.rel[before]
		}
		c.add(1075, joined, beforeRel, side)
		c.add(1076, joined, t1, pos, side)
		c.add(1077, joined, beforeRel, rootRel, above, side)
	}
	c.add(1037, uint32(min(v.Depth(t)-min(v.Depth(t), v.Depth(root)), 6)), rootRel, above)

	// The sentence.
	sentence := v.doc.Sentences[v.Sentence(t)]
	place := edgeOf(t, sentence.First, sentence.Last)
	if place == 0 && t == sentence.Last-2 {
		place = 4
	}
	c.add(1040, place, away, pos)
	c.add(1041, place, away, others)
	c.add(1042, place, away, low)

	// Quotation marks.
	quoted, marks := w.quotation(t)
	c.add(1050, quoted, away)
	c.add(1051, quoted, marks, side)
	c.add(1052, quoted, marks, away, others)
	c.add(1053, quoted, pos, side)
	c.add(1054, quoted, place, away)
	c.add(1055, quoted, rootRel, above, side)
	c.add(1056, quoted, near, side)
	c.add(1057, quoted, cueLow, side)

	// The cue.
	group := v.group[w.head]
	c.add(1080, group, rootRel, above, side)
	c.add(1081, group, rootRel, above, edge, side)
	c.add(1082, group, near, side, pos)
	c.add(1083, v.group[t], side, near)
	c.add(1084, v.group[t], v.group[max(t-1, w.first)], side)
	c.add(1085, group, low, side)
	class := v.class[w.head]
	c.add(1058, class, pos, side, near)
	c.add(1059, class, rootRel, above, edge, side)
	c.add(1060, cueLemma, pos, side)
	c.add(1061, cueLow, low, side)
	c.add(1062, cueLow, near, side)
	c.add(1063, cuePos, near, side, pos)
	c.add(1064, v.entity[t], v.shape[t], side, near)
	c.add(1065, cueLemma, away, others)
	c.add(1066, cuePos, rootRel, above, edge, side)
	c.add(1067, v.entity[t], rootRel, above)
}

// edgeOf tells whether t is the first, the last, the only or an inner token of
// [first, last).
func edgeOf(t, first, last int) uint32 {
	edge := uint32(0)
	if t == first {
		edge |= 1
	}
	if t == last-1 {
		edge |= 2
	}
	return edge
}

// between counts the cues between t and the cue, to 2.
func (w *cueView) between(t int) uint32 {
	a, b := t, w.cueFirst
	if t > w.cueFirst {
		a, b = w.cueFirst+1, t+1
	}
	return uint32(min(w.cues[b-w.first]-w.cues[a-w.first], 2))
}

// largestBegin returns the head of the largest subtree without the cue that
// begins at t, or -1.
func (w *cueView) largestBegin(t int) int {
	found := -1
	for at, steps := t, 0; at >= 0 && w.Left(at) == t && steps < 32; at, steps = w.Head(at), steps+1 {
		found = at
		if at == w.root[t-w.first] {
			break
		}
	}
	return found
}

// largestEnd returns the head of the largest subtree without the cue that ends
// with t, or -1.
func (w *cueView) largestEnd(t int) int {
	found := -1
	for at, steps := t, 0; at >= 0 && w.Right(at) == t+1 && steps < 32; at, steps = w.Head(at), steps+1 {
		found = at
		if at == w.root[t-w.first] {
			break
		}
	}
	return found
}

// quotation tells how t stands within a quotation, and how many borders of
// quotations lie between it and the cue, to 3.
func (w *cueView) quotation(t int) (quoted, marks uint32) {
	q := w.quoteAt(t)
	if q >= 0 {
		quoted = 1 + edgeOf(t, w.Quotations()[q].First, w.Quotations()[q].Last)
		if w.Quotations()[q].Words < 4 {
			quoted += 4
		}
		if w.Quotations()[q].First <= w.cueFirst && w.cueFirst < w.Quotations()[q].Last {
			return quoted + 8, 0
		}
	}
	other := w.quoteAt(w.cueFirst)
	step := 1
	if t > w.cueFirst {
		step = -1
	}
	last := q
	for i := t; i != w.cueFirst && marks < 3; i += step {
		if at := w.quoteAt(i); at != last {
			marks++
			last = at
		}
	}
	if last != other && marks < 3 {
		marks++
	}
	return quoted, marks
}
