// Package reading answers: what can be known from one report?
//
// In goes a document, out comes everything that its text tells: statements,
// time expressions, actors and their mentions. It puts the stages together in
// their order and knows nothing of its own. A reading is a pure function of the
// document's text, its metadata and the models, whose name it bears: the same
// document gives the same reading, whatever was read before and however many are
// read at once.
//
// Cost: linear in the length of the text. Any text gives a reading; a document
// in another language than English is not for it (see verbale.Document.Readable).
package reading

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/scene"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

// Reader reads documents, one at a time; each goroutine has its own.
type Reader struct {
	models   Models
	name     string
	analyzer *lang.Analyzer
	times    *timex.Finder
	encoder  *encoder.Reader // nil where there is none among the models
}

// New returns a Reader over models.
func New(m Models) *Reader {
	r := &Reader{models: m, name: m.Name(), analyzer: lang.NewAnalyzerOver(m.Engine), times: timex.NewFinder()}
	if m.Encoder != nil {
		r.encoder = m.Encoder.NewReader()
	}
	return r
}

// NewReader returns a Reader over the models that ship in the binary.
func NewReader() *Reader { return New(Shipped()) }

// Read reads one document.
func (r *Reader) Read(document *verbale.Document) *verbale.Reading {
	p, setting, statements := r.Statements(document)
	day, expressions := document.Day(), r.times.Find(p)
	resolution := actor.Find(r.models.Antecedents, r.models.Lexicon, p, setting).Resolve(statements)
	report := scene.Report{Page: p, Words: r.models.Lexicon, Day: day, Statements: statements, Ties: resolution.Ties,
		Actors: resolution.Actors, Mentions: resolution.Mentions, Dates: datesOf(expressions, day)}
	scene.Fill(&report)
	dates := datesAgain(expressions, day, statements, report.Dates)
	reading := &verbale.Reading{
		Model:      r.name,
		Statements: draft.Rows(statements),
		Dates:      dates,
		Ties:       report.Ties,
		Actors:     resolution.Actors,
		Mentions:   resolution.Mentions,
	}
	tell(p, day, statements, reading)
	return reading
}

// Statements returns what the actors of a document are found from: its page, what
// is known beside its text, and its statements. It is for those who learn weights.
func (r *Reader) Statements(document *verbale.Document) (*page.Page, actor.Setting, []draft.Statement) {
	p := page.New(r.analyzer.Analyze(document.Text, spansOf(document.Parts)...), document.Parts)
	weights, words := r.models.Statements, r.models.Lexicon
	if r.encoder == nil {
		return p, settingOf(document), attribution.Find(weights, words, document.Name, p)
	}
	return p, settingOf(document), attribution.FindLed(weights, words, r.attributions(p), document.Name, p)
}

// Candidates returns what is found in a document before any of it is accepted as a
// statement, and the tails of its contents. It is for those who learn by what to accept
// them and where to end them.
func (r *Reader) Candidates(document *verbale.Document) ([]attribution.Candidate, []attribution.Tail) {
	p := page.New(r.analyzer.Analyze(document.Text, spansOf(document.Parts)...), document.Parts)
	var found []encoder.Attribution
	if r.encoder != nil {
		found = r.attributions(p)
	}
	return attribution.Candidates(p, found), attribution.Tails(p, found)
}

// Firings lists what the rules of attribution that have a name do in a document. It is for
// those who count them.
func (r *Reader) Firings(document *verbale.Document) []attribution.Firing {
	p := page.New(r.analyzer.Analyze(document.Text, spansOf(document.Parts)...), document.Parts)
	if r.encoder == nil {
		return attribution.Firings(p, nil)
	}
	return attribution.Firings(p, r.attributions(p))
}

// attributions reads a page with the encoder, paragraph by paragraph.
func (r *Reader) attributions(p *page.Page) []encoder.Attribution {
	spans := make([]lang.Span, 0, len(p.Paragraphs()))
	for _, run := range p.Paragraphs() {
		if run.Len() > 0 {
			spans = append(spans, run.Span(p.Doc))
		}
	}
	return r.encoder.Read(p.Doc.Text, spans)
}

// settingOf is what actor is told of a document beside its text.
func settingOf(document *verbale.Document) actor.Setting {
	setting := actor.Setting{Day: document.Day()}
	if document.Dateline != nil {
		setting.Place = document.Dateline.Place
	}
	if setting.Day == "" && document.Bounds != nil {
		setting.Day = document.Bounds.NotBefore
	}
	return setting
}

func spansOf(parts []verbale.Part) []lang.Span {
	spans := make([]lang.Span, len(parts))
	for i, part := range parts {
		spans[i] = part.Span
	}
	return spans
}
