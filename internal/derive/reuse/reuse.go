package reuse

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/lang"
)

// Report is one report as it is compared.
type Report struct {
	Name   string
	Text   string
	Outlet string // who printed it, "" where that is not known
	Agency string // of its dateline
	Clock  string // the time that it prints of itself, ISO with the hour; "" where it prints none
}

// Direction says from which of two reports a passage was taken.
type Direction struct {
	FromB bool // from the second
	By    By
}

// Shared is what two reports have in common.
type Shared struct {
	Pair
	Passages  []Passage // in order of the first report
	Extent    Extent
	Direction *Direction // nil where nothing tells it
}

// Extent says how much of the shorter report stands in the other.
type Extent string

// The extents.
const (
	Copy     Extent = "copy"      // nine tenths
	NearCopy Extent = "near_copy" // half
	Part     Extent = "passage"   // less
)

// Hundredths of the words of a report.
const (
	copyShare     = 90
	nearCopyShare = 50
	longerShare   = 75 // of the longer one, at most, where the shorter was cut from it
)

// Compare returns what two reports have in common; no passages where they took nothing
// over. Pair is left to the caller.
func Compare(a, b *Report) Shared {
	one, other := sideOf(a), sideOf(b)
	list := passages(one, other)
	if !taken(list) {
		return Shared{}
	}
	words := 0
	for _, p := range list {
		words += p.words
	}
	shorter, longer := min(len(one.words), len(other.words)), max(len(one.words), len(other.words))
	s := Shared{Passages: list, Extent: Part}
	switch {
	case 100*words >= copyShare*shorter:
		s.Extent = Copy
	case 100*words >= nearCopyShare*shorter:
		s.Extent = NearCopy
	}
	aCredits, bCredits := credits(a, one, b), credits(b, other, a)
	third := sameAgency(a, b)
	switch {
	case aCredits != bCredits:
		s.Direction = &Direction{FromB: aCredits, By: ByCredit}
	case aCredits || third:
	case s.Extent == Copy && 100*words <= longerShare*longer:
		s.Direction = &Direction{FromB: len(other.words) > len(one.words), By: ByContainment}
	case len(a.Clock) > len("2006-01-02") && len(b.Clock) == len(a.Clock) && a.Clock != b.Clock:
		s.Direction = &Direction{FromB: b.Clock < a.Clock, By: ByTime}
	}
	return s
}

// taken reports whether passages are more than what two reporters have heard.
func taken(list []Passage) bool {
	own, most := 0, 0
	for _, p := range list {
		own, most = own+p.own, max(most, p.own)
	}
	return most >= passageWords && own >= sharedOwn
}

// sameAgency reports whether both are of one agency, which neither of them is.
func sameAgency(a, b *Report) bool {
	return a.Agency != "" && a.Agency == b.Agency && a.Outlet != "" && b.Outlet != ""
}

// Family is reports that hang together by what they share.
type Family struct {
	Reports []int // ascending
	Shared  []Shared
}

// wholeFamily is how many reports a family has at most of which each is compared with
// each.
const wholeFamily = 8

// Families compares the pairs of reports that may share a passage, and puts those
// together that share the same words of a report. Load gives a report; it is called
// once for each report in a row of pairs, and once for each other of a pair.
func Families(pairs []Pair, load func(int) (*Report, error)) ([]Family, error) {
	var shared []Shared
	outlets := map[int]string{}
	compare := func(p Pair, first *Report) error {
		second, err := load(p.B)
		if err != nil {
			return err
		}
		if s := Compare(first, second); len(s.Passages) > 0 {
			s.Pair = p
			shared = append(shared, s)
			outlets[p.A], outlets[p.B] = first.Outlet, second.Outlet
		}
		return nil
	}
	compareAll := func(pairs []Pair) error {
		var first *Report
		for i, p := range pairs {
			if i == 0 || pairs[i-1].A != p.A {
				var err error
				if first, err = load(p.A); err != nil {
					return err
				}
			}
			if err := compare(p, first); err != nil {
				return err
			}
		}
		return nil
	}
	if err := compareAll(pairs); err != nil {
		return nil, err
	}
	families := together(withoutFurniture(shared, outlets))
	missing := unpaired(families, pairs)
	if len(missing) == 0 {
		return families, nil
	}
	if err := compareAll(missing); err != nil {
		return nil, err
	}
	return together(withoutFurniture(shared, outlets)), nil
}

