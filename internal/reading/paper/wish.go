package paper

import (
	"slices"

	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// wishes finds what somebody wants of papers: that one be kept or made public ("Norland
// prefers the answer to remain confidential").
func (f *finder) wishes() {
	if len(f.drafts) == 0 {
		return
	}
	for i := range f.Doc.Tokens {
		t := f.token(i)
		if t.UPOS != "VERB" || !slices.Contains(deed.ClassesOf(t.Lemma), "wanting") || f.negated(i) {
			continue
		}
		clause := f.Subtree(i)
		value := f.kept(page.Run{First: i + 1, Last: clause.Last})
		if value == "" {
			continue
		}
		of := page.Run{}
		for k := clause.First; k < i; k++ {
			if f.Head(k) == i && f.token(k).DepRel == "nsubj" {
				of = f.subject(k)
			}
		}
		run := page.Run{First: i, Last: clause.Last}
		if of.Len() > 0 && of.First < i {
			run.First = of.First
		}
		for last := run.Last - 1; last > i && f.token(last).UPOS == "PUNCT"; last-- {
			run.Last = last
		}
		for k := range f.drafts {
			if slices.ContainsFunc(f.drafts[k].Mentions, func(m Mention) bool { return i < m.Head && m.Head < clause.Last }) {
				f.drafts[k].Wishes = append(f.drafts[k].Wishes, Wish{Value: value, Of: of, Run: run})
			}
		}
	}
}

// kept is what words want of a paper: that it be confidential, or public; "" for neither
// or both.
func (f *finder) kept(run page.Run) string {
	value := ""
	for i := run.First; i < run.Last; i++ {
		for _, class := range deed.ClassesOf(f.token(i).Lemma) {
			switch {
			case class != "confidential" && class != "public":
			case value != "" && value != class:
				return ""
			default:
				value = class
			}
		}
	}
	return value
}

// subject is the phrase of a subject without its clauses.
func (f *finder) subject(i int) page.Run {
	run := f.Subtree(i)
	for k := i + 1; k < run.Last; k++ {
		if rel := f.token(k).DepRel; f.Head(k) == i && (rel == "acl" || rel == "acl:relcl" || rel == "appos" || rel == "punct") {
			run.Last = f.Left(k)
			break
		}
	}
	return run
}

// negated reports whether a verb is negated.
func (f *finder) negated(i int) bool {
	for k := f.Left(i); k < i; k++ {
		if f.Head(k) == i && (f.Lower(k) == "not" || f.Lower(k) == "n't" || f.Lower(k) == "never") {
			return true
		}
	}
	return false
}
