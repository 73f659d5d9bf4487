package attribution

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// shortest is how many words a quotation has at least to be taken for speech
// where no cue stands beside it; a shorter one is a term set apart.
const shortest = 4

// quoted sees to the quotations that no statement holds: one that goes on from a
// statement of the same paragraph or the one before is added to it, another is a
// statement without cue.
func (f *finder) quoted() {
	byParagraph := make([][]int, len(f.paragraph))
	for i := range f.drafts {
		p := f.paragraphOf(f.drafts[i].contents[0].Start)
		byParagraph[p] = append(byParagraph[p], i)
	}
	last := -1 // the draft that a quotation can go on from
	for k, q := range f.quotes {
		p := f.paragraphOf(q.first)
		if k == 0 || f.paragraphOf(f.quotes[k-1].first) < p-1 {
			last = -1
		}
		if i := f.holder(q); i >= 0 {
			last = i
			continue
		}
		for _, i := range byParagraph[p] {
			if f.drafts[i].cue.Start < q.first {
				last = i
			}
		}
		run := lang.Span{Start: q.first, End: q.last}
		switch {
		case q.continues && last >= 0, q.words >= shortest && last >= 0 && f.goesOn(f.drafts[last], q, p):
			f.drafts[last].contents = append(f.drafts[last].contents, run)
			f.own(last)
		case q.words >= shortest && f.sentenceLike(q):
			f.drafts = append(f.drafts, draft{head: q.first, contents: []lang.Span{run}, rule: ruleQuotation})
			last = len(f.drafts) - 1
			f.own(last)
		}
	}
}

// holder returns the draft whose content shares words with q, or in whose cue or
// source it stands; -1 where there is none.
func (f *finder) holder(q quotation) int {
	for t := q.first; t < q.last; t++ {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	return -1
}

// goesOn reports whether a quotation that stands alone goes on from a draft: it
// begins its sentence, and between the two there is nothing, or nothing but the
// end of the draft's own sentence.
func (f *finder) goesOn(d draft, q quotation, p int) bool {
	if f.doc.Sentences[f.sentence[q.first]].First != q.first {
		return false
	}
	end := d.cue.End
	for _, spans := range [][]lang.Span{d.contents, d.sources} {
		for _, span := range spans {
			end = max(end, span.End)
		}
	}
	if end > q.first || end == 0 {
		return false
	}
	between := f.sentence[q.first] - f.sentence[end-1]
	return between <= 1 && (f.paragraphOf(end-1) == p || q.first == f.paragraph[p].Start && f.whole(q, p))
}

// whole reports whether a paragraph is nothing but the quotation.
func (f *finder) whole(q quotation, p int) bool {
	for i := q.last; i < f.paragraph[p].End; i++ {
		if shapeOf(f.doc.Form(i)) != 6 {
			return false
		}
	}
	return true
}

// sentenceLike reports whether a quotation holds a verb in a finite form, and so
// is more than a title or a term.
func (f *finder) sentenceLike(q quotation) bool {
	for i := q.first; i < q.last; i++ {
		switch f.doc.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// paragraphOf returns the index of the paragraph that holds token i.
func (f *finder) paragraphOf(i int) int {
	low, high := 0, len(f.paragraph)-1
	for low < high {
		middle := (low + high + 1) / 2
		if f.paragraph[middle].Start <= i {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// backward finds words claimed after they were reported: "This was stated by the
// minister": the sentence before is the content.
func (f *finder) backward() {
	for s := 1; s < len(f.doc.Sentences); s++ {
		sentence, before := f.doc.Sentences[s], f.doc.Sentences[s-1]
		if sentence.Last-sentence.First < 4 || !f.pointsBack(sentence.First) {
			continue
		}
		head := sentence.Root
		if !backwardVerbs[strings.ToLower(f.doc.Form(head))] || f.owner[head] >= 0 {
			continue
		}
		agent := f.agentOf(head)
		if agent < 0 {
			continue
		}
		cue := lang.Span{Start: head, End: head + 1}
		for cue.Start > sentence.First && f.doc.Tokens[cue.Start-1].UPOS == "AUX" {
			cue.Start--
		}
		from := f.left[agent]
		if strings.EqualFold(f.doc.Form(from), "by") {
			from++
		}
		source := f.trimmed(lang.Span{Start: from, End: f.clauseEnd(agent)})
		content := f.trimmed(lang.Span{Start: before.First, End: before.Last})
		if source.Len() > 0 && content.Len() > 2 && f.free(content) {
			f.drafts = append(f.drafts, draft{cue: cue, head: head, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: ruleBackward, margin: backwardMargin})
			f.own(len(f.drafts) - 1)
		}
	}
}

// backwardMargin is the margin of what the rule finds, which has none of its own.
const backwardMargin = 100

var backwardVerbs = map[string]bool{"stated": true, "announced": true, "said": true, "reported": true, "made": true, "confirmed": true, "declared": true, "told": true}

// pointsBack reports whether a sentence begins with "this" or "this statement".
func (f *finder) pointsBack(first int) bool {
	switch strings.ToLower(f.doc.Form(first)) {
	case "this", "that", "it", "these", "such":
		return true
	}
	return false
}

// agentOf returns the head of the phrase "by …" that hangs on a verb, or -1.
func (f *finder) agentOf(verb int) int {
	for i := verb + 1; i < f.right[verb]; i++ {
		if f.doc.Tokens[i].Head == verb && strings.EqualFold(f.doc.Form(f.left[i]), "by") {
			return i
		}
	}
	return -1
}

// clauseEnd returns where the subtree of a token ends without a clause or
// participle after a comma.
func (f *finder) clauseEnd(head int) int {
	end := f.right[head]
	for i := head + 1; i < end; i++ {
		if rel := f.doc.Tokens[i].DepRel; f.head[i] == head && (rel == "acl" || rel == "advcl" || rel == "acl:relcl") && i > 0 && f.doc.Form(f.left[i]-1) == "," {
			return f.left[i] - 1
		}
	}
	return end
}

// free reports whether no draft has words of a run.
func (f *finder) free(run lang.Span) bool {
	for t := run.Start; t < run.End; t++ {
		if f.owner[t] >= 0 {
			return false
		}
	}
	return true
}

// trimmed takes marks that are no quotation marks off both ends of a run.
func (f *finder) trimmed(run lang.Span) lang.Span {
	plain := func(i int) bool {
		return f.doc.Tokens[i].UPOS == "PUNCT" && f.quote[i] < 0
	}
	for run.Start < run.End && plain(run.Start) {
		run.Start++
	}
	for run.Start < run.End && plain(run.End-1) {
		run.End--
	}
	return run
}
