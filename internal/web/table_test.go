package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
)

// TestTableOfPapers sorts the table of papers by a column and back, chooses columns, and
// holds that a head says how the table is sorted.
func TestTableOfPapers(t *testing.T) {
	t.Parallel()
	s := twoSides()
	for i, name := range []string{"the treaty of the strait", "a letter to the islands", "the note of the pilots"} {
		s.papers = append(s.papers, &verbale.PaperRow{ID: "p-" + string(rune('a'+i)), Name: name, Kind: []verbale.PaperKind{"treaty", "letter", "note"}[i], Tellings: 3 - i,
			Names: []verbale.PaperName{{Text: name, Count: 1}}})
	}
	server := serverOf(t, web.Options{Store: s})
	order := func(address string) []string {
		w := get(server, address)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", address, w.Code)
		}
		var ids []string
		for _, part := range strings.Split(w.Body.String(), `href="/paper/`)[1:] {
			ids = append(ids, part[:3])
		}
		return ids
	}
	for address, want := range map[string][]string{
		"/papers": {"p-a", "p-b", "p-c"}, "/papers?sort=as+called": {"p-b", "p-c", "p-a"}, "/papers?sort=-as+called": {"p-a", "p-c", "p-b"},
		"/papers?sort=reports": {"p-c", "p-b", "p-a"}, "/papers?column=kind&sort=kind": {"p-b", "p-c", "p-a"},
	} {
		if got := order(address); !slices.Equal(got, want) {
			t.Errorf("%s: in the order %v, want %v", address, got, want)
		}
	}
	body := get(server, "/papers?sort=-kind").Body.String()
	if !strings.Contains(body, `aria-sort="descending"><a href="/papers?sort=kind">kind</a>`) {
		t.Error("the head does not say how the table is sorted, or does not sort it the other way")
	}
	chosen := get(server, "/papers?column=kind&column=last+step").Body.String()
	if heads := strings.Count(chosen, `<th scope="col"`); heads != 2 || !strings.Contains(chosen, "verbale papers &#39;--columns=kind,last step&#39;") {
		t.Errorf("%d columns, want 2, and the command that gives them", heads)
	}
	if w := get(server, "/papers?sort=beauty"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a column that is none answers %d", w.Code)
	}
}
