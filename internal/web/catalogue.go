package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"sync"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/query"
)

// none stands for "no such thing" in the columns of a catalogue.
const none = -1

// catalogue is what lists, facets and time lines are answered from: one entry
// a statement with what it is filtered, counted and sorted by, and no words. It
// is immutable once made, but for what it remembers of queries.
type catalogue struct {
	generation int64
	documents  []report
	outlets    []string
	actors     []actor
	sides      []string // as they are shown
	directory  *query.Directory
	entries    []entry   // in order of document and ordinal
	refs       []int32   // actors of entries
	spoken     [][]int32 // entries that each actor speaks, latest first, undated last
	byDate     []int32   // entries in order of date, undated last
	dateRank   []int32   // place of each entry in byDate
	byDoubt    []int32   // entries in order of confidence, much-heard speakers first
	members    [][]int32 // actors of each side that speak, most statements first; the last is no known side
	overview   *overview
	papers     bool // whether there are any to list
	events     bool // the same
	told       bool // whether something is told at several places
	derivation *derivation
	newest     int64 // when the report was read that was read last, seconds since 1970; 0 where it is not known

	documentOf map[string]int32
	actorOf    map[string]int32
	sideOf     map[string]int32 // by id; sides that are shown alike are one
	outletOf   map[string]int32
	entryOf    map[int64]int32

	mutex  sync.Mutex
	counts map[string]*counts // of queries, by their spelling; under mutex
}

type report struct {
	row    *verbale.DocumentRow
	outlet int32
	day    calendar.Day
	dated  bool
	readAt int64 // seconds since 1970; 0 where it is not known
}

type actor struct {
	id, name string
	kind     verbale.ActorType
	side     int32 // the first of sides
	sides    []int32
	spoken   int32
}

// entry is one statement.
type entry struct {
	number        int64
	document      int32
	refs          int32 // of its actors in catalogue.refs
	speakers      uint8 // how many of them speak, then
	addressees    uint8 // how many are addressed
	side          int16 // of the first speaker
	kind, mode    uint8 // places in verbale.Kinds and verbale.Modes
	account       uint8
	channel       uint8 // place in verbale.Channels, from 1; 0 is none
	status        uint8
	uncertain     bool
	dated         bool
	confidence    int16
	first, last   calendar.Day // when it was said
	notAfter      calendar.Day
	hasNotAfter   bool
	openAtOneSide bool
}

func (c *catalogue) speakersOf(e *entry) []int32 { return c.refs[e.refs : e.refs+int32(e.speakers)] }

func (c *catalogue) addresseesOf(e *entry) []int32 {
	from := e.refs + int32(e.speakers)
	return c.refs[from : from+int32(e.addressees)]
}

// newCatalogue reads the store once. The cost is linear in the number of
// statements, and that number times its logarithm for the orders.
func newCatalogue(ctx context.Context, store Store, generation int64) (*catalogue, error) {
	c := &catalogue{
		generation: generation, derivation: newDerivation(),
		documentOf: map[string]int32{}, actorOf: map[string]int32{}, sideOf: map[string]int32{},
		outletOf: map[string]int32{}, entryOf: map[int64]int32{}, counts: map[string]*counts{},
	}
	var parties []party
	for _, step := range [][2]func() error{
		{func() error { return c.readDocuments(ctx, store) }, func() (err error) { c.directory, err = store.Directory(ctx); return err }},
		{func() error { return c.readEntries(ctx, store) }, func() (err error) {
			if err := c.readActors(ctx, store); err != nil {
				return err
			}
			parties, err = c.readParties(ctx, store)
			return err
		}},
	} {
		if err := both(step[0], step[1]); err != nil {
			return nil, fmt.Errorf("web: catalogue: %w", err)
		}
	}
	c.tie(parties)
	c.order()
	c.gatherSpoken()
	o := c.survey()
	c.overview = o
	o.mattering = c.mattering(o.days[:min(daysShown, len(o.days))])
	o.latest = c.latest(latestCount)
	o.periods, o.outletRows, o.moreOutlets = c.periods(manyOutlets)
	o.columns, o.throughRows = c.through(manyOutlets)
	return c, nil
}

// both does two things at once.
func both(one, other func() error) error {
	failed := make(chan error, 1)
	go func() { failed <- other() }()
	return errors.Join(one(), <-failed)
}

