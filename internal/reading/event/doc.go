// Package event answers: which deeds and encounters does one report tell?
//
// In goes the page of a report and the spans of its time expressions, out come
// drafts ([Draft]): what kind of deed, the word that tells it, who did it, to
// whom, through whom, with which paper, where and when, whether it happened, and
// the words that tell it. Who the words mean, and in whose voice it is told, is
// not its question.
//
//	for _, d := range event.Find(p, spans, papers) {
//		fmt.Println(d.Type, d.Predicate, d.Factuality, p.Doc.Text[d.Evidence.Start:d.Evidence.End])
//	}
//
// A deed is told by a verb ("handed the reply to Hale"), by a noun under a verb
// that says nothing else ("held talks"), or by a noun of which the report says that
// it took place or with whom ("after a meeting with Hale"). Which words do is a
// table of package lexicon; which class of object a meaning needs stands there too,
// so that sending wheat is aid and sending a letter a transfer.
//
// Law: drafts are in order of their triggers; spans are in bounds, evidence is of
// one line and holds its trigger. Cost: linear in the tokens, in time and memory.
// Any page gives a result.
package event
