package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbale.dev/verbale/internal/record/sqlite"
)

var updateViews = flag.Bool("update-views", false, "write the tables of docs/sql.md and docs/mcp.md anew")

// july gives a dossier of the example of its own, and returns its path. The example is
// read once.
func july(t *testing.T) string {
	t.Helper()
	julyOnce.Do(func() {
		folder, err := os.MkdirTemp("", "july")
		if err != nil {
			julyErr = err
			return
		}
		defer os.RemoveAll(folder)
		path := filepath.Join(folder, "july.db")
		var said bytes.Buffer
		if status := run(context.Background(), []string{"--dossier", path, "read", "../../examples/july-1914"}, strings.NewReader(""), &said, &said); status != 0 {
			julyErr = fmt.Errorf("read: status %d: %s", status, said.String())
			return
		}
		julyFile, julyErr = os.ReadFile(path)
	})
	if julyErr != nil {
		t.Fatal(julyErr)
	}
	path := filepath.Join(t.TempDir(), "july.db")
	if err := os.WriteFile(path, julyFile, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

var (
	julyOnce sync.Once
	julyFile []byte
	julyErr  error
)

// command runs a command line over a dossier and returns what it printed.
func command(t *testing.T, path string, arguments ...string) (string, string, int) {
	t.Helper()
	var out, told bytes.Buffer
	status := run(t.Context(), append([]string{"--dossier", path}, arguments...), strings.NewReader(""), &out, &told)
	return out.String(), told.String(), status
}

// TestViewsAreDocumented holds the table of docs/sql.md against the views.
func TestViewsAreDocumented(t *testing.T) {
	t.Parallel()
	d, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "new.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	views, err := d.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	table := "| view | a row is | columns |\n| --- | --- | --- |\n"
	for _, v := range views {
		if len(v.Columns) == 0 {
			t.Errorf("there is no view %s", v.Name)
		}
		table += fmt.Sprintf("| `%s` | %s | `%s` |\n", v.Name, v.Row, strings.Join(v.Columns, "`, `"))
	}
	holdTable(t, "../../docs/sql.md", "views", table, *updateViews)
}

// holdTable holds a table of the documentation, between two comments of that name,
// against what it should be.
func holdTable(t *testing.T, file, name, want string, update bool) {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	held, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("%s has no place for the table of %s", file, name)
	case held == want:
	case update:
		if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table of %s in %s is\n%sand should be\n%s", name, file, held, want)
	}
}

// recipes are the questions of docs/sql.md by their headings.
func recipes(t *testing.T) [][2]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/sql.md")
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]string
	for _, part := range strings.Split(string(text), "\n### ")[1:] {
		title, rest, _ := strings.Cut(part, "\n")
		_, rest, ok := strings.Cut(rest, "```sql\n")
		question, _, closed := strings.Cut(rest, "```")
		if !ok || !closed {
			t.Fatalf("%q has no question", title)
		}
		all = append(all, [2]string{title, question})
	}
	if len(all) < 10 {
		t.Fatalf("only %d recipes were found", len(all))
	}
	return all
}

// TestRecipesRun puts the questions of docs/sql.md to the example, with this program and
// with Python's SQLite, which must give the same number of rows.
func TestRecipesRun(t *testing.T) {
	t.Parallel()
	path := july(t)
	counts := map[string]int{}
	for _, r := range recipes(t) {
		out, told, status := command(t, path, "sql", r[1], "--format", "jsonl")
		counts[r[1]] = strings.Count(out, "\n")
		if status != 0 || counts[r[1]] == 0 {
			t.Errorf("%s: status %d, %d rows: %s", r[0], status, counts[r[1]], told)
		}
		for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: no JSON: %s", r[0], line)
			}
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here to ask with")
	}
	const program = `
import json, sqlite3, sys
if sqlite3.sqlite_version_info < (3, 38): print("old"); sys.exit()
d = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
for (name,) in d.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
    d.execute('SELECT count(*) FROM "%s"' % name).fetchall()
print(json.dumps([len(d.execute(q).fetchall()) for q in json.load(sys.stdin)]))`
	all := slices.DeleteFunc(recipes(t), func(r [2]string) bool { // what is not in the file
		return strings.Contains(r[1], "v_requests") || strings.Contains(r[1], "v_answers") || strings.Contains(r[1], "v_expectations") || strings.Contains(r[1], "v_clauses")
	})
	questions := make([]string, len(all))
	for i := range all {
		questions[i] = all[i][1]
	}
	asked, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), python, "-c", program, path)
	command.Stdin = bytes.NewReader(asked)
	var told bytes.Buffer
	command.Stderr = &told
	out, err := command.Output()
	if err != nil {
		t.Fatalf("python: %v: %s", err, told.String())
	}
	if strings.TrimSpace(string(out)) == "old" {
		t.Skip("the SQLite of this python3 is older than 3.38")
	}
	var got []int
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for i, n := range got {
		if n != counts[questions[i]] {
			t.Errorf("%s: %d rows in Python and %d here", all[i][0], n, counts[questions[i]])
		}
	}
}

