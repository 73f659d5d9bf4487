package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// A namesake is a word that is written as a verb or a modal and is somebody's name
// here: "Ada Will left. Will said so." What tagged it saw a verb, and the tree of its
// sentence hangs on that; namesakes are made names before anything is read.

// verbal reports whether a word is a verb or a modal that is a name as well.
func verbal(word string) bool {
	switch word {
	case "may", "can", "will", "might", "must", "shall", "said", "told":
		return true
	}
	return false
}

// mendNamesakes makes names of the words of doc that are namesakes: those that stand
// beside another name of the person somewhere, and wherever the words around them
// leave no room for a verb. Lower are the words in small letters; a namesake keeps its
// capital there, so that nothing takes it for the word.
func mendNamesakes(doc *lang.Document, lower []string) {
	names := map[string]bool{}
	for s := range doc.Sentences {
		if sentence := &doc.Sentences[s]; !isHeadline(doc, sentence) {
			for i := sentence.First; i < sentence.Last; i++ {
				if verbal(lower[i]) && besideName(doc, lower, sentence, i) {
					names[lower[i]] = true
				}
			}
		}
	}
	if len(names) == 0 {
		return
	}
	for s := range doc.Sentences {
		sentence := &doc.Sentences[s]
		for i := sentence.First; i < sentence.Last; i++ {
			if names[lower[i]] && isCapital(doc.Form(i)) && isNamesake(doc, lower, sentence, i) {
				nameAt(doc, sentence, i)
				lower[i] = doc.Form(i)
			}
		}
	}
}

// isCapital reports whether a word is written with a capital.
func isCapital(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

// isHeadline reports whether a sentence has no verb that is written small, so that one
// may have a capital.
func isHeadline(doc *lang.Document, s *lang.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if xpos := doc.Tokens[i].XPOS; (strings.HasPrefix(xpos, "VB") || xpos == "MD") && !isCapital(doc.Form(i)) {
			return false
		}
	}
	return true
}

// isProper reports whether a token is a capitalised proper noun.
func isProper(doc *lang.Document, s *lang.Sentence, i int) bool {
	return i >= s.First && i < s.Last && doc.Tokens[i].UPOS == "PROPN" && isCapital(doc.Form(i))
}

// besideName reports whether a word with a capital within a sentence stands right after
// a name or an honorific, or before a name: "Theresa May", "Editor Can Dundar". A
// month stands so after a day only.
func besideName(doc *lang.Document, lower []string, s *lang.Sentence, i int) bool {
	if i == s.First || !isCapital(doc.Form(i)) {
		return false
	}
	switch strings.TrimSuffix(lower[i-1], ".") {
	case "mr", "mrs", "ms", "miss", "dr", "sir", "dame":
		return true
	}
	if strings.ToUpper(doc.Form(i)) == doc.Form(i) || i+1 < s.Last && doc.Tokens[i+1].UPOS == "NUM" {
		return false
	}
	named := isProper(doc, s, i-1) && len(doc.Form(i-1)) > 2 && (doc.Tokens[i].UPOS == "PROPN" || !isProper(doc, s, i-2))
	return named || doc.Tokens[i].UPOS == "AUX" && isProper(doc, s, i+1)
}

// isNamesake reports whether the words around a word that somebody of the report bears
// as a name leave no room for the verb: it stands beside the other name, or a verb
// follows that no modal has after it.
func isNamesake(doc *lang.Document, lower []string, s *lang.Sentence, i int) bool {
	if i+1 < s.Last && (lower[i+1] == "'s" || lower[i+1] == "’s") || besideName(doc, lower, s, i) {
		return true
	}
	if i > s.First && (doc.Tokens[i-1].UPOS == "ADP" || doc.Tokens[i-1].UPOS == "NUM") && doc.Tokens[i].UPOS == "PROPN" {
		return false // "in May"
	}
	next := i + 1
	for next < s.Last && doc.Tokens[next].UPOS == "ADV" {
		next++
	}
	if next < s.Last {
		switch doc.Tokens[next].XPOS {
		case "VBD", "VBZ", "VBN", "MD":
			return true
		}
		if token := doc.Tokens[next]; token.UPOS == "AUX" && (lower[next] == "was" || lower[next] == "has" || lower[next] == "had" || lower[next] == "is") {
			return true
		}
	}
	// "added Said."
	return i > s.First && doc.Tokens[i-1].XPOS == "VBD" && (i+1 == s.Last || doc.Tokens[i+1].UPOS == "PUNCT")
}

// nameAt makes a name of a token: the last name of the one before it, else the subject
// of the verb beside it.
func nameAt(doc *lang.Document, s *lang.Sentence, i int) {
	token := &doc.Tokens[i]
	auxiliary := token.DepRel == "aux"
	token.UPOS, token.XPOS, token.Lemma, token.Feats = "PROPN", "NNP", doc.Form(i), "Number=Sing"
	if isProper(doc, s, i-1) && i-1 > s.First-1 && doc.Tokens[i-1].DepRel != "punct" {
		if token.Head != i-1 && !hangsOn(doc, i-1, i) && s.Root != i {
			adopt(doc, s, i, i-1)
			token.Head, token.DepRel = i-1, "flat"
		}
		if verb := doc.Tokens[i-1].Head; auxiliary && verb >= 0 && doc.Tokens[verb].XPOS == "VBN" {
			finite(doc, s, verb)
		}
		return
	}
	verb := besideVerb(doc, s, i)
	if verb < 0 {
		return
	}
	if token.Head < 0 || hangsOn(doc, verb, i) { // the tree took the name for the verb
		doc.Tokens[verb].Head, doc.Tokens[verb].DepRel = token.Head, token.DepRel
		if s.Root == i {
			s.Root = verb
		}
		adopt(doc, s, i, verb)
	}
	token.Head, token.DepRel = verb, "nsubj"
	finite(doc, s, verb)
}

// besideVerb returns the verb that a name is the subject of: after it and its adverbs,
// else right before it.
func besideVerb(doc *lang.Document, s *lang.Sentence, i int) int {
	for next := i + 1; next < s.Last; next++ {
		switch doc.Tokens[next].UPOS {
		case "ADV", "AUX":
			if doc.Tokens[next].DepRel != "cop" {
				continue
			}
			return doc.Tokens[next].Head
		case "VERB":
			return next
		}
		break
	}
	if i > s.First && doc.Tokens[i-1].UPOS == "VERB" {
		return i - 1
	}
	return -1
}

// finite makes a verb in the past of what looked like a participle after a modal.
func finite(doc *lang.Document, s *lang.Sentence, verb int) {
	if doc.Tokens[verb].XPOS != "VBN" {
		return
	}
	for k := s.First; k < s.Last; k++ {
		if doc.Tokens[k].Head == verb && strings.HasPrefix(doc.Tokens[k].DepRel, "aux") {
			return
		}
	}
	doc.Tokens[verb].XPOS, doc.Tokens[verb].Feats = "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
}

// adopt hangs on another token what hung on one.
func adopt(doc *lang.Document, s *lang.Sentence, from, to int) {
	for k := s.First; k < s.Last; k++ {
		if k != to && doc.Tokens[k].Head == from {
			doc.Tokens[k].Head = to
		}
	}
}

// hangsOn reports whether a token depends on another, at whatever remove.
func hangsOn(doc *lang.Document, i, on int) bool {
	for at, n := doc.Tokens[i].Head, 0; at >= 0 && n < maxDepth; at, n = doc.Tokens[at].Head, n+1 {
		if at == on {
			return true
		}
	}
	return false
}
