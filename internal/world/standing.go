package world

import "sync"

// StandingWord is what a word says of those for whom somebody speaks.
type StandingWord struct {
	Itself  bool // it is a noun for a body that speaks for itself: "association"
	Governs bool // with it a head or director is one of a part of a government: "intelligence"
	Serves  bool // it is a noun for those who speak for a government: "authorities"
}

// Standing returns what a word in lower case, in the singular where it has one, says of
// those for whom somebody speaks. It does not allocate.
func Standing(word string) StandingWord { return standingWords()[word] }

var standingWords = sync.OnceValue(func() map[string]StandingWord {
	all := make(map[string]StandingWord, 128)
	new(World).table("standing", 4, func(cells []string) {
		all[cells[0]] = StandingWord{Itself: cells[1] != "", Governs: cells[2] != "", Serves: cells[3] != ""}
	})
	return all
})
