package identity

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// The fields of corrections of actors. A merge names two ids or more in its
// target and makes them the first; the others have a value.
const (
	Merge  = "merge"
	Split  = "split"  // value: the names, as reports use them, that are taken away from the actor
	Rename = "name"   // value: the name
	Side   = "sides"  // value: ids of those for whom it speaks
	Kind   = "type"   // value: the type
	Import = "import" // value: an Entry, a row of the dossier's own table of actors
)

// Fields lists every field of an actor that can be corrected.
var Fields = []string{Merge, Split, Rename, Side, Kind, Import}

// Entry is an actor that a person made known to the dossier.
type Entry struct {
	Name    string              `json:"name"`
	Type    verbale.ActorType   `json:"type"`
	Names   []string            `json:"names,omitempty"`
	Sides   []string            `json:"sides,omitempty"` // ids or names of other actors
	Offices []verbale.LocalRole `json:"offices,omitempty"`
}

// ID is the id of an imported actor: content-derived, of its name and type.
func (e Entry) ID() string { return keyOf("", e.Type, e.Name) }

// Declarations is what a person said about who is who, in order.
type Declarations struct {
	steps []step
	names map[string]string
	sides map[string][]string
	kinds map[string]verbale.ActorType
}

// step is one declaration: of a merge or import the ids that become one, of a
// split the names that leave.
type step struct {
	ids   []string
	split bool
	names map[string]bool
	to    string
}

// Declare reads the corrections of actors that hold, in the order in which they
// were made. Resolve says which actor, before any declaration, an id or a name
// belongs to; it returns the id itself where it knows none.
func Declare(corrections []verbale.Correction, resolve func(idOrName string) string) *Declarations {
	d := &Declarations{names: map[string]string{}, sides: map[string][]string{}, kinds: map[string]verbale.ActorType{}}
	for i := range corrections {
		c := &corrections[i]
		if c.Undone || c.About != verbale.AboutActor {
			continue
		}
		ids := make([]string, len(c.Target.Actors))
		for k, id := range c.Target.Actors {
			ids[k] = d.Final(resolve(id), nil)
		}
		d.declare(c, ids, resolve)
	}
	return d
}

func (d *Declarations) declare(c *verbale.Correction, ids []string, resolve func(string) string) {
	if c.Field == Import {
		d.entry(c, resolve)
		return
	}
	if len(ids) == 0 {
		return
	}
	id := ids[0]
	switch c.Field {
	case Merge:
		d.steps = append(d.steps, step{ids: ids, to: id})
		d.inherit(ids)
	case Split:
		var names []string
		if json.Unmarshal(c.Value, &names) != nil || len(names) == 0 {
			return
		}
		leaving := map[string]bool{}
		for _, name := range names {
			leaving[Fold(name)] = true
		}
		names = distinct(names)
		d.steps = append(d.steps, step{ids: []string{id}, split: true, names: leaving,
			to: "a-" + digest("split", id, strings.Join(names, "\x01"))})
	case Rename:
		var name string
		if json.Unmarshal(c.Value, &name) == nil && name != "" {
			d.names[id] = name
		}
	case Side:
		var sides []string
		if json.Unmarshal(c.Value, &sides) == nil {
			d.sides[id] = d.all(sides, resolve)
		}
	case Kind:
		var kind verbale.ActorType
		if json.Unmarshal(c.Value, &kind) == nil && slices.Contains(verbale.ActorTypes, kind) {
			d.kinds[id] = kind
		}
	}
}

// entry makes all that bear a name of an imported actor one, of its name, type
// and sides.
func (d *Declarations) entry(c *verbale.Correction, resolve func(string) string) {
	var e Entry
	if json.Unmarshal(c.Value, &e) != nil || e.Name == "" {
		return
	}
	id := e.ID()
	ids := []string{id}
	for _, name := range append([]string{e.Name}, e.Names...) {
		if named := d.Final(resolve(name), nil); named != name && !slices.Contains(ids, named) {
			ids = append(ids, named)
		}
		if own := keyOf("", e.Type, name); !slices.Contains(ids, own) {
			ids = append(ids, own)
		}
	}
	d.steps = append(d.steps, step{ids: ids, to: id})
	d.names[id] = e.Name
	if e.Type != "" {
		d.kinds[id] = e.Type
	}
	if len(e.Sides) > 0 {
		d.sides[id] = d.all(e.Sides, resolve)
	}
}

// inherit hands on what was declared of actors that are now one, where nothing
// was of the one that they become.
func (d *Declarations) inherit(ids []string) {
	for _, id := range ids[1:] {
		if name, ok := d.names[id]; ok && d.names[ids[0]] == "" {
			d.names[ids[0]] = name
		}
		if sides, ok := d.sides[id]; ok && d.sides[ids[0]] == nil {
			d.sides[ids[0]] = sides
		}
	}
}

func (d *Declarations) all(ids []string, resolve func(string) string) []string {
	final := make([]string, len(ids))
	for i, id := range ids {
		final[i] = d.Final(resolve(id), nil)
	}
	return distinct(final)
}

// Final returns the id that a person's declarations make of the actor of that
// id before them. Names are those of the profile that is asked for; without
// them no split applies.
func (d *Declarations) Final(id string, names []string) string {
	for _, s := range d.steps {
		if !slices.Contains(s.ids, id) {
			continue
		}
		if !s.split || slices.ContainsFunc(names, func(name string) bool { return s.names[Fold(name)] }) {
			id = s.to
		}
	}
	return id
}

// Name returns the name that a person gave the actor, or "".
func (d *Declarations) Name(id string) string { return d.names[id] }

// Sides returns the sides that a person gave the actor, and whether one did.
func (d *Declarations) Sides(id string) ([]string, bool) {
	sides, ok := d.sides[id]
	return sides, ok
}

// Type returns the type that a person gave the actor, or "".
func (d *Declarations) Type(id string) verbale.ActorType { return d.kinds[id] }

// Empty reports whether nothing was declared.
func (d *Declarations) Empty() bool {
	return len(d.steps)+len(d.names)+len(d.sides)+len(d.kinds) == 0
}

// Fingerprint is the same for declarations that say the same of every actor.
func (d *Declarations) Fingerprint() string {
	if d.Empty() {
		return ""
	}
	var parts []string
	for _, s := range d.steps {
		kind := "join"
		if s.split {
			kind = "split"
		}
		parts = append(parts, kind, s.to, strings.Join(s.ids, "\x01"), strings.Join(slices.Sorted(maps.Keys(s.names)), "\x01"))
	}
	for _, id := range slices.Sorted(maps.Keys(d.names)) {
		parts = append(parts, "name", id, d.names[id])
	}
	for _, id := range slices.Sorted(maps.Keys(d.sides)) {
		parts = append(parts, "sides", id, strings.Join(d.sides[id], "\x01"))
	}
	for _, id := range slices.Sorted(maps.Keys(d.kinds)) {
		parts = append(parts, "type", id, string(d.kinds[id]))
	}
	return digest(parts...)
}
