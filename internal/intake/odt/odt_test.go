package odt_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/intake/odt"
)

const head = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:draw="d"><office:automatic-styles>` +
	`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="P2" style:parent-style-name="Text_20_body"/></office:automatic-styles><office:body><office:text>`

func file(body string) []byte {
	return intaketest.Zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", head+body+`</office:text></office:body></office:document-content>`,
		"meta.xml", `<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>draft 3</dc:title><meta:initial-creator>M. Solberg</meta:initial-creator></office:meta></office:document-meta>`)
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	before := "report a.odt of OpenDocument text (ODT) content.xml\n"
	for name, c := range map[string]struct{ body, want string }{
		"a statement": {
			`<text:p text:style-name="P1">Statement on the lower lock</text:p><text:p text:style-name="P2">Port Solvei, 7 May 2031</text:p>` +
				`<text:p text:style-name="P2">The council <text:span>said</text:span> on Tuesday that the lock is shut.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>` +
				`<text:h text:outline-level="1">What follows</text:h><text:p>“It will<text:s/>open,”<text:line-break/>he said.</text:p><text:p text:style-name="Caption">The lock</text:p>`,
			before + "  title (text): \"Statement on the lower lock\"\n  published (text): \"7 May 2031\"\n  title: \"Statement on the lower lock\"\n" +
				"  body: \"The council said on Tuesday that the lock is shut.\"\n  heading: \"What follows\"\n  body: \"“It will open,”\\nhe said.\"\n  caption: \"The lock\"\n",
		},
		"beside the text": {
			`<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes><text:table-of-content><text:p>1 What follows</text:p></text:table-of-content>` +
				`<text:p><draw:frame><draw:text-box><text:p>A box.</text:p></draw:text-box></draw:frame><office:annotation><text:p>Why?</text:p></office:annotation>The council met again.</text:p>`,
			before + "  body: \"The council met again.\"\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var kept []string
			for line := range strings.Lines(intaketest.Tell(t, formats.NewReader(), "a.odt", file(c.body))) {
				if !strings.Contains(line, "(properties)") {
					kept = append(kept, line)
				}
			}
			if got := strings.Join(kept, ""); got != c.want {
				t.Errorf("got:\n%s", got)
			}
		})
	}
	if got := intaketest.Tell(t, formats.NewReader(), "a.odt", intaketest.Zip("mimetype", "application/vnd.oasis.opendocument.text")); got != "skipped damaged: it has no content.xml\n" {
		t.Errorf("got:\n%s", got)
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add(head + `<text:p>a<text:s text:c="3"/>b</text:p><text:h>c`)
	f.Fuzz(func(t *testing.T, body string) {
		_ = intaketest.Tell(t, formats.NewReader(), "a.odt", intaketest.Zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", body, "meta.xml", body))
	})
}

func BenchmarkDocument(b *testing.B) {
	body := strings.Repeat(`<text:p text:style-name="P2">`+strings.Repeat("The council closed the lower lock on Tuesday &amp; said so to the masters. ", 8)+`</text:p>`, 400)
	reader := intake.Reader{Formats: []intake.Format{odt.Format}}
	content := file(body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.odt", intaketest.Input("a.odt", content), func(intake.Item) error { n++; return nil }); err != nil || n != 1 {
			b.Fatal(n, err)
		}
	}
}
