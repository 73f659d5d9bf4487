// Package attribution answers: which words of a report tell that somebody
// said something, and which words tell what?
//
// In goes the analysis of one report with its parts, out come statements with
// their source, cue and content, mode, kind, factuality and nesting; no actors
// and no dates, which are for other stages. The boundaries are PolNeAR's
// (Newell et al. 2018): the conjunction and the quotation marks belong to the
// content, the punctuation after it does not.
//
// This first reading is small on purpose: it finds words in quotation marks
// with a cue and a source beside them, plain reports of speech ("X said that
// …", "…, X said", "according to X, …"), and quotations that run on. Every
// statement names the rule that made it.
//
// Law: statements come in order of content, cue and id; spans are of the text
// read, on rune borders, and never cross a line break. Cost: linear in the
// tokens. Any analysis gives a well-formed list.
package attribution
