package watch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/watch"
)

// desk is a site with a feed, and a dossier that follows it.
type desk struct {
	t       *testing.T
	site    string
	entries atomic.Int32 // of the feed
	down    atomic.Bool
	whole   atomic.Int32 // answers with the whole feed
	pages   atomic.Int32 // answers with a page
	dossier *sqlite.Dossier
	now     time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, now: time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)}
	d.entries.Store(1)
	mux := http.NewServeMux()
	mux.HandleFunc("/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		if d.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		tag := fmt.Sprintf(`"%d"`, d.entries.Load())
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		d.whole.Add(1)
		w.Header().Set("ETag", tag)
		fmt.Fprint(w, "<rss><channel><title>Ferrypost</title>")
		for n := range d.entries.Load() {
			fmt.Fprintf(w, "<item><title>Pilots, day %d</title><link>%s/page/%d</link><description>Rask said on day %d that nothing was agreed.</description></item>", n, d.site, n, n)
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	mux.HandleFunc("/page/", func(w http.ResponseWriter, r *http.Request) {
		d.pages.Add(1)
		fmt.Fprintf(w, "<html><h1>Pilots at length, %s</h1><p>Jens Rask said that the pilots would wait for an answer.</p></html>", filepath.Base(r.URL.Path))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	d.site = server.URL
	dossier, err := sqlite.Create(context.Background(), filepath.Join(t.TempDir(), "desk.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dossier.Close() })
	if err := dossier.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.dossier = dossier
	return d
}

// round makes a round, and returns what it told and what was skipped. Without
// keep it ends as one that is killed after its reports are in.
func (d *desk) round(paths []string, pages, keep bool) (told []string, skipped int) {
	d.t.Helper()
	ctx := context.Background()
	since, err := d.dossier.ToldUpTo(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.dossier.Told(ctx, since); err != nil {
		d.t.Fatal(err)
	}
	round := watch.Round{Dossier: d.dossier, Client: fetch.New(fetch.Options{Local: true, Delay: time.Millisecond}),
		Reader: formats.NewReader(), Paths: paths, Pages: pages, Now: func() time.Time { return d.now }}
	done, err := ingest.Run{Dossier: d.dossier}.From(ctx, round.Read)
	if err != nil {
		d.t.Fatal(err)
	}
	if !keep {
		return nil, done.Skipped
	}
	if err := round.Keep(ctx); err != nil {
		d.t.Fatal(err)
	}
	if err := watch.Tell(ctx, d.dossier, since, func(n sqlite.New) error { told = append(told, watch.Line(n)); return nil }); err != nil {
		d.t.Fatal(err)
	}
	return told, done.Skipped
}

func TestFeedIsFollowed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	feed := []string{d.site + "/feed.xml"}
	if told, _ := d.round(feed, false, true); len(told) != 1 || !strings.HasSuffix(told[0], "Pilots, day 0 · 1 statement") {
		t.Errorf("%q", told)
	}
	if told, _ := d.round(feed, false, true); len(told) != 0 || d.whole.Load() != 1 {
		t.Errorf("%q after %d whole answers", told, d.whole.Load())
	}
	d.entries.Store(3)
	if told, _ := d.round(feed, false, true); len(told) != 2 {
		t.Errorf("%q", told)
	}
}

// TestKilledRound: what a round brought that was killed before it told is told by
// the next, once.
func TestKilledRound(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	feed := []string{d.site + "/feed.xml"}
	d.round(feed, false, false)
	if told, _ := d.round(feed, false, true); len(told) != 1 || d.whole.Load() != 2 {
		t.Errorf("%q after %d whole answers", told, d.whole.Load())
	}
	if told, _ := d.round(feed, false, true); len(told) != 0 {
		t.Errorf("%q told again", told)
	}
}

func TestFailureIsLeftAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	feed := []string{d.site + "/feed.xml"}
	d.down.Store(true)
	if _, skipped := d.round(feed, false, true); skipped != 1 {
		t.Error(skipped)
	}
	d.down.Store(false)
	d.now = d.now.Add(4 * time.Minute)
	if told, skipped := d.round(feed, false, true); len(told) != 0 || skipped != 0 || d.whole.Load() != 0 {
		t.Errorf("%q, %d skipped, asked %d times", told, skipped, d.whole.Load())
	}
	d.now = d.now.Add(2 * time.Minute)
	if told, _ := d.round(feed, false, true); len(told) != 1 {
		t.Errorf("%q", told)
	}
}

func TestPagesInPlaceOfEntries(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.entries.Store(2)
	feed := []string{d.site + "/feed.xml"}
	told, _ := d.round(feed, true, true)
	if len(told) != 2 || !strings.Contains(told[0], "at length") {
		t.Errorf("%q", told)
	}
	d.entries.Store(3)
	if told, _ := d.round(feed, true, true); len(told) != 1 || d.pages.Load() != 3 {
		t.Errorf("%q, %d pages fetched", told, d.pages.Load())
	}
}

// TestLists: feeds that OPML names and pages that a sitemap names are followed, and
// files in a folder.
func TestLists(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := t.TempDir()
	write := func(name, words string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	opml := write("feeds.opml", `<opml version="2.0"><body><outline xmlUrl="`+d.site+`/feed.xml"/></body></opml>`)
	sitemap := write("map.xml", `<urlset><url><loc>`+d.site+`/page/7</loc></url></urlset>`)
	text := write("a.txt", "Minister Holt said that the locks would open.\n")
	paths := []string{opml, sitemap, text}
	told, _ := d.round(paths, false, true)
	slices.Sort(told)
	if len(told) != 3 {
		t.Errorf("%q", told)
	}
	write("a.txt", "Minister Holt said that the locks would not open.\n")
	if told, _ := d.round(paths, false, true); len(told) != 1 || !strings.HasPrefix(told[0], "version 2") || d.pages.Load() != 1 {
		t.Errorf("%q, %d pages fetched", told, d.pages.Load())
	}
}