func (c *catalogue) readDocuments(ctx context.Context, store Store) error {
	return store.Documents(ctx, func(row *verbale.DocumentRow) error {
		kept := *row
		kept.Extra = nil // only the page of the report shows it
		r := report{row: &kept, outlet: none}
		if row.Outlet != nil {
			r.outlet = number(c.outletOf, &c.outlets, *row.Outlet)
		}
		if day := query.ReportDay(row.Dateline.Date, row.Published); day != nil {
			r.day, r.dated = calendar.ParseDay(*day)
		}
		c.documentOf[row.ID] = int32(len(c.documents))
		c.documents = append(c.documents, r)
		return nil
	})
}

// readTime keeps when a report was read.
func (c *catalogue) readTime(document string, at time.Time) error {
	if i, known := c.documentOf[document]; known {
		c.documents[i].readAt = at.Unix()
		c.newest = max(c.newest, at.Unix())
	}
	return nil
}

// number returns the place of value in list, adding it where it is not there.
func number(places map[string]int32, list *[]string, value string) int32 {
	at, known := places[value]
	if !known {
		at = int32(len(*list))
		places[value] = at
		*list = append(*list, value)
	}
	return at
}

func (c *catalogue) readActors(ctx context.Context, store Store) error {
	shownAt := map[string]int32{} // sides by their folded names
	return store.Actors(ctx, func(row *verbale.ActorRow) error {
		c.actorOf[row.ID] = int32(len(c.actors))
		a := actor{id: row.ID, name: row.Name, kind: row.Type, side: none}
		for _, id := range row.Sides {
			at, known := c.sideOf[id]
			if !known {
				name := c.directory.Shown(id)
				folded := query.Folded(name)
				if at, known = shownAt[folded]; !known {
					at = int32(len(c.sides))
					c.sides = append(c.sides, name)
					shownAt[folded] = at
				}
				c.sideOf[id] = at
			}
			if !slices.Contains(a.sides, at) {
				a.sides = append(a.sides, at)
			}
		}
		if len(a.sides) > 0 {
			a.side = a.sides[0]
		}
		c.actors = append(c.actors, a)
		return nil
	})
}

func (c *catalogue) readEntries(ctx context.Context, store Store) error {
	return store.Keys(ctx, func(k *Key) error {
		e := entry{
			number: k.Number, document: c.documentOf[k.Document], side: none, confidence: int16(k.Confidence),
			kind: place(verbale.Kinds, k.Kind), mode: place(verbale.Modes, k.Mode), account: place(verbale.Accounts, k.Account),
			status: place(verbale.Statuses, k.Status), refs: 0,
		}
		if k.Channel != "" {
			e.channel = place(verbale.Channels, k.Channel) + 1
		}
		if span, ok := calendar.ParseSpan(k.SaidOn); ok {
			e.dated, e.first, e.last = true, span.First, span.Last
			e.uncertain = span.Approximate || span.Uncertain
			e.openAtOneSide = span.OpenStart || span.OpenEnd
		}
		if span, ok := calendar.ParseSpan(k.NotAfter); ok {
			e.notAfter, e.hasNotAfter = span.Last, true
		}
		c.entryOf[k.Number] = int32(len(c.entries))
		c.entries = append(c.entries, e)
		return nil
	})
}

// party is an actor that speaks a statement or is addressed by it.
type party struct {
	statement int64
	actor     int32
	addressed bool
}

func (c *catalogue) readParties(ctx context.Context, store Store) ([]party, error) {
	var parties []party
	err := store.Parties(ctx, func(statement int64, role, id string) error {
		if who, named := c.actorOf[id]; named { // else written after the actors were read; the next generation has it
			parties = append(parties, party{statement, who, role == "addressee"})
		}
		return nil
	})
	return parties, err
}

// tie gives the entries their actors.
func (c *catalogue) tie(parties []party) {
	c.refs = make([]int32, 0, len(parties))
	for _, p := range parties {
		at, known := c.entryOf[p.statement]
		if !known {
			continue // written after the keys were read
		}
		e := &c.entries[at]
		if e.speakers == 0 && e.addressees == 0 {
			e.refs = int32(len(c.refs))
		}
		if int(e.refs)+int(e.speakers)+int(e.addressees) != len(c.refs) || e.speakers == 255 || e.addressees == 255 {
			continue
		}
		c.refs = append(c.refs, p.actor)
		if p.addressed {
			e.addressees++
			continue
		}
		// Roles come in order of the alphabet: addressees stand before speakers.
		e.speakers++
	}
}

