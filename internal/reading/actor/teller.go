package actor

import (
	"slices"
	"sort"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

// reach is how many mentions back a nominal or pronoun looks.
const reach = 80

// teller ties statements and what is not a name to actors.
type teller struct {
	*Cast
	statements []draft.Statement
	ties       []verbale.Tie
	heads      [][]int        // of each statement: the mentions that are its source
	heard      map[string]int // actors whom only words for hearers name
	bySource   map[*found]int // mention: statement of which it is the source
	within     []int          // token: innermost statement whose direct content holds it; -1
	outside    []int          // sentence: how many before it are not within quotation marks throughout
	told       []int          // token: innermost statement whose content holds it, in marks or not; -1
	sayings    []saying       // who spoke by the report's own account, in order of the text
	standings  []standing     // of the actors that are named
	candidates []candidate    // what a pronoun can mean, in order of the text
	made       []*found       // nouns of which a pronoun made an actor
	extra      []*found       // nouns that became mentions because a pronoun means them
	voices     voices
	choose     func(Choice) int // who chooses in place of the weights; nil where nobody does
	options    []Option
}

// saying is an actor who spoke, with the token that means it.
type saying struct{ head, chain int }

// standing is how much a report is about an actor.
type standing struct {
	rank     byte // 1 is whom it names most often of those of his sort, 2 the next two; 0
	headline bool // it is named in the first paragraph
}

func (c *Cast) newTeller(statements []draft.Statement) *teller {
	t := &teller{Cast: c, statements: statements, ties: make([]verbale.Tie, len(statements)), heads: make([][]int, len(statements)),
		bySource: map[*found]int{}, heard: map[string]int{}, within: make([]int, len(c.doc.Tokens)), told: make([]int, len(c.doc.Tokens))}
	for i := range t.within {
		t.within[i], t.told[i] = -1, -1
	}
	t.outside = make([]int, len(c.doc.Sentences)+1)
	for i, s := range c.doc.Sentences {
		t.outside[i+1] = t.outside[i]
		for k := s.First; k < s.Last; k++ {
			if c.Quoted(k) < 0 && c.upos(k) != "PUNCT" {
				t.outside[i+1]++
				break
			}
		}
	}
	size, wide := make([]int, len(c.doc.Tokens)), make([]int, len(c.doc.Tokens))
	for i := range statements {
		s := &statements[i]
		for _, e := range s.Content {
			first, last := c.tokens(e.Span)
			for k := first; k < last; k++ {
				if wide[k] == 0 || e.Len() < wide[k] {
					t.told[k], wide[k] = i, e.Len()
				}
				if c.Quoted(k) >= 0 && (size[k] == 0 || e.Len() < size[k]) {
					t.within[k], size[k] = i, e.Len()
				}
			}
		}
	}
	for i := range statements {
		for _, source := range statements[i].Source {
			t.heads[i] = append(t.heads[i], t.sourceMentions(source.Span)...)
		}
		for _, m := range t.heads[i] {
			t.bySource[t.found[m]] = i
		}
	}
	t.findCandidates()
	t.findStandings()
	return t
}

// findStandings says of whom a report speaks most, by their names.
func (t *teller) findStandings() {
	t.standings = make([]standing, len(t.actors))
	for _, people := range []bool{true, false} {
		var list []int
		for i, a := range t.actors {
			if (a.Type == verbale.Person) == people && a.mentions > 1 {
				list = append(list, i)
			}
		}
		slices.SortStableFunc(list, func(i, j int) int { return t.actors[j].mentions - t.actors[i].mentions })
		for n, i := range list[:min(3, len(list))] {
			t.standings[i].rank = byte(1 + min(n, 1))
		}
	}
	for _, f := range t.found {
		if t.doc.Sentences[f.sentence].Paragraph > 0 {
			break
		}
		if f.chain >= 0 && f.form == verbale.Named {
			t.standings[f.chain].headline = true
		}
	}
}

// spokeLast returns the actor that spoke last before a token by the report's own
// account; -1 where none did.
func (t *teller) spokeLast(token int) int {
	if at := sort.Search(len(t.sayings), func(i int) bool { return t.sayings[i].head >= token }); at > 0 {
		return t.sayings[at-1].chain
	}
	return -1
}

// tokens returns the tokens of a span.
func (c *Cast) tokens(span lang.Span) (first, last int) {
	first = c.doc.TokenAt(span.Start)
	last = c.doc.TokenAt(span.End - 1)
	if last < len(c.doc.Tokens) && c.doc.Tokens[last].Start < span.End {
		last++
	}
	return first, max(first, last)
}

// sourceMentions returns the mentions at the heads of a source: one, or several
// that are joined.
func (t *teller) sourceMentions(span lang.Span) []int {
	first, last := t.tokens(span)
	if first >= last {
		return nil
	}
	if last == first+1 && isRelative(t.at(first)) {
		if m := t.relativeOf(first); m >= 0 {
			return []int{m}
		}
		return nil
	}
	var within []int
	from := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= first })
	for from > 0 && t.found[from-1].first > first-4 {
		from-- // "Gov.", where the source begins with the name after it
	}
	for i := from; i < len(t.found) && t.found[i].first < last; i++ {
		if f := t.found[i]; f.last <= last && (f.first >= first || f.form == verbale.Named && f.head >= first) {
			within = append(within, i)
		}
	}
	end := t.coreEnd(first, last)
	possessive := func(f *found) bool { return t.possessive(f) && f.last+1 < end } // "Grey's" alone is Grey
	// In the first noun phrase: the mention that ends it.
	best := -1
	for _, i := range within {
		f := t.found[i]
		if f.first >= end || f.silent && f.rule != "place" {
			continue
		}
		if best < 0 || f.head > t.found[best].head && !possessive(f) || possessive(t.found[best]) || f.head == t.found[best].head && f.last-f.first > t.found[best].last-t.found[best].first {
			if best >= 0 && possessive(f) {
				continue
			}
			best = i
		}
	}
	if best >= 0 && t.found[best].form == verbale.Nominal {
		// "the ambassador, John Smith": the name in apposition is the speaker.
		for _, i := range within {
			f := t.found[i]
			if f.kind == verbale.Person && f.form == verbale.Named && t.at(f.first-1) == "," && f.first-2 < last && len(f.roles) > 0 &&
				f.roles[0].Evidence.Start <= t.doc.Tokens[t.found[best].head].Start && t.doc.Tokens[t.found[best].head].Start < f.roles[0].Evidence.End {
				return []int{i}
			}
		}
	}
	if i := t.nameAfter(best, end, within); i >= 0 {
		return []int{i}
	}
	if i := t.nameAtEnd(first, last, best, within); i >= 0 {
		return append([]int{i}, t.joined(i, within, last)...)
	}
	if best < 0 || t.headAfter(best, end) {
		if made := t.makeSource(first, end); made >= 0 {
			return append([]int{made}, t.makeJoined(end, last)...)
		}
		if best < 0 {
			return nil
		}
	}
	heads := []int{best}
	return append(heads, t.joined(best, within, last)...)
}

