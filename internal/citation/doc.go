// Package citation answers: how is a statement quoted so that everyone can find
// its words again?
//
// In go a statement and the report that it stands in, as the record has them;
// out come the words, the speaker with office, the occasion, the day, the
// report with its outlet, title, date and address, and the place of the words
// in the stored text (hash of the version, range of bytes), in one of ten
// [Styles].
//
//	text, err := citation.Write(citation.Footnote, []citation.Source{{Statement: s, Report: d}})
//
// Law: words are given as they stand in the report. What the speaker said word
// for word stands in the report's own quotation marks; what the report words
// itself is marked as such, and never put into quotation marks. What is not
// known is left out or called undated; nothing is made up. A stretch that a span
// leaves out of the middle of a quotation is shown, since its sense may hang on it.
//
// Cost: linear in the words. References: RIS as Zotero and EndNote read it; CSL
// 1.0.2 (JSON); HTML's blockquote and cite.
package citation
