// Package event answers: which tellings of reports are of one event?
//
// In go tellings ([Telling]), out come events ([Event]) with the tellings of each. A
// telling is in the block of its type, of who takes part and of the month in which it
// happened, or, where no day is told, in which it was reported.
//
// Law: events are a function of the set of tellings and not of their order. Two tellings
// are of one event where nothing speaks against it (days that share none, somebody else
// to whom it was done, another place, another paper, another factuality) and something
// speaks for it: the same day with the same ones, or mostly the same words.
//
// Cost: near-linear in the tellings of a block; each is held against the last events of
// it. Any tellings give a result.
package event

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Telling is one place where a report tells an event.
type Telling struct {
	Key        string // its id; it orders the tellings of a block
	Document   string
	Start      int
	Type       string
	Factuality string
	Initiators []string // for whom they act who did it
	Recipients []string
	Place      string
	Paper      string // which paper it was done with, as its block; "" where none is known
	On         Days
	Reported   Days
	Words      string // that tell it
}

// ID orders the tellings of a block.
func (t Telling) ID() string { return t.Key }

// Days are the first and the last of some days, counted from any one day; Known is
// whether there are any.
type Days struct {
	First, Last int
	Known       bool
}

// Event is what tellings are of.
type Event struct {
	ID       string   // that of its first telling in order of document and place
	Tellings []string // their keys in that order
}

// Deriver derives events from the tellings of a block.
type Deriver struct{}

// Layer is "event".
func (Deriver) Layer() string { return "event" }

// Limit bounds how many tellings of a block are compared.
func (Deriver) Limit() int { return 20000 }

const (
	eventsHeld = 24 // events of a block that a telling is held against, the latest first
	daysApart  = 3  // between the reports of an event on no day that is told
)

// byHand is what the blocks begin with whose tellings a person put together: they are of
// one event.
const byHand = "by hand "

// Derive groups the tellings of a block into events.
func (Deriver) Derive(block string, tellings []Telling) []Event {
	hand := strings.HasPrefix(block, byHand)
	order := make([]*told, len(tellings))
	for i := range tellings {
		order[i] = &told{Telling: &tellings[i], words: wordsOf(tellings[i].Words)}
	}
	slices.SortFunc(order, func(a, b *told) int {
		return cmp.Or(cmp.Compare(dayOf(a.Telling), dayOf(b.Telling)), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key))
	})
	var groups [][]*told
	for _, t := range order {
		at := -1
		for i := len(groups) - 1; i >= 0 && i >= len(groups)-eventsHeld && at < 0; i-- {
			if hand || fits(groups[i], t) {
				at = i
			}
		}
		if at < 0 {
			groups = append(groups, []*told{t})
			continue
		}
		groups[at] = append(groups[at], t)
	}
	events := make([]Event, len(groups))
	for i, group := range groups {
		slices.SortFunc(group, func(a, b *told) int {
			return cmp.Or(strings.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), strings.Compare(a.Key, b.Key))
		})
		events[i].ID = group[0].Key
		for _, t := range group {
			events[i].Tellings = append(events[i].Tellings, t.Key)
		}
	}
	slices.SortFunc(events, func(a, b Event) int { return strings.Compare(a.ID, b.ID) })
	return events
}

// told is a telling with its words in lower case, sorted, each once.
type told struct {
	*Telling
	words []string
}

func dayOf(t *Telling) int {
	switch {
	case t.On.Known:
		return t.On.First
	case t.Reported.Known:
		return t.Reported.First
	}
	return 1 << 30
}

func fits(group []*told, t *told) bool {
	from := max(0, len(group)-8)
	for _, g := range group[from:] {
		if against(g, t) {
			return false
		}
	}
	return slices.ContainsFunc(group[from:], func(g *told) bool { return speaks(g, t) })
}

