package web_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/lang"
)

// serverOf returns a server over a store.
func serverOf(t *testing.T, options web.Options) *web.Server {
	t.Helper()
	server, err := web.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// get asks for an address.
func get(server http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w
}

// TestPapers opens the list of papers and one of them; without papers the list is not
// in the navigation.
func TestPapers(t *testing.T) {
	t.Parallel()
	store := twoSides()
	none := serverOf(t, web.Options{Store: store})
	if w := get(none, "/"); strings.Contains(w.Body.String(), `href="/papers"`) {
		t.Error("there are no papers, and the navigation has them")
	}
	store = twoSides()
	at := verbale.Located{Document: "one.txt", Version: "0000000000000001", Excerpt: verbale.Excerpt{Span: lang.Span{Start: 0, End: 5}, Text: "words"}}
	day := "1914-07-27"
	answer, doubtful := verbale.NewPaperRow(), verbale.NewPaperRow()
	answer.ID, answer.Name, answer.Kind, answer.Steps, answer.Evidence = "p-1", "answer of the North", verbale.PaperAnswer, []string{"t-1"}, []verbale.Located{at}
	doubtful.ID, doubtful.Name, doubtful.Kind, doubtful.Doubtful, doubtful.Evidence = "p-2", "note of the South", verbale.PaperNote, true, []verbale.Located{at}
	answer.Answers = &doubtful.ID
	step := verbale.NewTransfer()
	step.ID, step.Paper, step.Step, step.On, step.Factuality, step.Evidence = "t-1", "p-1", verbale.StepHandedOver, &day, verbale.EventHappened, []verbale.Located{at}
	step.From = []verbale.ActorRef{{ID: "a-anna", Name: "Anna"}}
	store.papers, store.steps = []*verbale.PaperRow{answer, doubtful}, map[string][]*verbale.Transfer{"p-1": {step}}
	server := serverOf(t, web.Options{Store: store})
	for address, wants := range map[string][]string{
		"/papers":         {`href="/papers" aria-current="page"`, `<a href="/paper/p-1"><bdi>answer of the North`, "perhaps (1)", "handed over 1914-07-27"},
		"/paper/p-1":      {"handed over", "Anna", `href="/d/one.txt@0000000000000001/0-5#here"`, `Answers <a href="/paper/p-2">`},
		"/paper/p-2":      {"perhaps", `Answered by <a href="/paper/p-1">`, "No step of it is told."},
		"/paper/p-1.json": {`"step":"handed_over"`},
		"/papers.json":    {`"number":1`},
	} {
		w := get(server, address)
		for _, want := range wants {
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: status %d, does not hold %q:\n%s", address, w.Code, want, w.Body.String())
			}
		}
	}
	if w := get(server, "/paper/p-9"); w.Code != http.StatusNotFound {
		t.Errorf("a paper that is not there: status %d", w.Code)
	}
}

func TestPagesAnswer(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	for address, want := range map[string]string{
		"/":                         "6 reports",
		"/statements":               "5 statements",
		"/statements?q=harbour":     "2 statements",
		"/statements?side=North":    "2 statements",
		"/statements?speaker=-":     "1 statement.",
		"/statements?undated=true":  "2 statements",
		"/statements?status=struck": "1 statement.",
		"/statements?since=1914-07-28&until=1914-07-28": "1 statement.",
		"/?":                           "Six reports of &lt;two&gt; sides",
		"/find":                        "Type words in the box",
		"/find?q=harbour":              "the <mark>harbour</mark> stays",
		"/find?q=harbour+":             `href="/find?q=harbour&amp;what=passage">All 300`,
		"/find?q=harbor":               `Did you mean <a href="/find?q=harbour">harbour</a>`,
		"/timeline":                    "27 July 1914",
		"/actors":                      "Anna",
		"/a/a-bela":                    "What others say Béla said",
		"/reports":                     "6 reports",
		"/d/one.txt":                   "Who speaks here",
		"/d/one.txt/0-5":               `id="here"`,
		"/d/one.txt@0000000000000001":  "harbour stays open",
		"/compare?s=s-1&s=s-2":         "<mark>stays open</mark>",
		"/compare?d=one.txt&d=two.txt": "<mark>is closed</mark>",
		"/style":                       "Every element",
		"/keys":                        "the next, the one before",
		"/api":                         "OpenAPI 3.1",
		"/statements.print":            "Notes",
		"/timeline.print":              "Notes",
		"/compare.print?s=s-1&s=s-2":   "Notes",
	} {
		w := get(server, address)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: status %d, does not hold %q:\n%s", address, w.Code, want, w.Body.String())
		}
	}
}

