package query

import (
	"slices"
	"strings"
)

// shortestVaried is the length of a word from which on its other forms are looked
// for, and leastStem that of what an ending leaves.
const (
	shortestVaried = 4
	leastStem      = 3
)

// ending takes an ending of a form away and puts what the dictionary form has in
// its place; a made form goes the other way. Of both the longest come first.
type ending struct{ of, instead string }

// The endings of English by which a form is brought to what it may be a form of:
// those of inflection, and those by which a verb becomes the name of what it does.
var endings = []ending{
	{"izations", "ize"}, {"isations", "ise"}, {"ization", "ize"}, {"isation", "ise"},
	{"ations", "ate"}, {"ation", "ate"}, {"ations", "e"}, {"ation", "e"}, {"ations", ""}, {"ation", ""},
	{"nsions", "nd"}, {"nsion", "nd"}, {"isions", "ide"}, {"ision", "ide"}, {"usions", "ude"}, {"usion", "ude"}, {"asions", "ade"}, {"asion", "ade"},
	{"issions", "it"}, {"ission", "it"}, {"ions", "e"}, {"ion", "e"}, {"ions", ""}, {"ion", ""},
	{"ments", ""}, {"ment", ""}, {"ies", "y"}, {"ied", "y"}, {"ing", "e"}, {"ing", ""}, {"ed", "e"}, {"ed", ""}, {"es", "e"}, {"es", ""}, {"s", ""},
}

// tooShort reports whether a stem is too short for what a verb in "-e" does to be
// named by "-ion": "promote" has a promotion, a state no station.
func (e ending) tooShort(stem string) bool {
	return e.instead == "e" && (e.of == "ion" || e.of == "ions") && len(stem) < 5
}

// Forms lists the forms of a word, in small letters, that somebody who looks for it
// also means: "expand" is looked for as "expands", "expanded", "expanding" and
// "expansion", and each of these as the others. They follow from spelling alone:
// some of them are no words and are found nowhere, and irregular forms ("sought") are
// not among them. A word of fewer than four letters, or that is not spelt with those
// of the English alphabet, has one form.
func Forms(word string) []string {
	word = strings.ToLower(word)
	if len(word) < shortestVaried || strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return []string{word}
	}
	bases := []string{word}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(word, e.of)
		if !ok || len(stem) < leastStem || e.of == "s" && strings.IndexByte("siu", stem[len(stem)-1]) >= 0 ||
			e == (ending{"es", ""}) && strings.IndexByte("sxzho", stem[len(stem)-1]) < 0 || e.tooShort(stem) {
			continue
		}
		bases = append(bases, stem+e.instead)
		if e.instead == "" && (e.of == "ing" || e.of == "ed") && doubled(stem) {
			bases = append(bases, stem[:len(stem)-1])
		}
	}
	var forms []string
	for _, base := range bases {
		forms = append(forms, formsOf(base)...)
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// formsOf makes the forms of a dictionary form.
func formsOf(base string) []string {
	last := base[len(base)-1]
	forms := []string{base, base + "s", base + "ing", base + "ed", base + "ment", base + "ments"}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(base, e.instead); ok && e.instead != "" && len(stem) >= leastStem && !e.tooShort(stem) {
			forms = append(forms, stem+e.of)
		}
	}
	switch {
	case strings.IndexByte("sxzho", last) >= 0:
		forms = append(forms, base+"es")
	case last == 't':
		forms = append(forms, base+"ion", base+"ions")
	}
	if len(base) >= leastStem && strings.IndexByte("bdglmnprt", last) >= 0 && strings.IndexByte("aeiou", base[len(base)-2]) >= 0 {
		forms = append(forms, base+string(last)+"ed", base+string(last)+"ing")
	}
	return forms
}

// doubled reports whether a stem ends with a consonant twice: "stopp".
func doubled(stem string) bool {
	n := len(stem)
	return n > leastStem && stem[n-1] == stem[n-2] && strings.IndexByte("bdglmnprt", stem[n-1]) >= 0
}
