package web

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
)

// TimelineFact is something that was done on a day, told once: a step of papers, or an event.
type TimelineFact struct {
	Date     string            `json:"date"`
	What     string            `json:"what" doc:"The step of the papers or the type of the event, in words."`
	Layer    string            `json:"layer" doc:"step or event."`
	Also     []string          `json:"also" doc:"What else tells it: event."`
	Papers   []PaperRef        `json:"papers" doc:"Of a step."`
	Who      string            `json:"who"`
	To       string            `json:"to"`
	Teller   *string           `json:"teller" doc:"Whose word it is; null is the report's."`
	Planned  bool              `json:"planned" doc:"It is told as planned or possible."`
	Tellings int               `json:"tellings"`
	Evidence []verbale.Located `json:"evidence"`

	fact *fact
	tag  int
}

// factsShown is how many facts a timeline draws and lists at most.
const factsShown = 200

// fitFacts widens a stretch that was chosen to fit, by what was done up to six weeks
// before and after the reports.
func (d *TimelineData) fitFacts(c *catalogue, b *between) {
	o := c.overview
	for _, f := range b.facts {
		if o.dated && f.Day >= o.firstDay-45 && f.Last <= o.lastDay+45 {
			d.first, d.last = min(d.first, f.Day), max(d.last, f.Last)
		}
	}
}

// gatherFacts adds the facts within the stretch, and counts those outside it.
func (d *TimelineData) gatherFacts(c *catalogue, b *between) {
	for _, f := range b.facts {
		if f.Last < d.first || f.Day > d.last {
			continue
		}
		if len(d.Facts) == factsShown {
			d.FactsLeft++
			continue
		}
		data := TimelineFact{Date: f.On, What: f.What, Layer: "event", Also: f.Also, Papers: f.Papers, Who: f.Who, To: f.To, Planned: f.Planned,
			Tellings: f.Tellings, Evidence: f.Words, fact: f, tag: c.tagOf(f.Actor)}
		if f.Step() {
			data.Layer = "step"
		}
		if f.Teller != "" {
			data.Teller = &f.Teller
		}
		if data.Also == nil {
			data.Also = []string{}
		}
		if data.Papers == nil {
			data.Papers = []PaperRef{}
		}
		d.Facts = append(d.Facts, data)
	}
}

// factLane is the facts as a lane of the drawing, before those of what was said.
func factLane(facts []TimelineFact, short func(string) string) LaneData {
	lane := LaneData{Label: "papers and events", Count: len(facts), Marks: []MarkData{}, Bins: []BinData{}}
	for i := range facts {
		f := facts[i].fact
		m := MarkData{Date: f.On, Shape: "day", Speaker: f.What, Words: f.Named(), first: f.Day, last: f.Last, item: Item{Tag: facts[i].tag}}
		if len(f.Words) > 0 {
			m.Short, m.Address = short(f.Words[0].Document), evidenceAddress(f.Words[0])
		}
		switch {
		case f.Planned:
			m.Shape = "uncertain"
		case !f.Exact():
			m.Shape = "range"
		}
		lane.Marks = append(lane.Marks, m)
	}
	return lane
}

// factLine is a fact in the list of a day, and whether a statement tells it too.
type factLine struct {
	*fact
	Said bool
}

// withFacts puts facts under the days of what was said, before it, and takes away the
// statements that a fact tells in the same words on the same day: one fact once.
func withFacts(days []markDay, facts []TimelineFact) []markDay {
	for i := range facts {
		f := facts[i].fact
		at := slices.IndexFunc(days, func(d markDay) bool { return d.Date == f.On && !d.Bounded })
		if at < 0 {
			at = len(days)
			days = append(days, markDay{Date: f.On, first: f.Day, last: f.Last})
		}
		day := &days[at]
		kept := slices.DeleteFunc(slices.Clone(day.Marks), func(m MarkData) bool { return f.tells(&m) })
		day.Facts = append(day.Facts, factLine{f, len(kept) < len(day.Marks)})
		day.Marks = kept
	}
	slices.SortStableFunc(days, func(a, b markDay) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(btoi(a.Bounded), btoi(b.Bounded)), cmp.Compare(a.last, b.last))
	})
	return days
}

// tells reports whether a fact is told in the words of a statement: most of its content
// is evidence of the fact.
func (f *fact) tells(m *MarkData) bool {
	s := &m.item.Statement
	whole, shared := 0, 0
	for _, content := range s.Content {
		whole += content.End - content.Start
		for _, w := range f.Words {
			if w.Document == s.Document && w.Version == s.Version {
				shared += max(0, min(w.End, content.End)-max(w.Start, content.Start))
			}
		}
	}
	return whole > 0 && 10*shared >= 8*whole
}
