package paper

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// finder holds a page with what is named where.
type finder struct {
	*page.Page
	times      []lang.Span
	actors     []Actor
	pronounAt  map[int]int // actors by the possessive pronouns that mean them
	actorAt    []int       // the narrowest actor whose words hold a token; -1
	startingAt [][]int     // actors by their first token
	endingAt   [][]int     // actors by the token after their last
	entities   []int       // the name that holds a token; -1
	heads      []bool      // whether a token is a noun that can mean a paper
	drafts     []Draft
	last       []int    // drafts by their last mention, the latest last
	outer      page.Run // the last phrase that is within no other
}

// Find returns the papers of which a report speaks. Times are the spans of its time
// expressions of days, in order; actors are in order of their runs.
func Find(p *page.Page, times []lang.Span, actors []Actor) []Draft {
	n := len(p.Doc.Tokens)
	f := &finder{Page: p, times: times, actors: actors, pronounAt: map[int]int{}, actorAt: make([]int, n), startingAt: make([][]int, n+1), endingAt: make([][]int, n+1), entities: make([]int, n), heads: make([]bool, n)}
	for i := range n {
		f.actorAt[i], f.entities[i] = -1, -1
	}
	for e := range p.Doc.Entities {
		for i := p.Doc.Entities[e].First; i < p.Doc.Entities[e].Last; i++ {
			f.entities[i] = e
		}
	}
	for a := range actors {
		run := actors[a].Run
		if actors[a].How == ByPronoun {
			f.pronounAt[run.First] = a
			continue
		}
		f.startingAt[run.First] = append(f.startingAt[run.First], a)
		f.endingAt[run.Last] = append(f.endingAt[run.Last], a)
		for i := run.First; i < run.Last; i++ {
			if at := f.actorAt[i]; at < 0 || run.Len() <= actors[at].Run.Len() {
				f.actorAt[i] = a
			}
		}
	}
	var phrases []phrase
	for i := range n {
		if x, ok := f.phraseAt(i); ok {
			phrases = append(phrases, x)
			f.heads[i] = true
		}
	}
	f.share(phrases)
	for i := range phrases {
		f.take(&phrases[i], phrases)
	}
	f.answers(phrases)
	f.pronouns()
	f.wishes()
	for k := range f.drafts {
		f.about(&f.drafts[k])
	}
	return f.sorted()
}

func (f *finder) token(i int) *lang.Token { return &f.Doc.Tokens[i] }

// entitiesAt yields the name that holds a token.
func (f *finder) entitiesAt(i int) func(func(int) bool) {
	return func(yield func(int) bool) {
		if f.entities[i] >= 0 {
			yield(f.entities[i])
		}
	}
}

// isTime reports whether a word stands within a time expression.
func (f *finder) isTime(i int) bool { return f.timeAt(i) >= 0 }

// timeAt is the index of the time expression that holds a word; -1.
func (f *finder) timeAt(i int) int {
	span := f.token(i).Span
	at, _ := slices.BinarySearchFunc(f.times, span, func(t, s lang.Span) int { return cmp.Compare(t.End, s.Start+1) })
	if at < len(f.times) && f.times[at].Start < span.End {
		return at
	}
	return -1
}

// share gives a noun that is joined to another by "and" what stands before that one:
// "the draft treaty and agreement".
func (f *finder) share(phrases []phrase) {
	for i := 1; i < len(phrases); i++ {
		x, before := &phrases[i], &phrases[i-1]
		if x.run.First != x.head || x.head < 2 || f.Lower(x.head-1) != "and" || before.head != x.head-2 || f.Sentence(x.head) != f.Sentence(before.head) {
			continue
		}
		x.joined = before.head
		x.draft, x.det, x.owner, x.own, x.before, x.plain = before.draft, before.det, before.owner, before.own, before.before, before.plain
	}
}

// take makes a paper of a phrase, or ties it to those that were named before.
func (f *finder) take(x *phrase, all []phrase) {
	if inner := f.contents(x, all); len(inner) > 0 { // "drafts of an agreement": those are the papers
		for _, k := range inner {
			all[k].draft = all[k].draft || x.noun.Family == "draft"
			all[k].outer = append(all[k].outer, x.head)
		}
		return
	}
	if f.isGeneric(x) {
		return
	}
	for _, d := range f.split(x) {
		f.settle(x, d)
	}
}

