// Package page answers: what is known of a report before its first stage starts?
//
// In goes the analysis of one report with its layout, out comes a [Page]: the
// words in lower case, the trees with the edges of every subtree, the sentence
// and the paragraph of every word, and the quotations. Every stage takes it, so
// that what is quoted is quoted for all of them, and none looks at marks itself.
//
//	p := page.New(analyzer.Analyze(text), document.Parts)
//	for i := range p.Doc.Tokens {
//		if p.Quoted(i) >= 0 {
//			fmt.Println(p.Lower(i))
//		}
//	}
//
// Runs of tokens have a type of their own, [Run], so that they are not taken for
// bytes, which are lang.Span.
//
// Law: a page is made once and never changes; any number of goroutines may read
// it. Quotations stand in order and do not overlap, and neither do those within
// one. Cost: linear in the tokens, in time and memory; a dozen allocations and
// one for each quotation that holds others. Any analysis gives a page.
package page

import (
	"strings"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Run is a half-open run of tokens [First, Last) of one report.
type Run struct{ First, Last int }

// Len returns the number of tokens of r.
func (r Run) Len() int { return r.Last - r.First }

// Holds reports whether token i is in r.
func (r Run) Holds(i int) bool { return r.First <= i && i < r.Last }

// Contains reports whether s lies within r.
func (r Run) Contains(s Run) bool { return r.First <= s.First && s.Last <= r.Last }

// Overlaps reports whether r and s share a token.
func (r Run) Overlaps(s Run) bool { return r.First < s.Last && s.First < r.Last }

// Span returns the bytes from the first to the last token of r in doc. It panics
// where r is empty.
func (r Run) Span(doc *lang.Document) lang.Span {
	return lang.Span{Start: doc.Tokens[r.First].Start, End: doc.Tokens[r.Last-1].End}
}

// Page is one report as every stage sees it. What it hands out is its own: it is
// read and not written to.
type Page struct {
	*Tree
	Doc   *lang.Document
	Parts []verbale.Part // layout; empty where the whole text is body

	lower      []string
	sentence   []int
	paragraph  []int
	paragraphs []Run
	quotations []Quotation
	quoted     []int
}

// New makes the page of an analysed report. It keeps doc and parts, and makes names in
// doc of those that were taken for verbs ("Ada Will left. Will said so").
func New(doc *lang.Document, parts []verbale.Part) *Page {
	n := len(doc.Tokens)
	p := &Page{Doc: doc, Parts: parts, lower: make([]string, n)}
	places := make([]int, 4*n)
	p.sentence, p.paragraph, p.quoted = places[:n:n], places[n:2*n:2*n], places[2*n:3*n:3*n]
	heads := places[3*n:]
	for i := range doc.Tokens {
		p.lower[i] = strings.ToLower(doc.Form(i))
	}
	mendNamesakes(doc, p.lower)
	for i := range doc.Tokens {
		p.quoted[i], heads[i] = -1, doc.Tokens[i].Head
	}
	for s := range doc.Sentences {
		for i := doc.Sentences[s].First; i < doc.Sentences[s].Last; i++ {
			p.sentence[i] = s
		}
	}
	p.findParagraphs()
	p.quotations = quotationsOf(doc, p.paragraphs)
	for k, q := range p.quotations {
		for i := q.First; i < q.Last; i++ {
			p.quoted[i] = k
		}
	}
	p.Tree = NewTree(doc, heads)
	return p
}

func (p *Page) findParagraphs() {
	sentences := p.Doc.Sentences
	for s := 0; s < len(sentences); {
		last := s + 1
		for last < len(sentences) && (sentences[last].Paragraph == sentences[last-1].Paragraph || p.Wrapped(last)) {
			last++
		}
		run := Run{sentences[s].First, sentences[last-1].Last}
		for i := run.First; i < run.Last; i++ {
			p.paragraph[i] = len(p.paragraphs)
		}
		p.paragraphs = append(p.paragraphs, run)
		s = last
	}
}

// Lower returns the form of token i in lower case, of a namesake the form; "" outside the
// report.
func (p *Page) Lower(i int) string {
	if i < 0 || i >= len(p.lower) {
		return ""
	}
	return p.lower[i]
}

// Sentence returns the index of the sentence that holds token i.
func (p *Page) Sentence(i int) int { return p.sentence[i] }

// Paragraph returns the index in Paragraphs of the one that holds token i.
func (p *Page) Paragraph(i int) int { return p.paragraph[i] }

// Paragraphs lists the paragraphs. A line that only breaks a paragraph begins
// none; see Wrapped.
func (p *Page) Paragraphs() []Run { return p.paragraphs }

// Quotations lists what stands within quotation marks.
func (p *Page) Quotations() []Quotation { return p.quotations }

// Quoted returns the index in Quotations of the one that holds token i, marks
// included; -1 where none does.
func (p *Page) Quoted(i int) int { return p.quoted[i] }

// Wrapped reports whether sentence s begins a line that only breaks a paragraph:
// it begins with a small letter, and the line before does not end as a sentence
// does.
func (p *Page) Wrapped(s int) bool {
	if s == 0 {
		return false
	}
	sentences := p.Doc.Sentences
	before := p.Doc.Form(sentences[s].First - 1)
	return sentences[s].Paragraph != sentences[s-1].Paragraph && small(p.Doc.Form(sentences[s].First)) &&
		!strings.ContainsAny(before, ".!?:;…")
}

// IsWord reports whether a form has a letter or a digit.
func IsWord(form string) bool {
	for _, r := range form {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// small and capital report whether a form begins with such a letter of ASCII.
func small(form string) bool   { return 'a' <= form[0] && form[0] <= 'z' }
func capital(form string) bool { return 'A' <= form[0] && form[0] <= 'Z' }
