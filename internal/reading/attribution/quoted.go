package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
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
			for _, token := range []int{run.First, run.Last - 1} {
				q := f.Quoted(token)
				if q < 0 || f.Quotations()[q].Words < shortest {
					continue
				}
				quotation := f.Quotations()[q]
				if quotation.First <= d.cue.First && d.cue.First < quotation.Last {
					continue
				}
				for run.First > quotation.First && f.owner[run.First-1] < 0 {
					run.First--
				}
				for run.Last < quotation.Last && f.owner[run.Last] < 0 {
					run.Last++
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

// ownRows takes from a statement the quotations that are statements of their own: one at
// the head of a paragraph that no quotation runs on into, and one that begins a sentence
// after words that are not in marks.
func (f *finder) ownRows() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if len(d.contents) < 2 || d.cue.Len() == 0 {
			continue
		}
		kept := d.contents[:1]
		for _, run := range d.contents[1:] {
			if f.ownRow(d, kept[len(kept)-1], run) {
				f.releaseAll(run)
				d.more, d.sources = f.upTo(d.more, run.First), f.upTo(d.sources, run.First)
				continue
			}
			kept = append(kept, run)
		}
		d.contents = kept
	}
}

// ownRow reports whether a quotation after a piece of a statement is another statement.
func (f *finder) ownRow(d *relation, before, run page.Run) bool {
	q := f.Quoted(run.First)
	if q < 0 || f.Quotations()[q].First != run.First || f.Quotations()[q].Continues || f.doc.Sentences[f.Sentence(run.First)].First != run.First || run.First < d.cue.Last {
		return false
	}
	if p := f.Paragraph(run.First); f.Paragraphs()[p].First == run.First {
		return p > f.Paragraph(before.Last-1) && before.Last > f.Paragraphs()[p-1].First
	}
	last := max(before.Last, d.cue.Last)
	for _, source := range d.sources {
		if source.Last <= run.First {
			last = max(last, source.Last)
		}
	}
	between := f.Sentence(run.First) - f.Sentence(last-1)
	return between > 1 || between == 1 && !f.marksIn(before)
}

// upTo keeps the runs that end before a token, and gives back the words of the others.
func (f *finder) upTo(runs []page.Run, token int) []page.Run {
	kept := runs[:0:0]
	for _, run := range runs {
		if run.First < token {
			kept = append(kept, run)
			continue
		}
		f.releaseAll(run)
	}
	return kept
}

// marksIn reports whether words of the last sentence of a run stand in marks.
func (f *finder) marksIn(run page.Run) bool {
	for t := run.Last - 1; t >= run.First && f.Sentence(t) == f.Sentence(run.Last-1); t-- {
		if f.Quoted(t) >= 0 {
			return true
		}
	}
	return false
}

// joined sorts runs and makes one of those that overlap or touch.
func joined(runs []page.Run) []page.Run {
	return merged(runs, func(a, b page.Run) bool { return b.First <= a.Last })
}

// disjoint sorts runs and makes one of those that overlap.
func disjoint(runs []page.Run) []page.Run { return merged(runs, page.Run.Overlaps) }