// place returns the place of value in a closed list, the first where it is not
// on it.
func place[T comparable](list []T, value T) uint8 {
	return uint8(max(0, slices.Index(list, value)))
}

// order puts speakers before addressees and makes the orders.
func (c *catalogue) order() {
	for i := range c.entries {
		e := &c.entries[i]
		refs := c.refs[e.refs : int(e.refs)+int(e.speakers)+int(e.addressees)]
		addressed := slices.Clone(refs[:e.addressees])
		copy(refs, refs[e.addressees:])
		copy(refs[e.speakers:], addressed)
		if e.speakers > 0 {
			e.side = int16(c.actors[refs[0]].side)
		}
		if verbale.Statuses[e.status] != verbale.Struck {
			for _, who := range c.speakersOf(e) {
				c.actors[who].spoken++
			}
		}
	}
	c.byDate = make([]int32, len(c.entries))
	for i := range c.byDate {
		c.byDate[i] = int32(i)
	}
	c.byDoubt = slices.Clone(c.byDate)
	rank := func(i int32) *query.Rank {
		e := &c.entries[i]
		return &query.Rank{Dated: e.dated, First: e.first, Last: e.last, Confidence: int(e.confidence), Heard: int(c.heard(e)), Place: int(i)}
	}
	slices.SortFunc(c.byDate, func(a, b int32) int { return query.Compare(query.ByDate, rank(a), rank(b)) })
	c.dateRank = make([]int32, len(c.byDate))
	for rank, i := range c.byDate {
		c.dateRank[i] = int32(rank)
	}
	slices.SortFunc(c.byDoubt, func(a, b int32) int { return query.Compare(query.ByDoubt, rank(a), rank(b)) })
}

// heard counts the statements of the first speaker of an entry.
func (c *catalogue) heard(e *entry) int32 {
	if e.speakers == 0 {
		return 0
	}
	return c.actors[c.refs[e.refs]].spoken
}

// gatherSpoken lists what each actor speaks, and who speaks for each side.
func (c *catalogue) gatherSpoken() {
	counts := make([]int32, len(c.actors))
	for i := range c.entries {
		for _, who := range c.speakersOf(&c.entries[i]) {
			counts[who]++
		}
	}
	room := make([]int32, 0, len(c.refs))
	c.spoken = make([][]int32, len(c.actors))
	for who, n := range counts {
		c.spoken[who] = room[len(room) : len(room) : len(room)+int(n)]
		room = room[:len(room)+int(n)]
	}
	c.inOrder("-date", func(i int32) bool {
		for _, who := range c.speakersOf(&c.entries[i]) {
			c.spoken[who] = append(c.spoken[who], i)
		}
		return true
	})
	c.members = make([][]int32, len(c.sides)+1)
	for i := range c.actors {
		if c.actors[i].spoken > 0 {
			side := c.actors[i].side
			if side == none {
				side = int32(len(c.sides))
			}
			c.members[side] = append(c.members[side], int32(i))
		}
	}
	for _, list := range c.members {
		slices.SortFunc(list, func(a, b int32) int {
			x, y := &c.actors[a], &c.actors[b]
			return cmp.Or(cmp.Compare(y.spoken, x.spoken), cmp.Compare(x.name, y.name), cmp.Compare(x.id, y.id))
		})
	}
}

// sideTag returns the place of a side among those with most statements, from
// 1, by which it is coloured and marked; 0 where there is none or it is one of
// the many.
func (c *catalogue) sideTag(side int32) int {
	if side < 0 {
		return 0
	}
	return c.overview.tags[side]
}

// nameOf returns the name of an actor by id, as the whole dossier has it.
func (c *catalogue) nameOf(id, otherwise string) string {
	if at, known := c.actorOf[id]; known {
		return c.actors[at].name
	}
	return otherwise
}

// sideOfActor returns the place of the side of an actor, or none.
func (c *catalogue) sideOfActor(id string) int32 {
	if at, known := c.actorOf[id]; known {
		return c.actors[at].side
	}
	return none
}

// entriesOf returns the entries of a document.
func (c *catalogue) entriesOf(document int32) []entry {
	from := sort.Search(len(c.entries), func(i int) bool { return c.entries[i].document >= document })
	until := sort.Search(len(c.entries), func(i int) bool { return c.entries[i].document > document })
	return c.entries[from:until]
}
