package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
)

// judged returns what the main clause says of whom or what it is about by a word of
// judgement: as its predicate ("the raid was unlawful"), beside its predicate ("it was a
// shameful day"), as its verb ("the guild failed to answer"), or in what a verb of showing or
// doing has for its object ("the raid was called a farce", "they committed a crime"). What is
// to come, possible, demanded or asked is not judged; praise that is denied is blame, blame
// that is denied is nothing.
func (m *mainClause) judged() lexicon.Judgement {
	if m.future || m.possible || m.modal >= 0 || m.deontic || m.asked || m.infinitive || m.conditional || m.subject >= 0 && m.negativePhrase(m.subject) {
		return lexicon.NoJudgement
	}
	if j := m.predicate(m.root); j != lexicon.NoJudgement {
		return m.turnedBy(j)
	}
	for t := m.run.First; t < m.run.Last; t++ {
		if m.Head(t) != m.root || t == m.root {
			continue
		}
		switch rel := m.doc.Tokens[t].DepRel; {
		case rel == "xcomp", rel == "obj", rel == "ccomp" && m.showing():
		case rel == "obl" && m.showing():
		case rel == "conj" && m.doc.Tokens[t].UPOS == m.word.UPOS && m.word.UPOS != "VERB":
		default:
			continue
		}
		if j := m.predicate(t); j != lexicon.NoJudgement {
			if rel := m.doc.Tokens[t].DepRel; rel == "obj" && j == lexicon.Blame && !m.doing() && !m.showing() {
				continue // "the guild condemned the crime" blames nobody of whom it speaks
			}
			return m.turnedBy(j)
		}
	}
	return lexicon.NoJudgement
}

// turnedBy returns a judgement as the negation of its clause leaves it.
func (m *mainClause) turnedBy(j lexicon.Judgement) lexicon.Judgement {
	switch {
	case !m.negative:
		return j
	case j == lexicon.Praise:
		return lexicon.Blame
	}
	return lexicon.NoJudgement
}

// predicate returns how a word judges, or what stands beside it as its adjective.
func (m *mainClause) predicate(t int) lexicon.Judgement {
	token := &m.doc.Tokens[t]
	if token.UPOS == "VERB" && (t != m.root && token.DepRel != "conj" || m.undergoes || m.subject < 0 || !m.somebody(m.subject) || !m.reaches(t)) {
		return lexicon.NoJudgement
	}
	j := m.judgementOf(t)
	if token.UPOS == "NOUN" && j == lexicon.NoJudgement {
		m.child(t, m.run, func(k int) bool {
			rel := m.doc.Tokens[k].DepRel
			if rel == "amod" || rel == "compound" {
				j = m.judgementOf(k)
			}
			return j != lexicon.NoJudgement
		})
	}
	if j != lexicon.NoJudgement && m.negativePhrase(t) {
		return lexicon.NoJudgement
	}
	return j
}

// reaches reports whether a verb has an object, an infinitive or another complement: "failed
// to answer", where "the pump failed" blames nobody.
func (m *mainClause) reaches(verb int) bool {
	return m.child(verb, m.run, func(t int) bool {
		rel := m.doc.Tokens[t].DepRel
		return rel == "obj" || rel == "xcomp" || rel == "obl" && t > verb
	})
}

// judgementOf returns how a word judges by itself. A comparative compares, and judges nobody:
// "a braver crew".
func (v *view) judgementOf(t int) lexicon.Judgement {
	token := &v.doc.Tokens[t]
	if token.XPOS == "JJR" {
		return lexicon.NoJudgement
	}
	return v.words.Judgement(strings.ToLower(token.Lemma), token.UPOS)
}

// showings are verbs whose object or complement is a predicate of their subject.
var showings = lexicon.SetOf("be seem look show mean represent constitute amount remain")

// showing reports whether the main verb says what its subject is.
func (m *mainClause) showing() bool { return showings[m.word.Lemma] }

// doings are verbs by which somebody does what their object names.
var doings = lexicon.SetOf("commit make do practise pursue take wage have")

// doing reports whether the object of the main verb is what its subject does.
func (m *mainClause) doing() bool { return doings[m.word.Lemma] }

// named returns how the words of a content judge that tells what its cue calls somebody or
// something: "called the toll a shameful trick". Blame goes before praise.
func (v *view) named(d *relation) lexicon.Judgement {
	if d.cue.Len() == 0 || d.clause > 0 || !v.names(d) {
		return lexicon.NoJudgement
	}
	found, n := lexicon.NoJudgement, 0
	for _, run := range d.contents {
		for t := run.First; t < run.Last && n < maxNamed; t, n = t+1, n+1 {
			switch v.judgementOf(t) {
			case lexicon.Blame:
				return lexicon.Blame
			case lexicon.Praise:
				found = lexicon.Praise
			}
		}
	}
	return found
}

// names reports whether a cue gives something a name ("called it a trick", "took out a page
// calling it a trick"), or holds it for something ("regards the guild as a gang").
func (v *view) names(d *relation) bool {
	for t := d.cue.First; t < d.cue.Last; t++ {
		if v.verb(t).Has(lexicon.Names) {
			return true
		}
	}
	return v.verb(d.head).Attitude() && !v.child(v.rootOf(d.contents[0]), d.contents[0], func(t int) bool {
		return strings.HasPrefix(v.doc.Tokens[t].DepRel, "nsubj") || v.doc.Tokens[t].UPOS == "AUX"
	}) && !v.finite(d.contents[0])
}

// maxNamed is how many words of a content are looked at for what somebody is called.
const maxNamed = 40
