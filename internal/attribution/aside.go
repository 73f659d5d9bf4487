package attribution

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// asTold finds who is named beside what is said: "The bridge, as the miller told us, is
// closed". What is said is the clause on which that hangs.
func (f *finder) asTold(verb int) {
	h := f.head[verb]
	first := f.left[verb]
	for first < verb && f.doc.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	if h < 0 || f.outside(h) || f.doc.Tokens[verb].DepRel != "advcl" || f.lemmaOf(verb) == "conclude" || !strings.EqualFold(f.doc.Form(first), "as") || f.frameOf(verb)&clause == 0 ||
		f.passive(verb) {
		return
	}
	if f.child(verb, lang.Span{Start: verb + 1, End: f.right[verb]}, func(t int) bool {
		rel := f.doc.Tokens[t].DepRel
		return (rel == "obj" || rel == "xcomp" || rel == "ccomp") && f.doc.Tokens[t].UPOS != "PRON"
	}) {
		return // "as she told a story"
	}
	source := f.ownSubject(verb)
	if source.Len() == 0 || f.nobody(source, verb) || first+1 < source.Start {
		return
	}
	contents := []lang.Span{}
	for _, run := range []lang.Span{{Start: f.left[h], End: first}, {Start: f.right[verb], End: f.right[h]}} {
		for run.Start < run.End && f.doc.Tokens[run.Start].UPOS == "PUNCT" { // marks too: they are the outer statement's
			run.Start++
		}
		for run.Start < run.End && f.doc.Tokens[run.End-1].UPOS == "PUNCT" {
			run.End--
		}
		if run.Len() > 1 {
			if !f.free(run) && !f.around(run) {
				return
			}
			contents = append(contents, run)
		}
	}
	if len(contents) == 0 || !f.finite(contents[len(contents)-1]) && !f.finite(contents[0]) {
		return
	}
	cue := f.group(verb)
	if f.inside < 0 && !f.free(cue) {
		return
	}
	f.add(draft{cue: cue, head: verb, sources: runs(source), contents: contents})
}

// forWhom finds for whom something is so, where words of theirs are quoted: "For the
// miller, the bridge is “a joke”". Without a quotation it may be said of anybody.
func (f *finder) forWhom() {
	for _, sentence := range f.doc.Sentences {
		first := sentence.First
		comma := f.commaAfter(first, sentence.Last)
		if comma < 0 || comma-first < 2 || !strings.EqualFold(f.doc.Form(first), "for") {
			continue
		}
		source := lang.Span{Start: first + 1, End: comma}
		head := f.rootOf(source)
		if f.doc.Tokens[head].UPOS != "PROPN" && !offices[strings.ToLower(f.doc.Tokens[head].Lemma)] || f.head[head] >= 0 && f.head[head] < comma || !f.isPerson(source) {
			continue
		}
		content := f.trimmed(lang.Span{Start: comma + 1, End: sentence.Last})
		if content.Len() < 4 || !f.finite(content) || !f.holdsMarks(content) || !f.free(source) || !f.free(content) {
			continue
		}
		f.append(draft{cue: lang.Span{Start: first, End: first + 1}, head: first, sources: runs(source), contents: runs(content), rule: rulePlain, margin: ruledMargin})
	}
}

// isPerson reports whether a run holds the name of a person or the noun of an office.
func (f *finder) isPerson(run lang.Span) bool {
	for t := run.Start; t < run.End; t++ {
		if offices[strings.ToLower(f.doc.Tokens[t].Lemma)] {
			return true
		}
	}
	for _, e := range f.doc.Entities {
		if e.Label == "PER" && run.Start <= e.First && e.Last <= run.End {
			return true
		}
	}
	return false
}

// holdsMarks reports whether a run holds a quotation.
func (f *finder) holdsMarks(run lang.Span) bool {
	for t := run.Start; t < run.End; t++ {
		if f.quote[t] >= 0 {
			return true
		}
	}
	return false
}
