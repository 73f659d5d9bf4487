package web

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// facetCounter counts, for each field, the entries that meet all conditions
// but that field's own.
type facetCounter struct {
	c          *catalogue
	seen       []int32 // sides of the entry that is counted
	anyAccount bool    // no account is asked for
	whole      string  // the facet of which all values are listed; "" is none
	sides      []int   // of each side; the last is none. The same below
	speakers   []int
	outlets    []int
	documents  []int
	kinds      [32]int
	modes      [8]int
	accounts   [8]int
	statuses   [8]int
}

func newFacetCounter(c *catalogue) *facetCounter {
	return &facetCounter{
		c: c, sides: make([]int, len(c.sides)+1), speakers: make([]int, len(c.actors)+1),
		outlets: make([]int, len(c.outlets)+1), documents: make([]int, len(c.documents)+1),
	}
}

// counts are what a query lets through, in numbers.
type counts struct {
	total  int
	facets []Facet
}

// countsKept is how many queries a catalogue remembers the counts of.
const countsKept = 512

// counted counts what a query lets through, or remembers it: another page of
// the list and another order of it have the same counts. Of the facet whole all
// values are listed. It goes over all
// entries once, in the order in which they lie.
func (c *catalogue) counted(q query.Query, t *test, whole string) *counts {
	q.Sort = "date"
	key := q.Values().Encode() + "\x00" + whole
	c.mutex.Lock()
	known := c.counts[key]
	c.mutex.Unlock()
	if known != nil {
		return known
	}
	counter := newFacetCounter(c)
	counter.anyAccount, counter.whole = len(q.Account) == 0, whole
	made := &counts{}
	for i := range c.entries {
		failed := t.fails(c, int32(i))
		counter.count(int32(i), failed)
		if failed == 0 {
			made.total++
		}
	}
	made.facets = counter.facets(q)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.counts) >= countsKept {
		clear(c.counts)
	}
	c.counts[key] = made
	return made
}

// limit is how many values of a facet are listed.
func (f *facetCounter) limit(field string) int {
	if field == f.whole {
		return facetMost
	}
	return facetValues
}

// total counts the entries that a test lets through.
func (c *catalogue) total(t *test) int {
	n := 0
	for i := range c.entries {
		if t.fails(c, int32(i)) == 0 {
			n++
		}
	}
	return n
}

func (f *facetCounter) count(i int32, failed int) {
	e := &f.c.entries[i]
	only := func(condition int) bool { return failed&^condition == 0 }
	if failed&(failed-1) != 0 || failed == failsOther {
		return // two conditions fail: it counts for no field
	}
	if only(failsSide) {
		f.countSides(e)
	}
	if only(failsSpeaker) {
		f.countSpeakers(e)
	}
	if only(failsOutlet) {
		f.outlets[last(f.outlets, f.c.documents[e.document].outlet)]++
	}
	if only(failsDocument) {
		f.documents[e.document]++
	}
	if only(failsKind) {
		f.kinds[e.kind]++
	}
	if only(failsMode) {
		f.modes[e.mode]++
	}
	if only(failsAccount) {
		f.accounts[e.account]++
	}
	if only(failsStatus) {
		f.statuses[e.status]++
	}
}

// countSpeakers counts an entry for each speaker whose words it has: own words
// alone, where no account is asked for.
func (f *facetCounter) countSpeakers(e *entry) {
	if e.speakers == 0 {
		f.speakers[last(f.speakers, none)]++
	}
	if f.anyAccount && !ownWords(e.account) {
		return
	}
	for _, who := range f.c.speakersOf(e) {
		f.speakers[who]++
	}
}

// countSides counts an entry once for each side that one of its speakers speaks for.
func (f *facetCounter) countSides(e *entry) {
	f.seen = f.seen[:0]
	for _, who := range f.c.speakersOf(e) {
		for _, side := range f.c.actors[who].sides {
			if !slices.Contains(f.seen, side) {
				f.seen = append(f.seen, side)
				f.sides[side]++
			}
		}
	}
	if len(f.seen) == 0 {
		f.sides[len(f.sides)-1]++
	}
}

// last returns the place of a value in its counts: none is counted last.
func last(counts []int, place int32) int32 {
	if place == none {
		return int32(len(counts) - 1)
	}
	return place
}

// most returns the places of the limit greatest counts and of those that must
// be listed, and in there how many counts are not 0.
func most(counts []int, limit int, there *int, must func(int) bool) []int {
	var chosen, others []int
	byCount := func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) }
	for i, n := range counts {
		if n == 0 {
			continue
		}
		*there++
		if must(i) {
			others = append(others, i)
			continue
		}
		if len(chosen) == limit && byCount(i, chosen[limit-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(chosen, i, byCount)
		chosen = slices.Insert(chosen, at, i)
		chosen = chosen[:min(len(chosen), limit)]
	}
	return append(others, chosen...)
}

func first(value, _ string) string { return value }

// facets lists the counts, most frequent values first, chosen ones always.
func (f *facetCounter) facets(q query.Query) []Facet {
	c := f.c
	byPlace := func(field string, counts []int, name func(int32) (value, label string)) Facet {
		asked := q.Of(field)
		var values []FacetValue
		there := 0
		for _, i := range most(counts, max(f.limit(field), len(asked)), &there, func(i int) bool {
			return len(asked) > 0 && i < len(counts)-1 && slices.Contains(asked, first(name(int32(i))))
		}) {
			at := int32(i)
			if i == len(counts)-1 {
				at = none
			}
			value, label := "-", "not known"
			if at != none {
				value, label = name(at)
			} else if field == "speaker" {
				label = "unattributed"
			}
			v := FacetValue{Value: value, Label: label, Count: counts[i]}
			if field == "side" {
				v.Tag = c.sideTag(at)
			}
			values = append(values, v)
		}
		facet := chosenFirst(q, field, values, f.limit(field))
		facet.More = there - len(facet.Values)
		return facet
	}
	closed := func(field string, counts []int, names []string) Facet {
		var values []FacetValue
		for i, name := range names {
			if counts[i] > 0 {
				values = append(values, FacetValue{Value: name, Label: spellCode(name), Count: counts[i]})
			}
		}
		return chosenFirst(q, field, values, f.limit(field))
	}
	return []Facet{
		byPlace("side", f.sides, func(at int32) (string, string) { return c.sides[at], c.sides[at] }),
		byPlace("speaker", f.speakers, func(at int32) (string, string) { return c.actors[at].id, c.actors[at].name }),
		closed("kind", f.kinds[:], names(verbale.Kinds)),
		closed("account", f.accounts[:], names(verbale.Accounts)),
		closed("mode", f.modes[:], names(verbale.Modes)),
		byPlace("outlet", f.outlets, func(at int32) (string, string) { return c.outlets[at], c.outlets[at] }),
		byPlace("document", f.documents, func(at int32) (string, string) {
			return c.documents[at].row.ID, c.documents[at].row.Short
		}),
		closed("status", f.statuses[:], names(verbale.Statuses)),
	}
}

func names[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, name := range list {
		all[i] = string(name)
	}
	return all
}

func chosenFirst(q query.Query, field string, values []FacetValue, most int) Facet {
	asked := q.Of(field)
	for i := range values {
		values[i].Chosen = slices.Contains(asked, values[i].Value)
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		if a.Chosen != b.Chosen {
			if a.Chosen {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
	})
	facet := Facet{Field: field, Values: values}
	if limit := max(most, len(asked)); len(values) > limit {
		facet.Values, facet.More = values[:limit], len(values)-limit
	}
	if facet.Values == nil {
		facet.Values = []FacetValue{}
	}
	return facet
}
