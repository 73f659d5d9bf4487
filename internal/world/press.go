package world

import (
	"fmt"
	"sync"
)

// PressWord is what a word says of the press.
type PressWord struct {
	// Ends and Within say that the word stands in the name of a newspaper after the
	// place where it is printed, as the last word or before it: "Harwick Evening
	// Courier".
	Ends, Within bool
	// Name says that a name with the word in it is one of a newspaper, an agency or a
	// station, whatever else stands in it: "The Harwick Tribune", "Reuters".
	Name   bool
	Noun   bool // it is a noun for an outlet: "newspaper", "broadcaster"
	Prints bool // it is a noun for an outlet of articles: "newspaper", "weekly"
}

// Press returns what a word in lower case says of the press. It does not allocate.
func Press(word string) PressWord { return pressWords()[word] }

var pressWords = sync.OnceValue(func() map[string]PressWord {
	all := make(map[string]PressWord, 128)
	new(World).table("press", 4, func(cells []string) {
		var p PressWord
		switch cells[1] {
		case "ends":
			p.Ends = true
		case "within":
			p.Within = true
		case "":
		default:
			panic(fmt.Sprintf("world: press.tsv: %q stands after a place neither at the end nor within", cells[0]))
		}
		p.Name, p.Noun, p.Prints = cells[2] != "", cells[3] != "", cells[3] == "prints"
		all[cells[0]] = p
	})
	return all
})
