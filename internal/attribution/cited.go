package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// quotedAs finds those who are quoted as saying something, by another or by nobody
// that is named: "a colleague was quoted as saying". They are the source, though
// the tree has them undergo the verb.
func (f *finder) quotedAs() {
	for verb := range f.doc.Tokens {
		if !strings.EqualFold(f.doc.Form(verb), "quoted") || f.quote[verb] >= 0 || !f.passive(verb) {
			continue
		}
		saying := f.sayingOf(verb)
		source := f.phraseOf(verb, "nsubj:pass")
		if saying < 0 || source.Len() == 0 {
			continue
		}
		sentence := f.doc.Sentences[f.sentence[verb]]
		content := lang.Span{}
		if clauses := f.clauseOfVerb(saying, false); len(clauses) > 0 {
			content = clauses[0]
		} else if source.Start-1 > sentence.First && f.doc.Form(source.Start-1) == "," {
			content = f.trimmed(lang.Span{Start: sentence.First, End: source.Start - 1})
		}
		if content.Len() < 3 {
			continue
		}
		if i := f.owner[verb]; i >= 0 && f.drafts[i].head == verb && slices.Equal(f.drafts[i].sources, runs(source)) {
			continue // the classifiers know
		}
		for i := range f.drafts {
			if d := &f.drafts[i]; f.sentence[d.head] == f.sentence[verb] && (d.cue.Contains(lang.Span{Start: verb, End: verb + 1}) || d.head == saying) {
				f.empty(i)
			}
		}
		if !f.free(content) && !f.around(content) || !f.free(source) {
			continue
		}
		cue := f.group(verb)
		if saying == verb+2 {
			cue.End = saying + 1
		}
		f.append(draft{cue: cue, head: verb, sources: runs(source), contents: runs(content), rule: rulePlain, margin: ruledMargin})
	}
}

// sayingOf returns the "saying" of "quoted as saying", or -1.
func (f *finder) sayingOf(verb int) int {
	for t := verb + 1; t < f.right[verb]; t++ {
		if f.head[t] == verb && strings.EqualFold(f.doc.Form(f.left[t]), "as") && (strings.EqualFold(f.doc.Form(t), "saying") || strings.EqualFold(f.doc.Form(t), "telling")) {
			return t
		}
	}
	return -1
}

// phraseOf returns the phrase that hangs on a verb by a relation, before it.
func (f *finder) phraseOf(verb int, rel string) lang.Span {
	for t := f.left[verb]; t < verb; t++ {
		if f.head[t] == verb && f.doc.Tokens[t].DepRel == rel {
			return f.trimmed(lang.Span{Start: f.left[t], End: min(f.right[t], verb)})
		}
	}
	return lang.Span{}
}

// impersonal finds what is announced by nobody in particular, after it is told:
// "The road is open, it was announced on Monday".
func (f *finder) impersonal(verb int) {
	it := f.phraseOf(verb, "nsubj:pass")
	if it.Len() == 0 {
		it = f.phraseOf(verb, "expl")
	}
	sentence := f.doc.Sentences[f.sentence[verb]]
	if it.Len() != 1 || !strings.EqualFold(f.doc.Form(it.Start), "it") || !f.passive(verb) || it.Start-1 <= sentence.First || f.doc.Form(it.Start-1) != "," {
		return
	}
	content := f.trimmed(lang.Span{Start: sentence.First, End: it.Start - 1})
	if content.Len() < 3 || !f.finite(content) || !f.free(content) && !f.around(content) {
		return
	}
	cue := f.group(verb)
	cue.Start = it.Start
	f.append(draft{cue: cue, head: verb, contents: runs(content), rule: rulePlain, margin: ruledMargin})
}

// parted cuts the content of a statement where the next cue of the same speaker is
// joined to its own: "told the paper that … and warned that …" are two.
func (f *finder) parted() {
	for i := range f.drafts {
		b := &f.drafts[i]
		if len(b.contents) == 0 || b.cue.Len() == 0 || f.doc.Tokens[b.head].DepRel != "conj" {
			continue
		}
		for j := max(0, i-settleReach); j < min(len(f.drafts), i+settleReach); j++ {
			a := &f.drafts[j]
			if j == i || a.head >= b.head || !slices.Equal(a.sources, b.sources) || len(a.sources) == 0 || f.sentence[a.head] != f.sentence[b.head] {
				continue
			}
			for k := range a.contents {
				c := &a.contents[k]
				if c.Start >= b.cue.Start || b.cue.Start >= c.End || f.quote[b.cue.Start] >= 0 {
					continue
				}
				c.End = b.cue.Start
				for c.End > c.Start+1 && (f.doc.Tokens[c.End-1].UPOS == "CCONJ" || f.doc.Form(c.End-1) == "," || f.doc.Tokens[c.End-1].UPOS == "ADV") {
					c.End--
				}
			}
		}
	}
}