// merged sorts runs and makes one of each and the next that belong together. It takes
// the runs' memory.
func merged(runs []page.Run, together func(a, b page.Run) bool) []page.Run {
	slices.SortStableFunc(runs, func(a, b page.Run) int { return a.First - b.First })
	kept := runs[:0]
	for _, run := range runs {
		if n := len(kept); n > 0 && together(kept[n-1], run) {
			kept[n-1].Last = max(kept[n-1].Last, run.Last)
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
	for k := 0; k < len(f.Quotations()); {
		end := k + 1
		for end < len(f.Quotations()) && f.Quotations()[end].Continues {
			end++
		}
		run := f.Quotations()[k:end]
		k = end
		holder, size := -1, 0
		for _, q := range run {
			size += q.Words
			if i := f.holder(q); i >= 0 && holder < 0 && !f.within(i, run) {
				holder = i
			}
		}
		first := run[0]
		p := f.Paragraph(first.First)
		if holder < 0 {
			holder = f.speechless(run[len(run)-1])
		}
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
				f.drafts = append(f.drafts, relation{head: first.First, rule: ruleQuotation})
				holder = len(f.drafts) - 1
			}
		}
		if holder < 0 {
			continue
		}
		for _, q := range run {
			if i := f.holder(q); (i < 0 || f.within(i, run)) && (q.Words >= shortest || q.Continues || len(run) > 1 || f.saidAtOnce(q)) {
				f.extend(holder, page.Run{First: q.First, Last: q.Last})
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
func (f *finder) before(q page.Quotation, p, last int) int {
	for t := q.First - 1; t >= max(f.Paragraphs()[p].First, q.First-reachTokens); t-- {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	if p == 0 {
		return -1
	}
	previous := f.Paragraphs()[p-1]
	for t := previous.Last - 1; t >= max(previous.First, previous.Last-reachTokens); t-- {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	return -1
}

// speechless returns the draft whose cue stands after a quotation in its sentence and
// that has no content; -1 where there is none.
func (f *finder) speechless(q page.Quotation) int {
	for t := q.Last; t < min(len(f.doc.Tokens), q.Last+page.CueReach) && f.runsOnFrom(q.Last-1, t); t++ {
		if i := f.owner[t]; i >= 0 && len(f.drafts[i].contents) == 0 && f.drafts[i].cue.Holds(t) {
			return i
		}
	}
	return -1
}

// spokenBeside makes a statement of a quotation that the classifiers passed
// over although a verb of speaking with its subject stands beside it: after its
// last part, else before its first. It returns the new draft, or -1.
func (f *finder) spokenBeside(run []page.Quotation) int {
	first, last := run[0], run[len(run)-1]
	if first.Words < shortest && len(run) == 1 && !f.saidAtOnce(last) {
		return -1
	}
	verb := -1
	for t := last.Last; t < len(f.doc.Tokens) && t <= last.Last+page.CueReach && f.runsOnFrom(last.Last-1, t) && verb < 0; t++ {
		if f.utters(t) {
			verb = t
		}
	}
	for t := first.First - 1; t >= 0 && t >= first.First-page.CueReach && f.Sentence(t) == f.Sentence(first.First) && verb < 0; t-- {
		if f.utters(t) {
			verb = t
		}
	}
	if verb < 0 {
		return -1
	}
	source := f.subjectOf(verb)
	if source.Len() == 0 && f.Wrapped(f.Sentence(verb)) { // a line that begins with its verb is seldom read rightly
		source = f.objectOf(verb)
	}
	if source.Len() == 0 {
		return -1
	}
	f.drafts = append(f.drafts, relation{cue: page.Run{First: verb, Last: verb + 1}, head: verb, sources: []page.Run{source}, rule: ruleBeside, margin: ruledMargin})
	f.own(len(f.drafts) - 1)
	return len(f.drafts) - 1
}

// saidAtOnce reports whether a comma and a verb of speech stand right after a quotation,
// so that however short it is somebody says it: “No”, says the mayor.
func (f *finder) saidAtOnce(q page.Quotation) bool {
	at := q.Last
	comma := q.Len() > 2 && strings.ContainsAny(f.doc.Form(q.Marked().Last-1), ",!?")
	if at < len(f.doc.Tokens) && f.doc.Form(at) == "," {
		at, comma = at+1, true
	}
	return comma && at < len(f.doc.Tokens) && page.IsSpeech(f.Lower(at)) && f.doc.Tokens[at].UPOS == "VERB"
}

// runsOnFrom reports whether a token stands in the sentence of an earlier one, as far
// as line breaks let the tree see it.
func (f *finder) runsOnFrom(first, t int) bool {
	return f.Sentence(t) == f.Sentence(first) || f.Sentence(t) == f.Sentence(first)+1 && f.Wrapped(f.Sentence(t))
}

// objectOf returns the phrase that stands right after a verb.
func (f *finder) objectOf(verb int) page.Run {
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) == verb && f.Left(t) == verb+1 && f.doc.Tokens[t].UPOS != "VERB" {
			return f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		}
	}
	return page.Run{}
}

// extend adds a run to the content of draft i. What other statements have of its
// words, being told in it, stays theirs.
func (f *finder) extend(i int, run page.Run) {
	f.drafts[i].contents = append(f.drafts[i].contents, run)
	for t := run.First; t < run.Last; t++ {
		if f.owner[t] < 0 {
			f.owner[t] = i
		}
	}
}

// speaks reports whether token t is a verb of speaking that no statement has but
// the one whose content is read.
func (f *finder) speaks(t int) bool {
	return page.IsSpeech(f.Lower(t)) && f.unsaid(t)
}

// utters reports whether token t is a verb that can have a quotation for its
// object and that no statement has but the one whose content is read.
func (f *finder) utters(t int) bool {
	return f.speaks(t) || f.unsaid(t) && f.frameOf(t)&(lexicon.Clause|lexicon.Marked) != 0
}

// unsaid reports whether token t is a verb outside marks, or outside others than those
// in which all that is read stands, and no statement's but that one's.
func (f *finder) unsaid(t int) bool {
	return f.doc.Tokens[t].UPOS == "VERB" && f.owner[t] == f.inside && f.quoteAt(t) < 0
}

// subjectOf returns the phrase of the subject of a verb, or of the verb that it is
// joined to ("he agrees that …, but accuses …"); empty where there is none.
func (f *finder) subjectOf(verb int) page.Run {
	for range 4 {
		if run := f.ownSubject(verb); run.Len() > 0 {
			return run
		}
		h := f.Head(verb)
		if h < 0 || h > verb || f.doc.Tokens[verb].DepRel != "conj" || f.doc.Tokens[h].UPOS != "VERB" {
			break
		}
		verb = h
	}
	return page.Run{}
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
		return t < verb && f.frameOf(verb) != 0 && !f.passive(verb) && strings.EqualFold(f.doc.Form(t), "it")
	case "nsubj:pass": // a passive has its auxiliary
		return f.frameOf(verb) != 0 && !f.passive(verb)
	default:
		return activeSubject(rel)
	}
}

// ownSubject returns the phrase of the subject that hangs on a verb itself, which
// stands inside marks if the verb does.
func (f *finder) ownSubject(verb int) page.Run {
	for t := f.Left(verb); t < f.Right(verb); t++ {
		if f.Head(t) != verb || f.Quoted(t) != f.Quoted(verb) || f.owner[t] != f.inside || !f.actsIn(t, verb) {
			continue
		}
		run := f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		if run.First <= verb && verb < run.Last {
			return page.Run{}
		}
		for i := run.First; i < run.Last; i++ {
			if f.Quoted(i) != f.Quoted(verb) || f.owner[i] != f.inside {
				return page.Run{First: t, Last: t + 1}
			}
		}
		for run.Last < verb && f.doc.Tokens[run.Last].UPOS == "PROPN" && f.owner[run.Last] == f.inside && f.Quoted(run.Last) == f.Quoted(verb) {
			run.Last++ // a name that the tree has torn from its title
		}
		return run
	}
	return page.Run{}
}

// holder returns the draft whose content shares words with q, or in whose cue or
// source it stands; -1 where there is none.
func (f *finder) holder(q page.Quotation) int {
	for t := q.First; t < q.Last; t++ {
		if f.owner[t] >= 0 {
			return f.owner[t]
		}
	}
	return -1
}

// within reports whether draft i is told by whoever speaks a quotation: its cue stands
// in the marks, with a source that does, and it is no turn of a transcript.
func (f *finder) within(i int, run []page.Quotation) bool {
	d := &f.drafts[i]
	if d.rule == ruleColon {
		return false
	}
	for _, q := range run {
		marks := page.Run{First: q.First, Last: q.Last}
		if d.cue.Len() > 0 && marks.Contains(d.cue) {
			return run[len(run)-1].Closed && len(d.sources) == 1 && marks.Contains(d.sources[0])
		}
	}
	return false
}

// goesOn reports whether a quotation that stands alone is another piece of a draft: it
// begins its sentence, and another quotation of the draft stands before it in the
// paragraph, with nothing but the end of the draft's own sentence between. After words
// that are not in marks, and at the head of a paragraph, it is a statement of its own.
func (f *finder) goesOn(d relation, q page.Quotation, p int) bool {
	if f.doc.Sentences[f.Sentence(q.First)].First != q.First || f.Paragraphs()[p].First == q.First {
		return false
	}
	end, quoted := d.cue.Last, false
	for _, span := range d.contents {
		if span.Last <= q.First {
			end = max(end, span.Last)
			quoted = quoted || span.First >= f.Paragraphs()[p].First && f.marksIn(span)
		}
	}
	for _, span := range d.sources {
		if span.Last <= q.First {
			end = max(end, span.Last)
		}
	}
	return quoted && end <= q.First && f.Sentence(q.First)-f.Sentence(end-1) <= 1
}

// standsFree reports whether a quotation is no part of a sentence of the report:
// it begins one, or ends as a sentence does.
func (f *finder) standsFree(q page.Quotation) bool {
	marked := q.Marked()
	return f.doc.Sentences[f.Sentence(q.First)].First == q.First ||
		marked.Len() > 0 && strings.ContainsAny(f.doc.Form(marked.Last-1), ".!?,…") || q.First > 0 && f.doc.Form(q.First-1) == ":"
}

// sentenceLike reports whether a quotation holds a verb in a finite form, and so
// is more than a title or a term.
func (f *finder) sentenceLike(q page.Quotation) bool {
	for i := q.First; i < q.Last; i++ {
		switch f.doc.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
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
		if !backwardVerbs[f.Lower(head)] || f.owner[head] >= 0 {
			continue
		}
		agent := f.agentOf(head)
		if agent < 0 {
			continue
		}
		cue := page.Run{First: head, Last: head + 1}
		for cue.First > sentence.First && f.doc.Tokens[cue.First-1].UPOS == "AUX" {
			cue.First--
		}
		from := f.Left(agent)
		if strings.EqualFold(f.doc.Form(from), "by") {
			from++
		}
		source := f.trimmed(page.Run{First: from, Last: f.clauseEnd(agent)})
		content := f.trimmed(page.Run{First: before.First, Last: before.Last})
		if source.Len() > 0 && content.Len() > 2 && (f.free(content) || f.around(content)) {
			f.drafts = append(f.drafts, relation{cue: cue, head: head, sources: []page.Run{source}, contents: []page.Run{content}, rule: ruleBackward, margin: ruledMargin})
			f.own(len(f.drafts) - 1)
		}
	}
}

// ruledMargin is the margin of contents that rules find, which have none of their own.
const ruledMargin = 100

var backwardVerbs = map[string]bool{"stated": true, "announced": true, "said": true, "reported": true, "made": true, "confirmed": true, "declared": true, "told": true}

// pointsBack reports whether a sentence begins with "this" or "this statement".
func (f *finder) pointsBack(first int) bool {
	switch f.Lower(first) {
	case "this", "that", "it", "these", "such":
		return true
	}
	return false
}

// agentOf returns the head of the phrase "by …" that hangs on a verb, or -1.
func (f *finder) agentOf(verb int) int {
	for i := verb + 1; i < f.Right(verb); i++ {
		if f.doc.Tokens[i].Head == verb && strings.EqualFold(f.doc.Form(f.Left(i)), "by") {
			return i
		}
	}
	return -1
}

// clauseEnd returns where the subtree of a token ends without a clause or
// participle after a comma.
func (f *finder) clauseEnd(head int) int {
	end := f.Right(head)
	for i := head + 1; i < end; i++ {
		if rel := f.doc.Tokens[i].DepRel; f.Head(i) == head && (rel == "acl" || rel == "advcl" || rel == "acl:relcl") && i > 0 && f.doc.Form(f.Left(i)-1) == "," {
			return f.Left(i) - 1
		}
	}
	return end
}

// free reports whether no draft has words of a run, or only the one whose content
// is read.
func (f *finder) free(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		if f.owner[t] != f.inside || f.outside(t) {
			return false
		}
	}
	return true
}

// trimmed takes marks that are no quotation marks off both ends of a run, but no
// bracket whose other half is in it.
func (f *finder) trimmed(run page.Run) page.Run {
	plain := func(i int) bool {
		if f.doc.Tokens[i].UPOS != "PUNCT" || f.doc.Form(i) == ")" && f.opens(run) {
			return false
		}
		return f.Quoted(i) < 0 || i == run.First && strings.Trim(f.doc.Form(i), ",;:") == ""
	}
	for run.First < run.Last && plain(run.First) {
		run.First++
	}
	for run.First < run.Last && plain(run.Last-1) {
		run.Last--
	}
	return run
}

// opens reports whether a bracket opens in a run.
func (f *finder) opens(run page.Run) bool {
	for i := run.First; i < run.Last; i++ {
		if f.doc.Form(i) == "(" {
			return true
		}
	}
	return false
}
