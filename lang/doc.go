// Package lang answers what the words of an English text are: where its
// sentences, tokens and words stand, what kind of word each is, what it hangs
// on, and which of them are names.
//
// Text goes in, a [Document] comes out:
//
//	a := lang.NewAnalyzer()
//	d := a.Analyze("The envoys didn't sign in Oslo.")
//	for _, s := range d.Sentences {
//		for i := s.First; i < s.Last; i++ {
//			fmt.Println(d.Form(i), d.Tokens[i].Lemma, d.Tokens[i].UPOS, d.Tokens[i].DepRel)
//		}
//	}
//
// Words, tags, features and relations are those of Universal Dependencies v2 as
// the English treebanks EWT and GUM have them: "didn't" is a multiword token of
// two words, hyphens and slashes are tokens, XPOS is the Penn tag. Names are
// persons, organisations, places and the rest ("PER", "ORG", "LOC", "MISC").
//
// # Laws
//
// Tokens are in order, do not overlap and stand on rune borders; what lies
// between them is white space, control characters and characters without
// substance, so tokens and gaps rebuild the text:
//
//	var b strings.Builder
//	at := 0
//	for _, t := range d.Tokens {
//		b.WriteString(d.Text[at:t.Start]) // gap
//		b.WriteString(t.Span.Text(d.Text))
//		at = t.End
//	}
//	b.WriteString(d.Text[at:])
//	// b.String() == d.Text
//
// Sentences divide the tokens without rest. The words of a sentence form one
// tree: one has no head, and from every other a way leads to it.
//
// The same text gives the same Document on every platform and with any number
// of goroutines: what runs here is integer arithmetic, ties go to the lower
// index, and the classes of characters that decide where a token ends come from
// a table in this package (Unicode 15.0) and, for emoji, from the pinned version
// of github.com/clipperhouse/uax29, never from the Go release.
//
// # Any bytes
//
// Analyze never fails. Bytes that are no UTF-8 count as letters, one each, as
// they are most often letters of another encoding. Zero width spaces part
// words; other characters without substance are skipped at the edges of words
// and kept inside. A single line break ends a paragraph, unless the lines of the
// text are evidently wrapped or the next line goes on in lower case. Sentences of
// more than 400 tokens are cut. Text in other languages is cut into tokens and
// gets tags that mean little.
//
// # Engines
//
// Once a text is cut, an [Engine] says what its words are. [Shipped] is the one in
// the binary, which [NewAnalyzer] takes; [Open] reads another model of its kind from
// a file, and [NewAnalyzerOver] takes any.
//
// # Cost
//
// Time and memory are linear in the length of the text. An [Analyzer] owns its
// scratch memory and reuses it: tokens and sentences by themselves ask for no
// memory once it has grown, a Document for its slices and one string for
// lemmas. An Analyzer serves one goroutine at a time; the model under it is
// loaded once for all of them.
//
// # How it works
//
// Rules cut tokens. A linear classifier over hashed features of the pieces
// around a place, trained on the two treebanks and on news, decides where
// sentences end (training/segment). A network in integers gives tags, lemmas,
// trees and names (training/engine). docs/engine.md has figures and the kinds of
// error it makes.
//
// References: J. Nivre et al., Universal Dependencies v2, LREC 2020; N. Silveira
// et al., A Gold Standard Dependency Corpus for English (EWT), LREC 2014; A.
// Zeldes, The GUM Corpus, LRE 2017; Unicode Standard Annex 29.
package lang
