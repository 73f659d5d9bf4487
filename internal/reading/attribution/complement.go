package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// complement is what the words of a content say of the act.
type complement struct {
	subject     page.Run // who its main verb is about, where that is a name or a noun and does something
	first       string   // first word, in lower case
	infinitive  bool
	gerund      bool
	imperative  bool
	deontic     bool // its main verb stands under must, should, need to …
	attending   bool // its main verb is to attend, to take part …
	future      bool // its main verb stands under will, would, going to …
	able        bool // its main verb stands under can, could
	possible    bool // its main verb, which tells of something that happens, stands under could, may, might
	feeling     bool // its main verb is no act: to see, to need …
	copular     bool // it says what its subject is
	ready       bool // its subject is ready, willing or prepared to do something
	singular    bool // its subject is I
	negative    bool // its main verb is negated, or its object has "no"
	elliptic    bool // nothing but a subject and an auxiliary: "that it would"
	own         bool // its subject is the source or its side: "they", "it", the same noun
	firstPerson bool // its subject is I or we
	speaking    bool // its main verb is to comment, answer, talk …
	granting    bool // its main verb is to accept, grant, allow …
	accusing    bool // its words accuse
	untrue      bool // it says that something is not so: "it is not true that"
	question    bool // it ends with a question mark
	yes, no     bool // its main word is that
	knowing     bool // its main verb is to know, to be told, to hear
	seeing      bool // its main verb is to see: "wants to see the road opened"
	another     bool // somebody else is to do it: "wants the council to act"
	asked       bool // it is a question within the sentence: "how many will come"
	noComment   bool // "no comment", "no opinion"
	blamed      bool // its words have one of blame: "holds them responsible"
	answerable  bool // it says that somebody is to blame
	wish        bool // the bare verb of a subject: "that each side withdraw"
}

