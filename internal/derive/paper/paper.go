package paper

import (
	"cmp"
	"slices"
	"strings"
)

// Telling is a paper as one report knows it.
type Telling struct {
	Key      string // its id; it orders the tellings of a block
	Document string
	Start    int // where its first mention stands
	Kind     string
	Named    bool     // it is in the block of its proper name
	Answer   bool     // it is an answer
	To       bool     // its block is that of whom it is for, and not of who made it
	Keys     []string // for whom and between whom it is, who made it himself ("by …"), and what it is about ("about …")
	Own      Days     // its own day
	Reported Days     // the day of the report
	Steps    []Step
}

// ID orders the tellings of a block.
func (t Telling) ID() string { return t.Key }

// Days are the first and the last of some days, counted from any one day; Known is
// whether there are any.
type Days struct {
	First, Last int
	Known       bool
}

// apart is how many days lie between a and b; 0 where they share one or one is not
// known.
func (a Days) apart(b Days) int {
	if !a.Known || !b.Known {
		return 0
	}
	return max(0, a.First-b.Last, b.First-a.Last)
}

// Step is one place where a report tells a step of a paper.
type Step struct {
	Key        string // its id
	Step       string
	Factuality string
	From, To   []string // for whom they act who gave and took it
	On         Days
	Received   Days
}

// Paper is one paper with its tellings and transfers.
type Paper struct {
	ID        string
	Tellings  []string // their keys, in order of document and place
	Transfers []Transfer
}

// Transfer is one step of a paper with the places that tell it.
type Transfer struct {
	ID    string
	Steps []string // keys, in order of the tellings
}

// Deriver derives papers from the tellings of a block.
type Deriver struct{}

// Layer is "paper".
func (Deriver) Layer() string { return "paper" }

// Limit bounds how many tellings of a block are compared.
func (Deriver) Limit() int { return 20000 }

// The bounds within which two reports can speak of one paper that has no name.
const (
	weeksApart = 60 // days between reports
	daysApart  = 10 // days between reports that share less
	fewDays    = 5  // days between reports that share no more than for whom it is
	groupsHeld = 24 // groups of a block that a telling is held against, the latest first
)

// byHand is what the blocks begin with whose tellings a person put together: they are of
// one paper.
const byHand = "by hand "

// Derive groups the tellings of a block into papers.
func (Deriver) Derive(block string, tellings []Telling) []Paper {
	hand := strings.HasPrefix(block, byHand)
	order := make([]*Telling, len(tellings))
	for i := range tellings {
		order[i] = &tellings[i]
	}
	slices.SortFunc(order, func(a, b *Telling) int {
		return cmp.Or(cmp.Compare(dayOf(a), dayOf(b)), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key))
	})
	var groups [][]*Telling
	for _, t := range order {
		at, best := -1, 0
		for i := len(groups) - 1; i >= 0 && i >= len(groups)-groupsHeld; i-- {
			if much := fits(groups[i], t); much > best || hand {
				at, best = i, much
			}
		}
		if at < 0 {
			groups = append(groups, []*Telling{t})
			continue
		}
		groups[at] = append(groups[at], t)
	}
	papers := make([]Paper, len(groups))
	for i, group := range groups {
		papers[i] = paperOf(group)
	}
	slices.SortFunc(papers, func(a, b Paper) int { return strings.Compare(a.ID, b.ID) })
	return papers
}

// dayOf orders tellings: reports without a day come last.
func dayOf(t *Telling) int {
	if !t.Reported.Known {
		return 1 << 30
	}
	return t.Reported.First
}

// fits is how much speaks for it that a telling is of the paper of a group: 0 where
// something speaks against any of its last tellings, or nothing for one.
func fits(group []*Telling, t *Telling) int {
	last := group[max(0, len(group)-8):]
	for _, g := range last {
		if against(g, t) {
			return 0
		}
	}
	best := 0
	for _, g := range last {
		best = max(best, speaks(g, t))
	}
	return best
}

// against reports whether two tellings cannot be of one paper: their own days differ,
// they are for others, or they went the same step on days that are far apart.
func against(a, b *Telling) bool {
	if a.Own.apart(b.Own) > 0 {
		return true
	}
	if a.Named {
		return false
	}
	for _, pair := range [][2][]string{{whom(a.Keys), whom(b.Keys)}, {with(a.Keys, byPrefix), with(b.Keys, byPrefix)}} {
		if x, y := pair[0], pair[1]; len(x) > 0 && len(y) > 0 && !share(x, y) {
			return true
		}
	}
	for i := range a.Steps {
		for k := range b.Steps {
			s, u := &a.Steps[i], &b.Steps[k]
			if s.Step == u.Step && happened(s) && happened(u) && (s.On.apart(u.On) > nearDays || s.Received.apart(u.Received) > nearDays) {
				return true
			}
		}
	}
	return a.Reported.apart(b.Reported) > weeksApart
}

// nearDays is by how many days two reports can differ on the day of one step.
const nearDays = 3

