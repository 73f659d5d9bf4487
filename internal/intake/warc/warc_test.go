package warc_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/pdf"
	"verbale.dev/verbale/internal/intake/rtf"
	"verbale.dev/verbale/internal/intake/warc"
)

func read(t testing.TB, name string, content []byte) (documents []intake.Item, faults []*intake.Fault) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	reader := intake.Reader{Formats: []intake.Format{warc.Format, warc.Package}}
	err := reader.Read(context.Background(), []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			faults = append(faults, item.Fault)
			return nil
		}
		if err := item.Source.Map.Check(item.Document.Text, item.Source.Bytes); err != nil {
			return fmt.Errorf("%s: %w", item.Document.Name, err)
		}
		documents = append(documents, item)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents, faults
}

// page is a page with an article of its own.
func page(n int) string {
	return fmt.Sprintf(`<html><head><title>Pilots meet, day %d</title><meta property="og:type" content="article"></head><body><nav><a href="/">Home</a></nav><h1>Pilots meet, day %d</h1>
<p>The pilots of Sundby met again on day %d, and their chairman, Jens Rask, said that nothing had been agreed.</p></body></html>`, n, n, n)
}

func record(kind, address, contentType string, block []byte) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-03-05T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, address, contentType, len(block), block)
}

func response(address, headers string, body []byte) string {
	return record("response", address,
		"application/http; msgtype=response", append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"+headers+"\r\n"), body...))
}

func zipped(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func archive(t *testing.T) string {
	t.Helper()
	var br bytes.Buffer
	w := brotli.NewWriter(&br)
	if _, err := w.Write([]byte(page(3))); err != nil {
		t.Fatal(err)
	}
	w.Close()
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page(4)), page(4))
	return record("warcinfo", "", "application/warc-fields", []byte("software: none\r\n")) +
		response("https://ferrypost.example/1", "", []byte(page(1))) +
		record("request", "https://ferrypost.example/1", "application/http", []byte("GET / HTTP/1.1\r\n\r\n")) +
		response("https://ferrypost.example/2", "Content-Encoding: gzip\r\n", zipped(t, page(2))) +
		response("https://ferrypost.example/3", "Content-Encoding: br\r\n", br.Bytes()) +
		response("https://ferrypost.example/4", "Transfer-Encoding: chunked\r\n", []byte(chunked)) +
		record("revisit", "https://ferrypost.example/1",
			"application/http", []byte("HTTP/1.1 304 Not Modified\r\n\r\n")) +
		response("https://ferrypost.example/",
			"", []byte("<html><title>Ferrypost</title><h2><a href=/1>Pilots meet</a></h2></html>")) +
		record("response", "https://ferrypost.example/gone",
			"application/http", []byte("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+page(9))) +
		response("https://ferrypost.example/1", "", []byte(page(1))) +
		response("https://ferrypost.example/2", "", []byte(page(7))) +
		record("resource", "https://ferrypost.example/5", "text/html", []byte(page(5)))
}

func TestArchive(t *testing.T) {
	t.Parallel()
	plain := archive(t)
	for name, content := range map[string][]byte{"crawl.warc": []byte(plain), "crawl.warc.gz": zipped(t, plain)} {
		documents, faults := read(t, name, content)
		if len(documents) != 5 {
			t.Fatalf("%s: %d documents, %v", name, len(documents), faults)
		}
		for i, item := range documents {
			d := item.Document
			if want := fmt.Sprintf("!https://ferrypost.example/%d", i+1); !strings.HasSuffix(d.Name, want) || !strings.Contains(d.Text, fmt.Sprintf("on day %d,", i+1)) || strings.Contains(d.Text, "Home") {
				t.Errorf("%s: %q", d.Name, d.Text)
			}
			if d.Extra["captured"] != `"2031-03-05T00:00:00Z"` || d.Published != "" {
				t.Errorf("%q %q", d.Extra, d.Published)
			}
		}
		told := ""
		for _, f := range faults {
			told += f.Error() + "\n"
		}
		for _, want := range []string{"captured again", "hold no article are passed over: 2",
			"had not changed are passed over: 1"} {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %q lacks %q", name, told, want)
			}
		}
	}
}

func TestPackage(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, member := range []struct{ name, content string }{{"archive/data.warc.gz", string(zipped(t, archive(t)))}, {"datapackage.json", "{}"}, {"pages/pages.jsonl", `{"id":"x","text":"y"}`}} {
		part, err := w.Create(member.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(member.content)); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	documents, _ := read(t, "crawl.wacz", b.Bytes())
	if len(documents) != 5 || documents[0].Document.Name != "crawl.wacz!archive/data.warc.gz!https://ferrypost.example/1" {
		t.Errorf("%d documents", len(documents))
		if len(documents) > 0 {
			t.Error(documents[0].Document.Name)
		}
	}
}

// TestBroken: what came before the break is in.
func TestBroken(t *testing.T) {
	t.Parallel()
	whole := archive(t)
	for _, content := range []string{whole[:len(whole)/2], whole + "rubbish\r\nmore", strings.Replace(whole,
		"Content-Length: 16", "Content-Length: -1", 1), "WARC/1.0\r\n" + strings.Repeat("x", 1<<20)} {
		_, faults := read(t, "crawl.warc", []byte(content))
		found := false
		for _, f := range faults {
			found = found || f.Cause == intake.Damaged
		}
		if !found {
			t.Errorf("%d bytes: %v", len(content), faults)
		}
	}
}

// TestBomb: a page that unpacks to more than is held costs only itself.
func TestBomb(t *testing.T) {
	t.Parallel()
	content := response("https://ferrypost.example/bomb",
		"Content-Encoding: gzip\r\n", zipped(t, strings.Repeat("<p>", 30<<20))) + response("https://ferrypost.example/1", "", []byte(page(1)))
	documents, faults := read(t, "crawl.warc", []byte(content))
	if len(documents) != 1 || len(faults) != 1 || faults[0].Cause != intake.Bomb {
		t.Errorf("%d documents, %v", len(documents), faults)
	}
}

// TestTexts: the text of a page that somebody took out of it before is read if it is an
// article, without what stands around it.
func TestTexts(t *testing.T) {
	t.Parallel()
	prose := "The pilots of Sundby met again on Tuesday, and their chairman, Jens Rask, said that nothing had been agreed.\n"
	article := "Pilots meet again - Ferrypost\nHome\nPorts\n" + strings.Repeat(prose, 4) + "Read also\nTides\n"
	front := "Ferrypost\n" + strings.Repeat("Pilots meet again\n", 60) + prose
	content := record("conversion", "https://ferrypost.example/1", "text/plain", []byte(article)) +
		record("conversion", "https://ferrypost.example/", "text/plain", []byte(front)) +
		record("conversion", "https://ferrypost.example/bytes", "text/plain", []byte("\xFF\x00"+article))
	documents, faults := read(t, "crawl.warc.wet.gz", zipped(t, content))
	if len(documents) != 1 || len(faults) != 1 || !strings.Contains(faults[0].Error(), "no article are passed over: 2") {
		t.Fatalf("%d documents, %v", len(documents), faults)
	}
	d := documents[0].Document
	if d.Name != "crawl.warc.wet.gz!https://ferrypost.example/1" && d.Name != "crawl.warc.wet!https://ferrypost.example/1" || d.URI != "https://ferrypost.example/1" || d.Title != "Pilots meet again - Ferrypost" {
		t.Errorf("%q %q %q", d.Name, d.URI, d.Title)
	}
	for _, p := range d.Parts {
		if words := p.Text(d.Text); p.Kind == verbale.Body && (strings.Contains(words, "Ports") || strings.Contains(words, "Read also")) {
			t.Errorf("%q is read", words)
		}
	}
}

// TestDocuments: a document in an archive is read as the file that it is, under its
// address.
func TestDocuments(t *testing.T) {
	t.Parallel()
	words := `{\rtf1\ansi Minister Holt said that the lock is shut.\par}`
	path := filepath.Join(t.TempDir(), "crawl.warc")
	content := record("response", "https://ferrypost.example/papers/statement", "application/http; msgtype=response",
		[]byte("HTTP/1.1 200 OK\r\nContent-Type: application/rtf\r\nContent-Encoding: gzip\r\n\r\n"+string(zipped(t, words)))) +
		record("response", "https://ferrypost.example/papers/lost.pdf", "application/http; msgtype=response", []byte("HTTP/1.1 404 Not Found\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4")) +
		record("resource", "https://ferrypost.example/papers/broken.pdf", "application/pdf", []byte("%PDF-1.4 and nothing more")) +
		response("https://ferrypost.example/1", "", []byte(page(1)))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var names, faults []string
	err := (&intake.Reader{Formats: []intake.Format{rtf.Format, pdf.Format, warc.Format}}).Read(t.Context(), []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			faults = append(faults, item.Fault.Error())
			return nil
		}
		d := item.Document
		if err := item.Source.Map.Check(d.Text, item.Source.Bytes); err != nil {
			t.Error(err)
		}
		names = append(names, strings.TrimPrefix(d.Name, "crawl.warc!"))
		if d.URI != strings.TrimPrefix(d.Name, "crawl.warc!") || d.Extra["captured"] == "" {
			t.Errorf("%s: %q %q", d.Name, d.URI, d.Extra)
		}
		return nil
	})
	if err != nil || strings.Join(names, " ") != "https://ferrypost.example/papers/statement https://ferrypost.example/1" {
		t.Errorf("%q, %v", names, err)
	}
	if told := strings.Join(faults, "\n"); len(faults) != 2 || !strings.Contains(told, "broken.pdf") || !strings.Contains(told, "passed over: 1") {
		t.Error(told)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(response("https://ferrypost.example/1",
		"Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n", []byte(page(1)))))
	f.Add([]byte("WARC/1.0\nContent-Length: 3\nWARC-Type: resource\nContent-Type: text/html\n\n<p>\n\nWARC/1.0\n"))
	f.Add([]byte(record("conversion", "https://ferrypost.example/1", "text/plain", []byte("Title\n"+strings.Repeat("Rask said that nothing had been agreed at the meeting of the pilots.\n", 8)))))
	f.Fuzz(func(t *testing.T, content []byte) { read(t, "a.warc", content) })
}
