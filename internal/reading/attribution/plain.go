package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// The rules of this file find what the classifiers passed over although the tree
// says it plainly. They look only at words that no statement has.

// plain adds statements of verbs and nouns of saying, wanting and believing that
// have a subject and a complement.
func (f *finder) plain() {
	f.inWordsOf()
	f.quotedAs()
	f.accordingTo()
	for t := range f.doc.Tokens {
		if f.trails(t) {
			f.trailing(t)
			f.impersonal(t)
		}
	}
	for t := range f.doc.Tokens {
		if f.owner[t] >= 0 || f.Quoted(t) >= 0 {
			continue
		}
		switch f.doc.Tokens[t].UPOS {
		case "VERB":
			f.plainVerb(t)
		case "NOUN":
			f.plainNoun(t)
		}
	}
}

// trails reports whether a token is a verb that can stand after what it tells.
func (f *finder) trails(t int) bool {
	if f.speaks(t) {
		return true
	}
	pointsOut := f.lemmaOf(t) == "point" && t+1 < len(f.doc.Tokens) && strings.EqualFold(f.doc.Form(t+1), "out")
	return f.utters(t) && (f.frameOf(t)&lexicon.Clause != 0 || f.verb(t).Has(lexicon.Trails) || pointsOut)
}

// trailsInside is trails for the content of a statement, where a verb of more uses than
// telling is seldom one: one in the past or the present that takes nothing but a clause.
func (f *finder) trailsInside(t int) bool {
	word, _, _ := f.lookUp(t)
	return f.finiteVerb(t) && f.frameOf(t)&lexicon.Phrase == 0 && !word.Attitude() && f.trails(t)
}

// trailing finds a cue that stands after what is said, or within it: "The road is
// open, the mayor said", "The road, the mayor said, is open".
func (f *finder) trailing(verb int) {
	source := f.subjectOf(verb)
	sentence := f.doc.Sentences[f.Sentence(verb)]
	if f.inside >= 0 {
		sentence.First, sentence.Last = max(sentence.First, f.scope.First), min(sentence.Last, f.scope.Last)
	}
	first := min(source.First, verb)
	if source.Len() == 0 || f.pronounOfReporter(source) || first-1 <= sentence.First || f.doc.Form(first-1) != "," {
		return
	}
	before := f.trimmed(page.Run{First: sentence.First, Last: first - 1})
	if !f.free(before) && !f.around(before) || before.Len() == 0 {
		return
	}
	cue := f.group(verb)
	if next := verb + 1; next < sentence.Last && f.Head(next) == verb && f.doc.Tokens[next].DepRel == "compound:prt" {
		cue.Last = next + 1
	}
	if after := f.resumed(max(verb+1, source.Last), sentence.Last); after.Len() > 0 {
		if f.free(after) && (f.finite(before) || f.broken(before, after)) {
			f.add(relation{cue: cue, head: verb, sources: runs(source), contents: []page.Run{before, after}})
		}
		return
	}
	for t := verb + 1; t < min(f.Right(verb), sentence.Last); t++ {
		if rel := f.doc.Tokens[t].DepRel; f.Head(t) == verb && (rel == "ccomp" || rel == "xcomp") {
			return
		}
	}
	if f.inside >= 0 && f.finite(page.Run{First: verb + 1, Last: sentence.Last}) {
		return // within what is said the tree is less sure: "since the flood, he owned it was late"
	}
	if before.Len() >= 3 && f.finite(before) {
		f.add(relation{cue: cue, head: verb, sources: runs(source), contents: runs(before)})
	}
}

// resumeReach is how many words of day and place may stand between a cue and the
// comma after which what is said goes on.
const resumeReach = 8

// resumed returns what is said after a cue that stands within it: the rest of the
// sentence after a comma; empty where no comma follows, or where what follows the
// cue is a clause of its own.
func (f *finder) resumed(from, last int) page.Run {
	for t := from; t < min(last-2, from+resumeReach); t++ {
		switch f.doc.Tokens[t].XPOS {
		case "VBD", "VBZ", "VBP", "MD", "WP", "WDT", "CC", "VBG", "VBN":
			return page.Run{}
		}
		if f.doc.Form(t) == "," {
			after := f.trimmed(page.Run{First: t + 1, Last: last})
			if after.Len() < 2 || !f.finite(after) || f.doc.Tokens[after.First].UPOS == "CCONJ" {
				return page.Run{}
			}
			return after
		}
	}
	return page.Run{}
}

// broken reports whether a run goes on in another: its subject has its verb there.
func (f *finder) broken(before, after page.Run) bool {
	h := f.Head(f.rootOf(before))
	return after.First <= h && h < after.Last && strings.HasPrefix(f.doc.Tokens[f.rootOf(before)].DepRel, "nsubj")
}

