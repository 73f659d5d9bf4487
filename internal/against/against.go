// Package against answers: which lines of a chronology that a person kept does the record
// tell, and what does it tell that she does not have?
//
// In go the lines of the chronology and what the record tells of ([Told]); out comes each
// line with what was found for it, and then what no line has:
//
//	for _, r := range against.Lay(lines, told) {
//		fmt.Println(r.Line, r.Found)
//	}
//
// A line is found where the record tells something that shares at least two words or
// names with it (states in any of their names and adjectives), on a day that is hers or
// the one beside it; of a line, or of something, without a day, three. What shares more
// counts first, then what is nearer in days, events and steps of papers before
// statements. Nothing is decided between the two: a line that is not found may be right.
//
// Law: the answer is a function of both; what the record alone has is in order of day.
// Cost: linear in the lines times what the record tells near their days.
package against

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/world"
)

// Line is a line of a chronology.
type Line struct {
	Number int    // in the file, from 1
	On     string // a day, month or year, or an interval; "" for none
	Words  string
}

// Told is something that the record tells.
type Told struct {
	ID    string
	Layer string // "event", "transfer" or "statement"
	On    string // "" where no day is known
	What  string // its type, and who takes part, in words
	At    verbale.Located
	// Own is whether it is asked for where no line has it: what happened, told by a
	// report itself, and is no history.
	Own bool
}

// Row is a line with what was found for it, or what no line has.
type Row struct {
	Line  *Line  // nil: the record alone has it
	Found []Told // best first, at most three; empty: not found
}

const (
	near      = 1 // days
	fewWords  = 2 // that a line shares with something on its day
	moreWords = 3 // where one has no day
	most      = 3 // that are listed for a line
)

// Lay lays a chronology beside what the record tells.
func Lay(lines []Line, told []Told) []Row {
	terms := make([]map[string]bool, len(told))
	spans := make([]calendar.Span, len(told))
	dated := make([]bool, len(told))
	for i, t := range told {
		terms[i] = termsOf(t.What + " " + t.At.Text)
		spans[i], dated[i] = calendar.ParseSpan(t.On)
	}
	rows := make([]Row, 0, len(lines))
	had := make([]bool, len(told))
	for i := range lines {
		line := &lines[i]
		words := termsOf(line.Words)
		span, ok := calendar.ParseSpan(line.On)
		type match struct{ at, shared, away int }
		var matches []match
		for k := range told {
			shared, away, needs := common(words, terms[k]), 0, moreWords
			if ok && dated[k] {
				if away = apart(span, spans[k]); away > near {
					continue
				}
				needs = fewWords
			}
			if shared >= needs {
				matches = append(matches, match{k, shared, away})
				had[k] = true
			}
		}
		slices.SortStableFunc(matches, func(a, b match) int {
			return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.away, b.away), cmp.Compare(told[a.at].Layer, told[b.at].Layer))
		})
		row := Row{Line: line}
		for _, m := range matches[:min(most, len(matches))] {
			row.Found = append(row.Found, told[m.at])
		}
		rows = append(rows, row)
	}
	var alone []int
	for k := range told {
		if !had[k] && told[k].Own {
			alone = append(alone, k)
		}
	}
	slices.SortStableFunc(alone, func(a, b int) int { return cmp.Compare(dayOf(told[a].On), dayOf(told[b].On)) })
	for _, k := range alone {
		rows = append(rows, Row{Found: []Told{told[k]}})
	}
	return rows
}

// dayOf orders days; none is last.
func dayOf(on string) string {
	if on == "" {
		return "~"
	}
	return on
}

// apart is how many days lie between two spans; 0 where they share one.
func apart(a, b calendar.Span) int {
	return max(0, int(a.First-b.Last), int(b.First-a.Last))
}

func common(a, b map[string]bool) int {
	n := 0
	for term := range a {
		if b[term] {
			n++
		}
	}
	return n
}

// termsOf are the words of a text that say what it is about, without their endings; a
// state by its id, however it is called.
func termsOf(text string) map[string]bool {
	terms := map[string]bool{}
	w := world.Load()
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' }) {
		word = strings.Trim(word, ".")
		if word == "" {
			continue
		}
		if first := []rune(word)[0]; unicode.IsUpper(first) {
			if found := w.Find(word, 0); len(found) > 0 && found[0].How != world.ByPlace {
				terms[found[0].ID] = true
				continue
			}
		}
		if term := stem(strings.ToLower(word)); len(term) > 3 && !stop[term] {
			terms[term] = true
		}
	}
	return terms
}

// stem is a word without the commonest endings of English.
func stem(word string) string {
	for _, end := range []string{"ing", "ed", "es", "s", "e"} {
		if rest, is := strings.CutSuffix(word, end); is && len(rest) > 3 {
			return rest
		}
	}
	return word
}

// stop are words that two lines share without being about the same.
var stop = func() map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields("that this with from have been will would they their them there which when what were after before about " +
		"into over more than said says also between during until some such other happened planned statement event transfer report") {
		set[stem(word)] = true
	}
	return set
}()
