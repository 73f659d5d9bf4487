package actor_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// BenchmarkWire goes over agency reports: one pass is one report.
func BenchmarkWire(b *testing.B) {
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	file, err := os.Open(filepath.Join(shared, "corpora", "wire.jsonl.gz"))
	if err != nil {
		b.Skipf("no reports to read: %v", err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	analyzer := lang.NewAnalyzer()
	var documents []*lang.Document
	bytes := 0
	for len(documents) < 100 && lines.Scan() {
		var report struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
			b.Fatal(err)
		}
		documents = append(documents, analyzer.Analyze(report.Text))
		bytes += len(report.Text)
	}
	b.SetBytes(int64(bytes / len(documents)))
	b.ReportAllocs()
	mentions, i := 0, 0
	for b.Loop() {
		mentions += len(actor.Find(actor.Shipped(), lexicon.Load(), page.New(documents[i%len(documents)], nil), friday).Resolve(nil).Mentions)
		i++
	}
	if mentions == 0 {
		b.Fatal("nobody is in the reports")
	}
}
