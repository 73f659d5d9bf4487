package evaluation

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/lang"
)

// run is a run of tokens [first, last) of one paragraph.
type run struct{ first, last int }

// attributionRuns is an attribution as runs of tokens by component.
type attributionRuns [3][]run

// runner turns spans into runs of tokens.
type runner struct {
	doc       *lang.Document
	paragraph []int // of each token
}

func newRunner(doc *lang.Document) *runner {
	r := &runner{doc: doc, paragraph: make([]int, len(doc.Tokens))}
	for _, s := range doc.Sentences {
		for i := s.First; i < s.Last; i++ {
			r.paragraph[i] = s.Paragraph
		}
	}
	return r
}

func (r *runner) attributions(all []Attribution) []attributionRuns {
	out := make([]attributionRuns, len(all))
	for i, a := range all {
		for c, spans := range a {
			for _, span := range spans {
				out[i][c] = append(out[i][c], r.runs(span)...)
			}
		}
	}
	return out
}

// runs returns the tokens that a span touches, cut where a paragraph ends.
func (r *runner) runs(span lang.Span) []run {
	var runs []run
	for i := r.doc.TokenAt(span.Start); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < span.End; i++ {
		if n := len(runs); n > 0 && r.paragraph[i-1] == r.paragraph[i] {
			runs[n-1].last = i + 1
			continue
		}
		runs = append(runs, run{i, i + 1})
	}
	return runs
}

// distinct lists the runs of one component, each once, in order: gold labels
// each token once, so that a source of two statements is one span.
func distinct(all []attributionRuns, c int) []run {
	var runs []run
	for _, a := range all {
		runs = append(runs, a[c]...)
	}
	slices.SortFunc(runs, func(a, b run) int { return cmp.Or(a.first-b.first, a.last-b.last) })
	return slices.Compact(runs)
}

// bestOverlap returns the best overlap of r with one of runs: the tokens that
// both have over the tokens from the start of the first to the end of the last.
func bestOverlap(r run, runs []run) float64 {
	best := 0.0
	for _, other := range runs {
		if both := min(r.last, other.last) - max(r.first, other.first); both > 0 {
			all := max(r.last, other.last) - min(r.first, other.first)
			best = max(best, float64(both)/float64(all))
		}
	}
	return best
}

// same reports whether two lists hold the same runs.
func same(a, b []run) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// touch reports whether any run of a shares a token with one of b.
func touch(a, b []run) bool {
	for _, x := range a {
		for _, y := range b {
			if x.first < y.last && y.first < x.last {
				return true
			}
		}
	}
	return false
}
