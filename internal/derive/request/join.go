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
		inParts(list)
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
	utterances, planned, papers, numbers := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	cited := map[string][]int{}
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
		if t.Paper != "" {
			name := t.Paper + "\x00" + string(paperClass(t))
			if k, ok := papers[name]; ok {
				found = append(found, link{k, i, 96})
			}
			papers[name] = i
		}
		if t.Number > 1 {
			name := t.What[0].Document + "\x00" + digits(t.Number)
			if k, ok := numbers[name]; ok {
				found = append(found, link{k, i, 94})
			}
			numbers[name] = i
		}
		for _, id := range t.cited {
			if t.Kind != verbale.RequestQuestion {
				break
			}
			for _, k := range cited[id] {
				if a := &tellings[k]; len(a.ToSides) == 0 || len(t.ToSides) == 0 || told.Share(a.ToSides, t.ToSides) {
					found = append(found, link{k, i, 93})
				}
			}
			if len(cited[id]) < heldAgainst {
				cited[id] = append(cited[id], i)
			}
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
	if class(a.Kind) != class(b.Kind) || len(a.ToSides) > 0 && len(b.ToSides) > 0 && !told.Share(a.ToSides, b.ToSides) && !a.vague && !b.vague {
		return 0
	}
	if matched(a, b) {
		return 92
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

// paperClass is the class of a request in a paper: who awaits an answer to a paper awaits
// one to whatever is asked in it.
func paperClass(t *Telling) verbale.RequestKind {
	if t.Rule == "awaits" || t.planned {
		return verbale.RequestQuestion
	}
	return class(t.Kind)
}

// matched reports whether two tellings are of one list: two parts of one are parts of the
// other too, or the one is a part of the other.
func matched(a, b *Telling) bool {
	switch {
	case class(a.Kind) != verbale.RequestDemand:
		return false
	case len(a.Parts) > 0 && len(b.Parts) > 0:
		n := 0
		for _, part := range a.pieces {
			if partOf(part, b, true) >= 0 {
				n++
			}
		}
		return n >= 2
	case len(a.Parts) > 0:
		return partOf(b.named, a, false) >= 0
	case len(b.Parts) > 0:
		return partOf(a.named, b, false) >= 0
	}
	return false
}

// partOf is the part of a list that words are another wording of: they share two words
// beside the names of those who take part, and half of those of the shorter; loosely, two
// words. It is -1 where there is none, or where there are several.
func partOf(stems []string, list *Telling, loose bool) int {
	found := -1
	for i, words := range list.pieces {
		n := told.Beyond(stems, words, list.parties)
		if n < 2 || !loose && 2*n < min(len(stems), len(words)) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// inParts marks the tellings that name one part of the list which others give.
func inParts(list []*Telling) {
	for _, t := range list {
		t.partial = false
		for _, whole := range list {
			if len(t.Parts) == 0 && len(whole.Parts) > 0 && partOf(t.named, whole, false) >= 0 {
				t.partial = true
			}
		}
	}
}
