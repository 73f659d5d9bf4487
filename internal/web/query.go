package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// facetFields are the fields of a query that are counted beside a list.
var facetFields = []string{"side", "speaker", "kind", "mode", "account", "outlet", "document", "status"}

// queryOf reads a query from the values of an address. What it does not know
// it passes over; what is wrong it names.
func queryOf(values url.Values) (query.Query, error) {
	q, err := query.FromValues(values)
	if q.Sort == "" {
		q.Sort = query.ByDate
	}
	return q, err
}

// test is a query prepared for going over the entries.
type test struct {
	plan                                 *query.Plan
	matched                              []bool // of each entry; nil lets all through
	speakers, to                         []bool // of each actor
	sides                                []bool // of each side
	outlets                              []bool // of each outlet; the last is none
	reports                              []bool // of each document: what is asked of its name and day
	named                                []bool // of each document: what is asked of its name alone; nil lets all through
	kinds, modes, accountsWanted, states places64
	channels                             places64 // from 1, as in entries
	days                                 bool     // there are limits on the day of the saying
}

// prepare looks up the values of a query. Match finds the words.
func (c *catalogue) prepare(ctx context.Context, q query.Query, match func(context.Context, string) ([]int64, error)) (*test, error) {
	p := c.directory.Plan(q)
	t := &test{plan: p, days: p.Since != "" || p.Until != ""}
	if q.About != "" {
		numbers, err := match(ctx, q.About)
		if err != nil {
			return nil, err
		}
		t.matched = make([]bool, len(c.entries))
		for _, n := range numbers {
			if at, known := c.entryOf[n]; known {
				t.matched[at] = true
			}
		}
	}
	t.speakers = places(p.Speakers, c.actorOf, false)
	t.to = places(p.Addressees, c.actorOf, false)
	t.outlets = places(p.Outlets, c.outletOf, p.NoOutlet)
	t.named = places(p.Documents, c.documentOf, false)
	if p.Sides != nil {
		t.sides = make([]bool, len(c.sides))
		for _, id := range p.Sides {
			if at, known := c.sideOf[id]; known {
				t.sides[at] = true
			}
		}
	}
	if p.ReportedSince != "" || p.ReportedUntil != "" || p.Unreported {
		t.reports = make([]bool, len(c.documents))
		for i := range c.documents {
			day := ""
			if d := query.ReportDay(c.documents[i].row.Dateline.Date, c.documents[i].row.Published); d != nil {
				day = *d
			}
			t.reports[i] = p.ReportedWithin(day)
		}
	}
	t.kinds = known(q.Kind, verbale.Kinds)
	t.modes = known(q.Mode, verbale.Modes)
	t.accountsWanted = known(q.Accounts(), verbale.Accounts)
	t.channels = known(q.Channel, verbale.Channels) << 1
	t.states = known(q.Statuses(), verbale.Statuses)
	return t, nil
}

// places looks values up; none has the last place. It returns nil where nothing
// is asked.
func places(values []string, at map[string]int32, noneToo bool) []bool {
	if values == nil {
		return nil
	}
	found := make([]bool, len(at)+1)
	found[len(at)] = noneToo
	for _, value := range values {
		if place, ok := at[value]; ok {
			found[place] = true
		}
	}
	return found
}

// has reports whether a place is among those that places found.
func has(wanted []bool, place int32) bool {
	if place == none {
		place = int32(len(wanted) - 1)
	}
	return wanted[place]
}

// places64 is a set of places in a closed list; 0 asks for nothing.
type places64 uint64

// lets reports whether a place is in the set, or nothing is asked.
func (p places64) lets(place uint8) bool { return p == 0 || p&(1<<place) != 0 }

// nowhere is a set that lets nothing through: a value that is on no list was
// asked for.
const nowhere places64 = 1 << 63

func known[T ~string](values []string, list []T) places64 {
	if values == nil {
		return 0
	}
	found := nowhere
	for _, value := range values {
		if at := slices.Index(list, T(value)); at >= 0 {
			found |= 1 << at
		}
	}
	return found
}