func isRelative(word string) bool { return word == "who" || word == "which" || word == "that" }

// relativeOf returns the mention that a relative pronoun stands for: the one
// whose head its clause belongs to, else the one right before it.
func (t *teller) relativeOf(i int) int {
	noun := -1
	for verb, n := t.doc.Tokens[i].Head, 0; verb >= 0 && n < 4; verb, n = t.doc.Tokens[verb].Head, n+1 {
		if t.doc.Tokens[verb].DepRel == "acl:relcl" {
			noun = t.doc.Tokens[verb].Head
			break
		}
	}
	for who := t.at(i) == "who"; who && noun >= 0 && t.doc.Tokens[noun].DepRel == "nmod" && t.isBodyAt(noun); {
		noun = t.doc.Tokens[noun].Head // "the head of Acme who resigned"
	}
	before := -1
	for m, f := range t.found {
		if f.first >= i {
			break
		}
		if f.silent || f.form == verbale.Pronominal {
			continue
		}
		if f.form == verbale.Named && f.kind == verbale.Person && f.outer[1] > 0 && f.outer[0] <= noun && noun < f.outer[1] && f.outer[1] <= i {
			return m // what stands in apposition to a name
		}
		if f.head == noun || f.first <= noun && noun < f.last {
			return m
		}
		if f.last == i || f.last == i-1 && t.at(i-1) == "," {
			before = m
		}
	}
	if before < 0 && noun >= 0 && noun < i && t.upos(noun) == "NOUN" {
		return t.makeSource(t.phrase(noun, t.sentenceOf(noun).First, t.at(noun), false, verbale.UnknownType).first, noun+1)
	}
	return before
}

