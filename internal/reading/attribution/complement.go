package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// complement is what the words of a content say of the act.
type complement struct {
	subject     page.Run // who its main verb is about, where that is a name or a noun and does something
	first       string   // first word, in lower case
	infinitive  bool
	gerund      bool
	imperative  bool
	deontic     bool              // its main verb stands under must, should, need to …
	attending   bool              // its main verb is to attend, to take part …
	future      bool              // its main verb stands under will, would, going to …
	able        bool              // its main verb stands under can, could
	possible    bool              // its main verb, which tells of something that happens, stands under could, may, might
	feeling     bool              // its main verb is no act: to see, to need …
	copular     bool              // it says what its subject is
	ready       bool              // its subject is ready, willing or prepared to do something
	singular    bool              // its subject is I
	negative    bool              // its main verb is negated, or its object has "no"
	elliptic    bool              // nothing but a subject and an auxiliary: "that it would"
	own         bool              // its subject is the source or its side: "they", "it", the same noun
	firstPerson bool              // its subject is I or we
	speaking    bool              // its main verb is to comment, answer, talk …
	granting    bool              // its main verb is to accept, grant, allow …
	accusing    bool              // its words accuse
	untrue      bool              // it says that something is not so: "it is not true that"
	question    bool              // it ends with a question mark
	yes, no     bool              // its main word is that
	knowing     bool              // its main verb is to know, to be told, to hear
	seeing      bool              // its main verb is to see: "wants to see the road opened"
	another     bool              // somebody else is to do it: "wants the council to act"
	asked       bool              // it is a question within the sentence: "how many will come"
	noComment   bool              // "no comment", "no opinion"
	blamed      bool              // its words have one of blame: "holds them responsible"
	answerable  bool              // it says that somebody is to blame
	serving     bool              // its main verb helps, spares or stands by somebody
	harming     bool              // its main verb harms somebody
	conditional bool              // it hangs on a condition: "if", "unless"
	suffered    bool              // somebody is to suffer: a passive that names nobody who does it
	letting     bool              // its main verb is to allow or let
	joining     bool              // its main verb, or the one that its subject is ready for, is to talk, meet, work together
	essential   bool              // it says that it is essential that another does something
	disowned    bool              // its subject is not doing something, or has no plan to
	judgement   lexicon.Judgement // what its words say of whom or what it is about
	wish        bool              // the bare verb of a subject: "that each side withdraw"
}

// complement reads the content of a draft.
func (v *view) complement(d *relation) complement {
	var c complement
	m := mainClause{view: v, complement: &c, d: d, subject: -1, modal: -1}
	m.run, m.root = v.mainOf(d)
	m.start = m.run.First
	for m.start < m.run.Last && v.doc.Tokens[m.start].UPOS == "PUNCT" {
		m.start++
	}
	if m.start == m.run.Last {
		return c
	}
	m.word = &v.doc.Tokens[m.root]
	m.main = v.words.Verb(m.word.Lemma)
	m.opening()
	v.look(&c, d)
	m.mainVerb()
	m.arguments()
	if m.modal >= 0 {
		v.modality(&c, d, m.modal, m.root, m.run)
	}
	m.duty()
	m.aboutSubject()
	m.wording()
	return c
}

// mainClause is the main clause of a content while it is read.
type mainClause struct {
	*view
	*complement
	d         *relation
	run       page.Run
	start     int // its first word
	root      int
	word      *lang.Token   // at the root
	main      *lexicon.Word // the same as a verb
	subject   int           // -1 without one
	modal     int           // -1 without one
	auxiliary bool
	object    bool
	undergoes bool // its subject is that of a passive
}

// has reports whether a token that hangs on the root passes a test.
func (m *mainClause) has(test func(t *lang.Token) bool) bool {
	return m.child(m.root, m.run, func(t int) bool { return test(&m.doc.Tokens[t]) })
}

// opening takes in the first word.
func (m *mainClause) opening() {
	word := &m.doc.Tokens[m.start]
	m.first = m.Lower(m.start)
	m.infinitive = m.first == "to" && word.UPOS == "PART"
	m.gerund = word.XPOS == "VBG"
	m.asked = questioning[m.doc.Form(m.start)]
}

