package encoder

import (
	"math/bits"

	"verbale.dev/verbale/lang"
)

// Tags of words: nothing, or what begins and goes on with a source, a cue, a content.
// The inner cues' tags are the first three of their own.
const (
	noTag = iota
	beginSource
	insideSource
	beginCue
	insideCue
	beginContent
	insideContent
	tags
)

const (
	innerTags    = 3
	buckets      = 10 // of the words between a word and a cue, to each side
	distances    = 2 * (2*buckets + 1)
	sorts        = 2 // of cues: outer ones and those within contents
	impossible   = -1 << 28
	trustBits    = 12
	maxInWindow  = maxWindow // words
	attributions = maxInWindow
)

// heads are the layers that read the encoder's states.
type heads struct {
	first linear // of a word: tags, inner tags, and what a word and a cue's ends give to the second
	width int    // hidden units of the second

	sort     [sorts][]int32 // added to hidden units
	distance []int32        // [distances][width]
	mark     linear         // hidden units to tags
	trust    [sorts][tags]int32

	outer *crf
	inner *crf
	cue   [sorts]*crf
	// bias is taken off the score of "no tag", by sort of cues.
	bias [sorts]int32
}

// Columns of heads.first after tags and innerTags: one of these for each hidden unit.
const (
	columnWord = iota
	columnGainFirst
	columnGainLast
	columnAddFirst
	columnAddLast
	columnsOfWidth
)

// crf has the scores of steps from tag to tag, of a number of tags.
type crf struct {
	tags int
	step []int32 // [from][to]
}

// begins says whether a tag may stand first: tags that go on are even.
func begins(tag int) bool { return tag == noTag || tag&1 == 1 }

// lattice holds the scores of the tags of a window's words: of the best row of tags up
// to each word that ends with a tag, and of the best from there on. What is added to
// all tags of a word is left out, so that scores stay small.
type lattice struct {
	upTo, onward [][tags]int32
	back         [][tags]uint8
	best         []uint8 // tags of the best row
}

func newLattice(words int) *lattice {
	return &lattice{upTo: make([][tags]int32, words), onward: make([][tags]int32, words), back: make([][tags]uint8, words), best: make([]uint8, words)}
}

// decode finds the best row of tags of words whose scores are rows of emit, stride
// apart. A word with fresh set begins a paragraph, where no span goes on.
func (c *crf) decode(emit []int32, stride int, fresh []bool, l *lattice) {
	n := len(fresh)
	var before, none [tags]int32
	for w := range n {
		top := largestTag(&before, c.tags)
		row, scores, back := emit[w*stride:][:c.tags], &l.upTo[w], &l.back[w]
		for t := range c.tags {
			score, from := before[top], top
			switch {
			case !fresh[w]:
				score, from = before[0]+c.step[t], 0
				for f := 1; f < c.tags; f++ {
					if v := before[f] + c.step[f*c.tags+t]; v > score {
						score, from = v, uint8(f)
					}
				}
			case !begins(t):
				score = impossible
			}
			scores[t], back[t] = score+row[t], from
		}
		before = *scores
		settle(&before, c.tags)
	}
	last := largestTag(&before, c.tags)
	for w := n - 1; w >= 0; w-- {
		l.best[w] = last
		last = l.back[w][last]
	}
	after := none
	for w := n - 1; w >= 0; w-- {
		l.onward[w] = after
		row := emit[w*stride:][:c.tags]
		best := int32(2 * impossible)
		for t := range c.tags {
			after[t] += row[t]
			if begins(t) {
				best = max(best, after[t])
			}
		}
		next := after
		for f := range c.tags {
			after[f] = best
			if !fresh[w] {
				after[f] = 2 * impossible
				for t := range c.tags {
					after[f] = max(after[f], next[t]+c.step[f*c.tags+t])
				}
			}
		}
		settle(&after, c.tags)
	}
}

// margin is by how much the best row of tags that gives a word a tag is better than
// the best that gives it none.
func (l *lattice) margin(w int, tag uint8) int32 {
	return l.upTo[w][tag] + l.onward[w][tag] - l.upTo[w][noTag] - l.onward[w][noTag]
}

