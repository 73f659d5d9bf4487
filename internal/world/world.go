package world

import (
	"embed"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale"
)

//go:embed data/*.tsv
var data embed.FS

// Prefix is what every id of an entry begins with.
const Prefix = "w-"

// Entry is one actor of the world. Entries are shared and must not be changed.
type Entry struct {
	ID       string // "w-rus", "w-nato", "w-rus-foreign-ministry"
	Name     string
	Type     verbale.ActorType
	Code     string   // CAMEO and PLOVER code of a state or organisation: "RUS", "IGOUNO"; with sector for a body: "RUSGOV"
	Official string   // of a state
	Names    []string // other names
	Demonyms []string // of a state: adjectives and words for its people
	Members  []string // ids, of an organisation
	Words    []string // nouns that can stand for it: "alliance", "bloc"
	Kind     string   // of a body: that of kinds.tsv; of an organisation "igo", "alliance", …
	Of       string   // of a body: id of its state
	From     int      // years in which a state was, or a name was used; 0 where there is no limit
	Until    int
}

// How says in what way a name means an entry.
type How int

// The ways in which a name can mean an entry.
const (
	ByName    How = iota // its name
	ByDemonym            // "Russian", "the Russians"
	ByCapital            // "Moscow"
	ByPlace              // another place that lies there: "Kazan"
)

// Match is an entry that a name can mean.
type Match struct {
	*Entry
	How How
}

// Person is somebody who held offices.
type Person struct {
	ID    string // "w-p-sergei-lavrov"
	Name  string
	Names []string
	Terms []Term // in order of the table
}

// Term is an office that a person held; dates are ISO, "" where open or not known.
type Term struct {
	Office string // "foreign minister"; "" where the table only knows that it was one of government
	Kind   string // that of offices.tsv
	Of     string // id of the state or organisation
	From   string
	Until  string
}

// Holds reports whether the term runs on that day; on "" whether it still runs.
func (t Term) Holds(day string) bool {
	if day == "" {
		return t.Until == ""
	}
	return (t.From == "" || t.From <= day) && (t.Until == "" || day <= t.Until)
}

// Office is a title with what kind of office it is.
type Office struct {
	Title  string
	Sector string // PLOVER sector: "GOV", "MIL", …
	Kind   string // "foreign-minister", "spokesperson", …
	Of     string // id of the state that alone has the office where nothing else is said; "" of most
}

// Body is a kind of body that any state can have.
type Body struct {
	Kind    string // "foreign-ministry"
	Sector  string
	Phrases []string // folded
	Itself  bool     // it speaks for itself and not for its state: a parliament, a court
}

// World is the tables. It is immutable.
type World struct {
	byID    map[string]*Entry
	byName  map[string][]Match
	people  map[string][]*Person // by folded name
	byLast  map[string][]*Person // of people.tsv only, by folded last name
	persons map[string]*Person   // by id
	offices map[string]Office
	bodies  map[string]*Body // by folded phrase
	kinds   map[string]*Body
	longest int // words of the longest folded name
}

// Load returns the tables, which are set up once.
func Load() *World { return load() }

var load = sync.OnceValue(func() *World {
	w := &World{
		byID: make(map[string]*Entry, 2048), byName: make(map[string][]Match, 8192),
		people: make(map[string][]*Person, 1024), byLast: make(map[string][]*Person, 512),
		persons: make(map[string]*Person, 512), offices: map[string]Office{}, bodies: map[string]*Body{}, kinds: map[string]*Body{},
	}
	w.table("kinds", 4, w.addKind)
	w.table("offices", 4, w.addOffice)
	w.table("states", 9, w.addState)
	w.table("organisations", 7, w.addOrganisation)
	w.table("bodies", 5, w.addBody)
	w.table("collectives", 3, w.addCollective)
	w.table("armed-groups", 3, w.addGroup)
	w.table("places-more", 2, w.addPlaces)
	w.table("places", 2, w.addPlaces)
	w.table("people", 7, w.addPerson)
	return w
})

// table reads a table line by line. A table that cannot be read is a broken build.
func (w *World) table(name string, columns int, add func([]string)) {
	file, err := data.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(fmt.Sprintf("world: %v", err))
	}
	cells := make([]string, columns)
	for text := string(file); text != ""; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if line == "" || line[0] == '#' {
			continue
		}
		for i := range cells {
			cells[i], line, _ = strings.Cut(line, "\t")
		}
		add(cells)
	}
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

func year(cell string) int {
	n, err := strconv.Atoi(cell)
	if err != nil {
		return 0
	}
	return n
}

func (w *World) name(name string, e *Entry, how How) {
	key := Fold(name)
	if key == "" || slices.ContainsFunc(w.byName[key], func(m Match) bool { return m.Entry == e && m.How <= how }) {
		return
	}
	w.byName[key] = append(w.byName[key], Match{e, how})
	w.longest = max(w.longest, strings.Count(key, " ")+1)
}

func (w *World) enter(e *Entry) {
	w.byID[e.ID] = e
	w.name(e.Name, e, ByName)
	for _, name := range e.Names {
		w.name(name, e, ByName)
	}
}

