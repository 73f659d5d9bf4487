package lang

// Span is a half-open range of bytes [Start, End) into a document's text, on
// rune boundaries. It means the same everywhere: in memory, in the dossier, in
// JSON and on the command line.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Text returns the words at the span. It panics if the span is not within text.
func (s Span) Text(text string) string { return text[s.Start:s.End] }

// Len returns the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Token is one syntactic word in the sense of Universal Dependencies v2, with
// its columns of CoNLL-U. Its form is the text at its span. All strings but
// Lemma come from closed sets and cost no memory of their own.
//
// A surface token that holds several words ("don't", "cannot", "Paris's") is
// as many Tokens in a row, whose spans divide it; Multiword tells them.
type Token struct {
	Span
	Lemma  string // dictionary form; "_" is never used
	UPOS   string // universal part of speech: "NOUN", "VERB", "PROPN", …
	XPOS   string // Penn Treebank tag as English UD has it: "NN", "VBD", "-LRB-", …
	Feats  string // "Number=Sing|Person=3", names in order of the alphabet; "" where there are none
	Head   int    // index of the head in Document.Tokens; -1 at the root of a sentence
	DepRel string // relation to the head: "nsubj", "obl:unmarked", …; "root" at the root
	// Multiword is 0 for a word that is a token by itself; for the words of a
	// multiword token it counts 1, 2, … from its first word.
	Multiword int8
}

// Sentence is a run of tokens that were analysed together.
type Sentence struct {
	Span            // from the first byte of its first token to the last byte of its last
	First, Last int // its tokens are Document.Tokens[First:Last]; never empty
	Root        int // index in Document.Tokens of the word whose Head is -1; one a sentence
	Paragraph   int // number of its paragraph in the document, from 0
}

// Entity is a name of something in the world, as a run of tokens of one sentence.
type Entity struct {
	Span
	First, Last int    // its tokens are Document.Tokens[First:Last]
	Label       string // "PER", "ORG", "LOC" or "MISC"
}

// Document is the analysis of one text. Tokens, sentences and entities are in
// order of their spans and do not overlap. What lies between tokens is white
// space or characters without substance, so tokens and gaps rebuild the text.
type Document struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Entities  []Entity
}

// Form returns the words of token i as they stand in the text.
func (d *Document) Form(i int) string { return d.Tokens[i].Span.Text(d.Text) }

// SentenceOf returns the index of the sentence that holds token i.
// It takes time logarithmic in the number of sentences.
func (d *Document) SentenceOf(i int) int {
	low, high := 0, len(d.Sentences)-1
	for low < high {
		middle := (low + high + 1) / 2
		if d.Sentences[middle].First <= i {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// TokenAt returns the index of the first token that ends after byte offset, or
// len(d.Tokens) where there is none. It takes time logarithmic in the number
// of tokens.
func (d *Document) TokenAt(offset int) int {
	low, high := 0, len(d.Tokens)
	for low < high {
		middle := (low + high) / 2
		if d.Tokens[middle].End > offset {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
