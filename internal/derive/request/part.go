package request

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/lang"
)

func spanOf(first, last told.Token) lang.Span { return lang.Span{Start: first.Start, End: last.End} }

// leastParts is how many a list has at least.
const leastParts = 2

// parts divides what is wanted where it is a list: of gerunds ("stopping …, closing …,
// and returning …"), of infinitives, of clauses, or of what semicolons part. A list of
// which one part is of another form is none.
func (f *finder) parts(t *Telling) {
	if len(t.What) != 1 || len(t.Parts) > 0 || t.Kind == verbale.RequestCharge {
		return
	}
	first, last := f.At(t.What[0].Start), f.At(t.What[0].End-1)+1
	for first < last && !f.Tokens[first].Word {
		first++
	}
	form := f.formOf(first)
	if form == "" {
		return
	}
	var starts []int
	for i := first; i < last; i++ {
		if i == first || f.begins(i, form) {
			starts = append(starts, i)
		}
	}
	if len(starts) < leastParts || form == "base" && len(starts) < 3 {
		return
	}
	for k, start := range starts {
		end := last
		if k+1 < len(starts) {
			end = starts[k+1]
		}
		if form == "for" && k > 0 {
			start++
		}
		for end > start+1 && (!f.Tokens[end-1].Word || f.Is(end-1, "and", "or")) {
			end--
		}
		t.Parts = append(t.Parts, []verbale.Located{f.Located(start, end)})
	}
}

// formOf is the form of which the parts of a list that begins at i have to be: "ing",
// "to", "that", "for", or "base" where the list begins "that SUBJECT suppress …".
func (f *finder) formOf(i int) string {
	switch {
	case f.Is(i, "to") && f.Small(i+1) == "":
		return "to"
	case f.gerund(i):
		return "ing"
	case f.Is(i-1, "for"):
		return "for" // "asks for a quay, for a pier and for a light"
	case f.Is(i, "that"):
		if f.Starting(i+1) != nil {
			return "base"
		}
		return "that"
	}
	return ""
}

func (f *finder) gerund(i int) bool {
	return i < len(f.Tokens) && f.Tokens[i].Word && len(f.Tokens[i].Lower) > 5 && strings.HasSuffix(f.Tokens[i].Lower, "ing")
}

// begins reports whether a part of a list begins at i: after a comma, a semicolon or
// "and", a word of the form.
func (f *finder) begins(i int, form string) bool {
	before := i - 1
	if f.Is(before, "and", "or") {
		before--
		if t := f.Tokens[before]; t.Text != "," && t.Text != ";" {
			before++
		}
	} else if t := f.Tokens[before]; t.Text != "," && t.Text != ";" {
		return false
	}
	switch form {
	case "to", "that", "for":
		return f.Is(i, form)
	case "ing":
		return f.gerund(i)
	}
	t := f.Tokens[i]
	return t.Word && t.Lower == t.Text && f.Small(i) == "" && f.Small(i+1) == "determiner" && !strings.HasSuffix(t.Lower, "ed") && !strings.HasSuffix(t.Lower, "ing")
}
