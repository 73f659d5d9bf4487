package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"verbale.dev/verbale"
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
