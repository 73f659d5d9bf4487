package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// The rules of this file take back what was found though it tells of nobody's words: what
// is only spoken of, what somebody is only asked for, and what was not said.

// noSaying is a kind of what looks like a statement and is none.
type noSaying struct {
	name  string // as counts have it
	holds func(f *finder, d *relation) bool
}

// noSayings are all kinds; one that holds is enough.
var noSayings = []noSaying{
	{"supporter", (*finder).isSupporter},        // "Lenzia, supported by the guild, …"
	{"topic", (*finder).isTopic},                // "commented on the note"
	{"paper", (*finder).isPaper},                // "its written answer to the note"
	{"unanswered", (*finder).isUnanswered},      // "has had no answer to its note"
	{"asked to comment", (*finder).isAskedOnly}, // "asked to comment, she said …"
	{"wanted", (*finder).isWanted},              // "asked about the guild's refusal to pay"
	{"hearer", (*finder).isHearer},              // "The guild warned the islands."
	{"said before", (*finder).isSaidBefore},     // "repeated that position"
	{"deed", (*finder).isDeed},                  // "West forgets its pledge"
	{"undergone", (*finder).isUndergone},        // "it was agreed upon with the guild"
	{"no agreement", (*finder).isNoAgreement},   // "failed to agree on a day"
	{"own attitude", (*finder).isOwnAttitude},   // "Dole said she hoped to sail"
}

// unsay takes back the drafts from one on that tell of nobody's words.
func (f *finder) unsay(from int) {
	for i := from; i < len(f.drafts); i++ {
		d := &f.drafts[i]
		if len(d.contents) == 0 || d.cue.Len() == 0 || d.rule == ruleColon || d.rule == ruleSigned || d.rule == ruleHeadline {
			continue
		}
		for _, kind := range noSayings {
			if !kind.holds(f, d) {
				continue
			}
			f.count(kind.name, d)
			if i < len(f.drafts) && f.headed[d.head] == i {
				f.headed[d.head] = -1
			}
			for _, run := range d.contents {
				for t := run.First; t < run.Last; t++ {
					if f.owner[t] == i {
						f.release(t)
					}
				}
			}
			d.contents = nil
			break
		}
	}
}

// count notes that a rule fired, for those who count.
func (f *finder) count(rule string, d *relation) {
	if f.fired != nil {
		f.fired(rule, d)
	}
}

// inMarks reports whether any of a draft's words are quoted apart from its cue.
func (f *finder) inMarks(d *relation) bool {
	for _, run := range d.contents {
		for t := run.First; t < run.Last; t++ {
			if q := f.Quoted(t); q >= 0 && q != f.Quoted(d.head) {
				return true
			}
		}
	}
	return false
}

// isTopic reports whether a verb only names what was spoken of: "commented on the note",
// "talked about the ferries".
func (f *finder) isTopic(d *relation) bool {
	if f.doc.Tokens[d.head].UPOS != "VERB" || !f.verb(d.head).Has(lexicon.Topic) || f.inMarks(d) || len(d.contents) != 1 {
		return false
	}
	for t := d.cue.First; t < d.head; t++ {
		if negation[f.Lower(t)] || f.verb(t).Sense == lexicon.Refusal { // who has not commented declines
			return false
		}
	}
	return f.nominalContent(d.contents[0])
}

// nominalContent reports whether a content is a phrase, and no clause or infinitive.
func (f *finder) nominalContent(run page.Run) bool {
	if f.clauseWord(run.First) || f.Lower(run.First) == "to" {
		return false
	}
	root := f.rootOf(run)
	switch f.doc.Tokens[root].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM":
		return !f.child(root, run, func(t int) bool {
			rel := f.doc.Tokens[t].DepRel
			return strings.HasPrefix(rel, "nsubj") || rel == "cop"
		})
	}
	return false
}

// isPaper reports whether the cue is the noun of a paper with nothing of what the paper
// says: "its written answer to the note", "published drafts of a treaty".
func (f *finder) isPaper(d *relation) bool {
	noun := -1
	for t := d.cue.First; t < d.cue.Last; t++ {
		switch {
		case f.doc.Tokens[t].UPOS == "NOUN" || f.doc.Tokens[t].UPOS == "PROPN":
			noun = t
		case page.IsSpeech(f.Lower(t)) && f.finiteVerb(t): // "said in a letter about the map"
			return false
		}
	}
	if noun < 0 || len(d.contents) != 1 || f.inMarks(d) || d.contents[0].First < noun {
		return false
	}
	lemma := f.lemmaOf(noun)
	switch f.Lower(d.contents[0].First - 1) {
	case "to":
		return replies[lemma] && f.nominalContent(d.contents[0])
	case "of":
		return drafts[lemma] && f.nominalContent(d.contents[0])
	}
	if matters[f.Lower(d.contents[0].First-1)] {
		return (f.words.Noun(lemma).Has(lexicon.Paper) || replies[lemma]) && f.nominalContent(d.contents[0])
	}
	return false
}

