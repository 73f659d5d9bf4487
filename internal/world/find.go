package world

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// Find lists the entries that a name can mean in a year, the likeliest first:
// those that were in that year before those that are now, names before demonyms
// before capitals before other places. Year 0 is any: then those that are now
// come first.
func (w *World) Find(name string, year int) []Match { return w.FindFolded(Fold(name), year) }

// FindFolded is Find for a name that Fold has brought to form.
func (w *World) FindFolded(folded string, year int) []Match {
	all := w.byName[folded]
	if len(all) == 0 {
		return nil
	}
	if len(all) == 1 && all[0].From == 0 && all[0].Until == 0 {
		return all
	}
	found := make([]Match, 0, len(all))
	for _, m := range all {
		if year == 0 || (m.From == 0 || m.From <= year) && (m.Until == 0 || year <= m.Until) {
			found = append(found, m)
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int {
		if past := rankOf(a, year) - rankOf(b, year); past != 0 {
			return past
		}
		return int(a.How) - int(b.How)
	})
	return found
}

// rankOf puts what is limited to years that hold the year asked for first, and
// with no year last.
func rankOf(m Match, year int) int {
	switch {
	case m.From == 0 && m.Until == 0:
		return 1
	case year == 0 && m.Until != 0:
		return 2
	case year == 0:
		return 1
	}
	return 0
}

// Longest is how many words the longest name has.
func (w *World) Longest() int { return w.longest }

// ByID returns the entry of an id, or nil. Bodies that no table names, such as
// "w-che-foreign-ministry", are made at need.
func (w *World) ByID(id string) *Entry {
	if e := w.byID[id]; e != nil {
		return e
	}
	rest, ok := strings.CutPrefix(id, Prefix)
	if !ok {
		return nil
	}
	state, kind, ok := strings.Cut(rest, "-")
	if !ok {
		return nil
	}
	return w.Body(Prefix+state, kind)
}

// Body returns the body of that kind of a state or organisation, or nil where
// there is no such state. A government is its state.
func (w *World) Body(state, kind string) *Entry {
	of := w.byID[state]
	if of == nil {
		return nil
	}
	if kind == "government" {
		return of
	}
	id := state + "-" + kind
	if e := w.byID[id]; e != nil {
		return e
	}
	e := &Entry{ID: id, Name: of.adjective() + " " + strings.ReplaceAll(kind, "-", " "), Type: verbale.Organisation, Kind: kind, Of: state, Code: of.Code}
	if b := w.kinds[kind]; b != nil {
		e.Code += b.Sector
		if len(b.Phrases) > 0 {
			e.Name = of.adjective() + " " + titled(b.Phrases[0])
		}
	}
	return e
}

// adjective is the first demonym of a state, else its name.
func (e *Entry) adjective() string {
	if len(e.Demonyms) > 0 {
		return e.Demonyms[0]
	}
	return e.Name
}

// titled spells a phrase with capitals.
func titled(phrase string) string {
	words := strings.Fields(phrase)
	for i, word := range words {
		if word != "of" && word != "the" && word != "for" {
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, " ")
}

// BodyKind returns the kind of body that a phrase names: "foreign ministry".
func (w *World) BodyKind(phrase string) (*Body, bool) {
	b, ok := w.bodies[Fold(phrase)]
	return b, ok
}

// Office returns the office that a title names: "foreign minister".
func (w *World) Office(title string) (Office, bool) {
	o, ok := w.offices[Fold(title)]
	return o, ok
}

// PersonByID returns the person of an id, or nil.
func (w *World) PersonByID(id string) *Person {
	if p := w.persons[id]; p != nil {
		return p
	}
	name, ok := strings.CutPrefix(id, Prefix+"p-")
	if i := strings.LastIndexByte(name, '-'); ok && i > 0 {
		for _, p := range leadersBy(strings.ReplaceAll(name[:i], "-", " ")) {
			if p.ID == id {
				return p
			}
		}
	}
	return nil
}

// People lists the people of a full name. Of several, those who held an office
// on the day come first.
func (w *World) People(name, day string) []*Person {
	folded := Fold(name)
	if known := w.people[folded]; known != nil {
		return current(known, day)
	}
	return current(leadersBy(folded), day)
}

// PeopleByLastName lists the well-known people of a last name who held an office
// on the day.
func (w *World) PeopleByLastName(name, day string) []*Person {
	var found []*Person
	for _, p := range w.byLast[Fold(name)] {
		if p.Held(day) {
			found = append(found, p)
		}
	}
	return found
}

// PeopleOfLastName lists the well-known people of a last name, of any time.
func (w *World) PeopleOfLastName(name string) []*Person { return w.byLast[Fold(name)] }

// Held reports whether the person held any office on that day.
func (p *Person) Held(day string) bool {
	return slices.ContainsFunc(p.Terms, func(t Term) bool { return t.Holds(day) })
}

func current(people []*Person, day string) []*Person {
	if len(people) < 2 {
		return people
	}
	sorted := slices.Clone(people)
	slices.SortStableFunc(sorted, func(a, b *Person) int {
		switch {
		case a.Held(day) == b.Held(day):
			return 0
		case a.Held(day):
			return -1
		}
		return 1
	})
	return sorted
}

// Holder returns who held an office of that kind of that state or organisation
// on a day, if the table knows exactly one.
func (w *World) Holder(kind, of, day string) *Person {
	var found *Person
	for _, people := range w.byLast {
		for _, p := range people {
			for _, t := range p.Terms {
				if t.Kind != kind || t.Of != of || !t.Holds(day) {
					continue
				}
				if found != nil && found != p {
					return nil
				}
				found = p
			}
		}
	}
	return found
}

// SidesOf lists the ids of those for whom an entry or person speaks: a body for
// its state; a person for the states and organisations of the offices held on
// the day, on "" of all; others for themselves.
func (w *World) SidesOf(id, day string) []string {
	if p := w.PersonByID(id); p != nil {
		var sides []string
		for _, t := range p.Terms {
			if (day == "" || t.Holds(day)) && !slices.Contains(sides, t.Of) {
				sides = append(sides, t.Of)
			}
		}
		return sides
	}
	e := w.ByID(id)
	switch {
	case e == nil:
		return nil
	case e.Of != "":
		return []string{e.Of}
	}
	return []string{e.ID}
}

// SpeaksFor lists the ids of those whom an entry binds by what it says: a ministry its
// state, a parliament, a party and an organisation itself. It returns nothing of a
// person, whose offices of the day decide.
func (w *World) SpeaksFor(id string) []string {
	e := w.ByID(id)
	switch {
	case e == nil:
		return nil
	case e.Of != "" && w.binds(e):
		return []string{e.Of}
	}
	return []string{e.ID}
}

// binds reports whether a body of a state speaks for the state.
func (w *World) binds(e *Entry) bool {
	if b := w.kinds[e.Kind]; b != nil {
		return !b.Itself
	}
	return !strings.HasPrefix(e.Kind, "party")
}

// CountryOf returns the id of the state that an entry or person is of: a body of its
// state, a person of that in which it held its last office; "" where there is none.
func (w *World) CountryOf(id string) string {
	if p := w.PersonByID(id); p != nil {
		for i := len(p.Terms) - 1; i >= 0; i-- {
			if e := w.ByID(p.Terms[i].Of); e != nil && e.Type == verbale.State {
				return e.ID
			}
		}
		return ""
	}
	e := w.ByID(id)
	switch {
	case e == nil:
		return ""
	case e.Type == verbale.State:
		return e.ID
	}
	return e.Of
}

// Binds reports whether whoever holds an office of a kind speaks for those in whose
// name it is held: a head of state or government, a minister, an envoy, a spokesman and
// their officials. Legislators, governors, candidates, judges and experts do not.
func Binds(kind string) bool {
	switch kind {
	case "legislator", "governor", "mayor", "judge", "candidate", "opposition-leader", "expert", "cleric", "noble", "leader":
		return false
	}
	return kind != ""
}

// Entries lists all entries that a table names, in no order.
func (w *World) Entries() iter.Seq[*Entry] { return maps.Values(w.byID) }

// Persons lists all people of people.tsv, in no order.
func (w *World) Persons() iter.Seq[*Person] { return maps.Values(w.persons) }

// Known reports whether the table knows which offices the person held, and not
// only that it was in a government.
func (p *Person) Known() bool { return len(p.Terms) > 0 && p.Terms[0].Office != "" }