// contents are the phrases of papers of which a phrase names the draft, the text or
// a copy.
func (f *finder) contents(x *phrase, all []phrase) []int {
	if len(x.tail) == 0 || x.tail[0].prep != "of" {
		return nil
	}
	switch lemma := f.token(x.head).Lemma; {
	case x.noun.Family == "draft" && lemma == "draft", lemma == "text":
	default:
		return nil
	}
	var inner []int
	end := x.tail[0].run.Last
	for k := range all {
		y := &all[k]
		if y.head <= x.head || f.Sentence(y.head) != f.Sentence(x.head) {
			continue
		}
		if y.head < end && len(inner) == 0 || len(inner) > 0 && y.noun.Family == all[inner[0]].noun.Family && y.run.First > 0 && f.Lower(y.run.First-1) == "and" && y.run.First <= all[inner[len(inner)-1]].run.Last+1 {
			inner = append(inner, k)
		}
	}
	return inner
}

// isGeneric reports whether a phrase means no paper in particular: "any treaty",
// "treaties", "in response", "news reports".
func (f *finder) isGeneric(x *phrase) bool {
	switch x.det {
	case "any", "no", "every", "each", "such", "what", "some", "many", "few", "several":
		return true
	}
	switch f.Lower(x.head - 1) {
	case "martial", "own": // "martial law", "of its own accord"
		return true
	}
	named := x.capital || x.number
	bare := x.run.First == x.head // nothing stands before it
	switch {
	case f.isPlural(x.head) && f.isBarePlural(x),
		!named && bare && len(x.tail) == 0 && !x.draft,
		x.noun.Needs == "named" && !named,
		x.noun.Needs == "tied" && x.plain && x.det == "",
		bare && x.run.First > 0 && f.token(x.run.First-1).UPOS == "ADP": // "in response to", "under threat of law"
		return true
	}
	switch x.noun.Family {
	case "answer":
		return !x.written && f.answersNoPaper(x)
	case "report", "law", "statement":
		return bare || f.isPlural(x.head) && x.owner.Len() == 0 && x.own < 0 && x.det == ""
	}
	return false
}

func (f *finder) isPlural(i int) bool {
	return f.token(i).XPOS == "NNS" || f.token(i).XPOS == "NNPS"
}

// isBarePlural reports whether nothing says of a plural which papers are meant: neither
// an article nor somebody to whom they belong, nor a name of their own.
func (f *finder) isBarePlural(x *phrase) bool {
	told := x.det != "" || x.owner.Len() > 0 || x.own >= 0 || len(x.before) > 0 || x.draft || x.noun.Family == "answer"
	return !told && len(f.joinedNames(x)) == 0 && !f.named(x) && !f.tells(x)
}

// named reports whether a place stands before a plural that is called after it: "Weir
// agreements".
func (f *finder) named(x *phrase) bool { return x.head > x.run.First && f.isPlace(x.head-1) }

// tells reports whether what follows a noun names an actor.
func (f *finder) tells(x *phrase) bool {
	return slices.ContainsFunc(x.tail, func(t tail) bool { return len(f.actorsIn(t.run)) > 0 })
}

// answersNoPaper reports whether an answer is said to be one to something that is no
// paper and nobody: "an answer to the main question", "a response to the storm".
func (f *finder) answersNoPaper(x *phrase) bool {
	for _, t := range x.tail {
		if t.prep != "to" {
			continue
		}
		for i := t.run.First; i < t.run.Last; i++ {
			if f.heads[i] && deed.PaperOf(f.token(i).Lemma) != nil && deed.PaperOf(f.token(i).Lemma).Family != "report" {
				return false
			}
		}
		actors := f.actorsIn(t.run)
		return len(actors) == 0 || !f.beginsWith(t.run, actors[0])
	}
	return false
}

// draftOf is a paper of a phrase, by a part of who made it or between whom it is.
func (f *finder) draftOf(x *phrase) Draft {
	d := Draft{Name: x.run, Kind: verbale.PaperKind(x.noun.Kind), Family: x.noun.Family, Named: x.capital, When: -1, Answers: -1}
	if x.noun.Family == "note" && len(x.tail) > 0 && strings.HasPrefix(f.Lower(x.tail[0].run.First), "understand") {
		d.Kind, d.Family = verbale.PaperAgreement, "pact"
	}
	if f.Lower(x.head-1) == "final" && f.Lower(x.head) == "act" {
		d.Kind, d.Family = verbale.PaperTreaty, "pact"
	}
	if x.draft && !x.capital && d.Family != "letter" && d.Family != "answer" {
		d.Kind, d.Family = verbale.PaperDraft, "draft"
	}
	switch {
	case d.Named:
		d.Sure, d.Key = ByName, f.nameKey(x)
	case x.noun.Needs == "sure" || x.written || f.speaks(x.head):
		d.Sure = Written
	}
	own := x.owner
	if x.own >= 0 {
		own = f.ownerOf(x.own)
	}
	if own.Len() > 0 {
		d.Authors = append(d.Authors, own)
	}
	f.fromBefore(x, own, &d)
	f.fromTails(x, &d)
	f.inLetter(x, &d)
	f.ownDay(x, &d)
	if d.Sure == Unsure && len(d.Authors)+len(d.Addressees)+len(d.Parties) > 0 {
		d.Sure = Told
	}
	return d
}

