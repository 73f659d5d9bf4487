package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export/sheet"
)

// How many lines the blocks of the first page have at most.
const (
	newMost    = 7
	standsMost = 6
	daysMost   = 7
	dueMost    = 5
	papersMost = 4
	castMost   = 8
	heardMost  = 5
	factsOfDay = 3
)

// firstWait is how long after its beginning pages wait for what lies between the reports;
// without it their blocks are not there yet.
const firstWait = 3 * time.Second

// firstView is the first page: what a person asks first of a dossier.
type firstView struct {
	*DossierData
	Dated    int // reports with a day
	Outlets  []Count
	Unknown  int // reports of which no outlet is known
	Derived  bool
	Waiting  bool
	New      *newBlock
	Stands   []standLine
	Open     int
	Mattered []dayFacts
	Foretold []foretoldRow
	Expected int // expectations that are open
	Papers   []paperLast
	Moved    int // papers that moved
	Parties  []SideData
	Also     []SideData
	Heard    []heardSide
	Bare     bool // nothing lies between the reports and nothing is told to have happened
}

// newBlock is what is new since somebody last looked.
type newBlock struct {
	Since   string // when that was
	Reports []ReportRef
	Rows    []changeRow
	Total   int
	All     string
}

// standLine is a request that is still open, in one line.
type standLine struct {
	ID      string
	By, To  string
	Verb    string
	Words   verbale.Located
	More    int // parts beside the first
	Stands  string
	Silent  string // those of whom nothing is told, and what is said of that
	When    string
	Tag     int
	open    bool
	outside int // how many reports tell of it
	last    string
}

// dayFacts is a day with what was done on it, else with headlines.
type dayFacts struct {
	Day   string
	Facts []*fact
	More  int
	Data  *DayData // of the statements that are dated to it; nil where there are none

	Speakers []ActorCount // who said most on it, where nothing else is told of it
}

// paperLast is a paper with the last step that is told of it.
type paperLast struct {
	ID, Name string
	Step     string
	On       string
	Hands    string
}

