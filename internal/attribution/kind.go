package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// act is what a cue and its complement say of the act.
type act struct {
	kind       verbale.Kind
	plover     *verbale.PLOVERCode
	cameo      *string
	factuality verbale.Factuality
	attitude   bool // no act of saying is told
	repeats    bool
}

// actOf reads the act off a draft: the cue by its lemma, with what negates or
// weakens it, then the complement. docs/kinds.md has the test for each kind.
func (v *view) actOf(d *draft) act {
	a := act{kind: verbale.Say, factuality: verbale.Asserted}
	if d.cue.Len() == 0 {
		a.plover, a.cameo = codesOf(a.kind, "", false)
		return a
	}
	head := v.cueWord(d)
	e, known := v.entryAt(d, head)
	a.kind, a.attitude, a.repeats = e.kind, e.attitude, e.repeats
	if !known {
		a.kind = verbale.Say
	}
	if v.againNear(d, head) {
		a.repeats = true
	}
	negated := v.negated(d, head)
	a.factuality = v.factualityOf(d, head, negated)
	a.kind = v.refine(d, head, a.kind)
	if a.factuality == verbale.Negated {
		if kind, ok := v.turned(d, head, a.kind); ok {
			a.kind, a.factuality = kind, verbale.Asserted
		}
	}
	_, lemma, _ := v.lookUp(head)
	a.plover, a.cameo = codesOf(a.kind, lemma, v.complement(d).infinitive)
	return a
}

// cueWord returns the token of the cue that names the act: its head, or another
// word of the cue where the head is a light verb ("gave a warning") and that
// other is in the lexicon.
func (v *view) cueWord(d *draft) int {
	if e, lemma, ok := v.lookUp(d.head); ok && (e.kind != verbale.Say || !lightVerbs[lemma]) {
		return d.head
	}
	for i := d.cue.Start; i < d.cue.End; i++ {
		if _, ok := v.entry(i); ok && v.doc.Tokens[i].UPOS != "ADP" && v.doc.Tokens[i].UPOS != "AUX" {
			return i
		}
	}
	return d.head
}

var lightVerbs = map[string]bool{"make": true, "give": true, "have": true, "take": true, "issue": true, "be": true,
	"express": true, "voice": true, "continue": true, "seem": true, "go": true, "send": true, "deliver": true, "find": true, "show": true}

// entryAt looks up the lemma of a cue, first with the particle or preposition
// that makes another verb of it.
func (v *view) entryAt(d *draft, head int) (entry, bool) {
	e, lemma, ok := v.lookUp(head)
	if head+1 < len(v.doc.Tokens) {
		next := strings.ToLower(v.doc.Form(head + 1))
		if e, ok := lexicon[lemma+" "+next]; ok {
			return e, true
		}
	}
	if lemma == "call" && head+1 < len(v.doc.Tokens) { // "called it a mistake", "called the talks useful"
		return entry{kind: verbale.Say}, true
	}
	return e, ok
}

// againNear reports whether words beside the cue say that it is not the first
// time: "once again", "continues to".
func (v *view) againNear(d *draft, head int) bool {
	for i := max(d.cue.Start-3, 0); i < min(d.cue.End+3, len(v.doc.Tokens)); i++ {
		if v.sentence[i] != v.sentence[head] || d.holds(i) {
			continue
		}
		switch strings.ToLower(v.doc.Form(i)) {
		case "again", "repeatedly", "reiterated", "still":
			return true
		case "continues", "continued", "continue":
			if i != head && i < head {
				return true
			}
		}
	}
	return false
}

// negated reports whether a word that hangs on the cue, or stands in it, denies it.
func (v *view) negated(d *draft, head int) bool {
	from := min(d.cue.Start, head)
	for i := max(from-3, 0); i < max(d.cue.End, head+1); i++ {
		if v.sentence[i] != v.sentence[head] || i < d.cue.Start && v.head[i] != head {
			continue
		}
		switch strings.ToLower(v.doc.Form(i)) {
		case "not", "n't", "n’t", "never", "nobody", "without":
			return true
		}
	}
	for _, s := range d.sources {
		switch strings.ToLower(v.doc.Form(s.Start)) {
		case "no", "nobody", "neither", "none":
			return true
		}
	}
	return false
}