// fromBefore fills in what the actors that stand before a noun say of its paper, whose
// owner is told already.
func (f *finder) fromBefore(x *phrase, own page.Run, d *Draft) {
	pact := x.noun.Family == "pact"
	for k := len(x.before) - 1; k >= 0; k-- {
		a := &f.actors[x.before[k]]
		switch {
		case d.Family == "letter" && f.inHeading(x.head) && !(f.isNoun(a) && a.Run.Last == x.head): // capitals do not tell there where a name ends
		case own.Overlaps(a.Run) || d.Named && (a.How == ByCapital || f.isPlace(a.Run.First)):
		case pact && !x.draft:
			d.Parties = append(d.Parties, a.Run)
		case d.Family != "answer" && d.Family != "draft" && f.isNoun(a): // "the Iran letter", "the Iran sanctions bill"
			if d.Family == "letter" {
				d.Addressees = append(d.Addressees, a.Run)
			}
		default:
			d.Authors = append(d.Authors, a.Run)
		}
	}
}

// fromTails fills in what the phrases after a noun say of its paper.
func (f *finder) fromTails(x *phrase, d *Draft) {
	toward := false
	for _, t := range x.tail {
		toward = t.prep == "to" || toward && t.prep == "of"
		if t.prep == "of" && toward { // "to the heads of the guilds"
			if len(d.Addressees) == 0 {
				d.Addressees = f.actorsIn(t.run)
			}
			continue
		}
		f.fromTail(d, t)
	}
}

// speaks reports whether a noun is the subject of a verb of saying: "the note says".
func (f *finder) speaks(i int) bool {
	if noun := deed.PaperOf(f.token(i).Lemma); noun == nil || noun.Family == "report" || noun.Family == "statement" { // those of outlets and spokesmen
		return false
	}
	head := f.Head(i)
	return head >= 0 && f.token(i).DepRel == "nsubj" && page.IsSpeech(f.Lower(head))
}

// isNoun reports whether a word before a noun is the name of a state as such, and no
// adjective nor an abbreviation that stands for one: what the paper is about.
func (f *finder) isNoun(a *Actor) bool {
	form := f.Doc.Form(a.Run.First)
	return a.How == AsName && a.Run.Len() == 1 && strings.ToUpper(form) != form
}

// fromTail fills in what a phrase after a preposition says of a paper.
func (f *finder) fromTail(d *Draft, t tail) {
	actors := f.actorsIn(t.run)
	switch {
	case len(actors) == 0:
	case t.prep == "by" || t.prep == "from":
		d.Authors = append(d.Authors, actors...)
	case t.prep == "to" && (f.beginsWith(t.run, actors[0]) || d.Family == "answer" && f.token(min(actors[0].Last, len(f.Doc.Tokens)-1)).XPOS == "POS"):
		d.Addressees = append(d.Addressees, actors...)
	case t.prep == "to" && d.Family == "letter" && actors[0].First-t.run.First <= 1 && f.token(min(actors[0].Last, len(f.Doc.Tokens)-1)).XPOS == "POS": // "to Norland's leaders"
		d.Addressees = append(d.Addressees, actors[0])
	case t.prep == "to" && (d.Family == "letter" || d.Family == "petition") && f.isOfState(t.run, actors[0]): // "to Norlander leaders"
		d.Addressees = append(d.Addressees, page.Run{First: actors[0].First, Last: t.run.Last})
	case t.prep == "with", t.prep == "between", t.prep == "among":
		if d.Family != "answer" && d.Family != "letter" {
			d.Parties = append(d.Parties, actors...)
		}
	case t.prep == "of" && f.beginsWith(t.run, actors[0]) && !d.Named && d.Family != "list":
		d.Authors = append(d.Authors, actors...)
	}
}

