package attribution

import (
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// adding ends contents before a participle by which their speaker goes on, which is a cue of
// its own: "told the crew that the pass was shut, adding that no boat had come".
func (f *finder) adding() {
	for i := range len(f.drafts) {
		for k := range f.drafts[i].contents {
			d := &f.drafts[i]
			run := d.contents[k]
			verb := f.participleIn(d, run)
			if verb < 0 {
				continue
			}
			content := f.trimmed(page.Run{First: verb + 1, Last: run.Last})
			if content.Len() < 3 || len(d.sources) != 1 {
				continue
			}
			f.releaseAll(page.Run{First: verb - 1, Last: run.Last})
			d.contents[k] = f.trimmed(page.Run{First: run.First, Last: verb - 1})
			f.count("adding", d)
			f.append(relation{cue: page.Run{First: verb, Last: verb + 1}, head: verb, sources: d.sources, contents: runs(content),
				rule: ruleShared, margin: ruledMargin})
		}
	}
}

// participleIn returns a participle of going on after a comma within a content, outside
// marks; -1 where there is none.
func (f *finder) participleIn(d *relation, run page.Run) int {
	if d.cue.Len() == 0 || run.First < d.cue.Last {
		return -1
	}
	for t := run.First + 2; t < run.Last-2; t++ {
		if f.doc.Tokens[t].XPOS == "VBG" && f.Quoted(t) < 0 && f.verb(t).Has(lexicon.GoesOn) && f.verb(t).Frames&lexicon.Clause != 0 &&
			f.pauses(t-1) && (f.Lower(t+1) == "that" || opensQuote(f.doc.Form(t+1))) {
			return t
		}
	}
	return -1
}

// pauses reports whether a token is a comma, or a mark that closes after one.
func (f *finder) pauses(t int) bool {
	return f.doc.Form(t) == "," || closesMark(f.doc.Form(t)) && t > 0 && f.doc.Form(t-1) == ","
}
