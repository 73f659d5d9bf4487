package paper_test

import (
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/paper"
	"verbale.dev/verbale/lang"
)

// BenchmarkFind finds the papers of the reports of the July example; an operation is
// all of them.
func BenchmarkFind(b *testing.B) {
	files, err := filepath.Glob("../../../examples/july-1914/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal("no reports", err)
	}
	analyzer := lang.NewAnalyzer()
	var pages []*page.Page
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
		pages = append(pages, page.New(analyzer.Analyze(string(text)), nil))
	}
	b.ReportAllocs()
	for b.Loop() {
		found := 0
		for _, p := range pages {
			found += len(paper.Find(p, nil, nil))
		}
		if found == 0 {
			b.Fatal("no papers")
		}
	}
}
