package attribution

import (
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
)

// Reports of assemblies tell between commas who is for a speaker and who is against:
// "Lenzia, supported by the guild and opposed by the islands, called for a truce". The
// words are of who stands in front of the first comma, of nobody else, and who is told to
// be for him says nothing by it.

// supporterBy reports whether the token at i is the "by" of such a participle: "supported
// by" after a comma, or after "and" where it is a second one, without an auxiliary.
func (f *finder) supporterBy(i int) bool {
	if i < 2 || f.Lower(i) != "by" || f.doc.Tokens[i-1].XPOS != "VBN" && f.doc.Tokens[i-1].XPOS != "VBD" {
		return false
	}
	if kind := f.verb(i - 1).Kind; kind != verbale.Support && kind != verbale.Reject && f.lemmaOf(i-1) != "join" {
		return false
	}
	switch f.Lower(i - 2) {
	case ",", "and", "but":
		return true
	}
	return false
}

// supported gives drafts whose source is told to be for another, or against, or who have
// none behind such words, the source that they have: the one in front.
func (f *finder) supported() {
	for i := range f.drafts {
		d := &f.drafts[i]
		if len(d.sources) > 1 || d.cue.Len() == 0 {
			continue
		}
		run := f.inFront(f.lastSupporter(d))
		if run.Len() == 0 {
			continue
		}
		if other := f.owner[run.First]; other >= 0 && other != i && len(f.drafts[other].contents) > 0 {
			continue // they are told in the words of another
		}
		d.sources = runs(run)
		f.own(i)
		f.count("supported", d)
	}
}

// lastSupporter is the "by" before the last of those who stand between the speaker of a
// draft and its cue and are told to be for him or against; -1 where there is none.
func (f *finder) lastSupporter(d *relation) int {
	if len(d.sources) == 1 && d.cue.First < d.sources[0].First {
		return -1
	}
	start, known := f.sentenceStart(d.cue.First), d.cue.First // from there on it is the source
	if len(d.sources) == 1 {
		known = d.sources[0].First
	}
	for t := d.cue.First - 1; t > start && (t >= known || f.ofList(t)); t-- {
		if f.supporterBy(t) {
			return t
		}
	}
	return -1
}

// inFront is who stands in front of the participles of which the "by" at by is one: a
// list of names and other nouns before a comma. It is empty where there is none.
func (f *finder) inFront(by int) page.Run {
	if by < 0 {
		return page.Run{}
	}
	start, comma := f.sentenceStart(by), -1
	for t := by; t > start && f.ofList(t); t-- {
		if f.supporterBy(t) && f.Lower(t-2) == "," {
			comma = t - 2
		}
	}
	if comma < 0 {
		return page.Run{}
	}
	first := comma
	for first > start && f.ofList(first-1) && f.Lower(first-1) != "by" {
		first--
	}
	for first < comma && (f.doc.Tokens[first].UPOS == "PUNCT" || f.doc.Tokens[first].UPOS == "CCONJ") {
		first++
	}
	return page.Run{First: first, Last: comma}
}

// ofList reports whether a token can stand in a list of names with their participles.
func (f *finder) ofList(t int) bool {
	switch f.doc.Tokens[t].UPOS {
	case "PROPN", "DET", "CCONJ", "NUM":
		return true
	case "PUNCT", "SYM":
		return f.Lower(t) == "," || f.Lower(t) == "/" || f.Lower(t) == "-"
	}
	first, _ := utf8.DecodeRuneInString(f.doc.Form(t))
	return unicode.IsUpper(first) || f.Lower(t) == "by" || f.supporterBy(t+1)
}

// isSupporter reports whether a draft tells only who is for a speaker, or against:
// "supported by the guild" of "Lenzia, supported by the guild, …".
func (f *finder) isSupporter(d *relation) bool {
	if !f.supporterBy(d.head+1) || len(d.contents) != 1 || f.inMarks(d) {
		return false
	}
	run := d.contents[0]
	return run.Last <= d.head && f.nominalContent(run)
}
