// Package paper answers: of which papers does one report speak, and with which words?
//
// In goes the page of a report, the spans of its time expressions and the places
// where it names actors ([Actor]); out come drafts ([Draft]): a paper with the noun
// phrases that mean it, its kind, who made it, for whom and between whom it is, its
// own day, and which other paper it answers.
//
//	for _, d := range paper.Find(p, spans, actors) {
//		fmt.Println(d.Kind, d.Named, len(d.Mentions))
//	}
//
// Which nouns mean a paper, and how much beside them must tell that they do, is a
// table of package deed. A plural of which the report tells the parts ("the Norlander
// and Sudlander answers", "the Weir and Brenn declarations") is a paper for each; "the
// document" and "both drafts" are tied to papers that were named before, or to none.
//
// Law: drafts are in order of their first mentions, mentions in order of the text;
// runs are in bounds and of one sentence. Cost: linear in the tokens times the papers
// of a family that are named before. Any page gives a result.
package paper
