package request

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/told"
)

// Requests derives the requests of one asking side from all tellings of them. A block is
// the id of that side.
type Requests struct{ Parties }

// Layer is "request".
func (Requests) Layer() string { return "request" }

// Limit is how many tellings of one side are held against each other.
func (Requests) Limit() int { return 20000 }

// BlockOf is the block of a telling: the first of the sides that ask.
func BlockOf(t *Telling) string { return t.BySides[0] }

// Derive returns the requests of a block with their parts after them, in order of their
// first words.
func (d Requests) Derive(_ string, tellings []Telling) []verbale.Request {
	var rows []verbale.Request
	for _, group := range derive.Groups(len(tellings), links(tellings), nil) {
		list := make([]*Telling, len(group))
		for i, k := range group {
			list[i] = &tellings[k]
		}
		row := rowOf(list, d.Parties)
		parts := partsOf(&row, list, d.Parties)
		rows = append(append(rows, row), parts...)
	}
	return rows
}

// heldAgainst is how many earlier tellings that share a stem a telling is held against
// at most, for each stem: words that are in all requests of a side tie nothing.
const heldAgainst = 40

// links ties tellings that are of one request, the surest first.
func links(tellings []Telling) [][2]int {
	type link struct {
		a, b, sure int
	}
	var found []link
	utterances, planned := map[string]int{}, map[string]int{}
	having := map[string][]int{}
	for i := range tellings {
		t := &tellings[i]
		if t.Utterance != "" {
			if k, ok := utterances[t.Utterance+string(t.Kind)]; ok {
				found = append(found, link{k, i, 1000})
			} else {
				utterances[t.Utterance+string(t.Kind)] = i
			}
		}
		if t.planned {
			name := t.By[0].ID + "\x00" + t.key + string(t.Kind)
			if k, ok := planned[name]; ok {
				found = append(found, link{k, i, 95})
			}
			planned[name] = i
		}
		seen := map[int]bool{}
		for _, stem := range t.stems {
			for _, k := range having[stem] {
				if !seen[k] {
					seen[k] = true
					if sure := alike(&tellings[k], t); sure > 0 {
						found = append(found, link{k, i, sure})
					}
				}
			}
			if list := append(having[stem], i); len(list) > heldAgainst {
				having[stem] = list[1:]
			} else {
				having[stem] = list
			}
		}
	}
	slices.SortStableFunc(found, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.sure, x.sure), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	pairs := make([][2]int, len(found))
	for i, l := range found {
		pairs[i] = [2]int{l.a, l.b}
	}
	return pairs
}

// class is what tellings of one request agree in.
func class(k verbale.RequestKind) verbale.RequestKind {
	if k == verbale.RequestQuestion || k == verbale.RequestCharge {
		return k
	}
	return verbale.RequestDemand
}

// alike says how sure two tellings are of one request, 0 where they are not: they want
// most of the same words of the same side.
func alike(a, b *Telling) int {
	if class(a.Kind) != class(b.Kind) || len(a.ToSides) > 0 && len(b.ToSides) > 0 && !told.Share(a.ToSides, b.ToSides) {
		return 0
	}
	n, least, most := told.Common(a.stems, b.stems), min(len(a.stems), len(b.stems)), max(len(a.stems), len(b.stems))
	if told.Beyond(a.stems, b.stems, a.parties) < 2 {
		return 0
	}
	switch {
	case n >= 3 && 10*n >= 6*least && (3*n >= most || n >= 4):
		return 100*n/least + n
	case n >= 2 && n == least && 2*n >= most:
		return 90
	}
	return 0
}