// complement reads the content of a draft.
func (v *view) complement(d *relation) complement {
	var c complement
	run := v.mainRun(d)
	first := run.First
	for first < run.Last && v.doc.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	if first == run.Last {
		return c
	}
	c.first = v.Lower(first)
	c.infinitive = c.first == "to" && v.doc.Tokens[first].UPOS == "PART"
	c.gerund = v.doc.Tokens[first].XPOS == "VBG"
	c.asked = questioning[v.doc.Form(first)]
	v.look(&c, d)
	root := v.clauseOf(run, d.head)
	word := v.doc.Tokens[root]
	main := v.words.Verb(word.Lemma)
	c.speaking = c.speaking || main.Has(lexicon.Speaks) && word.UPOS == "VERB"
	c.granting = main.Has(lexicon.Grants) || word.Lemma == "give" && v.child(root, run, v.leave)
	c.attending = main.Has(lexicon.Attends) || word.Lemma == "take" && v.child(root, run, func(t int) bool { return v.doc.Tokens[t].Lemma == "part" })
	c.seeing = word.Lemma == "see"
	c.infinitive = c.infinitive || (word.DepRel == "xcomp" || word.DepRel == "advcl") && v.child(root, run, func(t int) bool { return strings.EqualFold(v.doc.Form(t), "to") })
	subject, auxiliary, modal, object, undergoes := -1, false, -1, false, false
	for t := run.First; t < run.Last; t++ {
		if v.Head(t) != root {
			continue
		}
		switch rel := v.doc.Tokens[t].DepRel; {
		case strings.HasPrefix(rel, "nsubj"), rel == "expl":
			subject, undergoes = t, rel == "nsubj:pass"
		case rel == "obj":
			object = true
			c.negative = c.negative || v.negativePhrase(t)
		case rel == "advmod" && negation[v.Lower(t)]:
			c.negative = true
		case rel == "aux" || rel == "aux:pass" || rel == "cop":
			auxiliary = true
			if rel != "cop" && v.doc.Tokens[t].XPOS == "MD" {
				modal = t
			}
		}
	}
	if word.XPOS == "MD" { // "that it would": the auxiliary is all there is
		modal = root
	}
	c.copular = v.child(root, run, func(t int) bool { return v.doc.Tokens[t].DepRel == "cop" })
	if modal >= 0 {
		v.modality(&c, d, modal, root, run)
	}
	switch word.Lemma {
	case "have":
		// "We had to wait" tells of the past, "he said they had to wait" of now.
		c.deontic = c.deontic || modal < 0 && v.toVerb(root, run) && !(word.XPOS == "VBD" && v.Quoted(root) >= 0)
	case "ready", "willing", "prepared", "prepare", "determined":
		c.ready = (word.UPOS == "ADJ" || auxiliary) && v.toVerb(root, run)
	case "need", "necessity": // "need to talk", "stressed the need for talks"
		c.deontic = c.deontic || word.UPOS == "NOUN" && !auxiliary && v.needed(root) || modal < 0 && !c.negative && v.toVerb(root, run)
	case "time": // "it is time to go"
		c.deontic = c.deontic || auxiliary && v.hasVerb(root, run)
	case "come": // "the time had come to go"
		c.deontic = c.deontic || subject >= 0 && v.doc.Tokens[subject].Lemma == "time"
	case "bound", "bind", "oblige", "require":
		c.deontic = c.deontic || (word.UPOS == "ADJ" || auxiliary) && v.toVerb(root, run)
	case "go":
		c.future = c.future || word.XPOS == "VBG" && v.toVerb(root, run)
	}
	c.knowing = (main.Has(lexicon.Learns) || word.Lemma == "tell" && auxiliary) && !object
	c.another = c.infinitive && run.First < root && first < v.Left(root) && !strings.EqualFold(v.doc.Form(first), "to") && !negation[c.first]
	if subject >= 0 {
		switch v.doc.Tokens[subject].Lemma {
		case "I", "we", "i":
			c.firstPerson = true
			c.singular = v.doc.Tokens[subject].Lemma != "we"
		}
		c.own = !undergoes && word.Lemma != "time" && v.refersToSource(subject, d)
		if upos := v.doc.Tokens[subject].UPOS; !undergoes && (upos == "PROPN" || upos == "NOUN") {
			c.subject = page.Run{First: v.Left(subject), Last: subject + 1}
		}
		if !auxiliary && word.UPOS == "VERB" {
			c.wish = word.XPOS == "VB" || word.XPOS == "VBP" && v.doc.Tokens[subject].UPOS != "PRON" && !main.Has(lexicon.State)
		}
		c.answerable = v.accountable(root, run) && v.doc.Tokens[subject].UPOS != "PRON" && !c.negative && !v.negativePhrase(subject)
	}
	c.imperative = subject < 0 && word.XPOS == "VB" && !c.infinitive && !c.deontic && modal < 0 && root == first
	c.untrue = v.untrueAt(root, run)
	c.accusing = c.accusing || v.words.Noun(word.Lemma).Has(lexicon.Wrong) && word.UPOS == "NOUN" && auxiliary && !c.negative
	c.feeling = main.Has(lexicon.Befalls)
	if subject >= 0 && v.negativePhrase(subject) {
		c.possible = false
	}
	if subject >= 0 || run.Len() <= 4 { // "the answer must be no", "no to the plan"; not "no, but it is near"
		c.yes, c.no = strings.EqualFold(v.doc.Form(root), "yes"), strings.EqualFold(v.doc.Form(root), "no")
	}
	return c
}

// look takes in what single words of the content say.
func (v *view) look(c *complement, d *relation) {
	sentence := v.Sentence(d.contents[0].First)
	for _, r := range d.contents {
		for t := r.First; t < r.Last; t++ {
			if lemma := v.doc.Tokens[t].Lemma; (v.words.Verb(lemma).Has(lexicon.Accuses) || v.words.Noun(lemma).Has(lexicon.Accuses) || accusing[lemma]) && v.Sentence(t) == sentence && !v.aside(t) {
				c.accusing = true
			}
			if v.words.Noun(v.doc.Tokens[t].Lemma).Has(lexicon.Wrong) {
				c.accusing = c.accusing || v.verb(d.head).Has(lexicon.Names)
			}
			c.noComment = c.noComment || t > r.First && v.doc.Tokens[t].Lemma == "comment" && strings.EqualFold(v.doc.Form(t-1), "no")
			c.blamed = c.blamed || answerable[v.Lower(t)]
		}
		for t := r.Last - 1; t >= r.First && t > r.Last-4; t-- {
			c.question = c.question || v.doc.Form(t) == "?"
		}
	}
	for t := d.cue.First; t < d.cue.Last; t++ { // "declined to comment on", "offered no opinion on" are all cue
		c.speaking = c.speaking || t > d.head && v.words.Verb(v.doc.Tokens[t].Lemma).Has(lexicon.Speaks)
		c.noComment = c.noComment || t > d.cue.First && v.words.Noun(v.doc.Tokens[t].Lemma).Has(lexicon.NoSaying) && strings.EqualFold(v.doc.Form(t-1), "no")
		c.blamed = c.blamed || answerable[v.Lower(t)]
	}
}

