package page

import (
	"slices"

	"verbale.dev/verbale/lang"
)

// Tree is what hangs on what in one report, with the edges of every subtree.
type Tree struct {
	head, depth, left, right []int
}

// maxDepth bounds the way to a root: a tree has no circle, but an analysis that
// is none must not stop the reading.
const maxDepth = 64

// NewTree makes a tree from the head of each token of doc, -1 at roots. It keeps
// heads, which must not change any more.
func NewTree(doc *lang.Document, heads []int) *Tree {
	n := len(heads)
	t := &Tree{head: heads}
	places := make([]int, 3*n)
	t.depth, t.left, t.right = places[:n:n], places[n:2*n:2*n], places[2*n:]
	for i := range heads {
		t.left[i], t.right[i] = i, i+1
	}
	for _, sentence := range doc.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			for at, steps := heads[i], 0; at >= 0 && steps < maxDepth; at, steps = heads[at], steps+1 {
				t.left[at], t.right[at] = min(t.left[at], i), max(t.right[at], i+1)
				t.depth[i]++
			}
		}
	}
	return t
}

// Head returns the token that i hangs on; -1 at a root.
func (t *Tree) Head(i int) int { return t.head[i] }

// Heads returns a copy of the heads of all tokens.
func (t *Tree) Heads() []int { return slices.Clone(t.head) }

// Depth returns the number of steps from token i to its root.
func (t *Tree) Depth(i int) int { return t.depth[i] }

// Left and Right return the edges of the subtree of token i: all that hangs on it,
// itself included, lies in [Left, Right).
func (t *Tree) Left(i int) int { return t.left[i] }

// Right is documented with Left.
func (t *Tree) Right(i int) int { return t.right[i] }

// Subtree returns the run from the left to the right edge of token i.
func (t *Tree) Subtree(i int) Run { return Run{t.left[i], t.right[i]} }
