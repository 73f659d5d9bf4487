package reuse

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/internal/derive/shingle"
	"verbale.dev/verbale/lang"
)

// How says in which way words were taken over.
type How string

// The ways.
const (
	Same     How = "same"     // word for word
	Cut      How = "cut"      // one of the two leaves words out, and changes none
	Reworded How = "reworded" // some words are others
)

// Passage is a stretch of two reports, in bytes, that one has from the other or both
// from a third.
type Passage struct {
	A, B lang.Span
	How  How

	words, own int // that both have, in their order; and those of them outside quotation marks of both
}

// What makes words that two reports share a passage, and passages reuse. Tuned on the
// seventeen reports of the July example and on pairs of archive reports.
const (
	seedWords    = 5  // words in a row from which a passage is extended
	passageWords = 8  // words that both have, of a passage
	sharedOwn    = 15 // words outside quotation marks that reports share which took something over
	band         = 8  // words by which two stretches may be out of step
	openLines    = 8  // lines that a quotation goes on without a mark
	forgiven     = 6  // how far an extension may fall behind its best, in words that differ
)

// side is one of two reports that are compared.
type side struct {
	words     []shingle.Word
	paragraph []int32 // of each word
	quoted    []bool  // whether it stands within quotation marks
}

func sideOf(r *Report) *side {
	s := &side{words: shingle.Words(make([]shingle.Word, 0, len(r.Text)/5), r.Text, 0)}
	s.paragraph, s.quoted = make([]int32, len(s.words)), make([]bool, len(s.words))
	marks := marksOf(r.Text)
	at, paragraph, quoted, opened := 0, int32(0), false, int32(0)
	for i := range s.words {
		for ; at < len(marks) && marks[at].at <= s.words[i].Start; at++ {
			switch marks[at].kind {
			case lineEnd:
				paragraph++
				quoted = quoted && paragraph-opened < openLines // else its end was forgotten
			case opening:
				quoted, opened = true, paragraph
			case closing:
				quoted = false
			}
		}
		s.paragraph[i], s.quoted[i] = paragraph, quoted
	}
	return s
}

