package sqlite_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// sentence is a report of one sentence that tells of one statement.
func sentence(name, speaker, words string) (*verbale.Document, *verbale.Reading) {
	text := fmt.Sprintf("%s said %s on Monday.\n", speaker, words)
	document := &verbale.Document{
		Name: name, Text: text, Kind: verbale.Report, Short: name, Encoding: "utf-8",
		Parts: []verbale.Part{{Span: lang.Span{Start: 0, End: len(text)}, Kind: verbale.Body}},
		Facts: []verbale.Fact{{Field: "outlet", Value: "The Test", Origin: verbale.FromTable}},
	}
	at := func(part string) verbale.Excerpt {
		start := strings.Index(text, part)
		return verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(part)}, Text: part}
	}
	reading := &verbale.Reading{
		Model: "test-1",
		Statements: []verbale.Statement{{
			ID: "s-" + name, Part: verbale.Body, Source: []verbale.Excerpt{at(speaker)}, Cue: []verbale.Excerpt{at("said")},
			Content: []verbale.Excerpt{at(words)}, Mode: verbale.Indirect, Kind: verbale.Say, Factuality: verbale.Asserted,
			Account: verbale.Own, Rule: "test", Confidence: 1000, Status: verbale.Unread,
		}},
		Ties:     []verbale.Tie{{Speakers: []int{0}}},
		Actors:   []verbale.LocalActor{{Name: speaker, Type: verbale.Person, Names: []string{speaker}}},
		Mentions: []verbale.Mention{{Excerpt: at(speaker), Form: verbale.Named, Type: verbale.Person, Chain: 0, Rule: "test"}},
		Dates:    []verbale.TimeExpression{{Excerpt: at("Monday"), Type: verbale.Date, Value: "XXXX-WXX-1", Rule: "test"}},
	}
	return document, reading
}

// hash stands for the hash of a document's contents.
func hash(d *verbale.Document) string {
	return strings.Repeat("0", 64-8) + fmt.Sprintf("%08x", len(d.Text))
}

func create(t *testing.T) *sqlite.Dossier {
	t.Helper()
	d, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func put(t *testing.T, d *sqlite.Dossier, document *verbale.Document, reading *verbale.Reading) error {
	t.Helper()
	w, err := d.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abandon()
	if err := w.Put(t.Context(), document, hash(document), reading, ""); err != nil {
		return err
	}
	return w.Commit()
}

// rows spells everything that a dossier answers with.
func rows(t *testing.T, d *sqlite.Dossier) string {
	t.Helper()
	var all bytes.Buffer
	encoder := json.NewEncoder(&all)
	ctx, none := t.Context(), query.Query{}
	for _, err := range []error{
		d.Documents(ctx, none, func(r *verbale.DocumentRow) error { return encoder.Encode(r) }),
		d.Statements(ctx, none, func(r *verbale.Statement) error { return encoder.Encode(r) }),
		d.Dates(ctx, none, func(r *verbale.TimeExpression) error { return encoder.Encode(r) }),
		d.Actors(ctx, none, func(r *verbale.ActorRow) error { return encoder.Encode(r) }),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestVersions(t *testing.T) {
	t.Parallel()
	d := create(t)
	ctx := t.Context()
	old, oldReading := sentence("a", "Ana Lopes", "that talks go on")
	if err := put(t, d, old, oldReading); err != nil {
		t.Fatal(err)
	}
	before := rows(t, d)
	if err := put(t, d, old, oldReading); err != nil {
		t.Fatal(err)
	}
	if after := rows(t, d); after != before {
		t.Errorf("reading the same again changed the answers from\n%s\nto\n%s", before, after)
	}
	new, newReading := sentence("a", "Ana Lopes", "that talks have broken down")
	for _, test := range []struct {
		document *verbale.Document
		model    string
		want     record.Presence
	}{{old, "test-1", record.UpToDate}, {old, "test-2", record.Stale}, {new, "test-1", record.Changed}} {
		if got, err := d.Presence(ctx, "a", hash(test.document), test.model); err != nil || got != test.want {
			t.Errorf("Presence(%q, %s) = %v, %v; want %v", test.document.Text, test.model, got, err, test.want)
		}
	}
	if got, err := d.Presence(ctx, "b", hash(old), "test-1"); err != nil || got != record.Absent {
		t.Errorf("Presence of another name = %v, %v", got, err)
	}
	if err := put(t, d, new, newReading); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, d); !strings.Contains(got, "broken down") || strings.Contains(got, "go on") || !strings.Contains(got, `"versions":2`) {
		t.Errorf("answers do not come from the newest of two versions:\n%s", got)
	}
	if text, err := d.Text(ctx, "a"); err != nil || text != new.Text {
		t.Errorf("Text = %q, %v; want %q", text, err, new.Text)
	}
}

func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	tamper := map[string]string{
		"words": `DROP TRIGGER statement_span_is_fixed; UPDATE statement_span SET words = 'no such words' WHERE role = 'cue'`,
		"text":  `DROP TRIGGER passage_is_fixed; UPDATE passage SET text = replace(text, 'Monday', 'Friday')`,
		"gap":   `PRAGMA foreign_keys = 0; DELETE FROM passage`,
		"hash":  `UPDATE version SET hash = replace(hash, '0', 'f')`,
	}
	for name, statements := range tamper {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := create(t)
			document, reading := sentence("a", "Ana Lopes", "that talks go on")
			if err := put(t, d, document, reading); err != nil {
				t.Fatal(err)
			}
			if faults := check(t, d); len(faults) > 0 {
				t.Fatalf("faults in a sound dossier: %v", faults)
			}
			if _, err := d.DB().Exec(statements); err != nil {
				t.Fatal(err)
			}
			if faults := check(t, d); len(faults) == 0 {
				t.Error("check found nothing")
			}
		})
	}
}