// beginsWith reports whether an actor is what a phrase is about and not a part of it:
// "to the heads of the agencies", "to Norland", not "to the Norlander draft".
func (f *finder) beginsWith(run, actor page.Run) bool {
	for i := run.First; i < actor.First; i++ {
		switch f.token(i).UPOS {
		case "DET", "ADJ", "NOUN", "PROPN", "ADP":
		default:
			return false
		}
	}
	after := actor.Last
	return after >= len(f.Doc.Tokens) || f.token(after).XPOS != "POS" && (f.token(after).UPOS != "NOUN" || f.Sentence(after) != f.Sentence(run.First))
}

// inLetter fills in whom a letter is for, and who wrote it, of one in which somebody says
// something to somebody: "Norland warned Sudland in a letter".
func (f *finder) inLetter(x *phrase, d *Draft) {
	if d.Family != "letter" || x.run.First == 0 || f.Lower(x.run.First-1) != "in" || len(d.Addressees) > 0 {
		return
	}
	verb := f.Head(x.head)
	if verb < 0 || f.token(verb).UPOS != "VERB" || !page.IsSpeech(f.Lower(verb)) && !page.IsSpeech(f.token(verb).Lemma) {
		return
	}
	for i := range f.Doc.Tokens[:x.head] {
		if f.Head(i) != verb || f.actorAt[i] < 0 {
			continue
		}
		run := f.actors[f.actorAt[i]].Run
		switch f.token(i).DepRel {
		case "obj", "iobj":
			d.Addressees = append(d.Addressees, run)
		case "nsubj":
			if len(d.Authors) == 0 && (run.Len() > 1 || !f.actors[f.actorAt[i]].Person) { // a surname alone can be another's
				d.Authors = append(d.Authors, run)
			}
		}
	}
}

// isOfState reports whether a phrase is of people of a state that its adjective names.
func (f *finder) isOfState(run, actor page.Run) bool {
	for _, a := range f.startingAt[actor.First] {
		if f.actors[a].Run == actor && f.actors[a].How == ByAdjective && actor.First-run.First <= 2 {
			for i := actor.Last; i < run.Last; i++ {
				if u := f.token(i).UPOS; u != "NOUN" && u != "ADJ" && u != "PROPN" {
					return false
				}
			}
			return f.token(run.Last-1).UPOS == "NOUN" || f.token(run.Last-1).UPOS == "PROPN"
		}
	}
	return false
}

// ownDay is the day that stands in a paper's own phrase or right after it: "the Weir
// Act of 1909", "the 1909 charter".
func (f *finder) ownDay(x *phrase, d *Draft) {
	for i := x.run.First; i <= x.run.Last+1 && i < len(f.Doc.Tokens) && f.Sentence(i) == f.Sentence(x.head); i++ {
		if at := f.timeAt(i); at >= 0 && (i < x.head || f.Lower(i-1) == "of") {
			d.When = at
			return
		}
	}
}

