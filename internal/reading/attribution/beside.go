package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// uttererReach is how many words the name of a speaker has at most between a
// quotation and its verb.
const uttererReach = 12

// utterer finds who speaks a quotation that goes on into the sentence of the report
// after a comma or a mark within it: whatever verb stands there beside a name is one
// of speaking. "We shall not go," cried the miller; "Not before May," the miller
// was quoted as saying.
func (f *finder) utterer(q page.Quotation) (d relation, ok bool) {
	marked := q.Marked()
	at := q.Last
	if marked.Len() == 0 || at+1 >= len(f.doc.Tokens) || shapeOf(f.doc.Form(marked.First)) == 3 || !f.sentenceLike(q) ||
		!f.runsOnFrom(q.Last-1, at) {
		return d, false
	}
	switch {
	case strings.ContainsAny(f.doc.Form(marked.Last-1), ",!?"):
	case f.doc.Form(at) == ",":
		at++
	default:
		return d, false
	}
	end := f.doc.Sentences[f.Sentence(at)].Last
	if f.finiteVerb(at) { // "cried the miller"
		source := f.nominalAfter(at+1, end)
		return f.uttered(at, page.Run{First: at, Last: at + 1}, source)
	}
	verb := at
	for verb < min(end, at+uttererReach) && (nominal[f.doc.Tokens[verb].UPOS] || f.doc.Tokens[verb].UPOS == "PRON" || f.doc.Tokens[verb].UPOS == "PUNCT" && f.doc.Form(verb) != ".") && !strings.HasPrefix(f.doc.Tokens[verb].XPOS, "W") {
		verb++
	}
	source := f.trimmed(page.Run{First: at, Last: verb})
	if verb >= end || source.Len() == 0 {
		return d, false
	}
	saying := f.asSaying(verb, end)
	switch {
	case saying >= 0 && f.doc.Tokens[verb].UPOS == "AUX": // "the miller was quoted as saying"
		return f.uttered(saying, page.Run{First: verb, Last: saying + 1}, source)
	case saying >= 0 && f.nominalAfter(verb+1, end).Len() > 0: // "the paper quoted him as saying"
		return f.uttered(saying, page.Run{First: saying, Last: saying + 1}, f.nominalAfter(verb+1, end))
	case f.finiteVerb(verb):
		return f.uttered(verb, page.Run{First: verb, Last: verb + 1}, source)
	}
	return d, false
}

// uttered makes the draft of a quotation that has its speaker, if both are free.
func (f *finder) uttered(head int, cue, source page.Run) (relation, bool) {
	if source.Len() == 0 || !f.free(source) || !f.free(cue) || f.pronounOfReporter(source) {
		return relation{}, false
	}
	return relation{cue: cue, head: head, sources: runs(source), rule: ruleBeside, margin: ruledMargin}, true
}

// finiteVerb reports whether a token is a full verb in the past or the present.
func (f *finder) finiteVerb(t int) bool {
	switch f.doc.Tokens[t].XPOS {
	case "VBD", "VBZ", "VBP":
		return f.doc.Tokens[t].UPOS == "VERB"
	}
	return false
}

// nominalAfter returns the words from a token on that can be a name or a noun with
// its article and adjectives.
func (f *finder) nominalAfter(from, end int) page.Run {
	run := page.Run{First: from, Last: from}
	for run.Last < end && (nominal[f.doc.Tokens[run.Last].UPOS] || f.doc.Tokens[run.Last].UPOS == "PRON" || f.doc.Tokens[run.Last].UPOS == "ADV" && run.Len() > 0) && !(f.doc.Tokens[run.Last].UPOS == "ADP" && strings.EqualFold(f.doc.Form(run.Last), "as")) {
		run.Last++
	}
	for run.Len() > 0 && (f.doc.Tokens[run.Last-1].UPOS == "ADP" || f.doc.Tokens[run.Last-1].UPOS == "ADV") {
		run.Last--
	}
	return run
}

// asSaying returns the "saying" of "as saying" within a few words, or -1.
func (f *finder) asSaying(from, end int) int {
	for t := from; t+1 < min(end, from+uttererReach); t++ {
		if strings.EqualFold(f.doc.Form(t), "as") && (strings.EqualFold(f.doc.Form(t+1), "saying") || strings.EqualFold(f.doc.Form(t+1), "telling")) {
			return t + 1
		}
	}
	return -1
}