// aside reports whether a token heads a clause that only adds to the main one.
func (v *view) aside(t int) bool {
	switch v.doc.Tokens[t].DepRel {
	case "advcl", "acl", "acl:relcl":
		return true
	}
	return false
}

// modality takes in a modal of the main verb.
func (v *view) modality(c *complement, d *relation, modal, root int, run page.Run) {
	perfect, there := false, false
	for t := run.First; t < run.Last; t++ {
		if v.Head(t) == root {
			perfect = perfect || t > modal && t < root && v.doc.Tokens[t].Lemma == "have" && v.doc.Tokens[t].UPOS == "AUX"
			there = there || strings.EqualFold(v.doc.Form(t), "there")
		}
	}
	// Marks that hold the cue as well are those of an outer statement.
	marked := v.Quoted(modal) >= 0 && !(d.cue.Len() > 0 && v.Quoted(d.head) == v.Quoted(modal))
	switch v.Lower(modal) {
	case "shall":
		if subject := v.doc.Tokens[max(modal-1, run.First)].Lemma; subject == "I" || subject == "we" || subject == "i" { // "we shall see"
			c.future = true
		} else {
			c.deontic = true
		}
	case "must", "should", "ought":
		// "must have seen" and "there must be" conclude, and ask for nothing.
		c.deontic = !perfect && !there
	case "will", "'ll", "’ll", "wo":
		c.future = true
	case "would", "'d", "’d":
		// After words of saying in the past "would" is the past of "will"; in marks, with
		// "have", after words of saying in the present and where it tells what something
		// would be ("a court of arbitration") it supposes.
		c.future = !perfect && !marked && !v.saysNow(d) && !(c.copular && v.thing(root, run))
	case "can", "could", "ca":
		c.able = true
	}
	switch v.Lower(modal) {
	case "could", "may", "might":
		word := v.doc.Tokens[root]
		c.possible = !perfect && !(marked && strings.EqualFold(v.doc.Form(modal), "could")) && word.UPOS == "VERB" && !v.words.Verb(word.Lemma).Has(lexicon.State) && !v.child(root, run, func(t int) bool { return v.doc.Tokens[t].DepRel == "aux:pass" })
	}
	c.elliptic = (modal == root || v.doc.Tokens[root].UPOS == "AUX") && run.Last-modal <= 2
}

// thing reports whether a word is a noun with the article of something not met
// before: "a mistake".
func (v *view) thing(root int, run page.Run) bool {
	return v.doc.Tokens[root].UPOS == "NOUN" && v.child(root, run, func(t int) bool { return v.doc.Tokens[t].Lemma == "a" })
}

// questioning are words that begin a question within a sentence.
var questioning = setOf("whether how what who whom whose when where why")

// saysNow reports whether the cue is a verb in the present tense.
func (v *view) saysNow(d *relation) bool {
	return d.cue.Len() > 0 && v.present(d.head)
}

// present reports whether a token is a verb in the present tense.
func (v *view) present(t int) bool {
	tag := v.doc.Tokens[t].XPOS
	return tag == "VBZ" || tag == "VBP"
}

// past reports whether a token is an active verb in the past tense or the perfect: a
// participle is, with "have" before it, or with a subject and no auxiliary at all.
func (v *view) past(t int) bool {
	perfect, subject := false, false
	for k := v.Left(t); k < t; k++ {
		if v.Head(k) != t {
			continue
		}
		switch rel := v.doc.Tokens[k].DepRel; {
		case rel == "aux:pass" || rel == "aux" && v.doc.Tokens[k].Lemma != "have":
			return false
		case rel == "aux":
			perfect = true
		case strings.HasPrefix(rel, "nsubj"):
			subject = true
		}
	}
	xpos := v.doc.Tokens[t].XPOS
	return xpos == "VBD" || xpos == "VBN" && (perfect || subject)
}

var negation = map[string]bool{"not": true, "n't": true, "n’t": true, "never": true, "no": true, "neither": true}

// negativePhrase reports whether a noun has "no" before it, or is "nothing".
func (v *view) negativePhrase(noun int) bool {
	switch v.Lower(v.Left(noun)) {
	case "no", "nothing", "none", "neither":
		return true
	}
	return false
}

// toVerb reports whether an infinitive with "to" hangs on a word: "has to go".
func (v *view) toVerb(root int, run page.Run) bool {
	return v.child(root, run, func(t int) bool {
		return t > root && (v.doc.Tokens[t].DepRel == "xcomp" || v.doc.Tokens[t].DepRel == "ccomp") && strings.EqualFold(v.doc.Form(v.Left(t)), "to")
	})
}

