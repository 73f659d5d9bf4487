package actor

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// nominals finds noun phrases that can mean an actor: an office, a person, a
// body, a paper.
func (c *Cast) nominals() {
	for s := range c.doc.Sentences {
		sentence := &c.doc.Sentences[s]
		for i := sentence.First; i < sentence.Last; i++ {
			if c.taken[i] {
				continue
			}
			noun, many, kind := c.nounAt(i)
			if noun == "" || c.upos(i+1) == "NOUN" && i+1 < sentence.Last && !c.taken[i+1] && c.nounFollows(i+1) {
				continue
			}
			f := c.phrase(i, sentence.First, noun, many, kind)
			c.add(f)
		}
	}
}

// nounFollows reports whether a noun after a noun is the head of their compound.
func (c *Cast) nounFollows(i int) bool {
	noun, _, _ := c.nounAt(i)
	return noun != "" || c.upos(i) == "NOUN"
}

// nounAt returns the noun of an actor at token i in the singular, whether it
// is a plural, and of what type the actor is.
func (c *Cast) nounAt(i int) (noun string, many bool, kind verbale.ActorType) {
	if c.isAdherents(i) {
		return singularOf(c.at(i)), true, verbale.Person
	}
	if c.upos(i) != "NOUN" && c.upos(i) != "PROPN" && c.upos(i) != "ADJ" {
		return "", false, ""
	}
	word := c.at(i)
	single := word
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		single = word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "men"):
		single = word[:len(word)-3] + "man"
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss"):
		single = word[:len(word)-1]
	}
	forms := []string{word, single}
	if single != word && strings.HasSuffix(c.doc.Tokens[i].XPOS, "S") {
		forms = []string{single, word} // "officials" are several, though the list has the word
	}
	for _, form := range forms {
		_, office := c.world.Office(form)
		switch {
		case office, c.is(form, lexicon.Person|lexicon.Noble), form == "secretary-general":
			return form, form != word, verbale.Person
		case c.isSource(form) && (form == single || !c.isSource(single) && !c.isOffice(single)):
			return form, form != word || word == "people" || word == "police" || word == "staff", verbale.Person
		case c.is(form, lexicon.Paper):
			return form, form != word, verbale.UnknownType
		case c.is(form, lexicon.Body) && c.upos(i) != "ADJ":
			if form == "house" || form == "force" || form == "news" || form == "press" || form == "post" || form == "times" || form == "front" {
				continue
			}
			return form, form != word, verbale.Organisation
		}
	}
	if word == "state" && c.at(i-1) == "of" && capital(c.doc.Form(i)) {
		return "", false, "" // "Secretary of State"
	}
	switch word {
	case "king", "kingdom", "monarchy", "country", "nation", "state", "republic":
		return word, false, verbale.State
	}
	return "", false, ""
}

func (c *Cast) isOffice(word string) bool {
	_, ok := c.world.Office(word)
	return ok
}

// phrase makes a nominal of the noun at token head: the words before it that
// belong to it, and what they say.
func (c *Cast) phrase(head, first int, noun string, many bool, kind verbale.ActorType) *found {
	start := head
	f := &found{form: verbale.Nominal, kind: kind, rule: "nominal", head: head, last: head + 1, noun: noun, many: many, indefinite: true}
	for start > first {
		i := start - 1
		switch c.upos(i) {
		case "ADJ", "NOUN", "PROPN", "NUM":
			if c.upos(i) == "NOUN" && c.upos(start) == "PUNCT" {
				goto done
			}
			start = i
			continue
		case "PART":
			if (c.at(i) == "'s" || c.at(i) == "’s" || c.at(i) == "'" || c.at(i) == "’") && i > first && (c.upos(i-1) == "PROPN" || c.upos(i-1) == "NOUN") {
				f.indefinite = false
				start = i
				continue
			}
		case "DET", "PRON":
			if many && c.at(i) == "that" {
				goto done // "said that Norwegians"
			}
			switch c.at(i) {
			case "the", "this", "that", "these", "those", "his", "her", "its", "their", "both":
				f.indefinite = false
				start = i
			case "a", "an", "some", "several", "another", "many", "one", "any", "no", "all", "each", "every", "our", "my", "your":
				start = i
			}
			goto done
		}
		if c.upos(i) == "VERB" && i > first && c.at(i-1) == "-" { // "the war-torn country"
			start = i
			continue
		}
		if c.at(i) == "-" && i > first && i-1 >= first && (c.upos(i-1) == "NOUN" || c.upos(i-1) == "PROPN" || c.upos(i-1) == "ADJ" || c.upos(i-1) == "NUM") {
			start = i - 1
			continue
		}
		break
	}
done:
	f.first = start
	if many && start == head && c.upos(head) == "NOUN" {
		f.indefinite = true
	}
	if c.isAdherents(head) && start == head {
		f.indefinite = false // all of them, as often as they are spoken of
	}
	f.name = c.text(f.first, f.last)
	f.title = noun
	for n := min(4, head-start+1); n >= 1; n-- { // the longest office: "foreign minister"
		if _, ok := c.world.Office(c.text(head-n+1, head+1)); ok {
			f.title = world.Fold(c.text(head-n+1, head+1))
			break
		}
	}
	f.of = c.ownerOf(f)
	if o, ok := c.world.Office(f.title); ok && singular[o.Kind] && f.of != "" && !many && c.upos(start) != "DET" {
		f.indefinite = false // "Russian FM said", as headlines have it
	}
	if kind == verbale.Person && !many && !c.taken[start] && capital(c.doc.Form(head)) {
		f.indefinite = f.indefinite && start < head // "Chancellor" alone is a title
	}
	return f
}

// ownerOf returns the state or body that a noun phrase names as the one its
// office is of: before it ("the German ambassador"), or after "of".
func (c *Cast) ownerOf(f *found) string {
	for i := f.first; i < f.head; i++ {
		if m, n := c.worldAt(i, f.head); n > 0 && m.How != world.ByPlace && m.Type != verbale.Collective {
			return m.ID
		}
	}
	if c.at(f.last) == "of" || c.at(f.last) == "for" {
		at := f.last + 1
		if c.at(at) == "the" {
			at++
		}
		if at < len(c.doc.Tokens) {
			if m, n := c.worldAt(at, c.sentenceOf(f.head).Last); n > 0 && m.How != world.ByPlace && m.Type != verbale.Collective {
				return m.ID
			}
		}
	}
	return ""
}

// pronouns finds personal pronouns.
func (c *Cast) pronouns() {
	for i := range c.doc.Tokens {
		word := c.at(i)
		if c.upos(i) != "PRON" && c.upos(i) != "DET" {
			continue
		}
		if c.words.Pronoun(word).Person == 0 {
			continue
		}
		if word == "it" && c.isExpletive(i) || word == "i" && c.at(i-1) == "(" && c.at(i+1) == ")" {
			continue
		}
		c.add(&found{first: i, last: i + 1, head: i, form: verbale.Pronominal, rule: "pronoun", name: word,
			many: c.plural(word) || c.firstMany(word)})
	}
}

// isExpletive reports whether "it" only fills a place: "it is clear that".
func (c *Cast) isExpletive(i int) bool {
	return c.doc.Tokens[i].DepRel == "expl" ||
		(c.at(i+1) == "is" || c.at(i+1) == "was" || c.at(i+1) == "'s") && (c.upos(i+2) == "ADJ" || c.upos(i+2) == "NUM")
}
