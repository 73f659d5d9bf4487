package webpage_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/webpage"
	"verbale.dev/verbale/lang"
)

var update = flag.Bool("update", false, "write what comes out into the golden files")

// TestGolden reads the pages of testdata; testdata/README.md says how they are
// written.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			source := archive.Files[0].Data
			page, err := webpage.Extract(source, webpage.Options{Address: "https://ferrypost.example/asked"})
			if err != nil {
				t.Fatal(err)
			}
			if err := page.Map.Check(page.Text, source); err != nil {
				t.Error(err)
			}
			got := []txtar.File{{Name: "text", Data: []byte(page.Text + "\n")}, {Name: "told",
				Data: []byte(told(page))}}
			if *update {
				archive.Files = append(archive.Files[:1], got...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, want := range archive.Files[1:] {
				if i >= len(got) || string(want.Data) != string(got[i].Data) {
					t.Errorf("%s: want\n%s\ngot\n%s", want.Name, want.Data, got[i].Data)
				}
			}
			if len(archive.Files) != 3 {
				t.Errorf("%d parts, want 3: run with -update", len(archive.Files))
			}
		})
	}
}

// told writes layout and metadata a line each.
func told(page *webpage.Page) string {
	var b strings.Builder
	for _, part := range page.Layout {
		kind := string(part.Kind)
		if kind == "" {
			kind = "not read"
		}
		fmt.Fprintf(&b, "%s: %q\n", kind, page.Text[part.Start:part.End])
	}
	for _, f := range page.Facts {
		fmt.Fprintf(&b, "%s = %s (%s)\n", f.Field, f.Value, f.Origin)
	}
	fmt.Fprintf(&b, "article: %v\n", page.Article)
	return b.String()
}

// pieces are what pages are made of, well-formed and not.
var pieces = []string{
	"<p>", "</p>", "<div class=\"story-body\">", "</div>", "<br>", "<br/>", "<b>", "</b>", "<q>", "</q>", "<ul>",
	"<li>", "</ul>", "<table><tr><td>", "</td>", "</table>",
	"<h1>", "</h1>", "<h2>", "</h2>", "<nav>", "</nav>", "<script>var a = '<p>';</script>", "<!-- no -->", "<pre>",
	"</pre>", "<figure><figcaption>", "</figure>", "<a href=\"/x\">", "</a>",
	"<blockquote>", "</blockquote>", "&amp;", "&nbsp;", "&ldquo;", "&rdquo;", "&shy;", "&#8212;", "&#x2019;",
	"&notit;", "&ampfoo", "&bogus;", "&", "<", ">", "]]>", "\x00", "\t", "\n\n", "  ",
	"The harbour master said the ferry would sail.", "Ada Lund", "“We are ready,”", "naïve", "рыба", "漁船", " ", "x",
	"<article>", "</article>", "<title>A boat</title>", "<time datetime=\"2031-03-04\">", "</time>", "<p",
	"<svg><title>", "</svg>",
}

// TestMapHolds: for every span of the text, decoding the bytes that it leads to
// gives its words.
func TestMapHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces")
		name := rapid.SampledFrom([]string{"utf-8", "windows-1251", "utf-16le", "shift_jis", "gb18030",
			"iso-2022-jp"}).Draw(t, "encoding")
		scheme, err := htmlindex.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		var source []byte
		for _, piece := range words {
			encoded, err := scheme.NewEncoder().Bytes([]byte(piece))
			if err != nil {
				continue // the encoding does not have it
			}
			source = append(source, encoded...)
		}
		declared := name
		if name == "utf-16le" {
			source, declared = append([]byte{0xFF, 0xFE}, source...), ""
		}
		for _, extract := range []func([]byte, webpage.Options) (*webpage.Page, error){webpage.Extract, webpage.Whole} {
			page, err := extract(source, webpage.Options{Encoding: declared})
			if err != nil {
				t.Fatal(err)
			}
			if err := wellFormed(page, source); err != nil {
				t.Fatal(err)
			}
			start := 0
			if len(page.Text) > 0 {
				start = rapid.IntRange(0, len(page.Text)).Draw(t, "start")
			}
			end := rapid.IntRange(start, len(page.Text)).Draw(t, "end")
			if got, want := spelled(page, source, name, lang.Span{Start: start,
				End: end}), page.Text[start:end]; got != want {
				t.Fatalf("%d-%d of %q leads to %q", start, end, page.Text, got)
			}
		}
	})
}

// spelled decodes the bytes that a span of the text leads to. Of a character or
// entity that the span only cuts, it takes the part within.
func spelled(page *webpage.Page, source []byte, name string, span lang.Span) string {
	var b strings.Builder
	scheme, _ := htmlindex.Get(name)
	for _, run := range page.Map {
		start, end := max(run.Text, span.Start), min(run.TextEnd, span.End)
		if start >= end {
			continue
		}
		words := page.Text[run.Text:run.TextEnd]
		switch run.Kind {
		case intake.Copied:
			words = string(source[run.Source:run.SourceEnd])
		case intake.Decoded:
			raw, _ := scheme.NewDecoder().Bytes(source[run.Source:run.SourceEnd])
			if name == "iso-2022-jp" { // its characters need the escapes before them
				raw = []byte(words)
			}
			words = html.UnescapeString(string(raw))
		}
		if len(words) != run.TextEnd-run.Text {
			return fmt.Sprintf("%q for %q", words, page.Text[run.Text:run.TextEnd])
		}
		b.WriteString(words[start-run.Text : end-run.Text])
	}
	return b.String()
}

