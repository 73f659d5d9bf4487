package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// frameOf returns the frames of a verb.
func (f *finder) frameOf(verb int) lexicon.Frame { return f.verb(verb).Frames }

// said is what a frame makes of a verb: where its cue ends, with a particle or a
// preposition, and the content.
type said struct {
	cueEnd   int
	contents []page.Run
}

// plainSaying is a statement that a verb tells, as the tree has it.
type plainSaying struct {
	said
	source page.Run
	outer  int  // the verb with the auxiliaries of the cue
	before bool // what is said stands before the verb
}

// construction is a form in which a verb stands with its speaker and what is said.
type construction struct {
	name  string
	holds func(f *finder, verb int) bool
	// read reports what is said; false where the verb tells of nobody's saying.
	read func(f *finder, verb int) (plainSaying, bool)
}

// constructions are tried in order; the first that holds reads the verb.
var constructions = []construction{
	{"let it be known", func(f *finder, verb int) bool { return f.letKnown(verb) }, (*finder).readLetKnown},
	{"suspected of", (*finder).charged, (*finder).readCharge},
	{"which was denied by", (*finder).withAgent, (*finder).readAgent},
	{"was told that", (*finder).passive, (*finder).readPassive},
	{"asked whether", (*finder).participle, func(f *finder, verb int) (plainSaying, bool) {
		return plainSaying{outer: verb, said: said{cueEnd: verb + 1, contents: f.clauseOfVerb(verb, true)}}, true
	}},
	{"left, accusing", (*finder).besides, func(f *finder, verb int) (plainSaying, bool) {
		source := f.subjectBeside(verb)
		if source.Len() == 0 || f.nobody(source, verb) {
			return plainSaying{}, false
		}
		return plainSaying{outer: verb, source: source, said: f.complementsOf(verb, f.frameOf(verb))}, true
	}},
	{"pilots demanding", (*finder).modifies, (*finder).readModifier},
	{"which the guild denied", (*finder).ofAntecedent, (*finder).readAntecedent},
	{"said that", func(*finder, int) bool { return true }, (*finder).readActive},
}

// readLetKnown reads "let it be known that the pass was shut".
func (f *finder) readLetKnown(verb int) (plainSaying, bool) {
	outer := f.Head(verb)
	p := plainSaying{outer: outer, source: f.speakerOf(outer), said: said{cueEnd: verb + 1}}
	if p.contents = f.clauseOfVerb(verb, true); len(p.contents) == 0 {
		p.contents = f.clauseOfVerb(outer, true)
	}
	return p, p.source.Len() > 0 && !f.nobody(p.source, outer)
}

// readPassive reads "the crew was told by the mayor that the pass was shut".
func (f *finder) readPassive(verb int) (plainSaying, bool) {
	p := plainSaying{outer: verb, said: said{cueEnd: verb + 1}}
	if f.frameOf(verb)&lexicon.Told == 0 || f.infinitive(verb) {
		return p, false
	}
	if p.contents = f.clauseOfVerb(verb, true); len(p.contents) > 0 {
		p.source = f.agentPhrase(verb, p.contents[0].First)
	}
	return p, true
}

// readActive reads "the mayor said that the pass was shut". Nobody does yet what is only
// to be done.
func (f *finder) readActive(verb int) (plainSaying, bool) {
	p := plainSaying{outer: f.raised(verb)}
	if p.outer == verb && (f.infinitive(verb) || f.wished(verb)) {
		return p, false
	}
	p.source = f.speakerOf(p.outer)
	if p.source.Len() == 0 || f.nobody(p.source, verb) || f.outside(p.source.First) || f.outside(p.source.Last-1) {
		return p, false
	}
	p.said = f.complementsOf(verb, f.frameOf(verb))
	return p, true
}

// plainVerb adds the statement of a verb whose tree says plainly what is said.
func (f *finder) plainVerb(verb int) {
	points := f.words.Verb(f.doc.Tokens[verb].Lemma).Phrase[0] != ""
	if f.frameOf(verb) == 0 && !points && !f.letKnown(verb) || f.letsKnown(verb) {
		return
	}
	for _, c := range constructions {
		if !c.holds(f, verb) {
			continue
		}
		if p, ok := c.read(f, verb); ok && len(p.contents) > 0 {
			f.addPlain(verb, c.name, p)
		}
		return
	}
}