// mainVerb takes in what the main verb is.
func (m *mainClause) mainVerb() {
	m.speaking = m.speaking || m.main.Has(lexicon.Speaks) && m.word.UPOS == "VERB"
	m.serving, m.harming = m.main.Has(lexicon.Serves), m.main.Has(lexicon.Harms)
	m.letting = m.word.Lemma == "allow" || m.word.Lemma == "let" || m.word.Lemma == "permit"
	m.speaking = m.speaking || m.child(m.root, m.run, func(t int) bool { // "will not give details"
		return m.doc.Tokens[t].DepRel == "obj" && m.words.Noun(m.doc.Tokens[t].Lemma).Has(lexicon.NoSaying)
	})
	m.granting = m.main.Has(lexicon.Grants) || m.word.Lemma == "give" && m.child(m.root, m.run, m.leave)
	m.attending = m.main.Has(lexicon.Attends) ||
		m.word.Lemma == "take" && m.has(func(t *lang.Token) bool { return t.Lemma == "part" })
	m.seeing = m.word.Lemma == "see"
	m.feeling = m.main.Has(lexicon.Befalls)
	m.copular = m.has(func(t *lang.Token) bool { return t.DepRel == "cop" })
	if rel := m.word.DepRel; rel == "xcomp" || rel == "advcl" {
		m.infinitive = m.infinitive || m.child(m.root, m.run, func(t int) bool { return m.Lower(t) == "to" })
	}
}

// arguments takes in what hangs on the main verb.
func (m *mainClause) arguments() {
	for t := m.run.First; t < m.run.Last; t++ {
		if m.Head(t) != m.root {
			continue
		}
		switch rel := m.doc.Tokens[t].DepRel; {
		case strings.HasPrefix(rel, "nsubj"), rel == "expl":
			m.subject, m.undergoes = t, rel == "nsubj:pass"
		case rel == "obj":
			m.object = true
			m.negative = m.negative || m.negativePhrase(t)
		case rel == "advmod" && negation[m.Lower(t)]:
			m.negative = true
		case rel == "aux" || rel == "aux:pass" || rel == "cop":
			m.auxiliary = true
			if rel != "cop" && m.doc.Tokens[t].XPOS == "MD" {
				m.modal = t
			}
		}
	}
	if m.word.XPOS == "MD" { // "that it would": the auxiliary is all there is
		m.modal = m.root
	}
	m.suffered = m.undergoes && !m.hasAgent()
	m.conditional = m.child(m.root, m.run, func(t int) bool {
		first := m.Lower(m.Left(t))
		return m.doc.Tokens[t].DepRel == "advcl" && (first == "if" || first == "unless" || first == "until")
	})
	m.knowing = (m.main.Has(lexicon.Learns) || m.word.Lemma == "tell" && m.auxiliary) && !m.object
	m.another = m.infinitive && m.run.First < m.root && m.start < m.Left(m.root) && m.first != "to" && !negation[m.first]
}

// duties are the words by which a clause tells what is to be done.
var duties = []struct {
	name   string
	lemmas map[string]bool
	holds  func(m *mainClause) bool
}{
	// "We had to wait" tells of the past, "he said they had to wait" of now.
	{"have-to", lexicon.SetOf("have"), func(m *mainClause) bool {
		return m.modal < 0 && m.toVerb(m.root, m.run) && !(m.word.XPOS == "VBD" && m.Quoted(m.root) >= 0)
	}},
	{"need-for", lexicon.SetOf("need necessity"), // "stressed the need for talks"
		func(m *mainClause) bool { return m.word.UPOS == "NOUN" && !m.auxiliary && m.needed(m.root) }},
	{"need-to", lexicon.SetOf("need necessity"), func(m *mainClause) bool { return m.modal < 0 && !m.negative && m.toVerb(m.root, m.run) }},
	{"time-to", lexicon.SetOf("time"), // "it is time to go"
		func(m *mainClause) bool { return m.auxiliary && m.hasVerb(m.root, m.run) }},
	{"time-has-come", lexicon.SetOf("come"), // "the time had come to go"
		func(m *mainClause) bool { return m.subject >= 0 && m.doc.Tokens[m.subject].Lemma == "time" }},
	{"bound-to", lexicon.SetOf("bound bind oblige require"),
		func(m *mainClause) bool { return (m.word.UPOS == "ADJ" || m.auxiliary) && m.toVerb(m.root, m.run) }},
}