// needed reports whether a noun says for what there is a need.
func (v *view) needed(noun int) bool {
	for t := noun + 1; t < v.Right(noun); t++ {
		if v.Head(t) == noun {
			switch v.Lower(v.Left(t)) {
			case "for", "to", "of":
				return true
			}
		}
	}
	return false
}

// hasVerb reports whether an infinitive hangs on a word.
func (v *view) hasVerb(root int, run page.Run) bool {
	return v.child(root, run, func(t int) bool {
		return t > root && v.doc.Tokens[t].XPOS == "VB" && (v.doc.Tokens[t].DepRel == "csubj" || v.doc.Tokens[t].DepRel == "acl" || v.doc.Tokens[t].DepRel == "advcl" || v.doc.Tokens[t].DepRel == "xcomp")
	})
}

// untrueAt reports whether a clause says that something is not so: "it is not true
// that", "the report was false", "there was no truth in".
func (v *view) untrueAt(root int, run page.Run) bool {
	negated := false
	for t := run.First; t < root; t++ {
		negated = negated || negation[v.Lower(t)]
	}
	switch v.doc.Tokens[root].Lemma {
	case "true", "case", "truth":
		return negated
	case "untrue", "false", "baseless", "groundless", "unfounded", "fabrication":
		return !negated
	}
	return false
}

// accountable reports whether a clause says of its subject that it is to blame, or
// in the wrong.
func (v *view) accountable(root int, run page.Run) bool {
	word := v.doc.Tokens[root]
	switch word.Lemma {
	case "wrong":
		return word.UPOS == "ADJ"
	case "be":
		return v.child(root, run, func(t int) bool { return v.doc.Tokens[t].DepRel == "xcomp" && v.doc.Tokens[t].Lemma == "blame" })
	case "blame":
		return word.XPOS == "VB"
	}
	return answerable[word.Lemma] && word.UPOS == "ADJ"
}

// leave reports whether a token is what is given when somebody gives in: leave, a
// promise, or "it".
func (v *view) leave(t int) bool {
	if lemma := v.doc.Tokens[t].Lemma; lemma != "it" && !v.words.Noun(lemma).Has(lexicon.Leave) {
		return false
	}
	return v.doc.Tokens[t].DepRel == "obj" || v.doc.Tokens[t].DepRel == "iobj"
}

// mainRun returns the piece of a content that holds its main verb: the one that
// hangs on the cue, else the one nearest to the root of its tree.
func (v *view) mainRun(d *relation) page.Run {
	best, depth := d.contents[0], -1
	for _, run := range d.contents {
		for t := run.First; t < run.Last; t++ {
			if v.complements(t, d.head) {
				return run
			}
		}
		if v.Sentence(run.First) != v.Sentence(d.contents[0].First) {
			break
		}
		if at := v.Depth(v.rootOf(run)); depth < 0 || at < depth {
			best, depth = run, at
		}
	}
	return best
}

// clauseOf returns the main verb of a content: the clause that hangs on the cue, if
// it holds one beside whom it is said to ("asked [the council to go]"), else its
// root.
func (v *view) clauseOf(run page.Run, head int) int {
	for t := run.First; t < run.Last; t++ {
		if v.complements(t, head) {
			return t
		}
	}
	return v.rootOf(run)
}

// complements reports whether a token heads the clause or the infinitive of a verb.
func (v *view) complements(t, verb int) bool {
	if v.Head(t) != verb {
		return false
	}
	rel := v.doc.Tokens[t].DepRel
	return rel == "xcomp" || rel == "ccomp" || rel == "advcl" && strings.EqualFold(v.doc.Form(v.Left(t)), "to")
}

// child reports whether a token of run that hangs on head passes a test.
func (v *view) child(head int, run page.Run, test func(int) bool) bool {
	for t := run.First; t < run.Last; t++ {
		if v.Head(t) == head && test(t) {
			return true
		}
	}
	return false
}

// rootOf returns the token of a run that is nearest to the root of its tree.
func (v *view) rootOf(run page.Run) int {
	best := run.First
	for t := run.First; t < run.Last && v.Sentence(t) == v.Sentence(run.First); t++ {
		if v.doc.Tokens[t].UPOS != "PUNCT" && (v.Depth(t) < v.Depth(best) || v.doc.Tokens[best].UPOS == "PUNCT") {
			best = t
		}
	}
	return best
}

var answerable = setOf("responsible answerable accountable liable guilty blame culpable")

// accusing are words beside verbs and nouns that accuse.
var accusing = setOf("hypocritical hypocritically one-sidedly shameful outrageous disgraceful irresponsible unjustified")
