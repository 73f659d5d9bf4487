package evaluation

import (
	"cmp"
	"maps"
	"slices"
)

// Clusters are sets of mentions that refer to one entity each; a mention is
// named by a key that gold and system share where they mean the same words.
type Clusters [][]string

// Coreference is the scores of the CoNLL 2012 shared task (Pradhan et al.): MUC
// (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAF with the measure of
// entities (Luo 2005). Sums of several documents are of numerators and
// denominators.
type Coreference struct {
	MUC, BCubed, CEAF Ratio
}

// Ratio is precision and recall as sums.
type Ratio struct{ RightOfSystem, System, RightOfGold, Gold float64 }

// F1 is the harmonic mean of precision and recall, in per cent.
func (r Ratio) F1() float64 {
	p, q := quotient(r.RightOfSystem, r.System), quotient(r.RightOfGold, r.Gold)
	return 100 * quotient(2*p*q, p+q)
}

func quotient(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Average is the mean of the three F1 scores, known as CoNLL F1.
func (c Coreference) Average() float64 { return (c.MUC.F1() + c.BCubed.F1() + c.CEAF.F1()) / 3 }

// Add adds the clusters of one document.
func (c *Coreference) Add(gold, system Clusters) {
	c.MUC.RightOfGold += links(gold, system)
	c.MUC.Gold += size(gold) - float64(len(gold))
	c.MUC.RightOfSystem += links(system, gold)
	c.MUC.System += size(system) - float64(len(system))
	c.BCubed.RightOfGold += overlaps(gold, system)
	c.BCubed.Gold += size(gold)
	c.BCubed.RightOfSystem += overlaps(system, gold)
	c.BCubed.System += size(system)
	aligned := alikeness(gold, system)
	c.CEAF.RightOfGold += aligned
	c.CEAF.Gold += float64(len(gold))
	c.CEAF.RightOfSystem += aligned
	c.CEAF.System += float64(len(system))
}

func size(c Clusters) float64 {
	n := 0
	for _, cluster := range c {
		n += len(cluster)
	}
	return float64(n)
}

func places(c Clusters) map[string]int {
	at := map[string]int{}
	for i, cluster := range c {
		for _, m := range cluster {
			at[m] = i
		}
	}
	return at
}

// links counts the links of a that b holds: of each cluster its size less the
// parts that b cuts it into.
func links(a, b Clusters) float64 {
	at := places(b)
	n := 0
	for _, cluster := range a {
		parts := map[int]bool{}
		alone := 0
		for _, m := range cluster {
			if i, ok := at[m]; ok {
				parts[i] = true
			} else {
				alone++
			}
		}
		n += len(cluster) - len(parts) - alone
	}
	return float64(n)
}

// overlaps sums, over the mentions of a, the share of its cluster that b has
// with it.
func overlaps(a, b Clusters) float64 {
	at := places(b)
	var sum float64
	for _, cluster := range a {
		common := map[int]int{}
		for _, m := range cluster {
			if i, ok := at[m]; ok {
				common[i]++
			}
		}
		for _, n := range common {
			sum += float64(n) * float64(n) / float64(len(cluster))
		}
	}
	return sum
}

// alikeness sums the likeness of clusters under the one-to-one mapping that goes
// from the most alike on; the optimal one is never less.
func alikeness(a, b Clusters) float64 {
	type pair struct {
		i, j  int
		value float64
	}
	at := places(b)
	var pairs []pair
	for i, cluster := range a {
		common := map[int]int{}
		for _, m := range cluster {
			if j, ok := at[m]; ok {
				common[j]++
			}
		}
		for _, j := range slices.Sorted(maps.Keys(common)) {
			pairs = append(pairs, pair{i, j, 2 * float64(common[j]) / float64(len(cluster)+len(b[j]))})
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.value, p.value) })
	usedA, usedB := map[int]bool{}, map[int]bool{}
	var sum float64
	for _, p := range pairs {
		if !usedA[p.i] && !usedB[p.j] {
			usedA[p.i], usedB[p.j] = true, true
			sum += p.value
		}
	}
	return sum
}

// Tied counts the mentions of gold that the system ties to the cluster that is
// cast for theirs: one for one, from the pair with most mentions on. Wanted says
// which mentions are counted.
func Tied(gold, system Clusters, wanted func(string) bool) (mentions, found, right int) {
	at := places(system)
	type pair struct{ i, j, n int }
	var pairs []pair
	for i, cluster := range gold {
		common := map[int]int{}
		for _, m := range cluster {
			if j, ok := at[m]; ok {
				common[j]++
			}
		}
		for _, j := range slices.Sorted(maps.Keys(common)) {
			pairs = append(pairs, pair{i, j, common[j]})
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return q.n - p.n })
	castOf, taken := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, ok := castOf[p.i]; !ok && !taken[p.j] {
			castOf[p.i], taken[p.j] = p.j, true
		}
	}
	for i, cluster := range gold {
		for _, m := range cluster {
			if !wanted(m) {
				continue
			}
			mentions++
			j, ok := at[m]
			if !ok {
				continue
			}
			found++
			if to, ok := castOf[i]; ok && to == j {
				right++
			}
		}
	}
	return mentions, found, right
}
