package timex_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/timeml"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

const (
	articles  = 20  // of each corpus; docs/evaluation-timex.md has the figures of all
	tolerance = 1.0 // points that a change of the language engine may cost
)

// TestAccuracy reads twenty articles of TimeBank and twenty of AQUAINT, evenly
// apart, and fails where the figures of testdata/accuracy.txt are missed by
// more than the tolerance. With -update it writes them.
func TestAccuracy(t *testing.T) {
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	record := filepath.Join("testdata", "accuracy.txt")
	var lines []string
	for _, corpus := range []string{"timebank", "aquaint"} {
		files, _ := filepath.Glob(filepath.Join(shared, "corpora", "timex", corpus, "*.tml"))
		if len(files) == 0 {
			t.Skipf("no %s: set VERBALE_SHARED to the folder that holds corpora/timex", corpus)
		}
		slices.Sort(files)
		analyzer, finder := lang.NewAnalyzer(), timex.NewFinder()
		var all evaluation.TimexScores
		for i := range articles {
			data, err := os.ReadFile(files[i*len(files)/articles])
			if err != nil {
				t.Fatal(err)
			}
			gold, err := timeml.Read(string(data))
			if err != nil {
				t.Fatal(err)
			}
			dates := timex.Resolve(finder.Find(page.New(analyzer.Analyze(gold.Text), nil)), timex.Context{Day: gold.Day()})
			dates = slices.DeleteFunc(dates, func(e verbale.TimeExpression) bool { return e.Rule == timex.RuleOfAges })
			all.Add(evaluation.ScoreTimexes(evaluation.PairTimexes(gold, dates)))
		}
		for _, m := range all.Measures() {
			lines = append(lines, fmt.Sprintf("%s %s %.1f", corpus, m.Name, m.Score.F1()))
		}
	}
	if *update {
		if err := os.WriteFile(record, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	for i, was := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var name, measure string
		var before, now float64
		if _, err := fmt.Sscan(was, &name, &measure, &before); err != nil || i >= len(lines) {
			t.Fatalf("%s: %q: %v", record, was, err)
		}
		if _, err := fmt.Sscan(lines[i], &name, &measure, &now); err != nil {
			t.Fatal(err)
		}
		if now < before-tolerance {
			t.Errorf("%s: %s is %.1f and was %.1f", name, measure, now, before)
		}
	}
}
