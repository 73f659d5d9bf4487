package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// speaksFor reports whether a source speaks for what a subject names, as far as
// the words of the report tell: its own country or government ("his country", "the
// government"), or the state after which the source is called here or where it is
// named first ("the Ruritanian envoy said Ruritania would wait").
func (v *view) speaksFor(subject int, d *relation) bool {
	if v.Quoted(subject) >= 0 && v.doc.Tokens[subject].UPOS == "PRON" {
		return false
	}
	switch body := v.words.Noun(v.doc.Tokens[subject].Lemma).Has(lexicon.OwnSide); {
	case !body:
	case v.doc.Tokens[v.Left(subject)].XPOS == "PRP$":
		return true
	case strings.EqualFold(v.doc.Form(v.Left(subject)), "the") && v.Left(subject)+1 == subject && v.office(d):
		return true
	}
	if v.doc.Tokens[subject].UPOS != "PROPN" {
		return false
	}
	stem := stemOfState(v.doc.Form(subject))
	if stem == "" {
		return false
	}
	for _, s := range d.sources {
		if v.calledAfter(s, stem) || v.introduced(s, stem) {
			return true
		}
	}
	return false
}

// office reports whether a source holds an office: the government is then its own.
func (v *view) office(d *relation) bool {
	for _, s := range d.sources {
		for t := s.First; t < s.Last; t++ {
			if v.words.Noun(strings.ToLower(v.doc.Tokens[t].Lemma)).Has(lexicon.Officer) {
				return true
			}
		}
	}
	return false
}

// stemLength is how many letters the name of a state and the word made of it have
// in common: Ruritania and Ruritanian, Spain has fewer.
const stemLength = 4

// stemOfState returns the letters by which the word made of a name is known again.
func stemOfState(name string) string {
	if shape := shapeOf(name); shape != 2 || len(name) <= stemLength {
		return ""
	}
	return strings.ToLower(name[:stemLength])
}

// calledAfter reports whether a run is called after a state: by the word made of
// its name, or by the name before an office or after "of". One who goes to a state
// is not called after it.
func (v *view) calledAfter(run page.Run, stem string) bool {
	for t := run.First; t < run.Last; t++ {
		form := v.doc.Form(t)
		if len(form) <= stemLength || !strings.EqualFold(form[:stemLength], stem) || shapeOf(form) != 2 {
			continue
		}
		switch v.doc.Tokens[t].DepRel {
		case "amod", "compound", "nmod:poss", "nmod:desc":
			return true
		case "nmod":
			if strings.EqualFold(v.doc.Form(v.Left(t)), "of") {
				return true
			}
		}
	}
	return false
}

// introduced reports whether the name of a source stood earlier in a phrase that
// is called after a state.
func (v *view) introduced(source page.Run, stem string) bool {
	name := source.Last - 1
	if v.doc.Tokens[name].UPOS != "PROPN" {
		return false
	}
	for t := 0; t < source.First; t++ {
		if v.lower[t] != v.lower[name] || v.doc.Tokens[t].UPOS != "PROPN" {
			continue
		}
		top := t
		for v.Head(top) >= 0 && (v.doc.Tokens[top].DepRel == "flat" || v.doc.Tokens[top].DepRel == "compound" || v.doc.Tokens[top].DepRel == "appos" || v.doc.Tokens[top].DepRel == "nmod:desc") {
			top = v.Head(top)
		}
		return v.calledAfter(page.Run{First: v.Left(top), Last: v.Right(top)}, stem)
	}
	return false
}
