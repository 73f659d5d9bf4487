package attribution

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// The rules of this file find what the classifiers passed over although the tree
// says it plainly. They look only at words that no statement has.

// plain adds statements of verbs and nouns of saying, wanting and believing that
// have a subject and a complement.
func (f *finder) plain() {
	for t := range f.doc.Tokens {
		if f.speaks(t) {
			f.trailing(t)
		}
	}
	for t := range f.doc.Tokens {
		if f.owner[t] >= 0 || f.quote[t] >= 0 {
			continue
		}
		switch f.doc.Tokens[t].UPOS {
		case "VERB":
			f.plainVerb(t)
		case "NOUN":
			f.plainNoun(t)
			f.inWordsOf(t)
		}
	}
}

// plainVerbs take a clause as what is said or thought: "Officials said the guns
// were silent".
var plainVerbs = setOf("say tell add stress note warn believe announce deny claim insist argue declare explain emphasize emphasise",
	"underline underscore reiterate reaffirm affirm confirm state complain admit acknowledge predict hope fear expect suggest promise",
	"pledge vow allege assert contend maintain recall report think demand propose recommend urge conclude assure inform remind observe remark",
	"answer reply respond foretell resolve beg")

// objectVerbs take a phrase as what is held or refused: "does not recognise the
// election".
var objectVerbs = setOf("recognize recognise expect demand reject condemn denounce welcome oppose deny criticize criticise accuse blame",
	"accept foretell desire")

// wishVerbs take an infinitive: "wants to join the union".
var wishVerbs = setOf("want intend plan hope expect refuse decline promise pledge vow threaten agree demand offer propose decide",
	"undertake resolve ask desire wish")

func setOf(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
	}
	return set
}

// trailing finds what goes before its cue: "The road is open, the mayor said".
func (f *finder) trailing(verb int) {
	source := f.subjectOf(verb)
	sentence := f.doc.Sentences[f.sentence[verb]]
	first := min(source.Start, verb)
	if source.Len() == 0 || f.pronounOfReporter(source) || first-1 <= sentence.First || f.doc.Form(first-1) != "," {
		return
	}
	for t := verb + 1; t < f.right[verb]; t++ {
		if f.head[t] == verb && t > verb && f.doc.Tokens[t].DepRel == "ccomp" {
			return
		}
	}
	content := f.trimmed(lang.Span{Start: sentence.First, End: first - 1})
	if content.Len() < 3 || !f.free(content) || !f.finite(content) {
		return
	}
	f.append(draft{cue: f.group(verb), head: verb, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: rulePlain, margin: ruledMargin})
}

