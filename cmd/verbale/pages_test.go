package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

// example reads the example into a dossier.
func example(t *testing.T) *sqlite.Dossier {
	t.Helper()
	path := filepath.Join(t.TempDir(), "july.db")
	ask(t, "read", "--dossier", path, "../../examples/july-1914")
	dossier, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dossier.Close() })
	return dossier
}

// TestPagesAndCommandAgree puts the same questions to the pages and to the command:
// every filter with several values.
func TestPagesAndCommandAgree(t *testing.T) {
	t.Parallel()
	dossier := example(t)
	pages := pagesOf(t, dossier)
	questions := map[string][]string{
		"speaker":  {"Berlin", "POURTALÈS", "pourtales", "Jagow", "Grey", "-", "nobody at all"},
		"side":     {"Germany", "germany", "GERMAN EMPIRE", "Russia", "Austria-Hungary", "-", "US"},
		"to":       {"Grey", "Germany", "serbia"},
		"q":        {"mobilisation", `"the straits"`, "war peace", "neutrality"},
		"outlet":   {"courant", "-", "Courant", "post"},
		"document": {"12-spree.txt", "nothing.txt"},
		"since":    {"1914", "1914-07-28", "1914-08"}, "until": {"1914-07", "1914-07-28", "1913"},
		"reported_since": {"1914-07-30", "1914-08"}, "reported_until": {"1914-07-30", "1914-07"},
		"undated": {"true"}, "unattributed": {"true"}, "checked": {"true"}, "struck": {"true"},
	}
	somewhere := 0
	for _, f := range query.Fields() {
		values := questions[f.Name]
		if values == nil {
			values = f.Values
		}
		for _, value := range values {
			asked := url.Values{f.Name: {value}}
			for _, more := range []url.Values{{}, {"account": {"all"}}, {"since": {"1914-07-20"}, "with_undated": {"true"}}} {
				asked := cloned(asked)
				for name, list := range more {
					if asked[name] == nil {
						asked[name] = list
					}
				}
				q, err := query.FromValues(asked)
				if err != nil {
					t.Fatalf("%v: %v", asked, err)
				}
				asked.Set("sort", q.Sort)
				if q.Sort == "" {
					asked.Set("sort", query.ByDate)
				}
				a, b := fromStore(t, dossier, asked), fromPages(t, pages, asked)
				if !slices.Equal(a.ids, b.ids) || a.left != b.left {
					t.Errorf("%v: the store has %d, the pages %d (left out %v, %v)", asked, len(a.ids), len(b.ids), a.left, b.left)
				}
				if len(more) == 0 { // flags as a person types them
					flags := append([]string{"statements", "--count", "--dossier", dossier.Path()}, q.Flags()...)
					if said := strings.TrimSpace(ask(t, flags...)); said != strconv.Itoa(len(b.ids)) {
						t.Errorf("%v: the command has %s, the pages %d", flags, said, len(b.ids))
					}
				}
				if len(b.ids) > 0 {
					somewhere++
				}
			}
		}
	}
	if somewhere < 100 {
		t.Errorf("only %d questions found anything", somewhere)
	}
	if a, b := fromStore(t, dossier, url.Values{"speaker": {"POURTALÈS"}}), fromStore(t, dossier, url.Values{"speaker": {"pourtales"}}); len(a.ids) == 0 || !slices.Equal(a.ids, b.ids) {
		t.Errorf("accents make a difference: %d and %d", len(a.ids), len(b.ids))
	}
}

