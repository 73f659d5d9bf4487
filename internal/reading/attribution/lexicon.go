package attribution

import "verbale.dev/verbale/internal/lexicon"

// lookUp returns what the lexicon has on a token as a cue, by its lemma or, where that
// is no cue, by what its form can be a form of; the lemma that it was looked up by; and
// whether it tells of an act.
func (v *view) lookUp(i int) (word *lexicon.Word, lemma string, ok bool) {
	lemma = v.lemmaOf(i)
	word = v.words.Cue(lemma)
	return word, lemma, word.Kind != ""
}

// lemmaOf returns the lemma of a token or, where it is no cue, what its form can be a
// form of and is one.
func (v *view) lemmaOf(i int) string {
	return wordOf(&v.doc.Tokens[i], v.Lower(i), v.irregular, v.isCue)
}

func (v *view) irregular(form string) (string, bool) { return v.words.Irregular(form) }

func (v *view) isCue(lemma string) bool { return v.words.Cue(lemma).IsCue() }

// verb returns what the lexicon has on a token as a verb.
func (v *view) verb(i int) *lexicon.Word { return v.words.Verb(v.lemmaOf(i)) }
