package fetch_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/intake/webpage"
)

// site serves pages by path; a path without one is not found.
func site(t *testing.T, pages map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, page := range pages {
		mux.HandleFunc(path, page)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func says(words string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, words) }
}

func client() *fetch.Client {
	return fetch.New(fetch.Options{Local: true, Delay: time.Millisecond, MaxBytes: 1 << 20, Timeout: 5 * time.Second})
}

func causeOf(err error) intake.Cause {
	if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
		return fault.Cause
	}
	return ""
}

func TestRobots(t *testing.T) {
	t.Parallel()
	at := site(t, map[string]http.HandlerFunc{
		"/robots.txt": says("User-agent: *\nDisallow: /\n\nUser-agent: verbale\nDisallow: /closed\nAllow: /closed/open\n"),
		"/a":          says("a"), "/closed/b": says("b"), "/closed/open": says("c"),
		"/leads": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/closed/b", http.StatusFound) },
	})
	for path, want := range map[string]intake.Cause{"/a": "", "/closed/b": intake.NotAllowed, "/closed/open": "",
		"/leads": intake.NotAllowed} {
		if _, err := client().Get(context.Background(), at+path, fetch.Validators{}); causeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	broken := site(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "/a": says("a")})
	if _, err := client().Get(context.Background(), broken+"/a", fetch.Validators{}); causeOf(err) != intake.NotAllowed {
		t.Error(err)
	}
}

// TestLocal: neither an address nor a redirect nor a name leads to this machine.
func TestLocal(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	at := site(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { asked.Add(1) }})
	port := at[strings.LastIndexByte(at, ':'):]
	public := fetch.New(fetch.Options{Timeout: 5 * time.Second})
	for _, address := range []string{at, "http://localhost" + port, "http://[::1]" + port,
		"http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://2130706433" + port,
		"http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest", "http://100.64.0.1/",
		"http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"} {
		_, err := public.Get(context.Background(), address, fetch.Validators{})
		if cause := causeOf(err); cause != intake.NotAllowed && !(strings.Contains(address,
			"2130706433") && cause == intake.Unreachable) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	at := site(t, map[string]http.HandlerFunc{
		"/round": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) },
		"/file": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		},
		"/long": says(strings.Repeat("x", 2<<20)),
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			zipped := gzip.NewWriter(w)
			for range 64 {
				zipped.Write(make([]byte, 1<<20))
			}
			zipped.Close()
		},
		"/slow": func(w http.ResponseWriter, r *http.Request) {
			for i := 0; i < 600 && r.Context().Err() == nil; i++ {
				fmt.Fprint(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
	})
	for path, want := range map[string]intake.Cause{"/round": intake.Unreachable, "/file": intake.NotAllowed,
		"/long": intake.TooBig, "/bomb": intake.TooBig, "/slow": intake.Unreachable, "/gone": intake.Unreachable} {
		if _, err := client().Get(context.Background(), at+path, fetch.Validators{}); causeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, address := range []string{"ftp://ferrypost.example/", "file:///etc/passwd", "https://", "x"} {
		if _, err := client().Get(context.Background(), address, fetch.Validators{}); causeOf(err) == "" {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestConditional(t *testing.T) {
	t.Parallel()
	at := site(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"7"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"7"`)
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(w, "<p>\xCC\xE8\xF0</p>")
	}})
	c := client()
	first, err := c.Get(context.Background(), at+"/feed", fetch.Validators{})
	if err != nil || first.Encoding != "windows-1251" || first.Type != "text/html" || first.ETag != `"7"` {
		t.Fatalf("%+v %v", first, err)
	}
	again, err := c.Get(context.Background(), at+"/feed", first.Validators)
	if err != nil || !again.Unchanged || again.ETag != `"7"` {
		t.Fatalf("%+v %v", again, err)
	}
}

// TestDelay: a host is not asked twice within the delay.
func TestDelay(t *testing.T) {
	t.Parallel()
	at := site(t, map[string]http.HandlerFunc{"/": says("a")})
	c := fetch.New(fetch.Options{Local: true, Delay: 150 * time.Millisecond})
	begun := time.Now()
	for range 3 {
		if _, err := c.Get(context.Background(), at, fetch.Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	if spent := time.Since(begun); spent < 300*time.Millisecond {
		t.Errorf("three requests within %s", spent)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	at := site(t, map[string]http.HandlerFunc{
		"/old": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/strike", http.StatusMovedPermanently)
		},
		"/strike": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=windows-1251")
			fmt.Fprint(w, "<html><h1>Pilots on strike</h1><p>\xCC\xE8\xF0, said Rask.</p></html>")
		},
	})
	var names []string
	reader := &intake.Reader{Formats: []intake.Format{webpage.Format}}
	err := client().Read(context.Background(), reader, at+"/old", func(item intake.Item) error {
		if item.Fault != nil {
			return item.Fault
		}
		names = append(names, item.Document.Name)
		if item.Document.Text != "Pilots on strike\n\nМир, said Rask." {
			t.Errorf("%q", item.Document.Text)
		}
		return item.Source.Map.Check(item.Document.Text, item.Source.Bytes)
	})
	if err != nil || len(names) != 1 || names[0] != at+"/strike" {
		t.Errorf("%q %v", names, err)
	}
}
