// Package attribution answers: which words of a report tell that somebody
// said something, and which words tell what?
//
// In goes the analysis of one report with its parts, out come statements with
// their source, cue and content, mode, kind, factuality, channel, occasion, what
// they respond to and what they are nested in; no actors and no dates, which are
// for other stages. The boundaries are PolNeAR's (Newell et al. 2018): the
// conjunction and the quotation marks belong to the content, the punctuation
// after it does not.
//
// Two classifiers decide, both conditional random fields over words (package crf): one
// finds cues, the other the source and the content of a cue, with features of
// the tree between a word and the cue, of quotation marks and of the words. What
// they find is read once more, content by content, for what is nested in it.
// Rules add what the training data has not: quotations that run on over
// paragraphs or stand alone, and words claimed backwards ("This was stated by
// …"). Every statement names the rule or classifier that made it and the
// classifiers' margin, as a confidence.
//
// Law: statements come in order of content, cue and id; spans are of the text
// read, on rune borders, and never cross a line break. Integers decide, ties go
// to the lower label. Cost: linear in the tokens, for what is looked at around a
// cue is bounded. Any analysis gives a well-formed list.
package attribution
