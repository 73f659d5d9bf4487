package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// The rules of this file let a content reach as far as its clause does, and no farther: where
// a further "that" goes on with it, and where the report goes on in its own voice.

// reaches mends the ends of the statements that are not read within others.
func (f *finder) reaches() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if d.cue.Len() == 0 || len(d.contents) == 0 || d.rule == ruleColon || d.rule == ruleSigned || f.Quoted(d.head) >= 0 {
			continue
		}
		f.hearersOff(d)
		f.upToGovernor(d)
		f.upToNext(d)
		if k := len(d.contents) - 1; d.contents[k].First >= d.cue.Last && f.doc.Tokens[d.head].UPOS != "NOUN" {
			f.andThat(i, k)
		}
		f.wholeTold(d)
		f.own(i)
	}
}

// hearersReach is how many words name those who are told something.
const hearersReach = 16

// hearersOff takes those who are told it off a content that begins with them: "warned him, as
// well as the pilots, that …".
func (f *finder) hearersOff(d *relation) {
	if len(d.contents) == 0 || d.cue.Len() == 0 || !f.verb(d.head).Has(lexicon.ToObject) {
		return
	}
	run := &d.contents[0]
	if upos := f.doc.Tokens[run.First].UPOS; run.First != d.cue.Last || !nominal[upos] && upos != "PRON" || f.Lower(run.First) == "that" {
		return
	}
	for t := run.First + 1; t+2 < min(run.Last, run.First+hearersReach); t++ {
		switch f.doc.Tokens[t].UPOS {
		case "VERB", "AUX", "PART":
			if f.doc.Tokens[t].XPOS != "POS" {
				return
			}
		}
		if f.Lower(t) == "that" && f.conjunction(t) {
			if whom := f.rootOf(page.Run{First: run.First, Last: t}); f.doc.Tokens[whom].UPOS != "PRON" && !f.canSpeak(whom) && shapeOf(f.doc.Form(whom)) == 3 {
				return
			}
			f.count("hearers off", d)
			for k := run.First; k < t; k++ {
				if i := f.owner[k]; i >= 0 && &f.drafts[i] == d {
					f.release(k)
				}
			}
			run.First = t
			return
		}
	}
}

// upToGovernor ends the content of a noun or of a participle beside one before the verb of the
// sentence that the noun is part of: "Warnings that the pass was mined [kept the boats away]".
func (f *finder) upToGovernor(d *relation) {
	noun := d.head
	if f.doc.Tokens[noun].UPOS == "VERB" && f.doc.Tokens[noun].DepRel == "acl" {
		noun = f.Head(noun)
	}
	if noun < 0 || f.doc.Tokens[noun].UPOS != "NOUN" && f.doc.Tokens[noun].UPOS != "PROPN" {
		return
	}
	governor := f.Head(noun)
	for k := range d.contents {
		run := d.contents[k]
		if run.First < d.cue.Last || governor <= run.First || governor >= run.Last || f.Quoted(governor) >= 0 {
			continue
		}
		if f.Head(f.rootOf(page.Run{First: run.First, Last: governor})) != d.head {
			continue
		}
		first := governor
		for t := governor - 1; t > run.First && f.Head(t) == governor && (f.doc.Tokens[t].UPOS == "AUX" || f.doc.Tokens[t].UPOS == "ADV" || f.doc.Tokens[t].UPOS == "PART"); t-- {
			first = t
		}
		f.count("up to governor", d)
		f.releaseAll(page.Run{First: first, Last: run.Last})
		d.contents[k] = f.trimmed(page.Run{First: run.First, Last: first})
	}
}

// upToNext ends a content before a clause that is joined to it with a speaker and a cue of its
// own in the tense of the first cue: "said he would stay and the guild said it was glad",
// "said it sent a boat; the islands have promised two".
func (f *finder) upToNext(d *relation) {
	for k := range d.contents {
		run := d.contents[k]
		if run.First < d.cue.Last || f.doc.Tokens[d.head].UPOS != "VERB" {
			continue
		}
		for t := run.First + 2; t < run.Last; t++ {
			if !f.tells(t) || f.Quoted(t) >= 0 || !f.hasSubject(t) || f.formOf(t) == "" || f.Lower(f.Left(t)) == "that" || f.marked(t) {
				continue
			}
			first := f.Left(t)
			if first <= run.First+1 {
				continue
			}
			semicolon := f.doc.Form(first-1) == ";" || f.doc.Form(first) == ";"
			joined := f.doc.Tokens[t].DepRel == "conj" && f.formOf(t) == f.formOf(d.head) && f.formOf(f.Head(t)) != f.formOf(t) && f.coordinator(t) < t
			if !semicolon && !joined {
				continue
			}
			end := f.trimmed(page.Run{First: run.First, Last: first})
			if end.Len() < 3 {
				continue
			}
			f.count("up to next", d)
			f.releaseAll(page.Run{First: end.Last, Last: run.Last})
			d.contents[k] = end
			break
		}
	}
}

