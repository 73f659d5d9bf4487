package web

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// fact is something that was done on a day, told once: a step of papers, or an event. An
// event that tells a step is one with it.
type fact struct {
	On       string // ISO date, month or year, or an interval
	Day      calendar.Day
	Last     calendar.Day
	What     string // "handed over", "talks"
	Papers   []PaperRef
	Who, To  string
	Words    []verbale.Located // one telling each
	Teller   string            // whose word it is; "" is the report's
	Also     []string          // what else it is: "event"
	Tellings int
	Planned  bool // it is told as planned, possible or wished
	Actor    string
}

// Step reports whether it is a step of papers.
func (f *fact) Step() bool { return len(f.Papers) > 0 }

// Exact reports whether its day is known.
func (f *fact) Exact() bool { return f.Day == f.Last }

// factsOf tells steps and events in order of day, one fact once; what has no day is left
// out, and so is what is doubtful, denied or told only to explain.
func factsOf(papers []paperSteps, events []*verbale.Event) []*fact {
	var facts []*fact
	steps := map[string][]*fact{} // by paper
	for _, p := range papers {
		for _, t := range p.steps {
			f := stepFact(p.row, t)
			if f == nil {
				continue
			}
			if same := slices.IndexFunc(facts, func(g *fact) bool { return g.What == f.What && g.Day == f.Day && overlap(g.Words, f.Words) }); same >= 0 {
				g := facts[same]
				if !slices.ContainsFunc(g.Papers, func(r PaperRef) bool { return r.ID == p.row.ID }) {
					g.Papers = append(g.Papers, f.Papers...)
				}
				f = g
			} else {
				facts = append(facts, f)
			}
			steps[p.row.ID] = append(steps[p.row.ID], f)
		}
	}
	for _, e := range events {
		f := eventFact(e)
		if f == nil {
			continue
		}
		if of := stepOf(e, f, steps, facts); of != nil {
			if !slices.Contains(of.Also, "event") {
				of.Also = append(of.Also, "event")
			}
			continue
		}
		facts = append(facts, f)
	}
	slices.SortStableFunc(facts, func(a, b *fact) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Last, b.Last), cmp.Compare(btoi(b.Step()), btoi(a.Step())))
	})
	return facts
}

// paperSteps is a paper with its steps.
type paperSteps struct {
	row   *verbale.PaperRow
	steps []*verbale.Transfer
}

func stepFact(p *verbale.PaperRow, t *verbale.Transfer) *fact {
	on := orEmpty(t.On)
	if on == "" {
		on = orEmpty(t.ReceivedOn)
	}
	span, dated := calendar.ParseSpan(on)
	if p.Doubtful || t.Doubtful || !dated || span.OpenStart || span.OpenEnd || t.Factuality == verbale.EventDenied {
		return nil
	}
	f := &fact{On: on, Day: span.First, Last: span.Last, What: stepName(t.Step), Papers: []PaperRef{{ID: p.ID, Name: p.Name}}, Who: who(t.From), To: who(t.To),
		Words: t.Evidence, Tellings: t.Tellings, Planned: t.Factuality != verbale.EventHappened}
	if t.Voice != nil && t.Teller != nil {
		f.Teller = t.Teller.Name
	}
	if len(t.From) > 0 {
		f.Actor = t.From[0].ID
	}
	return f
}

func eventFact(e *verbale.Event) *fact {
	span, dated := calendar.ParseSpan(orEmpty(e.On))
	if e.Doubtful || e.Background || !dated || span.OpenStart || span.OpenEnd || e.Factuality == verbale.EventDenied || e.Factuality == verbale.EventWished {
		return nil
	}
	f := &fact{On: *e.On, Day: span.First, Last: span.Last, What: string(e.Type), Who: who(e.Initiators), To: who(e.Recipients), Words: e.Evidence,
		Tellings: e.Tellings, Planned: e.Factuality != verbale.EventHappened}
	if e.Type == verbale.EventOther {
		f.What = e.Predicate
	}
	if e.Voice != nil && e.Teller != nil {
		f.Teller = e.Teller.Name
	}
	if len(e.Initiators) > 0 {
		f.Actor = e.Initiators[0].ID
	}
	return f
}

// stepOf finds the step of a paper that an event tells: one of its paper on that day, or
// one in the same words.
func stepOf(e *verbale.Event, f *fact, steps map[string][]*fact, all []*fact) *fact {
	if e.Paper != nil {
		for _, step := range steps[*e.Paper] {
			if step.Day <= f.Last && f.Day <= step.Last {
				return step
			}
		}
	}
	for _, step := range all {
		if step.Step() && step.Day <= f.Last && f.Day <= step.Last && overlap(step.Words, f.Words) {
			return step
		}
	}
	return nil
}

// overlap reports whether some words of two rows are the same words of one report.
func overlap(a, b []verbale.Located) bool {
	for i := range a {
		for k := range b {
			if a[i].Document == b[k].Document && a[i].Version == b[k].Version && a[i].Overlaps(b[k].Span) {
				return true
			}
		}
	}
	return false
}

// Named says what was done, by whom and to whom, without the words of the report.
func (f *fact) Named() string {
	var names []string
	for _, p := range f.Papers {
		names = append(names, p.Name)
	}
	line := f.What
	if len(names) > 0 {
		line = strings.Join(names, "; ") + " " + f.What
	}
	switch {
	case f.Who != "" && f.To != "":
		line += ", " + f.Who + " → " + f.To
	case f.Who != "":
		line += ", " + f.Who
	case f.To != "":
		line += " → " + f.To
	}
	return line
}
