package attribution

import (
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// shortest is how many words a quotation has at least to be taken for speech
// where no cue stands beside it; a shorter one is a word set apart.
const shortest = 4

// Find lists the statements of a report: doc is its analysis, parts its layout
// and name its identity, from which the ids of the statements are made.
func Find(name string, doc *lang.Document, parts []verbale.Part) []verbale.Statement {
	f := finder{doc: doc, parts: parts}
	for first := 0; first < len(doc.Sentences); {
		last := first + 1
		for last < len(doc.Sentences) && doc.Sentences[last].Paragraph == doc.Sentences[first].Paragraph {
			last++
		}
		f.paragraph(doc.Sentences[first].First, doc.Sentences[last-1].Last)
		first = last
	}
	return ordered(name, f.found)
}

// finder goes over a report, paragraph by paragraph.
type finder struct {
	doc    *lang.Document
	parts  []verbale.Part
	found  []verbale.Statement
	quotes []quotation
	within []bool // within[i-start]: token i of the paragraph stands in a quotation
	start  int    // the paragraph's first token
	open   bool   // a quotation is open at the end of the paragraph before
	part   verbale.PartKind
	last   int // index in found of the statement that an open quotation belongs to; -1
}

// clue is a cue with its source, before its content is known.
type clue struct {
	verbale.TokenRange                    // the cue's tokens
	source             verbale.TokenRange // empty where there is none
	lemma              string
	factuality         verbale.Factuality
	rule               string
}

func (c clue) left() int {
	if c.source.First < c.source.Last {
		return min(c.First, c.source.First)
	}
	return c.First
}

func (c clue) right() int { return max(c.Last, c.source.Last) }

func (f *finder) paragraph(first, last int) {
	f.part = f.partAt(f.doc.Tokens[first].Start)
	carried := f.open && f.part == verbale.Body
	f.quotes, f.open = quotations(f.doc, first, last, carried)
	f.start, f.within = first, make([]bool, last-first)
	for _, q := range f.quotes {
		for i := q.first; i < q.last; i++ {
			f.within[i-first] = true
		}
	}
	used := make([]bool, len(f.quotes))
	if carried && len(f.quotes) > 0 && f.quotes[0].continues && f.last >= 0 {
		f.extend(f.last, f.quotes[0])
		used[0] = true
	}
	for i := first; i < last; i++ {
		if f.quoted(i) {
			continue
		}
		c, ok := f.clueAt(i, first)
		if !ok {
			continue
		}
		f.state(c, first, last, used)
		i = c.Last - 1
	}
	for i, q := range f.quotes {
		if !used[i] && q.words >= shortest && f.part != verbale.Title {
			f.bare(q)
		}
	}
	f.last = len(f.found) - 1
}

// bare makes a statement of a quotation that no cue stands beside. Where
// nothing but the quotation before it in the same paragraph comes before, it
// goes on from that statement.
func (f *finder) bare(q quotation) {
	if n := len(f.found); n > 0 {
		before := &f.found[n-1]
		end := before.Content[len(before.Content)-1].End
		after := max(end, lastEnd(before.Cue), lastEnd(before.Source))
		gap := f.doc.Text[after:max(after, f.doc.Tokens[q.first].Start)]
		if before.Mode == verbale.Direct && strings.Trim(gap, " .,;:") == "" && !strings.Contains(gap, "\n") {
			before.Content = append(before.Content, f.excerpts(verbale.TokenRange{First: q.first, Last: q.last})...)
			return
		}
	}
	f.add(clue{rule: "quotation-alone", factuality: verbale.Asserted}, []verbale.TokenRange{{First: q.first, Last: q.last}}, verbale.Direct, 400)
}

func lastEnd(excerpts []verbale.Excerpt) int {
	if len(excerpts) == 0 {
		return 0
	}
	return excerpts[len(excerpts)-1].End
}

// extend adds a quotation that goes on from the paragraph before.
func (f *finder) extend(statement int, q quotation) {
	s := &f.found[statement]
	s.Content = append(s.Content, f.excerpts(verbale.TokenRange{First: q.first, Last: q.last})...)
}

// clueAt tells whether a cue begins at token i, and finds its source.
func (f *finder) clueAt(i, first int) (clue, bool) {
	t := f.doc.Tokens[i]
	form := strings.ToLower(f.doc.Form(i))
	if form == "according" && i+1 < len(f.doc.Tokens) && strings.EqualFold(f.doc.Form(i+1), "to") {
		c := clue{TokenRange: verbale.TokenRange{First: i, Last: i + 2}, lemma: "say", factuality: verbale.Asserted, rule: "according-to"}
		c.source = f.phraseAfter(i + 2)
		return c, c.source.Last > c.source.First
	}
	lemma := lemmaOf(form)
	if lemma == "" || t.UPOS != "VERB" {
		return clue{}, false
	}
	c := clue{TokenRange: verbale.TokenRange{First: i, Last: i + 1}, lemma: lemma, factuality: verbale.Asserted, rule: "cue-verb"}
	for c.First > first && f.auxiliary(c.First-1) {
		c.First--
		switch strings.ToLower(f.doc.Form(c.First)) {
		case "not", "n't", "n’t", "never":
			c.factuality = verbale.Negated
		case "would", "could", "may", "might":
			if c.factuality == verbale.Asserted {
				c.factuality = verbale.Possible
			}
		}
	}
	inverted := i > first && (f.quoted(i-1) || f.doc.Form(i-1) == ",")
	if inverted {
		c.source = f.phraseAfter(i + 1)
		c.rule = "cue-verb-inverted"
	}
	if c.source.Last <= c.source.First {
		c.source = f.phraseBefore(c.First, f.sentenceFirst(i))
		c.rule = "cue-verb"
	}
	return c, c.source.Last > c.source.First
}

func (f *finder) auxiliary(i int) bool {
	if f.quoted(i) {
		return false
	}
	switch strings.ToLower(f.doc.Form(i)) {
	case "has", "have", "had", "was", "is", "were", "are", "be", "been", "did", "does", "do", "will", "would",
		"could", "may", "might", "should", "not", "n't", "n’t", "never", "also", "later", "then", "further", "once", "again":
		return true
	}
	return false
}

// state finds the content of a cue and adds the statement.
func (f *finder) state(c clue, first, last int, used []bool) {
	sentenceFirst, sentenceLast := f.sentenceFirst(c.First), f.sentenceLast(c.First)
	var content []verbale.TokenRange
	for i := f.quoteBefore(c.left()); i < len(f.quotes) && f.quotes[i].first < sentenceLast; i++ {
		q := f.quotes[i]
		before := q.last == c.left() || q.last+1 == c.left() && f.doc.Form(q.last) == ","
		after := q.first >= c.right() && q.first < sentenceLast && q.words >= shortest && f.onlyModifiers(c.right(), q.first)
		if (before && q.words > 1 || after) && !used[i] {
			used[i] = true
			content = append(content, verbale.TokenRange{First: q.first, Last: q.last})
		}
	}
	if len(content) > 0 {
		f.add(c, content, verbale.Direct, 900)
		return
	}
	start := c.right()
	if c.rule == "according-to" && start < sentenceLast && f.doc.Form(start) == "," {
		start++
	}
	after := f.trimmed(f.afterModifiers(start, sentenceLast), sentenceLast)
	before := f.trimmed(sentenceFirst, c.left())
	switch {
	case f.clause(after) && (c.rule == "according-to" || f.introduced(after.First)):
		f.add(c, []verbale.TokenRange{after}, verbale.Indirect, 800)
	case f.clause(before) && c.left() > sentenceFirst && f.doc.Form(c.left()-1) == ",":
		f.add(c, []verbale.TokenRange{before}, verbale.Indirect, 700)
	case f.clause(after) && (c.lemma == "say" || c.lemma == "believe" || c.lemma == "add" || c.lemma == "note"):
		f.add(c, []verbale.TokenRange{after}, verbale.Indirect, 700)
	}
}

// quoteBefore returns the index of the last quotation that begins before token
// i, or 0.
func (f *finder) quoteBefore(i int) int {
	n := sort.Search(len(f.quotes), func(k int) bool { return f.quotes[k].first >= i })
	return max(0, n-1)
}

// introduced reports whether a clause begins with a word that introduces speech.
func (f *finder) introduced(i int) bool {
	switch strings.ToLower(f.doc.Form(i)) {
	case "that", "whether", "if", "why", "how", "what":
		return true
	}
	return false
}

// onlyModifiers reports whether no more than a time or place phrase and a
// colon or comma stand between a cue and a quotation.
func (f *finder) onlyModifiers(first, last int) bool {
	if last-first > 12 {
		return false
	}
	for i := first; i < last; i++ {
		switch f.doc.Tokens[i].UPOS {
		case "VERB", "AUX", "SCONJ":
			return false
		}
	}
	return true
}

// afterModifiers returns the first token from start on that is not part of a
// prepositional phrase or a weekday: "said on Tuesday in a statement that …".
func (f *finder) afterModifiers(start, end int) int {
	for i := start; i < end && i < start+12; i++ {
		if f.introduced(i) {
			if f.onlyModifiers(start, i) {
				return i
			}
			return start
		}
	}
	if i := start; i < end && f.doc.Tokens[i].UPOS == "ADP" && i+1 < end && f.doc.Tokens[i+1].UPOS == "PROPN" {
		return i + 2
	}
	return start
}

// trimmed takes the marks at either end off a run of tokens, but no quotation mark.
func (f *finder) trimmed(first, last int) verbale.TokenRange {
	for first < last && f.doc.Tokens[first].UPOS == "PUNCT" && markOf(f.doc.Form(first)) == notMark {
		first++
	}
	for first < last && f.doc.Tokens[last-1].UPOS == "PUNCT" && markOf(f.doc.Form(last-1)) == notMark {
		last--
	}
	return verbale.TokenRange{First: first, Last: last}
}

// clause reports whether a run of tokens can be what somebody said.
func (f *finder) clause(r verbale.TokenRange) bool {
	if r.Last-r.First < 3 {
		return false
	}
	for i := r.First; i < r.Last; i++ {
		if upos := f.doc.Tokens[i].UPOS; upos == "VERB" || upos == "AUX" {
			return true
		}
	}
	return false
}

// phraseBefore finds the noun phrase that ends before token end.
func (f *finder) phraseBefore(end, first int) verbale.TokenRange {
	if end > first && f.doc.Form(end-1) == "," { // an apposition between commas
		for i := end - 2; i >= first && i > end-20; i-- {
			if f.doc.Form(i) == "," {
				if r := f.phraseBefore(i, first); r.Last > r.First {
					return verbale.TokenRange{First: r.First, Last: end - 1}
				}
				break
			}
		}
	}
	i := end
	for i > first && !f.quoted(i-1) && f.nominal(i-1) {
		i--
	}
	for i < end { // no phrase begins with a preposition or a joining word
		upos := f.doc.Tokens[i].UPOS
		if upos != "ADP" && upos != "CCONJ" && upos != "ADV" && upos != "PART" && upos != "PUNCT" {
			break
		}
		i++
	}
	return verbale.TokenRange{First: i, Last: end}
}

// phraseAfter finds the noun phrase that begins at token first.
func (f *finder) phraseAfter(first int) verbale.TokenRange {
	i := first
	end := f.sentenceLast(max(first-1, 0))
	for i < end && !f.quoted(i) && f.nominal(i) {
		if f.doc.Tokens[i].UPOS == "ADP" && !strings.EqualFold(f.doc.Form(i), "of") && !strings.EqualFold(f.doc.Form(i), "for") {
			break
		}
		i++
	}
	for i > first && f.doc.Tokens[i-1].UPOS == "ADP" {
		i--
	}
	return verbale.TokenRange{First: first, Last: i}
}

func (f *finder) nominal(i int) bool {
	switch f.doc.Tokens[i].UPOS {
	case "NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON", "ADP":
		return true
	case "PART":
		return strings.HasSuffix(f.doc.Form(i), "s") || f.doc.Form(i) == "'" || f.doc.Form(i) == "’"
	case "PUNCT":
		return f.doc.Form(i) == "-"
	}
	return false
}

func (f *finder) quoted(i int) bool {
	i -= f.start
	return i >= 0 && i < len(f.within) && f.within[i]
}

func (f *finder) sentenceFirst(i int) int { return f.doc.Sentences[f.doc.SentenceOf(i)].First }
func (f *finder) sentenceLast(i int) int  { return f.doc.Sentences[f.doc.SentenceOf(i)].Last }

// partAt returns the kind of the part that holds a byte. Calls come in order
// of offsets, so parts that end before it are let go.
func (f *finder) partAt(offset int) verbale.PartKind {
	for len(f.parts) > 0 && f.parts[0].End <= offset {
		f.parts = f.parts[1:]
	}
	if len(f.parts) > 0 && f.parts[0].Start <= offset {
		return f.parts[0].Kind
	}
	return verbale.Body
}
