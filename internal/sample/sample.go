// Package sample answers: how good is this record, as somebody who reads a few of
// its rows finds it?
//
// [Choose] draws rows by a seed: the same seed draws the same rows of the same
// record, whatever the order in which they come. A person marks them in a sheet, and
// [Score] says how many are right, with the interval within which the share of all
// rows lies in 95 of 100 draws.
//
// Cost: Choose holds as many rows as it draws; both are linear.
package sample

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Choice draws rows, each as likely as any other. The zero value draws none.
type Choice[T any] struct {
	N    int    // how many are drawn at most
	Seed uint64 // another seed draws others

	drawn drawn[T]
}

// Offer lets a row take part in the draw, under a key that no other row has.
func (c *Choice[T]) Offer(key string, row T) {
	digest := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s", c.Seed, key))
	lot := binary.BigEndian.Uint64(digest[:])
	switch {
	case c.N <= 0:
	case len(c.drawn) < c.N:
		heap.Push(&c.drawn, ticket[T]{lot, key, row})
	case lot < c.drawn[0].lot:
		c.drawn[0] = ticket[T]{lot, key, row}
		heap.Fix(&c.drawn, 0)
	}
}

// Rows returns what was drawn, in the order of the draw.
func (c *Choice[T]) Rows() []T {
	tickets := slices.Clone(c.drawn)
	slices.SortFunc(tickets, func(a, b ticket[T]) int { return cmp.Or(cmp.Compare(a.lot, b.lot), strings.Compare(a.key, b.key)) })
	rows := make([]T, len(tickets))
	for i, t := range tickets {
		rows[i] = t.row
	}
	return rows
}

type ticket[T any] struct {
	lot uint64
	key string
	row T
}

// drawn is a heap with the highest lot at the top.
type drawn[T any] []ticket[T]

func (d drawn[T]) Len() int           { return len(d) }
func (d drawn[T]) Less(i, j int) bool { return d[i].lot > d[j].lot }
func (d drawn[T]) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *drawn[T]) Push(x any)        { *d = append(*d, x.(ticket[T])) }
func (d *drawn[T]) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// Verdict is what a person says of a row or of one of its fields.
type Verdict int

// The verdicts.
const (
	Unread Verdict = iota // nothing, or a question mark
	Right
	Wrong
)

// ParseVerdict reads a mark as people make it.
func ParseVerdict(cell string) (Verdict, error) {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "", "?":
		return Unread, nil
	case "y", "yes", "1", "true", "right", "ok", "x":
		return Right, nil
	case "n", "no", "0", "false", "wrong":
		return Wrong, nil
	}
	return Unread, fmt.Errorf("%q is no mark: write y, n or ?", cell)
}

// Marked is a row that a person has looked at.
type Marked struct {
	ID         string
	Class      string // the row's type or kind
	Confidence int    // per mille; below 0 is none
	Row        Verdict
	Fields     map[string]Verdict // by the field's name; Unread where the row is right means right
	Found      int                // of a sentence: rows that stand in it
	Missed     int                // of a sentence: rows that should
	Note       string
}

// Line is a line of a score.
type Line struct {
	Of    string `json:"of"` // rows, a field, a class, a band of confidence, found
	N     int    `json:"n"`
	Right int    `json:"right"`
	Share int    `json:"share"` // per mille
	Low   int    `json:"low"`   // per mille: the interval of 95 %
	High  int    `json:"high"`
}

// Score counts marks: of rows, of each field among the rows that are right, of rows
// by class and by confidence; of sentences, how many of the rows that should be there
// were found. Rows that nobody marked are not counted.
func Score(rows []Marked) []Line {
	lines := map[string]*Line{}
	order := []string{}
	count := func(of string, n, right int) {
		l := lines[of]
		if l == nil {
			l = &Line{Of: of}
			lines[of], order = l, append(order, of)
		}
		l.N, l.Right = l.N+n, l.Right+right
	}
	var classes, bands []Marked
	for _, r := range rows {
		if r.Row != Unread {
			count("rows", 1, one(r.Row == Right))
			classes, bands = append(classes, r), append(bands, r)
		}
		if r.Found+r.Missed > 0 {
			count("found of what is there", r.Found+r.Missed, r.Found)
		}
	}
	for _, r := range rows {
		if r.Row != Right {
			continue
		}
		for _, field := range slices.Sorted(maps.Keys(r.Fields)) {
			count(field, 1, one(r.Fields[field] != Wrong))
		}
	}
	slices.SortStableFunc(classes, func(a, b Marked) int { return strings.Compare(a.Class, b.Class) })
	for _, r := range classes {
		if r.Class != "" {
			count("of "+r.Class, 1, one(r.Row == Right))
		}
	}
	slices.SortStableFunc(bands, func(a, b Marked) int { return b.Confidence/100 - a.Confidence/100 })
	for _, r := range bands {
		if r.Confidence >= 0 {
			low := r.Confidence / 100 * 100
			count(fmt.Sprintf("confidence %d to %d", low, min(low+99, 1000)), 1, one(r.Row == Right))
		}
	}
	score := make([]Line, len(order))
	for i, of := range order {
		l := *lines[of]
		l.Share = perMille(float64(l.Right) / float64(l.N))
		l.Low, l.High = interval(l.Right, l.N)
		score[i] = l
	}
	return score
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// interval returns the interval of 95 % for a share, per mille, after E. B. Wilson,
// "Probable inference, the law of succession, and statistical inference" (1927). It
// holds also where all or none are right.
func interval(right, n int) (low, high int) {
	const z = 1.959964
	if n == 0 {
		return 0, 1000
	}
	p, count := float64(right)/float64(n), float64(n)
	middle := p + z*z/(2*count)
	reach := z * math.Sqrt(p*(1-p)/count+z*z/(4*count*count))
	whole := 1 + z*z/count
	return perMille(max(0, (middle-reach)/whole)), perMille(min(1, (middle+reach)/whole))
}

func perMille(share float64) int { return int(math.Round(1000 * share)) }