// addPlain adds what a verb tells in a construction, where its words are free.
func (f *finder) addPlain(verb int, form string, p plainSaying) {
	first := &p.contents[0]
	first.First += f.dayBefore(*first)
	for _, run := range p.contents {
		if run.Len() < 1 || run.First < verb && !p.before || run.Overlaps(p.source) || !f.free(run) && !f.around(run) {
			return
		}
	}
	if len(p.contents) == 1 && first.Len() < 2 && f.frameOf(verb)&lexicon.Phrase == 0 {
		return
	}
	cue := page.Run{First: f.group(p.outer).First, Last: p.cueEnd}
	if f.inside < 0 && !f.free(cue) || p.source.Overlaps(cue) {
		return
	}
	f.add(relation{cue: cue, head: verb, sources: runs(p.source), contents: p.contents, form: form})
}

// raised returns the verb that a verb of saying leans on and whose subject it
// shares: "went on to complain", "had to admit"; else the verb itself.
func (f *finder) raised(verb int) int {
	h := f.Head(verb)
	if rel := f.doc.Tokens[verb].DepRel; h < 0 || h > verb || verb-h > 3 || rel != "xcomp" && rel != "advcl" || !f.words.Verb(strings.ToLower(f.doc.Tokens[h].Lemma)).Has(lexicon.Raises) || !f.infinitive(verb) {
		return verb
	}
	return h
}

// speakerOf returns the subject of a verb: its own, or the source that the verb it
// is joined to has already.
func (f *finder) speakerOf(verb int) page.Run {
	if run := f.subjectOf(verb); run.Len() > 0 {
		return run
	}
	for t := f.Left(verb); t < verb && f.inside < 0; t++ { // the next cue has it already
		if i := f.owner[t]; f.Head(t) == verb && activeSubject(f.doc.Tokens[t].DepRel) && i >= 0 && len(f.drafts[i].sources) == 1 && f.drafts[i].sources[0].First <= t && t < f.drafts[i].sources[0].Last {
			return f.drafts[i].sources[0]
		}
	}
	for range 4 {
		h := f.Head(verb)
		if h < 0 || h > verb || f.doc.Tokens[verb].DepRel != "conj" {
			break
		}
		if i := f.headed[h]; i >= 0 && len(f.drafts[i].sources) == 1 {
			return f.drafts[i].sources[0]
		}
		verb = h
	}
	return page.Run{}
}

// wished reports whether a verb is bare though it has a subject: "proposed that the
// king call a vote".
func (f *finder) wished(verb int) bool {
	if f.doc.Tokens[verb].XPOS != "VB" {
		return false
	}
	for t := f.Left(verb); t < verb; t++ {
		if f.Head(t) == verb && f.doc.Tokens[t].DepRel == "aux" {
			return false
		}
	}
	return true
}

// runs lists a run, unless it is empty.
func runs(run page.Run) []page.Run {
	if run.Len() <= 0 {
		return nil
	}
	return []page.Run{run}
}

// add appends a draft that the rules of plain found, outside all others or within
// the one whose content is read.
func (f *finder) add(d relation) {
	d.margin = ruledMargin
	f.count(d.form, &d)
	if f.inside >= 0 {
		d.rule = rulePlainNested
		f.drafts = append(f.drafts, d)
		return
	}
	d.rule = rulePlain
	f.append(d)
}

// passive reports whether a verb is a passive.
func (f *finder) passive(verb int) bool {
	if f.doc.Tokens[verb].XPOS != "VBN" && f.doc.Tokens[verb].XPOS != "VBD" {
		return false
	}
	for t := f.Left(verb); t < verb; t++ {
		if f.Head(t) == verb && f.doc.Tokens[t].DepRel == "aux:pass" {
			return true
		}
	}
	return false
}

// letKnown reports whether a verb is the "known" or "understood" of "let it be known
// that", "wishes it to be understood that".
func (v *view) letKnown(verb int) bool {
	h := v.Head(verb)
	if form := v.Lower(verb); h < 0 || h > verb || form != "known" && form != "understood" {
		return false
	}
	return v.words.Verb(v.doc.Tokens[h].Lemma).Has(lexicon.Lets) && strings.EqualFold(v.doc.Form(h+1), "it")
}

