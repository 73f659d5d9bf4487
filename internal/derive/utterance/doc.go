// Package utterance answers: which renderings tell of one thing that was said
// once?
//
// In go renderings, the contents of statements with who said them and when; out
// come links between two of them ([Verbatim]), each with the words that both
// have. Renderings that links tie together are one utterance, but for those between
// which a long content alone is the bridge ([Split]).
//
// Law: the links are a function of the renderings, not of their order; two
// renderings of which one stands within the other are never linked; a run of
// words that everybody says links nothing. Where the speakers differ, which may
// be a fault of the reading, only a run within quotation marks of two reports, or
// a long one, tells that the utterance is the same.
//
// Cost: the sum of the words times the logarithm of their number. What shares a
// fingerprint is held against a bounded number of others, so a phrase that stands
// in every report costs no more than another. Any text gives a result.
package utterance
