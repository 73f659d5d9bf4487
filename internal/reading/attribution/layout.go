package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// longestName is how many words the name of a speaker has at most before the
// colon of a transcript.
const longestName = 5

// transcript finds the turns of a transcript: paragraphs that begin with a name
// and a colon. Two of them make one, so that a heading does not.
func (f *finder) transcript() {
	var turns []int // the colons
	for _, p := range f.Paragraphs() {
		if colon := f.turn(p); colon >= 0 {
			turns = append(turns, colon)
		}
	}
	if len(turns) < 2 {
		return
	}
	for _, colon := range turns {
		p := f.Paragraphs()[f.Paragraph(colon)]
		source := f.trimmed(page.Run{First: p.First, Last: colon})
		if source.Len() > 1 && strings.EqualFold(f.doc.Form(source.First), "from") { // "From Eva Holub: …"
			source.First++
		}
		f.clearAt(colon)
		if source.Len() > 1 && opensQuote(f.doc.Form(source.First)) {
			source.First++
		}
		content := page.Run{First: colon + 1, Last: p.Last}
		if source.Len() > 0 && content.Len() > 0 && f.free(page.Run{First: p.First, Last: colon + 1}) {
			f.append(relation{cue: page.Run{First: colon, Last: colon + 1}, head: colon, sources: []page.Run{source}, contents: []page.Run{f.trimmedEnd(content)}, rule: ruleColon, margin: ruledMargin})
		}
	}
}

// clearAt takes away the statement whose cue is a mark.
func (f *finder) clearAt(mark int) {
	if i := f.owner[mark]; i >= 0 && f.drafts[i].cue.First == mark && f.drafts[i].cue.Len() == 1 {
		f.empty(i)
	}
}

// turn returns the colon after the name with which a paragraph begins, or -1.
func (f *finder) turn(p page.Run) int {
	for t := p.First; t < min(p.Last, p.First+longestName+1); t++ {
		form := f.doc.Form(t)
		if form == ":" {
			if t > p.First && t+1 < p.Last && f.labels(t-1) {
				return t
			}
			return -1
		}
		if shape := shapeOf(form); shape != 1 && shape != 2 && !(t == p.First && opensQuote(form)) && form != "." {
			return -1
		}
	}
	return -1
}

// labels reports whether the word before a colon can name who speaks, or stands in capitals:
// "More:" and "Related:" name nobody.
func (f *finder) labels(t int) bool {
	upos := f.doc.Tokens[t].UPOS
	return upos == "PROPN" || upos == "NOUN" || upos == "PUNCT" || upos == "PRON" || shapeOf(f.doc.Form(t)) == 1 || len(f.doc.Form(t)) < 3
}

func opensQuote(form string) bool {
	return form == `"` || form == "“" || form == "‘" || form == "'"
}

// trimmedEnd takes off a stop or a comma at the end of a run, which is no part of a
// content without marks.
func (f *finder) trimmedEnd(run page.Run) page.Run {
	if last := run.Last - 1; run.Len() > 1 && (f.doc.Form(last) == "." || f.doc.Form(last) == ",") && f.Quoted(last) < 0 {
		run.Last--
	}
	return run
}

// dialogue finds the speeches of a dialogue whose paragraphs begin with a dash in
// place of quotation marks: "— On the bridge, answered the miller." One of them
// must have its speaker, so that a list does not.
func (f *finder) dialogue() {
	var speeches []int
	told := false
	for k, p := range f.Paragraphs() {
		form := f.doc.Form(p.First)
		if (form == "—" || form == "–") && p.Len() > 2 {
			speeches = append(speeches, k)
			told = told || f.cueAfter(p) >= 0
		}
	}
	if !told || len(speeches) < 2 {
		return
	}
	for _, k := range speeches {
		p := f.Paragraphs()[k]
		d := relation{head: p.First, rule: ruleDialogue, margin: ruledMargin}
		words := page.Run{First: p.First + 1, Last: p.Last}
		if verb := f.cueAfter(p); verb >= 0 {
			f.emptyWithin(p)
			end := f.sentenceEnd(verb)
			d.head, d.cue = verb, page.Run{First: verb, Last: verb + 1}
			d.sources = runs(f.trimmed(page.Run{First: verb + 1, Last: end}))
			d.contents = append(runs(f.trimmedEnd(page.Run{First: words.First, Last: verb})), runs(f.trimmedEnd(page.Run{First: end, Last: p.Last}))...)
		} else {
			d.contents = runs(f.trimmedEnd(words))
		}
		if len(d.contents) > 0 {
			f.append(d)
		}
	}
}

