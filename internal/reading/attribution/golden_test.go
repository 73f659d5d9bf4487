package attribution_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

var update = flag.Bool("update", false, "write what comes out into testdata; read the difference before you commit it")

// TestGolden reads each case of testdata; testdata/README.md has the format.
func TestGolden(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	analyzer := lang.NewAnalyzer()
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(archive.Files) != 2 || archive.Files[0].Name != "text" || archive.Files[1].Name != "statements" {
			t.Fatalf("%s: want the files text and statements", name)
		}
		text := strings.TrimSuffix(string(archive.Files[0].Data), "\n")
		got := listed(attribution.Find(attribution.Shipped(), lexicon.Load(), name, page.New(analyzer.Analyze(text), nil)))
		if *update {
			archive.Files[1].Data = []byte(got)
			if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want := string(archive.Files[1].Data); got != want {
			t.Errorf("%s:\ngot\n%swant\n%s", filepath.Base(name), got, want)
		}
	}
}

// listed writes statements, each with its facts on a line of its own and its
// spans below.
func listed(statements []draft.Statement) string {
	number := map[string]int{}
	for i, s := range statements {
		number[s.ID] = i + 1
	}
	var b strings.Builder
	for i, s := range statements {
		fmt.Fprintf(&b, "%d %s %s %s", i+1, s.Mode, s.Kind, s.Factuality)
		if s.Account != verbale.Own {
			fmt.Fprintf(&b, " account=%s", s.Account)
		}
		if s.Repeats {
			b.WriteString(" repeats")
		}
		if s.Channel != nil {
			fmt.Fprintf(&b, " channel=%s", *s.Channel)
		}
		if s.Parent != nil {
			fmt.Fprintf(&b, " in=%d", number[*s.Parent])
		}
		b.WriteByte('\n')
		row := func(name string, excerpts []verbale.Excerpt) {
			for _, e := range excerpts {
				fmt.Fprintf(&b, "  %s: %s\n", name, e.Text)
			}
		}
		row("source", s.Source)
		row("cue", s.Cue)
		row("content", s.Content)
		row("set apart", s.SetApart)
		row("to", s.AddressedTo)
		if s.Occasion != nil {
			row("occasion", []verbale.Excerpt{*s.Occasion})
		}
		for _, r := range s.RespondsTo {
			row("responds to", []verbale.Excerpt{r.Excerpt})
		}
	}
	return b.String()
}
