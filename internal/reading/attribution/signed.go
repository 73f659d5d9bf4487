package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// The rules of this file find who speaks where no verb says so: a dash, a bracket or a
// colon beside a quotation, and the colons and verbs of headlines.

const (
	ruleSigned   = "signed"       // "We wait." – Ada Roth
	longestAside = 12             // words of whom and of where before the colon of a quotation
	longestWho   = 6              // words of who speaks, in a headline and after a dash
	dashes       = "-–—--"        // between a quotation and a name
	opening      = `"“„‘'«` + "`" // marks that open
)

// signed adds the quotations beside which only a name stands.
func (f *finder) signed() {
	for _, q := range f.Quotations() {
		if q.Words < 2 || !q.Closed || !q.Opened {
			continue
		}
		if mark, source, ok := f.signedBefore(q); ok {
			f.sign(q, mark, source)
		} else if mark, source, ok := f.signedAfter(q); ok {
			f.sign(q, mark, source)
		}
	}
}

// sign makes a statement of a quotation and whoever the mark beside it names, and takes
// away those whose cues are the mark or stand outside the quotation beside it.
func (f *finder) sign(q page.Quotation, mark int, source page.Run) {
	for i := range f.drafts {
		d := &f.drafts[i]
		beside := d.cue.Holds(mark) || source.First-2 <= d.head && d.head < q.First || q.Last <= d.head && d.head < source.Last
		if beside || d.rule == ruleQuotation && d.holds(q.First) {
			f.empty(i)
		}
	}
	cue := page.Run{First: mark, Last: mark + 1}
	if source.Len() > 1 && source.Last <= mark && page.IsSpeech(f.Lower(source.First)) { // "Wrote Roth: “We wait.”"
		cue, source.First = page.Run{First: source.First, Last: source.First + 1}, source.First+1
	}
	f.append(relation{cue: cue, head: cue.First, sources: runs(source), contents: []page.Run{q.Run}, rule: ruleSigned, margin: ruledMargin})
}

// signedBefore finds who stands with a dash or a colon before a quotation: "Ada Roth –
// “We wait.”", "Statement of Minister Roth: “We wait.”", "Roth, in a letter: “We wait.”"
func (f *finder) signedBefore(q page.Quotation) (mark int, source page.Run, ok bool) {
	mark = q.First - 1
	if mark < 1 || f.Paragraph(mark) != f.Paragraph(q.First) {
		return 0, page.Run{}, false
	}
	first := f.Paragraphs()[f.Paragraph(mark)].First
	for t := mark - 1; t >= max(first, mark-longestAside-1); t-- {
		if end := f.doc.Form(t); f.Quoted(t) >= 0 || end == "." || end == "?" || end == "!" {
			first = t + 1
			break
		}
	}
	words := page.Run{First: first, Last: mark}
	if words.Len() < 1 || words.Len() > longestAside || f.verbIn(words) {
		return 0, page.Run{}, false
	}
	switch form := f.doc.Form(mark); {
	case form == ":":
		source = f.whoAmong(words)
	case strings.Contains(dashes, form):
		source = words
	}
	return mark, source, source.Len() > 0 && f.isWho(source)
}

// signedAfter finds who stands with a dash or in brackets after a quotation: "“We wait.”
// – Ada Roth", "“We wait” (Ada Roth, 6 February)".
func (f *finder) signedAfter(q page.Quotation) (mark int, source page.Run, ok bool) {
	mark = q.Last
	last := f.Paragraphs()[f.Paragraph(q.First)].Last
	if mark+1 >= last || f.doc.Form(mark) != "(" && !strings.Contains(dashes, f.doc.Form(mark)) {
		return 0, page.Run{}, false
	}
	end := mark + 1
	for end < last && !strings.Contains(",.;()", f.doc.Form(end)) {
		end++
	}
	source = page.Run{First: mark + 1, Last: end}
	closes := f.doc.Form(mark) == "(" || end == last || end+1 == last || f.doc.Form(end) == ","
	return mark, source, closes && source.Len() > 0 && source.Len() <= longestWho && !f.verbIn(source) && f.isWho(source)
}

// whoAmong returns the words of who speaks among those before a colon: without the paper
// that they are of, and as far as the first comma or preposition.
func (f *finder) whoAmong(words page.Run) page.Run {
	if words.Len() > 2 && f.words.Noun(f.doc.Tokens[words.First].Lemma).Has(lexicon.Paper) {
		switch f.Lower(words.First + 1) {
		case "of", "by", "from":
			words.First += 2
		}
	}
	for t := words.First + 1; t < words.Last; t++ {
		if f.doc.Form(t) == "," || f.doc.Tokens[t].UPOS == "ADP" && f.Lower(t) != "of" {
			words.Last = t
		}
	}
	return words
}