// factualityOf tells whether the saying took place, by the auxiliaries of the
// cue, the clause it stands in and the mark at the end of its sentence.
func (v *view) factualityOf(d *draft, head int, negated bool) verbale.Factuality {
	sentence := v.doc.Sentences[v.sentence[head]]
	if v.doc.Form(sentence.Last-1) == "?" && !v.quotedToken(head) && !d.holds(sentence.Last-1) {
		return verbale.Asked
	}
	if negated {
		return verbale.Negated
	}
	for i := max(d.cue.Start-4, sentence.First); i < d.cue.End; i++ {
		if i < d.cue.Start && v.head[i] != head {
			continue
		}
		switch strings.ToLower(v.doc.Form(i)) {
		case "would", "could", "may", "might", "should", "can":
			return verbale.Possible
		}
	}
	for at, steps := head, 0; at >= 0 && steps < 4; at, steps = v.head[at], steps+1 {
		if rel := v.doc.Tokens[at].DepRel; rel == "advcl" {
			switch strings.ToLower(v.doc.Form(v.left[at])) {
			case "if", "unless", "whether":
				return verbale.Possible
			}
		}
	}
	return verbale.Asserted
}

func (v *view) quotedToken(i int) bool { return v.quote[i] >= 0 }

// turned gives the kind that the negation of an attitude or an acceptance is:
// "does not recognise" rejects. Where the saying itself did not take place, it
// reports false.
func (v *view) turned(d *draft, head int, kind verbale.Kind) (verbale.Kind, bool) {
	_, lemma, _ := v.lookUp(head)
	switch lemma {
	case "recognize", "recognise", "accept", "support", "approve", "agree", "endorse", "back", "want", "favor", "favour":
		return verbale.Reject, true
	case "comment", "answer", "respond", "reply", "elaborate":
		return verbale.Decline, true
	case "believe", "think", "see", "consider", "regard", "expect", "plan", "intend", "know", "rule out", "doubt":
		return kind, true
	}
	return kind, false
}

// refine looks at the complement.
func (v *view) refine(d *draft, head int, kind verbale.Kind) verbale.Kind {
	e, lemma, _ := v.lookUp(head)
	c := v.complement(d)
	switch lemma {
	case "refuse", "decline":
		if c.speaking {
			return verbale.Decline
		}
		return verbale.Reject
	case "ask":
		if c.infinitive || c.first == "for" || c.first == "that" {
			return verbale.Demand
		}
		return verbale.Ask
	case "insist":
		if c.deontic || c.first == "on" {
			return verbale.Demand
		}
		return verbale.Say
	case "suggest":
		if c.deontic || c.gerund || c.infinitive {
			return verbale.Propose
		}
		return verbale.Say
	case "agree":
		return verbale.Agree
	case "want", "wish":
		if c.infinitive && c.first == "to" {
			return verbale.Intend
		}
		return verbale.Demand
	case "seek":
		if c.infinitive {
			return verbale.Intend
		}
		return verbale.Demand
	case "warn":
		if c.future && c.own {
			return verbale.Threaten
		}
		return verbale.Warn
	case "assure", "swear", "guarantee":
		if c.future {
			return verbale.Promise
		}
		return kind
	case "question":
		return verbale.Ask
	}
	if kind != verbale.Say {
		return kind
	}
	switch {
	case e.attitude:
		return kind
	case c.imperative, c.deontic && !c.firstPerson:
		return verbale.Demand
	case c.future && (c.own || c.firstPerson):
		return verbale.Intend
	case c.future:
		return verbale.Predict
	case c.accusing && !c.own && !c.firstPerson:
		return verbale.Accuse
	case c.question:
		return verbale.Ask
	}
	return kind
}

// complement is what the words of a content say of the act.
type complement struct {
	first       string // first word, in lower case
	infinitive  bool
	gerund      bool
	imperative  bool
	deontic     bool // its main verb stands under must, should, need to …
	future      bool // its main verb stands under will, would, going to …
	own         bool // its subject is the source or its side: "they", "it", the same noun
	firstPerson bool // its subject is I or we
	speaking    bool // its main verb is to comment, answer, talk …
	accusing    bool // its words accuse
	question    bool // it ends with a question mark
}