// isUnanswered reports whether the source only has, gets or awaits what another says back:
// "has had no answer to its note".
func (f *finder) isUnanswered(d *relation) bool {
	gets, reply := false, false
	for t := d.cue.First; t < d.cue.Last; t++ {
		lemma := f.lemmaOf(t)
		gets = gets || getting[lemma] && f.doc.Tokens[t].UPOS == "VERB"
		reply = reply || gets && replies[lemma] && f.doc.Tokens[t].UPOS == "NOUN"
	}
	return reply && !f.inMarks(d)
}

// getting are verbs of having and getting.
var getting = lexicon.SetOf("have get receive await seek")

// matters are prepositions before what a question, a wish or a paper is about.
var matters = lexicon.SetOf("about regarding concerning on over of for")

// replies are nouns of what is said back, of which a noun after "to" tells what to.
var replies = lexicon.SetOf("response reply answer reaction")

// drafts are nouns of papers as such, of which a noun after "of" tells which.
var drafts = lexicon.SetOf("draft text version copy")

// isAskedOnly reports whether somebody is only asked to speak: "Asked to comment on the map,
// Dole said …" is no demand.
func (f *finder) isAskedOnly(d *relation) bool {
	if f.lemmaOf(d.head) != "ask" || f.Lower(d.head) != "asked" || !f.passive(d.head) && f.ownSubject(d.head).Len() > 0 {
		return false
	}
	for t := d.head + 1; t < min(d.head+4, len(f.doc.Tokens)); t++ {
		if f.verb(t).Has(lexicon.Topic) && f.doc.Tokens[t].XPOS == "VB" {
			return true
		}
	}
	return false
}

// isWanted reports whether the noun of a cue is what another asks or wishes for or asks
// about: in "a question about the guild's refusal to pay" nobody tells that the guild
// refused.
func (f *finder) isWanted(d *relation) bool {
	if f.doc.Tokens[d.head].UPOS != "NOUN" || len(d.sources) == 0 || f.doc.Tokens[d.sources[0].Last-1].XPOS != "POS" && f.doc.Tokens[f.rootOf(d.sources[0])].XPOS != "PRP$" {
		return false
	}
	h, rel := f.Head(d.head), f.doc.Tokens[d.head].DepRel
	if h < 0 {
		return false
	}
	first := f.Lower(f.Left(d.head))
	switch {
	case f.doc.Tokens[h].UPOS == "NOUN" && (rel == "nmod" || strings.HasPrefix(rel, "acl")):
		return (inquiring[f.lemmaOf(h)] || asksFor(f.words.Noun(f.lemmaOf(h)))) && matters[first]
	case f.doc.Tokens[h].UPOS == "VERB" && (rel == "obj" || rel == "obl" && matters[first]):
		word := f.verb(h)
		switch word.Sense {
		case lexicon.Question, lexicon.Wish, lexicon.Aim, lexicon.Insistence, lexicon.Expectation:
			return true
		}
		return asksFor(word)
	}
	return false
}

// inquiring are nouns of what is asked, wished for or needed that are no demands by themselves.
var inquiring = lexicon.SetOf("question inquiry enquiry query wish hope need condition guarantee")

// asksFor reports whether a word tells of asking or demanding.
func asksFor(word *lexicon.Word) bool {
	return word.Kind == verbale.Demand || word.Kind == verbale.Ask
}

// isNoAgreement reports whether the verb says that no agreement came about: "failed to agree
// on a day", "were unable to agree who pays". It is no refusal.
func (f *finder) isNoAgreement(d *relation) bool {
	for t := d.cue.First; t < d.cue.Last; t++ {
		if f.lemmaOf(t) != "agree" {
			continue
		}
		if next := d.contents[0].First; f.Lower(t+1) != "on" && f.Lower(t+1) != "with" && (!f.clauseWord(next) || f.Lower(next) == "that") {
			return false
		}
		for k := max(t-5, f.sentenceStart(t)); k < t; k++ {
			if failing[f.Lower(k)] || negation[f.Lower(k)] && k > 0 && f.Lower(k-1) == "could" {
				return true
			}
		}
	}
	return false
}

// failing are the words by which something did not come about.
var failing = lexicon.SetOf("failed fail fails failing failure unable")