// nameKey is the words of a name, in lower case, without articles and its day.
func (f *finder) nameKey(x *phrase) string {
	var words []string
	last := x.head + 1
	if x.number {
		last++
	}
	if len(x.tail) > 0 && (x.tail[0].prep == "of" || x.tail[0].prep == "on" || x.tail[0].prep == "for") && f.isCapitalWord(x.tail[0].run) {
		last = x.tail[0].run.Last
	}
	for i := x.run.First; i < last; i++ {
		if x.owner.Len() > 0 && i < x.owner.Last+1 || f.token(i).UPOS == "DET" || f.token(i).UPOS == "PUNCT" || f.isTime(i) {
			continue
		}
		if f.isCapital(i) || i == x.head || f.token(i).UPOS == "NUM" || i > x.head {
			word := f.Lower(i)
			if i == x.head {
				word = strings.ToLower(f.token(i).Lemma)
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// ownerOf is who "its", "their", "his" or "her" means: as the actors have it, else the
// nearest actor before it in the sentence.
func (f *finder) ownerOf(pronoun int) page.Run {
	if a, known := f.pronounAt[pronoun]; known {
		return f.actors[a].Run
	}
	first := f.Doc.Sentences[f.Sentence(pronoun)].First
	best := page.Run{}
	for i := pronoun - 1; i >= first && best.Len() == 0; i-- {
		for _, a := range f.endingAt[i+1] {
			x := &f.actors[a]
			if x.How == ByAdjective && i+1 < len(f.Doc.Tokens) {
				continue
			}
			if f.fitsOwner(pronoun, x) && x.Run.Len() > best.Len() && x.Run.First >= first {
				best = x.Run
			}
		}
	}
	return best
}

// fitsOwner reports whether a possessive pronoun can mean an actor: "its" a state or
// a body, "his" and "her" a person.
func (f *finder) fitsOwner(pronoun int, a *Actor) bool {
	person := a.Person || a.Self != a.Key
	switch f.Lower(pronoun) {
	case "its":
		return !person
	case "his", "her":
		return person
	}
	last := f.token(a.Run.Last - 1).XPOS
	return !strings.HasPrefix(a.Self, "w-") || last == "NNS" || last == "NNPS"
}

// split makes the papers of a phrase: of a plural of which it tells the makers or the
// parties, one for each.
func (f *finder) split(x *phrase) []Draft {
	d := f.draftOf(x)
	plural := f.isPlural(x.head)
	if len(x.adoptedIn) == 1 {
		d.Key = f.Lower(x.adoptedIn[0]) + " " + f.token(x.head).Lemma
		d.Label = f.Doc.Form(x.adoptedIn[0]) + " " + f.token(x.head).Lemma
	}
	if names := f.joinedNames(x); plural && len(names) > 1 {
		drafts := make([]Draft, len(names))
		for k, name := range names {
			drafts[k] = d
			drafts[k].Key = f.Lower(name) + " " + f.token(x.head).Lemma
			drafts[k].Label = f.Doc.Form(name) + " " + f.token(x.head).Lemma
		}
		return drafts
	}
	noun := f.token(x.head).Lemma
	if x.written {
		noun = "written " + noun
	} else if x.draft {
		noun = "draft " + noun
	}
	each := func(runs []page.Run, set func(*Draft, page.Run)) []Draft {
		drafts := make([]Draft, len(runs))
		for k, run := range runs {
			drafts[k] = d
			set(&drafts[k], run)
		}
		return drafts
	}
	authors, parties := len(f.keysOf(d.Authors)), len(f.keysOf(d.Parties))
	switch {
	case !plural || d.Named:
	case authors > 1 && authors == len(d.Authors) && (d.Family == "answer" || x.det == "both" || x.det == "two"):
		return each(d.Authors, func(d *Draft, run page.Run) {
			if d.Authors, d.Label = []page.Run{run}, f.words(run)+" "+noun; run.First > x.head {
				d.Label = noun + " from " + f.words(run)
			}
		})
	case parties > 1 && parties == len(d.Parties) && len(x.tail) > 0 && x.tail[0].prep == "with":
		return each(d.Parties, func(d *Draft, run page.Run) { d.Parties, d.Label = []page.Run{run}, noun+" with "+f.words(run) })
	}
	return []Draft{d}
}

// words are the words of a run, on one line.
func (f *finder) words(run page.Run) string {
	span := run.Span(f.Doc)
	return strings.Join(strings.Fields(f.Doc.Text[span.Start:span.End]), " ")
}

// joinedNames are the words, joined by "and", after which a plural is called: "the
// Weir and Brenn declarations".
func (f *finder) joinedNames(x *phrase) []int {
	if !x.capital || len(x.adoptedIn) > 1 {
		return x.adoptedIn
	}
	if i := x.run.First - 1; i > 0 && f.Sentence(i) == f.Sentence(x.head) && (f.Lower(i) == "nor" || f.Lower(i) == "and" || f.Lower(i) == "or") && f.isPlace(i-1) && x.head > 0 && f.isPlace(x.head-1) {
		return []int{i - 1, x.head - 1}
	}
	for i := x.head - 2; i > x.run.First; i-- {
		if f.Lower(i) == "and" && f.nameWord(i-1) && f.nameWord(i+1) {
			return []int{i - 1, i + 1}
		}
	}
	return nil
}

// sorted brings the drafts that hold something into the order of their first
// mentions.
func (f *finder) sorted() []Draft {
	order := make([]int, len(f.drafts))
	for i := range order {
		order[i] = i
		slices.SortFunc(f.drafts[i].Mentions, func(a, b Mention) int { return cmp.Compare(a.Run.First, b.Run.First) })
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(f.drafts[a].Mentions[0].Run.First, f.drafts[b].Mentions[0].Run.First)
	})
	place := make([]int, len(order))
	for to, from := range order {
		place[from] = to
	}
	sorted := make([]Draft, len(order))
	for to, from := range order {
		sorted[to] = f.drafts[from]
		if a := sorted[to].Answers; a >= 0 {
			sorted[to].Answers = place[a]
		}
	}
	return sorted
}
