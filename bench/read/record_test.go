package main

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
)

// BenchmarkRecord puts what was read from 150 reports of the archive into a new
// dossier, 64 a transaction, and tells what that costs a report: time and objects,
// of the record alone.
func BenchmarkRecord(b *testing.B) {
	documents, readings := archive(b, 150)
	hashes := make([]string, len(documents))
	for i, document := range documents {
		hashes[i] = intake.Hash(document)
	}
	var took time.Duration
	var objects, bytes uint64
	for range b.N {
		dossier, err := sqlite.Create(context.Background(), filepath.Join(b.TempDir(), "d.db"))
		if err != nil {
			b.Fatal(err)
		}
		if err := dossier.Lock(context.Background()); err != nil {
			b.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		if err := putAll(dossier, documents, hashes, readings); err != nil {
			b.Fatal(err)
		}
		took += time.Since(start)
		runtime.ReadMemStats(&after)
		objects += after.Mallocs - before.Mallocs
		bytes += after.TotalAlloc - before.TotalAlloc
		totals, err := dossier.Totals(context.Background())
		if err := errors.Join(err, dossier.Close()); err != nil || totals.Documents != len(documents) {
			b.Fatalf("%d of %d reports are in, %v", totals.Documents, len(documents), err)
		}
	}
	n := float64(b.N * len(documents))
	b.ReportMetric(took.Seconds()*1000/n, "ms/report")
	b.ReportMetric(float64(objects)/n, "objects/report")
	b.ReportMetric(float64(bytes)/n, "bytes/report")
}

func putAll(
	dossier *sqlite.Dossier,
	documents []*verbale.Document,
	hashes []string,
	readings []*verbale.Reading,
) error {
	const aTransaction = 64
	for first := 0; first < len(documents); first += aTransaction {
		w, err := dossier.Begin(context.Background())
		if err != nil {
			return err
		}
		for i := first; i < min(first+aTransaction, len(documents)); i++ {
			if err := w.Put(context.Background(), documents[i], hashes[i], readings[i], ""); err != nil {
				w.Abandon()
				return err
			}
		}
		if err := w.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// archive reads the first reports of the archive.
func archive(b *testing.B, n int) ([]*verbale.Document, []*verbale.Reading) {
	b.Helper()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	file, err := os.Open(filepath.Join(shared, "corpora", "archive.jsonl.gz"))
	if err != nil {
		b.Skipf("no archive under $VERBALE_SHARED/corpora: %v", err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	var lines strings.Builder
	scanner := bufio.NewScanner(unzipped)
	scanner.Buffer(nil, 1<<22)
	for range n {
		if scanner.Scan() {
			lines.Write(append(scanner.Bytes(), '\n'))
		}
	}
	var documents []*verbale.Document
	var readings []*verbale.Reading
	reader := reading.NewReader()
	if err := (&intake.Reader{Stdin: strings.NewReader(lines.String())}).Read(b.Context(), []string{"-"}, func(i intake.Item) error {
		if i.Document != nil && i.Document.Readable() {
			documents, readings = append(documents, i.Document), append(readings, reader.Read(i.Document))
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	if len(documents) == 0 {
		b.Fatal("no report of the archive can be read")
	}
	return documents, readings
}