// willing are words for who is about to do something.
var willing = lexicon.SetOf("ready willing prepared prepare determined")

// duty takes in what the main word says is to be done, or going to be.
func (m *mainClause) duty() {
	for _, duty := range duties {
		m.deontic = m.deontic || duty.lemmas[m.word.Lemma] && duty.holds(m)
	}
	m.ready = willing[m.word.Lemma] && (m.word.UPOS == "ADJ" || m.auxiliary) && m.toVerb(m.root, m.run)
	if m.ready {
		m.child(m.root, m.run, func(t int) bool {
			if rel := m.doc.Tokens[t].DepRel; rel != "xcomp" && rel != "ccomp" {
				return false
			}
			verb := m.words.Verb(m.doc.Tokens[t].Lemma)
			m.joining, m.harming, m.serving = verb.Has(lexicon.Joins), verb.Has(lexicon.Harms), verb.Has(lexicon.Serves)
			return true
		})
	}
	m.essential = m.vital()
	m.disowned = m.negative && m.disowns()
	m.future = m.future || m.word.Lemma == "go" && m.word.XPOS == "VBG" && m.toVerb(m.root, m.run) || m.coming()
}

// vital reports whether a clause says that something has to be done, by whom it names: "it is
// essential that the pass stays open", "it is important for both sides to wait".
func (m *mainClause) vital() bool {
	if !essentials[m.word.Lemma] || m.negative || m.modal >= 0 || m.subject >= 0 && m.Lower(m.subject) != "it" {
		return false
	}
	return m.child(m.root, m.run, func(t int) bool {
		if rel := m.doc.Tokens[t].DepRel; rel != "ccomp" && rel != "csubj" && rel != "xcomp" && rel != "advcl" && rel != "csubj:outer" {
			return false
		}
		first := m.Lower(m.Left(t))
		return t > m.root && (first == "that" || first == "for")
	})
}

// essentials are words for what has to be.
var essentials = lexicon.SetOf("essential important necessary vital crucial imperative indispensable")

// disowns reports whether a clause says of its subject that it is not doing something or has
// no plan to: "we are not seeking the pass", "he had no intention of going".
func (m *mainClause) disowns() bool {
	if m.modal >= 0 {
		return false
	}
	switch {
	case m.word.XPOS == "VBG":
		cue := m.words.Cue(m.word.Lemma)
		thinks := cue.Attitude() && cue.Kind == verbale.Say // "I was not thinking of it" denies nothing
		return m.word.Lemma != "go" && !thinks && m.has(func(t *lang.Token) bool { return t.Lemma == "be" && t.UPOS == "AUX" })
	case m.word.Lemma == "interested":
		return true
	case m.word.Lemma == "have":
		return m.has(func(t *lang.Token) bool { return t.DepRel == "obj" && m.words.Noun(t.Lemma).Kind == verbale.Intend })
	}
	return false
}

// coming are words for what is about to be: "is due to sail", "was expected to close".
var coming = lexicon.SetOf("due set likely unlikely expected scheduled certain sure poised about")

// coming reports whether a clause tells what is to come without "will": "the mayor is to
// meet the pilots", "the boat is due to sail".
func (m *mainClause) coming() bool {
	if coming[m.Lower(m.root)] && !m.negative && (m.auxiliary && m.toVerb(m.root, m.run) || m.word.UPOS == "ADJ" && m.hasVerb(m.root, m.run)) {
		return true
	}
	if m.word.XPOS != "VB" || m.subject < 0 || m.modal >= 0 || !m.has(func(t *lang.Token) bool { return t.Lemma == "be" }) ||
		!m.has(func(t *lang.Token) bool { return t.XPOS == "TO" }) {
		return false
	}
	// "The aim is to meet": what is done is no subject of doing.
	subject := &m.doc.Tokens[m.subject]
	return subject.UPOS == "PROPN" || subject.UPOS == "PRON" || m.words.NounForm(m.Lower(m.subject)).Has(lexicon.Person|lexicon.Human|lexicon.Body|lexicon.Group|lexicon.Source|lexicon.Officer)
}

