package actor

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// titles reads the offices of people from the words before their names and from
// appositions.
func (c *Cast) titles() {
	ending := map[int]*found{} // names by the token after them
	beginning := map[int]*found{}
	for _, f := range c.found {
		if f.form == verbale.Named {
			if e := ending[f.last]; e == nil || f.first < e.first {
				ending[f.last] = f
			}
			if b := beginning[f.first]; b == nil || f.last > b.last {
				beginning[f.first] = f
			}
		}
	}
	for _, f := range c.found {
		if f.kind != verbale.Person || f.form != verbale.Named {
			continue
		}
		c.titleOf(f, ending)
		c.appositionAfter(f, beginning)
		c.appositionBefore(f)
	}
	c.sharedTitles()
}

// titleOf reads the title before a name: "Russian Foreign Minister".
func (c *Cast) titleOf(f *found, ending map[int]*found) {
	read := c.readTitle(f, ending)
	start, titled := read.start, read.titled
	for start < f.first && titleJoints[c.at(start)] {
		start++
	}
	if !titled || start == f.first {
		return
	}
	f.title = world.Fold(c.text(start, f.first))
	if role, ok := c.role(start, f.first); ok {
		role.Former = role.Former || c.at(start-1) == "-" && c.at(start-2) == "then" // "then-U.S. envoy Ada Roth"
		f.roles = append(f.roles, role)
	}
	f.outer = [2]int{start, f.last}
	first := f.first
	for first > start {
		word := bare(c.at(first - 1))
		if !honorifics[word] && !ranks[word] && !(crowns[c.at(first-1)] && f.last == f.first+1) {
			break
		}
		first--
	}
	f.first = first // the mention holds honorifics and ranks, and "King" before a given name alone
	for i := start; i < f.last; i++ {
		c.taken[i] = true
	}
}

// titleJoints are words that join the parts of a title and begin none.
var titleJoints = lexicon.SetOf("of for 's and")

// longestTitle is how many words before a name are looked at for its title.
const longestTitle = 12

// readTitle goes back over the words before a name that can be its title.
func (c *Cast) readTitle(f *found, ending map[int]*found) *titleWord {
	w := &titleWord{Cast: c, f: f, ending: ending, sentence: c.sentenceOf(f.first).First, start: f.first}
	for w.start > w.sentence && f.first-w.start < longestTitle {
		if e := ending[w.start]; e != nil && e.kind != verbale.Person && e != f && e.first >= w.sentence {
			w.start = e.first
			continue
		}
		w.i = w.start - 1
		w.word = bare(c.at(w.i))
		found := w.first()
		if found == nil {
			break
		}
		w.by = append(w.by, found.name)
		if found.ends {
			break
		}
		w.titled = w.titled || found.name == "title"
		w.start = w.i
	}
	return w
}

// titleWord is a word before a name while its title is looked for.
type titleWord struct {
	*Cast
	f        *found
	ending   map[int]*found // names by the token after them
	sentence int            // its first token
	start    int            // the first token of the title so far
	i        int            // the word, right before it
	word     string
	titled   bool     // a word of the title makes it one
	office   bool     // that of an office
	by       []string // the cases that read the words, the last word first
}

// within reports whether the title has words already.
func (w *titleWord) within() bool { return w.start < w.f.first }

// isTitle reports whether a word makes a title, and notes that of an office.
func (w *titleWord) isTitle() bool {
	_, office := w.world.Office(w.doc.Form(w.i))
	w.office = w.office || office
	return honorifics[w.word] || ranks[w.word] || office
}

// joins reports whether a word joins two parts of a title.
func (w *titleWord) joins() bool {
	switch w.word {
	case "of", "for":
		return w.within()
	case "'s", "’s":
		return true
	case "and":
		return w.office
	}
	return false
}

// titleCase is one way in which a word is part of a title, or ends it.
type titleCase struct {
	name  string
	holds func(w *titleWord) bool
	ends  bool // the word is no part of it
}

var titleCases = []titleCase{
	// "spokesman for President Ana Lopes"
	{"serves-another", func(w *titleWord) bool { return w.within() && w.servesAt(w.i, w.f.first) }, true},
	{"title", (*titleWord).isTitle, false},
	// "adviser under President Ana Lopes"
	{"under-another", func(w *titleWord) bool { return w.word == "under" && w.at(w.start) != "secretary" }, true},
	{"modifier", func(w *titleWord) bool { return modifiers[w.word] && w.word != "top" || w.partOfOffice(w.i) }, false},
	{"at-the", func(w *titleWord) bool {
		return w.word == "the" && w.within() && postedAt(w.at(w.i-1)) && w.isTitleWord(w.i-2)
	}, false},
	// "Permanent Representative at the OSCE Jan Novak"
	{"at", func(w *titleWord) bool { return postedAt(w.word) && w.within() && w.isTitleWord(w.i-1) }, false},
	{"of-the", func(w *titleWord) bool {
		return w.word == "the" && w.titled && w.i > w.sentence && (w.at(w.i-1) == "of" || w.at(w.i-1) == "to")
	}, false},
	{"joined", func(w *titleWord) bool {
		return w.joins() && w.i > w.sentence && (w.isTitleWord(w.i-1) || w.ending[w.i] != nil && w.word != "and") // not "on Iran and Envoy Roth"
	}, false},
}

