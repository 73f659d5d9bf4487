package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/lang"
)

// deeds is a shelf with events, which it filters by type alone.
type deeds struct {
	*shelf
	events []*verbale.Event
}

func (s *deeds) EventsOf(_ context.Context, asked web.EventsAsked, yield func(*verbale.Event) error) error {
	for _, e := range s.events {
		if asked.Type == "" || asked.Type == string(e.Type) {
			if err := yield(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *deeds) HasEvents(context.Context) (bool, error) { return len(s.events) > 0, nil }

// TestEvents opens the list of events and narrows it down; without events it is not in
// the navigation.
func TestEvents(t *testing.T) {
	t.Parallel()
	if w := get(serverOf(t, web.Options{Store: &deeds{shelf: twoSides()}}), "/statements"); strings.Contains(w.Body.String(), `href="/events"`) {
		t.Error("there are no events, and the navigation has them")
	}
	at := verbale.Located{Document: "one.txt", Version: "0000000000000001", Excerpt: verbale.Excerpt{Span: lang.Span{Start: 0, End: 5}, Text: "words"}}
	day, voice := "1914-07-27", "s-1"
	met, planned, doubtful := verbale.NewEvent(), verbale.NewEvent(), verbale.NewEvent()
	for i, e := range []*verbale.Event{met, planned, doubtful} {
		e.ID, e.Type, e.Factuality, e.Evidence = []string{"e-1", "e-2", "e-3"}[i], verbale.EventMeeting, verbale.EventHappened, []verbale.Located{at}
	}
	met.On, met.Initiators = &day, []verbale.ActorRef{{ID: "a-anna", Name: "Anna"}}
	met.Recipients = []verbale.ActorRef{{ID: "a-bela", Name: "Béla"}}
	planned.Type, planned.Factuality, planned.Voice = verbale.EventVisit, verbale.EventPlanned, &voice
	doubtful.Doubtful = true
	server := serverOf(t, web.Options{Store: &deeds{shelf: twoSides(), events: []*verbale.Event{met, planned, doubtful}}})
	for address, wants := range map[string][]string{
		"/statements":               {`href="/events"`},
		"/events":                   {`href="/events" aria-current="page"`, "2 events", "27 July 1914", "<bdi>Anna</bdi> → <bdi>Béla</bdi>", `href="/d/one.txt@0000000000000001/0-5#here"`, "(planned)", "says somebody", "perhaps (1)", "No day", `<code class="command">verbale events</code>`},
		"/events?type=visit":        {"1 event:", `<a class="chip" href="/events">`, "verbale events --type=visit", `href="/events?type=meeting"`},
		"/events?factuality=denied": {"No event meets all of this"},
		"/events.json":              {`"id":"e-3"`},
		"/events.csv":               {"e-1,meeting"},
	} {
		w := get(server, address)
		for _, want := range wants {
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: status %d, does not hold %q:\n%s", address, w.Code, want, w.Body.String())
			}
		}
	}
	if w := get(server, "/events.csv"); strings.Contains(w.Body.String(), "e-3") {
		t.Error("what is doubtful is in the rows")
	}
	for _, address := range []string{"/events?type=colour", "/events.csv?factuality=colour", "/events.json?type=colour"} {
		if w := get(server, address); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}
