package attribution

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

// Names of what makes a statement where the encoder leads.
const (
	ruleEncoder       = "encoder"        // an outer attribution of the encoder's
	ruleEncoderNested = "encoder-nested" // one within the content of another
)

// encoded makes relations of the attributions that the encoder found.
func (f *finder) encoded(found []encoder.Attribution) {
	for _, a := range found {
		if a.Inner {
			continue
		}
		if d, ok := f.relationOf(a, ruleEncoder); ok && !f.pointing(&d) {
			f.wholeClause(&d)
			f.drafts = append(f.drafts, d)
			f.own(len(f.drafts) - 1)
		}
	}
	f.apart()
	f.unheard()
	for i := range f.drafts {
		f.resume(&f.drafts[i])
		f.own(i)
	}
}

// pointing reports whether all that a relation has for its content is a pronoun that
// points at what was told before: "This was announced by the guild." What it points at
// is for other rules to find.
func (f *finder) pointing(d *relation) bool {
	if len(d.contents) != 1 || d.contents[0].Len() != 1 {
		return false
	}
	return f.doc.Tokens[d.contents[0].First].UPOS == "PRON"
}

// wholeClause gives a relation whose content is only the subject of the clause that hangs
// on its cue all of that clause: "Dole underlined the islands, in their answer to the
// guild, do not name a day."
func (f *finder) wholeClause(d *relation) {
	if len(d.contents) != 1 {
		return
	}
	content := d.contents[0]
	verb := f.predicateOf(f.rootOf(content), d.head)
	if verb < content.Last {
		return
	}
	whole := f.trimmed(page.Run{First: content.First, Last: f.clauseEnd(verb)})
	for t := content.Last; t < whole.Last; t++ {
		if f.owner[t] >= 0 || d.cue.Contains(page.Run{First: t, Last: t + 1}) {
			return
		}
	}
	d.contents[0] = whole
}

// predicateOf returns the verb of the clause of whose subject a token is the head, where
// that clause hangs on the verb of a cue; -1 where there is none. A tree may have the
// subject for the object of the cue, and its verb joined to the cue without a word that
// joins.
func (f *finder) predicateOf(subject, cue int) int {
	switch token := f.doc.Tokens[subject]; {
	case strings.HasPrefix(token.DepRel, "nsubj") && f.complements(f.Head(subject), cue):
		return f.Head(subject)
	case token.DepRel == "obj" && f.Head(subject) == cue:
		for t := subject + 1; t < f.Right(cue); t++ {
			if f.doc.Tokens[t].DepRel == "conj" && f.Head(t) == cue && f.finite(page.Run{First: f.Left(t), Last: f.Right(t)}) &&
				!f.child(t, page.Run{First: subject, Last: f.Right(t)}, func(i int) bool {
					rel := f.doc.Tokens[i].DepRel
					return rel == "cc" || strings.HasPrefix(rel, "nsubj")
				}) {
				return t
			}
		}
	}
	return -1
}

// encodedNested makes relations of those within the contents of the outer relations, which
// come first, where rules and classifiers have made none with the same words for its
// cue.
func (f *finder) encodedNested(found []encoder.Attribution, outer int) {
	if len(found) == 0 {
		return
	}
	// Of each token the smallest content that holds it, and whether it is part of the
	// cue of a nested relation.
	within, taken := make([]page.Run, len(f.doc.Tokens)), make([]bool, len(f.doc.Tokens))
	for i := range f.drafts {
		d := &f.drafts[i]
		if i >= outer {
			for t := d.cue.First; t < d.cue.Last; t++ {
				taken[t] = true
			}
			continue
		}
		for _, run := range d.contents {
			for t := run.First; t < run.Last; t++ {
				if within[t].Len() == 0 || run.Len() < within[t].Len() {
					within[t] = run
				}
			}
		}
	}
	for _, a := range found {
		if !a.Inner {
			continue
		}
		d, ok := f.relationOf(a, ruleEncoderNested)
		if !ok || taken[d.head] || !within[d.head].Contains(d.cue) {
			continue
		}
		if o := f.owner[d.head]; o >= 0 && f.drafts[o].cue.Holds(d.head) { // an outer cue
			continue
		}
		d.sources, d.contents = clipped(d.sources, within[d.head]), clipped(d.contents, within[d.head])
		if len(d.sources) == 0 || len(d.contents) == 0 || f.aloud(d) {
			continue
		}
		f.withoutOuterMark(&d)
		f.drafts = append(f.drafts, d)
		for t := d.cue.First; t < d.cue.Last; t++ {
			taken[t] = true
		}
	}
}

// clipped returns what of runs lies within one.
func clipped(runs []page.Run, within page.Run) []page.Run {
	kept := runs[:0]
	for _, run := range runs {
		if run = (page.Run{First: max(run.First, within.First), Last: min(run.Last, within.Last)}); run.Len() > 0 {
			kept = append(kept, run)
		}
	}
	return kept
}

// relationOf makes a relation of an attribution, if its cue holds a token. A cue in pieces
// has the one that stands highest in the tree for its own and the rest beside it.
func (f *finder) relationOf(a encoder.Attribution, rule string) (relation, bool) {
	cues := f.tokens(a.Cue)
	if len(cues) == 0 {
		return relation{}, false
	}
	d := relation{sources: f.tokens(a.Source), contents: f.tokens(a.Content), rule: rule, margin: a.Margin}
	heads := make([]int, len(cues))
	for i, run := range cues {
		heads[i] = run.First
		for t := run.First; t < run.Last; t++ {
			if f.Depth(t) < f.Depth(heads[i]) && f.doc.Tokens[t].DepRel != "punct" {
				heads[i] = t
			}
		}
	}
	best := 0
	for i := range cues {
		if f.Depth(heads[i]) < f.Depth(heads[best]) {
			best = i
		}
	}
	d.cue, d.head = cues[best], heads[best]
	d.more = slices.Delete(cues, best, best+1)
	return d, true
}

// tokens returns the runs of tokens that spans of bytes touch.
func (f *finder) tokens(spans []lang.Span) []page.Run {
	tokens := f.doc.Tokens
	var out []page.Run
	for _, s := range spans {
		first := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > s.Start })
		last := first
		for last < len(tokens) && tokens[last].Start < s.End {
			last++
		}
		if n := len(out); n > 0 && first < out[n-1].Last {
			first = out[n-1].Last // two spans of one token
		}
		if last > first {
			out = append(out, page.Run{First: first, Last: last})
		}
	}
	return out
}