// letsKnown reports whether a verb is the "wishes" of "wishes it to be understood
// that".
func (f *finder) letsKnown(verb int) bool {
	for t := verb + 2; t < min(verb+5, len(f.doc.Tokens)); t++ {
		if f.Head(t) == verb && f.letKnown(t) {
			return true
		}
	}
	return false
}

// participle reports whether a verb is "asked" at the begin of its sentence or
// after "when", without a subject: "Asked whether he would resign, he laughed".
func (f *finder) participle(verb int) bool {
	if !strings.EqualFold(f.doc.Form(verb), "asked") || f.ownSubject(verb).Len() > 0 {
		return false
	}
	sentence := f.doc.Sentences[f.Sentence(verb)]
	first := verb == sentence.First || verb == sentence.First+1 && f.Quoted(verb) == f.Quoted(verb-1) && f.doc.Tokens[verb-1].UPOS == "PUNCT"
	return first || verb > 0 && strings.EqualFold(f.doc.Form(verb-1), "when")
}

// besides reports whether a verb is a participle by which the subject of its sentence
// says something beside what it does: "left the hall, accusing the envoy of delay".
func (f *finder) besides(verb int) bool {
	h := f.Head(verb)
	return f.doc.Tokens[verb].XPOS == "VBG" && f.doc.Tokens[verb].DepRel == "advcl" && h >= 0 && h < verb && f.ownSubject(verb).Len() == 0 &&
		!f.child(verb, page.Run{First: f.Left(verb), Last: verb}, func(k int) bool { rel := f.doc.Tokens[k].DepRel; return rel == "mark" || rel == "aux" || rel == "case" })
}

// subjectBeside returns the subject of the verb on which a participle hangs, whoever
// has its words.
func (f *finder) subjectBeside(verb int) page.Run {
	h := f.Head(verb)
	for range 3 {
		if i := f.headed[h]; i >= 0 && len(f.drafts[i].sources) == 1 {
			return f.drafts[i].sources[0]
		}
		for t := f.Left(h); t < h; t++ {
			if f.Head(t) == h && activeSubject(f.doc.Tokens[t].DepRel) && f.Quoted(t) == f.Quoted(verb) && !f.outside(t) {
				return f.trimmed(page.Run{First: f.Left(t), Last: min(f.Right(t), h)})
			}
		}
		if f.Head(h) < 0 || f.Head(h) > h || f.doc.Tokens[h].DepRel != "conj" {
			break
		}
		h = f.Head(h)
	}
	return page.Run{}
}

// agentPhrase returns the phrase "by …" of a passive without its preposition, as far
// as the content that begins at token content.
func (f *finder) agentPhrase(verb, content int) page.Run {
	agent := f.agentOf(verb)
	if agent < 0 || f.doc.Tokens[agent].UPOS == "VERB" || f.outside(agent) {
		return page.Run{}
	}
	end := f.clauseEnd(agent)
	if agent < content {
		end = min(end, content)
	}
	run := f.trimmed(page.Run{First: f.Left(agent) + 1, Last: end})
	if !f.free(run) {
		return page.Run{}
	}
	return run
}