// finite reports whether a run has a verb with tense or an auxiliary with one.
func (f *view) finite(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		switch f.doc.Tokens[t].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// dayBefore returns how many tokens at the begin of a content are the day on which
// it was said: "on Tuesday".
func (f *finder) dayBefore(content page.Run) int {
	n := 0
	if content.Len() > 4 && strings.EqualFold(f.doc.Form(content.First), "on") {
		n = 1
	}
	next := content.First + n + 1
	if content.Len() > 4 && f.weekday(next-1) && f.doc.Tokens[next].UPOS != "NOUN" && f.doc.Tokens[next].UPOS != "PART" && f.doc.Tokens[next].UPOS != "PUNCT" {
		return n + 1
	}
	return 0
}

// weekday reports whether a token is the name of a day of the week, in full.
func (v *view) weekday(i int) bool {
	_, full := calendar.WeekdayNamed(v.doc.Form(i))
	return full
}

// around reports whether the statements that have words of a content stand in it
// with their cues, so that they are nested in it.
func (f *finder) around(content page.Run) bool {
	if f.inside >= 0 {
		return false
	}
	for t := content.First; t < content.Last; t++ {
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
		tellers := len(f.drafts)
		for t := run.First; t < run.Last; t++ {
			if !taken[t] && f.trailsInside(t) {
				f.trailing(t)
			}
		}
		for _, d := range f.drafts[tellers:] {
			taken[d.head] = true
		}
		for t := run.First; t < run.Last; t++ {
			if f.owner[t] != i || taken[t] {
				continue
			}
			switch f.doc.Tokens[t].UPOS {
			case "VERB":
				f.plainVerb(t)
			case "NOUN":
				f.plainNoun(t)
			}
		}
		f.uptoTellers(tellers)
	}
	f.scope, f.inside = page.Run{}, -1
}

// uptoTellers ends what is told within the words of one who stands after them, of the
// drafts from a number on, where those words do.
func (f *finder) uptoTellers(from int) {
	for i := from; i < len(f.drafts); i++ {
		teller := &f.drafts[i]
		last := teller.contents[len(teller.contents)-1]
		for j := from; j < len(f.drafts); j++ {
			if d := &f.drafts[j]; j != i && teller.holds(d.cue.First) && last.Last <= teller.cue.First {
				for k := range d.contents {
					if c := &d.contents[k]; c.First < last.Last {
						c.Last = min(c.Last, last.Last)
					}
				}
			}
		}
	}
}

// append adds a draft and enters it as the owner of its words.
func (f *finder) append(d relation) {
	f.drafts = append(f.drafts, d)
	f.own(len(f.drafts) - 1)
}

// pronounOfReporter reports whether a source is nobody in the report, or opens a
// clause that is not the content's: "we", "there", "who".
func (f *finder) pronounOfReporter(source page.Run) bool {
	switch f.Lower(source.First) {
	case "which", "who", "that", "what":
		return true
	case "there", "you", "we", "i", "one", "this":
		return source.Len() == 1
	}
	return false
}

// inWordsOf finds "in her words, …" and "in the words of the minister, …": the
// rest of the sentence is the content.
func (f *finder) inWordsOf() {
	for _, sentence := range f.doc.Sentences {
		noun := sentence.First + 2 // "in her words", "in the words of"
		if noun+2 >= sentence.Last || !strings.EqualFold(f.doc.Form(sentence.First), "in") || !strings.EqualFold(f.doc.Form(noun), "words") {
			continue
		}
		comma := f.commaAfter(noun, sentence.Last)
		if comma < 0 {
			continue // "In the words of the captain the ferry was late."
		}
		cue, source := page.Run{First: noun, Last: noun + 1}, page.Run{First: noun - 1, Last: noun}
		if strings.EqualFold(f.doc.Form(noun+1), "of") {
			cue, source = page.Run{First: sentence.First, Last: noun + 2}, f.trimmed(page.Run{First: noun + 2, Last: comma})
		} else if f.doc.Tokens[noun-1].XPOS != "PRP$" {
			continue
		}
		content := f.trimmed(page.Run{First: comma, Last: sentence.Last})
		if source.Len() <= 0 || content.Len() <= 2 {
			continue
		}
		f.emptyWithin(page.Run{First: sentence.First, Last: sentence.Last})
		f.append(relation{cue: cue, head: noun, sources: runs(source), contents: runs(content), rule: rulePlain, margin: ruledMargin})
	}
}

// commaAfter returns the first comma of a sentence after a token, or -1.
func (f *finder) commaAfter(t, last int) int {
	for ; t < last; t++ {
		if f.doc.Form(t) == "," {
			return t
		}
	}
	return -1
}

// empty takes away draft i.
func (f *finder) empty(i int) {
	d := &f.drafts[i]
	for _, spans := range [][]page.Run{d.contents, d.sources, {d.cue}} {
		for _, span := range spans {
			for t := span.First; t < span.Last; t++ {
				if f.owner[t] == i {
					f.release(t)
				}
			}
		}
	}
	d.contents, d.sources, f.headed[d.head] = nil, nil, -1
}