func TestWhatIsNotThereSaysSo(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	for address, status := range map[string]int{
		"/nothing":                      http.StatusNotFound,
		"/d/nothing.txt":                http.StatusNotFound,
		"/d/one.txt@ffffff":             http.StatusNotFound,
		"/a/nobody":                     http.StatusNotFound,
		"/statements?since=yesterday":   http.StatusUnprocessableEntity,
		"/statements?sort=beauty":       http.StatusUnprocessableEntity,
		"/statements?after=zzzz":        http.StatusUnprocessableEntity,
		"/timeline?by=weather":          http.StatusUnprocessableEntity,
		"/static/../server.go":          http.StatusNotFound,
		"/add":                          http.StatusNotFound, // without an adder there is no such page
		"/review":                       http.StatusNotFound,
		"/statements.json?since=x":      http.StatusUnprocessableEntity,
		"/report.json?document=nothing": http.StatusNotFound,
		"/d/nothing.txt.json":           http.StatusNotFound,
		"/a/nobody.json":                http.StatusNotFound,
	} {
		w := get(server, address)
		if w.Code != status && w.Code != http.StatusTemporaryRedirect && w.Code != http.StatusMovedPermanently {
			t.Errorf("%s: status %d, want %d", address, w.Code, status)
		}
		if strings.Contains(address, ".json") {
			var problem struct {
				Status int
				Detail string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || problem.Status != status || problem.Detail == "" {
				t.Errorf("%s: not the shape of errors: %s", address, w.Body)
			}
		}
	}
}

// TestListsAreHadInEveryFormat asks for the rows of a list in each format that the
// page links to.
func TestListsAreHadInEveryFormat(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	page := get(server, "/statements?side=North").Body.String()
	for ending, want := range map[string]string{
		"csv": "\ufeffid,document,", "jsonl": `{"id":"s-`, "xlsx": "PK", "ics": "BEGIN:VCALENDAR",
	} {
		address := "/statements." + ending + "?side=North"
		if !strings.Contains(page, `href="`+address+`"`) {
			t.Errorf("no link to %s", address)
		}
		w := get(server, address)
		if body := w.Body.String(); w.Code != http.StatusOK || !strings.HasPrefix(body, want) || !strings.Contains(w.Header().Get("Content-Disposition"), "statements."+ending) {
			t.Errorf("%s: status %d, begins %.40q", address, w.Code, body)
		}
	}
	if rows := strings.Count(get(server, "/statements.jsonl?side=North").Body.String(), "\n"); rows != 2 {
		t.Errorf("%d rows, want 2", rows)
	}
	if !strings.Contains(page, "verbale statements --side=North") {
		t.Error("the page does not say by which command its rows are had")
	}
}

func TestReportsAreHostile(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert(1)</script><img src=x onerror=alert(1)> "quoted' ` + "\u202egpj.exe\x00\x1b[31m"
	s := twoSides()
	s.actors = append(s.actors, &verbale.ActorRow{ID: "a-evil", Name: evil, Type: verbale.Person, Sides: []string{evil}})
	s.put("../../etc/"+evil+".txt", "a-evil", evil, func(r *web.Report, x *verbale.Statement) {
		title, outlet, uri := evil, evil, "javascript:alert(1)"
		r.Row.Title, r.Row.Outlet, r.Row.URI, r.Row.Short = &title, &outlet, &uri, evil
		r.Facts = []verbale.Fact{{Field: evil, Value: evil, Origin: verbale.FromTable}}
		x.Rule = evil
		x.Source = []verbale.Excerpt{{Span: lang.Span{End: 8}, Text: evil[:8]}}
	})
	server := serverOf(t, web.Options{Store: s})
	list := get(server, "/statements.json?speaker=a-evil&facets=false")
	var data web.StatementsData
	if err := json.Unmarshal(list.Body.Bytes(), &data); err != nil || len(data.Items) != 1 {
		t.Fatalf("%v: %s", err, list.Body)
	}
	if data.Items[0].Portable != nil {
		t.Errorf("a javascript address became a link: %s", *data.Items[0].Portable)
	}
	address := data.Items[0].Address
	for _, page := range []string{"/", "/statements", "/statements?q=" + url.QueryEscape(evil), "/timeline", "/actors", "/reports",
		"/a/a-evil", address, "/statements.print", "/compare?s=" + data.Items[0].Statement.ID} {
		w := get(server, page)
		body := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", page, w.Code)
		}
		for _, never := range []string{"<script>alert", "<img src=x", "\u202e", "\x00", "\x1b", `href="javascript:`} {
			if strings.Contains(body, never) {
				t.Errorf("%s holds %q", page, never)
			}
		}
		if inline := regexp.MustCompile(`<script[^>]*>[^<]|\son\w+="|\sstyle="`).FindString(body); inline != "" {
			t.Errorf("%s holds what the policy forbids: %q", page, inline)
		}
	}
	if !strings.Contains(get(server, address).Body.String(), "&lt;script&gt;") {
		t.Error("the words of the report are not shown at all")
	}
}

func TestGuard(t *testing.T) {
	t.Parallel()
	open := serverOf(t, web.Options{Store: twoSides(), Hosts: []string{"127.0.0.1:8765"}, Corrector: &desk{}})
	closed := serverOf(t, web.Options{Store: twoSides(), Token: "a-long-enough-token"})
	ask := func(method, target, body string, headers ...string) *http.Request {
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Host = "127.0.0.1:8765"
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		if h := r.Header.Get("Host"); h != "" {
			r.Host = h
		}
		return r
	}
	const form = "application/x-www-form-urlencoded"
	for name, test := range map[string]struct {
		server  *web.Server
		request *http.Request
		status  int
	}{
		"our host":                   {open, ask("GET", "/", ""), 200},
		"another name for this host": {open, ask("GET", "/", "", "Host", "evil.example:8765"), http.StatusMisdirectedRequest},
		"a form of ours":             {open, ask("POST", "/correct", "field=kind", "Content-Type", form, "Origin", "http://127.0.0.1:8765"), http.StatusSeeOther},
		"a form of another page":     {open, ask("POST", "/correct", "field=kind", "Content-Type", form, "Origin", "https://evil.example"), http.StatusForbidden},
		"a form of nobody":           {open, ask("POST", "/correct", "field=kind", "Content-Type", form), http.StatusForbidden},
		"a form of a sandbox":        {open, ask("POST", "/correct", "field=kind", "Content-Type", form, "Origin", "null"), http.StatusForbidden},
		"another site, says the browser": {open, ask("POST", "/correct", "field=kind", "Content-Type", form,
			"Origin", "http://127.0.0.1:8765", "Sec-Fetch-Site", "cross-site"), http.StatusForbidden},
		"too much":              {open, ask("POST", "/correct", strings.Repeat("x", 2<<20), "Content-Type", form, "Origin", "http://127.0.0.1:8765"), http.StatusBadRequest},
		"another site's script": {open, ask("GET", "/live", "", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"), http.StatusForbidden},
		"another site's link":   {open, ask("GET", "/", "", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"), 200},
		"another method":        {open, ask("BREW", "/", ""), http.StatusMethodNotAllowed},
		"no token":              {closed, ask("GET", "/", ""), http.StatusUnauthorized},
		"a wrong token":         {closed, ask("GET", "/?token=wrong", ""), http.StatusUnauthorized},
		"the token":             {closed, ask("GET", "/?token=a-long-enough-token", ""), http.StatusSeeOther},
		"the token in data":     {closed, ask("GET", "/dossier.json", "", "Authorization", "Bearer a-long-enough-token"), 200},
		"the token in cookie":   {closed, ask("GET", "/", "", "Cookie", "verbale_token=a-long-enough-token"), 200},
	} {
		w := httptest.NewRecorder()
		test.server.ServeHTTP(w, test.request)
		if w.Code != test.status {
			t.Errorf("%s: status %d, want %d: %s", name, w.Code, test.status, w.Body)
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", name, policy)
		}
	}
}

// TestBackStaysHere holds that a form cannot lead to another server.
func TestBackStaysHere(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides(), Corrector: &desk{}})
	for back, want := range map[string]string{
		"/review?skip=2": "/review?done=1&skip=2", "//evil.example/": "/?done=1", "https://evil.example/x": "/?done=1",
		`/\evil.example`: "/?done=1", "": "/?done=1", "/d/one.txt/0-5": "/d/one.txt/0-5?done=1",
	} {
		r := httptest.NewRequest("POST", "/correct", strings.NewReader(url.Values{"back": {back}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://"+r.Host)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("back to %q: %q, want %q", back, got, want)
		}
	}
}

// TestAFacetOpensToAllItsValues follows the link that stands where values of a
// facet are not listed.
func TestAFacetOpensToAllItsValues(t *testing.T) {
	t.Parallel()
	s := &shelf{}
	for i := range 30 {
		id := fmt.Sprintf("a-%02d", i)
		s.actors = append(s.actors, &verbale.ActorRow{ID: id, Name: "Speaker " + id, Type: verbale.Person})
		s.put(id+".txt", id, "“Words.”", nil)
	}
	server := serverOf(t, web.Options{Store: s})
	body := get(server, "/statements?kind=say").Body.String()
	link := regexp.MustCompile(`<a href="([^"]+)">18 more</a>`).FindStringSubmatch(body)
	if link == nil || strings.Contains(body, `Speaker a-29</bdi></a> <span class="n">`) {
		t.Fatal("no link to the values that are not listed")
	}
	whole := get(server, html.UnescapeString(link[1])).Body.String()
	for i := range 30 {
		if !strings.Contains(whole, fmt.Sprintf("<bdi>Speaker a-%02d</bdi></a> <span class=\"n\">1<", i)) {
			t.Errorf("speaker %d is not listed at %s", i, link[1])
		}
	}
}

// TestASlipMakesNobodyNew holds that a name that nobody has is asked about: the near
// one, or somebody new, a button each, and with either the change is made.
func TestASlipMakesNobodyNew(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides(), Corrector: &desk{}})
	post := func(form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/correct", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://"+r.Host)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w
	}
	asked := url.Values{"statement": {"s-1"}, "field": {"speaker"}, "value": {"Béla; Anne"}, "back": {"/d/one.txt/0-5"}}
	w := post(asked)
	body := w.Body.String()
	for _, want := range []string{"Nobody in this dossier is called", `value="Béla; Anna"`, "<bdi>Anna</bdi>", "Anne, who is new here", `name="new" value="1"`, `href="/d/one.txt/0-5"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("status %d", w.Code)
	}
	asked.Set("new", "1")
	if w := post(asked); w.Code != http.StatusSeeOther {
		t.Errorf("with leave for somebody new: status %d", w.Code)
	}
	asked.Del("new")
	asked.Set("value", "Béla; Anna")
	if w := post(asked); w.Code != http.StatusSeeOther {
		t.Errorf("with a name that is known: status %d", w.Code)
	}
}

func TestETags(t *testing.T) {
	t.Parallel()
	s := twoSides()
	server := serverOf(t, web.Options{Store: s})
	for _, address := range []string{"/", "/statements.json", "/d/one.txt.json", "/static/verbale.css"} {
		first := get(server, address)
		tag := first.Header().Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", address)
		}
		if again := get(server, address, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s: status %d with %d bytes, want 304 with none", address, again.Code, again.Body.Len())
		}
	}
	tag := get(server, "/statements.json").Header().Get("ETag")
	s.put("seven.txt", "a-anna", "“Something new.”", nil)
	if w := get(server, "/statements.json", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("after a change: status %d", w.Code)
	}
}

// TestCursor goes through a list page by page while it grows.
func TestCursor(t *testing.T) {
	t.Parallel()
	s := &shelf{}
	for i := range 25 {
		s.put(string(rune('b'+i))+".txt", "", "“Words of one.”", nil)
	}
	server := serverOf(t, web.Options{Store: s})
	seen := map[string]int{}
	after, pages := "", 0
	for {
		w := get(server, "/statements.json?sort=report&limit=7&facets=false&after="+after)
		var data web.StatementsData
		if err := json.NewDecoder(w.Body).Decode(&data); err != nil {
			t.Fatal(err)
		}
		for _, item := range data.Items {
			seen[item.Statement.Document]++
		}
		pages++
		s.put("a"+strings.Repeat("a", pages)+".txt", "", "“Before all others.”", nil)
		if data.Next == nil {
			break
		}
		after = *data.Next
	}
	if len(seen) != 25 || pages != 4 {
		t.Errorf("%d statements on %d pages, want 25 on 4", len(seen), pages)
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", name, n)
		}
	}
}

func TestFacetsLeaveTheirOwnFieldOut(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	var data web.StatementsData
	if err := json.NewDecoder(get(server, "/statements.json?side=North&account=own").Body).Decode(&data); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, facet := range data.Facets {
		for _, value := range facet.Values {
			got[facet.Field+" "+value.Value] = value.Count
		}
	}
	for value, want := range map[string]int{
		"side North": 2, "side South": 1, "side -": 1, // under account=own alone
		"account own": 2, "account ascribed": 0, // under side=North alone
		"speaker a-anna": 2, "speaker a-bela": 0,
	} {
		if got[value] != want {
			t.Errorf("%s: %d, want %d", value, got[value], want)
		}
	}
}

// TestAscribedAreNotOwn holds that what others say that somebody said is
// listed apart.
func TestAscribedAreNotOwn(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	var data web.ActorData
	if err := json.NewDecoder(get(server, "/a/a-bela.json").Body).Decode(&data); err != nil {
		t.Fatal(err)
	}
	if len(data.Own) != 1 || data.Own[0].Statement.ID != "s-2" || len(data.Others) != 1 || data.Others[0].Item.Statement.ID != "s-5" {
		t.Errorf("own %v, others %v", data.Own, data.Others)
	}
}

func TestNamesOfAllSorts(t *testing.T) {
	t.Parallel()
	s := &shelf{}
	for _, name := range []string{"a b.txt", "folder/x.txt", "https://example.org/a//b?c=d#e", "..", "a/../b", "~tilde", "x.json", "100%.txt",
		"mail@host", "numbers/12-34", "ünï.txt", "q?x=1"} {
		s.put(name, "", "“Words.”", nil)
	}
	server := serverOf(t, web.Options{Store: s})
	var data web.StatementsData
	if err := json.NewDecoder(get(server, "/statements.json").Body).Decode(&data); err != nil {
		t.Fatal(err)
	}
	for _, item := range data.Items {
		if w := get(server, item.Address); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `id="here"`) {
			t.Errorf("%q at %s: status %d", item.Report.ID, item.Address, w.Code)
		}
		var report web.ReportData
		if w := get(server, item.Address+".json"); json.Unmarshal(w.Body.Bytes(), &report) != nil || report.Document.ID != item.Report.ID {
			t.Errorf("%q at %s.json: %s", item.Report.ID, item.Address, w.Body)
		}
	}
}

// TestSearchesAreRemembered holds that the pages of one list search once.
func TestSearchesAreRemembered(t *testing.T) {
	t.Parallel()
	s := twoSides()
	server := serverOf(t, web.Options{Store: s})
	for range 3 {
		get(server, "/statements?q=harbour")
	}
	if n := s.matched.Load(); n != 1 {
		t.Errorf("searched %d times", n)
	}
}

func TestLive(t *testing.T) {
	t.Parallel()
	s := twoSides()
	running := httptest.NewServer(serverOf(t, web.Options{Store: s, Progress: func() web.Progress {
		return web.Progress{Done: 5, Total: 10, Reading: true}
	}}))
	defer running.Close()
	answer, err := http.Get(running.URL + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	buffer := make([]byte, 512)
	var got strings.Builder
	for !strings.Contains(got.String(), `"generation":7`) {
		n, err := answer.Body.Read(buffer)
		got.Write(buffer[:n])
		if err == io.EOF || err != nil {
			t.Fatalf("the events ended: %v: %q", err, got.String())
		}
		if strings.Contains(got.String(), `"generation":6`) && s.generation.Load() == 6 {
			s.put("seven.txt", "", "“New.”", nil)
		}
	}
	if !strings.Contains(got.String(), `data: {"done":5,"total":10,"reading":true,"generation":6}`) {
		t.Errorf("events: %q", got.String())
	}
}
