// Package timex finds the time expressions of a report and says which day,
// month, time of day, length of time or repetition each of them means.
//
// It works in two steps, because what an expression means can depend on who
// said it. [Find] marks the extents of an analysed document and what the words
// by themselves say ("two days ago": two days before a day not yet known).
// [Resolve] counts from the day of the report, from the day on which a quoted
// sentence was said, or from the date last spoken of, and returns values as
// TIMEX3 writes them.
//
//	found := timex.Find(doc)
//	dates := timex.Resolve(found, timex.Context{Day: "2022-02-08"})
//	// "last Friday" → 2022-02-04, "this week" → 2022-W06, "for two weeks" → P2W
//
// The law it keeps: a value is never more precise than the words, and no value
// comes from anywhere but the words and the day they count from. Where that
// day is not known, a relative expression stays relative: PAST_REF,
// XXXX-WXX-4, XXXX-05.
//
// The rules are tables ([Rules] lists them): a pattern over words and classes
// of words, and the sentence it was written for. Every expression carries the
// name of its rule. The documentation, docs/timex.md, explains the pattern
// language and how to add a rule.
//
// Time is linear in the length of the text: every pattern is of bounded length
// and only those that can begin at a word are tried there. Memory is one atom
// (64 bytes) for each word, number or mark; a [Finder] reuses it. Any bytes
// are accepted; what is not a well-formed word of English is passed over.
//
// Limits: English only; Gregorian calendar ("Old Style" after a date is kept
// in its extent and marks it as uncertain, but days are not converted); time
// zones stay within the extent and, but for GMT and UTC, out of the value.
//
// References: TimeML 1.2.1 annotation guidelines (Saurí et al., 2006); TIDES
// 2005 standard for the annotation of temporal expressions (Ferro et al.);
// TempEval-3 (UzZaman et al., 2013).
package timex
