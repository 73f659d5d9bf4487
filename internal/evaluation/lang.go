package evaluation

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/internal/export/conllu"
)

// LanguageScores says how well an analysis of raw text agrees with a gold
// standard in CoNLL-U, in the measures of the CoNLL 2018 shared task.
type LanguageScores struct {
	Tokens, Sentences, Words            Score
	UPOS, XPOS, UFeats, AllTags, Lemmas Score
	UAS, LAS, CLAS                      Score
}

// LanguageMeasure is one line of LanguageScores.
type LanguageMeasure struct {
	Name  string
	Score Score
}

// Measures lists the scores with their names, in the order of the shared task.
func (s *LanguageScores) Measures() []LanguageMeasure {
	return []LanguageMeasure{
		{"Tokens", s.Tokens}, {"Sentences", s.Sentences}, {"Words", s.Words},
		{"UPOS", s.UPOS}, {"XPOS", s.XPOS}, {"UFeats", s.UFeats}, {"AllTags", s.AllTags}, {"Lemmas", s.Lemmas},
		{"UAS", s.UAS}, {"LAS", s.LAS}, {"CLAS", s.CLAS},
	}
}

// Add adds the counts of t to those of s, as if both texts were one.
func (s *LanguageScores) Add(t LanguageScores) {
	mine := []*Score{&s.Tokens, &s.Sentences, &s.Words, &s.UPOS, &s.XPOS, &s.UFeats, &s.AllTags, &s.Lemmas, &s.UAS, &s.LAS, &s.CLAS}
	for i, m := range t.Measures() {
		mine[i].Add(m.Score)
	}
}

// Language compares the sentences of system with those of gold. Tokens and
// sentences agree where they cover the same characters, white space aside. Words
// are aligned as the shared task aligns them (K. Zeman et al., CoNLL 2018): by
// their characters, and within stretches where either side has a multiword
// token by the longest common subsequence of their forms, letters folded. The
// other measures count aligned words that agree: universal features only,
// relations without subtype, heads that are aligned with each other; CLAS only
// looks at relations of content words. It is an error if the characters under
// the two sides differ.
func Language(gold, system []*conllu.Sentence) (LanguageScores, error) {
	g, s := flatten(gold), flatten(system)
	if at, same := differ(g.characters, s.characters); !same {
		return LanguageScores{}, fmt.Errorf("evaluation: the texts differ after %d bytes: gold goes on %q, system %q",
			at, excerpt(g.characters, at), excerpt(s.characters, at))
	}
	aligned := align(g.words, s.words)
	scores := LanguageScores{
		Tokens:    spanScore(g.tokens, s.tokens),
		Sentences: spanScore(g.sentences, s.sentences),
	}
	words := Score{Gold: len(g.words), System: len(s.words)}
	for _, score := range []*Score{&scores.Words, &scores.UPOS, &scores.XPOS, &scores.UFeats, &scores.AllTags, &scores.Lemmas, &scores.UAS, &scores.LAS} {
		*score = words
	}
	scores.CLAS = Score{Gold: countContent(g.words), System: countContent(s.words)}
	goldOf := make([]int, len(s.words)) // gold word aligned with each system word
	for i := range goldOf {
		goldOf[i] = notAligned
	}
	for _, pair := range aligned {
		goldOf[pair.system] = pair.gold
	}
	count := func(score *Score, agree bool) bool {
		if agree {
			score.Correct++
		}
		return agree
	}
	for _, pair := range aligned {
		a, b := &g.words[pair.gold], &s.words[pair.system]
		scores.Words.Correct++
		upos := count(&scores.UPOS, a.UPOS == b.UPOS)
		xpos := count(&scores.XPOS, a.XPOS == b.XPOS)
		feats := count(&scores.UFeats, a.feats == b.feats)
		count(&scores.AllTags, upos && xpos && feats)
		count(&scores.Lemmas, a.Lemma == "_" || a.Lemma == b.Lemma)
		head := noHead
		if b.head != noHead {
			head = goldOf[b.head]
		}
		uas := count(&scores.UAS, a.head == head)
		las := count(&scores.LAS, uas && a.relation == b.relation)
		if contentRelation(a.relation) {
			count(&scores.CLAS, las)
		}
	}
	return scores, nil
}

const (
	noHead     = -1 // of a root
	notAligned = -2
)

// extent is a half-open range of characters without white space, in bytes.
type extent struct{ start, end int }

type alignable struct {
	conllu.Word
	extent
	folded   string // form in lower case
	feats    string // universal features
	relation string // without subtype
	head     int    // index among all words
	inside   bool   // of a multiword token, whose extent it then has
}

// flat is a text without its white space, and what stands on it.
type flat struct {
	characters string
	tokens     []extent
	sentences  []extent
	words      []alignable
}

func flatten(sentences []*conllu.Sentence) flat {
	var f flat
	var b strings.Builder
	for _, s := range sentences {
		from, first := b.Len(), len(f.words)
		for t := range s.Tokens {
			start := b.Len()
			for _, r := range t.Form {
				if !unicode.Is(unicode.Zs, r) {
					b.WriteRune(r)
				}
			}
			e := extent{start, b.Len()}
			f.tokens = append(f.tokens, e)
			for id := t.First; id <= t.Last; id++ {
				w := s.Words[id-1]
				relation, _, _ := strings.Cut(w.DepRel, ":")
				head := noHead
				if w.Head > 0 {
					head = first + w.Head - 1
				}
				f.words = append(f.words, alignable{
					Word: w, extent: e, folded: strings.ToLower(w.Form), feats: universal(w.Feats),
					relation: relation, head: head, inside: t.Last > t.First,
				})
			}
		}
		f.sentences = append(f.sentences, extent{from, b.Len()})
	}
	f.characters = b.String()
	return f
}

// universal keeps of a FEATS column the features that UD defines for all
// languages and the shared task counts.
func universal(feats string) string {
	var kept []string
	for field := range strings.SplitSeq(feats, "|") {
		name, _, _ := strings.Cut(field, "=")
		switch name {
		case "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite", "Degree",
			"VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite":
			kept = append(kept, field)
		}
	}
	return strings.Join(kept, "|")
}

// contentRelation reports whether a relation holds between content words.
func contentRelation(relation string) bool {
	switch relation {
	case "aux", "cop", "mark", "det", "clf", "case", "cc", "punct":
		return false
	}
	return true
}

func countContent(words []alignable) int {
	n := 0
	for i := range words {
		if contentRelation(words[i].relation) {
			n++
		}
	}
	return n
}

// differ returns where two strings first differ, and whether they are the same.
func differ(a, b string) (int, bool) {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i, false
		}
	}
	return n, len(a) == len(b)
}

func excerpt(s string, at int) string {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	end := min(len(s), at+40)
	return strings.ToValidUTF8(s[at:end], "")
}

// spanScore counts the spans that both sides have.
func spanScore(gold, system []extent) Score {
	score := Score{Gold: len(gold), System: len(system)}
	for g, s := 0, 0; g < len(gold) && s < len(system); {
		switch {
		case system[s].start < gold[g].start:
			s++
		case gold[g].start < system[s].start:
			g++
		default:
			if gold[g].end == system[s].end {
				score.Correct++
			}
			g++
			s++
		}
	}
	return score
}
