package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// Directory is who and what a dossier names. It is filled once and then only
// asked, which any number of goroutines may do at once.
type Directory struct {
	world *world.World
	alias func(id string) (string, bool)

	actors  []actor
	actorAt map[string]int32
	names   []name
	byWord  [2]map[string][]int32 // names that hold a word: of all that is no person, and of people by their skeletons

	sides     []string // ids
	sideAt    map[string]int32
	outlets   []string
	documents []string
	byOutlet  map[string][]int32 // outlets that hold a word
}

// The two kinds of names: how words of them are compared.
const (
	plain = iota
	personal
)

type actor struct {
	id, shown string
	kind      verbale.ActorType
}

// name is one name of an actor. Words stand between spaces, and before the first
// and after the last is one.
type name struct {
	actor int32
	sort  int // plain or personal
	words string
}

// NewDirectory returns an empty directory. Alias says which actor an id that is
// not in it has become since, through merges; it may be nil.
func NewDirectory(w *world.World, alias func(id string) (string, bool)) *Directory {
	return &Directory{
		world: w, alias: alias, actorAt: map[string]int32{}, sideAt: map[string]int32{}, byOutlet: map[string][]int32{},
		byWord: [2]map[string][]int32{{}, {}},
	}
}

// AddActor adds an actor with the name by which it is shown.
func (d *Directory) AddActor(id, shown string, kind verbale.ActorType) {
	if _, known := d.actorAt[id]; known {
		return
	}
	d.actorAt[id] = int32(len(d.actors))
	d.actors = append(d.actors, actor{id, shown, kind})
	d.AddName(id, shown)
}

// AddName adds another name of an actor that is in the directory.
func (d *Directory) AddName(id, text string) {
	at, known := d.actorAt[id]
	if !known {
		return
	}
	n := name{actor: at}
	if d.actors[at].kind == verbale.Person {
		n.sort = personal
	}
	var buffer [16]string
	words := buffer[:0]
	for _, word := range namedWords(text) {
		words = append(words, compared(word, n.sort))
	}
	n.words = " " + strings.Join(words, " ") + " "
	place := int32(len(d.names))
	d.names = append(d.names, n)
	for i, word := range words {
		if !slices.Contains(words[:i], word) {
			d.byWord[n.sort][word] = append(d.byWord[n.sort][word], place)
		}
	}
}

// namedWords returns the words by which a name is found: those of it and, where
// it has an apostrophe, also what stands around it as one word.
func namedWords(text string) []string {
	words := wordsOf(text)
	for _, word := range strings.Fields(world.Fold(text)) {
		if strings.Contains(word, "'") {
			if joined := wordsOf(strings.ReplaceAll(word, "'", "")); len(joined) == 1 && joined[0]+"s" != word {
				words = append(words, joined[0])
			}
		}
	}
	return words
}

// compared returns a folded word in the form in which names of that sort are
// compared: longer words of people's names whatever their spelling in Latin
// letters.
func compared(word string, sort int) string {
	if sort == personal && len(word) > 3 {
		return world.Skeleton(word)
	}
	return word
}

// AddSide adds the id of one for whom somebody speaks.
func (d *Directory) AddSide(id string) {
	if _, known := d.sideAt[id]; !known {
		d.sideAt[id] = int32(len(d.sides))
		d.sides = append(d.sides, id)
	}
}

// AddOutlet adds the name of an outlet.
func (d *Directory) AddOutlet(outlet string) {
	at := int32(len(d.outlets))
	d.outlets = append(d.outlets, outlet)
	for _, word := range namedWords(outlet) {
		if list := d.byOutlet[word]; len(list) == 0 || list[len(list)-1] != at {
			d.byOutlet[word] = append(list, at)
		}
	}
}

// AddDocument adds the name of a document.
func (d *Directory) AddDocument(document string) { d.documents = append(d.documents, document) }

// Shown returns the name by which an id is shown: that of the actor, else that
// of the world, else the id.
func (d *Directory) Shown(id string) string {
	if at, known := d.actorAt[id]; known {
		return d.actors[at].shown
	}
	if entry := d.world.ByID(id); entry != nil {
		return entry.Name
	}
	return id
}

// Plan is a query with its names looked up. A nil list asks for nothing; an
// empty one is of names that nobody has.
type Plan struct {
	Query
	Speakers   []string // ids of actors
	Addressees []string
	Sides      []string // ids of sides
	Actors     []string // ids of the actors that Name asks for
	Outlets    []string
	Documents  []string

	NoSpeaker, NoSide, NoOutlet bool // None was asked for

	Missed []Miss

	said, reported limits
}

// Miss is a value that means nothing in this dossier, with what may have been
// meant, the nearest first.
type Miss struct {
	Field   string   `json:"field"`
	Value   string   `json:"value"`
	Nearest []string `json:"nearest" doc:"Names that may have been meant, the nearest first."`
}

