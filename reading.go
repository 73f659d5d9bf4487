package verbale

// Reading is everything that can be known from one report. It is a pure
// function of the document's text, its metadata and the version of the model.
// Actors in it are local: Speakers and Addressees of the statements carry in
// ID the decimal index of a LocalActor until identity ties them together.
type Reading struct {
	Model      string // name and version of the model and rules that made it
	Statements []Statement
	Dates      []TimeExpression
	Actors     []LocalActor
	Mentions   []Mention
	Analysis   []byte // compressed tokens, tags and heads: a cache that can be made again
}
