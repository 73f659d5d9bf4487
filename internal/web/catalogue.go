package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// none stands for "no such thing" in the columns of a catalogue.
const none = -1

// catalogue is what lists, facets and time lines are answered from: one entry
// a statement with what it is filtered, counted and sorted by, and no words. It
// is immutable once made.
type catalogue struct {
	generation int64
	documents  []report
	outlets    []string
	actors     []actor
	sides      []string
	entries    []entry // in order of document and ordinal
	refs       []int32 // actors of entries
	byDate     []int32 // entries in order of date, undated last
	byDoubt    []int32 // entries in order of confidence, much-heard speakers first
	overview   *overview

	documentOf map[string]int32
	actorOf    map[string]int32
	sideOf     map[string]int32
	outletOf   map[string]int32
	entryOf    map[int64]int32
}

type report struct {
	row    *verbale.DocumentRow
	outlet int32
	day    calendar.Day
	dated  bool
}

type actor struct {
	id, name string
	kind     verbale.ActorType
	side     int32
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
		generation: generation,
		documentOf: map[string]int32{}, actorOf: map[string]int32{}, sideOf: map[string]int32{},
		outletOf: map[string]int32{}, entryOf: map[int64]int32{},
	}
	if err := c.readDocuments(ctx, store); err != nil {
		return nil, fmt.Errorf("web: catalogue: %w", err)
	}
	if err := c.readActors(ctx, store); err != nil {
		return nil, fmt.Errorf("web: catalogue: %w", err)
	}
	if err := c.readEntries(ctx, store); err != nil {
		return nil, fmt.Errorf("web: catalogue: %w", err)
	}
	c.order()
	c.overview = c.survey()
	return c, nil
}

func (c *catalogue) readDocuments(ctx context.Context, store Store) error {
	return store.Documents(ctx, func(row *verbale.DocumentRow) error {
		kept := *row
		kept.Extra = nil // only the page of the report shows it
		r := report{row: &kept, outlet: none}
		if row.Outlet != nil {
			r.outlet = number(c.outletOf, &c.outlets, *row.Outlet)
		}
		day := row.Dateline.Date
		if day == nil && row.Published != nil && len(*row.Published) >= len("2006-01-02") {
			date := (*row.Published)[:len("2006-01-02")]
			day = &date
		}
		if day != nil {
			r.day, r.dated = calendar.ParseDay(*day)
		}
		c.documentOf[row.ID] = int32(len(c.documents))
		c.documents = append(c.documents, r)
		return nil
	})
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
	var sides []string // of each actor, "" where none is known
	if err := store.Actors(ctx, func(row *verbale.ActorRow) error {
		c.actorOf[row.ID] = int32(len(c.actors))
		c.actors = append(c.actors, actor{id: row.ID, name: row.Name, kind: row.Type, side: none})
		side := ""
		if len(row.Sides) > 0 {
			side = row.Sides[0]
		}
		sides = append(sides, side)
		return nil
	}); err != nil {
		return err
	}
	// A side may be named by the id of the actor that it is.
	for i, side := range sides {
		if at, known := c.actorOf[side]; known {
			side = c.actors[at].name
		}
		if side != "" {
			c.actors[i].side = number(c.sideOf, &c.sides, side)
		}
	}
	return nil
}

func (c *catalogue) readEntries(ctx context.Context, store Store) error {
	if err := store.Keys(ctx, func(k *Key) error {
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
	}); err != nil {
		return err
	}
	return store.Parties(ctx, func(statement int64, role, id string) error {
		at, known := c.entryOf[statement]
		who, named := c.actorOf[id]
		if !known || !named {
			return nil // written after the keys were read; the next generation has it
		}
		e := &c.entries[at]
		if e.speakers == 0 && e.addressees == 0 {
			e.refs = int32(len(c.refs))
		}
		if int(e.refs)+int(e.speakers)+int(e.addressees) != len(c.refs) || e.speakers == 255 || e.addressees == 255 {
			return nil
		}
		c.refs = append(c.refs, who)
		if role == "addressee" {
			e.addressees++
			return nil
		}
		// Roles come in order of the alphabet: addressees stand before speakers.
		e.speakers++
		return nil
	})
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
	slices.SortFunc(c.byDate, func(a, b int32) int {
		x, y := &c.entries[a], &c.entries[b]
		if x.dated != y.dated {
			if x.dated {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.first, y.first), cmp.Compare(x.last, y.last), cmp.Compare(a, b))
	})
	heard := func(e *entry) int32 {
		if e.speakers == 0 {
			return 0
		}
		return c.actors[c.refs[e.refs]].spoken
	}
	slices.SortFunc(c.byDoubt, func(a, b int32) int {
		x, y := &c.entries[a], &c.entries[b]
		return cmp.Or(cmp.Compare(x.confidence/100, y.confidence/100), cmp.Compare(heard(y), heard(x)), cmp.Compare(a, b))
	})
}

// actorsNamed returns the places of the actors that who names: by id, or by
// any part of the name in any case.
func (c *catalogue) actorsNamed(who string) map[int32]bool {
	found := map[int32]bool{}
	if at, known := c.actorOf[who]; known {
		found[at] = true
		return found
	}
	who = strings.ToLower(who)
	for i := range c.actors {
		if strings.Contains(strings.ToLower(c.actors[i].name), who) {
			found[int32(i)] = true
		}
	}
	return found
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