// aboutSubject takes in what the subject is.
func (m *mainClause) aboutSubject() {
	if m.subject < 0 {
		return
	}
	subject := &m.doc.Tokens[m.subject]
	switch subject.Lemma {
	case "I", "we", "i":
		m.firstPerson = true
		m.singular = subject.Lemma != "we"
	case "one": // "one should wait" demands of nobody
		m.deontic = false
	}
	m.own = (!m.undergoes || m.ready) && m.word.Lemma != "time" && m.refersToSource(m.subject, m.d)
	if (!m.undergoes || m.ready) && (subject.UPOS == "PROPN" || subject.UPOS == "NOUN") {
		m.complement.subject = page.Run{First: m.Left(m.subject), Last: m.subject + 1}
	}
	if m.undergoes && m.modal < 0 && m.word.XPOS == "VBN" && m.has(func(t *lang.Token) bool { return t.DepRel == "aux:pass" && t.XPOS == "VB" }) {
		m.wish = true // "that the guard be disarmed"
	}
	if !m.auxiliary && m.word.UPOS == "VERB" {
		m.wish = m.word.XPOS == "VB" || m.word.XPOS == "VBP" && subject.UPOS != "PRON" && !m.main.Has(lexicon.State)
	}
	none := m.negativePhrase(m.subject)
	m.answerable = m.accountable(m.root, m.run) && subject.UPOS != "PRON" && !m.negative && !none
	m.possible = m.possible && !none
}

// wording takes in what the main word says of the act by itself.
func (m *mainClause) wording() {
	m.imperative = m.subject < 0 && m.word.XPOS == "VB" && !m.infinitive && !m.deontic && m.modal < 0 && m.commanding()
	m.untrue = m.untrueAt(m.root, m.run)
	if m.judgement = m.named(m.d); m.complement.judgement == lexicon.NoJudgement {
		m.judgement = m.judged()
	}
	m.accusing = m.accusing || m.accused() || m.words.Noun(m.word.Lemma).Has(lexicon.Wrong) && m.word.UPOS == "NOUN" && m.auxiliary && !m.negative
	if m.subject >= 0 || m.run.Len() <= 4 { // "the answer must be no", "no to the plan"; not "no, but it is near"
		m.yes, m.no = m.Lower(m.root) == "yes", m.Lower(m.root) == "no"
	}
}

// commanding reports whether nothing stands before a bare verb but what a command has there:
// "please", "do not", "never", "and".
func (m *mainClause) commanding() bool {
	for t := m.start; t < m.root; t++ {
		switch m.Lower(t) {
		case "please", "do", "not", "n't", "n’t", "never", "and", "but", "now", "so", ",":
		default:
			return false
		}
	}
	return true
}

