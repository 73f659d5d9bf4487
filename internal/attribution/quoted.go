package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// shortest is how many words a quotation has at least to be taken for speech
// where no cue stands beside it; a shorter one is a term set apart.
const shortest = 4

// whole makes contents whole quotations: the words of a quotation are one
// speaker's, so that a content that holds some of them, and whose cue stands
// outside, holds all of them that no other statement has.
func (f *finder) whole() {
	for i := range f.drafts {
		d := &f.drafts[i]
		changed := false
		for k := range d.contents {
			run := &d.contents[k]
			for _, token := range []int{run.Start, run.End - 1} {
				q := f.quote[token]
				if q < 0 || f.quotes[q].words < shortest {
					continue
				}
				quotation := f.quotes[q]
				if quotation.first <= d.cue.Start && d.cue.Start < quotation.last {
					continue
				}
				for run.Start > quotation.first && f.owner[run.Start-1] < 0 {
					run.Start--
				}
				for run.End < quotation.last && f.owner[run.End] < 0 {
					run.End++
				}
				changed = true
			}
		}
		if changed {
			d.contents = joined(d.contents)
			f.own(i)
		}
	}
}

// joined sorts runs and makes one of those that overlap or touch.
func joined(runs []lang.Span) []lang.Span {
	slices.SortFunc(runs, func(a, b lang.Span) int { return a.Start - b.Start })
	kept := runs[:0]
	for _, run := range runs {
		if n := len(kept); n > 0 && run.Start <= kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, run.End)
			continue
		}
		kept = append(kept, run)
	}
	return kept
}

// quoted sees to the quotations that no statement holds. One that runs on over
// paragraphs belongs to the statement that holds any part of it. One beside
// which a verb of speaking stands is a statement of its own; one that goes on
// from a statement of the same paragraph or the one before is added to it; what
// is left is a statement without cue.
func (f *finder) quoted() {
	last := -1 // the draft that a quotation can go on from
	for k := 0; k < len(f.quotes); {
		end := k + 1
		for end < len(f.quotes) && f.quotes[end].continues {
			end++
		}
		run := f.quotes[k:end]
		k = end
		holder, size := -1, 0
		for _, q := range run {
			size += q.words
			if i := f.holder(q); i >= 0 && holder < 0 && !f.within(i, run) {
				holder = i
			}
		}
		first := run[0]
		p := f.paragraphOf(first.first)
		if holder < 0 {
			holder = f.spokenBeside(run)
		}
		if d, ok := f.utterer(run[len(run)-1]); holder < 0 && ok && size >= shortest {
			f.drafts = append(f.drafts, d)
			holder = len(f.drafts) - 1
			f.own(holder)
		}
		if holder < 0 && size >= shortest {
			if before := f.before(first, p, last); before >= 0 && f.goesOn(f.drafts[before], first, p) {
				holder = before
			} else if f.sentenceLike(first) && f.standsFree(first) {
				f.drafts = append(f.drafts, draft{head: first.first, rule: ruleQuotation})
				holder = len(f.drafts) - 1
			}
		}
		if holder < 0 {
			continue
		}
		for _, q := range run {
			if i := f.holder(q); (i < 0 || f.within(i, run)) && (q.words >= shortest || q.continues || len(run) > 1) {
				f.extend(holder, lang.Span{Start: q.first, End: q.last})
			}
		}
		if len(f.drafts[holder].contents) > 0 {
			last = holder
		}
	}
}