// unpaired are the pairs within small families that were not compared.
func unpaired(families []Family, pairs []Pair) []Pair {
	done := make(map[Pair]bool, len(pairs))
	for _, p := range pairs {
		done[p] = true
	}
	var missing []Pair
	for _, f := range families {
		if len(f.Reports) > wholeFamily {
			continue
		}
		for i, a := range f.Reports {
			for _, b := range f.Reports[i+1:] {
				if p := (Pair{a, b}); !done[p] {
					done[p] = true
					missing = append(missing, p)
				}
			}
		}
	}
	return sorted(missing)
}

// What makes words the furniture of an outlet ("Sign up for our letter", a notice of
// rights, a line about an author): so many of its reports have them, of which no two are
// copies. Of two outlets, whose furniture may be worded alike, both have them so often.
const (
	furnitureReports = 3
	furnitureOfTwo   = 5
)

// withoutFurniture leaves out the passages that are furniture, and then the pairs that
// share nothing else.
func withoutFurniture(shared []Shared, outlets map[int]string) []Shared {
	var uses []use
	n := 0
	for _, s := range shared {
		for _, p := range s.Passages {
			uses = append(uses, use{s.A, p.A, n}, use{s.B, p.B, n})
			n++
		}
	}
	group := overlapping(uses, n)
	reports := map[int]map[string]map[int]bool{} // by group and outlet
	for _, u := range uses {
		g, outlet := group[u.of], outlets[u.report]
		if reports[g] == nil {
			reports[g] = map[string]map[int]bool{}
		}
		if reports[g][outlet] == nil {
			reports[g][outlet] = map[int]bool{}
		}
		reports[g][outlet][u.report] = true
	}
	kept := make([]Shared, 0, len(shared))
	at := 0
	for _, s := range shared {
		one, other := outlets[s.A], outlets[s.B]
		least := furnitureReports
		if one != other {
			least = furnitureOfTwo
		}
		var passages []Passage
		for _, p := range s.Passages {
			of := reports[group[at]]
			if s.Extent != Part || one == "" || other == "" || len(of[one]) < least || len(of[other]) < least {
				passages = append(passages, p)
			}
			at++
		}
		if s.Passages = passages; taken(passages) {
			kept = append(kept, s)
		}
	}
	return kept
}

// use is where one of some things uses words of a report.
type use struct {
	report int
	lang.Span
	of int
}

// overlapping puts things together, of which there are n, that use the same words of a
// report, and returns the least of those that each is with. It sorts the uses.
func overlapping(uses []use, n int) []int {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	slices.SortFunc(uses, func(x, y use) int {
		return cmp.Or(cmp.Compare(x.report, y.report), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.of, y.of))
	})
	for i, last := 1, 0; i < len(uses); i++ {
		if uses[i].report == uses[last].report && uses[i].Start < uses[last].End {
			x, y := find(uses[i].of), find(uses[last].of)
			parent[max(x, y)] = min(x, y)
			if uses[i].End <= uses[last].End {
				continue
			}
		}
		last = i
	}
	for i := range parent {
		parent[i] = find(i)
	}
	return parent
}

// together puts pairs into families: those that share the same words of a report.
func together(shared []Shared) []Family {
	slices.SortFunc(shared, func(x, y Shared) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	var uses []use
	for i, s := range shared {
		for _, p := range s.Passages {
			uses = append(uses, use{s.A, p.A, i}, use{s.B, p.B, i})
		}
	}
	group := overlapping(uses, len(shared))
	at := map[int]int{}
	var families []Family
	for i, s := range shared {
		k, ok := at[group[i]]
		if !ok {
			k = len(families)
			at[group[i]] = k
			families = append(families, Family{})
		}
		f := &families[k]
		f.Shared = append(f.Shared, s)
		f.Reports = append(f.Reports, s.A, s.B)
	}
	for i := range families {
		slices.Sort(families[i].Reports)
		families[i].Reports = slices.Compact(families[i].Reports)
	}
	return families
}

// Origin is the report from which all others of a family have their words, and what
// tells so at best: the one from which the directions that are known lead, if no other
// leads anywhere and none leads to it.
func (f *Family) Origin() (report int, by By, ok bool) {
	report = -1
	for _, s := range f.Shared {
		if s.Direction == nil {
			continue
		}
		from, to := s.A, s.B
		if s.Direction.FromB {
			from, to = to, from
		}
		if report >= 0 && (report != from || report == to) {
			return -1, "", false
		}
		if report < 0 || rank(s.Direction.By) < rank(by) {
			by = s.Direction.By
		}
		report = from
	}
	return report, by, report >= 0
}

// rank puts the surest first.
func rank(by By) int { return slices.Index([]By{ByCredit, ByContainment, ByTime}, by) }