// marked reports whether the clause of a verb begins with a word for clauses, after "and".
func (f *finder) marked(verb int) bool {
	return f.child(verb, page.Run{First: f.Left(verb), Last: verb}, func(t int) bool { return f.doc.Tokens[t].DepRel == "mark" })
}

// andThat lets a content go on with a further "that": "claimed that it was no trade, and that
// it was fair".
func (f *finder) andThat(i, k int) {
	d := &f.drafts[i]
	for run := d.contents[k]; f.Lower(run.First) == "that"; run = d.contents[k] {
		end := f.sentenceEnd(d.head)
		next := run.Last
		for next < end && f.doc.Tokens[next].UPOS == "PUNCT" && f.Quoted(next) < 0 {
			next++
		}
		if next+2 >= end || f.doc.Tokens[next].UPOS != "CCONJ" || f.Lower(next+1) != "that" || !f.conjunction(next+1) || f.Head(next+1) < next {
			return
		}
		last := f.trimmedTail(run.First, min(f.Right(f.Head(next+1)), end))
		whole := page.Run{First: run.First, Last: last}
		for t := run.Last; t < last; t++ {
			if o := f.owner[t]; o >= 0 && o != i && !f.heldWhole(o, whole) || d.cue.Holds(t) || f.inSource(t, d) {
				return
			}
		}
		if last <= run.Last {
			return
		}
		f.count("and that", d)
		f.reach(i, k, last)
		d.contents[k].Last = last
	}
}

// heldWhole reports whether a run holds all words of a draft.
func (f *finder) heldWhole(o int, run page.Run) bool {
	for _, spans := range [][]page.Run{f.drafts[o].contents, f.drafts[o].sources, {f.drafts[o].cue}} {
		for _, span := range spans {
			if span.Len() > 0 && !run.Contains(span) {
				return false
			}
		}
	}
	return true
}

// wholeTold lets the one content before its teller begin where its clause does: what governs
// it or is its subject belongs to it.
func (f *finder) wholeTold(d *relation) {
	if len(d.contents) != 1 || len(d.sources) != 1 || !page.IsSpeech(f.Lower(d.head)) && f.frameOf(d.head)&lexicon.Clause == 0 && !f.accounts(d) ||
		!f.finiteVerb(d.head) && !f.past(d.head) && !f.accounts(d) {
		return
	}
	run := &d.contents[0]
	sentence := f.doc.Sentences[f.Sentence(d.head)]
	teller := min(d.cue.First, d.sources[0].First)
	if run.Last > teller || run.First <= sentence.First || teller-run.Last > 2 || f.Quoted(run.First) >= 0 && !f.fragment(*run) {
		return
	}
	top, moved := f.rootOf(*run), false
	for h := f.Head(top); h >= sentence.First && h < run.First; h = f.Head(top) {
		top, moved = h, true
	}
	if !moved && !f.child(top, page.Run{First: sentence.First, Last: run.First}, f.belongs) {
		return // "At the same time, the pass is shut, Dole said": the report's
	}
	first := max(f.Left(top), sentence.First)
	if first >= run.First || !f.finite(page.Run{First: first, Last: run.Last}) {
		return
	}
	for t := first; t < run.First; t++ {
		if o := f.owner[t]; o >= 0 && !f.heldWhole(o, page.Run{First: first, Last: run.Last}) {
			return
		}
	}
	f.count("whole told", d)
	run.First = first
	for run.First < top && f.doc.Tokens[run.First].UPOS == "PUNCT" && f.Quoted(run.First) < 0 {
		run.First++
	}
}

// belongs reports whether a word before a content is of its clause: its subject, or a
// condition.
func (f *finder) belongs(t int) bool {
	rel := f.doc.Tokens[t].DepRel
	first := f.Lower(f.Left(t))
	return strings.HasPrefix(rel, "nsubj") || rel == "expl" || rel == "advcl" && (first == "if" || first == "unless")
}

// fragment reports whether a run in marks begins in the midst of a sentence.
func (f *finder) fragment(run page.Run) bool {
	t := run.First
	if opensQuote(f.doc.Form(t)) {
		t++
	}
	return t < run.Last && shapeOf(f.doc.Form(t)) == 3 && !strings.HasPrefix(f.doc.Tokens[t].XPOS, "VB")
}
