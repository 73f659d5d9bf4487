package ingest_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// dossierOf reads files of these contents into a dossier of their own.
func dossierOf(t *testing.T, run ingest.Run, files map[string]string) *sqlite.Dossier {
	t.Helper()
	ctx := context.Background()
	folder := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	dossier, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dossier.Close() })
	if err := dossier.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	run.Dossier = dossier
	if done, err := run.Read(ctx, formats.NewReader(), []string{folder}); err != nil || done.Skipped > 0 {
		t.Fatal(done.Faults, err)
	}
	return dossier
}

const (
	strikePage = "<html><h1>Pilots on strike</h1><p>Jens Rask said: &ldquo;We wait.&rdquo;</p></html>"
	strikeFeed = "<rss><channel><title>F</title><item><guid>a</guid><title>One</title><description>Rask said no.</description></item><item><guid>b</guid><title>Two</title><description>Holt said yes.</description></item></channel></rss>"
)

// TestOriginals: bytes come back as they were received, and texts lead to them.
func TestOriginals(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dossierOf(t, ingest.Run{}, map[string]string{"a.html": strikePage, "b.rss": strikeFeed, "c.txt": "Rask said that he would wait.\n"})
	for name, want := range map[string]string{"a.html": strikePage, "b.rss!a": strikeFeed, "b.rss!b": strikeFeed} {
		o, err := d.Original(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ingest.Unpack(o.Kept)
		if err != nil || !bytes.Equal(got, []byte(want)) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := d.Original(ctx, "c.txt"); err == nil {
		t.Error("bytes of a text are kept beside it")
	}
	checked, err := d.CheckOriginals(ctx, ingest.Holds, func(f record.Fault) error { t.Error(f); return nil })
	if err != nil || checked != 3 {
		t.Errorf("%d checked, %v", checked, err)
	}
	o, err := d.Original(ctx, "a.html")
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.Text(ctx, "a.html")
	if err != nil {
		t.Fatal(err)
	}
	if err := ingest.Holds(text, o); err != nil {
		t.Error(err)
	}
	if err := ingest.Holds(text+"!", o); err == nil {
		t.Error("another text leads to the bytes too")
	}
	o.Packed = bytes.Clone(o.Packed)
	o.Packed[len(o.Packed)-1] ^= 1
	if err := ingest.Holds(text, o); err == nil {
		t.Error("other bytes are taken for the original")
	}
}

// TestForgottenOriginals: what is forgotten is gone from the bytes too, also where
// they hold another report, which stays.
func TestForgottenOriginals(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dossierOf(t, ingest.Run{}, map[string]string{"b.rss": strikeFeed})
	if _, err := d.Forget(ctx, "b.rss!a", "Ada Lund", "asked for"); err != nil {
		t.Fatal(err)
	}
	o, err := d.Original(ctx, "b.rss!b")
	if err != nil || o.Hash != "" || o.Packed != nil || o.Extractor == "" {
		t.Errorf("%+v, %v", o, err)
	}
	raw, err := os.ReadFile(d.Path())
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("Rask said no")) {
		t.Error("its words are still in the file")
	}
}

// TestPackedDocuments: a document comes back as the file that it was, though its text
// leads to what lies packed in it; both go when it is forgotten.
func TestPackedDocuments(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	word := string(intaketest.Zip("[Content_Types].xml", "<Types/>", "word/document.xml",
		`<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>Rask said that he would wait.</w:t></w:r></w:p></w:body></w:document>`))
	d := dossierOf(t, ingest.Run{}, map[string]string{"a.docx": word})
	o, err := d.Original(ctx, "a.docx")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ingest.Unpack(o.Kept); err != nil || string(got) != word {
		t.Errorf("%d bytes come back of %d, %v", len(got), len(word), err)
	}
	if checked, err := d.CheckOriginals(ctx, ingest.Holds, func(f record.Fault) error { t.Error(f); return nil }); err != nil || checked != 1 {
		t.Errorf("%d checked, %v", checked, err)
	}
	if _, err := d.Forget(ctx, "a.docx", "Ada Lund", "asked for"); err != nil {
		t.Fatal(err)
	}
	left, err := d.Ask(ctx, `SELECT hash FROM original`)
	if err != nil {
		t.Fatal(err)
	}
	defer left.Close()
	if err := left.Each(ctx, func(row []any) error { t.Errorf("%v of its bytes is left", row); return nil }); err != nil {
		t.Error(err)
	}
}

func TestOriginalsAreNotKept(t *testing.T) {
	t.Parallel()
	d := dossierOf(t, ingest.Run{DropOriginals: true}, map[string]string{"a.html": strikePage})
	if _, err := d.Original(context.Background(), "a.html"); err == nil {
		t.Error("they are")
	}
}