// isWho reports whether words can name who speaks: they hold a name of a person or a body
// of which they are no more than the title, end with a noun for one, or are two
// capitalised words or more.
func (f *finder) isWho(run page.Run) bool {
	capitals := 0
	for t := run.First; t < run.Last; t++ {
		if shape := shapeOf(f.doc.Form(t)); shape == 2 || shape == 1 {
			capitals++
		}
	}
	last := run.Last - 1
	switch f.entity[last] {
	case personEntity, bodyEntity:
		return true
	}
	if run.Len() == 1 && (f.isName(last) || f.entity[last] == 0 && f.doc.Tokens[last].XPOS == "NNP" && capitals == 1 && shapeOf(f.doc.Form(last)) == 2) {
		return true
	}
	noun := f.words.Noun(f.doc.Tokens[last].Lemma)
	if f.doc.Tokens[last].UPOS == "NOUN" && noun.Has(lexicon.Person|lexicon.Source|lexicon.Servant|lexicon.Human|lexicon.Unnamed|lexicon.Group) {
		return true
	}
	return capitals == run.Len() && capitals > 1 && capitals < 5 && f.entity[last] == 0 && f.doc.Tokens[last].UPOS == "PROPN"
}

// isName reports whether a word is elsewhere in the report the last of the name of a person.
func (f *finder) isName(t int) bool {
	if f.people == nil {
		f.people = map[string]bool{}
		for _, e := range f.doc.Entities {
			if e.Label == "PER" {
				f.people[f.doc.Form(e.Last-1)] = true
			}
		}
	}
	return f.people[f.doc.Form(t)]
}

var bodyEntity = hash("ORG")

// verbIn reports whether a run has a verb.
func (f *finder) verbIn(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		if upos := f.doc.Tokens[t].UPOS; (upos == "VERB" || upos == "AUX") && shapeOf(f.doc.Form(t)) == 3 {
			return true
		}
	}
	return false
}

// press reports whether words are the name of an outlet.
func (f *finder) press(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		if word := world.Press(f.Lower(t)); word.Name || t == run.Last-1 && word.Ends {
			return true
		}
	}
	return false
}

// headings finds who speaks in headlines with a colon, before it or after, and in those
// that begin with a name and a verb of speech: "Roth: no deal", "Bridge to stay: mayor",
// "Roth says ‘no’".
func (f *finder) headings() {
	for _, part := range f.Parts {
		if part.Kind != verbale.Title && part.Kind != verbale.Heading {
			continue
		}
		run := page.Run{First: f.doc.TokenAt(part.Start), Last: f.doc.TokenAt(part.End-1) + 1}
		if run.Last > len(f.doc.Tokens) || run.Len() < 3 || f.drafted(run) {
			continue
		}
		if d, ok := f.headingColon(run); ok {
			f.append(d)
		} else if d, ok := f.headingVerb(run); ok {
			f.append(d)
		}
	}
}

// drafted reports whether a statement with a source has its cue in a run.
func (f *finder) drafted(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		if i := f.owner[t]; i >= 0 && len(f.drafts[i].sources) > 0 && len(f.drafts[i].contents) > 0 {
			return true
		}
	}
	return false
}

// headingColon reads a heading with one colon.
func (f *finder) headingColon(run page.Run) (d relation, ok bool) {
	colon := -1
	for t := run.First + 1; t+1 < run.Last; t++ {
		if f.doc.Form(t) == ":" {
			if colon >= 0 {
				return d, false
			}
			colon = t
		}
	}
	if colon < 0 {
		return d, false
	}
	before, after := f.trimmed(page.Run{First: run.First, Last: colon}), f.trimmed(page.Run{First: colon + 1, Last: run.Last})
	d = relation{cue: page.Run{First: colon, Last: colon + 1}, head: colon, rule: ruleHeadline, margin: ruledMargin}
	told := f.headingTeller(page.Run{First: run.First, Last: colon})
	switch {
	case before.Len() <= longestWho && after.Len() > 1 && !f.verbIn(before) && f.isWho(before) && !f.press(before):
		d.sources, d.contents = runs(before), runs(after)
	case after.Len() <= longestWho && before.Len() > 2 && !f.verbIn(after) && f.isWho(after) && !f.press(after) && (f.finite(before) || f.infinitiveIn(before)):
		d.sources, d.contents = runs(after), runs(before)
	case told > run.First && told+2 >= colon-longestWho && after.Len() > 1: // "Roth tells Holm: wait"
		d.cue, d.head = page.Run{First: told, Last: told + 1}, told
		d.sources, d.contents = runs(page.Run{First: run.First, Last: told}), runs(after)
	}
	return d, len(d.contents) > 0
}

// headingVerb reads a heading that begins with a name and a verb of speech.
func (f *finder) headingVerb(run page.Run) (d relation, ok bool) {
	verb := f.headingTeller(run)
	if verb < 0 {
		return d, false
	}
	content := f.trimmed(page.Run{First: verb + 1, Last: run.Last})
	d = relation{cue: page.Run{First: verb, Last: verb + 1}, head: verb, sources: runs(page.Run{First: run.First, Last: verb}), contents: runs(content),
		rule: ruleHeadline, margin: ruledMargin}
	return d, content.Len() > 1 && page.IsSpeech(f.Lower(verb)) && f.frameOf(verb)&lexicon.Clause != 0
}

// headingTeller returns the verb of speech that follows the name with which a heading
// begins, or -1.
func (f *finder) headingTeller(run page.Run) int {
	for t := run.First + 1; t < min(run.Last, run.First+longestWho); t++ {
		if strings.HasSuffix(f.Lower(t), "s") && page.IsSpeech(f.Lower(t)) {
			if f.isWho(page.Run{First: run.First, Last: t}) {
				return t
			}
			return -1
		}
	}
	return -1
}
