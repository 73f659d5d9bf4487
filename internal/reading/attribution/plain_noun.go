package attribution

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// nounParts are what hangs on a noun of saying: what is said, who says it, and where the
// cue ends.
type nounParts struct {
	content, source page.Run
	cueEnd          int
}

// nounPart is a way in which a phrase or clause that hangs on a noun of saying tells a
// part of the statement.
type nounPart struct {
	name  string
	holds func(f *finder, noun, t int, p *nounParts) bool
	take  func(f *finder, noun, t int, p *nounParts)
}

// nounPartCases are tried in order for each that hangs on the noun; the first that holds
// takes it.
var nounPartCases = []nounPart{
	{"what is said", // "the claim that …", "the offer to …"
		func(f *finder, noun, t int, p *nounParts) bool {
			return t > noun && p.content.Len() == 0 && nounClauses[f.doc.Tokens[t].DepRel] &&
				(f.Lower(f.Left(t)) == "that" && f.conjunction(f.Left(t)) || f.infinitive(t))
		},
		func(f *finder, _, t int, p *nounParts) {
			p.content = f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		}},
	{"what is asked for", // "the demand for a pilot"
		func(f *finder, noun, t int, p *nounParts) bool {
			return t > noun && p.content.Len() == 0 && f.doc.Tokens[t].DepRel == "nmod" && f.Lower(f.Left(t)) == "for" &&
				f.words.Noun(f.lemmaOf(noun)).Frames&lexicon.For != 0
		},
		func(f *finder, noun, t int, p *nounParts) {
			p.content = f.trimmed(page.Run{First: f.Left(t) + 1, Last: f.Right(t)})
			if f.Left(t) == noun+1 {
				p.cueEnd = noun + 2
			}
		}},
	{"what it is of", // "its rejection of the map", "its opposition to the map", "its support for the map"
		func(f *finder, noun, t int, p *nounParts) bool {
			return t > noun && p.content.Len() == 0 && f.doc.Tokens[t].DepRel == "nmod" && f.doc.Tokens[t].UPOS != "PRON" &&
				f.words.Noun(f.lemmaOf(noun)).Frames&nounPrepositions[f.Lower(f.Left(t))] != 0
		},
		func(f *finder, noun, t int, p *nounParts) {
			p.content = f.trimmed(page.Run{First: f.Left(t) + 1, Last: f.Right(t)})
			if f.Left(t) == noun+1 {
				p.cueEnd = noun + 2
			}
		}},
	{"whose it is", // "the guild's claim"
		func(f *finder, _, t int, _ *nounParts) bool { return f.doc.Tokens[t].DepRel == "nmod:poss" },
		func(f *finder, _, t int, p *nounParts) {
			p.source = f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)})
		}},
	{"by whom it is", // "the threat by the rebels to burn the mill"
		func(f *finder, _, t int, _ *nounParts) bool {
			return f.doc.Tokens[t].DepRel == "nmod" && authorship[f.Lower(f.Left(t))]
		},
		func(f *finder, _, t int, p *nounParts) {
			end := f.Right(t)
			if deed := f.deedOf(t); deed >= 0 && p.content.Len() == 0 {
				p.content = f.trimmed(page.Run{First: f.Left(deed), Last: f.Right(deed)})
			}
			if p.content.Len() > 0 {
				end = min(end, p.content.First)
			}
			p.source = f.trimmed(page.Run{First: f.Left(t) + 1, Last: end})
		}},
}

// nounPrepositions are the frames of nouns by the prepositions that begin them.
var nounPrepositions = map[string]lexicon.Frame{"of": lexicon.Of, "to": lexicon.To}

// nounClauses are the relations in which a clause tells what a noun of saying says.
var nounClauses = lexicon.SetOf("acl ccomp acl:relcl advcl xcomp")

// authorship are the prepositions before whoever says what a noun tells.
var authorship = lexicon.SetOf("by of from")

