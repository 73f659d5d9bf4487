package pdf_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/intake/pdf"
)

// file makes a PDF of pages, each given by its instructions. Fonts are F1 (set
// with the widths of a typewriter), F2 (codes of two bytes with a map to
// Unicode), F3 (with ligatures by name); the form X1 paints "In a form."
func file(pages ...string) []byte {
	widths := strings.TrimSpace(strings.Repeat("500 ", 224))
	cmap := "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <0422> <0002> <00660066> endbfchar 1 beginbfrange <0010> <0013> <0061> <0020> <0021> [<0041> <0042>] endbfrange endcmap"
	objects := []string{
		"", // the catalogue and the pages come when their numbers are known
		"",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [" + widths + "] >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Sub /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sub /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /DW 500 /W [1 [500 600] 16 19 500] >>] /ToUnicode 5 0 R >>",
		stream("", cmap),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Lig /Encoding << /Type /Encoding /Differences [1 /fi /ffl /eacute 65 /A /quotedblleft] >> /FirstChar 0 /LastChar 255 /Widths [" + strings.Repeat("500 ", 256) + "] >>",
		stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> /XObject << /X1 7 0 R >> >>", "BT /F1 10 Tf 72 100 Td (In a form, they said.) Tj ET /X1 Do"),
		"<< /Title (draft 3) /Author (M. Solberg) /CreationDate (D:20310501080000Z) >>",
	}
	const resources = "<< /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R >> /XObject << /X1 7 0 R >> >>"
	var kids []string
	for _, content := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)+2))
		objects = append(objects, stream("", content), fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", len(objects)+1))
	}
	objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 600 800] /Resources %s >>", strings.Join(kids, " "), len(kids), resources)
	return assemble(objects)
}

func stream(dict, content string) string {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write([]byte(content))
	w.Close()
	return fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dict, packed.Len(), packed.String())
}