func check(t *testing.T, d *sqlite.Dossier) []record.Fault {
	t.Helper()
	var faults []record.Fault
	if _, err := d.Check(t.Context(), hash, func(f record.Fault) error {
		faults = append(faults, f)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return faults
}

// TestOneFileIsTheDossier checks that nothing stands beside the file after a clean exit.
func TestOneFileIsTheDossier(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a name with spaces, ? and # and %41.db")
	d, err := sqlite.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	document, reading := sentence("a", "Ana Lopes", "that talks go on")
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(left) != 1 || left[0] != path {
		t.Errorf("beside the dossier stands %v, %v", left, err)
	}
}

func TestFilesThatAreNotOurs(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(folder, "foreign.db")
	d, err := sqlite.Create(t.Context(), foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.DB().Exec(`PRAGMA application_id = 7`); err != nil {
		t.Fatal(err)
	}
	d.Close()
	newer := filepath.Join(folder, "newer.db")
	if d, err = sqlite.Create(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, err := d.DB().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	d.Close()
	for path, want := range map[string]error{
		file("text.db", []byte("A letter, not a dossier.")): record.ErrNotDossier,
		file("short.db", []byte("SQLite format 3\x00")):     record.ErrNotDossier,
		foreign:                             record.ErrNotDossier,
		newer:                               record.ErrNewer,
		folder:                              record.ErrNotDossier,
		filepath.Join(folder, "nothing.db"): record.ErrNotFound,
		file("empty.db", nil):               record.ErrNotFound,
	} {
		before, _ := os.ReadFile(path)
		if _, err := sqlite.Open(context.Background(), path); !errors.Is(err, want) {
			t.Errorf("Open(%s): %v, want %v", filepath.Base(path), err, want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("Open(%s) touched the file", filepath.Base(path))
		}
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	d := create(t)
	ctx := t.Context()
	holds := func() string {
		all, err := d.Corrections(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var fields []string
		for _, c := range all {
			if !c.Undone && c.About != verbale.AboutUndo {
				fields = append(fields, c.Field)
			}
		}
		return strings.Join(fields, " ")
	}
	add := func(field string) int64 {
		id, err := d.AddCorrection(ctx, verbale.Correction{MadeBy: "test", About: verbale.AboutDocument, Field: field, Value: json.RawMessage(`"x"`)})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	title, _ := add("title"), add("outlet")
	undo, err := d.UndoCorrection(ctx, title, "test", "wrong")
	if err != nil || holds() != "outlet" {
		t.Errorf("after an undo %q holds, %v", holds(), err)
	}
	if _, err := d.UndoCorrection(ctx, title, "test", ""); !errors.Is(err, record.ErrQuery) {
		t.Errorf("a second undo: %v", err)
	}
	if _, err := d.UndoCorrection(ctx, undo, "test", ""); err != nil || holds() != "title outlet" {
		t.Errorf("after the undo of an undo %q holds, %v", holds(), err)
	}
	if _, err := d.DB().Exec(`UPDATE correction SET why = 'another reason'`); err == nil {
		t.Error("a correction could be altered")
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	d := create(t)
	document, reading := sentence("a", "Ana López", "that talks go on")
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]int{
		"talks": 1, "lopez": 1, `"talks go"`: 1, `"go talks"`: 0, "go talks": 1, "war": 0, "talks OR NOT (": 1, `an* "`: 1,
		"war OR talks": 1, "talks -go": 0, "talks -war": 1, `talks -"go talks"`: 1, "tal": 0, "tal*": 1,
	} {
		n := 0
		if err := d.Search(t.Context(), words, query.Query{}, func(*query.Hit) error { n++; return nil }); err != nil {
			t.Errorf("Search(%q): %v", words, err)
		}
		if n != want {
			t.Errorf("Search(%q) found %d passages, want %d", words, n, want)
		}
		if m, err := d.CountStatements(t.Context(), query.Query{About: words}); err != nil || (words == "talks" && m != 1) {
			t.Errorf("CountStatements about %q = %d, %v", words, m, err)
		}
	}
	if err := d.Search(t.Context(), "-talks", query.Query{}, func(*query.Hit) error { return nil }); !errors.Is(err, record.ErrQuery) {
		t.Errorf("Search without a word to look for: %v", err)
	}
	if err := d.Search(t.Context(), " ", query.Query{}, func(*query.Hit) error { return nil }); !errors.Is(err, record.ErrQuery) {
		t.Errorf("Search for nothing: %v", err)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	d := create(t)
	for name, what := range map[string]string{"a": "that talks go on", "b": "that the ferries stay in port"} {
		document, reading := sentence(name, "Ana López", what)
		document.Title = what
		if err := put(t, d, document, reading); err != nil {
			t.Fatal(err)
		}
	}
	directory, err := d.Directory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"lopez":                 "actor 1, passage 2",
		"lop*":                  "actor 1, passage 2",
		"talks":                 "statement 1, passage 1, report 1",
		"talk OR ferry":         "statement 2, passage 2, report 2",
		"talks document:b":      "instead talks [without what is asked beside the words]",
		"document:b":            "statement 1, report 1",
		"speaker:lopez":         "statement 2",
		"speaker:lopez talks":   "statement 1",
		"speaker:lopes talks":   "missed [Ana López], instead talks [without what is asked beside the words]",
		"feries port":           "instead ferries port [spelling]",
		"ferry mountain":        "instead ferry [without mountain]",
		"kind:demand ferry":     "instead ferry [without what is asked beside the words]",
		"ferry -port":           "instead ferry [without -port]",
		`"stay in" -"in talks"`: "statement 1, passage 1, report 1",
	} {
		s, err := query.ParseSearch(typed)
		if err != nil {
			t.Fatal(err)
		}
		found, err := d.Find(t.Context(), directory, s, 10)
		if err != nil {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		var got []string
		for _, group := range found.Groups {
			got = append(got, fmt.Sprintf("%s %d", group.What, group.Total))
			for _, h := range group.Hits {
				text, err := d.Text(t.Context(), h.Document)
				if err != nil || text[h.Start:h.End] != h.Text {
					t.Errorf("%s: %q is not what stands at %d", typed, h.Text, h.Start)
				}
			}
		}
		for _, miss := range found.Missed {
			got = append(got, fmt.Sprintf("missed %v", miss.Nearest))
		}
		for _, other := range found.Instead {
			got = append(got, fmt.Sprintf("instead %s [%s]", other.Search, other.Why))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %s, want %s", typed, strings.Join(got, ", "), want)
		}
	}
}

// TestTwoProcessesMakeOneDossier checks that several that begin at once all come
// to a whole dossier.
func TestTwoProcessesMakeOneDossier(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	errs := make(chan error)
	for range 4 {
		go func() {
			d, err := sqlite.Create(context.Background(), path)
			if err == nil {
				err = d.Close()
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestADamagedDossierIsCalledOne(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := sqlite.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	d, err = sqlite.Open(t.Context(), path)
	if err == nil {
		_, err = d.Check(t.Context(), hash, func(record.Fault) error { return nil })
		d.Close()
	}
	if !errors.Is(err, record.ErrDamaged) {
		t.Errorf("a third of a dossier: %v, want ErrDamaged", err)
	}
}
