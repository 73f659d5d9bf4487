package lang

// Analyzer turns text into a Document: tokens, sentences, tags, lemmas, trees
// and names. It owns scratch memory that is reused from call to call, so one
// Analyzer serves one goroutine; the model under it is immutable and shared.
type Analyzer struct {
}

// NewAnalyzer returns an Analyzer over the model that ships in the binary.
func NewAnalyzer() *Analyzer { return &Analyzer{} }

// Analyze reads text. No token or sentence crosses the border of a part, and
// nothing outside the parts is read; without parts the whole text is one. Parts
// must be in order, disjoint and within the text. Any bytes give a well-formed
// Document; the time is linear in the length of the text.
func (a *Analyzer) Analyze(text string, parts ...Span) *Document {
	return &Document{Text: text}
}
