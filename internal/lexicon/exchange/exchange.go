// Package exchange answers: which words tell of what is wanted, and of how it was
// answered?
//
// words.tsv has a row for each word: its class, what it stands for within it, and a
// sentence of ours that it is there for. Words are in their dictionary form; [Of] finds
// regular forms too.
//
//	w := exchange.Of("demands", exchange.Request)
//	fmt.Println(w.Value) // demand
//
// Law: immutable once set up, at the first look-up. A look-up is a few map accesses.
// Any string may be asked for.
package exchange

import (
	_ "embed"
	"strings"
	"sync"
)

// Class says what a word does in an exchange.
type Class string

// The classes.
const (
	Request   Class = "request"   // a noun for what is wanted; the value is the kind of request
	Answer    Class = "answer"    // what is done with it; the value is how it is answered
	Reply     Class = "reply"     // a noun for an answer of which it does not say how
	Manner    Class = "manner"    // how an answer is wanted
	Barred    Class = "barred"    // says that something must not be
	Number    Class = "number"    // the value is the number in figures
	Clause    Class = "clause"    // a noun for what one may, must or must not; the value is its modality
	Deontic   Class = "deontic"   // after "is", says that somebody may, must or must not; the value is the modality
	Violation Class = "violation" // says that something binding is broken
	Binding   Class = "binding"   // a noun for what binds; the value is its modality
	Provides  Class = "provides"  // what a text does that binds; the value is the modality
	Stance    Class = "stance"    // what is done with a clause; the value is the stance
	Beside    Class = "beside"    // what those do who are for a request or against it; the value says which
	Small     Class = "small"     // a word that is in every text; the value is what it is
)

// Word is a row of the table.
type Word struct {
	Word    string
	Class   Class
	Value   string
	Example string // a sentence of ours that the word is there for
}

//go:embed words.tsv
var table string

var words = sync.OnceValue(func() map[string][]Word {
	all := map[string][]Word{}
	_, body, _ := strings.Cut(table, "\n")
	for line := range strings.Lines(body) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		w := Word{cells[0], Class(cells[1]), cells[2], cells[3]}
		all[w.Word] = append(all[w.Word], w)
	}
	return all
})

// Words returns every row, in no order.
func Words() []Word {
	var all []Word
	for _, rows := range words() {
		all = append(all, rows...)
	}
	return all
}

// Of returns the row of that class for a form of a word in small letters, nil where
// there is none.
func Of(form string, class Class) *Word {
	for _, base := range Bases(form) {
		rows := words()[base]
		for i := range rows {
			if rows[i].Class == class {
				return &rows[i]
			}
		}
		if class == Small {
			return nil // they have no forms
		}
	}
	return nil
}

// OfTwo returns the row of that class for a word in any form and the particle after it
// ("turned down"), nil where there is none.
func OfTwo(form, particle string, class Class) *Word {
	for _, base := range Bases(form) {
		if w := Of(base+" "+particle, class); w != nil {
			return w
		}
	}
	return nil
}

// endings are those of regular forms, with what the dictionary form has instead.
var endings = [][2]string{{"ies", "y"}, {"ied", "y"}, {"es", ""}, {"s", ""}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}}

// Bases lists what a form may be a form of, itself first.
func Bases(form string) []string {
	all := []string{form}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(form, e[0])
		if !ok || len(stem) < 2 {
			continue
		}
		all = append(all, stem+e[1])
		if n := len(stem); e[1] == "" && n > 2 && stem[n-1] == stem[n-2] {
			all = append(all, stem[:n-1])
		}
	}
	return all
}
