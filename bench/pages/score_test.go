package main

import (
	"testing"

	"verbale.dev/verbale/internal/intake/webpage"
)

// TestSet fails where the articles of the sixty pages are found worse than they
// were: F1 by words, and titles.
func TestSet(t *testing.T) {
	t.Parallel()
	pages, err := set()
	if err != nil {
		t.Fatal(err)
	}
	var all counted
	for _, s := range pages {
		page, err := webpage.Extract(s.raw, webpage.Options{})
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if err := page.Map.Check(page.Text, s.raw); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		c := bag(page.Text, s.gold.gold(false))
		all.add(c)
		if c.f1() < 0.97 {
			t.Errorf("%s: %s", s.name, c)
		}
		title := ""
		for _, f := range page.Facts {
			if f.Field == "title" && title == "" {
				title = f.Value
			}
		}
		if title != s.gold.Title {
			t.Errorf("%s: the title is %q", s.name, title)
		}
	}
	if len(pages) != 60 || all.f1() < 0.998 {
		t.Errorf("%d pages: %s", len(pages), all)
	}
}
