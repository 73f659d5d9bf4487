package paper

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
)

// settle adds a mention to the paper that it means, or begins one.
func (f *finder) settle(x *phrase, d Draft) {
	m := Mention{Run: x.run, Head: x.head}
	defer f.keepOuter(x)
	for _, outer := range x.outer {
		m.Run.First = min(m.Run.First, f.articleBefore(outer))
	}
	if f.isTied(x) {
		m.Tied = true
		for _, k := range f.antecedents(x) {
			f.add(k, m, nil)
		}
		return
	}
	if x.noun.Needs == "tied" && !f.stands(x, &d) {
		return
	}
	if !x.other {
		if k := f.sameAs(x, &d); k >= 0 {
			f.add(k, m, &d)
			return
		}
		if k := f.his(x, &d); k >= 0 {
			m.Tied = true
			f.add(k, m, nil)
			return
		}
	}
	d.Mentions = []Mention{m}
	f.drafts = append(f.drafts, d)
	f.last = append(f.last, len(f.drafts)-1)
}

// articleBefore is the first word of a noun's phrase: its article, if it has one.
func (f *finder) articleBefore(head int) int {
	if head > 0 && f.token(head-1).UPOS == "DET" && f.Sentence(head-1) == f.Sentence(head) {
		return head - 1
	}
	return head
}

// stands reports whether "document" and the like can begin a paper by themselves:
// somebody made it or it is for somebody.
func (f *finder) stands(x *phrase, d *Draft) bool {
	return len(d.Authors)+len(d.Parties) > 0 && x.det != "the" || x.draft || x.written
}

// isTied reports whether a phrase says no more of a paper than that it was named
// before: "the document", "both drafts", "this treaty".
func (f *finder) isTied(x *phrase) bool {
	switch x.det {
	case "the", "this", "that", "these", "those", "both", "two":
		if x.draft && x.owner.Len() == 0 && x.own < 0 && len(x.before) == 0 && !x.capital && len(x.outer) == 0 {
			return len(f.candidates(x)) > 0
		}
		return x.plain && len(f.candidates(x)) > 0 || x.noun.Needs == "tied" && len(x.before) == 0 && x.owner.Len() == 0 && x.own < 0
	}
	return false
}

// antecedents are the papers that a phrase is tied to: of a plural the last two, of a
// singular the last one; none where nothing fits.
func (f *finder) antecedents(x *phrase) []int {
	found := f.candidates(x)
	plural := f.isPlural(x.head)
	switch {
	case len(found) == 0:
		return nil
	case !plural:
		k := len(found) - 1
		for k > 0 && f.lastRun(found[k-1]) == f.lastRun(found[k]) { // of those that one phrase names the first
			k--
		}
		if f.inPassing(found[k]) {
			for i := k - 1; i >= 0; i-- {
				if len(f.drafts[found[i]].Mentions) >= often {
					return found[i : i+1]
				}
			}
		}
		return found[k : k+1]
	case x.det == "both" || x.det == "two" || x.noun.Needs == "tied" || x.noun.Family == "draft" || x.draft:
		if len(found) < 2 {
			return found
		}
		return f.together(found)
	}
	return found[len(found)-1:]
}

// often is how many times a paper was named that "the letter" goes on to mean after
// another was named in passing.
const often = 3

// inPassing reports whether a paper was named once, as "a letter" within a quotation or of
// which nobody is told to have made it or to be meant by it: "writing a letter like this".
func (f *finder) inPassing(k int) bool {
	d := &f.drafts[k]
	first := d.Mentions[0].Run.First
	return len(d.Mentions) == 1 && (f.Lower(first) == "a" || f.Lower(first) == "an") &&
		(f.Quoted(first) >= 0 || len(d.Authors)+len(d.Addressees)+len(d.Parties) == 0)
}

// together are the two last of some papers: those that were last named by one phrase,
// else the last one and the last other one of its family.
func (f *finder) together(found []int) []int {
	last := found[len(found)-1]
	at := f.drafts[last].Mentions[len(f.drafts[last].Mentions)-1]
	var phrase, family []int
	for _, k := range found {
		d := &f.drafts[k]
		if d.Mentions[len(d.Mentions)-1].Run == at.Run {
			phrase = append(phrase, k)
		}
		if d.Family == f.drafts[last].Family {
			family = append(family, k)
		}
	}
	switch {
	case len(phrase) == 2:
		return phrase
	case len(family) > 1:
		return family[len(family)-2:]
	}
	return found[len(found)-2:]
}

