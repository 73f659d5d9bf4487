package attribution

import (
	"strings"

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
		if source.Len() > 1 && opensQuote(f.doc.Form(source.Start)) {
			source.Start++
		}
		content := lang.Span{Start: colon + 1, End: p.End}
		if source.Len() > 0 && content.Len() > 0 && f.free(lang.Span{Start: p.Start, End: colon + 1}) {
			f.append(draft{cue: lang.Span{Start: colon, End: colon + 1}, head: colon, sources: []lang.Span{source}, contents: []lang.Span{f.trimmedEnd(content)}, rule: ruleColon, margin: ruledMargin})
		}
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

// trimmedEnd takes off a stop at the end of a run, which is no part of a content
// without marks.
func (f *finder) trimmedEnd(run lang.Span) lang.Span {
	if run.Len() > 1 && f.doc.Form(run.End-1) == "." && f.quote[run.End-1] < 0 {
		run.End--
	}
	return run
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
