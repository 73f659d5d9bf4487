// Package reading answers: what can be known from one report?
//
// In goes a document, out comes everything that its text tells: statements,
// time expressions, actors and their mentions. It puts the stages together in
// their order and knows nothing of its own. A reading is a pure function of the
// document's text, its metadata and [Model]: the same document gives the same
// reading, whatever was read before and however many are read at once.
//
// Cost: linear in the length of the text. Any text gives a reading; a document
// in another language than English is not for it (see verbale.Document.Readable).
package reading

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// Model names the model and the rules that make a reading. It changes whenever
// a reading can come out differently, so that a dossier knows what to read anew.
const Model = "verbale-6"

// Reader reads documents, one at a time; each goroutine has its own.
type Reader struct {
	analyzer *lang.Analyzer
	times    *timex.Finder
}

// NewReader returns a Reader over the model that ships in the binary.
func NewReader() *Reader {
	return &Reader{analyzer: lang.NewAnalyzer(), times: timex.NewFinder()}
}

// Read reads one document.
func (r *Reader) Read(document *verbale.Document) *verbale.Reading {
	p, setting, statements := r.Statements(document)
	expressions := r.times.Find(p)
	resolution := actor.Find(p, setting).Resolve(statements)
	ownActs(statements, resolution)
	dates := when(document, p.Doc, expressions, statements, resolution)
	return &verbale.Reading{
		Model:      Model,
		Statements: statements,
		Dates:      dates,
		Ties:       resolution.Ties,
		Actors:     resolution.Actors,
		Mentions:   resolution.Mentions,
	}
}

// Statements returns what the actors of a document are found from: its page, what
// is known beside its text, and its statements. It is for those who learn weights.
func (r *Reader) Statements(document *verbale.Document) (*page.Page, actor.Setting, []verbale.Statement) {
	p := page.New(r.analyzer.Analyze(document.Text, spansOf(document.Parts)...), document.Parts)
	return p, settingOf(document), attribution.Find(document.Name, p)
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
