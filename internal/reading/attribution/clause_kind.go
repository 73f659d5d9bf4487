package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
)

// maxLaterClauses is how many clauses after the first are asked for an act.
const maxLaterClauses = 12

// laterAct returns the first clause after the main one of a content that does more than say
// and foretell, as a relation of its own, and its kind: "The pass is ours. We will hold it"
// intends. The kind is "" where none does.
func (v *view) laterAct(d *relation, head int) (relation, verbale.Kind) {
	_, first := v.mainOf(d)
	asked := 0
	for _, run := range d.contents {
		for t := run.First; t < run.Last && asked < maxLaterClauses; t++ {
			if t == first || !v.laterClause(t, first, run) {
				continue
			}
			asked++
			clause := *d
			clause.contents, clause.clause = []page.Run{v.clauseAt(t, run)}, t+1
			kind, rule := v.refine(&clause, head, verbale.Say, v.complement(&clause))
			if kind == verbale.Say || kind == verbale.Predict || rule == "must" && len(v.doers(&clause)) == 0 {
				continue // "should be corrected" asks nobody
			}
			return clause, kind
		}
	}
	return relation{}, ""
}

// mainOf returns the piece of a content with its main clause and the word that heads it: of
// several sentences that of the first.
func (v *view) mainOf(d *relation) (page.Run, int) {
	if d.clause > 0 {
		return d.contents[0], d.clause - 1
	}
	run := v.mainRun(d)
	root := v.clauseOf(run, d.head)
	if first := d.contents[0]; v.Sentence(first.First) < v.Sentence(root) {
		first.Last = min(first.Last, v.doc.Sentences[v.Sentence(first.First)].Last)
		if top := v.rootOf(first); v.doc.Tokens[top].UPOS != "PUNCT" {
			return first, top
		}
	}
	return run, root
}

// laterClause reports whether a token heads a main clause of a content beside its first: the
// root of a sentence, or a clause with a subject that is joined to such a one.
func (v *view) laterClause(t, first int, run page.Run) bool {
	tag := v.doc.Tokens[t].UPOS
	if tag != "VERB" && tag != "ADJ" && tag != "NOUN" && tag != "AUX" {
		return false
	}
	head, rel := v.Head(t), v.doc.Tokens[t].DepRel
	subject := func() bool {
		return v.child(t, run, func(k int) bool {
			return strings.HasPrefix(v.doc.Tokens[k].DepRel, "nsubj") || v.doc.Tokens[k].DepRel == "expl"
		})
	}
	switch {
	case head < run.First || head >= run.Last:
		return v.Sentence(t) != v.Sentence(first) && v.rootOf(page.Run{First: t, Last: t + 1}) == t && v.topOf(t, run)
	case rel == "conj" || rel == "parataxis":
		return v.mainTop(head, first, run) && (subject() || v.child(t, run, func(k int) bool { return v.doc.Tokens[k].DepRel == "aux" }))
	}
	return false
}

// topOf reports whether a token is the highest of its sentence within a run.
func (v *view) topOf(t int, run page.Run) bool {
	sentence := v.doc.Sentences[v.Sentence(t)]
	within := page.Run{First: max(run.First, sentence.First), Last: min(run.Last, sentence.Last)}
	return v.rootOf(within) == t
}

// mainTop reports whether a token is a main clause: the first of the content, the top of a
// sentence, or joined to one.
func (v *view) mainTop(t, first int, run page.Run) bool {
	for range maxLaterClauses {
		if t == first || t >= run.First && t < run.Last && v.topOf(t, run) {
			return true
		}
		if rel := v.doc.Tokens[t].DepRel; rel != "conj" && rel != "parataxis" {
			return false
		}
		if t = v.Head(t); t < 0 {
			return false
		}
	}
	return false
}

// clauseAt returns the words of the clause that a token heads, within a run.
func (v *view) clauseAt(t int, run page.Run) page.Run {
	clause := page.Run{First: max(v.Left(t), run.First), Last: min(v.Right(t), run.Last)}
	for clause.First < t && (v.doc.Tokens[clause.First].UPOS == "CCONJ" || v.doc.Tokens[clause.First].UPOS == "PUNCT") {
		clause.First++
	}
	return clause
}