// lastRun is the phrase that a paper was last named by.
func (f *finder) lastRun(k int) page.Run {
	mentions := f.drafts[k].Mentions
	return mentions[len(mentions)-1].Run
}

// farBack is how many words back "the document" is tied to a paper that has another
// noun.
const farBack = 120

// candidates are the papers that a phrase of its own words can be tied to, the one
// that was named last at the end: those of the same noun, else, for "document" and
// the like, those that were named not long before.
func (f *finder) candidates(x *phrase) []int {
	var same, near []int
	for _, k := range f.last {
		d := &f.drafts[k]
		m := d.Mentions[len(d.Mentions)-1]
		closeBy := x.head-m.Head < farBack
		switch {
		case m.Head >= x.head, m.Head == x.joined, x.draft && d.Family != "draft":
		case x.noun.Family == "any" || x.draft:
			if closeBy {
				near = append(near, k)
			}
		case f.hasNoun(d, x.head) || x.noun.Family == "answer" && d.Family == "answer":
			same = append(same, k)
		case d.Family == x.noun.Family && closeBy && (x.noun.Family == "pact" || x.noun.Family == "draft" || x.noun.Family == "letter" && string(d.Kind) == x.noun.Kind):
			near = append(near, k)
		}
	}
	if len(same) > 0 {
		return same
	}
	return near
}

// hasNoun reports whether a paper was called by the noun at i.
func (f *finder) hasNoun(d *Draft, i int) bool {
	return slices.ContainsFunc(d.Mentions, func(m Mention) bool { return f.token(m.Head).Lemma == f.token(i).Lemma })
}

// sameAs is the paper that was named before which a phrase means by its own words; -1.
func (f *finder) sameAs(x *phrase, d *Draft) int {
	letter, best := -1, 0
	for i := len(f.last) - 1; i >= 0; i-- {
		k := f.last[i]
		old := &f.drafts[k]
		if m := old.Mentions[len(old.Mentions)-1]; m.Run == x.run || m.Head == x.joined { // one phrase means it once
			continue
		}
		if d.Named || old.Named {
			if d.Named && old.Named && d.Key == old.Key {
				return k
			}
			continue
		}
		if old.Family != d.Family && !f.hasNoun(old, x.head) {
			continue
		}
		if d.Family == "letter" {
			if much := f.oneLetter(old, x, d); much > best {
				letter, best = k, much
			}
			continue
		}
		if f.agree(old.Authors, d.Authors, true) && f.agree(old.Parties, d.Parties, false) && f.agree(old.Addressees, d.Addressees, false) && f.sameTopic(old, x) {
			return k
		}
	}
	return letter
}

// oneLetter is how much tells that a phrase for a letter means one that was named
// before: nothing where what they tell of who made it and for whom speaks against it;
// most where they share one of both, less where the phrase says by "the" or by whose it
// is that it is known, or only a heading named the other.
func (f *finder) oneLetter(old *Draft, x *phrase, d *Draft) int {
	if !f.letterNoun(old, x) || !f.canBeOneLetter(old, d) {
		return 0
	}
	share := func(a, b []page.Run) bool { return len(f.keysOf(a)) > 0 && len(f.keysOf(b)) > 0 && f.agree(a, b, true) }
	hand := share(old.Authors, d.Authors)
	switch whom := share(old.Addressees, d.Addressees); {
	case hand, whom && (len(f.keysOf(old.Authors)) == 0 || len(f.keysOf(d.Authors)) == 0 || f.known(x)):
		return 2
	case f.known(x), !f.inHeading(x.head) && f.onlyInHeadings(old):
		return 1
	}
	return 0
}

// onlyInHeadings reports whether nothing but headings named a paper yet, so that the
// text is still to tell of it: "a letter".
func (f *finder) onlyInHeadings(d *Draft) bool {
	return !slices.ContainsFunc(d.Mentions, func(m Mention) bool { return !f.inHeading(m.Head) })
}

// known reports whether a phrase speaks of something that was told before: "the
// letter", "their letter", "Hale's letter".
func (f *finder) known(x *phrase) bool {
	return x.det == "the" || x.det == "this" || x.det == "that" || x.owner.Len() > 0 || x.own >= 0 || x.det == "" && len(x.before) > 0
}

// letterNoun reports whether a paper and a phrase are called by one noun, or by two
// that mean any letter.
func (f *finder) letterNoun(old *Draft, x *phrase) bool {
	if f.hasNoun(old, x.head) {
		return true
	}
	plain := func(lemma string) bool { return lemma == "letter" || lemma == "missive" }
	return plain(f.token(x.head).Lemma) && slices.ContainsFunc(old.Mentions, func(m Mention) bool { return plain(f.token(m.Head).Lemma) })
}

