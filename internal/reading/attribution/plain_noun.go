package attribution

import (
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// plainNoun adds the statement of a noun of saying with its complement. Who says
// it owns the noun, goes with "by", "of" or "from", or is the subject of the verb
// of which the noun is the object.
func (f *finder) plainNoun(noun int) {
	lemma := f.lemmaOf(noun)
	frames := f.words.Noun(lemma).Frames
	if frames&lexicon.Clause == 0 {
		return
	}
	content, source := page.Run{}, page.Run{}
	cue := page.Run{First: noun, Last: noun + 1}
	for t := f.Left(noun); t < f.Right(noun); t++ {
		if f.Head(t) != noun {
			continue
		}
		first := f.Lower(f.Left(t))
		switch rel := f.doc.Tokens[t].DepRel; {
		case t > noun && content.Len() == 0 && (rel == "acl" || rel == "ccomp" || rel == "acl:relcl" || rel == "advcl" || rel == "xcomp") && (first == "that" && f.conjunction(f.Left(t)) || f.infinitive(t)):
			content = f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		case t > noun && content.Len() == 0 && rel == "nmod" && first == "for" && frames&lexicon.For != 0:
			content = f.trimmed(page.Run{First: f.Left(t) + 1, Last: f.Right(t)})
			if f.Left(t) == noun+1 {
				cue.Last = noun + 2
			}
		case rel == "nmod:poss":
			source = f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		case rel == "nmod" && (first == "by" || first == "of" || first == "from"):
			end := f.Right(t)
			if deed := f.deedOf(t); deed >= 0 && content.Len() == 0 { // "the threat by the rebels to burn the mill"
				content = f.trimmed(page.Run{First: f.Left(deed), Last: f.Right(deed)})
			}
			if content.Len() > 0 {
				end = min(end, content.First)
			}
			source = f.trimmed(page.Run{First: f.Left(t) + 1, Last: end})
		}
	}
	if content.Len() < 2 || !f.free(content) && !f.around(content) || source.Overlaps(content) {
		return
	}
	if source.Len() <= 0 || f.doc.Tokens[source.First].UPOS == "PRON" {
		if giver, verb := f.giver(noun); giver.Len() > 0 {
			source, cue.First = giver, f.group(verb).First
		}
	}
	if source.Len() <= 0 || !f.free(source) || !f.free(cue) || f.nobody(source, noun) {
		return
	}
	f.add(relation{cue: cue, head: noun, sources: runs(source), contents: []page.Run{content}})
}

// deedOf returns the infinitive that hangs on a noun, or -1.
func (f *finder) deedOf(noun int) int {
	for t := noun + 1; t < f.Right(noun); t++ {
		if f.Head(t) == noun && f.doc.Tokens[t].DepRel == "acl" && f.infinitive(t) {
			return t
		}
	}
	return -1
}

// giver returns the subject of the verb that has a noun of saying for its object,
// and the verb; -1 where there is none.
func (f *finder) giver(noun int) (page.Run, int) {
	verb := f.Head(noun)
	if verb < 0 || verb > noun || f.outside(verb) || f.doc.Tokens[noun].DepRel != "obj" || !f.verb(verb).Has(lexicon.Gives) || f.passive(verb) {
		return page.Run{}, -1
	}
	return f.subjectOf(verb), verb
}

// conjunction reports whether a "that" is one.
func (f *finder) conjunction(t int) bool {
	return f.doc.Tokens[t].UPOS == "SCONJ" || f.doc.Tokens[t].DepRel == "mark"
}
