package event

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
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
		d.Place = f.placeIn(run, d.Trigger.First)
	}
	d.When = f.timeIn(f.withDay(run), d.Trigger.First)
	d.Evidence = f.oneLine(run, d.Trigger)
	d.Factuality = f.factuality(head, d.Trigger.First)
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

// placeIn is the first name of a place in a clause that a preposition of place
// stands before, after the word that tells the deed or before it.
func (f *finder) placeIn(run page.Run, trigger int) page.Run {
	for _, part := range []page.Run{{First: trigger, Last: run.Last}, {First: run.First, Last: trigger}} {
		for i := part.First; i < part.Last; i++ {
			if !f.isName(i, "LOC") || i > 0 && f.entity[i-1] == f.entity[i] {
				continue
			}
			head := f.headOfName(i)
			switch f.caseOf(head) {
			case "in", "at", "near", "outside", "off", "across":
				return f.nameRun(i)
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

// timeIn is the index of the time expression of a clause that is nearest to the word
// that tells the deed, after it before one as far before it; -1.
func (f *finder) timeIn(run page.Run, trigger int) int {
	span, at := run.Span(f.Doc), f.token(trigger).Span
	best, far := -1, 0
	first, _ := slices.BinarySearchFunc(f.times, span.Start, func(t lang.Span, start int) int { return cmp.Compare(t.Start, start) })
	for i := first; i < len(f.times) && f.times[i].Start < span.End; i++ {
		away := 2 * (f.times[i].Start - at.End)
		if away < 0 {
			away = 2*(at.Start-f.times[i].End) + 1
		}
		if best < 0 || away < far {
			best, far = i, away
		}
	}
	return best
}

// governing says what a verb above an infinitive or a clause makes of the deed.
var governing = map[string]verbale.EventFactuality{
	"plan": verbale.EventPlanned, "intend": verbale.EventPlanned, "agree": verbale.EventPlanned, "decide": verbale.EventPlanned,
	"expect": verbale.EventPlanned, "schedule": verbale.EventPlanned, "set": verbale.EventPlanned, "promise": verbale.EventPlanned,
	"prepare": verbale.EventPlanned, "pledge": verbale.EventPlanned, "vow": verbale.EventPlanned, "go": verbale.EventPlanned,
	"want": verbale.EventWished, "urge": verbale.EventWished, "demand": verbale.EventWished, "call": verbale.EventWished,
	"ask": verbale.EventWished, "hope": verbale.EventWished, "propose": verbale.EventWished, "seek": verbale.EventWished,
	"wish": verbale.EventWished, "press": verbale.EventWished, "order": verbale.EventWished, "invite": verbale.EventWished,
	"threaten": verbale.EventPossible, "consider": verbale.EventPossible, "try": verbale.EventPossible, "offer": verbale.EventPossible,
	"begin": verbale.EventHappened, "start": verbale.EventHappened, "continue": verbale.EventHappened, "manage": verbale.EventHappened,
	"refuse": verbale.EventDenied, "fail": verbale.EventDenied, "decline": verbale.EventDenied, "deny": verbale.EventDenied,
	"avoid": verbale.EventDenied, "prevent": verbale.EventDenied,
}

// factuality says whether a deed happened, as the words around it have it. Verb is
// the word that governs its clause, trigger the word that tells it.
func (f *finder) factuality(verb, trigger int) verbale.EventFactuality {
	if f.negated(verb) || verb != trigger && f.negated(trigger) {
		return verbale.EventDenied
	}
	if f.token(verb).UPOS != "VERB" {
		return f.ofNoun(verb)
	}
	if of, ok := f.ofAuxiliaries(verb); ok {
		return of
	}
	if of, ok := f.ofGerund(verb, trigger); ok {
		return of
	}
	if f.isInfinitive(verb) {
		head := f.Head(verb)
		if head >= 0 && (f.token(head).Lemma == "have" || f.token(head).Lemma == "need") {
			if of, ok := f.ofAuxiliaries(head); ok {
				return of
			}
			return verbale.EventWished
		}
		if head >= 0 {
			if of, ok := governing[f.token(head).Lemma]; ok {
				if f.negated(head) && of != verbale.EventDenied {
					return verbale.EventDenied
				}
				return of
			}
		}
		return verbale.EventPlanned
	}
	return verbale.EventHappened
}

// ofGerund is what the words above a form in -ing make of a deed: "interest in signing",
// "will start preparing".
func (f *finder) ofGerund(verb, trigger int) (verbale.EventFactuality, bool) {
	head := f.Head(verb)
	if f.token(verb).XPOS != "VBG" || head < 0 || f.the(verb, "aux") >= 0 {
		return "", false
	}
	switch {
	case f.rel(verb) == "acl" && f.token(head).UPOS == "NOUN" && f.the(verb, "mark") >= 0:
		return verbale.EventPossible, true
	case f.rel(verb) == "xcomp" && f.token(head).UPOS == "VERB" && verb == trigger:
		return f.factuality(head, head), true
	}
	return "", false
}

// ofAuxiliaries is what the auxiliaries of a verb, or of the first of a
// coordination, make of the deed.
func (f *finder) ofAuxiliaries(verb int) (verbale.EventFactuality, bool) {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		for at := range f.hanging(verb) {
			if f.rel(at) != "aux" {
				continue
			}
			switch f.token(at).Lemma {
			case "will", "shall":
				if f.Lower(at) == "would" || f.Lower(at) == "'d" {
					return verbale.EventPossible, true
				}
				if f.Lower(at) == "should" {
					return verbale.EventWished, true
				}
				return verbale.EventPlanned, true
			case "must", "should", "ought":
				return verbale.EventWished, true
			case "may", "might", "can", "could", "would":
				return verbale.EventPossible, true
			}
		}
		if f.rel(verb) != "conj" || f.the(verb, "nsubj", "nsubj:pass") >= 0 {
			break
		}
		verb = f.Head(verb)
	}
	return "", false
}

// ofNoun is what the adjectives of a noun and the verb above it make of a deed.
func (f *finder) ofNoun(noun int) verbale.EventFactuality {
	for at := range f.hanging(noun) {
		switch f.Lower(at) {
		case "planned", "scheduled", "upcoming", "next", "forthcoming", "future", "coming":
			return verbale.EventPlanned
		case "possible", "potential", "proposed", "new":
			if f.Lower(at) != "new" {
				return verbale.EventPossible
			}
		}
	}
	if head := f.Head(noun); head >= 0 {
		if of, ok := governing[f.token(head).Lemma]; ok {
			return of
		}
		if of, ok := f.ofAuxiliaries(head); ok {
			return of
		}
	}
	return verbale.EventHappened
}

// negated reports whether a word is negated: "did not meet", "no talks", "without
// signing", "never met", "neither met".
func (f *finder) negated(i int) bool {
	for at := range f.hanging(i) {
		switch f.Lower(at) {
		case "not", "n't", "never", "no", "neither", "without":
			return true
		}
		if rel := f.rel(at); (rel == "nsubj" || rel == "obj") && f.the(at, "det") >= 0 && f.Lower(f.the(at, "det")) == "no" {
			return true
		}
	}
	return false
}

// isTold reports whether the words tell of a deed at all, and not of one that is
// only supposed, promised not to be done, or done as a rule: what stands after "if"
// or "whether", what "will not" be done, and a plain present without a day.
func (f *finder) isTold(d *Draft, verb int) bool {
	if f.conditional(verb) {
		return false
	}
	if d.Factuality == verbale.EventDenied {
		if of, ok := f.ofAuxiliaries(verb); ok && of != verbale.EventDenied {
			return false
		}
	}
	t := f.token(verb)
	plain := t.UPOS == "VERB" && (t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "VB") && f.the(verb, "aux", "aux:pass") < 0
	return !plain || d.When >= 0 || f.isInfinitive(verb)
}

// conditional reports whether a clause stands within a condition.
func (f *finder) conditional(verb int) bool {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		for at := range f.hanging(verb) {
			if f.rel(at) == "mark" {
				switch f.Lower(at) {
				case "if", "unless", "whether":
					return true
				}
			}
		}
		verb = f.Head(verb)
	}
	return false
}

// isInfinitive reports whether a verb stands with "to", itself or as a second one.
func (f *finder) isInfinitive(verb int) bool {
	for steps := 0; verb >= 0 && steps < maxSteps; steps++ {
		if at := f.the(verb, "mark"); at >= 0 && f.Lower(at) == "to" {
			return true
		}
		if f.rel(verb) != "conj" {
			return false
		}
		verb = f.Head(verb)
	}
	return false
}