// canBeOneLetter reports whether two letters are for nobody else, and made by nobody
// else: neither by two persons nor by two states. A person can be of a group.
func (f *finder) canBeOneLetter(a, b *Draft) bool {
	if !f.agree(a.Addressees, b.Addressees, false) {
		return false
	}
	x, y := f.persons(a.Authors), f.persons(b.Authors)
	if len(x) > 0 && len(y) > 0 && !share(x, y) {
		return false
	}
	if len(x) == 0 && len(y) == 0 {
		return f.agree(a.Authors, b.Authors, false)
	}
	states := func(runs []page.Run) []string {
		return slices.DeleteFunc(f.keysOf(runs), func(key string) bool { return !strings.HasPrefix(key, "w-") })
	}
	x, y = states(a.Authors), states(b.Authors)
	return len(x) == 0 || len(y) == 0 || share(x, y)
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(key string) bool { return slices.Contains(b, key) })
}

// persons are the names of the persons among some actors.
func (f *finder) persons(runs []page.Run) []string {
	var names []string
	for _, run := range runs {
		of := f.startingAt[run.First]
		if a, known := f.pronounAt[run.First]; known {
			of = append(slices.Clone(of), a)
		}
		for _, a := range of {
			if x := &f.actors[a]; x.Run == run && (x.Person || x.Self != x.Key) {
				names = append(names, x.Self)
			}
		}
	}
	return names
}

// his is the paper that "his letter" means, of which it is not known whose it is: the
// last one of that noun; -1.
func (f *finder) his(x *phrase, d *Draft) int {
	if x.own < 0 || len(d.Authors) > 0 || len(d.Addressees)+len(d.Parties) > 0 {
		return -1
	}
	for i := len(f.last) - 1; i >= 0; i-- {
		if k := f.last[i]; f.hasNoun(&f.drafts[k], x.head) {
			return k
		}
	}
	return -1
}

// agree reports whether two lists of actors can be of one paper: they name the same
// ones, or, where it is not asked that both tell, one tells none.
func (f *finder) agree(a, b []page.Run, both bool) bool {
	x, y := f.keysOf(a), f.keysOf(b)
	if len(x) == 0 || len(y) == 0 {
		return !both || len(x) == len(y)
	}
	return slices.ContainsFunc(x, func(key string) bool { return slices.Contains(y, key) })
}

// sameTopic reports whether a phrase tells of the same paper as one before of its
// family: both say who made it, or they are about the same, or they have the same noun
// and neither says what it is about.
func (f *finder) sameTopic(old *Draft, x *phrase) bool {
	if len(f.keysOf(old.Authors)) > 0 {
		return true
	}
	words, noun := f.topic(x.run, x.head), f.hasNoun(old, x.head)
	for i := range old.Mentions {
		was := f.topic(old.Mentions[i].Run, old.Mentions[i].Head)
		if noun && len(was) == 0 && len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(was, w) }) {
			return true
		}
	}
	return false
}

// topic are the nouns, names and adjectives of a phrase that say what a paper is about,
// in lower case: not its own noun, none of an actor, a day, of whom it is for or from,
// and none that says no more than "final".
func (f *finder) topic(run page.Run, head int) []string {
	var words []string
	before := ""
	for i := run.First; i < run.Last; i++ {
		t := f.token(i)
		if i > head && t.UPOS == "ADP" {
			before = f.Lower(i)
		}
		switch before {
		case "to", "from", "by", "between", "among", "with":
			continue
		}
		if i == head || f.actorAt[i] >= 0 || f.isTime(i) || t.UPOS != "NOUN" && t.UPOS != "PROPN" && t.UPOS != "ADJ" || deed.PaperOf(t.Lemma) != nil {
			continue
		}
		if word := strings.ToLower(t.Lemma); !slices.Contains(deed.ClassesOf(word), "plain") {
			words = append(words, word)
		}
	}
	return words
}

// about gathers what the phrases of a paper say that it is about; those of headings do
// not say it as anybody would.
func (f *finder) about(d *Draft) {
	for _, m := range d.Mentions {
		if !m.Tied && !f.inHeading(m.Head) {
			d.About = append(d.About, f.topic(m.Run, m.Head)...)
		}
	}
	slices.Sort(d.About)
	d.About = slices.Compact(d.About)
}