func (s *Server) serveDossier(w http.ResponseWriter, r *http.Request) {
	v := firstView{}
	err := s.ask(r.Context(), func(c *catalogue) (err error) {
		v = firstView{}
		if v.DossierData, err = s.dossierData(r.Context(), c); err != nil {
			return err
		}
		v.Dated = v.Totals.Reports - v.Totals.UndatedReports
		v.Outlets, v.Unknown = c.heardThrough(2)
		b, waiting := s.soon(r.Context(), c)
		v.Waiting = waiting
		if b != nil {
			v.Derived = true
			v.stand(c, b)
			v.foretell(c, b)
			v.move(b)
		}
		v.matter(c, b)
		v.cast(c, b)
		if looked := r.URL.Query().Get("looked"); looked != "" {
			return v.renew(c, b, looked)
		}
		return nil
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v.Bare = len(v.Stands)+len(v.Foretold)+len(v.Papers) == 0
	if !v.Bare {
		v.Latest = nil
	}
	s.show(w, r, "dossier", http.StatusOK, view{Title: v.Name, Active: "dossier", JSON: "/dossier.json", Data: v})
}

// soon returns what lies between the reports if it is there soon, and whether it is still
// being derived. While reports are read nobody waits for it.
func (s *Server) soon(ctx context.Context, c *catalogue) (b *between, waiting bool) {
	if _, derives := s.store.(Exchanger); !derives || len(c.entries) == 0 {
		return nil, false
	}
	if s.progress().Reading {
		return nil, true
	}
	s.begin(c)
	begun := time.Unix(0, c.derivation.since.Load())
	ctx, cancel := context.WithDeadline(ctx, begun.Add(firstWait))
	defer cancel()
	if b := c.derivation.now(); b != nil {
		return b, false
	}
	b, err := s.between(ctx, c)
	return b, err != nil
}

// stand lists the requests that are still open, those that most reports tell first, then
// the latest; where they are few, what others tell to be answered after them.
func (v *firstView) stand(c *catalogue, b *between) {
	var lines []standLine
	for _, r := range b.requests {
		if r.Doubtful || r.WithinSide || r.Kind == verbale.RequestCharge {
			continue
		}
		line := c.standLine(r, b.parts[r.ID])
		if section := correspondence.SectionOf(r); section == "Open" || section == "Answered, not clearly" {
			line.open = true
			v.Open++
		}
		lines = append(lines, line)
	}
	slices.SortStableFunc(lines, func(x, y standLine) int {
		return cmp.Or(cmp.Compare(btoi(y.open), btoi(x.open)), cmp.Compare(y.outside, x.outside), cmp.Compare(y.More, x.More), cmp.Compare(y.last, x.last))
	})
	v.Stands = lines[:min(standsMost, len(lines))]
}

func (c *catalogue) standLine(r *verbale.Request, parts []*verbale.Request) standLine {
	card := correspondence.CardOf(r, parts, false)
	line := standLine{ID: r.ID, By: correspondence.Names(r.By, "somebody"), To: correspondence.Names(r.To, ""), Verb: card.Verb, Words: sheet.LongestOf(r),
		More: max(0, len(parts)-1), outside: r.Tellings}
	if len(parts) > 0 {
		line.Words = sheet.LongestOf(parts[0])
	}
	if len(r.By) > 0 {
		line.Tag = c.tagOf(r.By[0].ID)
	}
	when, bound := c.whenAsked(r)
	if line.When = when; bound != "" {
		line.When = bound
	}
	line.last = orEmpty(r.On)
	silent := map[string][]string{} // parties, by what is said of their silence
	var order []string
	for _, l := range card.Lines {
		switch {
		case len(l.Entries) == 0:
			if silent[l.Silence] == nil {
				order = append(order, l.Silence)
			}
			silent[l.Silence] = append(silent[l.Silence], l.Party.Name)
		case line.Stands == "":
			e := l.Entries[len(l.Entries)-1]
			line.Stands = l.Party.Name + ": " + e.Does
			if e.Teller != "" {
				line.Stands += ", says " + e.Teller
			}
		}
	}
	for i, why := range order {
		order[i] = strings.Join(silent[why], ", ") + ": " + why
	}
	line.Silent = strings.Join(order, "; ")
	return line
}

// foretell lists what is due next, then what is past its day, then what has been unheard
// of for longest.
func (v *firstView) foretell(c *catalogue, b *between) {
	last := ""
	if v.Last != nil {
		last = *v.Last
	}
	rank := func(e *verbale.Expectation) (int, string) {
		due := dueDay(e)
		switch {
		case due != "" && due > last:
			return 0, due
		case due != "":
			return 1, due
		}
		return 2, fmt.Sprintf("%09d", 1e8-age(e))
	}
	var open []*verbale.Expectation
	for _, e := range b.expectationsOf(verbale.OpenYet, false) {
		open = append(open, e)
	}
	v.Expected = len(open)
	slices.SortStableFunc(open, func(x, y *verbale.Expectation) int {
		rx, dx := rank(x)
		ry, dy := rank(y)
		return cmp.Or(cmp.Compare(rx, ry), cmp.Compare(dx, dy))
	})
	for _, e := range open[:min(dueMost, len(open))] {
		v.Foretold = append(v.Foretold, c.foretold(e))
	}
}

// dueDay is the day on which an expectation is due; "" where none is told.
func dueDay(e *verbale.Expectation) string {
	if e.Due == nil || len(e.Due.Value) < len("2006-01-02") {
		return ""
	}
	if _, ok := calendar.ParseDay(e.Due.Value[:10]); !ok {
		return ""
	}
	return e.Due.Value[:10]
}

// dueOn spells the day, month or year in which something is due; "" where its words name
// none.
func dueOn(d *verbale.Due) string {
	if _, ok := calendar.ParseSpan(strings.SplitN(d.Value, "T", 2)[0]); !ok {
		return ""
	}
	return spellDate(d.Value)
}

func age(e *verbale.Expectation) int {
	if e.Age == nil {
		return 0
	}
	return *e.Age
}

// move lists the papers that moved last.
func (v *firstView) move(b *between) {
	type moved struct {
		paperLast
		day calendar.Day
	}
	var all []moved
	for _, p := range b.papers {
		if p.row.Doubtful {
			continue
		}
		var last *moved
		for _, t := range p.steps {
			f := stepFact(p.row, t)
			if f == nil || f.Planned || last != nil && f.Day < last.day {
				continue
			}
			hands := f.Who
			if f.To != "" {
				hands = strings.TrimSpace(f.Who + " → " + f.To)
			}
			last = &moved{paperLast{ID: p.row.ID, Name: p.row.Name, Step: f.What, On: f.On, Hands: hands}, f.Day}
		}
		if last != nil {
			all = append(all, *last)
		}
	}
	v.Moved = len(all)
	slices.SortStableFunc(all, func(x, y moved) int { return cmp.Compare(y.day, x.day) })
	for _, m := range all[:min(papersMost, len(all))] {
		v.Papers = append(v.Papers, m.paperLast)
	}
}

// matter lists the days that mattered, in order of the calendar: by papers and events
// first, then by what was said on them.
func (v *firstView) matter(c *catalogue, b *between) {
	days := map[string]*dayFacts{}
	weight := map[string]int{}
	if b != nil {
		for _, f := range b.facts {
			if !f.Exact() || f.Planned || v.First != nil && f.Day.String() < yearBefore(*v.First) {
				continue
			}
			day := f.Day.String()
			if days[day] == nil {
				days[day] = &dayFacts{Day: day}
			}
			d := days[day]
			if len(d.Facts) < factsOfDay {
				d.Facts = append(d.Facts, f)
			} else {
				d.More++
			}
			weight[day] += 100 * (1 + f.Tellings + 2*btoi(f.Step()))
		}
	}
	for i := range v.Days {
		data := &v.Days[i]
		if days[data.Day] == nil {
			days[data.Day] = &dayFacts{Day: data.Day}
		}
		days[data.Day].Data = data
		weight[data.Day] += data.Statements
	}
	names := make([]string, 0, len(days))
	for day := range days {
		names = append(names, day)
	}
	slices.SortFunc(names, func(x, y string) int { return cmp.Or(cmp.Compare(weight[y], weight[x]), cmp.Compare(x, y)) })
	names = names[:min(daysMost, len(names))]
	slices.Sort(names)
	for _, day := range names {
		d := days[day]
		if d.Data != nil && len(d.Facts)+len(d.Data.Headlines) == 0 {
			d.Speakers = c.speakersOn(day)
		}
		v.Mattered = append(v.Mattered, *d)
	}
}

// speakersOn are those who say most on a day.
func (c *catalogue) speakersOn(day string) []ActorCount {
	on, ok := calendar.ParseDay(day)
	if !ok {
		return nil
	}
	counts := map[int32]int{}
	for i := range c.entries {
		e := &c.entries[i]
		if !e.dated || e.first != on || e.last != on || verbale.Statuses[e.status] == verbale.Struck || !ownWords(e.account) {
			continue
		}
		for _, who := range c.speakersOf(e) {
			counts[who]++
		}
	}
	return c.ranked(counts, factsOfDay)
}

// yearBefore is the day a year before another: what was done earlier is history to the
// reports.
func yearBefore(day string) string {
	year, err := strconv.Atoi(day[:4])
	if err != nil {
		return day
	}
	return fmt.Sprintf("%04d%s", year-1, day[4:])
}

// cast parts the sides that ask or are asked from those that are also heard.
func (v *firstView) cast(c *catalogue, b *between) {
	parties := map[string]bool{}
	if b != nil {
		for _, r := range b.requests {
			if r.Doubtful {
				continue
			}
			for _, a := range slices.Concat(r.By, r.To) {
				parties[c.sideName(a)] = true
			}
		}
	}
	for _, side := range v.Sides {
		switch {
		case side.Side != nil && (parties[*side.Side] || b == nil) && len(v.Parties) < castMost:
			v.Parties = append(v.Parties, side)
		case side.Side != nil:
			v.Also = append(v.Also, side)
		}
	}
	if len(v.Parties) == 0 {
		v.Parties, v.Also = v.Also[:min(castMost, len(v.Also))], v.Also[min(castMost, len(v.Also)):]
	}
	for _, row := range v.Through {
		if heard := c.heardOf(row); heard.Own > 0 && len(v.Heard) < heardMost {
			v.Heard = append(v.Heard, heard)
		}
	}
}

// renew lists what reports tell that came in since a moment.
func (v *firstView) renew(c *catalogue, b *between, looked string) error {
	since, err := time.Parse(time.RFC3339, looked)
	if err != nil {
		return fmt.Errorf("%w: looked %q is no moment; write it as 2022-02-09T10:00:00Z", ErrQuery, looked)
	}
	fresh := c.readSince(since)
	if len(fresh) == 0 {
		return nil
	}
	v.New = &newBlock{Since: since.UTC().Format("2006-01-02T15:04"), All: "/changes?" + url.Values{"looked": {looked}}.Encode()}
	for _, at := range fresh {
		v.New.Reports = append(v.New.Reports, refOf(c.documents[at].row))
	}
	if b == nil {
		return nil
	}
	for _, change := range b.toldBy(c, fresh) {
		if v.New.Total++; len(v.New.Rows) < newMost {
			v.New.Rows = append(v.New.Rows, c.changeRow(b, change))
		}
	}
	return nil
}

// readSince lists the reports that came in after a moment.
func (c *catalogue) readSince(since time.Time) []int32 {
	var fresh []int32
	for i := range c.documents {
		if c.documents[i].readAt > since.Unix() {
			fresh = append(fresh, int32(i))
		}
	}
	return fresh
}

// toldBy are the changes that some reports tell.
func (b *between) toldBy(c *catalogue, reports []int32) []*verbale.Change {
	names := map[string]bool{}
	for _, at := range reports {
		names[c.documents[at].row.ID] = true
	}
	var told []*verbale.Change
	for _, change := range b.changes {
		if names[change.Evidence[0].Document] {
			told = append(told, change)
		}
	}
	return told
}

// visitEnds is how long after one has looked another look is another visit.
const visitEnds = 30 * time.Minute

// looking remembers in a cookie when somebody last looked at the first page, and puts it
// into the question where reports came in since. On a first visit nothing is new.
func (s *Server) looking(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" || r.Method != http.MethodGet || r.URL.RawQuery != "" {
			next.ServeHTTP(w, r)
			return
		}
		digest := sha256.Sum256([]byte(s.store.Name()))
		name := "verbale_looked_" + hex.EncodeToString(digest[:4]) // cookies are the same for all ports
		now := time.Now().Unix()
		before, last := now, now
		if cookie, err := r.Cookie(name); err == nil {
			if _, err := fmt.Sscanf(cookie.Value, "%d.%d", &before, &last); err != nil || before > now || last > now {
				before, last = now, now
			}
			if now-last > int64(visitEnds/time.Second) {
				before = last
			}
		}
		http.SetCookie(w, &http.Cookie{Name: name, Value: fmt.Sprintf("%d.%d", before, now), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		if c := s.now(); c != nil && c.newest > before {
			asked := r.Clone(r.Context())
			asked.URL.RawQuery = url.Values{"looked": {time.Unix(before, 0).UTC().Format(time.RFC3339)}}.Encode()
			r = asked
		}
		next.ServeHTTP(w, r)
	})
}
