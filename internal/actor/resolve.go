package actor

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// reach is how many actors back an office, a body or a pronoun is looked for.
const reach = 64

// Resolution is what Resolve finds out: the actors of the report, its mentions
// with the sources of statements among them, each tied to an actor, and for
// each statement who spoke it.
type Resolution struct {
	Actors   []verbale.LocalActor
	Mentions []verbale.Mention
	Ties     []verbale.Tie
}

// Resolve ties the mentions of a report and the sources of its statements to
// actors, in the order of the text.
func Resolve(doc *lang.Document, mentions []verbale.Mention, statements []verbale.Statement) Resolution {
	r := resolver{doc: doc, byName: map[string]int{}, byLast: map[string]int{}}
	r.ties = make([]verbale.Tie, len(statements))
	for i := range mentions {
		mentions[i].Chain = r.name(mentions[i])
	}
	r.mentions = mentions
	// Statements come in order of content; sources are resolved in the order of
	// the text, so that "he" finds the speaker before it.
	for _, i := range bySource(statements) {
		r.speaker(i, &statements[i])
	}
	return Resolution{Actors: r.actors, Mentions: sorted(append(r.mentions, r.sources...)), Ties: r.ties}
}

type resolver struct {
	doc      *lang.Document
	actors   []verbale.LocalActor
	byName   map[string]int
	byLast   map[string]int    // last names of persons
	mentions []verbale.Mention // names, in order of the text
	sources  []verbale.Mention // sources without a name
	ties     []verbale.Tie
	spoken   []int // the actors that spoke, in order of the text
}

// name ties a name to the actor of the same words, or whose last name it is.
func (r *resolver) name(m verbale.Mention) int {
	core := withoutTitles(m.Text)
	key := strings.ToLower(core)
	if actor, ok := r.byName[key]; ok {
		r.learn(actor, m, core)
		return actor
	}
	last := key[strings.LastIndexByte(key, ' ')+1:]
	if m.Type == verbale.Person || m.Type == verbale.UnknownType {
		if actor, ok := r.byLast[last]; ok && last == key {
			r.learn(actor, m, core)
			return actor
		}
	}
	actor := len(r.actors)
	r.actors = append(r.actors, verbale.LocalActor{Name: core, Type: m.Type, Office: officeOf(m.Text, core), Names: []string{m.Text}})
	r.byName[key] = actor
	if strings.Contains(key, " ") && (m.Type == verbale.Person || m.Type == verbale.UnknownType) {
		r.byLast[last] = actor
	}
	return actor
}

// learn adds what another mention tells of an actor.
func (r *resolver) learn(actor int, m verbale.Mention, core string) {
	a := &r.actors[actor]
	if len(core) > len(a.Name) {
		a.Name = core
	}
	if a.Type == verbale.UnknownType {
		a.Type = m.Type
	}
	if a.Office == "" {
		a.Office = officeOf(m.Text, core)
	}
	for _, known := range a.Names {
		if known == m.Text {
			return
		}
	}
	a.Names = append(a.Names, m.Text)
}

// speaker ties the source of a statement to an actor.
func (r *resolver) speaker(i int, s *verbale.Statement) {
	if len(s.Source) == 0 {
		return
	}
	source := s.Source[0]
	actor, named := r.namedWithin(source)
	if !named {
		m := r.nominal(source)
		m.Chain = r.antecedent(m)
		actor = m.Chain
		r.sources = append(r.sources, m)
	}
	r.ties[i].Speakers = []int{actor}
	r.spoken = append(r.spoken, actor)
}

// namedWithin returns the actor of the best name in a source: a person before
// an organisation before the rest, the last of equals.
func (r *resolver) namedWithin(source verbale.Excerpt) (int, bool) {
	best, rank := -1, 0
	for _, m := range r.within(source) {
		if m.Form != verbale.Named || m.Chain < 0 {
			continue
		}
		value := 1
		switch r.actors[m.Chain].Type {
		case verbale.Person:
			value = 3
		case verbale.Organisation, verbale.UnknownType:
			value = 2
		}
		if value >= rank && (value > 1 || m.End == source.End) {
			best, rank = m.Chain, value
		}
	}
	return best, best >= 0
}