// first returns the first case that holds of the word; nil where none does.
func (w *titleWord) first() *titleCase {
	for k := range titleCases {
		if titleCases[k].holds(w) {
			return &titleCases[k]
		}
	}
	return nil
}

// servesAt reports whether a preposition parts the title right before a name from
// that of another who serves its bearer.
func (c *Cast) servesAt(i, name int) bool {
	switch c.at(i) {
	case "for", "to", "with":
	default:
		return false
	}
	for k := i + 1; k < name; k++ {
		if c.upos(k) == "ADP" {
			return false
		}
	}
	return c.isTitle(name-1) && !c.partOfOffice(i+1)
}

// postedAt reports whether a word stands between an office and where it is held.
func postedAt(word string) bool { return word == "at" || word == "to" || word == "with" }

func (c *Cast) isTitleWord(i int) bool {
	word := bare(c.at(i))
	_, office := c.world.Office(word)
	return office || modifiers[word] || c.partOfOffice(i)
}

// partOfOffice reports whether a word is one that only stands within offices.
func (c *Cast) partOfOffice(i int) bool {
	if c.at(i) == "ministry" { // "commerce ministry spokesman"
		return true
	}
	switch c.at(i) {
	case "affairs", "exchequer", "state", "defence", "defense", "treasury", "staff", "council", "foreign", "political":
		return true
	}
	return false
}

// appositionAfter reads an office between commas after a name: "…, the
// Secretary of State for Foreign Affairs, …".
func (c *Cast) appositionAfter(f *found, beginning map[int]*found) {
	sentence := c.sentenceOf(f.first)
	if c.at(f.last) != "," || f.last+1 >= sentence.Last {
		return
	}
	start := f.last + 1
	if c.at(start) == "who" || c.at(start) == "which" || c.at(start) == "and" { // "…, and the envoy of China, Per Holm"
		return
	}
	if c.at(min(f.first, f.outerFirst())-1) == "to" && c.at(min(f.first, f.outerFirst())-2) == "according" {
		return // "According to Holm, the envoy left"
	}
	end := start
	for end < sentence.Last && end-start < 16 {
		word := c.at(end)
		if end > start && (c.upos(end) == "AUX" || c.doc.Tokens[end].XPOS == "VBD" || c.doc.Tokens[end].XPOS == "VBZ") {
			return // "In Chelsea, the mayor said": the subject of what follows
		}
		if word == "," || word == ";" || word == ":" || word == "—" || word == "-" && c.doc.Tokens[end].Start > c.doc.Tokens[end-1].End || word == "(" || word == "who" || word == "said" ||
			c.upos(end) == "VERB" && !c.taken[end] && c.doc.Tokens[end].XPOS != "VBG" && c.doc.Tokens[end].XPOS != "VBN" || c.upos(end) == "AUX" || c.isMark(end) {
			break
		}
		if b := beginning[end]; b != nil && b.kind == verbale.Person && end > start && c.at(end-1) != "to" && c.at(end-1) != "of" && c.at(end-1) != "for" {
			return // a list of people: "Grey, Minister Sazonov and …"
		}
		end++
	}
	for end > start && c.upos(end-1) == "PUNCT" {
		end--
	}
	if end == start {
		return
	}
	// The head of the phrase, before any preposition, must be an office.
	head := start
	for head < end && c.upos(head) != "ADP" && c.at(head) != "who" {
		head++
	}
	if head == start || !c.officeIn(start, head) {
		return
	}
	if role, ok := c.role(start, end); ok {
		f.roles = append(f.roles, role)
		f.outer = [2]int{min(f.first, f.outerFirst()), end}
	}
}

// outerFirst returns the first token of the whole phrase of a mention.
func (f *found) outerFirst() int {
	if f.outer[1] > 0 {
		return f.outer[0]
	}
	return f.first
}

// appositionBefore reads an office before a comma and a name: "the ambassador,
// John Smith".
func (c *Cast) appositionBefore(f *found) {
	if c.at(f.first-1) != "," {
		return
	}
	sentence := c.sentenceOf(f.first)
	end := f.first - 1
	start := end
	for start > sentence.First && end-start < 14 {
		word := c.at(start - 1)
		if word == "," || c.upos(start-1) == "VERB" || c.upos(start-1) == "AUX" || c.isMark(start-1) || word == ";" || word == "that" || word == "and" {
			break
		}
		start--
		_, owned := c.worldAt(start, end)
		if owned > 0 && (c.upos(start-1) == "ADJ" || c.upos(start-1) == "PROPN" || c.upos(start-1) == "DET" || c.at(start-1) == "-") {
			owned = 0
		}
		if owned > 0 || word == "the" || word == "its" || word == "their" || word == "his" || word == "her" || word == "a" || word == "an" {
			head := start
			for head < end && c.upos(head) != "ADP" {
				head++
			}
			if c.officeIn(start, head) {
				if role, ok := c.role(start, end); ok {
					f.roles = append(f.roles, role)
					f.outer = [2]int{start, max(f.last, f.outer[1])}
				}
				return
			}
		}
	}
}

