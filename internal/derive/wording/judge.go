package wording

import (
	"slices"
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/calendar"
)

// gap is what stands between two pairs of words that agree, without what has
// moved.
type gap struct {
	*comparison
	fromA, toA, fromB, toB int
	inA, inB               []int
}

// judge says what the difference of a gap amounts to: the first sign of
// substance, else what remains once articles are taken away.
func (g *gap) judge() (Class, Type) {
	if g.isCut() {
		return Cut, ""
	}
	switch {
	case g.spelt():
		return Style, ""
	case g.stutters():
		return Wording, ""
	}
	long := max(len(g.inA), len(g.inB)) > signWords
	for _, sign := range signs {
		if !long && !g.hasInserted() && sign.shows(g) {
			return Substance, sign.kind
		}
	}
	a, b := g.telling(g.a, g.inA), g.telling(g.b, g.inB)
	switch {
	case len(g.inA) == 0 && g.only(g.b, g.inB, fillers), len(g.inB) == 0 && g.only(g.a, g.inA, fillers),
		len(g.inA) == 0 && g.only(g.b, g.inB, function), len(g.inB) == 0 && g.only(g.a, g.inA, function):
		return Wording, ""
	case len(a) == 0 && len(b) == 0:
		return Style, ""
	case len(g.inB) == 0 && len(a) > 0:
		return Substance, LeftOut
	case len(g.inA) == 0 && len(b) > 0:
		return Substance, Added
	}
	return Wording, ""
}

// signWords is how many words a gap may have on either side for one of them to be
// taken as a sign of another substance; a longer one is told in other words, and
// what it says instead is for a person to judge.
const signWords = 6

// hasInserted reports whether an outlet put one of the words in.
func (g *gap) hasInserted() bool {
	put := func(words []word, at []int) bool {
		return slices.ContainsFunc(at, func(i int) bool { return words[i].inserted })
	}
	return put(g.a, g.inA) || put(g.b, g.inB)
}

// only reports whether all of some words are in a list or mere grammar, and not all
// of them grammar.
func (g *gap) only(words []word, at []int, list map[string]bool) bool {
	telling := g.telling(words, at)
	return len(telling) > 0 && !slices.ContainsFunc(telling, func(form string) bool { return !list[form] })
}

// isCut reports whether one side has nothing in the gap and the report shows why:
// its rendering begins or ends there, or it marks that it leaves words out.
func (g *gap) isCut() bool {
	atEdge := g.fromA == 0 && g.fromB == 0 || g.toA == len(g.a) && g.toB == len(g.b)
	switch {
	case len(g.inA) > 0 && len(g.inB) > 0:
		return false
	case len(g.inA) > 0:
		return atEdge || g.toB < len(g.b) && g.b[g.toB].unsaid
	}
	return atEdge || g.toA < len(g.a) && g.a[g.toA].unsaid
}

// sign is something about the words of a gap that shows another substance.
type sign struct {
	kind  Type
	shows func(*gap) bool
}

// signs are looked for in this order: the first that shows gives the type.
var signs = []sign{
	{Negation, func(g *gap) bool { return g.count(isNegation)%2 == 1 || g.prefixed() }},
	{Number, func(g *gap) bool { return g.differ(isNumber) }},
	{Date, func(g *gap) bool { return g.differ(isDay) }},
	{Condition, func(g *gap) bool { return g.differ(in(conditions)) }},
	{Modality, func(g *gap) bool { return g.differ(in(modals)) && len(g.inA) > 0 && len(g.inB) > 0 }},
	{Certainty, func(g *gap) bool { return g.differ(in(certainties)) }},
	{Name, func(g *gap) bool { return g.differ(isName) && !g.inflected() && !g.stands() }},
	{Agent, func(g *gap) bool { return g.differ(in(agents)) && g.both(in(agents)) }},
	{Misheard, (*gap).soundsAlike},
}

// both reports whether both sides have a word for which is holds.
func (g *gap) both(is func(*word) bool) bool {
	return len(g.chosen(g.a, g.inA, is)) > 0 && len(g.chosen(g.b, g.inB, is)) > 0
}

// stands reports whether one side has a pronoun where the other has a name: "we" of those
// whose name it is.
func (g *gap) stands() bool {
	pronoun := func(words []word, at []int) bool {
		return len(at) > 0 && !slices.ContainsFunc(at, func(i int) bool { return !function[words[i].form] && !pronouns[words[i].form] }) &&
			slices.ContainsFunc(at, func(i int) bool { return pronouns[words[i].form] })
	}
	return pronoun(g.a, g.inA) || pronoun(g.b, g.inB)
}

// spelt reports whether the gap is one name in two spellings.
func (g *gap) spelt() bool {
	if len(g.inA) != 1 || len(g.inB) != 1 {
		return false
	}
	a, b := &g.a[g.inA[0]], &g.b[g.inB[0]]
	return a.name && b.name && !sameStem(a.form, b.form) && min(len(a.form), len(b.form)) >= 5 && distance(a.form, b.form) <= 2
}