// passages returns the stretches that two reports share, in order of a.
func passages(a, b *side) []Passage {
	seeds := seedsOf(a.words, b.words)
	usedA, usedB := make([]bool, len(a.words)), make([]bool, len(b.words))
	var list []Passage
	for _, s := range seeds {
		x := stretch{a: a, b: b, usedA: usedA, usedB: usedB}
		for _, run := range x.split(s) {
			p, ok := x.grow(run)
			if ok {
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(p, q Passage) int {
		return cmp.Or(cmp.Compare(p.A.Start, q.A.Start), cmp.Compare(p.B.Start, q.B.Start))
	})
	return list
}

// run is n words in a row, from a of one report and from b of the other.
type run struct{ a, b, n int }

// seedsOf are the longest runs of words that two reports share, the longest first.
func seedsOf(a, b []shingle.Word) []run {
	if len(a) < seedWords || len(b) < seedWords {
		return nil
	}
	at := make(map[uint64]int32, len(b))
	for j := len(b) - seedWords; j >= 0; j-- {
		at[shingle.Hash(b[j:j+seedWords])] = int32(j)
	}
	var seeds []run
	for i := 0; i+seedWords <= len(a); i++ {
		j, there := at[shingle.Hash(a[i:i+seedWords])]
		if !there {
			continue
		}
		r := run{i, int(j), seedWords}
		for r.a > 0 && r.b > 0 && a[r.a-1].Hash == b[r.b-1].Hash {
			r = run{r.a - 1, r.b - 1, r.n + 1}
		}
		for r.a+r.n < len(a) && r.b+r.n < len(b) && a[r.a+r.n].Hash == b[r.b+r.n].Hash {
			r.n++
		}
		if telling(a[r.a:r.a+r.n]) >= 2 {
			seeds = append(seeds, r)
		}
		i = max(i, r.a+r.n-seedWords)
	}
	slices.SortFunc(seeds, func(x, y run) int {
		return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return slices.Compact(seeds)
}

// telling counts the words that are not of every speech.
func telling(words []shingle.Word) int {
	n := 0
	for i := range words {
		if !words[i].Common {
			n++
		}
	}
	return n
}

// stretch grows passages from runs.
type stretch struct {
	a, b         *side
	usedA, usedB []bool
}

// split cuts a run where a paragraph of either report ends, and leaves out what is of
// a passage already.
func (x *stretch) split(s run) []run {
	var list []run
	from := 0
	for i := 0; i <= s.n; i++ {
		used := i < s.n && (x.usedA[s.a+i] || x.usedB[s.b+i])
		if i < s.n && !used && (i == from || x.a.paragraph[s.a+i] == x.a.paragraph[s.a+i-1] && x.b.paragraph[s.b+i] == x.b.paragraph[s.b+i-1]) {
			continue
		}
		if i-from >= 3 {
			list = append(list, run{s.a + from, s.b + from, i - from})
		}
		if from = i; used {
			from++
		}
	}
	return list
}

// grow extends a run on both sides within its paragraphs.
func (x *stretch) grow(s run) (Passage, bool) {
	pairs := x.extend(s.a-1, s.b-1, -1)
	slices.Reverse(pairs)
	for i := range s.n {
		pairs = append(pairs, Pair{s.a + i, s.b + i})
	}
	pairs = append(pairs, x.extend(s.a+s.n, s.b+s.n, 1)...)
	first, last := pairs[0], pairs[len(pairs)-1]
	if len(pairs) < passageWords || telling(x.a.words[first.A:last.A+1]) < 3 {
		return Passage{}, false
	}
	p := Passage{
		A:     lang.Span{Start: x.a.words[first.A].Start, End: x.a.words[last.A].End},
		B:     lang.Span{Start: x.b.words[first.B].Start, End: x.b.words[last.B].End},
		words: len(pairs), How: howOf(pairs),
	}
	for _, q := range pairs {
		x.usedA[q.A], x.usedB[q.B] = true, true
		if !x.a.quoted[q.A] || !x.b.quoted[q.B] {
			p.own++
		}
	}
	return p, true
}

// howOf says in which way words were taken over, from the pairs of words that are the
// same.
func howOf(pairs []Pair) How {
	how := Same
	for i := 1; i < len(pairs); i++ {
		goneA, goneB := pairs[i].A-pairs[i-1].A-1, pairs[i].B-pairs[i-1].B-1
		switch {
		case goneA > 0 && goneB > 0:
			return Reworded
		case goneA > 0 || goneB > 0:
			how = Cut
		}
	}
	return how
}

// extend aligns what stands before (step -1) or behind (step 1) two words, as far as
// it goes on to agree, and returns the pairs of words that are the same, the nearest
// first. A word that both have counts two, one that differs takes one off.
func (x *stretch) extend(i, j, step int) []Pair {
	n, m := x.room(x.a, i, step, x.usedA), x.room(x.b, j, step, x.usedB)
	if n == 0 || m == 0 {
		return nil
	}
	// score[k][d] is the best of the first k words of a and k+d-band of b.
	const width = 2*band + 1
	lost := -1 << 20
	var rows [][width]int
	best, bestK, bestD := 0, 0, band
	for k := 0; k <= n; k++ {
		var row [width]int
		high := lost
		for d := range width {
			at := k + d - band
			row[d] = lost
			switch {
			case at < 0 || at > m:
				continue
			case k == 0 && at == 0:
				row[d] = 0
			}
			if k > 0 && at > 0 && rows[k-1][d] > lost {
				gain := -2
				if x.a.words[i+(k-1)*step].Hash == x.b.words[j+(at-1)*step].Hash {
					gain = 2
				}
				row[d] = max(row[d], rows[k-1][d]+gain)
			}
			if k > 0 && d+1 < width && rows[k-1][d+1] > lost {
				row[d] = max(row[d], rows[k-1][d+1]-1)
			}
			if d > 0 && row[d-1] > lost {
				row[d] = max(row[d], row[d-1]-1)
			}
			high = max(high, row[d])
			if row[d] > best {
				best, bestK, bestD = row[d], k, d
			}
		}
		rows = append(rows, row)
		if high < best-2*forgiven {
			break
		}
	}
	return x.back(rows[:bestK+1], bestD, i, j, step)
}

// back follows the best extension back to where it began.
func (x *stretch) back(rows [][2*band + 1]int, d, i, j, step int) []Pair {
	var pairs []Pair
	for k := len(rows) - 1; k > 0 || d > band; {
		at := k + d - band
		same := k > 0 && at > 0 && x.a.words[i+(k-1)*step].Hash == x.b.words[j+(at-1)*step].Hash
		switch {
		case same && rows[k][d] == rows[k-1][d]+2:
			pairs = append(pairs, Pair{i + (k-1)*step, j + (at-1)*step})
			k--
		case k > 0 && at > 0 && rows[k][d] == rows[k-1][d]-2:
			k--
		case k > 0 && d+1 < len(rows[k]) && rows[k][d] == rows[k-1][d+1]-1:
			k, d = k-1, d+1
		default:
			d--
		}
		if d < 0 {
			break
		}
	}
	slices.Reverse(pairs)
	return pairs
}

// room counts the words from i on that are of its paragraph and of no passage yet.
func (x *stretch) room(s *side, i, step int, used []bool) int {
	const most = 400
	n := 0
	for at := i; at >= 0 && at < len(s.words) && n < most && !used[at]; at += step {
		if s.paragraph[at] != s.paragraph[i-step] {
			break
		}
		n++
	}
	return n
}
