package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Query is what a list of statements is asked for: each field that is given
// must hold, and holds where any of its values does.
type Query struct {
	Words    string   `query:"q" maxLength:"200" doc:"Words that the content holds, all of them; \"words in marks\" as they stand."`
	Speaker  []string `query:"speaker,explode" maxItems:"20" doc:"An actor's id, or part of a name. \"-\" is unattributed."`
	To       []string `query:"to,explode" maxItems:"20" doc:"An addressee's id, or part of a name."`
	Side     []string `query:"side,explode" maxItems:"20" doc:"The side of the speaker. \"-\" is no known side."`
	Kind     []string `query:"kind,explode" maxItems:"20" doc:"The speech act."`
	Mode     []string `query:"mode,explode" maxItems:"4" doc:"direct, indirect or mixed."`
	Account  []string `query:"account,explode" maxItems:"4" doc:"own, same_side, ascribed or outlet."`
	Outlet   []string `query:"outlet,explode" maxItems:"20" doc:"The outlet, whole. \"-\" is unknown."`
	Document []string `query:"document,explode" maxItems:"20" doc:"The name of a report."`
	Status   []string `query:"status,explode" maxItems:"5" doc:"unread, checked, corrected, added or struck. Struck ones come only when asked for."`
	Since    string   `query:"since" maxLength:"10" pattern:"^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$" doc:"Said on this day, month or year, or later."`
	Until    string   `query:"until" maxLength:"10" pattern:"^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$" doc:"Said on this day, month or year, or earlier."`
	Undated  bool     `query:"undated" doc:"Only statements without a day on which they were said."`
	Sort     string   `query:"sort" enum:"date,-date,report,doubt" default:"date" doc:"By the day on which it was said (undated last), the same backwards, by report and place, or the most doubtful first."`
}

// facetFields are the fields of a query that are counted beside a list.
var facetFields = []string{"side", "speaker", "kind", "mode", "account", "outlet", "document", "status"}

// queryOf reads a query from the values of an address. What it does not know
// it passes over; what is wrong it names.
func queryOf(values url.Values) (Query, error) {
	q := Query{
		Words: strings.TrimSpace(values.Get("q")), Since: values.Get("since"), Until: values.Get("until"),
		Undated: values.Get("undated") != "" && values.Get("undated") != "false", Sort: values.Get("sort"),
	}
	for name, list := range q.lists() {
		for _, value := range values[name] {
			if value != "" {
				*list = append(*list, value)
			}
		}
	}
	return q, q.check()
}

// lists returns the fields that take several values, by name.
func (q *Query) lists() map[string]*[]string {
	return map[string]*[]string{
		"speaker": &q.Speaker, "to": &q.To, "side": &q.Side, "kind": &q.Kind, "mode": &q.Mode,
		"account": &q.Account, "outlet": &q.Outlet, "document": &q.Document, "status": &q.Status,
	}
}

func (q *Query) check() error {
	if len(q.Words) > 200 {
		return fmt.Errorf("%w: the words are longer than 200 bytes", ErrQuery)
	}
	for name, list := range q.lists() {
		if len(*list) > 20 {
			return fmt.Errorf("%w: more than 20 values for %s", ErrQuery, name)
		}
	}
	for _, day := range []string{q.Since, q.Until} {
		if _, ok := calendar.ParseSpan(day); day != "" && !ok {
			return fmt.Errorf("%w: %q is not a date: write 1914-07-28, 1914-07 or 1914", ErrQuery, day)
		}
	}
	if q.Sort == "" {
		q.Sort = "date"
	}
	if !slices.Contains([]string{"date", "-date", "report", "doubt"}, q.Sort) {
		return fmt.Errorf("%w: no order %q: sort by date, -date, report or doubt", ErrQuery, q.Sort)
	}
	return nil
}

// values spells the query as the values of an address.
func (q Query) values() url.Values {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("q", q.Words)
	set("since", q.Since)
	set("until", q.Until)
	if q.Undated {
		values.Set("undated", "true")
	}
	if q.Sort != "date" {
		set("sort", q.Sort)
	}
	for name, list := range q.lists() {
		if len(*list) > 0 {
			values[name] = *list
		}
	}
	return values
}

