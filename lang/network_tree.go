package lang

// noArc is a score that no arc has: below all, and far from overflow.
const noArc = -1 << 30

// treeScratch is the memory of heads.
type treeScratch struct {
	result []int
	state  []int8
	scores []int64
	cycles treeMemory
}

// heads returns the head of each of n words, 0 the root, so that they form the
// tree of the greatest sum with one child of the root. scores[(i−1)·(n+1)+j]
// is that of head j for word i. Mostly each word's best head already gives it;
// else see Chu and Liu (1965), Edmonds (1967). Exact; ties to the lower index.
func (t *treeScratch) heads(scores []int32, n int) []int {
	heads := grown(&t.result, n)
	roots := 0
	for i := range n {
		heads[i] = best(scores[i*(n+1) : (i+1)*(n+1)])
		if heads[i] == 0 {
			roots++
		}
	}
	if roots == 1 && !t.cyclic(heads) {
		return heads
	}
	// An arc from the root costs more than all else together can gain, so the
	// best tree has the fewest of them, which is one.
	const costOfRoot = 1 << 44
	size := n + 1
	wide := grown(&t.scores, size*size) // [head][dependent]
	for i := range wide {
		wide[i] = -1 << 60
	}
	for i := range n {
		for j := range size {
			if j != i+1 {
				v := int64(scores[i*size+j])
				if j == 0 {
					v -= costOfRoot
				}
				wide[j*size+i+1] = v
			}
		}
	}
	parent := t.cycles.arborescence(wide, size)
	copy(heads, parent[1:])
	return heads
}

// cyclic reports whether following heads comes back to a word.
func (t *treeScratch) cyclic(heads []int) bool {
	state := grown(&t.state, len(heads)+1)
	clear(state) // 0 unseen, 1 on the way, 2 leads to the root
	state[0] = 2
	for i := range heads {
		at := i + 1
		for state[at] == 0 {
			state[at] = 1
			at = heads[at-1]
		}
		if state[at] == 1 {
			return true
		}
		for at = i + 1; state[at] == 1; at = heads[at-1] {
			state[at] = 2
		}
	}
	return false
}

// treeMemory is the memory of arborescence.
type treeMemory struct {
	parent, mark, component, final []int
	origin                         []int32
	inside, dead                   []bool
	levels                         []contraction
	members                        []member
	components                     []int // of each word before each contraction
}

// contraction is a cycle that was made one node, to be undone later: its
// members are treeMemory.members[first:last].
type contraction struct{ first, last int }

// member is a node of a cycle and the arc between words by which the cycle
// enters it.
type member struct{ node, enter int }

// arborescence returns the parent of every node but 0 in the spanning tree from
// node 0 with the greatest sum of score[head·size+dependent], which it
// overwrites. It contracts one cycle after the other: fewer than size cycles,
// each in time size².
func (m *treeMemory) arborescence(score []int64, size int) []int {
	parent, mark := grown(&m.parent, size), grown(&m.mark, size)
	component, final := grown(&m.component, size), grown(&m.final, size)
	origin := grown(&m.origin, size*size) // the arc between words behind each arc
	dead := grown(&m.dead, size)
	grown(&m.inside, size)
	for i := range origin {
		origin[i] = int32(i)
	}
	for v := range size {
		component[v], final[v], dead[v] = v, -1, false
	}
	m.levels, m.members, m.components = m.levels[:0], m.members[:0], m.components[:0]
	m.chooseParents(score, size)
	for node := onCycle(parent, dead, mark); node >= 0; node = onCycle(parent, dead, mark) {
		m.contract(node, score, size)
		m.chooseParents(score, size)
	}
	m.expand(size)
	return parent
}

// chooseParents gives each node that is left, but 0, the parent of its best arc.
func (m *treeMemory) chooseParents(score []int64, size int) {
	for v := 1; v < size; v++ {
		if m.dead[v] {
			continue
		}
		choice := -1
		for u := range size {
			if u != v && !m.dead[u] && (choice < 0 || score[u*size+v] > score[choice*size+v]) {
				choice = u
			}
		}
		m.parent[v] = choice
	}
}

// contract makes the cycle on which node lies one node, of that number: an arc into it
// scores what it gains over the arc of the cycle that it takes the place of.
func (m *treeMemory) contract(node int, score []int64, size int) {
	m.components = append(m.components, m.component[:size]...)
	inside := m.inside[:size]
	clear(inside)
	first := len(m.members)
	for v := node; !inside[v]; v = m.parent[v] {
		inside[v] = true
		m.members = append(m.members, member{v, int(m.origin[m.parent[v]*size+v])})
	}
	cycle := m.members[first:]
	for u := range size {
		if !m.dead[u] && !inside[u] {
			m.bestArcs(u, node, cycle, score, size)
		}
	}
	for _, c := range cycle[1:] {
		m.dead[c.node] = true
	}
	for v, c := range m.component[:size] {
		if inside[c] {
			m.component[v] = node
		}
	}
	m.levels = append(m.levels, contraction{first, len(m.members)})
}

// bestArcs makes the arcs between u and a cycle those between u and node.
func (m *treeMemory) bestArcs(u, node int, cycle []member, score []int64, size int) {
	in, out := -1, -1
	var inScore int64
	for _, c := range cycle {
		v := c.node
		if gain := score[u*size+v] - score[m.parent[v]*size+v]; in < 0 || gain > inScore {
			in, inScore = v, gain
		}
		if out < 0 || score[v*size+u] > score[out*size+u] {
			out = v
		}
	}
	m.origin[u*size+node], score[u*size+node] = m.origin[u*size+in], inScore
	m.origin[node*size+u], score[node*size+u] = m.origin[out*size+u], score[out*size+u]
}

// expand finds the arc that enters each word: first from the top, then cycle by cycle.
// Each cycle has been entered at one of its members; the others are entered from within.
func (m *treeMemory) expand(size int) {
	final, inside := m.final[:size], m.inside[:size]
	for v := 1; v < size; v++ {
		if !m.dead[v] {
			arc := m.origin[m.parent[v]*size+v]
			final[int(arc)%size] = int(arc)
		}
	}
	for i := len(m.levels) - 1; i >= 0; i-- {
		before := m.components[i*size:]
		clear(inside)
		for v, arc := range final {
			if arc >= 0 {
				inside[before[v]] = true
			}
		}
		for _, c := range m.members[m.levels[i].first:m.levels[i].last] {
			if !inside[c.node] {
				final[c.enter%size] = c.enter
			}
		}
	}
	for v := 1; v < size; v++ {
		m.parent[v] = final[v] / size
	}
}

// onCycle returns a node of a cycle of parents, or −1. mark is scratch.
func onCycle(parent []int, dead []bool, mark []int) int {
	clear(mark)
	for start := 1; start < len(parent); start++ {
		if dead[start] || mark[start] != 0 {
			continue
		}
		v := start
		for v != 0 && mark[v] == 0 {
			mark[v] = start
			v = parent[v]
		}
		if v != 0 && mark[v] == start {
			return v
		}
	}
	return -1
}