// wellFormed says what is wrong with a page.
func wellFormed(page *webpage.Page, source []byte) error {
	if !utf8.ValidString(page.Text) || strings.ContainsRune(page.Text, 0) {
		return fmt.Errorf("text is not text: %q", page.Text)
	}
	if err := page.Map.Check(page.Text, source); err != nil && page.Text != "" {
		return err
	}
	at := 0
	for _, part := range page.Layout {
		if part.Start < at || part.End <= part.Start || part.End > len(page.Text) || !utf8.RuneStart(page.Text[part.Start]) {
			return fmt.Errorf("part %v after %d in %d bytes", part, at, len(page.Text))
		}
		at = part.End
	}
	for _, f := range page.Facts {
		if f.Value == "" || !utf8.ValidString(f.Value) {
			return fmt.Errorf("fact %+v", f)
		}
	}
	return nil
}

// TestSeveralArticles: a page of briefs is told as one; an article with a teaser or a
// comment beside it is not.
func TestSeveralArticles(t *testing.T) {
	t.Parallel()
	brief := func(n int) string {
		return fmt.Sprintf("<article><h2>Brief %d</h2><p>The harbour master of Lenzia said on Tuesday that ferry number %d would sail at noon, whatever the ice does.</p></article>", n, n)
	}
	long := "<article><h1>The strike goes on</h1>" + strings.Repeat("<p>The pilots of Lenzia met again on Tuesday, and their chairman, Jens Rank, said that nothing had been agreed.</p>", 6) + "</article>"
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"briefs":                  {"<main>" + brief(1) + brief(2) + brief(3) + brief(4) + "</main>", 4},
		"two":                     {"<main>" + brief(1) + brief(2) + "</main>", 0},
		"one with teasers":        {"<main>" + long + brief(1) + brief(2) + brief(3) + "</main>", 0},
		"one with articles in it": {"<article><h1>Long</h1>" + long + "</article>", 0},
	} {
		page, err := webpage.Extract([]byte("<html><head><title>News</title></head><body>"+c.body+"</body></html>"), webpage.Options{})
		if err != nil || page.Stories != c.want {
			t.Errorf("%s: %d articles, want %d, %v", name, page.Stories, c.want, err)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte("<!DOCTYPE html><title>A boat</title><h1>A boat sails</h1><p>It sails &mdash; at last.</p>"), "")
	f.Add([]byte("<?xml version=\"1.0\" encoding=\"windows-1251\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><script/><p>\xCC\xE8\xF0<![CDATA[<&]]></p></html>"), "")
	f.Add([]byte("<p>\x82\xA0\x81"), "shift_jis")
	f.Add(bytes.Repeat([]byte("<div><b>"), 600), "utf-8")
	f.Add([]byte("<script type=application/ld+json>[[[[{\"@type\":\"NewsArticle\",\"author\":[[{}]]}]]]]</script>"), "")
	f.Fuzz(func(t *testing.T, source []byte, declared string) {
		for _, extract := range []func([]byte, webpage.Options) (*webpage.Page, error){webpage.Extract, webpage.Whole} {
			page, err := extract(source, webpage.Options{Encoding: declared})
			if err != nil {
				continue
			}
			if err := wellFormed(page, source); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestHostile: pages made to cost much cost no more than their size.
func TestHostile(t *testing.T) {
	t.Parallel()
	const n = 100_000
	for name, page := range map[string]string{
		"elements in elements": strings.Repeat("<div>", n) + "word" + strings.Repeat("</div>", n),
		"inline in inline":     strings.Repeat("<b><i>", n) + "word",
		"end tags":             strings.Repeat("<p>", 400) + strings.Repeat("</span></em></li>", n),
		"lists in lists":       strings.Repeat("<ul><li>", n),
		"tables in tables":     strings.Repeat("<table><tr><td>", n),
		"ampersands":           strings.Repeat("&", 10*n),
		"names of entities":    strings.Repeat("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", n/10),
		"classes":              "<p class=\"" + strings.Repeat("nav ad ", n) + "\">word</p>",
		"headings":             strings.Repeat("<h1>Related stories now</h1><p>A sentence that is long enough to be one.</p>", n/20),
		"times":                "<article><h1>A title of a page</h1>" + strings.Repeat("<time datetime=2031-03-04>4 March</time>", n/10) + "<p>word</p></article>",
		"line breaks":          "<p>word" + strings.Repeat("<br> ", n),
		"bylines":              "<article><h1>A title of a page</h1>" + strings.Repeat("<i class=byline>", 400) + strings.Repeat("<i class=byline>of</i>", n/10) + "<p>word</p>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page, err := webpage.Extract([]byte(page), webpage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Text) > 10*n {
				t.Errorf("%d bytes of text", len(page.Text))
			}
		})
	}
}

// TestRefused: bytes that declare nothing and are not UTF-8 are not guessed at.
func TestRefused(t *testing.T) {
	t.Parallel()
	_, err := webpage.Extract([]byte("<html><p>caf\xE9</p></html>"), webpage.Options{})
	fault, ok := err.(*intake.Fault)
	if !ok || fault.Cause != intake.BadEncoding || fault.Offset != 12 {
		t.Errorf("%+v", err)
	}
	page, err := webpage.Extract([]byte("<html><meta charset=utf-8><p>caf\xE9 bar</p></html>"), webpage.Options{})
	if err != nil || page.Bad != 1 || page.BadAt != 32 || !strings.Contains(page.Text, "caf\uFFFD bar") {
		t.Errorf("%+v %v", page, err)
	}
}