// within lists the names that begin within a source.
func (r *resolver) within(source verbale.Excerpt) []verbale.Mention {
	low, high := 0, len(r.mentions)
	for low < high {
		middle := (low + high) / 2
		if r.mentions[middle].Start < source.Start {
			low = middle + 1
		} else {
			high = middle
		}
	}
	end := low
	for end < len(r.mentions) && r.mentions[end].Start < source.End {
		end++
	}
	return r.mentions[low:end]
}

// nominal makes a mention of a source without a name.
func (r *resolver) nominal(source verbale.Excerpt) verbale.Mention {
	first := r.doc.TokenAt(source.Start)
	last := r.doc.TokenAt(source.End-1) + 1
	form := verbale.Nominal
	if last-first == 1 && r.doc.Tokens[first].UPOS == "PRON" {
		form = verbale.Pronominal
	}
	return mention(r.doc, verbale.TokenRange{First: first, Last: last}, form, verbale.UnknownType, "source")
}

// antecedent finds the actor that an office, a body or a pronoun speaks of, or
// makes one of it.
func (r *resolver) antecedent(m verbale.Mention) int {
	head := strings.ToLower(r.doc.Form(m.Head))
	if m.Form == verbale.Pronominal {
		for k := len(r.spoken) - 1; k >= max(0, len(r.spoken)-reach); k-- {
			if fits(head, r.actors[r.spoken[k]].Type) {
				return r.spoken[k]
			}
		}
	} else if definite(r.doc.Form(m.First)) {
		for k := len(r.spoken) - 1; k >= max(0, len(r.spoken)-reach); k-- {
			a := r.actors[r.spoken[k]]
			if holds(a, head) || a.Type == verbale.Person && persons[head] {
				return r.spoken[k]
			}
		}
		for k := len(r.actors) - 1; k >= max(0, len(r.actors)-reach); k-- {
			if holds(r.actors[k], head) {
				return k
			}
		}
	}
	kind := verbale.UnknownType
	if m.Form == verbale.Nominal && !definite(r.doc.Form(m.First)) {
		kind = verbale.Unnamed
	}
	r.actors = append(r.actors, verbale.LocalActor{Name: m.Text, Type: kind, Names: []string{m.Text}})
	return len(r.actors) - 1
}

// fits reports whether a pronoun can stand for an actor of that type.
func fits(pronoun string, kind verbale.ActorType) bool {
	switch pronoun {
	case "he", "she", "him", "her", "his", "hers":
		return kind == verbale.Person || kind == verbale.UnknownType
	case "it", "its":
		return kind == verbale.Organisation || kind == verbale.State
	}
	return false
}

func definite(form string) bool {
	switch strings.ToLower(form) {
	case "the", "this", "that", "his", "her", "its", "their":
		return true
	}
	return false
}

func holds(a verbale.LocalActor, head string) bool {
	for _, name := range a.Names {
		for _, word := range strings.Fields(strings.ToLower(name)) {
			if word == head {
				return true
			}
		}
	}
	return false
}

// persons are words for people whose office the report has named otherwise.
var persons = set("diplomat", "official", "minister", "president", "politician", "leader", "envoy", "ambassador",
	"spokesman", "spokeswoman", "spokesperson", "secretary", "senator", "chancellor", "candidate", "man", "woman", "general")

// withoutTitles takes the words of office before a personal name off it:
// "Foreign Minister Ana Lopes" is Ana Lopes. A name that is nothing but titles
// is left as it is.
func withoutTitles(name string) string {
	words := strings.Fields(name)
	for i := len(words) - 1; i >= 0; i-- {
		if titles[strings.ToLower(strings.TrimSuffix(words[i], "."))] && i+1 < len(words) {
			return strings.Join(words[i+1:], " ")
		}
	}
	return strings.Join(words, " ")
}

// officeOf returns the words that stand before core in a name.
func officeOf(name, core string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.Join(strings.Fields(name), " "), core))
}
