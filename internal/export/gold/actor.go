package gold

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// Actor is somebody who appears in the reports.
type Actor struct {
	ID    string
	Type  verbale.ActorType
	Name  string
	Names []string // strings a report may use, pronouns excepted; the name is among them
	Sides []string // ids of those for whom the actor speaks; a state's own side is itself
	// Offices are titles with the id of the state or body they are held in.
	Offices []Office
}

// Office is a title held at a state or body.
type Office struct {
	Title string
	Of    string // id of an actor, or ""
}

// Ref returns the actor as a row names it.
func (a Actor) Ref() verbale.ActorRef {
	ref := verbale.ActorRef{ID: a.ID, Name: a.Name, Type: a.Type}
	if len(a.Offices) > 0 {
		ref.Office = &a.Offices[0].Title
	}
	return ref
}

// Mention ties words of a report to an actor.
type Mention struct {
	Actor string
	verbale.Excerpt
}

// actorOf reads an actor record; what it refers to is checked later, when all
// actors are known.
func actorOf(e entry, faults *faults) (Actor, bool) {
	id, rest := cutWord(e.rest)
	kind, name := cutWord(rest)
	if id == "" || name == "" {
		faults.add(e.line, "an actor needs an id, a type and a name")
		return Actor{}, false
	}
	a := Actor{ID: id, Type: verbale.ActorType(kind), Name: name, Names: []string{name}}
	if !slices.Contains(verbale.ActorTypes, a.Type) {
		faults.add(e.line, "%q is no type of actor; types are %s", kind, listed(verbale.ActorTypes))
	}
	for _, f := range e.fields {
		switch f.name {
		case "names":
			for _, n := range cutList(f.value, ";") {
				if !slices.Contains(a.Names, n) {
					a.Names = append(a.Names, n)
				}
			}
		case "side":
			a.Sides = append(a.Sides, cutList(f.value, ",")...)
		case "office":
			title, of, _ := strings.Cut(f.value, ", ")
			a.Offices = append(a.Offices, Office{Title: strings.TrimSpace(title), Of: strings.TrimSpace(of)})
		default:
			faults.unknownField(e, f, "names, side, office")
		}
	}
	if len(a.Sides) == 0 && a.Type == verbale.State {
		a.Sides = []string{a.ID}
	}
	return a, true
}

func (f *faults) unknownField(e entry, fd field, known string) {
	f.add(fd.line, "%q is no field of %s; fields are %s", fd.name, e.name, known)
}

// listed joins the values of a closed list for a message.
func listed[T ~string](values []T) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return strings.Join(list, ", ")
}
