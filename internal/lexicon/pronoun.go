package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// Pronoun is a personal or possessive pronoun by its form.
type Pronoun struct {
	Form    string
	Person  int // 1 to 3; 0 in the zero Pronoun
	Many    bool
	Gender  Gender
	Case    Case
	Example string
}

// Gender is the gender of a pronoun of the third person singular.
type Gender uint8

// The genders.
const (
	NoGender Gender = iota
	Masculine
	Feminine
	Neuter
)

// Case is the part that a form has in its clause. "Her", which is an object and a
// possessive, and "his" stand under one of the two.
type Case uint8

// The cases.
const (
	NoCase Case = iota
	Subject
	Object
	Possessive
	Reflexive
)

var (
	people  = []string{"", "1", "2", "3"}
	numbers = []string{"", "one", "many"}
	genders = []string{"", "masculine", "feminine", "neuter"}
	cases   = []string{"", "subject", "object", "possessive", "reflexive"}
)

// pronounColumns are the columns of pronouns.tsv with what their cells may hold.
var pronounColumns = []column{
	{"lemma", nil, nil}, {"person", people[1:], nil}, {"number", numbers[1:], nil}, {"gender", genders[1:], nil},
	{"case", cases[1:], nil}, {"example", nil, nil},
}

// Pronoun returns the pronoun that a word in lower case is; the zero Pronoun where it
// is none.
func (l *Lexicon) Pronoun(form string) Pronoun { return l.pronouns[form] }

// Pronouns lists the pronouns in the order of their forms.
func (l *Lexicon) Pronouns() []Pronoun {
	all := make([]Pronoun, 0, len(l.pronouns))
	for _, p := range l.pronouns {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Pronoun) int { return strings.Compare(a.Form, b.Form) })
	return all
}

// addPronoun takes in a line of pronouns.tsv.
func (l *Lexicon) addPronoun(cells []string) error {
	p := Pronoun{Form: cells[0], Many: cells[2] == "many", Example: cells[5]}
	for i, values := range map[int][]string{1: people, 2: numbers, 3: genders, 4: cases} {
		place, err := oneOf[uint8](values, cells[i])
		if err != nil {
			return fmt.Errorf("%s: %v", pronounColumns[i].name, err)
		}
		switch i {
		case 1:
			p.Person = int(place)
		case 3:
			p.Gender = Gender(place)
		case 4:
			p.Case = Case(place)
		}
	}
	switch {
	case p.Person == 0 || p.Case == NoCase:
		return fmt.Errorf("a pronoun has a person and a case")
	case p.Example == "":
		return fmt.Errorf("example: there is no sentence that the word is there for")
	}
	l.pronouns[p.Form] = p
	return nil
}
