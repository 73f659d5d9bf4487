package dossier_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/dossier"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// harbour makes a dossier of one report in a folder of its own.
func harbour() (path string, remove func()) {
	folder, err := os.MkdirTemp("", "harbour")
	if err != nil {
		panic(err)
	}
	path = filepath.Join(folder, "harbour.db")
	const text = "Ana Lopes said that the ferry sails on Monday.\n"
	excerpt := func(start, end int) []verbale.Excerpt {
		return []verbale.Excerpt{{Span: lang.Span{Start: start, End: end}, Text: text[start:end]}}
	}
	document := &verbale.Document{Name: "ferry.txt", Text: text, Kind: verbale.Report, Short: "Kurier, 4 May 2021", Encoding: "utf-8", Published: "2021-05-04",
		PublishedFrom: verbale.FromTable, Outlet: "Kurier", Parts: []verbale.Part{{Span: lang.Span{End: len(text)}, Kind: verbale.Body}}}
	reading := &verbale.Reading{Model: "m", Actors: []verbale.LocalActor{{Name: "Ana Lopes", Type: verbale.Person, Names: []string{"Ana Lopes"}}}}
	reading.Ties = []verbale.Tie{{Speakers: []int{0}}}
	reading.Statements = []verbale.Statement{{
		ID: "s-1", Part: verbale.Body, Source: excerpt(0, 9), Cue: excerpt(10, 14), Content: excerpt(15, 45), Mode: verbale.Indirect, Kind: verbale.Say,
		Factuality: verbale.Asserted, Account: verbale.Own, Rule: "example", Confidence: 900, Status: verbale.Unread,
	}}
	ctx := context.Background()
	d, err := sqlite.Create(ctx, path)
	if err != nil {
		panic(err)
	}
	w, err := d.Begin(ctx)
	if err == nil {
		err = w.Put(ctx, document, fmt.Sprintf("%064d", 1), reading, "")
	}
	if err == nil {
		err = w.Commit()
	}
	if err = errors.Join(err, d.Close()); err != nil {
		panic(err)
	}
	return path, func() { _ = os.RemoveAll(folder) }
}

func Example() {
	path, remove := harbour()
	defer remove()
	ctx := context.Background()
	d, err := dossier.Open(ctx, path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer d.Close()
	for s, err := range d.Statements(ctx, dossier.Filter{Speaker: []string{"lopes"}}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %s (%s, bytes %d-%d)\n", s.Speaker.Name, s.Content[0].Text, s.Document, s.Content[0].Start, s.Content[0].End)
	}
	// Output: Ana Lopes: that the ferry sails on Monday (ferry.txt, bytes 15-45)
}

func ExampleDossier_Documents() {
	path, remove := harbour()
	defer remove()
	ctx := context.Background()
	d, err := dossier.Open(ctx, path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer d.Close()
	for r, err := range d.Documents(ctx, dossier.Filter{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r.Short, *r.Published)
	}
	// Output: Kurier, 4 May 2021 2021-05-04
}

// TestAsking stops in the middle, asks what is no question, and opens what is none.
func TestAsking(t *testing.T) {
	t.Parallel()
	path, remove := harbour()
	defer remove()
	d, err := dossier.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	n := 0
	for range d.Statements(t.Context(), dossier.Filter{}) {
		n++
		break
	}
	for range d.Actors(t.Context(), dossier.Filter{}) {
		n++
	}
	if n != 2 {
		t.Errorf("%d rows, want a statement and an actor", n)
	}
	for _, err := range d.Statements(t.Context(), dossier.Filter{Since: "yesterday"}) {
		if !errors.Is(err, dossier.ErrQuery) {
			t.Errorf("a day that is none: %v", err)
		}
	}
	for _, err := range d.Events(t.Context(), dossier.Filter{}) {
		t.Errorf("there are no events: %v", err)
	}
	for range d.Utterances(t.Context(), dossier.Filter{}) {
		t.Error("there are no utterances")
	}
	for range d.Dates(t.Context(), dossier.Filter{}) {
		t.Error("there are no dates")
	}
	if text, err := d.Text(t.Context(), "ferry.txt"); err != nil || len(text) == 0 {
		t.Errorf("%q, %v", text, err)
	}
	if hash, err := d.Hash(t.Context()); err != nil || len(hash) != 64 {
		t.Errorf("%q, %v", hash, err)
	}
	if _, err := dossier.Open(t.Context(), filepath.Join(t.TempDir(), "none.db")); !errors.Is(err, dossier.ErrNotFound) {
		t.Errorf("a dossier that is not there: %v", err)
	}
}
