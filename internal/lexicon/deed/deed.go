// Package deed answers: which words tell that somebody did something to somebody,
// or met with somebody?
//
// Its tables are text: above.tsv has the verbs that say of a deed below them whether it
// happened; words.tsv has a row for each meaning of a verb or a noun,
// with the type of event, who stands where beside it ([Frame]), the class of object
// that the meaning needs, the step of a paper that it is, and a sentence of ours that
// it is there for; objects.tsv has the classes of nouns, and papers.tsv the nouns that
// mean a paper, with its kind. A test reads every sentence and wants the deed told.
//
//	for _, m := range deed.OfVerb("send") {
//		fmt.Println(m.Type, m.Needs) // transfer paper; aid aid; deployment force
//	}
//
// Law: immutable once set up, at the first look-up, in a few milliseconds. A look-up
// is one map access and does not allocate. Any string may be asked for.
package deed

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Meaning is one deed that a word may tell of: a row of words.tsv.
type Meaning struct {
	Word  string
	Type  string // of event, as docs/formats.md lists them; "light" where the noun it governs tells it, "-" where it is a step of a paper alone
	Frame Frame  // who stands where
	Needs string // the class that its object must be of, "" for any
	Step  string // what it does with a paper, as docs/papers.md lists it; "" for nothing
	// Example is a sentence of ours in which the word tells of this deed.
	Example string
}

// Frame says which words beside a deed are who did it, to whom, and with what.
type Frame string

// The frames of deeds.
const (
	Mutual  Frame = "mutual"  // the subject, with the object or whom "with" names
	Goes    Frame = "goes"    // the subject goes to the object, or where "to" or "in" says
	Acts    Frame = "acts"    // the subject does it to the object
	Against Frame = "against" // the subject does the object to whom "on" or "against" names
	Gives   Frame = "gives"   // the subject gives the object to whom "to" names
	Gets    Frame = "gets"    // the subject gets the object from whom "from" or "by" names
	Brings  Frame = "brings"  // the subject gives what "with" names
	Onto    Frame = "onto"    // the subject does the object to whom or to where "on" names
	Moves   Frame = "moves"   // the subject, a paper, goes to the object or to whom "to" names
	OfPaper Frame = "paper"   // the subject does it to a paper, the object
	Orders  Frame = "orders"  // the subject wants it of the object
	Quits   Frame = "quits"   // the subject does it
	Light   Frame = "light"   // the object tells what was done, as a deed of its own
)

// Paper is what a noun can mean that means a paper: a row of papers.tsv.
type Paper struct {
	Word   string
	Kind   string // of paper, as docs/formats.md lists them
	Family string // nouns of one family can mean the same paper
	// Needs is how much beside the noun must tell that it is a paper at all: "sure"
	// nothing, "weak" an author, a receiver, a party or a step, "moved" a step or that
	// it is written, "named" that it is in a name, "tied" that it means one which the
	// report named before.
	Needs string
	// Example is a sentence of ours in which the noun means a paper.
	Example string
}

// Governing is what a verb makes of a deed that an infinitive or a form in -ing below
// it tells: a row of above.tsv.
type Governing struct {
	Word       string
	Factuality string // "planned", "wished" and so on
	// Example is a sentence of ours in which the verb makes a deed that.
	Example string
}

//go:embed papers.tsv
var paperTable string

//go:embed words.tsv
var wordTable string

//go:embed objects.tsv
var objectTable string

//go:embed above.tsv
var aboveTable string

type rows struct {
	verbs, nouns map[string][]Meaning
	classes      map[string][]string
	papers       map[string]*Paper
	above        map[string]Governing
}

var tables = sync.OnceValue(func() rows {
	d := rows{verbs: map[string][]Meaning{}, nouns: map[string][]Meaning{}, classes: map[string][]string{}, papers: map[string]*Paper{}, above: map[string]Governing{}}
	for row := range rowsOf(wordTable) {
		meaning := Meaning{Word: row[0], Type: row[2], Frame: Frame(row[3]), Needs: row[4], Step: row[5], Example: row[6]}
		words := d.verbs
		if row[1] == "noun" {
			words = d.nouns
		}
		words[meaning.Word] = append(words[meaning.Word], meaning)
	}
	for row := range rowsOf(objectTable) {
		d.classes[row[0]] = strings.Fields(row[1])
	}
	for row := range rowsOf(paperTable) {
		d.papers[row[0]] = &Paper{Word: row[0], Kind: row[1], Family: row[2], Needs: row[3], Example: row[4]}
	}
	for row := range rowsOf(aboveTable) {
		d.above[row[0]] = Governing{Word: row[0], Factuality: row[1], Example: row[2]}
	}
	return d
})

// rowsOf yields the rows of a table below its header. The row is valid until the
// next one.
func rowsOf(table string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		_, body, _ := strings.Cut(table, "\n")
		for line := range strings.Lines(body) {
			if !yield(strings.Split(strings.TrimSuffix(line, "\n"), "\t")) {
				return
			}
		}
	}
}

// OfVerb returns what a verb, in its dictionary form, may tell of, in the
// order in which the meanings are to be tried; nil where it tells of no deed. The
// caller must not change it. It does not allocate.
func OfVerb(lemma string) []Meaning { return tables().verbs[lemma] }

// OfNoun is OfVerb for a noun.
func OfNoun(lemma string) []Meaning { return tables().nouns[lemma] }

// Meanings returns every row of the table, verbs before nouns, in order of their
// words.
func Meanings() []Meaning {
	var all []Meaning
	for _, words := range []map[string][]Meaning{tables().verbs, tables().nouns} {
		for _, word := range slices.Sorted(maps.Keys(words)) {
			all = append(all, words[word]...)
		}
	}
	return all
}

// ClassesOf returns the classes of things that deeds are done with which a
// noun names: "paper", "force", "prisoner" and the like; of an adjective, whether it
// is "plain", one that does not say what a thing is about. The caller must not
// change it.
func ClassesOf(lemma string) []string { return tables().classes[lemma] }

// PaperOf returns what paper a noun, in its dictionary form, can mean; nil where it
// means none. The caller must not change it.
func PaperOf(lemma string) *Paper { return tables().papers[lemma] }

// Papers returns every row of the table of papers, in order of their words.
func Papers() []*Paper {
	var all []*Paper
	for _, word := range slices.Sorted(maps.Keys(tables().papers)) {
		all = append(all, tables().papers[word])
	}
	return all
}

// Above returns whether a deed happened that stands below a verb, in its dictionary
// form, as "planned", "wished" and so on; "" where the verb does not say.
func Above(lemma string) string { return tables().above[lemma].Factuality }

// Governings returns every row of the table of verbs above deeds, in order of their
// words.
func Governings() []Governing {
	var all []Governing
	for _, word := range slices.Sorted(maps.Keys(tables().above)) {
		all = append(all, tables().above[word])
	}
	return all
}
