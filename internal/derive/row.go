package derive

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
)

// ID is the id of a row between reports: it is made from the layer and the row's
// smallest evidence, "" of none. Evidence of a version of a document that came
// later makes it smaller only where it is before all others in their order, so that
// an id mostly stays.
func ID(layer string, evidence []verbale.Located) string {
	if len(evidence) == 0 {
		return ""
	}
	e := slices.MinFunc(evidence, Before)
	sum := sha256.Sum256(
		[]byte(
			strings.Join([]string{layer, e.Document, e.Version, strconv.Itoa(e.Start), strconv.Itoa(e.End)}, "\x00"),
		),
	)
	return layer + "-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
}

// Aliases lists the ids that each piece of a row's evidence has by itself, sorted,
// without the row's own. Whatever id the row had before, or one of its members when
// that was a row by itself, is among them as long as the words that it was made from
// are in the dossier: ids go on to resolve without a history being kept.
func Aliases(layer string, evidence []verbale.Located) []string {
	own := ID(layer, evidence)
	var ids []string
	for i := range evidence {
		if id := ID(layer, evidence[i:i+1]); id != own {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Before orders evidence: by document, version, start and end.
func Before(a, b verbale.Located) int {
	return cmp.Or(
		cmp.Compare(a.Document, b.Document),
		cmp.Compare(a.Version, b.Version),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
	)
}

// Verdict is what a person said of two members: that they are of one row, or that
// they are not.
type Verdict struct {
	A, B int // places of the members
	Join bool
}

// Groups divides members, of which there are n, into those that are of one row:
// what links tie together, with what a person said applied before. Links are given
// the surest first, verdicts in the order in which they were made; of two about the
// same members the later counts. Whom a person joined is together, whatever else
// holds; a link that would bring together whom a person parted ties nothing. Each
// group is ascending, and groups are in order of their first members.
//
// Cost: near-linear in members and links; each link is held against the cuts of the
// smaller of the two groups that it ties.
func Groups(n int, links [][2]int, verdicts []Verdict) [][]int {
	g := grouping{parent: make([]int, n), cuts: make([][]int, n)}
	for i := range g.parent {
		g.parent[i] = i
	}
	last := map[[2]int]bool{}
	for _, v := range verdicts {
		last[[2]int{min(v.A, v.B), max(v.A, v.B)}] = v.Join
	}
	for pair, join := range last {
		if join {
			g.join(pair[0], pair[1])
		}
	}
	for pair, join := range last {
		if !join {
			a, b := g.find(pair[0]), g.find(pair[1])
			g.cuts[a], g.cuts[b] = append(g.cuts[a], pair[1]), append(g.cuts[b], pair[0])
		}
	}
	for _, link := range links {
		if !g.parted(link[0], link[1]) {
			g.join(link[0], link[1])
		}
	}
	at := make(map[int]int, n)
	var groups [][]int
	for i := range n {
		root := g.find(i)
		k, ok := at[root]
		if !ok {
			k = len(groups)
			at[root] = k
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], i)
	}
	return groups
}

// grouping is a union-find whose roots know from whom their members were parted.
type grouping struct {
	parent []int
	cuts   [][]int
}

func (g *grouping) find(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// parted reports whether a person parted a member of the group of i from one of j's.
func (g *grouping) parted(i, j int) bool {
	a, b := g.find(i), g.find(j)
	if a == b {
		return false
	}
	if len(g.cuts[a]) > len(g.cuts[b]) {
		a, b = b, a
	}
	return slices.ContainsFunc(g.cuts[a], func(other int) bool { return g.find(other) == b })
}

func (g *grouping) join(i, j int) {
	a, b := g.find(i), g.find(j)
	if a == b {
		return
	}
	if len(g.cuts[a]) < len(g.cuts[b]) {
		a, b = b, a
	}
	g.parent[b] = a
	g.cuts[a], g.cuts[b] = append(g.cuts[a], g.cuts[b]...), nil
}
