package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// longestName is how many words the name of a speaker has at most before the
// colon of a transcript.
const longestName = 5

// transcript finds the turns of a transcript: paragraphs that begin with a name
// and a colon. Two of them make one, so that a heading does not.
func (f *finder) transcript() {
	var turns []int // the colons
	for _, p := range f.paragraph {
		if colon := f.turn(p); colon >= 0 {
			turns = append(turns, colon)
		}
	}
	if len(turns) < 2 {
		return
	}
	for _, colon := range turns {
		p := f.paragraph[f.paragraphOf(colon)]
		source := f.trimmed(lang.Span{Start: p.Start, End: colon})
		if source.Len() > 1 && strings.EqualFold(f.doc.Form(source.Start), "from") { // "From Eva Holub: …"
			source.Start++
		}
		f.clearAt(colon)
		if source.Len() > 1 && opensQuote(f.doc.Form(source.Start)) {
			source.Start++
		}
		content := lang.Span{Start: colon + 1, End: p.End}
		if source.Len() > 0 && content.Len() > 0 && f.free(lang.Span{Start: p.Start, End: colon + 1}) {
			f.append(draft{cue: lang.Span{Start: colon, End: colon + 1}, head: colon, sources: []lang.Span{source}, contents: []lang.Span{f.trimmedEnd(content)}, rule: ruleColon, margin: ruledMargin})
		}
	}
}

// clearAt takes away the statement whose cue is a mark.
func (f *finder) clearAt(mark int) {
	if i := f.owner[mark]; i >= 0 && f.drafts[i].cue.Start == mark && f.drafts[i].cue.Len() == 1 {
		f.empty(i)
	}
}

// turn returns the colon after the name with which a paragraph begins, or -1.
func (f *finder) turn(p lang.Span) int {
	for t := p.Start; t < min(p.End, p.Start+longestName+1); t++ {
		form := f.doc.Form(t)
		if form == ":" {
			if t > p.Start && t+1 < p.End {
				return t
			}
			return -1
		}
		if shape := shapeOf(form); shape != 1 && shape != 2 && !(t == p.Start && opensQuote(form)) && form != "." {
			return -1
		}
	}
	return -1
}

func opensQuote(form string) bool {
	return form == `"` || form == "“" || form == "‘" || form == "'"
}

// trimmedEnd takes off a stop or a comma at the end of a run, which is no part of a
// content without marks.
func (f *finder) trimmedEnd(run lang.Span) lang.Span {
	if last := run.End - 1; run.Len() > 1 && (f.doc.Form(last) == "." || f.doc.Form(last) == ",") && f.quote[last] < 0 {
		run.End--
	}
	return run
}

// dialogue finds the speeches of a dialogue whose paragraphs begin with a dash in
// place of quotation marks: "— On the bridge, answered the miller." One of them
// must have its speaker, so that a list does not.
func (f *finder) dialogue() {
	var speeches []int
	told := false
	for k, p := range f.paragraph {
		form := f.doc.Form(p.Start)
		if (form == "—" || form == "–") && p.Len() > 2 {
			speeches = append(speeches, k)
			told = told || f.cueAfter(p) >= 0
		}
	}
	if !told || len(speeches) < 2 {
		return
	}
	for _, k := range speeches {
		p := f.paragraph[k]
		d := draft{head: p.Start, rule: ruleDialogue, margin: ruledMargin}
		words := lang.Span{Start: p.Start + 1, End: p.End}
		if verb := f.cueAfter(p); verb >= 0 {
			f.emptyWithin(p)
			end := f.sentenceEnd(verb)
			d.head, d.cue = verb, lang.Span{Start: verb, End: verb + 1}
			d.sources = runs(f.trimmed(lang.Span{Start: verb + 1, End: end}))
			d.contents = append(runs(f.trimmedEnd(lang.Span{Start: words.Start, End: verb})), runs(f.trimmedEnd(lang.Span{Start: end, End: p.End}))...)
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
func (f *finder) cueAfter(p lang.Span) int {
	for t := p.Start + 2; t+1 < p.End; t++ {
		if f.doc.Tokens[t].UPOS != "VERB" || f.frameOf(t)&(clause|marked) == 0 || f.doc.Tokens[t-1].UPOS != "PUNCT" {
			continue
		}
		if upos := f.doc.Tokens[t+1].UPOS; upos == "DET" || upos == "PROPN" || upos == "PRON" || upos == "NOUN" {
			return t
		}
	}
	return -1
}

// sentenceEnd returns where the sentence of a token ends.
func (f *finder) sentenceEnd(t int) int { return f.doc.Sentences[f.sentence[t]].Last }

// emptyWithin takes away the statements whose cue stands in a run.
func (f *finder) emptyWithin(p lang.Span) {
	for i := range f.drafts {
		if d := &f.drafts[i]; p.Start <= d.head && d.head < p.End {
			f.empty(i)
		}
	}
}

// longestSigned is how many words of who says it follow the dash of a heading.
const longestSigned = 6

// headline finds headings that end with a dash and who says what they say: "Bridge
// to stay open - minister".
func (f *finder) headline(parts []verbale.Part) {
	for _, part := range parts {
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
		if dash < 0 || !f.finite(lang.Span{Start: first, End: dash}) && !f.infinitiveIn(lang.Span{Start: first, End: dash}) || f.finite(lang.Span{Start: dash + 1, End: last}) {
			continue
		}
		source, content := f.trimmed(lang.Span{Start: dash + 1, End: last}), f.trimmed(lang.Span{Start: first, End: dash})
		if source.Len() == 0 || content.Len() < 3 || f.doc.Tokens[source.End-1].UPOS != "NOUN" && f.doc.Tokens[source.End-1].UPOS != "PROPN" {
			continue
		}
		f.emptyWithin(lang.Span{Start: first, End: last}) // the tree of a heading with a dash is seldom right
		f.append(draft{cue: lang.Span{Start: dash, End: dash + 1}, head: dash, sources: runs(source), contents: runs(content), rule: ruleHeadline, margin: ruledMargin})
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
func (f *finder) infinitiveIn(run lang.Span) bool {
	for t := run.Start; t+1 < run.End; t++ {
		if f.doc.Tokens[t].XPOS == "TO" && f.doc.Tokens[t+1].UPOS == "VERB" {
			return true
		}
	}
	return false
}

// listed adds the bullets that follow a statement which ends with a colon to its
// content.
func (f *finder) listed() {
	for p := 0; p+1 < len(f.paragraph); p++ {
		end := f.paragraph[p].End - 1
		if f.doc.Form(end) != ":" || !f.bullet(f.paragraph[p+1]) {
			continue
		}
		holder := f.owner[end]
		for t := end; t >= max(f.paragraph[p].Start, end-reachTokens) && holder < 0; t-- {
			holder = f.owner[t]
		}
		for next := p + 1; holder >= 0 && next < len(f.paragraph) && f.bullet(f.paragraph[next]); next++ {
			run := f.paragraph[next]
			if f.free(run) {
				f.extend(holder, f.trimmed(lang.Span{Start: run.Start + 1, End: run.End}))
			}
		}
	}
}

// bullet reports whether a paragraph is an item of a list.
func (f *finder) bullet(p lang.Span) bool {
	switch first := f.doc.Form(p.Start); {
	case p.Len() < 2:
		return false
	case first == "•", first == "-", first == "–", first == "*", first == "·":
		return true
	default:
		return len(first) < 3 && strings.Trim(first, "0123456789") == "" && (f.doc.Form(p.Start+1) == "." || f.doc.Form(p.Start+1) == ")")
	}
}
