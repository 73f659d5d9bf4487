package wording

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/lang"
)

// Class says how much a difference matters, the least first.
type Class string

// The classes of stretches.
const (
	Same      Class = "same"
	Cut       Class = "cut"       // one rendering begins later, ends earlier or marks that it leaves words out
	Style     Class = "style"     // contraction, spelling, article, abbreviation
	Wording   Class = "wording"   // other words
	Substance Class = "substance" // what was said differs, as far as words show
)

// Type is the type of a difference of substance; "" of any other.
type Type string

// The types of differences of substance.
const (
	Negation  Type = "negation"
	Modality  Type = "modality"
	Certainty Type = "certainty"
	Number    Type = "number"
	Name      Type = "name"
	Agent     Type = "agent"
	Date      Type = "date"
	Condition Type = "condition"
	Misheard  Type = "misheard"
	Order     Type = "order"
	LeftOut   Type = "left_out" // stands in a, and not in b
	Added     Type = "added"    // stands in b, and not in a
)

// Difference is a stretch of two texts, in bytes: where they agree, both spans
// hold the same words; where one has nothing, its span is empty and says where it
// would stand.
type Difference struct {
	A, B  lang.Span
	Class Class
	Type  Type
}

// Compare aligns two texts and returns their stretches in order of a; what stands
// in b alone comes where it stands between the stretches of a.
func Compare(a, b string) []Difference {
	one, other := wordsOf(a), wordsOf(b)
	kept, moved := align(one, other)
	c := comparison{a: one, b: other, inMoved: map[int]int{}, movedB: make([]bool, len(other))}
	for _, p := range moved {
		c.inMoved[p.a], c.movedB[p.b] = p.b, true
	}
	from := pair{}
	for _, p := range append(kept, pair{len(one), len(other)}) {
		c.gap(from, p)
		if p.a < len(one) {
			c.agree(p)
		}
		from = pair{p.a + 1, p.b + 1}
	}
	slices.SortStableFunc(c.list, func(x, y Difference) int { return cmp.Compare(x.A.Start, y.A.Start) })
	c.settle(a, b)
	return c.list
}

// nearBytes is how far apart two gaps are, of which one makes up for the other.
const nearBytes = 80

// settle takes back what the next gap makes up for: a word that one has here and the other
// a little further on is left out by nobody, and "not to" negates what "to not" does.
func (c *comparison) settle(a, b string) {
	for i := range c.list {
		x := &c.list[i]
		for j := i + 1; j < len(c.list) && c.list[j].A.Start-x.A.End <= nearBytes; j++ {
			y := &c.list[j]
			if x.Class == Substance && y.Class == Substance && makesUp(x, y, a, b) {
				x.Class, x.Type, y.Class, y.Type = Wording, "", Wording, ""
			}
		}
	}
}

// makesUp reports whether two gaps are one change of order or of a word or two: what the
// one lacks the other adds.
func makesUp(x, y *Difference, a, b string) bool {
	if y.Type == LeftOut || y.B.Len() == 0 && x.A.Len() == 0 {
		x, y = y, x
	}
	if x.B.Len() > 0 || y.A.Len() > 0 {
		return false
	}
	out, in := wordsOf(x.A.Text(a)), wordsOf(y.B.Text(b))
	if x.Type == LeftOut && y.Type == Added {
		return tellingWords(out) <= 2 && tellingWords(in) <= 2
	}
	mere := func(w word) bool { return grammar[w.form] }
	return x.Type == y.Type && slices.EqualFunc(slices.DeleteFunc(out, mere), slices.DeleteFunc(in, mere), func(p, q word) bool { return p.form == q.form })
}

// comparison gathers the stretches of two texts.
type comparison struct {
	a, b    []word
	inMoved map[int]int // words of a that stand elsewhere in b, and where
	movedB  []bool
	list    []Difference
}

// agree adds a pair of words that stand in the same place: to the stretch before
// it where that agrees too, and as house style where they are spelt otherwise.
func (c *comparison) agree(p pair) {
	d := Difference{A: c.a[p.a].Span, B: c.b[p.b].Span, Class: Same}
	if c.a[p.a].plain != c.b[p.b].plain {
		d.Class = Style
	}
	if last := len(c.list) - 1; last >= 0 {
		l := &c.list[last]
		run := l.Class == Same && d.Class == Same
		parts := l.Class == Style && (l.A.End == d.A.End || l.B.End == d.B.End) // of a contraction or of initials
		if run || parts {
			l.A.End, l.B.End = max(l.A.End, d.A.End), max(l.B.End, d.B.End)
			return
		}
	}
	c.list = append(c.list, d)
}

// gap adds what stands between two pairs of words that agree: runs that have
// moved, and what is left on either side.
func (c *comparison) gap(from, to pair) {
	c.moves(from.a, to.a)
	g := gap{comparison: c, fromA: from.a, toA: to.a, fromB: from.b, toB: to.b}
	for i := from.a; i < to.a; i++ {
		if _, elsewhere := c.inMoved[i]; !elsewhere {
			g.inA = append(g.inA, i)
		}
	}
	for j := from.b; j < to.b; j++ {
		if !c.movedB[j] {
			g.inB = append(g.inB, j)
		}
	}
	if len(g.inA)+len(g.inB) == 0 {
		return
	}
	class, kind := g.judge()
	c.list = append(c.list, Difference{A: spanOf(c.a, g.inA, from.a), B: spanOf(c.b, g.inB, from.b), Class: class, Type: kind})
}

// moves adds the runs of words of a, from one place to another, that stand
// elsewhere in b.
func (c *comparison) moves(from, to int) {
	for i := from; i < to; {
		j, elsewhere := c.inMoved[i]
		if !elsewhere {
			i++
			continue
		}
		first, firstB := i, j
		for i++; i < to && c.inMoved[i] == c.inMoved[i-1]+1; i++ {
			j++
		}
		c.list = append(c.list, Difference{
			A:     lang.Span{Start: c.a[first].Start, End: c.a[i-1].End},
			B:     lang.Span{Start: c.b[firstB].Start, End: c.b[j].End},
			Class: Substance, Type: Order,
		})
	}
}

// spanOf is the span of some words of a text; of none it is empty and stands
// where the next word would begin.
func spanOf(words []word, chosen []int, next int) lang.Span {
	if len(chosen) > 0 {
		return lang.Span{Start: words[chosen[0]].Start, End: words[chosen[len(chosen)-1]].End}
	}
	at := 0
	switch {
	case next < len(words):
		at = words[next].Start
	case len(words) > 0:
		at = words[len(words)-1].End
	}
	return lang.Span{Start: at, End: at}
}