// cueAfter returns the verb of speaking with which a speech of a dialogue has its
// speaker: after a comma or the end of a sentence, before a name; -1 where none has.
func (f *finder) cueAfter(p page.Run) int {
	for t := p.First + 2; t+1 < p.Last; t++ {
		if f.doc.Tokens[t].UPOS != "VERB" || f.frameOf(t)&(lexicon.Clause|lexicon.Marked) == 0 || f.doc.Tokens[t-1].UPOS != "PUNCT" {
			continue
		}
		if upos := f.doc.Tokens[t+1].UPOS; upos == "DET" || upos == "PROPN" || upos == "PRON" || upos == "NOUN" {
			return t
		}
	}
	return -1
}

// sentenceEnd returns where the sentence of a token ends.
func (f *finder) sentenceEnd(t int) int { return f.doc.Sentences[f.Sentence(t)].Last }

// emptyAt takes away the statement of whose cue a token is part.
func (f *finder) emptyAt(t int) {
	if i := f.owner[t]; i >= 0 && f.drafts[i].cue.Holds(t) {
		f.empty(i)
	}
}

// emptyWithin takes away the statements whose cue stands in a run.
func (f *finder) emptyWithin(p page.Run) {
	for i := range f.drafts {
		if d := &f.drafts[i]; p.First <= d.head && d.head < p.Last {
			f.empty(i)
		}
	}
}

// longestSigned is how many words of who says it follow the dash of a heading.
const longestSigned = 6

// headline finds headings that end with a dash and who says what they say: "Bridge
// to stay open - minister".
func (f *finder) headline() {
	for _, part := range f.Parts {
		if part.Kind != verbale.Title && part.Kind != verbale.Heading {
			continue
		}
		first, last := f.doc.TokenAt(part.Start), f.doc.TokenAt(part.End-1)+1
		dash := -1
		for t := last - 2; t > first && t >= last-1-longestSigned; t-- {
			if f.dashAt(t) {
				dash = t
				break
			}
		}
		if dash < 0 || !f.finite(page.Run{First: first, Last: dash}) && !f.infinitiveIn(page.Run{First: first, Last: dash}) || f.finite(page.Run{First: dash + 1, Last: last}) {
			continue
		}
		source, content := f.trimmed(page.Run{First: dash + 1, Last: last}), f.trimmed(page.Run{First: first, Last: dash})
		if source.Len() == 0 || content.Len() < 3 || f.doc.Tokens[source.Last-1].UPOS != "NOUN" && f.doc.Tokens[source.Last-1].UPOS != "PROPN" {
			continue
		}
		if f.press(source) { // the outlet, whose own words they are not
			f.emptyAt(dash)
			continue
		}
		f.emptyWithin(page.Run{First: first, Last: last}) // the tree of a heading with a dash is seldom right
		f.append(relation{cue: page.Run{First: dash, Last: dash + 1}, head: dash, sources: runs(source), contents: runs(content), rule: ruleHeadline, margin: ruledMargin})
	}
}

// dashAt reports whether a token is a dash between spaces.
func (f *finder) dashAt(t int) bool {
	switch f.doc.Form(t) {
	case "-", "–", "—", "--":
		return f.doc.Tokens[t-1].End < f.doc.Tokens[t].Start && f.doc.Tokens[t].End < f.doc.Tokens[t+1].Start
	}
	return false
}

// infinitiveIn reports whether a run has "to" and a verb, as headings have for what
// will be.
func (f *finder) infinitiveIn(run page.Run) bool {
	for t := run.First; t+1 < run.Last; t++ {
		if f.doc.Tokens[t].XPOS == "TO" && f.doc.Tokens[t+1].UPOS == "VERB" {
			return true
		}
	}
	return false
}

// listed adds the bullets that follow a statement which ends with a colon to its
// content.
func (f *finder) listed() {
	for p := 0; p+1 < len(f.Paragraphs()); p++ {
		end := f.Paragraphs()[p].Last - 1
		if f.doc.Form(end) != ":" || !f.bullet(f.Paragraphs()[p+1]) {
			continue
		}
		holder := f.owner[end]
		for t := end; t >= max(f.Paragraphs()[p].First, end-reachTokens) && holder < 0; t-- {
			holder = f.owner[t]
		}
		for next := p + 1; holder >= 0 && next < len(f.Paragraphs()) && f.bullet(f.Paragraphs()[next]); next++ {
			run := f.Paragraphs()[next]
			if f.free(run) {
				f.extend(holder, f.trimmed(page.Run{First: run.First + 1, Last: run.Last}))
			}
		}
	}
}

// bullet reports whether a paragraph is an item of a list.
func (f *finder) bullet(p page.Run) bool {
	switch first := f.doc.Form(p.First); {
	case p.Len() < 2:
		return false
	case first == "•", first == "-", first == "–", first == "*", first == "·":
		return true
	default:
		return len(first) < 3 && strings.Trim(first, "0123456789") == "" && (f.doc.Form(p.First+1) == "." || f.doc.Form(p.First+1) == ")")
	}
}
