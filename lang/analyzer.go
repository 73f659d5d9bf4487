package lang

// Analyzer turns text into a Document: tokens, sentences, tags, lemmas, trees
// and names. It owns scratch memory that is reused from call to call, so one
// Analyzer serves one goroutine; the model under it is immutable and shared.
type Analyzer struct {
	tokenizer tokenizer
	segmenter segmenter
	annotator Annotator
}

// NewAnalyzer returns an Analyzer over the model that ships in the binary.
func NewAnalyzer() *Analyzer { return NewAnalyzerOver(Shipped()) }

// Tokenize cuts text into tokens and sentences, as Analyze does, and does no more:
// tags, lemmas and relations are empty, no word has a head, and there are no
// entities. It asks no model for anything but the ends of sentences.
func Tokenize(text string, parts ...Span) *Document {
	a := Analyzer{segmenter: segmenter{weights: boundaryWeights()}}
	d := a.cut(text, parts)
	for i := range d.Tokens {
		d.Tokens[i].Head = -1
	}
	for i := range d.Sentences {
		d.Sentences[i].Root = d.Sentences[i].First
	}
	return d
}

// Analyze reads text. No token or sentence crosses the border of a part, and
// nothing outside the parts is read; without parts the whole text is one. Parts
// must be in order, disjoint and within the text. Any bytes give a well-formed
// Document; the time is linear in the length of the text.
func (a *Analyzer) Analyze(text string, parts ...Span) *Document {
	d := a.cut(text, parts)
	a.annotator.Annotate(d)
	a.tokenizer.text = "" // the scratch must not keep the caller's text alive
	return d
}

// cut makes a Document of tokens and sentences.
func (a *Analyzer) cut(text string, parts []Span) *Document {
	pieces := a.pieces(text, parts)
	ends := a.segmenter.sentences(text, pieces)
	d := &Document{Text: text, Sentences: make([]Sentence, len(ends))}
	d.Tokens = make([]Token, 0, len(pieces)+a.finalStops(text, pieces, ends))
	first, paragraph := 0, -1
	for i, last := range ends {
		if pieces[first].gap == newSection {
			paragraph++
		}
		from := len(d.Tokens)
		for _, p := range pieces[first:last] {
			d.Tokens = append(d.Tokens, Token{Span: Span{p.start, p.end}, Multiword: p.multiword})
		}
		if splitsStop(text, &pieces[last-1]) {
			final := &d.Tokens[len(d.Tokens)-1]
			final.End--
			d.Tokens = append(d.Tokens, Token{Span: Span{final.End, final.End + 1}})
		}
		words := d.Tokens[from:]
		d.Sentences[i] = Sentence{
			Span:  Span{words[0].Start, words[len(words)-1].End},
			First: from, Last: len(d.Tokens), Paragraph: paragraph,
		}
		first = last
	}
	return d
}

// pieces cuts text into pieces and settles its line breaks.
func (a *Analyzer) pieces(text string, parts []Span) []piece {
	t := &a.tokenizer
	t.pieces = t.pieces[:0]
	if len(parts) == 0 {
		t.part(text, 0, len(text))
	}
	for _, p := range parts {
		from := len(t.pieces)
		t.part(text, p.Start, p.End)
		unwrap(text, t.pieces[from:])
	}
	if len(parts) == 0 {
		unwrap(text, t.pieces)
	}
	return t.pieces
}

// finalStops counts the sentences whose last piece gives up its stop.
func (a *Analyzer) finalStops(text string, pieces []piece, ends []int) int {
	n := 0
	for _, end := range ends {
		if splitsStop(text, &pieces[end-1]) {
			n++
		}
	}
	return n
}