func assemble(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// lines paints lines one below the other from a place on the page.
func lines(size, x, y int, words ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F1 %d Tf %d %d Td %d TL\n", size, x, y, size*12/10)
	for _, w := range words {
		fmt.Fprintf(&b, "(%s) Tj T*\n", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(w))
	}
	return b.String() + "ET\n"
}

func TestPages(t *testing.T) {
	t.Parallel()
	left := []string{"The harbour council closed the lower", "lock on Tuesday, and twelve ships", "have been lying before it since.", "“It is shut,” Jon Aasen said."}
	right := []string{"The pilots called the decision a sur-", "prise. Mira Solberg, a long-term", "member, demanded that the long-", "term plan be published."}
	for i := range left {
		left[i] = strings.NewReplacer("“", "\\223", "”", "\\224").Replace(left[i])
	}
	var across strings.Builder // two columns painted line by line
	for i := range left {
		across.WriteString(lines(10, 72, 650-12*i, left[i]) + lines(10, 330, 650-12*i, right[i]))
	}
	const columns = "The harbour council closed the lower lock on Tuesday, and twelve ships have been lying before it since.\\n\\n“It is shut,” Jon Aasen said.\\n\\nThe pilots called the decision a surprise. Mira Solberg, a long-term member, demanded that the long-term plan be published."
	head := func(n int) string {
		return lines(8, 72, 770, "Harbour Gazette | 7 May 2031") + lines(8, 290, 30, fmt.Sprintf("- %d -", n))
	}
	for name, c := range map[string]struct {
		pages []string
		want  []string // lines of the telling, but for properties
	}{
		"title, day, columns one after the other": {
			[]string{lines(18, 72, 740, "Pilots wait below the", "lower lock") + lines(10, 72, 690, "Port Solvei, 7 May 2031") + lines(10, 72, 650, left...) + lines(10, 330, 650, right...)},
			[]string{`  title (text): "Pilots wait below the lower lock"`, `  published (text): "7 May 2031"`, `  title: "Pilots wait below the lower lock"`, `  body: "` + columns + `"`},
		},
		"columns painted across": {
			[]string{lines(18, 72, 740, "Pilots wait below the lower lock") + across.String()},
			[]string{`  title (text): "Pilots wait below the lower lock"`, `  title: "Pilots wait below the lower lock"`, `  body: "` + columns + `"`},
		},
		"running heads, page numbers, a paragraph over two pages": {
			[]string{head(1) + lines(10, 72, 650, "The harbour council closed the lower lock on Tues-"), head(2) + lines(10, 72, 740, "day, they said. It rose at noon."), head(3) + lines(10, 72, 740, "On Wednesday it met again.")},
			[]string{`  published (markup: running head): "7 May 2031"`, `  body: "The harbour council closed the lower lock on Tuesday, they said. It rose at noon.\n\nOn Wednesday it met again."`},
		},
		"paragraphs by gap, indent and bullet": {
			[]string{lines(10, 72, 700, "The council met on Tuesday and spoke about the lock,", "it said.") + lines(10, 72, 660, "It met again on Wednesday, and the masters of the") + lines(10, 72, 648, "ships were there, as they had asked to be heard.") +
				lines(10, 84, 636, "They left at noon, and said that they would wait for") + lines(10, 72, 624, "the gates to open.") + lines(10, 72, 600, "\\225 The gates are shut.") + lines(10, 72, 588, "\\225 The pilots wait.")},
			[]string{`  body: "The council met on Tuesday and spoke about the lock, it said.\n\nIt met again on Wednesday, and the masters of the ships were there, as they had asked to be heard.\n\nThey left at noon, and said that they would wait for the gates to open.\n\n• The gates are shut.\n\n• The pilots wait."`},
		},
		"spaces that are not painted, words in pieces, turned words": {
			[]string{"BT /F1 10 Tf 72 700 Td [(The cou) 20 (ncil) -600 (met) -600 (again.)] TJ ET BT /F1 10 Tf 0 1 -1 0 30 300 Tm (in the margin) Tj ET"},
			[]string{`  body: "The council met again."`},
		},
		"codes of two bytes, ligatures, octal, a form in itself": {
			[]string{"BT /F2 10 Tf 72 700 Td <00010010001100120013> Tj ( ) Tj <00200021> Tj ET BT /F3 10 Tf 72 640 Td (\\001 \\002 \\003 AB) Tj ET BT /F1 10 Tf 72 600 Td (caf\\351 \\(open\\) \\\nhere.) Tj ET /X1 Do"},
			[]string{`  body: "Тabcd AB\n\nfi ffl é A“\n\ncafé (open) here.\n\nIn a form, they said."`},
		},
		"a page without words": {
			[]string{lines(10, 72, 700, "The council met again."), "0 0 1 rg 0 0 600 800 re f BI /W 1 /H 1 ID (Tj) EI Q"},
			[]string{"doubtful no_words: there is no text on page 2", `  body: "The council met again."`},
		},
		"a scan": {[]string{"q Q", "q Q"}, []string{"skipped no_words: there is no text in its 2 pages: it is a scan, or a picture of a text"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for line := range strings.Lines(intaketest.Tell(t, formats.NewReader(), "a.pdf", file(c.pages...))) {
				line = strings.TrimRight(line, "\n")
				if !strings.Contains(line, "(properties)") && line != "report a.pdf of PDF contents of the pages" && !strings.Contains(line, "language (text)") {
					got = append(got, line)
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	whole := file(lines(10, 72, 700, "The council met again."))
	cycle := assemble([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>", "", "", "", "", "", "<< >>"})
	bomb := file(strings.Repeat(" ", 80<<20))
	for name, c := range map[string]struct {
		content []byte
		want    string // the beginning
	}{
		"words before it": {append([]byte("\r\n"), whole...), "report a.pdf of PDF"},
		"only a head":     {[]byte("%PDF-1.7\n"), "skipped damaged: the PDF cannot be opened"},
		"pages in pages":  {cycle, ""},
		"a bomb":          {bomb, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := intaketest.Tell(t, formats.NewReader(), "a.pdf", c.content)
			if !strings.HasPrefix(got, c.want) || c.want == "" && !strings.Contains(got, "damaged") {
				t.Errorf("got:\n%s", got)
			}
		})
	}
	if got := intaketest.Tell(t, formats.NewReader(), "a.pdf", whole); !strings.Contains(got, `title (properties): "draft 3"`) || !strings.Contains(got, `author (properties): "M. Solberg"`) {
		t.Errorf("properties are lost:\n%s", got)
	}
}

func FuzzContents(f *testing.F) {
	f.Add("BT /F1 10 Tf 72 700 Td [(The cou) 20 (ncil)] TJ <00> Tj ET /X1 Do BI x EI Q q")
	f.Add("BT /F2 1e9 Tf 1 0 0 1 1e300 0 Tm (a-) Tj T* (b) ' (c) \" /F3 10 Tf (\\001\\777) Tj << /a (>>) >> BDC")
	f.Fuzz(func(t *testing.T, content string) {
		_ = intaketest.Tell(t, formats.NewReader(), "a.pdf", file(content, content))
	})
}

func FuzzFiles(f *testing.F) {
	f.Add(file(lines(10, 72, 700, "The council met again.")))
	f.Fuzz(func(t *testing.T, content []byte) {
		reader := formats.NewReader()
		reader.MaxFile = 1 << 20
		_ = intaketest.Tell(t, reader, "a.pdf", append([]byte("%PDF-1.5\n"), content...))
	})
}

func BenchmarkFile(b *testing.B) {
	var words []string
	for i := range 55 {
		words = append(words, fmt.Sprintf("The harbour council closed the lower lock on Tuesday, said master %d, and went.", i))
	}
	var pages []string
	for range 40 {
		pages = append(pages, lines(10, 72, 740, words...))
	}
	content := file(pages...)
	reader := intake.Reader{Formats: []intake.Format{pdf.Format}}
	b.SetBytes(int64(40 * len(strings.Join(words, " "))))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.pdf", intaketest.Input("a.pdf", content), func(item intake.Item) error {
			if item.Document != nil {
				n++
			}
			return nil
		}); err != nil || n != 1 {
			b.Fatal(n, err)
		}
	}
}