// isOwnAttitude reports whether a statement within another's words is what its speaker
// thinks or wants: "Dole said she hoped to sail" is one row.
func (f *finder) isOwnAttitude(d *relation) bool {
	i := f.owner[d.head]
	if !nestedRule(d.rule) || i < 0 || len(d.sources) != 1 || d.sources[0].Len() != 1 || len(f.drafts[i].sources) == 0 || !f.verb(d.head).Attitude() {
		return false
	}
	o := &f.drafts[i]
	if !o.holds(d.head) || f.Quoted(d.head) >= 0 {
		return false
	}
	teller := f.rootOf(o.sources[0])
	switch f.Lower(d.sources[0].First) {
	case "he", "she":
		if f.doc.Tokens[teller].XPOS == "NNS" || f.doc.Tokens[teller].XPOS == "NNPS" || f.doc.Tokens[teller].UPOS != "PRON" && !f.canSpeak(teller) {
			return false
		}
	case "it", "they":
	default:
		return false
	}
	// The pronoun is who tells it if nobody else was named in what is told before it.
	for t := o.contents[0].First; t < d.sources[0].First; t++ {
		if upos := f.doc.Tokens[t].UPOS; upos == "PROPN" || upos == "NOUN" && f.canSpeak(t) {
			return false
		}
	}
	return f.Head(d.head) == o.head || f.clauseOf(f.mainRun(o), o.head) == d.head
}

// nestedRule reports whether a rule finds statements within others.
func nestedRule(rule string) bool {
	return rule == ruleNested || rule == rulePlainNested || rule == ruleEncoderNested
}

// isDeed reports whether a verb of which the lexicon knows no saying has no more than a noun
// for what would be said, in a heading, within another's words, or before it: "West forgets
// its pledge", "the note was read aloud".
func (f *finder) isDeed(d *relation) bool {
	before := d.contents[0].Last <= d.cue.First // "the note was read aloud"
	if !nestedRule(d.rule) && !before && f.kindAt(d.cue.First) == verbale.Body || f.doc.Tokens[d.head].UPOS == "NOUN" || f.doc.Tokens[d.head].UPOS == "PUNCT" ||
		f.inMarks(d) || len(d.contents) != 1 {
		return false
	}
	for t := d.cue.First; t < d.cue.Last; t++ {
		if f.verb(t).Has(lexicon.Raises) && f.Lower(t+1) == "to" { // "continued to read"
			continue
		}
		if word := f.words.Cue(f.lemmaOf(t)); word.IsCue() || f.verb(t).Has(lexicon.Gives|lexicon.Light) {
			return false
		}
	}
	return f.nominalContent(d.contents[0])
}

// isHearer reports whether the content is only whom a verb has for its hearers: "The guild
// warned the islands."
func (f *finder) isHearer(d *relation) bool {
	verb := f.verb(d.head)
	if f.doc.Tokens[d.head].UPOS != "VERB" || !verb.Has(lexicon.ToObject) || verb.Frames&lexicon.Phrase != 0 || len(d.contents) != 1 || f.inMarks(d) {
		return false
	}
	root := f.rootOf(d.contents[0])
	return f.Head(root) == d.head && f.doc.Tokens[root].DepRel == "obj" && (f.doc.Tokens[root].UPOS == "PRON" || f.canSpeak(root) && !f.words.NounForm(f.Lower(root)).Has(lexicon.Paper)) &&
		!f.verbIn(d.contents[0]) && !f.child(root, d.contents[0], func(t int) bool { return f.Lower(f.Left(t)) == "of" && t > root }) &&
		f.nominalContent(d.contents[0])
}

// isSaidBefore reports whether the content only points to what was said: "repeated that
// position", "voiced those views".
func (f *finder) isSaidBefore(d *relation) bool {
	word, _, _ := f.lookUp(d.head)
	if len(d.contents) != 1 || d.contents[0].Len() > 3 || f.inMarks(d) || word.Stance != lexicon.Repetition && word.Kind != verbale.Say && word.Kind != "" {
		return false // who rejects that position takes one
	}
	switch f.Lower(d.contents[0].First) {
	case "this", "that", "these", "those", "such":
	default:
		return false
	}
	root := f.rootOf(d.contents[0])
	return f.doc.Tokens[root].UPOS == "NOUN" && root == d.contents[0].Last-1 && f.Head(root) == d.head
}

// isUndergone reports whether the source only undergoes what a passive tells and what is said
// is none of the content: "it was agreed upon with the guild".
func (f *finder) isUndergone(d *relation) bool {
	if len(d.sources) != 1 || !f.passive(d.head) || f.frameOf(d.head)&(lexicon.Told|lexicon.ToBeDone) != 0 {
		return false
	}
	subject := f.rootOf(d.sources[0])
	return f.Head(subject) == d.head && f.doc.Tokens[subject].DepRel == "nsubj:pass" && f.doc.Tokens[d.contents[0].First].UPOS == "ADP"
}
