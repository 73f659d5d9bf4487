package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// quotedAs finds those who are quoted as saying something, by another or by nobody
// that is named: "a colleague was quoted as saying". They are the source, though
// the tree has them undergo the verb.
func (f *finder) quotedAs() {
	for verb := range f.doc.Tokens {
		if !strings.EqualFold(f.doc.Form(verb), "quoted") || f.Quoted(verb) >= 0 || !f.passive(verb) {
			continue
		}
		saying := f.sayingOf(verb)
		source := f.phraseOf(verb, "nsubj:pass")
		if saying < 0 || source.Len() == 0 {
			continue
		}
		sentence := f.doc.Sentences[f.Sentence(verb)]
		content := page.Run{}
		if clauses := f.clauseOfVerb(saying, false); len(clauses) > 0 {
			content = clauses[0]
		} else if source.First-1 > sentence.First && f.doc.Form(source.First-1) == "," {
			content = f.trimmed(page.Run{First: sentence.First, Last: source.First - 1})
		}
		if content.Len() < 3 {
			continue
		}
		if i := f.owner[verb]; i >= 0 && f.drafts[i].head == verb && slices.Equal(f.drafts[i].sources, runs(source)) {
			continue // the classifiers know
		}
		for i := range f.drafts {
			if d := &f.drafts[i]; f.Sentence(d.head) == f.Sentence(verb) && (d.cue.Contains(page.Run{First: verb, Last: verb + 1}) || d.head == saying) {
				f.empty(i)
			}
		}
		if !f.free(content) && !f.around(content) || !f.free(source) {
			continue
		}
		cue := f.group(verb)
		if saying == verb+2 {
			cue.Last = saying + 1
		}
		f.append(relation{cue: cue, head: verb, sources: runs(source), contents: runs(content), rule: rulePlain, margin: ruledMargin})
	}
}

// sayingOf returns the "saying" of "quoted as saying", or -1.
func (f *finder) sayingOf(verb int) int {
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) == verb && strings.EqualFold(f.doc.Form(f.Left(t)), "as") && (strings.EqualFold(f.doc.Form(t), "saying") || strings.EqualFold(f.doc.Form(t), "telling")) {
			return t
		}
	}
	return -1
}

// phraseOf returns the phrase that hangs on a verb by a relation, before it.
func (f *finder) phraseOf(verb int, rel string) page.Run {
	for t := f.Left(verb); t < verb; t++ {
		if f.Head(t) == verb && f.doc.Tokens[t].DepRel == rel {
			return f.trimmed(page.Run{First: f.Left(t), Last: min(f.Right(t), verb)})
		}
	}
	return page.Run{}
}

// impersonal finds what is announced by nobody in particular, after it is told:
// "The road is open, it was announced on Monday".
func (f *finder) impersonal(verb int) {
	it := f.phraseOf(verb, "nsubj:pass")
	if it.Len() == 0 {
		it = f.phraseOf(verb, "expl")
	}
	sentence := f.doc.Sentences[f.Sentence(verb)]
	if it.Len() != 1 || !strings.EqualFold(f.doc.Form(it.First), "it") || !f.passive(verb) || it.First-1 <= sentence.First || f.doc.Form(it.First-1) != "," {
		return
	}
	content := f.trimmed(page.Run{First: sentence.First, Last: it.First - 1})
	if content.Len() < 3 || !f.finite(content) || !f.free(content) && !f.around(content) {
		return
	}
	cue := f.group(verb)
	cue.First = it.First
	f.append(relation{cue: cue, head: verb, contents: runs(content), rule: rulePlain, margin: ruledMargin})
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
			if j == i || a.head >= b.head || !slices.Equal(a.sources, b.sources) || len(a.sources) == 0 || f.Sentence(a.head) != f.Sentence(b.head) {
				continue
			}
			for k := range a.contents {
				c := &a.contents[k]
				if c.First >= b.cue.First || b.cue.First >= c.Last || f.Quoted(b.cue.First) >= 0 {
					continue
				}
				c.Last = b.cue.First
				for c.Last > c.First+1 && (f.doc.Tokens[c.Last-1].UPOS == "CCONJ" || f.doc.Form(c.Last-1) == "," || f.doc.Tokens[c.Last-1].UPOS == "ADV") {
					c.Last--
				}
			}
		}
	}
}