// Plan looks up the names of a query.
func (d *Directory) Plan(q Query) *Plan {
	p := &Plan{Query: q, said: limitsOf(q.Since, q.Until), reported: limitsOf(q.ReportedSince, q.ReportedUntil)}
	p.Speakers, p.NoSpeaker = d.lookUp(p, "speaker", q.Speaker, d.actorsOf)
	p.Addressees, _ = d.lookUp(p, "to", q.To, d.actorsOf)
	p.Actors, _ = d.lookUp(p, "name", q.Name, d.actorsOf)
	p.Sides, p.NoSide = d.lookUp(p, "side", q.Side, d.sidesOf)
	p.Outlets, p.NoOutlet = d.lookUp(p, "outlet", q.Outlet, d.outletsOf)
	p.Documents, _ = d.lookUp(p, "document", q.Document, d.documentsOf)
	return p
}

// lookUp gathers what values mean, each once, in order.
func (d *Directory) lookUp(p *Plan, field string, values []string, of func(string) []string) (found []string, none bool) {
	if len(values) == 0 {
		return nil, false
	}
	found = []string{}
	for _, value := range values {
		if value == None && field != "document" && field != "name" && field != "to" {
			none = true
			continue
		}
		meant := of(value)
		if len(meant) == 0 {
			p.Missed = append(p.Missed, Miss{Field: field, Value: value, Nearest: d.nearest(field, value)})
		}
		found = append(found, meant...)
	}
	slices.Sort(found)
	return slices.Compact(found), none
}

// actorsOf returns the ids of the actors that a name means.
func (d *Directory) actorsOf(text string) []string {
	if id, known := d.byID(text); known {
		return []string{id}
	}
	var found []string
	if entries := d.entries(text, false); len(entries) > 0 {
		found = d.worldly(entries)
	}
	if found == nil {
		found = d.holding(text)
		for _, person := range d.world.People(text, "") {
			if id, known := d.byID(person.ID); known {
				found = append(found, id)
			}
		}
	}
	if found == nil {
		found = d.worldly(d.entries(text, true))
	}
	return found
}

// byID returns the actor of an id, or what it has become.
func (d *Directory) byID(id string) (string, bool) {
	if _, known := d.actorAt[id]; known {
		return id, true
	}
	if d.alias != nil && (strings.HasPrefix(id, "a-") || strings.HasPrefix(id, world.Prefix)) {
		if other, known := d.alias(id); known {
			_, there := d.actorAt[other]
			return other, there
		}
	}
	return "", false
}

// entries returns what a name means in the world: by its names and by codes in
// capitals; loosely, also by codes in small letters, by its capital and its
// people.
func (d *Directory) entries(text string, loosely bool) []*world.Entry {
	var found []*world.Entry
	for _, match := range d.world.Find(text, 0) {
		if loosely || match.How == world.ByName {
			found = append(found, match.Entry)
		}
	}
	text = strings.TrimSpace(text)
	if len(found) > 0 || len(text) < 2 || len(text) > 3 || !loosely && text != strings.ToUpper(text) {
		return found
	}
	// ISO 3166: the ids of states are made of its codes of three letters.
	region, err := language.ParseRegion(text)
	if err != nil || !region.IsCountry() {
		return nil
	}
	if entry := d.world.ByID(world.Prefix + strings.ToLower(region.ISO3())); entry != nil {
		found = append(found, entry)
	}
	return found
}

// worldly returns the actors that are those entries, and bodies that no table
// knew when they were read but that bear one of their names as a whole.
func (d *Directory) worldly(entries []*world.Entry) []string {
	var found []string
	for _, entry := range entries {
		if id, known := d.byID(entry.ID); known {
			found = append(found, id)
		}
		for _, called := range append([]string{entry.Name, entry.Official}, entry.Names...) {
			found = append(found, d.called(called)...)
		}
	}
	return found
}

// called returns the actors that are no people and are shown by exactly those
// words, folded. A name in small letters is a pronoun ("us") or a common noun.
func (d *Directory) called(text string) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return nil
	}
	whole := " " + strings.Join(words, " ") + " "
	var found []string
	for _, at := range d.byWord[plain][words[0]] {
		n := &d.names[at]
		if a := &d.actors[n.actor]; n.words == whole && strings.ContainsFunc(a.shown, unicode.IsUpper) && sameWords(a.shown, whole) {
			found = append(found, a.id)
		}
	}
	return found
}

func sameWords(text, spaced string) bool { return " "+Folded(text)+" " == spaced }

// holding returns the actors one of whose names holds all the words of text.
func (d *Directory) holding(text string) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return nil
	}
	var found []string
	for sort := range d.byWord {
		asked := make([]string, len(words))
		var rarest []int32
		for i, word := range words {
			asked[i] = compared(word, sort)
			if list := d.byWord[sort][asked[i]]; i == 0 || len(list) < len(rarest) {
				rarest = list
			}
		}
		for _, at := range rarest {
			n := &d.names[at]
			if !slices.ContainsFunc(asked, func(word string) bool { return !strings.Contains(n.words, " "+word+" ") }) {
				found = append(found, d.actors[n.actor].id)
			}
		}
	}
	return found
}

