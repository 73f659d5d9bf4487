package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
)

// TestFilesOfAllKindsAreLookedAt holds that what is dropped on the page comes in as a
// file that is read, a report at a time, and that no page can have an address of this
// machine fetched.
func TestFilesOfAllKindsAreLookedAt(t *testing.T) {
	t.Parallel()
	a := &adder{read: func(*verbale.Document) *verbale.Reading { return &verbale.Reading{} }}
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, entry := range [][2]string{{"one.txt", "The port is open, said Mayor Lopes."}, {"two.html", "<html><head><title>Two</title></head><body><article><p>The pilots rest, they said, and will not sail before the ice is gone from the harbour of the island.</p></article></body></html>"}} { // in an order that is always the same
		f, err := w.Create(entry[0])
		if err == nil {
			_, err = f.Write([]byte(entry[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := a.Preview(t.Context(), web.Draft{File: "week.zip", Name: "week.zip", Kind: verbale.Report, Text: packed.String()}, 20)
	if err != nil || len(found) != 2 || found[0].Document.Name != "week.zip!one.txt" || !strings.Contains(found[1].Document.Text, "pilots rest") {
		t.Fatalf("%d reports, %v", len(found), err)
	}
	if _, err := a.Preview(t.Context(), web.Draft{File: "week.zip", Name: "week.zip", Kind: verbale.Report, Text: packed.String()}, 1); !errors.Is(err, web.ErrQuery) || !strings.Contains(err.Error(), "verbale read") {
		t.Errorf("two where one has room: %v", err)
	}
	asked := false
	here := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer here.Close()
	if _, err := a.Preview(t.Context(), web.Draft{Address: here.URL, Kind: verbale.Report}, 20); !errors.Is(err, web.ErrQuery) || asked {
		t.Errorf("an address of this machine: %v, asked: %t", err, asked)
	}
	if endings := strings.Join(a.Endings(), " "); !strings.Contains(endings, ".pdf") || !strings.Contains(endings, ".docx") {
		t.Errorf("endings: %s", endings)
	}
}

// TestAddedFilesKeepTheirBytes: what is dropped on the page, looked at and then read keeps
// the bytes of the file, its layout and where its metadata came from; what a person
// changes in the form counts more, and other words are a text of their own.
func TestAddedFilesKeepTheirBytes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "d.db")
	made, err := sqlite.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	a := &adder{path: path, read: func(*verbale.Document) *verbale.Reading { return &verbale.Reading{} }}
	page := "<html><head><title>Lock stays shut</title><meta property=\"og:site_name\" content=\"Kurier\"></head><body><article><h1>Lock stays shut</h1><p>Minister Ada Dole said on Tuesday that the lock of Lenzia would stay shut until the ice is gone.</p><p>Rank, her deputy, said nothing of the sort.</p></article></body></html>"
	draft := web.Draft{File: "page.html", Name: "page.html", Kind: verbale.Report, Text: page}
	found, err := a.Preview(t.Context(), draft, 20)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	d := found[0].Document
	shown := web.Draft{Name: d.Name, Kind: d.Kind, Outlet: "Nordpost", Title: d.Title, Text: strings.ReplaceAll(d.Text, "\n", "\r\n")}
	if name, err := a.Add(t.Context(), shown); err != nil || name != d.Name {
		t.Fatal(name, err)
	}
	changed := shown
	changed.Name, changed.Text = "other.txt", d.Text+" She sighed."
	if _, err := a.Add(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	dossier, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer dossier.Close()
	original, err := dossier.Original(t.Context(), d.Name)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ingest.Unpack(original.Kept); err != nil || string(got) != page {
		t.Errorf("%q, %v", got, err)
	}
	if checked, err := dossier.CheckOriginals(t.Context(), ingest.Holds, func(f record.Fault) error { t.Error(f); return nil }); err != nil || checked != 1 {
		t.Errorf("%d texts lead back, %v", checked, err)
	}
	stored, _, _, err := dossier.Stored(t.Context(), d.Name)
	if err != nil {
		t.Fatal(err)
	}
	intake.Settle(stored)
	var origins []string
	for _, f := range stored.Facts {
		if f.Field == intake.FieldTitle || f.Field == intake.FieldOutlet {
			origins = append(origins, fmt.Sprintf("%s %s", f.Field, f.Origin.Class()))
		}
	}
	if stored.Outlet != "Nordpost" || stored.Text != d.Text || !slices.Contains(origins, "title markup") || slices.Contains(origins, "title table") {
		t.Errorf("%q %q", stored.Outlet, origins)
	}
	if _, err := dossier.Original(t.Context(), "other.txt"); err == nil {
		t.Error("the bytes of the page are kept for other words")
	}
}

// TestMemoryIsBounded: files that nobody has read make way.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	var m memory
	for i := range 5 {
		m.put(intake.Item{Document: &verbale.Document{Text: fmt.Sprint("text ", i)}, Source: &intake.Source{Extractor: "x", Bytes: make([]byte, 20<<20)}})
	}
	if m.size > mostRemembered || m.get("text 0") != nil || m.get("text 4") == nil {
		t.Errorf("%d bytes of %d reports", m.size, len(m.all))
	}
}
