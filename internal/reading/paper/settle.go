package paper

import (
	"slices"

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
		return found[k : k+1]
	case x.det == "both" || x.det == "two" || x.noun.Needs == "tied" || x.noun.Family == "draft" || x.draft:
		if len(found) < 2 {
			return found
		}
		return f.together(found)
	}
	return found[len(found)-1:]
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
		case d.Family == x.noun.Family && x.noun.Family == "pact" && closeBy:
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
		if f.agree(old.Authors, d.Authors, true) && f.agree(old.Parties, d.Parties, false) && f.agree(old.Addressees, d.Addressees, false) && f.sameTopic(old, x) {
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

// sameTopic reports whether a phrase without an author tells of the same paper as one
// before: it has the same noun and no other word that says what it is about.
func (f *finder) sameTopic(old *Draft, x *phrase) bool {
	if len(f.keysOf(old.Authors)) > 0 {
		return true
	}
	if !f.hasNoun(old, x.head) {
		return false
	}
	words := f.topic(x.run)
	for i := range old.Mentions {
		was := f.topic(old.Mentions[i].Run)
		if len(was) == 0 && len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(was, w) }) {
			return true
		}
	}
	return false
}

// topic are the nouns, names and adjectives of a phrase beside its head.
func (f *finder) topic(run page.Run) []string {
	var words []string
	for i := run.First; i < run.Last; i++ {
		if u := f.token(i).UPOS; (u == "NOUN" || u == "PROPN" || u == "ADJ") && !f.heads[i] {
			words = append(words, f.Lower(i))
		}
	}
	return words
}

// add adds a mention to a paper, with what it says that was not known.
func (f *finder) add(k int, m Mention, said *Draft) {
	d := &f.drafts[k]
	d.Mentions = append(d.Mentions, m)
	if said != nil {
		if m.Run.Len() > d.Name.Len() && d.Name.Len() < 12 && said.Named == d.Named {
			d.Name = m.Run
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
