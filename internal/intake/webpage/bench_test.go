package webpage_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake/webpage"
)

// typical is a page of some 50 kB of which a sixth is article, as pages of outlets
// are: the rest is scripts, styles, lists of links and markup.
func typical() []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Pilots &amp; ports | Ferrypost</title><style>" + strings.Repeat(".a-b{color:red;margin:0 auto}", 200) + "</style>")
	b.WriteString("<script>" + strings.Repeat("window.q=window.q||[];q.push(['a','b']);", 250) + "</script></head><body><nav><ul>")
	for i := range 120 {
		fmt.Fprintf(&b, "<li class=\"menu-item menu-item-%d\"><a class=\"menu-link\" href=\"/section/%d\" data-track=\"nav-%d\">Section %d</a></li>", i, i, i, i)
	}
	b.WriteString("</ul></nav><main><article><h1>Pilots &amp; ports</h1><div class=\"story-body\">")
	for i := range 40 {
		fmt.Fprintf(&b, "<p class=\"paragraph\">The chairman of the pilots said on day %d that the pact &ldquo;binds both ports&rdquo;, and that <a href=\"/p%d\">no date</a> had been set for the vote in the council.</p>\n", i, i)
	}
	b.WriteString("</div></article></main><aside class=\"sidebar\">")
	for i := range 60 {
		fmt.Fprintf(&b, "<div class=\"card teaser\"><a href=\"/t%d\"><img src=\"/i/%d.jpg\" alt=\"\"><h3>A teaser of another story, number %d</h3></a></div>", i, i, i)
	}
	b.WriteString("</aside></body></html>")
	return []byte(b.String())
}

func benchmark(b *testing.B, extract func([]byte, webpage.Options) (*webpage.Page, error)) {
	page := typical()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		found, err := extract(page, webpage.Options{})
		if err != nil || !strings.Contains(found.Text, "“binds both ports”") {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkWhole is tokenizer, map and text; BenchmarkExtract with the choice of
// nodes and the metadata.
func BenchmarkWhole(b *testing.B)   { benchmark(b, webpage.Whole) }
func BenchmarkExtract(b *testing.B) { benchmark(b, webpage.Extract) }
