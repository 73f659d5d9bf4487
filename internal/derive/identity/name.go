package identity

import (
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// suffixes stand after a last name.
var suffixes = lexicon.SetOf("jr sr ii iii iv")

// lastName returns the folded last name of a person without particles.
func lastName(name string) string {
	words := nameWords(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// part is a given name with the skeleton that its spellings share and the
// families of short forms that it is of.
type part struct {
	word, bones string
	kin         []int
}

// givenNames returns the folded given names of a person, without particles.
func givenNames(name string) []part {
	words := nameWords(name)
	if len(words) < 2 {
		return nil
	}
	given := words[:len(words)-1]
	kept := make([]part, 0, len(given))
	for _, word := range given {
		if !world.Particle(word) {
			kept = append(kept, part{word, skeleton(word), familiar[word]})
		}
	}
	return kept
}

func nameWords(name string) []string {
	words := strings.Fields(Fold(name))
	for len(words) > 1 && suffixes[strings.Trim(words[len(words)-1], ",")] {
		words = words[:len(words)-1]
	}
	for i := range words {
		words[i] = strings.Trim(words[i], ",'\"")
	}
	return words
}

func skeleton(word string) string { return world.Skeleton(word) }

// short forms of given names that English reports use for one another. Each
// line is a family; a name may stand in several.
var familiar = families(
	"alexander alex sasha aleksandr oleksandr alexandr aleksander",
	"andrew andy drew", "anthony tony antony", "benjamin ben", "charles charlie chuck", "christopher chris",
	"daniel dan danny", "david dave", "donald don", "edward ed eddie ted", "elizabeth liz beth betsy",
	"frederick fred", "gerald gerry jerry", "gregory greg", "james jim jimmy", "jeffrey jeff", "john jon johnny jack",
	"joseph joe", "joshua josh", "katherine kathy kate catherine cathy", "kenneth ken", "lawrence larry",
	"leonard leo len", "margaret maggie meg", "matthew matt", "michael mike mick", "nicholas nick", "patrick pat",
	"peter pete", "philip phil", "raymond ray", "rebecca becky", "richard rick dick rich", "robert bob rob bobby",
	"ronald ron", "samuel sam", "stephen steve steven", "susan sue", "theodore ted theo", "thomas tom tommy",
	"timothy tim", "vincent vince", "walter walt", "william bill will billy", "zachary zach",
	"vladimir volodymyr wladimir", "sergei sergiy serhiy serhii", "dmitri dmytro", "mikhail mykhailo", "nikolai mykola",
	"mohammed muhammad mohamed mohammad muhammed mohamad", "yousef yusuf youssef joseph", "ali aly",
	"hussein husain hossein hussain", "ahmed ahmad", "hassan hasan", "francis franz frank", "leopold leo",
	"ferdinand fritz", "frederic friedrich", "george georg georges", "henry heinrich henri harry", "paul paulo",
)

// families maps each name to the numbers of its families.
func families(lines ...string) map[string][]int {
	all := map[string][]int{}
	for i, line := range lines {
		for _, name := range strings.Fields(line) {
			all[name] = append(all[name], i)
		}
	}
	return all
}

// likeness is how well two given names fit.
type likeness int

const (
	unlike   likeness = iota
	initial           // one is the initial of the other
	shortOf           // one is a short form of the other
	spelling          // one name in two spellings
	equal
)

// alike compares two given names.
func alike(a, b part) likeness {
	switch {
	case a.word == b.word:
		return equal
	case len(a.word) == 1 && strings.HasPrefix(b.word, a.word) || len(b.word) == 1 && strings.HasPrefix(a.word, b.word):
		return initial
	case len(a.word) > 2 && len(b.word) > 2 && a.bones == b.bones:
		return spelling
	}
	for _, i := range a.kin {
		for _, j := range b.kin {
			if i == j {
				return shortOf
			}
		}
	}
	return unlike
}

// fit compares two lists of given names: the first ones must fit, and so must
// what stands between them and the last name where both have it. A missing
// middle name fits any.
func fit(a, b []part) likeness {
	if len(a) == 0 || len(b) == 0 {
		return unlike
	}
	worst := alike(a[0], b[0])
	if worst == unlike {
		return unlike
	}
	for i := 1; i < min(len(a), len(b)); i++ {
		middle := alike(a[i], b[i])
		if middle == unlike {
			return unlike
		}
		if middle != initial { // "John F. Kerry" is as good as "John Forbes Kerry"
			worst = min(worst, middle)
		}
	}
	return worst
}

// initialsOf returns a key that a body's name shares with its acronym: the
// first letters of its words, small words left out; a single word of capitals
// is its own letters.
func initialsOf(name string) string {
	words := strings.Fields(name)
	if len(words) == 1 {
		return Fold(words[0])
	}
	var b strings.Builder
	count := 0
	for _, word := range strings.Fields(Fold(name)) {
		switch word {
		case "of", "and", "for", "the", "in", "on", "to", "&":
			continue
		}
		b.WriteRune(firstRune(word))
		count++
	}
	if count < 2 {
		return Fold(name)
	}
	return b.String()
}
