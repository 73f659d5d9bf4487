package attribution

import (
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// interposed finds those who tell what breaks off before them and goes on after them,
// with their verb first: "The road, reports the mayor, is open". The classifiers and
// the tree take them for a part of the phrase before, so that the mayor, and by whose
// account the road is open, would be lost. It stands in their place, and what is told
// within its words stays without it.
func (f *finder) interposed() {
	for _, sentence := range f.doc.Sentences {
		for verb := sentence.First + 2; verb+3 < sentence.Last; verb++ {
			if f.doc.Form(verb-1) != "," || f.Quoted(verb) >= 0 || !f.tellsFirst(verb) {
				continue
			}
			teller := f.tellerAfter(verb, sentence.Last)
			before, after := f.trimmed(page.Run{First: sentence.First, Last: verb}), f.trimmed(page.Run{First: teller.Last, Last: sentence.Last})
			if teller.Len() == 0 || !f.breaks(before, after) || f.knows(verb, teller, after) {
				continue
			}
			f.vacate(page.Run{First: verb - 1, Last: teller.Last + 1}, verb)
			f.drafts = append(f.drafts, relation{cue: page.Run{First: verb, Last: verb + 1}, head: verb, sources: runs(teller), contents: []page.Run{before, after}, rule: rulePlain, margin: ruledMargin})
			i := len(f.drafts) - 1
			for t := sentence.First; t < sentence.Last; t++ { // what is nested in it keeps its words
				if f.owner[t] < 0 && (f.drafts[i].holds(t) || verb <= t && t < teller.Last) {
					f.owner[t] = i
				}
			}
			f.headed[verb] = i
		}
	}
}

// tellsFirst reports whether a word can be a verb of telling before its subject: in
// the present or the past, and in the past not one that takes a hearer, whose
// participle looks the same ("the envoy, told the news, left").
func (f *finder) tellsFirst(verb int) bool {
	frames := f.frameOf(verb)
	if frames&lexicon.Clause == 0 {
		return false
	}
	switch f.doc.Tokens[verb].XPOS {
	case "VBZ", "NNS":
		return true
	case "VBD":
		return frames&(lexicon.Told|lexicon.ToBeDone) == 0
	}
	return false
}

// tellerAfter returns the phrase between a verb and a comma, with its apposition;
// empty where what stands there is none, or the day of an announcement.
func (f *finder) tellerAfter(verb, last int) page.Run {
	phrase := func(from int) page.Run {
		run := page.Run{First: from, Last: from}
		for run.Last < last && (nominal[f.doc.Tokens[run.Last].UPOS] || f.doc.Tokens[run.Last].UPOS == "ADV" && run.Len() > 0) {
			run.Last++
		}
		return run
	}
	run := phrase(verb + 1)
	if run.Len() == 1 && f.doc.Tokens[run.First].UPOS == "NUM" || run.Len() > 0 && (f.doc.Tokens[run.First].UPOS == "ADP" || f.weekday(run.First)) {
		return page.Run{}
	}
	if run.Len() == 0 && verb+1 < last {
		switch f.Lower(verb + 1) {
		case "he", "she", "they":
			run.Last++
		}
	}
	if run.Len() == 0 || run.Last >= last || f.doc.Form(run.Last) != "," {
		return page.Run{}
	}
	if more := phrase(run.Last + 1); more.Len() > 1 && (f.doc.Tokens[more.First].UPOS == "DET" || f.doc.Tokens[more.First].UPOS == "PROPN") && more.Last < last && f.doc.Form(more.Last) == "," {
		run.Last = more.Last
	}
	return run
}

// breaks reports whether what stands before and after a teller is one clause: the
// subject and its verb, what it depends on and what depends on it, or a clause and the
// infinitive that it ends with.
func (f *finder) breaks(before, after page.Run) bool {
	if before.Len() < 1 || after.Len() < 2 {
		return false
	}
	first := after.First
	for first+1 < after.Last && f.doc.Tokens[first].UPOS == "ADV" {
		first++
	}
	switch f.doc.Tokens[first].XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return !f.finite(before)
	case "TO":
		return f.finite(before)
	case "CC", "WP", "WDT", "WRB", "VBG", "VBN", "WP$":
		return false
	}
	return f.doc.Tokens[before.First].UPOS == "SCONJ" && f.finite(before) && f.finite(after)
}

// knows reports whether a statement has a teller for its source already, with words
// after it.
func (f *finder) knows(verb int, teller, after page.Run) bool {
	i := f.owner[verb]
	if i < 0 || f.drafts[i].cue.First > verb || verb >= f.drafts[i].cue.Last || len(f.drafts[i].sources) == 0 || !f.drafts[i].sources[0].Overlaps(teller) {
		return false
	}
	return f.drafts[i].holds(after.First)
}

// vacate takes the words of a run from all statements, and away the one whose cue is
// in it.
func (f *finder) vacate(run page.Run, verb int) {
	for i := range f.drafts {
		d := &f.drafts[i]
		if d.cue.First <= verb && verb < d.cue.Last {
			f.empty(i)
			continue
		}
		if f.Sentence(d.head) != f.Sentence(verb) {
			continue
		}
		d.sources, d.contents = cut(d.sources, run), cut(d.contents, run)
	}
	f.releaseAll(run)
}

// cut returns runs without the words of another.
func cut(runs []page.Run, other page.Run) []page.Run {
	var kept []page.Run
	for _, run := range runs {
		if !run.Overlaps(other) {
			kept = append(kept, run)
			continue
		}
		for _, piece := range [...]page.Run{{First: run.First, Last: other.First}, {First: other.Last, Last: run.Last}} {
			if piece.Len() > 0 {
				kept = append(kept, piece)
			}
		}
	}
	return kept
}