// with returns the query with a value of a field added, or without it where it
// is there.
func (q Query) with(field, value string) Query {
	for name, list := range q.lists() {
		if name != field {
			continue
		}
		values := slices.Clone(*list)
		if at := slices.Index(values, value); at >= 0 {
			values = slices.Delete(values, at, at+1)
		} else {
			values = append(values, value)
		}
		*list = values
	}
	return q
}

// test is a query prepared for going over the entries.
type test struct {
	matched                              []bool // of each entry; nil lets all through
	speakers, to                         []bool // of each actor
	unattributed                         bool
	sides, outlets, documents            []bool // of each; the last is none
	kinds, modes, accountsWanted, states places64
	since, until                         calendar.Day
	hasSince, hasUntil, undated          bool
}

// prepare looks up the values of a query. Match finds the words.
func (c *catalogue) prepare(ctx context.Context, q Query, match func(context.Context, string) ([]int64, error)) (*test, error) {
	t := &test{undated: q.Undated}
	if q.Words != "" {
		numbers, err := match(ctx, q.Words)
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
	for _, who := range q.Speaker {
		if who == "-" {
			t.unattributed = true
			continue
		}
		t.speakers = c.addNamed(t.speakers, who)
	}
	for _, who := range q.To {
		t.to = c.addNamed(t.to, who)
	}
	t.sides = places(q.Side, c.sideOf)
	t.outlets = places(q.Outlet, c.outletOf)
	t.documents = places(q.Document, c.documentOf)
	t.kinds = known(q.Kind, verbale.Kinds)
	t.modes = known(q.Mode, verbale.Modes)
	t.accountsWanted = known(q.Account, verbale.Accounts)
	t.states = known(q.Status, verbale.Statuses)
	if t.states == 0 {
		t.states = known([]string{"unread", "checked", "corrected", "added"}, verbale.Statuses)
	}
	if span, ok := calendar.ParseSpan(q.Since); ok {
		t.since, t.hasSince = span.First, true
	}
	if span, ok := calendar.ParseSpan(q.Until); ok {
		t.until, t.hasUntil = span.Last, true
	}
	return t, nil
}

// places looks values up; "-" is none, which has the last place. It returns nil
// where nothing is asked.
func places(values []string, at map[string]int32) []bool {
	if len(values) == 0 {
		return nil
	}
	found := make([]bool, len(at)+1)
	for _, value := range values {
		if value == "-" {
			found[len(at)] = true
		} else if place, ok := at[value]; ok {
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
	if len(values) == 0 {
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
	failed := 0
	if t.matched != nil && !t.matched[i] || t.undated && e.dated || !t.within(e) || t.to != nil && !anyIn(t.to, c.addresseesOf(e)) {
		return failsOther
	}
	if t.sides != nil && !has(t.sides, int32(e.side)) {
		failed |= failsSide
	}
	if (t.speakers != nil || t.unattributed) && !(t.unattributed && e.speakers == 0) && !anyIn(t.speakers, c.speakersOf(e)) {
		failed |= failsSpeaker
	}
	if !t.kinds.lets(e.kind) {
		failed |= failsKind
	}
	if !t.modes.lets(e.mode) {
		failed |= failsMode
	}
	if !t.accountsWanted.lets(e.account) {
		failed |= failsAccount
	}
	if t.outlets != nil && !has(t.outlets, c.documents[e.document].outlet) {
		failed |= failsOutlet
	}
	if t.documents != nil && !t.documents[e.document] {
		failed |= failsDocument
	}
	if !t.states.lets(e.status) {
		failed |= failsStatus
	}
	return failed
}

func (t *test) within(e *entry) bool {
	if !t.hasSince && !t.hasUntil {
		return true
	}
	return e.dated && (!t.hasSince || e.last >= t.since) && (!t.hasUntil || e.first <= t.until)
}

func anyIn(wanted []bool, have []int32) bool {
	if wanted == nil {
		return false
	}
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
func (c *catalogue) hits(q Query, t *test) []int32 {
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
