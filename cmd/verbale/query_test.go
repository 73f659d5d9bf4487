package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/lang"
)

// figures are those who speak in dossiers of chance: names that are easy to take
// for each other, and sides in the table of the world and out of it.
var figures = []verbale.LocalActor{
	{Name: "United States", Type: verbale.State, World: "w-usa", Names: []string{"Washington"}},
	{Name: "Russia", Type: verbale.State, World: "w-rus", Names: []string{"Moscow"}},
	{Name: "Harbour Board", Type: verbale.Organisation},
	{Name: "Ana López", Type: verbale.Person, Names: []string{"López"}, Sides: []int{2}},
	{Name: "Sergei Rusakov", Type: verbale.Person, Names: []string{"Rusakov"}, Sides: []int{1}},
	{Name: "Sergey Rusakov", Type: verbale.Person, Sides: []int{1, 2}},
	{Name: "John Usher", Type: verbale.Person, Sides: []int{0}},
	{Name: "the pilots", Type: verbale.Group},
}

// asking are values that questions of chance are made of.
var asking = map[string][]string{
	"speaker":        {"US", "washington", "lopez", "RUSAKOV", "Sergey Rusakov", "us", "pilots", "-", "nobody", "w-rus", "board"},
	"to":             {"US", "Russia", "López", "harbour board", "nobody"},
	"side":           {"US", "U.S.", "russia", "RUS", "Harbour Board", "board", "-", "nobody", "w-usa"},
	"outlet":         {"courant", "The Courant", "daily", "-", "nobody", "écho"},
	"document":       {"0.txt", "x/0.txt", "1.txt", "y/2.txt", "nobody"},
	"q":              {"ferry", "ferry sails", `"the ferry"`, `"ferry the"`, "nothing"},
	"since":          {"2021", "2021-05", "2021-05-04", "2022"},
	"until":          {"2021", "2021-05", "2021-05-04", "2020"},
	"reported_since": {"2021-05", "2021-05-04"}, "reported_until": {"2021-05", "2021-05-04"},
}

// chanceReport is a report of chance with up to four statements.
func chanceReport(t *rapid.T, name string) (*verbale.Document, *verbale.Reading) {
	text := strings.Repeat("They said the ferry sails.\n", 4)
	at := func(i int, words string) verbale.Excerpt {
		start := i*len("They said the ferry sails.\n") + strings.Index(text, words)
		return verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(words)}, Text: words}
	}
	d := &verbale.Document{Name: name, Text: text, Kind: verbale.Report, Short: name, Encoding: "utf-8",
		Parts: []verbale.Part{{Span: lang.Span{End: len(text)}, Kind: verbale.Body}}}
	fact := func(field string, values ...string) {
		if value := rapid.SampledFrom(append(values, "")).Draw(t, field); value != "" {
			d.Facts = append(d.Facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromTable})
		}
	}
	fact("outlet", "The Courant", "Daily Courant", "L'Écho")
	fact("published", "2021-05-04", "2021-05-04T10:00:00Z", "2021-06-01")
	fact("dateline_date", "2021-05-03")
	r := &verbale.Reading{Model: "test-1", Actors: figures}
	for i := range figures {
		r.Mentions = append(r.Mentions, verbale.Mention{Excerpt: at(i%4, "They"), Form: verbale.Named, Type: figures[i].Type, Chain: i, Rule: "test"})
	}
	slices.SortStableFunc(r.Mentions, func(a, b verbale.Mention) int { return a.Start - b.Start })
	for i := range rapid.IntRange(0, 4).Draw(t, "statements") {
		s := verbale.Statement{
			ID: fmt.Sprintf("s-%s-%d", name, i), Part: verbale.Body, Cue: []verbale.Excerpt{at(i, "said")}, Content: []verbale.Excerpt{at(i, "the ferry sails")},
			Mode: rapid.SampledFrom(verbale.Modes).Draw(t, "mode"), Kind: rapid.SampledFrom(verbale.Kinds).Draw(t, "kind"), Factuality: verbale.Asserted,
			Account: rapid.SampledFrom(verbale.Accounts).Draw(t, "account"), Rule: "test", Confidence: rapid.IntRange(0, 1000).Draw(t, "confidence"),
			Status: rapid.SampledFrom(verbale.Statuses).Draw(t, "status"),
		}
		if rapid.Bool().Draw(t, "channelled") {
			channel := rapid.SampledFrom(verbale.Channels).Draw(t, "channel")
			s.Channel = &channel
		}
		if day := rapid.SampledFrom([]string{"", "2021-05-04", "2021-05", "2021~", "2021-05-03/2021-05-09", "../2021-05"}).Draw(t, "said on"); day != "" {
			from := verbale.FromWords
			s.SaidOn, s.SaidOnFrom = &day, &from
		} else if day := rapid.SampledFrom([]string{"", "2021-05-04", "2022-01-01"}).Draw(t, "not after"); day != "" {
			s.NotAfter = &day
		}
		r.Statements = append(r.Statements, s)
		who := rapid.SliceOfNDistinct(rapid.IntRange(0, len(figures)-1), 0, 2, rapid.ID)
		r.Ties = append(r.Ties, verbale.Tie{Speakers: who.Draw(t, "speakers"), Addressees: who.Draw(t, "addressees")})
	}
	return d, r
}