func (c *Cast) isMark(i int) bool {
	switch c.doc.Form(i) {
	case `"`, "“", "”", "„", "«", "»", "``", "''":
		return true
	}
	return false
}

// officeIn reports whether the last noun of a phrase is an office.
func (c *Cast) officeIn(first, last int) bool {
	for i := last - 1; i >= first; i-- {
		if c.upos(i) == "NOUN" || c.upos(i) == "PROPN" || c.upos(i) == "ADJ" {
			for n := 4; n >= 1; n-- {
				if i-n+1 >= first {
					if _, ok := c.world.Office(c.text(i-n+1, i+1)); ok {
						return true
					}
				}
			}
			return false
		}
	}
	return false
}

// role makes an office of the words of a title or apposition: the title
// without article and state, and the state or body that it is held in.
func (c *Cast) role(first, last int) (verbale.LocalRole, bool) {
	for first < last && (c.upos(first) == "DET" || c.upos(first) == "PRON" || c.at(first) == "the") {
		first++
	}
	w := officeWords{Cast: c, first: first, last: last, left: make([]bool, last-first)}
	for i := first; i < last; {
		i += w.look(i)
	}
	if !w.office {
		return w.role, false
	}
	w.lookForBody()
	w.role.Title = w.title()
	if w.role.Title == "" {
		return w.role, false
	}
	span := page.Run{First: first, Last: last}.Span(c.doc)
	if strings.ContainsAny(span.Text(c.doc.Text), "\r\n") {
		return w.role, false
	}
	w.role.Evidence = verbale.Excerpt{Span: span, Text: span.Text(c.doc.Text)}
	return w.role, true
}

// officeWords are the words of a title while its office is read.
type officeWords struct {
	*Cast
	first, last int
	role        verbale.LocalRole
	left        []bool // words, from the first, that are no part of the title itself
	office      bool   // a word is that of an office
	posted      bool   // after "in" or "to" stands where the office is exercised
}

// look takes in the word at token i and returns how many tokens it has.
func (w *officeWords) look(i int) int {
	if (formerly[w.at(i)] || w.at(i) == "then") && !w.office { // but "envoy to Norway and a former judge"
		w.role.Former = true
		w.left[i-w.first] = true
	}
	switch w.at(i) {
	case "to", "in", "at":
		w.posted = true
	case "of":
		w.posted = false
	}
	m, n := w.worldAt(i, w.last)
	if n > 0 && m.How != world.ByPlace {
		if !w.posted && w.role.OfWorld == "" && m.Type != verbale.Collective && (m.How != world.ByCapital || w.at(i-1) != "in") {
			w.role.OfWorld, w.role.Of = m.ID, w.text(i, i+n)
			w.leaveOut(i, n)
		}
		return n
	}
	if _, ok := w.world.Office(w.at(i)); ok || ranks[bare(w.at(i))] {
		w.office = true
	} else if i+1 < w.last {
		_, ok := w.world.Office(w.text(i, i+2)) // "chargé d'affaires"
		w.office = w.office || ok
	}
	return 1
}

// leaveOut takes a state out of the title, with what joins it to the rest.
func (w *officeWords) leaveOut(i, n int) {
	for k := i; k < i+n; k++ {
		w.left[k-w.first] = true
	}
	if k := i + n; k < w.last && (w.at(k) == "'s" || w.at(k) == "’s") {
		w.left[k-w.first] = true
	}
	for k := i - 1; k >= w.first && (w.at(k) == "of" || w.at(k) == "the"); k-- {
		w.left[k-w.first] = true
	}
}

// lookForBody looks for a body of the state between it and the office: "Russian
// Foreign Ministry spokeswoman".
func (w *officeWords) lookForBody() {
	state := w.world.ByID(w.role.OfWorld)
	if state == nil || state.Type != verbale.State {
		return
	}
	for i := w.first; i < w.last; i++ {
		for n := min(4, w.last-i); n >= 1; n-- {
			kind, ok := w.world.BodyKind(w.text(i, i+n))
			if !ok || i+n == w.last {
				continue
			}
			if body := w.world.Body(state.ID, kind.Kind); body != nil {
				w.role.OfWorld, w.role.Of = body.ID, body.Name
				for k := i; k < i+n; k++ {
					w.left[k-w.first] = true
				}
				return
			}
		}
	}
}

// title writes what is left of the words.
func (w *officeWords) title() string {
	var words []string
	for i := w.first; i < w.last; i++ {
		mark := w.upos(i) == "PUNCT" || w.upos(i) == "ADV" || w.at(i) == "'s"
		if !w.left[i-w.first] && !mark && (!honorifics[bare(w.at(i))] || w.at(i-1) == "crown") {
			words = append(words, w.doc.Form(i))
		}
	}
	for len(words) > 0 && (strings.EqualFold(words[0], "the") || strings.EqualFold(words[0], "of") || strings.EqualFold(words[0], "and")) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