func happened(s *Step) bool { return s.Factuality == "happened" }

// How much speaks for it that two tellings are of one paper.
const (
	little = 1 // as much as reports that are near each other need
	much   = 2
)

// speaks is how much tells that two tellings are of one paper; 0 for nothing.
func speaks(a, b *Telling) int {
	x, y := whom(a.Keys), whom(b.Keys)
	of, about := with(a.Keys, aboutPrefix), with(b.Keys, aboutPrefix)
	who, what, either := share(x, y), share(of, about), len(of) == 0 || len(about) == 0
	hand := share(with(a.Keys, byPrefix), with(b.Keys, byPrefix))
	apart, open := a.Reported.apart(b.Reported), a.Document != b.Document && (len(x) == 0 || len(y) == 0)
	switch {
	case a.Named, who && (what || either), hand && what, what && len(x) == 0 && len(y) == 0, sameStep(a, b):
		return much
	case hand && either && apart <= daysApart,
		what && open && apart <= daysApart,
		a.Answer && either && open && apart <= daysApart, // who answers answers once
		a.To && b.To && a.Kind == b.Kind && either && open && apart <= fewDays && a.past() == b.past():
		return little
	}
	return 0
}

// past reports whether a report tells a step of a paper that was long ago when it was
// published: a paper of another time.
func (t *Telling) past() bool {
	return t.Reported.Known && slices.ContainsFunc(t.Steps, func(s Step) bool {
		return happened(&s) && (s.On.Known && t.Reported.First-s.On.Last > weeksApart/2 || s.Received.Known && t.Reported.First-s.Received.Last > weeksApart/2)
	})
}

// sameStep reports whether two tellings tell the same step on the same day.
func sameStep(a, b *Telling) bool {
	for i := range a.Steps {
		for k := range b.Steps {
			s, u := &a.Steps[i], &b.Steps[k]
			if s.Step == u.Step && s.On.Known && u.On.Known && s.On == u.On && s.On.Last-s.On.First < 2 {
				return true
			}
		}
	}
	return false
}

// What keys begin with that do not name for whom or between whom a paper is.
const (
	aboutPrefix = "about "
	byPrefix    = "by "
)

func whom(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return strings.HasPrefix(key, aboutPrefix) || strings.HasPrefix(key, byPrefix)
	})
}

func with(keys []string, prefix string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !strings.HasPrefix(key, prefix) })
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(key string) bool { return slices.Contains(b, key) })
}

// paperOf makes the paper of a group. It bears the id of its first telling in order of
// document and place, so that an id that it had before is that of one of its tellings.
func paperOf(group []*Telling) Paper {
	slices.SortFunc(group, func(a, b *Telling) int {
		return cmp.Or(strings.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), strings.Compare(a.Key, b.Key))
	})
	p := Paper{ID: group[0].Key}
	var steps []*Step
	for _, t := range group {
		p.Tellings = append(p.Tellings, t.Key)
		for i := range t.Steps {
			steps = append(steps, &t.Steps[i])
		}
	}
	var groups [][]*Step
	for _, s := range steps {
		at := slices.IndexFunc(groups, func(g []*Step) bool { return sameTransfer(g, s) })
		if at < 0 {
			groups = append(groups, []*Step{s})
			continue
		}
		groups[at] = append(groups[at], s)
	}
	for _, g := range groups {
		t := Transfer{ID: g[0].Key}
		for _, s := range g {
			t.Steps = append(t.Steps, s.Key)
		}
		p.Transfers = append(p.Transfers, t)
	}
	return p
}

// sameTransfer reports whether a step is one of a transfer: the same step, or the
// receipt of what was sent or handed over, of days that are near, and through hands
// that do not exclude each other.
func sameTransfer(group []*Step, s *Step) bool {
	for _, g := range group {
		if g.Factuality != s.Factuality && !(lasting(g.Factuality) && lasting(s.Factuality)) {
			return false
		}
		if g.Step != s.Step && !receipt(g, s) && !receipt(s, g) {
			return false
		}
		if g.On.apart(s.On) > nearDays || g.Received.apart(s.Received) > nearDays || late(g, s) || late(s, g) {
			return false
		}
		if len(g.From) > 0 && len(s.From) > 0 && !share(g.From, s.From) || len(g.To) > 0 && len(s.To) > 0 && !share(g.To, s.To) {
			return false
		}
	}
	return true
}

// lasting reports whether a step that is told so can be the one that another tells to
// have happened: what was planned and then done is one.
func lasting(factuality string) bool { return factuality == "happened" }

// receipt reports whether b is the receipt of what a tells to be handed over.
func receipt(a, b *Step) bool { return a.Step == "handed_over" && b.Step == "received" }

// late reports whether b tells a receipt that is not of what a tells to be given.
func late(a, b *Step) bool {
	return a.On.Known && b.Received.Known && (b.Received.Last < a.On.First || b.Received.First-a.On.Last > receiptDays)
}

// receiptDays is how many days after it was given a paper is received.
const receiptDays = 14
