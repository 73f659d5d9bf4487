// Package lexicon answers: what is a word of English to us?
//
// In go lemmas, out come the properties that the stages of reading ask for: which
// speech act a verb or a noun tells of, what its complements look like, what a
// negation makes of it, what it says as the main verb of what is said.
//
//	words := lexicon.Load()
//	word := words.Verb("retort")
//	word.Kind                    // verbale.Say
//	word.Has(lexicon.Answers)    // true
//
// The words are text in data/, one a line, one property a column; docs/lexicon.md
// tells the columns and how a word is added. Each word has a sentence of our own
// invention that it is there for. Code asks for properties and never for lemmas, so
// that a new word is a new line and nothing else.
//
// Law: immutable, one for all goroutines. A word that is not in the tables has the
// zero properties; nothing is guessed from its spelling but the regular forms of
// verbs. Cost: Load sets the tables up once a process, in a few milliseconds; a
// look-up is one map access and does not allocate. Any string may be asked for.
package lexicon
