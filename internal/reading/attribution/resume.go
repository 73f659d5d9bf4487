package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// The rules of this file give a content the words of its own clause that were found for
// none: its subject, or what comes after whoever tells it in its midst.

// resume gives the one piece of a content the rest of its clause.
func (f *finder) resume(d *relation) {
	if len(d.contents) != 1 || len(d.sources) != 1 || d.cue.Len() == 0 || f.Quoted(d.contents[0].First) >= 0 {
		return
	}
	teller := page.Run{First: min(d.cue.First, d.sources[0].First), Last: max(d.cue.Last, d.sources[0].Last)}
	switch run := d.contents[0]; {
	case run.Last <= teller.First:
		if after := f.resumedAfter(run, teller); after.Len() > 0 {
			d.contents = append(d.contents, after)
			f.count("resumed after", d)
		}
		if whole := f.withSubject(run, teller); whole < run.First {
			d.contents[0].First = whole
			f.count("subject before", d)
		}
	case run.First >= teller.Last:
		if before := f.subjectAcross(run, teller); before.Len() > 0 {
			d.contents = []page.Run{before, run}
			f.count("subject across", d)
		}
	}
}

// resumedAfter returns what comes after a teller where what comes before is the subject of
// its verb: "The guild, according to the mayor, is broke".
func (f *finder) resumedAfter(run, teller page.Run) page.Run {
	if f.finite(run) || f.Sentence(run.First) != f.Sentence(teller.First) {
		return page.Run{}
	}
	last := f.sentenceEnd(teller.First)
	comma := f.commaAfter(teller.Last, min(last, teller.Last+resumeReach))
	if comma < 0 || f.finite(page.Run{First: teller.Last, Last: comma}) {
		return page.Run{}
	}
	after := f.trimmed(page.Run{First: comma + 1, Last: last})
	if after.Len() < 2 || !f.free(after) || !f.broken(run, after) {
		return page.Run{}
	}
	return after
}

// withSubject returns where a clause begins of which a content before its teller holds no
// subject: "Even farmers, whom the toll has hurt, back the guild, says Dole".
func (f *finder) withSubject(run, teller page.Run) int {
	root := f.rootOf(run)
	sentence := f.doc.Sentences[f.Sentence(root)]
	if !f.finite(run) || sentence.First >= run.First || f.Sentence(teller.First) != f.Sentence(root) {
		return run.First
	}
	for t := sentence.First; t < run.First; t++ {
		if f.Head(t) == root && strings.HasPrefix(f.doc.Tokens[t].DepRel, "nsubj") && f.free(page.Run{First: f.Left(t), Last: run.First}) {
			return f.Left(t)
		}
	}
	return run.First
}

// subjectAcross returns the subject that stands before a teller of the verb that comes after
// it, with all that goes before it: "The lifting of the ban, the mayor said, was no first step".
func (f *finder) subjectAcross(run, teller page.Run) page.Run {
	root := f.rootOf(run)
	sentence := f.doc.Sentences[f.Sentence(root)]
	if f.Sentence(teller.First) != f.Sentence(root) || teller.First-1 <= sentence.First || f.doc.Form(teller.First-1) != "," || f.hasSubjectAfter(root, run) {
		return page.Run{}
	}
	for t := sentence.First; t < teller.First; t++ {
		if f.Head(t) == root && strings.HasPrefix(f.doc.Tokens[t].DepRel, "nsubj") {
			before := f.trimmed(page.Run{First: f.Left(t), Last: teller.First - 1})
			if before.Len() > 0 && f.free(before) {
				return before
			}
		}
	}
	return page.Run{}
}

// hasSubjectAfter reports whether a run holds the subject of a verb.
func (f *finder) hasSubjectAfter(verb int, run page.Run) bool {
	return f.child(verb, run, func(t int) bool {
		rel := f.doc.Tokens[t].DepRel
		return strings.HasPrefix(rel, "nsubj") || rel == "expl"
	})
}

// apart gives words that two statements of the encoder claim, neither of which tells the
// other, to the one whose cue is nearer.
func (f *finder) apart() {
	for i := range f.drafts {
		for j := max(0, i-settleReach); j < i; j++ {
			a, b := &f.drafts[j], &f.drafts[i]
			if a.cue.Len() == 0 || b.cue.Len() == 0 || a.holds(b.cue.First) || b.holds(a.cue.First) || f.relative(a) || f.relative(b) {
				continue
			}
			for k := 0; k < len(a.contents); k++ {
				run := a.contents[k]
				if !b.touches(run) {
					continue
				}
				if f.farFrom(a.cue, run) <= f.farFrom(b.cue, run) {
					b.contents = without(b.contents, []page.Run{run})
					f.count("apart", b)
				} else {
					a.contents = append(a.contents[:k:k], a.contents[k+1:]...)
					f.count("apart", a)
					k--
				}
			}
		}
	}
}

// relative reports whether the source of a draft is "who" or "which": in "told the mayor, who
// told the clerk, that …" both told it.
func (f *finder) relative(d *relation) bool {
	return len(d.sources) == 1 && strings.HasPrefix(f.doc.Tokens[d.sources[0].Last-1].XPOS, "W")
}

// outOfSentence is more than the tokens of any sentence.
const outOfSentence = 1 << 20

// farFrom returns how many tokens lie between a cue and a run, and more than any sentence has
// where the run neither begins nor ends in the cue's.
func (f *finder) farFrom(cue, run page.Run) int {
	end, distance := run.First, run.First-cue.Last
	if cue.First >= run.Last {
		end, distance = run.Last-1, cue.First-run.Last
	}
	if f.Sentence(end) != f.Sentence(cue.First) {
		distance += outOfSentence
	}
	return distance
}
