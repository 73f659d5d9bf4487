// Package told answers: which words, sentences and actors does a report have where
// something that lies between reports is told?
//
// In goes a [Report] as the record has it; [NewView] gives its words with the sentences
// that they stand in and the mentions that begin and end with them. Derivers of requests,
// expectations and clauses look at reports through it alone, so that all of them mean the
// same by a sentence.
//
//	v := told.NewView(&report)
//	first, last := v.SentenceOf(v.At(offset))
//
// Law: tokens are in order and disjoint, and every [verbale.Located] that comes out has
// the words at its span. Cost: linear in the text. Any text gives a view.
//
// Limits: sentences end by marks and capitals alone; words of two tellings are compared by
// their first letters ([Stems]).
package told
