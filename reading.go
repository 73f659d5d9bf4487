package verbale

// Reading is everything that can be known from one report. It is a pure
// function of the document's text, its metadata and the version of the model.
type Reading struct {
	Model      string      // name and version of the model and rules that made it
	Statements []Statement // without speakers and addressees, which Ties hold
	Ties       []Tie       // Ties[i] belongs to Statements[i]
	Dates      []TimeExpression
	Actors     []LocalActor
	Mentions   []Mention
	Tellings   []Telling // of events
	Papers     []LocalPaper
	Steps      []PaperStep // of papers
	Effects    []Effect    // what corrections did to it; none in a reading as the stages make it
	Analysis   []byte      // compressed tokens, tags and heads: a cache that can be made again
}

// Tie says which actors of one report spoke a statement and to whom it was
// addressed, as indices into Reading.Actors.
type Tie struct {
	Speakers   []int
	Addressees []int
}
