// Package tally answers: how often is something told to have been done, by which pair
// and in which month?
//
// In go events and for whom actors act, out come counts in order. What is counted
// happened, is told by a report itself, is no history told to explain, and is not
// doubtful; an event of several tellings counts once.
//
//	rows, err := tally.Of(events, []string{"dyad", "month"}, sides, true)
//
// An event is of each pair of somebody who did it and somebody to whom it was done, as
// states and bodies where it is known for whom they act, each pair once. Law: the counts
// are a function of the set of events. Cost: linear in the events times their pairs; with
// zeros, the pairs times the months between the first and the last.
package tally

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Row is how many events have some values.
type Row struct {
	By     []string // what was asked for
	Values []string // in the same order
	Count  int
}

// MarshalJSON writes a row with a key for each value, and the count under "events".
func (r Row) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, by := range r.By {
		value, err := json.Marshal(r.Values[i])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s,", by, value)
	}
	return fmt.Appendf(nil, "{%s\"events\":%d}", b.Bytes(), r.Count), nil
}

// By lists by what events can be counted.
var By = []string{"dyad", "initiator", "recipient", "month", "year", "day", "type"}

// nobody stands where nobody is told, unknown where a day is not told.
const (
	nobody  = "nobody told"
	unnamed = "somebody not named" // words that mean no actor of the dossier
	unknown = "no day"
)

// Counts reports whether an event is one that is counted.
func Counts(e *verbale.Event) bool {
	return e.Factuality == verbale.EventHappened && e.Voice == nil && !e.Background && !e.Doubtful && e.Status != verbale.Struck
}

// Of counts events by some of [By], in order of the values. Side names for whom an actor
// acts, by its id; "" where that is not known. With zeros there is a row too for each
// combination that does not occur, of each value that does and each month or year between
// the first and the last. The error says what events cannot be counted by.
func Of(events []*verbale.Event, by []string, side func(id string) string, zeros bool) ([]Row, error) {
	for _, b := range by {
		if !slices.Contains(By, b) {
			return nil, fmt.Errorf("events are counted by %s, not by %q", strings.Join(By, ", "), b)
		}
	}
	counts := map[string]int{}
	for _, e := range events {
		if Counts(e) {
			for _, key := range keysOf(e, by, side) {
				counts[key]++
			}
		}
	}
	if zeros {
		fill(counts, by)
	}
	rows := make([]Row, 0, len(counts))
	for key, n := range counts {
		rows = append(rows, Row{By: by, Values: strings.Split(key, "\t"), Count: n})
	}
	slices.SortFunc(rows, func(a, b Row) int { return slices.Compare(a.Values, b.Values) })
	return rows, nil
}

// keysOf are the combinations of values that an event has, each once.
func keysOf(e *verbale.Event, by []string, side func(string) string) []string {
	keys := []string{""}
	for i, b := range by {
		var next []string
		for _, key := range keys {
			for _, value := range valuesOf(e, b, side) {
				if i > 0 {
					value = key + "\t" + value
				}
				if !slices.Contains(next, value) {
					next = append(next, value)
				}
			}
		}
		keys = next
	}
	return keys
}

func valuesOf(e *verbale.Event, by string, side func(string) string) []string {
	who := func(refs []verbale.ActorRef) []string {
		var names []string
		for _, r := range refs {
			name := r.Name
			if r.ID == "" {
				name = unnamed
			}
			if of := side(r.ID); of != "" {
				name = of
			}
			if !slices.Contains(names, name) {
				names = append(names, strings.ReplaceAll(name, "\t", " "))
			}
		}
		if len(names) == 0 {
			return []string{nobody}
		}
		return names
	}
	switch by {
	case "type":
		return []string{string(e.Type)}
	case "initiator":
		return who(e.Initiators)
	case "recipient":
		return who(e.Recipients)
	case "dyad":
		return pairs(e, who(e.Initiators), who(e.Recipients))
	}
	return []string{dayOf(e, by)}
}

// pairs are the pairs of an event; of one in which nobody does it to another (a meeting)
// all pairs of those who take part, in order of their names.
func pairs(e *verbale.Event, by, to []string) []string {
	mutual := e.Type == verbale.EventMeeting || e.Type == verbale.EventTalks || e.Type == verbale.EventCall || e.Type == verbale.EventAgreement || e.Type == verbale.EventSigning
	if mutual {
		all := slices.DeleteFunc(append(slices.Clone(by), to...), func(name string) bool { return name == nobody })
		slices.Sort(all)
		all = slices.Compact(all)
		var list []string
		for i := range all {
			for k := i + 1; k < len(all); k++ {
				list = append(list, all[i]+" – "+all[k])
			}
		}
		if len(list) > 0 {
			return list
		}
		if len(all) == 1 {
			return []string{all[0] + " – " + nobody}
		}
		return []string{nobody + " – " + nobody}
	}
	var list []string
	for _, a := range by {
		for _, b := range to {
			list = append(list, a+" → "+b)
		}
	}
	return list
}

// dayOf is the month, year or day on which an event happened or began.
func dayOf(e *verbale.Event, by string) string {
	n := map[string]int{"year": len("2006"), "month": len("2006-01"), "day": len("2006-01-02")}[by]
	if e.On == nil || len(*e.On) < n {
		return unknown
	}
	return (*e.On)[:n]
}

// fill adds the combinations that do not occur.
func fill(counts map[string]int, by []string) {
	values := make([][]string, len(by))
	for key := range counts {
		for i, value := range strings.Split(key, "\t") {
			if !slices.Contains(values[i], value) {
				values[i] = append(values[i], value)
			}
		}
	}
	for i, b := range by {
		slices.Sort(values[i])
		if b == "month" || b == "year" || b == "day" {
			values[i] = between(values[i], b)
		}
	}
	keys := []string{""}
	for i := range by {
		var next []string
		for _, key := range keys {
			for _, value := range values[i] {
				if i > 0 {
					value = key + "\t" + value
				}
				next = append(next, value)
			}
		}
		keys = next
	}
	for _, key := range keys {
		counts[key] += 0
	}
}

// between are the months, years or days from the first to the last of some, in order, and
// what is none of them.
func between(values []string, by string) []string {
	var list []string
	dated := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == unknown })
	if len(dated) > 0 {
		first, _ := calendar.ParseSpan(dated[0])
		last, ok := calendar.ParseSpan(dated[len(dated)-1])
		n := map[string]int{"year": len("2006"), "month": len("2006-01"), "day": len("2006-01-02")}[by]
		for day := first.First; ok && day <= last.First; day++ {
			if text := day.String(); len(list) == 0 || list[len(list)-1] != text[:n] {
				list = append(list, text[:n])
			}
		}
	}
	if slices.Contains(values, unknown) {
		list = append(list, unknown)
	}
	return list
}
