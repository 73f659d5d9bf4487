package web

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
)

// keptByAsker lets a browser keep a page, but no cache that others share, and
// makes it ask each time whether the page is still the same.
const keptByAsker = "private, no-cache"

// The bounds of a request.
const (
	maxBody       = 17 << 20 // a document of 16 MiB and its form
	answerWithin  = 15 * time.Second
	tokenCookie   = "verbale_token"
	contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
		"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

// guard lets through what is safe to answer: the right host (a page elsewhere
// may point a name of its own at this machine), the token where there is one,
// and for anything that writes, a request from our own pages.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		// Not "no-referrer": browsers then hide the Origin of our own forms too.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cache-Control", "no-store") // what can be kept says so itself
		defer func() {
			if fault := recover(); fault != nil {
				if fault == http.ErrAbortHandler {
					panic(fault)
				}
				s.logger.Error("a page failed", "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
				s.fail(w, r, http.StatusInternalServerError, "A fault of ours. The log of the server says more.")
			}
		}()
		switch {
		case len(s.hosts) > 0 && !s.hosts[r.Host]:
			s.fail(w, r, http.StatusMisdirectedRequest, "This server does not answer to the name "+r.Host+".")
			return
		case !s.admitted(w, r):
			return
		}
		switch reads := r.Method == http.MethodGet || r.Method == http.MethodHead; {
		case !reads && r.Method != http.MethodPost:
			h.Set("Allow", "GET, HEAD, POST")
			s.fail(w, r, http.StatusMethodNotAllowed, "This server answers GET, HEAD and POST.")
			return
		case !reads && !s.sameOrigin(r):
			s.fail(w, r, http.StatusForbidden, "Only a page of this server may write.")
			return
		case reads && foreignRead(r):
			s.fail(w, r, http.StatusForbidden, "Pages of other sites may link here, but not read from here.")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if r.URL.Path != "/live" {
			ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
			defer cancel()
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(w, r)
	})
}

// foreignRead reports whether a page of another site reads from here without a
// person following a link: it could neither see the answer nor be meant to, but
// it could hold all places of the live pages and measure how long searches take.
func foreignRead(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return (site == "cross-site" || site == "same-site") && r.Header.Get("Sec-Fetch-Mode") != "navigate"
}

// sameOrigin reports whether a request that writes comes from a page of ours:
// its Origin, which browsers send along, is the host that was asked. Programs
// that send none must send JSON, which no form of another page can.
func (s *Server) sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Header.Get("Sec-Fetch-Site") == "same-origin" || strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
	}
	parsed, err := url.Parse(origin)
	return err == nil && parsed.Host == r.Host && (parsed.Scheme == "http" || parsed.Scheme == "https")
}

// admitted checks the token. A page's address may carry it once; it then moves
// to a cookie that scripts cannot read.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request) bool {
	if s.token == "" {
		return true
	}
	has := func(given string) bool { return subtle.ConstantTimeCompare([]byte(given), []byte(s.token)) == 1 }
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && has(bearer) {
		return true
	}
	if cookie, err := r.Cookie(tokenCookie); err == nil && has(cookie.Value) {
		return true
	}
	if given := r.URL.Query().Get("token"); r.Method == http.MethodGet && given != "" && has(given) {
		http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		values := r.URL.Query()
		values.Del("token")
		target := url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: values.Encode()}
		if strings.HasPrefix(target.Path, "//") {
			target = url.URL{Path: "/"}
		}
		http.Redirect(w, r, target.String(), http.StatusSeeOther)
		return false
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="verbale"`)
	s.fail(w, r, http.StatusUnauthorized, "This dossier is shown only to who has its token: open the address that \"verbale serve\" printed.")
	return false
}
