package lang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbale.dev/verbale/lang"
)

// facts are what the table of errors in docs/engine.md can say of an analysis,
// each with the test for it; w and v are what the pattern catches. The first
// pattern that fits counts.
var facts = []struct {
	pattern *regexp.Regexp
	holds   func(d *lang.Document, w, v string) bool
}{
	{regexp.MustCompile("^`([^`]+)` hangs on `([^`]+)`$"), func(d *lang.Document, w, v string) bool {
		i := find(d, w)
		return i >= 0 && d.Tokens[i].Head >= 0 && d.Form(d.Tokens[i].Head) == v
	}},
	{regexp.MustCompile("^`([^`]+)` hangs on (nothing)$"), func(d *lang.Document, w, _ string) bool {
		i := find(d, w)
		return i >= 0 && d.Tokens[i].Head < 0
	}},
	{regexp.MustCompile("^`([^`]+)` is ([A-Z]+)$"), func(d *lang.Document, w, v string) bool {
		i := find(d, w)
		return i >= 0 && d.Tokens[i].UPOS == v
	}},
	{regexp.MustCompile("^the lemma of `([^`]+)` is `([^`]+)`$"), func(d *lang.Document, w, v string) bool {
		i := find(d, w)
		return i >= 0 && d.Tokens[i].Lemma == v
	}},
	{regexp.MustCompile(`^` + "`([^`]+)`" + ` is a name \(([A-Z]+)\)$`), func(d *lang.Document, w, v string) bool {
		return label(d, w) == v
	}},
	{regexp.MustCompile("^`([^`]+)` is (no name)$"), func(d *lang.Document, w, _ string) bool {
		return label(d, w) == ""
	}},
	{regexp.MustCompile("^`([^`]+)` is (one token)$"), func(d *lang.Document, w, _ string) bool {
		return find(d, w) >= 0
	}},
	{regexp.MustCompile("^`([^`]+)` is (cut|cut as a quotation)$"), func(d *lang.Document, w, _ string) bool {
		i := d.TokenAt(strings.Index(d.Text, w))
		return find(d, w) < 0 && d.Tokens[i].Multiword == 0
	}},
	{regexp.MustCompile("^a sentence ends (after) `([^`]+)`$"), func(d *lang.Document, _, v string) bool {
		return endsAfter(d, v)
	}},
	{regexp.MustCompile("^no sentence ends (after) `([^`]+)`$"), func(d *lang.Document, _, v string) bool {
		return !endsAfter(d, v)
	}},
	{regexp.MustCompile("^`([^`]+)` is ([a-z:]+)$"), func(d *lang.Document, w, v string) bool {
		i := find(d, w)
		return i >= 0 && d.Tokens[i].DepRel == v
	}},
}

// find returns the first token with the form.
func find(d *lang.Document, form string) int {
	for i := range d.Tokens {
		if d.Form(i) == form {
			return i
		}
	}
	return -1
}

func label(d *lang.Document, name string) string {
	for _, e := range d.Entities {
		if e.Span.Text(d.Text) == name {
			return e.Label
		}
	}
	return ""
}

func endsAfter(d *lang.Document, words string) bool {
	for _, s := range d.Sentences {
		if strings.HasSuffix(s.Span.Text(d.Text), words) {
			return true
		}
	}
	return false
}

// TestErrorsInTheDocs holds that docs/engine.md shows twenty kinds of error that
// are really made, and names the rows that a better model has mended.
func TestErrorsInTheDocs(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "docs", "engine.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## What it gets wrong")
	a := lang.NewAnalyzer()
	errors := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 4 || strings.HasPrefix(line, "| ---") || strings.HasPrefix(line, "| kind") {
			continue
		}
		kind, text, fact := strings.TrimSpace(cells[0]), cells[1], cells[2]
		d := a.Analyze(text)
		said := false
		for _, f := range facts {
			m := f.pattern.FindStringSubmatch(fact)
			if m == nil {
				continue
			}
			said = true
			if f.holds(d, m[1], m[2]) {
				errors++
			} else {
				t.Logf("mended, take it out of docs/engine.md: %s: %s", kind, text)
			}
			break
		}
		if !said {
			t.Errorf("%s: the test does not understand %q", kind, fact)
		}
	}
	if errors < 20 {
		t.Errorf("docs/engine.md shows %d kinds of error that are still made, want 20", errors)
	}
	t.Logf("%d kinds of error", errors)
}
