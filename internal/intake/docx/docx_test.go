package docx_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/docx"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
)

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`

const styles = `<w:styles xmlns:w="x"><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>`

const core = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>draft 3</dc:title><dc:creator>M. Solberg</dc:creator><dcterms:created>2031-05-01T08:00:00Z</dcterms:created></cp:coreProperties>`

// file packs a document of paragraphs.
func file(body string) []byte {
	return intaketest.Zip("[Content_Types].xml", `<Types/>`, "_rels/.rels", `<Relationships/>`, "word/document.xml", head+body+`</w:body></w:document>`,
		"word/styles.xml", styles, "docProps/core.xml", core)
}

func paragraph(style, words string) string {
	properties := ""
	if style != "" {
		properties = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + properties + `<w:r><w:t xml:space="preserve">` + words + `</w:t></w:r></w:p>`
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	properties := "  title (properties): \"draft 3\"\n"
	before := "report a.docx of Word document (DOCX) word/document.xml\n"
	for name, c := range map[string]struct{ body, want string }{
		"a statement": {
			paragraph("Titel", "Statement on the lower lock") + paragraph("", "Port Solvei, 7 May 2031") + paragraph("", "The council said on Tuesday that the lock &amp; the quay are shut.") +
				paragraph("berschrift1", "What follows") + paragraph("", "“It will open,” said Jon Aasen&#x2019;s office.") + paragraph("Beschriftung", "The lock on Tuesday"),
			before + "  title (text): \"Statement on the lower lock\"\n  published (text): \"7 May 2031\"\n" +
				"  title: \"Statement on the lower lock\"\n  body: \"The council said on Tuesday that the lock & the quay are shut.\"\n  heading: \"What follows\"\n" +
				"  body: \"“It will open,” said Jon Aasen’s office.\"\n  caption: \"The lock on Tuesday\"\n",
		},
		"runs, breaks, tabs": {
			`<w:p><w:r><w:t>The coun</w:t></w:r><w:proofErr/><w:r><w:t xml:space="preserve">cil </w:t></w:r><w:r><w:t>met</w:t><w:tab/><w:t>again,</w:t><w:br/><w:t>on Tues</w:t><w:noBreakHyphen/><w:t>day.</w:t></w:r></w:p><w:p/>` +
				paragraph("", "It rose at noon."),
			before + "  body: \"The council met\\tagain,\\non Tues-day.\\n\\nIt rose at noon.\"\n",
		},
		"changes, fields, notes, boxes, hidden": {
			`<w:p><w:del><w:r><w:delText>Not this. </w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve">The council met </w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>again.</w:t></w:r>` +
				`<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>` +
				`<mc:AlternateContent><mc:Choice><w:txbxContent>` + paragraph("", "Fact box: it is deep.") + `</w:txbxContent></mc:Choice><mc:Fallback>` + paragraph("", "Fact box: it is deep.") + `</mc:Fallback></mc:AlternateContent></w:p>`,
			before + "  body: \"The council met again.\\n\\nFact box: it is deep.\"\n",
		},
		"a box that says what the text says": {
			`<w:p><w:r><w:t xml:space="preserve">The mayor spoke. </w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent>` + paragraph("", "It will open in June") + `</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>“It will open in June,” she said.</w:t></w:r></w:p>`,
			before + "  body: \"The mayor spoke. “It will open in June,” she said.\"\n",
		},
		"tables": {
			`<w:tbl><w:tr><w:tc>` + paragraph("", "Lock") + `</w:tc><w:tc>` + paragraph("", "It is shut, the council said.") + `</w:tc></w:tr></w:tbl>` + paragraph("", "It will open in June."),
			before + "  heading: \"Lock\"\n  body: \"It is shut, the council said.\\n\\nIt will open in June.\"\n",
		},
		"an export": {
			paragraph("", "HD Pilots wait below the lower lock") + paragraph("", "PD 7 May 2031") + paragraph("", "SN Harbour Gazette") + paragraph("", "LP") + paragraph("", "The council closed it.") + paragraph("", "AN Document HGAZ000020310507e757000a1"),
			"taken understood: Factiva export of 1 article\nreport a.docx!HGAZ000020310507e757000a1 of Factiva export word/document.xml\n  outlet (record: SN): \"Harbour Gazette\"\n  published (record: PD): \"7 May 2031\"\n" +
				"  title (record: headline): \"Pilots wait below the lower lock\"\n  title (text): \"Pilots wait below the lower lock\"\n  title: \"Pilots wait below the lower lock\"\n  body: \"The council closed it.\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := intaketest.Tell(t, formats.NewReader(), "a.docx", file(c.body))
			var kept []string
			for line := range strings.Lines(got) {
				if !strings.Contains(line, "(properties)") {
					kept = append(kept, line)
				}
			}
			if strings.Join(kept, "") != c.want {
				t.Errorf("got:\n%s", got)
			}
			if name == "a statement" && !strings.Contains(got, properties) {
				t.Errorf("the properties are lost:\n%s", got)
			}
		})
	}
}