// complementsOf looks for the complement of an active verb, the fullest first.
func (f *finder) complementsOf(verb int, frames lexicon.Frame) said {
	c := said{cueEnd: verb + 1}
	if frames&(lexicon.Clause|lexicon.Marked) != 0 {
		if c.contents = f.clauseOfVerb(verb, frames&lexicon.Clause == 0); len(c.contents) > 0 {
			if p := verb + 1; p < c.contents[0].First && f.Head(p) == verb && f.doc.Tokens[p].DepRel == "compound:prt" {
				c.cueEnd = p + 1
			}
			return c
		}
	}
	if frames&(lexicon.ToDo|lexicon.ToBeDone|lexicon.Upon) != 0 {
		if c.contents = f.deed(verb, frames); len(c.contents) > 0 {
			return c
		}
	}
	for _, p := range [...]struct {
		frame lexicon.Frame
		word  string
	}{{lexicon.For, "for"}, {lexicon.Of, "of"}, {lexicon.On, "on"}, {lexicon.In, "in"}} {
		if frames&p.frame == 0 {
			continue
		}
		if t := f.oblique(verb, p.word); t >= 0 {
			run := f.trimmed(page.Run{First: f.Left(t) + 1, Last: f.clauseEnd(t)})
			if f.Left(t) == verb+1 {
				c.cueEnd = verb + 2
			}
			c.contents = runs(run)
			return c
		}
	}
	if frames&(lexicon.As|lexicon.ToBlame) != 0 {
		if c.contents = runs(f.predicated(verb, frames)); len(c.contents) > 0 {
			return c
		}
	}
	if run, end := f.pointed(verb); run.Len() > 0 {
		c.contents, c.cueEnd = runs(run), end
		return c
	}
	if frames&lexicon.Phrase != 0 || f.lemmaOf(verb) == "claim" {
		for t := verb + 1; t < f.Right(verb); t++ {
			rel := f.doc.Tokens[t].DepRel
			if f.Head(t) == verb && (rel == "obj" || rel == "iobj" && frames&lexicon.Of != 0) && (f.doc.Tokens[t].UPOS != "PRON" || f.objectEnd(verb, t) > f.Right(t)) && (frames&lexicon.Phrase != 0 || f.doc.Tokens[t].Lemma == "responsibility") {
				c.contents = runs(f.trimmed(page.Run{First: f.Left(t), Last: f.objectEnd(verb, t)}))
				return c
			}
		}
	}
	return c
}

// predicated returns an object with what it is said to be.
func (f *finder) predicated(verb int, frames lexicon.Frame) page.Run {
	object := -1
	for t := verb + 1; t < f.Right(verb); t++ {
		if frames&lexicon.ToBlame != 0 && object >= 0 && answerable[f.Lower(t)] && f.Head(t) >= verb {
			return f.trimmed(page.Run{First: f.Left(object), Last: max(f.Right(object), f.Right(t))})
		}
		if f.Head(t) != verb {
			continue
		}
		as := strings.EqualFold(f.doc.Form(f.Left(t)), "as")
		switch rel := f.doc.Tokens[t].DepRel; {
		case rel == "obj" && object < 0:
			object = t
		case frames&lexicon.As != 0 && object >= 0 && (rel == "obj" || rel == "xcomp" && !f.infinitive(t) || (rel == "obl" || rel == "advcl") && as):
			return f.trimmed(page.Run{First: f.Left(object), Last: f.Right(t)})
		}
	}
	return page.Run{}
}

// pointed returns what a verb of pointing points to, and where its preposition ends.
func (f *finder) pointed(verb int) (content page.Run, cueEnd int) {
	phrase := f.words.Verb(f.doc.Tokens[verb].Lemma).Phrase
	if phrase[0] == "" {
		return page.Run{}, 0
	}
	for t := verb + 1; t < min(f.Right(verb), verb+4); t++ {
		if !strings.EqualFold(f.doc.Form(t), phrase[0]) || t+1 >= f.Right(verb) || !strings.EqualFold(f.doc.Form(t+1), phrase[1]) {
			continue
		}
		if h := f.Head(t + 1); h > t+1 {
			return f.trimmed(page.Run{First: t + 2, Last: f.clauseEnd(h)}), t + 2
		}
	}
	return page.Run{}, 0
}

// clauseOfVerb returns the clause that is said: one that hangs on the verb, or one
// with "that" which a phrase of the verb has taken to itself in the tree. Where
// mark is set it must begin with the word of a clause.
func (f *finder) clauseOfVerb(verb int, mark bool) []page.Run {
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) != verb || f.Left(t) <= verb {
			continue
		}
		run := f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		if run.Len() < 2 {
			continue
		}
		switch first := f.Lower(run.First); f.doc.Tokens[t].DepRel {
		case "ccomp":
			if run = f.pastRelative(run); f.clauseWord(run.First) || !mark && f.clausal(t) && !f.gives(run.First) {
				return runs(run)
			}
		case "advcl", "conj", "xcomp", "acl:relcl", "parataxis":
			if f.doc.Tokens[t].DepRel == "conj" && f.complemented(verb, t) {
				continue // "decided to go and that …" is another's clause
			}
			if first == "that" && f.conjunction(run.First) || first == "whether" {
				return runs(run)
			}
		}
	}
	if run := f.clauseAfter(verb); run.Len() > 0 || mark {
		return runs(run)
	}
	return runs(f.torn(verb))
}

