package warc_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/warc"
)

// BenchmarkRead reads an archive of 200 pages of some 50 kB on all cores.
func BenchmarkRead(b *testing.B) {
	const pages = 200
	var whole strings.Builder
	menu := strings.Repeat("<li class=\"menu-item\"><a class=\"menu-link\" href=\"/section\">Section</a></li>", 500)
	for n := range pages {
		body := strings.Replace(page(n), "Home", "Home<ul>"+menu+"</ul>", 1)
		body = strings.Replace(body, "</h1>",
			"</h1>"+strings.Repeat(fmt.Sprintf("<p>On day %d the chairman of the pilots said again that &ldquo;nothing&rdquo; had been agreed.</p>", n), 100), 1)
		whole.WriteString(response(fmt.Sprintf("https://ferrypost.example/%d", n), "", []byte(body)))
	}
	path := filepath.Join(b.TempDir(), "crawl.warc")
	if err := os.WriteFile(path, []byte(whole.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(whole.Len()))
	b.ReportAllocs()
	reader := intake.Reader{Formats: []intake.Format{warc.Format}}
	for b.Loop() {
		found := 0
		err := reader.Read(context.Background(), []string{path}, func(item intake.Item) error {
			if item.Document != nil {
				found++
			}
			return nil
		})
		if err != nil || found != pages {
			b.Fatal(found, err)
		}
	}
	b.ReportMetric(float64(b.N)*pages/b.Elapsed().Seconds(), "pages/s")
}
