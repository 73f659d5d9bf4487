package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
)

// slowAdder takes its time over each text and counts how many it is asked to
// look at at once.
type slowAdder struct{ now, most, asked atomic.Int32 }

func (a *slowAdder) Preview(_ context.Context, draft web.Draft, most int) ([]web.Previewed, error) {
	a.asked.Add(1)
	if now := a.now.Add(1); now > a.most.Load() {
		a.most.Store(now)
	}
	defer a.now.Add(-1)
	time.Sleep(20 * time.Millisecond)
	if draft.Address != "" { // a feed
		all := []web.Previewed{{Document: &verbale.Document{Name: "feed!1", Text: "One.", Title: "First", Outlet: "Nordpost"}},
			{Document: &verbale.Document{Name: "feed!2", Text: "Two.", Title: "Second"}}}
		return all[:min(most, len(all))], nil
	}
	return []web.Previewed{{Document: &verbale.Document{Name: "a.txt", Text: draft.Text}}}, nil
}

func (a *slowAdder) Endings() []string { return []string{".txt", ".pdf"} }

func (a *slowAdder) Add(context.Context, web.Draft) (string, error) { return "a.txt", nil }

func add(ctx context.Context, server http.Handler, text string) *httptest.ResponseRecorder {
	return addForm(ctx, server, url.Values{"text": {text}, "kind": {"report"}})
}

func addForm(ctx context.Context, server http.Handler, values url.Values) *httptest.ResponseRecorder {
	form := values.Encode()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/add", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://"+r.Host)
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w
}

// TestOneTextIsLookedAtAtATime holds that pastes do not add up to more work than
// one core does, and that each is answered.
func TestOneTextIsLookedAtAtATime(t *testing.T) {
	t.Parallel()
	var adder slowAdder
	server := serverOf(t, web.Options{Store: twoSides(), Adder: &adder})
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if w := add(t.Context(), server, "The dam holds, the minister said."); w.Code != http.StatusOK {
				t.Errorf("status %d", w.Code)
			}
		})
	}
	all.Wait()
	if adder.asked.Load() != 6 || adder.most.Load() != 1 {
		t.Errorf("%d texts looked at, %d at once; want 6, one at a time", adder.asked.Load(), adder.most.Load())
	}
}

// TestWhoWaitsInVainIsTold holds that a text whose time is over before its turn
// is answered and not looked at.
func TestWhoWaitsInVainIsTold(t *testing.T) {
	t.Parallel()
	var adder slowAdder
	server := serverOf(t, web.Options{Store: twoSides(), Adder: &adder})
	over, cancel := context.WithCancel(t.Context())
	cancel()
	w := add(over, server, "The dam holds, the minister said.")
	if adder.asked.Load() != 0 || !strings.Contains(w.Body.String(), "try again in a moment") {
		t.Errorf("looked at %d times: %s", adder.asked.Load(), w.Body)
	}
}

// TestALongTextIsForTheCommand holds that a text which cannot be read while a
// person waits is refused before it costs anything.
func TestALongTextIsForTheCommand(t *testing.T) {
	t.Parallel()
	var adder slowAdder
	server := serverOf(t, web.Options{Store: twoSides(), Adder: &adder})
	w := add(t.Context(), server, strings.Repeat("The dam holds. ", 40_000))
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "verbale read") || adder.asked.Load() != 0 {
		t.Errorf("status %d, looked at %d times", w.Code, adder.asked.Load())
	}
}

// TestAnAddressIsFetchedWhenAPersonSaysSo holds that the page takes an address from its
// own, shows it, and asks for nothing before it is sent; and that what stands there is
// shown a report at a time with what is known of it.
func TestAnAddressIsFetchedWhenAPersonSaysSo(t *testing.T) {
	t.Parallel()
	var adder slowAdder
	server := serverOf(t, web.Options{Store: twoSides(), Adder: &adder})
	const address = "https://nordpost.example/feed?a=1"
	if body := get(server, "/add?url="+url.QueryEscape(address)).Body.String(); !strings.Contains(body, `value="`+address+`"`) || adder.asked.Load() != 0 {
		t.Errorf("asked %d times; the page does not show the address", adder.asked.Load())
	}
	w := addForm(t.Context(), server, url.Values{"address": {address}, "kind": {"report"}, "text": {""}})
	body := w.Body.String()
	for _, want := range []string{`value="feed!1"`, `value="feed!2"`, `value="First"`, `value="Nordpost"`, "Two.", "Read them into the dossier"} {
		if w.Code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("status %d; the page does not show %q", w.Code, want)
		}
	}
	for _, bad := range []string{"ftp://nordpost.example", "nordpost.example", "javascript:alert(1)"} {
		if w := addForm(t.Context(), server, url.Values{"address": {bad}, "kind": {"report"}}); w.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(w.Body.String(), "begins with https://") || adder.asked.Load() != 1 {
			t.Errorf("%s: status %d, asked %d times", bad, w.Code, adder.asked.Load())
		}
	}
}
