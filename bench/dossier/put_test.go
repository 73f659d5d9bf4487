package main

import (
	"context"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// BenchmarkPut puts reports made of the example into a dossier, 256 a
// transaction, which is what the record costs a report: time, allocations, and the
// bytes of text a second. What is put is made outside of the clock.
func BenchmarkPut(b *testing.B) {
	pieces, err := piecesOf(context.Background(), []string{"../../examples/july-1914"})
	if err != nil {
		b.Fatal(err)
	}
	dossier, err := sqlite.Create(context.Background(), filepath.Join(b.TempDir(), "d.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer dossier.Close()
	if err := dossier.Lock(context.Background()); err != nil {
		b.Fatal(err)
	}
	const aTransaction = 256
	var w record.Writer
	bytes, statements := 0, 0
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		b.StopTimer()
		document, made := compose(pieces, 1, i)
		hash := intake.Hash(document)
		bytes += len(document.Text)
		statements += len(made.Statements)
		b.StartTimer()
		if w == nil {
			if w, err = dossier.Begin(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Put(context.Background(), document, hash, made, ""); err != nil {
			b.Fatal(err)
		}
		if i%aTransaction == aTransaction-1 || i == b.N-1 {
			if err := w.Commit(); err != nil {
				b.Fatal(err)
			}
			w = nil
		}
	}
	b.StopTimer()
	b.SetBytes(int64(bytes / b.N))
	b.ReportMetric(float64(statements)/float64(b.N), "statements/op")
	totals, err := dossier.Totals(context.Background())
	if err != nil || totals.Documents == 0 || totals.Documents > b.N {
		b.Fatalf("%+v of %d reports, %v", totals, b.N, err)
	}
}
