package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
)

// accusing are words beside verbs and nouns that accuse.
var accusing = lexicon.SetOf("hypocritical hypocritically one-sidedly shameful outrageous disgraceful irresponsible unjustified")

// accused reports whether the main clause says in plain words that another does or did
// wrong. A word that is negated, supposed, asked or said of nobody accuses nobody: "was
// never violated", "mistakes were made".
func (m *mainClause) accused() bool {
	if m.negative || m.asked || m.future || m.possible || m.deontic || m.able || m.subject >= 0 && m.negativePhrase(m.subject) {
		return false
	}
	if m.subject >= 0 && m.undergoes && !m.hasAgent() && m.words.Verb(m.word.Lemma).Has(lexicon.Accuses) {
		return false
	}
	for t := m.run.First; t < m.run.Last && m.Sentence(t) == m.Sentence(m.root); t++ {
		lemma := m.doc.Tokens[t].Lemma
		switch {
		case t == m.root && m.words.Verb(lemma).Has(lexicon.Accuses) && m.doc.Tokens[t].UPOS == "NOUN": // "this is blackmail"
			return true
		case m.words.Verb(lemma).Has(lexicon.Accuses) && m.doc.Tokens[t].UPOS == "VERB":
			if m.mainDeed(t) && !m.lies(t) {
				return true
			}
		case m.words.Noun(lemma).Has(lexicon.Accuses) && m.doc.Tokens[t].UPOS == "NOUN", accusing[lemma]:
			if m.inMain(t) && !m.negativePhrase(t) {
				return true
			}
		}
	}
	return false
}

// hasAgent reports whether a passive says by whom.
func (m *mainClause) hasAgent() bool {
	return m.child(m.root, m.run, func(t int) bool {
		return strings.HasPrefix(m.doc.Tokens[t].DepRel, "obl") && strings.EqualFold(m.doc.Form(m.Left(t)), "by")
	})
}

// mainDeed reports whether a verb is the main verb, or one that is joined to it or hangs on
// it as its infinitive or participle: "had stooped to lie", "went on violating".
func (m *mainClause) mainDeed(t int) bool {
	for steps := 0; steps < 4; steps++ {
		if t == m.root {
			return true
		}
		if rel := m.doc.Tokens[t].DepRel; rel != "conj" && rel != "xcomp" {
			return false
		}
		if m.child(t, m.run, func(k int) bool { return negation[m.Lower(k)] }) {
			return false
		}
		if t = m.Head(t); t < m.run.First || t >= m.run.Last {
			return false
		}
	}
	return false
}

// inMain reports whether a noun or adjective stands in the main clause and in none below it.
func (m *mainClause) inMain(t int) bool {
	for steps := 0; steps < 6; steps++ {
		if t == m.root {
			return true
		}
		switch m.doc.Tokens[t].DepRel {
		case "advcl", "acl", "acl:relcl", "ccomp", "csubj", "parataxis", "nsubj", "nsubj:pass":
			return false
		}
		if t = m.Head(t); t < m.run.First || t >= m.run.Last {
			return false
		}
	}
	return false
}

// placing are prepositions after which something lies somewhere.
var placing = lexicon.SetOf("in with at on off near within between behind under")

// lies reports whether a form of "lie" tells where something is: "the answer lies in
// talks". "Lied" never does, "lay" always.
func (m *mainClause) lies(t int) bool {
	if m.doc.Tokens[t].Lemma != "lie" || strings.EqualFold(m.doc.Form(t), "lied") {
		return false
	}
	if form := m.Lower(t); form == "lay" || form == "lain" {
		return true
	}
	return m.child(t, m.run, func(k int) bool {
		return placing[m.Lower(m.Left(k))] && k > t
	})
}