// against reports whether two tellings cannot be of one event.
func against(a, b *told) bool {
	switch {
	case a.Factuality != b.Factuality,
		a.On.Known != b.On.Known && !reportedAfter(a, b),
		a.On.Known && b.On.Known && (a.On.First > b.On.Last || b.On.First > a.On.Last),
		!a.On.Known && !b.On.Known && (!a.Reported.Known || !b.Reported.Known || max(a.Reported.First-b.Reported.Last, b.Reported.First-a.Reported.Last) > daysApart),
		a.Place != "" && b.Place != "" && !strings.EqualFold(a.Place, b.Place),
		a.Paper != "" && b.Paper != "" && a.Paper != b.Paper:
		return true
	case mutual(a.Type):
		return false
	}
	return disjoint(a.Initiators, b.Initiators) || disjoint(a.Recipients, b.Recipients)
}

// reportedAfter reports whether of two tellings that of which no day is told stands in a
// report of the days right after the day of the other.
func reportedAfter(a, b *told) bool {
	if b.On.Known {
		a, b = b, a
	}
	after := b.Reported.First - a.On.Last
	return b.Reported.Known && a.On.Last-a.On.First < 7 && after >= 0 && after <= daysAfter
}

// daysAfter is how many days after an event reports tell it without its day.
const daysAfter = 7

// speaks reports whether something tells that two tellings are of one event.
func speaks(a, b *told) bool {
	if a.Document != b.Document && 10*shared(a.words, b.words) >= 7*min(len(a.words), len(b.words)) && min(len(a.words), len(b.words)) >= 5 {
		return true
	}
	if a.On.Known != b.On.Known {
		return speaksUndated(a, b)
	}
	oneDay := a.On.Known && b.On.Known && a.On == b.On && a.On.Last-a.On.First < 7
	switch {
	case mutual(a.Type):
		x, y := append(slices.Clone(a.Initiators), a.Recipients...), append(slices.Clone(b.Initiators), b.Recipients...)
		return oneDay && both(x, y) >= 2
	case both(a.Initiators, b.Initiators) == 0:
		return false
	case a.Paper != "" && a.Paper == b.Paper:
		return a.On.Known && b.On.Known
	case both(a.Recipients, b.Recipients) > 0:
		return oneDay
	}
	return oneDay && (a.Place != "" && strings.EqualFold(a.Place, b.Place) || once(a.Type))
}

// speaksUndated is speaks of a telling with a day and one without: with the same paper
// through the same hands, between the same two, or of what one does once.
func speaksUndated(a, b *told) bool {
	switch {
	case mutual(a.Type) && a.Paper == "":
		x, y := append(slices.Clone(a.Initiators), a.Recipients...), append(slices.Clone(b.Initiators), b.Recipients...)
		return both(x, y) >= 2
	case a.Paper != "" && a.Paper == b.Paper:
		return both(a.Initiators, b.Initiators) > 0 || both(a.Recipients, b.Recipients) > 0
	}
	return once(a.Type) && both(a.Initiators, b.Initiators) > 0
}

// once reports whether an event of a type is one that somebody rarely does twice within
// days: calling something off, resigning.
func once(kind string) bool {
	switch kind {
	case "cancellation", "postponement", "resignation":
		return true
	}
	return false
}

// mutual reports whether in an event of a type nobody does it to another: whoever a
// report names first, the other took part as well.
func mutual(kind string) bool {
	switch kind {
	case "meeting", "call", "talks", "agreement", "signing":
		return true
	}
	return false
}

func disjoint(a, b []string) bool { return len(a) > 0 && len(b) > 0 && both(a, b) == 0 }

// both counts what two lists have in common, each once.
func both(a, b []string) int {
	n := 0
	for i, key := range a {
		if slices.Contains(b, key) && !slices.Contains(a[:i], key) {
			n++
		}
	}
	return n
}

// wordsOf are the words of a clause in lower case, sorted, each once.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}

// shared counts what two sorted lists have in common.
func shared(a, b []string) int {
	n := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			n, i, k = n+1, i+1, k+1
		case a[i] < b[k]:
			i++
		default:
			k++
		}
	}
	return n
}
