package reuse

import (
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// Telling is one report with the words of it that tell something.
type Telling struct {
	*Report
	Evidence []lang.Span
	Sketch   []uint64
}

// Independent returns how many of some reports tell something without hanging on
// another of them; known is false where that cannot be said, because more than one is
// left and it is not known who printed one of them. A report hangs on another where both
// are of one outlet, where one is a copy of the other, where the words that tell it stand
// in a passage that both share, or where it credits the other in the same paragraph.
// Tellings are of different reports. The cost is that of comparing those which share a
// fingerprint.
func Independent(tellings []Telling) (n int, known bool) {
	if len(tellings) < 2 {
		return len(tellings), true
	}
	root := make([]int, len(tellings))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	join := func(i, j int) { i, j = find(i), find(j); root[max(i, j)] = min(i, j) }
	sketches := make([][]uint64, len(tellings))
	first := map[string]int{}
	for i, t := range tellings {
		sketches[i] = t.Sketch
		outlet := strings.ToLower(withoutArticle(t.Outlet))
		if outlet == "" {
			outlet = strings.ToLower(t.Agency)
		}
		if j, seen := first[outlet]; seen && outlet != "" {
			join(i, j)
		} else {
			first[outlet] = i
		}
	}
	for _, p := range Pairs(sketches) {
		if hangs(&tellings[p.A], &tellings[p.B]) {
			join(p.A, p.B)
		}
	}
	for name, i := range first {
		for j := range tellings {
			if name != "" && j != i && tellings[j].creditsBeside(tellings[i].Report) {
				join(i, j)
			}
		}
	}
	groups := map[int]bool{} // whether somebody is known to have printed one of the group
	for i, t := range tellings {
		groups[find(i)] = groups[find(i)] || t.Outlet != "" || t.Agency != ""
	}
	known = true
	for _, g := range groups {
		known = known && g
	}
	return len(groups), known || len(groups) == 1
}

// ownAround is how many words outside quotation marks a passage shares around words that
// are said to have been taken over: more than it takes to say who spoke and where.
const ownAround = 12

// hangs reports whether one of two tellings has its words from where the other has them.
func hangs(a, b *Telling) bool {
	s := Compare(a.Report, b.Report)
	if len(s.Passages) > 0 && s.Extent != Part {
		return true
	}
	return slices.ContainsFunc(s.Passages, func(p Passage) bool {
		return p.own >= ownAround && holds(p.A, a.Evidence) && holds(p.B, b.Evidence)
	})
}

// holds reports whether half of a piece of evidence is within a passage.
func holds(p lang.Span, evidence []lang.Span) bool {
	return slices.ContainsFunc(evidence, func(e lang.Span) bool {
		return 2*(min(e.End, p.End)-max(e.Start, p.Start)) >= e.Len()
	})
}

// creditsBeside reports whether a report credits another in a paragraph of its evidence.
func (t *Telling) creditsBeside(other *Report) bool {
	for _, e := range t.Evidence {
		from := strings.LastIndexByte(t.Text[:e.Start], '\n') + 1
		to := len(t.Text)
		if i := strings.IndexByte(t.Text[e.End:], '\n'); i >= 0 {
			to = e.End + i
		}
		near := &Report{Text: t.Text[from:to], Outlet: t.Outlet}
		if credits(near, sideOf(near), other) {
			return true
		}
	}
	return false
}
