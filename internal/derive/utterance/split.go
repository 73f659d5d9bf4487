package utterance

import (
	"cmp"
	"maps"
	"slices"

	"verbale.dev/verbale/internal/derive/shingle"
)

// A content of so many words and sentences is long: a letter, a declaration, the greater
// part of a speech. Others quote sentences of it that have nothing to do with each other.
const (
	longWords     = 60
	longSentences = 4
)

// ofSentence is how many in a hundred telling words of a sentence, or of what renders it,
// both have.
const ofSentence = 50

// mostParts is how many sentences of a content are told apart; what follows is one.
const mostParts = 64

// Split parts renderings that links tie together, where only a long one ties them: what
// renders one sentence of it stays together, and what renders another is another
// utterance. The long one itself goes with those that share most of its words; where it
// ties but one group to itself nothing is parted. Renderings need statements and pieces.
//
// Out come the ids of each utterance, ascending, in order of the first of each; a
// rendering that nothing ties any more stands alone. The result does not depend on the
// order of renderings and links. It is linear in the words of the renderings and, with a
// bounded number of sentences, in those of each link.
func Split(renderings []Rendering, links []Link) [][]string {
	s := newSplitter(renderings)
	for _, link := range links {
		a, known := s.index[link.A]
		b, both := s.index[link.B]
		if known && both && link.By != Perhaps {
			s.link(a, b)
		}
	}
	groups := map[int]bool{}
	for i := range s.ids {
		if !s.long(i) {
			groups[s.trees.root(s.first[i])] = true
		}
	}
	if len(groups) < 2 {
		return [][]string{s.ids}
	}
	return s.settle()
}

// settle puts each rendering with others of its utterance: a long one with the partner
// that shares most with it, be that long too.
func (s *splitter) settle() [][]string {
	parts, whole := s.trees, newForest(len(s.ids))
	of := map[int]int{} // the first short rendering of a tree of parts
	for i := range s.ids {
		if s.long(i) {
			continue
		}
		tree := parts.root(s.first[i])
		if first, ok := of[tree]; ok {
			whole.join(first, i)
		} else {
			of[tree] = i
		}
	}
	for i := range s.ids {
		if s.long(i) && s.best[i].shared > 0 {
			other, _ := slices.BinarySearch(s.first, s.best[i].at+1)
			whole.join(i, other-1)
		}
	}
	groups := map[int][]string{}
	for i, id := range s.ids {
		groups[whole.root(i)] = append(groups[whole.root(i)], id)
	}
	var all [][]string
	for _, root := range slices.Sorted(maps.Keys(groups)) {
		all = append(all, groups[root])
	}
	return all
}

// splitter holds a forest over parts of renderings: a sentence of a long one, or the whole
// of another.
type splitter struct {
	ids   []string
	index map[string]int
	parts [][]map[uint64]bool // of each rendering: the telling words of its sentences, of a short one all at once
	first []int               // the number of the first part of each rendering, and the end
	trees forest              // over parts
	best  []partner           // of long ones
}

// partner is the part of another rendering that shares most with a long one.
type partner struct {
	at     int
	shared int // telling words
}

func newSplitter(renderings []Rendering) *splitter {
	sorted := slices.Clone(renderings)
	slices.SortFunc(sorted, func(a, b Rendering) int { return cmp.Compare(a.Statement, b.Statement) })
	s := &splitter{index: map[string]int{}, first: []int{0}, best: make([]partner, len(sorted))}
	for i, r := range sorted {
		s.ids, s.index[r.Statement] = append(s.ids, r.Statement), i
		s.parts = append(s.parts, partsOf(wordsOfAll(r.Pieces)))
		s.first = append(s.first, s.first[i]+len(s.parts[i]))
	}
	s.trees = newForest(s.first[len(sorted)])
	return s
}

// partsOf are the telling words of each sentence of a long content, of another those of
// all its sentences in one.
func partsOf(words []shingle.Word) []map[uint64]bool {
	parts := []map[uint64]bool{{}}
	for i, w := range words {
		if w.First && i > 0 && len(parts) < mostParts {
			parts = append(parts, map[uint64]bool{})
		}
		if !w.Common {
			parts[len(parts)-1][w.Hash] = true
		}
	}
	if len(words) >= longWords && len(parts) >= longSentences {
		return parts
	}
	for _, more := range parts[1:] {
		maps.Copy(parts[0], more)
	}
	return parts[:1]
}

func (s *splitter) long(i int) bool { return len(s.parts[i]) > 1 }

// link joins the parts of two renderings that render one another, and those that share
// most where none shares enough.
func (s *splitter) link(a, b int) {
	var most, x, y int
	total := 0
	for i := range s.parts[a] {
		for j := range s.parts[b] {
			shared := sharedOf(s.parts[a][i], s.parts[b][j])
			if shared > most {
				most, x, y = shared, i, j
			}
			if fewer := min(len(s.parts[a][i]), len(s.parts[b][j])); shared >= 2 && 100*shared >= ofSentence*fewer {
				s.trees.join(s.first[a]+i, s.first[b]+j)
				total += shared
			}
		}
	}
	s.trees.join(s.first[a]+x, s.first[b]+y)
	s.prefer(a, partner{s.first[b] + y, max(total, most)})
	s.prefer(b, partner{s.first[a] + x, max(total, most)})
}

// prefer keeps the partner of a rendering that shares most with it, the first of several.
func (s *splitter) prefer(i int, p partner) {
	if was := s.best[i]; was.shared == 0 || p.shared > was.shared || p.shared == was.shared && p.at < was.at {
		s.best[i] = p
	}
}

func sharedOf(a, b map[uint64]bool) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for word := range a {
		if b[word] {
			n++
		}
	}
	return n
}

// forest is a set of trees over numbers, of which each bears its least number.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(a, b int) {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
}
