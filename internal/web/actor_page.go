package web

import (
	"cmp"
	"net/http"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/correspondence"
)

// How many lines the page of an actor has of each thing before its words.
const (
	actorLines   = 5
	lastWords    = 3
	beforeThat   = 10
	daysOfAStory = 62 // a stretch of which statements are counted by day
)

// actorView is the page of an actor: who it is, for whom it speaks, what it said last and
// on what, before how often.
type actorView struct {
	*ActorData
	Office   *verbale.ActorOffice // told last
	Last     []Item               // its latest own words
	Rest     []Item
	More     int // own words that are not listed
	Asks     []standLine
	IsAsked  []standLine
	Voices   []voiceLine
	Foretold []foretoldRow
	Papers   []paperLast
	Bars     []Count // own statements by day in a short story, else by month
	ByDay    bool
}

// voiceLine is a clause that the actor voices.
type voiceLine struct {
	ID, Name string
	Said     verbale.Invocation
}

func (s *Server) serveActor(w http.ResponseWriter, r *http.Request) {
	var v actorView
	if err := s.ask(r.Context(), func(c *catalogue) (err error) {
		v = actorView{}
		if v.ActorData, err = s.actorData(r.Context(), c, r.PathValue("id")); err != nil {
			return err
		}
		v.Office = latestOffice(v.Actor.Offices)
		v.Last, v.Rest = v.Own[:min(lastWords, len(v.Own))], v.Own[min(lastWords, len(v.Own)):min(lastWords+beforeThat, len(v.Own))]
		v.More = v.Total - len(v.Last) - len(v.Rest)
		v.Bars, v.ByDay = c.spokenByDay(v.Actor.ID)
		if !v.ByDay {
			v.Bars = v.Months
		}
		if b, _ := s.soon(r.Context(), c); b != nil {
			v.takePart(c, b)
		}
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "actor", http.StatusOK, view{Title: v.Actor.Name, Active: "actors", JSON: "/a/" + v.Actor.ID + ".json", Data: v})
}

// latestOffice is the office that is told last; of those without a day the first, which
// is told most.
func latestOffice(offices []verbale.ActorOffice) *verbale.ActorOffice {
	if len(offices) == 0 {
		return nil
	}
	until := func(o *verbale.ActorOffice) string { return max(orEmpty(o.From), orEmpty(o.Until)) }
	latest := &offices[0]
	for i := range offices {
		if until(&offices[i]) > until(latest) {
			latest = &offices[i]
		}
	}
	return latest
}

// takePart lists what the actor asks and is asked, which clauses it voices, what it
// foretold, and the papers that it gave or received.
func (v *actorView) takePart(c *catalogue, b *between) {
	id := v.Actor.ID
	is := func(refs []verbale.ActorRef) bool {
		return slices.ContainsFunc(refs, func(a verbale.ActorRef) bool { return a.ID == id })
	}
	for _, r := range b.requests {
		switch {
		case r.Doubtful:
		case is(r.By) || slices.ContainsFunc(r.Named, func(n verbale.Naming) bool {
			return n.Teller != nil && n.Teller.ID == id && n.Account == verbale.SameSide
		}):
			v.Asks = append(v.Asks, c.standLine(r, b.parts[r.ID]))
		case is(r.To) || slices.ContainsFunc(r.Answers, func(a verbale.Answer) bool { return !a.Doubtful && is(a.By) }):
			v.IsAsked = append(v.IsAsked, c.standLine(r, b.parts[r.ID]))
		}
	}
	latest := func(lines []standLine) []standLine {
		slices.SortStableFunc(lines, func(x, y standLine) int { return cmp.Compare(y.last, x.last) })
		return lines[:min(actorLines, len(lines))]
	}
	v.Asks, v.IsAsked = latest(v.Asks), latest(v.IsAsked)
	for _, clause := range b.clausesOf("", false) {
		at := slices.IndexFunc(clause.Invocations, func(i verbale.Invocation) bool { return i.By != nil && i.By.ID == id })
		if at >= 0 && len(v.Voices) < actorLines {
			v.Voices = append(v.Voices, voiceLine{clause.ID, clause.Name, clause.Invocations[at]})
		}
	}
	for _, e := range slices.Backward(b.expectationsOf("", false)) {
		if is(e.By) && len(v.Foretold) < actorLines {
			v.Foretold = append(v.Foretold, c.foretold(e))
		}
	}
	for _, p := range slices.Backward(b.papers) {
		at := slices.IndexFunc(p.steps, func(t *verbale.Transfer) bool { return is(t.From) || is(t.To) })
		if p.row.Doubtful || at < 0 && !is(p.row.Authors) && !is(p.row.Addressees) || len(v.Papers) == actorLines {
			continue
		}
		line := paperLast{ID: p.row.ID, Name: p.row.Name}
		if at >= 0 {
			t := p.steps[at]
			line.Step, line.On, line.Hands = stepName(t.Step), orEmpty(t.On), correspondence.Names(t.From, "")
			if len(t.To) > 0 {
				line.Hands += " → " + correspondence.Names(t.To, "")
			}
		}
		v.Papers = append(v.Papers, line)
	}
}

// spokenByDay counts the actor's own statements by the day on which they were said, where
// these days lie close together.
func (c *catalogue) spokenByDay(id string) (days []Count, short bool) {
	who, known := c.actorOf[id]
	if !known {
		return nil, false
	}
	counts := map[calendar.Day]int{}
	var first, last calendar.Day
	for _, i := range c.spoken[who] {
		e := &c.entries[i]
		if verbale.Statuses[e.status] == verbale.Struck || !ownWords(e.account) || !e.dated || e.first != e.last {
			continue
		}
		if len(counts) == 0 {
			first, last = e.first, e.first
		}
		first, last = min(first, e.first), max(last, e.first)
		counts[e.first]++
	}
	if len(counts) == 0 || last-first > daysOfAStory {
		return nil, false
	}
	for day := first; day <= last; day++ {
		if counts[day] > 0 {
			days = append(days, Count{Name: day.String(), Count: counts[day]})
		}
	}
	return days, true
}
