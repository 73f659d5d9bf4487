package event

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
)

// Judge says whether what any word of a page tells happened, as the words around it
// have it, whether it is a deed of the table or not. In goes a token, out comes the
// factuality and, in Features, what around it told so. It is for measuring how well
// factuality is told, apart from how well deeds are found.
type Judge struct{ f *finder }

// NewJudge returns a judge of a page. Cost: linear in its tokens.
func NewJudge(p *page.Page) *Judge { return &Judge{newFinder(p, nil)} }

// Of returns the factuality of a token: of a word within a condition possible.
func (j *Judge) Of(token int) verbale.EventFactuality {
	of := j.f.factuality(token, token)
	if of == verbale.EventHappened && j.f.conditional(token) {
		return verbale.EventPossible
	}
	return of
}

// Features lists what stands around a token that bears on its factuality, sorted, each
// once: its own form and what hangs on it, and the words above it with their relations.
func (j *Judge) Features(token int) []string {
	f := j.f
	t := f.token(token)
	list := []string{"is " + string(j.Of(token)), "tag " + t.XPOS, "lemma " + t.Lemma, "rel " + t.DepRel}
	for at := range f.hanging(token) {
		switch f.rel(at) {
		case "aux", "mark", "case", "cop", "advmod", "det", "cc":
			list = append(list, "below "+f.rel(at)+" "+f.Lower(at))
		default:
			list = append(list, "below "+f.rel(at))
		}
	}
	under := ""
	for at, steps := token, 0; f.Head(at) >= 0 && steps < 3; steps++ {
		under += f.rel(at)
		at = f.Head(at)
		list = append(list, "above "+under+" "+f.token(at).Lemma, "above "+f.token(at).Lemma, "above tag "+under+" "+f.token(at).XPOS)
		if f.negated(at) {
			list = append(list, "not above "+under)
		}
		for b := range f.hanging(at) {
			if r := f.rel(b); r == "aux" || r == "mark" {
				list = append(list, "beside "+under+" "+f.Lower(b))
			}
		}
	}
	slices.SortFunc(list, cmp.Compare[string])
	return slices.Compact(list)
}
