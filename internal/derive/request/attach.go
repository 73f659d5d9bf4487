package request

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
)

// Stand is a statement that takes a stand on something of which its report tells no
// request.
type Stand struct {
	Answer verbale.Answer
	sides  []string
	stems  []string
	day    *string // of the report
}

// Attach adds to requests the stands of other reports that answer them: taken by the
// side that was asked, on most of the same words, no earlier. Rows are all those of a
// dossier. Cost: each stand is held against the requests to its side that share a stem
// with it, of those that share a very common one against the last few.
func Attach(rows []verbale.Request, stands []Stand, p Parties) {
	r := &told.Report{Sides: p.Sides}
	type candidate struct {
		row   *verbale.Request
		stems []string
	}
	index := map[string][]candidate{} // by the side that is asked and a stem
	for i := range rows {
		row := &rows[i]
		if row.Kind == verbale.RequestCharge || row.Kind == verbale.RequestQuestion || len(row.Parts) > 0 {
			continue
		}
		a := candidate{row, told.Stems(told.TextsOf(row.What)...)}
		for _, side := range r.SidesOf(everybodyAsked(row)) {
			for _, stem := range a.stems {
				key := side + "\x00" + stem
				if list := append(index[key], a); len(list) > heldAgainst {
					index[key] = list[1:]
				} else {
					index[key] = list
				}
			}
		}
	}
	changed := map[*verbale.Request]bool{}
	for _, s := range stands {
		var best *verbale.Request
		most := 0
		for _, side := range s.sides {
			for _, stem := range s.stems {
				for _, a := range index[side+"\x00"+stem] {
					n := told.Common(a.stems, s.stems)
					if n > most && n >= 3 && told.Beyond(a.stems, s.stems, told.Stems(told.NamesOf(a.row.By, a.row.To, s.Answer.By)...)) > 1 && 10*n >= 6*min(len(a.stems), len(s.stems)) && !told.Share(r.SidesOf(a.row.By), s.sides) && !earlier(&s, a.row) {
						best, most = a.row, n
					}
				}
			}
		}
		if best == nil || within(s.Answer.Evidence, best.Evidence) || slices.ContainsFunc(best.Answers, func(a verbale.Answer) bool { return again(&a, &s.Answer) }) {
			continue
		}
		answer := s.Answer
		answer.Rule, answer.Confidence = "words", 740
		best.Answers = append(best.Answers, answer)
		changed[best] = true
	}
	for row := range changed {
		row.States, row.State = []verbale.RequestState{}, []verbale.RequestStanding{}
		settle(row, p)
	}
}

// within reports whether words stand in those of a request.
func within(evidence, what []verbale.Located) bool {
	return slices.ContainsFunc(what, func(w verbale.Located) bool {
		return w.Document == evidence[0].Document && w.Start <= evidence[0].Start && evidence[0].End <= w.End
	})
}

// earlier reports whether a stand was taken before a request was made.
func earlier(s *Stand, r *verbale.Request) bool {
	day := s.Answer.On
	if day == nil {
		day = s.day
	}
	first := firstDay(r)
	return day != nil && first != "" && *day < first
}