// TestViewsAndListsAgree compares views with the lists that give the same rows.
func TestViewsAndListsAgree(t *testing.T) {
	t.Parallel()
	path := july(t)
	list := func(arguments ...string) []map[string]any {
		out, told, status := command(t, path, append(arguments, "--format", "json")...)
		var rows []map[string]any
		if err := json.Unmarshal([]byte(out), &rows); err != nil || status != 0 {
			t.Fatalf("%v: status %d, %v: %s", arguments, status, err, told)
		}
		return rows
	}
	name := func(value any) any {
		if of, ok := value.(map[string]any); ok {
			return of["name"]
		}
		return nil
	}
	joined := func(value any, key, by string) any {
		var all []string
		for _, one := range value.([]any) {
			all = append(all, one.(map[string]any)[key].(string))
		}
		if all == nil {
			return nil
		}
		return strings.Join(all, by)
	}
	byID := func(rows []map[string]any, key string) map[string]map[string]any {
		all := map[string]map[string]any{}
		for _, r := range rows {
			all[r[key].(string)] = r
		}
		return all
	}
	compare := func(what string, got, want map[string]map[string]any, fields map[string]func(map[string]any) any) {
		if len(got) != len(want) {
			t.Errorf("%s: %d rows in the view and %d in the list", what, len(got), len(want))
		}
		for id, w := range want {
			for field, of := range fields {
				if g := got[id][field]; fmt.Sprint(g) != fmt.Sprint(of(w)) {
					t.Errorf("%s %s: %s is %v in the view and %v in the list", what, id, field, g, of(w))
				}
			}
		}
	}
	same := func(key string) func(map[string]any) any { return func(r map[string]any) any { return r[key] } }
	compare("statement", byID(list("sql", "SELECT * FROM v_statements"), "id"), byID(list("statements"), "id"), map[string]func(map[string]any) any{
		"document": same("document"), "version": same("version"), "kind": same("kind"), "mode": same("mode"), "account": same("account"),
		"said_on": same("said_on"), "not_after": same("not_after"), "reported_on": same("reported_on"), "parent": same("parent"),
		"channel": same("channel"), "utterance": same("utterance"), "confidence": same("confidence"), "status": same("status"),
		"speaker":            func(r map[string]any) any { return name(r["speaker"]) },
		"teller":             func(r map[string]any) any { return name(r["teller"]) },
		"words":              func(r map[string]any) any { return joined(r["content"], "text", " … ") },
		"speaker_as_written": func(r map[string]any) any { return joined(r["source"], "text", " … ") },
		"addressees":         func(r map[string]any) any { return joined(r["addressees"], "name", "; ") },
		"start_byte":         func(r map[string]any) any { return r["content"].([]any)[0].(map[string]any)["start"] },
	})
	compare("event", byID(list("sql", "SELECT * FROM v_events WHERE event IN (SELECT event FROM telling GROUP BY event HAVING count(*) = 1)"), "id"),
		byID(slices.DeleteFunc(list("events"), func(e map[string]any) bool { return len(e["evidence"].([]any)) > 1 }), "id"), map[string]func(map[string]any) any{
			"type": same("type"), "predicate": same("predicate"), "happened_on": same("on"), "factuality": same("factuality"), "place": same("place"),
			"who":     func(r map[string]any) any { return joined(r["initiators"], "name", "; ") },
			"to_whom": func(r map[string]any) any { return joined(r["recipients"], "name", "; ") },
			"teller":  func(r map[string]any) any { return name(r["teller"]) },
		})
	compare("utterance", byID(list("sql", "SELECT * FROM v_utterances"), "id"), byID(list("utterances"), "id"), map[string]func(map[string]any) any{
		"said_on": same("on"), "tellings": same("tellings"),
		"renderings": func(r map[string]any) any { return len(r["renderings"].([]any)) },
	})
	compare("actor", byID(list("sql", "SELECT * FROM v_actors"), "id"), byID(list("actors", "--all"), "id"), map[string]func(map[string]any) any{
		"name": same("name"), "type": same("type"), "first_on": same("first"), "last_on": same("last"),
	})
	compare("document", byID(list("sql", "SELECT * FROM v_documents"), "document"), byID(list("documents"), "id"), map[string]func(map[string]any) any{
		"outlet": same("outlet"), "title": same("title"), "published": same("published"), "bytes": same("bytes"), "version": same("version"),
	})
	compare("paper", byID(list("sql", "SELECT paper AS id, max(kind) AS kind, count(*) AS reports FROM v_papers GROUP BY paper"), "id"), byID(list("papers"), "id"), map[string]func(map[string]any) any{
		"kind": same("kind"),
	})
	compare("step", byID(list("sql", "SELECT transfer AS id, max(step) AS step, max(factuality) AS factuality FROM v_transfers GROUP BY transfer"), "id"), byID(list("transfers"), "id"), map[string]func(map[string]any) any{
		"step": same("step"), "factuality": same("factuality"),
	})
	first := func(r map[string]any) map[string]any { return r["evidence"].([]any)[0].(map[string]any) }
	derived := map[string]func(map[string]any) any{
		"tellings": same("tellings"), "confidence": same("confidence"),
		"words": func(r map[string]any) any { return first(r)["text"] }, "start_byte": func(r map[string]any) any { return first(r)["start"] },
	}
	for view, asked := range map[string]string{"v_requests": "exchange", "v_clauses": "clauses", "v_expectations": "expectations"} {
		compare(asked, byID(list("sql", "SELECT * FROM "+view), "id"), byID(list(asked), "id"), derived)
	}
	answers := 0
	for _, r := range list("exchange") {
		answers += len(r["answers"].([]any))
	}
	if got := len(list("sql", "SELECT * FROM v_answers")); got != answers {
		t.Errorf("%d answers in the view and %d in the list", got, answers)
	}
	if got, want := len(list("sql", "SELECT * FROM v_dates")), len(list("dates")); got != want {
		t.Errorf("%d dates in the view and %d in the list", got, want)
	}
}

