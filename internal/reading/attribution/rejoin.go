package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// rejoin mends the trees where they join a verb of telling to what is told, though
// its form is that of the telling: in "the note declares that the fleet must go, and
// asks for an answer" the note asks. A verb is hung on the one that tells if its tense
// and its auxiliaries are those of that one and not those of the verb to which it was
// joined, and it has no subject of its own.
func (v *view) rejoin() {
	var heads []int // a copy; nil where nothing is mended
	for verb := range v.doc.Tokens {
		told := v.Head(verb)
		if told < 0 || told > verb || v.doc.Tokens[verb].DepRel != "conj" || v.doc.Tokens[told].DepRel != "ccomp" || !v.tells(verb) {
			continue
		}
		telling := v.Head(told)
		if telling < 0 || telling > told || !v.tells(telling) {
			continue
		}
		form := v.formOf(verb)
		if form != "" && form == v.formOf(telling) && form != v.formOf(told) && v.hasSubject(told) && !v.hasSubject(verb) {
			if heads == nil {
				heads = v.Tree.Heads()
			}
			heads[verb] = telling
		}
	}
	if heads != nil {
		v.Tree = page.NewTree(v.doc, heads)
	}
}

// tells reports whether a token is a verb that tells of an act of saying.
func (v *view) tells(t int) bool {
	word, _, known := v.lookUp(t)
	return known && !word.Attitude() && v.doc.Tokens[t].UPOS == "VERB"
}

// formOf writes the auxiliaries and the tense of a finite verb: "have/VBD VBN"; any
// modal is like any other. It is empty for what is not finite.
func (v *view) formOf(verb int) string {
	var form strings.Builder
	for t := v.doc.Sentences[v.Sentence(verb)].First; t < verb; t++ {
		if token := &v.doc.Tokens[t]; v.Head(t) == verb && (strings.HasPrefix(token.DepRel, "aux") || token.DepRel == "cop") {
			if token.XPOS != "MD" {
				form.WriteString(token.Lemma)
			}
			form.WriteString("/" + token.XPOS + " ")
		}
	}
	xpos := v.doc.Tokens[verb].XPOS
	if form.Len() == 0 && xpos != "VBD" && xpos != "VBZ" && xpos != "VBP" {
		return ""
	}
	return form.String() + xpos
}

// hasSubject reports whether a word before a verb is its subject.
func (v *view) hasSubject(verb int) bool {
	before := page.Run{First: v.doc.Sentences[v.Sentence(verb)].First, Last: verb}
	return v.child(verb, before, func(t int) bool {
		rel := v.doc.Tokens[t].DepRel
		return strings.HasPrefix(rel, "nsubj") || rel == "expl"
	})
}

// unjoined ends contents before a verb that rejoin took from them.
func (f *finder) unjoined() {
	cut := false
	defer func() {
		if cut { // those whose cues stood in what was cut have their words again
			f.owners()
		}
	}()
	for i := range f.drafts {
		d := &f.drafts[i]
		for k, run := range d.contents {
			for t := run.First; t < run.Last; t++ {
				if f.Head(t) != d.head || f.doc.Tokens[t].Head == d.head && !f.secondCue(t, d) {
					continue
				}
				end := f.coordinator(t)
				if end <= run.First {
					continue
				}
				f.count("second cue", d)
				cut = true
				d.contents[k] = f.trimmed(page.Run{First: run.First, Last: end})
				f.releaseAll(page.Run{First: d.contents[k].Last, Last: run.Last})
				break
			}
		}
	}
}

// secondCue reports whether a verb within a content is joined to its cue, with the same
// speaker: "told the crew that they had done well and thanked them for it".
func (f *finder) secondCue(verb int, d *relation) bool {
	same := f.formOf(verb) != "" && f.formOf(verb) == f.formOf(d.head) || f.doc.Tokens[verb].XPOS == "VBG" && f.doc.Tokens[d.head].XPOS == "VBG"
	return f.doc.Tokens[verb].DepRel == "conj" && f.doc.Tokens[d.head].UPOS == "VERB" && f.tells(verb) && !f.hasSubject(verb) && same && f.Quoted(verb) < 0 && f.coordinator(verb) < verb &&
		(f.passive(verb) || len(f.complementsOf(verb, f.frameOf(verb)).contents) > 0 ||
			f.child(verb, page.Run{First: verb, Last: f.Right(verb)}, func(t int) bool { return f.doc.Tokens[t].DepRel == "obj" }))
}

// coordinator returns the "and" or "but" that joins a verb to what stands before it;
// the first of its words where there is none.
func (f *finder) coordinator(verb int) int {
	for t := verb - 1; t >= f.Left(verb); t-- {
		if f.Head(t) == verb && f.doc.Tokens[t].DepRel == "cc" {
			return t
		}
	}
	return f.Left(verb)
}
