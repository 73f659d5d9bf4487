package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/query"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// page is one kind of page.
type page struct{ template *template.Template }

// asset is a file that pages refer to.
type asset struct {
	data []byte
	kind string
	tag  string
}

// view is what every page knows.
type view struct {
	Title     string
	Active    string // the entry of the navigation that it stands under
	Dossier   string
	Version   string
	Rooms     []room
	Tabs      *room // the room that is shown, where it has several pages
	CanAdd    bool
	CanReview bool
	ToReview  int // statements that no person has looked at
	Progress  Progress
	JSON      string // address of the page's data
	Wide      bool
	Words     string // of the search
	Data      any
}

// parsePages parses the templates, each page with the layout and the parts.
func (s *Server) parsePages() (map[string]*page, error) {
	pages := map[string]*page{}
	files, err := fs.Glob(templateFiles, "templates/page-*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(path.Base(file), "page-"), ".html")
		parsed, err := template.New("layout.html").Funcs(s.functions()).
			ParseFS(templateFiles, "templates/layout.html", "templates/part-*.html", file)
		if err != nil {
			return nil, fmt.Errorf("web: page %s: %w", name, err)
		}
		pages[name] = &page{parsed}
	}
	return pages, nil
}

// functions are what the templates may call.
func (s *Server) functions() template.FuncMap {
	return template.FuncMap{
		"date":           spellDate,
		"code":           func(v any) string { return spellCode(fmt.Sprint(v)) },
		"origin":         spellOrigin,
		"dateFrom":       spellDateOrigin,
		"count":          count,
		"digits":         groupDigits,
		"mark":           sideMark,
		"verdict":        verdictForm,
		"shape":          markShape,
		"shown":          shown,
		"words":          func(e []verbale.Excerpt) string { return shown(excerpt.Join(e)) },
		"speaker":        func(s verbale.Statement) string { return shown(speakerOf(&s)) },
		"cited":          citation,
		"row":            sheetRow,
		"deref":          func(p any) any { return deref(p) },
		"actor":          func(id string) string { return "/a/" + id },
		"document":       func(name, version string) string { return address{document: name, version: version}.path() },
		"list":           func(q query.Query) string { return listAddress(q) },
		"permille":       func(n int) string { return strconv.Itoa((n+5)/10) + " %" },
		"asset":          func(name string) string { return "/static/" + name + "?" + s.static[name].tag },
		"share":          share,
		"plus":           func(a, b int) int { return a + b },
		"share64":        percent,
		"period":         spellPeriod,
		"field":          fieldName,
		"hidden":         hiddenFields,
		"evidence":       evidenceAddress,
		"span":           spanAddress,
		"mostStatements": mostStatements,
		"mostCount":      mostCount,
		"step":           stepName,
		"who":            who,
		"told":           toldValue,
		"stance":         func(s verbale.Stance) string { return stances[s] },
		"hands":          func(h verbale.Hands) string { return handsWords[h] },
		"teller":         tellerOf,
		"unquoted":       unquoted,
		"cut":            cutWords,
		"line":           lineNoted,
		"dueOn":          dueOn,
		"dated":          spellDays,
		"daily":          dailyAddress,
		"tag":            s.tagOf,
		"whose":          whose,
		"ownWord":        ownWord,
		"less":           func(n int) int { return n - 1 },
		"number":         func(n *int) int { return *n },
		"report":         s.shortOf,
		"raw":            func(e verbale.Excerpt) string { return shown(e.Text) },
	}
}

func deref(p any) any {
	switch v := p.(type) {
	case *string:
		return orEmpty(v)
	case *verbale.Channel:
		return orEmpty(v)
	case *verbale.DateOrigin:
		return orEmpty(v)
	case *verbale.Origin:
		return orEmpty(v)
	}
	return p
}

// share returns what part of whole n is, in hundredths.
func share(n, whole int) int {
	if whole == 0 {
		return 0
	}
	return (100*n + whole/2) / whole
}

func listAddress(q query.Query) string {
	if values := q.Values().Encode(); values != "" {
		return "/statements?" + values
	}
	return "/statements"
}