// look takes in what single words of the content say.
func (v *view) look(c *complement, d *relation) {
	for _, r := range d.contents {
		for t := r.First; t < r.Last; t++ {
			if v.words.Noun(v.doc.Tokens[t].Lemma).Has(lexicon.Wrong) {
				c.accusing = c.accusing || d.cue.Len() > 0 && v.verb(d.head).Has(lexicon.Names)
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

// modalCase is what a modal of the main verb tells of what is said.
type modalCase struct {
	name  string
	forms map[string]bool
	take  func(v *view, c *complement, m *modalUse)
}

// modalUse is a modal as it stands.
type modalUse struct {
	token, root int      // the modal, and the main verb
	run         page.Run // the piece of the content with the two
	d           *relation
	perfect     bool // "have" follows
	there       bool // "there" is the subject
	marked      bool // it stands in marks that are not around the cue too: those would be an outer statement's
}

// The forms by which each case is known; a form may stand in several.
var (
	formsOfShall = lexicon.SetOf("shall")
	formsOfMust  = lexicon.SetOf("must should ought")
	formsOfWill  = lexicon.SetOf("will 'll ’ll wo")
	formsOfWould = lexicon.SetOf("would 'd ’d")
	formsOfCan   = lexicon.SetOf("can could ca")
	formsOfMay   = lexicon.SetOf("could may might")
)

// modalCases are tried in order.
var modalCases = []modalCase{
	{"shall", formsOfShall, func(v *view, c *complement, m *modalUse) {
		switch v.doc.Tokens[max(m.token-1, m.run.First)].Lemma {
		case "I", "we", "i": // "we shall see"
			c.future = true
		default:
			c.deontic = true
		}
	}},
	// "must have seen" and "there must be" conclude, and ask for nothing.
	{"must", formsOfMust, func(_ *view, c *complement, m *modalUse) { c.deontic = !m.perfect && !m.there }},
	{"will", formsOfWill, func(_ *view, c *complement, _ *modalUse) { c.future = true }},
	// After words of saying in the past "would" is the past of "will"; in marks, with
	// "have", after words of saying in the present and where it tells what something
	// would be ("a court of arbitration") it supposes.
	{"would", formsOfWould, func(v *view, c *complement, m *modalUse) {
		c.future = !m.perfect && !m.marked && !v.saysNow(m.d) && !(c.copular && v.thing(m.root, m.run))
	}},
	{"can", formsOfCan, func(_ *view, c *complement, _ *modalUse) { c.able = true }},
	{"may", formsOfMay, func(v *view, c *complement, m *modalUse) {
		word := v.doc.Tokens[m.root]
		c.possible = !m.perfect && !(m.marked && v.Lower(m.token) == "could") && word.UPOS == "VERB" &&
			!v.words.Verb(word.Lemma).Has(lexicon.State) &&
			!v.child(m.root, m.run, func(t int) bool { return v.doc.Tokens[t].DepRel == "aux:pass" })
	}},
}

// modality takes in a modal of the main verb.
func (v *view) modality(c *complement, d *relation, modal, root int, run page.Run) {
	m := modalUse{token: modal, root: root, run: run, d: d}
	for t := run.First; t < run.Last; t++ {
		if v.Head(t) == root {
			m.perfect = m.perfect || t > modal && t < root && v.doc.Tokens[t].Lemma == "have" && v.doc.Tokens[t].UPOS == "AUX"
			m.there = m.there || strings.EqualFold(v.doc.Form(t), "there")
		}
	}
	m.marked = v.Quoted(modal) >= 0 && !(d.cue.Len() > 0 && v.Quoted(d.head) == v.Quoted(modal))
	for _, of := range modalCases {
		if of.forms[v.Lower(modal)] {
			of.take(v, c, &m)
		}
	}
	c.elliptic = (modal == root || v.doc.Tokens[root].UPOS == "AUX") && run.Last-modal <= 2
}

// thing reports whether a word is a noun with the article of something not met
// before: "a mistake".
func (v *view) thing(root int, run page.Run) bool {
	return v.doc.Tokens[root].UPOS == "NOUN" && v.child(root, run, func(t int) bool { return v.doc.Tokens[t].Lemma == "a" })
}

// questioning are words that begin a question within a sentence.
var questioning = lexicon.SetOf("whether how what who whom whose when where why")

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
		tag := v.doc.Tokens[t].XPOS
		return t > root && (tag == "VB" || tag == "VBN" && v.doc.Tokens[max(t-1, 0)].Lemma == "be") && (v.doc.Tokens[t].DepRel == "csubj" || v.doc.Tokens[t].DepRel == "acl" || v.doc.Tokens[t].DepRel == "advcl" || v.doc.Tokens[t].DepRel == "xcomp")
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
	first := v.Left(t)
	return rel == "xcomp" || rel == "ccomp" || rel == "advcl" &&
		(strings.EqualFold(v.doc.Form(first), "to") || strings.EqualFold(v.doc.Form(first), "not") && v.doc.Tokens[t].XPOS == "VB")
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

var answerable = lexicon.SetOf("responsible answerable accountable liable guilty blame culpable")
