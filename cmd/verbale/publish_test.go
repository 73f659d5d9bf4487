package main

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	siteLink   = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	siteAnchor = regexp.MustCompile(` id="([^"]*)"`)
)

// TestSiteIsWhole publishes the example both ways: every link leads to a file that is
// there, and to a place in it; nothing but outlets' own pages is fetched from elsewhere;
// the search knows every statement; and without whole texts only what was said is there.
func TestSiteIsWhole(t *testing.T) {
	t.Parallel()
	path := july(t)
	count, _, _ := command(t, path, "statements", "--count")
	count = strings.TrimSpace(count)
	for _, texts := range []string{"said", "whole"} {
		folder := filepath.Join(t.TempDir(), "site")
		if out, told, status := command(t, path, "publish", path, "-o", folder, "--texts", texts); status != 0 || !strings.Contains(out, "17 reports, "+count+" rows") {
			t.Fatalf("status %d: %s%s", status, out, told)
		}
		anchors := map[string]map[string]bool{}
		pages := map[string]string{}
		if err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			name, _ := filepath.Rel(folder, path)
			name = filepath.ToSlash(name)
			pages[name], anchors[name] = string(data), map[string]bool{}
			for _, m := range siteAnchor.FindAllStringSubmatch(string(data), -1) {
				anchors[name][m[1]] = true
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		lead := func(from, link string) {
			file, anchor, _ := strings.Cut(html.UnescapeString(link), "#")
			to := from
			if file != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(from), filepath.FromSlash(file)))
			}
			if _, ok := pages[to]; !ok {
				t.Errorf("%s leads to %s, which is not there", from, link)
			} else if anchor != "" && !anchors[to][anchor] {
				t.Errorf("%s leads to %s, and there is no such place", from, link)
			}
		}
		for name, text := range pages {
			for _, m := range siteLink.FindAllStringSubmatch(text, -1) {
				if strings.HasPrefix(m[1], "https://") && strings.Contains(m[1], ".example/") {
					continue
				}
				lead(name, m[1])
			}
		}
		list := strings.TrimSuffix(strings.TrimPrefix(pages["search.index.js"], "var verbale = "), ";\n")
		var rows [][]string
		if err := json.Unmarshal([]byte(list), &rows); err != nil || fmt.Sprint(len(rows)) != count {
			t.Errorf("the search knows %d statements, %v", len(rows), err)
		}
		for _, row := range rows {
			lead("search.html", row[5])
		}
		whole := false
		for _, text := range pages {
			whole = whole || strings.Contains(text, "The term runs out at 6 p.m.")
		}
		if whole != (texts == "whole") {
			t.Errorf("%s: the whole text is there: %v", texts, whole)
		}
	}
}

// TestRedaction leaves out who corrected what, and why.
func TestRedaction(t *testing.T) {
	t.Parallel()
	path := july(t)
	if _, told, status := command(t, path, "correct", "10-courant-one-question-twice.txt", "--published", "1914-08-02", "--by", "Hedwig", "--why", "a secret"); status != 0 {
		t.Fatal(told)
	}
	for redact, want := range map[string][2]bool{"": {true, true}, "notes": {true, false}, "notes,correctors": {false, false}} {
		folder := filepath.Join(t.TempDir(), "out")
		arguments := []string{"export", "datapackage", "-o", folder}
		if redact != "" {
			arguments = append(arguments, "--redact", redact)
		}
		if _, told, status := command(t, path, arguments...); status != 0 {
			t.Fatal(told)
		}
		data, err := os.ReadFile(filepath.Join(folder, "corrections.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{strings.Contains(string(data), "Hedwig"), strings.Contains(string(data), "a secret")}; got != want {
			t.Errorf("%q: %s", redact, data)
		}
	}
}
