package scene

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/draft"
)

// actOfSaying reports whether a statement's cue tells of something done at the time
// of the scene, and neither of a position nor of what is yet to come. The present
// tells what somebody always says, unless a paper speaks ("Ruritania says that it
// knew nothing"; "the note says …"); the perfect tells of a time before the scene.
func (d *filler) actOfSaying(s *draft.Statement) bool {
	if len(s.Cue) == 0 {
		return s.Mode == verbale.Direct
	}
	if d.perfect(s) {
		return false
	}
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	verb := -1
	for t := first; t <= last; t++ {
		switch word := d.Page.Doc.Tokens[t]; {
		case (word.XPOS == "VBZ" || word.XPOS == "VBP") && s.Channel == nil:
			return false
		case word.UPOS == "VERB":
			verb = t
		}
	}
	if verb < 0 {
		return strings.EqualFold(d.Page.Doc.Form(first), "according")
	}
	return !d.Words.Verb(d.Page.Doc.Tokens[verb].Lemma).Attitude()
}

// perfect reports whether a cue tells of a time before that of which the report tells.
func (d *filler) perfect(s *draft.Statement) bool {
	if len(s.Cue) == 0 {
		return false
	}
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	for t := first; t <= last; t++ {
		if word := d.Page.Doc.Tokens[t]; word.UPOS == "AUX" && word.Lemma == "have" {
			return true
		}
	}
	return false
}

// main reports whether a verb is that of a main clause, and of no clause that tells
// something beside: "a day after he said", "the plan, which he announced".
func (d *filler) main(token int) bool {
	for steps := 0; token >= 0 && steps < climbs; token, steps = d.Page.Doc.Tokens[token].Head, steps+1 {
		switch d.Page.Doc.Tokens[token].DepRel {
		case "acl", "acl:relcl":
			return false
		case "advcl":
			if !d.standsAlone(token) {
				return false
			}
		}
	}
	return true
}

// standsAlone reports whether a clause that is read as an adverbial one has a finite verb,
// a subject of its own and no word that introduces it: "The talks will begin in May, Rank
// announced on Monday".
func (d *filler) standsAlone(verb int) bool {
	switch d.Page.Doc.Tokens[verb].XPOS {
	case "VBD", "VBZ", "VBP":
	default:
		return false
	}
	subject := false
	for t := max(0, verb-subjectReach); t < verb; t++ {
		word := &d.Page.Doc.Tokens[t]
		if word.Head != verb {
			continue
		}
		if word.DepRel == "mark" || word.XPOS == "WRB" || word.XPOS == "IN" {
			return false
		}
		subject = subject || strings.HasPrefix(word.DepRel, "nsubj")
	}
	return subject
}

// otherwise reports whether a cue stands in a clause that is set before or after that
// on which it hangs: "the day after Lopes said".
func (d *filler) otherwise(cue int) bool {
	for steps := 0; cue >= 0 && steps < climbs; cue, steps = d.Page.Doc.Tokens[cue].Head, steps+1 {
		if rel := d.Page.Doc.Tokens[cue].DepRel; (rel == "advcl" || rel == "acl") && d.marked(cue) {
			return true
		}
	}
	return false
}

// climbs is how many words the tree is gone up at most.
const climbs = 8

// marked reports whether a clause is introduced by a word that sets it before or after
// another.
func (d *filler) marked(verb int) bool {
	for t := max(0, verb-subjectReach); t < verb; t++ {
		if d.Page.Doc.Tokens[t].Head == verb && elsewhen[strings.ToLower(d.Page.Doc.Form(t))] {
			return true
		}
	}
	return false
}

// above reports whether the verb nearest above a date is the cue, or one above it.
func (d *filler) above(cue, date int) bool {
	verb := d.verbAbove(date)
	for t, steps := cue, 0; t >= 0 && steps < climbs; t, steps = d.Page.Doc.Tokens[t].Head, steps+1 {
		if t == verb {
			return true
		}
	}
	return false
}

// verbAbove returns the verb nearest above a token; -1 where there is none.
func (d *filler) verbAbove(token int) int {
	for range climbs {
		token = d.Page.Doc.Tokens[token].Head
		if token < 0 || d.Page.Doc.Tokens[token].UPOS == "VERB" || d.Page.Doc.Tokens[token].UPOS == "AUX" {
			return token
		}
	}
	return -1
}

// past reports whether the verb nearest above a token tells of the past.
func (d *filler) past(token int) bool {
	for range climbs {
		head := d.Page.Doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		token = head
		if d.Page.Doc.Tokens[token].UPOS == "VERB" {
			return d.Page.Doc.Tokens[token].XPOS == "VBD"
		}
	}
	return false
}

// parted reports whether a word stands between two that sets the second before or
// after the first: "fighting began on Monday after Lopes demanded".
func (d *filler) parted(from, to int) bool {
	for t := from + 1; t < to; t++ {
		if elsewhen[strings.ToLower(d.Page.Doc.Form(t))] {
			return true
		}
	}
	return false
}

// hasSubject reports whether a verb has a subject of its own.
func (d *filler) hasSubject(verb int) bool {
	for t := max(0, verb-subjectReach); t < verb; t++ {
		if word := d.Page.Doc.Tokens[t]; word.Head == verb && strings.HasPrefix(word.DepRel, "nsubj") {
			return true
		}
	}
	return false
}

// headOf returns the token of a cue that hangs on a word outside it.
func (d *filler) headOf(first, last int) int {
	for t := first; t <= last; t++ {
		if h := d.Page.Doc.Tokens[t].Head; h < first || h > last {
			return t
		}
	}
	return last
}

// elsewhen are the words that set what follows before or after what they hang on.
var elsewhen = map[string]bool{"after": true, "before": true, "since": true, "until": true, "till": true, "following": true, "ahead": true}

// subjectReach is how many words before its verb a subject, or the word that introduces
// its clause, is looked for.
const subjectReach = 30
