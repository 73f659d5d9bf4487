package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
)

// TestFirstPage holds the blocks of the first page: what is open, with the silent; the
// days by what was done on them; what was foretold; the papers that moved last; and that
// a dossier of bare texts has what was said last instead.
func TestFirstPage(t *testing.T) {
	t.Parallel()
	s := harbourTalks()
	s.requests[1].State, s.requests[1].Answers = s.requests[1].State[1:], nil
	on := "1914-07-28"
	handed := verbale.NewTransfer()
	handed.ID, handed.Paper, handed.Step, handed.On, handed.Factuality = "step-1", "p-1", verbale.StepHandedOver, &on, verbale.EventHappened
	handed.From, handed.To = []verbale.ActorRef{{ID: "a-anna", Name: "Anna"}}, []verbale.ActorRef{{ID: "a-bela", Name: "Béla"}}
	handed.Evidence = []verbale.Located{wordsIn("one.txt", "Anna handed over the note")}
	s.papers = []*verbale.PaperRow{{ID: "p-1", Name: "the note of the 28th"}}
	s.steps = map[string][]*verbale.Transfer{"p-1": {handed}}
	told := func(words string, paper *string) *verbale.Event {
		e := verbale.NewEvent()
		e.ID, e.Type, e.On, e.Factuality, e.Paper = "event-"+words, verbale.EventTransfer, &on, verbale.EventHappened, paper
		e.Evidence = []verbale.Located{wordsIn("three.txt", words)}
		return e
	}
	paper := "p-1"
	s.events = []*verbale.Event{told("the note reached the other shore", &paper), told("the fleet put to sea", nil)}
	server := serverOf(t, web.Options{Store: s})
	body := get(server, "/").Body.String()
	text := seen(body)
	for _, want := range []string{
		"Where it stands", "Anna → Béla; the islands wants “open the harbour” + 1 part", "the islands: nothing in this dossier",
		"The days that mattered", "the note of the 28th handed over , Anna → Béla", "the fleet put to sea",
		"Due and foretold", "“the fleet will come on Monday” , Anna", "Papers, last moved the note of the 28th handed over 28 July 1914 , Anna → Béla", "The whole exchange",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "Béla, the islands", "Béla; the islands"), want) {
			t.Errorf("the first page does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(body, "reached the other shore") {
		t.Error("an event that tells the step of a paper stands beside it, and is one fact with it")
	}
	if strings.Contains(body, "New since you last looked") {
		t.Error("on a first visit something is new")
	}
	if lines := len(regexp.MustCompile(`<li|<h[12]`).FindAllString(regexp.MustCompile(`(?s)<aside.*</aside>|<header.*</header>`).ReplaceAllString(body, ""), -1)); lines > 40 {
		t.Errorf("the first page has %d lines", lines)
	}
	bare := seen(get(serverOf(t, web.Options{Store: twoSides()}), "/").Body.String())
	if !strings.Contains(bare, "Said last") || strings.Contains(bare, "Where it stands") {
		t.Errorf("a dossier of bare texts shows: %s", bare)
	}
}

// TestNewSinceOneLooked goes to the first page, comes back after reports came in, and
// finds what they tell; within one visit it stays new.
func TestNewSinceOneLooked(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: harbourTalks()})
	get(server, "/") // until now nobody has looked
	first := get(server, "/").Result()
	if len(first.Cookies()) != 1 {
		t.Fatalf("%d cookies", len(first.Cookies()))
	}
	cookie := first.Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Error("scripts, or other sites, can read when somebody looked")
	}
	for _, look := range []struct {
		at   time.Time
		want bool
	}{
		{time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC), true},
		{time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC), false},
	} {
		before := fmt.Sprintf("%s=%d.%d", cookie.Name, look.at.Unix(), look.at.Unix())
		body := seen(get(server, "/", "Cookie", before).Body.String())
		if strings.Contains(body, "New since you last looked") != look.want {
			t.Errorf("looked last on %s: new is %v", look.at, !look.want)
		}
		if look.want && !strings.Contains(body, "3 reports came in since 3 January 2026, 12:00") {
			t.Errorf("what came in is not told: %s", body)
		}
	}
	if w := get(server, "/?looked=lately"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a moment that is none answers %d", w.Code)
	}
	if body := seen(get(server, "/changes?looked=2025-12-31T00:00:00Z").Body.String()); !strings.Contains(body, "Anna wants") {
		t.Errorf("the changes of the reports that came in are not told: %s", body)
	}
}
