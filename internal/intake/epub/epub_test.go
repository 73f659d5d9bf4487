package epub_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/epub"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
)

const container = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`

const opf = `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="d"><metadata><dc:title>The Lock, week 19</dc:title><dc:creator>Harbour Gazette</dc:creator><dc:language>en</dc:language><dc:date>2031-05-09</dc:date></metadata>` +
	`<manifest><item id="c" href="cover.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="text/one%20a.xhtml"/><item id="b" href="text/two.xhtml"/><item id="x" href="notes.xhtml"/></manifest>` +
	`<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x" linear="no"/></spine></package>`

func page(body string) string {
	return `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title><style>p {}</style></head><body>` + body + `</body></html>`
}

func file(one, two string) []byte {
	return intaketest.Zip("mimetype", "application/epub+zip", "META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/cover.xhtml", page("<p>The Lock</p>"), "OEBPS/nav.xhtml", page("<nav>"+strings.Repeat("One is here. ", 20)+"</nav>"),
		"OEBPS/text/one a.xhtml", page(one), "OEBPS/text/two.xhtml", page(two), "OEBPS/notes.xhtml", page("<p>"+strings.Repeat("A note it is. ", 20)+"</p>"))
}

func TestBooks(t *testing.T) {
	t.Parallel()
	got := intaketest.Tell(t, formats.NewReader(), "a.epub", file(
		`<h1>Pilots wait below the lower lock</h1><p>The harbour council closed the lower lock on <i>Tuesday</i>, and
 twelve ships&nbsp;lie before it.</p><figure><img/><figcaption>The lock</figcaption></figure><aside>Fact box: deep.</aside><h2>What follows</h2><p>It will open in June, said the pilots&#8217; master.</p>`,
		`<div><p>Council answers</p><p>The council answered on Wednesday that it would open the lock in June.</p></div>`))
	facts := "  author (markup: dc:creator): \"Harbour Gazette\"\n"
	const want = `report a.epub!OEBPS/text/one a.xhtml of EPUB book OEBPS/text/one a.xhtml
  book (markup: dc:title): "The Lock, week 19"
  author (markup: dc:creator): "Harbour Gazette"
  language (markup: dc:language): "en"
  published (markup: dc:date): "2031-05-09"
  title (text): "Pilots wait below the lower lock"
  title: "Pilots wait below the lower lock"
  body: "The harbour council closed the lower lock on Tuesday, and twelve ships\u00a0lie before it."
  caption: "The lock"
  heading: "What follows"
  body: "It will open in June, said the pilots’ master."
report a.epub!OEBPS/text/two.xhtml of EPUB book OEBPS/text/two.xhtml
  book (markup: dc:title): "The Lock, week 19"
  author (markup: dc:creator): "Harbour Gazette"
  language (markup: dc:language): "en"
  published (markup: dc:date): "2031-05-09"
  heading: "Council answers"
  body: "The council answered on Wednesday that it would open the lock in June."
`
	if got != want || !strings.Contains(got, facts) {
		t.Errorf("got:\n%s", got)
	}
}

func TestBrokenBooks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"without a package": {intaketest.Zip("mimetype", "application/epub+zip"), "skipped damaged: it does not say what belongs to it (no package document)\n"},
		"encrypted": {intaketest.Zip("mimetype", "application/epub+zip", "META-INF/container.xml", container, "META-INF/encryption.xml", `<x URI="OEBPS/text/one.xhtml"/>`, "OEBPS/book.opf", opf),
			"skipped locked: its text is encrypted\n"},
	} {
		if got := intaketest.Tell(t, formats.NewReader(), "a.epub", c.content); got != c.want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func FuzzBooks(f *testing.F) {
	f.Add(opf, page("<p>a&nbsp;b<br/>c</p><h1>d</h1>"))
	f.Fuzz(func(t *testing.T, opf, one string) {
		_ = intaketest.Tell(t, formats.NewReader(), "a.epub", intaketest.Zip("mimetype", "application/epub+zip", "META-INF/container.xml", container, "OEBPS/book.opf", opf, "OEBPS/text/two.xhtml", one))
	})
}

func BenchmarkBook(b *testing.B) {
	one := strings.Repeat("<p>"+strings.Repeat("The council closed the lower lock on Tuesday &amp; said so to the masters. ", 8)+"</p>", 200)
	content := file(one, one+"<p>And again it was closed on Wednesday, as the masters had been told before.</p>")
	reader := intake.Reader{Formats: []intake.Format{epub.Format}}
	b.SetBytes(int64(2 * len(one)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.epub", intaketest.Input("a.epub", content), func(intake.Item) error { n++; return nil }); err != nil || n != 2 {
			b.Fatal(fmt.Sprint(n, err))
		}
	}
}