// pastRelative returns what is said after a clause that tells more of the hearer, which
// the tree takes for its begin: "told the mayor, who told the clerk, that …".
func (f *finder) pastRelative(run page.Run) page.Run {
	if first := f.Lower(run.First); first != "who" && first != "which" || f.doc.Form(run.First-1) != "," {
		return run
	}
	for t := run.First + 1; t < run.Last; t++ {
		if f.doc.Form(t-1) == "," && f.Lower(t) == "that" {
			return page.Run{First: t, Last: run.Last}
		}
	}
	return run
}

// complemented reports whether a verb has an object or an infinitive before token t.
func (f *finder) complemented(verb, t int) bool {
	for k := verb + 1; k < t; k++ {
		if rel := f.doc.Tokens[k].DepRel; f.Head(k) == verb && (rel == "obj" || rel == "xcomp" || rel == "ccomp") {
			return true
		}
	}
	return false
}

// torn returns a clause without "that" whose subject the tree has taken for the
// object of the verb, and whose verb for another sentence: "underlined the road,
// for all its length, has no bridge".
func (f *finder) torn(verb int) page.Run {
	object := -1
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) != verb {
			continue
		}
		switch f.doc.Tokens[t].DepRel {
		case "obj":
			if f.Left(t) == verb+1 && object < 0 {
				object = t
			}
		case "parataxis", "conj":
			if object < 0 || f.subjectInside(t) || f.joinedBy(t) || !f.finite(page.Run{First: f.Left(t), Last: t + 1}) {
				continue
			}
			return f.trimmed(page.Run{First: f.Left(object), Last: f.Right(t)})
		}
	}
	return page.Run{}
}

// joinedBy reports whether a clause begins with "and" or its like.
func (f *finder) joinedBy(t int) bool {
	for k := f.Left(t); k < t; k++ {
		if f.Head(k) == t && f.doc.Tokens[k].DepRel == "cc" {
			return true
		}
	}
	return false
}

// gives reports whether a word begins a clause that gives a reason, a condition or
// a time.
func (f *finder) gives(t int) bool {
	switch f.Lower(t) {
	case "because", "since", "unless", "until", "saying":
		return true
	}
	return false
}

// clausal reports whether a token heads a finite clause with a subject, or says
// something by itself: the tree has also phrases hang as clauses where it is at a
// loss.
func (f *finder) clausal(t int) bool {
	if !f.finite(page.Run{First: f.Left(t), Last: f.Right(t)}) {
		return false
	}
	for k := f.Left(t); k < f.Right(t); k++ {
		if f.Head(k) == t && (strings.HasPrefix(f.doc.Tokens[k].DepRel, "nsubj") || strings.HasPrefix(f.doc.Tokens[k].DepRel, "csubj") || f.doc.Tokens[k].DepRel == "expl") {
			return true
		}
	}
	return f.Quoted(t) >= 0
}

// clauseWord reports whether a token begins a clause that is said or asked.
func (f *finder) clauseWord(t int) bool {
	switch f.Lower(t) {
	case "that", "whether", "if", "why", "how", "what", "when", "where", "who", "which":
		return true
	}
	return false
}

// thatReach is how far behind a verb the "that" of its clause is looked for:
// "said in a joint statement that".
const thatReach = 10

// clauseAfter returns the clause with "that" which a verb's phrase of occasion
// has taken to itself in the tree.
func (f *finder) clauseAfter(verb int) page.Run {
	for t := verb + 1; t < min(f.Right(verb), verb+thatReach); t++ {
		if !strings.EqualFold(f.doc.Form(t), "that") || f.doc.Tokens[t].UPOS != "SCONJ" && f.doc.Tokens[t].DepRel != "mark" {
			continue
		}
		if h := f.Head(t); h > t {
			return f.trimmed(page.Run{First: t, Last: f.Right(h)})
		}
	}
	return page.Run{}
}

