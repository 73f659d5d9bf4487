package attribution

import (
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/attribution/chain"
	"verbale.dev/verbale/lang"
)

// view is what the classifiers look at: columns of numbers over the tokens of
// one report, made once. Strings are hashes of themselves.
type view struct {
	doc       *lang.Document
	lower     []uint32 // the form in lower case
	lemma     []uint32
	suffix    []uint32 // the last three bytes of the form in lower case
	xpos      []uint32
	rel       []uint32 // relation to the head
	shape     []uint32 // capital, digit or mark at its begin
	entity    []uint32 // label of its name; 0 where it is in none
	class     []uint32 // what the lexicon says of the lemma; 0 where it has none
	group     []uint32 // class of the word by the company it keeps; 0 where it is rare
	head      []int    // -1 at a root
	depth     []int    // steps to the root
	left      []int    // the subtree of a token lies in [left, right)
	right     []int
	sentence  []int
	quotes    []quotation
	quote     []int       // index in quotes of the quotation that holds the token; -1
	paragraph []lang.Span // paragraphs as runs of tokens
	// scope is the run of tokens that is read as if it were a text of its own:
	// the content of a statement. Empty where the whole report is read.
	scope lang.Span
}

// outside reports whether token i lies outside what is read.
func (v *view) outside(i int) bool {
	return v.scope.End > 0 && (i < v.scope.Start || i >= v.scope.End)
}

// quoteAt returns the quotation that holds token i, unless all that is read
// stands in it; -1 where there is none.
func (v *view) quoteAt(i int) int {
	q := v.quote[i]
	if q >= 0 && v.scope.End > 0 && v.quotes[q].first <= v.scope.Start && v.scope.End <= v.quotes[q].last {
		return -1
	}
	return q
}

// hash makes a number of a string: FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// hashLower is hash of s with its ASCII capitals lowered.
func hashLower(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// appendLower appends s to b with its ASCII capitals lowered.
func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

func newView(doc *lang.Document) *view {
	n := len(doc.Tokens)
	v := &view{doc: doc}
	numbers := make([]uint32, 9*n)
	for _, column := range []*[]uint32{&v.lower, &v.lemma, &v.suffix, &v.xpos, &v.rel, &v.shape, &v.entity, &v.class, &v.group} {
		*column, numbers = numbers[:n:n], numbers[n:]
	}
	places := make([]int, 6*n)
	for _, column := range []*[]int{&v.head, &v.depth, &v.left, &v.right, &v.sentence, &v.quote} {
		*column, places = places[:n:n], places[n:]
	}
	classes := wordClasses()
	var lower []byte
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		form := doc.Form(i)
		v.lower[i], v.lemma[i] = hashLower(form), hashLower(t.Lemma)
		v.suffix[i] = hashLower(form[max(0, len(form)-3):])
		v.xpos[i], v.rel[i], v.shape[i] = hash(t.XPOS), hash(t.DepRel), shapeOf(form)
		v.head[i] = t.Head
		lower = appendLower(lower[:0], form)
		v.group[i] = classes[string(lower)]
		v.class[i] = v.classOf(i)
		v.left[i], v.right[i] = i, i+1
		v.quote[i] = -1
	}
	for _, e := range doc.Entities {
		for i := e.First; i < e.Last; i++ {
			v.entity[i] = hash(e.Label)
		}
	}
	for s := range doc.Sentences {
		for i := doc.Sentences[s].First; i < doc.Sentences[s].Last; i++ {
			v.sentence[i] = s
		}
		v.rejoin(s)
		v.yields(s)
	}
	v.paragraphs()
	return v
}

// yields fills in depth, left and right of the tokens of sentence s.
func (v *view) yields(s int) {
	sentence := v.doc.Sentences[s]
	for i := sentence.First; i < sentence.Last; i++ {
		// A tree has no circle; the bound is for analyses that are none.
		for at, steps := v.head[i], 0; at >= 0 && steps < 64; at, steps = v.head[at], steps+1 {
			v.left[at], v.right[at] = min(v.left[at], i), max(v.right[at], i+1)
			v.depth[i]++
		}
	}
}

// paragraphs finds the runs of tokens that are paragraphs and the quotations in them.
func (v *view) paragraphs() {
	for s := 0; s < len(v.doc.Sentences); {
		last := s + 1
		for last < len(v.doc.Sentences) && (v.doc.Sentences[last].Paragraph == v.doc.Sentences[last-1].Paragraph || v.wrapped(last)) {
			last++
		}
		v.paragraph = append(v.paragraph, lang.Span{Start: v.doc.Sentences[s].First, End: v.doc.Sentences[last-1].Last})
		s = last
	}
	v.quotes = quotationsOf(v.doc, v.paragraph)
	for k, q := range v.quotes {
		for i := q.first; i < q.last; i++ {
			v.quote[i] = k
		}
	}
}

// wrapped reports whether sentence s begins a line that only breaks a paragraph: it
// begins with a small letter, and the line before does not end as a sentence does.
func (v *view) wrapped(s int) bool {
	if s == 0 {
		return false
	}
	before := v.doc.Form(v.doc.Sentences[s].First - 1)
	return v.doc.Sentences[s].Paragraph != v.doc.Sentences[s-1].Paragraph && shapeOf(v.doc.Form(v.doc.Sentences[s].First)) == 3 && !strings.ContainsAny(before, ".!?:;…")
}

// classOf makes a number of what the lexicon says of a token.
func (v *view) classOf(i int) uint32 {
	e, ok := v.entry(i)
	if !ok || e.late {
		return 0
	}
	class := hash(string(e.kind))
	if e.learnt != "" {
		class = hash(string(e.learnt))
	}
	if e.attitude {
		class++
	}
	return class
}

// wordly reports whether a form has a letter or a digit.
func wordly(form string) bool {
	for _, r := range form {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func shapeOf(form string) uint32 {
	switch c := form[0]; {
	case 'A' <= c && c <= 'Z':
		if len(form) > 1 && 'A' <= form[1] && form[1] <= 'Z' {
			return 1
		}
		return 2
	case 'a' <= c && c <= 'z':
		return 3
	case '0' <= c && c <= '9':
		return 4
	case c >= 0x80:
		return 5
	}
	return 6
}

// at returns column[i], or a number of its own outside [first, last).
func at(column []uint32, i, first, last int) uint32 {
	if i < first {
		return 1
	}
	if i >= last {
		return 2
	}
	return column[i]
}

// collector gathers the features of one token.
type collector struct{ features []uint32 }

func (c *collector) add(template uint32, values ...uint32) {
	h := template
	for _, value := range values {
		h = chain.Mix(h, value)
	}
	c.features = append(c.features, h)
}