// TestListsAndCommandAgree asks the pages of lists and the command for the same rows: JSON
// Lines, CSV, and by the command that stands at the foot of the page.
func TestListsAndCommandAgree(t *testing.T) {
	t.Parallel()
	dossier := example(t)
	pages := pagesOf(t, dossier)
	page := func(address string) string {
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", address, w.Code)
		}
		return w.Body.String()
	}
	command := regexp.MustCompile(`<code class="command">verbale ([^<]*)</code>`)
	found := 0
	for _, question := range []string{
		"exchange", "exchange?on=1914-07-25", "exchange?on=1914-07-29", "exchange?kind=demand&kind=charge", "exchange?kind=proposal&on=1914-07-28",
		"clauses", "clauses?modality=right", "expectations", "expectations?outcome=open", "expectations?outcome=came_true",
		"changes?since=1914-07-01", "changes?since=1914-07-30", "changes?since=1914-08",
		"papers", "papers?kind=note", "papers?step=handed_over", "papers?column=kind&column=as+called&column=last+step&sort=kind", "papers?kind=treaty",
		"actors", "reports", "reports?on=1914-07-28", "reports?on=1914-07", "reports?outlet=-", "events", "events?type=transfer",
	} {
		name, asked, _ := strings.Cut(question, "?")
		said := command.FindStringSubmatch(page("/" + question))
		if said == nil {
			if rows := page("/" + name + ".jsonl?" + asked); rows != "" {
				t.Errorf("/%s has rows and does not say by which command", question)
			}
			continue
		}
		flags := append(shellWords(html.UnescapeString(said[1])), "--dossier", dossier.Path())
		for format, more := range map[string][]string{"jsonl": {"--format=jsonl"}, "csv": {"--format=csv", "--excel"}} {
			if format == "jsonl" && strings.Contains(asked, "column=") {
				continue // it has keys and no columns
			}
			a, b := page("/"+name+"."+format+"?"+asked), ask(t, append(slices.Clone(flags), more...)...)
			if a != b {
				t.Errorf("%s as %s: the page gives %d rows, the command %d", question, format, strings.Count(a, "\n"), strings.Count(b, "\n"))
			}
			found += strings.Count(a, "\n")
		}
	}
	if found < 100 {
		t.Errorf("only %d rows were compared", found)
	}
}

// shellWords parts a command as a shell does: at spaces that are not in quotation marks.
func shellWords(command string) []string {
	var words []string
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			words[len(words)-1] += part
			continue
		}
		if i > 0 && !strings.HasPrefix(part, " ") && part != "" {
			words[len(words)-1] += part
			continue
		}
		words = append(words, strings.Fields(part)...)
		if strings.HasSuffix(part, " ") {
			words = append(words, "")
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// The bounds of the walk: how many clicks from the first page, and how many links
// that ask for the same in the same way.
const (
	clicksMost = 3
	kindMost   = 6
)

// step is an address and how many clicks it is away from the first page.
type step struct {
	address string
	clicks  int
}

var (
	links   = regexp.MustCompile(`(?:href|action)="([^"]+)"`)
	nothing = regexp.MustCompile(`class="empty"|>0 statements|>No statement meets`)
)

// TestEveryLinkLeadsSomewhere follows every link of every page of the example: it
// answers, and a list or a timeline that is linked to has something in it, but for
// links that say that there may be nothing: a count of 0, another stretch of time
// with nothing in it, a filter that is there already.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	pages := pagesOf(t, example(t))
	seen := map[string]bool{}
	queue := []step{{"/", 0}}
	kinds := map[string]int{}
	for len(queue) > 0 {
		address, clicks := queue[0].address, queue[0].clicks
		queue = queue[1:]
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		body := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", address, w.Code)
			continue
		}
		parsed, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		if promises(parsed) && nothing.MatchString(body) {
			t.Errorf("%s is linked to and has nothing in it", address)
		}
		if clicks == clicksMost {
			continue
		}
		for _, link := range links.FindAllStringSubmatch(body, -1) {
			to, err := url.Parse(html.UnescapeString(link[1]))
			if err != nil {
				t.Errorf("%s links to %q: %v", address, link[1], err)
				continue
			}
			if to.Host != "" || to.Path == "" || to.Scheme != "" {
				continue
			}
			to.Fragment = ""
			key := to.Path
			for _, many := range []string{"/d/", "/a/"} {
				if strings.HasPrefix(key, many) {
					key = many
				}
			}
			if key += sortOf(to); seen[to.String()] || kinds[key] == kindMost {
				continue
			}
			kinds[key]++
			seen[to.String()] = true
			queue = append(queue, step{to.String(), clicks + 1})
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d links were followed", len(seen))
	}
	for _, must := range []string{"/timeline?", "/statements?", "/a/", "/d/", "/reports", "/compare?d"} {
		if !slices.ContainsFunc(slices.Collect(mapsKeys(seen)), func(address string) bool { return strings.HasPrefix(address, must) }) {
			t.Errorf("no link to %s was followed", must)
		}
	}
}

// sortOf names what a link asks for, whatever its values.
func sortOf(address *url.URL) string {
	var names []string
	for name := range address.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	return "?" + strings.Join(names, "&")
}

func mapsKeys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// promises reports whether a link to an address promises rows: what stands
// beside no count does not.
func promises(address *url.URL) bool {
	values := address.Query()
	switch address.Path {
	case "/statements":
		return len(values["status"]) == 0
	case "/timeline":
		return true
	}
	return false
}