// TestSQLOnlyReads tries to write, to reach other files, and to go on for ever.
func TestSQLOnlyReads(t *testing.T) {
	t.Parallel()
	path := july(t)
	other := filepath.Join(filepath.Dir(path), "other.db")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{
		"DELETE FROM statement", "PRAGMA query_only = 0; DELETE FROM statement; SELECT 1", "CREATE TABLE mine (x)",
		"ATTACH '" + other + "' AS other", "VACUUM INTO '" + other + "'", "SELECT nothing FROM nowhere", "INSERT INTO v_actors VALUES (1)",
		"SELECT zeroblob(1000000000)",
	} {
		if _, told, status := command(t, path, "sql", question); status != statusUsage {
			t.Errorf("%s: status %d: %s", question, status, told)
		}
	}
	_, told, status := command(t, path, "sql", "--timeout", "100ms", "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c")
	if status != statusUsage || !strings.Contains(told, "longer than 100ms") {
		t.Errorf("a question without end: status %d: %s", status, told)
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("another file was written")
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the dossier was changed, %v", err)
	}
	out, _, status := command(t, path, "sql", "SELECT 1 AS a, NULL AS a, 'x' AS \"b c\", 1.5 AS d", "--format", "jsonl")
	if want := `{"a":1,"a_2":null,"b c":"x","d":1.5}` + "\n"; out != want || status != 0 {
		t.Errorf("%q, status %d, want %q", out, status, want)
	}
}
