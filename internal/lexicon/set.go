package lexicon

import "strings"

// SetOf returns the words of lists, which have white space between them, as a set: for
// the few words of which a package asks one thing only. Lists of more than ten words
// are tables.
func SetOf(lists ...string) map[string]bool {
	all := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			all[word] = true
		}
	}
	return all
}
