package actor

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Mentions lists the names in a report, in order and disjoint: the entities
// that the language engine found, and runs of proper nouns that it did not.
// None is tied to an actor yet.
func Mentions(doc *lang.Document) []verbale.Mention {
	var found []verbale.Mention
	taken := make([]bool, len(doc.Tokens))
	for _, e := range doc.Entities {
		if e.Label == "MISC" || e.First >= e.Last {
			continue
		}
		for i := e.First; i < e.Last; i++ {
			taken[i] = true
		}
		found = append(found, mention(doc, verbale.TokenRange{First: e.First, Last: e.Last}, verbale.Named, typeOf(e.Label), "entity"))
	}
	for _, sentence := range doc.Sentences {
		for i := sentence.First; i < sentence.Last; i++ {
			if taken[i] || doc.Tokens[i].UPOS != "PROPN" {
				continue
			}
			first := i
			for i < sentence.Last && !taken[i] && doc.Tokens[i].UPOS == "PROPN" {
				i++
			}
			if isCalendar(doc.Form(first)) {
				continue
			}
			found = append(found, mention(doc, verbale.TokenRange{First: first, Last: i}, verbale.Named, guessType(doc, first, i), "proper-nouns"))
		}
	}
	slices.SortFunc(found, func(a, b verbale.Mention) int { return cmp.Compare(a.First, b.First) })
	return found
}

func mention(doc *lang.Document, r verbale.TokenRange, form verbale.MentionForm, kind verbale.ActorType, rule string) verbale.Mention {
	span := r.Span(doc)
	return verbale.Mention{
		Excerpt: verbale.Excerpt{Span: span, Text: span.Text(doc.Text)},
		First:   r.First, Last: r.Last, Head: headOf(doc, r), Form: form, Type: kind, Chain: -1, Rule: rule,
	}
}

// headOf returns the token of r whose head lies outside it, the last of several.
func headOf(doc *lang.Document, r verbale.TokenRange) int {
	head := r.Last - 1
	for i := r.Last - 1; i >= r.First; i-- {
		if h := doc.Tokens[i].Head; h < r.First || h >= r.Last {
			if doc.Tokens[i].UPOS == "NOUN" || doc.Tokens[i].UPOS == "PROPN" || doc.Tokens[i].UPOS == "PRON" {
				return i
			}
		}
	}
	return head
}

func typeOf(label string) verbale.ActorType {
	switch label {
	case "PER":
		return verbale.Person
	case "LOC":
		return verbale.State
	}
	return verbale.Organisation
}

// guessType takes a run of two or more proper nouns after a personal title for
// a person, one that holds the word of a body for an organisation.
func guessType(doc *lang.Document, first, last int) verbale.ActorType {
	for i := first; i < last; i++ {
		if bodies[strings.ToLower(doc.Form(i))] {
			return verbale.Organisation
		}
	}
	for i := first; i < last; i++ {
		if titles[strings.ToLower(strings.TrimSuffix(doc.Form(i), "."))] {
			return verbale.Person
		}
	}
	if first > 0 && titles[strings.ToLower(strings.TrimSuffix(doc.Form(first-1), "."))] {
		return verbale.Person
	}
	return verbale.UnknownType
}

// bodies are words that make a name that of an organisation.
var bodies = set("ministry", "department", "embassy", "government", "office", "council", "commission", "parliament",
	"senate", "congress", "house", "agency", "party", "union", "organization", "organisation", "alliance", "committee",
	"bank", "court", "army", "force", "forces", "group", "association", "university", "institute", "foundation",
	"legation", "cabinet", "company", "press", "times", "post", "tribunal")

// titles are words that stand before or within the name of a person.
var titles = set("mr", "mrs", "ms", "dr", "sir", "lord", "lady", "president", "minister", "secretary", "ambassador",
	"chancellor", "premier", "king", "queen", "emperor", "general", "gen", "colonel", "col", "captain", "admiral",
	"senator", "sen", "rep", "governor", "gov", "professor", "prof", "spokesman", "spokeswoman", "spokesperson",
	"director", "chairman", "chief", "count", "baron", "herr", "monsieur", "m", "prince", "princess", "representative",
	"envoy", "commissioner", "deputy", "judge", "justice", "bishop", "pope", "tsar", "kaiser", "leader")

var calendar = set("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
	"march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

func isCalendar(form string) bool { return calendar[strings.ToLower(form)] }

func set(words ...string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, word := range words {
		all[word] = true
	}
	return all
}