// plainNoun adds the statement of a noun of saying with its complement. Who says
// it owns the noun, goes with "by", "of" or "from", or is the subject of the verb
// of which the noun is the object.
func (f *finder) plainNoun(noun int) {
	frames := f.words.Noun(f.lemmaOf(noun)).Frames
	if frames == 0 {
		return
	}
	p := f.partsOfNoun(noun)
	if p.content.Len() < 2 || !f.free(p.content) && !f.around(p.content) || p.source.Overlaps(p.content) {
		return
	}
	cue := page.Run{First: noun, Last: p.cueEnd}
	if p.source.Len() <= 0 || f.doc.Tokens[p.source.First].UPOS == "PRON" {
		if giver, verb := f.giver(noun); giver.Len() > 0 {
			p.source, cue.First = giver, f.group(verb).First
		}
	}
	form := "its claim that"
	if p.source.Len() <= 0 {
		p.source, form = f.calledSource(noun), "a guild claim that"
	}
	if p.source.Len() <= 0 && f.rumoured(noun, p.content) {
		f.add(relation{cue: cue, head: noun, contents: []page.Run{p.content}, form: "rumours that"})
		return
	}
	if p.source.Len() <= 0 || !f.free(p.source) || !f.free(cue) || f.nobody(p.source, noun) {
		return
	}
	f.add(relation{cue: cue, head: noun, sources: runs(p.source), contents: []page.Run{p.content}, form: form})
}

// partsOfNoun takes in what hangs on a noun of saying.
func (f *finder) partsOfNoun(noun int) nounParts {
	p := nounParts{cueEnd: noun + 1}
	for t := f.Left(noun); t < f.Right(noun); t++ {
		if f.Head(t) != noun {
			continue
		}
		for _, part := range nounPartCases {
			if part.holds(f, noun, t, &p) {
				part.take(f, noun, t, &p)
				break
			}
		}
	}
	return p
}

// calledSource returns the word before a noun of saying that names whose it is: "Lenzian
// warnings", "a guild proposal".
func (f *finder) calledSource(noun int) page.Run {
	for t := noun - 1; t >= f.Left(noun); t-- {
		if f.Head(t) != noun {
			continue
		}
		switch rel := f.doc.Tokens[t].DepRel; {
		case rel == "amod" && shapeOf(f.doc.Form(t)) <= 2 && f.doc.Tokens[t].UPOS == "ADJ",
			(rel == "compound" || rel == "nmod:desc" || rel == "nmod") && f.canSpeak(t):
			return f.trimmed(page.Run{First: f.Left(t), Last: t + 1})
		}
	}
	return page.Run{}
}

// rumoured reports whether a noun tells what is said by nobody who is named: "denied claims
// that the weir had burst". A clause must tell it.
func (f *finder) rumoured(noun int, content page.Run) bool {
	if f.inside >= 0 && f.outside(noun) || !f.free(page.Run{First: noun, Last: noun + 1}) {
		return false
	}
	switch f.words.Noun(f.lemmaOf(noun)).Kind {
	case verbale.Say, verbale.Accuse, verbale.Demand, verbale.Predict, verbale.Warn, verbale.Threaten, "":
		return f.Lower(content.First) == "that" || f.infinitiveRun(content) && f.words.Noun(f.lemmaOf(noun)).Frames&lexicon.For != 0
	}
	return false
}

// infinitiveRun reports whether a run begins with "to" or "not to" and a verb.
func (f *finder) infinitiveRun(run page.Run) bool {
	t := run.First
	if f.Lower(t) == "not" {
		t++
	}
	return t+1 < run.Last && f.doc.Tokens[t].XPOS == "TO"
}

// deedOf returns the infinitive that hangs on a noun, or -1.
func (f *finder) deedOf(noun int) int {
	for t := noun + 1; t < f.Right(noun); t++ {
		if f.Head(t) == noun && f.doc.Tokens[t].DepRel == "acl" && f.infinitive(t) {
			return t
		}
	}
	return -1
}

// giver returns the subject of the verb that has a noun of saying for its object,
// and the verb; -1 where there is none.
func (f *finder) giver(noun int) (page.Run, int) {
	verb := f.Head(noun)
	if verb < 0 || verb > noun || f.outside(verb) || f.doc.Tokens[noun].DepRel != "obj" || !f.verb(verb).Has(lexicon.Gives) || f.passive(verb) {
		return page.Run{}, -1
	}
	return f.subjectOf(verb), verb
}

// conjunction reports whether a "that" is one.
func (f *finder) conjunction(t int) bool {
	return f.doc.Tokens[t].UPOS == "SCONJ" || f.doc.Tokens[t].DepRel == "mark"
}