// add adds a mention to a paper, with what it says that was not known.
func (f *finder) add(k int, m Mention, said *Draft) {
	d := &f.drafts[k]
	d.Mentions = append(d.Mentions, m)
	if said != nil {
		headed, heading := f.inHeading(d.Name.First), f.inHeading(m.Run.First)
		if longer := m.Run.Len() > d.Name.Len() && d.Name.Len() < 12 && said.Named == d.Named; longer && (headed || !heading) || headed && !heading {
			d.Name = m.Run // a headline is not how anybody calls it
		}
		fill := func(to *[]page.Run, from []page.Run) {
			if len(*to) == 0 {
				*to = from
			}
		}
		fill(&d.Authors, said.Authors)
		fill(&d.Addressees, said.Addressees)
		fill(&d.Parties, said.Parties)
		d.Sure = max(d.Sure, said.Sure)
		if d.When < 0 {
			d.When = said.When
		}
	}
	if i := slices.Index(f.last, k); i >= 0 {
		f.last = append(slices.Delete(f.last, i, i+1), k)
	}
}

// answers ties each answer to the paper that it is said to be an answer to: of which a
// phrase after its "to" speaks.
func (f *finder) answers(phrases []phrase) {
	at := map[int][]int{} // papers by the heads of their mentions
	for k := range f.drafts {
		for _, m := range f.drafts[k].Mentions {
			at[m.Head] = append(at[m.Head], k)
		}
	}
	for i := range phrases {
		x := &phrases[i]
		if x.noun.Family != "answer" {
			continue
		}
		for _, t := range x.tail {
			if t.prep != "to" {
				continue
			}
			for h := t.run.First; h < t.run.Last; h++ {
				for _, answered := range at[h] {
					f.tieAnswers(at[x.head], answered)
				}
			}
		}
	}
}

// tieAnswers says of answers that they answer a paper, and of one that is told to go
// to nobody that it goes to who made that paper. A draft counts before proposals,
// since it says which of them is meant.
func (f *finder) tieAnswers(answers []int, answered int) {
	for _, k := range answers {
		d := &f.drafts[k]
		if k == answered {
			continue
		}
		if d.Answers < 0 || f.drafts[answered].Kind == "draft" && f.drafts[d.Answers].Kind != "draft" {
			d.Answers = answered
		}
		if len(d.Addressees) == 0 {
			d.Addressees = f.drafts[answered].Authors
		}
		d.Sure = max(d.Sure, Written)
	}
}

// keepOuter keeps the paper of a phrase that holds another phrase the one that was
// named last: "its answer to the proposals" speaks of the answer.
func (f *finder) keepOuter(x *phrase) {
	if x.run.First >= f.outer.Last {
		f.outer = x.run
		return
	}
	for i, k := range slices.Clone(f.last) {
		d := &f.drafts[k]
		if d.Mentions[len(d.Mentions)-1].Run == f.outer && x.run != f.outer {
			if i = slices.Index(f.last, k); i >= 0 {
				f.last = append(slices.Delete(f.last, i, i+1), k)
			}
		}
	}
}

// pronouns ties a pronoun to the paper that was named last where its verb is of a deed
// that is done with papers alone: "It was not published", "They signed it".
func (f *finder) pronouns() {
	if len(f.drafts) == 0 {
		return
	}
	for i := range f.Doc.Tokens {
		word := f.Lower(i)
		if word != "it" && word != "them" && word != "they" || f.token(i).UPOS != "PRON" {
			continue
		}
		rel, verb := f.token(i).DepRel, f.Head(i)
		if verb < 0 || rel != "obj" && rel != "nsubj:pass" || !withPapers(f.token(verb).Lemma) {
			continue
		}
		if k := f.namedBefore(i, word != "it"); k >= 0 {
			f.drafts[k].Mentions = append(f.drafts[k].Mentions, Mention{Run: page.Run{First: i, Last: i + 1}, Head: i, Tied: true})
		}
	}
}

// withPapers reports whether a verb tells of a deed with papers alone: signing and
// publishing, not sending.
func withPapers(lemma string) bool {
	meanings := deed.OfVerb(lemma)
	return len(meanings) > 0 && !slices.ContainsFunc(meanings, func(m deed.Meaning) bool {
		return m.Frame != deed.OfPaper || m.Needs != "paper" || m.Step == ""
	})
}

// namedBefore is the paper of that number that the sentence of a word or the one before
// names last; -1.
func (f *finder) namedBefore(i int, plural bool) int {
	best, at := -1, -1
	for k := range f.drafts {
		for _, m := range f.drafts[k].Mentions {
			if m.Head < i && m.Head > at && f.Sentence(i)-f.Sentence(m.Head) <= 1 && f.isPlural(m.Head) == plural {
				best, at = k, m.Head
			}
		}
	}
	return best
}
