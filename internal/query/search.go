package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Search is what somebody typed into a box that looks for everything.
type Search struct {
	Words string // what is left without operators of fields; see Terms
	Query Query  // what the operators ask for
}

// ParseSearch reads words with operators of fields among them: "speaker:lavrov",
// `speaker:"Mara Dole"`, "kind:demand", "since:2022-01", by the names of the fields
// or their flags. A field given twice holds where either value does. What stands
// before a colon and is the name of no field is a word. The error is ErrQuery
// where a value is not one that its field may have.
func ParseSearch(text string) (Search, error) {
	var s Search
	var words []string
	for _, p := range pieces(text) {
		if f := operatorOf(p.field); f != nil && !p.without && p.text != "" {
			f.set(&s.Query, f.typed(p.text))
			continue
		}
		term := Term{Any: []Word{p.word()}, Without: p.without}
		words = append(words, term.Typed())
	}
	s.Words = strings.Join(words, " ")
	if len(s.Words) > maxLength {
		return s, fmt.Errorf("more than %d bytes to look for: %w", maxLength, ErrQuery)
	}
	return s, s.Query.Check()
}

// Begun returns words, the last of which, where it stands for itself, may be the
// beginning of another: "dec" is "dec OR dec*" then.
func Begun(words string) string {
	terms := Terms(words)
	if len(terms) == 0 || strings.HasSuffix(words, " ") {
		return words
	}
	last := terms[len(terms)-1]
	word := last.Any[len(last.Any)-1]
	if last.Without || word.Exact || word.Prefix || len(word.Text) < 2 {
		return words
	}
	return words + " OR " + word.Text + "*"
}

// operatorOf returns the field that a name before a colon means, nil for none:
// what is asked by yes or no, and the order, have no operator.
func operatorOf(name string) *Field {
	if name == "" {
		return nil
	}
	at := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name || f.Flag() == name })
	if at < 0 || fields[at].Form == Yes || fields[at].Form == Order {
		return nil
	}
	return &fields[at]
}

// typed is a value as it was typed; those of closed lists are in small letters.
func (f *Field) typed(value string) string {
	if f.Form == Code {
		return strings.ToLower(value)
	}
	return value
}

// OfReports reports whether the search asks only for what a report itself has: an
// outlet, a name, a day of publication. Where it asks for more, statements alone
// can have it.
func (s *Search) OfReports() bool {
	for _, f := range fields {
		switch {
		case f.Name == "outlet" || f.Name == "document" || f.Name == "reported_since" || f.Name == "reported_until":
		case f.list != nil && len(*f.list(&s.Query)) > 0, f.text != nil && *f.text(&s.Query) != "", f.yes != nil && *f.yes(&s.Query):
			return false
		}
	}
	return true
}

// Spelt spells the search as it is typed.
func (s *Search) Spelt() string {
	var all []string
	values := s.Query.Values()
	for _, f := range fields {
		for _, value := range values[f.Name] {
			if strings.ContainsAny(value, " \t") {
				value = `"` + value + `"`
			}
			all = append(all, f.Flag()+":"+value)
		}
	}
	return strings.TrimSpace(strings.Join(append(all, s.Words), " "))
}

// maxNamed is how many names with a word in them a search goes through.
const maxNamed = 2000

// NamedBy returns the ids of actors one of whose names holds all the words of
// text, the last of which may be the beginning of one where begun is set: those
// that are called so and nothing more first, then by how few words the name has
// beside them. At most limit are returned.
func (d *Directory) NamedBy(text string, begun bool, limit int) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return nil
	}
	best := map[int32]int{} // of an actor: the fewest words of a name
	capitals := strings.ContainsFunc(text, unicode.IsUpper)
	for sort := range d.byWord {
		forms := make([]string, len(words))
		for i, word := range words {
			forms[i] = compared(word, sort)
		}
		for _, at := range d.namesWith(sort, forms, words, begun) {
			n := &d.names[at]
			if capitals && !strings.ContainsFunc(d.actors[n.actor].shown, unicode.IsUpper) {
				continue // "US" is not us
			}
			length := strings.Count(n.words, " ")
			if held, known := best[n.actor]; !known || length < held {
				best[n.actor] = length
			}
		}
	}
	for _, id := range d.actorsOf(text) { // what the world calls so, in whatever spelling
		best[d.actorAt[id]] = 0
	}
	found := make([]int32, 0, len(best))
	for at := range best {
		found = append(found, at)
	}
	slices.SortFunc(found, func(a, b int32) int {
		if best[a] != best[b] {
			return best[a] - best[b]
		}
		return strings.Compare(d.actors[a].shown+"\x00"+d.actors[a].id, d.actors[b].shown+"\x00"+d.actors[b].id)
	})
	ids := make([]string, 0, min(limit, len(found)))
	for _, at := range found[:min(limit, len(found))] {
		ids = append(ids, d.actors[at].id)
	}
	return ids
}

// namesWith returns names of a sort that hold all words, the last of which may be
// the beginning of one.
func (d *Directory) namesWith(sort int, forms, words []string, begun bool) []int32 {
	last := len(forms) - 1
	holds := func(at int32) bool {
		n := &d.names[at]
		for i, word := range forms {
			if i == last && begun {
				if !strings.Contains(n.words, " "+words[last]) && !strings.Contains(n.words, " "+word) {
					return false
				}
			} else if !strings.Contains(n.words, " "+word+" ") {
				return false
			}
		}
		return true
	}
	var candidates []int32
	switch {
	case last > 0: // the rarest of the words that are whole
		rarest := slices.MinFunc(forms[:last], func(a, b string) int { return len(d.byWord[sort][a]) - len(d.byWord[sort][b]) })
		candidates = d.byWord[sort][rarest]
	case begun:
		for word, at := range d.byWord[sort] {
			if strings.HasPrefix(word, words[0]) || strings.HasPrefix(word, forms[0]) {
				candidates = append(candidates, at...)
			}
		}
		slices.Sort(candidates)
		candidates = slices.Compact(candidates)
	default:
		candidates = d.byWord[sort][forms[0]]
	}
	var found []int32
	for _, at := range candidates[:min(len(candidates), maxNamed)] {
		if holds(at) {
			found = append(found, at)
		}
	}
	return found
}
