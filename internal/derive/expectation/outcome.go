package expectation

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// Step is a step of a paper that is told to have been done.
type Step struct {
	Paper    string
	Step     verbale.Step
	Sides    []string // of those who did it, sorted
	On       string   // the day on which it was done, else that of the report; "" of neither
	Evidence verbale.Located
}

// stepsOf are the steps of a paper that a verb foretells.
var stepsOf = map[string][]verbale.Step{
	"send": {verbale.StepSent, verbale.StepHandedOver}, "submit": {verbale.StepSent, verbale.StepHandedOver}, "hand": {verbale.StepHandedOver},
	"deliver": {verbale.StepSent, verbale.StepHandedOver}, "present": {verbale.StepHandedOver}, "publish": {verbale.StepPublished},
	"release": {verbale.StepPublished}, "sign": {verbale.StepSigned}, "ratify": {verbale.StepRatified}, "adopt": {verbale.StepAdopted},
	"leak": {verbale.StepLeaked}, "withdraw": {verbale.StepWithdrawn},
}

// SettlePapers gives the outcome of each expectation that a paper goes a step which is
// then told of the same paper, done by the same side, no earlier, in another report. Cost:
// each is held against the steps of its papers alone.
func SettlePapers(rows []Row, steps []Step) {
	of := map[string][]*Step{}
	for i := range steps {
		of[steps[i].Paper] = append(of[steps[i].Paper], &steps[i])
	}
	for i := range rows {
		r := &rows[i]
		if r.First.Not || r.Certainty == verbale.PossibleIt || r.Outcome != verbale.OpenYet {
			continue
		}
		var wanted []verbale.Step
		for _, base := range exchange.Bases(r.First.Verb) {
			wanted = append(wanted, stepsOf[base]...)
		}
		for _, paper := range r.First.papers {
			for _, s := range of[paper] {
				if r.Outcome == verbale.OpenYet && slices.Contains(wanted, s.Step) && later(r, s.On, &s.Evidence) && told.Share(s.Sides, r.First.Doers) {
					r.Outcome, r.Shown = verbale.CameTrue, []verbale.Located{s.Evidence}
				}
			}
		}
	}
}

// later reports whether something is told in another report than what was expected, of no
// earlier day.
func later(r *Row, on string, evidence *verbale.Located) bool {
	if on == "" || r.First.said == "" || len(on) != len(r.First.said) || on < r.First.said {
		return false
	}
	return !slices.ContainsFunc(r.What, func(w verbale.Located) bool { return w.Document == evidence.Document })
}

// Follow gives the outcome of each announcement of a request that is then told to have
// gone: as announced, or otherwise where somebody to whom it was announced is not among
// those to whom it went. Announcements of one request are one expectation.
func Follow(rows []Row, requests []*verbale.Request) []Row {
	at := map[string][]int{}
	for i := range rows {
		for _, w := range rows[i].What {
			at[w.Document] = append(at[w.Document], i)
		}
	}
	gone := map[int]bool{}
	for _, q := range requests {
		announced, went := -1, []verbale.RequestStep{}
		var to []verbale.ActorRef
		var words *verbale.Located
		for k := range q.Steps {
			s := &q.Steps[k]
			if s.Step != verbale.StepAnnounced {
				went = append(went, *s)
				continue
			}
			for _, i := range at[s.Evidence[0].Document] {
				if gone[i] || !told.Overlap(rows[i].What, s.Evidence) || i == announced {
					continue
				}
				if announced < 0 {
					announced = i
				} else {
					merge(&rows[announced], &rows[i])
					gone[i] = true
				}
			}
			for _, a := range s.To {
				if a.ID != "" && a.Type != verbale.Unnamed {
					to = append(to, a)
					words = &s.Evidence[0]
				}
			}
		}
		if announced < 0 || len(went) == 0 {
			continue
		}
		fulfil(&rows[announced], to, words, went)
	}
	kept := rows[:0]
	for i := range rows {
		if !gone[i] {
			kept = append(kept, rows[i])
		}
	}
	return kept
}

// merge takes what another row tells of the same announcement.
func merge(r, other *Row) {
	r.What, r.Evidence, r.Statements = append(r.What, other.What...), append(r.Evidence, other.Evidence...), append(r.Statements, other.Statements...)
	if r.On == nil {
		r.On = other.On
	}
	documents := map[string]bool{}
	for _, w := range r.What {
		documents[w.Document] = true
	}
	r.Tellings = len(documents)
	if other.First.said != "" && (r.First.said == "" || other.First.said < r.First.said) {
		r.First.said = other.First.said
	}
}

// fulfil says what became of an announcement: to whom it went, against whom it was
// announced to.
func fulfil(r *Row, to []verbale.ActorRef, words *verbale.Located, went []verbale.RequestStep) {
	if r.Outcome != verbale.OpenYet {
		return
	}
	reached := map[string]bool{}
	fullest := went[0]
	for _, s := range went {
		for _, a := range s.To {
			reached[a.ID] = true
		}
		if len(s.To) > len(fullest.To) {
			fullest = s
		}
	}
	r.Shown, r.Outcome = fullest.Evidence, verbale.CameTrue
	for _, a := range to {
		if !reached[a.ID] && len(fullest.To) > 0 {
			r.Outcome = verbale.Otherwise
			r.Differs = append(r.Differs, verbale.Differing{Field: "to", Foretold: named(words, a.Name), Told: &fullest.Evidence[0]})
		}
	}
}

// named is the place of a name within words, else the words.
func named(words *verbale.Located, name string) *verbale.Located {
	if i := strings.Index(words.Text, name); i >= 0 {
		w := *words
		w.Start, w.End, w.Text = words.Start+i, words.Start+i+len(name), name
		return &w
	}
	return words
}

// happening are verbs of what can be called off.
var happening = map[string]bool{
	"take": true, "happen": true, "meet": true, "hold": true, "held": true, "attend": true, "host": true, "proceed": true, "resume": true, "visit": true,
}

// CallOff closes the expectations of a meeting, a visit or talks that are told to have been
// called off afterwards, by somebody who was to take part: the words share two that are no
// names. Deeds are cancellations that reports tell to have happened.
func CallOff(rows []Row, deeds []Deed) {
	for i := range rows {
		r := &rows[i]
		verb := false
		for _, base := range exchange.Bases(r.First.Verb) {
			verb = verb || happening[base]
		}
		if !verb || r.First.Not || r.Outcome != verbale.OpenYet {
			continue
		}
		for k := range deeds {
			d := &deeds[k]
			if r.Outcome == verbale.OpenYet && later(r, d.On, &d.Evidence) && told.Share(d.Sides, r.First.parts()) && told.Beyond(told.Stems(d.Evidence.Text), r.First.stems, r.First.parties) >= 2 {
				r.Outcome, r.Shown = verbale.CalledOff, []verbale.Located{d.Evidence}
			}
		}
	}
}

// parts are the sides that say so and that are to do it.
func (t *Telling) parts() []string {
	all := slices.Concat(t.Sides, t.Doers)
	slices.Sort(all)
	return all
}