// nameAfter returns the person named in apposition right after the first noun
// phrase of a source, where that one names nobody: "his deputy, Jane Roe".
func (t *teller) nameAfter(best, end int, within []int) int {
	if best >= 0 && t.found[best].form == verbale.Named && !t.headAfter(best, end) {
		return -1
	}
	for end < len(t.doc.Tokens) && end < t.endOf(within) && !t.opensApposition(end) {
		end++
	}
	if !t.opensApposition(end) {
		return -1
	}
	for _, i := range within {
		f := t.found[i]
		if f.kind != verbale.Person || f.form != verbale.Named || f.first <= end || f.first > end+5 {
			continue
		}
		for k := end + 1; k < f.first; k++ {
			if u := t.upos(k); u != "PROPN" && u != "NOUN" && u != "ADJ" && u != "DET" && t.at(k) != "." {
				return -1
			}
		}
		return i
	}
	return -1
}

// nameAtEnd returns the person whose name ends a phrase that begins with his office, which
// nothing read as his title: "US Under-Secretary of State Ada Roth", "Harbour Authority
// (HA) Chairman Per Holm".
func (t *teller) nameAtEnd(first, last, best int, within []int) int {
	if best >= 0 && t.found[best].kind == verbale.Person && t.found[best].form == verbale.Named {
		return -1
	}
	end := first
	for end < last && t.at(end) != "," && t.at(end) != "and" && !isRelative(t.at(end)) && t.upos(end) != "VERB" && t.upos(end) != "AUX" {
		end++
	}
	for _, i := range within {
		f := t.found[i]
		start := min(f.first, f.outerFirst())
		if f.kind == verbale.Person && f.form == verbale.Named && f.last == end && start > first && t.upos(start-1) != "ADP" && t.at(start-1) != "the" &&
			!t.possessive(f) && f.chain >= 0 {
			return i
		}
	}
	return -1
}

// opensApposition reports whether a token divides a phrase from a name in
// apposition.
func (t *teller) opensApposition(i int) bool {
	switch t.at(i) {
	case ",", "—", "–", "--":
		return true
	case "-":
		return i+1 < len(t.doc.Tokens) && t.doc.Tokens[i].Start > t.doc.Tokens[i-1].End && t.doc.Tokens[i+1].Start > t.doc.Tokens[i].End
	}
	return false
}

// endOf returns the token after the last of some mentions.
func (t *teller) endOf(within []int) int {
	last := 0
	for _, i := range within {
		last = max(last, t.found[i].last)
	}
	return last
}

// makeJoined makes mentions of the nouns that are joined to a source which was
// made: "developers and supporters in Congress".
func (t *teller) makeJoined(end, last int) []int {
	if t.at(end) != "and" || end+1 >= last {
		return nil
	}
	for i := sort.Search(len(t.found), func(i int) bool { return t.found[i].first > end }); i < len(t.found) && t.found[i].first < last; i++ {
		if t.found[i].first <= end+2 {
			return []int{i}
		}
	}
	if made := t.makeSource(end+1, t.coreEnd(end+1, last)); made >= 0 {
		return []int{made}
	}
	return nil
}

// headAfter reports whether a noun that is no mention ends the phrase after the
// best mention: "Ukraine crisis", "Grey's promise".
func (t *teller) headAfter(best, end int) bool {
	f := t.found[best]
	for i := f.last; i < end; i++ {
		if t.upos(i) == "NOUN" {
			return true
		}
	}
	return false
}

// possessive reports whether a mention only says whose something is.
func (t *teller) possessive(f *found) bool {
	next := t.at(f.last)
	return next == "'s" || next == "’s" || next == "'" && strings.HasSuffix(t.at(f.last-1), "s") || next == "’"
}

// coreEnd returns where the first noun phrase of a source ends: before a comma,
// a preposition or a relative word.
func (t *teller) coreEnd(first, last int) int {
	for i := first; i < last; i++ {
		word := t.at(i)
		switch {
		case i == first:
		case word == "," && t.upos(i-1) == "ADJ" && !t.nounIn(first, i): // "the tall, tired minister"
		case word == "," || word == "(" || word == ";" || t.opensApposition(i) || word == "who" || word == "which" || word == "whose":
			return i
		case word == "and" || word == "or" || word == "as":
			if !t.taken[i] && !t.joinsModifiers(i) {
				return i
			}
		case t.upos(i) == "ADP" && !t.taken[i] && t.at(i-1) != "according":
			return i
		case t.upos(i) == "VERB" && i > first+1 && !(t.doc.Tokens[i].Head > i && t.doc.Tokens[i].Head < last): // but "London-based bankers"
			return i
		}
	}
	return last
}

