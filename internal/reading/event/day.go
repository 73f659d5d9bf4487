package event

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// timeIn is the index of the time expression that dates a deed: of those of its clause
// that belong to it the one that is nearest to the word that tells it, after it before
// one as far before it; -1. Head is the word that governs the clause.
func (f *finder) timeIn(run page.Run, trigger, head int) int {
	clause, span, at := run.Span(f.Doc), f.withDay(run).Span(f.Doc), f.token(trigger).Span
	best, far := -1, 0
	first, _ := slices.BinarySearchFunc(f.times, span.Start, func(t lang.Span, start int) int { return cmp.Compare(t.Start, start) })
	for i := first; i < len(f.times) && f.times[i].Start < span.End; i++ {
		if f.times[i].End > clause.Start && !f.dates(i, trigger, head) { // what stands right before a clause dates it
			continue
		}
		away := 2 * (f.times[i].Start - at.End)
		if away < 0 {
			away = 2*(at.Start-f.times[i].End) + 1
		}
		if best < 0 || away < far {
			best, far = i, away
		}
	}
	return best
}

// dates reports whether a time expression says when a deed was done: it belongs to the
// deed, and is neither a bound ("before the Monday deadline", "by June") nor what
// another noun is called by ("the Monday deadline").
func (f *finder) dates(i, trigger, head int) bool {
	word := f.timeHead(i)
	if word < 0 {
		return false
	}
	for _, at := range []int{word - 1, word - 2} {
		if at >= 0 && f.Head(at) == word && f.rel(at) == "case" && bounds(f.Lower(at)) {
			return false
		}
	}
	return f.belongs(word, trigger, head)
}

// bounds reports whether a day after a preposition only bounds that of a deed.
func bounds(preposition string) bool {
	switch preposition {
	case "by", "before", "until", "till", "after", "beyond", "past":
		return true
	}
	return false
}

// timeHead is the word of a time expression on which its others hang; -1 where no word
// stands in it.
func (f *finder) timeHead(i int) int {
	span := f.times[i]
	first, _ := slices.BinarySearchFunc(f.Doc.Tokens, span.Start, func(t lang.Token, start int) int { return cmp.Compare(t.Start, start) })
	within := func(k int) bool { return k >= 0 && f.token(k).Start >= span.Start && f.token(k).End <= span.End }
	for k := first; k < len(f.Doc.Tokens) && within(k); k++ {
		if !within(f.Head(k)) {
			return k
		}
	}
	return -1
}

// isOccasion reports whether a noun is told as that at which something was done, so that
// its day is the deed's: "during the 2010 summit".
func (f *finder) isOccasion(i int) bool {
	switch f.caseOf(i) {
	case "during", "at", "in":
		return f.deedOfNoun(i) != nil
	}
	return false
}

// belongs reports whether a word hangs on a deed and not on another clause or another
// deed within its words: "the man who fled in May came on Monday", "called off the
// meeting on Monday".
func (f *finder) belongs(i, trigger, head int) bool {
	for steps := 0; i >= 0 && steps < maxSteps; steps++ {
		if i == head || i == trigger {
			return true
		}
		above := f.Head(i)
		if above < 0 {
			return false
		}
		switch rel := f.token(i).DepRel; {
		case above == head || above == trigger:
			return rel != "ccomp" && rel != "advcl" && rel != "parataxis" && rel != "conj" && rel != "xcomp"
		case rel == "conj" && f.token(i).UPOS == "VERB", rel == "acl", rel == "acl:relcl", rel == "advcl", rel == "ccomp", rel == "parataxis",
			f.caseOf(i) == "including":
			return false
		case rel == "compound", rel == "amod", rel == "nummod", rel == "nmod:poss", f.token(above).UPOS == "NOUN" && f.deedOfNoun(above) != nil:
			if !f.isOccasion(above) {
				return false
			}
		}
		i = above
	}
	return false
}
