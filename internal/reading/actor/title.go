package actor

import (
	"strings"

	"verbale.dev/verbale"
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
}

// titleOf reads the title before a name: "Russian Foreign Minister".
func (c *Cast) titleOf(f *found, ending map[int]*found) {
	sentence := c.sentenceOf(f.first)
	start := f.first
	titled, office := false, false
	for start > sentence.First && f.first-start < 12 {
		i := start - 1
		word := bare(c.at(i))
		if e := ending[start]; e != nil && e.kind != verbale.Person && e != f && e.first >= sentence.First {
			start = e.first
			continue
		}
		_, isOffice := c.world.Office(c.doc.Form(i))
		switch {
		case start < f.first && c.servesAt(i, f.first):
			goto done // "spokesman for President Ana Lopes"
		case honorifics[word] || ranks[word] || isOffice:
			titled, office = true, office || isOffice
		case word == "under" && c.at(start) != "secretary":
			goto done // "adviser under President Ana Lopes"
		case modifiers[word] && word != "top" || c.partOfOffice(i):
		case word == "the" && start < f.first && postedAt(c.at(i-1)) && c.isTitleWord(i-2):
		case postedAt(word) && start < f.first && c.isTitleWord(i-1): // "Permanent Representative at the OSCE Jan Novak"
		case word == "the" && titled && i > sentence.First && (c.at(i-1) == "of" || c.at(i-1) == "to"):
		case (start < f.first && (word == "of" || word == "for") || word == "'s" || word == "’s" || word == "and" && office) && i > sentence.First && (c.isTitleWord(i-1) || ending[i] != nil):
		default:
			goto done
		}
		start = i
	}
done:
	for start < f.first && (c.at(start) == "of" || c.at(start) == "for" || c.at(start) == "'s" || c.at(start) == "and") {
		start++
	}
	if !titled || start == f.first {
		return
	}
	f.title = world.Fold(c.text(start, f.first))
	if role, ok := c.role(start, f.first); ok {
		f.roles = append(f.roles, role)
	}
	f.outer = [2]int{start, f.last}
	first := f.first
	for first > start && (honorifics[bare(c.at(first-1))] || ranks[bare(c.at(first-1))] || crowns[c.at(first-1)] && f.last == f.first+1) {
		first--
	}
	f.first = first // the mention holds honorifics and ranks, and "King" before a given name alone
	for i := start; i < f.last; i++ {
		c.taken[i] = true
	}
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
	if c.at(start) == "who" || c.at(start) == "which" {
		return
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
	var r verbale.LocalRole
	for first < last && (c.upos(first) == "DET" || c.upos(first) == "PRON" || c.at(first) == "the") {
		first++
	}
	start := first
	keep := make([]bool, last-first)
	for i := range keep {
		keep[i] = true
	}
	office := false
	posted := false // after "in" or "to" stands where the office is exercised
	for i := first; i < last; {
		if formerly[c.at(i)] {
			r.Former = true
			keep[i-start] = false
		}
		if c.at(i) == "to" || c.at(i) == "in" || c.at(i) == "at" {
			posted = true
		}
		if c.at(i) == "of" {
			posted = false
		}
		m, n := c.worldAt(i, last)
		if n > 0 && m.How == world.ByPlace {
			n = 0
		}
		if n > 0 && !posted && r.OfWorld == "" && m.Type != verbale.Collective && (m.How != world.ByCapital || c.at(i-1) != "in") {
			r.OfWorld, r.Of = m.ID, c.text(i, i+n)
			for k := i; k < i+n; k++ {
				keep[k-start] = false
			}
			if k := i + n; k < last && (c.at(k) == "'s" || c.at(k) == "’s") {
				keep[k-start] = false
			}
			for k := i - 1; k >= start && (c.at(k) == "of" || c.at(k) == "the"); k-- {
				keep[k-start] = false
			}
			i += n
			continue
		}
		if n > 0 {
			i += n
			continue
		}
		if _, ok := c.world.Office(c.at(i)); ok || ranks[bare(c.at(i))] {
			office = true
		} else if i+1 < last {
			_, ok := c.world.Office(c.text(i, i+2)) // "chargé d'affaires"
			office = office || ok
		}
		i++
	}
	if !office {
		return r, false
	}
	// A body of the state between it and the office: "Russian Foreign Ministry spokeswoman".
	for i := first; i < last; i++ {
		for n := min(4, last-i); n >= 1; n-- {
			body, ok := c.world.BodyKind(c.text(i, i+n))
			if !ok || r.OfWorld == "" || i+n == last {
				continue
			}
			state := r.OfWorld
			if e := c.world.ByID(state); e == nil || e.Type != verbale.State {
				continue
			}
			if e := c.world.Body(state, body.Kind); e != nil {
				r.OfWorld, r.Of = e.ID, e.Name
				for k := i; k < i+n; k++ {
					keep[k-start] = false
				}
				i = last
				break
			}
		}
	}
	var words []string
	for i := first; i < last; i++ {
		if keep[i-start] && c.upos(i) != "PUNCT" && c.upos(i) != "ADV" && c.at(i) != "'s" && (!honorifics[bare(c.at(i))] || c.at(i-1) == "crown") {
			words = append(words, c.doc.Form(i))
		}
	}
	for len(words) > 0 && (strings.EqualFold(words[0], "the") || strings.EqualFold(words[0], "of") || strings.EqualFold(words[0], "and")) {
		words = words[1:]
	}
	r.Title = strings.Join(words, " ")
	if r.Title == "" {
		return r, false
	}
	span := page.Run{First: first, Last: last}.Span(c.doc)
	if strings.ContainsAny(span.Text(c.doc.Text), "\r\n") {
		return r, false
	}
	r.Evidence = verbale.Excerpt{Span: span, Text: span.Text(c.doc.Text)}
	return r, true
}