// chanceDossier is a dossier of up to five reports of chance.
func chanceDossier(t *rapid.T, folder string) *sqlite.Dossier {
	dossier, err := sqlite.Create(t.Context(), filepath.Join(folder, "chance.db"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := dossier.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abandon()
	names := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"0.txt", "x/0.txt", "1.txt", "y/1.txt", "y/2.txt"}), 0, 5, rapid.ID).Draw(t, "reports")
	for i, name := range names {
		d, r := chanceReport(t, name)
		if err := w.Put(t.Context(), d, fmt.Sprintf("%064d", i), r, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	return dossier
}

// chanceQuery is a question of chance.
func chanceQuery(t *rapid.T) url.Values {
	values := url.Values{}
	for _, f := range rapid.SliceOfNDistinct(rapid.SampledFrom(query.Fields()), 0, 4, func(f query.Field) string { return f.Name }).Draw(t, "fields") {
		from := asking[f.Name]
		if from == nil {
			from = f.Values
		}
		switch f.Form {
		case query.Names, query.Code:
			values[f.Name] = rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, 2, rapid.ID).Draw(t, f.Name)
		case query.Yes:
			values.Set(f.Name, "true")
		default:
			values.Set(f.Name, rapid.SampledFrom(from).Draw(t, f.Name))
		}
	}
	if values.Get("sort") == "" {
		values.Set("sort", query.ByDate)
	}
	return values
}

// bothAnswers is what both sides answer to a question.
type bothAnswers struct {
	ids  []string
	left query.LeftOut
}

// tester is a test, or one round of a property.
type tester interface {
	Helper()
	Context() context.Context
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// fromStore answers a question as the command does.
func fromStore(t tester, dossier *sqlite.Dossier, values url.Values) bothAnswers {
	t.Helper()
	q, err := query.FromValues(values)
	if err != nil {
		t.Fatal(err)
	}
	var a bothAnswers
	if err := dossier.Statements(t.Context(), q, func(s *verbale.Statement) error {
		a.ids = append(a.ids, s.Document+" "+s.ID)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	n, err := dossier.CountStatements(t.Context(), q)
	if err != nil || n != len(a.ids) {
		t.Fatalf("%v: %d are counted and %d listed: %v", values, n, len(a.ids), err)
	}
	a.left, err = query.CountLeftOut(q, func(q query.Query) (int, error) { return dossier.CountStatements(t.Context(), q) })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// fromPages answers a question as the pages do.
func fromPages(t tester, pages http.Handler, values url.Values) bothAnswers {
	t.Helper()
	var a bothAnswers
	values = cloned(values)
	values.Set("limit", "200")
	for {
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/statements.json?"+values.Encode(), nil))
		var data web.StatementsData
		if err := json.Unmarshal(w.Body.Bytes(), &data); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%v: status %d, %v: %s", values, w.Code, err, w.Body)
		}
		for _, item := range data.Items {
			a.ids = append(a.ids, item.Statement.Document+" "+item.Statement.ID)
		}
		a.left = query.LeftOut(data.LeftOut)
		if data.Next == nil {
			if data.Total != len(a.ids) {
				t.Fatalf("%v: %d are counted and %d listed", values, data.Total, len(a.ids))
			}
			return a
		}
		values.Set("after", *data.Next)
	}
}

func cloned(values url.Values) url.Values {
	other := url.Values{}
	for name, list := range values {
		other[name] = slices.Clone(list)
	}
	return other
}

// pagesOf serves a dossier.
func pagesOf(t testing.TB, dossier *sqlite.Dossier) http.Handler {
	t.Helper()
	store, err := newPageStore(t.Context(), dossier, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.watch.Close() })
	pages, err := web.New(web.Options{Store: store})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestStoreAndPagesAgree: the store, in SQL, and the pages, in memory, answer any
// question about any dossier with the same statements in the same order.
func TestStoreAndPagesAgree(t *testing.T) {
	t.Parallel()
	found := 0
	rapid.Check(t, func(r *rapid.T) {
		dossier := chanceDossier(r, t.TempDir())
		store, err := newPageStore(r.Context(), dossier, 8)
		if err != nil {
			r.Fatal(err)
		}
		pages, err := web.New(web.Options{Store: store})
		if err != nil {
			r.Fatal(err)
		}
		for range 12 {
			values := chanceQuery(r)
			a, b := fromStore(r, dossier, values), fromPages(r, pages, values)
			if !slices.Equal(a.ids, b.ids) || a.left != b.left {
				r.Fatalf("%s: the store has %v (%v), the pages %v (%v)", values.Encode(), a.ids, a.left, b.ids, b.left)
			}
			found += len(a.ids)
		}
		if err := store.watch.Close(); err != nil {
			r.Fatal(err)
		}
		if err := dossier.Close(); err != nil {
			r.Fatal(err)
		}
	})
	if found < 100 {
		t.Errorf("only %d statements were found: the questions are too narrow", found)
	}
}
