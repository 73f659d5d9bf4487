package clause

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
)

// Declared is a clause that a person declared, with the ways to say it.
type Declared struct {
	ID, Name string
	Modality verbale.Modality
	ways     [][]string // stems of each
}

// NewDeclared makes a declared clause.
func NewDeclared(id, name string, modality verbale.Modality, ways []string) Declared {
	d := Declared{ID: id, Name: name, Modality: modality}
	for _, way := range ways {
		if stems := told.Stems(way); len(stems) > 0 {
			d.ways = append(d.ways, stems)
		}
	}
	return d
}

// FindDeclared returns the places of a report that say declared clauses in one of their
// ways: all the words of it within a few of each other, in a sentence.
func FindDeclared(r *told.Report, declared []Declared) []Telling {
	if len(declared) == 0 {
		return nil
	}
	f := newFinder(r)
	wanted := map[string]bool{}
	for _, d := range declared {
		for _, way := range d.ways {
			for _, stem := range way {
				wanted[stem] = true
			}
		}
	}
	var all []Telling
	until := 0
	for i := range f.Tokens {
		if i < until || !f.Tokens[i].Word || !wanted[stemOf(f.Tokens[i].Lower)] {
			continue
		}
		for k := range declared {
			last := f.said(i, declared[k].ways)
			if last == 0 {
				continue
			}
			t := Telling{What: f.Located(i, last), Modality: declared[k].Modality, Rule: "declared", Confidence: 900, declared: &declared[k]}
			t.stems = told.Stems(t.What.Text)
			f.invoke(&t, i, last)
			all = append(all, t)
			until = last
			break
		}
	}
	return all
}

// said is where the longest way ends that begins at i, 0 where none does.
func (f *finder) said(i int, ways [][]string) int {
	longest := 0
	for _, way := range ways {
		if slices.Contains(way, stemOf(f.Tokens[i].Lower)) {
			longest = max(longest, f.inWay(i, way))
		}
	}
	return longest
}

// otherWords is how many words may stand between those of a way to say a clause.
const otherWords = 2

// inWay is where the words of a way end that begins at i, in any order and with few others
// between them; 0 where one is missing.
func (f *finder) inWay(i int, way []string) int {
	left := slices.Clone(way)
	others := 0
	for k := i; k < len(f.Tokens) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k++ {
		stem := stemOf(f.Tokens[k].Lower)
		if at := slices.Index(left, stem); at >= 0 {
			if left = slices.Delete(left, at, at+1); len(left) == 0 {
				return k + 1
			}
			continue
		}
		if f.Small(k) != "" || !f.Tokens[k].Word || slices.Contains(way, stem) {
			continue
		}
		if others++; others > otherWords {
			return 0
		}
	}
	return 0
}

// joinDeclared ties the tellings of one declared clause to each other, and to those found
// otherwise that stand on the same words.
func joinDeclared(tellings []Telling) [][2]int {
	var links [][2]int
	first := map[string]int{}
	at := map[string][]int{}
	for i := range tellings {
		at[tellings[i].What.Document] = append(at[tellings[i].What.Document], i)
	}
	for i := range tellings {
		t := &tellings[i]
		if t.declared == nil {
			continue
		}
		if k, ok := first[t.declared.ID]; ok {
			links = append(links, [2]int{k, i})
		} else {
			first[t.declared.ID] = i
		}
		for _, k := range at[t.What.Document] {
			if k != i && tellings[k].declared == nil && told.Overlap([]verbale.Located{t.What}, []verbale.Located{tellings[k].What}) {
				links = append(links, [2]int{k, i})
			}
		}
	}
	return links
}
