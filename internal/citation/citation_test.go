package citation_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/citation"
	"verbale.dev/verbale/lang"
)

var update = flag.Bool("update", false, "write the golden file")

func pointer[T any](v T) *T { return &v }

func excerpt(start int, text string) verbale.Excerpt {
	return verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(text)}, Text: text}
}

// sources are a statement of which everything is known, and one of which
// nothing is.
func sources() []citation.Source {
	office := "Foreign Minister"
	return []citation.Source{{
		Statement: &verbale.Statement{
			ID: "s-1", Document: "a/one.txt", Version: "0123456789abcdef", Mode: verbale.Direct, Account: verbale.Own,
			Content:  []verbale.Excerpt{excerpt(10, `"The strait is open,"`), excerpt(60, `"by <night> & *day*"`)},
			Speakers: []verbale.ActorRef{{ID: "x", Name: "Ana Lopes", Office: &office}, {ID: "y", Name: "Jan Novak"}},
			Channel:  pointer(verbale.PressConference), Occasion: pointer(excerpt(90, "at a press conference\nin Lisbon")),
			SaidOn: pointer("2031-03-04"),
		},
		Report: &verbale.DocumentRow{
			ID: "a/one.txt", Outlet: pointer("Nordpost"), Title: pointer(`The "strait" [again]`), Published: pointer("2031-03-05T08:00+01:00"),
			URI: pointer("https://nordpost.example/1?a=1&b=<2>"), Language: pointer("en"),
		},
	}, {
		Statement: &verbale.Statement{
			ID: "s-2", Document: "two.txt", Version: "fedcba9876543210", Mode: verbale.Indirect, Account: verbale.Ascribed,
			Content: []verbale.Excerpt{excerpt(0, "that the strait was closed")},
		},
		Report: &verbale.DocumentRow{ID: "two.txt"},
	}}
}

func TestStyles(t *testing.T) {
	t.Parallel()
	const file = "testdata/styles.txtar"
	archive := &txtar.Archive{Comment: []byte("The same two statements in every style: one of which everything is known, and one\nof which nothing is. go test -update writes it.\n")}
	for _, style := range citation.Styles {
		text, err := citation.Write(style, sources())
		if err != nil {
			t.Fatal(err)
		}
		archive.Files = append(archive.Files, txtar.File{Name: string(style), Data: []byte(strings.ReplaceAll(text, "\r\n", "\n"))})
	}
	got := txtar.Format(archive)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestEveryStyleHoldsWhatIsKnown(t *testing.T) {
	t.Parallel()
	for _, style := range citation.Styles {
		text, err := citation.Write(style, sources())
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"strait is open", "Ana Lopes", "Foreign Minister", "press conference in Lisbon", "Nordpost", "nordpost.example/1", "0123456789abcdef", "in the report's words", "undated", "nattributed"} {
			if !strings.Contains(strings.NewReplacer("&#39;", "'", "&#xA;", " ").Replace(text), want) {
				t.Errorf("%s lacks %q:\n%s", style, want, text)
			}
		}
		if strings.Contains(text, `"that the strait was closed"`) && style != citation.CSL && style != citation.ClaimReview {
			t.Errorf("%s puts the report's words into quotation marks:\n%s", style, text)
		}
	}
	if _, err := citation.Write("latin", sources()); err == nil {
		t.Error("there is a style latin")
	}
}

func TestCSLIsJSON(t *testing.T) {
	t.Parallel()
	text, err := citation.Write(citation.CSL, sources())
	var items []map[string]any
	if err == nil {
		err = json.Unmarshal([]byte(text), &items)
	}
	if err != nil || len(items) != 2 || items[0]["type"] != "article-newspaper" || fmt.Sprint(items[0]["issued"]) != "map[date-parts:[[2031 3 5]]]" {
		t.Errorf("%v: %v", err, items)
	}
	if _, dated := items[1]["issued"]; dated {
		t.Error("an undated report has a date")
	}
}

func ExampleWrite() {
	text, _ := citation.Write(citation.Plain, sources()[1:])
	fmt.Print(text)
	// Output:
	// that the strait was closed
	//     unattributed (as another side tells; undated; in the report's words)
	//     “two.txt”, undated
	//     [two.txt, version fedcba9876543210, bytes 0-26]
}
