package evaluation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
)

// Called is how gold or a reading calls an actor: its name, and the other words
// for it, without pronouns.
type Called struct {
	Type   verbale.ActorType
	Name   string
	Names  []string
	Absent bool // the report has nowhere the name, which an annotator knew
}

func (c *Called) all() []string { return append([]string{c.Name}, c.Names...) }

// SameByNames reports whether an actor of a reading is the one that gold means, where
// nothing but what they are called says so (docs/gold.md, "The same actor"):
//
//   - they share a name of two words or more, or a body or state its one word;
//   - a person of whom gold, or its report, has no longer name is known by the one word;
//   - whom gold only describes is known by the description, taken further or less far;
//   - whom gold names together is known by the first of them.
//
// A person is never a state or a body, and a last name shared is not enough.
func SameByNames(gold, system Called) bool {
	if gold.Type == verbale.Person && isBodyType(system.Type) || system.Type == verbale.Person && isBodyType(gold.Type) {
		return false
	}
	described := gold.Type == verbale.Unnamed || isDescription(gold.Name)
	short := (gold.Absent || len(plainName(gold.Name)) == 1) && !described
	for _, g := range gold.all() {
		for _, s := range system.all() {
			one, other := plainName(g), plainName(s)
			switch {
			case len(one) > 1 && len(other) > 1 && endsAlike(one, other):
				return true
			case len(one) == 1 && slices.Equal(one, other) && (short || gold.Type != verbale.Person && system.Type != verbale.Person || described):
				return true
			case described && isDescriptive(system, s) && sameDescription(g, s):
				return true
			}
		}
	}
	return slices.ContainsFunc(system.all(), func(s string) bool { return isFirstOf(gold.Name, s) })
}

// isBodyType reports whether actors of a type are no people.
func isBodyType(t verbale.ActorType) bool {
	return t == verbale.State || t == verbale.Organisation || t == verbale.Office
}

// isDescriptive reports whether words for an actor of a reading can be a description.
func isDescriptive(c Called, words string) bool {
	return c.Type != verbale.State && c.Type != verbale.Person && (c.Type == verbale.Unnamed || isDescription(words))
}

// isDescription reports whether words for somebody hold a noun written small: "the
// harbour's pilots", but not "the Bank for the Islands".
func isDescription(words string) bool {
	return slices.ContainsFunc(strings.Fields(words), func(word string) bool {
		first, _ := utf8.DecodeRuneInString(word)
		return unicode.IsLower(first) && len(word) > 3 && !strings.HasPrefix(word, "al-")
	})
}

// plainName is a name in words, without articles, and without initials between the
// first and the last: "Ada K. Lund" is Ada Lund.
func plainName(name string) []string {
	name, _, _ = strings.Cut(name, ",")
	words := nameWords(name)
	if n := len(words); n > 2 {
		last := words[n-1]
		words = append(slices.DeleteFunc(words[:n-1], func(word string) bool { return utf8.RuneCountInString(word) == 1 }), last)
	}
	return words
}

// endsAlike reports whether the shorter of two names ends the longer, as a name ends
// one with a title before it.
func endsAlike(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return slices.Equal(a[len(a)-len(b):], b)
}

// isFirstOf reports whether a name is that of the first of several that gold names
// together: "Lund and Holm", "the Union and the League".
func isFirstOf(together, name string) bool {
	first, _, ok := strings.Cut(together, " and ")
	if !ok {
		return false
	}
	first, _, _ = strings.Cut(first, ",")
	one, other := plainName(first), plainName(name)
	return len(one) > 0 && len(other) > 0 && endsAlike(one, other)
}