// The conditions of a test, one bit each, so that a facet can leave its own out.
const (
	failsOther = 1 << iota
	failsSide
	failsSpeaker
	failsKind
	failsMode
	failsAccount
	failsOutlet
	failsDocument
	failsStatus
)

// fails returns which conditions entry i does not meet; 0 is a hit.
func (t *test) fails(c *catalogue, i int32) int {
	e := &c.entries[i]
	if t.failsOther(c, e, i) {
		return failsOther
	}
	failed := 0
	if t.sides != nil && !t.letsSide(c, e) {
		failed |= failsSide
	}
	if t.speakers != nil && !(t.plan.NoSpeaker && e.speakers == 0) && !anyIn(t.speakers, c.speakersOf(e)) {
		failed |= failsSpeaker
	}
	if !t.kinds.lets(e.kind) {
		failed |= failsKind
	}
	if !t.modes.lets(e.mode) {
		failed |= failsMode
	}
	if !t.accountsWanted.lets(e.account) && !(e.speakers == 0 && t.plan.OwnWords()) {
		failed |= failsAccount
	}
	if t.outlets != nil && !has(t.outlets, c.documents[e.document].outlet) {
		failed |= failsOutlet
	}
	if t.named != nil && !t.named[e.document] {
		failed |= failsDocument
	}
	if !t.states.lets(e.status) {
		failed |= failsStatus
	}
	return failed
}

// failsOther reports whether an entry fails one of the conditions that no facet
// counts.
func (t *test) failsOther(c *catalogue, e *entry, i int32) bool {
	return t.matched != nil && !t.matched[i] ||
		t.plan.Undated && e.dated ||
		t.plan.Unattributed && e.speakers > 0 ||
		t.days && !t.plan.Within(e.dated, e.first, e.last, e.hasNotAfter, e.notAfter) ||
		t.to != nil && !anyIn(t.to, c.addresseesOf(e)) ||
		t.reports != nil && !t.reports[e.document] ||
		!t.channels.lets(e.channel)
}

// letsSide reports whether one of those who speak an entry speaks for a side
// that is asked for.
func (t *test) letsSide(c *catalogue, e *entry) bool {
	sided := false
	for _, who := range c.speakersOf(e) {
		for _, side := range c.actors[who].sides {
			sided = true
			if t.sides[side] {
				return true
			}
		}
	}
	return !sided && t.plan.NoSide
}

func anyIn(wanted []bool, have []int32) bool {
	for _, h := range have {
		if wanted[h] {
			return true
		}
	}
	return false
}

// inOrder calls yield with the entries in the order of the query until it
// returns false.
func (c *catalogue) inOrder(sort string, yield func(int32) bool) {
	switch sort {
	case "report":
		for i := range c.entries {
			if !yield(int32(i)) {
				return
			}
		}
	case "-date":
		dated, _ := slices.BinarySearchFunc(c.byDate, false, func(i int32, _ bool) int {
			if c.entries[i].dated {
				return -1
			}
			return 1
		})
		for k := dated - 1; k >= 0; k-- {
			if !yield(c.byDate[k]) {
				return
			}
		}
		for _, i := range c.byDate[dated:] {
			if !yield(i) {
				return
			}
		}
	default:
		order := c.byDate
		if sort == "doubt" {
			order = c.byDoubt
		}
		for _, i := range order {
			if !yield(i) {
				return
			}
		}
	}
}

// hits returns all entries that the query lets through, in its order.
func (c *catalogue) hits(q query.Query, t *test) []int32 {
	var found []int32
	c.inOrder(q.Sort, func(i int32) bool {
		if t.fails(c, i) == 0 {
			found = append(found, i)
		}
		return true
	})
	return found
}

// cursor names a place in a list by the statement that stands there, so that
// it stays good when others come before it.
func cursor(number int64) string { return strconv.FormatInt(number, 36) }

func (c *catalogue) fromCursor(text string) (int32, error) {
	number, err := strconv.ParseInt(text, 36, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: the cursor %q is not one of ours", ErrQuery, text)
	}
	at, known := c.entryOf[number]
	if !known {
		return 0, fmt.Errorf("%w: the cursor %q is from before the dossier changed; begin again without it", ErrQuery, text)
	}
	return at, nil
}
