// Package reuse answers: which reports took words from one another, and which of them
// from which?
//
// In go reports; a [Sketch] of each finds the pairs that may share a passage ([Pairs]),
// [Compare] says which passages two reports share and which of them had it from the
// other, and [Families] puts together what hangs together.
//
//	shared := reuse.Compare(&a, &b)
//	for _, p := range shared.Passages {
//		fmt.Println(p.How, a.Text[p.A.Start:p.A.End], b.Text[p.B.Start:p.B.End])
//	}
//
// Law: the result is a function of the set of reports. Words that both quote from
// somebody are no reuse by themselves: two reporters may have heard the same. Direction
// is told by a credit ("the Harbour Post reports", "told the Post", an agency in the
// dateline), else by containment, else by a clock time that both print, else by
// nothing: a date of publication never tells it.
//
// Cost: a sketch is linear in the text. A fingerprint that many reports hold pairs each
// of them with a few others only. To compare two reports is linear in their words, but
// for stretches around words that both have, which grow with their length times the
// width of a band. Any bytes give a result. Reference: S. Schleimer, D. Wilkerson,
// A. Aiken, Winnowing: Local Algorithms for Document Fingerprinting (2003); the stretches
// are extended as BLAST does it (S. Altschul et al. 1990).
package reuse
