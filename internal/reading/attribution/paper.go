package attribution

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// papers takes back what tells of a deed with a paper and of nothing that was said:
// "The ministry published both drafts", "They signed the treaty".
func (f *finder) papers() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if len(d.contents) != 1 || !f.isPaperOf(d.head, d.contents[0]) {
			continue
		}
		f.releaseAll(d.contents[0])
		d.contents = nil
	}
}

// isPaperOf reports whether a run is no more than a paper that a verb tells a deed
// with: its object, without marks, of which no clause tells what it says.
func (f *finder) isPaperOf(verb int, run page.Run) bool {
	if verb < 0 || f.Quoted(run.First) >= 0 || !slices.ContainsFunc(deed.OfVerb(f.doc.Tokens[verb].Lemma), needsPaper) {
		return false
	}
	noun := -1
	for t := run.First; t < run.Last; t++ {
		if rel := f.doc.Tokens[t].DepRel; f.Head(t) == verb && (rel == "obj" || rel == "nsubj:pass") {
			noun = t
		}
	}
	if noun < 0 || !slices.Contains(deed.ClassesOf(f.doc.Tokens[noun].Lemma), "paper") {
		return false
	}
	for t := noun + 1; t < run.Last; t++ {
		if f.doc.Tokens[t].DepRel == "mark" && f.Lower(t) == "that" {
			return false
		}
	}
	return true
}

// needsPaper reports whether a meaning is a deed with a paper that says nothing of
// what its doer thinks: who approves or rejects one takes a stand.
func needsPaper(m deed.Meaning) bool {
	if m.Needs != "paper" {
		return false
	}
	switch verbale.EventType(m.Type) {
	case verbale.EventSigning, verbale.EventPublication, verbale.EventTransfer:
		return true
	}
	return false
}
