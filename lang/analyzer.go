package lang

// Analyzer turns text into a Document: tokens, sentences, tags, lemmas, trees
// and names. It owns scratch memory that is reused from call to call, so one
// Analyzer serves one goroutine; the model under it is immutable and shared.
type Analyzer struct {
	tokenizer tokenizer
	segmenter segmenter
	tagger    fallback
}

// NewAnalyzer returns an Analyzer over the model that ships in the binary.
func NewAnalyzer() *Analyzer { return &Analyzer{} }

// Analyze reads text. No token or sentence crosses the border of a part, and
// nothing outside the parts is read; without parts the whole text is one. Parts
// must be in order, disjoint and within the text. Any bytes give a well-formed
// Document; the time is linear in the length of the text.
func (a *Analyzer) Analyze(text string, parts ...Span) *Document {
	a.tokenizer.pieces = a.tokenizer.pieces[:0]
	if len(parts) == 0 {
		a.tokenizer.part(text, 0, len(text))
	}
	for _, p := range parts {
		a.tokenizer.part(text, p.Start, p.End)
	}
	pieces := a.tokenizer.pieces
	ends := a.segmenter.sentences(text, pieces)
	d := &Document{
		Text:      text,
		Tokens:    make([]Token, len(pieces)),
		Sentences: make([]Sentence, len(ends)),
	}
	for i, p := range pieces {
		d.Tokens[i] = Token{Span: Span{p.start, p.end}, Multiword: p.multiword}
	}
	first, paragraph := 0, -1
	for i, last := range ends {
		if pieces[first].gap >= newLine {
			paragraph++
		}
		words := d.Tokens[first:last]
		a.tagger.annotate(text, words, first)
		root := first
		for j := range words {
			if words[j].Head < 0 {
				root = first + j
			}
		}
		d.Sentences[i] = Sentence{
			Span:  Span{pieces[first].start, pieces[last-1].end},
			First: first, Last: last, Root: root, Paragraph: paragraph,
		}
		first = last
	}
	a.tokenizer.text = "" // the scratch must not keep the caller's text alive
	return d
}
