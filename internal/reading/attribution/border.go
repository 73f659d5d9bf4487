package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
)

// The rules of this file move borders of contents and sources where the tree and the
// commas say that the classifiers cut a phrase in two.

// borders mends the borders of the statements that are not read within others.
func (f *finder) borders() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if d.cue.Len() == 0 || len(d.contents) == 0 || f.Quoted(d.cue.First) >= 0 {
			continue
		}
		f.reporterAside(d)
		f.wholeSource(d)
		f.ownClause(d)
		f.ownConnective(d)
		f.wholeBefore(d)
		f.own(i)
	}
}

// reporterAside takes "however" off the end of a source: "Holub, however, said".
func (f *finder) reporterAside(d *relation) {
	for k := range d.sources {
		s := &d.sources[k]
		if s.Len() > 2 && strings.EqualFold(f.doc.Form(s.Last-1), "however") && f.doc.Form(s.Last-2) == "," {
			f.release(s.Last - 1)
			f.release(s.Last - 2)
			s.Last -= 2
		}
	}
}

// wholeSource lets a source after its cue go on to the end of the clause that tells who it
// is: "said a guard who gave no name".
func (f *finder) wholeSource(d *relation) {
	if len(d.sources) != 1 || d.sources[0].First != d.cue.Last {
		return
	}
	s := &d.sources[0]
	if s.Last >= len(f.doc.Tokens) || !strings.HasPrefix(f.doc.Tokens[s.Last].XPOS, "W") {
		return
	}
	last := f.Right(f.rootOf(*s))
	for last > s.Last && f.doc.Tokens[last-1].UPOS == "PUNCT" && f.Quoted(last-1) < 0 {
		last--
	}
	for t := s.Last; t < last; t++ {
		if f.owner[t] >= 0 {
			return
		}
	}
	s.Last = max(s.Last, last)
}

// ownClauses are the words that begin a clause which the report adds to one of its
// own: "The mill is closed, although villagers say that it will open".
var ownClauses = lexicon.SetOf("although though while because after but since whereas")

// ownClause takes the main clause of the report from a statement that hangs on it
// with its own content after its cue.
func (f *finder) ownClause(d *relation) {
	if rel := f.doc.Tokens[d.head].DepRel; len(d.contents) < 2 || rel != "advcl" && rel != "conj" || len(d.sources) != 1 {
		return
	}
	first := d.sources[0].First
	if first-2 < 0 || first > d.cue.First || !ownClauses[f.Lower(first-1)] || f.doc.Form(first-2) != "," || d.contents[len(d.contents)-1].First < d.cue.Last {
		return
	}
	kept := d.contents[:0]
	for _, run := range d.contents {
		if run.Last <= first && f.Quoted(run.First) < 0 && f.Sentence(run.First) == f.Sentence(d.head) {
			f.releaseAll(run)
			continue
		}
		kept = append(kept, run)
	}
	d.contents = kept
}

// ownConnective takes from a statement the words that tie its sentence to the one
// before, which are the report's: "At the same time, according to him, …".
func (f *finder) ownConnective(d *relation) {
	if len(d.contents) < 2 {
		return
	}
	run := d.contents[0]
	if run.Len() > connectiveLongest || run.Last > min(d.cue.First, d.sourceStart()) || f.doc.Sentences[f.Sentence(d.head)].First != run.First || f.Quoted(run.First) >= 0 {
		return
	}
	if head := f.doc.Tokens[f.rootOf(run)]; !strings.HasPrefix(head.DepRel, "advmod") && head.DepRel != "obl" && head.DepRel != "obl:unmarked" || f.finite(run) {
		return
	}
	f.releaseAll(run)
	d.contents = d.contents[1:]
}

// connectiveLongest is how many words such a phrase has at most: "at the same time".
const connectiveLongest = 4

// sourceStart is where the first source begins; behind everything where there is none.
func (d *relation) sourceStart() int {
	if len(d.sources) == 0 {
		return 1 << 30
	}
	return d.sources[0].First
}

// wholeBefore lets the one content that stands before its cue begin and end where its
// clause does: at the begin of the sentence, if only words of its first phrase stand
// before it, and at the comma before who says it.
func (f *finder) wholeBefore(d *relation) {
	sentence := f.doc.Sentences[f.Sentence(d.head)]
	teller := min(d.cue.First, d.sourceStart())
	if len(d.contents) != 1 || len(d.sources) != 1 || d.contents[0].First < sentence.First || d.contents[0].Last > teller {
		return
	}
	run := &d.contents[0]
	if f.Quoted(run.First) >= 0 {
		return
	}
	first := run.First
	for t := run.First - 1; t >= sentence.First; t-- {
		if f.owner[t] >= 0 || f.Quoted(t) >= 0 || !nominal[f.doc.Tokens[t].UPOS] && f.doc.Tokens[t].UPOS != "CCONJ" && f.doc.Tokens[t].UPOS != "ADV" {
			return
		}
		if h := f.Head(t); h >= run.Last || h < sentence.First {
			return
		}
		first = t
	}
	if upos := f.doc.Tokens[first].UPOS; first < run.First && upos != "CCONJ" && upos != "ADP" && (upos != "ADV" || f.doc.Tokens[f.Head(first)].UPOS == "NUM") {
		run.First = first
	}
}