// nounIn reports whether one of some tokens is a noun, a name or a pronoun.
func (t *teller) nounIn(first, last int) bool {
	for i := first; i < last; i++ {
		switch t.upos(i) {
		case "NOUN", "PROPN", "PRON", "NUM":
			return true
		}
	}
	return false
}

// joinsModifiers reports whether an "and" joins words before one noun: "federal
// and state officials", "the finance and economy ministry".
func (t *teller) joinsModifiers(i int) bool {
	if word := t.doc.Tokens[i-1]; (word.XPOS == "NN" || word.XPOS == "NNP" || word.XPOS == "JJ") && !t.isHead(i-1) {
		return true // "the finance and economy ministry": one noun alone is nobody
	}
	second := t.doc.Tokens[i].Head
	if second < 0 || t.doc.Tokens[second].DepRel != "conj" || t.doc.Tokens[second].Head < 0 {
		return false
	}
	switch t.doc.Tokens[t.doc.Tokens[second].Head].DepRel {
	case "amod", "compound":
		return true
	}
	return false
}

// isHead reports whether a mention has its head at a token, or ends there.
func (t *teller) isHead(i int) bool {
	at := sort.Search(len(t.found), func(k int) bool { return t.found[k].first > i })
	for k := at - 1; k >= max(0, at-6); k-- {
		if f := t.found[k]; f.head == i || f.last == i+1 {
			return true
		}
	}
	return false
}

// joined lists the mentions that are coordinated with the first one.
func (t *teller) joined(best int, within []int, last int) []int {
	var more []int
	f := t.found[best]
	end := f.last
	for end < last {
		// Skip over what belongs to the one before: an apposition between commas.
		at := end
		if t.at(at) == "of" { // "Ana Roth of Utah and …"
			for at++; at < last && t.upos(at) == "PROPN"; at++ {
			}
		}
		for at < last && t.at(at) != "and" && t.at(at) != "," {
			if t.upos(at) == "VERB" || t.at(at) == "who" || t.upos(at) == "ADP" {
				return more
			}
			at++
		}
		if at >= last {
			return more
		}
		comma := t.at(at) == ","
		next := -1
		for _, i := range within {
			g := t.found[i]
			if (g.first > at && g.first <= at+3 || g.outer[1] > 0 && g.outer[0] > at && g.outer[0] <= at+2) && g.form != verbale.Pronominal && !g.silent {
				if next >= 0 && (g.outer[1] == 0 || g.outer[0] > t.found[next].first || g.kind != verbale.Person) {
					break
				}
				next = i // of "Acme's chairman Jan Roth" the one whose title it is
			}
		}
		if next < 0 || comma && t.found[next].kind != f.kind || comma && t.found[next].form == verbale.Nominal || t.possessive(t.found[next]) {
			return more
		}
		if comma && (!t.listed(t.found[next].last, last) || t.at(at+1) == "a" || t.at(at+1) == "an") {
			return more
		}
		if !comma && t.found[next].form == verbale.Named && t.upos(t.found[next].last) == "NOUN" && t.found[next].last < last {
			if made := t.makeSource(at+1, t.coreEnd(at+1, last)); made >= 0 { // "he and other Roth advisers"
				return append(more, made)
			}
		}
		more = append(more, next)
		end = t.found[next].last
	}
	return more
}

// listed reports whether an "and" comes soon: "Grey, Sazonov and Viviani".
func (t *teller) listed(from, last int) bool {
	for i := from; i < min(last, from+12); i++ {
		if t.at(i) == "and" {
			return true
		}
	}
	return false
}

// makeSource makes a mention of a source that holds none: a noun phrase of
// other words.
func (t *teller) makeSource(first, end int) int {
	head := -1
	for i := end - 1; i >= first; i-- {
		if u := t.upos(i); u == "NOUN" || u == "PROPN" || u == "PRON" || u == "NUM" || u == "ADJ" || quantities[t.at(i)] && end == first+1 {
			head = i
			break
		}
	}
	if head < 0 {
		return -1
	}
	noun := t.at(head)
	if noun == "old" && t.at(head-2) == "year" { // "the 43-year-old"
		noun = "year-old"
	}
	switch noun {
	case "that", "which", "what", "there", "this", "it":
		return -1
	}
	f := &found{first: first, last: end, head: head, form: verbale.Nominal, kind: verbale.UnknownType, rule: "source", noun: noun,
		title: noun, name: t.text(first, end), many: strings.HasSuffix(t.doc.Tokens[head].XPOS, "S"), chain: -1, sentence: t.doc.SentenceOf(first)}
	f.indefinite = !t.isDefinite(first)
	if t.upos(head) == "PRON" && head == first && end == first+1 {
		f.form = verbale.Pronominal
		f.name = t.at(head)
	}
	f.of = t.ownerOf(f)
	at := sort.Search(len(t.found), func(i int) bool { return t.found[i].first >= first })
	t.found = slices.Insert(t.found, at, f)
	for i := range t.heads {
		for k := range t.heads[i] {
			if t.heads[i][k] >= at {
				t.heads[i][k]++
			}
		}
	}
	return at
}

