package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/lang"
)

func at(document string, start int, words string) verbale.Located {
	return verbale.Located{Document: document, Version: "0123456789abcdef", Excerpt: verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(words)}, Text: words}}
}

// noted writes rows as Markdown, with what is known of two reports.
func noted[T any](t *testing.T, s export.Sheet[T], rows ...T) string {
	t.Helper()
	format, err := export.Named("markdown")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := export.NewWriter(&out, format, s, export.Page{Name: "rows", Title: "Lenzia", Report: func(document string) row.Report {
		return map[string]row.Report{"a.txt": {Source: "Kurier, 2031-03-04", Link: "https://kurier.example/a", Told: "2031-03-04"}, "b.txt": {Source: "Gazette, 2031-03-06"}}[document]
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(out.String(), "\n")
	return body
}

// TestNotes: under each row stands what belongs to it, and each has evidence of its own.
func TestNotes(t *testing.T) {
	t.Parallel()
	day, later, refuses, own := "2031-03-04", "2031-03-06", verbale.Refuses, verbale.Own
	dole, rank := verbale.ActorRef{ID: "a-1", Name: "Ada Dole"}, verbale.ActorRef{ID: "a-2", Name: "Rank"}
	request := &verbale.Request{ID: "request-1", Kind: verbale.RequestKinds[0], By: []verbale.ActorRef{dole}, To: []verbale.ActorRef{rank}, On: &day,
		What: []verbale.Located{at("a.txt", 10, "to open the lock")}, Evidence: []verbale.Located{at("a.txt", 4, "asked Rank to open the lock")},
		Answers: []verbale.Answer{
			{By: []verbale.ActorRef{rank}, How: refuses, On: &later, Account: verbale.Ascribed, Teller: &dole, Evidence: []verbale.Located{at("b.txt", 7, "Rank has said no")}},
			{By: []verbale.ActorRef{rank}, How: verbale.Meets, Doubtful: true, Evidence: []verbale.Located{at("b.txt", 90, "the lock stands open")}},
		},
		State: []verbale.RequestStanding{{Party: &rank, How: &refuses, Account: &own}}}
	got := noted(t, sheet.Requests, request)
	want := "\n1. **2031-03-04.** Ada Dole (demand, to Rank; Rank: refuses): to open the lock[^1]\n\n    - 2031-03-06, Rank refuses, says Ada Dole: Rank has said no[^2]\n\n" +
		"[^1]: Kurier, 2031-03-04. a.txt, version 0123456789abcdef, bytes 4-31, request-1. <https://kurier.example/a>\n" +
		"[^2]: Gazette, 2031-03-06. b.txt, version 0123456789abcdef, bytes 7-23, request-1.\n"
	if got != want {
		t.Errorf("a request:\n%s\nwant:\n%s", got, want)
	}
	before := "open the lock"
	got = noted(t, sheet.Changes, &verbale.Change{ID: "change-1", What: "answered", Layer: "request", On: &later, Side: &rank, Before: &before, After: "Rank has said no",
		Evidence: []verbale.Located{at("b.txt", 7, "Rank has said no")}})
	if want := "**2031-03-06.** Rank, answered (“open the lock”): Rank has said no[^1]"; !strings.Contains(got, want) {
		t.Errorf("a change: %s lacks %s", got, want)
	}
	got = noted(t, sheet.Clauses, &verbale.Clause{ID: "clause-1", Name: "the right to pass", Modality: verbale.Modalities[0], What: []verbale.Located{at("a.txt", 50, "the right to pass")},
		Invocations: []verbale.Invocation{{By: &dole, Stance: "claims", Account: own, Evidence: []verbale.Located{at("a.txt", 40, "claims the right to pass")}}}})
	if want := "1. right: the right to pass[^1]\n\n    - Ada Dole claims: claims the right to pass[^2]"; !strings.Contains(got, want) {
		t.Errorf("a clause: %s lacks %s", got, want)
	}
	got = noted(t, sheet.Expectations, &verbale.Expectation{ID: "expectation-1", By: []verbale.ActorRef{dole}, On: &day, Kind: verbale.Kind("promise"), Outcome: "came_true", Account: own,
		What: []verbale.Located{at("a.txt", 60, "to sail on Monday")}, Evidence: []verbale.Located{at("a.txt", 60, "to sail on Monday")}, Shown: []verbale.Located{at("b.txt", 30, "she sailed")}})
	if want := "Ada Dole (promise, came true): to sail on Monday[^1]\n\n    - told later: she sailed[^2]"; !strings.Contains(got, want) {
		t.Errorf("an expectation: %s lacks %s", got, want)
	}
}

// TestComparisonsAsNotes: each rendering stands with what differs in it.
func TestComparisonsAsNotes(t *testing.T) {
	t.Parallel()
	statement := func(id, document, words string) *verbale.Statement {
		return &verbale.Statement{ID: id, Document: document, Version: "0123456789abcdef", Mode: verbale.Direct,
			Content: []verbale.Excerpt{{Span: lang.Span{End: len(words)}, Text: words}}}
	}
	a, b := statement("s-a", "a.txt", "“We will never open the lock before the ice is gone.”"), statement("s-b", "b.txt", "“We will open the lock before the ice is gone.”")
	u := &verbale.Utterance{ID: "u-1", Renderings: []string{"s-a", "s-b"}, Tellings: 2}
	got := noted(t, sheet.Comparisons, sheet.NewComparison(&verbale.Compared{Utterance: *u, Base: "s-a"}, []*verbale.Statement{a, b}, false))
	for _, want := range []string{"“We will never open the lock before the ice is gone.”[^1]", "    - direct; leaves out “never” (negation): “We will open the lock", "[^2]: Gazette, 2031-03-06. b.txt"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
}