// sidesOf returns the ids of the sides that a name means: the side of that id;
// else those that are shown by the name or are it in the world; else those that
// reports call so; else those one of whose names holds the words.
func (d *Directory) sidesOf(text string) []string {
	if id, known := d.byID(text); known {
		text = id
	}
	if _, known := d.sideAt[text]; known {
		return d.shownAlike([]string{text})
	}
	asked := []string{Folded(text)}
	entries := d.entries(text, false)
	for _, entry := range entries {
		asked = append(asked, Folded(entry.Name))
	}
	var found []string
	for _, id := range d.sides {
		if slices.ContainsFunc(entries, func(e *world.Entry) bool { return e.ID == id }) ||
			slices.Contains(asked, Folded(d.Shown(id))) {
			found = append(found, id)
		}
	}
	if found == nil {
		found = d.sidesAmong(d.wholly(text))
	}
	if found == nil {
		found = d.sidesAmong(d.holding(text))
	}
	if found == nil {
		for _, entry := range d.entries(text, true) {
			found = append(found, d.sidesAmong([]string{entry.ID})...)
		}
	}
	return d.shownAlike(found)
}

// shownAlike adds the sides that are shown by the same name: who reads a list
// cannot tell them apart.
func (d *Directory) shownAlike(ids []string) []string {
	shown := map[string]bool{}
	for _, id := range ids {
		shown[Folded(d.Shown(id))] = true
	}
	var found []string
	for _, id := range d.sides {
		if shown[Folded(d.Shown(id))] {
			found = append(found, id)
		}
	}
	return found
}

// wholly returns the actors one of whose names is those words and no more.
func (d *Directory) wholly(text string) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return nil
	}
	var found []string
	for sort := range d.byWord {
		asked := make([]string, len(words))
		for i, word := range words {
			asked[i] = compared(word, sort)
		}
		whole := " " + strings.Join(asked, " ") + " "
		for _, at := range d.byWord[sort][asked[0]] {
			if n := &d.names[at]; n.words == whole {
				found = append(found, d.actors[n.actor].id)
			}
		}
	}
	return found
}

func (d *Directory) sidesAmong(ids []string) []string {
	var found []string
	for _, id := range ids {
		if _, known := d.sideAt[id]; known {
			found = append(found, id)
		}
	}
	return found
}

// outletsOf returns the outlets of that name, folded; else those whose name
// holds the words.
func (d *Directory) outletsOf(text string) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return d.exactly(text)
	}
	var rarest []int32
	for i, word := range words {
		if list := d.byOutlet[word]; i == 0 || len(list) < len(rarest) {
			rarest = list
		}
	}
	var whole, part []string
	for _, at := range rarest {
		have := namedWords(d.outlets[at])
		if slices.Equal(wordsOf(d.outlets[at]), words) {
			whole = append(whole, d.outlets[at])
		}
		if !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(have, word) }) {
			part = append(part, d.outlets[at])
		}
	}
	if whole != nil {
		return whole
	}
	return part
}

// exactly finds an outlet without letters.
func (d *Directory) exactly(text string) []string {
	if slices.Contains(d.outlets, text) {
		return []string{text}
	}
	return nil
}

// documentsOf returns the document of that name, else those whose name ends with
// it behind a slash.
func (d *Directory) documentsOf(text string) []string {
	var found []string
	for _, document := range d.documents {
		if document == text {
			return []string{text}
		}
		if text != "" && strings.HasSuffix(document, "/"+text) {
			found = append(found, document)
		}
	}
	return found
}

// One returns the id of the one actor that a person means by an id or a name:
// the only one that is shown by the whole name, else the only one that is called
// by it, else the only one whose names hold the words. Where there are several it
// returns their ids, and where there is none what may have been meant.
func (d *Directory) One(text string) (id string, several, nearest []string) {
	if id, known := d.byID(text); known {
		return id, nil, nil
	}
	whole := " " + strings.Join(wordsOf(text), " ") + " "
	var shown []string
	for _, id := range d.wholly(text) {
		if sameWords(d.Shown(id), whole) {
			shown = append(shown, id)
		}
	}
	var begun []string
	if len(text) > 4 {
		for _, a := range d.actors {
			if strings.HasPrefix(a.id, text) {
				begun = append(begun, a.id)
			}
		}
	}
	for _, found := range [][]string{shown, begun, d.worldly(d.entries(text, false)), d.wholly(text), d.holding(text)} {
		slices.Sort(found)
		switch found = slices.Compact(found); len(found) {
		case 0:
		case 1:
			return found[0], nil, nil
		default:
			return "", found, nil
		}
	}
	return "", nil, d.nearest("name", text)
}

// byNearness sorts what nearest found.
type near struct {
	shown    string
	distance int
}

func byNearness(a, b near) int {
	return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(len(a.shown), len(b.shown)), cmp.Compare(a.shown, b.shown))
}
