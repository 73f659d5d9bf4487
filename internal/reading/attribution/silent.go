package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// The encoder gives each word to one attribution. Where somebody tells what another says,
// it may give all words to the other and leave the outer cue with none: in "The islands
// asked for a pilot, Dole said" Dole is left with nothing said. The rules of this file
// give such a cue its words; the other attribution is then nested in it.

// unheard gives cues without content what stands before or after them.
func (f *finder) unheard() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if len(d.contents) > 0 || len(d.sources) != 1 || f.doc.Tokens[d.head].UPOS != "VERB" && !f.accounts(d) {
			continue
		}
		content := f.heardBefore(d)
		if content.Len() == 0 {
			content = f.heardAfter(d)
		}
		if content.Len() == 0 {
			if c := f.complementsOf(d.head, f.frameOf(d.head)); len(c.contents) == 1 && c.contents[0].First >= d.cue.Last && f.free(c.contents[0]) {
				d.contents, d.cue.Last = c.contents, max(d.cue.Last, c.cueEnd)
				f.own(i)
			}
			continue
		}
		for j := range f.drafts { // what is told in it is nested in it, and nothing else has its words
			o := &f.drafts[j]
			if j == i || len(o.contents) == 0 {
				continue
			}
			if content.Contains(o.cue) {
				o.rule = ruleEncoderNested
				o.contents = clipped(o.contents, content)
				continue
			}
			o.contents = cut(o.contents, content)
			o.contents = cut(o.contents, d.cue)
			o.contents = cut(o.contents, d.sources[0])
		}
		d.contents = runs(content)
		d.margin = min(d.margin, ruledMargin)
		f.count("unheard", d)
		f.own(i)
	}
}

// accounts reports whether the cue of a draft is "according to".
func (f *finder) accounts(d *relation) bool { return f.Lower(d.cue.First) == "according" }

// heardBefore returns the clause before who says it: "The islands asked for a pilot, Dole
// said on Monday", "…, said the mayor".
func (f *finder) heardBefore(d *relation) page.Run {
	sentence := f.doc.Sentences[f.Sentence(d.head)]
	teller := min(d.cue.First, d.sources[0].First)
	if teller-1 <= sentence.First || f.doc.Form(teller-1) != "," || !f.finiteVerb(d.head) && !f.past(d.head) && !f.accounts(d) || f.Quoted(teller) >= 0 {
		return page.Run{}
	}
	last := max(d.cue.Last, d.sources[0].Last)
	if last < sentence.Last && f.finite(page.Run{First: last, Last: sentence.Last}) && !f.goesOnBy(last, sentence.Last) {
		return page.Run{} // more is told after it, which may be what is said
	}
	before := f.trimmed(page.Run{First: sentence.First, Last: teller - 1})
	if before.Len() < 3 || !f.finite(before) {
		return page.Run{}
	}
	return before
}

// goesOnBy reports whether what stands after a cue is the report's: a clause that tells
// when or where it was said, or a participle by which the speaker goes on.
func (f *finder) goesOnBy(first, last int) bool {
	for first < last && (f.doc.Tokens[first].UPOS == "PUNCT" || f.weekday(first) || f.Lower(first) == "on") {
		first++
	}
	if first >= last {
		return true
	}
	switch f.doc.Tokens[first].UPOS {
	case "ADP", "SCONJ":
		return true
	case "VERB":
		return f.doc.Tokens[first].XPOS == "VBG"
	}
	return false
}

// heardAfter returns the clause after a cue that takes one: "Dole said on Monday Lenzia
// agrees that …".
func (f *finder) heardAfter(d *relation) page.Run {
	sentence := f.doc.Sentences[f.Sentence(d.head)]
	if d.sources[0].Last > d.cue.First || f.frameOf(d.head)&lexicon.Clause == 0 || f.Quoted(d.head) >= 0 {
		return page.Run{}
	}
	after := f.trimmed(page.Run{First: d.cue.Last, Last: sentence.Last})
	after.First += f.dayBefore(after)
	for t := after.First; t < min(after.Last, after.First+thatReach) && !f.finite(page.Run{First: after.First, Last: t + 1}); t++ {
		if f.Lower(t) == "that" && f.conjunction(t) { // "said later in Hald that …"
			after.First = t
			break
		}
	}
	if after.Len() < 4 || !f.finite(after) || strings.HasPrefix(f.doc.Tokens[after.First].XPOS, "W") {
		return page.Run{}
	}
	switch f.doc.Tokens[after.First].UPOS {
	case "CCONJ", "VERB", "ADP", "PART", "AUX", "PUNCT":
		return page.Run{}
	}
	return after
}