// TestNotes: footnotes and endnotes follow the text, without the lines that part them
// from it, and lead back to members of their own.
func TestNotes(t *testing.T) {
	t.Parallel()
	notes := func(kind string, words ...string) string {
		all := `<w:` + kind + `s><w:` + kind + ` w:type="separator" w:id="-1">` + paragraph("", "not this") + `</w:` + kind + `>`
		for _, w := range words {
			all += `<w:` + kind + ` w:id="1">` + paragraph("FootnoteText", w) + `</w:` + kind + `>`
		}
		return all + `</w:` + kind + `s>`
	}
	got := intaketest.Tell(t, formats.NewReader(), "a.docx", intaketest.Zip("[Content_Types].xml", `<Types/>`, "word/document.xml", head+paragraph("", "The lock is shut.")+`</w:body></w:document>`,
		"word/footnotes.xml", notes("footnote", "The council said so on 4 May.", "It is &lt;new&gt;."), "word/endnotes.xml", notes("endnote", "Port Solvei has two locks.")))
	want := "report a.docx of Word document (DOCX) word/document.xml+word/footnotes.xml+word/endnotes.xml\n" +
		"  body: \"The lock is shut.\\n\\nThe council said so on 4 May.\\n\\nIt is <new>.\\n\\nPort Solvei has two locks.\"\n"
	if got != want {
		t.Errorf("got:\n%s", got)
	}
	broken := intaketest.Tell(t, formats.NewReader(), "a.docx", intaketest.Zip("[Content_Types].xml", `<Types/>`, "word/document.xml", head+paragraph("", "The lock is shut.")+`</w:body></w:document>`,
		"word/footnotes.xml", `<w:footnotes><w:footnote>`+paragraph("", "It is new.")+`<w:p`))
	if want := "The lock is shut.\\n\\nIt is new."; !strings.Contains(broken, want) || !strings.Contains(broken, "word/footnotes.xml in it is broken") {
		t.Errorf("got:\n%s", broken)
	}
}

func TestBrokenDocuments(t *testing.T) {
	t.Parallel()
	whole := file(paragraph("", "The council met again."))
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"cut off":        {whole[:len(whole)/2], "skipped damaged: it cannot be opened (zip: not a valid zip file)\n"},
		"without a body": {intaketest.Zip("[Content_Types].xml", "<Types/>", "word/styles.xml", styles), "skipped damaged: it has no word/document.xml\n"},
		"broken XML": {intaketest.Zip("word/document.xml", head+paragraph("", "The council met.")+"<w:p><w:r><w:t>It <"),
			"doubtful damaged: word/document.xml in it is broken (XML syntax error on line 1: unexpected EOF), and what came before is read\nreport a.docx of Word document (DOCX) word/document.xml\n  body: \"The council met.\\n\\nIt\"\n"},
		"entities": {intaketest.Zip("word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`+head+paragraph("", "It is &b;.")+"</w:body></w:document>"),
			"report a.docx of Word document (DOCX) word/document.xml\n  body: \"It is &b;.\"\n"},
		"empty": {file(""), "skipped empty: there is no text in it\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := intaketest.Tell(t, &intake.Reader{Formats: []intake.Format{docx.Format}}, "a.docx", c.content); got != c.want {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add(head + paragraph("Titel", "A &amp; b") + `<w:p><w:del>x</w:del><w:r><w:vanish/><w:t>c</w:t></w:r></w:p>`)
	f.Add(`<w:p><w:txbxContent>` + paragraph("", "a") + `</w:p></w:txbxContent></w:txbxContent><w:t>b`)
	f.Add(`<w:t><![CDATA[a]]>&#0;&#x10FFFF;&nbsp;`)
	f.Fuzz(func(t *testing.T, body string) {
		_ = intaketest.Tell(t, formats.NewReader(), "a.docx", intaketest.Zip("word/document.xml", body, "word/styles.xml", body, "word/footnotes.xml", body))
	})
}

func BenchmarkDocument(b *testing.B) {
	body := strings.Repeat(paragraph("", strings.Repeat("The council closed the lower lock on Tuesday &amp; said so to the masters. ", 8)), 400)
	reader := intake.Reader{Formats: []intake.Format{docx.Format}}
	content := file(body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		in := intaketest.Input("a.docx", content)
		if err := reader.ReadFrom(b.Context(), "a.docx", in, func(item intake.Item) error { n++; return nil }); err != nil || n != 1 {
			b.Fatal(n, err)
		}
	}
}
