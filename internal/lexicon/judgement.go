package lexicon

import (
	"cmp"
	"fmt"
	"slices"
)

// Judgement is what a word says of whoever or whatever it is said of.
type Judgement uint8

// The judgements.
const (
	NoJudgement Judgement = iota
	Blame                 // "the raid was unlawful"
	Praise                // "the accord was historic"
	Pleasure              // of whoever feels it: "they were grateful"
	Displeasure           // "they were dismayed"
)

var (
	judgements = []string{"", "blame", "praise", "pleasure", "displeasure"}
	// classesJudged are the classes of words that judge, with their tag in the trees.
	classesJudged = []string{"", "adjective", "noun", "verb"}
	tagsJudged    = []string{"", "ADJ", "NOUN", "VERB"}
)

// judgementColumns are the columns of judgements.tsv with what their cells may hold. A word
// that judges in two classes has a line for each.
var judgementColumns = []column{
	{"lemma", nil, nil}, {"class", classesJudged[1:], nil}, {"says", judgements[1:], nil},
}

// judgedWord is a lemma with the tag of its class.
type judgedWord struct{ lemma, tag string }

// Judgement returns how a word with a lemma and a tag (ADJ, NOUN, VERB) judges. It says so
// of the word alone: who is judged, and whether it is denied, the clause tells.
func (l *Lexicon) Judgement(lemma, tag string) Judgement { return l.judgements[judgedWord{lemma, tag}] }

// addJudgement takes in a line of judgements.tsv.
func (l *Lexicon) addJudgement(cells []string) error {
	class, err := oneOf[uint8](classesJudged, cells[1])
	if err != nil || class == 0 {
		return fmt.Errorf("class: %q is no class of words", cells[1])
	}
	says, err := oneOf[Judgement](judgements, cells[2])
	if err != nil || says == NoJudgement {
		return fmt.Errorf("says: %q is no judgement", cells[2])
	}
	word := judgedWord{cells[0], tagsJudged[class]}
	if l.judgements[word] != NoJudgement {
		return fmt.Errorf("it has a line as %s already", cells[1])
	}
	l.judgements[word] = says
	return nil
}

// JudgedWord is a word that judges.
type JudgedWord struct {
	Lemma, Class string // the class as the table has it: adjective, noun, verb
	Says         Judgement
}

// Judgements lists the words that judge in the order of their lemmas.
func (l *Lexicon) Judgements() []JudgedWord {
	all := make([]JudgedWord, 0, len(l.judgements))
	for word, says := range l.judgements {
		all = append(all, JudgedWord{word.lemma, classesJudged[slices.Index(tagsJudged, word.tag)], says})
	}
	slices.SortFunc(all, func(a, b JudgedWord) int { return cmp.Or(cmp.Compare(a.Lemma, b.Lemma), cmp.Compare(a.Class, b.Class)) })
	return all
}