// deed returns what is to be done: "to leave", or with who is to do it, "the
// council to leave".
func (f *finder) deed(verb int, frames lexicon.Frame) []page.Run {
	infinitive, person := -1, page.Run{}
	for t := verb + 1; t < f.Right(verb); t++ {
		if f.Head(t) != verb {
			continue
		}
		switch rel := f.doc.Tokens[t].DepRel; {
		case (rel == "xcomp" || rel == "ccomp" || rel == "advcl") && f.infinitive(t) && infinitive < 0:
			infinitive = t
		case (rel == "obj" || rel == "iobj") && infinitive < 0 && person.Len() == 0:
			person = page.Run{First: f.Left(t), Last: f.Right(t)}
		case rel == "obl" && frames&lexicon.Upon != 0 && strings.EqualFold(f.doc.Form(f.Left(t)), "on") && infinitive < 0:
			person = page.Run{First: f.Left(t) + 1, Last: f.Right(t)}
		}
	}
	if infinitive < 0 {
		return nil
	}
	deed := f.trimmed(page.Run{First: f.Left(infinitive), Last: f.Right(infinitive)})
	if person.Len() == 0 {
		adverbial := f.doc.Tokens[infinitive].DepRel == "advcl"
		if frames&lexicon.ToDo == 0 || adverbial && !f.verb(verb).Has(lexicon.Binds) || f.subjectInside(infinitive) {
			return nil
		}
		return []page.Run{deed}
	}
	if frames&(lexicon.ToBeDone|lexicon.Upon) == 0 || person.Overlaps(deed) {
		return nil
	}
	if person.Last == deed.First {
		return []page.Run{{First: person.First, Last: deed.Last}}
	}
	return []page.Run{f.trimmed(person), deed}
}

// subjectInside reports whether an infinitive has a subject of its own.
func (f *finder) subjectInside(verb int) bool {
	for t := f.Left(verb); t < verb; t++ {
		if f.Head(t) == verb && strings.HasPrefix(f.doc.Tokens[t].DepRel, "nsubj") {
			return true
		}
	}
	return false
}

// infinitive reports whether the clause of t begins with "to".
func (f *finder) infinitive(t int) bool {
	first := f.Left(t)
	return strings.EqualFold(f.doc.Form(first), "to") || strings.EqualFold(f.doc.Form(first), "not") && first+1 < t && strings.EqualFold(f.doc.Form(first+1), "to")
}

// oblique returns the phrase of a verb that begins with a preposition, or -1.
func (f *finder) oblique(verb int, preposition string) int {
	for t := verb + 1; t < f.Right(verb); t++ {
		rel := f.doc.Tokens[t].DepRel
		if f.Head(t) == verb && (rel == "obl" || rel == "nmod") && f.Left(t) > verb && strings.EqualFold(f.doc.Form(f.Left(t)), preposition) {
			return t
		}
	}
	return -1
}

// objectEnd returns where the object of a verb ends, with the clause or the
// "of …" that says what is held against it or wanted of it.
func (f *finder) objectEnd(verb, object int) int {
	end := f.Right(object)
	for t := object + 1; t < f.Right(verb); t++ {
		if f.Head(t) != verb {
			continue
		}
		rel, first := f.doc.Tokens[t].DepRel, f.Lower(f.Left(t))
		if rel == "xcomp" || rel == "ccomp" || (rel == "obl" || rel == "advcl") && (first == "of" || first == "for") {
			end = max(end, f.Right(t))
		}
	}
	return end
}

// group returns a verb with the auxiliaries, negations and adverbs right before
// it.
func (f *finder) group(verb int) page.Run {
	cue := page.Run{First: verb, Last: verb + 1}
	for t := verb - 1; t >= f.Left(verb) && f.Head(t) == verb && f.owner[t] == f.inside && !f.outside(t); t-- {
		rel := f.doc.Tokens[t].DepRel
		if rel != "aux" && rel != "aux:pass" && rel != "advmod" || f.clauseWord(t) {
			break
		}
		cue.First = t
	}
	return cue
}

// nobody reports whether a subject names nobody who speaks: "there", "one". The
// reporter's own "we" and "I" are nobody outside others' words, and "who" is
// somebody in the clause that it opens.
func (f *finder) nobody(source page.Run, verb int) bool {
	if source.Len() != 1 {
		return false
	}
	switch f.Lower(source.First) {
	case "there", "that", "this", "what", "which", "these", "those", "such", "you":
		return true
	case "we", "i", "one":
		return f.inside < 0
	}
	return false
}
