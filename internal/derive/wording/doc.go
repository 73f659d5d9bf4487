// Package wording answers: where do two renderings of one utterance differ, and
// does it matter?
//
// In go two texts; out come the stretches of words in which they agree and those
// in which they differ ([Compare]), each with a class: the same, cut elsewhere,
// house style, other words, or another substance, and of what type.
//
//	for _, d := range wording.Compare(a, b) {
//		fmt.Println(d.Class, d.Type, a[d.A.Start:d.A.End], b[d.B.Start:d.B.End])
//	}
//
// Law: every word of both texts is in one stretch; stretches begin and end on
// words; white space, punctuation, capitals and kinds of quotation marks are no
// difference. Rare words anchor the alignment. What stands in both at another
// place is moved, not left out here and added there.
//
// Substance is claimed only for what words show: a negation, a modal verb, a word
// of certainty, a number, a name, a day, a condition, who acts, two words that
// sound alike, a stretch left out or added in the middle. Whatever differs
// otherwise is called other words; the judgement is left to a person.
//
// Cost: linear in the words for texts that mostly agree; a stretch without an
// anchor is compared in a time that grows with its length times the number of
// its differences, up to a bound, beyond which it counts as different whole.
package wording
