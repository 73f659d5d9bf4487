package web_test

import (
	"regexp"
	"slices"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
)

var (
	roomsNav = regexp.MustCompile(`(?s)<nav aria-label="Rooms">.*?</nav>`)
	tabsNav  = regexp.MustCompile(`(?s)<nav class="tabs".*?</nav>`)
	linkText = regexp.MustCompile(`<a href="([^"]+)"[^>]*>([^<]+)</a>`)
	current  = regexp.MustCompile(`<a [^>]*aria-current="[^"]+"[^>]*>([^<]+)</a>`)
)

func textsOf(links *regexp.Regexp, group int, html string) []string {
	var texts []string
	for _, found := range links.FindAllStringSubmatch(html, -1) {
		texts = append(texts, found[group])
	}
	return texts
}

// TestRoomsListWhatHasRows goes through the rooms of three dossiers: a room or a page
// without rows is not listed, and every page that is listed is there.
func TestRoomsListWhatHasRows(t *testing.T) {
	t.Parallel()
	withPapers := twoSides()
	withPapers.papers = []*verbale.PaperRow{{ID: "p-1", Name: "the note"}}
	for _, test := range []struct {
		name        string
		store       *shelf
		rooms, tabs []string
	}{
		{"nothing is in it", &shelf{}, []string{"Dossier"}, nil},
		{"two sides speak", twoSides(), []string{"Dossier", "Record", "Cast", "Reports"}, []string{"Timeline", "Statements"}},
		{"of a paper too", withPapers, []string{"Dossier", "Record", "Cast", "Reports"}, []string{"Timeline", "Statements", "Papers"}},
	} {
		server := serverOf(t, web.Options{Store: test.store})
		header := roomsNav.FindString(get(server, "/").Body.String())
		if rooms := textsOf(linkText, 2, header); !slices.Equal(rooms, test.rooms) {
			t.Errorf("%s: the rooms are %q, want %q", test.name, rooms, test.rooms)
		}
		if test.tabs == nil {
			continue
		}
		page := get(server, "/statements").Body.String()
		tabs := tabsNav.FindString(page)
		if labels := textsOf(linkText, 2, tabs); !slices.Equal(labels, test.tabs) {
			t.Errorf("%s: the pages of the record are %q, want %q", test.name, labels, test.tabs)
		}
		if here := append(textsOf(current, 1, roomsNav.FindString(page)), textsOf(current, 1, tabs)...); !slices.Equal(here, []string{"Record", "Statements"}) {
			t.Errorf("%s: marked as shown are %q", test.name, here)
		}
		for _, address := range textsOf(linkText, 1, header+tabs) {
			if w := get(server, address); w.Code != 200 {
				t.Errorf("%s: %s answers %d", test.name, address, w.Code)
			}
		}
	}
}

// TestReviewSaysHowMuchIsLeft counts what no person has looked at beside the way there.
func TestReviewSaysHowMuchIsLeft(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides(), Corrector: &desk{}})
	if !regexp.MustCompile(`<a href="/review">Review <span class="n"[^>]*>5</span></a>`).MatchString(get(server, "/").Body.String()) {
		t.Error("the way to Review does not say that 5 of 6 statements are left, one being struck")
	}
}
