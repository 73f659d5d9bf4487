package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake/intaketest"
)

// cuttings makes a folder of forty files as people have them, by name.
func cuttings() map[string][]byte {
	files := map[string][]byte{}
	n := 0
	said := func() string {
		n++
		return fmt.Sprintf("Minister Ada Dole said on Tuesday that ferry number %d of Lenzia would sail before the ice is gone from the harbour.", n)
	}
	for i := range 11 {
		files[fmt.Sprintf("notes/%02d.txt", i)] = []byte("PORT SOLVEI, May 7, 2031 (Agency) - " + said() + "\n")
	}
	for i := range 2 {
		files[fmt.Sprintf("notes/%02d.md", i)] = []byte("---\noutlet: Kurier\npublished: 2031-05-07\n---\n\n" + said() + "\n")
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, _ = w.Write([]byte(said() + "\n")) // memory takes everything
		_ = w.Close()
		files[fmt.Sprintf("notes/packed-%02d.txt.gz", i)] = packed.Bytes()
		files[fmt.Sprintf("files/%02d.rtf", i)] = []byte(`{\rtf1\ansi ` + said() + `\par}`)
		files[fmt.Sprintf("files/%02d.docx", i)] = intaketest.Zip("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>`+said()+`</w:t></w:r></w:p></w:body></w:document>`)
	}
	page := func() string {
		return "<html><head><title>Ferries</title><meta property=\"og:site_name\" content=\"Gazette\"><meta property=\"article:published_time\" content=\"2031-05-07T08:00:00Z\"></head><body><article><h1>Ferries</h1><p>" + said() + "</p></article></body></html>"
	}
	for i := range 8 {
		files[fmt.Sprintf("pages/%02d.html", i)] = []byte(page())
	}
	files["pages/saved.mht"] = []byte("From: <Saved by Blink>\r\nSubject: Ferries\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Location: https://gazette.example/mht\r\n\r\n" + page() + "\r\n--x--\r\n")
	mail := func() string {
		return "From: Press Office <press@lenzia.example>\r\nTo: kim@kurier.example\r\nSubject: Ferries\r\nDate: Wed, 07 May 2031 09:00:00 +0000\r\nMessage-ID: <" + strconv.Itoa(n) + "@lenzia.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + said() + "\r\n"
	}
	for i := range 3 {
		files[fmt.Sprintf("mail/%02d.eml", i)] = []byte(mail())
	}
	files["mail/box.mbox"] = []byte("From a Wed May  7 09:00:00 2031\n" + strings.ReplaceAll(mail(), "\r\n", "\n") + "\nFrom b Wed May  7 09:00:00 2031\n" + strings.ReplaceAll(mail(), "\r\n", "\n"))
	files["files/text.odt"] = intaketest.Zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<office:document-content><office:body><office:text><text:p>`+said()+`</text:p></office:text></office:body></office:document-content>`)
	files["tables/list.csv"] = []byte("id,title,publication,date,content\n1,Ferries,Kurier,2031-05-07,\"" + said() + "\"\n2,Ferries,Kurier,2031-05-08,\"" + said() + "\"\n")
	files["tables/lines.jsonl"] = []byte(`{"id":"l1","outlet":"Kurier","published":"2031-05-07","text":"` + said() + `"}` + "\n" + `{"id":"l2","text":"` + said() + `"}` + "\n")
	files["exports/factiva.txt"] = []byte("HD Ferries\nBY By Mira Solberg\nPD 7 May 2031\nSN Harbour Gazette\nLP\n" + said() + "\nAN Document HGAZ000020310507e757000a1\n")
	files["exports/proquest.txt"] = []byte("Report Information from ProQuest\nNovember 29 2031 10:15\n\nDocument 1 of 1\n\nFerries\n\nFull text: " + said() + "\n\nPublication title: Nordpost\n\nPublication date: May 7, 2031\n")
	files["feeds/feed.rss"] = []byte("<rss><channel><title>Gazette</title><item><guid>a</guid><title>One</title><pubDate>Wed, 07 May 2031 06:12:00 GMT</pubDate><description>" + said() + "</description></item><item><guid>b</guid><title>Two</title><description>" + said() + "</description></item></channel></rss>")
	record := func(block string) string {
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://gazette.example/warc\r\nWARC-Date: 2031-05-09T00:00:00Z\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	}
	files["feeds/crawl.warc"] = []byte(record(page()))
	files["files/week.zip"] = intaketest.Zip("a.txt", said(), "b/c.txt", said())
	return files
}

// TestFortyCuttings: a folder with forty files of more than twelve makes is read with one
// command, and one screen tells what was recognised of them.
func TestFortyCuttings(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	files := cuttings()
	if len(files) != 40 {
		t.Fatalf("there are %d files", len(files))
	}
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dossier := filepath.Join(t.TempDir(), "d.db")
	out, told, status := command(t, dossier, "read", "--engine", "fast", folder)
	if status != 0 {
		t.Fatalf("status %d: %s%s", status, out, told)
	}
	if lines := strings.Count(out+told, "\n"); lines > 24 {
		t.Errorf("%d lines are more than a screen:\n%s%s", lines, out, told)
	}
	line := regexp.MustCompile(`(?m)^recognised: (.*)$`).FindStringSubmatch(out)
	if line == nil {
		t.Fatal(out)
	}
	for _, make := range []string{"text 17", "JSON 2 in 1 file", "web page (HTML) 8", "saved web page (MHTML) 1", "e-mail (EML) 3", "mailbox (mbox) 2 in 1 file", "Word document (DOCX) 2", "OpenDocument text (ODT) 1", "RTF 2",
		"table (CSV) 2 in 1 file", "Factiva export 1", "ProQuest export 1", "feed (RSS, Atom) 2 in 1 file", "web archive (WARC) 1"} {
		if !strings.Contains(line[1]+",", make+",") {
			t.Errorf("%q is not in %q", make, line[1])
		}
	}
	if !strings.Contains(out, "45 new reports") || !strings.Contains(out, "of 45 reports: the day of ") {
		t.Errorf("not all are in: %s%s", out, told)
	}
	if out, told, status := command(t, dossier, "check"); status != 0 || !strings.Contains(out, "0 faults") {
		t.Errorf("status %d: %s%s", status, out, told)
	}
	if out, _, status := command(t, dossier, "read", folder); status != 0 || !strings.Contains(out, "45 reports unchanged") {
		t.Errorf("the same again: %s", out)
	}
}

// TestManyFaultsAreCounted: a file with a thousand bad lines is told in a few.
func TestManyFaultsAreCounted(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "bad.jsonl")
	if err := os.WriteFile(file, []byte(strings.Repeat(`{"id":"a","text":"Ada Dole said no."}`+"\n", 1000)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, told, status := command(t, filepath.Join(t.TempDir(), "d.db"), "read", file)
	if status != statusSkipped || strings.Count(told, "\n") != mostFaults+1 || !strings.Contains(told, "bad.jsonl: 989 more like these (duplicate)") || !strings.Contains(out, "999 skipped") {
		t.Errorf("status %d: %s%s", status, out, told)
	}
}
