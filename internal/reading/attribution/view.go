package attribution

import (
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/crf"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// view is what the classifiers look at beside the page: columns of numbers over the
// tokens of one report, made once. Strings are hashes of themselves.
type view struct {
	*page.Page
	*page.Tree // of the page, mended where rejoin found it wrong
	doc        *lang.Document
	words      *lexicon.Lexicon
	lower      []uint32 // the form in lower case
	lemma      []uint32
	suffix     []uint32 // the last three bytes of the form in lower case
	xpos       []uint32
	rel        []uint32 // relation to the head
	shape      []uint32 // capital, digit or mark at its begin
	entity     []uint32 // label of its name; 0 where it is in none
	class      []uint32 // what the lexicon says of the lemma; 0 where it has none
	group      []uint32 // class of the word by the company it keeps; 0 where it is rare
	// scope is the run of tokens that is read as if it were a text of its own:
	// the content of a statement. Empty where the whole report is read.
	scope page.Run
}

// outside reports whether token i lies outside what is read.
func (v *view) outside(i int) bool {
	return v.scope.Last > 0 && (i < v.scope.First || i >= v.scope.Last)
}

// quoteAt returns the quotation that holds token i, unless all that is read
// stands in it; -1 where there is none.
func (v *view) quoteAt(i int) int {
	q := v.Quoted(i)
	if q >= 0 && v.scope.Last > 0 && v.Quotations()[q].First <= v.scope.First && v.scope.Last <= v.Quotations()[q].Last {
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

func newView(p *page.Page, classes map[string]uint32, words *lexicon.Lexicon) *view {
	doc := p.Doc
	n := len(doc.Tokens)
	v := &view{Page: p, Tree: p.Tree, doc: doc, words: words}
	numbers := make([]uint32, 9*n)
	for _, column := range []*[]uint32{&v.lower, &v.lemma, &v.suffix, &v.xpos, &v.rel, &v.shape, &v.entity, &v.class, &v.group} {
		*column, numbers = numbers[:n:n], numbers[n:]
	}
	var lower []byte
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		form := doc.Form(i)
		v.lower[i], v.lemma[i] = hashLower(form), hashLower(t.Lemma)
		v.suffix[i] = hashLower(form[max(0, len(form)-3):])
		v.xpos[i], v.rel[i], v.shape[i] = hash(t.XPOS), hash(t.DepRel), shapeOf(form)
		lower = appendLower(lower[:0], form)
		v.group[i] = classes[string(lower)]
		v.class[i] = v.classOf(i)
	}
	for _, e := range doc.Entities {
		for i := e.First; i < e.Last; i++ {
			v.entity[i] = hash(e.Label)
		}
	}
	v.rejoin()
	return v
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
		h = crf.Mix(h, value)
	}
	c.features = append(c.features, h)
}