// settle takes the score of the first tag off all.
func settle(scores *[tags]int32, n int) {
	first := scores[0]
	for t := range n {
		scores[t] = max(scores[t]-first, impossible)
	}
}

func largestTag(scores *[tags]int32, n int) uint8 {
	top := uint8(0)
	for t := 1; t < n; t++ {
		if scores[t] > scores[top] {
			top = uint8(t)
		}
	}
	return top
}

// Attribution is one cue with what the encoder ties to it. Spans are ascending and
// disjoint, each within a paragraph.
type Attribution struct {
	Source, Cue, Content []lang.Span
	// Inner says that the cue was found as one within the content of another
	// attribution.
	Inner bool
	// Margin is by how much the cue's first word is rather one than none, or the
	// content's first word, whichever is less, in units of 1/1024 natural log odds.
	Margin int32
}

// run is a half-open run of words in a window.
type run struct{ first, end int }

// attribute appends the attributions of a window's words to out.
func (r *Reader) attribute(list []word, out []Attribution) []Attribution {
	m, s, n := r.model, r.heads, len(list)
	h := &m.heads
	rows := roundUp(n, rowTile)
	for i := range rows {
		row := s.bytes[i*m.hidden:][:m.hidden]
		if i >= n {
			clear(row)
			continue
		}
		p := int(s.at[i])
		copy(row, r.scratch.bytes[p*m.hidden:])
		s.scales[i] = r.scratch.scales[p]
		s.fresh[i] = i == 0 || list[i].paragraph != list[i-1].paragraph
	}
	width := h.first.outputs
	h.first.apply(m.kernels, s.bytes, rows, s.first)
	for i := range n {
		x := s.first[i*width:][:width]
		rescale(m.kernels, x, h.first.columns, h.first.bias, s.scales[i], h.first.shift, x)
	}
	fresh := s.fresh[:n]
	s.emit = s.emit[:0]
	for i := range n {
		s.emit = append(s.emit, s.first[i*width:][:tags+innerTags]...)
		s.emit[i*(tags+innerTags)] -= h.bias[0]
		s.emit[i*(tags+innerTags)+tags] -= h.bias[1]
	}
	for sort := range sorts {
		c, from, begin := h.outer, 0, uint8(beginCue)
		if sort == 1 {
			c, from, begin = h.inner, tags, 1
		}
		c.decode(s.emit[from:], tags+innerTags, fresh, s.lattice)
		s.cues, s.margins = runsOf(s.lattice.best[:n], begin, s.cues[:0]), s.margins[:0]
		for _, cue := range s.cues {
			s.margins = append(s.margins, s.lattice.margin(cue.first, begin))
		}
		out = r.rows(list, sort, out)
	}
	return out
}

// runsOf appends the spans of words that a tag begins and the tag after it goes on.
func runsOf(list []uint8, begin uint8, out []run) []run {
	for i, t := range list {
		switch {
		case t == begin:
			out = append(out, run{i, i + 1})
		case t == begin+1 && len(out) > 0 && out[len(out)-1].end == i:
			out[len(out)-1].end = i + 1
		}
	}
	return out
}

// rows appends an attribution for each cue in r.heads.cues. A cue that another one
// before it takes for a piece of its own makes none.
func (r *Reader) rows(list []word, sort int, out []Attribution) []Attribution {
	s := r.heads
	clear(s.taken[:])
	for i, cue := range s.cues {
		if s.taken[i] {
			continue
		}
		r.mark(list, sort, cue)
		marked := s.lattice.best[:len(list)]
		a := Attribution{Inner: sort == 1, Margin: s.margins[i]}
		s.runs = runsOf(marked, beginCue, s.runs[:0])
		pieces := []run{cue}
		for j := i + 1; j < len(s.cues); j++ {
			for _, x := range s.runs {
				if x == s.cues[j] && !s.taken[j] {
					s.taken[j] = true
					pieces = append(pieces, x)
				}
			}
		}
		a.Cue = spansOf(list, pieces)
		s.runs = runsOf(marked, beginSource, s.runs[:0])
		a.Source = spansOf(list, s.runs)
		s.runs = runsOf(marked, beginContent, s.runs[:0])
		a.Content = spansOf(list, s.runs)
		if len(s.runs) > 0 {
			a.Margin = min(a.Margin, s.lattice.margin(s.runs[0].first, beginContent))
		}
		out = append(out, a)
	}
	return out
}