// finite reports whether a run has a verb with tense or an auxiliary with one.
func (f *finder) finite(run lang.Span) bool {
	for t := run.Start; t < run.End; t++ {
		switch f.doc.Tokens[t].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// dayBefore returns how many tokens at the begin of a content are the day on which
// it was said: "on Tuesday".
func (f *finder) dayBefore(content lang.Span) int {
	n := 0
	if content.Len() > 4 && strings.EqualFold(f.doc.Form(content.Start), "on") {
		n = 1
	}
	next := content.Start + n + 1
	if content.Len() > 4 && weekdays[f.doc.Form(next-1)] && f.doc.Tokens[next].UPOS != "NOUN" && f.doc.Tokens[next].UPOS != "PART" && f.doc.Tokens[next].UPOS != "PUNCT" {
		return n + 1
	}
	return 0
}

var weekdays = setOf("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

func (f *finder) plainVerb(verb int) {
	_, lemma, known := f.lookUp(verb)
	if !known {
		return
	}
	content := lang.Span{}
	for t := verb + 1; t < f.right[verb] && content.Len() == 0; t++ {
		if f.head[t] != verb {
			continue
		}
		switch rel := f.doc.Tokens[t].DepRel; {
		case rel == "ccomp" && plainVerbs[lemma], rel == "xcomp" && wishVerbs[lemma] && f.infinitive(t):
			content = f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		case rel == "obj" && objectVerbs[lemma] && f.doc.Tokens[t].UPOS != "PRON":
			content = f.trimmed(lang.Span{Start: f.left[t], End: f.objectEnd(verb, t)})
		}
	}
	if content.Len() == 0 && plainVerbs[lemma] {
		content = f.clauseAfter(verb)
	}
	content.Start += f.dayBefore(content)
	if content.Len() < 2 || content.Start <= verb || !f.free(content) && !f.around(content) {
		return
	}
	source := f.subjectOf(verb)
	if source.Len() == 0 || f.pronounOfReporter(source) || f.outside(source.Start) || f.outside(source.End-1) {
		return
	}
	d := draft{cue: f.group(verb), head: verb, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: rulePlain, margin: ruledMargin}
	if f.inside >= 0 {
		d.rule = rulePlainNested
		f.drafts = append(f.drafts, d)
		return
	}
	f.append(d)
}

// around reports whether the statements that have words of a content stand in it
// with their cues, so that they are nested in it.
func (f *finder) around(content lang.Span) bool {
	if f.inside >= 0 {
		return false
	}
	for t := content.Start; t < content.End; t++ {
		if i := f.owner[t]; i >= 0 && !content.Contains(f.drafts[i].cue) {
			return false
		}
	}
	return true
}

// plainInside does for the contents of draft i what plain does for the report.
// taken are the heads of the cues that are nested in it already.
func (f *finder) plainInside(i int, taken map[int]bool) {
	f.inside = i
	for _, run := range f.drafts[i].contents {
		f.scope = run
		for t := run.Start; t < run.End; t++ {
			if f.owner[t] == i && f.doc.Tokens[t].UPOS == "VERB" && !taken[t] {
				f.plainVerb(t)
			}
		}
	}
	f.scope, f.inside = lang.Span{}, -1
}

// objectEnd returns where the object of a verb ends, with the clause or the
// "of …" that says what is held against it or wanted of it.
func (f *finder) objectEnd(verb, object int) int {
	end := f.right[object]
	for t := object + 1; t < f.right[verb]; t++ {
		if f.head[t] != verb {
			continue
		}
		rel, first := f.doc.Tokens[t].DepRel, strings.ToLower(f.doc.Form(f.left[t]))
		if rel == "xcomp" || rel == "ccomp" || (rel == "obl" || rel == "advcl") && (first == "of" || first == "for") {
			end = max(end, f.right[t])
		}
	}
	return end
}

// append adds a draft and enters it as the owner of its words.
func (f *finder) append(d draft) {
	f.drafts = append(f.drafts, d)
	f.own(len(f.drafts) - 1)
}

// infinitive reports whether the clause of t begins with "to".
func (f *finder) infinitive(t int) bool { return strings.EqualFold(f.doc.Form(f.left[t]), "to") }

// pronounOfReporter reports whether a source is nobody in the report: "we", "you"
// and "there".
func (f *finder) pronounOfReporter(source lang.Span) bool {
	switch strings.ToLower(f.doc.Form(source.Start)) {
	case "there", "you", "we", "i", "one", "which", "who", "that", "this", "what":
		return source.Len() == 1
	}
	return false
}

// thatReach is how far behind a verb the "that" of its clause is looked for:
// "said in a joint statement that".
const thatReach = 10

// clauseAfter returns the clause with "that" which a verb's phrase of occasion
// has taken to itself in the tree.
func (f *finder) clauseAfter(verb int) lang.Span {
	for t := verb + 1; t < min(f.right[verb], verb+thatReach); t++ {
		if !strings.EqualFold(f.doc.Form(t), "that") || f.doc.Tokens[t].UPOS != "SCONJ" && f.doc.Tokens[t].DepRel != "mark" {
			continue
		}
		if h := f.head[t]; h > t {
			return f.trimmed(lang.Span{Start: t, End: f.right[h]})
		}
	}
	return lang.Span{}
}

// group returns a verb with the auxiliaries, negations and adverbs right before
// it.
func (f *finder) group(verb int) lang.Span {
	cue := lang.Span{Start: verb, End: verb + 1}
	for t := verb - 1; t >= f.left[verb] && f.head[t] == verb && f.owner[t] == f.inside; t-- {
		rel := f.doc.Tokens[t].DepRel
		if rel != "aux" && rel != "aux:pass" && rel != "advmod" {
			break
		}
		cue.Start = t
	}
	return cue
}

// plainNouns take a clause as what is said: "the claim by the rebels that …".
var plainNouns = setOf("claim statement warning demand pledge promise assertion allegation accusation announcement declaration",
	"denial refusal threat insistence assurance suggestion prediction complaint assessment belief vow admission offer")

func (f *finder) plainNoun(noun int) {
	_, lemma, known := f.lookUp(noun)
	if !known || !plainNouns[lemma] {
		return
	}
	content, source := lang.Span{}, lang.Span{}
	for t := f.left[noun]; t < f.right[noun]; t++ {
		if f.head[t] != noun {
			continue
		}
		first := strings.ToLower(f.doc.Form(f.left[t]))
		switch rel := f.doc.Tokens[t].DepRel; {
		case (rel == "acl" || rel == "ccomp" || rel == "acl:relcl") && t > noun && (first == "that" && f.doc.Tokens[f.left[t]].UPOS == "SCONJ" || first == "to"):
			content = f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		case rel == "nmod:poss":
			source = f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		case rel == "nmod" && (first == "by" || first == "of" || first == "from"):
			end := f.right[t]
			if content.Len() > 0 {
				end = min(end, content.Start)
			}
			source = f.trimmed(lang.Span{Start: f.left[t] + 1, End: end})
		}
	}
	if content.Len() < 2 || source.Len() <= 0 || !f.free(content) || !f.free(source) || source.Overlaps(content) {
		return
	}
	f.append(draft{cue: lang.Span{Start: noun, End: noun + 1}, head: noun, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: rulePlain, margin: ruledMargin})
}

// inWordsOf finds "in her words, …" and "in the words of the minister, …": the
// rest of the sentence is the content.
func (f *finder) inWordsOf(noun int) {
	if !strings.EqualFold(f.doc.Form(noun), "words") {
		return
	}
	sentence := f.doc.Sentences[f.sentence[noun]]
	first := f.left[noun]
	if first != sentence.First || !strings.EqualFold(f.doc.Form(first), "in") {
		return
	}
	cue, source := lang.Span{Start: noun, End: noun + 1}, lang.Span{}
	for t := first + 1; t < f.right[noun]; t++ {
		switch rel := f.doc.Tokens[t].DepRel; {
		case f.head[t] != noun:
		case rel == "nmod:poss":
			source = f.trimmed(lang.Span{Start: f.left[t], End: f.right[t]})
		case rel == "nmod" && strings.EqualFold(f.doc.Form(f.left[t]), "of"):
			source = f.trimmed(lang.Span{Start: f.left[t] + 1, End: f.right[t]})
			cue = lang.Span{Start: first, End: f.left[t] + 1}
		}
	}
	content := f.trimmed(lang.Span{Start: max(f.right[noun], noun+1), End: sentence.Last})
	if source.Len() > 0 && content.Len() > 2 && f.free(content) {
		f.append(draft{cue: cue, head: noun, sources: []lang.Span{source}, contents: []lang.Span{content}, rule: rulePlain, margin: ruledMargin})
	}
}
