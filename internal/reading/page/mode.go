package page

import (
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Mode tells how much of a content, given as runs of tokens, stands within marks,
// and lists the words and terms that marks set apart in it. Marks that hold token
// cue as well are those of an outer statement and do not count; cue is -1 where no
// token can be held so.
func (p *Page) Mode(content []Run, cue int) (verbale.Mode, []Run) {
	apart := []Run{}
	marked, unmarked := false, false
	for _, run := range content {
		var last *Quotation
		for t := run.First; t < run.Last; t++ {
			q := p.marking(t, cue)
			if q == nil {
				unmarked = unmarked || IsWord(p.Doc.Form(t))
				continue
			}
			if q == last {
				continue
			}
			last = q
			switch whole := q.Contains(run) && len(content) == 1; {
			case whole || q.Spaced >= 2:
				marked = true
			case run.Contains(q.Run):
				apart, unmarked = append(apart, q.Run), true
				continue // marks within a term are part of it
			}
			apart = append(apart, q.terms(run)...)
		}
	}
	switch {
	case marked && !unmarked:
		return verbale.Direct, apart
	case marked:
		return verbale.Mixed, apart
	}
	return verbale.Indirect, apart
}

// marking returns the quotation that holds token t and not the cue; nil where there
// is none.
func (p *Page) marking(t, cue int) *Quotation {
	k := p.quoted[t]
	if k < 0 {
		return nil
	}
	q := &p.quotations[k]
	if !q.Holds(cue) {
		return q
	}
	for i := range q.Inner {
		if inner := &q.Inner[i]; inner.Holds(t) && !inner.Holds(cue) {
			return inner
		}
	}
	return nil
}

// terms lists the terms within q that lie in run.
func (q *Quotation) terms(run Run) []Run {
	var terms []Run
	from := sort.Search(len(q.Inner), func(i int) bool { return q.Inner[i].First >= run.First })
	for _, inner := range q.Inner[from:] {
		if inner.Last > run.Last {
			break
		}
		if inner.Words <= MaxTerm {
			terms = append(terms, inner.Run)
		}
	}
	return terms
}

// Excerpts returns the words of runs of tokens, each in as many pieces as line
// breaks make of it. Empty runs have none.
func (p *Page) Excerpts(runs []Run) []verbale.Excerpt {
	pieces := []verbale.Excerpt{}
	for _, run := range runs {
		if run.Len() <= 0 {
			continue
		}
		span := run.Span(p.Doc)
		for start := span.Start; start < span.End; {
			stop := span.End
			if i := strings.IndexAny(p.Doc.Text[start:span.End], "\r\n"); i >= 0 {
				stop = start + i
			}
			words := p.Doc.Text[start:stop]
			left := start + len(words) - len(strings.TrimLeft(words, " \t"))
			right := start + len(strings.TrimRight(words, " \t"))
			if left < right {
				piece := lang.Span{Start: left, End: right}
				pieces = append(pieces, verbale.Excerpt{Span: piece, Text: piece.Text(p.Doc.Text)})
			}
			start = stop + 1
		}
	}
	return pieces
}

// Runs returns the tokens that excerpts touch, as runs: excerpts that only white
// space parts are one.
func (p *Page) Runs(excerpts []verbale.Excerpt) []Run {
	var runs []Run
	for _, e := range excerpts {
		first := p.Doc.TokenAt(e.Start)
		last := first
		for last < len(p.Doc.Tokens) && p.Doc.Tokens[last].Start < e.End {
			last++
		}
		if n := len(runs); n > 0 && runs[n-1].Last >= first {
			runs[n-1].Last = max(last, runs[n-1].Last)
		} else if first < last {
			runs = append(runs, Run{first, last})
		}
	}
	return runs
}