// before returns the draft that the words before a quotation belong to: one of
// its paragraph, else the last one if it is of the paragraph before; -1 where
// there is none.
func (f *finder) before(q quotation, p, last int) int {
	for t := q.first - 1; t >= max(f.paragraph[p].Start, q.first-reachTokens); t-- {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	if p == 0 {
		return -1
	}
	previous := f.paragraph[p-1]
	for t := previous.End - 1; t >= max(previous.Start, previous.End-reachTokens); t-- {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	return -1
}

// spokenBeside makes a statement of a quotation that the classifiers passed
// over although a verb of speaking with its subject stands beside it: after its
// last part, else before its first. It returns the new draft, or -1.
func (f *finder) spokenBeside(run []quotation) int {
	first, last := run[0], run[len(run)-1]
	if first.words < shortest && len(run) == 1 {
		return -1
	}
	verb := -1
	for t := last.last; t < len(f.doc.Tokens) && t <= last.last+cueReach && f.runsOnFrom(last.last-1, t) && verb < 0; t++ {
		if f.utters(t) {
			verb = t
		}
	}
	for t := first.first - 1; t >= 0 && t >= first.first-cueReach && f.sentence[t] == f.sentence[first.first] && verb < 0; t-- {
		if f.utters(t) {
			verb = t
		}
	}
	if verb < 0 {
		return -1
	}
	source := f.subjectOf(verb)
	if source.Len() == 0 && f.wrapped(f.sentence[verb]) { // a line that begins with its verb is seldom read rightly
		source = f.objectOf(verb)
	}
	if source.Len() == 0 {
		return -1
	}
	f.drafts = append(f.drafts, draft{cue: lang.Span{Start: verb, End: verb + 1}, head: verb, sources: []lang.Span{source}, rule: ruleBeside, margin: ruledMargin})
	f.own(len(f.drafts) - 1)
	return len(f.drafts) - 1
}

// runsOnFrom reports whether a token stands in the sentence of an earlier one, as far
// as line breaks let the tree see it.
func (f *finder) runsOnFrom(first, t int) bool {
	return f.sentence[t] == f.sentence[first] || f.sentence[t] == f.sentence[first]+1 && f.wrapped(f.sentence[t])
}

// objectOf returns the phrase that stands right after a verb.
func (f *finder) objectOf(verb int) lang.Span {
	for t := verb + 1; t < f.right[verb]; t++ {
		if f.head[t] == verb && f.left[t] == verb+1 && f.doc.Tokens[t].UPOS != "VERB" {
			return f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		}
	}
	return lang.Span{}
}

// extend adds a run to the content of draft i. What other statements have of its
// words, being told in it, stays theirs.
func (f *finder) extend(i int, run lang.Span) {
	f.drafts[i].contents = append(f.drafts[i].contents, run)
	for t := run.Start; t < run.End; t++ {
		if f.owner[t] < 0 {
			f.owner[t] = i
		}
	}
}

// speaks reports whether token t is a verb of speaking that no statement has but
// the one whose content is read.
func (f *finder) speaks(t int) bool {
	_, known := speaking[strings.ToLower(f.doc.Form(t))]
	return known && f.unsaid(t)
}

// utters reports whether token t is a verb that can have a quotation for its
// object and that no statement has but the one whose content is read.
func (f *finder) utters(t int) bool {
	return f.speaks(t) || f.unsaid(t) && f.frameOf(t)&(clause|marked) != 0
}

// unsaid reports whether token t is a verb outside marks, or outside others than those
// in which all that is read stands, and no statement's but that one's.
func (f *finder) unsaid(t int) bool {
	return f.doc.Tokens[t].UPOS == "VERB" && f.owner[t] == f.inside && f.quoteAt(t) < 0
}

// subjectOf returns the phrase of the subject of a verb, or of the verb that it is
// joined to ("he agrees that …, but accuses …"); empty where there is none.
func (f *finder) subjectOf(verb int) lang.Span {
	for range 4 {
		if run := f.ownSubject(verb); run.Len() > 0 {
			return run
		}
		h := f.head[verb]
		if h < 0 || h > verb || f.doc.Tokens[verb].DepRel != "conj" || f.doc.Tokens[h].UPOS != "VERB" {
			break
		}
		verb = h
	}
	return lang.Span{}
}

// activeSubject reports whether a relation is that of who does what a verb says:
// the subject of a passive is told or spoken of, and does not speak.
func activeSubject(rel string) bool { return rel == "nsubj" || rel == "nsubj:outer" }

// actsIn reports whether a token is the subject of a verb: also the "it" of a
// paper or a state that the tree takes for one that stands for nothing, since
// verbs of saying have no such "it", and that of a past form which the tree takes
// for a passive without its auxiliary.
func (f *finder) actsIn(t, verb int) bool {
	switch rel := f.doc.Tokens[t].DepRel; rel {
	case "expl":
		return t < verb && frames[f.lemmaOf(verb)] != 0 && !f.passive(verb) && strings.EqualFold(f.doc.Form(t), "it")
	case "nsubj:pass": // a passive has its auxiliary
		return frames[f.lemmaOf(verb)] != 0 && !f.passive(verb)
	default:
		return activeSubject(rel)
	}
}

// ownSubject returns the phrase of the subject that hangs on a verb itself, which
// stands inside marks if the verb does.
func (f *finder) ownSubject(verb int) lang.Span {
	for t := f.left[verb]; t < f.right[verb]; t++ {
		if f.head[t] != verb || f.quote[t] != f.quote[verb] || f.owner[t] != f.inside || !f.actsIn(t, verb) {
			continue
		}
		run := f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		if run.Start <= verb && verb < run.End {
			return lang.Span{}
		}
		for i := run.Start; i < run.End; i++ {
			if f.quote[i] != f.quote[verb] || f.owner[i] != f.inside {
				return lang.Span{Start: t, End: t + 1}
			}
		}
		for run.End < verb && f.doc.Tokens[run.End].UPOS == "PROPN" && f.owner[run.End] == f.inside && f.quote[run.End] == f.quote[verb] {
			run.End++ // a name that the tree has torn from its title
		}
		return run
	}
	return lang.Span{}
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

// within reports whether draft i is told by whoever speaks a quotation: its cue stands
// in the marks, with a source that does, and it is no turn of a transcript.
func (f *finder) within(i int, run []quotation) bool {
	d := &f.drafts[i]
	if d.rule == ruleColon {
		return false
	}
	for _, q := range run {
		marks := lang.Span{Start: q.first, End: q.last}
		if d.cue.Len() > 0 && marks.Contains(d.cue) {
			return run[len(run)-1].closed && len(d.sources) == 1 && marks.Contains(d.sources[0])
		}
	}
	return false
}

// goesOn reports whether a quotation that stands alone goes on from a draft: it
// begins its sentence, and between the two there is nothing, or nothing but the
// end of the draft's own sentence. In a paragraph of its own it must be all of it.
func (f *finder) goesOn(d draft, q quotation, p int) bool {
	if f.doc.Sentences[f.sentence[q.first]].First != q.first || f.paragraph[p].Start == q.first && !f.alone(q, p) {
		return false
	}
	end := d.cue.End
	for _, spans := range [][]lang.Span{d.contents, d.sources} {
		for _, span := range spans {
			if span.End <= q.first {
				end = max(end, span.End)
			}
		}
	}
	return end > 0 && end <= q.first && f.sentence[q.first]-f.sentence[end-1] <= 1
}

// alone reports whether a paragraph is nothing but the quotation, and no heading:
// it ends as a sentence does.
func (f *finder) alone(q quotation, p int) bool {
	_, last := q.marked()
	if last <= q.first || !strings.ContainsAny(f.doc.Form(last-1), ".!?…,;:—–") {
		return false
	}
	for i := q.last; i < f.paragraph[p].End; i++ {
		if wordly(f.doc.Form(i)) {
			return false
		}
	}
	return true
}

// standsFree reports whether a quotation is no part of a sentence of the report:
// it begins one, or ends as a sentence does.
func (f *finder) standsFree(q quotation) bool {
	first, last := q.marked()
	return f.doc.Sentences[f.sentence[q.first]].First == q.first ||
		last > first && strings.ContainsAny(f.doc.Form(last-1), ".!?,…") || q.first > 0 && f.doc.Form(q.first-1) == ":"
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
			f.drafts = append(f.drafts, draft{cue: cue, head: head, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: ruleBackward, margin: ruledMargin})
			f.own(len(f.drafts) - 1)
		}
	}
}

// ruledMargin is the margin of contents that rules find, which have none of their own.
const ruledMargin = 100

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

// free reports whether no draft has words of a run, or only the one whose content
// is read.
func (f *finder) free(run lang.Span) bool {
	for t := run.Start; t < run.End; t++ {
		if f.owner[t] != f.inside || f.outside(t) {
			return false
		}
	}
	return true
}

// trimmed takes marks that are no quotation marks off both ends of a run, but no
// bracket whose other half is in it.
func (f *finder) trimmed(run lang.Span) lang.Span {
	plain := func(i int) bool {
		return f.doc.Tokens[i].UPOS == "PUNCT" && f.quote[i] < 0 && !(f.doc.Form(i) == ")" && f.opens(run))
	}
	for run.Start < run.End && plain(run.Start) {
		run.Start++
	}
	for run.Start < run.End && plain(run.End-1) {
		run.End--
	}
	return run
}

// opens reports whether a bracket opens in a run.
func (f *finder) opens(run lang.Span) bool {
	for i := run.Start; i < run.End; i++ {
		if f.doc.Form(i) == "(" {
			return true
		}
	}
	return false
}