func spansOf(list []word, runs []run) []lang.Span {
	if len(runs) == 0 {
		return nil
	}
	out := make([]lang.Span, len(runs))
	for i, x := range runs {
		out[i] = lang.Span{Start: list[x.first].span.Start, End: list[x.end-1].span.End}
	}
	return out
}

// mark leaves in the lattice what each word is to a cue.
func (r *Reader) mark(list []word, sort int, cue run) {
	m, s, n := r.model, r.heads, len(list)
	h := &m.heads
	stride := h.first.outputs
	column := func(w, part int) []int32 { return s.first[w*stride+tags+innerTags+part*h.width:][:h.width] }
	gainFirst, gainLast := column(cue.first, columnGainFirst), column(cue.end-1, columnGainLast)
	addFirst, addLast := column(cue.first, columnAddFirst), column(cue.end-1, columnAddLast)
	for i := range h.width {
		s.gain[i] = int64(unit + gainFirst[i] + gainLast[i])
		s.add[i] = addFirst[i] + addLast[i] + h.sort[sort][i]
	}
	for w := range n {
		far := h.distance[distance(list, w, cue)*h.width:][:h.width]
		word := column(w, columnWord)
		for i := range h.width {
			x := int64(word[i])*s.gain[i]>>unitBits + int64(s.add[i]+far[i])
			s.hidden[i] = int32(min(max(x, 0), maxUnits))
		}
		s.markScales[w] = largest(m.kernels, s.hidden)
		toBytes(m.kernels, s.hidden, s.markScales[w], m.kernels.flip(), s.hiddenBytes[w*h.width:])
	}
	rows := roundUp(n, rowTile)
	clear(s.hiddenBytes[n*h.width : rows*h.width])
	width := h.mark.outputs
	h.mark.apply(m.kernels, s.hiddenBytes, rows, s.marks)
	for w := range n {
		x := s.marks[w*width:][:width]
		rescale(m.kernels, x, h.mark.columns, h.mark.bias, s.markScales[w], h.mark.shift, x)
		for t := range tags {
			x[t] += s.first[w*stride+t] * h.trust[sort][t] >> trustBits
		}
	}
	h.cue[sort].decode(s.marks, width, s.fresh[:n], s.lattice)
}

// distance returns the row of the table of distances for a word and a cue: in powers
// of two of the words between them, before and after, and again for words of another
// paragraph.
func distance(list []word, w int, cue run) int {
	row := buckets
	switch {
	case w >= cue.end:
		row += min(bits.Len(uint(2*(w-cue.end+1)-1)), buckets)
	case w < cue.first:
		row -= min(bits.Len(uint(2*(cue.first-w)-1)), buckets)
	}
	if list[w].paragraph != list[cue.first].paragraph {
		row += 2*buckets + 1
	}
	return row
}

// headScratch is what attribute works in.
type headScratch struct {
	at          []int32 // the place of each word's first piece
	fresh       []bool
	bytes       []int8
	scales      []int32
	first       []int32
	emit        []int32
	lattice     *lattice
	cues, runs  []run
	margins     []int32 // of cues
	taken       [attributions]bool
	gain        []int64
	add, hidden []int32
	hiddenBytes []int8
	markScales  []int32
	marks       []int32
}

func newHeadScratch(m *Model) *headScratch {
	const words = (maxInWindow + rowTile - 1) / rowTile * rowTile
	h := &m.heads
	return &headScratch{
		fresh: make([]bool, words), bytes: make([]int8, words*m.hidden), scales: make([]int32, words),
		first: make([]int32, words*h.first.outputs), lattice: newLattice(words),
		gain: make([]int64, h.width), add: make([]int32, h.width), hidden: make([]int32, h.width),
		hiddenBytes: make([]int8, words*h.width), markScales: make([]int32, words), marks: make([]int32, words*h.mark.outputs),
	}
}