// stutters reports whether the one side of the gap that has words only says again what
// stands beside it.
func (g *gap) stutters() bool {
	again := func(words []word, at []int) bool {
		n := len(at)
		if n == 0 || n > 3 || at[n-1]-at[0] != n-1 {
			return false
		}
		same := func(from int) bool {
			for k := range n {
				if from+k < 0 || from+k >= len(words) || words[from+k].form != words[at[0]+k].form {
					return false
				}
			}
			return true
		}
		return same(at[0]+n) || same(at[0]-n)
	}
	return len(g.inB) == 0 && again(g.a, g.inA) || len(g.inA) == 0 && again(g.b, g.inB)
}

// differ reports whether the words for which is holds are others on the two
// sides, in whatever order.
func (g *gap) differ(is func(*word) bool) bool {
	a, b := g.chosen(g.a, g.inA, is), g.chosen(g.b, g.inB, is)
	return len(a)+len(b) > 0 && !slices.Equal(a, b)
}

// count counts the words on both sides for which is holds.
func (g *gap) count(is func(*word) bool) int {
	return len(g.chosen(g.a, g.inA, is)) + len(g.chosen(g.b, g.inB, is))
}

// chosen are the forms of those words for which is holds, sorted.
func (g *gap) chosen(words []word, at []int, is func(*word) bool) []string {
	var forms []string
	for _, i := range at {
		if is(&words[i]) {
			forms = append(forms, words[i].form)
		}
	}
	slices.Sort(forms)
	return forms
}

// telling are the words that are not mere grammar.
func (g *gap) telling(words []word, at []int) []string {
	return g.chosen(words, at, func(w *word) bool { return !grammar[w.form] })
}

func in(list map[string]bool) func(*word) bool { return func(w *word) bool { return list[w.form] } }

func isNegation(w *word) bool { return negations[w.form] }

func isNumber(w *word) bool { return strings.ContainsFunc(w.form, unicode.IsDigit) }

func isName(w *word) bool { return w.name && !isDay(w) }

// isDay reports whether a word names a month, a weekday or a day beside today.
func isDay(w *word) bool {
	month, full := calendar.MonthNamed(w.form)
	weekday, whole := calendar.WeekdayNamed(w.form)
	return (month > 0 && full || weekday > 0 && whole) && w.name || days[w.form]
}

// prefixed reports whether a word stands against itself with a negating prefix.
func (g *gap) prefixed() bool {
	if len(g.inA) != 1 || len(g.inB) != 1 {
		return false
	}
	a, b := g.a[g.inA[0]].form, g.b[g.inB[0]].form
	if len(a) > len(b) {
		a, b = b, a
	}
	prefix, ok := strings.CutSuffix(b, a)
	return ok && len(a) > 3 && slices.Contains([]string{"un", "in", "im", "il", "ir", "dis", "non", "mis"}, prefix)
}

// soundsAlike reports whether one word stands for one that sounds like it and is
// no form of it.
func (g *gap) soundsAlike() bool {
	if len(g.inA) != 1 || len(g.inB) != 1 {
		return false
	}
	a, b := g.a[g.inA[0]].form, g.b[g.inB[0]].form
	if min(len(a), len(b)) < 4 || function[a] || function[b] || sameStem(a, b) {
		return false
	}
	return distance(a, b) <= 1+min(len(a), len(b))/4 && sound(a)[0] == sound(b)[0]
}

// inflected reports whether the gap is one word in two forms.
func (g *gap) inflected() bool {
	return len(g.inA) == 1 && len(g.inB) == 1 && sameStem(g.a[g.inA[0]].form, g.b[g.inB[0]].form)
}

// inflections are what may follow a stem.
var inflections = []string{"", "s", "es", "d", "ed", "ing", "ly", "er", "ers", "or", "ion", "ions", "ment", "al", "y", "ies", "ive", "e", "t", "nt", "ant", "ent", "ance", "able"}

// sameStem reports whether two words are a stem with one and another ending.
func sameStem(a, b string) bool {
	shared := 0
	for shared < min(len(a), len(b)) && a[shared] == b[shared] {
		shared++
	}
	for ; shared >= 3; shared-- {
		if slices.Contains(inflections, a[shared:]) && slices.Contains(inflections, b[shared:]) {
			return true
		}
	}
	return false
}

// distance counts the letters to be put in, taken out, replaced or exchanged with
// their neighbour, to make one word of another (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// sound is a word with the letters that sound alike made one (after Soundex,
// R. Russell 1918); its first sign is never missing.
func sound(form string) string {
	var b strings.Builder
	for _, r := range form {
		switch r {
		case 'c', 'k', 'q':
			r = 'k'
		case 'f':
			r = 'v'
		case 'z':
			r = 's'
		}
		b.WriteRune(r)
	}
	return b.String() + " "
}
