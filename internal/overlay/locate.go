package overlay

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// located is what a correction is about, in the text that was read.
type located struct {
	cue, content []lang.Span
	shift        int // from offsets of the version it was made on to those of this one
}

// locate finds the words of a target in the version that was read.
func (a *applier) locate(t verbale.CorrectionTarget) (located, verbale.EffectOutcome) {
	text := a.in.Document.Text
	if t.Version == a.in.Hash {
		if !within(text, t.Cue) || !within(text, t.Content) {
			return located{}, verbale.Orphan
		}
		return located{cue: t.Cue, content: t.Content}, verbale.Applied
	}
	if a.in.Earlier == nil {
		return located{}, verbale.Orphan
	}
	earlier, ok := a.in.Earlier(t.Version)
	if !ok || !within(earlier, t.Cue) || !within(earlier, t.Content) {
		return located{}, verbale.Orphan
	}
	spans := append(append([]lang.Span{}, t.Cue...), t.Content...)
	if t.Sketch != nil {
		spans = append(spans, t.Sketch.Source...)
	}
	if len(spans) == 0 || !within(earlier, spans) {
		return located{}, verbale.Orphan
	}
	shift, ok := carry(earlier, text, spans)
	if !ok {
		return located{}, verbale.Orphan
	}
	return located{cue: shifted(t.Cue, shift), content: shifted(t.Content, shift), shift: shift}, verbale.Carried
}

// carry finds the lines of one text that hold the spans in another, as whole
// lines, byte for byte. Where they stand there several times they must do so
// equally often in both, and the same one of them is taken: nothing is guessed.
func carry(from, to string, spans []lang.Span) (shift int, ok bool) {
	start, end := spans[0].Start, spans[0].End
	for _, s := range spans {
		start, end = min(start, s.Start), max(end, s.End)
	}
	start = strings.LastIndexByte(from[:start], '\n') + 1
	if i := strings.IndexByte(from[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(from)
	}
	lines := from[start:end]
	before, after := places(from, lines), places(to, lines)
	if len(after) == 0 || len(before) != len(after) {
		return 0, false
	}
	for i, place := range before {
		if place == start {
			return after[i] - start, true
		}
	}
	return 0, false
}

// places lists where lines stand in text as whole lines.
func places(text, lines string) []int {
	var found []int
	for offset := 0; ; {
		i := strings.Index(text[offset:], lines)
		if i < 0 {
			return found
		}
		at := offset + i
		end := at + len(lines)
		if (at == 0 || text[at-1] == '\n') && (end == len(text) || text[end] == '\n') {
			found = append(found, at)
		}
		offset = at + 1
	}
}

func shifted(spans []lang.Span, shift int) []lang.Span {
	moved := make([]lang.Span, len(spans))
	for i, s := range spans {
		moved[i] = lang.Span{Start: s.Start + shift, End: s.End + shift}
	}
	return moved
}