func (w *World) addKind(cells []string) {
	b := &Body{Kind: cells[0], Sector: cells[1], Itself: cells[3] == "itself"}
	for _, phrase := range list(cells[2]) {
		b.Phrases = append(b.Phrases, Fold(phrase))
		w.bodies[Fold(phrase)] = b
	}
	w.kinds[b.Kind] = b
}

func (w *World) addOffice(cells []string) {
	o := Office{Title: cells[0], Sector: cells[1], Kind: cells[2]}
	if cells[3] != "" {
		o.Of = Prefix + strings.ToLower(cells[3])
	}
	w.offices[Fold(cells[0])] = o
}

func (w *World) addState(cells []string) {
	e := &Entry{
		ID: Prefix + strings.ToLower(cells[0]), Name: cells[2], Type: verbale.State, Code: cells[1], Official: cells[3],
		Names: list(cells[4]), Demonyms: list(cells[5]), From: year(cells[7]), Until: year(cells[8]),
	}
	w.enter(e)
	if e.Official != "" {
		w.name(e.Official, e, ByName)
	}
	for _, demonym := range e.Demonyms {
		w.name(demonym, e, ByDemonym)
	}
	for _, capital := range list(cells[6]) {
		w.name(capital, e, ByCapital)
	}
}

func (w *World) addOrganisation(cells []string) {
	e := &Entry{
		ID: Prefix + cells[0], Name: cells[1], Type: verbale.Organisation, Kind: cells[2], Code: cells[3],
		Names: list(cells[4]), Words: list(cells[6]),
	}
	if e.Kind == "group" {
		e.Type = verbale.Group
	}
	for _, iso := range strings.Fields(cells[5]) {
		e.Members = append(e.Members, Prefix+strings.ToLower(iso))
	}
	w.enter(e)
}

// addBody enters a name of a body of a state. Several names make one body.
func (w *World) addBody(cells []string) {
	state := Prefix + strings.ToLower(cells[1])
	if cells[2] == "government" { // a government is its state
		if e := w.byID[state]; e != nil {
			w.between(cells[0], e, cells[3], cells[4])
		}
		return
	}
	e := w.Body(state, cells[2])
	if e == nil {
		panic(fmt.Sprintf("world: bodies.tsv: %q is of no state", cells[0]))
	}
	if w.byID[e.ID] == nil {
		if cells[3] == "" && cells[4] == "" {
			e.Name = cells[0] // a name that holds at all times
		}
		w.byID[e.ID] = e
	}
	w.between(cells[0], w.byID[e.ID], cells[3], cells[4])
}

// between enters a name that was used in some years only.
func (w *World) between(name string, e *Entry, from, until string) {
	if from != "" || until != "" {
		limited := *e
		limited.From, limited.Until = year(from), year(until)
		e = &limited
	}
	w.name(name, e, ByName)
}

func (w *World) addCollective(cells []string) {
	w.enter(&Entry{ID: Prefix + "c-" + cells[0], Name: cells[1], Type: verbale.Collective, Names: list(cells[2])})
}

func (w *World) addGroup(cells []string) {
	w.enter(&Entry{ID: Prefix + "g-" + slug(cells[0]), Name: cells[0], Type: verbale.Group, Names: list(cells[1]), Code: cells[2], Kind: "group"})
}

func (w *World) addPlaces(cells []string) {
	for _, e := range w.byID {
		if e.Type == verbale.State && e.Code == cells[0] && e.Until == 0 {
			for _, place := range list(cells[1]) {
				w.name(place, e, ByPlace)
			}
			return
		}
	}
}

func slug(name string) string { return strings.ReplaceAll(Fold(name), " ", "-") }

// addPerson adds one term of a person; a person of several has several lines.
func (w *World) addPerson(cells []string) {
	id := Prefix + "p-" + slug(cells[0])
	p := w.persons[id]
	if p == nil {
		p = &Person{ID: id, Name: cells[0]}
		w.persons[id] = p
	}
	for _, name := range append([]string{cells[0]}, list(cells[1])...) {
		w.called(name, p)
		if last := lastWord(Fold(name)); !slices.Contains(w.byLast[last], p) {
			w.byLast[last] = append(w.byLast[last], p) // "Paschitsch" is the last name of Pašić, too
		}
	}
	p.Terms = append(p.Terms, Term{Office: cells[3], Kind: cells[4], Of: Prefix + strings.ToLower(cells[2]), From: cells[5], Until: cells[6]})
}

func lastWord(folded string) string { return folded[strings.LastIndexByte(folded, ' ')+1:] }

func (w *World) called(name string, p *Person) {
	key := Fold(name)
	if !slices.Contains(w.people[key], p) {
		w.people[key] = append(w.people[key], p)
		if name != p.Name {
			p.Names = append(p.Names, name)
		}
	}
}

// Fingerprint identifies the tables of the world, without reading them.
func Fingerprint() string { return fingerprint() }

var fingerprint = sync.OnceValue(func() string {
	files, err := fs.Glob(data, "data/*.tsv")
	if err != nil {
		panic(err) // the pattern is wrong
	}
	hash := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	for _, name := range files {
		file, err := data.ReadFile(name)
		if err != nil {
			panic(err) // the binary is broken
		}
		hash.Write(file)
	}
	return fmt.Sprintf("world-%08x", hash.Sum32())
})
