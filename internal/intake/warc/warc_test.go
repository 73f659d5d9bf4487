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

	"verbale.dev/verbale/internal/intake"
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

func FuzzRead(f *testing.F) {
	f.Add([]byte(response("https://ferrypost.example/1",
		"Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n", []byte(page(1)))))
	f.Add([]byte("WARC/1.0\nContent-Length: 3\nWARC-Type: resource\nContent-Type: text/html\n\n<p>\n\nWARC/1.0\n"))
	f.Fuzz(func(t *testing.T, content []byte) { read(t, "a.warc", content) })
}