// assets reads the files that pages refer to.
func assets() (map[string]asset, error) {
	kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	found := map[string]asset{}
	err := fs.WalkDir(staticFiles, "static", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(file)
		if err != nil {
			return err
		}
		digest := sha256.Sum256(data)
		found[strings.TrimPrefix(file, "static/")] = asset{data: data, kind: kinds[path.Ext(file)], tag: hex.EncodeToString(digest[:6])}
		return nil
	})
	return found, err
}

func (s *Server) serveAsset(w http.ResponseWriter, r *http.Request) {
	a, known := s.static[r.PathValue("file")]
	if !known || a.kind == "" {
		s.fail(w, r, http.StatusNotFound, "There is no such file.")
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "public, max-age=86400")
	if r.URL.RawQuery == a.tag {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	s.write(w, r, http.StatusOK, a.data)
}

// show renders a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, name string, status int, v view) {
	v.Dossier, v.Version = s.store.Name(), s.version
	v.CanAdd, v.CanReview = s.adder != nil, s.corrector != nil
	v.Progress = s.progress()
	c := s.now()
	v.Rooms, v.ToReview = s.roomsOf(c, v.Active), toReview(c)
	v.Tabs = tabsOf(v.Rooms)
	var body bytes.Buffer
	if err := s.pages[name].template.Execute(&body, v); err != nil {
		s.logger.Error("a page could not be rendered", "page", name, "error", err)
		http.Error(w, "A fault of ours: the page could not be rendered.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", keptByAsker)
	s.write(w, r, status, body.Bytes())
}

// write answers with body under an ETag made from it.
func (s *Server) write(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	tag := ""
	if status == http.StatusOK {
		tag = entityTag(body)
	}
	s.send(w, r, status, tag, body)
}

// send answers with body, or without where who asks has it under that ETag.
func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, tag string, body []byte) {
	if tag != "" {
		w.Header().Set("ETag", tag)
		if matchesTag(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // who asked may have gone
	}
}

// entityTag returns the ETag of a body.
func entityTag(body []byte) string {
	digest := sha256.Sum256(body)
	return `"` + hex.EncodeToString(digest[:12]) + `"`
}

func matchesTag(header, tag string) bool {
	for _, given := range strings.Split(header, ",") {
		if given = strings.TrimSpace(given); given == "*" && header == "*" || strings.TrimPrefix(given, "W/") == tag {
			return true
		}
	}
	return false
}

// statuses maps each kind of error to an HTTP status, once for all pages and
// the API.
var statuses = []struct {
	kind   error
	status int
}{
	{ErrNotFound, http.StatusNotFound},
	{ErrQuery, http.StatusUnprocessableEntity},
	{errStale, http.StatusServiceUnavailable},
	{errBusy, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, 499},
}

// statusOf returns the HTTP status of an error and what is said of it to a person.
func statusOf(err error) (int, string) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge, "That is more than this server takes in at a time (16 MiB)."
	}
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			// The kind says nothing that the rest does not.
			message := strings.TrimPrefix(err.Error(), s.kind.Error()+": ")
			return s.status, shown(strings.TrimSuffix(message, ": "+s.kind.Error()))
		}
	}
	return http.StatusInternalServerError, "A fault of ours. The log of the server says more."
}

// fault answers with an error.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, err error) {
	status, message := statusOf(err)
	if status == http.StatusInternalServerError {
		s.logger.Error("a request failed", "path", r.URL.Path, "error", err)
	}
	s.fail(w, r, status, message)
}

// fail answers with a status and what is said to a person: as a page, or in the
// one shape of the API's errors.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, message string) {
	w.Header().Set("Cache-Control", "no-store")
	if wantsJSON(r) {
		s.failJSON(w, status, message)
		return
	}
	s.show(w, r, "error", status, view{Title: titleOf(status), Data: struct {
		Status  int
		Message string
	}{status, message}})
}

// titleOf is what a page of an error is called.
func titleOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return "Not here"
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return "Not understood"
	case http.StatusForbidden, http.StatusUnauthorized, http.StatusMisdirectedRequest:
		return "Not for everybody"
	case http.StatusRequestEntityTooLarge:
		return "Too large"
	case http.StatusServiceUnavailable:
		return "Too busy"
	case http.StatusInternalServerError:
		return "A fault of ours"
	}
	return http.StatusText(status)
}

func wantsJSON(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, ".json") || strings.Contains(r.Header.Get("Accept"), "application/json")
}
