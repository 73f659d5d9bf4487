package ingest

import (
	"context"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// Again returns what reads a document of a dossier once more, or for the first time:
// with the engine that read its current version, else with that of the dossier. It is
// for one goroutine.
func Again(dossier record.Dossier) func(*verbale.Document) *verbale.Reading {
	readers := map[reading.Engine]*reading.Reader{}
	return func(document *verbale.Document) *verbale.Reading {
		engine := engineOf(dossier, document.Name)
		if readers[engine] == nil {
			readers[engine] = reading.New(reading.ShippedBy(engine))
		}
		return readers[engine].Read(document)
	}
}

// engineOf is fast where the dossier cannot tell: whoever reads on learns from the
// dossier itself what is wrong with it.
func engineOf(dossier record.Dossier, name string) reading.Engine {
	ctx := context.Background()
	if model, err := dossier.ModelOf(ctx, name); err == nil && model != "" {
		return reading.EngineOf(model)
	}
	if noted, err := dossier.Engine(ctx); err == nil && noted != "" {
		return reading.Engine(noted)
	}
	if totals, err := dossier.Totals(ctx); err == nil && totals.Documents == 0 {
		return reading.Default
	}
	return reading.Fast
}