// quantities are words that stand for people of whom nothing else is said.
var quantities = lexicon.SetOf("some many others most few several those both others")

func (t *teller) isDefinite(i int) bool {
	switch t.at(i) {
	case "the", "this", "that", "these", "those", "his", "her", "its", "their":
		return true
	}
	return false
}

// chainRest ties nominals and pronouns outside quotations, in the order of the
// text, and says on the way who spoke.
func (t *teller) chainRest() {
	for k := 0; k < len(t.found); k++ {
		f := t.found[k]
		if f.chain < 0 && !(f.form == verbale.Pronominal && t.within[f.head] >= 0) && !t.first(f) {
			switch f.form {
			case verbale.Nominal:
				f.chain = t.nominal(k)
			case verbale.Pronominal:
				f.chain = t.pronoun(f, -1)
			case verbale.Named:
				if f.body != "" {
					f.chain = t.bodyHere(k)
				}
			}
		}
		if f.chain < 0 && f.form == verbale.Named && f.silent {
			// A city that speaks: a capital for its state, another for itself.
			if _, source := t.bySource[f]; source && f.entry != nil {
				f.silent = false
				if f.how == world.ByPlace {
					f.chain = t.alone(f)
				} else {
					f.chain = t.ofWorld(f)
					t.learn(f)
				}
			}
		}
		if f.chain < 0 {
			if _, source := t.bySource[f]; source && f.form == verbale.Named {
				f.chain = t.alone(f)
			}
		}
		if f.chain >= 0 {
			t.actors[f.chain].last = f.head
			if s, source := t.bySource[f]; source && t.statements[s].Parent == nil {
				t.sayings = append(t.sayings, saying{f.head, f.chain}) // told by the report itself: it keeps the word
			}
		}
	}
}

func (t *teller) first(f *found) bool {
	return f.form == verbale.Pronominal && (t.firstOne(f.name) || t.firstMany(f.name) || t.second(f.name))
}

// alone makes an actor of a mention that is no other's. One that is no name
// says of whom the report does not tell more.
func (t *teller) alone(f *found) int {
	a := &local{LocalActor: verbale.LocalActor{Name: strings.Join(strings.Fields(f.name), " "), Type: f.kind}, key: world.Fold(f.name), many: f.many, last: f.head}
	a.Names = []string{a.Name}
	if f.noun != "" {
		a.nouns = []string{f.noun}
	}
	if f.form != verbale.Named {
		a.Source = &verbale.UnnamedSource{Number: t.number(f)}
	}
	t.actors = append(t.actors, a)
	return len(t.actors) - 1
}

// bodyHere ties a body named without its state to that body of the state that
// was spoken of last and has one in this report, else of where the report was
// written, else makes an actor of it.
func (t *teller) bodyHere(k int) int {
	f := t.found[k]
	for i, a := range t.actors {
		if t.here != "" && a.World == t.here+"-"+f.body {
			return i
		}
	}
	for i, a := range t.actors {
		if a.World != "" && strings.HasSuffix(a.World, "-"+f.body) {
			return i
		}
	}
	state := ""
	for j := k - 1; j >= max(0, k-reach) && t.found[j].sentence >= f.sentence-2; j-- {
		if g := t.found[j]; g.chain >= 0 && t.actors[g.chain].Type == verbale.State && t.actors[g.chain].World != "" {
			state = t.actors[g.chain].World
			break
		}
	}
	if t.here != "" {
		if e := t.world.ByID(t.here); e != nil && e.Type == verbale.State && (state == "" || t.names1(t.here)) {
			state = t.here
		}
	}
	if e := t.world.Body(state, f.body); e != nil {
		f.entry = e
		f.chain = t.ofWorld(f)
		t.learn(f)
		return f.chain
	}
	return t.alone(f)
}