func (v *view) complement(d *draft) complement {
	var c complement
	run := d.contents[0]
	first := run.Start
	for first < run.End && v.doc.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	if first == run.End {
		return c
	}
	c.first = strings.ToLower(v.doc.Form(first))
	c.infinitive = c.first == "to" && v.doc.Tokens[first].UPOS == "PART"
	c.gerund = v.doc.Tokens[first].XPOS == "VBG"
	for _, r := range d.contents {
		for t := r.Start; t < r.End; t++ {
			if accusing[v.doc.Tokens[t].Lemma] {
				c.accusing = true
			}
		}
		for t := r.End - 1; t >= r.Start && t > r.End-4; t-- {
			c.question = c.question || v.doc.Form(t) == "?"
		}
	}
	root := v.clauseOf(run, d.head)
	word := v.doc.Tokens[root]
	c.speaking = speakingOut[word.Lemma]
	for t := d.cue.Start; t < d.cue.End; t++ { // "declined to comment on" is all cue
		c.speaking = c.speaking || t > d.head && speakingOut[v.doc.Tokens[t].Lemma]
	}
	c.infinitive = c.infinitive || word.DepRel == "xcomp" && v.child(root, run, func(t int) bool { return strings.EqualFold(v.doc.Form(t), "to") })
	subject, auxiliary := -1, false
	for t := run.Start; t < run.End; t++ {
		if v.head[t] != root {
			continue
		}
		switch rel := v.doc.Tokens[t].DepRel; {
		case strings.HasPrefix(rel, "nsubj"):
			subject = t
		case rel == "aux":
			auxiliary = true
			switch strings.ToLower(v.doc.Form(t)) {
			case "must", "should", "ought", "shall":
				c.deontic = true
			case "will", "would", "'ll", "’ll", "wo":
				c.future = true
			}
		}
	}
	switch word.Lemma {
	case "need", "have":
		c.deontic = c.deontic || v.child(root, run, func(t int) bool {
			return v.doc.Tokens[t].DepRel == "xcomp" && v.doc.Tokens[t].XPOS == "VB"
		})
	case "go":
		c.future = c.future || v.child(root, run, func(t int) bool { return v.doc.Tokens[t].DepRel == "xcomp" && v.doc.Tokens[t].XPOS == "VB" })
	}
	if subject >= 0 {
		switch v.doc.Tokens[subject].Lemma {
		case "I", "we", "i":
			c.firstPerson = true
		}
		c.own = v.refersToSource(subject, d)
	}
	// "insists that each side withdraw": a bare verb with a subject is a wish.
	if subject >= 0 && !auxiliary {
		singular := v.doc.Tokens[subject].XPOS == "NN" || v.doc.Tokens[subject].XPOS == "NNP"
		c.deontic = c.deontic || word.XPOS == "VB" || word.XPOS == "VBP" && singular
	}
	c.imperative = subject < 0 && word.XPOS == "VB" && !c.infinitive && !c.deontic && root == first
	return c
}

// clauseOf returns the main verb of a content: the clause that hangs on the cue, if
// it holds one beside whom it is said to ("asked [the council to go]"), else its
// root.
func (v *view) clauseOf(run lang.Span, head int) int {
	for t := run.Start; t < run.End; t++ {
		if rel := v.doc.Tokens[t].DepRel; v.head[t] == head && (rel == "xcomp" || rel == "ccomp") {
			return t
		}
	}
	return v.rootOf(run)
}

// child reports whether a token of run that hangs on head passes a test.
func (v *view) child(head int, run lang.Span, test func(int) bool) bool {
	for t := run.Start; t < run.End; t++ {
		if v.head[t] == head && test(t) {
			return true
		}
	}
	return false
}

// rootOf returns the token of a run that is nearest to the root of its tree.
func (v *view) rootOf(run lang.Span) int {
	best := run.Start
	for t := run.Start; t < run.End && v.sentence[t] == v.sentence[run.Start]; t++ {
		if v.doc.Tokens[t].UPOS != "PUNCT" && (v.depth[t] < v.depth[best] || v.doc.Tokens[best].UPOS == "PUNCT") {
			best = t
		}
	}
	return best
}

// refersToSource reports whether a subject can be the source again: a pronoun
// of the third person under an indirect cue, or a word of the source.
func (v *view) refersToSource(subject int, d *draft) bool {
	switch strings.ToLower(v.doc.Form(subject)) {
	case "he", "she", "they", "it":
		return v.quote[subject] < 0
	}
	for _, s := range d.sources {
		for t := s.Start; t < s.End; t++ {
			if v.doc.Tokens[t].UPOS == "PROPN" && v.lemma[t] == v.lemma[subject] {
				return true
			}
		}
	}
	return false
}

var speakingOut = map[string]bool{"comment": true, "say": true, "answer": true, "speak": true, "talk": true, "discuss": true,
	"respond": true, "reply": true, "elaborate": true, "specify": true, "disclose": true, "confirm": true, "identify": true,
	"name": true, "speculate": true, "detail": true, "provide": true, "reveal": true, "comments": true, "interview": true}

var accusing = map[string]bool{"violate": true, "undermine": true, "provoke": true, "sabotage": true, "lie": true, "betray": true,
	"invade": true, "hypocritical": true, "hypocritically": true, "hypocrisy": true, "aggression": true, "provocation": true, "blackmail": true,
	"deceive": true, "one-sidedly": true, "disregard": true, "interfere": true, "destabilize": true, "destabilise": true}
