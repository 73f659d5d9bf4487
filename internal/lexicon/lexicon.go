package lexicon

import (
	"embed"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"

	"verbale.dev/verbale"
)

//go:embed data/*.tsv
var data embed.FS

// Word is what a verb or a noun is to us. Words are shared and must not be changed.
type Word struct {
	Lemma   string
	Kind    verbale.Kind // the speech act that it tells of by itself; "" where of none
	Stance  Stance
	Frames  Frame
	Negated Negated
	Sense   Sense
	Phrase  [2]string // object and preposition with which it tells of a saying: "attention", "to"
	Meets   []string  // before whom it brings its subject: "" for the object, else prepositions
	Traits  Trait
	Forms   []string // those that are not regular
	Alike   string   // of a paper, the noun that stands for all that mean the same: "poll" for "survey"
	Example string
}

// Has reports whether a word has a trait.
func (w *Word) Has(t Trait) bool { return w.Traits&t != 0 }

// Attitude reports whether a word tells of a belief, wish or intention and of no act
// of saying, so that the report states the position in its own voice.
func (w *Word) Attitude() bool { return w.Stance == Attitude || w.Stance == Decision }

// IsCue reports whether a word can be the cue of a statement.
func (w *Word) IsCue() bool { return w.Kind != "" || w.Frames != 0 }

// none is the word that no table has.
var none Word

// Lexicon is the tables. It is immutable.
type Lexicon struct {
	verbs, nouns, cues map[string]*Word
	forms              map[string]*Word  // by forms of verbs
	irregular          map[string]string // by irregular forms
	plurals            map[string]*Word  // by forms of nouns
	pronouns           map[string]Pronoun
	judgements         map[judgedWord]Judgement
	fingerprint        string
}

// Load returns the tables that ship in the binary, which are set up once.
func Load() *Lexicon { return shipped() }

var shipped = sync.OnceValue(func() *Lexicon {
	tables := map[string]string{}
	for _, name := range tableNames {
		file, err := data.ReadFile("data/" + name + ".tsv")
		if err != nil {
			panic(fmt.Sprintf("lexicon: %v", err))
		}
		tables[name] = string(file)
	}
	l, err := Parse(tables)
	if err != nil {
		panic(fmt.Sprintf("lexicon: the tables in this binary: %v", err))
	}
	return l
})

// tableNames are the names of the tables, without their ending.
var tableNames = []string{"verbs", "nouns", "pronouns", "judgements"}

// Parse reads tables by their names ("verbs", "nouns", "pronouns", "judgements") as the files of data/ have
// them. An error names table, line and what is wrong with it.
func Parse(tables map[string]string) (*Lexicon, error) {
	l := &Lexicon{
		verbs: make(map[string]*Word, 512), nouns: make(map[string]*Word, 512), cues: make(map[string]*Word, 512),
		forms: make(map[string]*Word, 2048), irregular: map[string]string{}, plurals: make(map[string]*Word, 1024),
		pronouns: map[string]Pronoun{}, judgements: make(map[judgedWord]Judgement, 512),
	}
	l.fingerprint = fmt.Sprintf("lexicon-%08x", crc32.ChecksumIEEE([]byte(tables["verbs"]+tables["nouns"]+tables["judgements"])))
	for name, words := range map[string]map[string]*Word{"verbs": l.verbs, "nouns": l.nouns} {
		if err := parse(name, tables[name], words); err != nil {
			return nil, err
		}
	}
	for lemma, word := range l.nouns {
		if word.IsCue() {
			l.cues[lemma] = word
		}
	}
	if err := lines("pronouns", tables["pronouns"], pronounColumns, l.addPronoun); err != nil {
		return nil, err
	}
	if err := lines("judgements", tables["judgements"], judgementColumns, l.addJudgement); err != nil {
		return nil, err
	}
	for _, word := range sorted(l.nouns) {
		for _, form := range pluralsOf(word.Lemma) {
			if l.plurals[form] == nil {
				l.plurals[form] = word
			}
		}
	}
	for lemma, word := range l.nouns {
		l.plurals[lemma] = word
	}
	for lemma, word := range l.verbs {
		if word.IsCue() {
			l.cues[lemma] = word
		}
		for _, form := range word.Forms {
			l.irregular[form] = lemma
		}
		for _, form := range formsOf(word) {
			if other := l.forms[form]; other == nil || lemma < other.Lemma {
				l.forms[form] = word
			}
		}
	}
	return l, nil
}

// Fingerprint identifies the tables.
func (l *Lexicon) Fingerprint() string { return l.fingerprint }

// Verb returns what the lexicon has on a verb by its lemma; the zero Word where it has
// nothing.
func (l *Lexicon) Verb(lemma string) *Word { return get(l.verbs, lemma) }

// Noun is Verb for nouns.
func (l *Lexicon) Noun(lemma string) *Word { return get(l.nouns, lemma) }

// NounForm returns the noun that a word in lower case is the singular or the regular
// plural of; the zero Word where it is neither.
func (l *Lexicon) NounForm(form string) *Word { return get(l.plurals, form) }

// Cue returns the verb with a lemma or, where that is no cue, the noun; the zero Word
// where neither is one.
func (l *Lexicon) Cue(lemma string) *Word { return get(l.cues, lemma) }

// Form returns the verb that a word in lower case is a form of, by its irregular forms
// and the regular endings; the zero Word where it is none. Of two that share a form it
// is the first in the alphabet.
func (l *Lexicon) Form(form string) *Word { return get(l.forms, form) }

// Irregular returns the lemma of the verb of which a word in lower case is a form that
// no ending tells of.
func (l *Lexicon) Irregular(form string) (lemma string, ok bool) {
	lemma, ok = l.irregular[form]
	return lemma, ok
}

// Verbs lists the verbs in the order of their lemmas.
func (l *Lexicon) Verbs() []*Word { return sorted(l.verbs) }

// Nouns lists the nouns in the order of their lemmas.
func (l *Lexicon) Nouns() []*Word { return sorted(l.nouns) }

func get(words map[string]*Word, lemma string) *Word {
	if word, ok := words[lemma]; ok {
		return word
	}
	return &none
}

func sorted(words map[string]*Word) []*Word {
	all := make([]*Word, 0, len(words))
	for _, word := range words {
		all = append(all, word)
	}
	slices.SortFunc(all, func(a, b *Word) int { return strings.Compare(a.Lemma, b.Lemma) })
	return all
}
