package event

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// finish adds what does not hang on the frame: the clause, the place, the day, and
// whether it happened. Head is the word that governs the clause.
func (f *finder) finish(d *Draft, head int, a args) {
	run := f.clause(d, head, a)
	if a.object >= 0 && f.the(a.object, "case") == run.First && run.Len() > 1 { // "to the draft that they sent"
		run.First++
	}
	if d.Place == empty {
		d.Place = f.placeIn(run, d.Trigger.First, head)
	}
	d.When = f.timeIn(run, d.Trigger.First, head)
	d.Evidence = f.oneLine(run, d.Trigger)
	d.Factuality = f.factuality(head, d.Trigger.First)
	judge := Judge{f}
	d.Value = judge.Value(d.Trigger.First)
}

// withDay widens a clause to the day that stands right before it: "On May 9, …".
func (f *finder) withDay(run page.Run) page.Run {
	at := run.First - 1
	if at >= 0 && f.Lower(at) == "," {
		at--
	}
	for at >= 0 && f.Sentence(at) == f.Sentence(run.First) && f.isTime(at) {
		run.First = at
		at--
	}
	return run
}

// clause is the run from the first word of a deed's clause to the last complement
// that belongs to it: other clauses and second verbs do not.
func (f *finder) clause(d *Draft, head int, a args) page.Run {
	run := d.Trigger
	widen := func(r page.Run) {
		if r.Len() > 0 && f.Sentence(r.First) == f.Sentence(head) {
			run.First, run.Last = min(run.First, r.First), max(run.Last, r.Last)
		}
	}
	widen(page.Run{First: head, Last: head + 1})
	for at := range f.hanging(head) {
		switch f.rel(at) {
		case "nsubj", "obj", "iobj", "obl", "nmod", "det", "amod", "compound", "advmod", "aux", "nummod", "xcomp":
			widen(f.complement(at))
		}
	}
	for _, at := range []int{a.subject, a.object, a.indirect} {
		if at >= 0 {
			widen(f.complement(at))
		}
	}
	return run
}

// complement is the run of a phrase without the clauses that hang on its end.
func (f *finder) complement(i int) page.Run {
	run := f.Subtree(i)
	for at := range f.hanging(i) {
		if rel := f.token(at).DepRel; at > i && (rel == "acl:relcl" || rel == "acl" || rel == "parataxis" || rel == "advcl") {
			run.Last = min(run.Last, f.Left(at))
		}
	}
	for run.Last-1 > i && f.token(run.Last-1).UPOS == "PUNCT" {
		run.Last--
	}
	return run
}

// oneLine is the span of a run, cut to the line of the trigger.
func (f *finder) oneLine(run, trigger page.Run) lang.Span {
	span, at, text := run.Span(f.Doc), trigger.Span(f.Doc), f.Doc.Text
	if i := strings.LastIndexByte(text[span.Start:at.Start], '\n'); i >= 0 {
		span.Start += i + 1
		for _, t := range f.Doc.Tokens[run.First:run.Last] {
			if t.Start >= span.Start {
				span.Start = t.Start
				break
			}
		}
	}
	if i := strings.IndexByte(text[at.End:span.End], '\n'); i >= 0 {
		end := at.End
		for _, t := range f.Doc.Tokens[trigger.Last:run.Last] {
			if t.End <= at.End+i {
				end = t.End
			}
		}
		span.End = end
	}
	return span
}

// placeIn is the first name of a place that belongs to a deed and that a preposition
// of place stands before, after the word that tells it or before it.
func (f *finder) placeIn(run page.Run, trigger, head int) page.Run {
	for _, part := range []page.Run{{First: trigger, Last: run.Last}, {First: run.First, Last: trigger}} {
		for i := part.First; i < part.Last; i++ {
			if !f.isName(i, "LOC") || i > 0 && f.entity[i-1] == f.entity[i] {
				continue
			}
			name := f.headOfName(i)
			switch f.caseOf(name) {
			case "in", "at", "near", "outside", "off", "across":
				if f.belongs(name, trigger, head) {
					return f.nameRun(i)
				}
			}
		}
	}
	return empty
}

// headOfName is the word of a name on which the others hang.
func (f *finder) headOfName(i int) int {
	e := &f.Doc.Entities[f.entity[i]]
	for at := e.First; at < e.Last; at++ {
		if h := f.Head(at); h < e.First || h >= e.Last {
			return at
		}
	}
	return i
}

func (f *finder) nameRun(i int) page.Run {
	e := &f.Doc.Entities[f.entity[i]]
	return page.Run{First: e.First, Last: e.Last}
}
